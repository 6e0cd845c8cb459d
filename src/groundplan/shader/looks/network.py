"""The look network that ships with groundplan, and the card that says what it is."""

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Final

import orjson
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.errors import ModelError
from groundplan.shader.looks.session import LookSession
from groundplan.world.base import CLOSED

__all__ = ["LookCard", "load_network", "look_card"]

_MODEL: Final = "looks.onnx"
_CARD: Final = "looks.json"
_REMEDY: Final = "install groundplan again, or train it: `make train-looks`"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class LookCard:
    """What the network is, what it was trained on, and how far it is from its training looks."""

    schema: str
    sha256: str
    """Of the model file."""
    weights: int
    looks: tuple[str, ...]
    planes: tuple[str, ...]
    trained_on: str
    licence: str
    steps: int
    held_out_psnr_db: dict[str, float]
    """Per look, on worlds whose nouns and places were in no training world."""
    held_out_flicker_ratio: dict[str, float]
    """Warp error over that of the training look, per look."""


@lru_cache(maxsize=1)
def look_card() -> LookCard:
    """Return the card that ships with the network.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        return TypeAdapter(LookCard).validate_python(orjson.loads(_data(_CARD)))
    except ValueError as error:
        raise ModelError(f"{_CARD} is damaged", _REMEDY) from error


def load_network() -> LookSession:
    """Return the network that ships with groundplan.

    Raises:
        MissingExtraError: onnxruntime is not installed.
        ModelError: The file is missing, or is not the one that the card names.
    """
    data = _data(_MODEL)
    if hashlib.sha256(data).hexdigest() != look_card().sha256:
        raise ModelError(f"{_MODEL} is not the file that its card names", _REMEDY)
    return LookSession(data)


def _data(name: str) -> bytes:
    try:
        return (resources.files("groundplan.shader.looks") / "data" / name).read_bytes()
    except OSError as error:
        raise ModelError(f"{name} is missing ({error.strerror})", _REMEDY) from error

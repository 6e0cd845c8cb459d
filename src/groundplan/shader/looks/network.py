"""The look networks that ship with groundplan, and the card that says what they are."""

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Final

import orjson
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.errors import ModelError
from groundplan.shader.looks.features import PLANES
from groundplan.shader.looks.names import LookName
from groundplan.shader.looks.session import LookSession
from groundplan.world.base import CLOSED

__all__ = ["LookCard", "load_network", "look_card"]

_CARD: Final = "looks.json"
_REMEDY: Final = "install groundplan again, or train it: `make train-looks`"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class LookCard:
    """What the network is, what it was trained on, and how far it is from its training looks."""

    schema: str
    sha256: dict[str, str]
    """Of each look's model file."""
    weights: dict[str, int]
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


def load_network(look: LookName) -> LookSession:
    """Return the network of a look.

    Raises:
        MissingExtraError: onnxruntime is not installed.
        ModelError: The file is missing, is not the one that the card names, or reads other planes.
    """
    name, card = f"{look}.onnx", look_card()
    data = _data(name)
    if hashlib.sha256(data).hexdigest() != card.sha256.get(look):
        raise ModelError(f"{name} is not the file that its card names", _REMEDY)
    if card.planes != PLANES:
        raise ModelError(f"{name} reads other planes than this version gives", _REMEDY)
    return LookSession(data)


def _data(name: str) -> bytes:
    try:
        return (resources.files("groundplan.shader.looks") / "data" / name).read_bytes()
    except OSError as error:
        raise ModelError(f"{name} is missing ({error.strerror})", _REMEDY) from error

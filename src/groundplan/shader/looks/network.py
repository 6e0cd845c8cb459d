"""Our look network in onnxruntime (extra `embedded`): on the CPU, the same bytes always."""

# onnxruntime's session has no types for its answers.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Final

import numpy as np
import orjson
from jaxtyping import Float32
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.errors import MissingExtraError, ModelError
from groundplan.shader.looks.names import LOOK_NAMES, LookName
from groundplan.world.base import CLOSED

__all__ = ["LookCard", "LookNetwork", "look_card"]

_MODEL: Final = "looks.onnx"
_CARD: Final = "looks.json"
_FOLD: Final = 16
"""Sides that the network takes are multiples of this: smaller pictures get copies of their edge."""
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


class LookNetwork:
    """One loaded network; runs on one thread, so that threads of a caller add up as expected."""

    def __init__(self) -> None:
        """Load the model that ships with groundplan.

        Raises:
            MissingExtraError: onnxruntime is not installed.
            ModelError: The file is missing, or is not the one that the card names.
        """
        try:
            import onnxruntime  # noqa: PLC0415  (an extra, slow to import)
        except ImportError:
            raise MissingExtraError(
                "onnxruntime is not installed", "pip install 'groundplan[embedded]'"
            ) from None
        data = _data(_MODEL)
        if hashlib.sha256(data).hexdigest() != look_card().sha256:
            raise ModelError(f"{_MODEL} is not the file that its card names", _REMEDY)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"]
        )
        self.version: str = onnxruntime.__version__

    def __call__(
        self, planes: Float32[np.ndarray, "plane height width"], look: LookName
    ) -> Float32[np.ndarray, "height width 3"]:
        """Return the picture in a look, sRGB, not yet clipped to 0..1."""
        _, height, width = planes.shape
        pad = ((0, 0), (0, -height % _FOLD), (0, -width % _FOLD))
        folded = np.pad(planes, pad, mode="edge") if any(p[1] for p in pad) else planes
        which = np.array([[float(name == look) for name in LOOK_NAMES]], dtype=np.float32)
        (found,) = self._session.run(None, {"planes": folded[None], "look": which})
        picture = np.asarray(found, dtype=np.float32)[0, :, :height, :width]
        return np.ascontiguousarray(picture.transpose(1, 2, 0))


def _data(name: str) -> bytes:
    try:
        return (resources.files("groundplan.shader.looks") / "data" / name).read_bytes()
    except OSError as error:
        raise ModelError(f"{name} is missing ({error.strerror})", _REMEDY) from error

"""A look network in onnxruntime (extra `embedded`): on one thread, the same bytes always."""

# onnxruntime's session has no types for its answers.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from typing import Final

import numpy as np
from jaxtyping import Float32

from groundplan.errors import MissingExtraError

__all__ = ["LookSession"]

_FOLD: Final = 16
"""Sides that the network takes are multiples of this."""
_MARGIN_PX: Final = 32
"""Copies of the edge all about: the network was taught on the middles of crops, and has never been
told what lies beyond an edge."""


class LookSession:
    """One loaded network."""

    def __init__(self, model: bytes) -> None:
        """Load a model.

        Raises:
            MissingExtraError: onnxruntime is not installed.
        """
        try:
            import onnxruntime  # noqa: PLC0415  (an extra, slow to import)
        except ImportError:
            raise MissingExtraError(
                "onnxruntime is not installed", "pip install 'groundplan[embedded]'"
            ) from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self.version: str = onnxruntime.__version__

    def __call__(
        self, planes: Float32[np.ndarray, "plane height width"]
    ) -> Float32[np.ndarray, "height width 3"]:
        """Return the picture, sRGB, not yet clipped to 0..1."""
        _, height, width = planes.shape
        margin = _MARGIN_PX
        pad = [(margin, margin + -side % _FOLD) for side in (height, width)]
        folded = np.pad(planes, ((0, 0), *pad), mode="edge")
        (found,) = self._session.run(None, {"planes": folded[None]})
        picture = np.asarray(found, dtype=np.float32)[
            0, :, margin : margin + height, margin : margin + width
        ]
        return np.ascontiguousarray(picture.transpose(1, 2, 0))

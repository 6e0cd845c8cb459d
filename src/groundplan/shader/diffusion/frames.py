"""What a pipeline gave back, as frames of exactly the planned number and size."""

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import CallError

__all__ = ["frames_of"]


def frames_of(
    output: object, *, frame_count: int, size_px: tuple[int, int]
) -> UInt8[np.ndarray, "frame height width 3"]:
    """Return 8-bit sRGB frames of a pipeline's floats from 0 to 1.

    Raises:
        CallError: It is another number or size than was planned, or not all of it are numbers.
    """
    found = np.asarray(output)
    if found.ndim == 5 and len(found) == 1:
        found = found[0]
    wanted = (frame_count, size_px[1], size_px[0], 3)
    if found.shape != wanted:
        raise CallError(
            f"the model made {_told(found.shape)} instead of {_told(wanted)}",
            "nothing is cut or padded: this model has other rules than its backend says",
        )
    if not np.isfinite(found).all():
        raise CallError(
            "the model made pictures that are no numbers", "give --set dtype=bfloat16 or float32"
        )
    return np.rint(np.clip(found, 0.0, 1.0) * 255.0).astype(np.uint8)


def _told(shape: tuple[int, ...]) -> str:
    return " x ".join(str(side) for side in shape)

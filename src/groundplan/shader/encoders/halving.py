"""Half of a control's width and height, as LTX adapters named `ref0.5` read their reference."""

from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import PlanError

__all__ = ["HALVING", "Halving", "halved"]

Halving = Literal["mean", "brightest", "darkest", "first"]

HALVING: Final[dict[str, Halving]] = {
    "canny": "brightest",
    "seg": "first",
    "layout": "darkest",
}
"""What becomes of 2 by 2 pixels; the mean for all others. Lines on black stay white, lines on white
stay black, and colours that stand for things are never mixed."""


def halved(
    clip: UInt8[np.ndarray, "frame height width 3"], *, rule: Halving
) -> UInt8[np.ndarray, "frame half_height half_width 3"]:
    """Return a clip at half its width and height; a mean is rounded half up.

    Raises:
        PlanError: A side is odd.
    """
    frames, height, width, _ = clip.shape
    if height % 2 or width % 2:
        raise PlanError(f"half of {width}x{height} px", "plan an even width and height")
    blocks = clip.reshape(frames, height // 2, 2, width // 2, 2, 3)
    if rule == "first":
        return np.ascontiguousarray(blocks[:, :, 0, :, 0])
    if rule == "brightest":
        return blocks.max(axis=(2, 4))
    if rule == "darkest":
        return blocks.min(axis=(2, 4))
    return ((blocks.sum(axis=(2, 4), dtype=np.uint16) + 2) >> 2).astype(np.uint8)

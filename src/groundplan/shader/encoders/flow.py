"""Motion in colours: where each pixel of the frame before goes.

Source:
    Baker et al., "A Database and Evaluation Methodology for Optical Flow", IJCV 2011: a wheel of
    55 colours. RAFT's `core/utils/flow_viz.py` (read): scaled by the longest flow of the frame
    plus 1e-5, colours cut to whole numbers. `FlowVisAnnotator` of VACE (`flow.py`, read): the
    first of its N - 1 pictures stands twice.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float, Float32, UInt8

__all__ = ["flow_colors", "flow_frame", "flow_wheel"]

_ARCS: Final = ((15, 0, 1, 1), (6, 1, 0, -1), (4, 1, 2, 1), (11, 2, 1, -1), (13, 2, 0, 1),
                (6, 0, 2, -1))  # fmt: skip
"""Steps from red over yellow, green, cyan, blue and magenta back to red: the channel that is full,
the one that moves, and which way."""
_EPSILON: Final = np.float32(1e-5)


@lru_cache(maxsize=1)
def flow_wheel() -> Float[np.ndarray, "55 3"]:
    """Return the colours of directions, 0 to 255, in even steps of a whole turn."""
    rows: list[np.ndarray] = []
    for steps, full, moving, way in _ARCS:
        arc = np.zeros((steps, 3))
        ramp = np.floor(255.0 * np.arange(steps) / steps)
        arc[:, full] = 255.0
        arc[:, moving] = ramp if way > 0 else 255.0 - ramp
        rows.append(arc)
    return np.concatenate(rows)


def flow_colors(
    flow: Float32[np.ndarray, "height width 2"],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return flow [px] in colours: direction is hue, length over the frame's longest is saturation.

    Stillness is white. NaN (a point that goes behind the camera) is black and does not count.
    """
    known = np.isfinite(flow).all(axis=2, keepdims=True)
    moved = np.where(known, flow, np.float32(0.0)) + np.float32(0.0)
    u, v = moved[..., 0], moved[..., 1]
    longest = np.sqrt(u * u + v * v).max(initial=np.float32(0.0))
    u, v = u / (longest + _EPSILON), v / (longest + _EPSILON)
    length = np.sqrt(u * u + v * v)[..., None]
    wheel = flow_wheel() / 255.0
    turn = (np.arctan2(-v, -u) / np.float32(np.pi) + np.float32(1.0)) / 2 * (len(wheel) - 1)
    at = np.floor(turn).astype(np.int64)
    part = (turn - at)[..., None]
    hue = (1.0 - part) * wheel[at] + part * wheel[(at + 1) % len(wheel)]
    color = np.floor(255.0 * (1.0 - length * (1.0 - hue)))
    return np.where(known, color, 0.0).astype(np.uint8)


def flow_frame(frame: int) -> int:
    """Return the frame of the forward flow (t to t+1) that a control frame shows.

    Frame k shows how pixels came from frame k - 1; frame 0 repeats the picture of frame 1.
    """
    return max(frame - 1, 0)

"""A line drawing of what is there: outlines, steps and creases, never what is painted on things.

Lines are found in the truth passes, not in the beauty: light and shadow draw none. VACE's own come
from a network for line drawings (`vace/annotators/scribble.py`, read), whose output it sends as it
is: dark lines on white; `LineartDetector` of controlnet_aux inverts the output of its like.
"""

from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Float16, Float32, UInt8, UInt16

from groundplan.shader.encoders.depth import inverse_depth

__all__ = ["SceneFrame", "line_strength", "scribble_frame"]

_STEP: Final = 0.04
"""Share of 1/depth by which it must leave a plane over one pixel to be a step: our default."""
_CREASE_COS: Final = (0.80, 0.60)
"""Cosine between normals of neighbours where a crease begins to show, and shows fully."""
_CREASE_INK: Final = 0.6
"""Of a full crease; outlines and steps have 1."""
_FINE_SIDE_PX: Final = 640.0
"""Short side up to which lines are one pixel to each side of an edge."""

Ink = Float[np.ndarray, "height width"]


class SceneFrame(NamedTuple):
    """The truth of a frame that lines are found in."""

    depth: Float32[np.ndarray, "height width"]
    normal: Float16[np.ndarray, "height width 3"]
    instance: UInt16[np.ndarray, "height width"]


def scribble_frame(
    frame: SceneFrame, *, dark_lines: bool = True
) -> UInt8[np.ndarray, "height width 3"]:
    """Return a frame as soft dark lines on white, or white lines on black."""
    ink = _softened(line_strength(frame))
    drawn = np.floor(ink * 255.0 + 0.5).astype(np.uint8)
    return np.repeat((255 - drawn if dark_lines else drawn)[..., None], 3, axis=2)


def line_strength(frame: SceneFrame) -> Ink:
    """Return how much line each pixel has, 0 to 1, before lines are softened.

    Outlines, where the id changes, lie on the nearer thing. Steps, where 1/depth is not what the
    plane of its neighbours says (over a plane 1/depth is linear in the picture), lie on the nearer
    side. Creases, where normals of one thing turn, lie on both.
    """
    near, normal = inverse_depth(frame.depth), frame.normal.astype(np.float32)
    ink = np.zeros(near.shape, dtype=np.float32)
    for axis in (0, 1):
        first, second = _pair(near, axis)
        same = np.equal(*_pair(frame.instance, axis))
        edge = ~same | _is_step(near, axis)
        _lay(ink, edge & (first >= second), axis, side=0)
        _lay(ink, edge & (second > first), axis, side=1)
        a, b = _pair(normal, axis)
        solid = np.logical_and(*_pair(near > 0.0, axis))
        crease = _crease((a * b).sum(axis=2)) * (same & solid & ~edge)
        _lay(ink, crease, axis, side=0)
        _lay(ink, crease, axis, side=1)
    return ink


def _pair(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return all pixels but the last, and all but the first, along an axis."""
    return (values[:-1], values[1:]) if axis == 0 else (values[:, :-1], values[:, 1:])


def _is_step(near: Float32[np.ndarray, "height width"], axis: int) -> Bool[np.ndarray, "h w"]:
    """Return where 1/depth jumps between neighbours by more than it changes on either side."""
    slope = np.abs(np.diff(near, axis=axis))
    padded = np.pad(slope, [(1, 1) if k == axis else (0, 0) for k in (0, 1)], mode="edge")
    if axis == 0:
        around = np.minimum(padded[:-2], padded[2:])
    else:
        around = np.minimum(padded[:, :-2], padded[:, 2:])
    first, second = _pair(near, axis)
    return slope - around > _STEP * np.maximum(first, second)


def _crease(cosine: Ink) -> Ink:
    begins, full = _CREASE_COS
    return np.clip((begins - cosine) / (begins - full), 0.0, 1.0) * np.float32(_CREASE_INK)


def _lay(ink: Ink, strength: np.ndarray, axis: int, *, side: int) -> None:
    target = _pair(ink, axis)[side]
    np.maximum(target, strength, out=target)


def _softened(ink: Ink) -> Ink:
    """Return lines with soft edges, the wider the larger the picture; their middle stays full."""
    for _ in range(max(1, round(min(ink.shape) / _FINE_SIDE_PX))):
        for axis in (0, 1):
            rim = [(1, 1) if k == axis else (0, 0) for k in (0, 1)]
            before, here, after = (
                np.take(np.pad(ink, rim, mode="edge"), range(k, k + ink.shape[axis]), axis=axis)
                for k in range(3)
            )
            ink = np.float32(0.5) * here + np.float32(0.25) * (before + after)
    return np.minimum(ink * np.float32(2.0), np.float32(1.0))

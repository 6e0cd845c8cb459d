"""The line of action: through two people, or along somebody's way; cameras keep to one side of it.

Source:
    The 180-degree rule as the sign of cross(B - A, camera - A) over the ground; how near to the
    line a camera is neutral is our engineering default.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float, Int

__all__ = ["NEUTRAL_RAD", "angle_off_line", "line_offset_m", "mirrored", "side_of_line"]

NEUTRAL_RAD: Final = math.radians(10.0)
"""A camera that looks this nearly along the line sees no left and right of it: a neutral shot."""

Points = Float[np.ndarray, "*#batch 3"]


def side_of_line(
    start: Points, end: Points, camera: Points, *, neutral_rad: float = NEUTRAL_RAD
) -> Int[np.ndarray, "..."]:
    """Return on which side of the line from `start` to `end` a camera stands.

    +1: to the left of who looks along the line, so that the end of the line is left of its start
    in the picture. -1: to the right. 0: on the line within `neutral_rad`, or there is no line.
    """
    side = np.sign(line_offset_m(start, end, camera))
    off = angle_off_line(start, end, camera)
    return np.where(off < neutral_rad, 0, side).astype(np.int64)


def line_offset_m(start: Points, end: Points, camera: Points) -> Float[np.ndarray, "..."]:
    """Return how far a camera is from the line over the ground [m], positive to its left.

    0 where start and end are one place.
    """
    way, to_camera = end - start, camera - start
    cross = way[..., 2] * to_camera[..., 0] - way[..., 0] * to_camera[..., 2]
    length = np.hypot(way[..., 0], way[..., 2])
    return np.where(length > 0.0, cross / np.where(length > 0.0, length, 1.0), 0.0)


def angle_off_line(start: Points, end: Points, camera: Points) -> Float[np.ndarray, "..."]:
    """Return the angle over the ground between the line and the way from its middle to the camera.

    0 on the line, beyond either end; pi/2 square to it [rad]. Pi/2 too where there is no line.
    """
    way, middle = end - start, 0.5 * (start + end)
    along = np.hypot(way[..., 0], way[..., 2])
    out = camera - middle
    offset = np.abs(line_offset_m(start, end, camera))
    ahead = np.abs(way[..., 0] * out[..., 0] + way[..., 2] * out[..., 2])
    ahead = np.where(along > 0.0, ahead / np.where(along > 0.0, along, 1.0), 0.0)
    there = (offset > 0.0) | (ahead > 0.0)
    return np.where((along > 0.0) & there, np.arctan2(offset, ahead), 0.5 * math.pi)


def mirrored(start: Points, end: Points, point: Points) -> Float[np.ndarray, "... 3"]:
    """Return the place as far on the other side of the line, at the same height [m]."""
    way = end - start
    length = np.hypot(way[..., 0], way[..., 2])
    scale = np.where(length > 0.0, length, 1.0)
    left = np.stack([way[..., 2] / scale, np.zeros_like(scale), -way[..., 0] / scale], axis=-1)
    return point - 2.0 * line_offset_m(start, end, point)[..., None] * left

"""Where somebody is in the frame, looks, and goes: in the picture's own left, right, up and down.

Source:
    Similar triangles and their time derivative; which rates and angles count as none are our
    engineering defaults.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.geometry import camera, transforms

__all__ = [
    "STILL_PER_S", "eyeline_elevation", "eyeline_mismatch", "eyeline_off_axis", "eyeline_side",
    "frame_places", "looks_in_camera", "place_distance", "screen_direction", "screen_rate",
]  # fmt: skip

STILL_PER_S: Final = 0.05
"""What moves by less than this share of the frame's width in a second goes nowhere on screen."""
_STRAIGHT_RAD: Final = math.radians(5.0)
"""Who looks this nearly into the lens looks neither left nor right."""

Poses = Float[np.ndarray, "*#batch 4 4"]
Points = Float[np.ndarray, "*#batch 3"]


def frame_places(
    points: Points, world_from_camera: Poses, *, intrinsics_px: Float[np.ndarray, "*#batch 3 3"],
    size_px: tuple[int, int],
) -> Float[np.ndarray, "... 2"]:  # fmt: skip
    """Return where points are in the frame: shares of its width and height, (0, 0) top left.

    NaN for what is not in front of the camera; outside 0..1 out of frame.
    """
    inside = transforms.transform_points(transforms.inverse_rigid(world_from_camera), points)
    return camera.project(inside, intrinsics_px) / np.array(size_px, dtype=np.float64)


def place_distance(
    first: Float[np.ndarray, "*#batch 2"], second: Float[np.ndarray, "*#batch 2"], *, aspect: float
) -> Float[np.ndarray, "..."]:
    """Return how far a place in the frame jumps over a cut, in frame widths.

    `aspect` is the picture's width over its height.
    """
    step = second - first
    return np.asarray(np.hypot(step[..., 0], step[..., 1] / aspect))


def screen_rate(
    points: Points, velocities: Points, world_from_camera: Poses, *,
    intrinsics_px: Float[np.ndarray, "*#batch 3 3"], width_px: int,
) -> Float[np.ndarray, "..."]:  # fmt: skip
    """Return how fast what moves at `velocities` [m/s] crosses the frame, in widths a second.

    Right positive. The camera is taken to stand still: who is kept in mid-frame by a camera that
    travels along still has a direction, against the background. NaN for what is not in front.
    """
    back = transforms.inverse_rigid(world_from_camera)
    inside = transforms.transform_points(back, points)
    moving = np.einsum("...ij,...j->...i", back[..., :3, :3], velocities)
    depth = np.where(inside[..., 2] < 0.0, -inside[..., 2], np.nan)
    slope_rate = moving[..., 0] / depth + inside[..., 0] * moving[..., 2] / depth**2
    return np.asarray(slope_rate * intrinsics_px[..., 0, 0] / width_px)


def screen_direction(
    rate_per_s: float | Float[np.ndarray, "..."], *, still_per_s: float = STILL_PER_S
) -> Int[np.ndarray, "..."]:
    """Return +1 for what goes to the right, -1 to the left, 0 to neither (or nowhere in front)."""
    rate = np.nan_to_num(np.asarray(rate_per_s, dtype=np.float64))
    return np.where(np.abs(rate) < still_per_s, 0, np.sign(rate)).astype(np.int64)


def looks_in_camera(
    eyes: Points, looked_at: Points, world_from_camera: Poses
) -> Float[np.ndarray, "... 3"]:
    """Return where somebody looks, as a unit vector in camera axes.

    +X: to screen right, +Y: up, +Z: towards the camera. Zero where eyes and aim are one place.
    """
    look = looked_at - eyes
    turned = np.einsum("...ji,...j->...i", world_from_camera[..., :3, :3], look)
    length = np.linalg.norm(turned, axis=-1, keepdims=True)
    return turned / np.where(length > 0.0, length, 1.0)


def eyeline_side(
    look_in_camera: Points, *, straight_rad: float = _STRAIGHT_RAD
) -> Int[np.ndarray, "..."]:
    """Return +1 for who looks to screen right, -1 to screen left, 0 straight to or from the lens.

    The eyelines of two who look at each other match over a cut when their sides are opposite.
    """
    x = look_in_camera[..., 0]
    return np.where(np.abs(x) < math.sin(straight_rad), 0, np.sign(x)).astype(np.int64)


def eyeline_elevation(look_in_camera: Points) -> Float[np.ndarray, "..."]:
    """Return how steeply somebody looks up in the picture [rad], down negative."""
    ahead = np.hypot(look_in_camera[..., 0], look_in_camera[..., 2])
    return np.asarray(np.arctan2(look_in_camera[..., 1], ahead))


def eyeline_off_axis(
    eyes: Points, looked_at: Points, camera_at: Points
) -> Float[np.ndarray, "..."]:
    """Return the angle over the ground between a look and the way to the camera [rad], 0..pi.

    0: into the lens; pi/2: a profile. Singles match when both are equally far off the axis.
    """
    look, lens = looked_at - eyes, camera_at - eyes
    cross = look[..., 2] * lens[..., 0] - look[..., 0] * lens[..., 2]
    level = look[..., 0] * lens[..., 0] + look[..., 2] * lens[..., 2]
    return np.asarray(np.abs(np.arctan2(cross, level)))


def eyeline_mismatch(first: Points, second: Points) -> Float[np.ndarray, "..."]:
    """Return by how much two crossing looks miss each other vertically [rad], 0 for a match.

    Both are looks in camera axes: as far as one looks down, the other has to look up.
    """
    return np.asarray(np.abs(eyeline_elevation(first) + eyeline_elevation(second)))

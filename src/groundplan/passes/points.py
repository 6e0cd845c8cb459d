"""Points of bodies in a picture: where the camera puts them, and what lies in front of them."""

from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from groundplan.errors import PackError
from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.previz.port import Frame

__all__ = ["TOLERANCE_M", "Point2", "Point3", "Seen", "pixels_of", "rounded2", "rounded3", "seen"]

Point3 = tuple[float, float, float]
Point2 = tuple[float, float]

TOLERANCE_M: Final = 0.02
"""Another surface nearer than a point by less than this does not hide it: our engineering default.
"""
_DIGITS: Final = 6


class Seen(NamedTuple):
    """What a frame shows at points."""

    inside: Bool[np.ndarray, " point"]
    """In the picture."""
    on_own: Bool[np.ndarray, " point"]
    """The nearest surface there is the body's own; false outside the picture."""
    clear: Bool[np.ndarray, " point"]
    """That surface is not nearer than the point by more than its slack."""


def pixels_of(
    points_in_world: Float[np.ndarray, "point 3"], frame: Frame, *, near_m: float
) -> tuple[Float[np.ndarray, "point 2"], Float[np.ndarray, " point"]]:
    """Return pixels and depths [m]; pixels are NaN behind the near plane, and of NaN points."""
    camera_from_world = inverse_rigid(np.asarray(frame.camera.world_from_camera, dtype=np.float64))
    camera = transform_points(camera_from_world, np.nan_to_num(points_in_world))
    pixels = project(camera, np.asarray(frame.camera.intrinsics_px, dtype=np.float64))
    depth = -camera[:, 2]
    pixels[np.isnan(points_in_world).any(axis=1) | (depth <= near_m)] = np.nan
    return pixels, depth


def seen(
    pixels: Float[np.ndarray, "point 2"],
    depth: Float[np.ndarray, " point"],
    *,
    frame: Frame,
    own: frozenset[int],
    slack: Float[np.ndarray, " point"] | float = TOLERANCE_M,
) -> Seen:
    """Return what a frame shows at points; `own` are the body's ids in the instance pass.

    On the body's own surface a point may lie `slack` [m] below it.

    Raises:
        PackError: The frame has no depth or no instance ids.
    """
    if frame.depth is None or frame.instance is None:
        raise PackError("points need the depth and instance passes", "render these passes too")
    height, width = frame.depth.shape
    inside = (
        (pixels[:, 0] >= 0.0)
        & (pixels[:, 0] < width)
        & (pixels[:, 1] >= 0.0)
        & (pixels[:, 1] < height)
    )
    column, row = np.where(inside[:, None], pixels, 0.0).astype(np.int64).T
    on_own = inside & np.isin(frame.instance[row, column], sorted(own))
    gap = np.where(on_own, np.maximum(slack, TOLERANCE_M), TOLERANCE_M)
    return Seen(inside, on_own, frame.depth[row, column] >= depth - gap)


def rounded3(point: Float[np.ndarray, " 3"]) -> Point3:
    """Return a point as files hold it."""
    x, y, z = (round(v, _DIGITS) + 0.0 for v in point.tolist())
    return (x, y, z)


def rounded2(point: Float[np.ndarray, " 2"]) -> Point2:
    """Return a pixel as files hold it."""
    x, y = (round(v, _DIGITS) + 0.0 for v in point.tolist())
    return (x, y)

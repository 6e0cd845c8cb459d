"""Points of what stands still: a grid over a window's first frame, seen from every later camera."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int64, UInt16

from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.passes.pack import ControlPack

__all__ = ["SeenPoints", "still_points"]

_GRID: Final = 70
"""Points along each side. Source: Diffusion as Shader, `models/pipelines.py`, density 70."""
_TOLERANCE: Final = (0.002, 0.001)
"""How much nearer [m, and share of the depth] a surface may be without hiding a point, as for the
tracked points of a pack."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenPoints:
    """Points of surfaces in the frames of one window."""

    points_px: Float64[np.ndarray, "frame point 2"]
    """x right, y down, pixel centres at +0.5; known where hidden too, NaN behind the camera."""
    visible: Bool[np.ndarray, "frame point"]
    depth_m: Float64[np.ndarray, "frame point"]
    """Along the optical axis."""
    instance: UInt16[np.ndarray, " point"]
    """`instance` of the manifest's instance table."""


def still_points(pack: ControlPack, frames: range, *, instances: Sequence[int]) -> SeenPoints:
    """Return the points of a 70 by 70 grid of pixels whose first frame shows these instances.

    They must not move: their places in the world are taken from the first frame's depth.

    Raises:
        PackError: The pack is damaged.
    """
    cameras = pack.cameras.frames[frames.start : frames.stop]
    world_to = np.array([frame.camera_from_world_cv for frame in cameras], dtype=np.float64)
    lenses = np.array([frame.intrinsics_px for frame in cameras], dtype=np.float64)
    shown = pack["instance"][frames.start]
    height, width = shown.shape
    row, column = (
        axis.ravel() for axis in np.meshgrid(_lines(height), _lines(width), indexing="ij")
    )
    own = np.isin(shown[row, column], list(instances))
    row, column = row[own], column[own]
    depth = pack["depth"][frames.start][row, column].astype(np.float64)
    lens = lenses[0]
    x, y = (column + 0.5 - lens[0, 2]) / lens[0, 0], (row + 0.5 - lens[1, 2]) / lens[1, 1]
    in_camera = np.stack([x * depth, y * depth, depth], axis=-1)
    world = transform_points(inverse_rigid(world_to[0]), in_camera)
    instance = shown[row, column]
    count = len(cameras)
    points_px, depth_m = np.empty((count, len(world), 2)), np.empty((count, len(world)))
    visible = np.empty((count, len(world)), dtype=bool)
    for index, frame in enumerate(frames):
        points_px[index], depth_m[index] = _seen(
            transform_points(world_to[index], world), lenses[index], near_m=cameras[index].near_m
        )
        visible[index] = _shown(
            points_px[index],
            depth_m[index],
            instance,
            depth=pack["depth"][frame],
            ids=pack["instance"][frame],
        )
    visible[0] = True
    return SeenPoints(points_px=points_px, visible=visible, depth_m=depth_m, instance=instance)


def _lines(size: int) -> Int64[np.ndarray, " line"]:
    """Return the pixels in the middle of 70 equal stretches; all where there are fewer."""
    middles = (np.arange(_GRID) + 0.5) * (size / _GRID)
    return np.unique(middles.astype(np.int64))


def _seen(
    in_camera: Float64[np.ndarray, "point 3"], lens: Float64[np.ndarray, "3 3"], *, near_m: float
) -> tuple[Float64[np.ndarray, "point 2"], Float64[np.ndarray, " point"]]:
    depth = in_camera[:, 2]
    ahead = depth > near_m
    safe = np.where(ahead, depth, 1.0)
    x = lens[0, 0] * in_camera[:, 0] / safe + lens[0, 2]
    y = lens[1, 1] * in_camera[:, 1] / safe + lens[1, 2]
    return np.where(ahead[:, None], np.stack([x, y], axis=-1), np.nan), depth


def _shown(
    pixels: Float64[np.ndarray, "point 2"],
    own_depth: Float64[np.ndarray, " point"],
    instance: UInt16[np.ndarray, " point"],
    *,
    depth: Float32[np.ndarray, "height width"],
    ids: UInt16[np.ndarray, "height width"],
) -> Bool[np.ndarray, " point"]:
    """Return which points lie on a pixel of their own thing with nothing before them.

    Of the four pixel centres around a point, the farthest of its own thing is what a slanted
    surface may have there.
    """
    size = np.array(depth.shape[::-1])
    inside = np.all((pixels >= 0.0) & (pixels < size), axis=1)
    place = np.where(inside[:, None], pixels, 0.0)
    column, row = place.astype(np.int64).T
    corner = np.floor(place - 0.5).astype(np.int64)
    farthest = np.zeros(len(pixels))
    for step in ((0, 0), (1, 0), (0, 1), (1, 1)):
        x, y = np.clip(corner + step, 0, size - 1).T
        mine = ids[y, x] == instance
        farthest = np.maximum(farthest, np.where(mine, depth[y, x], 0.0))
    least, share = _TOLERANCE
    near_enough = own_depth <= farthest + np.maximum(least, share * own_depth)
    return inside & (ids[row, column] == instance) & near_enough

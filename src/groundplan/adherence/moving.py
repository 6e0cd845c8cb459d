"""Which instances of a pack move in the world: told by flow that the camera does not explain."""

from typing import Final

import numpy as np
from jaxtyping import Float64, UInt16

from groundplan.geometry.transforms import inverse_rigid, multiply, transform_points
from groundplan.passes.pack import ControlPack

__all__ = ["moving_instances"]

_EVERY: Final = 4
"""Pixels from one that is looked at to the next, both ways."""
_STILL_PX: Final = 0.05
"""Residual flow that rounding leaves on what stands still (our engineering choice)."""


def moving_instances(
    pack: ControlPack,
    *,
    intrinsics_px: Float64[np.ndarray, "frame 3 3"],
    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"],
) -> frozenset[int]:
    """Return instances that do not keep still in some frame.

    Raises:
        PackError: The pack is damaged.
    """
    found: set[int] = set()
    for index in range(pack.frame_count - 1):
        depth, ids, flow = (
            pack[name][index][::_EVERY, ::_EVERY] for name in ("depth", "instance", "flow_fwd")
        )
        rows, columns = np.nonzero(np.isfinite(depth) & ~np.isin(ids, list(found)))
        places = _EVERY * np.stack([columns, rows], axis=1) + 0.5
        shift = flow[rows, columns].astype(np.float64)
        there = _explained(
            places,
            depth[rows, columns].astype(np.float64),
            intrinsics_px=intrinsics_px[index : index + 2],
            camera_from_world_cv=camera_from_world_cv[index : index + 2],
        )
        gone = there - places - shift
        least = _STILL_PX * np.maximum(1.0, np.hypot(shift[:, 0], shift[:, 1]))
        off = np.hypot(gone[:, 0], gone[:, 1]) > least
        found |= _mostly(ids[rows, columns], off)
    return frozenset(found)


def _explained(
    places_px: Float64[np.ndarray, "pixel 2"],
    depth_m: Float64[np.ndarray, " pixel"],
    *,
    intrinsics_px: Float64[np.ndarray, "2 3 3"],
    camera_from_world_cv: Float64[np.ndarray, "2 4 4"],
) -> Float64[np.ndarray, "pixel 2"]:
    """Return where a frame shows next what it shows at some pixels, were the camera all to move."""
    focal, centre = intrinsics_px[:, [0, 1], [0, 1]], intrinsics_px[:, :2, 2]
    aside = (places_px - centre[0]) / focal[0] * depth_m[:, None]
    here, there = camera_from_world_cv
    points = np.concatenate([aside, depth_m[:, None]], axis=1)
    later = transform_points(multiply(there, inverse_rigid(here)), points)
    return later[:, :2] / later[:, 2:] * focal[1] + centre[1]


def _mostly(ids: UInt16[np.ndarray, " pixel"], off: np.ndarray) -> set[int]:
    """Return ids of whose pixels more than a tenth are off: edges alone mean nothing."""
    names, places = np.unique(ids, return_inverse=True)
    shares = np.bincount(places, weights=off) / np.bincount(places)
    return {int(name) for name, share in zip(names, shares, strict=True) if name and share > 0.1}

"""Which instances of a pack move in the world: told by flow that the camera does not explain."""

from typing import Final

import numpy as np
from jaxtyping import Float64, UInt16

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
        places = np.stack([_EVERY * columns + 0.5, _EVERY * rows + 0.5, np.ones(len(rows))])
        in_camera = np.linalg.inv(intrinsics_px[index]) @ places * depth[rows, columns]
        here, there = camera_from_world_cv[index], camera_from_world_cv[index + 1]
        step = there @ np.linalg.inv(here)
        later = intrinsics_px[index + 1] @ (step[:3, :3] @ in_camera + step[:3, 3:])
        gone = later[:2] / later[2] - places[:2] - flow[rows, columns].T
        off = np.hypot(*gone) > _STILL_PX * np.maximum(1.0, np.hypot(*flow[rows, columns].T))
        found |= _mostly(ids[rows, columns], off)
    return frozenset(found)


def _mostly(ids: UInt16[np.ndarray, " pixel"], off: np.ndarray) -> set[int]:
    """Return ids of whose pixels more than a tenth are off: edges alone mean nothing."""
    names, places = np.unique(ids, return_inverse=True)
    shares = np.bincount(places, weights=off) / np.bincount(places)
    return {int(name) for name, share in zip(names, shares, strict=True) if name and share > 0.1}

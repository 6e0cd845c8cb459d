"""What the judge knows of a plan: its control pack, read once, as plain arrays."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64, UInt8, UInt16

from groundplan.adherence.moving import moving_instances
from groundplan.errors import PackError
from groundplan.passes.manifest import InstanceRecord
from groundplan.passes.pack import ControlPack

__all__ = ["NEEDED_PASSES", "PlanView", "plan_view"]

NEEDED_PASSES: Final = ("beauty", "depth", "normal", "instance", "flow_fwd", "occluded_fwd")
"""What a pack must hold to be judged against."""
_ANIMATE: Final = frozenset({"character", "animal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A shot as it was planned, at one clock and raster; arrays are of all frames."""

    pack: ControlPack
    rate: Fraction
    size_px: tuple[int, int]
    """Width, height."""
    beauty: UInt8[np.ndarray, "frame height width 3"]
    """The previz, sRGB."""
    depth_m: Float32[np.ndarray, "frame height width"]
    """Along the optical axis; `inf` for sky."""
    instance: UInt16[np.ndarray, "frame height width"]
    """0: nothing."""
    intrinsics_px: Float64[np.ndarray, "frame 3 3"]
    """Pixel centres at +0.5."""
    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]
    instances: tuple[InstanceRecord, ...]
    moving: frozenset[int] = field(default_factory=frozenset[int])
    """Instances that move in the world during the shot."""

    @property
    def frame_count(self) -> int:
        """Return how many frames the plan has."""
        return len(self.beauty)

    @property
    def animate(self) -> frozenset[int]:
        """Return people and animals: even where they keep still, they may not in a clip."""
        return frozenset(one.instance for one in self.instances if one.kind in _ANIMATE)

    def loose(self, frame: int) -> Bool[np.ndarray, "height width"]:
        """Return where a frame shows what moves, or may: people and animals always."""
        ids = self.instance[frame]
        known = np.zeros(int(ids.max()) + 1, dtype=np.bool_)
        known[[one for one in self.moving | self.animate if one < len(known)]] = True
        return known[ids]

    def static(self, frame: int) -> Bool[np.ndarray, "height width"]:
        """Return where a frame shows what keeps still, sky left out."""
        return np.isfinite(self.depth_m[frame]) & ~self.loose(frame)


def plan_view(pack: ControlPack) -> PlanView:
    """Read a pack.

    Raises:
        PackError: It lacks a pass, or is damaged.
    """
    missing = [name for name in NEEDED_PASSES if name not in pack]
    if missing:
        raise PackError(f"the pack lacks {', '.join(missing)}", "render it with all truth passes")
    clock, cameras = pack.manifest.clock, pack.cameras.frames
    intrinsics = np.array([frame.intrinsics_px for frame in cameras])
    poses = np.array([frame.camera_from_world_cv for frame in cameras])
    return PlanView(
        pack=pack,
        rate=Fraction(clock.fps_num, clock.fps_den),
        size_px=pack.manifest.size_px,
        beauty=pack["beauty"][:],
        depth_m=pack["depth"][:],
        instance=pack["instance"][:],
        intrinsics_px=intrinsics,
        camera_from_world_cv=poses,
        instances=pack.manifest.instances,
        moving=moving_instances(pack, intrinsics_px=intrinsics, camera_from_world_cv=poses),
    )

"""Errors in what is filmed: a stage whose camera or subjects do something else than planned.

A stage is a function of time, so that an error is exact at any frame and nothing is resampled.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float32

from groundplan.adherence.selftest.cameras import shaken_camera
from groundplan.adherence.selftest.injections import Injection, acts_on
from groundplan.adherence.selftest.members import Member, depth_of, member_of
from groundplan.scene.stage import Instance, Pose, Stage
from groundplan.units import SUBFRAMES_PER_FRAME, Subframes

__all__ = ["EXTRA", "injected_stage"]

EXTRA: Final = "extra"
"""Entity of a subject that nobody planned."""
_VANISHED: Final = 1e-5
"""Scale of what is missing: far below a pixel, yet a matrix that can be inverted."""
_POSES_KEPT: Final = 64

Carried = Mapping[str, tuple[str, ...]]
Posing = Callable[[Subframes], Pose]


def injected_stage(stage: Stage, injection: Injection, *, carried: Carried | None = None) -> Stage:
    """Return a stage with an error in it; of errors that are none of the stage's, itself.

    `carried` has, by entity, those that move along with it.

    Raises:
        InputError: The stage does not draw the subject.
    """
    if acts_on(injection) != "stage":
        return stage
    if injection.kind == "subject.extra":
        return _with_extra(stage, injection, carried=carried or {})
    change = _change(stage, injection, carried=carried or {})
    # An item that stood still may move now.
    items = tuple(replace(item, moving=True) for item in stage.items)
    return replace(stage, items=items, pose=lru_cache(maxsize=_POSES_KEPT)(change))


def _change(stage: Stage, injection: Injection, *, carried: Carried) -> Posing:
    if injection.kind in {"clock.retime", "clock.shift"}:
        return _other_time(stage, injection)
    if not injection.kind.startswith("subject."):
        return lambda time: replace(
            stage.pose(time), camera=shaken_camera(stage, injection, time=time)
        )
    cast = {
        name: member_of(stage, name, carried.get(name, ()))
        for name in (injection.subject, injection.other)
        if name
    }
    return _Acting(stage=stage, injection=injection, cast=cast).pose


def _other_time(stage: Stage, injection: Injection) -> Posing:
    """Return poses of a clock that runs faster by `size` percent, or is ahead by some frames."""
    start = stage.clock.start_time
    retimed = injection.kind == "clock.retime"
    pace = 1.0 + injection.size / 100.0 if retimed else 1.0
    ahead = 0.0 if retimed else injection.size * SUBFRAMES_PER_FRAME
    return lambda time: stage.pose(Subframes(round(start + (time - start) * pace + ahead)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Acting:
    """Subjects that do something else."""

    stage: Stage
    injection: Injection
    cast: dict[str, Member]

    def pose(self, time: Subframes) -> Pose:
        """Return the pose at a time, with the error."""
        planned = self.stage.pose(time)
        share = _share_at(self.stage, self.injection, time)
        if share == 0.0:
            return planned
        if self.injection.kind == "subject.late":
            return self._late(planned, time)
        placed = planned.world_from_item.copy()
        member = self.cast[self.injection.subject]
        if self.injection.kind == "subject.missing":
            placed[member.rows, :3, :3] *= np.float32(_VANISHED)
        elif self.injection.kind == "subject.moved":
            placed[member.rows, :3, 3] += self._across(planned, share)
        else:
            other = self.cast[self.injection.other]
            way = placed[other.rows[0], :3, 3] - placed[member.rows[0], :3, 3]
            placed[member.rows, :3, 3] += way
            placed[other.rows, :3, 3] -= way
        return replace(planned, world_from_item=placed)

    def _across(self, planned: Pose, share: float) -> Float32[np.ndarray, " 3"]:
        member = self.cast[self.injection.subject]
        return _across(self.stage, member, planned, width_pct=share * self.injection.size)

    def _late(self, planned: Pose, time: Subframes) -> Pose:
        """Return the pose with the subject as it was planned for some frames before."""
        wait = round(self.injection.size * SUBFRAMES_PER_FRAME)
        then = self.stage.pose(Subframes(time - wait))
        member = self.cast[self.injection.subject]
        placed, bones, weights = (
            array.copy()
            for array in (planned.world_from_item, planned.skin_from_bind, planned.morph_weights)
        )
        placed[member.rows] = then.world_from_item[member.rows]
        bones[member.bones] = then.skin_from_bind[member.bones]
        if len(weights):
            weights[member.weights] = then.morph_weights[member.weights]
        return replace(planned, world_from_item=placed, skin_from_bind=bones, morph_weights=weights)


def _with_extra(stage: Stage, injection: Injection, *, carried: Carried) -> Stage:
    """Return a stage with a double of the subject, at its side in the picture."""
    member = member_of(stage, injection.subject, carried.get(injection.subject, ()))
    number = max(i.instance for i in stage.instances) + 1
    double = Instance(instance=number, entity=EXTRA, name=EXTRA, kind="extra")
    doubles = tuple(
        replace(stage.items[row], instance=number, moving=True) for row in map(int, member.rows)
    )

    @lru_cache(maxsize=_POSES_KEPT)
    def pose(time: Subframes) -> Pose:
        planned = stage.pose(time)
        added = planned.world_from_item[member.rows].copy()
        if _share_at(stage, injection, time) == 0.0:
            added[:, :3, :3] *= np.float32(_VANISHED)
        added[:, :3, 3] += _across(stage, member, planned, width_pct=injection.size)
        return replace(planned, world_from_item=np.concatenate([planned.world_from_item, added]))

    return replace(
        stage, items=stage.items + doubles, instances=(*stage.instances, double), pose=pose
    )


def _share_at(stage: Stage, injection: Injection, time: Subframes) -> float:
    """Return how much of an error is there at a time of the stage's clock."""
    frame = (time - stage.clock.start_time) / SUBFRAMES_PER_FRAME
    return injection.share(frame, last_frame=stage.clock.frame_count - 1)


def _across(
    stage: Stage, member: Member, pose: Pose, *, width_pct: float
) -> Float32[np.ndarray, " 3"]:
    """Return the way in the world [m] that moves a member's middle across the picture.

    Along the picture's rows, to its right, by a share of its width: the middle keeps its depth.

    Source:
        Pinhole: a step d at depth z is f d / z wide.
    """
    focal_px = float(pose.camera.intrinsics_px[0, 0])
    step = width_pct / 100.0 * stage.size_px[0] * depth_of(member, pose) / focal_px
    return (step * pose.camera.world_from_camera[:3, 0]).astype(np.float32)

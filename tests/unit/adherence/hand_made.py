"""A plan and what is seen of it, made by hand: every number of both is known.

Two people stand before a wall 5 m away: Ada walks to the right by 1 px a frame, Ben stands. The
camera travels 5 cm to the right and pans half a degree to the left in every frame.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from tests.unit.passes.conftest import RendererFake, make_stage

from groundplan.adherence.observation import CameraSeen, InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Check
from groundplan.geometry.quaternions import from_axis_angle, to_matrix
from groundplan.passes.manifest import InstanceRecord
from groundplan.passes.pack import ControlPack
from groundplan.passes.writer import PackInfo, PackWriter
from groundplan.previz.port import RENDERED_PASSES, RenderOptions

__all__ = [
    "ADA", "ADA_ID", "BEN", "BEN_ID", "FOCAL_PX", "FRAMES", "SIZE", "STEP_M", "STEP_RAD",
    "failing", "hand_pack", "hand_plan", "instance_of", "poses_of", "seen_as_planned",
    "with_camera", "with_instance",
]  # fmt: skip

FRAMES: Final = 20
SIZE: Final = (64, 36)
FOCAL_PX: Final = 80.0
STEP_M: Final = 0.05
STEP_RAD: Final = np.radians(0.5)
ADA, BEN, WALL = ("ADA".ljust(26, "0"), "BEN".ljust(26, "0"), "WALL".ljust(26, "0"))
ADA_ID, BEN_ID, WALL_ID = 1, 2, 3
WALL_M: Final = 5.0
PEOPLE_M: Final = 4.0
_ADA: Final = (slice(12, 28), 6, 6)
_BEN: Final = (slice(10, 28), 44, 8)
"""Rows, left, width [px]."""


def hand_pack(folder: Path) -> ControlPack:
    """Return a pack of as many frames and pixels; its lens has 35 mm."""
    stage, renderer = make_stage(SIZE, frames=FRAMES), RendererFake()
    options = RenderOptions(passes=RENDERED_PASSES)
    writer = PackWriter(folder, PackInfo.of(stage, renderer, options, title="A ball"))
    for frame in renderer.render(stage, range(FRAMES), options=options):
        writer.write(frame)
    writer.finish()
    return ControlPack.open(folder)


def poses_of(centres_m: np.ndarray, *, pans_rad: np.ndarray | None = None) -> np.ndarray:
    """Return cameras at `centres_m`, turned to the left by `pans_rad` (OpenCV axes)."""
    pans = np.zeros(len(centres_m)) if pans_rad is None else pans_rad
    poses = np.tile(np.eye(4), (len(centres_m), 1, 1))
    for pose, centre, pan in zip(poses, centres_m, pans, strict=True):
        pose[:3, :3] = to_matrix(from_axis_angle(np.array([0.0, 1.0, 0.0]), float(pan)))
        pose[:3, 3] = -pose[:3, :3] @ centre
    return poses


def hand_plan(pack: ControlPack, *, step_m: float = STEP_M, step_rad: float = STEP_RAD) -> PlanView:
    """Return the plan; with steps of 0 its camera stands still."""
    width, height = SIZE
    ids = np.full((FRAMES, height, width), WALL_ID, dtype=np.uint16)
    for frame in range(FRAMES):
        rows, left, wide = _BEN
        ids[frame, rows, left : left + wide] = BEN_ID
        rows, left, wide = _ADA
        ids[frame, rows, left + frame : left + frame + wide] = ADA_ID
    steps = np.arange(FRAMES, dtype=np.float64)
    intrinsics = np.array([[FOCAL_PX, 0, width / 2], [0, FOCAL_PX, height / 2], [0, 0, 1.0]])
    return PlanView(
        pack=pack,
        rate=Fraction(24),
        size_px=SIZE,
        beauty=np.full((FRAMES, height, width, 3), 128, dtype=np.uint8),
        depth_m=np.where(ids == WALL_ID, WALL_M, PEOPLE_M).astype(np.float32),
        instance=ids,
        intrinsics_px=np.tile(intrinsics, (FRAMES, 1, 1)),
        camera_from_world_cv=poses_of(
            steps[:, None] * np.array([step_m, 0.0, 0.0]), pans_rad=steps * step_rad
        ),
        instances=(
            InstanceRecord(instance=ADA_ID, entity=ADA, name="Ada", kind="character"),
            InstanceRecord(instance=BEN_ID, entity=BEN, name="Ben", kind="character"),
            InstanceRecord(instance=WALL_ID, entity=WALL, name="wall", kind="set"),
        ),
        moving=frozenset({ADA_ID}),
    )


def seen_as_planned(plan: PlanView) -> Observation:
    """Return what somebody sees who makes no mistake, of a clip without one."""
    count = plan.frame_count
    yes, no = np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    zero, one = np.zeros(count), np.ones(count)
    things = {ADA_ID: ADA, BEN_ID: BEN}
    return Observation(
        observer="by-hand/1",
        camera=CameraSeen(
            seen=yes,
            camera_from_world_cv=plan.camera_from_world_cv.copy(),
            focal_px=plan.intrinsics_px[:, 0, 0].copy(),
            confidence=one,
            landmark_count=100.0 * one,
            sigma_rotation_rad=zero,
            sigma_centre_m=zero,
            sigma_focal=zero,
            sigma_framing=zero,
        ),
        instances=tuple(
            InstanceSeen(
                instance=number,
                entity=entity,
                asked=yes,
                in_view=yes,
                found=yes,
                absent=no,
                likeness=one,
                offset_px=np.zeros((count, 2)),
                own_offset_px=np.zeros((count, 2)),
                scale=one,
                spread_px=zero,
                shape_lag=zero,
            )
            for number, entity in things.items()
        ),
        unexplained=zero,
        masks=np.where(plan.instance == WALL_ID, 0, plan.instance).astype(np.uint16),
    )


def with_camera(
    seen: Observation,
    *,
    poses: np.ndarray | None = None,
    focal_px: np.ndarray | None = None,
    unseen: np.ndarray | None = None,
    sigma_focal: np.ndarray | None = None,
) -> Observation:
    """Return an observation of another camera; `unseen` frames are lost."""
    camera = seen.camera
    lost = ~camera.seen if unseen is None else unseen
    poses = camera.camera_from_world_cv if poses is None else poses
    focal = camera.focal_px if focal_px is None else focal_px
    return replace(
        seen,
        camera=replace(
            camera,
            seen=~lost,
            camera_from_world_cv=np.where(lost[:, None, None], np.nan, poses),
            focal_px=np.where(lost, np.nan, focal),
            sigma_focal=camera.sigma_focal if sigma_focal is None else sigma_focal,
        ),
    )


def with_instance(
    seen: Observation,
    instance: int,
    *,
    offset_px: np.ndarray | None = None,
    own_offset_px: np.ndarray | None = None,
    scale: float = 1.0,
    found: np.ndarray | None = None,
    absent: np.ndarray | None = None,
    likeness: float | None = None,
) -> Observation:
    """Return an observation in which one thing is elsewhere; offsets are of all frames or each.

    Masks are moved along by whole pixels, and emptied where it is not found.
    """
    old = instance_of(seen, instance)
    count = len(old.found)
    there = old.found if found is None else found
    offset = np.broadcast_to(np.zeros(2) if offset_px is None else offset_px, (count, 2))
    own = offset if own_offset_px is None else np.broadcast_to(own_offset_px, (count, 2))
    lost = ~there
    new = replace(
        old,
        found=there,
        absent=old.absent if absent is None else absent,
        likeness=old.likeness if likeness is None else np.where(there, old.likeness, likeness),
        offset_px=np.where(lost[:, None], np.nan, offset),
        own_offset_px=np.where(lost[:, None], np.nan, own),
        scale=np.where(lost, np.nan, scale),
    )
    masks = seen.masks.copy()
    for frame in range(count):
        rows, columns = np.nonzero(masks[frame] == instance)
        masks[frame][rows, columns] = 0
        if there[frame]:
            right, down = np.rint(offset[frame]).astype(int)
            masks[frame][rows + down, columns + right] = instance
    others = (new if one.instance == instance else one for one in seen.instances)
    return replace(seen, instances=tuple(others), masks=masks)


def instance_of(seen: Observation, instance: int) -> InstanceSeen:
    """Return what was seen of one thing."""
    return next(one for one in seen.instances if one.instance == instance)


def failing(
    definition: str, *, subject: str = "", frames: tuple[int, ...] = (), value: float = 9.0
) -> Check:
    """Return a failed check."""
    return Check(
        name=definition, definition=definition, subject=subject, value=value, tolerance=1.0,
        unit="1", status="fail", frames=frames, source="default",
    )  # fmt: skip

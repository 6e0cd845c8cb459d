"""Whether a world can show an error: nobody can be late who stands still."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.selftest.design import Cell
from groundplan.adherence.selftest.injections import NO_INJECTION, Injection
from groundplan.adherence.selftest.members import depth_of, member_of
from groundplan.geometry import quaternions
from groundplan.geometry.transforms import inverse_rigid
from groundplan.scene.stage import Pose
from groundplan.studio.selftest.worlds import PlannedClip

__all__ = ["injection_for"]

_MOVES_PCT: Final = 0.7
"""A subject moves if it goes so far across the picture in a frame [% width], or more."""
_TRAVELS_M: Final = 0.15
"""A camera travels if its path is so long, or longer."""
_TURNS_DEG: Final = 2.0
_ZOOMS: Final = 0.04
"""A camera turns, or zooms, by so much or more (of the focal length)."""
_NEAREST: Final = 0.35
"""A camera's place may be off by this share of the way to whom it films, at most."""
_APART_PCT: Final = 8.0
"""Two who are swapped stand so far apart in the picture [% width], or more."""
_UNLIKE: Final = 15.0
"""Two who are swapped differ in their mean colour by so much in a channel [1/255], or more."""
_EDGE_PCT: Final = 8.0
"""Whoever is moved stays so far inside of the picture's sides [% width]."""


def injection_for(cell: Cell, plan: PlannedClip, *, rng: np.random.Generator) -> Injection | None:
    """Return a cell's error for a world: who, whom with, from when; None where it shows nothing."""
    first = 0 if cell.start == "first" else plan.stage.clock.frame_count // 3
    if cell.kind == "none":
        return NO_INJECTION
    if cell.kind.startswith("subject."):
        return _of_subject(cell, plan, first=first, rng=rng)
    if not _shows(cell, plan, first=first):
        return None
    return Injection(kind=cell.kind, size=cell.size, first_frame=first, course=cell.course)


def _shows(cell: Cell, plan: PlannedClip, *, first: int) -> bool:
    if cell.kind == "camera.frozen":
        return _camera_moves(plan, first=first)
    if cell.kind == "camera.path":
        return _path_m(plan) >= _TRAVELS_M
    if cell.kind.startswith("clock."):
        return _camera_moves(plan, first=0) or any(_moves(plan, name) for name in plan.subjects)
    if cell.kind in {"camera.truck", "camera.pedestal", "camera.dolly"}:
        return abs(cell.size) <= _NEAREST * _depth_m(plan)
    return True


def _of_subject(
    cell: Cell, plan: PlannedClip, *, first: int, rng: np.random.Generator
) -> Injection | None:
    """Return an error of one of those who can have it."""
    names = list(plan.subjects)
    if cell.kind == "subject.late":
        names = [name for name in names if _moves(plan, name)]
    if cell.kind == "subject.swapped":
        return _swap(plan, first=first)
    size = cell.size
    if not names:
        return None
    subject = names[int(rng.integers(len(names)))]
    if cell.kind in {"subject.moved", "subject.extra"}:
        size = _inside(plan, subject, size)
        if math.isnan(size):
            return None
    return Injection(
        kind=cell.kind, size=size, subject=subject, first_frame=first, course=cell.course
    )


def _swap(plan: PlannedClip, *, first: int) -> Injection | None:
    """Return a swap of the two largest, if they stand apart and are told apart."""
    if len(plan.subjects) < 2:
        return None
    one, other = plan.subjects[:2]
    if np.abs(_colour(plan, one) - _colour(plan, other)).max() < _UNLIKE:
        return None
    apart = abs(_across_pct(plan, one, frame=first) - _across_pct(plan, other, frame=first))
    if apart < _APART_PCT:
        return None
    return Injection(kind="subject.swapped", subject=one, other=other, first_frame=first)


def _colour(plan: PlannedClip, entity: str) -> Float64[np.ndarray, " 3"]:
    """Return the mean colour of an entity's pixels [1/255]."""
    numbers = [one for one, name in plan.clip.entities.items() if name == entity]
    return plan.clip.beauty[np.isin(plan.clip.instance, numbers)].astype(np.float64).mean(axis=0)


def _inside(plan: PlannedClip, subject: str, size: float) -> float:
    """Return the size [% width], or its opposite, that keeps a subject in the picture; else NaN."""
    places = [_across_pct(plan, subject, frame=k) for k in (0, plan.stage.clock.frame_count - 1)]
    for signed in (size, -size):
        if all(_EDGE_PCT <= place + signed <= 100.0 - _EDGE_PCT for place in places):
            return signed
    return math.nan


def _moves(plan: PlannedClip, entity: str) -> bool:
    """Return whether a subject goes across the picture, in the world."""
    count = plan.stage.clock.frame_count
    member = member_of(plan.stage, entity)
    start, end = (_pose(plan, frame) for frame in (0, count - 1))
    way = (end.world_from_item - start.world_from_item)[member.rows[0], :3, 3].astype(np.float64)
    right = float(way @ start.camera.world_from_camera[:3, 0])
    focal_px = float(start.camera.intrinsics_px[0, 0])
    width = plan.stage.size_px[0]
    pace_pct = 100.0 * abs(right) * focal_px / depth_of(member, start) / width / max(count - 1, 1)
    return pace_pct >= _MOVES_PCT


def _across_pct(plan: PlannedClip, entity: str, *, frame: int) -> float:
    """Return where a subject's middle is, from the picture's left [% width]."""
    pose, member = _pose(plan, frame), member_of(plan.stage, entity)
    placed = pose.world_from_item[member.rows[0]].astype(np.float64)
    point = placed[:3, :3] @ member.middle + placed[:3, 3]
    camera = pose.camera.world_from_camera
    right = float((point - camera[:3, 3]) @ camera[:3, 0])
    k = pose.camera.intrinsics_px
    x = float(k[0, 2]) + float(k[0, 0]) * right / depth_of(member, pose)
    return 100.0 * x / plan.stage.size_px[0]


def _depth_m(plan: PlannedClip) -> float:
    """Return how far the nearest subject is [m]; of none, the nearest surface."""
    if not plan.subjects:
        return float(plan.clip.depth_m.min())
    pose = _pose(plan, 0)
    return min(depth_of(member_of(plan.stage, name), pose) for name in plan.subjects)


def _camera_moves(plan: PlannedClip, *, first: int) -> bool:
    start, end = plan.clip.camera_from_world_cv[first], plan.clip.camera_from_world_cv[-1]
    turn = quaternions.from_matrix(end[:3, :3] @ start[:3, :3].T)
    angle = float(np.linalg.norm(quaternions.to_rotation_vector(turn)))
    focal = plan.clip.intrinsics_px[:, 0, 0]
    centres = _centres(plan)
    return bool(
        math.degrees(angle) >= _TURNS_DEG
        or abs(focal[-1] / focal[first] - 1.0) >= _ZOOMS
        or float(np.linalg.norm(centres[-1] - centres[first])) >= _TRAVELS_M
    )


def _path_m(plan: PlannedClip) -> float:
    return float(np.linalg.norm(np.diff(_centres(plan), axis=0), axis=1).sum())


def _centres(plan: PlannedClip) -> Float64[np.ndarray, "frame 3"]:
    return inverse_rigid(plan.clip.camera_from_world_cv)[:, :3, 3]


def _pose(plan: PlannedClip, frame: int) -> Pose:
    return plan.stage.pose(plan.stage.clock.time(frame))

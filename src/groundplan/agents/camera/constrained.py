"""Shots that ask for more than the closed forms know: handed to the constraint solver."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.camera.base import Base
from groundplan.agents.camera.path import CameraPath, quaternion_keys, scalar_keys, vector_keys
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.solving.shot import intents_of_shot, solve_shot
from groundplan.agents.camera.solving.solved import Conflict, Solved
from groundplan.agents.camera.staging import partner_of
from groundplan.geometry import quaternions
from groundplan.geometry.composition.views import FOCAL, PITCH, ROLL, YAW
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.intent import Intent

__all__ = [
    "Constrained", "asked_of_solver", "constrained", "constrained_base", "path_of", "setup_of",
]  # fmt: skip

_FRAMED: Final = frozenset({
    "screen_position", "screen_x", "screen_y", "screen_height", "headroom", "lead_room",
    "camera_pitch", "camera_azimuth", "inside_set", "sees_both_eyes", "sharp",
})  # fmt: skip
_TOGETHER: Final = frozenset({"over_shoulder", "two_shot", "three_shot", "group", "reverse"})
_SIZED: Final = frozenset({"shot_size", "camera_distance"})
_WALL: Final = "wall"
_SEEN_ONLY: Final = frozenset({"visible", "unoccluded"})
_MOVED_M: Final = 0.02
_STRAIGHT: Final = 0.8
_NEARER: Final = 0.5
"""A solved camera dollies where most of its way is along its axis, and at least half of that brings
the subject nearer: our engineering defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constrained:
    """What the solver makes of a shot."""

    answer: Solved | Conflict
    other: str = ""
    """Over whose shoulder, or with whom."""


def asked_of_solver(
    world: World, shot_id: str, *, request: CameraRequest, situation: Situation
) -> dict[str, Intent]:
    """Return the intents of a shot that only the solver can meet; none: the closed forms do."""
    intents = intents_of_shot(world, shot_id)
    stated = [i for i in intents.values() if i.kind == "staging"]
    over = request.staging == "over_shoulder" and not stated
    partner = partner_of(situation) if over else None
    if partner is not None and situation.subject is not None and partner.living:
        intents["over_shoulder"] = Intent(
            kind="staging", subject=situation.subject.entity, object=partner.entity,
            value="over_shoulder", shot=shot_id,
        )  # fmt: skip
    if not _drawn(world, intents, situation):
        return {}
    return intents if any(_needs(i, world) for i in intents.values()) else {}


def _needs(intent: Intent, world: World) -> bool:
    if intent.kind in _FRAMED or (intent.kind in _SEEN_ONLY and intent.value is not None):
        return True
    if intent.kind == "focal_length":
        return intent.upper is not None or isinstance(intent.value, str)
    if intent.kind in _SIZED:
        return any(e.asset is not None and e.asset.catalogue_id == _WALL
                   for e in world.entities.values())  # fmt: skip
    return intent.kind == "staging" and intent.value in _TOGETHER


def _drawn(world: World, intents: dict[str, Intent], situation: Situation) -> bool:
    """Tell whether all that intents speak of is drawn: only what is drawn can be measured."""
    named = {e for i in intents.values() if i.kind not in _SEEN_ONLY for e in (i.subject, i.object)}
    if situation.subject is not None:
        named.add(situation.subject.entity)
    there = [world.entities.get(e) for e in named if e]
    return bool(there) and all(
        e is not None and (e.body or e.asset or e.geometry or e.primitive) for e in there
    )


def constrained(
    world: World, shot_id: str, camera_id: str, *, camera: Entity, intents: dict[str, Intent]
) -> Constrained:  # fmt: skip
    """Return what the solver makes of a shot whose camera is to be improved.

    Raises:
        SceneError: A body can't be posed.
    """
    shot = replace(world.shots[shot_id], camera=camera_id)
    tried = replace(
        world, entities={**world.entities, camera_id: camera}, shots={**world.shots, shot_id: shot}
    )
    answer = solve_shot(tried, shot_id, intents)
    staging = next((i for i in intents.values() if i.kind == "staging" and i.object), None)
    other = ""
    if staging is not None:
        ends = {staging.subject or "", staging.object or ""}
        other = next(iter(sorted(ends - {answer.subject, ""})), "")
    return Constrained(answer=answer, other=other)


def setup_of(solved: Solved, *, row: int = 0) -> Setup:
    """Return a solved camera at one time as a set-up that looks at its subject's depth."""
    numbers = solved.numbers[row]
    flat = Setup(
        aim=(0.0, 0.0, 0.0), depth_m=float(solved.focus_m[row]), azimuth=float(numbers[YAW]),
        focal_mm=math.exp(float(numbers[FOCAL])), pitch=float(numbers[PITCH]),
        roll=float(numbers[ROLL]),
    )  # fmt: skip
    x, y, z = (numbers[:3] + flat.depth_m * flat.forward).tolist()
    return replace(flat, aim=(x, y, z))


def path_of(solved: Solved) -> CameraPath:
    """Return a solved camera as keys: one where it stands still."""
    numbers, times = solved.numbers, solved.times
    turns = quaternions.from_euler_yxz(numbers[:, YAW], numbers[:, PITCH], -numbers[:, ROLL])
    return CameraPath(
        positions=vector_keys(times, numbers[:, :3]), rotations=quaternion_keys(times, turns),
        focals_mm=scalar_keys(times, np.exp(numbers[:, FOCAL])),
        focus_m=scalar_keys(times, solved.focus_m, tolerance=0.005), move=_move(solved),
    )  # fmt: skip


def _move(solved: Solved) -> str:
    """Return the word for what a solved camera does between its ends."""
    if not solved.moves:
        return "static"
    first, last = solved.numbers[0], solved.numbers[-1]
    if float(np.ptp(solved.numbers[:, :3], axis=0).max()) > _MOVED_M:
        way = last[:3] - first[:3]
        ahead = float(way @ setup_of(solved).forward)
        nearer = float(solved.focus_m[0] - solved.focus_m[-1])
        straight = abs(ahead) > _STRAIGHT * float(np.linalg.norm(way))
        if straight and nearer * ahead > 0.0 and abs(nearer) > _NEARER * abs(ahead):
            return "dolly_in" if ahead > 0.0 else "dolly_out"
        return "follow"
    yaw, pitch = (float(last[k] - first[k]) for k in (YAW, PITCH))
    if abs(pitch) > abs(yaw):
        return "tilt_up" if pitch > 0.0 else "tilt_down"
    return "pan_left" if yaw > 0.0 else "pan_right"


def constrained_base(base: Base, solved: Solved) -> Base:
    """Return a set-up with what was solved in place of what the closed forms gave."""
    row = len(solved.times) // 2
    return replace(base, setup=setup_of(solved, row=row), truck_m=0.0)

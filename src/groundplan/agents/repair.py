"""The repair role: small, bounded changes of the camera that leave fewer findings.

It writes solver opinions: stronger than a planner's, weaker than any stated number or person. A
change is proposed only when the critic, looking at the changed world, finds less.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.clearance_checks import view_findings
from groundplan.agents.critic.framing_checks import framing_findings
from groundplan.agents.critic.light_checks import light_findings
from groundplan.agents.critic.observation import Observation, observe
from groundplan.agents.critic.relation_checks import relation_findings
from groundplan.agents.port import Proposal, WorldView
from groundplan.geometry import quaternions
from groundplan.language.facts import Facts
from groundplan.world.apply import apply
from groundplan.world.base import Quaternion
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Edit, Patch
from groundplan.world.entity import Entity
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.stack import strength

__all__ = ["RepairAgent", "moved"]

_WEIGHTS: Final = {"error": 10.0, "warning": 3.0, "info": 0.0}
_CURABLE: Final = frozenset(
    {
        "camera.below-ground", "camera.inside-body", "framing.never-in-frame",
        "framing.subject-hidden", "framing.subject-leaves-frame", "layout.relation-violated",
    }
)  # fmt: skip
"""Findings that a better place of the camera may cure."""
_TURNS: Final = (0.0, 12.0, -12.0, 25.0, -25.0)
_WALLED: Final = "plain_room"
"""A room that is seen through its open side: from beside it, its walls hide everything."""
_BACK: Final = (0.0, 0.25, 0.6)
"""Steps back, as shares of the distance."""
_RAISED: Final = (0.0, 0.12)
"""Steps up, as shares of the distance: more would lose a small subject at the frame's edge."""


class RepairAgent:
    """Moves a camera a little, turning about its subject, stepping back or rising."""

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "repair"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return what it may touch: where things are and turn."""
        return ("entities/*/transform", "entities/*/channels")

    def run(self, view: WorldView, facts: Facts) -> Proposal:  # noqa: ARG002  (one signature for all roles)
        """Return the change of each camera that helps most; none where none helps."""
        edits: dict[str, tuple[Edit, ...]] = {}
        for key, shot in sorted(view.world.shots.items()):
            seen = None if edits.get(shot.camera) else observe(view.world, key)
            if seen is not None and _codes(seen) & _CURABLE:
                edits[shot.camera] = _best(view.world, key, seen=seen)
        return Proposal(edits=tuple(edit for own in edits.values() for edit in own))


def _codes(seen: Observation) -> set[str]:
    return {f.code for f in (*framing_findings(seen), *relation_findings(seen),
                             *view_findings(seen))}  # fmt: skip


def _trouble(seen: Observation) -> float:
    found = (
        *framing_findings(seen), *relation_findings(seen), *view_findings(seen),
        *light_findings(seen),
    )  # fmt: skip
    return sum(_WEIGHTS[f.severity] for f in found)


def _best(world: World, key: str, *, seen: Observation) -> tuple[Edit, ...]:
    """Return the edits of the candidate with the least trouble, if less than now."""
    best: _Shift | None = None
    least = _trouble(seen)
    walled = any(e.asset and e.asset.catalogue_id == _WALLED for e in world.entities.values())
    turns = _TURNS[:1] if walled else _TURNS
    free = _is_free(world, seen.shot.camera)
    for turn, back, raised in itertools.product(map(math.radians, turns), _BACK, _RAISED):
        if turn == 0.0 and back == 0.0 and raised == 0.0:
            continue
        shift = _Shift(seen, turn=turn, back=back, raised=raised)
        tried = observe(_tried(world, seen, shift, free=free), key, figures=seen.figures)
        trouble = math.inf if tried is None else _trouble(tried)
        if trouble < least - 1e-9:
            best, least = shift, trouble
        if least <= 0.0:
            break
    return () if best is None else _patch(world, best).edits


def _is_free(world: World, camera: str) -> bool:
    """Return whether nobody stronger than a solver holds, or has locked, where a camera is."""
    where = f"entities/{camera}"
    if any(where.startswith(lock) or lock.startswith(where) for lock in world.locks):
        return False
    own = strength(Opinion(value=None, origin=Origin.SOLVER, basis="derived"))
    return not any(
        strength(held[0]) > own
        for path, held in world.opinions.items()
        if path.startswith(f"{where}/") and "/transform" in path and held
    )


def _tried(world: World, seen: Observation, shift: "_Shift", *, free: bool) -> World:
    """Return the world with its camera shifted: by edits only where these could be refused."""
    if not free:
        return apply(world, _patch(world, shift), skip_locked=True).world
    camera = {seen.shot.camera: shift.entity()}
    return replace(world, entities={**world.entities, **camera})


def _patch(world: World, shift: "_Shift") -> Patch:
    builder = PatchBuilder(world, actor="agent:repair", summary="Move", origin=Origin.SOLVER)
    shift.write(builder)
    return builder.patch()


def moved(builder: PatchBuilder, seen: Observation, *, turn: float) -> None:
    """Write every key of the camera's place and rotation, turned about the pivot [rad]."""
    _Shift(seen, turn=turn).write(builder)


class _Shift:
    """A camera turned about its subject [rad], set back and raised, as shares of its distance.

    All keys move alike, so that a pan stays a pan and a dolly a dolly.
    """

    def __init__(
        self, seen: Observation, *, turn: float, back: float = 0.0, raised: float = 0.0
    ) -> None:
        self._eye, self._where = seen.eye, f"entities/{seen.shot.camera}"
        self._pivot = _pivot(seen)
        self._spin = quaternions.from_heading(turn)
        away = seen.centres.mean(axis=0) - self._pivot
        shift = quaternions.rotate(self._spin, back * away * np.array([1.0, 0.0, 1.0]))
        self._shift = shift + np.array([0.0, raised * float(np.linalg.norm(away)), 0.0])

    def placed(self, value: object) -> tuple[float, float, float]:
        """Return where a place of the camera goes [m]."""
        point = np.array(value, dtype=np.float64) - self._pivot
        x, y, z = self._pivot + quaternions.rotate(self._spin, point) + self._shift
        return float(x), float(y), float(z)

    def turned(self, value: object) -> Quaternion:
        """Return what a rotation of the camera becomes."""
        turn = quaternions.multiply(self._spin, np.array(value, dtype=np.float64))
        x, y, z, w = (float(v) for v in turn)
        return x, y, z, w

    def entity(self) -> Entity:
        """Return the shifted camera."""
        eye, channels = self._eye, dict(self._eye.channels)
        for name, value in self._parts():
            channel = channels.get(name)
            if channel is not None:
                keys = {k: replace(key, v=value(key.v)) for k, key in channel.keys.items()}
                channels[name] = replace(channel, keys=keys)
        still = replace(eye.transform, position_m=self.placed(eye.transform.position_m))
        if eye.aim is None:
            still = replace(still, rotation=self.turned(eye.transform.rotation))
        return replace(eye, transform=still, channels=channels)

    def write(self, builder: PatchBuilder) -> None:
        """Write the shift as edits."""
        for name, value in self._parts():
            field = name.removeprefix("transform.")
            path = f"{self._where}/transform/{field}"
            builder.set_field(path, value(getattr(self._eye.transform, field)))
            for key, held in _keys(self._eye, name):
                builder.set_field(f"{self._where}/channels/{name}/keys/{key}/v", value(held))

    def _parts(self) -> tuple[tuple[str, Callable[[object], tuple[float, ...]]], ...]:
        """Return what is shifted: an aimed camera turns by itself."""
        place = ("transform.position_m", self.placed)
        turn = ("transform.rotation", self.turned)
        return (place,) if self._eye.aim is not None else (place, turn)


def _keys(eye: Entity, name: str) -> list[tuple[str, object]]:
    channel = eye.channels.get(name)
    return [] if channel is None else [(k, channel.keys[k].v) for k in sorted(channel.keys)]


def _pivot(seen: Observation) -> Float[np.ndarray, " 3"]:
    """Return what the camera turns about: its subject's middle, else what it looks at."""
    if seen.subject is not None:
        return seen.subject.positions.mean(axis=0)
    middle = len(seen.centres) // 2
    return seen.centres[middle] - 3.0 * seen.world_from_camera[middle, :3, 2]

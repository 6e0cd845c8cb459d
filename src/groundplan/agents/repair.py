"""The repair role: small, bounded changes of the camera that leave fewer findings.

It writes solver opinions: stronger than a planner's, weaker than any stated number or person. A
change is proposed only when the critic, looking at the changed world, finds less.
"""

import itertools
import math
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
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Edit
from groundplan.world.entity import Entity
from groundplan.world.opinion import Origin

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
    best: tuple[Edit, ...] = ()
    least = _trouble(seen)
    walled = any(e.asset and e.asset.catalogue_id == _WALLED for e in world.entities.values())
    turns = _TURNS[:1] if walled else _TURNS
    for turn, back, raised in itertools.product(turns, _BACK, _RAISED):
        if turn == 0.0 and back == 0.0 and raised == 0.0:
            continue
        builder = PatchBuilder(world, actor="agent:repair", summary="Move", origin=Origin.SOLVER)
        moved(builder, seen, turn=math.radians(turn), back=back, raised=raised)
        patch = builder.patch()
        tried = observe(apply(world, patch, skip_locked=True).world, key, figures=seen.figures)
        trouble = math.inf if tried is None else _trouble(tried)
        if trouble < least - 1e-9:
            best, least = patch.edits, trouble
        if least <= 0.0:
            break
    return best


def moved(
    builder: PatchBuilder, seen: Observation, *, turn: float, back: float = 0.0, raised: float = 0.0
) -> None:
    """Write every key of the camera's place and rotation, turned about the pivot and shifted.

    All keys move alike, so that a pan stays a pan and a dolly a dolly.
    """
    eye, where = seen.eye, f"entities/{seen.shot.camera}"
    pivot = _pivot(seen)
    spin = quaternions.from_heading(turn)
    away = seen.centres.mean(axis=0) - pivot
    shift = quaternions.rotate(spin, back * away * np.array([1.0, 0.0, 1.0]))
    shift = shift + np.array([0.0, raised * float(np.linalg.norm(away)), 0.0])

    def placed(value: object) -> tuple[float, ...]:
        point = np.array(value, dtype=np.float64)
        return tuple((pivot + quaternions.rotate(spin, point - pivot) + shift).tolist())

    def turned(value: object) -> tuple[float, ...]:
        return tuple(quaternions.multiply(spin, np.array(value, dtype=np.float64)).tolist())

    builder.set_field(f"{where}/transform/position_m", placed(eye.transform.position_m))
    for key, held in _keys(eye, "transform.position_m"):
        builder.set_field(f"{where}/channels/transform.position_m/keys/{key}/v", placed(held))
    if eye.aim is None:
        builder.set_field(f"{where}/transform/rotation", turned(eye.transform.rotation))
        for key, held in _keys(eye, "transform.rotation"):
            builder.set_field(f"{where}/channels/transform.rotation/keys/{key}/v", turned(held))


def _keys(eye: Entity, name: str) -> list[tuple[str, object]]:
    channel = eye.channels.get(name)
    return [] if channel is None else [(k, channel.keys[k].v) for k in sorted(channel.keys)]


def _pivot(seen: Observation) -> Float[np.ndarray, " 3"]:
    """Return what the camera turns about: its subject's middle, else what it looks at."""
    if seen.subject is not None:
        return seen.subject.positions.mean(axis=0)
    middle = len(seen.centres) // 2
    return seen.centres[middle] - 3.0 * seen.world_from_camera[middle, :3, 2]

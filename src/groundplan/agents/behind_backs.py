"""Puts things behind or before somebody as that person stands, not as a camera sees it.

Of two people that the camera goes round (over one's shoulder, then back), "1 m behind Anna" is
behind her back. Distances are from the middle of the body to the nearest face of the thing.
"""

from typing import Final

import numpy as np

from groundplan.agents.camera_places import place_about
from groundplan.agents.cast_list import cast_list
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.spans import world_span
from groundplan.agents.tilting import rotation_of
from groundplan.language.facts import Facts, RelationFact
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.build import PatchBuilder
from groundplan.world.opinion import Origin

__all__ = ["BehindBacksAgent", "behind_backs"]

_DEPTHS: Final = frozenset({"behind", "in_front_of"})


def behind_backs(facts: Facts) -> tuple[RelationFact, ...]:
    """Return what stands behind or before somebody, counted from where they face."""
    people = {e.key for e in facts.entities if e.kind == "character"}
    return tuple(
        r for r in facts.relations
        if r.frame == "object" and r.relation in _DEPTHS and r.object in people
        and r.subject not in people
    )  # fmt: skip


class BehindBacksAgent:
    """Moves things to where the words want them about a person at the start."""

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "behind_backs"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return what it may touch: where things stand."""
        return ("entities/*/transform",)

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the places of what is behind or before people."""
        builder = PatchBuilder(view.world, actor="agent:behind_backs", summary="Behind their backs")
        bodies = {m.fact.key: m.keys for m in cast_list(facts).members}
        for relation in behind_backs(facts):
            for body in bodies.get(relation.subject, ()):
                _place(builder, view, relation, body=view.entity(body))
        return Proposal(edits=builder.patch().edits)


def _place(builder: PatchBuilder, view: WorldView, relation: RelationFact, *, body: str) -> None:
    """Write place and heading of one thing; it faces the person."""
    thing, person = view.world.entities.get(body), view.entity(relation.object)
    if thing is None or person not in view.world.entities:
        return
    pose = world_from_entity_at(view.world, person, np.zeros(1))[0]
    size = thing.size_m or (0.0, 0.0, 0.0)
    place, heading = place_about(
        pose[:3, 3], relation, right=-pose[:3, 0], ahead=pose[:3, 2], deep=size[2]
    )
    path, said = f"entities/{body}/transform", world_span(relation.span)
    origin = Origin.PLANNER if relation.distance_m is None else Origin.QUANTITY
    point = (float(place[0]), thing.transform.position_m[1], float(place[2]))
    builder.set_field(f"{path}/position_m", point, origin=origin, basis="derived", span=said)
    builder.set_field(f"{path}/rotation", rotation_of(heading), basis="derived", span=said)

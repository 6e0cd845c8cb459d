"""Role 5, layout: puts everything on the ground plan, as related, far apart and facing as said."""

from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.rooms.asking import PLACEMENT
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.spans import world_span
from groundplan.agents.staging import blocking_of
from groundplan.agents.tilting import rotation_of, tilted
from groundplan.language.facts import Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.finding import Finding

__all__ = ["LayoutAgent"]


_BELOW_M: Final = 0.02
"""How far our ground lies below a named one, so that the two do not fight for the same pixels."""


class LayoutAgent:
    """Sets transforms; distances and relations that clash become findings."""

    name = "layout"
    territory = ("entities/*/transform", "entities/*/parent", "entities/*/size_m",
                 "entities/*/body/height_m")  # fmt: skip

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return transforms as edits."""
        builder = PatchBuilder(view.world, actor="agent:layout", summary="lay out the floor")
        blocking = blocking_of(view, facts)
        findings = [*blocking.findings]
        for member in cast_list(facts).members:
            if member.fact.key not in blocking.spots:
                continue
            _place(builder, view, member, blocking=blocking)
            if member.fact.interior and member.fact.key in blocking.resized:
                _size_room(builder, view, member, blocking=blocking)
            elif member.fact.key in blocking.resized:
                findings.append(_resize(builder, view, member, blocking=blocking))
        if any(thing.flat for thing in blocking.things.values()):
            path = f"entities/{view.entity('ground')}/transform/position_m"
            builder.set_field(path, (0.0, -_BELOW_M, 0.0), basis="derived")
        placed = tuple(_with_world_paths(f, view, facts) for f in findings)
        return Proposal(edits=builder.patch().edits, findings=placed)


def _with_world_paths(finding: Finding, view: WorldView, facts: Facts) -> Finding:
    """Return a finding about placements with the paths of what they place."""
    subjects = {f"{PLACEMENT}{p.key}": p.subject for p in facts.placements}
    if not any(path in subjects for path in finding.paths):
        return finding
    paths = (
        f"entities/{view.entity(subjects[path])}/transform" if path in subjects else path
        for path in finding.paths
    )
    return replace(finding, paths=tuple(dict.fromkeys(paths)))


def _place(builder: PatchBuilder, view: WorldView, member: Member, *, blocking: Blocking) -> None:
    key = member.fact.key
    spot, thing = blocking.spots[key], blocking.things[key]
    held = builder.provenance(
        basis="guessed" if spot.why == "default" else "derived", span=world_span(member.fact.span)
    )
    x, y, z = spot.position
    for index, ((dx, dz), body) in enumerate(zip(thing.offsets, member.keys, strict=True)):
        path = f"entities/{view.entity(body)}"
        point = (x + dx, y, z + dz)
        place = point if spot.parent else blocking.grounded(point)
        place = (place[0], round(place[1] + thing.rise_m(index), 6), place[2])
        builder.set_field(f"{path}/transform/position_m", place, basis=held.basis, span=held.span)
        turn = rotation_of(blocking.body_heading(key, index))
        if not spot.parent:
            turn = tilted(turn, place, thing.kind, landform=blocking.landform)
        builder.set_field(
            f"{path}/transform/rotation", turn,
            basis="derived" if thing.turns or spot.why == "route" else "guessed", span=held.span,
        )  # fmt: skip
        if spot.parent:
            carrier = view.entity(spot.parent)
            builder.set_field(f"{path}/parent", carrier, basis=held.basis, span=held.span)


def _size_room(
    builder: PatchBuilder, view: WorldView, member: Member, *, blocking: Blocking
) -> None:
    """Set the size of a room about which nothing is said; the blocking says so."""
    path = f"entities/{view.entity(member.fact.key)}/size_m"
    builder.set_field(path, blocking.things[member.fact.key].size, basis="guessed")


def _resize(
    builder: PatchBuilder, view: WorldView, member: Member, *, blocking: Blocking
) -> Finding:
    key = member.fact.key
    size = blocking.things[key].size
    usual = view.world.entities[view.entity(key)].size_m or size
    for body in member.keys:
        entity = view.world.entities[view.entity(body)]
        path = f"entities/{view.entity(body)}"
        builder.set_field(f"{path}/size_m", size, basis="derived")
        if entity.body is not None:
            height = entity.body.height_m * size[1] / usual[1]
            builder.set_field(f"{path}/body/height_m", height, basis="derived")
    axis = max(range(3), key=lambda k: abs(size[k] - usual[k]))
    grown = size[axis] > usual[axis] or blocking.things[key].table
    across = ("wide", "high", "deep")[axis]
    why = "all fit at it or on it" if grown else "the stated distance leaves room"
    return Finding(
        code="layout.fitted" if grown else "layout.shrunk",
        severity="info",
        message=(
            f'"{member.fact.noun}" is {size[axis]:.2f} m {across} instead of its usual '
            f"{usual[axis]:.2f} m, so that {why}"
        ),
        paths=(f"entities/{view.entity(key)}/size_m",),
        measured=size[axis],
        expected=usual[axis],
        unit="m",
        span=world_span(member.fact.span),
        options=("state a longer distance", "state its size"),
    )

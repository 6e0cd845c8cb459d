"""What the director asserts, one intent per assertion, each with a tolerance and its words.

Source:
    Tolerances are our engineering defaults; the length and distance ones are those that the project
    promises (1 cm between things, 2 cm for the camera).
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from groundplan.agents.cast_list import CastList
from groundplan.agents.colours import colour_code
from groundplan.agents.frame_intents import frame_intents
from groundplan.agents.port import WorldView
from groundplan.agents.shot_facts import shot_index, shot_key, unseen_of
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, CameraFact, Facts, LightFact, Span
from groundplan.world.intent import Intent
from groundplan.world.narrative import RelationKind

__all__ = ["intents_of"]

_CAMERA_KINDS: Final = {"size": "shot_size", "angle": "camera_angle", "move": "camera_move"}
_AT_FACE: Final = frozenset({"key", "fill", "rim"})
"""Lamps that are set for a face: their numbers are asserted there."""
_RATIO_TOLERANCE: Final = 0.05
_STOP_TOLERANCE: Final = 0.1


def intents_of(view: WorldView, facts: Facts, cast: CastList) -> dict[str, Intent]:
    """Return all intents by id ("i1" …): of things, actions, relations, camera, light."""
    known = {member.fact.key for member in cast.members}
    found = [
        *_things(view, cast, unseen=unseen_of(facts)),
        *(i for a in facts.actions if a.agent in known for i in _action(view, a, known)),
        *_relations(view, facts, known),
        *(i for fact in facts.camera for i in _camera(view, fact, known)),
        *(i for fact in facts.lights for i in _light(fact, _lit(view, facts, known))),
    ]
    return {
        f"i{number}": replace(intent, shot=_shot(intent, facts))
        for number, intent in enumerate(found, start=1)
    }


def _shot(intent: Intent, facts: Facts) -> str:
    """Return the shot whose words assert something."""
    said = intent.span
    return shot_key(0 if said is None else shot_index(facts, Span(start=said.start, end=said.end)))


def _usable(value: float | None) -> float | None:
    """Return a number that can be asserted: finite and above 0."""
    return value if value is not None and math.isfinite(value) and value > 0.0 else None


def _things(view: WorldView, cast: CastList, *, unseen: frozenset[str]) -> Iterator[Intent]:
    for member in cast.members:
        fact, subject = member.fact, view.entity(member.fact.key)
        if fact.kind != "set" and fact.key not in unseen:
            yield Intent(kind="visible", subject=subject, span=world_span(fact.span))
        for attribute in fact.attributes:
            if attribute.name == "color" and not attribute.of_part and len(member.keys) == 1:
                code = colour_code(attribute.value)
                yield Intent(
                    kind="color", subject=subject, value=code or attribute.value,
                    span=world_span(attribute.span),
                )  # fmt: skip


def _action(view: WorldView, action: ActionFact, known: set[str]) -> Iterator[Intent]:
    if action.negated:
        return
    subject, span = view.entity(action.agent), world_span(action.span)
    if _usable(action.duration_s) is not None:
        frame = view.world.timebase.fps_den / view.world.timebase.fps_num
        yield Intent(
            kind="duration", subject=subject, value=action.duration_s, unit="s",
            tolerance=frame, span=span,
        )  # fmt: skip
    if _usable(action.distance_m) is not None:
        ends = {action.source, action.goal} <= known
        yield Intent(
            kind="distance", subject=view.entity(action.source) if ends else subject,
            object=view.entity(action.goal) if ends else None, value=action.distance_m, unit="m",
            tolerance=0.01, span=span,
        )  # fmt: skip
    if _usable(action.speed_mps) is not None:
        yield Intent(
            kind="speed", subject=subject, value=action.speed_mps, unit="m/s",
            tolerance=0.02 * (action.speed_mps or 0.0), span=span,
        )  # fmt: skip
    if action.companion in known:
        yield Intent(
            kind="beside", subject=subject, object=view.entity(action.companion),
            value=1.5, unit="m", tolerance=0.5, span=span,
        )  # fmt: skip


def _relations(view: WorldView, facts: Facts, known: set[str]) -> Iterator[Intent]:
    for fact in facts.relations:
        if not {fact.subject, fact.object} <= known or fact.subject == fact.object:
            continue
        if fact.frame == "object" and fact.relation in {"in_front_of", "behind"}:
            continue  # not as the camera sees it
        if fact.relation not in get_args(RelationKind):
            continue
        subject, other = view.entity(fact.subject), view.entity(fact.object)
        yield Intent(
            kind="relation", subject=subject, object=other, when=fact.when,
            value=fact.relation, span=world_span(fact.span),
        )  # fmt: skip
        if _usable(fact.distance_m) is not None:
            yield Intent(
                kind="distance", subject=subject, object=other, when=fact.when,
                value=fact.distance_m, unit="m", tolerance=0.01, span=world_span(fact.span),
            )  # fmt: skip


def _camera(view: WorldView, fact: CameraFact, known: set[str]) -> Iterator[Intent]:
    subject = view.entity(fact.subject) if fact.subject in known else None
    span = world_span(fact.span)
    when = "always" if fact.at == "whole" else fact.at
    if fact.facet in _CAMERA_KINDS and fact.value and not fact.value.startswith("rig_"):
        yield Intent(
            kind=_CAMERA_KINDS[fact.facet],  # pyright: ignore[reportArgumentType]  # the table holds kinds only
            subject=subject, when=when, value=fact.value, span=span,
        )  # fmt: skip
    if fact.facet == "distance" and (fact.amount is None or math.isfinite(fact.amount)):
        steady = Intent(
            kind="camera_distance", subject=subject, when=when, value=fact.amount,
            unit="m", tolerance=0.02, span=span,
        )  # fmt: skip
        if _usable(fact.end_amount) is None:
            yield from [steady] if _usable(fact.amount) else []
        else:
            yield from [replace(steady, when="start")] if _usable(fact.amount) else []
            yield replace(steady, when="end", value=fact.end_amount)
    if fact.facet == "lens" and _usable(fact.amount) is not None:
        yield Intent(
            kind="focal_length", when=when, value=fact.amount, upper=fact.upper, unit="mm",
            tolerance=0.01, span=span,
        )  # fmt: skip
    yield from frame_intents(view, fact, known)


def _light(fact: LightFact, about: str | None) -> Iterator[Intent]:
    span = world_span(fact.span)
    lamp = about if fact.value in _AT_FACE else None
    if fact.side:
        yield Intent(kind="light_side", subject=lamp, value=fact.side, span=span)
    if _usable(fact.temperature_k) is not None:
        yield Intent(
            kind="light_temperature", value=fact.temperature_k, unit="K",
            tolerance=1.0, span=span,
        )  # fmt: skip
    if _usable(fact.illuminance_lx) is not None:
        yield Intent(
            kind="light_level", subject=lamp, value=fact.illuminance_lx, unit="lx",
            tolerance=0.05 * (fact.illuminance_lx or 0.0), span=span,
        )  # fmt: skip
    if lamp is not None and _usable(fact.ratio) is not None:
        yield Intent(
            kind="light_ratio", subject=lamp, value=fact.ratio, unit="1",
            tolerance=_RATIO_TOLERANCE * (fact.ratio or 0.0), span=span,
        )  # fmt: skip
    if lamp is not None and fact.value == "key" and fact.stops is not None:
        yield Intent(
            kind="light_over_key", subject=lamp, value=fact.stops, unit="stops",
            tolerance=_STOP_TOLERANCE, span=span,
        )  # fmt: skip


def _lit(view: WorldView, facts: Facts, known: set[str]) -> str | None:
    """Return whose face lamps are for: of whom the first framing is, else the first person."""
    framed = [f.subject for facet in ("size", "staging") for f in facts.camera if f.facet == facet]
    people = [e.key for e in facts.entities if e.kind == "character" and e.key in known]
    found = next((k for k in (*framed, *people) if k in people), "")
    return view.entity(found) if found else None

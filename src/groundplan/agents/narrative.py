"""Role 3, narrative: who is there, what happens when, what stands where, and what is asserted."""

import math
import re
from typing import Final, get_args

from groundplan.agents.blocking.timing import Clock, Schedule, schedule
from groundplan.agents.cast_list import CastList, Member, cast_list
from groundplan.agents.intents import intents_of
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.shot_facts import (
    camera_key,
    facts_of_shot,
    shot_count,
    shot_index,
    shot_key,
)
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, EntityFact, Facts
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.build import PatchBuilder
from groundplan.world.entity import Entity, EntityKind, Semantics
from groundplan.world.finding import Finding
from groundplan.world.ids import unique_name
from groundplan.world.narrative import Action, Line, Relation, RelationKind, Setting, Unresolved
from groundplan.world.opinion import Basis, Origin
from groundplan.world.sequence import Shot

__all__ = ["NarrativeAgent", "clock_of"]

_KINDS: Final[dict[str, EntityKind]] = {
    "character": "character", "animal": "animal", "prop": "prop", "vehicle": "vehicle",
    "set": "set", "group": "character",
}  # fmt: skip
"""What else is spoken of (a lamp, a camera, a word nobody knows) stands there as a prop."""
_FASTEST_MPS: Final = {"walk": 4.0, "run": 12.5, "crawl": 2.0, "swim": 3.0}
"""Our rounding up of race walking, sprinting and swimming records."""
_FASTEST_ANIMAL_MPS: Final = 35.0
"""Our rounding up of how fast animals run."""
_FARTHEST_M: Final = 1000.0


def clock_of(view: WorldView) -> Clock:
    """Return the frame clock of the document."""
    base = view.world.timebase
    return Clock(fps_num=base.fps_num, fps_den=base.fps_den, seconds=view.seconds)


_IN_STEP: Final = re.compile(
    r"\bin (?:lock)?step\b|\bin (?:\w+ )?formation\b|\bin unison\b|\bsynchroni[sz]ed\b",
    re.IGNORECASE,
)
"""Words after which everybody's feet come down together."""


class NarrativeAgent:
    """Adds entities (no bodies or places yet), actions, relations, the shot and the intents."""

    name = "narrative"
    territory = ("entities/*", "narrative", "intents", "shots")

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the story as edits."""
        builder = PatchBuilder(
            view.world, actor="agent:narrative", summary="tell the story", basis="extracted"
        )
        cast = cast_list(facts)
        timing = schedule(facts, clock_of(view))
        _add_cast(builder, view, facts, cast=cast)
        _add_shots(builder, view, facts, timing=timing)
        _add_actions(builder, view, facts, cast=cast, timing=timing)
        _add_lines(builder, view, facts, timing=timing)
        _add_relations(builder, view, facts, cast=cast)
        _add_setting(builder, facts)
        _add_unresolved(builder, facts)
        for key, intent in intents_of(view, facts, cast).items():
            builder.add_node(f"intents/{key}", intent, span=intent.span)
        findings = (*cast.findings, *_superhuman(facts))
        return Proposal(edits=builder.patch().edits, findings=findings)


def _superhuman(facts: Facts) -> tuple[Finding, ...]:
    """Return speeds, said or meant, that no gait of that name has: they are kept, and doubted."""
    kinds = {e.key: "character" if e.kind == "group" else e.kind for e in facts.entities}
    return tuple(
        _too_fast(action, speed, fastest=fastest, people=kinds[action.agent] == "character")
        for action in facts.actions
        if (speed := _meant_mps(action)) is not None
        and (fastest := _fastest_mps(action, kinds.get(action.agent, ""))) < speed < math.inf
    )


def _meant_mps(action: ActionFact) -> float | None:
    """Return the speed that is said, or that follows from a distance and a duration [m/s]."""
    if action.speed_mps is not None:
        return action.speed_mps
    if action.distance_m is None or not action.duration_s or action.duration_s < 0.0:
        return None
    return action.distance_m / action.duration_s


def _fastest_mps(action: ActionFact, kind: str) -> float:
    if kind == "character":
        return _FASTEST_MPS.get(action.action, math.inf)
    runs = action.action in {"walk", "run", "trot", "gallop"}
    return _FASTEST_ANIMAL_MPS if kind == "animal" and runs else math.inf


def _too_fast(action: ActionFact, speed: float, *, fastest: float, people: bool) -> Finding:
    said = action.speed_mps is not None
    return Finding(
        code="quantity.implausible-speed",
        severity="warning",
        message=(
            f'"{action.verb}" at {speed:g} m/s: {"people" if people else "animals"} {action.action}'
            f" at up to {fastest:g} m/s; the speed is kept, and the legs are as fast as it needs"
        ),
        paths=(f"narrative/actions/{action.key}{'/speed_mps' if said else ''}",),
        measured=speed,
        expected=fastest,
        unit="m/s",
        span=world_span(action.span),
        options=("state a lower speed", "say that they run or ride"),
    )


def _add_cast(builder: PatchBuilder, view: WorldView, facts: Facts, *, cast: CastList) -> None:
    taken = {"sun", "sky", "ground", *map(camera_key, range(shot_count(facts)))}
    together = bool(_IN_STEP.search(facts.text))
    for member in cast.members:
        for number, key in enumerate(member.keys):
            name = unique_name(member.fact.name or member.fact.noun, taken)
            taken.add(name)
            _add_body(builder, view.entity(key), member, name=name, number=number,
                      together=together)  # fmt: skip
    cameras = [(camera_key(index), "camera") for index in range(shot_count(facts))]
    for name, kind in (*cameras, ("ground", "set")):
        builder.add_node(
            f"entities/{view.entity(name)}", {"name": name, "kind": kind},
            origin=Origin.VOCABULARY, basis="guessed",
        )  # fmt: skip


def _add_body(
    builder: PatchBuilder, entity: str, member: Member, *, name: str, number: int, together: bool
) -> None:
    fact = member.fact
    step = {"step": "together"} if together and fact.kind in {"character", "animal"} else {}
    implied = fact.guessed or (fact.count_guessed and number > 0)
    basis: Basis = "guessed" if implied else "extracted"
    builder.add_node(
        f"entities/{entity}",
        Entity(
            name=name,
            kind=_KINDS.get(fact.kind, "prop"),
            label=fact.words,
            semantics=Semantics(noun=fact.noun, prompt=fact.words),
            attributes=_attributes(fact, number, len(member.keys)) | step,
        ),
        basis=basis,
        span=world_span(fact.span),
        overrides={"name": "derived"},
    )


def _attributes(fact: EntityFact, number: int, count: int) -> dict[str, str]:
    """Return what describe shows; of "one red and one blue" each body gets its own colour."""
    own = [a for a in fact.attributes if a.name == "color" and not a.of_part]
    shared = len(own) == count > 1
    said: dict[str, list[str]] = {}
    for attribute in fact.attributes:
        if shared and attribute in own and attribute is not own[number]:
            continue
        part = f"{attribute.of_part}." if attribute.of_part else ""
        said.setdefault(f"{part}{attribute.name}", []).append(attribute.value)
    if fact.garments:
        said["garments"] = list(fact.garments)
    return {name: ", ".join(dict.fromkeys(values)) for name, values in sorted(said.items())}


def _add_shots(builder: PatchBuilder, view: WorldView, facts: Facts, *, timing: Schedule) -> None:
    """Cut the time into shots, each with a camera of its own."""
    clock = clock_of(view)
    ends = timing.cuts_s or (timing.length_s,)
    first = 0
    for index, (end_s, stated) in enumerate(
        zip(ends, timing.cuts_stated or (timing.length_stated,), strict=True)
    ):
        own = facts_of_shot(facts, index)
        last = clock.frame_end(end_s)
        until = last if index == len(ends) - 1 else last - SUBFRAMES_PER_FRAME
        said = facts.shots[index] if facts.shots else None
        derived: Basis = "derived" if own.actions else "guessed"
        held = builder.provenance(
            origin=Origin.QUANTITY if stated else None,
            basis="extracted" if stated else derived,
            span=world_span(own.shot.spans[0]) if stated and own.shot.spans else None,
        )
        builder.add_node(
            f"shots/{shot_key(index)}",
            Shot(
                name=f"SH{10 * (index + 1):03d}", order=10 * (index + 1),
                camera=view.entity(camera_key(index)), first=first, last=max(until, first),
                number=said.number if said is not None else "",
                notes=said.heading if said is not None else "",
            ),
            basis="derived",
            span=world_span(said.span) if said is not None else None,
            overrides={"last": held},
        )  # fmt: skip
        first = max(last, first + SUBFRAMES_PER_FRAME)


def _add_actions(
    builder: PatchBuilder, view: WorldView, facts: Facts, *, cast: CastList, timing: Schedule
) -> None:
    known = {member.fact.key for member in cast.members}
    clock = clock_of(view)
    last = clock.frame_end(timing.length_s)
    for fact in facts.actions:
        if fact.negated or fact.agent not in known:
            _note(builder, fact, facts)
            continue
        slot = timing.slots[fact.key]
        start = min(clock.subframes(slot.start_s), last - SUBFRAMES_PER_FRAME)
        timed = fact.duration_s is not None and fact.duration_s > 0.0
        held = builder.provenance(
            origin=Origin.QUANTITY if timed else None,
            basis="extracted" if timed else "guessed",
            span=world_span(fact.span),
        )
        builder.add_node(
            f"narrative/actions/{fact.key}",
            _action(
                view,
                fact,
                known,
                start=start,
                end=min(clock.subframes(slot.end_s), last),
                speed=slot.speed_mps if fact.speed_mps else None,
            ),
            basis="guessed" if fact.guessed else "extracted",
            span=world_span(fact.span),
            overrides={"start": "derived", "end": held},
        )


def _add_lines(builder: PatchBuilder, view: WorldView, facts: Facts, *, timing: Schedule) -> None:
    """Keep what is spoken as text, at the time of the action that is its speaking.

    Who is heard and not seen speaks at the beginning of the shot that the words stand in.
    """
    clock, known = clock_of(view), {entity.key for entity in facts.entities}
    begins = (0.0, *timing.cuts_s)
    for line in facts.lines:
        slot = timing.slots.get(line.action)
        start_s = slot.start_s if slot is not None else begins[shot_index(facts, line.span)]
        start = clock.subframes(start_s)
        builder.add_node(
            f"narrative/lines/{line.key}",
            Line(
                speaker=view.entity(line.speaker) if line.speaker in known else None,
                text=line.text, start=start,
                end=max(clock.subframes(start_s + line.duration_s), start + 1),
                parenthetical=line.parenthetical, heard=line.heard, span=world_span(line.span),
            ),
            span=world_span(line.span),
            overrides={"start": "derived", "end": "guessed"},
        )  # fmt: skip


def _note(builder: PatchBuilder, fact: ActionFact, facts: Facts) -> None:
    """List an action that nobody in the picture does, or that is said not to happen."""
    reason = (
        "it is said not to happen, so nobody does it"
        if fact.negated
        else "nobody in the picture does it"
    )
    text = facts.text[fact.span.start : fact.span.end] or fact.verb
    builder.add_node(
        f"narrative/unresolved/n_{fact.key}",
        Unresolved(text=text, reason=reason, span=world_span(fact.span)),
        span=world_span(fact.span),
    )


def _action(
    view: WorldView, fact: ActionFact, known: set[str], *, start: int, end: int,
    speed: float | None,
) -> Action:  # fmt: skip
    def entity(key: str) -> str | None:
        return view.entity(key) if key in known else None

    return Action(
        agent=view.entity(fact.agent), verb=fact.verb, action=fact.action or fact.verb,
        start=start, end=max(end, start + 1), object=entity(fact.object),
        origin=entity(fact.source), goal=entity(fact.goal), companion=entity(fact.companion),
        direction=fact.direction, order=fact.order, span=world_span(fact.span), speed_mps=speed,
    )  # fmt: skip


def _add_relations(builder: PatchBuilder, view: WorldView, facts: Facts, *, cast: CastList) -> None:
    known = {member.fact.key for member in cast.members}
    for fact in facts.relations:
        usable = {fact.subject, fact.object} <= known and fact.subject != fact.object
        if not usable or fact.relation not in get_args(RelationKind):
            continue
        distance = fact.distance_m
        if distance is not None and not 0.0 < distance <= _FARTHEST_M:
            distance = None
        builder.add_node(
            f"narrative/relations/{fact.key}",
            Relation(
                subject=view.entity(fact.subject),
                relation=fact.relation,  # pyright: ignore[reportArgumentType]  # checked above
                object=view.entity(fact.object), distance_m=distance, when=fact.when,
                frame=fact.frame, span=world_span(fact.span),
            ),
            span=world_span(fact.span),
            basis="guessed" if fact.guessed else "extracted",
        )  # fmt: skip


def _add_setting(builder: PatchBuilder, facts: Facts) -> None:
    first: dict[str, str] = {}
    for fact in facts.settings:
        first.setdefault(fact.facet, fact.value)
    style = tuple(dict.fromkeys(f.value for f in facts.settings if f.facet == "style"))
    said = Setting(
        place=first.get("place", ""), time_of_day=first.get("time_of_day", ""),
        weather=first.get("weather", ""), style=style,
    )  # fmt: skip
    spans = {fact.facet: fact.span for fact in reversed(facts.settings)}
    for name in ("place", "time_of_day", "weather", "style"):
        if name in spans:
            builder.set_field(
                f"narrative/setting/{name}", getattr(said, name), span=world_span(spans[name])
            )


def _add_unresolved(builder: PatchBuilder, facts: Facts) -> None:
    for number, fact in enumerate(facts.unresolved, start=1):
        builder.add_node(
            f"narrative/unresolved/u{number}",
            Unresolved(text=fact.text, reason=fact.reason, span=world_span(fact.span)),
            span=world_span(fact.span),
        )

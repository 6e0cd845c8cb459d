"""Planning anew over a world that stands: what people hold stays, and agents work around it.

Roles plan on an empty document that begins with the opinions of people, and with one for every
locked value. The document's own rule, that the stronger opinion shows, does the rest: a role that
proposes something else is heard, recorded and overruled, and the roles after it see what holds.
"""

import dataclasses
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from groundplan.agents.directing.author import DIRECTOR, own_opinions
from groundplan.agents.directing.story import Story
from groundplan.agents.director import Planned, PlanOptions, plan
from groundplan.errors import EditError
from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.finding import Finding
from groundplan.world.narrative import Span
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.paths import exists, lookup, replaced, shape_at, split
from groundplan.world.queries import shots_in_order
from groundplan.world.stack import recorded
from groundplan.world.structure import leaves, plain

__all__ = ["Held", "held_by_people", "is_from_note", "replanned", "ways_of_people"]

Held = Mapping[str, tuple[Opinion, ...]]
"""By path, strongest first."""
_IDENTITY: Final = ("name", "kind")
"""Of an entity: what it is the same thing by. Roles that replace a whole entity set it again."""


def held_by_people(world: World) -> dict[str, tuple[Opinion, ...]]:
    """Return what agents have to leave as it is: people's own opinions, and locked values.

    What a person said in a note is no part of it: it is read again with the notes.
    """
    held: dict[str, tuple[Opinion, ...]] = {}
    for path, stack in world.opinions.items():
        own = tuple(o for o in stack if o.origin is Origin.HUMAN and not is_from_note(o))
        if own:
            held[path] = own
    for place, lock in world.locks.items():
        if lock.scope == "exists" or not exists(world, place):
            continue
        for path, _, value in leaves(shape_at(split(place)), lookup(world, place), place):
            if lock.scope == "value" or "keys" in split(path):
                held[path] = recorded(held.get(path, ()), _kept(plain(value)))
    return {
        path: stack for path, stack in held.items() if not _is_identity(path) and not _way(path)
    }


def ways_of_people(world: World) -> dict[str, JsonData]:
    """Return the channels of which a person set a key by hand, or has locked anything: whole.

    A key alone means nothing when the others move.
    """
    own = {
        way
        for path, stack in world.opinions.items()
        if (way := _way(path)) and exists(world, way)
        and any(o.origin is Origin.HUMAN and not is_from_note(o) for o in stack)
    }  # fmt: skip
    for key, entity in world.entities.items():
        for name in entity.channels:
            way = f"entities/{key}/channels/{name}"
            if any(f"{place}/".startswith(f"{way}/") or f"{way}/".startswith(f"{place}/")
                   for place, lock in world.locks.items() if lock.scope != "exists"):  # fmt: skip
                own.add(way)
    return {way: plain(lookup(world, way)) for way in sorted(own)}


def _way(path: str) -> str:
    """Return the channel that a path lies in; empty when it lies in none."""
    parts = path.split("/")
    inside = len(parts) >= 4 and parts[0] == "entities" and parts[2] == "channels"
    return "/".join(parts[:4]) if inside else ""


def is_from_note(opinion: Opinion) -> bool:
    """Return whether a person's opinion was read in a note, and is so again with it."""
    return (
        opinion.origin is Origin.HUMAN
        and opinion.basis == "extracted"
        and opinion.span is not None
        and opinion.span.source.startswith(DIRECTOR.prefix)
    )


def _kept(value: object) -> Opinion:
    return Opinion(
        value=value,  # pyright: ignore[reportArgumentType]  # JSON data
        origin=Origin.HUMAN,
        basis="authored",
        layer="scratch",
        agent="lock",
    )


def _is_identity(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == "entities" and parts[2] in _IDENTITY


def replanned(
    story: Story, world: World, *, held: Held, ways: Mapping[str, JsonData] | None = None
) -> Planned:
    """Return what all roles make of a story below what people hold; the world itself stays.

    Format, frame rate, seed and usual length are the world's; what the story states wins. What a
    role read in a note is the person's opinion, in the layer of the director. Critic and repair
    take turns as in any planning, at most three times.

    What people hold may be impossible beside what is planned anew (an action that ends before it
    begins): then planning goes on as if nobody held that noun, and the document decides later.
    `ways` are the channels to keep whole; None: those that people hold.
    """
    ways = ways_of_people(world) if ways is None else ways
    while True:
        try:
            planned = _planned(story, world, held=held, ways=ways)
            break
        except EditError as error:
            less = _without_noun(held, str(error))
            if less == held and not ways:
                raise
            ways = {} if less == held else ways
            held = less
    findings = tuple(_sourced_finding(finding, story) for finding in planned.findings)
    return dataclasses.replace(planned, world=_sourced(planned.world, story), findings=findings)


def _planned(story: Story, world: World, *, held: Held, ways: Mapping[str, JsonData]) -> Planned:
    clock = world.timebase
    options = PlanOptions(
        width_px=world.film.width_px,
        height_px=world.film.height_px,
        fps=Fraction(clock.fps_num, clock.fps_den),
        seconds=_seconds(world),
        brief=story.brief,
        held=held,
        ways=ways,
    )
    return plan(story.facts, seed=world.seed, options=options)


def _without_noun(held: Held, message: str) -> Held:
    """Return what is held without the noun that a refusal names; all of it when it names none."""
    named = re.search(r"`((?:entities|tracks|shots|grips)/[^/`]+|narrative/\w+/[^/`]+)", message)
    if named is None:
        return {}
    less = {path: stack for path, stack in held.items() if not path.startswith(f"{named[1]}/")}
    return less if len(less) < len(held) else {}


def _seconds(world: World) -> float:
    """Return how long the first shot is now [s]: what is free in it keeps its share."""
    shots = shots_in_order(world)
    if not shots:
        return PlanOptions().seconds
    _, shot = shots[0]
    rate = world.timebase.fps_num / world.timebase.fps_den
    return max((shot.last - shot.first) / 1000.0, 1.0) / rate


def _sourced(world: World, story: Story) -> World:
    """Return the document with every span in the text of its own source, and notes signed."""
    if len(story.starts) == 1:
        return world
    opinions = dict(world.opinions)
    for path, stack in world.opinions.items():
        if not any(_is_later(o.span, story) for o in stack):
            continue
        told = (_in_source(o, story, words=path.endswith("/span")) for o in stack)
        opinions[path] = own_opinions(tuple(told))
        if path.endswith("/span") and exists(world, path):
            span = lookup(world, path)
            if isinstance(span, Span):
                world = replaced(world, split(path), story.in_source(span))
    return dataclasses.replace(world, opinions=opinions)


def _is_later(span: Span | None, story: Story) -> bool:
    return span is not None and span.start >= story.starts[1][1]


def _in_source(opinion: Opinion, story: Story, *, words: bool) -> Opinion:
    if opinion.layer != "generated" or opinion.span is None or not _is_later(opinion.span, story):
        return opinion
    span = story.in_source(opinion.span)
    return dataclasses.replace(opinion, span=span, value=plain(span) if words else opinion.value)


def _sourced_finding(finding: Finding, story: Story) -> Finding:
    span = finding.span
    return finding if span is None else dataclasses.replace(finding, span=story.in_source(span))

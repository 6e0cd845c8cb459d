"""What a slug line says of a scene: inside or outside, place, time of day."""

import re
from dataclasses import replace
from typing import Final

from groundplan.inputs.script.model import Scene
from groundplan.inputs.script.slug import SAME_TIME
from groundplan.language.facts import (
    EntityFact,
    Facts,
    LightFact,
    SettingFact,
    Span,
    UnresolvedFact,
)
from groundplan.language.lights_said import read_lights
from groundplan.language.spotting import Board
from groundplan.language.surroundings import read_settings
from groundplan.language.tokens import ascii_marks, tokenise
from groundplan.language.vocabulary import NounEntry, vocabulary

__all__ = ["place_in", "with_setting"]

_WORD: Final = re.compile(r"[^\W_]+")
_BUILT: Final = frozenset({"room", "building"})


def with_setting(facts: Facts, scene: Scene) -> Facts:
    """Return the facts with what the scene's heading says added; the prose overrules it."""
    if not scene.heading:
        return facts
    settings, lights = _read(scene)
    facts = _with_place(facts, scene)
    kept = tuple(s for s in settings if not _said(facts, s))
    return replace(
        facts,
        settings=(*facts.settings, *kept),
        lights=facts.lights or lights,
    )


def _said(facts: Facts, setting: SettingFact) -> bool:
    return any(s.facet == setting.facet for s in facts.settings)


def _read(scene: Scene) -> tuple[list[SettingFact], tuple[LightFact, ...]]:
    """Return settings and lights of a slug line; CONTINUOUS means the time of the scene before."""
    start, end = scene.heading_start, scene.heading_end
    span = Span(start=start, end=end)
    found: list[SettingFact] = []
    if scene.interior is not None:
        value = "interior" if scene.interior else "exterior"
        found.append(SettingFact(facet="interior", value=value, span=_first_word(scene)))
    same = SAME_TIME.search(scene.heading)
    said = scene.text[start:end]
    where = scene.time_of_day if same and scene.time_of_day.lower() not in said.lower() else said
    plain = re.sub(r"[-_*.]", " , ", ascii_marks(where)) if where is not said else _spaced(said)
    board = Board(tokens=tokenise(plain, ()), quantities={})
    lights = read_lights(board)
    for fact in read_settings(board):
        if fact.facet == "interior":
            continue
        place = _moved(fact.span, start) if where is said else _span_of(same, span)
        found.append(replace(fact, span=place))
    moved = tuple(
        replace(light, span=_moved(light.span, start) if where is said else _span_of(same, span))
        for light in lights
    )
    return found, moved


def _span_of(same: re.Match[str] | None, heading: Span) -> Span:
    """Return where a heading says that the time is the same."""
    if same is None:
        return heading
    return Span(start=heading.start + same.start(), end=heading.start + same.end())


def _spaced(text: str) -> str:
    """Return a slug line with commas for its dashes and stops; of equal length."""
    return re.sub(r"[-_*./]", ",", ascii_marks(text)).lower()


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _first_word(scene: Scene) -> Span:
    match = _WORD.search(scene.text, scene.heading_start, scene.heading_end)
    if match is None:
        return Span(start=scene.heading_start, end=scene.heading_end)
    return Span(start=match.start(), end=match.end())


def place_in(text: str) -> tuple[NounEntry, int, int] | None:
    """Return the place that words name, and where; the last one named is the nearest."""
    words = list(_WORD.finditer(text))
    found: tuple[NounEntry, int, int] | None = None
    at = 0
    while at < len(words):
        step = 1
        for length in (3, 2, 1):
            run = words[at : at + length]
            if len(run) < length:
                continue
            entry = vocabulary().noun(" ".join(w[0] for w in run))
            if entry and entry.kind == "set":
                found, step = (entry, run[0].start(), run[-1].end()), length
                break
        at += step
    return found


def _with_place(facts: Facts, scene: Scene) -> Facts:
    """Add the place as an entity, unless the prose speaks of it."""
    where = scene.text.find(scene.place.split(" - ")[0], scene.heading_start, scene.heading_end)
    start = max(where, scene.heading_start)
    line = scene.text[start : scene.heading_end]
    found = place_in(line)
    if found is None:
        return _without_place(facts, scene, start)
    entry, first, last = found
    span = Span(start=start + first, end=start + last)
    entities = tuple(
        replace(e, role="place") if e.noun == entry.noun and e.kind == "set" else e
        for e in facts.entities
    )
    if entities == facts.entities and not any(e.noun == entry.noun for e in facts.entities):
        entity = EntityFact(
            key=f"e{_free(facts)}", noun=entry.noun, words=line[first:last].lower(), kind="set",
            span=span, mentions=(span,), role="place",
        )  # fmt: skip
        entities = (*entities, entity)
    own = SettingFact(facet="place", value=entry.noun, span=span)
    others = tuple(s for s in facts.settings if (s.facet, s.value) != ("place", entry.noun))
    return replace(facts, entities=entities, settings=(own, *others))


def _free(facts: Facts) -> int:
    return max((int(e.key[1:]) for e in facts.entities), default=0) + 1


def _without_place(facts: Facts, scene: Scene, start: int) -> Facts:
    if not scene.place:
        return facts
    end = min(scene.heading_end, start + len(scene.place))
    span = Span(start=start, end=end)
    unknown = UnresolvedFact(
        text=scene.text[start:end], span=span, reason="no known place; the ground is bare"
    )
    return replace(facts, unresolved=(*facts.unresolved, unknown))

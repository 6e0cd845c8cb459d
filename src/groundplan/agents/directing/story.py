"""The story of a world: its brief as it is read now, with every note that was given since."""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.directing.revisions import revised
from groundplan.errors import InputError
from groundplan.inputs.text import facts_from_text
from groundplan.language.facts import Facts
from groundplan.world.document import World
from groundplan.world.ids import entity_id
from groundplan.world.narrative import Direction, Span

__all__ = ["BRIEF", "Story", "directions_in_order", "notes_in_order", "story_of", "without"]

BRIEF: Final = "brief"
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Facts whose spans count along the brief and all notes, one behind the other."""

    facts: Facts
    seed: int
    brief: str
    """The brief's own text: ids follow from it."""
    starts: tuple[tuple[str, int], ...]
    """Source and where its text starts in the facts' text, in order."""

    def entity(self, key: str) -> str:
        """Return the stable entity id for a fact's key."""
        return entity_id(self.seed, hashlib.sha256(self.brief.encode()).hexdigest(), key)

    def in_source(self, span: Span) -> Span:
        """Return a span as the document writes it: within the text of its own source."""
        for source, start in reversed(self.starts):
            if span.start >= start:
                return Span(source=source, start=span.start - start, end=span.end - start)
        return span

    def with_note(self, source: str, text: str) -> "Story":
        """Return the story with room for the text of one more note, of which nothing is read yet.

        Roles also look at the words around a fact, so only words that are understood stand there.
        """
        start = len(self.facts.text) + 1
        return replace(
            self,
            facts=replace(self.facts, text=f"{self.facts.text}\n{' ' * len(text)}"),
            starts=(*self.starts, (source, start)),
        )

    def with_words(self, source: str, text: str, *, start: int) -> "Story":
        """Return the story with understood words of a note; `start` is their place in it."""
        first = dict(self.starts)[source] + start
        whole = self.facts.text
        told = f"{whole[:first]}{text}{whole[first + len(text) :]}"
        return replace(self, facts=replace(self.facts, text=told))


def story_of(world: World) -> Story:
    """Return what the brief and the notes of a world say; what people removed is not said.

    Raises:
        InputError: The world has no brief, or its notes are of another version.
    """
    if BRIEF not in world.sources:
        raise InputError(
            "this world was not planned from a brief, so a note has nothing to go on",
            "change it with `groundplan edit`, or make a world from a brief",
        )
    text = world.sources[BRIEF].text
    facts = facts_from_text(text)
    text = facts.text
    story = Story(facts=facts, seed=world.seed, brief=text, starts=((BRIEF, 0),))
    for source, note in notes_in_order(world):
        story = story.with_note(source, note)
    directions = [direction for _, direction in directions_in_order(world)]
    for span in (direction.span for direction in directions):
        words = world.sources[span.source].text[span.start : span.end]
        story = story.with_words(span.source, words, start=span.start)
    changes = [r for direction in directions for r in direction.revisions]
    return _without_removed(replace(story, facts=revised(story.facts, changes)), world)


def notes_in_order(world: World) -> tuple[tuple[str, str], ...]:
    """Return source and text of every note, the oldest first."""
    notes = [(key, source.text) for key, source in world.sources.items() if source.kind == "note"]
    return tuple(sorted(notes, key=lambda item: _numbers(item[0])))


def directions_in_order(world: World) -> tuple[tuple[str, Direction], ...]:
    """Return everything that was asked in notes, the oldest first."""
    return tuple(sorted(world.narrative.directions.items(), key=lambda item: _numbers(item[0])))


def _numbers(key: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(key))


def _without_removed(story: Story, world: World) -> Story:
    """Return the story without the things that are in the world no more."""
    facts = story.facts
    gone = {
        e.key
        for e in facts.entities
        if not e.absent and not any(
            story.entity(key) in world.entities
            for key in (e.key, *(f"{e.key}#{n}" for n in range(2, min(e.count, 64) + 1)))
        )
    }  # fmt: skip
    if not gone:
        return story
    return replace(story, facts=without(facts, gone))


def without(facts: Facts, gone: set[str]) -> Facts:
    """Return facts in which some things, and what they do, are not said."""

    def kept(key: str) -> str:
        return "" if key in gone else key

    return replace(
        facts,
        entities=tuple(
            replace(e, held_by=kept(e.held_by)) for e in facts.entities if e.key not in gone
        ),
        actions=tuple(
            replace(
                a, object=kept(a.object), source=kept(a.source), goal=kept(a.goal),
                companion=kept(a.companion), path=kept(a.path),
            )
            for a in facts.actions
            if a.agent not in gone
        ),
        relations=tuple(r for r in facts.relations if not {r.subject, r.object} & gone),
        camera=tuple(
            replace(c, subject=kept(c.subject), object=kept(c.object)) for c in facts.camera
        ),
    )  # fmt: skip

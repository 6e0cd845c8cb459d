"""Who is in the picture: the facts' entities, counted out into single bodies, within bounds.

Keys: the first body of a fact has the fact's own key ("e1"), the others "e1#2", "e1#3" …
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.agents.spans import world_span
from groundplan.agents.sun_clock import SunSaid, sun_said
from groundplan.language.facts import EntityFact, Facts
from groundplan.world.finding import Finding

__all__ = ["MOST_IN_ALL", "MOST_OF_A_KIND", "PLACE", "CastList", "Member", "cast_list"]

MOST_OF_A_KIND: Final = 64
MOST_IN_ALL: Final = 256
"""Bodies in a world: our engineering defaults, so that any count ends in a picture."""
PLACE: Final = "place"
"""Key of the place that a setting names when no entity does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One fact and the keys of its bodies."""

    fact: EntityFact
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CastList:
    """Everyone and everything to place, in the order of mention."""

    members: tuple[Member, ...]
    findings: tuple[Finding, ...]

    def bodies(self) -> Iterator[tuple[str, EntityFact]]:
        """Yield the key and fact of every single body."""
        for member in self.members:
            for key in member.keys:
                yield key, member.fact


def cast_list(facts: Facts) -> CastList:
    """Return who is in the picture, and what was too many."""
    members: list[Member] = []
    findings: list[Finding] = []
    left, dropped = MOST_IN_ALL, 0
    clock = sun_said(facts.text)
    for fact in (*facts.entities, *_places(facts)):
        if clock is not None and fact.kind == "unknown" and _within(fact, clock):
            continue
        if fact.absent or any(member.fact.key == fact.key for member in members):
            continue
        count = min(max(1, fact.count), MOST_OF_A_KIND, left)
        if count == 0 and left == 0:
            dropped += 1
        if (count < fact.count or fact.count < 1) and dropped <= 1:
            findings.append(_capped(fact, count))
        if count:
            others = (f"{fact.key}#{number}" for number in range(2, count + 1))
            members.append(Member(fact=fact, keys=(fact.key, *others)))
        left -= count
    if dropped > 1:
        findings.append(_more_dropped(dropped - 1))
    return CastList(members=tuple(members), findings=tuple(findings))


def _within(fact: EntityFact, clock: SunSaid) -> bool:
    """Return whether words only say where and when, like a city and "21 June"."""
    return clock.span.start <= fact.span.start and fact.span.end <= clock.span.end


def _more_dropped(count: int) -> Finding:
    return Finding(
        code="casting.too-many",
        severity="error",
        message=f"{count} more are named and not placed: at most {MOST_IN_ALL} bodies can be",
        measured=float(count),
        expected=0.0,
        options=("split the brief into shots",),
    )


def _places(facts: Facts) -> Iterator[EntityFact]:
    nouns = {noun for e in facts.entities for noun in (e.noun, e.noun.rpartition(" ")[2])}
    for setting in facts.settings:
        if setting.facet == "place" and setting.value and setting.value not in nouns:
            yield EntityFact(
                key=PLACE, noun=setting.value, words=setting.value, kind="set", span=setting.span,
                role="place",
            )  # fmt: skip
            return


def _capped(fact: EntityFact, placed: int) -> Finding:
    return Finding(
        code="casting.too-many" if fact.count > placed else "casting.impossible-count",
        severity="error",
        message=(
            f'"{fact.words}": {fact.count} bodies are asked for and {placed} are placed; '
            f"at most {MOST_OF_A_KIND} of a kind and {MOST_IN_ALL} in all can be"
        ),
        measured=float(min(fact.count, 10**15)),
        expected=float(placed),
        span=world_span(fact.span),
        options=(f"ask for {max(placed, 1)}", "let a backdrop stand for the crowd"),
    )

"""Constraints between two things, independent of who solves them, and what contradicts what.

A constraint says what must hold, never how to get there: the greedy solver of this package and a
later CP-SAT one read the same list.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts, RelationFact, Span
from groundplan.world.finding import Finding

__all__ = ["INVERSE", "RELATIONS", "Link", "links_of", "stated_links"]

INVERSE: Final = {
    "left_of": "right_of", "right_of": "left_of", "in_front_of": "behind",
    "behind": "in_front_of", "above": "below", "below": "above", "on": "under", "under": "above",
    "next_to": "next_to", "inside": "around",
}  # fmt: skip
"""What holds of the object, when the relation holds of the subject."""
RELATIONS: Final = frozenset(INVERSE)
_OPPOSITE: Final = frozenset(
    {
        frozenset({"left_of", "right_of"}),
        frozenset({"in_front_of", "behind"}),
        frozenset({"above", "below"}),
        frozenset({"on", "under"}),
        frozenset({"above", "under"}),
        frozenset({"on", "below"}),
    }
)
_RANGE_M: Final = (0.0, 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`subject` stands in `relation` to `object`, perhaps at a distance between centres [m]."""

    key: str
    subject: str
    relation: str
    object: str
    span: Span
    distance_m: float | None = None
    when: Literal["always", "start", "end"] = "always"


def links_of(facts: Facts, known: Iterable[str]) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Return the constraints that can all hold, first statement first, and what clashes."""
    keys = set(known)
    kept: list[Link] = []
    findings: list[Finding] = []
    for fact in facts.relations:
        if not (fact.subject in keys and fact.object in keys) or fact.relation not in RELATIONS:
            continue
        if fact.subject == fact.object:
            continue
        link = _checked(_seen(fact), findings)
        clash = next((other for other in kept if _clashes(link, other)), None)
        if clash is None:
            kept.append(link)
        else:
            findings.append(_contradiction(facts, clash, link))
            kept += _rest(link, clash)
    return tuple(kept), tuple(findings)


def stated_links(facts: Facts, known: Iterable[str]) -> tuple[Link, ...]:
    """Return all constraints that are said, whether or not they can all hold."""
    keys = set(known)
    return tuple(
        _seen(fact)
        for fact in facts.relations
        if {fact.subject, fact.object} <= keys and fact.relation in RELATIONS
        and fact.subject != fact.object
    )  # fmt: skip


def _rest(link: Link, clash: Link) -> list[Link]:
    """Return what is left of a statement whose distance alone clashes."""
    if _directions_clash(link, clash) or link.relation == "next_to":
        return []
    return [replace(link, distance_m=None)]


def _seen(fact: RelationFact) -> Link:
    """Return the relation as the camera sees it: the own left of what faces it is mirrored."""
    relation = fact.relation
    if fact.frame == "object" and relation in {"left_of", "right_of"}:
        relation = INVERSE[relation]
    return Link(
        key=fact.key, subject=fact.subject, relation=relation, object=fact.object,
        span=fact.span, distance_m=fact.distance_m, when=fact.when,
    )  # fmt: skip


def _checked(link: Link, findings: list[Finding]) -> Link:
    value = link.distance_m
    if value is None or (math.isfinite(value) and _RANGE_M[0] < value <= _RANGE_M[1]):
        return link
    findings.append(
        Finding(
            code="quantity.impossible-distance",
            severity="error",
            message=(
                f"a distance of {value:g} m is not between {_RANGE_M[0]:g} and {_RANGE_M[1]:g} m, "
                "so it is not used"
            ),
            paths=(f"narrative/relations/{link.key}/distance_m",),
            measured=value if math.isfinite(value) else str(value),
            unit="m",
            span=world_span(link.span),
            options=("state a distance within the range",),
        )
    )
    return replace(link, distance_m=None)


def _clashes(a: Link, b: Link) -> bool:
    if {a.subject, a.object} != {b.subject, b.object} or not _at_once(a, b):
        return False
    both = a.distance_m is not None and b.distance_m is not None
    if both and not math.isclose(a.distance_m or 0.0, b.distance_m or 0.0, abs_tol=1e-3):
        return True
    return _directions_clash(a, b)


def _directions_clash(a: Link, b: Link) -> bool:
    theirs = b.relation if a.subject == b.subject else INVERSE[b.relation]
    return frozenset({a.relation, theirs}) in _OPPOSITE


def _at_once(a: Link, b: Link) -> bool:
    return "always" in (a.when, b.when) or a.when == b.when


def _contradiction(facts: Facts, first: Link, second: Link) -> Finding:
    said = [
        facts.text[link.span.start : link.span.end] or link.relation for link in (first, second)
    ]
    return Finding(
        code="layout.contradiction",
        severity="error",
        message=f'"{said[0]}" and "{said[1]}" cannot both hold; "{said[0]}" is kept',
        paths=(f"narrative/relations/{first.key}", f"narrative/relations/{second.key}"),
        measured=_words(second),
        expected=_words(first),
        span=world_span(second.span),
        options=(f'drop "{said[1]}"', f'drop "{said[0]}"', "say which one holds at the end"),
    )


def _words(link: Link) -> str:
    distance = "" if link.distance_m is None else f" at {link.distance_m:g} m"
    return f"{link.relation}{distance}"

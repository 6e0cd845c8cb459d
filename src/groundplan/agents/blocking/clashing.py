"""What several statements contradict together: found by the solver, named, and resolved.

The solver is asked only where statements form a circle or two of them clash already, so that a
plain shot never loads it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.links import Link, stated_links
from groundplan.agents.blocking.rooms.clashes import options_of, outcome_of, said_of
from groundplan.agents.blocking.rooms.cp_sat import has_solver
from groundplan.agents.blocking.rooms.explaining import Clash, explained
from groundplan.agents.blocking.rooms.problem import Kind, Problem, Rule, Unit
from groundplan.agents.blocking.rooms.running import solvable
from groundplan.agents.blocking.things import Thing
from groundplan.language.facts import Facts
from groundplan.world.finding import Finding

__all__ = ["checked"]

_KINDS: Final[Mapping[str, Kind]] = {
    "left_of": "left_of", "right_of": "right_of", "in_front_of": "in_front_of", "behind": "behind",
    "next_to": "distance",
}  # fmt: skip
_BOUND_MM: Final = 2_000_000
_STATED: Final = 100
_NUMBER: Final = 50
_MOST: Final = 4


def checked(
    facts: Facts, things: Mapping[str, Thing], *, links: tuple[Link, ...],
    findings: tuple[Finding, ...],
) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:  # fmt: skip
    """Return the constraints that can all hold, and what clashes, with options that were tried."""
    clashing = any(f.code == "layout.contradiction" for f in findings)
    if not (clashing or _in_circle(links)) or not has_solver():
        return links, findings
    said = [x for x in stated_links(facts, things) if _judged(x) and x.when != "end"]
    problem = _problem(facts, things, said)
    found = [_with_options(f, problem, said) for f in findings]
    dropped: list[Link] = []
    kept = _problem(facts, things, [x for x in links if _judged(x) and x.when != "end"])
    while len(dropped) < _MOST and not solvable(kept):
        clash = explained(kept)
        lost = next((x for x in links if clash.dropped and _path(x) == clash.dropped.path), None)
        if lost is None:
            break
        dropped.append(lost)
        found.append(_clash(kept, clash))
        links = _relaxed(links, lost, clash.amount)
        kept = _problem(facts, things, [x for x in links if _judged(x) and x.when != "end"])
    return links, tuple(found)


def _relaxed(links: tuple[Link, ...], lost: Link, amount: int | None) -> tuple[Link, ...]:
    """Return the constraints without one, or with the distance that it can have."""
    if amount is None:
        return tuple(x for x in links if x is not lost)
    nearer = replace(lost, distance_m=amount / 1000.0)
    return tuple(nearer if x is lost else x for x in links)


def _path(link: Link) -> str:
    return f"narrative/relations/{link.key}"


def _judged(link: Link) -> bool:
    """Return whether a constraint is about places on the floor that can contradict."""
    sides = link.relation in {"left_of", "right_of", "in_front_of", "behind"}
    return bool(link.key) and (sides or (link.relation == "next_to" and _number(link) is not None))


def _number(link: Link) -> int | None:
    value = link.distance_m
    good = value is not None and math.isfinite(value) and 0.0 < value <= 1000.0
    return round(1000.0 * value) if good and value is not None else None


def _in_circle(links: Sequence[Link]) -> bool:
    """Return whether constraints tie some things in more than one way."""
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    for link in links:
        if not _judged(link) or link.when == "end":
            continue
        a, b = find(link.subject), find(link.object)
        if a == b:
            return True
        root[b] = a
    return False


def _problem(facts: Facts, things: Mapping[str, Thing], links: Sequence[Link]) -> Problem:
    """Return the statements about places alone: bodies are points, which may be made smaller."""
    keys = list(dict.fromkeys(key for link in links for key in (link.subject, link.object)))
    units = tuple(
        Unit(
            name=things[key].noun, key=key, half=(50, 50), heights=(0, 0), turns=(0,), walkway=False
        )
        for key in keys
    )
    rules = tuple(_rule(facts, link, keys, number=n) for n, link in enumerate(links))
    low, high = (-_BOUND_MM, -_BOUND_MM), (_BOUND_MM, _BOUND_MM)
    return Problem(low=low, high=high, units=units, rules=rules, walled=False)


def _rule(facts: Facts, link: Link, keys: Sequence[str], *, number: int) -> Rule:
    amount = _number(link)
    said = " ".join(facts.text[link.span.start : link.span.end].split())
    far = "" if amount is None else f" at {amount / 1000:g} m"
    names = {e.key: e.noun for e in facts.entities}
    plain = f"{link.relation.replace('_', ' ')} the {names.get(link.object, '')}{far}"
    return Rule(
        kind=_KINDS[link.relation], subject=keys.index(link.subject),
        other=keys.index(link.object), amount=amount,
        words=said if len(said.split()) > 3 else plain, path=_path(link),
        cost=_STATED - number + (_NUMBER if amount is not None else 0),
    )  # fmt: skip


def _with_options(finding: Finding, problem: Problem, said: Sequence[Link]) -> Finding:
    """Return a contradiction of two statements with the options that resolve it, tried out."""
    if finding.code != "layout.contradiction":
        return finding
    pair = [n for n, link in enumerate(said) if _path(link) in finding.paths]
    if len(pair) != 2:
        return finding
    alone = replace(problem, rules=tuple(problem.rules[n] for n in pair))
    if solvable(alone):
        return finding
    options = tuple(_tried(alone))
    return replace(finding, options=options) if options else finding


def _tried(problem: Problem) -> Iterator[str]:
    yield from options_of(problem, explained(problem))
    yield "say which one holds at the end"


def _clash(problem: Problem, clash: Clash) -> Finding:
    rules = [problem.rules[int(n.partition(":")[2])] for n in clash.core if n.startswith("rule:")]
    names = [said_of(rule, problem) for rule in rules]
    lost = clash.dropped
    return Finding(
        code="layout.clash", severity="error",
        message=f"{', '.join(names[:-1])} and {names[-1]} cannot all hold; "
        f"{outcome_of(clash, problem)}",
        paths=tuple(rule.path for rule in rules), measured="" if lost is None else lost.words,
        expected="; ".join(names), options=tuple(options_of(problem, clash)),
    )  # fmt: skip

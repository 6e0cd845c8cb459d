"""What clashes in a room, by the words that said it, with what resolves it, cheapest first."""

from collections.abc import Iterator
from typing import Final

from groundplan.agents.blocking.rooms.explaining import Clash
from groundplan.agents.blocking.rooms.problem import Problem, Rule
from groundplan.agents.blocking.rooms.solver import Furnished
from groundplan.world.finding import Finding

__all__ = ["clash_findings", "options_of", "outcome_of", "said_of"]

_SAID: Final = 2
"""From above this cost on a rule was said by somebody."""


def clash_findings(problem: Problem, result: Furnished) -> tuple[Finding, ...]:
    """Return one finding for each clash of what was said; habits give way without a word."""
    return tuple(
        _finding(problem, clash)
        for clash in result.clashes
        if clash.dropped is None or clash.dropped.cost > _SAID
    )


def _finding(problem: Problem, clash: Clash) -> Finding:
    names = list(_names(problem, clash))
    rules = [r for r in _rules(problem, clash) if r.path]
    lost = clash.dropped
    hold = "cannot all hold" if len(names) > 1 else "cannot hold"
    return Finding(
        code="layout.clash",
        severity="error",
        message=f"{_listed(names)} {hold}; {outcome_of(clash, problem)}",
        paths=tuple(dict.fromkeys(r.path for r in rules)),
        measured="" if lost is None else lost.words or lost.kind,
        expected="; ".join(names),
        options=tuple(dict.fromkeys(options_of(problem, clash))),
    )


def outcome_of(clash: Clash, problem: Problem) -> str:
    """Return what is done about a clash."""
    if clash.dropped is not None and clash.amount is not None:
        return f"{said_of(clash.dropped, problem)} becomes {clash.amount / 1000:g} m"
    if clash.dropped is not None:
        return f"{said_of(clash.dropped, problem)} gives way"
    if clash.bounds is not None:
        return f"it is laid out as in a room of {_size(clash.bounds)} inside, through its walls"
    return "nothing of it can give way"


def _size(bounds: tuple[tuple[int, int], tuple[int, int]]) -> str:
    wide, deep = (h - low for low, h in zip(*bounds, strict=True))
    return f"{wide / 1000:.2f} m by {deep / 1000:.2f} m"


def _rules(problem: Problem, clash: Clash) -> list[Rule]:
    return [problem.rules[int(n.partition(":")[2])] for n in clash.core if n.startswith("rule:")]


def _names(problem: Problem, clash: Clash) -> Iterator[str]:
    for rule in _rules(problem, clash):
        yield said_of(rule, problem)
    for name in clash.core:
        kind, _, of = name.partition(":")
        if kind == "room":
            wide, deep = (h - low for low, h in zip(problem.low, problem.high, strict=True))
            unit = next(u for u in problem.units if u.name == of)
            size = f"{2 * unit.half[0] / 1000:.2f} m by {2 * unit.half[1] / 1000:.2f} m"
            room = f"{wide / 1000:.2f} m by {deep / 1000:.2f} m inside"
            yield f"the {of} ({size}) stays in the room ({room})"
        elif kind == "overlap":
            one, other = of.split(":")
            yield f"the {one} and the {other} do not stand in one another"
        elif kind == "front":
            yield f"the place before the {of} stays free"


def said_of(rule: Rule, problem: Problem) -> str:
    """Return a rule as the director said it, with what it is about."""
    name = problem.units[rule.subject].name
    if rule.kind == "fixed":
        return f"the {name} is locked where it is"
    if not rule.words:
        return f"the usual place of the {name}"
    if rule.kind == "fits_wall" and rule.amount is not None:
        wide = 2 * problem.units[rule.subject].half[0] / 1000
        return f'the {name} of {wide:g} m "{rule.words}"'
    own = rule.words if name.split()[0] in rule.words else f"{name} {rule.words}"
    return f'"{own}"'


def options_of(problem: Problem, clash: Clash) -> Iterator[str]:
    """Yield what resolves a clash, cheapest first; each was tried on the whole problem."""
    for rule, amount in clash.options:
        if amount is None:
            yield f"drop {said_of(rule, problem)}"
        else:
            yield f"let {said_of(rule, problem)} be {amount / 1000:g} m"
    if clash.bounds is not None:
        yield f"a room of {_size(clash.bounds)} inside"
    for number, wide in clash.fits:
        yield f"a {problem.units[number].name} of at most {wide / 1000:.2f} m"
    for rule in _rules(problem, clash):
        if rule.kind == "fits_wall":
            unit = problem.units[rule.subject]
            yield f"let the wall be {2 * unit.half[0] / 1000:g} m"
            yield f"a {unit.name} of at most {(rule.amount or 0) / 1000:g} m"


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

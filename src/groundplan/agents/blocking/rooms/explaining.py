"""Why a room has no solution: a smallest set of parts that clash, and what resolves it.

Source:
    Unsat cores come from a second solve without an objective, with one enforcement literal for each
    part as an assumption (google/or-tools discussion 4110); deletion makes them minimal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from groundplan.agents.blocking.rooms.cp_sat import cp_model
from groundplan.agents.blocking.rooms.model import Model
from groundplan.agents.blocking.rooms.problem import Problem, Rule
from groundplan.agents.blocking.rooms.rules import post
from groundplan.agents.blocking.rooms.running import set_limits, solvable, solved, without

__all__ = ["Clash", "explained"]

_MOST_GROWN: Final = 16_000
_NUMBERED: Final = frozenset({"distance", "left_of", "right_of", "in_front_of", "behind"})
"""Rules whose amount may be another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Rules that cannot all hold, and what gives way."""

    core: tuple[str, ...]
    """Names of the parts: `rule:N` of the problem's rules, `room:NAME`, `overlap:A:B` …"""
    dropped: Rule | None
    """What was given up; none where nothing that may give way is part of it."""
    amount: int | None = None
    """The nearest amount that it has instead, where it is not dropped as a whole [mm]."""
    bounds: tuple[tuple[int, int], tuple[int, int]] | None = None
    """Of the least room in which all of it has place, where that resolves it."""
    fits: tuple[tuple[int, int], ...] = ()
    """Units that have place when they are so wide at most: number and width [mm]."""
    options: tuple[tuple[Rule, int | None], ...] = ()
    """What resolves it, cheapest first: a rule that is dropped, or the amount that it may have."""


def explained(problem: Problem) -> Clash:
    """Return a smallest set of parts that cannot all hold, and what resolves it."""
    core = _core(problem)
    rules = [problem.rules[int(name.partition(":")[2])] for name in core if name[:5] == "rule:"]
    able = sorted((r for r in rules if r.cost > 0), key=lambda r: r.cost)
    options: list[tuple[Rule, int | None]] = []
    for rule in able:
        if rule.amount is not None and rule.kind in _NUMBERED:
            amount = _nearest(problem, rule)
            if amount is not None:
                options.append((rule, amount))
        if solvable(without(problem, rule)):
            options.append((rule, None))
    walls = [n.partition(":")[2] for n in core if n.startswith("room:")]
    best = next(iter(options), (able[0], None) if able else (None, None))
    return Clash(
        core=core, dropped=best[0], amount=best[1], options=tuple(options),
        bounds=_roomier(problem) if walls else None,
        fits=tuple(_narrower(problem, walls)) if len(core) == 1 else (),
    )  # fmt: skip


def _roomier(problem: Problem) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the bounds of the least room in which all rules hold, in steps of 0.1 m a side."""
    grown, step = 0, 1600
    while not solvable(_grown(problem, grown)):
        grown += step
        if grown > _MOST_GROWN:
            return None
    while step > 100:
        step //= 2
        if grown >= step and solvable(_grown(problem, grown - step)):
            grown -= step
    wider = _grown(problem, grown)
    return (wider.low, wider.high)


def _grown(problem: Problem, by: int) -> Problem:
    low, high = ((p[0] + s * by // 2, p[1] + s * by // 2) for s, p in
                 ((-1, problem.low), (1, problem.high)))  # fmt: skip
    return replace(problem, low=low, high=high)


def _narrower(problem: Problem, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield what would have place if it were smaller in proportion, and how wide it may be."""
    for n, unit in enumerate(problem.units):
        if unit.name not in names:
            continue
        for share in range(95, 20, -5):
            half = (unit.half[0] * share // 100, unit.half[1] * share // 100)
            units = tuple(replace(u, half=half) if u is unit else u for u in problem.units)
            if solvable(replace(problem, units=units)):
                yield (n, 2 * half[0])
                break


def _nearest(problem: Problem, rule: Rule) -> int | None:
    """Return the amount next to the stated one with which all rules hold [mm]."""
    loose = replace(rule, amount=None, kind="likes_near", cost=0)
    model = Model(replace(problem, rules=tuple(loose if r is rule else r for r in problem.rules)))
    for other in problem.rules:
        if other.hard and other is not rule:
            post(model, other, [])
    a, b = model.spots[rule.subject].rect, model.spots[rule.other].rect
    size = max(h - low for low, h in zip(problem.low, problem.high, strict=True))
    amount = model.cp.new_int_var(0, size, "amount")
    off = model.cp.new_int_var(0, size, "off")
    ways = _ways(model, rule)
    for axis, sign, here in ways:
        model.hold(sign * (b.middle[axis] - a.middle[axis]) == amount, [here])
        model.hold(a.middle[1 - axis] == b.middle[1 - axis], [here])
    model.any_of([here for _, _, here in ways], [])
    model.cp.add(off >= amount - (rule.amount or 0))
    model.cp.add(off >= (rule.amount or 0) - amount)
    model.costs[:] = [off]
    solver = solved(model, optimise=True)
    return None if solver is None else int(solver.value(amount))


def _ways(model: Model, rule: Rule) -> list[tuple[int, int, Any]]:
    """Return along which axis and to which side the distance may be, each with its truth."""
    known = {"left_of": (0, 1), "right_of": (0, -1), "behind": (1, 1), "in_front_of": (1, -1)}
    ways = [known[rule.kind]] if rule.kind in known else [(0, 1), (0, -1), (1, 1), (1, -1)]
    return [(axis, sign, model.boolean()) for axis, sign in ways]


def _core(problem: Problem) -> tuple[str, ...]:
    names = list(_assumed(problem, None) or ())
    for name in list(names):
        rest = [n for n in names if n != name]
        if _assumed(problem, rest) is not None:
            names = rest
    return tuple(names)


def _assumed(problem: Problem, names: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return a core of the named parts (None: of all); None where they can hold."""
    model = Model(replace(problem, gaps=()), explain=True)
    for number, rule in enumerate(problem.rules):
        if rule.hard:
            post(model, rule, model.switch(f"rule:{number}"))
    wanted = list(model.switches) if names is None else list(names)
    literals = {model.switches[name].index: name for name in wanted}
    model.cp.add_assumptions([model.switches[name] for name in wanted])
    cp = cp_model()
    solver = cp.CpSolver()
    set_limits(solver)
    if solver.solve(model.cp) != cp.INFEASIBLE:
        return None
    found = solver.sufficient_assumptions_for_infeasibility()
    return tuple(literals[index] for index in sorted(found) if index in literals)

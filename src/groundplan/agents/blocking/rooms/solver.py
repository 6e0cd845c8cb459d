"""Furnishes a room: the best places that hold, people who can walk there, and what gave way."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from groundplan.agents.blocking.rooms.explaining import Clash, explained
from groundplan.agents.blocking.rooms.model import Model
from groundplan.agents.blocking.rooms.problem import Place, Problem, Rule
from groundplan.agents.blocking.rooms.rules import add_tastes, order_alike, post
from groundplan.agents.blocking.rooms.running import solved, without
from groundplan.agents.blocking.rooms.walking import slits, unreached

__all__ = ["Furnished", "furnish"]

_WALKS: Final = 6
"""How often a room is solved again because somebody could not walk through it."""
_MOST_CLASHES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """Where everything stands; no places where nothing was found."""

    places: tuple[Place, ...]
    clashes: tuple[Clash, ...] = ()
    unreached: tuple[int, ...] = ()
    """Units that nobody can walk to."""


@lru_cache(maxsize=64)
def furnish(problem: Problem) -> Furnished:
    """Return where everything stands; pure: the same problem gives the same places."""
    kept, clashes = problem, list[Clash]()
    places = _optimised(kept)
    while places is None and len(clashes) < _MOST_CLASHES:
        clash = explained(kept)
        clashes.append(clash)
        if clash.dropped is not None:
            kept = _relaxed(kept, clash.dropped, clash.amount)
        elif clash.bounds is not None:
            kept = replace(kept, low=clash.bounds[0], high=clash.bounds[1])
        else:
            break
        places = _optimised(kept)
    if places is None:
        return Furnished(places=(), clashes=tuple(clashes))
    places, lost = _walkable(kept, places)
    return Furnished(places=places, clashes=tuple(clashes), unreached=lost)


def _relaxed(problem: Problem, rule: Rule, amount: int | None) -> Problem:
    """Return the problem with the amount that a rule can have, or without the rule."""
    if amount is None:
        return without(problem, rule)
    nearer = replace(rule, amount=amount)
    return replace(problem, rules=tuple(nearer if r is rule else r for r in problem.rules))


def _optimised(problem: Problem) -> tuple[Place, ...] | None:
    model = Model(problem)
    for rule in problem.rules:
        post(model, rule, [])
    add_tastes(model)
    order_alike(model)
    solver = solved(model, optimise=True)
    if solver is None:
        return None
    return tuple(
        Place(
            x=int(solver.value(spot.x)), z=int(solver.value(spot.z)),
            turn=next(k for k in range(4) if solver.value(spot.turns[k])),
        )
        for spot in model.spots
    )  # fmt: skip


def _walkable(
    problem: Problem, places: tuple[Place, ...]
) -> tuple[tuple[Place, ...], tuple[int, ...]]:
    """Return places between which people can walk, and who still cannot be reached."""
    lost = unreached(problem, places)
    for _ in range(_WALKS):
        if not lost:
            break
        more = frozenset(slits(problem, places)) - set(problem.gaps)
        if not more:
            break
        problem = replace(problem, gaps=tuple(sorted({*problem.gaps, *more})))
        found = _optimised(problem)
        if found is None:
            break
        left = unreached(problem, found)
        if len(left) <= len(lost):
            places, lost = found, left
    return places, lost

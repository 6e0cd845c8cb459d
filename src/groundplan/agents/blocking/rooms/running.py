"""One run of the solver: one worker, a fixed seed, a deterministic limit, never a clock."""

from dataclasses import replace
from typing import Any, Final

from groundplan.agents.blocking.rooms.cp_sat import cp_model
from groundplan.agents.blocking.rooms.model import Model
from groundplan.agents.blocking.rooms.problem import Problem, Rule
from groundplan.agents.blocking.rooms.rules import post

__all__ = ["set_limits", "solvable", "solved", "without"]

_SEED: Final = 7
_LIMIT: Final = 0.2
"""Deterministic time of one solve: at most about 0.8 s on a core of today."""


def solvable(problem: Problem) -> bool:
    """Return whether all rules of a problem can hold."""
    model = Model(problem)
    for rule in problem.rules:
        if rule.hard:
            post(model, rule, [])
    return solved(model) is not None


def without(problem: Problem, rule: Rule) -> Problem:
    """Return the problem with a rule that demands nothing; the others keep their numbers."""
    idle = replace(rule, kind="likes_near", cost=0)
    return replace(problem, rules=tuple(idle if r is rule else r for r in problem.rules))


def solved(model: Model, *, optimise: bool = False) -> Any:  # noqa: ANN401 - solver type
    """Return the solver with its solution; None where there is none."""
    cp = cp_model()
    if optimise:
        model.cp.minimize(sum(model.costs))
    solver = cp.CpSolver()
    set_limits(solver)
    found = solver.solve(model.cp) in {cp.OPTIMAL, cp.FEASIBLE}
    return solver if found else None


def set_limits(solver: Any) -> None:  # noqa: ANN401 - solver type
    """Make a run repeatable: the same model gives the same answer in every process."""
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.max_deterministic_time = _LIMIT

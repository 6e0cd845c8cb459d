"""Bounded least squares for many small problems at once, always the same number of steps.

Source:
    Levenberg (1944) and Marquardt (1963): (J'J + lambda I) step = -J'r, lambda smaller after a step
    that helps and larger after one that does not. Bounds hold by clipping. No clock, no random
    number: the same start gives the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

__all__ = ["Problem", "Settled", "settle"]

_DAMPING: Final = 1e-1
_EASED, _STIFFENED = 0.1, 20.0
_LEAST_DAMPING, _MOST_DAMPING = 1e-12, 1e8
_DIFFERENCE: Final = 1e-6
"""Step of the numeric derivative, in units of the scales."""
_REGULAR: Final = 1e-12
"""Of the trace, added to keep the system solvable where a direction changes nothing."""
_NOTHING: Final = 1e-20
"""A cost that is as good as 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """What is minimised: the squares of residuals of some numbers within bounds."""

    residuals: Callable[
        [Float[np.ndarray, "row number"], Int[np.ndarray, " row"]],
        Float[np.ndarray, "row residual"],
    ]
    """Of rows of numbers, each with the index of the problem that it belongs to."""
    low: Float[np.ndarray, "problem number"]
    high: Float[np.ndarray, "problem number"]
    scales: Float[np.ndarray, " number"]
    """How far each number may well go: what makes steps of different units comparable."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """Where the search ended."""

    numbers: Float[np.ndarray, "problem number"]
    cost: Float[np.ndarray, " problem"]
    """Half the sum of squares of the residuals."""


def settle(
    problem: Problem, start: Float[np.ndarray, "problem number"], *, steps: int, still: float = 1e-9
) -> Settled:
    """Return the numbers after at most `steps` steps from a start, for each problem.

    Steps shorter than `still`, in units of the scales, end the search.
    """
    numbers = np.clip(start, problem.low, problem.high)
    owners = np.arange(len(numbers), dtype=np.int64)
    residuals = problem.residuals(numbers, owners)
    cost = _cost(residuals)
    damping = np.full(len(numbers), _DAMPING)
    for _ in range(steps):
        slopes = _derivatives(problem, numbers, residuals)
        step = _step(problem, slopes, residuals, damping=damping, numbers=numbers)
        tried = np.clip(numbers + step, problem.low, problem.high)
        found = problem.residuals(tried, owners)
        new = _cost(found)
        better = new < cost
        moved = np.abs((tried - numbers) / problem.scales).max(axis=1)
        numbers = np.where(better[:, None], tried, numbers)
        residuals = np.where(better[:, None], found, residuals)
        cost = np.where(better, new, cost)
        damping = np.clip(
            damping * np.where(better, _EASED, _STIFFENED), _LEAST_DAMPING, _MOST_DAMPING
        )
        if bool(np.all((moved < still) | (cost < _NOTHING))):
            break
    return Settled(numbers=numbers, cost=cost)


def _cost(residuals: Float[np.ndarray, "row residual"]) -> Float[np.ndarray, " row"]:
    return 0.5 * (residuals * residuals).sum(axis=1)


def _derivatives(
    problem: Problem,
    numbers: Float[np.ndarray, "problem number"],
    residuals: Float[np.ndarray, "problem residual"],
) -> Float[np.ndarray, "problem residual number"]:
    """Return how residuals change per unit of the scaled numbers; 0 for numbers that are held."""
    count, width = numbers.shape
    free = np.flatnonzero(np.any(problem.high > problem.low, axis=0))
    inside = numbers + _DIFFERENCE * problem.scales <= problem.high
    signs = np.where(inside, 1.0, -1.0)[:, free]
    rows = np.repeat(numbers[:, None], len(free), axis=1)
    rows[:, np.arange(len(free)), free] += signs * _DIFFERENCE * problem.scales[free]
    owners = np.repeat(np.arange(count, dtype=np.int64), len(free))
    moved = problem.residuals(rows.reshape(-1, width), owners).reshape(count, len(free), -1)
    slopes = np.zeros((count, residuals.shape[1], width))
    change = (moved - residuals[:, None]) / (signs[:, :, None] * _DIFFERENCE)
    slopes[:, :, free] = np.swapaxes(change, 1, 2)
    slopes *= (problem.high > problem.low)[:, None]
    return slopes


def _step(
    problem: Problem,
    slopes: Float[np.ndarray, "problem residual number"],
    residuals: Float[np.ndarray, "problem residual"],
    *,
    damping: Float[np.ndarray, " problem"],
    numbers: Float[np.ndarray, "problem number"],
) -> Float[np.ndarray, "problem number"]:
    """Return the damped step; a number at its bound that would leave it is held."""
    downhill = -np.einsum("prn,pr->pn", slopes, residuals)
    held = ((numbers <= problem.low) & (downhill < 0.0)) | (
        (numbers >= problem.high) & (downhill > 0.0)
    )
    slopes = np.where(held[:, None], 0.0, slopes)
    downhill = np.where(held, 0.0, downhill)
    normal = np.einsum("prn,prm->pnm", slopes, slopes)
    diagonal = np.arange(normal.shape[1], dtype=np.int64)
    trace = normal[:, diagonal, diagonal].sum(axis=1, keepdims=True)
    normal[:, diagonal, diagonal] += damping[:, None] + _REGULAR * trace
    step = np.asarray(np.linalg.solve(normal, downhill[:, :, None]), dtype=np.float64)
    return step[:, :, 0] * problem.scales

"""The camera over time: a still one where that does, turned where not, and taken along at last."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.measures import Seen, measured
from groundplan.agents.camera.solving.search import Bounds, refined
from groundplan.agents.camera.solving.solved import Held

__all__ = ["active", "followed", "summed"]

_NEAR: Final = 5
"""Steps of a search that starts close to its end."""


def active(floor: Floor, ask: Ask) -> Bool[np.ndarray, " time"]:
    """Return at which of the floor's times a constraint counts: at least at the nearest."""
    inside = (floor.times >= ask.first) & (floor.times <= ask.last)
    if not inside.any():
        inside[int(np.argmin(np.abs(floor.times - ask.first)))] = True
    return inside


def summed(
    floor: Floor, asks: Sequence[Ask], numbers: Float[np.ndarray, "time 7"]
) -> tuple[Held, ...]:
    """Return what a camera over the floor's times makes of each constraint: at its worst."""
    seen = Seen.by(floor, numbers, np.arange(len(floor.times)))
    found: list[Held] = []
    for ask in asks:
        values = measured(seen, ask)[active(floor, ask)].tolist()
        worst = max(values, key=ask.excess)
        share = sum(ask.holds(v) for v in values) / len(values)
        found.append(Held(ask=ask, value=float(worst), share=share))
    return tuple(found)


def followed(
    floor: Floor, asks: Sequence[Ask], *, reference: Float[np.ndarray, " 7"], row: int, main: str,
    bounds: Bounds,
) -> Float[np.ndarray, "time 7"]:  # fmt: skip
    """Return the camera at all times of a floor whose bodies move.

    It stands still where that meets all that must hold, else it turns, else it goes along.
    `reference`: the camera at one of the times, `row`.
    """
    still = np.tile(reference, (len(floor.times), 1))
    if _right(floor, asks, still):
        return still
    low, high = bounds.low.copy(), bounds.high.copy()
    low[:3], high[:3] = reference[:3], reference[:3]
    turned = _solved(floor, asks, still, bounds=Bounds(low=low, high=high))
    if _right(floor, asks, turned):
        return turned
    along = still.copy()
    body = floor.bodies[main]
    mark = body.mark(body.main)
    along[:, :3] += mark - mark[row]
    return _solved(floor, asks, along, bounds=bounds)


def _right(floor: Floor, asks: Sequence[Ask], numbers: Float[np.ndarray, "time 7"]) -> bool:
    return all(held.holds for held in summed(floor, asks, numbers) if held.ask.must)


def _solved(
    floor: Floor, asks: Sequence[Ask], starts: Float[np.ndarray, "time 7"], *, bounds: Bounds
) -> Float[np.ndarray, "time 7"]:
    """Return the camera solved at every time by what counts then; between, on the way over."""
    counts = np.stack([active(floor, ask) for ask in asks], axis=1)
    said = counts[:, [not a.implied for a in asks]].any(axis=1)
    numbers = starts.copy()
    for pattern in np.unique(counts[said], axis=0):
        rows = np.flatnonzero(said & (counts == pattern).all(axis=1))
        own = [ask for ask, counted in zip(asks, pattern, strict=True) if counted]
        numbers[rows] = refined(floor, own, starts[rows], bounds=bounds, rows=rows, coarse=_NEAR)
    known = np.flatnonzero(said)
    if len(known) and len(known) < len(numbers):
        for column in range(numbers.shape[1]):
            numbers[:, column] = np.interp(floor.times, floor.times[known], numbers[known, column])
    return numbers

"""The camera that meets constraints best: fixed starts, bounded least squares, the best of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from groundplan.agents.camera.solving.asks import KINDS, Ask
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.measures import Seen, measured
from groundplan.geometry.composition.least_squares import Problem, settle
from groundplan.geometry.composition.views import FOCAL, PITCH, ROLL, YAW

__all__ = ["Bounds", "Found", "best_at", "judged", "refined"]

_SHOULD: Final = 0.05
_WISH: Final = 0.02
_ANCHOR: Final = 0.004
"""Weights beside those of a must."""
_COARSE: Final = 12
_FINE: Final = 8
"""Steps of the search with and without wishes."""
_TRIED: Final = 3
"""Starts that are followed to the end."""
_STEPPED: Final = frozenset({"unoccluded", "visible"})
"""Kinds that jump: they choose between starts, and steer no step."""
_RARE: Final = frozenset({"clearance", "barrier"})
"""Kinds that seldom steer: they are looked at in the end, and searched with where they fail."""
_PLACED: Final = frozenset({"screen_x", "screen_y", "screen_height", "headroom", "lead_room"})
_AHEAD_M: Final = 0.03
"""What has a place in the frame is at least so far before the lens."""
_SCALES: Final = np.array([0.5, 0.5, 0.5, 0.2, 0.2, 0.2, 0.3])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bounds:
    """Within what camera numbers may be."""

    low: Float[np.ndarray, " number"]
    high: Float[np.ndarray, " number"]

    @classmethod
    def of(
        cls, *, focals_mm: tuple[float, float], roll: tuple[float, float],
        place: tuple[float, float, float] | None = None,
    ) -> "Bounds":  # fmt: skip
        """Return the bounds of a lens or a range of them; `place` pins the camera there."""
        low = np.array([-1e4, -1e4, -1e4, -20.0, -1.55, roll[0], math.log(focals_mm[0])])
        high = np.array([1e4, 1e4, 1e4, 20.0, 1.55, roll[1], math.log(focals_mm[1])])
        if place is not None:
            low[:3] = high[:3] = place
        return cls(low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A camera at one time, and what it makes of each constraint."""

    numbers: Float[np.ndarray, " number"]
    values: tuple[float, ...]
    """In the order of the constraints."""
    broken: tuple[int, ...]
    """Of the constraints that must hold, which do not."""
    cost: float


def best_at(
    floor: Floor, asks: Sequence[Ask], starts: Float[np.ndarray, "start 7"], *, bounds: Bounds,
    row: int,
) -> Found:  # fmt: skip
    """Return the best camera at one of the floor's times."""
    starts = np.clip(starts, bounds.low, bounds.high)
    rows = np.full(len(starts), row)
    order = _ranked(floor, asks, starts, rows=rows)[:_TRIED]
    rarely = [ask for ask in asks if ask.kind not in _RARE]
    best: Found | None = None
    for steering in (rarely, asks) if len(rarely) < len(asks) else (asks,):
        numbers = refined(floor, steering, starts[order], bounds=bounds, rows=rows[order])
        found = judged(floor, asks, numbers, rows=rows[order])
        tried = min(found, key=lambda f: (len(f.broken), round(f.cost, 6)))
        if best is None or len(tried.broken) < len(best.broken):
            best = tried
        if not any(asks[k].kind in _RARE for k in best.broken):
            break
    assert best is not None  # noqa: S101  (there is always something to steer by)
    return best


def refined(
    floor: Floor, asks: Sequence[Ask], starts: Float[np.ndarray, "start 7"], *, bounds: Bounds,
    rows: Int[np.ndarray, " start"], coarse: int = _COARSE,
) -> Float[np.ndarray, "start 7"]:  # fmt: skip
    """Return the cameras that a search from some starts ends at: wishes first, then exactly."""
    low, high = (np.tile(b, (len(starts), 1)) for b in (bounds.low, bounds.high))

    def wished(
        numbers: Float[np.ndarray, "row 7"], owners: Int[np.ndarray, " row"]
    ) -> Float[np.ndarray, "row residual"]:
        seen = Seen.by(floor, numbers, rows[owners])
        drift = _ANCHOR * (numbers - starts[owners]) / _SCALES
        return np.concatenate([_residuals(seen, asks, wishes=True), drift], axis=1)

    def exact(
        numbers: Float[np.ndarray, "row 7"], owners: Int[np.ndarray, " row"]
    ) -> Float[np.ndarray, "row residual"]:
        return _residuals(Seen.by(floor, numbers, rows[owners]), asks, wishes=False)

    first = settle(
        Problem(residuals=wished, low=low, high=high, scales=_SCALES),
        starts,
        steps=coarse,
        still=1e-4,
    )
    last = settle(
        Problem(residuals=exact, low=low, high=high, scales=_SCALES), first.numbers, steps=_FINE
    )
    return last.numbers


def judged(
    floor: Floor, asks: Sequence[Ask], numbers: Float[np.ndarray, "view 7"], *,
    rows: Int[np.ndarray, " view"],
) -> list[Found]:  # fmt: skip
    """Return what cameras make of all constraints."""
    seen = Seen.by(floor, numbers, rows)
    values = (
        np.stack([measured(seen, ask) for ask in asks], axis=1)
        if asks
        else np.zeros((len(numbers), 0))
    )
    ahead = _ahead(seen, asks)
    found: list[Found] = []
    for view, own, before in zip(numbers, values.tolist(), ahead.tolist(), strict=True):
        broken = tuple(
            k for k, (ask, value) in enumerate(zip(asks, own, strict=True))
            if ask.must and not (before[k] and ask.holds(value))
        )  # fmt: skip
        cost = sum(_cost(ask, value) for ask, value in zip(asks, own, strict=True))
        found.append(Found(numbers=view, values=tuple(own), broken=broken, cost=cost))
    return found


def _ahead(seen: Seen, asks: Sequence[Ask]) -> Bool[np.ndarray, "view ask"]:
    """Return of which constraints the subject is before the lens, all of it if all is placed."""
    found = np.ones((len(seen.numbers), len(asks)), dtype=np.bool_)
    depths = dict[tuple[str, bool], Float[np.ndarray, " view"]]()
    for k, ask in enumerate(asks):
        if ask.kind not in _PLACED or not ask.must:
            continue
        body = seen.body(ask.subject)
        whole = ask.part == "body" or not body.head.any()
        if (ask.subject, whole) not in depths:
            points = body.points if whole else body.mark(body.main)[:, None]
            points = points if len(points) == 1 else points[seen.rows]
            depths[ask.subject, whole] = seen.views.depths(points).min(axis=1)
        found[:, k] = depths[ask.subject, whole] > _AHEAD_M
    return found


def _cost(ask: Ask, value: float) -> float:
    scale = KINDS[ask.kind].scale
    weight = 1.0 if ask.must else _SHOULD
    cost = (weight * ask.excess(value) / scale) ** 2
    if ask.wish is not None:
        cost += (_WISH * (value - ask.wish) / KINDS[ask.kind].wish) ** 2
    return cost


def _ranked(
    floor: Floor, asks: Sequence[Ask], starts: Float[np.ndarray, "start 7"], *,
    rows: Int[np.ndarray, " start"],
) -> list[int]:  # fmt: skip
    """Return starts, the most promising first: what jumps counts most, then all excess."""
    found = judged(floor, asks, starts, rows=rows)

    def key(index: int) -> tuple[int, float, int]:
        own = found[index]
        jumps = sum(1 for k in own.broken if asks[k].kind in _STEPPED)
        capped = sum(min(_cost(a, v), 1e4) for a, v in zip(asks, own.values, strict=True))
        return jumps, round(capped, 6), index

    return sorted(range(len(starts)), key=key)


def _residuals(
    seen: Seen, asks: Sequence[Ask], *, wishes: bool
) -> Float[np.ndarray, "view residual"]:
    columns: list[Float[np.ndarray, " view"]] = []
    for ask in asks:
        if ask.kind in _STEPPED or not (ask.must or wishes):
            continue
        value = measured(seen, ask)
        scale = KINDS[ask.kind].scale
        weight = 1.0 if ask.must else _SHOULD
        outside = np.maximum(value - ask.high, 0.0) - np.maximum(ask.low - value, 0.0)
        columns.append(weight * outside / scale)
        if wishes and ask.wish is not None:
            columns.append(_WISH * (value - ask.wish) / KINDS[ask.kind].wish)
    if not columns:
        return np.zeros((len(seen.numbers), 1))
    return np.stack(columns, axis=1)


def start_row(
    position: Float[np.ndarray, " 3"], *, yaw: float, pitch: float, focal_mm: float,
    roll: float = 0.0,
) -> Float[np.ndarray, " 7"]:  # fmt: skip
    """Return a row of camera numbers."""
    row = np.zeros(7)
    row[:3], row[YAW], row[PITCH], row[ROLL] = position, yaw, pitch, roll
    row[FOCAL] = math.log(focal_mm)
    return row

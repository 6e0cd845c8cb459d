"""Keyed curves of numbers over time: hold, linear and weighted bezier, exact at every key.

Times may be in any unit; values are vectors of any length. Vectorised over query times.
A handle is an offset (dt, dv...) from its key. A handle longer in time than its segment is cut to
it, keeping its slope: so time never runs backwards and each time has one value.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import Float, Int

from groundplan.errors import InputError

__all__ = ["Extrapolation", "Interpolation", "Keys", "evaluate", "smooth_handles"]

Interpolation = Literal["hold", "linear", "bezier"]
Extrapolation = Literal["hold", "linear", "cycle"]
"""Outside the keys: hold the end, go on at its speed, or repeat what lies between the ends."""

_SOLVER_STEPS: Final = 64
_SOLVER_TOLERANCE: Final = 1e-15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keys:
    """Keys in order of time, each with how it goes on to the next.

    Raises:
        InputError: No key, times that do not increase, values that are not finite, or handles that
            point the wrong way.
    """

    times: Float[np.ndarray, " key"]
    values: Float[np.ndarray, "key dim"]
    interpolation: tuple[Interpolation, ...]
    """One per key; that of the last key is not used."""
    out_handles: Float[np.ndarray, "key handle"] | None = None
    """Offset (dt >= 0, dv...) of the handle after each key; not given: smooth."""
    in_handles: Float[np.ndarray, "key handle"] | None = None
    """Offset (dt <= 0, dv...) of the handle before each key; not given: smooth."""
    before: Extrapolation = "hold"
    after: Extrapolation = "hold"

    def __post_init__(self) -> None:
        if not (len(self.times) == len(self.values) == len(self.interpolation) > 0):
            raise InputError(
                f"{len(self.times)} times, {len(self.values)} values and "
                f"{len(self.interpolation)} interpolations make no curve",
                "give at least one key, and one of each per key",
            )
        if not (np.all(np.isfinite(self.times)) and np.all(np.isfinite(self.values))):
            raise InputError("a key holds a number that is not finite", "give finite numbers")
        if not np.all(np.diff(self.times) > 0.0):
            raise InputError("key times do not increase", "give each time once, in order")
        for handles, sign in ((self.out_handles, 1.0), (self.in_handles, -1.0)):
            if handles is not None:
                self._check_handles(handles, sign=sign)

    def _check_handles(self, handles: Float[np.ndarray, "key handle"], *, sign: float) -> None:
        if handles.shape != (len(self.times), 1 + self.values.shape[1]):
            raise InputError(
                f"handles have shape {handles.shape}", "give (dt, one dv per component) per key"
            )
        if not (np.all(np.isfinite(handles)) and np.all(sign * handles[:, 0] >= 0.0)):
            raise InputError(
                "a handle points the wrong way in time",
                "give dt >= 0 after a key and dt <= 0 before it",
            )


def evaluate(keys: Keys, at: Float[np.ndarray, " query"]) -> Float[np.ndarray, "query dim"]:
    """Return the values of the curve at the times `at`."""
    first, last = keys.times[0], keys.times[-1]
    if len(keys.times) == 1:
        return np.repeat(keys.values, len(at), axis=0)
    inside = np.clip(_wrapped(keys, at), first, last)
    index = np.clip(np.searchsorted(keys.times, inside, side="right") - 1, 0, len(keys.times) - 2)
    controls = _controls(keys)
    values = _inside(keys, controls[index], inside=inside, index=index)
    values = np.where((inside == last)[:, None], keys.values[-1], values)
    if keys.before == "linear":
        slope = _slope(keys, controls[0], segment=0)
        values = values + np.where(at < first, at - first, 0.0)[:, None] * slope
    if keys.after == "linear":
        slope = _slope(keys, controls[-1, ::-1], segment=len(keys.times) - 2)
        values = values + np.where(at > last, at - last, 0.0)[:, None] * slope
    return values


def smooth_handles(
    times: Float[np.ndarray, " key"], values: Float[np.ndarray, "key dim"]
) -> tuple[Float[np.ndarray, "key handle"], Float[np.ndarray, "key handle"]]:
    """Return in and out handles (dt, dv...) that make the speed continuous at every key.

    The slope at a key is that between its neighbours (Catmull-Rom), 0 where the component turns
    round and at both ends; a handle covers a third of its segment.
    """
    slope = np.zeros_like(values)
    steps = np.diff(times)
    if len(times) > 2:
        slope[1:-1] = (values[2:] - values[:-2]) / (times[2:] - times[:-2])[:, None]
        moves = np.diff(values, axis=0)
        # An extreme of the keys stays an extreme of the curve: no overshoot.
        slope[1:-1] = np.where(moves[1:] * moves[:-1] <= 0.0, 0.0, slope[1:-1])
    dt_in = -np.concatenate([np.zeros(1), steps])[: len(times)] / 3.0
    dt_out = np.concatenate([steps, np.zeros(1)])[: len(times)] / 3.0
    return (
        np.column_stack([dt_in, slope * dt_in[:, None]]),
        np.column_stack([dt_out, slope * dt_out[:, None]]),
    )


def _wrapped(keys: Keys, at: Float[np.ndarray, " query"]) -> Float[np.ndarray, " query"]:
    """Return times with those outside a cycling end brought back between the keys."""
    first, last = keys.times[0], keys.times[-1]
    cycled = first + np.mod(at - first, last - first)
    outside = ((at < first) & (keys.before == "cycle")) | ((at > last) & (keys.after == "cycle"))
    return np.where(outside, cycled, at)


def _controls(keys: Keys) -> Float[np.ndarray, "segment 4 handle"]:
    """Return the four bezier points (t, v...) of every segment."""
    smooth_in, smooth_out = smooth_handles(keys.times, keys.values)
    out_handles = smooth_out if keys.out_handles is None else keys.out_handles
    in_handles = smooth_in if keys.in_handles is None else keys.in_handles
    points = np.column_stack([keys.times, keys.values])
    length = np.diff(keys.times)
    return np.stack(
        [
            points[:-1],
            points[:-1] + _shortened(out_handles[:-1], length),
            points[1:] + _shortened(in_handles[1:], length),
            points[1:],
        ],
        axis=1,
    )


def _shortened(
    handles: Float[np.ndarray, "segment handle"], length: Float[np.ndarray, " segment"]
) -> Float[np.ndarray, "segment handle"]:
    reach = np.abs(handles[:, 0])
    return handles * np.where(reach > length, length / np.maximum(reach, length), 1.0)[:, None]


def _inside(
    keys: Keys,
    controls: Float[np.ndarray, "query 4 handle"],
    *,
    inside: Float[np.ndarray, " query"],
    index: Int[np.ndarray, " query"],
) -> Float[np.ndarray, "query dim"]:
    """Return values at times between the first and the last key."""
    kind = np.array(keys.interpolation)[index]
    start, end = keys.values[index], keys.values[index + 1]
    span = keys.times[index + 1] - keys.times[index]
    fraction = (inside - keys.times[index]) / span
    values = np.where((kind == "hold")[:, None], start, start + fraction[:, None] * (end - start))
    curved = kind == "bezier"
    if np.any(curved):
        times = (controls[curved, :, 0] - keys.times[index[curved], None]) / span[curved, None]
        u = _solve_time(times, fraction[curved])[:, None]
        p0, p1, p2, p3 = np.moveaxis(controls[curved, :, 1:], 1, 0)
        v = 1.0 - u
        bent = v**3 * p0 + 3.0 * v * v * u * p1 + 3.0 * v * u * u * p2 + u**3 * p3
        values[curved] = bent
    return values


def _solve_time(
    times: Float[np.ndarray, "query 4"], target: Float[np.ndarray, " query"]
) -> Float[np.ndarray, " query"]:
    """Return u in 0..1 where the time of the bezier (0, t1, t2, 1) is `target`.

    Newton's method inside a shrinking bracket, halved where a step would leave it; the time of a
    segment never falls, because both inner points lie within it. A query that has converged rests,
    so that its answer does not depend on the others.
    """
    t1, t2 = times[:, 1], times[:, 2]
    a, b, c = 1.0 + 3.0 * (t1 - t2), 3.0 * (t2 - 2.0 * t1), 3.0 * t1
    low, high, u = np.zeros_like(target), np.ones_like(target), target.copy()
    for _ in range(_SOLVER_STEPS):
        error = ((a * u + b) * u + c) * u - target
        done = np.abs(error) <= _SOLVER_TOLERANCE
        if np.all(done):
            break
        low, high = np.where(error < 0.0, u, low), np.where(error > 0.0, u, high)
        slope = (3.0 * a * u + 2.0 * b) * u + c
        step = u - error / np.where(slope > 1e-9, slope, 1.0)
        good = (slope > 1e-9) & (step >= low) & (step <= high)
        u = np.where(done, u, np.where(good, step, 0.5 * (low + high)))
    return u


def _slope(
    keys: Keys, controls: Float[np.ndarray, "4 handle"], *, segment: int
) -> Float[np.ndarray, " dim"]:
    """Return the speed at the end of a segment at which `controls` starts."""
    kind = keys.interpolation[segment]
    if kind == "hold":
        return np.zeros_like(keys.values[0])
    # A handle of no length in time leaves the next point to say where the curve goes.
    others = controls[1:] if kind == "bezier" else controls[3:]
    offsets = others - controls[0]
    elsewhere = int(np.flatnonzero(offsets[:, 0])[0])
    return offsets[elsewhere, 1:] / offsets[elsewhere, 0]

"""How far a gait has got along a way: its phase, with the steps that stops, starts and turns take.

The phase is driven by the distance that the root covers, so that a planted foot stands still in the
world at any speed, also while speeding up and slowing down. Where the root stands, the phase runs
on for the steps that bring every foot under it, and where it turns, for the steps of the turn.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.gaits import Gait, stride_m, strides_m
from groundplan.motion.path import GroundPath
from groundplan.motion.physics.port import GRAVITY_MPS2

__all__ = ["Stride", "stride_of"]

_AFTER_STEP: Final = 0.02
_TURN_RAD: Final = 0.5 * math.pi
"""What a stride turns on the spot, 45 degrees a step: our engineering default."""
_SLOW: Final = 0.3
"""Below this part of the cruising speed strides get no shorter, and turns take steps of their own.
"""
_PAUSE_S: Final = 0.25
"""A shorter stand-still is part of a step."""
_STILL_RATE: Final = 1e-6
"""Strides per sample below which nothing moves."""
_STEP_RATE: Final = 0.27
"""Strides per second on the spot, in sqrt(g / h): 0.9 for a leg of 0.9 m, our default."""
_SEARCH: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stride:
    """The phase of a gait along a path."""

    gait: Gait
    path: GroundPath
    phase: Float[np.ndarray, " sample"]
    """At the path's samples, in strides."""
    duty: float
    length: float
    """Of a stride at cruising speed [m]."""

    def time_at(self, phase: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
        """Return when the root has a phase [s]; the ends of the path outside it."""
        # A standing root keeps its phase: strictly growing values make the lookup well defined.
        grown = self.phase + 1e-10 * np.arange(len(self.phase))
        return np.interp(phase, grown, self.path.times)

    @property
    def first(self) -> float:
        """Return the phase at which the root starts to move."""
        moved = np.flatnonzero(np.diff(self.phase) > _STILL_RATE)
        return float(self.phase[moved[0] if len(moved) else 0])


def stride_of(path: GroundPath, gait: Gait, *, leg_m: float, lead: float = 0.0) -> Stride:
    """Return the phase along a path for a hip height [m]; `lead` is that of its first move."""
    if gait.name == "stairs" and len(path.stations) > 2:
        return _stride_by_stations(path, gait, leg_m=leg_m)
    legs = len(gait.touchdown)
    length = stride_m(path.cruise, leg_m, legs=legs)
    duty = min(gait.duty, 1.15 * leg_m / length)
    each = strides_m(np.maximum(path.speed, _SLOW * path.cruise), leg_m, legs=legs)
    gained = np.diff(path.way) / (0.5 * (each[1:] + each[:-1])) + _turned(path)
    phase = _with_steps(path, gained, gait=gait, duty=duty, lead=lead,
                        cadence=_cadence(path, length, leg_m))  # fmt: skip
    return Stride(gait=gait, path=path, phase=phase, duty=duty, length=length)


def _cadence(path: GroundPath, length: float, leg_m: float) -> float:
    """Return the strides per second of steps on the spot."""
    own = _STEP_RATE * math.sqrt(GRAVITY_MPS2 / max(leg_m, 1e-3))
    return max(path.cruise / max(length, 1e-6), own)


def _turned(path: GroundPath) -> Float[np.ndarray, " step"]:
    """Return the strides that turns on the spot take between samples."""
    speed = 0.5 * (path.speed[1:] + path.speed[:-1])
    still = np.clip(1.0 - speed / max(_SLOW * path.cruise, 0.05), 0.0, 1.0)
    return np.abs(np.diff(path.headings)) / _TURN_RAD * still


def _stride_by_stations(path: GroundPath, gait: Gait, *, leg_m: float) -> Stride:
    """Return the phase of who sets one foot on each station of its way, in turns."""
    first, second = sorted(gait.touchdown)[:2]
    beats = first + (second - first) * np.arange(len(path.stations)) + 0.5 * gait.duty
    phase = np.interp(path.way, path.stations, beats)
    length = 2.0 * float(np.mean(np.diff(path.stations)))
    phase = _with_steps(path, np.diff(phase), gait=gait, duty=gait.duty, lead=float(beats[0]),
                        cadence=_cadence(path, length, leg_m))  # fmt: skip
    return Stride(gait=gait, path=path, phase=phase, duty=gait.duty, length=length)


def _with_steps(
    path: GroundPath, gained: Float[np.ndarray, " step"], *, gait: Gait, duty: float,
    lead: float, cadence: float,
) -> Float[np.ndarray, " sample"]:  # fmt: skip
    """Return the phase, running on where the root stands; `lead` is that of its first move."""
    pauses = list(_pauses(gained, step_s=float(path.times[1] - path.times[0])))
    phase = lead + np.concatenate([[0.0], np.cumsum(gained)])
    last = len(path.times) - 1
    for first, end in pauses:
        if first == 0 and end == last:
            return phase
        settle = 0.0 if first == 0 else _settling(phase[first], gait, duty)
        rise = 0.0
        if first == 0 and not path.rolling_start:
            rise = _leaving(phase[end], gait, duty)
            phase[: end + 1] -= rise
        elif first > 0 and end < last:
            rise = _rest_before_leaving(phase[first] + settle, gait, duty)
        run = slice(first, end + 1)
        span = max(float(path.times[end] - path.times[first]), 1e-6)
        rate = max(cadence, (settle + rise) / span)
        since = path.times[run] - path.times[first]
        until = path.times[end] - path.times[run]
        phase[run] += np.clip(since * rate, 0.0, settle) + np.clip(rise - until * rate, 0.0, rise)
        phase[end + 1 :] += settle + (rise if first > 0 else 0.0)
    return phase


def _pauses(gained: Float[np.ndarray, " step"], *, step_s: float) -> Iterable[tuple[int, int]]:
    """Return the first and last samples between which nothing moves; both ends always count."""
    still = np.concatenate([[False], gained <= _STILL_RATE, [False]])
    edges = np.flatnonzero(np.diff(still.astype(np.int64)))
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if first == 0 or end == len(gained) or (end - first) * step_s >= _PAUSE_S:
            yield first, end


def _settling(phase: float, gait: Gait, duty: float) -> float:
    """Return what the phase runs on so that every foot has come down under the root."""
    downs = [math.ceil(phase - o - 0.5 * duty) + o for o in gait.touchdown]
    return max(max(downs) + _AFTER_STEP - phase, 0.0)


def _leaving(phase: float, gait: Gait, duty: float) -> float:
    """Return what the phase runs before a start, so that no foot lifts before it is time."""
    lifts = [math.floor(phase - o - 0.5 * duty) + o + duty for o in gait.touchdown]
    return max(phase - min(lifts) + _AFTER_STEP, 0.0)


def _rest_before_leaving(phase: float, gait: Gait, duty: float) -> float:
    """Return the least phase after which the root may start again."""
    for step in range(round(2.0 / _SEARCH)):
        if step * _SEARCH >= _leaving(phase + step * _SEARCH, gait, duty):
            return step * _SEARCH
    return 1.0

"""Where feet are: planted while they bear weight, carried from plant to plant between.

The phase of a gait is driven by the distance that the root covers, so that a planted foot stands
still in the world at any speed, also while speeding up and slowing down.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.motion.gaits import Gait, stride_m, strides_m
from groundplan.motion.path import GroundPath

__all__ = ["Feet", "Stride", "feet_at", "stride_of"]

_AFTER_STEP: Final = 0.02


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

    def way_at(self, phase: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
        """Return the distance at which the root has a phase; goes on before a rolling start [m]."""
        first, last = self.bounds
        inside = np.interp(phase, self.phase, self.path.way)
        way = np.where(phase >= last, self.path.length, np.where(phase <= first, 0.0, inside))
        if self.path.rolling_start:
            way = np.where(phase < first, (phase - first) * self.length, way)
        return way

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the phases at which the root starts and stops moving."""
        moved = np.nonzero(np.diff(self.path.way) > 1e-9)[0]
        if len(moved) == 0:
            return float(self.phase[0]), float(self.phase[0])
        return float(self.phase[moved[0]]), float(self.phase[moved[-1] + 1])


def stride_of(path: GroundPath, gait: Gait, *, leg_m: float) -> Stride:
    """Return the phase along a path for a hip height [m].

    Where the root stands before or after moving, the phase runs on for the steps that bring every
    foot under it.
    """
    if gait.name == "stairs" and len(path.stations) > 2:
        return _stride_by_stations(path, gait)
    length = stride_m(path.cruise, leg_m)
    duty = min(gait.duty, 1.15 * leg_m / length)
    each = strides_m(np.maximum(path.speed, 0.3 * path.cruise), leg_m)
    gained = np.diff(path.way) / (0.5 * (each[1:] + each[:-1]))
    phase = np.concatenate([[0.0], np.cumsum(gained)])
    moved = np.nonzero(np.diff(path.way) > 1e-9)[0]
    if len(moved):
        phase = _with_steps(phase, path, gait=gait, duty=duty, ends=(int(moved[0]),
            int(moved[-1]) + 1),
                            cadence=path.cruise / length)  # fmt: skip
    return Stride(gait=gait, path=path, phase=phase, duty=duty, length=length)


def _stride_by_stations(path: GroundPath, gait: Gait) -> Stride:
    """Return the phase of who sets one foot on each station of its way, in turns."""
    first, second = sorted(gait.touchdown)[:2]
    beats = first + (second - first) * np.arange(len(path.stations)) + 0.5 * gait.duty
    phase = np.interp(path.way, path.stations, beats)
    length = 2.0 * float(np.mean(np.diff(path.stations)))
    moved = np.nonzero(np.diff(path.way) > 1e-9)[0]
    ends = (int(moved[0]), int(moved[-1]) + 1)
    cadence = path.cruise / max(length, 1e-6)
    phase = _with_steps(phase, path, gait=gait, duty=gait.duty, ends=ends, cadence=cadence)
    return Stride(gait=gait, path=path, phase=phase, duty=gait.duty, length=length)


def _with_steps(
    phase: Float[np.ndarray, " sample"],
    path: GroundPath,
    *,
    gait: Gait,
    duty: float,
    ends: tuple[int, int],
    cadence: float,
) -> Float[np.ndarray, " sample"]:
    """Let the phase run on while the root stands: after the end, and before a start from rest."""
    start, stop = ends
    final = phase[stop]
    downs = [np.ceil(final - offset - 0.5 * duty) + offset for offset in gait.touchdown]
    more = max(max(downs) + _AFTER_STEP - final, 0.0)
    after = np.clip((path.times - path.times[stop]) * cadence, 0.0, more)
    phase = phase + after
    if path.rolling_start:
        return phase
    lifts = [
        np.floor(phase[start] - offset - 0.5 * duty) + offset + duty for offset in gait.touchdown
    ]
    less = max(phase[start] - min(lifts) + _AFTER_STEP, 0.0)
    return phase - np.clip((path.times[start] - path.times) * cadence, 0.0, less)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feet:
    """Feet at many times, in the world [m]."""

    places: Float[np.ndarray, "time foot 3"]
    """Of the foot's ground point."""
    headings: Float[np.ndarray, "time foot"]
    planted: Bool[np.ndarray, "time foot"]
    progress: Float[np.ndarray, "time foot"]
    """Through the stance while planted, through the swing while not, 0..1."""
    lift: Float[np.ndarray, "time foot"]
    """Height above the line between plants [m]."""
    phase: Float[np.ndarray, " time"]
    vigour: Float[np.ndarray, " time"]
    """0 standing, 1 at cruising speed."""


def feet_at(
    stride: Stride,
    seconds: Float[np.ndarray, " time"],
    *,
    rest: Float[np.ndarray, "foot 3"],
    leg_m: float,
    ramp: float = 0.0,
) -> Feet:
    """Return where the feet are; `rest` are their ground points in the standing body [m].

    `ramp` is the part of a swing in which a foot gets up to speed, and again slows down; 0 lets it
    speed up to the middle of the swing.
    """
    path, gait = stride.path, stride.gait
    phase = np.interp(seconds, path.times, stride.phase)
    speed = np.interp(seconds, path.times, path.speed)
    vigour = np.clip(speed / max(0.8 * path.cruise, 1e-6), 0.0, 1.0) if path.cruise else 0.0 * speed
    cycle = phase[:, None] - np.array(gait.touchdown)
    count = np.floor(cycle)
    within = cycle - count
    planted = within < stride.duty
    swing = np.clip((within - stride.duty) / (1.0 - stride.duty), 0.0, 1.0)
    middle = count + np.array(gait.touchdown) + 0.5 * stride.duty
    here, facing = _plants(stride, middle, rest)
    there, turned = _plants(stride, middle + 1.0, rest)
    eased = _eased(swing, ramp)
    distance = np.linalg.norm(there - here, axis=-1)
    effort = (
        np.clip(distance / max(stride.length, 1e-6), 0.0, 1.0) if path.cruise else 0.0 * distance
    )
    lift = gait.lift * leg_m * (0.25 + 0.75 * effort) * np.minimum(effort * 8.0, 1.0)
    return Feet(
        places=here + (there - here) * eased[..., None],
        headings=facing + (turned - facing) * eased,
        planted=planted,
        progress=np.where(planted, within / stride.duty, swing),
        lift=lift * 4.0 * swing * (1.0 - swing),
        phase=phase,
        vigour=np.asarray(vigour, dtype=np.float64),
    )


def _eased(swing: Float[np.ndarray, "*shape"], ramp: float) -> Float[np.ndarray, "*shape"]:
    """Return the part of the way from plant to plant that a foot has gone."""
    if ramp <= 0.0:
        return swing**3 * (10.0 - 15.0 * swing + 6.0 * swing * swing)
    u = np.clip(np.minimum(swing, 1.0 - swing) / ramp, 0.0, 1.0)
    gained = ramp * (u**3 - 0.5 * u**4) + np.maximum(np.minimum(swing, 1.0 - swing) - ramp, 0.0)
    way = gained / (1.0 - ramp)
    return np.where(swing < 0.5, way, 1.0 - way)


def _plants(
    stride: Stride, phase: Float[np.ndarray, "time foot"], rest: Float[np.ndarray, "foot 3"]
) -> tuple[Float[np.ndarray, "time foot 3"], Float[np.ndarray, "time foot"]]:
    """Return where each foot stands when the root has the given phase, and its heading."""
    path = stride.path
    way = stride.way_at(phase)
    # A standing root keeps its way: strictly growing values make the lookup well defined.
    grown = path.way + 1e-12 * np.arange(len(path.way))
    place = np.stack([np.interp(way, grown, path.positions[:, k]) for k in range(3)], axis=-1)
    heading = np.interp(way, grown, path.headings)
    before = np.minimum(way, 0.0)[..., None]
    ahead = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], axis=-1)
    if path.rolling_start and path.length > 0.0:
        place = place + before * _first_step(path)
    side = np.stack([np.cos(heading), np.zeros_like(heading), -np.sin(heading)], axis=-1)
    return place + rest[:, :1] * side + rest[:, 2:] * ahead, heading


def _first_step(path: GroundPath) -> Float[np.ndarray, " 3"]:
    """Return the direction of travel at the start, a metre long over the ground."""
    moved = int(np.nonzero(np.diff(path.way) > 1e-9)[0][0])
    step = path.positions[moved + 1] - path.positions[moved]
    return step / (path.way[moved + 1] - path.way[moved])

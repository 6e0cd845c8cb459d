"""Where feet are: planted while they bear weight, carried from plant to plant between.

A foot stands where the root is in the middle of its stance (`striding`), beside it as at rest.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.motion.path import GroundPath
from groundplan.motion.striding import Stride

__all__ = ["Feet", "feet_at"]

_STEP: Final = 0.015
"""In leg lengths: a foot that goes less far hardly leaves the ground."""


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
    normals: Float[np.ndarray, "time foot 3"]
    """Upward, of the ground under each foot."""
    phase: Float[np.ndarray, " time"]
    vigour: Float[np.ndarray, " time"]
    """0 standing, 1 at cruising speed."""

    def places_in_body(
        self, body_from_world: Float[np.ndarray, "time 4 4"]
    ) -> Float[np.ndarray, "time foot 3"]:
        """Return the places in the body's axes [m]."""
        turned = (body_from_world[:, None, :3, :3] @ self.places[..., None])[..., 0]
        return turned + body_from_world[:, None, :3, 3]

    def normals_in_body(
        self, body_from_world: Float[np.ndarray, "time 4 4"]
    ) -> Float[np.ndarray, "time foot 3"]:
        """Return the normals of the ground in the body's axes."""
        return (body_from_world[:, None, :3, :3] @ self.normals[..., None])[..., 0]


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
    effort = np.clip(distance / max(stride.length, 1e-6), 0.0, 1.0)
    lift = gait.lift * leg_m * (0.25 + 0.75 * effort) * np.minimum(distance / (_STEP * leg_m), 1.0)
    places = here + (there - here) * eased[..., None]
    if path.landform is not None:
        low = path.landform.height_at(places[..., 0], places[..., 2])
        places[..., 1] = np.maximum(places[..., 1], low)
    return Feet(
        places=places,
        normals=path.normals(places),
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
    seconds = stride.time_at(phase)
    place = np.stack(
        [np.interp(seconds, path.times, path.positions[:, k]) for k in range(3)], axis=-1
    )
    heading = np.interp(seconds, path.times, path.headings)
    if path.rolling_start and path.length > 0.0:
        before = np.minimum(phase - stride.first, 0.0) * stride.length
        place = place + before[..., None] * _first_step(path)
    ahead = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], axis=-1)
    side = np.stack([np.cos(heading), np.zeros_like(heading), -np.sin(heading)], axis=-1)
    place = place + rest[:, :1] * side + rest[:, 2:] * ahead
    if path.landform is not None:
        place[..., 1] = path.landform.height_at(place[..., 0], place[..., 2])
    return place, heading


def _first_step(path: GroundPath) -> Float[np.ndarray, " 3"]:
    """Return the direction of travel at the start, a metre long over the ground."""
    moved = int(np.nonzero(np.diff(path.way) > 1e-9)[0][0])
    step = path.positions[moved + 1] - path.positions[moved]
    return step / (path.way[moved + 1] - path.way[moved])

"""A body on legs, standing or under way: feet first, then hips as high as the legs allow."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.footfalls import Falls, Stride, falls_at
from groundplan.motion.reach import ankles_of, bend_legs, headroom
from groundplan.motion.repertoire import Gait
from groundplan.motion.rigs import Limbs, Rig
from groundplan.motion.trunks import Beat, trunk_at
from groundplan.motion.turns import pitched, turned

__all__ = ["Body", "Course", "Walk", "stepped", "walk_of"]

_SAMPLES: Final = 96
_STAGGER: Final = 0.25
"""How much later each next foot comes to stand when a way has no known ends."""
_ANKLE_TURN: Final = 0.12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """Local rotations of all joints and the root's place [m] at many times."""

    rotations: Float[np.ndarray, "time joint 4"]
    root: Float[np.ndarray, "time 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """How a body gets along, at many times."""

    way: Float[np.ndarray, " time"]
    """Metres covered."""
    vigour: Float[np.ndarray, " time"]
    """0 standing, 1 under way."""
    seconds: Float[np.ndarray, " time"]
    salt: float
    ends: tuple[float, float] | None = None
    """Metres covered where it sets off and where it comes to a stand, if known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A gait fitted to a body and a stride."""

    gait: Gait
    stride: Stride
    lower_m: float
    """How much lower than standing the root must be so that every foot reaches."""


@lru_cache(maxsize=512)
def walk_of(rig: Rig, gait: Gait, stride_m: float) -> Walk:
    """Return the gait with feet that stay down for as long as the legs allow."""
    walk = Walk(
        gait=gait,
        stride=Stride(length_m=stride_m, duty=gait.duty, offsets=gait.offsets),
        lower_m=0.0,
    )
    phases = np.arange(_SAMPLES) / _SAMPLES
    course = Course(
        way=phases * stride_m, vigour=np.ones(_SAMPLES), seconds=np.zeros(_SAMPLES), salt=0.0
    )
    while True:
        room = _headroom(rig, walk, course)
        if room > -gait.sink * rig.leg_m or walk.stride.duty < 0.06:
            return replace(walk, lower_m=min(room, 0.0))
        walk = replace(walk, stride=replace(walk.stride, duty=0.95 * walk.stride.duty))


def _headroom(rig: Rig, walk: Walk, course: Course) -> float:
    feet = _feet(rig, walk, course)
    turns, shift = trunk_at(rig, walk.gait, _beat(walk, course))
    root = rig.skeleton.places[0] + shift
    return float(np.min(headroom(rig, turned(turns), root, ankles=feet.ankles)))


def stepped(rig: Rig, walk: Walk, course: Course) -> Body:
    """Return the body along its course."""
    feet = _feet(rig, walk, course)
    turns, shift = trunk_at(rig, walk.gait, _beat(walk, course))
    rotations = turned(turns)
    root = rig.skeleton.places[0] + shift
    root[:, 1] += walk.lower_m * course.vigour
    root[:, 1] += np.minimum(headroom(rig, rotations, root, ankles=feet.ankles), 0.0)
    bend_legs(rig, rotations, root, ankles=feet.ankles, feet=feet.feet, balls=feet.balls)
    return Body(rotations=rotations, root=root)


def _beat(walk: Walk, course: Course) -> Beat:
    origin = course.ends[0] if course.ends is not None else 0.0
    return Beat(
        phase=(course.way - origin) / walk.stride.length_m,
        vigour=course.vigour,
        seconds=course.seconds,
        salt=course.salt,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Feet:
    ankles: Float[np.ndarray, "time leg 3"]
    feet: Float[np.ndarray, "time leg 4"]
    balls: Float[np.ndarray, "time leg 4"]


def _feet(rig: Rig, walk: Walk, course: Course) -> _Feet:
    limbs = rig.limbs
    assert limbs is not None  # noqa: S101  (only gaits on legs come here; narrows the type)
    falls = falls_at(walk.stride, course.way, ends=course.ends)
    share = _shares(course, limbs)
    hop = 4.0 * share * (1.0 - share) * np.minimum(np.abs(falls.ahead) / walk.stride.length_m, 0.5)
    places = np.repeat(limbs.tip[None], len(course.way), axis=0)
    places[..., 2] += falls.ahead * (share if course.ends is None else 1.0)
    raised = falls.lift * share + hop
    places[..., 1] += walk.gait.lift * rig.leg_m * raised
    pitch = _pitch(walk.gait, falls) * share
    loose = np.minimum(raised, 1.0)
    toes = np.minimum(pitch, 0.0) + np.maximum(pitch, 0.0) * 0.6 * loose
    return _Feet(
        ankles=ankles_of(limbs, places, pitch=pitch), feet=pitched(pitch), balls=pitched(toes)
    )


def _shares(course: Course, limbs: Limbs) -> Float[np.ndarray, "time leg"]:
    """Return how far each foot has joined in: one after the other."""
    count = len(limbs.joints)
    step = _STAGGER if count == 2 else _STAGGER / 2.0
    late = step * np.arange(count)
    u = np.clip((course.vigour[:, None] - late) / (1.0 - step * (count - 1)), 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u)


def _pitch(gait: Gait, falls: Falls) -> Float[np.ndarray, "time leg"]:
    """Return the feet's pitch, heel up for positive [rad]."""
    u = falls.swing
    flying = u * u * (3.0 - 2.0 * u)
    left, met = _planted(gait, falls.lifted), _planted(gait, falls.landed)
    carried = left + (met - left) * flying + gait.fold * falls.lift * (1.0 - 0.5 * u)
    return np.where((u > 0.0) & (u < 1.0), carried, _planted(gait, falls.down))


def _planted(gait: Gait, down: Float[np.ndarray, "time leg"]) -> Float[np.ndarray, "time leg"]:
    late = np.clip((down - 0.1) / 0.9, 0.0, 1.0)
    early = np.clip((-down - 0.7) / 0.3, 0.0, 1.0)
    return gait.push * late * late - gait.strike * early * early + gait.tilt * down

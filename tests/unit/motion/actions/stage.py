"""Bodies, things and partners for testing actions."""

import math
from functools import lru_cache

import numpy as np

from groundplan.assets.human import human_figure
from groundplan.assets.skeleton import Skeleton
from groundplan.motion.actions.arms import palm_places
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.surroundings import ALONE, Surroundings
from groundplan.motion.biped import hang_arms
from groundplan.motion.frame import BodyFrames, resting

RATE = 24.0
PERSON = human_figure(1.72).skeleton
BODIES = (
    PERSON,
    human_figure(1.02, age_years=4.0).skeleton,
    human_figure(1.95, build=0.8, gender="male").skeleton,
)


def standing(skeleton: Skeleton, count: int) -> BodyFrames:
    frames = resting(skeleton, count)
    none = np.zeros(count)
    hang_arms(frames, swing=none, elbow=none + 0.18)
    return frames


def times(seconds: float) -> np.ndarray:
    return np.arange(round(seconds * RATE) + 1) / RATE


@lru_cache(maxsize=256)
def _alone(name: str, skeleton: Skeleton, seconds: float, seed: float) -> BodyFrames:
    base = standing(skeleton, len(times(seconds)))
    return perform(base, ACTIONS[name], times(seconds), seed=seed)


def done(
    name: str,
    *,
    skeleton: Skeleton = PERSON,
    seconds: float = 5.0,
    around: Surroundings = ALONE,
    seed: float = 0.5,
) -> BodyFrames:
    if around is ALONE:
        return _alone(name, skeleton, seconds, seed)
    base = standing(skeleton, len(times(seconds)))
    return perform(base, ACTIONS[name], times(seconds), around=around, seed=seed)


def place(frames: BodyFrames, joint: str) -> np.ndarray:
    return frames.place(joint)


def palm(frames: BodyFrames, side: str) -> np.ndarray:
    return palm_places(frames, side, measures_of(frames.skeleton))


def at_event(name: str, event: str) -> int:
    return round(ACTIONS[name].events[event] * RATE)  # pyright: ignore[reportArgumentType]


def thing(point: tuple[float, float, float], *, half_width: float = 0.05, seat: float = 0.0,
          seconds: float = 5.0) -> Surroundings:  # fmt: skip
    count = len(times(seconds))
    return Surroundings(
        grasp=np.tile(np.array(point), (count, 1)), half_width=half_width,
        seat=np.tile(np.array([0.0, seat, 0.0]), (count, 1)),
    )  # fmt: skip


def facing(away: float, *, skeleton: Skeleton = PERSON, seconds: float = 5.0) -> Surroundings:
    """Return a partner who stands ahead and looks back."""
    count = len(times(seconds))
    flip = np.array([-1.0, 1.0, -1.0])
    frames = standing(skeleton, 1).body_from_joint()[0, :, :3, 3]
    points = frames * flip + np.array([0.0, 0.0, away])
    return Surroundings(
        partner={joint: np.tile(points[k], (count, 1)) for k, joint in enumerate(skeleton.names)},
        partner_heading=np.full(count, math.pi),
    )

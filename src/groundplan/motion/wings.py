"""Birds and fish: folding, flapping, hopping; swimming."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.animal_poses import ANIMAL_POSES
from groundplan.motion.bird_walk import walk_on_two
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.limbs import aimed, pitch, roll, yaw
from groundplan.motion.path import GroundPath
from groundplan.motion.poses import HUMAN_POSES, POSE_ALIASES
from groundplan.motion.striding import Stride

__all__ = ["BIRD_POSES", "FISH_POSES", "Steps", "bird_frames", "fish_frames"]

BIRD_POSES = ("fly", "glide", "flap", "hop", "idle", "perch", "walk")
FISH_POSES = ("swim", "idle")
_AT_REST = ("", "idle", "perch", "walk", "hop", "swim")
_PEOPLE = frozenset({*HUMAN_POSES, *POSE_ALIASES})
"""A bird that is asked for one of these stays perched."""
_FLYING = ("fly", "glide", "flap", "run", "gallop", "trot", "soar")
_SIDES = (("left", 1.0), ("right", -1.0))
Times = Float[np.ndarray, " time"]

_HANGING_RAD: Final = 1.25
"""How far a flipper that cannot fold turns down at rest."""
_ARM_UP: Final = 0.2
_ARM_BACK: Final = 0.7
"""Where the arm of a folded wing starts inside the trunk, from the chest, in lengths of the arm."""
_SWIM: Final = (
    ("head", 0.05, 0.0),
    ("tail1", 0.16, 0.9),
    ("tail2", 0.24, 1.8),
    ("tailFin", 0.3, 2.7),
)
_SLITHER: Final = (
    ("hips", 0.3, 0.0), ("head", 0.65, 3.0), ("tail1", 0.7, 0.6), ("tail2", 0.75, 2.3),
    ("tailFin", 0.7, 4.0),
)  # fmt: skip
"""How far each joint turns [rad], and how late in the wave."""
_LONG_NECK: Final = 0.2
"""In heights of the skeleton: a longer neck is stretched ahead in flight."""
_BEATS: Final = 1.6
"""Wing beats per second of a bird 1 m high; they fall with the root of its height (our default)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """What a bird's feet follow on the ground."""

    stride: Stride
    body_from_world: Float[np.ndarray, "time 4 4"]


def bird_frames(
    skeleton: Skeleton,
    path: GroundPath,
    seconds: Times,
    *,
    name: str,
    seed: float,
    steps: Steps | None = None,
) -> BodyFrames:
    """Return a bird: perched with folded wings, walking or hopping, flapping or gliding.

    With steps the feet stand still on the ground while they bear weight.

    Raises:
        SceneError: Birds do nothing of that name.
    """
    frames = resting(skeleton, len(seconds))
    if name in _FLYING:
        _fly(frames, seconds, gliding=name in ("glide", "soar"), seed=seed)
        return frames
    if name not in _AT_REST and name not in ANIMAL_POSES and name not in _PEOPLE:
        raise SceneError(f"birds have no pose {name!r}", f"use one of {', '.join(BIRD_POSES)}")
    look = np.sin(math.tau * (seconds / 2.7 + seed))
    frames.turn(
        "head",
        quaternions.multiply(yaw(0.5 * np.sign(look) * np.abs(look) ** 0.3), pitch(0.1 * look)),
    )
    if "hops" not in skeleton.marks:  # a kangaroo leans on its tail
        frames.turn("tail1", pitch(0.06 * np.sin(math.tau * (seconds / 1.1 + seed))))
    if steps is not None and path.cruise > 0.0:
        walk_on_two(frames, steps.stride, seconds, body_from_world=steps.body_from_world)
    _fold(frames)
    return frames


def _fold(frames: BodyFrames) -> None:
    """Lay the wings along the body: the arm inside the plumage, the hand back over the flank."""
    skeleton, count = frames.skeleton, len(frames.root)
    if "leftWingEnd" not in skeleton.marks:
        for side, sign in _SIDES:
            frames.turn(f"{side}Wing", roll(np.full(count, -sign * _HANGING_RAD)))
        return
    frames.shifts = np.zeros((count, len(skeleton.names), 3))
    axis = skeleton.place("chest") - skeleton.place("tail1")
    axis = axis / np.linalg.norm(axis)
    up = np.array([0.0, axis[2], -axis[1]])
    for side, sign in _SIDES:
        root, bone = skeleton.place(f"{side}Wing"), skeleton.place(f"{side}WingTip")
        wrist, end = (np.array(skeleton.marks[f"{side}{m}"][1]) for m in ("Wrist", "WingEnd"))
        arm = float(np.linalg.norm(bone - root))
        inside = skeleton.place("chest") + arm * (_ARM_UP * up - _ARM_BACK * axis)
        inside[0] = 0.3 * root[0]
        # Leading edges: the arm's upwards; the hand's down and out, to close over the back.
        held = _laid(axis, lead=up, sign=sign)
        laid = _laid(end - wrist, lead=np.array([0.3 * sign, -0.95, 0.0]), sign=sign)
        frames.turn(f"{side}Wing", np.tile(held, (count, 1)))
        frames.turn(
            f"{side}WingTip",
            np.tile(quaternions.multiply(quaternions.conjugate(held), laid), (count, 1)),
        )
        frames.shifts[:, skeleton.index(f"{side}Wing")] = inside - root
        left_over = quaternions.rotate(quaternions.conjugate(held), wrist - inside) - (bone - root)
        frames.shifts[:, skeleton.index(f"{side}WingTip")] = left_over


def _laid(
    way: Float[np.ndarray, " 3"], *, lead: Float[np.ndarray, " 3"], sign: float
) -> Float[np.ndarray, " 4"]:
    """Return the turn of a spread wing's part that lays it along a way, its leading edge ahead."""
    return aimed(np.array([sign, 0.0, 0.0]), way[None], pole=lead[None], rest_pole=(0.0, 0.0, 1.0))[
        0
    ]


def _fly(frames: BodyFrames, seconds: Times, *, gliding: bool, seed: float) -> None:
    """Lay the trunk flat, stretch a long neck, trail the legs and beat the wings."""
    skeleton, count = frames.skeleton, len(seconds)
    height = float(np.ptp(skeleton.places[:, 1]))
    beat = math.tau * (_BEATS / math.sqrt(max(height, 0.05)) * seconds + seed)
    strength = 0.0 if gliding else 1.0
    for side, sign in _SIDES:
        up = 0.12 + strength * (0.1 + 0.62 * np.sin(beat))
        out = -0.04 + strength * (-0.1 + 0.5 * np.sin(beat - 0.9))
        frames.turn(f"{side}Wing", roll(np.full(count, 1.0) * sign * up))
        frames.turn(f"{side}WingTip", roll(np.full(count, 1.0) * sign * out))
    places = {name: skeleton.place(name) for name in ("tail1", "neck", "head", "chest")}
    lean = _rise(places["chest"] - places["tail1"]) - 0.08
    frames.turn("hips", pitch(np.full(count, lean)))
    stretched = places["head"] - places["neck"]
    bow = 0.0
    if float(np.linalg.norm(stretched)) > _LONG_NECK * height:
        bow = max(_rise(stretched) - lean - 0.25, 0.0)
    frames.turn("neck", pitch(np.full(count, bow)))
    frames.turn("head", pitch(np.full(count, -0.9 * (lean + bow))))
    for side, _ in _SIDES:
        frames.turn(f"{side}UpperLeg", pitch(np.full(count, 1.45 - lean)))
    frames.root[:, 1] -= 0.04 * height * np.sin(beat) * strength


def _rise(way: Float[np.ndarray, " 3"]) -> float:
    """Return how steeply a way rises ahead [rad]."""
    return math.atan2(float(way[1]), float(way[2]))


def fish_frames(
    skeleton: Skeleton, path: GroundPath, seconds: Times, *, name: str, seed: float
) -> BodyFrames:
    """Return a swimmer: a wave runs from head to tail, faster while it travels."""
    del name
    frames = resting(skeleton, len(seconds))
    length = float(np.ptp(skeleton.places[:, 2])) / 0.62
    way = np.interp(seconds, path.times, path.way)
    wave = math.tau * (0.7 * seconds + seed + way / max(0.8 * length, 1e-6))
    # Whales and dolphins beat their tails up and down, fish from side to side.
    bend = pitch if "flukes" in skeleton.marks else yaw
    waves = _SLITHER if "slithers" in skeleton.marks else _SWIM
    for joint, size, late in waves:
        frames.turn(joint, bend(size * np.sin(wave - late)))
    return frames

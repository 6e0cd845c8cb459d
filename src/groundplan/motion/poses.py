"""Held poses and simple loops of a person and of four-legged bodies."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.biped import hang_arms, reach_feet
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch, roll, yaw
from groundplan.motion.quadruped import LEGS, leg_names, reach_paws

__all__ = ["HUMAN_POSES", "POSE_ALIASES", "QUADRUPED_POSES", "human_pose", "quadruped_pose"]

Seconds = Float[np.ndarray, " time"]
Setter = Callable[[BodyFrames, Seconds], None]


def _still(seconds: Seconds, value: float) -> Seconds:
    return np.full(len(seconds), value)


def _stand(frames: BodyFrames, seconds: Seconds) -> None:
    zero = _still(seconds, 0.0)
    hang_arms(frames, swing=zero, elbow=zero + 0.18)
    frames.turn("upperChest", pitch(0.012 * np.sin(math.tau * seconds / 4.0)))


def _feet(frames: BodyFrames, seconds: Seconds, *, ahead: float = 0.0, apart: float = 1.0) -> None:
    """Put both feet flat on the ground, `ahead` of the body's axis [m]."""
    skeleton = frames.skeleton
    ankles = np.stack(
        [
            np.tile(
                skeleton.place(f"{side}Foot") * [apart, 1.0, 1.0] + [0.0, 0.0, ahead],
                (len(seconds), 1),
            )
            for side in ("left", "right")
        ],
        axis=1,
    )
    none = np.zeros((len(seconds), 2))
    reach_feet(frames, ankles, rolls=none, headings=none)


def _arm(
    frames: BodyFrames,
    side: str,
    *,
    forward: Seconds,
    raise_by: Seconds,
    elbow: Seconds,
    twist: float = 0.0,
) -> None:
    """Swing an arm `forward` about the shoulder's axis and out to the side by `raise_by` [rad].

    0 and 0 hang down; the elbow bends forward, `twist` turns the bend outward.
    """
    sign = 1.0 if side == "left" else -1.0
    down = roll(-sign * (1.38 - raise_by))
    turn = quaternions.multiply(down, pitch(_still(forward, sign * 0.0 + twist)))
    frames.turn(f"{side}UpperArm", quaternions.multiply(pitch(-forward), turn))
    frames.turn(f"{side}LowerArm", yaw(-sign * elbow))


def _sit(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    knee = frames.skeleton.place("leftLowerLeg")
    thigh = float(np.linalg.norm(frames.skeleton.place("leftUpperLeg") - knee))
    frames.root[:, 1] = knee[1] + 0.35 * (frames.skeleton.places[0, 1] - knee[1]) * 0.2
    _feet(frames, seconds, ahead=0.96 * thigh)
    for side in ("left", "right"):
        _arm(frames, side, forward=_still(seconds, 0.55), raise_by=_still(seconds, 0.1),
             elbow=_still(seconds, 0.75))  # fmt: skip


def _crouch(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    frames.root[:, 1] *= 0.55
    frames.root[:, 2] -= 0.08 * frames.skeleton.places[0, 1]
    _feet(frames, seconds, apart=1.5)
    frames.turn("spine", pitch(_still(seconds, 0.45)))
    frames.turn("neck", pitch(_still(seconds, -0.35)))
    for side in ("left", "right"):
        _arm(frames, side, forward=_still(seconds, 0.7), raise_by=_still(seconds, 0.15),
             elbow=_still(seconds, 1.0))  # fmt: skip


def _kneel(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    knee = frames.skeleton.place("leftLowerLeg")
    hip = frames.skeleton.place("leftUpperLeg")
    frames.root[:, 1] = frames.skeleton.places[0, 1] - knee[1] + 0.05 * hip[1]
    for side in ("left", "right"):
        frames.turn(f"{side}LowerLeg", pitch(_still(seconds, 1.5)))
        frames.turn(f"{side}Foot", pitch(_still(seconds, 1.3)))


def _lie(frames: BodyFrames, seconds: Seconds) -> None:
    """On the back, head towards -Z."""
    _stand(frames, seconds)
    frames.turn("hips", pitch(_still(seconds, -0.5 * math.pi)))
    unit = frames.skeleton.places[0, 1] / 0.53
    frames.root[:] = [0.0, 0.095 * unit, 0.03 * unit]


def _arms_up(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    for side in ("left", "right"):
        _arm(frames, side, forward=_still(seconds, 0.0), raise_by=_still(seconds, 2.55),
             elbow=_still(seconds, 0.15))  # fmt: skip


def _wave(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    swing = 0.35 * np.sin(math.tau * 1.6 * seconds)
    _arm(frames, "right", forward=_still(seconds, 0.1), raise_by=1.75 + 0.1 * swing,
         elbow=_still(seconds, 0.0))  # fmt: skip
    frames.turn("rightLowerArm", roll(-(0.9 + swing)))


def _point(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    _arm(frames, "right", forward=_still(seconds, 1.5), raise_by=_still(seconds, 0.05),
         elbow=_still(seconds, 0.02))  # fmt: skip


def _carry(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    for side in ("left", "right"):
        _arm(frames, side, forward=_still(seconds, 0.35), raise_by=_still(seconds, 0.1),
             elbow=_still(seconds, 1.35))  # fmt: skip


def _drink(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    lift = 0.5 - 0.5 * np.cos(math.tau * seconds / 3.0)
    _arm(
        frames,
        "right",
        forward=0.4 + 0.6 * lift,
        raise_by=0.15 + 0.1 * lift,
        elbow=1.2 + 1.0 * lift,
    )
    frames.turn("head", pitch(-0.15 * lift))


def _read(frames: BodyFrames, seconds: Seconds) -> None:
    _carry(frames, seconds)
    frames.turn("neck", pitch(_still(seconds, 0.25)))
    frames.turn("head", pitch(_still(seconds, 0.2)))


def _play(frames: BodyFrames, seconds: Seconds) -> None:
    _carry(frames, seconds)
    beat = 0.14 * np.sin(math.tau * 2.0 * seconds)
    _arm(frames, "right", forward=0.35 + beat, raise_by=_still(seconds, 0.15), elbow=1.3 - beat)


def _dance(frames: BodyFrames, seconds: Seconds) -> None:
    _stand(frames, seconds)
    beat = math.tau * seconds
    height = frames.skeleton.places[0, 1]
    frames.root[:, 0] += 0.07 * height * np.sin(beat)
    frames.root[:, 1] -= height * (0.05 + 0.03 * np.cos(2.0 * beat))
    _feet(frames, seconds, apart=1.8)
    frames.turn("spine", roll(0.14 * np.sin(beat)))
    frames.turn("chest", yaw(0.25 * np.sin(beat + 0.8)))
    for side, sign in (("left", 1.0), ("right", -1.0)):
        _arm(frames, side, forward=0.5 + 0.4 * np.sin(beat + sign),
            raise_by=1.0 + 0.5 * np.sin(2.0 * beat + sign),
             elbow=_still(seconds, 0.9))  # fmt: skip


def _jump(frames: BodyFrames, seconds: Seconds) -> None:
    """A jump each 1.2 s: crouch, parabola of 0.6 s, landing."""
    _stand(frames, seconds)
    cycle = np.mod(seconds, 1.2)
    air = np.clip((cycle - 0.3) / 0.6, 0.0, 1.0)
    flight = 0.5 * 9.80665 * 0.36 * air * (1.0 - air)
    dip = np.where(cycle < 0.3, np.sin(math.pi * cycle / 0.3), 0.0)
    dip = dip + np.where(cycle > 0.9, np.sin(math.pi * (cycle - 0.9) / 0.3), 0.0)
    frames.root[:, 1] += -0.16 * frames.skeleton.places[0, 1] * dip
    skeleton = frames.skeleton
    ankles = np.stack(
        [np.tile(skeleton.place(f"{s}Foot"), (len(seconds), 1)) for s in ("left", "right")], axis=1
    )
    none = np.zeros((len(seconds), 2))
    reach_feet(frames, ankles, rolls=none, headings=none)
    frames.root[:, 1] += flight
    for side in ("left", "right"):
        _arm(frames, side, forward=0.2 + 1.6 * np.sin(math.pi * air), raise_by=_still(seconds,
            0.15),
             elbow=_still(seconds, 0.4))  # fmt: skip


def _swim(frames: BodyFrames, seconds: Seconds) -> None:
    """Front crawl at the surface, head towards +Z."""
    frames.turn("hips", pitch(_still(seconds, 0.5 * math.pi)))
    frames.root[:] = [0.0, 0.1 * frames.skeleton.places[0, 1], 0.0]
    beat = math.tau * 0.8 * seconds
    for side, sign in (("left", 0.0), ("right", math.pi)):
        _arm(frames, side, forward=math.pi - 0.2 + beat + sign, raise_by=_still(seconds, 0.1),
             elbow=_still(seconds, 0.3))  # fmt: skip
        frames.turn(f"{side}UpperLeg", pitch(0.25 * np.sin(2.0 * beat + sign)))
        frames.turn(f"{side}Foot", pitch(_still(seconds, 0.9)))
    frames.turn("neck", pitch(_still(seconds, -0.5)))


def _ride(frames: BodyFrames, seconds: Seconds) -> None:
    _sit(frames, seconds)
    frames.root[:, 1] = 0.84 * frames.skeleton.places[0, 1]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        spread = quaternions.multiply(
            roll(_still(seconds, sign * 0.5)), pitch(_still(seconds, -0.9))
        )
        frames.turn(f"{side}UpperLeg", spread)
        frames.turn(f"{side}LowerLeg", pitch(_still(seconds, 1.0)))
        frames.turn(f"{side}Foot", pitch(_still(seconds, -0.1)))
        _arm(frames, side, forward=_still(seconds, 0.6), raise_by=_still(seconds, 0.1),
             elbow=_still(seconds, 0.8))  # fmt: skip


HUMAN_POSES: Final[Mapping[str, Setter]] = MappingProxyType(
    {
        "stand": _stand, "sit": _sit, "crouch": _crouch, "kneel": _kneel, "lie": _lie,
        "arms_up": _arms_up, "wave": _wave, "point": _point, "carry": _carry, "drink": _drink,
        "read": _read, "play": _play, "dance": _dance, "jump": _jump, "swim": _swim, "ride": _ride,
    }
)  # fmt: skip


def _dog_sit(frames: BodyFrames, seconds: Seconds) -> None:
    tilt = 0.62
    height = frames.skeleton.places[0, 1]
    frames.turn("hips", pitch(_still(seconds, -tilt)))
    frames.root[:, 1] = 0.36 * height
    frames.turn("neck", pitch(_still(seconds, 0.3)))
    frames.turn("head", pitch(_still(seconds, 0.3)))
    _settle(frames, seconds, hind_ahead=0.3 * height)


def _settle(frames: BodyFrames, seconds: Seconds, *, hind_ahead: float) -> None:
    """Put the paws on the ground under the shoulders, and hind paws ahead of the hips."""
    matrices = frames.body_from_joint()
    skeleton = frames.skeleton
    places = np.empty((len(seconds), 4, 3))
    for k, leg in enumerate(LEGS):
        names = leg_names(skeleton, leg)
        root = matrices[:, skeleton.index(names[0]), :3, 3]
        places[:, k] = root * [1.25 if leg.startswith("hind") else 1.0, 0.0, 1.0]
        places[:, k, 1] = skeleton.place(names[3])[1]
        places[:, k, 2] += hind_ahead if leg.startswith("hind") else 0.0
    reach_paws(frames, places, fold=np.zeros((len(seconds), 4)))


def _dog_lie(frames: BodyFrames, seconds: Seconds) -> None:
    height = frames.skeleton.places[0, 1]
    frames.root[:, 1] = 0.42 * height
    _settle(frames, seconds, hind_ahead=0.3 * height)


def _graze(frames: BodyFrames, seconds: Seconds) -> None:
    nod = 0.08 * np.sin(math.tau * seconds / 1.5)
    frames.turn("neck", pitch(1.25 + nod))
    frames.turn("head", pitch(_still(seconds, 0.15)))


QUADRUPED_POSES: Final[Mapping[str, Setter]] = MappingProxyType(
    {"sit": _dog_sit, "lie": _dog_lie, "graze": _graze, "drink": _graze}
)
POSE_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sleep": "lie", "rest": "sit", "squat": "crouch", "hold": "carry", "hug": "carry",
        "cook": "carry", "type": "carry", "write": "read", "eat": "drink", "smoke": "drink",
        "talk": "wave", "sing": "wave", "cheer": "arms_up", "celebrate": "arms_up", "clap": "play",
        "lift": "arms_up", "stretch": "arms_up", "pray": "kneel", "skate": "stand",
            "surf": "crouch",
        "ski": "crouch", "drive": "sit", "float": "swim", "dive": "swim", "fall": "lie",
        "look": "stand", "watch": "stand", "wait": "stand", "stand_still": "stand",
            "throw": "point",
        "push": "carry", "pull": "carry", "kick": "stand", "phone": "drink", "paint": "point",
    }
)  # fmt: skip
"""Poses that stand for others until those are drawn; agents should say that they are guessed."""


def human_pose(name: str, frames: BodyFrames, seconds: Seconds) -> None:
    """Set a person's pose.

    Raises:
        SceneError: No such pose.
    """
    chosen = HUMAN_POSES.get(POSE_ALIASES.get(name, name))
    if chosen is None:
        raise SceneError(f"there is no pose {name!r}", f"use one of {', '.join(HUMAN_POSES)}")
    chosen(frames, seconds)


def quadruped_pose(name: str, frames: BodyFrames, seconds: Seconds) -> bool:
    """Set an animal's pose; False when it has none of that name, so that it stands.

    Raises:
        SceneError: Neither animals nor people know such a pose.
    """
    wanted = POSE_ALIASES.get(name, name)
    if wanted in QUADRUPED_POSES:
        QUADRUPED_POSES[wanted](frames, seconds)
        return True
    if wanted not in HUMAN_POSES:
        raise SceneError(f"there is no pose {name!r}", f"use one of {', '.join(QUADRUPED_POSES)}")
    return False

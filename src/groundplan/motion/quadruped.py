"""A four-legged body standing, walking, trotting, galloping over planted feet."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.footfall import Feet, feet_at
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.leaning import lean_body
from groundplan.motion.limbs import bend_limb, pitch, roll, soft_minimum, yaw
from groundplan.motion.striding import Stride

__all__ = ["LEGS", "leg_names", "quadruped_frames", "quadruped_leg_length", "reach_paws"]

_PAW_SHARE: Final = 0.6
"""Of the fold of its leg that a paw takes."""
LEGS: Final = ("frontLeft", "frontRight", "hindLeft", "hindRight")


def leg_names(skeleton: Skeleton, leg: str) -> tuple[str, str, str, str]:
    """Return the four joints of a leg such as `hindLeft`, from the trunk down."""
    found = [name for name in skeleton.names if name.startswith(leg)]
    return (found[0], found[1], found[2], found[3])


def quadruped_leg_length(skeleton: Skeleton) -> float:
    """Return the mean height of the shoulder and hip joints [m]."""
    front, hind = (
        skeleton.place(leg_names(skeleton, leg)[0])[1] for leg in ("frontLeft", "hindLeft")
    )
    return float(0.5 * (front + hind))


def quadruped_frames(
    skeleton: Skeleton,
    stride: Stride,
    seconds: Float[np.ndarray, " time"],
    *,
    body_from_world: Float[np.ndarray, "time 4 4"],
    seed: float,
) -> BodyFrames:
    """Return the body along its stride; `seed` in 0..1 sets its breathing apart from others'."""
    frames = resting(skeleton, len(seconds))
    leg = quadruped_leg_length(skeleton)
    paws = np.array([skeleton.place(leg_names(skeleton, name)[3]) for name in LEGS])
    feet = feet_at(stride, seconds, rest=paws * [1.0, 0.0, 1.0], leg_m=leg)
    ground = (body_from_world[:, None, :3, :3] @ feet.places[..., None])[..., 0]
    places = ground + body_from_world[:, None, :3, 3]
    fold = _fold(feet)
    places[..., 1] += feet.lift + paws[:, 1] + _raised(skeleton, _PAW_SHARE * fold)
    _trunk(frames, stride, feet, seconds=seconds, seed=seed, leg=leg)
    tips = None
    if stride.path.landform is not None:
        tips = lean_body(frames, feet, body_from_world)
        up = np.zeros_like(places)
        up[..., 1] = places[..., 1] - ground[..., 1] - body_from_world[:, None, 1, 3]
        places += quaternions.rotate(tips, up) - up
    _lower(frames, places, leg=leg)
    own = np.arctan2(body_from_world[:, 0, 2], body_from_world[:, 2, 2])
    reach_paws(frames, places, fold=fold, headings=feet.headings + own[:, None], tips=tips)
    return frames


def _raised(
    skeleton: Skeleton, pitches: Float[np.ndarray, "time 4"]
) -> Float[np.ndarray, "time 4"]:
    """Return how much higher the paws must be so that no end of a tipped sole sinks [m]."""
    soles = np.array(
        [[skeleton.marks[f"{leg}{end}"][1] for end in ("Toe", "Heel")] for leg in LEGS]
    )
    soles = soles - np.array([skeleton.place(leg_names(skeleton, leg)[3]) for leg in LEGS])[:, None]
    c, s = np.cos(pitches)[..., None], np.sin(pitches)[..., None]
    low = np.min(soles[..., 1] * c - soles[..., 2] * s, axis=-1)
    return np.maximum(soles[:, 0, 1] - low, 0.0)


def _trunk(
    frames: BodyFrames,
    stride: Stride,
    feet: Feet,
    *,
    seconds: Float[np.ndarray, " time"],
    seed: float,
    leg: float,
) -> None:
    gait, vigour = stride.gait, feet.vigour
    wave = math.tau * feet.phase
    beats = 1.0 if gait.name in ("canter", "gallop") else 2.0
    rock = gait.swing * np.sin(wave + 0.6) * vigour
    idle = np.sin(math.tau * (seconds / 5.0 + seed))
    frames.root[:, 1] += leg * vigour * gait.bounce * np.cos(beats * (wave - math.tau * 0.1))
    frames.turn("hips", quaternions.multiply(pitch(rock), yaw(0.04 * np.sin(wave) * vigour)))
    frames.turn("spine", pitch(-1.1 * rock + 0.004 * idle))
    frames.turn(
        "chest", quaternions.multiply(pitch(0.3 * rock), yaw(-0.04 * np.sin(wave) * vigour))
    )
    nod = 0.05 * np.sin(beats * wave) * vigour + 0.03 * idle * (1.0 - vigour)
    frames.turn("neck", pitch(nod - 0.4 * rock))
    frames.turn("head", pitch(-0.8 * nod + 0.2 * rock))
    wag = 0.12 * np.sin(wave) * vigour + 0.2 * np.sin(math.tau * (seconds / 1.3 + seed)) * (
        1.0 - vigour
    )
    for k, joint in enumerate(("tail1", "tail2", "tail3")):
        frames.turn(
            joint,
            quaternions.multiply(
                yaw(wag * (1.0 + 0.4 * k)), pitch(0.08 * np.sin(wave - k) * vigour)
            ),
        )


def _roots(
    frames: BodyFrames,
) -> list[tuple[tuple[str, str, str, str], Float[np.ndarray, "time 3"]]]:
    """Return the joints of every leg and where its upper joint is now."""
    matrices = frames.body_from_joint()
    skeleton = frames.skeleton
    result: list[tuple[tuple[str, str, str, str], Float[np.ndarray, "time 3"]]] = []
    for leg in LEGS:
        names = leg_names(skeleton, leg)
        result.append((names, matrices[:, skeleton.index(names[0]), :3, 3]))
    return result


def _lower(frames: BodyFrames, paws: Float[np.ndarray, "time 4 3"], *, leg: float) -> None:
    """Lower the trunk until every paw can be reached."""
    spare = [np.zeros(len(paws))]
    for k, (names, root) in enumerate(_roots(frames)):
        rest = np.array([frames.skeleton.place(name) for name in names])
        full = 0.97 * float(np.sum(np.linalg.norm(np.diff(rest, axis=0), axis=1)))
        flat = np.linalg.norm((paws[:, k] - root)[:, [0, 2]], axis=-1)
        high = paws[:, k, 1] + np.sqrt(np.maximum(full * full - flat * flat, 0.0))
        spare.append(high - root[:, 1])
    frames.root[:, 1] += np.minimum(soft_minimum(np.stack(spare, axis=1), width=0.01 * leg), 0.0)


def _fold(feet: Feet) -> Float[np.ndarray, "time 4"]:
    """Return how far each foot folds back under its leg [rad]."""
    swing = np.where(feet.planted, 0.0, np.sin(math.pi * feet.progress))
    return 1.15 * swing * feet.vigour[:, None]


def reach_paws(
    frames: BodyFrames, paws: Float[np.ndarray, "time 4 3"], *, fold: Float[np.ndarray, "time 4"],
    headings: Float[np.ndarray, "time 4"] | None = None,
    tips: Float[np.ndarray, "time 4 4"] | None = None,
) -> None:  # fmt: skip
    """Bend the legs so that the paws are where asked [m, body space] and point along `headings`.

    `tips` turn level soles onto the ground.
    """
    for k, (names, root) in enumerate(_roots(frames)):
        rest = np.array([frames.skeleton.place(name) for name in names])
        line = paws[:, k] - root
        tilt = -0.55 * (
            np.arctan2(line[:, 2], -line[:, 1])
            - math.atan2(rest[3, 2] - rest[0, 2], rest[0, 1] - rest[3, 1])
        )
        lean = 0.5 * np.arctan2(line[:, 0], -line[:, 1]) - 0.5 * math.atan2(
            rest[3, 0] - rest[0, 0], rest[0, 1] - rest[3, 1]
        )
        last = quaternions.multiply(roll(lean), pitch(tilt + fold[:, k]))
        third = paws[:, k] - quaternions.rotate(last, rest[3] - rest[2])
        away = -1.0 if LEGS[k].startswith("front") else 1.0
        pole = np.tile(np.array([0.0, 0.0, away]), (len(paws), 1))
        bend = bend_limb(rest[:3], root, third, pole=pole)
        frames.turn_to(names[0], bend.upper)
        frames.turn_to(names[1], bend.lower)
        frames.turn_to(names[2], last)
        tip = pitch(np.maximum(fold[:, k], 0.0) * _PAW_SHARE)
        if headings is None:
            frames.turn(names[3], tip)
        else:
            whole = quaternions.multiply(yaw(headings[:, k]), tip)
            if tips is not None:
                whole = quaternions.multiply(tips[:, k], whole)
            frames.turn_to(names[3], whole)

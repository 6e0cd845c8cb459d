"""A pose from its data: turns, loops, planted feet and leaps."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.motion.posture_data import POSES, Posture, Sway
from groundplan.motion.reach import ankles_of, bend_legs, headroom
from groundplan.motion.rigs import Rig, entity_from_joint
from groundplan.motion.stepping import Body
from groundplan.motion.turns import pitched, turned

__all__ = ["posture"]

Seconds = Float[np.ndarray, " time"]

_LEAP_S: Final = 1.4
"""Of one jump: crouch, flight, landing."""
_FLIGHT: Final = (0.32, 0.75)
"""Part of a jump spent in the air."""
_MIRROR: Final = np.array([1.0, -1.0, -1.0])


def posture(rig: Rig, name: str, seconds: Seconds) -> Body:
    """Return a pose held, or looped, for some seconds.

    Raises:
        SceneError: The rig has no such pose.
    """
    known = POSES[rig.kind]
    if name not in known:
        raise SceneError(
            f"a {rig.kind} has no pose {name!r}", f"use one of {', '.join(sorted(known))}"
        )
    held = known[name]
    turns = np.zeros((len(seconds), len(rig.index), 3))
    for joint, degrees in sorted(held.turns.items(), key=lambda item: item[0][0].islower()):
        for row, side in _sided(rig, joint):
            turns[:, row] = np.radians(degrees) * (_MIRROR if side < 0.0 else 1.0)
    root = np.tile(rig.skeleton.places[0] * [1.0, held.hips, 1.0], (len(seconds), 1))
    root[:, 2] += held.ahead * rig.leg_m
    for sway in held.sways:
        _sway(rig, sway, seconds, turns=turns, root=root)
    raised = _leap(rig, held, seconds, root=root)
    if held.level:
        turns[:, 0, 0] -= _level(rig, float(root[0, 1]))
    rotations = turned(turns)
    if held.feet is not None:
        _plant(rig, held, rotations, root=root, raised=raised)
    lowest = entity_from_joint(rig, rotations, root)[:, :, 1, 3].min(axis=1)
    root[:, 1] -= np.minimum(lowest, 0.0)
    return Body(rotations=rotations, root=root)


def _sided(rig: Rig, joint: str) -> list[tuple[int, float]]:
    """Return the rows that a name stands for, each with its side (-1: mirrored)."""
    if joint in rig.index:
        return [(rig.index[joint], -1.0 if joint.startswith("right") else 1.0)]
    return [(rig.index[f"left{joint}"], 1.0), (rig.index[f"right{joint}"], -1.0)]


def _sway(
    rig: Rig,
    sway: Sway,
    seconds: Seconds,
    *,
    turns: Float[np.ndarray, "time joint 3"],
    root: Float[np.ndarray, "time 3"],
) -> None:
    def wave(lag: float) -> Seconds:
        return sway.size * np.sin(2.0 * np.pi * (sway.hertz * seconds + lag))

    if sway.joint == "root":
        root[:, sway.axis] += rig.leg_m * wave(sway.lag)
        return
    for row, side in _sided(rig, sway.joint):
        late = 0.5 if sway.crossed and side < 0.0 else 0.0
        sign = float(_MIRROR[sway.axis]) if side < 0.0 else 1.0
        turns[:, row, sway.axis] += np.radians(wave(sway.lag + late)) * sign


def _leap(
    rig: Rig, held: Posture, seconds: Seconds, *, root: Float[np.ndarray, "time 3"]
) -> Seconds:
    """Move the root of a jump, in place; return the height of the feet [m].

    Source:
        Free flight is a parabola in time.
    """
    if held.leap == 0.0:
        return np.zeros(len(seconds))
    start, end = _FLIGHT
    u = np.mod(seconds / _LEAP_S, 1.0)
    air = np.clip((u - start) / (end - start), 0.0, 1.0)
    flight = 4.0 * air * (1.0 - air) * held.leap * rig.leg_m
    before = np.clip(u / start, 0.0, 1.0)
    after = np.clip((u - end) / (1.0 - end), 0.0, 1.0)
    dip = np.sin(np.pi * before) ** 2 + np.sin(np.pi * after) ** 2
    root[:, 1] += flight - 0.2 * rig.leg_m * dip
    return flight


def _level(rig: Rig, height: float) -> float:
    """Return how far to raise the forehand so that the forelegs just reach the ground [rad]."""
    starts, _ = rig.roots_at(turned(np.zeros((1, len(rig.index), 3))))
    _, up, ahead = (float(v) for v in starts[0, 0])
    wanted = 0.97 * float(rig.skeleton.places[0, 1]) + up - height
    return float(
        np.arcsin(np.clip(wanted / np.hypot(up, ahead), -1.0, 1.0)) - np.arctan2(up, ahead)
    )


def _plant(
    rig: Rig,
    held: Posture,
    rotations: Float[np.ndarray, "time joint 4"],
    *,
    root: Float[np.ndarray, "time 3"],
    raised: Seconds,
) -> None:
    """Bend the legs so that the feet stand where the pose has them."""
    limbs = rig.limbs
    assert limbs is not None and held.feet is not None  # noqa: S101, PT018  (narrows the types)
    each = [held.feet[k * len(held.feet) // len(limbs.joints)] for k in range(len(limbs.joints))]
    side, ahead, degrees = (np.array(column) for column in zip(*each, strict=True))
    balls = np.repeat(limbs.tip[None], len(root), axis=0)
    balls[..., 0] *= side
    balls[..., 1] += raised[:, None]
    balls[..., 2] += ahead * rig.leg_m
    pitch = np.broadcast_to(np.radians(degrees), balls.shape[:2])
    ankles = ankles_of(limbs, balls, pitch=pitch)
    if held.hips > 0.9:
        root[:, 1] += np.minimum(headroom(rig, rotations, root, ankles=ankles), 0.0)
    flat = np.minimum(pitch, 0.0) if rig.kind == "human" else np.zeros_like(pitch)
    bend_legs(rig, rotations, root, ankles=ankles, feet=pitched(pitch), balls=pitched(flat))

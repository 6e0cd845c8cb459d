"""Legs bent so that feet are where they should be: two bones, a hinge and the law of cosines."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.rigs import Limbs, Rig
from groundplan.motion.turns import pitched, product, rotated, undone

__all__ = ["FULL", "ankles_of", "bend_legs", "headroom"]

FULL: Final = 0.998
"""Greatest stretch of a leg over the sum of its bones: our engineering default."""


def ankles_of(
    limbs: Limbs,
    balls: Float[np.ndarray, "time leg 3"],
    *,
    pitch: Float[np.ndarray, "time leg"],
) -> Float[np.ndarray, "time leg 3"]:
    """Return where ankles are when feet that lie at `balls` are pitched (heel up for positive).

    The ball stays while the heel rises; the heel stays while the toes rise.
    """
    turn = pitched(pitch)
    toes_up = pitched(np.minimum(pitch, 0.0))
    pivot = limbs.heel - rotated(toes_up, limbs.heel)
    return balls + pivot - rotated(turn, limbs.third)


def headroom(
    rig: Rig,
    rotations: Float[np.ndarray, "time joint 4"],
    root: Float[np.ndarray, "time 3"],
    *,
    ankles: Float[np.ndarray, "time leg 3"],
) -> Float[np.ndarray, " time"]:
    """Return how much the root may rise until some leg is straight [m]; negative: must sink."""
    limbs = rig.limbs
    assert limbs is not None  # noqa: S101  (roots_at refuses rigs without legs; narrows the type)
    starts, _ = rig.roots_at(rotations)
    upper, lower = limbs.bones
    hips = starts + root[:, None]
    flat = ankles - hips
    across = flat[..., 0] ** 2 + flat[..., 2] ** 2
    full = FULL * (upper + lower)
    high = ankles[..., 1] + np.sqrt(np.maximum(full * full - across, 1e-12))
    return np.min(high - hips[..., 1], axis=1)


def bend_legs(
    rig: Rig,
    rotations: Float[np.ndarray, "time joint 4"],
    root: Float[np.ndarray, "time 3"],
    *,
    ankles: Float[np.ndarray, "time leg 3"],
    feet: Float[np.ndarray, "time leg 4"],
    balls: Float[np.ndarray, "time leg 4"],
) -> None:
    """Set the legs' rotations, in place, so that ankles are where asked [m].

    `feet` and `balls` are the turns of foot and toes in the body's axes. What is out of reach is
    approached in its direction.

    Source:
        Law of cosines.
    """
    limbs = rig.limbs
    assert limbs is not None  # noqa: S101  (roots_at refuses rigs without legs; narrows the type)
    starts, frames = rig.roots_at(rotations)
    line = rotated(undone(frames), ankles - starts - root[:, None])
    upper, lower = limbs.bones
    away = np.sqrt(np.sum(line * line, axis=-1))
    far = np.clip(away, np.abs(upper - lower) * 1.01, FULL * (upper + lower))
    cosine = (far * far - upper * upper - lower * lower) / (2.0 * upper * lower)
    bend = np.sign(limbs.hinge) * np.arccos(np.clip(cosine, -1.0, 1.0)) - limbs.hinge
    knee = pitched(bend)
    hip = _arc(limbs.upper + rotated(knee, limbs.lower), line)
    shin = product(product(frames, hip), knee)
    rotations[:, limbs.joints[:, 0]] = hip
    rotations[:, limbs.joints[:, 1]] = knee
    rotations[:, limbs.joints[:, 2]] = product(undone(shin), feet)
    rotations[:, limbs.joints[:, 3]] = product(undone(feet), balls)


def _arc(
    start: Float[np.ndarray, "time leg 3"], end: Float[np.ndarray, "time leg 3"]
) -> Float[np.ndarray, "time leg 4"]:
    """Return the smallest turns from one direction to another, which is never opposite here."""
    q = np.empty((*end.shape[:-1], 4))
    ax, ay, az = start[..., 0], start[..., 1], start[..., 2]
    bx, by, bz = end[..., 0], end[..., 1], end[..., 2]
    q[..., 0] = ay * bz - az * by
    q[..., 1] = az * bx - ax * bz
    q[..., 2] = ax * by - ay * bx
    dot = ax * bx + ay * by + az * bz
    q[..., 3] = dot + np.sqrt(np.sum(start * start, axis=-1) * np.sum(end * end, axis=-1))
    return q / np.maximum(np.sqrt(np.sum(q * q, axis=-1, keepdims=True)), 1e-12)

"""Closed form: what flies goes in a parabola, lands on what is below it, and stays there."""

import math
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from groundplan.motion.physics.port import GRAVITY_MPS2, Flight, RigidBody

__all__ = ["BallisticSimulator"]

_TOUCH_M = 1e-3


class BallisticSimulator:
    """Knows gravity and support, and nothing of knocks, spin or bouncing."""

    name = "ballistic"
    collides = False

    def simulate(
        self, bodies: Sequence[RigidBody], seconds: Float[np.ndarray, " time"]
    ) -> dict[str, Flight]:
        """Return the moving bodies by key at times [s].

        Source:
            Uniform gravity: p + v t - g t^2 / 2.
        """
        standing = [body for body in bodies if body.fixed]
        return {body.key: _flown(body, standing, seconds) for body in bodies if not body.fixed}


def _flown(
    body: RigidBody, standing: Sequence[RigidBody], seconds: Float[np.ndarray, " time"]
) -> Flight:
    at, velocity = np.array(body.centre_m), np.array(body.velocity_mps)
    begin = 0.0
    centres = np.empty((len(seconds), 3))
    for _ in range(len(standing) + 2):
        level, edge_s = _support(body, standing, at, velocity=velocity)
        if at[1] - level > _TOUCH_M or velocity[1] > 1e-9:
            flying = seconds >= begin
            centres[flying] = _fallen(
                body, standing, state=(at, velocity), seconds=seconds[flying] - begin
            )
            break
        # It slides along what carries it, to the edge or, without speed, not at all.
        rows = seconds >= begin
        gone = np.minimum(seconds[rows] - begin, edge_s if math.isfinite(edge_s) else 0.0)
        centres[rows] = at + velocity * [1.0, 0.0, 1.0] * gone[:, None]
        centres[rows, 1] = level
        if not math.isfinite(edge_s):
            break
        at = at + velocity * [1.0, 0.0, 1.0] * edge_s
        begin += edge_s
    still = np.tile(np.array(body.rotation), (len(seconds), 1))
    return Flight(centres=centres, rotations=still)


def _fallen(
    body: RigidBody, standing: Sequence[RigidBody],
    *,
    state: tuple[Float[np.ndarray, " 3"], Float[np.ndarray, " 3"]],
    seconds: Float[np.ndarray, " time"],
) -> Float[np.ndarray, "time 3"]:  # fmt: skip
    """Return the parabola from a place and speed, and the rest after it."""
    at, velocity = state
    land_s = math.inf
    for top, box in [(0.0, None), *((b.centre_m[1] + 0.5 * b.size_m[1], b) for b in standing)]:
        height = top + 0.5 * body.size_m[1]
        root = velocity[1] ** 2 + 2.0 * GRAVITY_MPS2 * (at[1] - height)
        if root < 0.0:
            continue
        when = (velocity[1] + math.sqrt(root)) / GRAVITY_MPS2
        spot = at + velocity * when
        if when > 1e-6 and when < land_s and (box is None or _over(box, spot)):
            land_s = when
    t = np.minimum(seconds, land_s)[:, None]
    return at + velocity * t - 0.5 * GRAVITY_MPS2 * t * t * np.array([0.0, 1.0, 0.0])


def _over(box: RigidBody, spot: Float[np.ndarray, " 3"]) -> bool:
    return all(abs(spot[k] - box.centre_m[k]) < 0.5 * box.size_m[k] for k in (0, 2))


def _support(
    body: RigidBody, standing: Sequence[RigidBody], at: Float[np.ndarray, " 3"], *,
    velocity: Float[np.ndarray, " 3"],
) -> tuple[float, float]:  # fmt: skip
    """Return the height of the centre on what carries it, and when it slides off that [s]."""
    level, edge = 0.5 * body.size_m[1], math.inf
    for box in standing:
        top = box.centre_m[1] + 0.5 * box.size_m[1] + 0.5 * body.size_m[1]
        if not _over(box, at) or not level <= top <= at[1] + 0.02:
            continue
        level = top
        times = [
            (math.copysign(0.5 * box.size_m[k], speed) + box.centre_m[k] - float(at[k])) / speed
            for k, speed in ((0, float(velocity[0])), (2, float(velocity[2])))
            if abs(speed) > 1e-6
        ]
        edge = min(times, default=math.inf) + 1e-4
    return level, edge

"""How fast, and spinning how, a thing is let go: what the words say, else what looks like it."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.blocking.launches import Launch
from groundplan.geometry import quaternions
from groundplan.motion.physics.port import GRAVITY_MPS2, RigidBody

__all__ = ["Start", "start_of"]

_THROW_MPS: Final = 4.5
_THROW_UP_RAD: Final = math.radians(38.0)
_KICK_MPS: Final = 5.0
_KICK_LEAST_MPS: Final = 2.5
_KICK_PER_M: Final = 0.7
_KICK_UP_RAD: Final = math.radians(14.0)
_TO_EDGE_S: Final = 0.4
_OVER_EDGE_MPS: Final = 0.6
_FALL_M: Final = 2.0
_TIPPING: Final = 1.5
_BRANCH: Final = 0.6
"""Speeds, angles and heights where the words have none: our engineering defaults."""
_MOST_MPS: Final = 40.0

Vector = tuple[float, float, float]
Matrix = Float[np.ndarray, "4 4"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The motion that a body begins with."""

    velocity_mps: Vector = (0.0, 0.0, 0.0)
    spin_radps: Vector = (0.0, 0.0, 0.0)
    rise_m: float = 0.0
    """Lifted first: what falls from nowhere."""
    ahead_m: float = 0.0
    """Brought towards the camera first: what hangs on the near side of a tree."""


def start_of(
    launch: Launch, body: RigidBody, *, holder: Matrix | None,
    target: Float[np.ndarray, " 3"] | None, source: RigidBody | None, hanging: bool = False,
) -> Start:  # fmt: skip
    """Return how a launched body begins, thrown to a target point where there is one.

    `holder` is the world matrix of who does it; `hanging`: the source is a plant that it hangs on.
    """
    if launch.kind == "throw":
        return _thrown(launch, body, holder=holder, target=target)
    if launch.kind == "kick":
        along = _away(holder, body) if target is None else _towards(target, body)
        return _flying(along, launch.action.speed_mps or _kick_mps(body, target), up=_KICK_UP_RAD)
    if launch.kind == "knock" and (source is None or not launch.action.source):
        return _tipped(body, _away(holder, body))
    if launch.kind == "drop":
        return Start()
    if source is None:
        return Start(rise_m=launch.action.distance_m or _FALL_M)
    return _from_branch(body, source) if hanging else _over_the_edge(body, source)


def _from_branch(body: RigidBody, source: RigidBody) -> Start:
    """Return how fruit falls: straight down, from within the near side of the crown."""
    height = _BRANCH * source.size_m[1]
    front = source.centre_m[2] + 0.5 * (source.size_m[2] + body.size_m[2])
    base = source.centre_m[1] - 0.5 * source.size_m[1]
    return Start(rise_m=base + height - body.centre_m[1], ahead_m=front - body.centre_m[2])


def _away(holder: Matrix | None, body: RigidBody) -> tuple[float, float]:
    """Return the direction over the ground from who does it to the body; else screen right."""
    if holder is None:
        return (1.0, 0.0)
    dx, dz = body.centre_m[0] - float(holder[0, 3]), body.centre_m[2] - float(holder[2, 3])
    length = math.hypot(dx, dz)
    if length < 1e-6:
        return (float(holder[0, 2]), float(holder[2, 2]))
    return (dx / length, dz / length)


def _towards(target: Float[np.ndarray, " 3"], body: RigidBody) -> tuple[float, float]:
    """Return the direction over the ground from a body to a point; screen right for its own."""
    dx, dz = float(target[0]) - body.centre_m[0], float(target[2]) - body.centre_m[2]
    length = math.hypot(dx, dz)
    return (1.0, 0.0) if length < 1e-6 else (dx / length, dz / length)


def _flying(along: tuple[float, float], speed: float, *, up: float) -> Start:
    speed = min(speed, _MOST_MPS)
    level = speed * math.cos(up)
    return Start(velocity_mps=(along[0] * level, speed * math.sin(up), along[1] * level))


def _kick_mps(body: RigidBody, target: Float[np.ndarray, " 3"] | None) -> float:
    """Return the speed that takes a ball over the ground to a target, or a usual one."""
    if target is None:
        return _KICK_MPS
    dx, dz = float(target[0]) - body.centre_m[0], float(target[2]) - body.centre_m[2]
    return _KICK_LEAST_MPS + _KICK_PER_M * math.hypot(dx, dz)


def _thrown(
    launch: Launch,
    body: RigidBody,
    *,
    holder: Matrix | None,
    target: Float[np.ndarray, " 3"] | None,
) -> Start:
    if target is None or holder is None:
        ahead = (1.0, 0.0) if holder is None else (float(holder[0, 2]), float(holder[2, 2]))
        return _flying(ahead, launch.action.speed_mps or _THROW_MPS, up=_THROW_UP_RAD)
    # It arrives at chest height: the time of flight is chosen, the speed follows.
    step = target - np.array(body.centre_m)
    seconds = 0.45 + 0.08 * float(np.hypot(step[0], step[2]))
    speed = step / seconds + np.array([0.0, 0.5 * GRAVITY_MPS2 * seconds, 0.0])
    return Start(velocity_mps=(float(speed[0]), float(speed[1]), float(speed[2])))


def _over_the_edge(body: RigidBody, source: RigidBody) -> Start:
    """Return the push that takes a body over the nearest edge of what it stands on.

    Source:
        v^2 = u^2 + 2 a s, against friction for what slides.
    """
    turn = np.array(source.rotation)
    away = np.array(body.centre_m) - np.array(source.centre_m)
    x, _, z = quaternions.rotate(quaternions.conjugate(turn), away).tolist()
    ways = [
        (0.5 * source.size_m[0] - x, (1.0, 0.0, 0.0)),
        (0.5 * source.size_m[2] - z, (0.0, 0.0, 1.0)),
        (0.5 * source.size_m[0] + x, (-1.0, 0.0, 0.0)),
    ]
    distance, own = min(ways, key=lambda row: row[0])
    distance = max(distance, 0.0)
    speed = max(distance / _TO_EDGE_S, _OVER_EDGE_MPS)
    if body.shape != "ball":
        braked = 2.0 * body.friction * GRAVITY_MPS2 * distance
        speed = math.sqrt(_OVER_EDGE_MPS**2 + braked)
    vx, _, vz = (speed * quaternions.rotate(turn, np.array(own))).tolist()
    return Start(velocity_mps=(vx, 0.0, vz))


def _tipped(body: RigidBody, along: tuple[float, float]) -> Start:
    """Return the spin that just tips a body over its far lower edge, and some more.

    Source:
        Energy of a box about its edge: I w^2 / 2 = m g (the rise of its centre).
    """
    _, height, _ = body.size_m
    half = 0.5 * (abs(along[0]) * body.size_m[0] + abs(along[1]) * body.size_m[2])
    arm = math.hypot(half, 0.5 * height)
    rise = arm - 0.5 * height
    spin = _TIPPING * math.sqrt(2.0 * GRAVITY_MPS2 * rise / (4.0 / 3.0 * arm * arm))
    level = spin * 0.5 * height
    return Start(
        velocity_mps=(along[0] * level, spin * half, along[1] * level),
        spin_radps=(along[1] * spin, 0.0, -along[0] * spin),
    )

"""From where two points appear where they should: the surface of all such cameras.

Source:
    The inscribed angle theorem: a camera sees two points under an angle a if and only if it lies on
    a circle arc through both, turned about the line between them, a part of a torus. That all
    two-subject framings can be searched on this surface is the idea of Lino & Christie, "Intuitive
    and Efficient Camera Control with the Toric Space" (2015), doi 10.1145/2766965; what stands here
    is our own derivation by the law of sines.
"""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.geometry.composition.views import FOCAL, PITCH, ROLL, YAW

__all__ = ["Pair", "angle_between", "farthest_m", "level_camera"]

_PLANES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two points in the world and the places in the frame that they should have."""

    first: tuple[float, float, float]
    second: tuple[float, float, float]
    first_place: tuple[float, float]
    second_place: tuple[float, float]


def angle_between(pair: Pair, *, tangents: tuple[float, float]) -> float:
    """Return the angle between the view rays through both places [rad]."""
    one, two = (_ray(p, tangents) for p in (pair.first_place, pair.second_place))
    return math.atan2(float(np.linalg.norm(np.cross(one, two))), float(one @ two))


def farthest_m(pair: Pair, *, tangents: tuple[float, float]) -> float:
    """Return the greatest distance from which both points can have their places [m].

    Source:
        Law of sines: distance = length sin(b) / sin(a), largest where b is a right angle.
    """
    length = math.dist(pair.first, pair.second)
    return length / max(math.sin(angle_between(pair, tangents=tangents)), 1e-9)


def level_camera(
    pair: Pair, *, distance_m: float, focal_mm: float, gate_mm: tuple[float, float]
) -> Float[np.ndarray, "camera 7"]:
    """Return the cameras without roll that show both points at their places.

    `distance_m`: from the second point. They are up to four: on either side of the line, and
    nearer to the first point or farther behind it. None where the distance is out of reach.

    Source:
        Triangle of both points and the camera, angle a at the camera: sin(b) = d sin(a) / length
        gives the angle b at the first point, and the third angle the distance to it. About the line
        the camera is turned until its horizon is level, which a sign change brackets.
    """
    tangents = (0.5 * gate_mm[0] / focal_mm, 0.5 * gate_mm[1] / focal_mm)
    angle = angle_between(pair, tangents=tangents)
    length = math.dist(pair.first, pair.second)
    sine = distance_m * math.sin(angle) / max(length, 1e-9)
    if not 0.0 < sine <= 1.0 or angle <= 1e-9:
        return np.zeros((0, 7))
    acute = math.asin(sine)
    found = [
        _levelled(pair, at_first=at_first, angle=angle, tangents=tangents)
        for at_first in (math.pi - acute, acute)
        if at_first + angle < math.pi
    ]
    numbers = np.concatenate([np.zeros((0, 7)), *found])
    numbers[:, FOCAL] = math.log(focal_mm)
    return numbers


def _ray(place: tuple[float, float], tangents: tuple[float, float]) -> Float[np.ndarray, " 3"]:
    ray = np.array(
        [(2.0 * place[0] - 1.0) * tangents[0], (1.0 - 2.0 * place[1]) * tangents[1], -1.0]
    )
    return ray / np.linalg.norm(ray)


def _levelled(
    pair: Pair, *, at_first: float, angle: float, tangents: tuple[float, float]
) -> Float[np.ndarray, "camera 7"]:
    """Return the cameras of one triangle whose roll is 0: by secants between planes."""
    turns = np.linspace(0.0, math.tau, _PLANES + 1)
    rolls = _cameras(pair, turns, at_first=at_first, angle=angle, tangents=tangents)[:, ROLL]
    crossing = np.flatnonzero(
        (rolls[:-1] * rolls[1:] <= 0.0) & (np.abs(rolls[:-1]) < 1.0) & (np.abs(rolls[1:]) < 1.0)
    )
    low, high = turns[crossing], turns[crossing + 1]
    below, above = rolls[crossing], rolls[crossing + 1]
    for _ in range(4):
        middle = low - below * (high - low) / np.where(above == below, 1.0, above - below)
        roll = _cameras(pair, middle, at_first=at_first, angle=angle, tangents=tangents)[:, ROLL]
        first = roll * below > 0.0
        low, below = np.where(first, middle, low), np.where(first, roll, below)
        high, above = np.where(first, high, middle), np.where(first, above, roll)
    return _cameras(
        pair, np.where(np.abs(below) < np.abs(above), low, high),
        at_first=at_first, angle=angle, tangents=tangents,
    )  # fmt: skip


def _cameras(
    pair: Pair,
    turns: Float[np.ndarray, " turn"],
    *,
    at_first: float,
    angle: float,
    tangents: tuple[float, float],
) -> Float[np.ndarray, "turn 7"]:
    """Return the exact cameras in planes turned about the line between both points."""
    first, second = np.array(pair.first), np.array(pair.second)
    line = second - first
    length = float(np.linalg.norm(line))
    along = line / length
    side = np.cross(along, [0.0, 1.0, 0.0])
    side = side if np.linalg.norm(side) > 1e-6 else np.array([1.0, 0.0, 0.0])
    side = side / np.linalg.norm(side)
    across = np.cos(turns)[:, None] * side + np.sin(turns)[:, None] * np.cross(side, along)
    reach = length * math.sin(angle + at_first) / math.sin(angle)
    places = first + reach * (math.cos(at_first) * along + math.sin(at_first) * across)
    seen = _axes(first - places, second - places)
    wanted = _axes(_ray(pair.first_place, tangents)[None], _ray(pair.second_place, tangents)[None])
    turned = seen @ np.swapaxes(wanted, 1, 2)
    numbers = np.zeros((len(turns), 7))
    numbers[:, :3] = places
    numbers[:, YAW] = np.arctan2(turned[:, 0, 2], turned[:, 2, 2])
    numbers[:, PITCH] = np.arcsin(np.clip(-turned[:, 1, 2], -1.0, 1.0))
    numbers[:, ROLL] = -np.arctan2(turned[:, 1, 0], turned[:, 1, 1])
    return numbers


def _axes(
    one: Float[np.ndarray, "row 3"], two: Float[np.ndarray, "row 3"]
) -> Float[np.ndarray, "row 3 3"]:
    """Return right-handed axes (columns): the first along `one`, `two` in their first plane."""
    x = one / np.linalg.norm(one, axis=1, keepdims=True)
    z = np.cross(one, two)
    z = z / np.maximum(np.linalg.norm(z, axis=1, keepdims=True), 1e-12)
    return np.stack([x, np.cross(z, x), z], axis=2)

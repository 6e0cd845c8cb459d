"""Which way up things stand: people, animals, trees and houses upright, the rest as the ground."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from groundplan.geometry import quaternions
from groundplan.geometry.landform import Landform
from groundplan.world.channel import Channel, Key
from groundplan.world.evaluate import curve_of

__all__ = ["leaned_keys", "rotation_of", "tilted"]

Rotation = tuple[float, float, float, float]
_LEANING: Final = frozenset({"vehicle", "prop"})
"""Kinds that lie on the ground with their whole underside."""


def rotation_of(heading: float) -> Rotation:
    """Return the quaternion xyzw that turns +Z towards +X by `heading` [rad] about +Y."""
    return (0.0, math.sin(0.5 * heading), 0.0, math.cos(0.5 * heading))


def tilted(
    turn: Rotation, place: tuple[float, float, float], kind: str, *, landform: Landform | None
) -> Rotation:
    """Return a rotation about +Y, leaned so that what lies on the ground lies flat on it."""
    if landform is None or kind not in _LEANING:
        return turn
    normal = landform.normal_at(np.array(place[0]), np.array(place[2]))
    up = np.array([0.0, 1.0, 0.0])
    lean = quaternions.shortest_arc(up, normal)
    x, y, z, w = quaternions.multiply(lean, np.array(turn)).tolist()
    return (x, y, z, w)


def leaned_keys(
    places: Mapping[str, Key], turns: Mapping[str, Key], *, start: float, kind: str,
    landform: Landform,
) -> dict[str, Key]:  # fmt: skip
    """Return the rotation of what goes over ground: its heading, leaned as the ground is there.

    `start` is the heading of a body whose rotation has no keys [rad].
    """
    if kind not in _LEANING:
        return dict(turns)
    place = Channel(type="vec3", unit="m", keys=dict(places))
    turn = Channel(type="quat", unit="1", keys=dict(turns)) if turns else None
    stamps = sorted({key.t for key in (*places.values(), *turns.values())})
    times = np.array(stamps, dtype=np.float64)
    points = curve_of(place, times)
    headings = (
        np.tile(rotation_of(start), (len(times), 1)) if turn is None else curve_of(turn, times)
    )
    found: dict[str, Key] = {}
    for k, (stamp, point, own) in enumerate(zip(stamps, points, headings, strict=True)):
        x, y, z = point.tolist()
        qx, qy, qz, qw = own.tolist()
        leaned = tilted((qx, qy, qz, qw), (x, y, z), kind, landform=landform)
        found[f"k{k}"] = Key(t=stamp, v=leaned)
    return found

"""Wings of birds, spread to the side: an arm, and a hand whose feathers make its outline."""

import math

import numpy as np

from groundplan.assets import solids
from groundplan.assets.bird_forms import BirdForm, Tail, Wing
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.assets.swept import plank
from groundplan.geometry import quaternions, transforms

__all__ = ["flipper", "tail_fan", "wing"]

_AHEAD = 0.28
"""Of the chord, that lies ahead of the bones."""
_FEATHERS = 6
"""That the trailing edge of an arm or a hand shows."""


def wing(
    form: BirdForm, skeleton: Skeleton, height: float, *, role: str = "main"
) -> list[BodyPiece]:
    """Return the left wing as closed blades."""
    shape, count = form.wing, len(skeleton.names)
    hand = form.hand
    parts = [("leftWing", _arm(shape)), ("leftWingTip", _hand(shape, hand))]
    parts += [("leftWingTip", one) for one in _fingers(shape, hand)]
    return [
        rigid_piece(role, _at(solid, skeleton, joint, height=height),
                    joint=skeleton.index(joint), count=count)
        for joint, solid in parts
    ]  # fmt: skip


def flipper(
    form: BirdForm, skeleton: Skeleton, height: float, *, role: str = "main"
) -> list[BodyPiece]:
    """Return a penguin's left wing: one narrow blade that hangs at rest, in two halves."""
    shape, count = form.wing, len(skeleton.names)
    hand = form.hand
    pieces: list[BodyPiece] = []
    for joint, reach, first, last in (
        ("leftWing", shape.arm, 1.0, 1.05), ("leftWingTip", hand, 1.05, 0.5)
    ):  # fmt: skip
        s = np.linspace(0.0, 1.0, 9)
        wide = shape.chord * (first + (last - first) * s)
        if joint == "leftWingTip":
            wide *= np.sqrt(np.maximum(1.0 - s**4, 0.02))
        x = reach * (1.08 * s - 0.04)
        solid = plank(x, 0.5 * wide, -0.5 * wide, thick=np.full(9, 0.045) * (1.1 - 0.6 * s))
        pieces.append(
            rigid_piece(role, _at(solid, skeleton, joint, height=height),
                        joint=skeleton.index(joint), count=count)
        )  # fmt: skip
    return pieces


def _at(solid: Solid, skeleton: Skeleton, joint: str, *, height: float) -> Solid:
    return Solid(points=solid.points * height + skeleton.place(joint), faces=solid.faces)


def _scallop(s: np.ndarray, feathers: int, depth: float) -> np.ndarray:
    """Return how far the trailing edge draws back between feathers."""
    return depth * (1.0 - np.abs(np.sin(math.pi * feathers * s)) ** 0.6)


def _arm(shape: Wing) -> Solid:
    s = np.linspace(0.0, 1.0, 2 * _FEATHERS - 1)
    wide = shape.chord * (1.0 - 0.06 * s)
    front = _AHEAD * wide * (0.9 + 0.3 * s)
    back = -(1.0 - _AHEAD) * wide + _scallop(s, _FEATHERS // 2, 0.06 * shape.chord)
    thick = 0.13 * shape.chord * (1.0 - 0.4 * s)
    # Both ends are round: a folded wing shows the one, the hand covers the other.
    round_ends = np.sqrt(np.clip(1.0 - np.abs(2.0 * s - 1.0) ** 8.0, 0.1, 1.0))
    middle = 0.5 * (front + back)
    front, back = (middle + (edge - middle) * round_ends for edge in (front, back))
    return plank(shape.arm * (1.16 * s - 0.1), front, back, thick=thick, camber=0.09)


def _hand(shape: Wing, hand: float) -> Solid:
    """Return the hand: it narrows to its end, and stops short of it where feathers stand apart."""
    s = np.linspace(0.0, 1.0, 2 * _FEATHERS + 3)
    reach = hand * (0.62 if shape.fingers else 1.0)
    wide = shape.chord * (0.94 - (0.94 - shape.taper) * s)
    round_end = np.sqrt(np.maximum(1.0 - s ** (10.0 if shape.fingers else 4.0), 0.01))
    front = _AHEAD * wide * 1.2 * (1.0 - 0.7 * s**3)
    back = front - wide * round_end + _scallop(s, _FEATHERS, 0.05 * shape.chord) * (1.0 - s)
    thick = 0.09 * shape.chord * (1.0 - 0.6 * s)
    shoulder = np.sqrt(np.clip(1.0 - (1.0 - s / 0.2) ** 2, 0.02, 1.0))
    shoulder = np.where(s < 0.2, shoulder, 1.0)
    middle = front - 0.4 * (front - back)
    front, back = (middle + (edge - middle) * shoulder for edge in (front, back))
    return plank(reach * (1.07 * s - 0.07), front, back, thick=thick, camber=0.12)


def _fingers(shape: Wing, hand: float) -> list[Solid]:
    """Return the long feathers that stand apart, from the leading edge backwards."""
    made: list[Solid] = []
    s = np.linspace(0.0, 1.0, 4)
    for k in range(shape.fingers):
        u = k / (shape.fingers - 1.0)
        length = hand * (0.52 - 0.2 * u * u)
        half = 0.62 * shape.chord * shape.taper / shape.fingers
        wide = half * (1.0 - 0.35 * s) * np.sqrt(np.maximum(1.0 - s**6, 0.02))
        blade = plank(length * s, wide, -wide, thick=0.05 * shape.chord * (1.0 - 0.6 * s))
        fan = 0.34 * u - 0.1
        start = np.array([0.5 * hand, 0.02 * shape.chord - 0.004 * k,
                          shape.chord * shape.taper * (0.26 - 0.85 * u)])  # fmt: skip
        turn = quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), fan)
        made.append(solids.moved(blade, transforms.compose(start, turn, np.ones(3))))
    return made


def tail_fan(shape: Tail) -> list[Solid]:
    """Return the feathers of a tail, side by side, in standing heights."""
    if not shape.feathers:
        return []
    made: list[Solid] = []
    s = np.linspace(0.0, 1.0, 5)
    spread = math.atan2(shape.tip - shape.root, shape.length)
    each = 1.5 * (shape.root + (shape.tip - shape.root) * s) / shape.feathers
    for k in range(shape.feathers):
        u = 2.0 * k / (shape.feathers - 1.0) - 1.0
        length = shape.length * (1.0 - 0.1 * u * u)
        wide = each * np.sqrt(np.maximum(1.0 - s**6, 0.03))
        thick = np.full(len(s), 0.03) * (1.2 - 0.8 * s)
        blade = plank(length * s, wide, -wide, thick=thick)
        # From along +X to backwards, fanned out and pointing up.
        yaw = quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), 0.5 * math.pi - u * spread)
        lift = quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), shape.up)
        start = np.array([0.6 * u * shape.root, 0.0, 0.0])
        blade = solids.moved(blade, transforms.compose(start, yaw, np.ones(3)))
        if shape.upright:
            turned = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.5 * math.pi)
            blade = solids.moved(blade, transforms.compose(np.zeros(3), turned, np.ones(3)))
        place = np.array([0.0, shape.at[1] - 0.004 * abs(u), shape.at[0]])
        made.append(solids.moved(blade, transforms.compose(place, lift, np.ones(3))))
    return made

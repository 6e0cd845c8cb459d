"""What is lofted around the body: skirts, shoes, and locks of hair that hang."""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets import solids
from groundplan.assets.garments import Cut
from groundplan.assets.human import Figure
from groundplan.assets.surface_rings import BodyPiece, Weigh, blend, mirrored, rigid_piece, shell
from groundplan.assets.tailoring.drape import SIDES as _SIDES
from groundplan.assets.tailoring.drape import middle_z, outline
from groundplan.assets.tailoring.drape import reach as reach_of

__all__ = ["front_panel", "hung", "sandals", "shoes", "skirt"]

_SOLE_SIDES: Final = 14
_SHOE_STEPS: Final = (0.0, 0.04, 0.15, 0.32, 0.48, 0.64, 0.8, 0.91, 0.975, 1.0)
_SHOE_FULL: Final = (0.35, 0.66, 0.93, 1.0, 1.0, 1.0, 1.0, 0.95, 0.72, 0.4)


def skirt(
    figure: Figure, role: str, how: Cut, *, high: float, offset: float, under: bool
) -> BodyPiece:
    """Return cloth that hangs from `high` to the garment's hem, `offset` from the skin [m].

    Below the hips it falls straight and flares towards the hem. `under` starts it beneath the
    shell of the trunk.
    """
    rings = _fallen(figure, how, high=high, offset=offset, tuck=0.02 if under else 0.0)
    return shell(role, np.stack(rings), _skirt_weigh(figure))


def front_panel(figure: Figure, role: str, how: Cut, *, high: float, offset: float) -> BodyPiece:
    """Return the front half of such a skirt as a thin panel: an apron."""
    thin = 0.003 * figure.unit
    outer = _fallen(figure, how, high=high, offset=offset, tuck=0.0)
    half = np.concatenate([np.arange(-_SIDES // 4 - 1, 0), np.arange(_SIDES // 4 + 2)])
    centre = np.array([0.0, 0.0, middle_z(figure)])
    rings: list[Float64[np.ndarray, "side 3"]] = []
    for ring in outer:
        arc = ring[half]
        out = (arc - centre) * np.array([1.0, 0.0, 1.0])
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        rings.append(np.concatenate([arc, (arc - thin * out)[::-1]]))
    return shell(role, np.stack(rings), _skirt_weigh(figure))


def _fallen(
    figure: Figure, how: Cut, *, high: float, offset: float, tuck: float
) -> list[Float64[np.ndarray, "side 3"]]:
    """Return rings around the body from `high` down to the hem."""
    low, flare = how.hem, how.flare
    directions = solids.circle(_SIDES)
    levels = np.concatenate(
        [np.linspace(high, 0.5, 7)[:-1], np.linspace(0.5, low, max(round((0.5 - low) / 0.03), 2))]
    )
    reach = np.zeros(_SIDES)
    rings: list[Float64[np.ndarray, "side 3"]] = []
    folds = np.cos(np.arange(_SIDES) * np.pi * 2.0 * 6.0 / _SIDES)
    for level in levels:
        own = outline(figure, float(level))
        reach = np.maximum(own, reach) if level < 0.53 else own
        fall = float(np.clip((0.53 - level) / max(0.53 - low, 1e-3), 0.0, 1.0))
        ease = offset * (1.0 + 0.6 * fall) + flare * figure.unit * fall
        wave = 1.0 + 0.18 * folds * fall * min(flare / 0.06, 1.0)
        inside = tuck * figure.unit * float(np.clip((level - 0.53) / 0.06, 0.0, 1.0))
        flat = (reach + ease * wave - inside)[:, None] * directions
        rings.append(
            np.stack(
                [
                    flat[:, 0],
                    np.full(_SIDES, figure.level(float(level))),
                    middle_z(figure) + flat[:, 1],
                ],
                axis=1,
            )
        )
    return rings


def _skirt_weigh(figure: Figure) -> Weigh:
    joints = figure.skeleton
    names = ("hips", "spine", "chest", "leftUpperLeg", "rightUpperLeg")
    hips, spine, chest, left, right = (joints.index(name) for name in names)

    def weigh(points: Float64[np.ndarray, "point 3"]) -> Float64[np.ndarray, "point joint"]:
        weights = np.zeros((len(points), len(joints.names)))
        y = points[:, 1]
        up = blend(figure.level(0.585), 0.035 * figure.unit, y)
        top = blend(figure.level(0.66), 0.035 * figure.unit, y)
        low = 0.86 * np.clip((figure.level(0.53) - y) / (0.15 * figure.unit), 0.0, 1.0)
        side = blend(0.0, 0.075 * figure.unit, points[:, 0])
        weights[:, hips] = (1.0 - up) * (1.0 - low)
        weights[:, spine] = up * (1.0 - top)
        weights[:, chest] = up * top
        weights[:, left] = (1.0 - up) * low * side
        weights[:, right] = (1.0 - up) * low * (1.0 - side)
        return weights

    return weigh


def shoes(figure: Figure, role: str) -> list[BodyPiece]:
    """Return a shoe around each foot, its sole on y = 0."""
    joints = figure.skeleton
    foot, toes = joints.index("leftFoot"), joints.index("leftToes")
    own = figure.shares[:, foot] + figure.shares[:, toes] > 0.5
    points = figure.points[own & (figure.points[:, 0] > 0.0)]
    points = points[points[:, 1] < figure.level(0.06)]
    room = 0.005 * figure.unit
    back, front = float(points[:, 2].min()) - 1.4 * room, float(points[:, 2].max()) + 2.4 * room
    rings = [
        _shoe_ring(points, back + s * (front - back), full=full, room=room)
        for s, full in zip(_SHOE_STEPS, _SHOE_FULL, strict=True)
    ]
    ball = float(joints.place("leftToes")[2])

    def weigh(at: Float64[np.ndarray, "point 3"]) -> Float64[np.ndarray, "point joint"]:
        weights = np.zeros((len(at), len(joints.names)))
        weights[:, toes] = blend(ball + 0.005 * figure.unit, 0.02 * figure.unit, at[:, 2])
        weights[:, foot] = 1.0 - weights[:, toes]
        return weights

    piece = shell(role, np.stack(rings), weigh)
    return [piece, mirrored(piece, joints.names)]


def sandals(figure: Figure, role: str) -> list[BodyPiece]:
    """Return a sole under each foot, and two straps over it."""
    joints, u = figure.skeleton, figure.unit
    whole = shoes(figure, role)[0]
    low = whole.solid.points.copy()
    low[:, 1] = np.minimum(low[:, 1], 0.011 * u)
    sole = BodyPiece(
        role=role, solid=solids.Solid(points=low, faces=whole.solid.faces), weights=whole.weights
    )
    pieces = [sole]
    back, front = float(low[:, 2].min()), float(low[:, 2].max())
    for share, joint in ((0.36, "leftFoot"), (0.7, "leftToes")):
        z = back + share * (front - back)
        near = np.argsort(np.abs(whole.solid.points[:, 2] - z), kind="stable")[:28]
        own = whole.solid.points[near]
        left, right, top = float(own[:, 0].min()), float(own[:, 0].max()), float(own[:, 1].max())
        arch = [
            (left, 0.006 * u, z), (left + 0.15 * (right - left), 0.75 * top, z),
            (0.5 * (left + right), top, z), (right - 0.15 * (right - left), 0.75 * top, z),
            (right, 0.006 * u, z),
        ]  # fmt: skip
        strap = solids.tube(arch, 0.007 * u, segments=6)
        pieces.append(rigid_piece(role, strap, joint=joints.index(joint), count=len(joints.names)))
    return [*pieces, *(mirrored(piece, joints.names) for piece in pieces)]


def _shoe_ring(
    points: Float64[np.ndarray, "point 3"], z: float, *, full: float, room: float
) -> Float64[np.ndarray, "side 3"]:
    """Return one slice across the foot: flat below, round above."""
    gap = np.abs(points[:, 2] - z)
    slice_ = points[gap <= np.sort(gap)[min(24, len(gap) - 1)]]
    left, right = float(slice_[:, 0].min()) - room, float(slice_[:, 0].max()) + room
    top = float(slice_[:, 1].max()) + room
    ring = solids.circle(_SOLE_SIDES)
    x = np.sign(ring[:, 0]) * np.abs(ring[:, 0]) ** 0.75
    y = np.sign(ring[:, 1]) * np.abs(ring[:, 1]) ** np.where(ring[:, 1] < 0.0, 0.35, 0.85)
    middle, half = 0.5 * (left + right), 0.5 * (right - left) * full
    # Full height only where the slice is full: the toe cap slopes down to the sole.
    high = max(top, 5.0 * room) * (0.5 + 0.5 * full)
    return np.stack([middle + half * x, 0.5 * high * (1.0 + y), np.full(len(ring), z)], axis=1)


def hung(
    figure: Figure, role: str, *, low: float, opening: float, thickness: float, waves: float = 0.0
) -> BodyPiece:
    """Return hair that hangs from the temples to `low` [m], open ahead by +-`opening` [rad]."""
    middle, ahead = figure.head_middle
    head = figure.points[figure.shares[:, figure.skeleton.index("head")] > 0.5]
    head = head[np.abs(head[:, 0]) <= figure.head_half[0]]
    neck = figure.skeleton.place("neck")
    back = min(figure.surface(0.80)[1], figure.surface(0.78)[1])
    steps = np.linspace(middle + 0.22 * figure.head, low, 14)
    round_ = np.linspace(0.0, 2.0 * np.pi, _SIDES, endpoint=False)
    angles = np.linspace(opening, 2.0 * np.pi - opening, 25)
    out = np.stack([np.sin(angles), np.cos(angles)], axis=1)
    rings: list[Float64[np.ndarray, "side 3"]] = []
    reach, least = np.zeros(25), 0.0
    for y in steps:
        band = head[np.abs(head[:, 1] - y) < 0.06 * figure.head]
        if len(band) > 12 and y > middle - 0.25 * figure.head:
            reach = np.interp(angles, round_, reach_of(band, ahead), period=2.0 * np.pi)
            least = float(reach.max())
        fall = float(np.clip((steps[0] - y) / (steps[0] - low), 0.0, 1.0))
        down = float(np.clip((neck[1] + 0.03 * figure.unit - y) / (0.09 * figure.unit), 0.0, 1.0))
        narrow = reach * (1.0 - 0.10 * fall)
        shift = ahead + down * min(back - 0.012 * figure.unit - (ahead - least * 0.9), 0.0)
        full = thickness * (min(8.0 * fall, 1.0) + 0.6 * np.sin(np.pi * fall)) - 0.01 * (
            fall <= 0.0
        )
        locks = 1.0 + 0.16 * np.cos(9.0 * angles) * fall
        locks += 0.3 * waves * np.sin(5.0 * angles + 15.0 * fall) * min(4.0 * fall, 1.0)
        full = full * locks
        ring = np.concatenate(
            [out * (narrow + full)[:, None], (out * 0.86 * narrow[:, None])[::-1]]
        )
        rings.append(np.stack([ring[:, 0], np.full(len(ring), y), ring[:, 1] + shift], axis=1))
    return shell(role, np.stack(rings), _hair_weigh(figure))


def _hair_weigh(figure: Figure) -> Weigh:
    joints = figure.skeleton
    head, neck, chest = (joints.index(name) for name in ("head", "neck", "upperChest"))
    base, u = float(joints.place("neck")[1]), figure.unit

    def weigh(points: Float64[np.ndarray, "point 3"]) -> Float64[np.ndarray, "point joint"]:
        weights = np.zeros((len(points), len(joints.names)))
        down = 1.0 - blend(base + 0.02 * u, 0.05 * u, points[:, 1])
        lower = 1.0 - blend(base - 0.06 * u, 0.05 * u, points[:, 1])
        weights[:, head] = 1.0 - down
        weights[:, neck] = down * (1.0 - lower)
        weights[:, chest] = down * lower
        return weights

    return weigh

"""What is lofted around the body: skirts, shoes, and locks of hair that hang."""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets import solids
from groundplan.assets.garments import Cut
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.surface_rings import BodyPiece, Weigh, blend, mirrored, shell

__all__ = ["draped", "hung", "shoes", "skirt"]

_SIDES: Final = 36
_DRAPED: Final = (0.455, 0.475, 0.73, 0.785)
_SOLE_SIDES: Final = 14
_SHOE_STEPS: Final = (0.0, 0.04, 0.15, 0.32, 0.48, 0.64, 0.8, 0.91, 0.975, 1.0)
_SHOE_FULL: Final = (0.35, 0.66, 0.93, 1.0, 1.0, 1.0, 1.0, 0.95, 0.72, 0.4)


def _reach(points: Float64[np.ndarray, "point 3"], centre_z: float) -> Float64[np.ndarray, " side"]:
    """Return how far the convex outline of points reaches from (0, centre_z) around +Y [m]."""
    directions = solids.circle(_SIDES)
    flat = points[:, [0, 2]] - np.array([0.0, centre_z])
    support = (flat @ directions.T).max(axis=0)
    cosine = directions @ directions.T
    return np.where(cosine > 0.15, support / np.maximum(cosine, 0.15), np.inf).min(axis=1)


def _outline(figure: Figure, height: float) -> Float64[np.ndarray, " side"]:
    """Return how far trunk and legs reach at a height of the garments' scale [m]."""
    within = 0.012
    while figure.near(height, within=within).sum() < 12:
        within *= 1.6
    points = figure.points[figure.near(height, within=within)]
    return _reach(points, float(figure.skeleton.place("spine")[2]))


@lru_cache(maxsize=16)
def draped(figure: Figure) -> Float64[np.ndarray, "vertex 3"]:
    """Return the body's points as cloth takes them: hollows of the trunk are spanned."""
    data = body_data()
    levels = np.linspace(_DRAPED[0], _DRAPED[-1], 16)
    reach = np.stack([_outline(figure, float(level)) for level in levels])
    centre = np.array([0.0, 0.0, figure.skeleton.place("spine")[2]])
    chosen = (data.height > levels[0]) & (data.height < levels[-1]) & (data.arm_share <= 0.0)
    out = (figure.points[chosen] - centre) * np.array([1.0, 0.0, 1.0])
    radius = np.maximum(np.linalg.norm(out, axis=1), 1e-6)
    row = np.interp(data.height[chosen], levels, np.arange(len(levels)))
    column = np.mod(np.arctan2(out[:, 0], out[:, 2]) / (2.0 * np.pi), 1.0) * _SIDES
    low, left = np.floor(row).astype(int), np.floor(column).astype(int)
    high, right = np.minimum(low + 1, len(levels) - 1), (left + 1) % _SIDES
    s, t = row - low, column - left
    wanted = (1.0 - s) * ((1.0 - t) * reach[low, left % _SIDES] + t * reach[low, right])
    wanted += s * ((1.0 - t) * reach[high, left % _SIDES] + t * reach[high, right])
    share = np.interp(data.height[chosen], _DRAPED, (0.0, 1.0, 1.0, 0.0))
    more = np.maximum(wanted - radius, 0.0) * share
    points = figure.points.copy()
    points[chosen] += out / radius[:, None] * more[:, None]
    return points


def skirt(
    figure: Figure, role: str, how: Cut, *, high: float, offset: float, under: bool
) -> BodyPiece:
    """Return cloth that hangs from `high` to the garment's hem, `offset` from the skin [m].

    Below the hips it falls straight and flares towards the hem. `under` starts it beneath the
    shell of the trunk.
    """
    low, flare = how.hem, how.flare
    directions = solids.circle(_SIDES)
    levels = np.concatenate(
        [np.linspace(high, 0.5, 7)[:-1], np.linspace(0.5, low, max(round((0.5 - low) / 0.03), 2))]
    )
    reach = np.zeros(_SIDES)
    tucked = 0.02 * figure.unit if under else 0.0
    rings: list[Float64[np.ndarray, "side 3"]] = []
    for level in levels:
        own = _outline(figure, float(level))
        reach = np.maximum(own, reach) if level < 0.53 else own
        fall = float(np.clip((0.53 - level) / max(0.53 - low, 1e-3), 0.0, 1.0))
        ease = offset * (1.0 + 0.6 * fall) + flare * figure.unit * fall
        wave = 1.0 + 0.18 * np.cos(np.arange(_SIDES) * np.pi * 2.0 * 6.0 / _SIDES) * fall * min(
            flare / 0.06, 1.0
        )
        radius = reach + ease * wave - tucked * float(np.clip((level - 0.53) / 0.06, 0.0, 1.0))
        rings.append(
            np.stack(
                [
                    radius * directions[:, 0],
                    np.full(_SIDES, figure.level(float(level))),
                    figure.skeleton.place("spine")[2] + radius * directions[:, 1],
                ],
                axis=1,
            )
        )
    return shell(role, np.stack(rings), _skirt_weigh(figure))


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


def hung(figure: Figure, role: str, *, low: float, opening: float, thickness: float) -> BodyPiece:
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
            reach = np.interp(angles, round_, _reach(band, ahead), period=2.0 * np.pi)
            least = float(reach.max())
        fall = float(np.clip((steps[0] - y) / (steps[0] - low), 0.0, 1.0))
        down = float(np.clip((neck[1] + 0.03 * figure.unit - y) / (0.09 * figure.unit), 0.0, 1.0))
        narrow = reach * (1.0 - 0.10 * fall)
        shift = ahead + down * min(back - 0.012 * figure.unit - (ahead - least * 0.9), 0.0)
        full = thickness * (min(8.0 * fall, 1.0) + 0.6 * np.sin(np.pi * fall)) - 0.01 * (
            fall <= 0.0
        )
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

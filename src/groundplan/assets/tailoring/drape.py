"""How cloth hangs: directions away from the skin, and how far off it loose cloth lies.

Gaps are lengths along `outward` [m], one for each vertex of the body.
"""

from functools import cache, lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float, Float64, Int64

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.tailoring.body_fields import body_fields

__all__ = ["eased", "hanging", "middle_z", "outline", "outward", "reach", "straight_legs"]

Gap = Float64[np.ndarray, " vertex"]
SIDES: Final = 36
_TURNING: Final = 8
"""Rounds of smoothing of the directions in which cloth leaves the skin."""
_SPANNING: Final = 12
"""Rounds of smoothing: cloth spans small shapes of the body instead of following them."""
_LEVELS: Final = (0.455, 0.475, 0.73, 0.785)
"""From where to where the trunk's cloth hangs free, and where it does so fully."""
_MIDDLES: Final = (0.54, 0.60, 0.66)
_LEAST_COSINE: Final = 0.5
_LEANING: Final = (0.46, 0.50, 0.68, 0.78)
"""Heights between which cloth leaves the trunk level, straight away from its middle."""


@cache
def _neighbours() -> tuple[Int64[np.ndarray, " link"], Int64[np.ndarray, " link"]]:
    faces = body_data().skin
    pairs = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    return pairs[:, 0], pairs[:, 1]


def _smooth(values: Float[np.ndarray, "vertex part"], rounds: int) -> Float64[np.ndarray, "..."]:
    """Return values moved halfway to the mean of their neighbours on the skin, `rounds` times."""
    near, far = _neighbours()
    count = np.maximum(np.bincount(near, minlength=len(values)), 1)[:, None]
    for _ in range(rounds):
        total = [np.bincount(near, weights=part[far], minlength=len(part)) for part in values.T]
        values = 0.5 * (values + np.stack(total, axis=1) / count)
    return values


def middle_z(figure: Figure) -> float:
    """Return how far ahead the trunk's middle lies, halfway between belly and back [m]."""
    halves = [0.5 * sum(figure.surface(height)) for height in _MIDDLES]
    return float(np.mean(halves))


@lru_cache(maxsize=16)
def outward(figure: Figure) -> Float64[np.ndarray, "vertex 3"]:
    """Return unit directions away from the skin, the same for all that is worn.

    Around the trunk they lean away from its middle, so that cloth does not crease in hollows.
    """
    data = body_data()
    centre = np.array([0.0, 0.0, middle_z(figure)])
    away = (figure.points - centre) * np.array([1.0, 0.0, 1.0])
    away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    share = np.interp(data.height, _LEANING, (0.0, 1.0, 1.0, 0.0))
    share = np.where(data.arm_share <= 0.0, share, 0.0)[:, None]
    found = (1.0 - share) * _smooth(figure.normals, _TURNING) + share * away
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)


@lru_cache(maxsize=16)
def _spanned(figure: Figure) -> Gap:
    """Return how far above the skin a smoothed body lies; negative where it stands out."""
    loose = _smooth(figure.points, _SPANNING)
    return np.sum((loose - figure.points) * outward(figure), axis=1)


def eased(figure: Figure, *, offset_m: Gap, least_m: Gap) -> Gap:
    """Return the gap of cloth `offset_m` off a smoothed body, nowhere below `least_m`."""
    gap = offset_m + np.maximum(_spanned(figure), -offset_m)
    short = _smooth(np.maximum(least_m - gap, 0.0)[:, None], 3)[:, 0]
    gap = _smooth((gap + short)[:, None], 4)[:, 0]
    return np.maximum(gap, least_m)


def reach(points: Float64[np.ndarray, "point 3"], centre_z: float) -> Float64[np.ndarray, " side"]:
    """Return how far the convex outline of points reaches from (0, centre_z) around +Y [m]."""
    directions = solids.circle(SIDES)
    flat = points[:, [0, 2]] - np.array([0.0, centre_z])
    support = (flat @ directions.T).max(axis=0)
    cosine = directions @ directions.T
    return np.where(cosine > 0.15, support / np.maximum(cosine, 0.15), np.inf).min(axis=1)


def outline(figure: Figure, height: float) -> Float64[np.ndarray, " side"]:
    """Return how far trunk and legs reach at a height of the garments' scale [m]."""
    within = 0.012
    while figure.near(height, within=within).sum() < 12:
        within *= 1.6
    points = figure.points[figure.near(height, within=within)]
    return reach(points, middle_z(figure))


@lru_cache(maxsize=16)
def _outlines(
    figure: Figure,
) -> tuple[Float64[np.ndarray, " level"], tuple[Float64[np.ndarray, " side"], ...]]:
    levels = np.linspace(_LEVELS[0], _LEVELS[-1], 16)
    return levels, tuple(outline(figure, float(level)) for level in levels)


@lru_cache(maxsize=64)
def hanging(figure: Figure, fall: float) -> Gap:
    """Return the gap that spans the trunk's hollows.

    `fall`: 0 follows the outline at each height, 1 hangs straight down from the widest above.
    """
    levels, rings = _outlines(figure)
    rings = list(rings)
    for k in range(len(levels) - 2, -1, -1):
        if levels[k] < _LEVELS[2]:
            more = np.maximum(rings[k + 1] - rings[k], 0.0)
            rings[k] = rings[k] + fall * more
    return _out_to(figure, levels=levels, rings=np.stack(rings))


def _out_to(
    figure: Figure,
    *,
    levels: Float64[np.ndarray, " level"],
    rings: Float64[np.ndarray, "level side"],
) -> Gap:
    height, arm_share = body_data().height, body_data().arm_share
    centre = np.array([0.0, 0.0, middle_z(figure)])
    chosen = (height > levels[0]) & (height < levels[-1]) & (arm_share <= 0.0)
    out = (figure.points[chosen] - centre) * np.array([1.0, 0.0, 1.0])
    radius = np.maximum(np.linalg.norm(out, axis=1), 1e-6)
    row = np.interp(height[chosen], levels, np.arange(len(levels)))
    column = np.mod(np.arctan2(out[:, 0], out[:, 2]) / (2.0 * np.pi), 1.0) * SIDES
    low, left = np.floor(row).astype(int), np.floor(column).astype(int) % SIDES
    high, right = np.minimum(low + 1, len(levels) - 1), (left + 1) % SIDES
    s, t = row - low, column - np.floor(column)
    wanted = (1.0 - s) * ((1.0 - t) * rings[low, left] + t * rings[low, right])
    wanted += s * ((1.0 - t) * rings[high, left] + t * rings[high, right])
    share = np.interp(height[chosen], _LEVELS, (0.0, 1.0, 1.0, 0.0))
    facing = np.sum(outward(figure)[chosen] * out, axis=1) / radius
    gap = np.zeros(len(height))
    gap[chosen] = np.maximum(wanted - radius, 0.0) * share / np.maximum(facing, _LEAST_COSINE)
    return gap


def straight_legs(figure: Figure, *, knee_m: float, hem_m: float) -> Gap:
    """Return the gap of trouser legs whose radii at knee and hem are at least as given [m]."""
    data, fields = body_data(), body_fields()
    joints, points = figure.skeleton, figure.points
    gap = np.zeros(len(points))
    for side, sign in (("left", 1.0), ("right", -1.0)):
        own = (data.height < 0.5) & (points[:, 0] * sign > 0.0) & (data.arm < 0.0)
        own &= ~fields.foot | (data.height > 0.03)
        marks = [joints.place(f"{side}{part}") for part in ("Foot", "LowerLeg", "UpperLeg")]
        heights = [float(mark[1]) for mark in marks]
        place = points[own]
        axis = np.stack(
            [np.interp(place[:, 1], heights, [float(m[k]) for m in marks]) for k in (0, 2)], axis=1
        )
        # Cloth falls behind the shin and the calf alike: between their middle and the joints.
        flat = place[:, [0, 2]] - axis
        radius = np.maximum(np.linalg.norm(flat, axis=1), 1e-6)
        wide = np.interp(
            data.height[own], (0.05, 0.283, 0.45, 0.5), (hem_m, knee_m, 1.04 * knee_m, 0.0)
        )
        # The inner sides of both legs never cross.
        inner = np.maximum(-flat[:, 0] * sign / radius, 1e-3)
        room = np.where(inner > 0.1, (np.abs(axis[:, 0]) - 0.006) / inner, np.inf)
        facing = np.sum(outward(figure)[own][:, [0, 2]] * flat, axis=1) / radius
        more = np.maximum(np.minimum(wide, room) - radius, 0.0)
        gap[own] = more / np.maximum(facing, _LEAST_COSINE)
    return gap

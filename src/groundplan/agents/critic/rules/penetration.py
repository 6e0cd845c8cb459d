"""How deep one drawn body is inside another, by rays through their posed surfaces."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.posed import PosedBodies

__all__ = ["deepest_m", "depth_inside_m"]

_POINTS: Final = 160
_TRIANGLES: Final = 6000
"""Of the surfaces where the boxes meet: our engineering defaults."""
_NEEDED: Final = 5
"""Ways out of six along which a point inside sees the back of the surface first."""


def depth_inside_m(bodies: PosedBodies, first: str, second: str, *, index: int) -> float:
    """Return how deep the deepest looked-at point of either is inside the other [m].

    A point is inside where, along at least five of the six ways along the axes, the first surface
    that it meets shows it its back; it is as deep as the nearest of those surfaces is far. Touching
    hands and feet are a centimetre deep at most.
    """
    a, b = bodies.surface(first, index), bodies.surface(second, index)
    if a is None or b is None:
        return 0.0
    low = np.maximum(a.min(axis=(0, 1)), b.min(axis=(0, 1)))
    high = np.minimum(a.max(axis=(0, 1)), b.max(axis=(0, 1)))
    if np.any(low >= high):
        return 0.0
    return max(deepest_m(a, b, low=low, high=high), deepest_m(b, a, low=low, high=high))


def deepest_m(
    of: Float[np.ndarray, "triangle corner 3"],
    within: Float[np.ndarray, "other corner 3"],
    *,
    low: Float[np.ndarray, " 3"],
    high: Float[np.ndarray, " 3"],
) -> float:
    """Return how deep triangles of one surface, between two corners, are in another [m]."""
    points = of.mean(axis=1)
    points = points[np.all((points > low) & (points < high), axis=1)]
    if not len(points):
        return 0.0
    points = points[:: max(len(points) // _POINTS, 1)]
    beside = (within.min(axis=1) < high) & (within.max(axis=1) > low)
    walls = within[beside.sum(axis=1) >= 2]  # what a ray along an axis from the box can meet
    if len(walls) > _TRIANGLES:
        return 0.0  # so fine a mesh would take seconds: such things are told by their boxes alone
    backs = np.zeros(len(points))
    nearest = np.full(len(points), np.inf)
    for axis in range(3):
        for way in (1.0, -1.0):
            away, back = _first_hit(points, walls, axis=axis, way=way)
            backs += back
            nearest = np.where(back, np.minimum(nearest, away), nearest)
    inside = backs >= _NEEDED
    return float(nearest[inside].max()) if inside.any() else 0.0


def _first_hit(
    points: Float[np.ndarray, "point 3"],
    walls: Float[np.ndarray, "triangle corner 3"],
    *,
    axis: int,
    way: float,
) -> tuple[Float[np.ndarray, " point"], np.ndarray]:
    """Return how far the first surface along an axis is, and whether it shows its back.

    Source:
        Barycentric coordinates of a point in a projected triangle; a back faces along the ray.
    """
    u, v = [k for k in range(3) if k != axis]
    a, b, c = walls[:, 0], walls[:, 1], walls[:, 2]
    area = (b[:, u] - a[:, u]) * (c[:, v] - a[:, v]) - (b[:, v] - a[:, v]) * (c[:, u] - a[:, u])
    flat = np.abs(area) > 1e-14
    a, b, c, area = a[flat], b[flat], c[flat], area[flat]
    p = points[:, None]
    s = ((p[..., u] - a[:, u]) * (c[:, v] - a[:, v])
         - (p[..., v] - a[:, v]) * (c[:, u] - a[:, u])) / area  # fmt: skip
    t = ((b[:, u] - a[:, u]) * (p[..., v] - a[:, v])
         - (b[:, v] - a[:, v]) * (p[..., u] - a[:, u])) / area  # fmt: skip
    met = (s >= 0.0) & (t >= 0.0) & (s + t <= 1.0)
    at = a[:, axis] + s * (b[:, axis] - a[:, axis]) + t * (c[:, axis] - a[:, axis])
    away = way * (at - p[..., axis])
    away = np.where(met & (away > 1e-6), away, np.inf)
    first = np.argmin(away, axis=1) if away.shape[1] else np.zeros(len(points), dtype=np.int64)
    if not away.shape[1]:
        return np.full(len(points), np.inf), np.zeros(len(points), dtype=bool)
    # The sign of the projected area is that of the normal along the axis (cyclic order of axes).
    sign = -1.0 if axis == 1 else 1.0
    facing = np.sign(area[first]) * sign * way > 0.0
    nearest = away[np.arange(len(points)), first]
    return nearest, facing & np.isfinite(nearest)

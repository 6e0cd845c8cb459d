"""Light of flat matte panels on a small surface, exact for any polygon.

Source:
    J. H. Lambert, "Photometria", 1760, as it is commonly given: the irradiance of a polygon of
    uniform radiance L is E = L / 2 * sum over edges of (angle that the edge subtends) * (unit
    normal of the plane through the edge and the receiver) . (receiver's normal), over the part of
    the polygon above the receiver's horizon.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["panel_corners", "polygon_projected_solid_angle"]

_LEAST: Final = 1e-12

Vector = Float[np.ndarray, " 3"]


def panel_corners(
    centre: Vector, direction: Vector, size_m: tuple[float, float]
) -> Float[np.ndarray, "4 3"]:
    """Return the corners of an upright panel that shines along the unit vector `direction` [m].

    Its width lies level; one that shines straight up or down has its width along X. In order, seen
    by whom it shines at: counter-clockwise or not, which the irradiance does not depend on.
    """
    up = np.array([0.0, 1.0, 0.0])
    across = _cross(direction, up)
    if float(np.sum(across * across)) < 1e-6:
        across = np.array([1.0, 0.0, 0.0])
    across = across / math.sqrt(float(np.sum(across * across)))
    along = _cross(across, direction)
    half_width, half_height = 0.5 * size_m[0] * across, 0.5 * size_m[1] * along
    return np.stack([
        centre - half_width - half_height, centre + half_width - half_height,
        centre + half_width + half_height, centre - half_width + half_height,
    ])  # fmt: skip


def polygon_projected_solid_angle(
    corners: Float[np.ndarray, "corner 3"], receiver: Vector, normal: Vector
) -> float:
    """Return the illuminance that a polygon of luminance 1 gives to a small surface [sr].

    Times luminance [cd/m^2] it is lux. `normal` is the receiver's, unit; what lies below its
    horizon gives nothing. The polygon is flat and convex; which side of it shines is not asked.
    """
    seen = _above_horizon(corners - receiver, normal)
    if len(seen) < 3:
        return 0.0
    lengths = np.sqrt(np.sum(seen * seen, axis=1))
    if float(lengths.min()) < _LEAST:
        return math.pi
    ways = seen / lengths[:, None]
    total = 0.0
    for a, b in zip(ways, np.roll(ways, -1, axis=0), strict=True):
        plane = _cross(a, b)
        sine = math.sqrt(float(np.sum(plane * plane)))
        if sine > _LEAST:
            angle = math.atan2(sine, float(np.sum(a * b)))
            total += angle * float(np.sum(plane * normal)) / sine
    return 0.5 * abs(total)


def _above_horizon(
    points: Float[np.ndarray, "corner 3"], normal: Vector
) -> Float[np.ndarray, "kept 3"]:
    """Return the part of a polygon about the origin on the side of `normal`."""
    heights = np.sum(points * normal, axis=1)
    kept: list[Vector] = []
    for k in range(len(points)):
        here, before = float(heights[k]), float(heights[k - 1])
        if (here >= 0.0) != (before >= 0.0):
            share = before / (before - here)
            kept.append(points[k - 1] + share * (points[k] - points[k - 1]))
        if here >= 0.0:
            kept.append(points[k])
    return np.array(kept).reshape(-1, 3)


def _cross(a: Vector, b: Vector) -> Vector:
    return np.array([
        a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
    ])  # fmt: skip

"""Where rays hit: planes, spheres, boxes and triangles, vectorised.

A ray is an origin and a direction of any length; answers are distances in lengths of that
direction, 0 or more, and `inf` where the ray misses.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["ray_box", "ray_plane", "ray_point", "ray_sphere", "ray_triangle"]

_PARALLEL: Final = 1e-12


def ray_point(
    origin: Float[np.ndarray, "*#batch 3"],
    direction: Float[np.ndarray, "*#batch 3"],
    distance: float | Float[np.ndarray, "*#batch"],
) -> Float[np.ndarray, "... 3"]:
    """Return the point on the ray; not finite where the ray missed."""
    return origin + direction * np.asarray(distance, dtype=np.float64)[..., None]


def ray_plane(
    origin: Float[np.ndarray, "*#batch 3"],
    direction: Float[np.ndarray, "*#batch 3"],
    *,
    point: Float[np.ndarray, "*#batch 3"],
    normal: Float[np.ndarray, "*#batch 3"],
) -> Float[np.ndarray, "..."]:
    """Return where rays hit the plane through `point`, from either side."""
    slant = np.sum(direction * normal, axis=-1)
    height = np.sum((point - origin) * normal, axis=-1)
    hits = np.abs(slant) > _PARALLEL
    distance = height / np.where(hits, slant, 1.0)
    return np.asarray(np.where(hits & (distance >= 0.0), distance, np.inf))


def ray_sphere(
    origin: Float[np.ndarray, "*#batch 3"],
    direction: Float[np.ndarray, "*#batch 3"],
    *,
    centre: Float[np.ndarray, "*#batch 3"],
    radius: float,
) -> Float[np.ndarray, "..."]:
    """Return where rays first meet the surface of a sphere, from outside or inside."""
    offset = origin - centre
    a = np.sum(direction * direction, axis=-1)
    half_b = np.sum(offset * direction, axis=-1)
    # Distance of the line from the centre: keeps its digits where b^2 - ac would lose them.
    nearest = offset - direction * (half_b / a)[..., None]
    room = radius * radius - np.sum(nearest * nearest, axis=-1)
    reach = np.sqrt(np.maximum(room, 0.0) / a)
    near, far = np.asarray(-half_b / a - reach), np.asarray(-half_b / a + reach)
    first = np.where(near >= 0.0, near, far)
    return np.asarray(np.where((room >= 0.0) & (first >= 0.0), first, np.inf))


def ray_box(
    origin: Float[np.ndarray, "*#batch 3"],
    direction: Float[np.ndarray, "*#batch 3"],
    *,
    box: Float[np.ndarray, "2 3"],
) -> Float[np.ndarray, "..."]:
    """Return where rays enter an axis-aligned box (lowest, highest corner); 0 from inside."""
    moving = direction != 0.0
    step = np.where(moving, direction, 1.0)
    with np.errstate(over="ignore"):  # a face too far away to count is infinitely far away
        to_low, to_high = (box[0] - origin) / step, (box[1] - origin) / step
    within = (origin >= box[0]) & (origin <= box[1])
    beside = np.where(within, -np.inf, np.inf)
    enter = np.where(moving, np.minimum(to_low, to_high), beside)
    leave = np.where(moving, np.maximum(to_low, to_high), -beside)
    first = np.maximum(np.max(enter, axis=-1), 0.0)
    return np.asarray(np.where(first <= np.min(leave, axis=-1), first, np.inf))


def ray_triangle(
    origin: Float[np.ndarray, "*#batch 3"],
    direction: Float[np.ndarray, "*#batch 3"],
    *,
    triangle: Float[np.ndarray, "*#batch 3 3"],
) -> Float[np.ndarray, "..."]:
    """Return where rays hit a triangle (corner, axis), from either side, edges included.

    Source:
        Moller and Trumbore, "Fast, Minimum Storage Ray/Triangle Intersection", 1997.
    """
    corner = triangle[..., 0, :]
    side_u, side_v = triangle[..., 1, :] - corner, triangle[..., 2, :] - corner
    across = np.cross(direction, side_v)
    determinant = np.sum(side_u * across, axis=-1)
    crosses = np.abs(determinant) > _PARALLEL
    scale = 1.0 / np.where(crosses, determinant, 1.0)
    offset = origin - corner
    u = np.sum(offset * across, axis=-1) * scale
    turned = np.cross(offset, side_u)
    v = np.sum(direction * turned, axis=-1) * scale
    distance = np.sum(side_v * turned, axis=-1) * scale
    hits = crosses & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (distance >= 0.0)
    return np.asarray(np.where(hits, distance, np.inf))

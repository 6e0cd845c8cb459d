"""Boxes: corners, overlap and how much of two boxes is shared.

An axis-aligned box is an array of shape (..., 2, axis): lowest corner, then highest. A footprint is
a rectangle on the ground: centre (x, z), size (width along its own X, depth along its own Z) [m],
and a heading that turns +Z towards +X [rad].
"""

from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import transforms

__all__ = [
    "box_around", "box_corners", "footprint_corners", "footprint_gap", "footprints_overlap",
    "intersection_over_union", "oriented_box_corners",
]  # fmt: skip

_SIGNS: Final = np.array([[x, y, z] for x in (0.0, 1.0) for y in (0.0, 1.0) for z in (0.0, 1.0)])


def box_around(
    points: Float[np.ndarray, "*batch point axis"],
) -> Float[np.ndarray, "*batch 2 axis"]:
    """Return the smallest axis-aligned box around points.

    Raises:
        InputError: There are no points.
    """
    if points.shape[-2] == 0:
        raise InputError("a box around no points does not exist", "give one point or more")
    return np.stack([np.min(points, axis=-2), np.max(points, axis=-2)], axis=-2)


def box_corners(box: Float[np.ndarray, "*batch 2 3"]) -> Float[np.ndarray, "*batch 8 3"]:
    """Return the eight corners; corner 4x + 2y + z is high on the axes whose bit is set."""
    low, high = box[..., None, 0, :], box[..., None, 1, :]
    return low + _SIGNS * (high - low)


def oriented_box_corners(
    target_from_box: Float[np.ndarray, "*batch 4 4"], box: Float[np.ndarray, "*batch 2 3"]
) -> Float[np.ndarray, "*batch 8 3"]:
    """Return the corners of a box that was moved by a transform, in `box_corners` order."""
    return transforms.transform_points(target_from_box[..., None, :, :], box_corners(box))


def intersection_over_union(
    a: Float[np.ndarray, "*#batch 2 axis"], b: Float[np.ndarray, "*#batch 2 axis"]
) -> Float[np.ndarray, "..."]:
    """Return shared over joint volume (area in 2D) of boxes, 0..1; 0 where both are empty."""
    low = np.maximum(a[..., 0, :], b[..., 0, :])
    high = np.minimum(a[..., 1, :], b[..., 1, :])
    shared = np.prod(np.maximum(high - low, 0.0), axis=-1)
    joint = _volume(a) + _volume(b) - shared
    return np.asarray(np.where(joint > 0.0, shared / np.where(joint > 0.0, joint, 1.0), 0.0))


def footprint_corners(
    centre: Float[np.ndarray, " 2"], size: Float[np.ndarray, " 2"], heading: float
) -> Float[np.ndarray, "4 2"]:
    """Return the corners (x, z) in order around the rectangle."""
    half = 0.5 * size * np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]])
    sine, cosine = np.sin(heading), np.cos(heading)
    x = cosine * half[:, 0] + sine * half[:, 1]
    z = cosine * half[:, 1] - sine * half[:, 0]
    return centre + np.stack([x, z], axis=-1)


def footprints_overlap(
    a: Float[np.ndarray, "corner_a 2"], b: Float[np.ndarray, "corner_b 2"]
) -> bool:
    """Return whether two convex outlines share more than an edge.

    Source:
        Separating axis theorem: convex shapes are apart when the normal of one edge separates them.
    """
    return all(
        np.max(a @ axis) > np.min(b @ axis) and np.max(b @ axis) > np.min(a @ axis)
        for axis in (*_edge_normals(a), *_edge_normals(b))
    )


def footprint_gap(a: Float[np.ndarray, "corner_a 2"], b: Float[np.ndarray, "corner_b 2"]) -> float:
    """Return the shortest distance between two convex outlines [m], 0 where they overlap."""
    if footprints_overlap(a, b):
        return 0.0
    return min(_corner_distance(a, b), _corner_distance(b, a))


def _volume(box: Float[np.ndarray, "*batch 2 axis"]) -> Float[np.ndarray, "..."]:
    return np.asarray(np.prod(np.maximum(box[..., 1, :] - box[..., 0, :], 0.0), axis=-1))


def _edge_normals(outline: Float[np.ndarray, "corner 2"]) -> Float[np.ndarray, "corner 2"]:
    edges = np.roll(outline, -1, axis=0) - outline
    return np.stack([edges[:, 1], -edges[:, 0]], axis=-1)


def _corner_distance(
    corners: Float[np.ndarray, "corner_a 2"], outline: Float[np.ndarray, "corner_b 2"]
) -> float:
    """Return the smallest distance from corners of one outline to edges of the other [m]."""
    closest = np.inf
    for start, end in pairwise((*outline, outline[0])):
        edge = end - start
        along = np.clip((corners - start) @ edge / max(edge @ edge, 1e-300), 0.0, 1.0)
        offsets = corners - (start + along[:, None] * edge)
        closest = min(closest, float(np.min(np.hypot(offsets[:, 0], offsets[:, 1]))))
    return closest

"""Paths through space: Hermite, bezier and Catmull-Rom, and travel along them by length.

Points have any dimension and unit; `u` runs 0..1 over a segment. Vectorised, pure.
"""

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError

__all__ = [
    "catmull_rom", "cubic_bezier", "cumulative_lengths", "direction_at_length", "hermite",
    "point_at_length",
]  # fmt: skip


def hermite(
    ends: Float[np.ndarray, "2 dim"],
    tangents: Float[np.ndarray, "2 dim"],
    u: Float[np.ndarray, " query"],
) -> Float[np.ndarray, "query dim"]:
    """Return points of the cubic with the given ends and derivatives by u at the ends."""
    s = u[:, None]
    s2, s3 = s * s, s * s * s
    return (
        (2.0 * s3 - 3.0 * s2 + 1.0) * ends[0]
        + (s3 - 2.0 * s2 + s) * tangents[0]
        + (3.0 * s2 - 2.0 * s3) * ends[1]
        + (s3 - s2) * tangents[1]
    )


def cubic_bezier(
    controls: Float[np.ndarray, "4 dim"], u: Float[np.ndarray, " query"]
) -> Float[np.ndarray, "query dim"]:
    """Return points of the cubic bezier."""
    s, r = u[:, None], 1.0 - u[:, None]
    p0, p1, p2, p3 = controls
    return r**3 * p0 + 3.0 * r * r * s * p1 + 3.0 * r * s * s * p2 + s**3 * p3


def catmull_rom(
    points: Float[np.ndarray, "point dim"],
    at: Float[np.ndarray, " query"],
    *,
    alpha: float = 0.5,
) -> Float[np.ndarray, "query dim"]:
    """Return the curve through all points; at = i is exactly point i, between 0 and count - 1.

    `alpha` 0 is uniform, 0.5 centripetal (no loops between points), 1 chordal. Past the ends the
    path goes on as the mirror of its first and last step.

    Source:
        Barry and Goldman, "A Recursive Evaluation Algorithm for a Class of Catmull-Rom Splines",
        SIGGRAPH 1988.

    Raises:
        InputError: Fewer than two points, or two neighbours coincide.
    """
    steps = np.linalg.norm(np.diff(points, axis=0), axis=-1)
    if len(points) < 2 or not np.all(steps > 0.0):
        raise InputError(
            "a path needs two points or more, and no point twice in a row", "leave repeats out"
        )
    first, last = 2.0 * points[0] - points[1], 2.0 * points[-1] - points[-2]
    padded = np.concatenate([first[None], points, last[None]])
    gaps = np.concatenate([steps[:1], steps, steps[-1:]]) ** alpha
    clamped = np.clip(at, 0.0, len(points) - 1.0)
    index = np.minimum(clamped.astype(np.int64), len(points) - 2)
    u = (clamped - index)[:, None]
    before, here, after = (gaps[index + i][:, None] for i in range(3))
    p0, p1, p2, p3 = (padded[index + i] for i in range(4))
    # Derivatives by u at both ends of a non-uniform Catmull-Rom segment.
    m1 = here * ((p1 - p0) / before - (p2 - p0) / (before + here)) + (p2 - p1)
    m2 = here * ((p3 - p2) / after - (p3 - p1) / (here + after)) + (p2 - p1)
    u2, u3 = u * u, u * u * u
    ends = (2.0 * u3 - 3.0 * u2 + 1.0) * p1 + (3.0 * u2 - 2.0 * u3) * p2
    return ends + (u3 - 2.0 * u2 + u) * m1 + (u3 - u2) * m2


def cumulative_lengths(points: Float[np.ndarray, "point dim"]) -> Float[np.ndarray, " point"]:
    """Return the way along the polyline from its first point to each point."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=-1)
    return np.concatenate([np.zeros(1), np.cumsum(steps)])


def point_at_length(
    points: Float[np.ndarray, "point dim"], lengths: Float[np.ndarray, " query"]
) -> Float[np.ndarray, "query dim"]:
    """Return where one is after going `lengths` along the polyline, held at both ends.

    A curve is travelled at constant speed when it is first sampled finely into a polyline.
    """
    index, fraction = _segments(points, lengths)
    if len(points) == 1:
        return np.repeat(points, len(lengths), axis=0)
    start, end = points[index], points[index + 1]
    mixed = start + fraction[:, None] * (end - start)
    return np.where((fraction == 1.0)[:, None], end, mixed)


def direction_at_length(
    points: Float[np.ndarray, "point dim"], lengths: Float[np.ndarray, " query"]
) -> Float[np.ndarray, "query dim"]:
    """Return the unit direction of travel after going `lengths` along the polyline.

    Raises:
        InputError: The polyline has no length, so that it goes nowhere.
    """
    if cumulative_lengths(points)[-1] == 0.0:
        raise InputError("a path of length 0 has no direction", "give two different points")
    index, _ = _segments(points, lengths)
    step = points[index + 1] - points[index]
    return step / np.linalg.norm(step, axis=-1, keepdims=True)


def _segments(
    points: Float[np.ndarray, "point dim"], lengths: Float[np.ndarray, " query"]
) -> tuple[np.ndarray, Float[np.ndarray, " query"]]:
    """Return the segment of each length and the fraction along it; empty segments are skipped."""
    if len(points) == 0:
        raise InputError("a path has no points", "give one point or more")
    way = cumulative_lengths(points)
    distinct = np.flatnonzero(np.diff(way) > 0.0)
    if len(distinct) == 0:
        return np.zeros(len(lengths), dtype=np.int64), np.zeros(len(lengths))
    clamped = np.clip(lengths, 0.0, way[-1])
    place = np.searchsorted(way[distinct], clamped, side="right") - 1
    index = distinct[np.clip(place, 0, len(distinct) - 1)]
    return index, (clamped - way[index]) / (way[index + 1] - way[index])

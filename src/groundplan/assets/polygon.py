"""Triangles of simple polygons."""

import numpy as np
from jaxtyping import Float, Int64

from groundplan.errors import SceneError

__all__ = ["ear_triangles"]


def ear_triangles(outline: Float[np.ndarray, "point 2"]) -> Int64[np.ndarray, "triangle 3"]:
    """Return counter-clockwise triangles that fill a simple polygon, by ear clipping.

    Raises:
        SceneError: The outline crosses itself or has no area.

    Source:
        Meisters, "Polygons have ears", American Mathematical Monthly, 1975.
    """
    x, y = outline[:, 0], outline[:, 1]
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    left = list(range(len(outline))) if area > 0.0 else list(range(len(outline)))[::-1]
    triangles: list[tuple[int, int, int]] = []
    while len(left) > 3:
        ear = next((k for k in range(len(left)) if _is_ear(outline, left, k)), None)
        if ear is None:
            raise SceneError("a polygon crosses itself", "give an outline that is simple")
        triangles.append((left[ear - 1], left[ear], left[(ear + 1) % len(left)]))
        del left[ear]
    triangles.append((left[0], left[1], left[2]))
    return np.array(triangles, dtype=np.int64)


def _is_ear(outline: Float[np.ndarray, "point 2"], left: list[int], k: int) -> bool:
    a, b, c = left[k - 1], left[k], left[(k + 1) % len(left)]
    if _turn(outline, (a, b), c) <= 0.0:
        return False
    return not any(
        _turn(outline, (a, b), p) >= 0.0
        and _turn(outline, (b, c), p) >= 0.0
        and _turn(outline, (c, a), p) >= 0.0
        for p in left
        if p not in (a, b, c)
    )


def _turn(outline: Float[np.ndarray, "point 2"], edge: tuple[int, int], point: int) -> float:
    (ax, ay), (bx, by), (px, py) = outline[edge[0]], outline[edge[1]], outline[point]
    return float((bx - ax) * (py - ay) - (by - ay) * (px - ax))

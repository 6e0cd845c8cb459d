"""Vertices of the base mesh that are the 68 points of a face, in the iBUG-68 order.

The base mesh has fixed topology, so that a point is a vertex of it: those on the middle and on the
left were chosen by eye on rings of the topology (lid margins, the lips' borders, the brows' ridge,
the jaw's outline from ahead); their mirror twins are the right ones.

Source:
    Order of the points: iBUG 300-W mark-up, as in MMPose `configs/_base_/datasets/
    coco_wholebody_face.py` (`swap` of every point).
"""

import numpy as np

__all__ = ["FACE_COUNT", "face_tags", "inside_mouth"]

FACE_COUNT = 68
_MIDDLE = {8: 747, 27: 132, 28: 131, 29: 201, 30: 5054, 33: 343, 51: 455, 57: 492, 62: 468, 66: 494}
_LEFT = {
    16: 12010, 15: 7573, 14: 7574, 13: 7614, 12: 11849, 11: 7594, 10: 7463, 9: 7615,
    22: 7006, 23: 7003, 24: 7002, 25: 7004, 26: 11868, 34: 7120, 35: 7119,
    42: 11487, 43: 11483, 44: 11466, 45: 11473, 46: 11478, 47: 11480,
    52: 7215, 53: 7170, 54: 7162, 55: 7166, 56: 7235, 63: 7213, 64: 7190, 65: 7237,
}  # fmt: skip
"""By number of the point: the body's left."""
_RIGHT_OF = {
    **{k: 16 - k for k in range(9, 17)}, **{22 + k: 21 - k for k in range(5)}, 34: 32, 35: 31,
    42: 39, 43: 38, 44: 37, 45: 36, 46: 41, 47: 40, 52: 50, 53: 49, 54: 48, 55: 59, 56: 58,
    63: 61, 64: 60, 65: 67,
}  # fmt: skip
"""The number on the right of each point on the left."""


_SEAM = (520, 7267, 523)
"""Of the innermost ring of the lips: the upper one's middle, the next vertex to the left, and the
lower one's middle."""
_PALATE = 656


def inside_mouth(quads: np.ndarray, count: int) -> np.ndarray:
    """Return which of `count` vertices lie in the mouth, behind the lips' innermost ring."""
    corners: dict[int, list[tuple[int, ...]]] = {}
    for quad in quads.tolist():
        for corner in quad:
            corners.setdefault(corner, []).append(tuple(quad))
    near = {k: {a for quad in own for a in _beside(quad, k)} for k, own in corners.items()}
    inside, left = np.zeros(count, dtype=bool), [_PALATE]
    ring = _ring(near, corners)
    while left:
        vertex = left.pop()
        if not inside[vertex] and vertex not in ring:
            inside[vertex] = True
            left += near[vertex]
    return inside


def _ring(near: dict[int, set[int]], corners: dict[int, list[tuple[int, ...]]]) -> set[int]:
    """Return the ring of edges through the seam of the lips, walked straight on at each vertex."""
    upper, step, lower = _SEAM
    before, here, walked = upper, step, [upper]
    while here not in walked:
        walked.append(here)
        beside = {a for quad in corners[here] if before in quad for a in quad}
        (ahead,) = near[here] - beside
        before, here = here, ahead
    if here != upper or lower not in walked:
        raise SystemExit("the lips have no innermost ring")
    return set(walked)


def _beside(quad: tuple[int, ...], corner: int) -> tuple[int, int]:
    k = quad.index(corner)
    return quad[k - 1], quad[(k + 1) % len(quad)]


def face_tags(mirror: np.ndarray) -> dict[str, int]:
    """Return the vertices by name, `face0` to `face67`; `mirror` has every vertex's twin."""
    points = dict(_MIDDLE)
    for number, vertex in _LEFT.items():
        points[number] = vertex
        points[_RIGHT_OF[number]] = int(mirror[vertex])
    if sorted(points) != list(range(FACE_COUNT)) or len(set(points.values())) != FACE_COUNT:
        raise SystemExit("the face's points are not 68 different vertices")
    return {f"face{number}": points[number] for number in sorted(points)}

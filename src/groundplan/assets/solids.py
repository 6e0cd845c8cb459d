"""Closed shapes as welded points and faces [m], wound counter-clockwise seen from outside.

Almost everything is a loft: rings of points joined by quads and closed at both ends.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int32, Int64

from groundplan.assets.polygon import ear_triangles

__all__ = [
    "Solid", "box", "capsule", "circle", "cone", "cylinder", "extrude", "grid_plane", "lathe",
    "loft", "loft_rows", "merged", "moved", "sphere", "torus", "tube", "tube_rings", "volume",
]  # fmt: skip

_AXES = ((0, 1, 2), (1, 2, 0), (2, 0, 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solid:
    """Welded points and the triangles between them."""

    points: Float[np.ndarray, "point 3"]
    faces: Int32[np.ndarray, "face 3"]


def volume(solid: Solid) -> float:
    """Return the enclosed volume [m^3]; negative when the faces look inwards."""
    a, b, c = (solid.points[solid.faces[:, k]] for k in range(3))
    return float(np.sum(a * np.cross(b, c)) / 6.0)


def moved(solid: Solid, matrix: Float[np.ndarray, "4 4"]) -> Solid:
    """Return the solid under an affine matrix; a mirror image keeps looking outwards."""
    points = solid.points @ matrix[:3, :3].T + matrix[:3, 3]
    mirrored = float(np.linalg.det(matrix[:3, :3])) < 0.0
    return Solid(points=points, faces=solid.faces[:, ::-1].copy() if mirrored else solid.faces)


def merged(solids: Sequence[Solid]) -> Solid:
    """Return all solids as one, unwelded from each other."""
    starts = np.cumsum([0, *(len(s.points) for s in solids)])
    return Solid(
        points=np.concatenate([s.points for s in solids]),
        faces=np.concatenate(
            [s.faces + start for s, start in zip(solids, starts, strict=False)]
        ).astype(np.int32),
    )


def _outward(points: Float[np.ndarray, "point 3"], faces: Int64[np.ndarray, "face 3"]) -> Solid:
    solid = Solid(points=points, faces=faces.astype(np.int32))
    if volume(solid) < 0.0:
        return Solid(points=points, faces=solid.faces[:, ::-1].copy())
    return solid


def box(size: tuple[float, float, float], *, bevel: float = 0.0) -> Solid:
    """Return a box around the origin, its edges cut by `bevel` [m]."""
    half = 0.5 * np.asarray(size, dtype=np.float64)
    cut = min(max(bevel, 0.0), 0.45 * float(half.min()))
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    if cut <= 0.0:
        return _box_faces(corners * half, np.repeat(np.arange(8)[:, None], 3, axis=1), cut=False)
    points = np.repeat((corners * (half - cut))[:, None], 3, axis=1)
    for axis in range(3):
        points[:, axis, axis] = corners[:, axis] * half[axis]
    return _box_faces(points.reshape(-1, 3), np.arange(24).reshape(8, 3), cut=True)


def _box_faces(
    points: Float[np.ndarray, "point 3"], of: Int64[np.ndarray, "8 3"], *, cut: bool
) -> Solid:
    """Join corner points: `of[corner, axis]` lies on the face of that axis."""

    def corner(*signs: tuple[int, int]) -> int:
        sign = dict(signs)
        return 4 * sign[0] + 2 * sign[1] + sign[2]

    quads: list[list[int]] = []
    for a, b, c in _AXES:
        for s in (0, 1):
            ring = [corner((a, s), (b, i), (c, j)) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
            quads.append([int(of[k, a]) for k in ring])
            for other in (0, 1) if cut else ():
                ends = [corner((a, s), (b, other), (c, j)) for j in (0, 1)]
                quads.append(
                    [int(of[ends[0], a]), int(of[ends[0], b]),
                     int(of[ends[1], b]), int(of[ends[1], a])]
                )  # fmt: skip
    faces = [f for q in quads for f in ([q[0], q[1], q[2]], [q[0], q[2], q[3]])]
    faces += [[int(k) for k in of[n]] for n in range(8)] if cut else []
    return Solid(points=points, faces=_facing_out(points, np.array(faces)))


def _facing_out(
    points: Float[np.ndarray, "point 3"], faces: Int64[np.ndarray, "face 3"]
) -> Int32[np.ndarray, "face 3"]:
    """Turn every face of a convex solid around the origin outwards."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    inward = np.sum(np.cross(b - a, c - a) * (a + b + c), axis=1) < 0.0
    return np.where(inward[:, None], faces[:, ::-1], faces).astype(np.int32)


def loft_rows(rings: Float[np.ndarray, "ring side 3"]) -> tuple[Solid, Int64[np.ndarray, " point"]]:
    """Return `loft` of the rings and, for every point, the ring that it lies on."""
    count, sides = rings.shape[:2]
    extent = np.ptp(rings, axis=1).max(axis=1)
    points: list[Float[np.ndarray, "some 3"]] = []
    index = np.zeros((count, sides), dtype=np.int64)
    rows: list[int] = []
    for k in range(count):
        ring = rings[k, :1] if extent[k] < 1e-9 else rings[k]
        index[k] = len(rows) + (np.arange(sides) if len(ring) > 1 else 0)
        points.append(ring)
        rows += [k] * len(ring)
    low, high = index[:-1], index[1:]
    low_next, high_next = np.roll(low, -1, axis=1), np.roll(high, -1, axis=1)
    faces = [
        np.stack([low, low_next, high_next], axis=-1).reshape(-1, 3),
        np.stack([low, high_next, high], axis=-1).reshape(-1, 3),
    ]
    for k, turn in ((0, -1), (count - 1, 1)):
        if extent[k] >= 1e-9:
            centre = np.full(sides, len(rows))
            points.append(rings[k].mean(axis=0, keepdims=True))
            rows.append(k)
            fan = np.stack([index[k], np.roll(index[k], -1), centre], axis=-1)
            faces.append(fan[:, ::turn])
    joined = np.concatenate(faces)
    real = (
        (joined[:, 0] != joined[:, 1])
        & (joined[:, 1] != joined[:, 2])
        & (joined[:, 2] != joined[:, 0])
    )
    return _outward(np.concatenate(points), joined[real]), np.array(rows)


def loft(rings: Float[np.ndarray, "ring side 3"]) -> Solid:
    """Return a closed skin over rings of points; a ring without extent becomes one point."""
    return loft_rows(rings)[0]


def circle(sides: int) -> Float[np.ndarray, "side 2"]:
    """Return (sin, cos) around a circle, starting at (0, 1)."""
    angle = np.arange(sides) * (math.tau / sides)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1)


def lathe(profile: Sequence[tuple[float, float]], *, segments: int = 24) -> Solid:
    """Return a profile of (radius, height) [m] turned about +Y, from one end to the other."""
    ring = circle(segments)
    rows = [
        np.stack([r * ring[:, 0], np.full(segments, y), r * ring[:, 1]], axis=-1)
        for r, y in profile
    ]
    return loft(np.stack(rows))


def sphere(radius: float = 1.0, *, segments: int = 24, rings: int = 18) -> Solid:
    """Return a sphere around the origin; `rings` rows of points, poles included."""
    angle = np.linspace(0.0, math.pi, rings)
    profile = [(radius * math.sin(a), -radius * math.cos(a)) for a in angle]
    profile[0], profile[-1] = (0.0, -radius), (0.0, radius)
    return lathe(profile, segments=segments)


def cylinder(
    radius: float, height: float, *, segments: int = 24, bevel: float = 0.0, top: float = -1.0
) -> Solid:
    """Return a cylinder that stands on y = 0; `top` is the upper radius when it differs."""
    upper = radius if top < 0.0 else top
    cut = min(bevel, 0.4 * height, 0.4 * max(radius, 1e-9), 0.4 * max(upper, 1e-9))
    if cut <= 0.0:
        return lathe([(radius, 0.0), (upper, height)], segments=segments)
    return lathe(
        [(radius - cut, 0.0), (radius, cut), (upper, height - cut), (upper - cut, height)],
        segments=segments,
    )


def cone(radius: float, height: float, *, segments: int = 24) -> Solid:
    """Return a cone that stands on y = 0."""
    return lathe([(radius, 0.0), (0.0, height)], segments=segments)


def capsule(radius: float, height: float, *, segments: int = 20, rings: int = 6) -> Solid:
    """Return a capsule that stands on y = 0; `height` includes both caps."""
    straight = max(height - 2.0 * radius, 0.0)
    angle = np.linspace(0.0, 0.5 * math.pi, rings + 1)
    low = [(radius * math.sin(a), radius - radius * math.cos(a)) for a in angle]
    high = [(r, 2.0 * radius + straight - y) for r, y in reversed(low)]
    low[0], high[-1] = (0.0, 0.0), (0.0, 2.0 * radius + straight)
    return lathe([*low, *(high if straight > 0.0 else high[1:])], segments=segments)


def torus(radius: float, thickness: float, *, segments: int = 32, sides: int = 12) -> Solid:
    """Return a ring about +Y; `radius` to the middle of the tube, `thickness` its radius [m]."""
    ring, around = circle(sides), circle(segments)
    out = radius + thickness * ring[:, 0]
    points = np.stack(
        [
            around[:, None, 0] * out,
            np.broadcast_to(thickness * ring[:, 1], (segments, sides)),
            around[:, None, 1] * out,
        ],
        axis=-1,
    )
    index = np.arange(segments * sides).reshape(segments, sides)
    right = np.roll(index, -1, axis=1)
    after, across = np.roll(index, -1, axis=0), np.roll(right, -1, axis=0)
    faces = np.concatenate(
        [
            np.stack([index, right, across], axis=-1).reshape(-1, 3),
            np.stack([index, across, after], axis=-1).reshape(-1, 3),
        ]
    )
    return _outward(points.reshape(-1, 3), faces)


def tube(
    path: Sequence[tuple[float, float, float]],
    radius: float | Sequence[float],
    *,
    segments: int = 10,
) -> Solid:
    """Return a tube along a path of points, with one radius or one per point [m]."""
    return loft(tube_rings(path, radius, segments=segments))


def tube_rings(
    path: Sequence[tuple[float, float, float]] | Float[np.ndarray, "point 3"],
    radius: float | Sequence[float] | Float[np.ndarray, " point"],
    *,
    segments: int = 10,
) -> Float[np.ndarray, "point side 3"]:
    """Return the rings of `tube`, one per point of the path."""
    line = np.asarray(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(line),))
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.eye(3)[int(np.argmin(np.abs(along[0])))]
    ring = circle(segments)
    rows: list[Float[np.ndarray, "side 3"]] = []
    for point, direction, r in zip(line, along, radii, strict=True):
        side = side - direction * float(direction @ side)
        side = side / np.linalg.norm(side)
        other = np.cross(direction, side)
        rows.append(point + r * (ring[:, :1] * side + ring[:, 1:] * other))
    return np.stack(rows)


def extrude(outline: Sequence[tuple[float, float]], depth: float) -> Solid:
    """Return a simple polygon in XY, given either way round, made `depth` thick about z = 0."""
    flat = np.asarray(outline, dtype=np.float64)
    count = len(flat)
    caps = ear_triangles(flat)
    front = np.concatenate([flat, np.full((count, 1), 0.5 * depth)], axis=1)
    back = front * np.array([1.0, 1.0, -1.0])
    x, y = flat[:, 0], flat[:, 1]
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    order = np.arange(count) if area > 0.0 else np.arange(count)[::-1]
    after = np.roll(order, -1)
    faces = np.concatenate(
        [
            caps,
            caps[:, ::-1] + count,
            np.stack([order + count, after + count, after], axis=-1),
            np.stack([order + count, after, order], axis=-1),
        ]
    )
    return _outward(np.concatenate([front, back]), faces)


def grid_plane(width: float, depth: float, *, cells: tuple[int, int] = (1, 1)) -> Solid:
    """Return an open sheet in y = 0 that looks up."""
    x = np.linspace(-0.5 * width, 0.5 * width, cells[0] + 1)
    z = np.linspace(-0.5 * depth, 0.5 * depth, cells[1] + 1)
    grid_x, grid_z = np.meshgrid(x, z, indexing="ij")
    points = np.stack([grid_x, np.zeros_like(grid_x), grid_z], axis=-1).reshape(-1, 3)
    index = np.arange(len(points)).reshape(grid_x.shape)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate(
        [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, d], axis=-1).reshape(-1, 3)]
    )
    return Solid(points=points, faces=faces.astype(np.int32))

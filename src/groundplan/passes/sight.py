"""Which things show in a picture, without drawing it: rays from the eye to a few of their points.

Method: a thing whose box in the picture no other thing's box meets nearer to the eye shows. Of any
other, up to 48 vertices and, on coarse meshes, a lattice of 8 x 8 pixels over its box are looked at
along exact rays; it shows when one of them meets no other surface first. A thing that shows only
between those points (a few pixels through a gap) counts as hidden. Backs of one-sided surfaces hide
nothing, as in the renderer; glass is not told from stone.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.geometry.rays import ray_triangle
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.passes.amodal import AmodalBoxes, camera_from_items, posed_points
from groundplan.scene.stage import Item, Pose, Stage

__all__ = ["Sight"]

_VERTICES: Final = 48
_TURNS: Final = 6
"""Vertices are looked at in so many turns, far ones together: most things show in the first."""
_LATTICE: Final = 8
_FINE_LATTICE: Final = 16
"""For shares: a share is known to about 1 in 100."""
_COARSE: Final = 2048
"""Meshes with at most so many triangles are also met by the lattice."""
_SKIN: Final = 1e-3
"""Relative depth in which a surface does not hide a point: it lies on it."""
_ORIGIN: Final = np.zeros(3)
Box = tuple[float, float, float, float]
Points = Float[np.ndarray, "point 3"]


class Sight:
    """Prepares a stage once, then says what shows at any time."""

    def __init__(self, stage: Stage) -> None:
        """Look at `stage`."""
        self._stage = stage
        self._boxes = AmodalBoxes(stage)

    def __call__(self, pose: Pose) -> frozenset[int]:
        """Return the instances of which something shows in the picture."""
        boxes = {k: box for k, box in self._boxes(pose).items() if self._in_frame(box)}
        view = _View(self._stage, pose)
        return frozenset(key for key in boxes if self._shows(key, boxes, view))

    def shows(self, pose: Pose, key: int) -> bool:
        """Tell whether something of one instance shows in the picture."""
        boxes = {k: box for k, box in self._boxes(pose).items() if self._in_frame(box)}
        return key in boxes and self._shows(key, boxes, _View(self._stage, pose))

    def reaches(
        self, pose: Pose, points_in_world: Points, *, slack_m: float
    ) -> Bool[np.ndarray, " point"]:
        """Return which points are in the frame and met before any surface nearer by `slack_m`."""
        view = _View(self._stage, pose)
        back = inverse_rigid(np.asarray(pose.camera.world_from_camera, dtype=np.float64))
        points = transform_points(back[None], points_in_world)
        seen = self._inside(points, view)
        apart = np.maximum(np.linalg.norm(points, axis=1), 1e-9)
        rows = list(range(len(self._stage.items)))
        return seen & (_first_hits(rows, points, view) >= 1.0 - slack_m / apart)

    def share(self, pose: Pose, key: int) -> float:
        """Return which share of what an instance has in the frame nothing hides, 0..1; NaN: none.

        Rays through a lattice of 16 x 16 over its box in the picture: each that meets it counts.
        """
        boxes = {k: box for k, box in self._boxes(pose).items() if self._in_frame(box)}
        if key not in boxes:
            return math.nan
        view = _View(self._stage, pose)
        own = [row for row, item in enumerate(self._stage.items) if item.instance == key]
        rays = _lattice_rays(view, self._clipped(boxes[key]))
        first = _first_hits(own, rays, view)
        met = np.isfinite(first)
        if not met.any():
            return math.nan
        rays, first = rays[met], first[met]
        others = [
            row for row, item in enumerate(self._stage.items)
            if item.instance != key and item.instance in boxes
            and _meet(boxes[key], boxes[item.instance])
        ]  # fmt: skip
        return float(np.mean(_first_hits(others, rays, view) >= first * (1.0 - _SKIN)))

    def _in_frame(self, box: Box) -> bool:
        x0, y0, x1, y1 = self._clipped(box)
        return x1 - x0 >= 1.0 and y1 - y0 >= 1.0

    def _clipped(self, box: Box) -> Box:
        width, height = self._stage.size_px
        return max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)

    def _shows(self, key: int, boxes: dict[int, Box], view: "_View") -> bool:
        own = [row for row, item in enumerate(self._stage.items) if item.instance == key]
        far = max(view.depths(row)[1] for row in own)
        others = [
            row for row, item in enumerate(self._stage.items)
            if item.instance != key and item.instance in boxes
            and _meet(boxes[key], boxes[item.instance]) and view.depths(row)[0] < far
        ]  # fmt: skip
        if not others:
            return True
        vertices = self._vertices(own, view)
        if any(_reach(vertices[k::_TURNS], others, view) for k in range(_TURNS)):
            return True
        return _reach(self._lattice(own, view, box=self._clipped(boxes[key])), others, view)

    def _vertices(self, own: list[int], view: "_View") -> Points:
        points = np.concatenate([view.points(row) for row in own])
        points = points[self._inside(points, view)]
        return points[:: max(1, len(points) // _VERTICES)]

    def _inside(self, points: Points, view: "_View") -> Bool[np.ndarray, " point"]:
        u, v = view.pixels(points)
        width, height = self._stage.size_px
        front = points[:, 2] < -view.near_m
        return front & (u >= 0.0) & (u <= width) & (v >= 0.0) & (v <= height)

    def _lattice(self, own: list[int], view: "_View", *, box: Box) -> Points:
        """Return where rays through a lattice of pixels meet the coarse meshes of a thing."""
        steps = (np.arange(_LATTICE) + 0.5) / _LATTICE
        u, v = np.meshgrid(box[0] + steps * (box[2] - box[0]), box[1] + steps * (box[3] - box[1]))
        rays = view.rays(u.ravel(), v.ravel())
        first = np.full(len(rays), np.inf)
        for row in own:
            if len(self._stage.items[row].mesh.triangles) <= _COARSE:
                first = np.minimum(first, view.first_hits(row, rays))
        met = np.isfinite(first)
        return rays[met] * first[met, None]


class _View:
    """The items of a pose in camera space, made when they are asked for."""

    def __init__(self, stage: Stage, pose: Pose) -> None:
        self._items: tuple[Item, ...] = stage.items
        self._pose = pose
        self._camera_from_item = camera_from_items(pose) if stage.items else np.zeros((0, 4, 4))
        self._k = np.asarray(pose.camera.intrinsics_px, dtype=np.float64)
        self._points: dict[int, Points] = {}
        self._facing: dict[int, _Facing] = {}
        self.near_m = pose.camera.near_m

    def points(self, row: int) -> Points:
        if row not in self._points:
            item = self._items[row]
            every = np.arange(len(item.mesh.positions), dtype=np.int64)
            own = posed_points(item, self._pose, vertices=every)
            m = self._camera_from_item[row]
            x, y, z = own[:, 0:1], own[:, 1:2], own[:, 2:3]
            self._points[row] = m[:3, 0] * x + m[:3, 1] * y + m[:3, 2] * z + m[:3, 3]
        return self._points[row]

    def depths(self, row: int) -> tuple[float, float]:
        depth = -self.points(row)[:, 2]
        return float(depth.min()), float(depth.max())

    def pixels(self, points: Points) -> tuple[np.ndarray, np.ndarray]:
        depth = np.maximum(-points[:, 2], self.near_m)
        u = (self._k[0, 0] * points[:, 0] - self._k[0, 1] * points[:, 1]) / depth + self._k[0, 2]
        return u, -self._k[1, 1] * points[:, 1] / depth + self._k[1, 2]

    def rays(self, u: np.ndarray, v: np.ndarray) -> Points:
        y = -(v - self._k[1, 2]) / self._k[1, 1]
        x = (u - self._k[0, 2] + self._k[0, 1] * y) / self._k[0, 0]
        return np.stack([x, y, -np.ones_like(x)], axis=-1)

    def first_hits(self, row: int, rays: Points) -> Float[np.ndarray, " ray"]:
        """Return where rays first meet an item, in lengths of the ray; `inf` where they miss."""
        facing = self._facing_of(row)
        ray, triangle = np.nonzero(self._near_in_picture(facing, rays))
        hits = ray_triangle(_ORIGIN, rays[ray], triangle=facing.corners[triangle])
        first = np.full(len(rays), np.inf)
        np.minimum.at(first, ray, hits)
        return first

    def _facing_of(self, row: int) -> "_Facing":
        if row not in self._facing:
            self._facing[row] = self._facing_at(row)
        return self._facing[row]

    def _facing_at(self, row: int) -> "_Facing":
        item, points = self._items[row], self.points(row)
        corners = points[item.mesh.triangles]
        if not item.two_sided:
            normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            corners = corners[np.sum(normal * corners[:, 0], axis=-1) < 0.0]
        corners = corners[np.any(corners[:, :, 2] < -self.near_m, axis=1)]
        u, v = (x.reshape(-1, 3) for x in self.pixels(corners.reshape(-1, 3)))
        return _Facing(
            corners=corners,
            low=np.stack([u.min(axis=1), v.min(axis=1)]),
            high=np.stack([u.max(axis=1), v.max(axis=1)]),
            crossing=np.any(corners[:, :, 2] >= -self.near_m, axis=1),
        )

    def _near_in_picture(self, facing: "_Facing", rays: Points) -> Bool[np.ndarray, "ray triangle"]:
        """Return which triangles' boxes in the picture hold which rays; all that cross the near."""
        u, v = (x[:, None] for x in self.pixels(rays))
        across = (facing.low[0] <= u + 0.5) & (u - 0.5 <= facing.high[0])
        down = (facing.low[1] <= v + 0.5) & (v - 0.5 <= facing.high[1])
        return (across & down) | facing.crossing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facing:
    """An item's triangles that can hide something, and their boxes in the picture [px]."""

    corners: Float[np.ndarray, "triangle 3 3"]
    low: Float[np.ndarray, "2 triangle"]
    high: Float[np.ndarray, "2 triangle"]
    crossing: Bool[np.ndarray, " triangle"]


def _lattice_rays(view: _View, box: Box) -> Points:
    steps = (np.arange(_FINE_LATTICE) + 0.5) / _FINE_LATTICE
    u, v = np.meshgrid(box[0] + steps * (box[2] - box[0]), box[1] + steps * (box[3] - box[1]))
    return view.rays(u.ravel(), v.ravel())


def _first_hits(rows: list[int], rays: Points, view: _View) -> Float[np.ndarray, " ray"]:
    first = np.full(len(rays), np.inf)
    for row in rows:
        first = np.minimum(first, view.first_hits(row, rays))
    return first


def _reach(rays: Points, rows: list[int], view: _View) -> bool:
    """Tell whether one of some points is met by its ray before any of the items in `rows`."""
    left = rays
    for row in rows:
        left = left[view.first_hits(row, left) >= 1.0 - _SKIN]
        if not len(left):
            return False
    return bool(len(left))


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

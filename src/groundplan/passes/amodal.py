"""Where a whole thing would be in the picture if nothing hid it: boxes from its posed geometry."""

from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int64

from groundplan.geometry.transforms import inverse_rigid
from groundplan.scene.stage import CameraPose, Item, Pose, Stage

__all__ = ["AmodalBoxes", "amodal_boxes"]

Box = tuple[float, float, float, float]

_DIRECTIONS: Final = 1024
"""Extreme points kept per rigid item: on a ball they miss 0.06 % of its radius at most (our
engineering default)."""
_BONE_DIRECTIONS: Final = 64
"""The same per bone of a skinned item; a bone's surface is small."""
_DIGITS: Final = 3


class _Hull(NamedTuple):
    """The vertices of an item that can touch its box, or all of them."""

    item: int
    vertices: Int64[np.ndarray, " point"]


class AmodalBoxes:
    """Prepares a stage once, then gives the boxes at any time."""

    def __init__(self, stage: Stage) -> None:
        """Find the extreme points of every item of `stage`."""
        self._items = stage.items
        self._hulls = [_Hull(i, _extremes(item)) for i, item in enumerate(stage.items)]
        self._rigid = [h for h in self._hulls if stage.items[h.item].mesh.skin is None]
        self._skinned = [h for h in self._hulls if stage.items[h.item].mesh.skin is not None]
        self._counts = np.array([len(h.vertices) for h in self._rigid], dtype=np.int64)
        points = [stage.items[h.item].mesh.positions[h.vertices] for h in self._rigid]
        self._points = np.concatenate([np.zeros((0, 3)), *points]).astype(np.float64)

    def __call__(self, pose: Pose) -> dict[int, Box]:
        """Return x0, y0, x1, y1 [px] by instance; absent when wholly behind the near plane.

        Edges of pixels are whole numbers. Boxes may reach beyond the picture. What crosses the
        near plane is cut there.
        """
        camera_from_item = _camera_from_items(pose)
        spans: dict[int, list[Box]] = {}
        for item, points in self._points_in_camera(pose, camera_from_item):
            box = self._box(item, points, pose=pose, camera_from_item=camera_from_item[item])
            if box is not None:
                spans.setdefault(self._items[item].instance, []).append(box)
        return {instance: _union(boxes) for instance, boxes in sorted(spans.items())}

    def _points_in_camera(
        self, pose: Pose, camera_from_item: Float[np.ndarray, "item 4 4"]
    ) -> list[tuple[int, Float[np.ndarray, "point 3"]]]:
        rows = np.array([h.item for h in self._rigid], dtype=np.int64)
        matrices = np.repeat(camera_from_item[rows], self._counts, axis=0)
        moved = _affine(matrices, self._points)
        parts = np.split(moved, np.cumsum(self._counts)[:-1]) if self._rigid else []
        posed = [(h.item, part) for h, part in zip(self._rigid, parts, strict=True)]
        for hull in self._skinned:
            points = _posed(self._items[hull.item], pose, vertices=hull.vertices)
            posed.append((hull.item, _affine(camera_from_item[hull.item], points)))
        return posed

    def _box(
        self,
        item: int,
        points: Float[np.ndarray, "point 3"],
        *,
        pose: Pose,
        camera_from_item: Float[np.ndarray, "4 4"],
    ) -> Box | None:
        front = points[:, 2] <= -pose.camera.near_m
        if not front.all():
            everything = np.arange(len(self._items[item].mesh.positions))
            whole = _posed(self._items[item], pose, vertices=everything)
            points = _clipped(
                _affine(camera_from_item, whole), self._items[item], near_m=pose.camera.near_m
            )
            if len(points) == 0:
                return None
        return _projected_box(points, pose.camera)


def amodal_boxes(stage: Stage, pose: Pose) -> dict[int, Box]:
    """Return the amodal boxes of one pose; `AmodalBoxes` does it faster for many."""
    return AmodalBoxes(stage)(pose)


def _extremes(item: Item) -> Int64[np.ndarray, " point"]:
    mesh = item.mesh
    positions = mesh.positions.astype(np.float64)
    if mesh.skin is None:
        return _extreme_points(positions, _DIRECTIONS)
    main = mesh.skin.joints[np.arange(len(positions)), np.argmax(mesh.skin.weights, axis=1)]
    groups = [np.flatnonzero(main == bone) for bone in np.unique(main)]
    return np.concatenate(
        [group[_extreme_points(positions[group], _BONE_DIRECTIONS)] for group in groups]
    )


def _extreme_points(
    positions: Float[np.ndarray, "vertex 3"], count: int
) -> Int64[np.ndarray, " point"]:
    if len(positions) <= count:
        return np.arange(len(positions), dtype=np.int64)
    directions = _sphere(count)
    found = np.zeros(count, dtype=np.int64)
    for row, (x, y, z) in enumerate(directions):
        along = positions[:, 0] * x + positions[:, 1] * y + positions[:, 2] * z
        found[row] = np.argmax(along)
    return np.unique(found)


def _sphere(count: int) -> Float[np.ndarray, "direction 3"]:
    """Return even directions on a sphere: a Fibonacci lattice."""
    step = np.arange(count) + 0.5
    height = 1.0 - 2.0 * step / count
    radius = np.sqrt(1.0 - height * height)
    turn = step * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([radius * np.cos(turn), height, radius * np.sin(turn)], axis=-1)


def _camera_from_items(pose: Pose) -> Float[np.ndarray, "item 4 4"]:
    camera = inverse_rigid(np.asarray(pose.camera.world_from_camera, dtype=np.float64))
    world = pose.world_from_item.astype(np.float64)
    # Written out, as everywhere: a BLAS may sum in another order on another machine.
    return sum(
        (camera[None, :, k, None] * world[:, None, k, :] for k in range(1, 4)),
        start=camera[None, :, 0, None] * world[:, None, 0, :],
    )


def _affine(
    matrices: Float[np.ndarray, "*#batch 4 4"], points: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    x, y, z = points[..., 0:1], points[..., 1:2], points[..., 2:3]
    m = matrices[..., :3, :]
    return m[..., 0] * x + m[..., 1] * y + m[..., 2] * z + m[..., 3]


def _posed(
    item: Item, pose: Pose, *, vertices: Int64[np.ndarray, " point"]
) -> Float[np.ndarray, "point 3"]:
    points = item.mesh.positions[vertices].astype(np.float64)
    skin = item.mesh.skin
    if skin is None:
        return points
    posed = np.zeros_like(points)
    for k in range(4):
        bones = item.first_bone + skin.joints[vertices, k].astype(np.int64)
        matrices = pose.skin_from_bind[bones].astype(np.float64)
        posed += skin.weights[vertices, k, None].astype(np.float64) * _affine(matrices, points)
    return posed


def _clipped(
    points: Float[np.ndarray, "vertex 3"], item: Item, *, near_m: float
) -> Float[np.ndarray, "point 3"]:
    """Return the vertices in front of the near plane, and where edges cross it."""
    front: Bool[np.ndarray, " vertex"] = points[:, 2] <= -near_m
    a = item.mesh.triangles.ravel()
    b = np.roll(item.mesh.triangles, -1, axis=1).ravel()
    crossing = front[a] & ~front[b] | front[b] & ~front[a]
    start, end = points[a[crossing]], points[b[crossing]]
    part = (-near_m - start[:, 2:3]) / (end[:, 2:3] - start[:, 2:3])
    return np.concatenate([points[front], start + part * (end - start)])


def _projected_box(points: Float[np.ndarray, "point 3"], camera: CameraPose) -> Box:
    k = np.asarray(camera.intrinsics_px, dtype=np.float64)
    x, y = points[:, 0] / -points[:, 2], points[:, 1] / points[:, 2]
    u = k[0, 0] * x + k[0, 1] * y + k[0, 2]
    v = k[1, 1] * y + k[1, 2]
    x0, y0, x1, y1 = (round(float(e), _DIGITS) for e in (u.min(), v.min(), u.max(), v.max()))
    return (x0, y0, x1, y1)


def _union(boxes: list[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))

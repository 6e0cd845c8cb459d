"""Where a whole thing would be in the picture if nothing hid it: boxes from its posed geometry."""

from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int64

from groundplan.geometry.transforms import inverse_rigid
from groundplan.scene.stage import CameraPose, Item, Pose, Stage

__all__ = ["AmodalBoxes", "amodal_boxes", "camera_from_items", "posed_points"]

Box = tuple[float, float, float, float]

_DIRECTIONS: Final = 512
"""Extreme points kept per rigid item; meshes with fewer vertices keep all. On a ball of very many
vertices the box is at most 0.5 % of the radius too small (our engineering default)."""
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
        known: dict[int, Int64[np.ndarray, " point"]] = {}
        for item in stage.items:
            if id(item.mesh) not in known:
                known[id(item.mesh)] = _extremes(item)
        self._hulls = [_Hull(i, known[id(item.mesh)]) for i, item in enumerate(stage.items)]
        self._counts = np.array([len(h.vertices) for h in self._hulls], dtype=np.int64)
        self._starts = np.cumsum(self._counts) - self._counts
        points = [stage.items[h.item].mesh.positions[h.vertices] for h in self._hulls]
        # One axis after the other: plain streams of numbers are what numpy is fast on.
        self._points = np.concatenate([np.zeros((0, 3)), *points]).astype(np.float64).T.copy()

    def __call__(self, pose: Pose) -> dict[int, Box]:
        """Return x0, y0, x1, y1 [px] by instance; absent when wholly behind the near plane.

        Edges of pixels are whole numbers. Boxes may reach beyond the picture. What crosses the
        near plane is cut there.
        """
        if not self._items:
            return {}
        camera_from_item = camera_from_items(pose)
        pixels_from_item = _pixels_from_items(camera_from_item, pose.camera)
        edges, nearest = self._edges(pose, pixels_from_item)
        spans: dict[int, list[Box]] = {}
        for row, item in enumerate(self._items):
            box: Box | None = edges[row]
            if nearest[row] < pose.camera.near_m:
                box = _clipped_box(item, pose, camera_from_item=camera_from_item[row])
            if box is not None:
                spans.setdefault(item.instance, []).append(box)
        return {instance: _union(boxes) for instance, boxes in sorted(spans.items())}

    def _edges(
        self, pose: Pose, pixels_from_item: Float[np.ndarray, "item 3 4"]
    ) -> tuple[list[Box], Float[np.ndarray, " item"]]:
        """Return the box of every item's points, and the smallest depth [m] among them."""
        x, y, z = self._posed(pose)

        def along(row: int) -> Float[np.ndarray, " point"]:
            a, b, c, d = (np.repeat(pixels_from_item[:, row, k], self._counts) for k in range(4))
            return a * x + b * y + c * z + d

        depth = along(2)
        nearest = np.minimum.reduceat(depth, self._starts)
        # Items that reach behind the near plane are done again: here they must not divide by 0.
        safe = np.maximum(depth, pose.camera.near_m)
        u, v = along(0) / safe, along(1) / safe
        lows = [np.minimum.reduceat(values, self._starts) for values in (u, v)]
        highs = [np.maximum.reduceat(values, self._starts) for values in (u, v)]
        table = np.round(np.stack([*lows, *highs], axis=-1), _DIGITS) + 0.0
        return [(r[0], r[1], r[2], r[3]) for r in table.tolist()], nearest

    def _posed(self, pose: Pose) -> Float[np.ndarray, "3 point"]:
        points = self._points
        skinned = [h for h in self._hulls if self._items[h.item].mesh.skin is not None]
        if skinned:
            points = points.copy()
        for hull in skinned:
            start = self._starts[hull.item]
            posed = posed_points(self._items[hull.item], pose, vertices=hull.vertices)
            points[:, start : start + len(hull.vertices)] = posed.T
        return points


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
    found = [np.argmax(positions @ direction) for direction in _sphere(count)]
    return np.unique(np.array(found, dtype=np.int64))


def _sphere(count: int) -> Float[np.ndarray, "direction 3"]:
    """Return even directions on a sphere: a Fibonacci lattice."""
    step = np.arange(count) + 0.5
    height = 1.0 - 2.0 * step / count
    radius = np.sqrt(1.0 - height * height)
    turn = step * (np.pi * (3.0 - np.sqrt(5.0)))
    return np.stack([radius * np.cos(turn), height, radius * np.sin(turn)], axis=-1)


def camera_from_items(pose: Pose) -> Float[np.ndarray, "item 4 4"]:
    """Return the matrix of every item into the camera's space (it looks along -Z)."""
    camera = inverse_rigid(np.asarray(pose.camera.world_from_camera, dtype=np.float64))
    world = pose.world_from_item.astype(np.float64)
    # Written out, as everywhere: a BLAS may sum in another order on another machine.
    return sum(
        (camera[None, :, k, None] * world[:, None, k, :] for k in range(1, 4)),
        start=camera[None, :, 0, None] * world[:, None, 0, :],
    )


def _pixels_from_items(
    camera_from_item: Float[np.ndarray, "item 4 4"], camera: CameraPose
) -> Float[np.ndarray, "item 3 4"]:
    """Return what turns points into u * depth, v * depth and depth."""
    k = np.asarray(camera.intrinsics_px, dtype=np.float64)
    x, y, depth = camera_from_item[:, 0], -camera_from_item[:, 1], -camera_from_item[:, 2]
    return np.stack(
        [
            k[0, 0] * x + k[0, 1] * y + k[0, 2] * depth,
            k[1, 1] * y + k[1, 2] * depth,
            depth,
        ],
        axis=1,
    )


def _clipped_box(
    item: Item, pose: Pose, *, camera_from_item: Float[np.ndarray, "4 4"]
) -> Box | None:
    everything = np.arange(len(item.mesh.positions), dtype=np.int64)
    whole = _affine(camera_from_item, posed_points(item, pose, vertices=everything))
    points = _clipped(whole, item, near_m=pose.camera.near_m)
    return _projected_box(points, pose.camera) if len(points) else None


def _affine(
    matrices: Float[np.ndarray, "*#batch 4 4"], points: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    x, y, z = points[..., 0:1], points[..., 1:2], points[..., 2:3]
    m = matrices[..., :3, :]
    return m[..., 0] * x + m[..., 1] * y + m[..., 2] * z + m[..., 3]


def posed_points(
    item: Item, pose: Pose, *, vertices: Int64[np.ndarray, " point"]
) -> Float[np.ndarray, "point 3"]:
    """Return vertices of an item, posed by its skin, in the item's space [m]."""
    mixed = item.mesh.posed(pose.morph_weights, first=item.first_morph)
    points = mixed[vertices].astype(np.float64)
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

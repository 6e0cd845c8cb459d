"""Points of surfaces, followed through a shot: in the world, in the picture, and if they show."""

# Numpy's stubs leave the element type of a search open.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Bool, Float64, Int64, UInt8, UInt16

from groundplan.errors import PackError
from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.previz.port import Frame
from groundplan.scene.stage import Item, Pose, Stage

__all__ = ["SurfaceTracks", "TrackRow", "TrackedPoints", "parse_tracks", "track_bytes"]

_TOLERANCE: Final = (0.002, 0.001)
"""How much nearer [m, and share of the depth] a surface may be without hiding the point."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurfaceTracks:
    """`tracks.npz`; pixels x right, y down, centres at +0.5; NaN behind the camera."""

    instance: UInt16[np.ndarray, " point"]
    """`instance` of the manifest's instance table."""
    item: Int64[np.ndarray, " point"]
    """Row of the drawable in the stage, and of the triangle in its mesh."""
    triangle: Int64[np.ndarray, " point"]
    barycentric: Float64[np.ndarray, "point 3"]
    points_in_world_m: Float64[np.ndarray, "frame point 3"]
    points_px: Float64[np.ndarray, "frame point 2"]
    visible: UInt8[np.ndarray, "frame point"]
    """1 where the point faces the camera, lies in the picture, and nothing is in front of it."""


class TrackRow(NamedTuple):
    """All points in one frame."""

    points_in_world: Float64[np.ndarray, "point 3"]
    points_px: Float64[np.ndarray, "point 2"]
    visible: Bool[np.ndarray, " point"]


class _MorphCorners(NamedTuple):
    """How morphs move the corners of some points' triangles."""

    points: Int64[np.ndarray, " point"]
    offsets: Float64[np.ndarray, "unit point 3 3"]
    first: int

    @classmethod
    def of(
        cls, item: Item, points: Int64[np.ndarray, " point"], corners: np.ndarray
    ) -> "_MorphCorners":
        morphs = item.mesh.morphs
        assert morphs is not None  # noqa: S101  (the caller checks; narrows the type)
        row = np.full(len(item.mesh.positions), len(morphs.vertices))
        row[morphs.vertices] = np.arange(len(morphs.vertices))
        padded = np.pad(morphs.offsets.astype(np.float64), ((0, 0), (0, 1), (0, 0)))
        return cls(points, padded[:, row[corners]], item.first_morph)

    def mixed(self, weights: np.ndarray) -> Float64[np.ndarray, "point 3 3"]:
        """Return what is added to the corners [m]."""
        total = np.zeros(self.offsets.shape[1:])
        own = weights[self.first : self.first + len(self.offsets)].astype(np.float64)
        for unit in np.flatnonzero(own):
            total += own[unit] * self.offsets[unit]
        return total


class TrackedPoints:
    """Points drawn once on the surfaces of a stage, by area in the bind pose, then followed."""

    def __init__(self, stage: Stage, *, per_entity: int, seed: int = 0) -> None:
        """Draw `per_entity` points on every entity; an entity's points depend on no other."""
        self._items = stage.items
        chosen = [
            _drawn(stage.items, one.instance, count=per_entity, rng=_rng(one.entity, seed))
            for one in stage.instances
        ]
        self.instance = np.concatenate(
            [
                np.full(len(rows), one.instance, np.uint16)
                for one, (rows, _, _) in zip(stage.instances, chosen, strict=True)
            ]
        )
        self.item = np.concatenate([rows for rows, _, _ in chosen])
        self.triangle = np.concatenate([triangles for _, triangles, _ in chosen])
        self.barycentric = np.concatenate([weights for _, _, weights in chosen])
        count = len(self.item)
        self._places = np.zeros((count, 3, 3))
        self._bones = np.full((count, 3, 4), -1, dtype=np.int64)
        self._shares = np.zeros((count, 3, 4))
        self._shares[..., 0] = 1.0
        self._morphs: list[_MorphCorners] = []
        two_sided = [item.two_sided for item in stage.items]
        for row, item in enumerate(stage.items):
            self._take_corners(item, self.item == row)
        self._two_sided = np.array(two_sided, dtype=bool)[self.item]

    def _take_corners(self, item: Item, mine: Bool[np.ndarray, " point"]) -> None:
        corners = item.mesh.triangles[self.triangle[mine]]
        self._places[mine] = item.mesh.positions[corners]
        if item.mesh.skin is not None:
            self._bones[mine] = item.mesh.skin.joints[corners].astype(np.int64) + item.first_bone
            self._shares[mine] = item.mesh.skin.weights[corners]
        if item.mesh.morphs is not None and np.any(mine):
            self._morphs.append(_MorphCorners.of(item, np.flatnonzero(mine), corners))

    def __call__(self, pose: Pose, frame: Frame) -> TrackRow:
        """Return where the points are in a frame.

        Raises:
            PackError: The frame has no depth or no instance ids.
        """
        if frame.depth is None or frame.instance is None:
            raise PackError("tracks need the depth and instance passes", "render these passes too")
        corners = self._corners(pose)
        world = np.einsum("pc,pck->pk", self.barycentric, corners)
        eye = np.asarray(pose.camera.world_from_camera, dtype=np.float64)
        in_camera = transform_points(inverse_rigid(eye), world)
        pixels = project(in_camera, np.asarray(pose.camera.intrinsics_px, dtype=np.float64))
        depth = -in_camera[:, 2]
        pixels[depth <= pose.camera.near_m] = np.nan
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        turned = np.linalg.det(pose.world_from_item[self.item, :3, :3].astype(np.float64))
        facing = np.sum(normal * (eye[:3, 3] - world), axis=1) * np.sign(turned) > 0.0
        shown = _shown(pixels, depth, instance=self.instance, frame=frame)
        return TrackRow(world, pixels, shown & (facing | self._two_sided))

    def _corners(self, pose: Pose) -> Float64[np.ndarray, "point 3 3"]:
        """Return the corners of every point's triangle in the world [m]."""
        # Bone -1, of what has no skin, is the identity at the end.
        bones = np.concatenate([pose.skin_from_bind, np.eye(4, dtype=np.float32)[None]])
        blended = np.einsum("pcb,pcbij->pcij", self._shares, bones[self._bones].astype(np.float64))
        placed = pose.world_from_item[self.item].astype(np.float64)[:, None]
        places = self._places
        if np.any(pose.morph_weights):
            places = places.copy()
            for morphs in self._morphs:
                places[morphs.points] += morphs.mixed(pose.morph_weights)
        return transform_points(placed, transform_points(blended, places))

    def tracks(self, rows: Mapping[int, TrackRow]) -> SurfaceTracks:
        """Return the points through a shot; `rows[i]` is frame index i."""
        ordered = [rows[i] for i in range(len(rows))]
        return SurfaceTracks(
            instance=self.instance,
            item=self.item,
            triangle=self.triangle,
            barycentric=self.barycentric,
            points_in_world_m=np.stack([row.points_in_world for row in ordered]),
            points_px=np.stack([row.points_px for row in ordered]),
            visible=np.stack([row.visible for row in ordered]).astype(np.uint8),
        )


_FIELDS: Final = (
    "instance", "item", "triangle", "barycentric", "points_in_world_m", "points_px", "visible",
)  # fmt: skip


def track_bytes(tracks: SurfaceTracks) -> bytes:
    """Return the tracks as an npz file: the same bytes every time."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{name: getattr(tracks, name) for name in _FIELDS})
    return buffer.getvalue()


def parse_tracks(data: bytes) -> SurfaceTracks:
    """Return the tracks in the bytes of `tracks.npz`, which the manifest vouches for.

    Raises:
        PackError: They are no such file.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return SurfaceTracks(**{name: arrays[name] for name in _FIELDS})
    except (ValueError, KeyError, OSError):
        raise PackError("tracks.npz holds no surface tracks", "render the pack again") from None


def _rng(entity: str, seed: int) -> np.random.Generator:
    digest = hashlib.sha256(entity.encode()).digest()
    return np.random.default_rng([seed, int.from_bytes(digest[:8], "little")])


def _drawn(
    items: tuple[Item, ...], instance: int, *, count: int, rng: np.random.Generator
) -> tuple[
    Int64[np.ndarray, " point"], Int64[np.ndarray, " point"], Float64[np.ndarray, "point 3"]
]:
    """Return items, triangles and barycentric coordinates of points spread over an entity."""
    rows = [k for k, item in enumerate(items) if item.instance == instance]
    areas = [_areas(items[k]) for k in rows]
    total: Float64[np.ndarray, " n"] = np.cumsum(np.concatenate([np.zeros(0), *areas]))
    if not len(total) or total[-1] <= 0.0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 3))
    place = rng.random(count) * total[-1]
    picked = np.minimum(total.searchsorted(place, side="right"), len(total) - 1)
    ends = np.cumsum([len(area) for area in areas])
    which = ends.searchsorted(picked, side="right")
    triangle = picked - np.concatenate([[0], ends])[which]
    root, along = np.sqrt(rng.random(count)), rng.random(count)
    weights = np.stack([1.0 - root, root * (1.0 - along), root * along], axis=1)
    return np.array(rows, dtype=np.int64)[which], triangle.astype(np.int64), weights


def _areas(item: Item) -> Float64[np.ndarray, " triangle"]:
    a, b, c = (item.mesh.positions[item.mesh.triangles[:, k]].astype(np.float64) for k in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)


def _shown(
    pixels: Float64[np.ndarray, "point 2"],
    depth: Float64[np.ndarray, " point"],
    *,
    instance: UInt16[np.ndarray, " point"],
    frame: Frame,
) -> Bool[np.ndarray, " point"]:
    """Return which points lie in the picture on a pixel of their own, with nothing before them.

    Depth is known at pixel centres only: the farthest of the four around a point, among those of
    its own thing, is what a slanted surface may have there.
    """
    assert frame.depth is not None  # noqa: S101  (the caller checks; narrows the type)
    assert frame.instance is not None  # noqa: S101
    size = np.array(frame.depth.shape[::-1])
    inside = np.all((pixels >= 0.0) & (pixels < size), axis=1)
    place = np.where(inside[:, None], pixels, 0.0)
    column, row = place.astype(np.int64).T
    own = frame.instance[row, column] == instance
    corner = np.floor(place - 0.5).astype(np.int64)
    farthest = np.zeros(len(pixels))
    for step in ((0, 0), (1, 0), (0, 1), (1, 1)):
        x, y = np.clip(corner + step, 0, size - 1).T
        mine = frame.instance[y, x] == instance
        farthest = np.maximum(farthest, np.where(mine, frame.depth[y, x], 0.0))
    least, share = _TOLERANCE
    return inside & own & (depth <= farthest + np.maximum(least, share * depth))

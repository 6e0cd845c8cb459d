"""A view: the stage posed at one time, drawn down to the nearest triangle of every pixel."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int8, Int32, Int64, UInt16

from groundplan.errors import RenderError
from groundplan.previz.backends.numba_tiles import affine
from groundplan.previz.backends.numba_tiles.coverage import rasterize
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.truth import label
from groundplan.previz.backends.numba_tiles.vertices import bounds, mix, project, skin
from groundplan.scene.stage import CameraPose, Pose

__all__ = ["Buffers", "View", "see", "skin_pose"]

_GUARD_PX = 8192.0
_CV_FROM_CAMERA = np.array([[1.0], [-1.0], [-1.0]])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buffers:
    """What one view is drawn into; reused by later views of the same call."""

    positions: Float32[np.ndarray, "vertex 3"]
    """In item space, mixed by morphs: the topology's own where there are none."""
    normals: Float32[np.ndarray, "vertex 3"]
    moved: Bool[np.ndarray, " morphs"]
    """Which of the topology's morphs `positions` are mixed by."""
    cv: Float64[np.ndarray, "vertex 3"]
    screen: Int32[np.ndarray, "vertex 2"]
    posed: Float32[np.ndarray, "skinned 3"]
    posed_normals: Float32[np.ndarray, "skinned 3"]
    setups: Int32[np.ndarray, "setup 7"]
    iz: Float32[np.ndarray, "height width"]
    tri: Int32[np.ndarray, "height width"]
    item_at: Int32[np.ndarray, "height width"]
    instance: UInt16[np.ndarray, "height width"]

    @classmethod
    def empty(cls, topology: Topology, *, size_px: tuple[int, int]) -> "Buffers":
        """Return buffers of the right shapes, their content unset."""
        vertices, skinned = len(topology.positions), len(topology.skin_source)
        shape = size_px[1], size_px[0]
        mixes = bool(topology.morphs)
        return cls(
            positions=topology.positions.copy() if mixes else topology.positions,
            normals=topology.normals.copy() if mixes else topology.normals,
            moved=np.zeros(len(topology.morphs), np.bool_),
            cv=np.empty((vertices, 3), np.float64),
            screen=np.empty((vertices, 2), np.int32),
            posed=np.empty((skinned, 3), np.float32),
            posed_normals=np.empty((skinned, 3), np.float32),
            # A triangle clipped by five planes has at most eight corners: six triangles.
            setups=np.empty((6 * len(topology.triangles), 7), np.int32),
            iz=np.empty(shape, np.float32),
            tri=np.empty(shape, np.int32),
            item_at=np.empty(shape, np.int32),
            instance=np.empty(shape, np.uint16),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One time, seen; matrices are affine 3x4, `cv` means camera space with OpenCV axes."""

    pose: Pose
    buffers: Buffers
    setup_count: int
    lens: Float64[np.ndarray, "9"]
    """fx, fy, cx, cy [px], near [m], guard band [px]: least and most x, least and most y."""
    cv_from_world: Float64[np.ndarray, "3 4"]
    cv_from_item: Float64[np.ndarray, "item 3 4"]
    world_from_item: Float64[np.ndarray, "item 3 4"]
    side: Int8[np.ndarray, " item"]
    """1, or -1 where the item is mirrored."""
    centers: Float64[np.ndarray, "item 3"]
    """Bounding spheres in the world [m]."""
    radii: Float64[np.ndarray, " item"]
    visible: Int64[np.ndarray, " n"]
    """Items that may be in the frame, nearest first."""


def see(pose: Pose, topology: Topology, *, buffers: Buffers) -> View:
    """Pose and draw the stage at one time.

    Raises:
        RenderError: A matrix is not finite or not rigid, or a lens cannot be used.
    """
    _check(pose, topology)
    height, width = buffers.iz.shape
    lens = _lens(pose.camera, size_px=(width, height))
    cv_from_world = affine.inverses(np.asarray(pose.camera.world_from_camera, np.float64)[:3])
    cv_from_world = np.ascontiguousarray(cv_from_world * _CV_FROM_CAMERA)
    world_from_item = np.asarray(pose.world_from_item, np.float64)[:, :3].reshape(-1, 3, 4)
    cv_from_item = affine.compose(cv_from_world, world_from_item)
    _skin(pose, topology, buffers=buffers)
    centers, radii = _spheres(topology, buffers, world_from_item)
    visible = _visible(
        centers, radii, lens=lens, cv_from_world=cv_from_world, size_px=(width, height)
    )
    side = np.where(affine.determinants(world_from_item) < 0.0, -1, 1).astype(np.int8)
    project(
        visible, topology.ranges, topology.skin_first, topology.positions, buffers.posed,
        cv_from_item, lens, buffers.cv, buffers.screen,
    )  # fmt: skip
    count = rasterize(
        visible, topology.ranges, np.where(topology.two_sided != 0, 0, side).astype(np.int8),
        topology.triangles, buffers.cv, buffers.screen, lens, buffers.setups, buffers.iz,
        buffers.tri,
    )  # fmt: skip
    label(buffers.tri, topology.tri_item, topology.ids, buffers.item_at, buffers.instance)
    return View(
        pose=pose, buffers=buffers, setup_count=int(count), lens=lens, cv_from_world=cv_from_world,
        cv_from_item=cv_from_item, world_from_item=world_from_item, side=side, centers=centers,
        radii=radii, visible=visible,
    )  # fmt: skip


def _skin(pose: Pose, topology: Topology, *, buffers: Buffers) -> None:
    _mix(pose, topology, buffers=buffers)
    if len(topology.skin_source):
        bones = np.ascontiguousarray(pose.skin_from_bind[:, :3], np.float32).reshape(-1, 12)
        skin(
            buffers.positions, buffers.normals, topology.skin_source, topology.joints,
            topology.weights, bones, buffers.posed, buffers.posed_normals,
        )  # fmt: skip


def _mix(pose: Pose, topology: Topology, *, buffers: Buffers) -> None:
    """Mix the vertices that morphs move; the others never change."""
    if not len(pose.morph_weights):
        return
    for k, (rows, first, morphs) in enumerate(topology.morphs):
        weights = pose.morph_weights[first : first + len(morphs.offsets)]
        moves = bool(np.any(weights))
        if moves or buffers.moved[k]:
            mix(topology.positions, rows, morphs.offsets, weights, buffers.positions)
            mix(topology.normals, rows, morphs.normals, weights, buffers.normals)
        buffers.moved[k] = moves


def _spheres(
    topology: Topology, buffers: Buffers, world_from_item: Float64[np.ndarray, "item 3 4"]
) -> tuple[Float64[np.ndarray, "item 3"], Float64[np.ndarray, " item"]]:
    """Return bounding spheres in the world; skinned items take those of their posed vertices."""
    centers, radii = topology.centers.copy(), topology.radii.copy()
    for n in np.flatnonzero(topology.skin_first >= 0):
        first = int(topology.skin_first[n])
        count = int(topology.ranges[n, 1] - topology.ranges[n, 0])
        if count:
            low, high = np.empty(3), np.empty(3)
            bounds(buffers.posed, first, first + count, low, high)
            centers[n] = (low + high) / 2
            radii[n] = np.sqrt(((high - low) ** 2).sum()) / 2
    in_world = (world_from_item[:, :, :3] * centers[:, None, :]).sum(-1) + world_from_item[:, :, 3]
    return in_world, radii * affine.spectral_bounds(world_from_item)


def _visible(
    centers: Float64[np.ndarray, "item 3"],
    radii: Float64[np.ndarray, " item"],
    *,
    lens: Float64[np.ndarray, "9"],
    cv_from_world: Float64[np.ndarray, "3 4"],
    size_px: tuple[int, int],
) -> Int64[np.ndarray, " n"]:
    """Return the items whose sphere meets the frustum, nearest first."""
    points = (cv_from_world[:, :3] * centers[:, None, :]).sum(-1) + cv_from_world[:, 3]
    fx, fy, cx, cy, near = lens[:5]
    inside = points[:, 2] + radii >= near
    for a, b, c in (
        (fx, 0.0, cx), (-fx, 0.0, size_px[0] - cx), (0.0, fy, cy), (0.0, -fy, size_px[1] - cy),
    ):  # fmt: skip
        distance = a * points[:, 0] + b * points[:, 1] + c * points[:, 2]
        inside &= distance >= -radii * np.sqrt(a * a + b * b + c * c) * 1.0001
    order = np.argsort(points[:, 2] - radii, kind="stable")
    return order[inside[order]].astype(np.int64)


def _lens(camera: CameraPose, *, size_px: tuple[int, int]) -> Float64[np.ndarray, "9"]:
    k = np.asarray(camera.intrinsics_px, np.float64)
    return np.array(
        [
            k[0, 0], k[1, 1], k[0, 2], k[1, 2], camera.near_m, -_GUARD_PX, size_px[0] + _GUARD_PX,
            -_GUARD_PX, size_px[1] + _GUARD_PX,
        ]
    )  # fmt: skip


def _check(pose: Pose, topology: Topology) -> None:
    camera = pose.camera
    if pose.world_from_item.shape[0] != len(topology.ids):
        raise RenderError(
            f"the pose at subframe {pose.time} moves {pose.world_from_item.shape[0]} items",
            f"give one matrix for each of the {len(topology.ids)} items",
        )
    if len(pose.skin_from_bind) < topology.bone_count:
        raise RenderError(
            f"the pose at subframe {pose.time} has {len(pose.skin_from_bind)} bones",
            f"give the {topology.bone_count} that the items refer to",
        )
    given = len(pose.morph_weights)
    if given and any(first + len(m.offsets) > given for _, first, m in topology.morphs):
        raise RenderError(
            f"the pose at subframe {pose.time} has {given} morph weights",
            "give one for each unit that the items refer to, or none",
        )
    for name, matrix in (
        ("a morph weight", pose.morph_weights),
        ("an item matrix", pose.world_from_item),
        ("a bone matrix", pose.skin_from_bind),
        ("the camera matrix", camera.world_from_camera),
        ("the camera's K", camera.intrinsics_px),
    ):
        if not np.isfinite(matrix).all():
            raise RenderError(
                f"{name} is not finite at subframe {pose.time}", "mend the curve that moves it"
            )
    _check_lens(pose, camera)


def _check_lens(pose: Pose, camera: CameraPose) -> None:
    k = np.asarray(camera.intrinsics_px, np.float64)
    if not (k[0, 0] > 0 and k[1, 1] > 0 and k[0, 1] == k[1, 0] == 0 and k[2, 2] == 1):
        raise RenderError(
            f"K at subframe {pose.time} is {k.tolist()}",
            "give positive focal lengths in pixels, no skew, and a last row 0, 0, 1",
        )
    if not camera.near_m > 0:
        raise RenderError(
            f"the near plane lies at {camera.near_m} m at subframe {pose.time}",
            "put it in front of the camera, for example at 0.05 m",
        )
    rotation = np.asarray(camera.world_from_camera, np.float64)[:3, :3]
    gram = (rotation[:, :, None] * rotation[:, None, :]).sum(0)
    if np.abs(gram - np.eye(3)).max() > 1e-3:
        raise RenderError(
            f"the camera matrix at subframe {pose.time} stretches space", "use a rigid transform"
        )


def skin_pose(pose: Pose, topology: Topology, *, buffers: Buffers) -> None:
    """Write where the pose has every skinned vertex and its normal, in its item's space."""
    _skin(pose, topology, buffers=buffers)

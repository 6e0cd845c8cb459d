"""Shapes and motion of the common scene, as mesh and clip files: laid out with z up, kept y up."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int32

from groundplan.assets.brought import BroughtMesh, write_mesh
from groundplan.assets.meshes import TriangleMesh, Weights
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.clips import JointMotion, write_motion

__all__ = ["WALK_PERIOD_S", "WalkerFiles", "ground_file", "prop_files", "walker_files"]

WALK_PERIOD_S = 1 / 1.2
_TURN = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])

Shape = tuple[Float[np.ndarray, "v 3"], Float[np.ndarray, "v 3"], Int32[np.ndarray, "t 3"]]
Angles = Float[np.ndarray, " n"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bone:
    name: str
    parent: int
    head: tuple[float, float, float]
    tail: tuple[float, float, float]
    radius: float


def _grid(rows: int, columns: int, *, closed: bool = False) -> Int32[np.ndarray, "t 3"]:
    u = np.arange(rows if closed else rows - 1)
    v = np.arange(columns - 1)
    u, v = (a.ravel() for a in np.meshgrid(u, v, indexing="ij"))
    n = (u + 1) % rows
    a, b, c, d = u * columns + v, n * columns + v, n * columns + v + 1, u * columns + v + 1
    return np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]).astype(np.int32)


def _ball(around: int = 24, along: int = 18) -> Shape:
    u, v = np.meshgrid(
        np.arange(around) / around * 2 * np.pi, np.linspace(0, np.pi, along), indexing="ij"
    )
    points = np.stack([np.cos(u) * np.sin(v), np.sin(u) * np.sin(v), -np.cos(v)], -1).reshape(-1, 3)
    return points, points, _grid(around, along, closed=True)


def _column(around: int = 24, along: int = 17) -> Shape:
    u, z = np.meshgrid(
        np.arange(around) / around * 2 * np.pi, np.linspace(-1, 1, along), indexing="ij"
    )
    points = np.stack([np.cos(u), np.sin(u), z], -1).reshape(-1, 3)
    return points, points * [1, 1, 0], _grid(around, along, closed=True)


def _crate(n: int = 9) -> Shape:
    a, b = (g.ravel() for g in np.meshgrid(*[np.linspace(-1, 1, n)] * 2, indexing="ij"))
    points: list[np.ndarray] = []
    normals: list[np.ndarray] = []
    faces: list[np.ndarray] = []
    for axis in range(3):
        for sign in (-1, 1):
            face, normal = np.zeros((n * n, 3)), np.zeros((n * n, 3))
            face[:, axis] = normal[:, axis] = sign
            face[:, (axis + 1) % 3] = a
            face[:, (axis + 2) % 3] = b * sign
            faces.append(_grid(n, n) + n * n * len(points))
            points.append(face)
            normals.append(normal)
    return np.concatenate(points), np.concatenate(normals), np.concatenate(faces).astype(np.int32)


def _skeleton() -> list[_Bone]:
    rows = [
        ("pelvis", -1, (0, 0, 0.95), (0, 0, 1.1), 0.15),
        ("spine", 0, (0, 0, 1.1), (0, 0, 1.3), 0.15),
        ("chest", 1, (0, 0, 1.3), (0, 0, 1.5), 0.17),
        ("neck", 2, (0, 0, 1.5), (0, 0, 1.6), 0.07),
        ("head", 3, (0, 0, 1.6), (0, 0, 1.75), 0.12),
    ]
    for side, x in (("L", 1), ("R", -1)):
        n = len(rows)
        rows += [
            (side + "clavicle", 2, (0.02 * x, 0, 1.47), (0.17 * x, 0, 1.47), 0.07),
            (side + "upper_arm", n, (0.17 * x, 0, 1.47), (0.47 * x, 0, 1.47), 0.055),
            (side + "forearm", n + 1, (0.47 * x, 0, 1.47), (0.74 * x, 0, 1.47), 0.045),
            (side + "hand", n + 2, (0.74 * x, 0, 1.47), (0.9 * x, 0, 1.47), 0.04),
            (side + "thigh", 0, (0.1 * x, 0, 0.95), (0.1 * x, 0, 0.5), 0.085),
            (side + "shin", n + 4, (0.1 * x, 0, 0.5), (0.1 * x, 0, 0.1), 0.06),
            (side + "foot", n + 5, (0.1 * x, 0, 0.1), (0.1 * x, -0.15, 0.04), 0.045),
            (side + "toe", n + 6, (0.1 * x, -0.15, 0.04), (0.1 * x, -0.25, 0.04), 0.035),
        ]
    return [_Bone(name=n, parent=p, head=h, tail=t, radius=r) for n, p, h, t, r in rows]


def _unit(v: Float[np.ndarray, "*n 3"]) -> Float[np.ndarray, "*n 3"]:
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12)


def _capsule(bone: _Bone, around: int = 32, along: int = 30) -> Shape:
    axis = np.array(bone.tail, float) - bone.head
    length = np.linalg.norm(axis)
    axis = axis / length
    x = _unit(np.cross(axis, [0.3, 0.8, 0.1]))
    y = np.cross(axis, x)
    u, v = np.meshgrid(
        np.arange(around) / around * 2 * np.pi, np.linspace(0, 1, along), indexing="ij"
    )
    round_ = np.cos((v - 0.5) * np.pi)
    radius = np.where(round_ < 1e-6, 0, bone.radius * np.sqrt(np.clip(round_ * 2.2, 0, 1)))
    out = np.cos(u)[..., None] * x + np.sin(u)[..., None] * y
    points = bone.head + axis * (v[..., None] * (length + bone.radius) - bone.radius / 2)
    points = points + radius[..., None] * out
    normals = _unit(out + axis * (np.sign(v - 0.5) * np.abs(v * 2 - 1) ** 6)[..., None] * 3)
    return points.reshape(-1, 3), normals.reshape(-1, 3), _grid(around, along, closed=True)


def _walker(bones: list[_Bone]) -> BroughtMesh:
    parts = [_capsule(b) for b in bones]
    points = np.concatenate([p[0] for p in parts])
    normals = np.concatenate([p[1] for p in parts])
    size = len(parts[0][0])
    faces = np.concatenate([p[2] + size * n for n, p in enumerate(parts)]).astype(np.int32)
    heads, tails = np.array([b.head for b in bones]), np.array([b.tail for b in bones])
    axis = tails - heads
    along = np.clip(((points[:, None] - heads) * axis).sum(-1) / (axis * axis).sum(1), 0, 1)
    gap = np.linalg.norm(points[:, None] - (heads + along[..., None] * axis), axis=-1)
    joints = np.argsort(gap, 1, kind="stable")[:, :4]
    weights = 1 / (np.take_along_axis(gap, joints, 1) ** 4 + 1e-5)
    weights /= weights.sum(1, keepdims=True)
    skin = Weights(joints=joints.astype(np.uint16), weights=weights.astype(np.float32))
    skeleton = Skeleton(
        names=tuple(b.name for b in bones),
        parents=tuple(b.parent for b in bones),
        places=heads @ _TURN.T,
    )
    return BroughtMesh(mesh=_mesh((points, normals, faces), skin=skin), skeleton=skeleton)


def _mesh(shape: Shape, *, skin: Weights | None = None, lift: float = 0.0) -> TriangleMesh:
    points, normals, faces = shape
    return TriangleMesh(
        positions=(points @ _TURN.T + [0.0, lift, 0.0]).astype(np.float32),
        normals=(normals @ _TURN.T).astype(np.float32),
        triangles=faces,
        skin=skin,
    )


def ground_file() -> bytes:
    """Return a level sheet of 60 by 60 m in 20 by 20 cells."""
    x, y = (g.ravel() for g in np.meshgrid(*[np.linspace(-30, 30, 21)] * 2, indexing="ij"))
    normals = np.tile([0.0, 0.0, 1.0], (len(x), 1))
    shape = (np.stack([x, y, 0 * x], 1), normals, _grid(21, 21))
    return write_mesh(BroughtMesh(mesh=_mesh(shape)))


def prop_files() -> tuple[bytes, bytes, bytes]:
    """Return ball, column and crate, 2 m high, standing on y = 0."""
    ball, column, crate = (
        write_mesh(BroughtMesh(mesh=_mesh(shape, lift=1.0)))
        for shape in (_ball(), _column(), _crate())
    )
    return ball, column, crate


def _about(axis: int, angle: Angles) -> Float[np.ndarray, "n 4"]:
    """Return turns about an axis of the z-up layout, as they are with y up."""
    return quaternions.from_axis_angle(_TURN[:, axis], angle)


def _turn(bone: _Bone, phase: Angles) -> Float[np.ndarray, "n 4"]:
    left = bone.name.startswith("L")
    swing = phase + (0 if left else np.pi)
    if "thigh" in bone.name:
        return _about(0, 0.5 * np.sin(swing))
    if "shin" in bone.name:
        return _about(0, -0.3 * (1 + np.sin(swing + 1.5)))
    if "upper_arm" in bone.name:
        drop = np.full(len(phase), 1.2 if left else -1.2)
        return quaternions.multiply(_about(0, -0.5 * np.sin(swing)), _about(1, drop))
    if "forearm" in bone.name:
        return _about(2, np.full(len(phase), -0.3 if left else 0.3))
    return _about(2, (0.15 if bone.name == "chest" else 0.0) * np.sin(phase))


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkerFiles:
    """A walker of 21 bones, and its walk."""

    mesh: bytes
    walk: bytes
    frame_count: int


def walker_files(*, fps: int, start_s: float, frame_count: int) -> WalkerFiles:
    """Return the walker and a clip of its walk whose first frame is at `start_s`."""
    bones = _skeleton()
    seconds = start_s + np.arange(frame_count) / fps
    phase = 2 * np.pi * seconds / WALK_PERIOD_S
    motion = JointMotion(
        fps=fps,
        joint_names=tuple(b.name for b in bones),
        rotations=np.stack([_turn(bone, phase) for bone in bones], axis=1),
        root=np.tile(_TURN @ np.array(bones[0].head), (frame_count, 1)),
    )
    return WalkerFiles(
        mesh=write_mesh(_walker(bones)), walk=write_motion(motion), frame_count=frame_count
    )

"""The scene that every renderer figure is taken on, built directly as a `Stage`.

100 objects, 192,992 triangles, 103,353 vertices: a ground grid, 96 props of which every tenth
moves, and 3 skinned walkers of 21 bones; a camera that orbits slowly with a vertical field of view
of 40 degrees; one sun. Shapes are laid out with z up and turned to y up at the end.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int32

from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Material,
    Mesh,
    Pose,
    Skin,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes

__all__ = ["TRIANGLES", "VERTICES", "common_stage"]

TRIANGLES = 192_992
VERTICES = 103_353
_PROPS, _WALKERS = 96, 3
_FPS = 16
_TURN = np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]])
_SUN_ILLUMINANCE_LX = 60_000.0

Shape = tuple[Float[np.ndarray, "v 3"], Float[np.ndarray, "v 3"], Int32[np.ndarray, "t 3"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bone:
    name: str
    parent: int
    head: tuple[float, float, float]
    tail: tuple[float, float, float]
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prop:
    x: float
    y: float
    size: float
    turn: float
    moving: bool
    phase: float


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


def _walker(bones: list[_Bone]) -> Mesh:
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
    skin = Skin(joints=joints.astype(np.uint16), weights=weights.astype(np.float32))
    return _mesh((points, normals, faces), skin=skin)


def _mesh(shape: Shape, *, skin: Skin | None = None) -> Mesh:
    points, normals, faces = shape
    turn = _TURN[:3, :3].T
    return Mesh(
        positions=(points @ turn).astype(np.float32),
        normals=(normals @ turn).astype(np.float32),
        triangles=faces,
        skin=skin,
    )


def _ground() -> Mesh:
    x, y = (g.ravel() for g in np.meshgrid(*[np.linspace(-30, 30, 21)] * 2, indexing="ij"))
    normals = np.tile([0.0, 0.0, 1.0], (len(x), 1))
    return _mesh((np.stack([x, y, 0 * x], 1), normals, _grid(21, 21)))


def _about(axis: int, angle: Float[np.ndarray, " n"]) -> Float[np.ndarray, "n 4 4"]:
    matrices = np.tile(np.eye(4), (len(angle), 1, 1))
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    matrices[:, i, i] = matrices[:, j, j] = np.cos(angle)
    matrices[:, j, i] = np.sin(angle)
    matrices[:, i, j] = -matrices[:, j, i]
    return matrices


def _turns(bones: list[_Bone], phase: Float[np.ndarray, " n"]) -> Float[np.ndarray, "n b 4 4"]:
    """Return every bone's own rotation for all walkers."""
    out = np.tile(np.eye(4), (len(phase), len(bones), 1, 1))
    for n, bone in enumerate(bones):
        left = bone.name.startswith("L")
        swing = phase + (0 if left else np.pi)
        if "thigh" in bone.name:
            out[:, n] = _about(0, 0.5 * np.sin(swing))
        elif "shin" in bone.name:
            out[:, n] = _about(0, -0.3 * (1 + np.sin(swing + 1.5)))
        elif "upper_arm" in bone.name:
            drop = np.full(len(phase), 1.2 if left else -1.2)
            out[:, n] = _about(0, -0.5 * np.sin(swing)) @ _about(1, drop)
        elif "forearm" in bone.name:
            out[:, n] = _about(2, np.full(len(phase), -0.3 if left else 0.3))
        elif bone.name == "chest":
            out[:, n] = _about(2, 0.15 * np.sin(phase))
    return out


def _bone_matrices(bones: list[_Bone], seconds: float) -> Float[np.ndarray, "b 4 4"]:
    phase = 2 * np.pi * (seconds * 1.2 + np.arange(_WALKERS) * 0.3)
    local = _turns(bones, phase)
    heads = np.array([b.head for b in bones], float)
    local[:, :, :3, 3] = heads - (local[:, :, :3, :3] @ heads[:, :, None])[..., 0]
    for n, bone in enumerate(bones):
        if bone.parent >= 0:
            local[:, n] = local[:, bone.parent] @ local[:, n]
    return local.reshape(-1, 4, 4)


def _props() -> list[tuple[_Prop, tuple[float, float, float]]]:
    rng = np.random.default_rng(1)
    props: list[tuple[_Prop, tuple[float, float, float]]] = []
    while len(props) < _PROPS:
        x, y = rng.uniform(-11, 11, 2)
        if x * x + y * y < 4:
            continue
        size = float(rng.uniform(0.25, 0.7))
        r, g, b = (float(c) for c in rng.uniform(0.15, 0.9, 3))
        turn, moving = float(rng.uniform(0, 6.28)), len(props) % 10 == 0
        phase = float(rng.uniform(0, 6.28))
        prop = _Prop(x=float(x), y=float(y), size=size, turn=turn, moving=moving, phase=phase)
        props.append((prop, (r, g, b)))
    return props


def _items(bones: list[_Bone], props: list[tuple[_Prop, tuple[float, float, float]]]) -> list[Item]:
    ground = Material(base_color=(0.45, 0.42, 0.38), roughness=0.9)
    items = [Item(instance=1, mesh=_ground(), material=ground, moving=False)]
    shapes = [_mesh(s) for s in (_ball(), _column(), _crate())]
    for n, (prop, color) in enumerate(props):
        material = Material(base_color=color, roughness=0.6)
        items.append(
            Item(instance=n + 2, mesh=shapes[n % 3], material=material, moving=prop.moving)
        )
    walker = _walker(bones)
    for n, color in enumerate([(0.8, 0.25, 0.2), (0.2, 0.5, 0.85), (0.9, 0.75, 0.2)]):
        items.append(
            Item(
                instance=_PROPS + 2 + n, mesh=walker, material=Material(base_color=color),
                first_bone=n * len(bones),
            )
        )  # fmt: skip
    return items


def _matrices(props: list[_Prop], seconds: float) -> Float[np.ndarray, "item 4 4"]:
    out = np.tile(np.eye(4), (1 + _PROPS + _WALKERS, 1, 1))
    moving = np.array([p.moving for p in props])
    angle = np.array([p.turn for p in props]) + np.where(moving, seconds, 0.0)
    size = np.array([p.size for p in props])
    shift = 0.8 * np.sin(seconds * 1.5 + np.array([p.phase for p in props]))
    body = out[1 : 1 + _PROPS]
    body[:] = _about(2, angle)
    body[:, :3, :3] *= size[:, None, None]
    body[:, 0, 3] = np.array([p.x for p in props]) + np.where(moving, shift, 0.0)
    body[:, 1, 3] = [p.y for p in props]
    body[:, 2, 3] = size
    for n in range(_WALKERS):
        out[1 + _PROPS + n, :3, 3] = (n - 1) * 1.3, -0.9 * seconds + 1.5 + 0.3 * n, 0.0
    return out


def _camera(seconds: float, size_px: tuple[int, int]) -> CameraPose:
    angle = 0.5 + 0.12 * seconds
    eye = np.array([7 * math.sin(angle), 2.4, 7 * math.cos(angle)])
    back = _unit(eye - [0, 0.9, 0])
    right = _unit(np.cross([0, 1.0, 0], back))
    world_from_camera = np.eye(4)
    world_from_camera[:3] = np.stack([right, np.cross(back, right), back, eye], 1)
    width, height = size_px
    focal = height / 2 / math.tan(math.radians(20))
    return CameraPose(
        world_from_camera=world_from_camera,
        intrinsics_px=np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.1, focal_mm=24.0, sensor_mm=(24.89, 14.0), fstop=8.0, focus_m=7.0,
        shutter_angle_rad=math.pi,
        exposure=Exposure(saturation_luminance_nit=24_000.0, ev100=14.3, automatic=False),
    )  # fmt: skip


def common_stage(
    *, size_px: tuple[int, int], frame_count: int, on_pose: Callable[[], None] = lambda: None
) -> Stage:
    """Return the scene; `on_pose` is called whenever a pose is evaluated (a benchmark's meter)."""
    bones = _skeleton()
    props = _props()
    items = tuple(_items(bones, props))
    counts = sum(len(i.mesh.triangles) for i in items), sum(len(i.mesh.positions) for i in items)
    if counts != (TRIANGLES, VERTICES):
        raise AssertionError(counts)
    bodies = [p for p, _ in props]
    clock = StageClock(fps_num=_FPS, fps_den=1, frame_count=frame_count)
    direction = _unit(_TURN[:3, :3] @ [-0.5, 0.6, -0.9])
    sun = LightPose(
        entity="sun", kind="sun", illuminance_lx=_SUN_ILLUMINANCE_LX,
        direction=(float(direction[0]), float(direction[1]), float(direction[2])),
        color=(1.05, 0.99, 0.93),
    )  # fmt: skip
    sky = SkyPose(
        zenith_nit=(1800.0, 2900.0, 5200.0), horizon_nit=(6500.0, 7300.0, 8200.0),
        ground_nit=(2600.0, 2500.0, 2300.0),
    )  # fmt: skip

    def pose(time: Subframes) -> Pose:
        on_pose()
        seconds = time / 1000 / _FPS
        matrices = _TURN @ _matrices(bodies, seconds) @ _TURN.T
        return Pose(
            time=time,
            world_from_item=matrices.astype(np.float32),
            skin_from_bind=(_TURN @ _bone_matrices(bones, seconds) @ _TURN.T).astype(np.float32),
            camera=_camera(seconds, size_px), lights=(sun,), sky=sky,
        )  # fmt: skip

    instances = tuple(
        Instance(instance=i.instance, entity=f"object{i.instance}", name=f"object {i.instance}",
                 kind="prop")
        for i in items
    )  # fmt: skip
    return Stage(
        world_hash="common-scene", shot="shot1", clock=clock, size_px=size_px, items=items,
        instances=instances, pose=pose,
    )  # fmt: skip

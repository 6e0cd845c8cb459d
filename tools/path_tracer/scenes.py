"""Ten small stages of matte surfaces whose light a path tracer can be asked about, too."""
# pyright: basic, reportArgumentType=false, reportCallIssue=false
# ruff: noqa: ANN001

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from groundplan.geometry.exposure import isotropic_intensity_cd, spot_intensity_cd
from groundplan.geometry.transforms import look_at
from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Material,
    Mesh,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)

__all__ = ["HOUSING", "SCENES", "SIZE_PX", "quad_mesh"]

SIZE_PX = (120, 80)
HOUSING = 1000
"""Instances from here on are the black backs of lamps."""
_FOCAL_PX = 100.0
_NIGHT = SkyPose(zenith_nit=(0.0,) * 3, horizon_nit=(0.0,) * 3, ground_nit=(0.0,) * 3)
Rgb = tuple[float, float, float]


def quad_mesh(origin, along, across) -> Mesh:
    """Return a parallelogram, seen from where `along` x `across` points, as 8 x 8 quads."""
    o, u, v = (np.array(a, np.float64) for a in (origin, along, across))
    s = np.linspace(0.0, 1.0, 9)
    points = o + s[:, None, None] * u + s[None, :, None] * v
    n = np.arange(81).reshape(9, 9)
    a, b, c, d = n[:-1, :-1], n[1:, :-1], n[1:, 1:], n[:-1, 1:]
    faces = [np.stack([a, b, c], -1), np.stack([a, c, d], -1)]
    normal = np.cross(u, v)
    return Mesh(
        positions=points.reshape(-1, 3).astype(np.float32),
        normals=np.tile((normal / np.linalg.norm(normal)).astype(np.float32), (81, 1)),
        triangles=np.concatenate([f.reshape(-1, 3) for f in faces]).astype(np.int32),
    )


def _box(low, high) -> list[Mesh]:
    """Return the six outsides of a box."""
    (a, b, c), (x, y, z) = low, high
    w, h, d = x - a, y - b, z - c
    return [
        quad_mesh((a, b, z), (w, 0, 0), (0, h, 0)), quad_mesh((x, b, c), (-w, 0, 0), (0, h, 0)),
        quad_mesh((x, b, z), (0, 0, -d), (0, h, 0)), quad_mesh((a, b, c), (0, 0, d), (0, h, 0)),
        quad_mesh((a, y, z), (w, 0, 0), (0, 0, -d)), quad_mesh((a, b, c), (w, 0, 0), (0, 0, d)),
    ]  # fmt: skip


def _room(low, high) -> list[Mesh]:
    """Return the six insides of a box: front, back, right, left, ceiling, floor."""
    return [
        Mesh(
            positions=mesh.positions, normals=-mesh.normals,
            triangles=np.ascontiguousarray(mesh.triangles[:, ::-1]),
        )
        for mesh in _box(low, high)
    ]  # fmt: skip


def _ball(center, radius: float) -> Mesh:
    around, along = 64, 33
    u, v = np.meshgrid(
        np.arange(around) / around * math.tau, np.linspace(0, math.pi, along), indexing="ij"
    )
    unit = np.stack([np.cos(u) * np.sin(v), -np.cos(v), -np.sin(u) * np.sin(v)], -1).reshape(-1, 3)
    n, i = (k.ravel() for k in np.meshgrid(range(around), range(along - 1), indexing="ij"))
    m = (n + 1) % around
    a, b, c, d = n * along + i, m * along + i, m * along + i + 1, n * along + i + 1
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    return Mesh(
        positions=(np.array(center) + radius * unit).astype(np.float32),
        normals=unit.astype(np.float32), triangles=faces.astype(np.int32),
    )  # fmt: skip


def _stage(
    name: str, meshes: list[tuple[Mesh, Rgb | float]], *, lights=(), sky=_NIGHT, eye, target
) -> Stage:
    items = tuple(
        Item(
            instance=n + 1, mesh=mesh,
            material=Material(
                base_color=(color,) * 3 if isinstance(color, float) else color, roughness=1.0
            ),
        )
        for n, (mesh, color) in enumerate(meshes)
    )  # fmt: skip
    panels = [n for n, lamp in enumerate(lights) if lamp.kind == "area"]
    items += tuple(_housing(lights[n], HOUSING + n) for n in panels)
    lights = tuple(
        replace(lamp, holder=f"e{HOUSING + n}") if n in panels else lamp
        for n, lamp in enumerate(lights)
    )
    camera = CameraPose(
        world_from_camera=look_at(
            np.array(eye, float), np.array(target, float), up=np.array([0.0, 1.0, 0.0])
        ),
        intrinsics_px=np.array(
            [[_FOCAL_PX, 0, SIZE_PX[0] / 2], [0, _FOCAL_PX, SIZE_PX[1] / 2], [0, 0, 1.0]]
        ),
        distortion=(0.0,) * 5, near_m=0.05, focal_mm=35.0, sensor_mm=(36.0, 24.0), fstop=4.0,
        focus_m=3.0, shutter_angle_rad=math.pi,
        exposure=Exposure(saturation_luminance_nit=100.0, ev100=6.4, automatic=False),
    )  # fmt: skip
    pose = Pose(
        time=0, world_from_item=np.tile(np.eye(4, dtype=np.float32), (len(items), 1, 1)),
        skin_from_bind=np.zeros((0, 4, 4), np.float32), camera=camera, lights=lights,
        sky=sky,
    )  # fmt: skip
    instances = tuple(
        Instance(instance=i.instance, entity=f"e{i.instance}", name="", kind="prop") for i in items
    )
    return Stage(
        world_hash=name, shot=name, clock=StageClock(fps_num=24, fps_den=1, frame_count=1),
        size_px=SIZE_PX, items=items, instances=instances, pose=lambda _: pose,
    )  # fmt: skip


def _bulb(place, lumens: float) -> LightPose:
    return LightPose(
        entity="bulb", kind="point", position=place, intensity_cd=isotropic_intensity_cd(lumens),
        size_m=(0.0, 0.0),
    )  # fmt: skip


def _panel(place, target, *, size, lumens: float) -> LightPose:
    way = np.array(target, float) - np.array(place, float)
    way /= np.linalg.norm(way)
    right = np.cross(way, (0.0, 1.0, 0.0))
    return LightPose(
        entity="panel", kind="area", position=place, direction=tuple(way), size_m=size,
        right=tuple(right / np.linalg.norm(right)), intensity_cd=lumens / math.pi,
    )  # fmt: skip


def _housing(lamp: LightPose, instance: int) -> Item:
    """Return a black board where a panel is, as the path tracer has one."""
    along = np.array(lamp.right) * lamp.size_m[0]
    across = np.cross(lamp.direction, lamp.right) * lamp.size_m[1]
    mesh = quad_mesh(np.array(lamp.position) - (along + across) / 2, along, across)
    black = Material(base_color=(0.0,) * 3, roughness=1.0)
    return Item(instance=instance, mesh=mesh, material=black, two_sided=True)


def _spot(place, target, *, lumens: float, degrees: float) -> LightPose:
    way = np.array(target, float) - np.array(place, float)
    angle = math.radians(degrees)
    return LightPose(
        entity="spot", kind="spot", position=place, direction=tuple(way / np.linalg.norm(way)),
        beam_angle_rad=angle, intensity_cd=spot_intensity_cd(lumens, angle), size_m=(0.0, 0.0),
    )  # fmt: skip


def _sun(lux: float, elevation: float, azimuth: float) -> LightPose:
    e, a = math.radians(elevation), math.radians(azimuth)
    return LightPose(
        entity="sun", kind="sun", illuminance_lx=lux, angular_diameter_rad=0.0,
        direction=(-math.sin(a) * math.cos(e), -math.sin(e), -math.cos(a) * math.cos(e)),
    )  # fmt: skip


def _dome(level_lx: float, rise: float, ground_lx: float) -> SkyPose:
    """Return a dome of so much level light, as `scene.sky` does, over ground of albedo 1/4."""
    zenith = level_lx * 15.0 / (math.pi * (14.0 + rise))
    ground = 0.25 * (level_lx + ground_lx) / math.pi
    return SkyPose(zenith_nit=(zenith,) * 3, horizon_nit=(zenith * rise,) * 3,
                   ground_nit=(ground,) * 3)  # fmt: skip


_GROUND = quad_mesh((-20, 0, 20), (40, 0, 0), (0, 0, -40))
_ROOM = ((-2.5, 0.0, -3.0), (2.5, 2.6, 3.0))
_EYE, _AHEAD = (0.0, 1.5, 2.8), (0.0, 1.1, -1.0)


def _plain_room(color: float = 0.6) -> list[tuple[Mesh, Rgb | float]]:
    return [(mesh, color) for mesh in _room(*_ROOM)]


def _open_floor() -> Stage:
    crate = [(m, 0.5) for m in _box((-0.4, 0.0, -0.9), (0.4, 0.8, -0.1))]
    return _stage(
        "point lamp over a floor", [(_GROUND, 0.4), *crate],
        lights=[_bulb((1.2, 2.2, 0.6), 1000.0)], eye=(0, 1.8, 3.5), target=(0, 0.2, 0),
    )  # fmt: skip


def _area_lamp() -> Stage:
    crate = [(m, 0.5) for m in _box((-0.4, 0.0, -0.9), (0.4, 0.8, -0.1))]
    lamp = _panel((1.0, 1.6, 0.4), (-0.4, 0.0, 0.0), size=(1.2, 0.8), lumens=3000.0)
    return _stage("area lamp beside a crate", [(_GROUND, 0.4), *crate], lights=[lamp],
                  eye=(0, 1.8, 3.5), target=(0, 0.2, 0))  # fmt: skip


def _spot_on_wall() -> Stage:
    wall = quad_mesh((-4, 0, -1.5), (8, 0, 0), (0, 4, 0))
    lamp = _spot((1.5, 2.5, 2.0), (-0.3, 0.4, -1.5), lumens=2000.0, degrees=50.0)
    return _stage("spot on floor and wall", [(_GROUND, 0.4), (wall, 0.7)], lights=[lamp],
                  eye=(0, 1.5, 3.5), target=(0, 0.8, -1.5))  # fmt: skip


def _sun_and_sky() -> Stage:
    house = [(m, 0.6) for m in _box((-1.5, 0.0, -2.5), (0.5, 2.0, -0.5))]
    sun = _sun(80_000.0, 35.0, 60.0)
    sky = _dome(15_000.0, 2.2, 80_000.0 * math.sin(math.radians(35.0)))
    return _stage("sun, sky and a house", [(_GROUND, 0.25), *house], lights=[sun], sky=sky,
                  eye=(2, 1.7, 4.5), target=(-0.3, 0.7, -1))  # fmt: skip


def _room_with_lamp() -> Stage:
    table = [(m, 0.4) for m in _box((-0.7, 0.0, -1.4), (0.7, 0.75, -0.6))]
    return _stage("room with a ceiling lamp", [*_plain_room(), *table],
                  lights=[_bulb((0.3, 2.1, -0.4), 1500.0)], eye=_EYE, target=_AHEAD)  # fmt: skip


def _room_with_window() -> Stage:
    """The left wall has a hole 1.4 m wide and 1.2 m high; outside is an overcast sky."""
    low, high = _ROOM
    front, back, right, _, ceiling, floor = _room(low, high)
    x = low[0]
    panes = [
        quad_mesh((x, 0.0, 3.0), (0, 0, -6.0), (0, 0.9, 0)),
        quad_mesh((x, 2.1, 3.0), (0, 0, -6.0), (0, 0.5, 0)),
        quad_mesh((x, 0.9, 3.0), (0, 0, -2.8), (0, 1.2, 0)),
        quad_mesh((x, 0.9, -1.2), (0, 0, -1.8), (0, 1.2, 0)),
    ]
    shell = [(m, 0.6) for m in (front, back, right, ceiling, floor, *panes)]
    return _stage("room lit by a window", shell, sky=_dome(12_000.0, 0.75, 0.0), eye=_EYE,
                  target=_AHEAD)  # fmt: skip


def _coloured_wall() -> Stage:
    walls = _plain_room(0.7)
    walls[3] = (walls[3][0], (0.75, 0.08, 0.06))
    return _stage("room with a red wall", walls, lights=[_bulb((-1.0, 2.0, -0.5), 1500.0)],
                  eye=_EYE, target=_AHEAD)  # fmt: skip


def _face() -> Stage:
    backdrop = quad_mesh((-3, 0, -2.0), (6, 0, 0), (0, 3, 0))
    lamps = [
        _panel((-1.2, 2.1, 1.2), (0.0, 1.6, 0.0), size=(0.8, 0.6), lumens=3000.0),
        _panel((1.4, 1.6, 1.4), (0.0, 1.6, 0.0), size=(1.0, 1.0), lumens=1200.0),
        _spot((0.8, 2.3, -1.5), (0.0, 1.6, 0.0), lumens=800.0, degrees=40.0),
    ]  # fmt: skip
    things: list[tuple[Mesh, Rgb | float]] = [
        (_ball((0.0, 1.6, 0.0), 0.12), 0.4), (_GROUND, 0.3), (backdrop, 0.3),
        *[(m, 0.3) for m in _box((-0.22, 0.9, -0.15), (0.22, 1.42, 0.15))],
    ]  # fmt: skip
    return _stage("face in three-point light", things, lights=lamps, eye=(0, 1.6, 0.9),
                  target=(0, 1.45, 0))  # fmt: skip


def _candle() -> Stage:
    table = [(m, 0.3) for m in _box((-0.7, 0.0, -1.4), (0.7, 0.75, -0.6))]
    head = (_ball((0.0, 1.25, -1.6), 0.12), 0.4)
    return _stage("candle in a room", [*_plain_room(0.5), *table, head],
                  lights=[_bulb((0.15, 0.95, -1.0), 12.5)], eye=(0, 1.5, 0.8),
                  target=(0, 0.9, -1.3))  # fmt: skip


def _overcast() -> Stage:
    box = [(m, 0.4) for m in _box((-0.6, 0.0, -1.2), (0.6, 1.0, 0.0))]
    return _stage("box under a closed sky", [(_GROUND, 0.25), *box], sky=_dome(10_000.0, 0.75, 0.0),
                  eye=(1.2, 1.6, 2.8), target=(0, 0.3, -0.5))  # fmt: skip


SCENES: dict[str, Callable[[], Stage]] = {
    "open_floor": _open_floor, "area_lamp": _area_lamp, "spot": _spot_on_wall,
    "sun_and_sky": _sun_and_sky, "room_lamp": _room_with_lamp, "room_window": _room_with_window,
    "coloured_wall": _coloured_wall, "face": _face, "candle": _candle, "overcast": _overcast,
}  # fmt: skip

"""The scene that every renderer figure is taken on, as a world document of ours.

100 objects, 192,992 triangles, 103,353 vertices: a ground grid, 96 props of which every tenth
moves, and 3 skinned walkers of 21 bones; a camera that orbits slowly with a vertical field of view
of 40 degrees; one sun. All of it is typed edits, saved, opened again and staged: meshes and the
walk lie beside the document, props move by keys, the walk is a clip on tracks.
"""

import io
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common_shapes import WALK_PERIOD_S, ground_file, prop_files, walker_files

from groundplan.geometry import colour, quaternions
from groundplan.scene.build import build_stage
from groundplan.scene.library import Library
from groundplan.scene.stage import Stage
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Appearance, Camera, Entity, Geometry, Light, Transform
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Clip, Shot, Track
from groundplan.world.store import Store

__all__ = ["TRIANGLES", "VERTICES", "common_stage", "save_common_scene"]

TRIANGLES = 192_992
VERTICES = 103_353
_PROPS = 96
_FPS = 16
_MARGIN = 16
"""Frames of motion before the first and after the last frame: flow looks past both."""
_SHOT = "s1"
_RIG, _CAMERA, _SUN, _SKY = (f"{n:026d}" for n in range(901, 905))

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A mesh file, and its size [m]."""

    sha256: str
    size_m: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prop:
    x: float
    z: float
    size: float
    turn: float
    phase: float
    color: Rgb


def common_stage(folder: Path, *, size_px: tuple[int, int], frame_count: int) -> Stage:
    """Save the scene into `folder`, a new one, open what was saved and return its stage."""
    save_common_scene(folder, size_px=size_px, frame_count=frame_count)
    with Store.open(folder, writable=False) as store:
        if store.findings:
            raise AssertionError(store.findings)
        stage = build_stage(store.world, _SHOT, Library(store.attachment))
    meshes = [item.mesh for item in stage.items]
    counts = sum(len(m.triangles) for m in meshes), sum(len(m.positions) for m in meshes)
    if counts != (TRIANGLES, VERTICES):
        raise AssertionError(counts)
    return stage


def save_common_scene(folder: Path, *, size_px: tuple[int, int], frame_count: int) -> None:
    """Make a project of the scene by one patch of edits."""
    with Store.create(folder, World()) as store:
        edits = PatchBuilder(
            store.world, actor="user:benchmark", summary="the common scene", origin=Origin.HUMAN
        )
        edits.set_field("film/width_px", size_px[0]).set_field("film/height_px", size_px[1])
        _add_ground(edits, store)
        _add_props(edits, store, frame_count=frame_count)
        _add_walkers(edits, store, frame_count=frame_count)
        _add_light(edits)
        _add_camera(edits, frame_count=frame_count)
        store.commit(edits.patch())


def _entity_path(number: int) -> str:
    return f"entities/{number:026d}"


def _kept(store: Store, data: bytes) -> _Drawn:
    points = np.load(io.BytesIO(data))["positions_m"].astype(float)
    width, height, depth = (float(length) for length in np.ptp(points, axis=0))
    sha256 = store.put_attachment(data, kind="mesh")
    return _Drawn(sha256=sha256, size_m=(width, height, depth))


def _look(color: Rgb, roughness: float) -> Appearance:
    return Appearance(color=colour.hex_from_linear(np.array(color)), roughness=roughness)


def _geometry(drawn: _Drawn) -> Geometry:
    return Geometry(mesh=drawn.sha256, source="benchmarks/common_shapes.py", licence="Apache-2.0")


def _add_ground(edits: PatchBuilder, store: Store) -> None:
    drawn = _kept(store, ground_file())
    ground = Entity(
        name="ground", kind="set", size_m=drawn.size_m, geometry=_geometry(drawn),
        appearance=_look((0.45, 0.42, 0.38), 0.9),
    )  # fmt: skip
    edits.add_node(_entity_path(1), ground)


def _props() -> list[_Prop]:
    rng = np.random.default_rng(1)
    props: list[_Prop] = []
    while len(props) < _PROPS:
        x, y = rng.uniform(-11, 11, 2)
        if x * x + y * y < 4:
            continue
        size = float(rng.uniform(0.25, 0.7))
        r, g, b = (float(c) for c in rng.uniform(0.15, 0.9, 3))
        turn, phase = float(rng.uniform(0, 6.28)), float(rng.uniform(0, 6.28))
        props.append(
            _Prop(x=float(x), z=-float(y), size=size, turn=turn, phase=phase, color=(r, g, b))
        )
    return props


def _add_props(edits: PatchBuilder, store: Store, *, frame_count: int) -> None:
    shapes = [_kept(store, data) for data in prop_files()]
    for n, prop in enumerate(_props()):
        drawn, name = shapes[n % 3], ("ball", "column", "crate")[n % 3]
        moving = {
            "transform.position_m": _sway(prop, frame_count),
            "transform.rotation": _spin(prop.turn, rate=1.0, frame_count=frame_count),
        }
        still = Transform(
            position_m=(prop.x, 0.0, prop.z),
            rotation=_heading(prop.turn),
            scale=(prop.size, prop.size, prop.size),
        )
        entity = Entity(
            name=f"{name}_{n}", kind="prop", size_m=drawn.size_m, geometry=_geometry(drawn),
            appearance=_look(prop.color, 0.6), transform=still,
            channels=moving if n % 10 == 0 else {},
        )  # fmt: skip
        edits.add_node(_entity_path(n + 2), entity)


def _heading(angle: float) -> tuple[float, float, float, float]:
    x, y, z, w = (float(part) for part in quaternions.from_heading(angle))
    return x, y, z, w


def _sway(prop: _Prop, frame_count: int) -> Channel:
    """Return x = x0 + 0.8 sin(1.5 t + phase) as smooth keys every two frames (error < 4 um)."""
    keys: dict[str, Key] = {}
    step = 2
    third = step / 3
    for frame in range(-_MARGIN, frame_count + _MARGIN, step):
        swing = 1.5 * frame / _FPS + prop.phase
        rise = 0.8 * 1.5 * math.cos(swing) * third / _FPS
        still = ((0.0, 0.0), (0.0, 0.0))
        keys[f"k{frame + _MARGIN}"] = Key(
            t=1000 * frame, v=(prop.x + 0.8 * math.sin(swing), 0.0, prop.z), interp="bezier",
            tangent_in=((-1000 * third, -rise), *((-1000 * third, v) for _, v in still)),
            tangent_out=((1000 * third, rise), *((1000 * third, v) for _, v in still)),
        )  # fmt: skip
    return Channel(type="vec3", unit="m", keys=keys)


def _spin(start: float, *, rate: float, frame_count: int) -> Channel:
    """Return a steady turn about +Y, `rate` in rad/s: a key a second, the arcs between exact."""
    frames = range(-_MARGIN, frame_count + 2 * _MARGIN, _FPS)
    keys = {
        f"k{frame + _MARGIN}": Key(t=1000 * frame, v=_heading(start + rate * frame / _FPS))
        for frame in frames
    }
    return Channel(type="quat", unit="1", keys=keys)


def _add_walkers(edits: PatchBuilder, store: Store, *, frame_count: int) -> None:
    """Add three walkers who share a mesh and a clip, each 0.3 of a cycle ahead of the one before.

    0.3 cycles are four frames exactly, so that all see the clip's own frames.
    """
    ahead = round(0.3 * WALK_PERIOD_S * _FPS)
    length = frame_count + 2 * _MARGIN + 2 * ahead
    files = walker_files(fps=_FPS, start_s=-_MARGIN / _FPS, frame_count=length)
    drawn = _kept(store, files.mesh)
    walk = store.put_attachment(files.walk, kind="clip")
    clip = Clip(
        format="npz", fps_num=_FPS, fps_den=1, frame_count=files.frame_count, skeleton="walker",
        source="benchmarks/common_shapes.py", licence="Apache-2.0",
    )  # fmt: skip
    edits.add_node(f"clips/{walk}", clip)
    first, last = -1000 * _MARGIN, 1000 * (frame_count + _MARGIN)
    for n, color in enumerate([(0.8, 0.25, 0.2), (0.2, 0.5, 0.85), (0.9, 0.75, 0.2)]):
        x, z, time = 1.3 * (n - 1), -1.5 - 0.3 * n, last / 1000 / _FPS
        keys = {
            "from": Key(t=first, v=(x, 0.0, z - 0.9 * _MARGIN / _FPS)),
            "to": Key(t=last, v=(x, 0.0, z + 0.9 * time)),
        }
        entity = Entity(
            name=f"walker_{n}", kind="character", size_m=drawn.size_m, geometry=_geometry(drawn),
            appearance=_look(color, 0.7),
            channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
        )  # fmt: skip
        number = _PROPS + 2 + n
        edits.add_node(_entity_path(number), entity)
        track = Track(
            entity=f"{number:026d}", kind="clip", name=walk, first=first, last=last,
            offset=1000 * ahead * n,
        )  # fmt: skip
        edits.add_node(f"tracks/walk_{n}", track)


def _add_light(edits: PatchBuilder) -> None:
    sun = Light(
        type="sun", illuminance_lx=60_000.0, temperature_k=5600.0,
        azimuth_rad=math.atan2(0.5, 0.6), elevation_rad=math.atan2(0.9, math.hypot(0.5, 0.6)),
    )  # fmt: skip
    sky = Light(type="sky", illuminance_lx=13_500.0, temperature_k=7000.0)
    edits.add_node(f"entities/{_SUN}", Entity(name="sun", kind="light", light=sun))
    edits.add_node(f"entities/{_SKY}", Entity(name="sky", kind="light", light=sky))


def _add_camera(edits: PatchBuilder, *, frame_count: int) -> None:
    """Add a camera 7 m out on an arm that turns by 0.12 rad/s, looking at 0.9 m above the hub."""
    orbit = {"transform.rotation": _spin(0.5, rate=0.12, frame_count=frame_count)}
    edits.add_node(f"entities/{_RIG}", Entity(name="arm", kind="group", channels=orbit))
    pitch = 0.5 * math.atan2(0.9 - 2.4, 7.0)
    lens = Camera(
        focal_mm=7.0 / math.tan(math.radians(20)), sensor_width_mm=26.0, sensor_height_mm=14.0,
        sensor_name="common_scene", near_m=0.1, fstop=8.0, focus_m=7.0,
        exposure_compensation_ev=0.5,
    )  # fmt: skip
    camera = Entity(
        name="camera", kind="camera", parent=_RIG, camera=lens,
        transform=Transform(
            position_m=(0.0, 2.4, 7.0), rotation=(math.sin(pitch), 0.0, 0.0, math.cos(pitch))
        ),
    )  # fmt: skip
    edits.add_node(f"entities/{_CAMERA}", camera)
    shot = Shot(name="SH010", order=10, camera=_CAMERA, first=0, last=1000 * (frame_count - 1))
    edits.add_node(f"shots/{_SHOT}", shot)

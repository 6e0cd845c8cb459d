"""Faces and hands in a take: points on their vertices, flow that follows them, COCO fields."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import orjson
import pytest

from groundplan.assets.human_shape.face_units import face_units
from groundplan.assets.whole_body import WHOLE_BODY
from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.passes import ControlPack
from groundplan.passes.amodal import posed_points
from groundplan.passes.joints import JointsAt, PosedJoints
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.dressing import dressed
from groundplan.scene.joints import BodyPoints, bodies_of
from groundplan.scene.stage import Item, Stage
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import Body, Camera, Entity, Light, Transform
from groundplan.world.sequence import Film, Shot, Track

PERSON, CAMERA, SUN = ("1" * 26, "2" * 26, "3" * 26)
Bodies = Callable[[Subframes], dict[str, BodyPoints]]
SIZE = (240, 200)
FRAMES = 12


def close_up(*actions: str, focal_mm: float = 70.0, away_m: float = 1.5) -> World:
    """Return a world in which somebody's face fills the picture."""
    eyes = Transform(position_m=(0.0, 1.56, away_m))
    tracks = {
        f"t{k}": Track(entity=PERSON, kind="action", name=name, first=3000, last=40_000)
        for k, name in enumerate(actions)
    }
    return World(
        entities={
            PERSON: Entity(name="person", kind="character", size_m=(0.6, 1.7, 0.4),
                           body=Body(rig="human", height_m=1.7, gender="female")),
            CAMERA: Entity(name="camera", kind="camera", transform=eyes,
                           camera=Camera(focal_mm=focal_mm, focus_m=away_m)),
            SUN: Entity(name="sun", kind="light", light=Light(type="sun", illuminance_lx=30_000.0,
                        azimuth_rad=0.4, elevation_rad=0.8)),
        },
        tracks=tracks, film=Film(width_px=SIZE[0], height_px=SIZE[1]),
        shots={"s": Shot(name="SH010", order=1, camera=CAMERA, first=0,
                         last=1000 * (FRAMES - 1))},
    )  # fmt: skip


def item_with(stage: Stage, place: np.ndarray) -> tuple[Item, int, float]:
    """Return the item of a stage that has a vertex at a place of its bind pose, and which."""
    found: list[tuple[float, int, int]] = []
    for row, item in enumerate(stage.items):
        gap = np.linalg.norm(item.mesh.positions - place, axis=1)
        found.append((float(gap.min()), row, int(gap.argmin())))
    gap, row, vertex = min(found)
    return stage.items[row], vertex, gap


def test_points_of_a_face_lie_where_its_vertices_are_projected() -> None:
    world = close_up("gasp")
    stage, bodies = build_stage(world, "s"), bodies_of(world)
    time = stage.clock.time(9)
    pose = stage.pose(time)
    points = bodies(time)[PERSON].keypoints["wholebody133"].points_in_world
    view = inverse_rigid(np.asarray(pose.camera.world_from_camera, dtype=np.float64))
    k = np.asarray(pose.camera.intrinsics_px, dtype=np.float64)
    checked = 0
    for number in range(68):
        place = _bind_place(number)
        item, vertex, gap = item_with(stage, place)
        if gap > 1e-6:
            continue
        own = posed_points(item, pose, vertices=np.array([vertex]))
        placed = pose.world_from_item[0].astype(np.float64)
        wanted = project(transform_points(view, transform_points(placed, own)), k)[0]
        row = WHOLE_BODY.index(f"face-{number}")
        got = project(transform_points(view, points[row][None]), k)[0]
        assert np.abs(got - wanted).max() < 0.01, number
        checked += 1
    assert checked >= 60


def _bind_place(number: int) -> np.ndarray:
    look = dressed(close_up().entities[PERSON])
    assert look is not None
    assert look.skeleton is not None
    assert look.skeleton.surface is not None
    return look.skeleton.surface.places[look.skeleton.surface.names.index(f"face{number}")]


def test_flow_follows_a_face_that_moves() -> None:
    world = close_up("gasp")
    stage, bodies = build_stage(world, "s"), bodies_of(world)
    options = RenderOptions(passes=frozenset({Pass.DEPTH, Pass.INSTANCE, Pass.FLOW_FWD}))
    frame_no = 2
    (frame,) = NumbaRenderer().render(stage, [frame_no], options=options)
    assert frame.flow_fwd is not None
    assert frame.depth is not None
    here, there = (_pixels(stage, bodies, frame_no + k) for k in (0, 1))
    moved = there - here
    assert np.abs(moved[WHOLE_BODY.index("face-57")][1]) > 0.8
    errors: list[float] = []
    for number in (8, 57, 58, 56, 19, 24, 30, 48, 54):
        row = WHOLE_BODY.index(f"face-{number}")
        x, y = here[row].astype(int)
        near = frame.flow_fwd[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 2)
        errors.append(float(np.linalg.norm(near - moved[row], axis=1).min()))
    assert max(errors) < 0.3


def _pixels(stage: Stage, bodies: Bodies, frame: int) -> np.ndarray:
    time = stage.clock.time(frame)
    camera = stage.pose(time).camera
    points = bodies(time)[PERSON].keypoints["wholebody133"].points_in_world
    view = inverse_rigid(np.asarray(camera.world_from_camera, dtype=np.float64))
    return project(transform_points(view, points), np.asarray(camera.intrinsics_px, np.float64))


def test_a_smile_changes_the_picture_of_the_mouth_and_a_still_face_changes_nothing() -> None:
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=1)
    pictures: dict[str, np.ndarray] = {}
    for name in ("smile", "stand"):
        stage = build_stage(close_up(name), "s")
        (frame,) = NumbaRenderer().render(stage, [FRAMES - 1], options=options)
        assert frame.beauty is not None
        pictures[name] = frame.beauty.astype(int)
    changed = np.abs(pictures["smile"] - pictures["stand"]).max(axis=-1) > 12
    stage = build_stage(close_up("stand"), "s")
    mouth = _pixels(stage, bodies_of(close_up("stand")), FRAMES - 1)[
        WHOLE_BODY.index("face-48") : WHOLE_BODY.index("face-48") + 20
    ]
    (x0, y0), (x1, y1) = mouth.min(axis=0).astype(int) - 6, mouth.max(axis=0).astype(int) + 6
    assert changed[y0:y1, x0:x1].mean() > 0.15
    assert changed[: y0 // 3].mean() < 0.01


def test_weights_of_a_stage_belong_to_its_people() -> None:
    stage = build_stage(close_up("smile"), "s")
    pose = stage.pose(stage.clock.time(FRAMES - 1))
    assert len(pose.morph_weights) == len(face_units().names)
    row = face_units().names.index("mouthSmileLeft")
    assert pose.morph_weights[row] == pytest.approx(0.75, abs=1e-6)
    carriers = [item for item in stage.items if item.mesh.morphs is not None]
    assert carriers
    assert all(item.mesh.skin is not None and item.first_morph == 0 for item in carriers)


def joints_at(world: World) -> JointsAt:
    bodies = bodies_of(world)
    return lambda time: {
        key: PosedJoints(body.names, body.points_in_world, body.keypoints)
        for key, body in bodies(time).items()
    }


def test_a_pack_has_points_of_the_whole_body_and_draws_them_twice_alike(tmp_path: Path) -> None:
    world = close_up("smile", "wave", focal_mm=24.0, away_m=2.2)
    passes = frozenset({Pass.DEPTH, Pass.INSTANCE, Pass.POSE})
    drawn, texts = dict[str, np.ndarray](), list[bytes]()
    for name, parts in (("one", "whole"), ("two", "whole"), ("body", "body")):
        options = PackOptions(render=RenderOptions(passes=passes), previews=(),
                              contact_sheet=False, pose_parts=parts)  # pyright: ignore[reportArgumentType]  # fmt: skip
        write_pack(NumbaRenderer(), build_stage(world, "s"), tmp_path / name, options=options,
                   joints_at=joints_at(world))  # fmt: skip
        drawn[name] = ControlPack.open(tmp_path / name)["pose"][FRAMES - 1]
        texts.append((tmp_path / name / "keypoints.json").read_bytes())
    assert texts[0] == texts[1] == texts[2]
    assert np.array_equal(drawn["one"], drawn["two"])
    white = np.all(drawn["one"] == 255, axis=-1).sum()
    assert white > 200
    assert np.all(drawn["body"] == 255, axis=-1).sum() == 0
    blue = np.all(drawn["one"] == (0, 0, 255), axis=-1).sum()
    assert blue > np.all(drawn["body"] == (0, 0, 255), axis=-1).sum() + 100
    document = orjson.loads((tmp_path / "one" / "keypoints_coco.json").read_bytes())
    row = document["annotations"][-1]
    counts = {part: len(row[f"{part}_kpts"]) // 3 for part in ("foot", "face", "lefthand",
                                                              "righthand")}  # fmt: skip
    assert counts == {"foot": 6, "face": 68, "lefthand": 21, "righthand": 21}
    assert row["face_valid"] is True
    assert len(row["keypoints"]) == 51
    x, y, width, height = row["face_box"]
    assert 10 < width < 120
    assert 10 < height < 120
    assert all(x - 1e-6 <= px <= x + width + 1e-6 for px in row["face_kpts"][::3] if px)
    assert y > 0.0

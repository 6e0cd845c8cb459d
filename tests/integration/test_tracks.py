"""Keypoints and surface points of a rendered walk agree with flow, depth, ids and body parts."""

from pathlib import Path

import numpy as np
import pytest
from jaxtyping import Float
from tests.unit.motion.moving_world import BODY, moving

from groundplan.assets.body_parts import BODY_PARTS
from groundplan.passes import ControlPack
from groundplan.passes.joints import PosedJoints
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import RENDERED_PASSES, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.joints import bodies_of
from groundplan.studio.registry import renderer
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import Aim, Asset, Body, Camera, Entity, Primitive, Transform
from groundplan.world.sequence import Film, Shot

FRAMES = 4
EYE, GROUND, WALL = (name.ljust(26, "0") for name in ("CAM", "GRND", "SCREEN"))


def walk(*, eye: tuple[float, float, float], walled: bool) -> World:
    """Return somebody who walks along +X, with or without a wall before the camera."""
    base = moving(Body(rig="human", height_m=1.7), "walk", distance=4.0)
    entities = dict(base.entities)
    entities[EYE] = Entity(
        name="camera", kind="camera", camera=Camera(), transform=Transform(position_m=eye),
        aim=Aim(target=BODY, height_m=0.85),
    )  # fmt: skip
    entities[GROUND] = Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground"))
    if walled:
        entities[WALL] = Entity(
            name="wall", kind="prop", primitive=Primitive(shape="box"), size_m=(0.2, 1.1, 5.0),
            transform=Transform(position_m=(0.6 * eye[0], 0.0, 0.6 * eye[2])),
        )  # fmt: skip
    shot = Shot(name="SH010", order=10, camera=EYE, first=8000, last=1000 * (7 + FRAMES))
    film = Film(width_px=320, height_px=240)
    return World(entities=entities, tracks=base.tracks, shots={"s1": shot}, film=film)


def packed(world: World, folder: Path) -> ControlPack:
    stage = build_stage(world, "s1")
    bodies = bodies_of(world, start=stage.clock.start_time)

    def joints_at(time: Subframes) -> dict[str, PosedJoints]:
        return {key: PosedJoints(*body) for key, body in bodies(time).items()}

    options = PackOptions(
        render=RenderOptions(passes=RENDERED_PASSES), previews=(), contact_sheet=False,
        tracks_per_entity=400,
    )  # fmt: skip
    write_pack(renderer("numba"), stage, folder, options=options, joints_at=joints_at)
    return ControlPack.open(folder)


@pytest.fixture(scope="module")
def facing(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    """Return a walk towards the camera, seen from ahead and a little to the side."""
    return packed(walk(eye=(4.5, 1.4, 0.8), walled=False), tmp_path_factory.mktemp("facing"))


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    """Return the same behind a wall that reaches to the chest."""
    return packed(walk(eye=(4.5, 1.4, 0.8), walled=True), tmp_path_factory.mktemp("walled"))


def around(picture: np.ndarray, px: Float[np.ndarray, "point 2"]) -> np.ndarray:
    """Return the values at the four pixel centres around each point: point, 4, ..."""
    low = np.floor(px - 0.5).astype(int)
    height, width = picture.shape[:2]
    steps = ((0, 0), (1, 0), (0, 1), (1, 1))
    return np.stack(
        [
            picture[np.clip(low[:, 1] + j, 0, height - 1), np.clip(low[:, 0] + i, 0, width - 1)]
            for i, j in steps
        ],
        axis=1,
    )


def between(picture: np.ndarray, px: Float[np.ndarray, "point 2"]) -> np.ndarray:
    """Return the picture between pixel centres, bilinear."""
    x, y = np.modf(px - 0.5)[0].T
    weights = np.stack([(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y], axis=1)
    return np.einsum("pk,pk...->p...", weights, around(picture, px))


def smooth(pack: ControlPack, index: int) -> np.ndarray:
    """Return the points of the body that show on one smooth stretch of one part."""
    tracks = pack.tracks
    body = next(i.instance for i in pack.manifest.instances if i.entity == BODY)
    px = np.nan_to_num(tracks.points_px[index])
    depth = np.minimum(around(pack["depth"][index].astype(float), px), 1e9)
    parts = around(pack["part"][index].astype(int), px)
    ids = around(pack["instance"][index].astype(int), px)
    # Flat between the four centres, so that values between them are what bilinear mixing says.
    bend = np.abs(depth[:, 0] + depth[:, 3] - depth[:, 1] - depth[:, 2])
    even = (bend < 5e-4) & (np.ptp(depth, axis=1) < 0.03) & (np.ptp(parts, axis=1) == 0)
    even &= (ids == body).all(axis=1) & (tracks.instance == body)
    return np.flatnonzero(even & (tracks.visible[index] == 1))


def test_a_step_of_a_track_is_the_flow_there(facing: ControlPack) -> None:
    for index in range(FRAMES - 1):
        rows = smooth(facing, index)
        assert len(rows) > 50
        px = facing.tracks.points_px[index, rows]
        step = facing.tracks.points_px[index + 1, rows] - px
        flow = between(facing["flow_fwd"][index].astype(float), px)
        off = np.abs(step - flow).max(axis=1)
        # A fold finer than a pixel escapes `smooth`; there, what lies between pixels is not linear.
        assert np.quantile(off, 0.95) < 0.05
        assert off.max() < 0.5
        assert np.abs(step).max() > 1.0


def test_a_visible_point_has_the_depth_and_place_of_its_pixel(facing: ControlPack) -> None:
    for index in range(FRAMES):
        rows = smooth(facing, index)
        world = facing.tracks.points_in_world_m[index, rows]
        place = between(
            facing["position"][index].astype(float), facing.tracks.points_px[index, rows]
        )
        off = np.linalg.norm(place - world, axis=1)
        assert np.quantile(off, 0.95) < 0.01
        assert off.max() < 0.03


def test_most_points_that_face_away_are_hidden(facing: ControlPack) -> None:
    tracks = facing.tracks
    body = next(i.instance for i in facing.manifest.instances if i.entity == BODY)
    share = tracks.visible[:, tracks.instance == body].mean()
    assert 0.2 < share < 0.5
    np.testing.assert_allclose(tracks.barycentric.sum(axis=1), 1.0)
    assert tracks.barycentric.min() >= 0.0


def test_a_wall_hides_the_points_and_keypoints_behind_it(
    facing: ControlPack, walled: ControlPack
) -> None:
    body, wall = (
        next(i.instance for i in walled.manifest.instances if i.entity == key)
        for key in (BODY, WALL)
    )
    tracks = walled.tracks
    mine = tracks.instance == body
    # Points of an entity do not depend on what else there is.
    free = facing.tracks
    own = free.instance == next(i.instance for i in facing.manifest.instances if i.entity == BODY)
    np.testing.assert_array_equal(free.points_px[:, own], tracks.points_px[:, mine])
    for index in range(FRAMES):
        px = tracks.points_px[index, mine]
        x, y = np.clip(px.astype(int), 0, (319, 239)).T
        behind = (walled["instance"][index][y, x] == wall) & (px >= 0).all(1) & (px[:, 1] < 240)
        assert behind.sum() > 50
        assert not tracks.visible[index, mine][behind].any()
        assert tracks.visible[index, mine].sum() < 0.8 * free.visible[index, own].sum()
    coco = next(b for b in walled.keypoints.bodies if b.scheme == "coco17")
    for row in coco.visible:
        shown = dict(zip(coco.names, row, strict=True))
        assert shown["left_knee"] == shown["right_ankle"] == shown["left_ankle"] == 1
        assert shown["nose"] == shown["left_eye"] == 2


def test_joints_lie_on_their_own_part_of_the_body(facing: ControlPack) -> None:
    coco = next(b for b in facing.keypoints.bodies if b.scheme == "coco17")
    wanted = {
        "nose": ("head",), "left_eye": ("head",), "right_eye": ("head",),
        "left_knee": ("left_upper_leg", "left_lower_leg"),
        "right_knee": ("right_upper_leg", "right_lower_leg"),
        "left_elbow": ("left_upper_arm", "left_lower_arm"),
        "right_elbow": ("right_upper_arm", "right_lower_arm"),
    }  # fmt: skip
    for index in range(FRAMES):
        for name, parts in wanted.items():
            k = coco.names.index(name)
            px = coco.points_px[index][k]
            assert px is not None
            if coco.visible[index][k] == 2:
                part = BODY_PARTS[int(facing["part"][index][int(px[1]), int(px[0])])]
                assert part in parts, (index, name)
        left, right = (
            coco.points_px[index][coco.names.index(f"{s}_eye")] for s in ("left", "right")
        )
        assert left is not None
        assert right is not None
        assert left[0] > right[0]


def test_keypoints_are_the_world_through_the_packs_own_cameras(facing: ControlPack) -> None:
    cameras = facing.cameras
    coco = next(b for b in facing.keypoints.bodies if b.scheme == "coco17")
    for index in range(FRAMES):
        k = np.array(cameras.frames[index].intrinsics_px)
        view = np.array(cameras.frames[index].camera_from_world_cv)
        world = np.array(coco.points_in_world_m[index])
        cv = world @ view[:3, :3].T + view[:3, 3]
        px = cv @ k.T
        np.testing.assert_allclose(
            px[:, :2] / px[:, 2:], np.array(coco.points_px[index]), atol=1e-3
        )

"""A stage of a small world: items, bones, flags, aim, light."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.motion.moving_world import BODY, moving

from groundplan.geometry import camera, transforms
from groundplan.scene.build import build_stage
from groundplan.scene.joints import bodies_of, joints_of
from groundplan.scene.stage import Stage
from groundplan.units import Subframes
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Aim, Asset, Body, Camera, Entity, Light, Transform
from groundplan.world.sequence import Shot

CAMERA, SUN, SKY, BENCH, GROUND = (
    name.ljust(26, "0") for name in ("CAM", "SVN", "SKY", "BENCH", "GRND")
)
WALK = moving(Body(rig="human", height_m=1.7), "walk", distance=4.0)


def world(*, screen: tuple[float, float] = (0.5, 0.5), roll: float = 0.0) -> World:
    eye = Entity(
        name="camera",
        kind="camera",
        camera=Camera(),
        transform=Transform(position_m=(1.0, 0.4, 6.0)),
        aim=Aim(target=BODY, height_m=1.2, screen=screen, roll_rad=roll),
    )
    sun = Light(type="sun", illuminance_lx=20000.0, azimuth_rad=-1.0, elevation_rad=0.4)
    sky = Light(type="sky", illuminance_lx=5000.0, temperature_k=9000.0)
    extra = {
        CAMERA: eye,
        SUN: Entity(name="sun", kind="light", light=sun),
        SKY: Entity(name="sky", kind="light", light=sky),
        BENCH: Entity(name="bench", kind="prop", asset=Asset(catalogue_id="bench")),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground")),
    }
    shot = Shot(name="SH010", order=10, camera=CAMERA, first=0, last=80000)
    return World(entities={**WALK.entities, **extra}, tracks=WALK.tracks, shots={"s1": shot})


def staged() -> Stage:
    return build_stage(world(), "s1")


def test_every_item_has_a_matrix_and_every_skin_its_bones() -> None:
    stage = staged()
    pose = stage.pose(Subframes(0))
    assert pose.world_from_item.shape == (len(stage.items), 4, 4)
    for item in stage.items:
        if item.mesh.skin is not None:
            assert item.first_bone + int(item.mesh.skin.joints.max()) < len(pose.skin_from_bind)


def test_instances_are_numbered_in_the_order_of_their_ids() -> None:
    stage = staged()
    assert [i.instance for i in stage.instances] == list(range(1, len(stage.instances) + 1))
    assert [i.entity for i in stage.instances] == sorted(i.entity for i in stage.instances)
    assert {i.instance for i in stage.instances} == {item.instance for item in stage.items}
    assert {i.name for i in stage.instances} == {"body", "bench", "ground"}


def test_what_is_called_still_does_not_move() -> None:
    stage = staged()
    first, last = stage.pose(Subframes(0)), stage.pose(Subframes(80000))
    for k, item in enumerate(stage.items):
        same = np.array_equal(first.world_from_item[k], last.world_from_item[k])
        assert same or item.moving
    assert any(not item.moving for item in stage.items)


def test_a_frame_is_the_same_in_any_order_and_from_a_new_stage() -> None:
    backwards = staged()
    late = [backwards.pose(Subframes(1000 * f)).skin_from_bind for f in (70, 40, 3)]
    fresh = staged()
    early = [fresh.pose(Subframes(1000 * f)).skin_from_bind for f in (3, 40, 70)]
    for a, b in zip(late, reversed(early), strict=True):
        assert np.array_equal(a, b)


@pytest.mark.parametrize(
    ("screen", "roll"),
    [
        ((0.5, 0.5), 0.0),
        ((0.3, 0.6), 0.0),
        ((0.8, 0.2), 0.0),
        ((0.5, 0.5), 0.3),
        ((0.3, 0.6), 0.3),
        ((0.8, 0.2), -0.5),
    ],
)
def test_the_aimed_point_lands_where_the_frame_was_told(
    screen: tuple[float, float], roll: float
) -> None:
    stage = build_stage(world(screen=screen, roll=roll), "s1")
    for frame in (0, 37, 80):
        pose = stage.pose(Subframes(1000 * frame))
        target = np.array([4.0 * frame / 80.0, 1.2, 0.0])
        local = transforms.transform_points(
            transforms.inverse_rigid(pose.camera.world_from_camera), target
        )
        px = camera.project(local, pose.camera.intrinsics_px)
        assert px == pytest.approx((screen[0] * 832.0, screen[1] * 480.0), abs=0.1)


def test_the_automatic_meter_reads_sun_sky_and_bounce_on_a_dome_that_faces_the_camera() -> None:
    moments = [staged().pose(Subframes(t)).camera for t in range(0, 80_001, 20_000)]
    shown = moments[0].exposure
    assert shown.automatic
    backs = np.array([m.world_from_camera[:3, 2].tolist() for m in moments])
    to_sun = np.array([-np.sin(1.0), np.tan(0.4), np.cos(1.0)]) * np.cos(0.4)
    dome = 0.5 + 0.5 * np.sum(backs * to_sun, axis=1)
    sun = 20000.0 * (np.maximum(dome, 0.5) + 0.125 * np.sin(0.4))
    read: list[float] = np.log2((sun + 5000.0 * 0.625) / 3.3).tolist()
    assert shown.ev100 == pytest.approx(sum(read) / len(read), abs=1e-6)
    assert shown.saturation_luminance_nit == pytest.approx(1.2 * 2.0**shown.ev100)


def test_the_sky_gives_the_illuminance_that_the_world_states() -> None:
    sky = staged().pose(Subframes(0)).sky
    weights = np.array([0.2126, 0.7152, 0.0722])
    zenith, horizon = np.dot(weights, sky.zenith_nit), np.dot(weights, sky.horizon_nit)
    assert np.pi * (14.0 * zenith + horizon) / 15.0 == pytest.approx(5000.0, rel=0.01)


def test_joints_are_where_the_skin_is() -> None:
    stage = staged()
    names, points = joints_of(world())(Subframes(24000))[BODY]
    pose = stage.pose(Subframes(24000))
    skin = next(item for item in stage.items if item.mesh.skin is not None)
    row = stage.items.index(skin)
    hair = pose.world_from_item[row]
    head = points[names.index("head")]
    for item in stage.items:
        if item.mesh.skin is not None:
            bones = pose.skin_from_bind[item.first_bone + item.mesh.skin.joints]
            blended = np.sum(bones * item.mesh.skin.weights[..., None, None], axis=1)
            moved = transforms.transform_points(
                blended.astype(float), item.mesh.positions.astype(float)
            )
            placed = transforms.transform_points(hair.astype(float), moved)
            if np.linalg.norm(placed - head, axis=1).min() < 0.15:
                return
    pytest.fail("no vertex lies within 15 cm of the head joint")


def test_the_nose_moves_with_the_head_in_every_frame() -> None:
    bodies = bodies_of(world())
    lengths: list[float] = []
    for frame in (0, 7, 20, 40):
        body = bodies(Subframes(1000 * frame))[BODY]
        head = body.points_in_world[body.names.index("head")]
        lengths.append(float(np.linalg.norm(body.keypoints["coco17"].points_in_world[0] - head)))
    np.testing.assert_allclose(lengths, lengths[0], atol=1e-9)
    assert 0.05 < lengths[0] < 0.2


def test_joints_of_a_frame_do_not_depend_on_the_frames_beside_it() -> None:
    together = joints_of(world())
    alone = joints_of(world(), start=Subframes(1))
    for frame in (0, 23, 80):
        time = Subframes(1000 * frame)
        assert np.array_equal(together(time)[BODY][1], alone(time)[BODY][1])


def by_lamp(kelvin: float, *, camera: Camera | None = None) -> World:
    """Return the scene lit by one lamp only."""
    lamp = Light(type="point", luminous_flux_lm=60.0, temperature_k=kelvin)
    there = Transform(position_m=(1.0, 1.0, 2.0))
    plain = world()
    dark = {k: e for k, e in plain.entities.items() if e.light is None}
    eye = replace(dark[CAMERA], camera=camera or Camera())
    shining = Entity(name="lamp", kind="light", light=lamp, transform=there)
    return replace(plain, entities={**dark, CAMERA: eye, SUN: shining})


def lamp_color(lit: World) -> np.ndarray:
    return np.array(build_stage(lit, "s1").pose(Subframes(0)).lights[0].color)


def test_a_candle_stays_warm_under_an_automatic_balance_and_its_blue_survives() -> None:
    red, _, blue = lamp_color(by_lamp(1900.0))
    assert blue > 0.0
    assert 2.0 < red / blue < 8.0


def test_a_grey_card_is_grey_under_the_temperature_that_the_camera_is_balanced_to() -> None:
    red, green, blue = lamp_color(by_lamp(3200.0, camera=Camera(white_balance_k=3200.0)))
    assert (red, blue) == pytest.approx((green, green), rel=0.01)


def test_daylight_is_blue_to_a_camera_balanced_for_tungsten() -> None:
    red, _, blue = lamp_color(by_lamp(5600.0, camera=Camera(white_balance_k=3200.0)))
    assert blue > 1.5 * red


def test_a_lamp_sends_light_back_up_from_the_ground_in_its_own_colour() -> None:
    red, _, blue = build_stage(by_lamp(2000.0), "s1").pose(Subframes(0)).sky.ground_nit
    assert red > blue > 0.0


def test_exposure_is_locked_for_a_shot() -> None:
    stage = build_stage(by_lamp(3000.0), "s1")
    seen = {stage.pose(Subframes(t)).camera.exposure.ev100 for t in (0, 20_000, 80_000)}
    assert len(seen) == 1


def test_a_low_sun_warms_the_horizon_and_a_high_one_leaves_it_blue() -> None:
    def horizon(elevation: float) -> np.ndarray:
        low = Light(
            type="sun", illuminance_lx=9000.0, temperature_k=3000.0, azimuth_rad=0.0,
            elevation_rad=elevation,
        )  # fmt: skip
        sky = Light(type="sky", illuminance_lx=1000.0, temperature_k=6000.0)
        lit = world()
        lit = replace(lit, entities={
            **lit.entities, SUN: replace(lit.entities[SUN], light=low),
            SKY: replace(lit.entities[SKY], light=sky),
        })  # fmt: skip
        return np.array(build_stage(lit, "s1").pose(Subframes(0)).sky.horizon_nit)

    assert horizon(0.05)[0] > 1.5 * horizon(0.05)[2]
    assert horizon(1.2)[0] < horizon(1.2)[2]


def test_a_pose_does_not_depend_on_what_was_asked_before() -> None:
    asked = [Subframes(1000 * frame) for frame in (70, 3, 40, 3)] + [Subframes(3500)]
    stage = staged()
    for time in asked:
        alone = staged().pose(time)
        after = stage.pose(time)
        assert after.skin_from_bind.tobytes() == alone.skin_from_bind.tobytes()
        assert after.world_from_item.tobytes() == alone.world_from_item.tobytes()


def test_a_sun_that_sinks_takes_the_sky_with_it() -> None:
    start = world()
    keys = {"a": Key(t=0, v=60_000.0), "b": Key(t=80_000, v=1000.0)}
    fading = {"light.illuminance_lx": Channel(type="float", unit="lx", keys=keys)}
    sun = replace(start.entities[SUN], channels=fading)
    stage = build_stage(replace(start, entities={**start.entities, SUN: sun}), "s1")
    poses = [stage.pose(Subframes(1000 * frame)) for frame in (0, 10, 20)]
    levels = [pose.lights[0].illuminance_lx for pose in poses]
    grounds = [pose.sky.ground_nit[1] for pose in poses]
    assert levels[0] == pytest.approx(60_000.0)
    assert levels[0] > levels[1] > levels[2]
    assert grounds[0] > grounds[1] > grounds[2]


def test_a_lamp_that_is_carried_goes_along() -> None:
    start = world()
    light = Light(type="point", luminous_flux_lm=800.0)
    lamp = Entity(name="lantern", kind="light", light=light, parent=BODY)
    stage = build_stage(replace(start, entities={**start.entities, "9" * 26: lamp}), "s1")
    places = [
        next(lit.position for lit in stage.pose(Subframes(time)).lights if lit.kind == "point")
        for time in (0, 20_000, 40_000)
    ]
    walked = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert np.all(walked > 0.5)

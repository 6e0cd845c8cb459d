"""Every move shows what its name says, judged from matrices; and numbers are exact."""

import math

import numpy as np
import pytest
from tests.unit.agents.move_classifier import classify, rotation_deg
from tests.unit.agents.studio_set import LAST, Set, Take, shoot

PERSON = (0.5, 1.7, 0.3)
PURE = (
    "static", "pan_left", "pan_right", "tilt_up", "tilt_down", "roll_cw", "roll_ccw", "truck_left",
    "truck_right", "pedestal_up", "pedestal_down", "dolly_in", "dolly_out", "zoom_in", "zoom_out",
    "orbit", "dolly_zoom",
)  # fmt: skip


def person() -> Set:
    return Set().put("e1", "character", PERSON)


def walker(direction: float, *, distance: float = 4.0) -> Set:
    x, z = 0.5 * distance * math.sin(direction), 0.5 * distance * math.cos(direction)
    return Set().put("e1", "character", PERSON, at=(-x, 0.0, -z), to=(x, 0.0, z), heading=direction)


def shown(take: Take) -> str:
    return classify(take.world_from_camera, take.intrinsics[:, 0, 0])


def ground(take: Take) -> np.ndarray:
    return np.linalg.norm((take.centres - take.position_of("e1"))[:, [0, 2]], axis=1)


@pytest.mark.parametrize("size", ["", "medium", "close_up", "wide"])
@pytest.mark.parametrize("move", PURE)
def test_a_move_is_what_its_matrices_show(move: str, size: str) -> None:
    scene = person().say("move", move)
    take = shoot(scene.say("size", size) if size else scene)
    assert shown(take) == move


@pytest.mark.parametrize("move", PURE)
def test_a_move_of_a_cup_is_what_its_matrices_show(move: str) -> None:
    take = shoot(Set().put("e1", "prop", (0.09, 0.1, 0.09)).say("move", move))
    assert shown(take) == move


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_crane_travels_vertically_and_keeps_its_subject_centred(way: str) -> None:
    take = shoot(person().say("move", f"crane_{way}"), count=33)
    travel = take.centres[-1] - take.centres[0]
    assert travel[1] * (1 if way == "up" else -1) > 1.0
    assert np.abs(travel[[0, 2]]).max() < 1e-6
    aimed = take.pixels(take.position_of("e1"))[:, 0]
    assert aimed == pytest.approx(416.0, abs=0.1)


@pytest.mark.parametrize(("move", "sign"), [("arc_left", -1.0), ("arc_right", 1.0)])
def test_an_arc_goes_to_its_side_at_one_distance(move: str, sign: float) -> None:
    take = shoot(person().say("move", move), count=81)
    reach = np.linalg.norm((take.centres - take.position_of("e1"))[:, [0, 2]], axis=1)
    assert np.ptp(reach) < 0.01
    assert sign * (take.centres[-1, 0] - take.centres[0, 0]) > 1.0


def test_a_full_orbit_keeps_its_distance_between_keys_too() -> None:
    take = shoot(person().say("move", "orbit", amount=math.tau, unit="rad"), count=333)
    reach = np.linalg.norm((take.centres - take.position_of("e1"))[:, [0, 2]], axis=1)
    assert np.ptp(reach) < 0.01


def test_a_stated_pan_turns_exactly_that_far() -> None:
    take = shoot(person().say("move", "pan_right", amount=math.radians(30.0), unit="rad"))
    level = np.arctan2(take.world_from_camera[:, 0, 2], take.world_from_camera[:, 2, 2])
    assert math.degrees(level[0] - level[-1]) == pytest.approx(30.0, abs=1e-4)


def test_a_stated_zoom_starts_and_ends_at_its_lenses() -> None:
    scene = person().say("move", "zoom_in").say("lens", amount=35.0, end_amount=85.0, unit="mm")
    focal = shoot(scene).intrinsics[:, 0, 0] * 14.0 / 480.0
    assert focal[[0, -1]].tolist() == pytest.approx([35.0, 85.0], abs=1e-3)


def test_a_dolly_zoom_keeps_the_height_of_its_subject() -> None:
    take = shoot(person().say("size", "medium").say("move", "dolly_zoom"), count=33)
    camera = take.world.entities[take.view.entity("camera")]
    assert camera.camera is not None
    middle = take.centres[0] - take.world_from_camera[0, :3, 2] * camera.camera.focus_m
    depth = np.linalg.norm(take.centres - middle, axis=1)
    scale = take.intrinsics[:, 0, 0] / depth
    assert scale / scale[0] == pytest.approx(np.ones(33), rel=1e-4)


def test_two_moves_happen_at_once() -> None:
    take = shoot(person().say("move", "pan_right").say("move", "zoom_in"))
    assert rotation_deg(take.world_from_camera)[0] > 5.0
    assert take.intrinsics[-1, 0, 0] > 1.2 * take.intrinsics[0, 0, 0]
    assert np.ptp(take.centres, axis=0).max() < 1e-9


def test_a_handheld_camera_shakes_less_than_one_degree_and_never_twice_alike() -> None:
    takes: list[np.ndarray] = []
    for seed in (1, 2):
        scene = person().say("move", "handheld")
        scene.seed = seed
        take = shoot(scene, count=81)
        pitch = take.pitch_deg - take.pitch_deg.mean()
        assert 0.1 < float(pitch.std()) < 1.0
        takes.append(pitch)
    assert np.abs(takes[0] - takes[1]).max() > 0.05


def test_a_follow_keeps_its_offset_to_a_walker() -> None:
    take = shoot(walker(math.pi / 2).say("move", "follow"), count=33)
    offset = take.centres - take.position_of("e1")
    assert np.ptp(offset, axis=0).max() < 1e-5


@pytest.mark.parametrize("degrees", [90.0, -90.0, 60.0, 0.0, 180.0, 135.0])
def test_a_dolly_from_6_to_3_m_is_exact_for_any_path(degrees: float) -> None:
    scene = walker(math.radians(degrees)).say("angle", "low").say("move", "dolly_in")
    scene.say("distance", amount=6.0, end_amount=3.0, unit="m", subject="e1")
    take = shoot(scene.say("lens", amount=35.0, unit="mm"), count=81)
    flat = ground(take)
    solid = np.linalg.norm(take.centres - take.position_of("e1"), axis=1)
    assert flat[[0, -1]].tolist() == pytest.approx([6.0, 3.0], abs=1e-5)
    assert solid[[0, -1]].tolist() == pytest.approx([6.0, 3.0], abs=0.02)
    assert take.pitch_deg.min() >= 10.0
    assert take.pitch_deg.max() <= 45.0
    head = take.pixels(take.position_of("e1") + np.array([0.0, 1.7, 0.0]))
    assert head[:, 1].min() > 0.0


def test_the_6_to_3_m_dolly_beside_a_walker_reads_as_a_dolly_in() -> None:
    scene = walker(math.pi / 2).say("angle", "low").say("move", "dolly_in", manner="slow")
    take = shoot(scene.say("distance", amount=6.0, end_amount=3.0, unit="m", subject="e1"))
    assert shown(take) == "dolly_in"
    azimuth = np.arctan2(*(take.centres - take.position_of("e1"))[:, [0, 2]].T)
    assert np.degrees(np.abs(azimuth)).max() <= 45.0 + 1e-6


def test_the_same_facts_place_the_same_camera() -> None:
    takes = [shoot(walker(1.0).say("move", "handheld").say("size", "medium")) for _ in range(2)]
    assert takes[0].world == takes[1].world


def test_keys_lie_inside_the_shot() -> None:
    take = shoot(walker(1.0).say("move", "orbit"))
    camera = take.world.entities[take.view.entity("camera")]
    times = [key.t for channel in camera.channels.values() for key in channel.keys.values()]
    assert min(times) == 0
    assert max(times) == LAST

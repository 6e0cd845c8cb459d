"""Sizes, angles, lenses and staging in exact numbers."""

import math

import numpy as np
import pytest
from tests.unit.agents.studio_set import WORDS, Set, Take, shoot

from groundplan.agents.camera.terms import ANGLES, SIZES, size_of_fraction
from groundplan.language.facts import ActionFact

PERSON = (0.5, 1.7, 0.3)


def person() -> Set:
    return Set().put("e1", "character", PERSON)


def visible_fraction(take: Take, *, height: float) -> float:
    point = take.position_of("e1")[0] + np.array([0.0, 0.5 * height, 0.0])
    back = take.world_from_camera[0, :3, 2]
    depth = float((take.centres[0] - point) @ back)
    return depth * 480.0 / float(take.intrinsics[0, 1, 1]) / height


@pytest.mark.parametrize("height", [1.7, 1.2, 6.0])
@pytest.mark.parametrize("size", [s for s in SIZES if s != "extreme_close_up"])
def test_a_size_lies_inside_its_band_for_bodies_of_any_height(size: str, height: float) -> None:
    scene = Set().put("e1", "prop", (0.4 * height, height, 0.4 * height)).say("size", size)
    assert size_of_fraction(visible_fraction(shoot(scene), height=height)).id == size


def test_a_close_up_of_a_small_thing_shows_all_of_it() -> None:
    scene = Set().put("e1", "prop", (0.08, 0.1, 0.08)).say("size", "close_up")
    assert 1.0 < visible_fraction(shoot(scene), height=0.1) < 1.8


def test_a_medium_shot_through_35_mm_stands_where_similar_triangles_say() -> None:
    take = shoot(person().say("size", "medium"))
    camera = take.world.entities[take.view.entity("camera")]
    assert camera.camera is not None
    assert camera.camera.focus_m == pytest.approx(35.0 * 0.95 / 14.0, abs=1e-6)


@pytest.mark.parametrize("size", ["", "medium", "full", "wide"])
@pytest.mark.parametrize("angle", ["eye_level", "low", "worms_eye", "high", "overhead"])
def test_an_angle_lies_inside_its_band(angle: str, size: str) -> None:
    scene = person().say("angle", angle)
    take = shoot(scene.say("size", size) if size else scene)
    term = ANGLES[angle]
    assert math.degrees(term.low) <= take.pitch_deg[0] <= math.degrees(term.high)
    assert take.centres[0, 1] > 0.1


def test_a_dutch_angle_rolls_15_degrees_clockwise() -> None:
    take = shoot(person().say("angle", "dutch"))
    right = take.world_from_camera[0, :3, 0]
    assert math.degrees(math.asin(right[1])) == pytest.approx(-15.0, abs=0.5)


def test_a_stated_lens_distance_and_height_are_exact() -> None:
    scene = person().say("lens", amount=50.0, unit="mm").say("height", amount=1.2, unit="m")
    take = shoot(scene.say("distance", amount=4.0, unit="m"))
    assert take.centres[0, 1] == pytest.approx(1.2, abs=1e-6)
    assert math.hypot(take.centres[0, 0], take.centres[0, 2]) == pytest.approx(4.0, abs=1e-6)
    assert take.intrinsics[0, 0, 0] * 14.0 / 480.0 == pytest.approx(50.0, abs=1e-4)


def test_a_size_and_a_distance_without_a_lens_give_the_lens() -> None:
    take = shoot(person().say("size", "medium").say("distance", amount=4.0, unit="m"))
    camera = take.world.entities[take.view.entity("camera")]
    assert camera.camera is not None
    assert camera.camera.focal_mm == pytest.approx(4.0 * 14.0 / 0.95, rel=1e-6)


def test_without_words_everything_and_its_whole_way_is_in_frame() -> None:
    scene = person().put("e2", "prop", (1.5, 0.8, 0.6), at=(3.0, 0.0, -2.0))
    scene.put("e3", "animal", (0.3, 0.6, 1.0), at=(-4.0, 0.0, 1.0), to=(2.0, 0.0, 1.0))
    take = shoot(scene)
    for key, size in (("e1", PERSON), ("e2", (1.5, 0.8, 0.6)), ("e3", (0.3, 0.6, 0.3))):
        for corner in np.ndindex(2, 2, 2):
            offset = (np.array(corner) - np.array([0.5, 0.0, 0.5])) * np.array(size)
            pixels = take.pixels(take.position_of(key) + offset)
            assert pixels.min() > 0.0
            assert pixels[:, 0].max() < 832.0
            assert pixels[:, 1].max() < 480.0


def test_a_subject_that_walks_out_of_a_medium_shot_is_followed_and_that_is_a_guess() -> None:
    scene = Set().put("e1", "character", PERSON, at=(-3.0, 0.0, 0.0), to=(3.0, 0.0, 0.0))
    take = shoot(scene.say("size", "medium"))
    assert take.world.shots["s1"].framing.move == "follow"
    assert take.world.opinions["shots/s1/framing/move"][0].basis == "guessed"
    assert take.pixels(take.position_of("e1"))[:, 0] == pytest.approx(416.0, abs=1.0)


@pytest.mark.parametrize(("staging", "degrees"), [("back_view", 180.0), ("front_view", 0.0)])
def test_staging_puts_the_camera_before_or_behind_a_body(staging: str, degrees: float) -> None:
    scene = Set().put("e1", "character", PERSON, heading=math.radians(20.0))
    take = shoot(scene.say("staging", staging).say("size", "medium"))
    azimuth = math.atan2(take.centres[0, 0], take.centres[0, 2])
    turn = math.remainder(azimuth - math.radians(20.0 + degrees), math.tau)
    assert abs(turn) < 1e-6


def test_a_profile_sees_a_body_from_the_side() -> None:
    scene = Set().put("e1", "character", PERSON, heading=math.radians(20.0))
    take = shoot(scene.say("staging", "profile").say("size", "medium"))
    azimuth = math.degrees(math.atan2(take.centres[0, 0], take.centres[0, 2]))
    assert azimuth == pytest.approx(-70.0, abs=1e-4)


def test_over_the_shoulder_looks_past_one_person_at_the_other() -> None:
    scene = person().put("e2", "character", PERSON, at=(0.0, 0.0, -2.0))
    scene.say("staging", "over_shoulder", subject="e1", object="e2")
    take = shoot(scene)
    face = take.pixels(take.position_of("e2") + np.array([0.0, 1.59, 0.0]))[0]
    assert face.tolist() == pytest.approx([416.0, 240.0], abs=2.0)
    assert take.centres[0, 2] > 0.3


def test_asked_directions_keep_the_camera_near_the_nominal_view() -> None:
    scene = Set().put("e1", "character", PERSON, at=(-2.0, 0.0, 0.0), to=(2.0, 0.0, 0.0))
    scene.actions = (
        ActionFact(key="a1", agent="e1", verb="walk", action="walk", span=WORDS, direction="right"),
    )
    take = shoot(scene.say("move", "dolly_in").say("distance", amount=6.0, end_amount=3.0))
    away = (take.centres - take.position_of("e1"))[:, [0, 2]]
    assert np.degrees(np.abs(np.arctan2(away[:, 0], away[:, 1]))).max() <= 20.0 + 1e-6


def test_an_empty_scene_still_has_a_camera() -> None:
    take = shoot(Set())
    assert np.isfinite(take.world_from_camera).all()


def test_every_camera_number_says_what_it_rests_on() -> None:
    take = shoot(person().say("lens", amount=50.0, unit="mm"))
    where = f"entities/{take.view.entity('camera')}/camera"
    held = {name: take.world.opinions[f"{where}/{name}"][0] for name in ("focal_mm", "fstop")}
    assert (held["focal_mm"].basis, held["focal_mm"].origin) == ("extracted", "quantity")
    assert held["focal_mm"].span is not None
    assert held["fstop"].basis == "guessed"

"""Who belongs in the picture: groups, actors among larger things, flyers, cranes and orbits."""

import math
from dataclasses import replace

import numpy as np
import pytest
from jaxtyping import Float
from tests.unit.agents.studio_set import WORDS, Set, Take, Vector, shoot

from groundplan.agents.critic.observation import observe
from groundplan.agents.director import plan
from groundplan.inputs.text import facts_from_text
from groundplan.language.facts import ActionFact

PERSON = (0.5, 1.7, 0.3)


def corners(size: Vector) -> Float[np.ndarray, "8 3"]:
    unit = np.array(list(np.ndindex(2, 2, 2))) - np.array([0.5, 0.0, 0.5])
    return unit * np.array(size)


def box(take: Take, key: str, size: Vector) -> Float[np.ndarray, "2 2"]:
    """Return the lowest and highest place of a body in the picture, over the shot."""
    places = [take.pixels(take.position_of(key) + c) for c in corners(size)]
    picture = np.concatenate(places) / np.array([832.0, 480.0])
    return np.stack([picture.min(axis=0), picture.max(axis=0)])


def test_every_member_of_a_travelling_group_stays_in_a_wide_frame_with_room_to_spare() -> None:
    facts = facts_from_text("Two cars drive to the right, wide shot.")
    seen = observe(plan(facts).world, "s1")
    assert seen is not None
    cars = [f for f in seen.figures.values() if f.kind == "vehicle"]
    assert len(cars) == 2
    for car in cars:
        pixels = seen.boxes_px(car) / np.array([832.0, 480.0])
        assert pixels.min() > 0.03
        assert pixels.max() < 0.97


def test_a_tracking_shot_of_two_horses_holds_both() -> None:
    facts = facts_from_text("Two horses gallop to the left, tracking shot.")
    seen = observe(plan(facts).world, "s1")
    assert seen is not None
    for horse in (f for f in seen.figures.values() if f.kind == "animal"):
        assert seen.in_frame(horse).min() == 1.0


def test_a_runner_towards_the_camera_is_met_at_eye_level_and_stays_inside() -> None:
    size = (0.45, 1.35, 0.3)
    scene = Set().put("e1", "character", size, at=(0.0, 0.0, -3.0), to=(0.0, 0.0, 3.0))
    take = shoot(scene)
    assert take.centres[0, 1] == pytest.approx(0.936 * 1.35, abs=0.05)
    assert abs(take.pitch_deg[0]) < 5.1
    low, high = box(take, "e1", size)
    assert low[1] > 0.04
    assert high[1] < 0.96


def test_people_are_framed_and_not_the_tree_that_towers_over_them() -> None:
    scene = Set().put("e1", "character", PERSON).put("e2", "prop", (1.5, 9.0, 1.5), at=(2.0, 0, 0))
    low, high = box(shoot(scene), "e1", PERSON)
    assert high[1] - low[1] > 0.4


def test_a_lamp_that_is_not_much_higher_than_people_is_shown_whole() -> None:
    lamp = (0.4, 4.0, 0.4)
    scene = Set().put("e1", "character", PERSON).put("e2", "prop", lamp, at=(1.2, 0.0, 0.0))
    low, high = box(shoot(scene), "e2", lamp)
    assert low[1] > 0.0
    assert high[1] < 1.0


def test_a_chair_does_not_tower_over_the_cat_below_it() -> None:
    seen = observe(plan(facts_from_text("A cat sits under a chair.")).world, "s1")
    assert seen is not None
    (chair,) = (f for f in seen.figures.values() if f.name == "chair")
    assert seen.in_frame(chair).min() == 1.0


def test_a_small_bird_crosses_the_sky_above_the_horizon_and_is_no_dot() -> None:
    facts = facts_from_text("A bird flies from the left to the right above a lake, camera static.")
    seen = observe(plan(facts).world, "s1")
    assert seen is not None
    assert seen.subject is not None
    pixels = seen.boxes_px(seen.subject) / np.array([832.0, 480.0])
    assert np.all(pixels[:, 1, 1] - pixels[:, 0, 1] >= 0.06)
    assert pixels[0, :, 0].mean() < 0.25
    assert pixels[-1, :, 0].mean() > 0.75
    assert np.all(np.diff(pixels[:, :, 0].mean(axis=1)) > 0.0)
    horizon = 0.5 + np.tan(seen.pitches) * seen.focals_mm / seen.gate_height_mm
    assert np.all((pixels[:, 1, 1] < horizon) & (horizon < 1.0))


def test_a_bird_beats_its_wings_while_it_flies() -> None:
    world = plan(facts_from_text("A bird flies to the right.")).world
    assert [track.name for track in world.tracks.values()] == ["fly"]


def test_a_crane_over_a_house_starts_at_peoples_eyes_and_ends_above_the_roof() -> None:
    house = (8.0, 6.0, 7.0)
    take = shoot(Set().put("e1", "set", house).say("move", "crane_up"))
    assert take.centres[0, 1] <= 1.6 + 1e-6
    assert take.centres[-1, 1] > 6.0 * 1.2
    assert take.pitch_deg[-1] < -8.0
    low, high = box(take, "e1", house)
    assert low[1] > 0.0
    assert high[1] < 1.0


def test_a_crane_of_a_stated_height_rises_exactly_so_far() -> None:
    scene = Set().put("e1", "set", (8.0, 6.0, 7.0)).say("move", "crane_up", amount=2.0, unit="m")
    rise = np.ptp(shoot(scene).centres[:, 1])
    assert rise == pytest.approx(2.0, abs=1e-6)


def test_a_wide_push_in_keeps_everybody_in_frame_to_its_end() -> None:
    scene = Set().put("e1", "character", PERSON, at=(-2.0, 0.0, 0.0), to=(2.0, 0.0, 0.0))
    scene.put("e2", "character", PERSON, at=(3.2, 0.0, 0.0)).say("size", "wide")
    take = shoot(scene.say("move", "dolly_in", manner="slow"))
    for key in ("e1", "e2"):
        low, high = box(take, key, PERSON)
        assert low[0] > 0.0
        assert high[0] < 1.0


def test_an_orbit_keeps_clear_of_what_stands_around_its_subject() -> None:
    scene = Set().put("e1", "prop", (1.0, 3.0, 1.0)).say("move", "orbit", manner="slow")
    free = shoot(scene)
    tree = free.centres[4] * np.array([1.0, 0.0, 1.0])
    at = (float(tree[0]), 0.0, float(tree[2]))
    take = shoot(scene.put("e2", "prop", (0.5, 5.0, 0.5), at=at))
    away = np.linalg.norm((take.centres - np.array(at))[:, [0, 2]], axis=1)
    assert away.min() > 0.5
    turn = np.unwrap(np.arctan2(take.centres[:, 0], take.centres[:, 2]))
    assert np.ptp(turn) == pytest.approx(math.radians(50.0), abs=0.02)


def test_the_speed_of_the_camera_is_that_of_its_travel() -> None:
    scene = Set().put("e1", "prop", (2.0, 2.0, 2.0)).say("move", "truck_right")
    take = shoot(scene.say("speed", amount=1.5, unit="m/s"))
    assert np.linalg.norm(take.centres[-1] - take.centres[0]) == pytest.approx(7.5, abs=1e-6)


def test_one_of_a_group_over_whose_shoulder_the_camera_looks_stays_one() -> None:
    scene = Set().put("e1", "character", PERSON).put("e2", "character", PERSON, at=(0.0, 0.0, -2.0))
    scene = replace(scene, actions=(ActionFact(
        key="a1", agent="e1", verb="talk", action="talk", span=WORDS, object="e2"),))  # fmt: skip
    take = shoot(scene.say("staging", "over_shoulder", subject="e1", object="e2"))
    face = take.pixels(take.position_of("e2") + np.array([0.0, 1.59, 0.0]))[0]
    assert face.tolist() == pytest.approx([416.0, 240.0], abs=2.0)


def test_who_only_runs_by_does_not_make_the_picture_wider() -> None:
    alone = observe(plan(facts_from_text("A man and a woman talk.")).world, "s1")
    text = "A man and a woman talk while a horse gallops past them."
    passed = observe(plan(facts_from_text(text)).world, "s1")
    assert alone is not None
    assert passed is not None
    heights: list[float] = []
    for seen in (alone, passed):
        man = next(f for f in seen.figures.values() if f.name == "man")
        low, high = seen.boxes_px(man).mean(axis=0)
        heights.append(float(high[1] - low[1]))
    assert heights[1] > 0.5 * heights[0]
    horse = next(f for f in passed.figures.values() if f.kind == "animal")
    inside = passed.in_frame(horse)
    assert inside.max() > 0.0
    assert inside.min() < 1.0


def test_a_car_behind_people_is_seen_at_eye_level_where_they_leave_enough_of_it() -> None:
    seen = observe(
        plan(facts_from_text("A man talks with a woman. A car is behind them.")).world, "s1"
    )
    assert seen is not None
    assert abs(math.degrees(float(seen.pitches[0]))) < 6.0


def test_a_cup_behind_a_book_is_seen_from_above() -> None:
    seen = observe(plan(facts_from_text("A cup behind a big book on a table.")).world, "s1")
    assert seen is not None
    assert math.degrees(float(seen.pitches[0])) < -10.0


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("A horse gallops across a field from left to right.", 1.0),
        ("A red car races to the left along a road.", -1.0),
        ("A man runs down a street.", 1.0),
    ],
)
def test_who_goes_farther_than_a_picture_shows_is_kept_large_and_still_crosses_it(
    text: str, way: float
) -> None:
    seen = observe(plan(facts_from_text(text)).world, "s1")
    assert seen is not None
    subject = seen.subject
    assert subject is not None
    boxes = seen.boxes_px(subject)
    size = boxes[:, 1] - boxes[:, 0]
    assert size[:, 1].min() > 0.2 * 480
    assert boxes[:, 0].min() > 0.0
    assert boxes[:, 1, 0].max() < 832.0
    middle = boxes[:, :, 0].mean(axis=1)
    assert np.all(np.sign(np.diff(middle)) == way)
    assert abs(middle[-1] - middle[0]) > 0.2 * 832


def test_a_dog_that_runs_past_a_bench_is_always_seen_and_the_bench_as_it_passes() -> None:
    seen = observe(plan(facts_from_text("A dog runs past a bench.")).world, "s1")
    assert seen is not None
    bench, dog = (
        next(f for f in seen.figures.values() if f.name == name) for name in ("bench", "dog")
    )
    assert seen.in_frame(dog).min() == 1.0
    nearest = int(np.argmin(np.abs(dog.positions[:, 0] - bench.positions[:, 0])))
    assert seen.in_frame(bench)[nearest] == 1.0

"""Sitting at tables: seats that nobody names, places round the top, knees below it, hands on it."""

import itertools
import math

import numpy as np
import pytest

from groundplan.agents.director import Planned, plan
from groundplan.assets.worktops import work_height
from groundplan.geometry.boxes import footprint_corners, footprints_overlap
from groundplan.language.reader import read_brief
from groundplan.motion.actions.arms import palm_places
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.body_motion import figure_of
from groundplan.scene.build import actors_of
from groundplan.scene.joints import joints_of
from groundplan.units import Subframes
from groundplan.world.entity import Entity
from groundplan.world.placement import world_from_entity_at

CONTACT_M = 0.02


def planned(text: str) -> Planned:
    return plan(read_brief(text))


def bodies(result: Planned, noun: str) -> list[Entity]:
    named = (e for e in result.world.entities.values() if e.semantics and e.semantics.noun == noun)
    return sorted(named, key=lambda e: e.name)


def key_of(result: Planned, entity: Entity) -> str:
    return next(k for k, e in result.world.entities.items() if e is entity)


def heading(entity: Entity) -> float:
    _, y, _, w = entity.transform.rotation
    return math.remainder(2.0 * math.atan2(y, w), math.tau)


def ground(entity: Entity) -> np.ndarray:
    x, _, z = entity.transform.position_m
    return np.array([x, z])


def outline(entity: Entity) -> np.ndarray:
    assert entity.size_m is not None
    size = np.array([entity.size_m[0], entity.size_m[2]])
    return footprint_corners(ground(entity), size, heading(entity))


def inside(point: np.ndarray, thing: Entity, *, air_m: float = 0.0) -> bool:
    """Tell whether a point of the world lies over a thing's footprint."""
    assert thing.size_m is not None
    dx, dz = point[0] - thing.transform.position_m[0], point[2] - thing.transform.position_m[2]
    c, s = math.cos(heading(thing)), math.sin(heading(thing))
    own = abs(c * dx - s * dz), abs(s * dx + c * dz)
    return own[0] <= 0.5 * thing.size_m[0] + air_m and own[1] <= 0.5 * thing.size_m[2] + air_m


def palms(result: Planned, person: Entity, side: str) -> np.ndarray:
    """Return where a palm is over 4 s [m]."""
    key = key_of(result, person)
    actor = next(a for a in actors_of(result.world) if a.entity_id == key)
    at = np.arange(0.0, 64000.0, 1000.0)
    frames = figure_of(result.world, key, skeleton=actor.skeleton).frames(at)
    own = palm_places(frames, side, measures_of(actor.skeleton))
    placed = world_from_entity_at(result.world, key, at)
    return np.einsum("tij,tj->ti", placed[:, :3, :3], own) + placed[:, :3, 3]


SEATED = [
    ("A girl sits at a table and drinks tea", "girl", "chair", "table"),
    ("A woman sits on a chair at a table", "woman", "chair", "table"),
    ("Four friends sit around a table", "friend", "chair", "table"),
    ("Two men sit at a bar", "man", "stool", "bar counter"),
    ("A woman sits at her desk and types", "woman", "chair", "desk"),
    ("A family eats dinner at the table", "family", "chair", "table"),
    ("A man plays the piano", "man", "piano bench", "piano"),
    ("A meeting at a long table", "meeting", "chair", "table"),
    ("A woman works at a sewing machine", "woman", "chair", "table"),
]


@pytest.mark.parametrize(("text", "who", "seat", "table"), SEATED)
def test_each_who_sits_at_a_table_has_a_seat_of_their_own_that_faces_it(
    text: str, who: str, seat: str, table: str
) -> None:
    result = planned(text)
    people, seats, top = bodies(result, who), bodies(result, seat), bodies(result, table)[0]
    assert len(people) == len(seats) > 0
    for person, own in zip(people, seats, strict=True):
        assert np.linalg.norm(ground(person) - ground(own)) < 0.06
        assert heading(person) == pytest.approx(heading(own))
        ahead = np.array([math.sin(heading(person)), math.cos(heading(person))])
        assert inside(np.insert(ground(person) + 0.6 * ahead, 1, 0.0), top)


@pytest.mark.parametrize(("text", "who", "seat", "table"), SEATED)
def test_knees_are_below_the_top_and_neither_seats_nor_bodies_stand_in_it(
    text: str, who: str, seat: str, table: str
) -> None:
    result = planned(text)
    top = bodies(result, table)[0]
    assert top.size_m is not None
    assert top.asset is not None
    for solid in (*bodies(result, seat), *bodies(result, who)):
        assert not footprints_overlap(outline(solid), outline(top)), solid.name
    for one, other in itertools.combinations(bodies(result, seat), 2):
        assert not footprints_overlap(outline(one), outline(other))
    joints = joints_of(result.world)(Subframes(0))
    for person in bodies(result, who):
        names, points = joints[key_of(result, person)]
        for knee in ("leftLowerLeg", "rightLowerLeg"):
            place = points[names.index(knee)]
            assert inside(place, top), (person.name, place)
            assert place[1] < work_height(top.asset.catalogue_id, top.size_m[1])
    assert not {f.code for f in result.findings} & {
        "layout.interpenetration", "layout.relation-violated",
    }  # fmt: skip


def test_a_seat_that_no_word_names_is_guessed_and_said() -> None:
    result = planned("A girl sits at a table")
    chair = key_of(result, bodies(result, "chair")[0])
    assert result.world.opinions[f"entities/{chair}/label"][0].basis == "guessed"
    found = [f for f in result.findings if f.code == "layout.implied-seat"]
    assert [f.severity for f in found] == ["info"]
    named = planned("A woman sits on a chair at a table")
    chair = key_of(named, bodies(named, "chair")[0])
    assert result.world.opinions.keys() != named.world.opinions.keys()
    assert named.world.opinions[f"entities/{chair}/label"][0].basis == "extracted"
    assert "layout.implied-seat" not in {f.code for f in named.findings}


@pytest.mark.parametrize("text", [
    "A woman stands at a table", "A woman sits on the floor at a table", "A man stands at a bar",
    "A woman walks to a table", "A cup stands on a table", "A bartender works at a bar",
    "A carpenter hammers at a workbench", "A woman sits next to a table",
])  # fmt: skip
def test_who_stands_or_sits_on_the_floor_gets_no_seat(text: str) -> None:
    result = planned(text)
    assert not [*bodies(result, "chair"), *bodies(result, "stool")]
    assert "layout.implied-seat" not in {f.code for f in result.findings}


def test_who_stands_at_a_bar_faces_it_from_an_arm_away() -> None:
    result = planned("A man stands at a bar")
    man, bar = bodies(result, "man")[0], bodies(result, "bar counter")[0]
    assert bar.size_m is not None
    gap = bar.transform.position_m[2] - 0.5 * bar.size_m[2] - man.transform.position_m[2]
    assert 0.1 < gap < 0.5
    assert heading(man) == pytest.approx(0.0)


@pytest.mark.parametrize(("text", "who", "sides"), [
    ("A woman sits at a table", "woman", [0]),
    ("Two women sit opposite each other at a table", "woman", [90, -90]),
    ("A man sits at a table. A woman sits opposite him.", "", [90, -90]),
    ("Two women sit side by side at a table", "woman", [0, 0]),
    ("Two men sit at a bar", "man", [0, 0]),
    ("A man sits at a table next to a woman", "", [0, 0]),
    ("Three men sit at a table", "man", [0, 90, -90]),
    ("Four friends sit around a table", "friend", [0, 90, -90, 180]),
    ("Six people sit around a long table", "person", [0, 0, 0, 180, 180, 180]),
])  # fmt: skip
def test_people_are_spread_so_that_the_camera_sees_their_faces(
    text: str, who: str, sides: list[int]
) -> None:
    result = planned(text)
    people = bodies(result, who) if who else [bodies(result, n)[0] for n in ("man", "woman")]
    turned = [round(math.degrees(heading(p))) % 360 for p in people]
    assert turned == [s % 360 for s in sides]
    pairs = itertools.combinations(people, 2)
    assert min((float(np.linalg.norm(ground(a) - ground(b))) for a, b in pairs), default=1) > 0.6


def test_the_head_of_a_table_is_its_short_end() -> None:
    result = planned("A father sits at the head of the table")
    father, table = bodies(result, "father")[0], bodies(result, "table")[0]
    assert table.size_m is not None
    away = abs(father.transform.position_m[2] - table.transform.position_m[2])
    assert abs(math.sin(heading(table))) == pytest.approx(1.0)
    assert 0.5 * table.size_m[0] < away < 0.5 * table.size_m[0] + 0.35


@pytest.mark.parametrize(("text", "who", "table", "sides"), [
    ("A woman sits at her desk and types", "woman", "desk", ("left", "right")),
    ("A man writes a letter at a desk", "man", "desk", ("left", "right")),
    ("A boy eats dinner at a table", "boy", "table", ("right",)),
    ("A man plays the piano", "man", "piano", ("left", "right")),
])  # fmt: skip
def test_hands_at_work_reach_the_top_or_the_keys(
    text: str, who: str, table: str, sides: tuple[str, ...]
) -> None:
    result = planned(text)
    top = bodies(result, table)[0]
    assert top.size_m is not None
    assert top.asset is not None
    surface = work_height(top.asset.catalogue_id, top.size_m[1])
    for side in sides:
        way = palms(result, bodies(result, who)[0], side)
        lowest = way[np.argmin(way[:, 1])]
        assert abs(lowest[1] - surface) <= CONTACT_M, (side, lowest, surface)
        assert way[:, 1].min() > surface - 0.005
        assert inside(lowest, top), (side, lowest)


def test_what_is_used_lies_on_the_top_in_front_of_who_uses_it() -> None:
    result = planned("A woman types on a laptop at a desk")
    woman, laptop = bodies(result, "woman")[0], bodies(result, "laptop")[0]
    desk = bodies(result, "desk")[0]
    assert desk.size_m is not None
    assert laptop.transform.position_m[1] == pytest.approx(desk.size_m[1])
    assert np.linalg.norm(ground(woman) - ground(laptop)) < 0.55
    assert abs(math.remainder(heading(laptop) - heading(woman) - math.pi, math.tau)) < 1e-6
    assert all(inside(np.insert(corner, 1, 0.0), desk) for corner in outline(laptop))


def test_each_who_eats_has_a_plate_and_a_cup_stays_above_the_top() -> None:
    result = planned("A family eats dinner at the table")
    people, plates = bodies(result, "family"), bodies(result, "dinner")
    assert len(people) == len(plates) > 1
    for person, plate in zip(people, plates, strict=True):
        assert np.linalg.norm(ground(person) - ground(plate)) < 0.6
    result = planned("A girl sits at a table and drinks tea")
    girl, table = bodies(result, "girl")[0], bodies(result, "table")[0]
    assert table.size_m is not None
    assert palms(result, girl, "right")[:, 1].min() > table.size_m[1] + 0.02


def test_a_stool_at_a_bar_is_as_high_as_the_bar_asks() -> None:
    result = planned("Two men sit at a bar")
    stool, bar = bodies(result, "stool")[0], bodies(result, "bar counter")[0]
    assert stool.size_m is not None
    assert bar.size_m is not None
    surface = work_height("bar_counter", bar.size_m[1])
    assert 0.24 < surface - stool.size_m[1] < 0.34

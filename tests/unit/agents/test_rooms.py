"""Rooms are furnished as said, without overlaps, and people can walk in them."""

import math
import subprocess
import sys

import numpy as np
import pytest
from tests.unit.agents import rooms

from groundplan.agents.blocking.rooms import brief as room_brief
from groundplan.agents.blocking.rooms.solver import furnish
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.canonical import dumps

FACES_RAD = math.radians(15.0)


@pytest.mark.parametrize("name", rooms.BRIEFS)
def test_nothing_shares_space_and_all_is_in_the_room(name: str) -> None:
    world = rooms.planned(rooms.BRIEFS[name]).world
    assert rooms.overlaps(world) == []
    left, back, right, front = rooms.inner(world)
    for entity in rooms.bodies(world):
        low, high = rooms.outline(entity).min(axis=0), rooms.outline(entity).max(axis=0)
        sunk = 0.041 if entity.semantics and entity.semantics.noun in {"door", "window"} else 0.011
        assert low[0] >= left - sunk, entity.name
        assert low[1] >= back - sunk - 0.02, entity.name
        assert high[0] <= right + sunk, entity.name
        assert high[1] <= front + sunk, entity.name


@pytest.mark.parametrize("name", rooms.BRIEFS)
def test_people_walk_from_the_door_to_everything(name: str) -> None:
    reached = rooms.walked(rooms.planned(rooms.BRIEFS[name]).world)
    assert reached
    assert all(reached.values()), reached


@pytest.mark.parametrize("name", rooms.BRIEFS)
def test_the_leaf_of_the_door_swings_free(name: str) -> None:
    world = rooms.planned(rooms.BRIEFS[name]).world
    (door,) = rooms.named(world, "door")
    assert door.size_m is not None
    angle = rooms.heading(door)
    x, _, z = door.transform.position_m
    swing = [
        (
            x + a * math.cos(angle) + d * math.sin(angle),
            z - a * math.sin(angle) + d * math.cos(angle),
        )
        for a in (-0.4, 0.0, 0.4)
        for d in (0.2, 0.5, 0.85)
    ]
    for entity in rooms.bodies(world):
        if entity is door or entity.size_m is None or entity.size_m[1] < 0.06:
            continue
        low, high = rooms.outline(entity).min(axis=0), rooms.outline(entity).max(axis=0)
        assert not any(low[0] < px < high[0] and low[1] < pz < high[1] for px, pz in swing)


def test_a_stated_size_is_the_size_and_a_guessed_one_is_marked() -> None:
    stated = rooms.planned(rooms.BRIEFS["bedroom"])
    (room,) = rooms.named(stated.world, "bedroom")
    assert room.size_m == (4.0, 2.8, 5.0)
    guessed = rooms.planned(rooms.BRIEFS["office"])
    assert [f.code for f in guessed.findings].count("layout.room-size") == 1
    (office,) = [k for k, e in guessed.world.entities.items() if e.name == "office"]
    assert guessed.world.opinions[f"entities/{office}/size_m"][0].basis == "guessed"


def test_what_is_against_a_wall_has_its_back_flush_to_it() -> None:
    world = rooms.planned(rooms.BRIEFS["bedroom"]).world
    (bed,) = rooms.named(world, "bed")
    left = rooms.inner(world)[0]
    assert math.isclose(rooms.heading(bed), math.pi / 2, abs_tol=1e-6)
    assert rooms.outline(bed)[:, 0].min() == pytest.approx(left, abs=0.02)


def test_a_corner_has_two_walls() -> None:
    world = rooms.planned(rooms.BRIEFS["living room"]).world
    (plant,) = rooms.named(world, "potted plant")
    left, back, _, _ = rooms.inner(world)
    low = rooms.outline(plant).min(axis=0)
    assert low == pytest.approx([left, back], abs=0.04)


@pytest.mark.parametrize(
    ("name", "subject", "target", "turned"),
    [("living room", "sofa", "television", 0.0), ("gallery", "bench", "sculpture", 0.0),
     ("classroom", "desk", "blackboard", math.pi)],
)  # fmt: skip
def test_faces_are_within_fifteen_degrees(
    name: str, subject: str, target: str, turned: float
) -> None:
    world = rooms.planned(rooms.BRIEFS[name]).world
    things, (other,) = rooms.named(world, subject), rooms.named(world, target)
    middle = np.mean([t.transform.position_m for t in things], axis=0)
    way = np.array(other.transform.position_m) - middle
    wanted = math.atan2(way[0], way[2])
    for thing in things:  # who uses a desk sits at its front and looks over it
        off = math.remainder(rooms.heading(thing) + turned - wanted, math.tau)
        assert abs(off) <= FACES_RAD


def test_rows_are_straight_and_even() -> None:
    desks = rooms.named(rooms.planned(rooms.BRIEFS["classroom"]).world, "desk")
    xs = sorted({round(d.transform.position_m[0], 3) for d in desks})
    zs = sorted({round(d.transform.position_m[2], 3) for d in desks})
    assert (len(desks), len(xs), len(zs)) == (12, 4, 3)
    assert np.ptp(np.diff(xs)) < 0.003
    assert np.ptp(np.diff(zs)) < 0.003


def test_a_circle_of_chairs_looks_at_its_middle() -> None:
    world = rooms.planned("Ten chairs in a circle in a 6 by 6 metre room.").world
    chairs = rooms.named(world, "chair")
    places = np.array([c.transform.position_m for c in chairs])[:, [0, 2]]
    middle = places.mean(axis=0)
    assert len(chairs) == 10
    assert np.ptp(np.linalg.norm(places - middle, axis=1)) < 0.005
    for chair, place in zip(chairs, places, strict=True):
        way = middle - place
        off = math.remainder(rooms.heading(chair) - math.atan2(way[0], way[1]), math.tau)
        assert abs(off) < math.radians(1.0)


def test_each_table_gets_its_chairs() -> None:
    world = rooms.planned(rooms.BRIEFS["restaurant"]).world
    tables, chairs = rooms.named(world, "table"), rooms.named(world, "chair")
    assert (len(tables), len(chairs)) == (6, 24)
    at = np.array([c.transform.position_m for c in chairs])
    for table in tables:
        apart = np.linalg.norm(at - np.array(table.transform.position_m), axis=1)
        assert (apart < 1.1).sum() == 4


def test_between_is_between_on_the_screen() -> None:
    world = rooms.planned("A plant between the sofa and the armchair in a living room.").world
    xs = [
        rooms.named(world, n)[0].transform.position_m[0]
        for n in ("sofa", "potted plant", "armchair")
    ]
    assert xs == sorted(xs)
    assert xs[0] < xs[1] < xs[2]


def test_who_comes_in_starts_at_the_door_and_ends_at_the_desk() -> None:
    found = rooms.planned(
        "A woman walks to the desk in an office with a bookcase and a sofa."
    ).world
    (woman,) = [e for e in found.entities.values() if e.kind == "character"]
    keys = sorted(woman.channels["transform.position_m"].keys.values(), key=lambda k: k.t)
    (door,), (desk,) = rooms.named(found, "door"), rooms.named(found, "desk")
    points = np.array([key.v for key in keys], dtype=np.float64)
    assert np.linalg.norm(points[0] - np.array(door.transform.position_m)) < 1.0
    assert np.linalg.norm(points[-1] - np.array(desk.transform.position_m)) < 1.2
    left, back, right, front = rooms.inner(found)
    assert np.all((points[:, 0] > left) & (points[:, 0] < right))
    assert np.all((points[:, 2] > back) & (points[:, 2] < front))


def test_the_same_words_give_the_same_bytes_again_and_in_another_process() -> None:
    brief = rooms.BRIEFS["kitchen"]
    first = dumps(plan_world(brief, options=TakeOptions()).world)
    furnish.cache_clear()
    assert dumps(plan_world(brief, options=TakeOptions()).world) == first
    script = (
        "import sys, hashlib\n"
        "from groundplan.studio.take import plan_world\n"
        "from groundplan.studio.options import TakeOptions\n"
        "from groundplan.world.canonical import dumps\n"
        "w = plan_world(sys.argv[1], options=TakeOptions()).world\n"
        "sys.stdout.buffer.write(dumps(w))"
    )
    other = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", script, brief], check=True, capture_output=True
    )
    assert other.stdout == first


def test_a_plain_shot_never_loads_the_solver() -> None:
    script = (
        "import sys\n"
        "from groundplan.studio.take import plan_world\n"
        "from groundplan.studio.options import TakeOptions\n"
        "plan_world('A man walks past a red car to a tree.', options=TakeOptions())\n"
        "assert not any(m.startswith('ortools') for m in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own interpreter


def test_without_the_solver_the_world_is_valid_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room_brief, "has_solver", lambda: False)
    found = plan_world(rooms.BRIEFS["bedroom"], options=TakeOptions())
    assert rooms.named(found.world, "bed")
    assert "layout.room-unsolved" in {f.code for f in found.findings}

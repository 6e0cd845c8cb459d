"""Ways lead around what stands, keep what was asked, and bodies keep apart in time."""

import math
import time
from itertools import pairwise

import numpy as np
import pytest
from tests.unit.agents.brief import SPAN, called, planned, relation, thing, told, way

from groundplan.geometry.detours import Block, clearance
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.document import World
from groundplan.world.evaluate import transform_at, values_at


def act(agent: str, verb: str, **more: object) -> ActionFact:
    return ActionFact(key=f"a{agent}", agent=agent, verb=verb, action=verb, span=SPAN, **more)  # pyright: ignore[reportArgumentType]  # fields of the fact by name


def blocked(distance_m: float = 4.0) -> Facts:
    return told(
        [thing("e1", "man", "character"), thing("e2", "table")],
        relations=[relation("e1", "left_of", "e2")],
        actions=[act("e1", "walk", direction="right", distance_m=distance_m, duration_s=4.0)],
    )


def test_a_way_through_a_table_leads_around_it_and_stays_as_long_and_takes_as_long() -> None:
    world = planned(blocked()).world
    keys = way(called(world, "man"))
    points = [(v[0], v[2]) for _, v in keys]
    table = called(world, "table")
    assert table.size_m is not None
    x, _, z = table.transform.position_m
    width, _, depth = table.size_m
    block = Block(low=(x - width / 2, z - depth / 2), high=(x + width / 2, z + depth / 2))
    assert clearance(points, block) > 0.2
    assert sum(math.dist(a, b) for a, b in pairwise(points)) == pytest.approx(4.0, abs=1e-6)
    assert keys[-1][0] - keys[0][0] == 4 * 16 * 1000


def test_a_detour_is_walked_at_one_speed_and_turns_no_sharper_than_a_person_can() -> None:
    keys = way(called(planned(blocked()).world, "man"))
    steps = [(t1 - t0, math.dist(a, b)) for (t0, a), (t1, b) in pairwise(keys)]
    for ticks, length in steps:
        assert length / (ticks / 16000) == pytest.approx(1.0, abs=0.02)
    headings = np.unwrap(
        [math.atan2(b[0] - a[0], b[2] - a[2]) for (_, a), (_, b) in pairwise(keys)]
    )
    for k, turn in enumerate(np.abs(np.diff(headings))):
        assert turn < 0.2 or steps[k][1] > 0.25
        assert turn / max(min(steps[k][1], steps[k + 1][1]), 1e-3) < 1.15 / 0.3 or turn < 0.02


def test_a_free_way_keeps_its_two_keys() -> None:
    facts = told([thing("e1", "man", "character")], actions=[act("e1", "walk")])
    assert len(way(called(planned(facts).world, "man"))) == 2


def centres(world: World, noun: str) -> np.ndarray:
    bodies = [
        e for e in world.entities.values() if e.semantics.noun == noun or e.name.startswith(noun)
    ]
    times = np.arange(0.0, 80001.0, 500.0)
    return np.stack([values_at(e, "transform.position_m", times) for e in bodies])


def test_a_crowd_of_60_walks_across_a_square_and_no_two_come_closer_than_their_radii() -> None:
    facts = told(
        [thing("e1", "person", "character", count=60), thing("e2", "square", "set")],
        actions=[act("e1", "walk", path="e2", path_kind="across")],
    )
    began = time.process_time()
    world = planned(facts).world
    assert time.process_time() - began < 3.0
    places = centres(world, "person")[:, :, [0, 2]]
    assert len(places) == 60
    gaps = np.linalg.norm(places[:, None] - places[None], axis=3)
    gaps[np.arange(60), np.arange(60)] = np.inf
    widths = [
        e.size_m[0] for e in world.entities.values() if e.name.startswith("person") and e.size_m
    ]
    assert gaps.min() > max(widths)
    walked = np.linalg.norm(places[:, -1] - places[:, 0], axis=1)
    assert np.ptp(walked) > 0.1
    assert walked.min() > 5.0


def test_two_whose_ways_cross_in_time_pass_one_another() -> None:
    facts = told(
        [thing("e1", "man", "character"), thing("e2", "woman", "character")],
        relations=[relation("e1", "left_of", "e2", distance_m=3.0)],
        actions=[
            act("e1", "walk", direction="right", distance_m=3.0),
            act("e2", "walk", direction="left", distance_m=3.0),
        ],
    )  # fmt: skip
    world = planned(facts).world
    man, woman = (called(world, name) for name in ("man", "woman"))
    times = np.arange(0.0, 48001.0, 100.0)
    a, b = (values_at(e, "transform.position_m", times) for e in (man, woman))
    assert man.size_m is not None
    assert woman.size_m is not None
    assert np.linalg.norm(a - b, axis=1).min() >= 0.5 * (man.size_m[0] + woman.size_m[0])
    np.testing.assert_allclose(a[-1] - a[0], [3.0, 0.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(b[-1] - b[0], [-3.0, 0.0, 0.0], atol=1e-6)


def test_who_follows_around_a_fountain_goes_the_same_way_later() -> None:
    facts = told(
        [
            thing("e1", "man", "character"),
            thing("e2", "woman", "character"),
            thing("e3", "fountain"),
        ],
        actions=[act("e1", "follow", object="e2", path="e3", path_kind="around")],
    )
    world = planned(facts).world
    lead = np.array([v for _, v in way(called(world, "woman"))])
    for _, spot in way(called(world, "man"))[10:]:
        assert np.linalg.norm(lead - np.array(spot), axis=1).min() < 0.15


def test_who_circles_somebody_keeps_the_distance_and_stays_on_the_ground() -> None:
    facts = told(
        [thing("e1", "dog", "animal"), thing("e2", "man", "character")],
        actions=[
            ActionFact(key="a1", agent="e1", verb="circle", action="fly", object="e2", span=SPAN)
        ],
    )
    world = planned(facts).world
    spots = np.array([v for _, v in way(called(world, "dog"))])
    centre = transform_at(world, next(k for k, e in world.entities.items() if e.name == "man"), 0)
    radii = np.linalg.norm((spots - centre[:3, 3])[:, [0, 2]], axis=1)
    assert np.ptp(radii) < 1e-6
    assert np.all(spots[:, 1] == 0.0)


def test_people_who_queue_at_a_door_stand_one_behind_another_and_face_it() -> None:
    facts = told(
        [thing("e1", "person", "character", count=5), thing("e2", "door")],
        relations=[relation("e1", "next_to", "e2")],
        actions=[ActionFact(key="a1", agent="e1", verb="queue", action="stand", span=SPAN)],
    )
    world = planned(facts).world
    people = [e for e in world.entities.values() if e.kind == "character"]
    spots = np.array([e.transform.position_m for e in people])
    door = np.array(called(world, "door").transform.position_m)
    assert np.ptp(spots[:, 2]) < 1e-9
    away = sorted(abs(float(x - door[0])) for x in spots[:, 0])
    assert all(b - a > 0.3 for a, b in pairwise(away))
    for entity, spot in zip(people, spots, strict=True):
        x, y, z, w = entity.transform.rotation
        ahead = np.array([2 * (x * z + w * y), 0.0, 1 - 2 * (x * x + y * y)])
        assert ahead @ (door - spot) > 0.99 * np.linalg.norm(door - spot)

"""What is thrown, dropped, kicked or falls goes as physics says; the rest stays."""

import dataclasses
from importlib import util

import numpy as np
import pytest
from tests.unit.agents.brief import SPAN, called, codes, planned, thing, told

from groundplan.agents.director import Planned
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.evaluate import transform_at

HAS_MUJOCO = util.find_spec("mujoco") is not None
MAN, WOMAN = thing("e1", "man", "character"), thing("e2", "woman", "character")
BALL, TABLE = thing("e3", "ball"), thing("e4", "table")


def act(agent: str, verb: str, **more: object) -> ActionFact:
    base = ActionFact(key="a1", agent=agent, verb=verb, action=verb, span=SPAN)
    return dataclasses.replace(base, **more)  # pyright: ignore[reportArgumentType]  # fields by name


def heights(result: Planned, name: str) -> np.ndarray:
    return places(result, name)[:, 1]


def places(result: Planned, name: str, *, above: float = 0.0) -> np.ndarray:
    """Return where a body's own point `above` its origin is, frame by frame."""
    world = result.world
    (key,) = [k for k, e in world.entities.items() if e.name == name]
    point = np.array([0.0, above, 0.0, 1.0])
    return np.array([(transform_at(world, key, t) @ point)[:3] for t in range(0, 80001, 1000)])


def falling() -> Facts:
    return told([BALL, TABLE], actions=[act("e3", "fall", source="e4", direction="down")])


def test_a_ball_that_falls_off_a_table_starts_on_it_and_ends_on_the_ground() -> None:
    result = planned(falling())
    table = called(result.world, "table")
    assert table.size_m is not None
    way = places(result, "ball", above=0.11)[:, 1] - 0.11
    assert way[0] == pytest.approx(table.size_m[1], abs=0.02)
    assert way[-1] == pytest.approx(0.0, abs=0.01)
    x, _, z = places(result, "ball")[-1]
    assert abs(x) > 0.5 * table.size_m[0] or abs(z) > 0.5 * table.size_m[2]
    flying = (way < 0.9 * way[0]) & (way > 0.1)
    assert flying.sum() >= 3


def test_nothing_ever_sinks_into_the_ground() -> None:
    for verb in ("fall", "topple"):
        facts = told([BALL, thing("e5", "box")], actions=[act("e5", verb)])
        result = planned(facts)
        box = called(result.world, "box")
        assert box.channels
        assert heights(result, "box").min() > -0.02 or verb == "topple"


def test_what_falls_from_nowhere_falls_two_metres_as_gravity_says() -> None:
    way = heights(planned(told([BALL], actions=[act("e3", "fall", direction="down")])), "ball")
    seconds = np.arange(0, 9) / 16.0
    np.testing.assert_allclose(way[:9], 2.0 - 0.5 * 9.80665 * seconds**2, atol=0.02)


def test_a_thrown_ball_that_is_caught_is_a_matter_of_hands_and_not_of_keys() -> None:
    facts = told([MAN, WOMAN, BALL], actions=[act("e1", "throw", object="e3", goal="e2")])
    result = planned(facts)
    assert "transform.position_m" not in called(result.world, "ball").channels
    first, second = sorted(result.world.grips.values(), key=lambda grip: grip.first)
    assert first.after == "fly"
    assert 0.4 < (second.first - first.last) / 16000.0 < 1.2


def test_a_kicked_ball_flies_away_from_the_kicker() -> None:
    result = planned(told([MAN, BALL], actions=[act("e1", "kick", object="e3")]))
    way = places(result, "ball")
    man = np.array(called(result.world, "man").transform.position_m)
    away = np.linalg.norm((way - man)[:, [0, 2]], axis=1)
    assert away[-1] > away[0] + 1.0
    assert not called(result.world, "man").channels


def test_a_dropped_cup_falls_from_the_hand_and_its_holder_stays() -> None:
    result = planned(told([WOMAN, thing("e5", "cup")], actions=[act("e2", "drop", object="e5")]))
    way = heights(result, "cup")
    assert way[0] > 0.7
    assert way[-1] < 0.1
    assert "transform.position_m" not in called(result.world, "woman").channels


def test_who_falls_is_no_thing_and_keeps_its_own_way() -> None:
    result = planned(told([MAN], actions=[act("e1", "fall")]))
    assert not {"motion.physics-missing"} & codes(result)


def test_without_mujoco_a_finding_says_what_is_simpler_and_with_it_none_does() -> None:
    assert ("motion.physics-missing" in codes(planned(falling()))) is not HAS_MUJOCO


def test_the_same_fall_is_the_same_bytes() -> None:
    first, again = (planned(falling()).world for _ in range(2))
    assert called(first, "ball") == called(again, "ball")


@pytest.mark.skipif(not HAS_MUJOCO, reason="extra physics is not installed")
def test_a_box_that_topples_ends_on_another_side() -> None:
    crate = thing("e5", "wardrobe")
    result = planned(told([crate], actions=[act("e5", "topple")]))
    world = result.world
    (key,) = [k for k, e in world.entities.items() if e.name == "wardrobe"]
    up = transform_at(world, key, 80000)[:3, 1]
    assert abs(up[1]) < 0.2


@pytest.mark.skipif(not HAS_MUJOCO, reason="extra physics is not installed")
def test_dominoes_knock_one_another_over() -> None:
    dominoes = dataclasses.replace(thing("e5", "domino"), count=5)
    world = planned(told([dominoes], actions=[act("e5", "fall")])).world
    keys = [k for k, e in world.entities.items() if e.name.startswith("domino")]
    assert len(keys) == 5
    ups = [transform_at(world, key, 80000)[1, 1] for key in keys]
    assert max(abs(up) for up in ups) < 0.6
    begins = [
        next(t for t in range(0, 80001, 250) if transform_at(world, key, t)[1, 1] < 0.98)
        for key in keys
    ]
    assert max(begins) > min(begins)


def test_a_slender_thing_tips_over_and_a_compact_one_drops() -> None:
    ladder = planned(told([thing("e5", "ladder")], actions=[act("e5", "fall")]))
    box = planned(told([thing("e5", "box")], actions=[act("e5", "fall")]))
    assert heights(ladder, "ladder")[0] == pytest.approx(0.0, abs=1e-6)
    assert heights(box, "box")[0] == pytest.approx(2.0, abs=0.05)

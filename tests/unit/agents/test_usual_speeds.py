"""How fast bodies go where no number is said: gaits by the size of the animal, ways long enough."""

import math

import numpy as np
import pytest
from tests.unit.agents.brief import SPAN, called, planned, thing, told

from groundplan.language.facts import ActionFact
from groundplan.world.evaluate import values_at


def speed(noun: str, verb: str, kind: str = "animal") -> float:
    action = ActionFact(key="a1", agent="e1", verb=verb, action=verb, span=SPAN)
    world = planned(told([thing("e1", noun, kind)], actions=[action])).world  # pyright: ignore[reportArgumentType]  # a kind
    times = np.arange(0.0, 80000.0, 1000.0)
    places = values_at(called(world, noun), "transform.position_m", times)
    return float(np.median(16.0 * np.linalg.norm(np.diff(places, axis=0), axis=1)))


@pytest.mark.parametrize(("noun", "verb", "low", "high"), [
    ("horse", "gallop", 11.0, 14.0), ("wolf", "gallop", 9.0, 14.0), ("dog", "gallop", 7.0, 11.0),
    ("cat", "gallop", 4.5, 8.0), ("horse", "trot", 2.6, 4.5), ("horse", "canter", 4.4, 7.0),
    ("horse", "walk", 1.1, 1.9), ("cat", "walk", 0.3, 0.9), ("elephant", "run", 2.0, 6.0),
])  # fmt: skip
def test_animals_go_as_fast_as_their_gait_is(noun: str, verb: str, low: float, high: float) -> None:
    assert low <= speed(noun, verb) <= high


def test_people_run_faster_than_they_walk_and_children_walk_slower() -> None:
    assert speed("man", "run", "character") >= 2.7
    assert 1.1 <= speed("man", "walk", "character") <= 1.5
    ratio = speed("toddler", "walk", "character") / 1.4
    assert ratio == pytest.approx(math.sqrt(0.87 / 1.7), abs=0.12)

"""People of a crowd step each in their own time, and together where the words say so."""

from dataclasses import replace

import numpy as np
import pytest
from jaxtyping import Float
from tests.unit.agents.brief import SPAN, planned, thing, told

from groundplan.language.facts import ActionFact
from groundplan.motion.body_motion import figure_of
from groundplan.scene.build import actors_of


def phases(text: str, verb: str, *, count: int) -> Float[np.ndarray, " body"]:
    """Return how far everybody is through a stride after a second."""
    base = ActionFact(key="a1", agent="e1", verb=verb, action="walk", span=SPAN)
    facts = told([thing("e1", "person", "character", count=count)], actions=[base])
    world = planned(replace(facts, text=text)).world
    found: list[float] = []
    for actor in actors_of(world):
        moved = figure_of(world, actor.entity_id, skeleton=actor.skeleton)
        moved.frames(np.array([8000.0]))
        (stride,) = moved.strides.values()
        found.append(float(np.interp(1.0, moved.path.times, stride.phase)) % 1.0)
    return np.array(found)


def test_a_crowd_is_not_in_step() -> None:
    found = phases("Thirty people walk.", "walk", count=30)
    counts, _ = np.histogram(found, bins=5, range=(0.0, 1.0))
    assert counts.min() >= 2
    assert counts.max() <= 12


@pytest.mark.parametrize(("text", "verb"), [
    ("Nine people walk in step.", "walk"), ("Nine people march.", "march"),
    ("Nine people walk in formation.", "walk"),
])  # fmt: skip
def test_those_who_march_or_keep_step_are(text: str, verb: str) -> None:
    found = np.exp(2j * np.pi * phases(text, verb, count=9))
    assert abs(found.mean()) > 0.999

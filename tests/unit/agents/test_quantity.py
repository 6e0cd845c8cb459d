"""Numbers of a brief: each leads to the field that it set, and no two claim one thing unsaid."""

import numpy as np
import pytest

from groundplan.agents.director import PlanOptions, plan
from groundplan.inputs.text import facts_from_text


def contradictions(brief: str) -> list[str]:
    """Return what planning a brief says about numbers that cannot both be."""
    planned = plan(facts_from_text(brief), seed=0, options=PlanOptions())
    return [f.message for f in planned.findings if f.code == "quantity.contradiction"]


@pytest.mark.parametrize(
    ("brief", "texts"),
    [
        ("A woman walks to a tree 5 m away, 4 m away.", ("5 m", "4 m")),
        ("A bench and a fountain, 4 m away, 2 m away.", ("4 m", "2 m")),
        ("A man runs 10 m in 2 seconds in 4 seconds.", ("2 seconds", "4 seconds")),
    ],
)
def test_two_values_of_one_thing_are_a_finding(brief: str, texts: tuple[str, str]) -> None:
    (message,) = contradictions(brief)
    assert all(f'"{text}"' in message for text in texts)


@pytest.mark.parametrize(
    "brief",
    [
        "A woman walks 4 m in 5 seconds.",
        "Slow dolly-in from 6 m to 3 m on a statue, 35mm lens.",
        "A man walks 2 m to a table, then walks 3 m to a door.",
        "A bench and a fountain, 4 m apart. A tree and a rock, 2 m apart.",
    ],
)
def test_numbers_of_different_things_do_not_contradict(brief: str) -> None:
    assert contradictions(brief) == []


def test_a_number_that_set_nothing_is_told() -> None:
    planned = plan(facts_from_text("A 20 kg dog sits."), seed=0, options=PlanOptions())
    (finding,) = (f for f in planned.findings if f.code == "quantity.unclaimed")
    assert finding.message.startswith('"20 kg"')


def test_the_length_of_a_walk_leads_to_the_channel_that_has_it() -> None:
    brief = "A woman walks from the bench to the fountain, 4 m away."
    world = plan(facts_from_text(brief), seed=0, options=PlanOptions()).world
    (record,) = world.narrative.quantities.values()
    _, entity, _, channel = record.path.split("/")
    keys = world.entities[entity].channels[channel].keys
    places = np.array([key.v for key in sorted(keys.values(), key=lambda key: key.t)])
    assert np.linalg.norm(places[-1] - places[0]) == pytest.approx(4.0, abs=0.01)
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).sum() == pytest.approx(4.0, abs=0.01)

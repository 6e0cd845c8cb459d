"""Impossible demands end in a world and a finding that says what would be right."""

import pytest

from groundplan.inputs.text import MAX_BRIEF_CHARACTERS
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A man, 0 mm lens.", "camera.impossible-lens"),
        ("A man walks for -3 s.", "quantity.impossible-duration"),
        ("10,000 horses.", "casting.too-many"),
        ("A man walks at 40 m/s.", "quantity.implausible-speed"),
        ("A man runs 1 km in 5 s.", "quantity.implausible-speed"),
        ("A horse gallops at 500 km/h.", "quantity.implausible-speed"),
        ("A horse at 0 fps.", "quantity.impossible-frame-rate"),
        ("A horse at 1000000 fps.", "quantity.impossible-frame-rate"),
        ("A bench 4 m away from a tree, 2 m away from the tree.", "layout.contradiction"),
        ("A horse 4 m away, 2 m away.", "quantity.unclaimed"),
    ],
)
def test_an_impossible_demand_is_a_finding(text: str, code: str) -> None:
    planned = plan_world(text, options=TakeOptions())
    assert code in {f.code for f in planned.findings}
    assert describe(planned.world, planned=planned.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A snake claps.", "has no hands here"),
        ("A dog types on a laptop.", "has no hands here"),
        ("A ball throws a man.", "has no hands here"),
        ("A man hugs himself.", "nobody else is named"),
        ("A man follows himself.", "it goes its own way"),
        ("A man hands over a cup.", "nobody else is named"),
        ("A man swims on the grass.", "no water is said"),
        ("A man climbs nothing.", "nothing is there to climb"),
        ("A man climbs a cup.", "the way is walked"),
        ("A man and a woman hug.", ""),
        ("Two women shake hands.", ""),
        ("A man walks and a woman follows him.", ""),
        ("A boy swims in the sea.", ""),
        ("A shark swims.", ""),
        ("A man climbs up a tree.", ""),
        ("A woman climbs a ladder.", ""),
        ("A dog catches a ball.", ""),
    ],
)
def test_what_a_motion_needs_and_lacks_is_said_with_what_is_done_instead(
    text: str, said: str
) -> None:
    planned = plan_world(text, options=TakeOptions())
    impossible = [f.message for f in planned.findings if f.code == "motion.impossible"]
    assert len(impossible) == bool(said)
    assert all(said in message for message in impossible)


@pytest.mark.parametrize("text", ["A man walks NaN metres.", "A man, a lens of infinity mm."])
def test_what_is_no_number_is_listed_and_names_nothing(text: str) -> None:
    world = plan_world(text, options=TakeOptions()).world
    assert {e.name for e in world.entities.values()} == {"man", "camera", "ground", "sun", "sky"}
    assert any("not a finite" in u.reason for u in world.narrative.unresolved.values())


def test_a_cast_of_hundreds_is_two_findings_and_not_hundreds() -> None:
    text = ("a horse walks. " * (MAX_BRIEF_CHARACTERS // 15))[:6000]
    planned = plan_world(text, options=TakeOptions())
    assert sum(f.code == "casting.too-many" for f in planned.findings) == 2


@pytest.mark.parametrize(
    "text",
    [
        # Found by random briefs: sides shared by several things, and patterns without a picture.
        "A pair of bamboo groves hands between 12 lipsticks and several ruby fans and a box.",
        "His harp is between a cup and a bowl, left of a vase, between two plaid chairs.",
    ],
)
def test_a_random_brief_that_failed_once_is_planned(text: str) -> None:
    planned = plan_world(text, options=TakeOptions())
    assert describe(planned.world, planned=planned.findings)


def test_what_is_done_to_nobody_is_not_done_and_listed() -> None:
    world = plan_world("A man hands over a cup to nobody.", options=TakeOptions()).world
    assert world.narrative.actions == {}
    assert [u.text for u in world.narrative.unresolved.values()] == ["hands over"]


TAPE = (
    "A mentor taps a ruler with a pencil, then slides a tape toward a student. The student's hands "
    "move in to take the tape."
)


@pytest.mark.parametrize(
    "text",
    [
        # Found by public prompts: people held by people, ways that end before their action
        # begins, and what is carried by something that is put down later.
        "One man lifts up a boy and hands the boy to another man.",
        "A man drops a boy. Another man picks up the boy.",
        TAPE,
    ],
)
def test_what_once_could_not_be_planned_is_described(text: str) -> None:
    assert describe(plan_world(text, options=TakeOptions()).world)["actions"]

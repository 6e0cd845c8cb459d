"""What clashes in a room is named by its words, minimal, and its options were tried."""

from dataclasses import replace

import pytest

from groundplan.agents.blocking.rooms.explaining import explained
from groundplan.agents.blocking.rooms.problem import Problem, Rule, Unit
from groundplan.agents.blocking.rooms.running import solvable, without
from groundplan.agents.blocking.rooms.solver import furnish
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.finding import Finding

NAMES = ("bed", "wardrobe", "desk", "lamp", "shelf", "chair")


def problem(*rules: Rule, size_mm: int = 5000) -> Problem:
    half = size_mm // 2
    units = tuple(
        Unit(name=name, key=name, half=(300 + 100 * n, 300), walkway=False)
        for n, name in enumerate(NAMES)
    )
    return Problem(low=(-half, -half), high=(half, half), units=units, rules=rules)


def rule(kind: str, subject: int, other: int = -1, *, cost: int = 50, side: str = "",
         amount: int | None = None) -> Rule:  # fmt: skip
    return Rule(
        kind=kind, subject=subject, other=other, cost=cost, side=side, amount=amount,  # pyright: ignore[reportArgumentType]  # one of the kinds
        words=f"{kind} {subject} {other}", path=f"r/{kind}{subject}{other}",
    )  # fmt: skip


BYSTANDERS = (rule("near", 3, 4), rule("wall", 5, side="right"), rule("wall", 4, side="back"))
PLANTED = {
    "a circle of three": (rule("left_of", 0, 1), rule("left_of", 1, 2), rule("left_of", 2, 0)),
    "both sides": (rule("left_of", 0, 1), rule("right_of", 0, 1, cost=20)),
    "two walls": (rule("wall", 0, side="left"), rule("wall", 0, side="right")),
    "wall and middle": (rule("wall", 1, side="back"), rule("middle", 1)),
    "near and far": (rule("near", 0, 1), rule("distance", 0, 1, amount=4000)),
    "turned two ways": (rule("parallel", 0, 1), rule("perpendicular", 0, 1)),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_the_core_is_what_was_planted_and_no_more(planted: tuple[Rule, ...]) -> None:
    whole = problem(BYSTANDERS[0], *planted, *BYSTANDERS[1:])
    core = explained(whole).core
    named = [whole.rules[int(name[5:])] for name in core if name.startswith("rule:")]
    assert set(named) == set(planted)
    for one in planted:  # without any one of them the rest can hold: the core is minimal
        assert solvable(without(whole, one))


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_every_option_resolves_it_and_the_cheapest_comes_first(planted: tuple[Rule, ...]) -> None:
    whole = problem(*BYSTANDERS, *planted)
    clash = explained(whole)
    assert clash.options
    costs = [option.cost for option, _ in clash.options]
    assert costs == sorted(costs)
    for option, amount in clash.options:
        if amount is None:
            assert solvable(without(whole, option))
        else:
            nearer = replace(option, amount=amount)
            rules = tuple(nearer if r is option else r for r in whole.rules)
            assert solvable(replace(whole, rules=rules))


def test_a_locked_thing_never_gives_way() -> None:
    lock = Rule(kind="fixed", subject=0, side="-1500 0 -1", words="", path="", cost=0)
    whole = problem(lock, rule("left_of", 0, 1, amount=4500), size_mm=5000)
    found = furnish(whole)
    assert (found.places[0].x, found.places[0].z) == (-1500, 0)
    (clash,) = found.clashes
    assert "rule:0" in clash.core
    assert clash.dropped is not None
    assert (clash.dropped.kind, clash.amount) == ("left_of", 3700)


def test_what_is_too_wide_says_which_room_would_do() -> None:
    whole = replace(problem(size_mm=2000), units=(Unit(name="bed", key="b", half=(1300, 400)),))
    clash = explained(whole)
    assert clash.core == ("room:bed",)
    assert clash.bounds is not None
    wide = clash.bounds[1][0] - clash.bounds[0][0]
    assert 2600 <= wide <= 2700
    assert clash.fits == ((0, 1950),)


def clashes(brief: str) -> list[Finding]:
    found = plan_world(brief, options=TakeOptions()).findings
    return [f for f in found if f.code == "layout.clash"]


@pytest.mark.parametrize(
    ("brief", "named", "option"),
    [
        (("A living room, 5 m by 4 m. The sofa is against the left wall. The sofa is in the middle "
         "of the room."), ("against the left wall", "in the middle of the room"),
         'drop "sofa in the middle of the room"'),
        ("A horse is left of a cow. The cow is left of a goat. The goat is left of the horse.",
         ("horse left of the cow", "cow left of the goat", "goat left of the horse"),
         'drop "goat left of the horse"'),
        ("A living room with a 3 m sofa against a 2 m wall.", ("sofa of 3 m", "2 m wall"),
         "a sofa of at most 2 m"),
        (("An office, 4 m by 4 m. The desk stands against the left wall and a cabinet is 6 m from "
         "the desk."), ("6 m from the desk",), 'let "cabinet 6 m from the desk" be 3.2 m'),
    ],
)  # fmt: skip
def test_a_clash_is_named_by_its_words(brief: str, named: tuple[str, ...], option: str) -> None:
    (found,) = clashes(brief)
    assert found.severity == "error"
    for words in named:
        assert words in found.message
    assert option in found.options
    assert found.paths


def test_a_pair_that_contradicts_itself_gets_options_that_were_tried() -> None:
    found = plan_world(
        "A lamp is 2 m left of the sofa and 5 m from the sofa.", options=TakeOptions()
    )
    (pair,) = [f for f in found.findings if f.code == "layout.contradiction"]
    assert 'let "lamp 5 m from the sofa" be 2 m' in pair.options
    assert 'let "lamp 2 m left of the sofa" be 5 m' in pair.options


def test_statements_that_can_all_hold_are_no_clash() -> None:
    assert (
        clashes("A bed is left of a desk. The desk is left of a lamp. The bed is left of the lamp.")
        == []
    )

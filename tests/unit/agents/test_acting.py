"""Verbs reach actions: hands hold, give, take and put; partners answer; limits are said."""

import math
from itertools import pairwise

import numpy as np
import pytest

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.director import Planned, plan
from groundplan.language.reader import read_brief
from groundplan.motion.actions.arms import palm_places
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.body_motion import figure_of
from groundplan.scene.build import actors_of
from groundplan.scene.joints import joints_of
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Subframes

CONTACT_M = 0.02


def planned(text: str) -> Planned:
    return plan(read_brief(text))


def acts(result: Planned) -> set[tuple[str, str]]:
    world = result.world
    return {
        (world.entities[t.entity].name, t.name) for t in world.tracks.values() if t.kind == "action"
    }


def entity(result: Planned, name: str) -> str:
    return next(k for k, e in result.world.entities.items() if e.name == name)


def where(result: Planned, name: str, time: int) -> np.ndarray:
    placed = world_from_entity_at(result.world, entity(result, name), np.array([float(time)]))
    return placed[0, :3, 3]


def joint(result: Planned, name: str, part: str, time: int) -> np.ndarray:
    names, points = joints_of(result.world)(Subframes(time))[entity(result, name)]
    return points[names.index(part)]


def palm(result: Planned, name: str, side: str, time: int) -> np.ndarray:
    key = entity(result, name)
    actor = next(a for a in actors_of(result.world) if a.entity_id == key)
    at = np.array([float(time)])
    frames = figure_of(result.world, key, skeleton=actor.skeleton).frames(at)
    own = palm_places(frames, side, measures_of(actor.skeleton))[0]
    placed = world_from_entity_at(result.world, key, at)[0]
    return placed[:3, :3] @ own + placed[:3, 3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A boy plays the guitar.", "play_guitar"),
        ("A woman waves.", "wave"),
        ("A man kicks a ball.", "kick"),
        ("A man opens the door.", "open_door"),
        ("A woman drinks from a cup.", "drink"),
        ("A man walks while talking on the phone.", "phone"),
        ("A girl throws a ball.", "throw"),
        ("A man types on a laptop.", "type"),
        ("A woman sings.", "sing"),
        ("A man sweeps the floor.", "sweep"),
    ],
)
def test_a_verb_is_shown_as_its_action(text: str, name: str) -> None:
    assert name in {act for _, act in acts(planned(text))}


def test_every_action_that_verbs_mean_exists() -> None:
    facts = read_brief("A man sits.")
    assert act_of(facts.actions[0], facts).name in ACTIONS


def test_an_umbrella_goes_from_her_hand_to_his_when_their_hands_meet() -> None:
    result = planned("A woman hands a blue umbrella to an old man.")
    assert {("woman", "hand_over"), ("man", "receive")} <= acts(result)
    first, second = sorted(result.world.grips.values(), key=lambda grip: grip.first)
    assert first.last == second.first
    hers, his = (joint(result, n, "rightHand", first.last) for n in ("woman", "man"))
    assert np.linalg.norm(hers - his) < 0.22
    # The shaft is between both palms: `test_in_hand` measures that it is in both hands.
    hers, his = (palm(result, n, "right", first.last) for n in ("woman", "man"))
    assert np.linalg.norm(hers - his) < 0.09
    before, after = (
        where(result, "umbrella", first.last),
        where(result, "umbrella", first.last + 60),
    )
    assert np.linalg.norm(after - before) < 0.02
    size = result.world.entities[entity(result, "umbrella")].size_m
    assert size is not None
    handle = np.array([0.0, size[1], 0.0])
    for name, time in (("woman", 0), ("man", 80000)):
        wrist = joint(result, name, "rightHand", time)
        assert np.linalg.norm(where(result, "umbrella", time) + handle - wrist) < 0.2


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("A woman hands an umbrella to a man.", "umbrella_folded"),
        ("A man picks up an umbrella.", "umbrella_folded"),
        ("A man holds a closed umbrella.", "umbrella_folded"),
        ("A woman hands an open umbrella to a man.", "umbrella"),
        ("A woman holds an umbrella.", "umbrella"),
        ("A woman stands under an umbrella.", "umbrella"),
        ("There is an umbrella beside a bench.", "umbrella"),
    ],
)
def test_an_umbrella_is_folded_where_people_fold_it(text: str, drawn: str) -> None:
    result = planned(text)
    asset = result.world.entities[entity(result, "umbrella")].asset
    assert asset is not None
    assert asset.catalogue_id == drawn


def test_a_bottle_leaves_the_table_when_the_palm_is_at_it() -> None:
    result = planned("A man picks up a bottle from the table.")
    (grip,) = result.world.grips.values()
    size = result.world.entities[entity(result, "bottle")].size_m
    assert size is not None
    lies = where(result, "bottle", 0)
    assert lies[1] > 0.5
    assert np.array_equal(lies, where(result, "bottle", grip.first - 1))
    middle = lies + np.array([0.0, 0.5 * size[1], 0.0])
    assert np.linalg.norm(palm(result, "man", "right", grip.first) - middle) < CONTACT_M
    assert where(result, "bottle", 60000)[1] > lies[1]


def test_a_bottle_stays_on_the_table_once_it_is_put_there() -> None:
    result = planned("A man puts a bottle on the table.")
    (grip,) = result.world.grips.values()
    assert np.linalg.norm(where(result, "bottle", 0) - where(result, "bottle", 80000)) > 0.2
    assert np.array_equal(where(result, "bottle", grip.last + 1), where(result, "bottle", 80000))


def test_a_thrown_ball_flies_and_lies_on_the_ground() -> None:
    result = planned("A girl throws a ball.")
    (grip,) = result.world.grips.values()
    highest = max(where(result, "ball", grip.last + 1000 * k)[1] for k in range(16))
    assert highest > where(result, "ball", grip.last)[1] + 0.3
    up = world_from_entity_at(result.world, entity(result, "ball"), np.array([80000.0]))[0, :3, 1]
    size = result.world.entities[entity(result, "ball")].size_m
    assert size is not None
    assert (where(result, "ball", 80000) + 0.5 * size[1] * up)[1] < 0.5 * size[1] + 0.01
    let_go = [where(result, "ball", grip.last + step) for step in (-500, 0, 500)]
    assert max(math.dist(a, b) for a, b in pairwise(let_go)) < 0.3


def test_a_ball_reaches_the_catcher_when_both_palms_are_at_it_and_is_kept() -> None:
    result = planned("A man throws a ball to a woman, who catches it.")
    first, second = sorted(result.world.grips.values(), key=lambda grip: grip.first)
    size = result.world.entities[entity(result, "ball")].size_m
    assert size is not None

    def off(time: int) -> float:
        middle = where(result, "ball", time) + np.array([0.0, 0.5 * size[1], 0.0])
        hands = [palm(result, "woman", side, time) for side in ("left", "right")]
        gaps = [abs(math.dist(hand, middle) - 0.5 * size[0]) for hand in hands]
        return max(math.dist(0.5 * (hands[0] + hands[1]), middle), *gaps)

    assert off(second.first) < CONTACT_M
    assert off(second.first + 8000) < CONTACT_M
    assert off(80000) < CONTACT_M
    steps = [where(result, "ball", t) for t in range(first.last - 200, second.first + 400, 100)]
    assert max(math.dist(a, b) for a, b in pairwise(steps)) < 0.1
    flight = [where(result, "ball", t)[1] for t in range(first.last, second.first, 250)]
    drop = np.diff(flight, 2) / (250.0 / 16000.0) ** 2
    assert drop == pytest.approx(-9.80665, abs=0.05)


def test_a_dropped_glass_falls_from_the_palm_that_held_it() -> None:
    result = planned("A man drops a glass.")
    assert ("man", "drop") in acts(result)
    (grip,) = result.world.grips.values()
    before, after = (where(result, "glass", grip.last + step) for step in (-250, 250))
    assert np.linalg.norm(before - after) < 0.06
    assert where(result, "glass", grip.last + 16000)[1] < 0.15


def test_a_kicked_ball_lies_at_the_foot_and_rolls_to_whom_it_is_kicked_to() -> None:
    result = planned("A boy kicks a ball to a girl.")
    track = next(t for t in result.world.tracks.values() if t.name == "kick")
    contact = track.first + round(16000 * ACTIONS["kick"].events["contact"])
    ball, toes = where(result, "ball", contact), joint(result, "boy", "rightToes", contact)
    size = result.world.entities[entity(result, "ball")].size_m
    assert size is not None
    assert math.dist(ball[[0, 2]], toes[[0, 2]]) < 0.5 * size[0] + 0.12
    girl = where(result, "girl", 0)
    near = [math.dist(where(result, "ball", t)[[0, 2]], girl[[0, 2]]) for t in range(0, 80000, 500)]
    assert min(near) < 0.45


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A man carries a car.", "nobody lifts a car"),
        ("A child lifts an elephant.", "nobody lifts an elephant"),
        ("A man throws a piano.", "nobody lifts a piano"),
        ("A fish walks along the beach.", "a fish has no legs"),
        ("A dog flies over a house.", "a dog has no wings"),
        ("A horse sits on a chair.", "on the ground beside it instead"),
    ],
)
def test_what_no_body_can_do_is_a_finding_that_says_what_is_done(text: str, said: str) -> None:
    found = [f for f in planned(text).findings if f.code == "motion.impossible"]
    assert len(found) == 1
    assert said in found[0].message
    assert found[0].options


@pytest.mark.parametrize(
    "text",
    ["A man carries a box.", "A man pushes a car.", "A bird flies over a house.",
     "A fish swims.", "A superhero flies over a city.", "A cat sits on a chair.",
     "A boy lifts a bicycle.", "A woman throws a chair."],
)  # fmt: skip
def test_what_bodies_can_do_is_no_finding(text: str) -> None:
    assert not [f for f in planned(text).findings if f.code == "motion.impossible"]


def test_nothing_is_in_the_hands_of_who_cannot_lift_it() -> None:
    result = planned("A man carries a car.")
    assert not result.world.grips
    assert result.world.entities[entity(result, "car")].parent is None
    assert ("man", "touch") in acts(result)


def test_huggers_stand_close_and_face_each_other() -> None:
    result = planned("A woman hugs a man.")
    assert {("woman", "hug"), ("man", "be_hugged")} <= acts(result)
    woman, man = where(result, "woman", 0), where(result, "man", 0)
    assert 0.25 < math.dist(woman, man) < 0.5
    assert not [f for f in result.findings if f.code == "layout.interpenetration"]


def test_two_of_a_pair_do_it_with_each_other() -> None:
    world = planned("Two men shake hands.").world
    pairs = {(t.entity, t.partner) for t in world.tracks.values() if t.name == "shake_hands"}
    assert len(pairs) == 2
    assert {a for a, _ in pairs} == {b for _, b in pairs}


def test_what_cannot_be_sat_on_is_a_finding_that_says_what_is_done() -> None:
    result = planned("A man sits on a door.")
    (finding,) = [f for f in result.findings if f.code == "motion.impossible"]
    assert "on the ground beside it instead" in finding.message
    assert ("man", "sit_on_floor") in acts(result)


def test_a_verb_without_an_action_says_what_stands_for_it() -> None:
    result = planned("A man zorbs.")
    assert not [f for f in result.findings if f.code == "motion.impossible"]
    known = planned("A man waves.")
    assert not [f for f in known.findings if f.code == "motion.approximated"]


def test_who_walks_and_carries_keeps_the_legs_of_the_walk() -> None:
    world = planned("A man walks carrying a box.").world
    assert {(t.kind, t.name) for t in world.tracks.values()} == {
        ("gait", "walk"),
        ("action", "carry"),
    }


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("A man talks on the phone as he walks down a street.", "phone"),
        ("A girl reads a book.", "book"),
    ],
)
def test_what_an_action_is_done_with_is_in_the_hand(text: str, thing: str) -> None:
    result = planned(text)
    held = entity(result, thing)
    grips = [g for g in result.world.grips.values() if g.entity == held]
    assert grips
    assert grips[0].first == 0
    person = result.world.entities[grips[0].holder].name
    for time in (40000, 60000):
        wrist = joint(result, person, grips[0].joint, time)
        assert np.linalg.norm(where(result, thing, time) - wrist) < 0.25


def test_a_cake_that_is_cut_is_not_in_the_hand() -> None:
    result = planned("A woman cuts a cake on a table.")
    assert entity(result, "cake") not in {g.entity for g in result.world.grips.values()}


def test_who_climbs_a_ladder_rises_on_its_rungs() -> None:
    result = planned("A man climbs a ladder.")
    assert ("man", "climb") in acts(result)
    top = result.world.entities[entity(result, "ladder")].size_m
    assert top is not None
    ladder = world_from_entity_at(result.world, entity(result, "ladder"), np.zeros(1))[0]
    times = range(0, 80001, 250)
    feet = {s: [joint(result, "man", f"{s}Foot", t) for t in times] for s in ("left", "right")}
    for side in feet.values():
        # A foot that holds stays where it is; the other one is what rises.
        still = [math.dist(a, b) < 0.012 for a, b in pairwise(side)]
        assert np.mean(still) > 0.35
        assert side[-1][1] - side[0][1] > 0.6
    palms = [palm(result, "man", "right", t) for t in times[::8]]
    own = np.array([(p - ladder[:3, 3]) @ ladder[:3, :3] for p in palms])
    assert np.abs(own[:, 2]).max() < 0.16
    assert own[:, 1].max() < top[1] + 0.1

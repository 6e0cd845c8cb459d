"""Held things lie in the closed hand, and go from hand to hand without a jump."""

from functools import cache

import numpy as np
import pytest
from jaxtyping import Float

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.director import Planned, plan
from groundplan.language.reader import read_brief
from groundplan.motion.fingers.anatomy import hand_of
from groundplan.motion.fingers.holding import held_radius_m, hollow_from_wrist
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.placing import body_skeleton, world_from_entity_at
from groundplan.world.sequence import Grip

NEAR_M = 0.02
ALONG_RAD = np.radians(15.0)
TIMES = np.linspace(8000.0, 72000.0, 9)
UPRIGHT = ("A woman drinks a cup of coffee.", "A man holds an umbrella.", "A man holds a bottle.")
FISTS = ("A knight holds a sword.", "A man holds a hammer.", "A man holds a baseball bat.")


@cache
def planned(text: str) -> Planned:
    return plan(read_brief(text))


def hand(
    result: Planned, grip: Grip, times: np.ndarray, *, joint: str = ""
) -> tuple[Float[np.ndarray, "time 3"], Float[np.ndarray, "time 3"]]:
    """Return where a thing's axis is in a hand [m] and the way from little finger to thumb."""
    world = result.world
    holder = world.entities[grip.holder]
    assert holder.body is not None
    skeleton = body_skeleton(holder.body)
    assert skeleton is not None
    actor = Actor(entity_id=grip.holder, entity=holder, skeleton=skeleton)
    name = joint or grip.joint
    placed = world_from_entity_at(world, grip.holder, times)
    wrist = placed @ entity_from_joint_at(world, actor, times)[:, skeleton.index(name)]
    side = name.removesuffix("Hand")
    own = hollow_from_wrist(skeleton, side, held_radius_m(world.entities[grip.entity], grip))
    assert own is not None
    thumb = hand_of(skeleton, side).axes[1]
    return wrist[:, :3, 3] + wrist[:, :3, :3] @ own, wrist[:, :3, :3] @ thumb


def off_axis(point: np.ndarray, thing: np.ndarray, axis: int = 1) -> np.ndarray:
    """Return how far points are from a thing's long axis [m]."""
    way = point - thing[:, :3, 3]
    along = thing[:, :3, axis]
    return np.linalg.norm(way - along * np.sum(way * along, axis=1, keepdims=True), axis=1)


@pytest.mark.parametrize("text", [*UPRIGHT, *FISTS])
def test_a_held_shaft_runs_through_the_closed_hand(text: str) -> None:
    result = planned(text)
    (grip,) = result.world.grips.values()
    centre, thumb = hand(result, grip, TIMES)
    thing = world_from_entity_at(result.world, grip.entity, TIMES)
    assert off_axis(centre, thing).max() < NEAR_M
    angle = np.arccos(np.clip(np.sum(thumb * thing[:, :3, 1], axis=1), -1.0, 1.0))
    assert angle.max() < ALONG_RAD
    height = np.sum((centre - thing[:, :3, 3]) * thing[:, :3, 1], axis=1)
    size = result.world.entities[grip.entity].size_m
    assert size is not None
    assert np.all((height > 0.0) & (height < size[1]))


def test_a_phone_lies_flat_between_palm_and_ear() -> None:
    result = planned("A man talks on the phone.")
    (grip,) = result.world.grips.values()
    holder = result.world.entities[grip.holder]
    assert holder.body is not None
    skeleton = body_skeleton(holder.body)
    assert skeleton is not None
    actor = Actor(entity_id=grip.holder, entity=holder, skeleton=skeleton)
    times = TIMES[1:]
    joints = entity_from_joint_at(result.world, actor, times)
    placed = world_from_entity_at(result.world, grip.holder, times)
    head = placed @ joints[:, skeleton.index("head")]
    phone = world_from_entity_at(result.world, grip.entity, times)
    own = np.linalg.inv(head) @ phone
    middle = own[:, :3, 3] + 0.075 * own[:, :3, 1]
    # Beside the right ear: never before the face, within a hand's thickness of the head.
    assert np.all((middle[:, 0] < -0.06) & (middle[:, 0] > -0.13))
    assert np.all(np.abs(middle[:, 2]) < 0.08)
    # Its screen looks at the head, its length runs up and down.
    assert np.all(own[:, 0, 2] > 0.7)
    assert np.all(own[:, 1, 1] > 0.6)


def test_a_violin_is_under_the_chin_and_a_guitar_before_the_belly() -> None:
    for text, high, side, body_m in (
        ("A man plays the violin.", (1.25, 1.6), 0.2, 0.1),
        ("A man plays the guitar.", (0.8, 1.2), 0.2, 0.24),
    ):
        result = planned(text)
        (grip,) = result.world.grips.values()
        own = np.linalg.inv(world_from_entity_at(result.world, grip.holder, TIMES))
        thing = own @ world_from_entity_at(result.world, grip.entity, TIMES)
        assert np.all((thing[:, 1, 3] > high[0]) & (thing[:, 1, 3] < high[1])), text
        middle = thing[:, 0, 3] + body_m * thing[:, 0, 1]
        assert np.all(np.abs(middle) < side), text
        # Its neck goes out to the left hand.
        assert np.all(thing[:, 0, 1] > 0.4), text


def test_the_cover_of_a_book_that_is_read_faces_the_reader() -> None:
    result = planned("A girl reads a book.")
    (grip,) = result.world.grips.values()
    own = np.linalg.inv(world_from_entity_at(result.world, grip.holder, TIMES))
    book = own @ world_from_entity_at(result.world, grip.entity, TIMES)
    assert np.all(book[:, 2, 1] < -0.6)
    assert np.all(book[:, 1, 1] > 0.2)


@pytest.mark.parametrize(
    "text", ["A woman hands a blue umbrella to an old man.", "A boy gives a ball to a girl."]
)
def test_what_is_handed_over_goes_on_evenly_and_ends_in_the_other_hand(text: str) -> None:
    result = planned(text)
    first, second = sorted(result.world.grips.values(), key=lambda grip: grip.first)
    times = np.arange(first.last - 8000.0, first.last + 8001.0, 250.0)
    places = world_from_entity_at(result.world, first.entity, times)[:, :3, 3]
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < NEAR_M
    late = TIMES[first.last + 8000.0 < TIMES]
    centre, _ = hand(result, second, late)
    thing = world_from_entity_at(result.world, first.entity, late)
    assert off_axis(centre, thing).max() < NEAR_M


def test_a_handed_over_umbrella_is_in_both_hands_at_once() -> None:
    result = planned("A woman hands a blue umbrella to an old man.")
    first, second = sorted(result.world.grips.values(), key=lambda grip: grip.first)
    at = np.array([float(first.last)])
    thing = world_from_entity_at(result.world, first.entity, at)
    for grip in (first, second):
        assert off_axis(hand(result, grip, at)[0], thing).max() < NEAR_M


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A man crosses his arms.", ["cross_arms"]), ("A man folds his arms.", ["cross_arms"]),
        ("A woman closes her eyes.", ["close_eyes"]), ("A man shrugs.", ["shrug"]),
        ("A boy gives a thumbs up.", ["thumbs_up"]), ("A woman nods.", ["nod"]),
        ("A man grins and points.", ["smile", "point"]), ("A knight bows.", ["bow"]),
        ("A man points at a tree.", ["point"]), ("A man shakes his head.", ["shake_head"]),
        ("A woman sits on a chair and waves.", ["sit", "wave"]),
        ("A man puts his hands on his hips.", ["hands_on_hips"]),
        ("A boy shakes hands with a man.", ["shake_hands"]),
        ("A woman closes a door.", ["close_door"]),
        ("A woman gives a cup to a man.", ["hand_over"]),
    ],
)  # fmt: skip
def test_gestures_are_read(text: str, names: list[str]) -> None:
    facts = read_brief(text)
    assert [act_of(action, facts).name for action in facts.actions] == names
    assert not any(e.noun in {"wave", "point", "thumb", "arm"} for e in facts.entities)


def test_who_crosses_arms_or_points_stays_and_stands_upright() -> None:
    for text in ("A man crosses his arms.", "A man points at a tree."):
        result = planned(text)
        person = next(k for k, e in result.world.entities.items() if e.kind == "character")
        placed = world_from_entity_at(result.world, person, TIMES)
        assert np.ptp(placed[:, :3, 3], axis=0).max() < 0.02
        entity = result.world.entities[person]
        assert entity.body is not None
        skeleton = body_skeleton(entity.body)
        assert skeleton is not None
        actor = Actor(entity_id=person, entity=entity, skeleton=skeleton)
        chest = entity_from_joint_at(result.world, actor, TIMES)[:, skeleton.index("upperChest")]
        assert np.all(chest[:, 1, 1] > np.cos(0.4)), text


def test_a_stack_stands_one_on_another_and_topples() -> None:
    for text in ("A stack of books on a table.", "A stack of boxes topples."):
        result = planned(text)
        keys = [k for k, e in result.world.entities.items() if e.name.startswith(("book", "box"))]
        assert len(keys) > 2
        first, last = (
            np.array([world_from_entity_at(result.world, k, np.array([t]))[0, :3, 3] for k in keys])
            for t in (0.0, 79000.0)
        )
        size = result.world.entities[keys[0]].size_m
        assert size is not None
        steps = np.diff(np.sort(first[:, 1]))
        assert np.all(np.abs(steps - size[1]) < 0.1 * size[1]), text
        assert np.ptp(first[:, [0, 2]], axis=0).max() < 0.5 * size[0]
        if "topples" in text:
            assert np.ptp(last[:, 0]) > 1.5 * size[0]
        else:
            assert np.allclose(first, last)

"""Each action does what its name says: hands reach, feet stay, bodies rise, sit and embrace."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest

from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.actions.perform import moves_legs, perform
from groundplan.motion.actions.postures import SEATED_M
from groundplan.motion.actions.surroundings import Surroundings

sys.path.insert(0, str(Path(__file__).parent))
from stage import PERSON, RATE, at_event, done, facing, palm, place, standing, thing, times

CONTACT_M = 0.02
UNIT = measures_of(PERSON).unit


@pytest.mark.parametrize(
    ("name", "event", "point"),
    [
        ("pick_up", "grab", (-0.1, 0.05, 0.4)),
        ("pick_up", "grab", (-0.1, 0.8, 0.5)),
        ("pick_up", "grab", (0.1, 1.2, 0.5)),
        ("put_down", "release", (-0.1, 0.75, 0.5)),
        ("put_down", "release", (-0.1, 0.03, 0.4)),
        ("open_door", "contact", (-0.25, 1.0, 0.55)),
        ("close_door", "contact", (-0.25, 1.0, 0.55)),
        ("press_button", "contact", (-0.15, 1.3, 0.55)),
        ("knock", "contact", (-0.15, 1.35, 0.6)),
        ("turn_key", "contact", (-0.15, 1.0, 0.5)),
        ("touch", "contact", (0.0, 0.9, 0.5)),
        ("pet", "contact", (0.0, 0.5, 0.45)),
        ("point", "", (-0.2, 1.4, 0.55)),
    ],
)
def test_the_palm_reaches_the_thing(
    name: str, event: str, point: tuple[float, float, float]
) -> None:
    frames = done(name, around=thing(point))
    k = at_event(name, event) if event else len(frames.root) - 1
    assert np.linalg.norm(palm(frames, "right")[k] - point) < CONTACT_M


@pytest.mark.parametrize("name", ["pick_up_with_both_hands", "lift", "raise_overhead"])
def test_both_palms_hold_the_sides_of_a_box(name: str) -> None:
    frames = done(name, around=thing((0.0, 0.15, 0.42), half_width=0.15))
    k = at_event(name, "grab")
    for side, x in (("left", 0.15), ("right", -0.15)):
        assert np.linalg.norm(palm(frames, side)[k] - [x, 0.15, 0.42]) < CONTACT_M


@pytest.mark.parametrize("seat", [0.38, 0.45, 0.52])
@pytest.mark.parametrize(("name", "k"), [("sit", 0), ("sit_down", -1), ("stand_up", 0)])
def test_the_hips_rest_on_the_seat(name: str, k: int, seat: float) -> None:
    frames = done(name, around=thing((0.0, seat, 0.0), seat=seat))
    assert place(frames, "hips")[k, 1] == pytest.approx(seat + SEATED_M * UNIT, abs=CONTACT_M)
    assert place(frames, "leftFoot")[k, 1] == pytest.approx(PERSON.place("leftFoot")[1], abs=0.02)


STANDS = sorted(
    name
    for name, action in ACTIONS.items()
    if not any(key.left_foot or key.right_foot for key in action.keys) and action.airborne is None
)


@pytest.mark.parametrize("name", STANDS)
def test_planted_feet_do_not_slip(name: str) -> None:
    frames = done(name)
    for side in ("left", "right"):
        foot = place(frames, f"{side}Foot")
        assert np.abs(foot - foot[0]).max() < CONTACT_M


@pytest.mark.parametrize("name", [name for name in STANDS if not moves_legs(ACTIONS[name])])
def test_a_gesture_leaves_the_legs_of_a_walker_alone(name: str) -> None:
    base = standing(PERSON, 49)
    swing = 0.4 * np.sin(times(2.0) * 6.0)
    base.rotations[:, PERSON.index("leftUpperLeg"), 0] = np.sin(0.5 * swing)
    base.rotations[:, PERSON.index("leftUpperLeg"), 3] = np.cos(0.5 * swing)
    around = Surroundings(way=1.3 * times(2.0))
    frames = perform(base, ACTIONS[name], times(2.0), around=around)
    legs = [PERSON.index(f"{s}{p}") for s in ("left", "right") for p in ("UpperLeg", "LowerLeg")]
    assert np.array_equal(frames.rotations[:, legs], base.rotations[:, legs])
    assert np.array_equal(frames.root, base.root)


def test_a_jump_leaves_the_ground_for_half_a_second() -> None:
    frames = done("jump", seconds=1.8)
    rise = place(frames, "leftToes")[:, 1] - PERSON.place("leftToes")[1]
    assert rise.max() == pytest.approx(9.80665 * 0.25**2 / 2.0, abs=0.06)
    assert np.sum(rise > 0.01) / RATE == pytest.approx(0.5, abs=0.1)


def test_climbing_lifts_the_feet_in_turn() -> None:
    frames = done("climb_stairs", seconds=2.4)
    left, right = (place(frames, f"{side}Foot")[:, 1] for side in ("left", "right"))
    assert np.ptp(left) > 0.15
    assert np.ptp(right) > 0.15
    assert np.minimum(left, right).max() < 0.13


def test_a_hug_puts_both_palms_behind_the_partner() -> None:
    for name in ("hug", "be_hugged"):
        frames = done(name, around=facing(0.36))
        k = at_event(name, "meet")
        for side in ("left", "right"):
            assert palm(frames, side)[k, 2] > 0.36
            assert abs(palm(frames, side)[k, 0]) < 0.25


@pytest.mark.parametrize(
    ("one", "other", "away", "apart"),
    [("hand_over", "receive", 0.95, 0.08), ("shake_hands", "shake_hands", 0.95, CONTACT_M),
     ("high_five", "high_five", 0.9, CONTACT_M)],
)  # fmt: skip
def test_the_hands_of_two_meet(one: str, other: str, away: float, apart: float) -> None:
    # Two palms that pass a thing on lie on either side of it.
    k = at_event(one, "meet")
    mine = palm(done(one, around=facing(away)), "right")[k]
    theirs = palm(done(other, around=facing(away)), "right")[k]
    met = theirs * [-1.0, 1.0, -1.0] + [0.0, 0.0, away]
    assert np.linalg.norm(mine - met) < apart


@pytest.mark.parametrize("name", ["punch", "fight", "slap"])
def test_a_blow_lands_on_the_head(name: str) -> None:
    frames = done(name, around=facing(0.62))
    head = facing(0.62).partner["head"][0]
    k = at_event(name, "contact")
    assert np.linalg.norm(palm(frames, "right")[k] - head) < 0.18


def test_a_kick_meets_a_ball_on_the_ground_and_follows_through() -> None:
    foot = place(done("kick"), "rightFoot")
    k = at_event("kick", "contact")
    assert foot[k, 2] > 0.3
    assert foot[k, 1] < 0.2
    assert foot[k : k + 8, 1].max() > 0.4
    assert foot[k : k + 8, 2].max() > 0.55


def test_clapping_hands_meet_and_part() -> None:
    frames = done("clap")
    apart = np.linalg.norm(palm(frames, "left") - palm(frames, "right"), axis=1)
    assert apart[at_event("clap", "contact")] < 0.06
    assert apart[round(0.9 * RATE)] > 0.2


def test_waving_is_above_the_shoulder_and_from_side_to_side() -> None:
    hand = palm(done("wave"), "right")[round(1.2 * RATE) :]
    assert hand[:, 1].min() > PERSON.place("rightUpperArm")[1]
    assert np.ptp(hand[:, 0]) > 0.15


@pytest.mark.parametrize("name", ["drink", "eat", "smoke", "brush"])
def test_the_hand_comes_to_the_mouth(name: str) -> None:
    frames = done(name)
    mouth = place(frames, "head") + np.array([0.0, 0.0, 0.09 * UNIT])
    # What is eaten is between the fingers, a finger's length before the palm.
    near = 0.115 if name == "eat" else 0.09
    assert np.linalg.norm(palm(frames, "right") - mouth, axis=1).min() < near


@pytest.mark.parametrize("name", ["phone", "scratch_head", "salute", "think"])
def test_the_hand_is_at_the_head(name: str) -> None:
    frames = done(name)
    assert np.linalg.norm(palm(frames, "right") - place(frames, "head"), axis=1)[-1] < 0.22


@pytest.mark.parametrize("name", ["cheer", "arms_up", "stretch", "raise_overhead", "jumping_jack"])
def test_the_hands_come_above_the_head(name: str) -> None:
    frames = done(name)
    above = palm(frames, "left")[:, 1] - place(frames, "head")[:, 1]
    assert above.max() > 0.05


@pytest.mark.parametrize(
    ("name", "most"),
    [("lie", 0.3), ("lie_down", 0.3), ("lie_on_front", 0.35), ("fall", 0.35), ("crouch", 1.2),
     ("kneel", 1.35), ("sit_on_floor", 1.0), ("meditate", 1.0), ("crawl", 0.9), ("push_up", 0.95),
     ("bow", 1.4), ("swim", 0.8), ("float", 0.4)],
)  # fmt: skip
def test_a_low_posture_is_low(name: str, most: float) -> None:
    assert done(name).body_from_joint()[:, PERSON.index("head"), 1, 3].min() < most


def test_a_kneeling_knee_is_on_the_ground() -> None:
    for name, side in (("kneel", "left"), ("kneel", "right"), ("kneel_on_one_knee", "right")):
        assert 0.0 < place(done(name), f"{side}LowerLeg")[-1, 1] < 0.12


def test_standing_up_ends_where_standing_is() -> None:
    frames = done("stand_up")
    assert place(frames, "head")[-1, 1] == pytest.approx(PERSON.place("head")[1], abs=0.02)


def test_crawling_hands_stand_on_the_ground_while_the_body_passes() -> None:
    way = 0.5 * times(5.0)
    frames = done("crawl", around=Surroundings(way=way))
    for side in ("left", "right"):
        hand = palm(frames, side)
        down = hand[:, 1] < 0.022 * UNIT
        # A step whose neighbours are down too: not the frames in which it lands or lifts.
        both = down[:-3] & down[1:-2] & down[2:-1] & down[3:]
        slip = np.abs(np.diff(hand[:, 2] + way))[1:-1][both]
        assert both.sum() > 20
        assert slip.max() < 0.004


def test_the_head_follows_what_is_looked_at_up_to_its_limit() -> None:
    for angle, most in ((0.6, 0.75), (1.9, 1.2)):
        point = (2.0 * math.sin(angle), 1.5, 2.0 * math.cos(angle))
        frames = done("look_at", around=thing(point))
        ahead = frames.body_from_joint()[-1, PERSON.index("head"), :3, 2]
        turned = math.atan2(ahead[0], ahead[2])
        assert 0.3 < turned <= most


def test_pedals_turn_opposite_to_each_other() -> None:
    frames = done("cycle")
    left, right = (place(frames, f"{side}Foot")[:, 1] for side in ("left", "right"))
    assert np.corrcoef(left, right)[0, 1] < -0.9
    assert np.ptp(left) > 0.25


def test_the_thrown_hand_is_ahead_and_high_when_it_lets_go() -> None:
    frames = done("throw")
    hand = palm(frames, "right")
    k = at_event("throw", "release")
    assert hand[k, 1] > PERSON.place("rightUpperArm")[1]
    assert (hand[k, 2] - hand[k - 1, 2]) * RATE > 1.0


@pytest.mark.parametrize("half_width", [0.04, 0.11, 0.2])
def test_palms_close_on_what_is_caught_and_keep_it(half_width: float) -> None:
    frames = done("catch", around=thing((0.0, 1.35, 0.5), half_width=half_width))
    for k in (at_event("catch", "grab"), len(frames.root) - 1):
        apart = palm(frames, "left")[k] - palm(frames, "right")[k]
        assert np.linalg.norm(apart) == pytest.approx(2.0 * half_width, abs=CONTACT_M)

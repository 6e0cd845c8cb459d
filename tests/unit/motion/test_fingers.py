"""Fingers: hand shapes in numbers, within what joints allow, and grips that do not cut in."""

import numpy as np
import pytest

from groundplan.assets.human import Figure, human_figure
from groundplan.assets.human_joints import DIGITS, digit_joints
from groundplan.assets.human_shape.data import body_data
from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.surroundings import Surroundings
from groundplan.motion.biped import hang_arms
from groundplan.motion.fingers.anatomy import hand_of
from groundplan.motion.fingers.grip import grip_axis, grip_rotations
from groundplan.motion.fingers.holding import held_radius_m, part_of_turn
from groundplan.motion.fingers.limits import FINGER_RAD
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.fingers.shapes import HAND_SHAPES
from groundplan.motion.frame import BodyFrames, resting
from groundplan.world.entity import Asset, Entity, Primitive
from groundplan.world.sequence import Grip

BODIES = (
    human_figure(1.75),
    human_figure(1.02, age_years=4.0),
    human_figure(1.93, build=0.8, gender="male"),
)
SIDES = ("left", "right")


def laid(figure: Figure, turns: dict[str, np.ndarray]) -> BodyFrames:
    frames = resting(figure.skeleton, 1)
    for side, rotations in turns.items():
        lay_fingers(frames, side, rotations)
    return frames


def shaped(figure: Figure, name: str) -> BodyFrames:
    return laid(figure, {s: finger_rotations(figure.skeleton, s, name) for s in SIDES})


def skin(figure: Figure, frames: BodyFrames) -> np.ndarray:
    unbind = transforms.inverse_rigid(figure.skeleton.body_from_bind_joint())
    moved = transforms.multiply(frames.body_from_joint()[0], unbind)
    blended = np.einsum("vj,jab->vab", figure.shares, moved)
    return np.einsum("vab,vb->va", blended[:, :3, :3], figure.points) + blended[:, :3, 3]


def flexions(figure: Figure, frames: BodyFrames, side: str) -> np.ndarray:
    """Return the angle between neighbouring bones of the four fingers, and to the palm [rad]."""
    hand = hand_of(figure.skeleton, side)
    joints = frames.body_from_joint()[0]
    tips = skin(figure, frames)
    result: list[np.ndarray] = []
    for k, digit in enumerate(DIGITS[1:], start=1):
        rows = hand.rows[k]
        points = [joints[row, :3, 3] for row in rows]
        points.append(tips[body_data().tags[f"{side}{digit}Tip"]])
        bones = np.diff(points, axis=0) @ hand.axes.T
        angle = np.arctan2(bones[:, 2], np.hypot(bones[:, 0], bones[:, 1]))
        angle = np.where(bones[:, 0] < 0.0, np.pi - angle, angle)
        result.append(np.diff(angle, prepend=0.0))
    return np.array(result)


@pytest.mark.parametrize("figure", BODIES)
@pytest.mark.parametrize("name", sorted(HAND_SHAPES))
def test_no_finger_bends_further_than_it_can(figure: Figure, name: str) -> None:
    frames = shaped(figure, name)
    for side in SIDES:
        found = flexions(figure, frames, side)
        low, high = np.array(FINGER_RAD).T
        assert np.all(found > low - 0.09), (name, np.degrees(found))
        assert np.all(found < high + 0.09), (name, np.degrees(found))


@pytest.mark.parametrize("figure", BODIES)
def test_fingertips_of_a_fist_lie_at_the_palm(figure: Figure) -> None:
    points = skin(figure, shaped(figure, "fist"))
    for side in SIDES:
        row = figure.skeleton.index(f"{side}Hand")
        palm = points[figure.shares.argmax(axis=1) == row]
        for digit in DIGITS[1:]:
            tip = points[body_data().tags[f"{side}{digit}Tip"]]
            assert np.linalg.norm(palm - tip, axis=1).min() < 0.03


def test_hands_are_mirror_images() -> None:
    for name in HAND_SHAPES:
        points = shaped(BODIES[0], name).body_from_joint()[0, :, :3, 3]
        names = BODIES[0].skeleton.names
        for digit in DIGITS:
            for joint in digit_joints("left", digit):
                left = points[names.index(joint)]
                right = points[names.index(joint.replace("left", "right"))]
                assert np.allclose(left * [-1.0, 1.0, 1.0], right, atol=1.5e-3), (name, joint)


def test_an_open_hand_is_wider_than_a_flat_one_and_a_thumb_up_stands_off() -> None:
    figure = BODIES[0]
    tags = body_data().tags
    span: dict[str, float] = {}
    for name in ("open", "flat", "thumb_up", "fist"):
        points = skin(figure, shaped(figure, name))
        span[name] = float(
            np.linalg.norm(points[tags["leftThumbTip"]] - points[tags["leftLittleTip"]])
        )
    assert span["open"] > 1.2 * span["flat"]
    assert span["thumb_up"] > 1.5 * span["fist"]


def test_thumb_and_index_meet_in_a_pinch() -> None:
    points = skin(BODIES[0], shaped(BODIES[0], "pinch"))
    tags = body_data().tags
    for side in SIDES:
        gap = points[tags[f"{side}ThumbTip"]] - points[tags[f"{side}IndexTip"]]
        assert np.linalg.norm(gap) < 0.03


@pytest.mark.parametrize("figure", BODIES[::2])
@pytest.mark.parametrize("radius_mm", [6, 12, 20, 30, 45])
def test_a_gripped_cylinder_is_touched_but_not_cut(figure: Figure, radius_mm: int) -> None:
    turns = {s: grip_rotations(figure.skeleton, s, radius_mm) for s in SIDES}
    points = skin(figure, laid(figure, turns))
    main = figure.shares.argmax(axis=1)
    for side in SIDES:
        hand = hand_of(figure.skeleton, side)
        grip = grip_axis(hand, radius_mm / 1000.0)
        own = (points - figure.skeleton.place(f"{side}Hand")) @ hand.axes.T
        gap = np.hypot(own[:, 0] - grip.centre[0], own[:, 2] - grip.centre[1]) - grip.radius
        fingers = np.isin(main, hand.rows.ravel())
        assert gap[fingers].min() > -0.005
        for row in hand.rows[1:]:
            assert gap[np.isin(main, row)].min() < 0.008


def test_who_points_points_with_the_index_finger() -> None:
    figure = BODIES[0]
    for target in ((-0.6, 1.5, 3.0), (0.8, 1.0, 2.5), (-2.0, 2.2, 2.0)):
        frames = resting(figure.skeleton, 3)
        hang_arms(frames, swing=np.zeros(3), elbow=np.full(3, 0.18))
        around = Surroundings(grasp=np.tile(np.array(target), (3, 1)))
        done = perform(frames, ACTIONS["point"], np.array([0.0, 0.5, 2.0]), around=around)
        knuckle = done.place("rightIndexProximal")[-1]
        end = done.place("rightIndexDistal")[-1]
        line, wanted = end - knuckle, np.array(target) - knuckle
        cosine = line @ wanted / np.linalg.norm(line) / np.linalg.norm(wanted)
        assert np.degrees(np.arccos(cosine)) < 10.0


def test_a_hand_closes_when_it_takes_and_opens_when_it_lets_go() -> None:
    figure = BODIES[0]
    frames = resting(figure.skeleton, 49)
    hang_arms(frames, swing=np.zeros(49), elbow=np.full(49, 0.18))
    seconds = np.arange(49) / 24.0
    row = figure.skeleton.index("rightMiddleIntermediate")
    for name, first, last in (("pick_up", 0.7, 1.4), ("put_down", 0.9, 1.6)):
        done = perform(frames, ACTIONS[name], seconds)
        bend = 2.0 * np.arccos(np.clip(np.abs(done.rotations[:, row, 3]), 0.0, 1.0))
        before, after = (bend[round(at * 24.0)] for at in (first, last))
        assert (after > before + 0.15) if name == "pick_up" else (after < before - 0.15)


def test_a_grip_is_as_wide_as_the_thing() -> None:
    grip = Grip(entity="1" * 26, holder="2" * 26, first=0, last=1, position_m=(0.0, -0.5, 0.0))
    pole = Entity(name="pole", kind="prop", primitive=Primitive(shape="cylinder"),
                  size_m=(0.04, 1.0, 0.04))  # fmt: skip
    assert held_radius_m(pole, grip) == pytest.approx(0.02)
    umbrella = Entity(name="umbrella", kind="prop", asset=Asset(catalogue_id="umbrella"),
                      size_m=(1.0, 0.9, 1.0))  # fmt: skip
    at_shaft = Grip(entity="1" * 26, holder="2" * 26, first=0, last=1, position_m=(0.0, -0.13, 0.0))
    assert held_radius_m(umbrella, at_shaft) < 0.05


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(SceneError, match="vulcan"):
        finger_rotations(BODIES[0].skeleton, "left", "vulcan")


def test_a_hand_that_lies_along_what_it_holds_is_turned_by_nothing() -> None:
    quarter = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.5)
    arcs = np.array([[0.0, 0.0, 0.0, 1.0], quarter])
    turned = part_of_turn(arcs, share=np.array([1.0, 0.5]))
    assert turned[0] == pytest.approx([0.0, 0.0, 0.0, 1.0])
    half = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), 0.25)
    assert turned[1] == pytest.approx(half)

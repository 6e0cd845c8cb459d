"""Held poses are where they should be, finite, and deterministic."""

import numpy as np
import pytest

from groundplan.assets.human import human_figure
from groundplan.assets.quadruped import quadruped_skeleton
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import species
from groundplan.errors import SceneError
from groundplan.motion.actions.sport import FLIGHT_S
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.poses import (
    HUMAN_POSES,
    POSE_ALIASES,
    QUADRUPED_POSES,
    human_pose,
    quadruped_pose,
)

SECONDS = np.linspace(0.0, 3.0, 13)
PERSON = human_figure(1.7).skeleton


def place(frames: BodyFrames, joint: str) -> np.ndarray:
    return frames.body_from_joint()[:, frames.skeleton.index(joint), :3, 3]


def posed(name: str, skeleton: Skeleton = PERSON) -> BodyFrames:
    frames = resting(skeleton, len(SECONDS))
    human_pose(name, frames, SECONDS)
    return frames


@pytest.mark.parametrize("name", sorted(HUMAN_POSES))
def test_a_pose_stays_near_the_ground_and_repeats(name: str) -> None:
    points = posed(name).body_from_joint()[..., :3, 3]
    assert np.all(np.isfinite(points))
    deep = 0.7 if name == "swim" else 0.06  # a swimmer is at the surface, arms under it
    assert points[..., 1].min() > -deep * 1.7
    assert points[..., 1].max() < 1.7 * 1.6
    assert np.array_equal(points, posed(name).body_from_joint()[..., :3, 3])


def test_a_sitting_person_has_level_thighs_and_feet_on_the_ground() -> None:
    frames = posed("sit")
    hip, knee, foot = (place(frames, f"left{part}") for part in ("UpperLeg", "LowerLeg", "Foot"))
    assert np.abs(hip - knee)[:, 1].max() < 0.08
    assert foot[:, 1] == pytest.approx(PERSON.place("leftFoot")[1], abs=0.01)


def test_a_lying_person_is_flat() -> None:
    points = posed("lie").body_from_joint()[..., :3, 3]
    assert points[..., 1].max() < 0.35


def test_raised_arms_are_above_the_head() -> None:
    frames = posed("arms_up")
    assert np.all(place(frames, "leftHand")[:, 1] > place(frames, "head")[:, 1])
    assert np.all(place(frames, "rightHand")[:, 1] > place(frames, "head")[:, 1])


def test_waving_moves_one_hand() -> None:
    frames = posed("wave")
    assert np.ptp(place(frames, "rightHand"), axis=0).max() > 0.05
    assert np.ptp(place(frames, "leftHand"), axis=0).max() < 0.02


def test_a_jump_is_a_free_flight() -> None:
    frames = resting(PERSON, 361)
    seconds = np.linspace(0.0, 1.8, 361)
    human_pose("jump", frames, seconds)
    rise = place(frames, "leftToes")[:, 1] - PERSON.place("leftToes")[1]
    air = seconds[rise > 1e-3]
    assert np.ptp(air) == pytest.approx(FLIGHT_S, abs=0.03)
    assert rise.max() == pytest.approx(9.80665 * FLIGHT_S**2 / 8.0, abs=0.05)


def test_every_alias_leads_to_a_pose() -> None:
    assert set(POSE_ALIASES.values()) <= set(HUMAN_POSES) | set(QUADRUPED_POSES)


def test_a_dog_sits_on_the_ground() -> None:
    frames = resting(quadruped_skeleton(species("dog"), 0.6), len(SECONDS))
    assert quadruped_pose("sit", frames, SECONDS)
    hind, front = place(frames, "hindLeftUpperLeg"), place(frames, "frontLeftUpperLeg")
    assert np.all(hind[:, 1] < front[:, 1] - 0.1)


def test_unknown_poses_are_errors() -> None:
    with pytest.raises(SceneError, match="no action 'zorblax'"):
        posed("zorblax")

"""What holds of every action: finite, smooth, within limits, on the ground, and repeatable."""

import sys
from pathlib import Path

import numpy as np
import pytest

from groundplan.assets.human_joints import BODY_JOINTS
from groundplan.motion.actions.balance import lean_over_support
from groundplan.motion.actions.capsules import self_overlap
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.limits import joint_excess
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.spec import mirrored

sys.path.insert(0, str(Path(__file__).parent))
from stage import BODIES, PERSON, RATE, done, standing, times

NAMES = sorted(ACTIONS)
FASTEST_MPS = 9.0
IN_WATER = {"swim", "float"}


def test_people_know_at_least_sixty_actions() -> None:
    assert len(ACTIONS) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_an_action_is_finite_and_repeatable(name: str) -> None:
    for skeleton in BODIES:
        frames = done(name, skeleton=skeleton)
        assert np.all(np.isfinite(frames.rotations))
        assert np.all(np.isfinite(frames.root))
    again = perform(standing(PERSON, len(times(5.0))), ACTIONS[name], times(5.0), seed=0.5)
    assert np.array_equal(done(name).rotations, again.rotations)


@pytest.mark.parametrize("name", NAMES)
def test_no_joint_moves_faster_than_a_body_can(name: str) -> None:
    points = done(name).body_from_joint()[..., :3, 3]
    speed = np.linalg.norm(np.diff(points, axis=0), axis=-1).max(axis=0) * RATE
    assert speed[: len(BODY_JOINTS)].max() < FASTEST_MPS
    # A fingertip is a third further from the shoulder than a wrist.
    assert speed.max() < 4.0 / 3.0 * FASTEST_MPS


@pytest.mark.parametrize("name", NAMES)
def test_joints_stay_within_their_limits(name: str) -> None:
    for skeleton in BODIES:
        assert max(joint_excess(done(name, skeleton=skeleton)).values()) < 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_limbs_do_not_run_through_the_body(name: str) -> None:
    for pair, depth in self_overlap(done(name)).items():
        assert depth.max() < 0.03, pair


@pytest.mark.parametrize("name", sorted(set(NAMES) - IN_WATER))
def test_no_joint_is_below_the_ground(name: str) -> None:
    assert done(name).body_from_joint()[..., 1, 3].min() > -0.03


@pytest.mark.parametrize("name", [n for n in NAMES if ACTIONS[n].still and n != "sit"])
def test_a_posture_is_balanced(name: str) -> None:
    frames = done(name)
    assert lean_over_support(frames, len(frames.root) - 1) < 0.01


@pytest.mark.parametrize("name", NAMES)
def test_two_bodies_do_it_apart_but_alike(name: str) -> None:
    one, other = (done(name, seed=seed).body_from_joint()[..., :3, 3] for seed in (0.1, 0.9))
    assert np.abs(one[0] - other[0]).max() < 0.06


@pytest.mark.parametrize("name", NAMES)
def test_mirroring_twice_gives_the_action_back(name: str) -> None:
    assert mirrored(mirrored(ACTIONS[name])) == ACTIONS[name]


def test_loops_close() -> None:
    for name, action in ACTIONS.items():
        if action.loop_from is None:
            continue
        frames = done(name, seconds=action.duration_s + 1.0, skeleton=PERSON)
        steps = np.abs(np.diff(frames.body_from_joint()[..., :3, 3], axis=0)).max(axis=(1, 2))
        assert steps.max() * RATE < FASTEST_MPS, name

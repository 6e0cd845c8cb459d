"""Baked animals under way and in place: feet, ground, stride, poses."""

from typing import Final

import numpy as np
import pytest
from benchmarks.ground_contact import contact_of
from jaxtyping import Float
from tests.unit.motion.moving_world import BODY, moving

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.species import species
from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.motion.animal_legs import hip_height, legs_of
from groundplan.motion.animal_poses import ANIMAL_POSES, animal_pose
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.footfall import feet_at
from groundplan.motion.frame import BodyFrames
from groundplan.motion.gaits import stride_m
from groundplan.motion.wings import bird_frames
from groundplan.world.entity import Body

SECONDS: Final = np.linspace(0.0, 4.0, 33)
RATE: Final = 240.0
RUNS: Final = (
    ("horse", "walk", 1.5), ("horse", "trot", 4.0), ("horse", "canter", 6.0),
    ("horse", "gallop", 13.0), ("wolf", "pace", 2.0), ("wolf", "gallop", 9.0),
    ("cat", "trot", 1.5), ("giraffe", "walk", 1.5), ("corgi", "trot", 1.2), ("lion", "canter", 5.0),
)  # fmt: skip


def body_of(name: str) -> Mannequin:
    return animal_mannequin(species(name), height_m=species(name).height_m)


def running(name: str, gait: str, speed: float) -> Figure:
    body = Body(rig="quadruped", species=name, height_m=species(name).height_m)
    world = moving(body, gait, distance=5.0 * speed)
    return figure_of(world, BODY, skeleton=body_of(name).skeleton)


def lowest(body: Mannequin, joints: Float[np.ndarray, "time joint 4 4"]) -> float:
    skin = transforms.multiply(
        joints, transforms.inverse_rigid(body.skeleton.body_from_bind_joint())
    )
    heights: list[float] = []
    for mesh in body.meshes.values():
        assert mesh.skin is not None
        rows = skin[:, mesh.skin.joints.astype(np.int64), 1]
        points = np.concatenate([mesh.positions, np.ones((len(mesh.positions), 1))], axis=1)
        y = np.einsum("tvkj,vk,vj->tv", rows, mesh.skin.weights, points)
        heights.append(float(y.min()))
    return min(heights)


def standing(name: str, pose: str) -> BodyFrames:
    frames = animal_pose(pose, body_of(name).skeleton, SECONDS, seed=0.3)
    assert frames is not None
    return frames


@pytest.mark.parametrize(("name", "gait", "speed"), RUNS)
def test_feet_stay_where_they_were_put_and_bodies_above_ground(
    name: str, gait: str, speed: float
) -> None:
    moved = running(name, gait, speed)
    seconds = np.arange(0.5, 4.5, 1.0 / RATE)
    joints = moved.entity_from_joint(np.arange(1.0, 3.0, 8.0 / RATE) * 1000.0 * moved.fps)
    leg = hip_height(moved.skeleton)
    feet = feet_at(next(iter(moved.strides.values())), seconds, rest=np.zeros((4, 3)), leg_m=leg)
    for k in range(4):
        first = np.flatnonzero(np.diff(feet.planted[:, k].astype(int)) == 1) + 2
        spans = np.diff(feet.places[first[first < len(seconds)], k, 0])
        assert len(spans) > 0
        assert spans == pytest.approx(stride_m(speed, leg), rel=0.01)
    contact = contact_of(moved, body_of(name), (1.0, 3.0))
    assert len(contact.slips_mps) > 100
    assert np.median(contact.slips_mps) <= 0.02
    assert np.percentile(contact.slips_mps, 99) <= 0.05
    assert contact.deepest_m <= 0.01
    assert moved.path.cruise == pytest.approx(speed, rel=0.01)
    assert lowest(body_of(name), joints) > -0.01


@pytest.mark.parametrize("name", ["dog", "horse", "giraffe", "corgi", "camel", "pig"])
def test_a_standing_animal_has_its_soles_on_the_ground_and_breathes(name: str) -> None:
    frames = standing(name, "stand")
    joints = frames.body_from_joint()
    for leg in legs_of(frames.skeleton):
        foot = joints[:, leg.foot, :3, 3]
        assert np.ptp(foot, axis=0).max() < 1e-6
        assert foot[:, 1] + leg.sole[:, 1].min() == pytest.approx(0.0, abs=0.002)
    neck = joints[:, frames.skeleton.index("head"), :3, 3]
    assert 0.0005 < np.ptp(neck, axis=0).max() < 0.35 * species(name).height_m


@pytest.mark.parametrize("name", ["dog", "cat", "horse"])
def test_a_sitting_animal_has_its_rump_low_and_its_fore_feet_down(name: str) -> None:
    frames = standing(name, "sit")
    hip, shoulder = frames.place("hindLeftUpperLeg")[:, 1], frames.place("frontLeftUpperLeg")[:, 1]
    assert np.all(hip < 0.62 * shoulder)
    fore = legs_of(frames.skeleton)[0]
    foot = frames.body_from_joint()[:, fore.foot, 1, 3]
    assert foot + fore.sole[:, 1].min() == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("name", ["dog", "cow", "sheep"])
def test_a_lying_animal_is_low(name: str) -> None:
    frames = standing(name, "lie")
    rest = frames.skeleton.place("chest")[1]
    assert frames.place("chest")[:, 1].max() < 0.7 * rest


@pytest.mark.parametrize("name", ["horse", "cow", "deer", "fox"])
def test_a_grazing_animal_has_its_nose_near_the_ground(name: str) -> None:
    nose = standing(name, "graze").place("nose")[:, 1]
    assert nose.max() < 0.45 * species(name).height_m
    assert nose.min() < 0.25 * species(name).height_m


def test_a_looking_animal_turns_its_head_to_both_sides() -> None:
    frames = standing("wolf", "look")
    nose = frames.place("nose")
    assert nose[:, 0].max() > 0.08
    assert nose[:, 0].min() < -0.08


def test_a_jumping_animal_leaves_the_ground_with_all_feet() -> None:
    frames = standing("deer", "jump")
    joints = frames.body_from_joint()
    feet = np.stack([joints[:, leg.foot, 1, 3] for leg in legs_of(frames.skeleton)])
    assert feet.min(axis=0).max() > 0.2
    assert feet[:, -1].max() < 0.1


@pytest.mark.parametrize("pose", sorted(ANIMAL_POSES))
@pytest.mark.parametrize("name", ["dog", "horse", "lion"])
def test_a_pose_is_finite_and_the_same_again(name: str, pose: str) -> None:
    first, again = (standing(name, pose).body_from_joint() for _ in range(2))
    assert np.all(np.isfinite(first))
    assert np.array_equal(first, again)


def test_a_pose_of_people_only_is_none_for_animals_and_others_are_errors() -> None:
    skeleton = body_of("dog").skeleton
    assert animal_pose("wave", skeleton, SECONDS, seed=0.0) is None
    with pytest.raises(SceneError, match="no pose 'zorblax'"):
        animal_pose("zorblax", skeleton, SECONDS, seed=0.0)


@pytest.mark.parametrize("pose", ["look", "attack", "wave", "perch"])
def test_a_bird_stays_perched_for_poses_that_it_does_not_have(pose: str) -> None:
    skeleton = animal_mannequin(species("eagle"), height_m=0.8).skeleton
    path = running("dog", "walk", 0.0).path
    frames = bird_frames(skeleton, path, SECONDS, name=pose, seed=0.1)
    feet = frames.place("leftFoot")
    assert np.ptp(feet, axis=0).max() < 1e-6


def test_a_bird_has_no_pose_that_nobody_has() -> None:
    skeleton = animal_mannequin(species("eagle"), height_m=0.8).skeleton
    with pytest.raises(SceneError, match="birds have no pose 'zorblax'"):
        bird_frames(skeleton, running("dog", "walk", 0.0).path, SECONDS, name="zorblax", seed=0.1)

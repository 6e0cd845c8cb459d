"""BVH: a round trip, other names and axes, feet that stand, and hostile files refused."""

import contextlib
import dataclasses
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.motion.bvh_bodies import walker, walking_file

from groundplan.assets.mannequin import human_mannequin
from groundplan.assets.skeleton import Skeleton, posed
from groundplan.errors import InputError
from groundplan.geometry import quaternions
from groundplan.motion.bvh import BvhMotion, read_bvh
from groundplan.motion.bvh_writing import write_bvh
from groundplan.motion.clips import JointMotion
from groundplan.motion.retarget import (
    humanoid_names,
    is_same_skeleton,
    retargeted,
    taken,
)

BODY = human_mannequin(1.8, garments=()).skeleton


def places(skeleton: Skeleton, motion: JointMotion) -> np.ndarray:
    rows = [motion.joint_names.index(name) for name in skeleton.names]
    return posed(skeleton, motion.rotations[:, rows], motion.root)[:, :, :3, 3]


def as_file(skeleton: Skeleton, motion: JointMotion) -> bytes:
    offsets = skeleton.places - skeleton.places[np.maximum(skeleton.parents, 0)]
    offsets[0] = 0.0
    return write_bvh(
        BvhMotion(names=skeleton.names, parents=skeleton.parents, offsets=offsets, ends={},
                  fps=motion.fps, rotations=motion.rotations, root=motion.root)
    )  # fmt: skip


def test_what_is_written_reads_back_as_it_was() -> None:
    motion = walker()
    again = read_bvh(write_bvh(motion))
    assert write_bvh(again) == write_bvh(motion)
    order = [again.names.index(name) for name in motion.names]
    np.testing.assert_allclose(again.offsets[order][1:], motion.offsets[1:], atol=1e-6)
    dots = np.abs(np.sum(again.rotations[:, order] * motion.rotations, axis=-1))
    np.testing.assert_allclose(dots, 1.0, atol=1e-9)
    assert again.fps == pytest.approx(30.0, abs=1e-5)


def test_import_export_import_keeps_every_joint_within_a_tenth_of_a_millimetre() -> None:
    first = retargeted(read_bvh(walking_file()), BODY)
    brought = read_bvh(as_file(BODY, first))
    assert is_same_skeleton(brought, BODY)
    again = taken(brought)
    assert np.abs(places(BODY, again) - places(BODY, first)).max() <= 1e-4


@pytest.mark.parametrize("prefix", ["", "mixamorig:", "Character1_"])
def test_a_body_at_rest_rests_whatever_its_joints_are_called(prefix: str) -> None:
    motion = retargeted(read_bvh(walking_file(prefix=prefix, still=True)), BODY)
    joints = places(BODY, motion)[0]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        arm = joints[BODY.index(f"{side}Hand")] - joints[BODY.index(f"{side}UpperArm")]
        assert sign * arm[0] > 0.99 * np.linalg.norm(arm)
        assert joints[BODY.index(f"{side}Foot"), 1] == pytest.approx(
            BODY.place(f"{side}Foot")[1], abs=0.005
        )


def test_bones_point_where_the_files_bones_point() -> None:
    source = walker()
    moved = retargeted(source, BODY)
    theirs = _source_places(source)
    ours = places(BODY, moved)
    for mine, child, its, its_child in (
        ("leftUpperArm", "leftLowerArm", "LeftArm", "LeftForeArm"),
        ("rightLowerArm", "rightHand", "RightForeArm", "RightHand"),
    ):
        a = ours[:, BODY.index(child)] - ours[:, BODY.index(mine)]
        rows = source.names.index(its_child), source.names.index(its)
        b = theirs[:, rows[0]] - theirs[:, rows[1]]
        cosine = np.sum(a * b, axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
        assert cosine.min() > 1.0 - 1e-9


def _source_places(motion: BvhMotion) -> np.ndarray:
    tree = Skeleton(
        names=motion.names, parents=motion.parents,
        places=np.array([_rest(motion, row) for row in range(len(motion.names))]),
    )  # fmt: skip
    return posed(tree, motion.rotations, motion.root)[:, :, :3, 3]


def _rest(motion: BvhMotion, row: int) -> np.ndarray:
    above = motion.parents[row]
    return motion.offsets[row] + (_rest(motion, above) if above >= 0 else 0.0)


def test_a_z_up_file_in_other_units_stands_upright() -> None:
    file = walker(still=True)
    turn = quaternions.to_matrix(quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), np.pi / 2))
    lying = BvhMotion(
        names=file.names, parents=file.parents, offsets=0.01 * file.offsets @ turn.T, ends={},
        fps=30.0, rotations=file.rotations, root=0.01 * file.root @ turn.T,
    )  # fmt: skip
    joints = places(BODY, retargeted(lying, BODY))[0]
    assert joints[BODY.index("head"), 1] > joints[BODY.index("hips"), 1] > 0.5
    np.testing.assert_allclose(joints, places(BODY, retargeted(file, BODY))[0], atol=1e-9)


def test_planted_feet_stand_still_while_the_body_sways_and_stand_on_the_ground() -> None:
    file = walker(frames=90, still=True)
    swaying = dataclasses.replace(
        file, root=file.root + 4.0 * np.sin(np.arange(90) / 15.0)[:, None] * [1.0, 0.0, 0.0]
    )
    joints = places(BODY, retargeted(swaying, BODY))
    assert np.ptp(joints[:, BODY.index("hips"), 0]) > 0.06
    for side in ("left", "right"):
        foot = joints[:, BODY.index(f"{side}Foot")]
        assert np.ptp(foot[:, [0, 2]], axis=0).max() < 5e-4
        assert np.abs(foot[:, 1] - BODY.place(f"{side}Foot")[1]).max() < 0.003


def test_a_walkers_feet_slide_less_than_in_the_file_and_never_sink() -> None:
    file = walker(frames=120)
    joints, theirs = places(BODY, retargeted(file, BODY)), 0.0098 * _source_places(file)
    slides: list[float] = []
    for row, its in ((BODY.index("leftFoot"), "LeftFoot"), (BODY.index("rightFoot"), "RightFoot")):
        foot, source = joints[:, row], theirs[:, file.names.index(its)]
        assert foot[:, 1].min() > BODY.place("leftFoot")[1] - 0.01
        speed, before = (
            np.linalg.norm(np.gradient(p, axis=0)[:, [0, 2]], axis=1) * 30.0 for p in (foot, source)
        )
        stance = before < 0.3
        slides.append(float(speed[stance].mean() / before[stance].mean()))
    assert max(slides) < 0.85


def test_cmu_and_accad_names_are_known() -> None:
    cmu = ("Hips", "LHipJoint", "LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToeBase", "RightUpLeg",
           "RightLeg", "RightFoot", "LowerBack", "Spine", "Spine1", "Neck", "Neck1", "Head",
           "LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand")  # fmt: skip
    found = humanoid_names(cmu)
    assert found["leftLowerLeg"] == "LeftLeg"
    assert found["leftUpperLeg"] == "LeftUpLeg"
    assert found["leftUpperArm"] == "LeftArm"
    assert found["spine"] == "Spine"


GOOD = walking_file(frames=3).decode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Frames: 3", "Frames: 999999999", "frames"),
        ("Frames: 3", "Frames: 4", "numbers for 4 frames"),
        ("Frames: 3", "Frames: 2", "numbers for 2 frames"),
        ("Frame Time: 0.033333333", "Frame Time: 0", "frame time"),
        ("Frame Time: 0.033333333", "Frame Time: nan", "number"),
        ("OFFSET 0.000000 100.000000", "OFFSET nan 100.000000", "number"),
        ("OFFSET 0.000000 100.000000", "OFFSET 1e300 100.000000", "number"),
        ("JOINT Spine2", "JOINT Spine1", "two joints"),
        ("JOINT Spine2", "ROOT Spine2", "outside its one tree"),
        ("CHANNELS 3", "CHANNELS 1000000000", "channels"),
        ("Yrotation Xrotation", "Yrotation Yrotation", "channels"),
        ("HIERARCHY", "", "HIERARCHY"),
        ("MOTION", "", "MOTION"),
        ("}\nMOTION", "\nMOTION", "joints"),
        ("JOINT LeftUpLeg", "JOINT Nowhere", "leftUpperLeg"),
    ],
)
def test_a_broken_file_is_one_clear_error(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError, match=said):
        retargeted(read_bvh(GOOD.replace(old, new, 1).encode()), BODY)


def test_numbers_that_are_not_finite_are_refused() -> None:
    lines = GOOD.splitlines()
    lines[-1] = re.sub(r"^\S+", "inf", lines[-1])
    with pytest.raises(InputError, match="finite"):
        read_bvh("\n".join(lines).encode())


def test_a_tree_of_endless_depth_is_refused_in_bounded_time() -> None:
    deep = "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\n" + "".join(
        f"JOINT j{n}\n{{\nOFFSET 0 1 0\n" for n in range(100_000)
    )
    began = time.process_time()
    with pytest.raises(InputError, match="more than"):
        read_bvh((deep + "MOTION\nFrames: 1\nFrame Time: 0.1\n0\n").encode())
    assert time.process_time() - began < 2.0


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_crashes(data: st.DataObject) -> None:
    raw = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(InputError):
        assert np.all(np.isfinite(retargeted(read_bvh(bytes(raw)), BODY).root))

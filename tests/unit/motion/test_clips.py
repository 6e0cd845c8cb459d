"""Dense motion: a round trip, exact at its own frames, and refused when it can't be played."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.motion.moving_world import BODY, moving

from groundplan.assets.mannequin import human_mannequin
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.body_motion import figure_of
from groundplan.motion.clips import JointMotion, clip_frames, read_motion, write_motion
from groundplan.world.arrays import Arrays, write_arrays
from groundplan.world.entity import Body
from groundplan.world.sequence import Clip, Track

CLIP = Clip(
    format="npz", fps_num=8, fps_den=1, frame_count=3, skeleton="flag", source="", licence="CC0-1.0"
)
SKELETON = Skeleton(
    names=("pole", "cloth", "fringe"),
    parents=(-1, 0, 1),
    places=np.array([[0.0, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.9, 0.0]]),
)


def motion() -> JointMotion:
    """Return a cloth that turns about +Y by 0, 0.4 and 0.8 rad while its pole rises."""
    turned = quaternions.from_heading(np.array([0.0, 0.4, 0.8]))
    still = np.tile(quaternions.identity(), (3, 1))
    return JointMotion(
        fps=8.0,
        joint_names=("cloth", "pole"),
        rotations=np.stack([turned, still], axis=1),
        root=np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 2.0, 0.0]]),
    )


def headings(seconds: list[float]) -> np.ndarray:
    frames = clip_frames(SKELETON, motion(), np.array(seconds))
    return quaternions.to_heading(frames.rotations[:, 1])


def test_motion_comes_back_as_it_went() -> None:
    data = write_motion(motion())
    assert write_motion(read_motion(data, CLIP)) == data


def test_frames_are_exact_and_between_them_goes_the_short_way() -> None:
    assert headings([0.0, 0.125, 0.25]) == pytest.approx([0.0, 0.4, 0.8], abs=1e-12)
    assert headings([0.0625]) == pytest.approx([0.2], abs=1e-12)


def test_before_and_after_the_clip_the_body_holds_still() -> None:
    assert headings([-3.0, 9.0]) == pytest.approx([0.0, 0.8], abs=1e-12)
    root = clip_frames(SKELETON, motion(), np.array([-3.0, 0.0625, 9.0])).root
    assert root[:, 1] == pytest.approx([0.0, 0.5, 2.0])


def test_joints_are_matched_by_name_and_others_rest() -> None:
    frames = clip_frames(SKELETON, motion(), np.array([0.25]))
    assert np.array_equal(frames.rotations[0, 2], quaternions.identity())
    other = dataclasses.replace(motion(), joint_names=("hips", "head"))
    with pytest.raises(SceneError, match="no joint that the body has"):
        clip_frames(SKELETON, other, np.array([0.0]))


def test_a_clip_moves_a_body_of_ours_by_its_joints_names() -> None:
    world = moving(Body(rig="human"), "walk", distance=4.0)
    track = Track(entity=BODY, kind="clip", name="nod", first=0, last=80_000)
    body = human_mannequin(1.7).skeleton
    nod = JointMotion(
        fps=8.0,
        joint_names=("head",),
        rotations=quaternions.from_heading(np.array([0.0, 0.5]))[:, None],
        root=np.tile(body.places[0], (2, 1)),
    )
    figure = figure_of(
        dataclasses.replace(world, tracks={"t1": track}), BODY, skeleton=body, motions={"nod": nod}
    )
    frames = figure.frames(np.array([0.0, 1000.0, 2000.0, 90_000.0]))
    turned = quaternions.to_heading(frames.rotations[:3, body.index("head")])
    assert turned == pytest.approx([0.0, 0.25, 0.5], abs=1e-12)
    assert np.array_equal(frames.rotations[1, body.index("leftUpperLeg")], quaternions.identity())
    lacking = dataclasses.replace(figure, motions={})
    with pytest.raises(SceneError, match="was not read"):
        lacking.frames(np.array([0.0]))


def arrays() -> Arrays:
    made = motion()
    return {
        "joint_names": np.array(made.joint_names), "rotations": made.rotations, "root_m": made.root
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "clip", "problem"),
    [
        ({"rotations": np.zeros((3, 2, 4))}, CLIP, "not of length 1"),
        ({"rotations": np.full((3, 2, 4), np.nan)}, CLIP, "not of length 1"),
        ({"rotations": np.ones((3, 1, 4))}, CLIP, "shape \\(3, 1, 4\\)"),
        ({"root_m": np.full((3, 3), np.inf)}, CLIP, "not finite"),
        ({"root_m": np.full((3, 3), 1e9)}, CLIP, "too far"),
        ({"joint_names": np.array(["a", "a"])}, CLIP, "same name"),
        ({}, dataclasses.replace(CLIP, frame_count=4), "3 frames, its document says 4"),
        ({}, dataclasses.replace(CLIP, format="bvh"), "kept but not played"),
    ],
)
def test_motion_that_cannot_be_played_is_refused_with_the_reason(
    change: Arrays, clip: Clip, problem: str
) -> None:
    with pytest.raises(SceneError, match=problem):
        read_motion(write_arrays(arrays() | change), clip)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 100_000), junk=st.binary(min_size=1, max_size=8))
def test_a_damaged_clip_is_playable_or_refused(at: int, junk: bytes) -> None:
    data = write_motion(motion())
    at %= len(data)
    try:
        back = read_motion(data[:at] + junk + data[at + len(junk) :], CLIP)
    except SceneError:
        return
    assert np.linalg.norm(back.rotations, axis=-1) == pytest.approx(np.ones((3, 2)))

"""Joints posed: all at once, one alone."""

import numpy as np
import pytest

from groundplan.assets.human import human_figure
from groundplan.assets.skeleton import Skeleton, posed, posed_joint
from groundplan.geometry import quaternions, transforms

TIMES = 5


def _pose(skeleton: Skeleton) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    count = len(skeleton.names)
    rotations = quaternions.normalise(rng.normal(size=(TIMES, count, 4)))
    return rotations, rng.normal(size=(TIMES, 3)), rng.normal(size=(TIMES, count, 3))


def test_every_joint_is_its_parent_times_its_own_turn() -> None:
    skeleton = human_figure(1.7).skeleton
    rotations, root, shifts = _pose(skeleton)
    joints = posed(skeleton, rotations, root, shifts=shifts)
    assert np.array_equal(joints[:, 0], transforms.compose(root, rotations[:, 0]))
    for row, parent in enumerate(skeleton.parents):
        if parent >= 0:
            offset = skeleton.places[row] - skeleton.places[parent] + shifts[:, row]
            own = transforms.compose(offset, rotations[:, row])
            assert np.array_equal(joints[:, row], transforms.multiply(joints[:, parent], own))


@pytest.mark.parametrize("shifted", [False, True])
def test_one_joint_is_the_same_alone_bit_by_bit(shifted: bool) -> None:  # noqa: FBT001
    skeleton = human_figure(1.7).skeleton
    rotations, root, shifts = _pose(skeleton)
    moved = shifts if shifted else None
    joints = posed(skeleton, rotations, root, shifts=moved)
    for row, name in enumerate(skeleton.names):
        alone = posed_joint(skeleton, rotations, root, joint=name, shifts=moved)
        assert np.array_equal(alone, joints[:, row]), name

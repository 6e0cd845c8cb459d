"""Joint errors in pixels, as a share within reach, and as angles of limbs."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.measures.seen_plan import perfectly_seen

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.pose import pose_measurements
from groundplan.adherence.observation import JointsSeen
from groundplan.adherence.plan_view import PlanView

_NAMES = ("leftUpperArm", "leftLowerArm", "leftHand", "head")
_PLACES = np.array([[50.0, 40.0], [50.0, 60.0], [50.0, 80.0], [40.0, 10.0]])
_FRAMES = 5


def _body(seen_px: np.ndarray) -> JointsSeen:
    return JointsSeen(
        instance=7, entity="BODY", names=_NAMES, asked=np.ones((_FRAMES, 4), dtype=np.bool_),
        planned_px=np.tile(_PLACES, (_FRAMES, 1, 1)), seen_px=np.tile(seen_px, (_FRAMES, 1, 1)),
        height_px=np.full(_FRAMES, 100.0),
    )  # fmt: skip


def _measured(plan: PlanView, body: JointsSeen) -> dict[str, Measurement]:
    seen = replace(perfectly_seen(plan), joints=(body,))
    return {one.definition: one for one in pose_measurements(seen)}


def test_a_body_as_planned_has_no_error(plan: PlanView) -> None:
    found = _measured(plan, _body(_PLACES))

    assert found["pose.joint_px/1"].value == 0.0
    assert found["pose.pck/1"].value == 1.0
    assert found["pose.limb_deg/1"].value == 0.0
    assert found["pose.joint_px/1"].confidence == 1.0


def test_a_body_elsewhere_has_joint_errors_and_straight_limbs(plan: PlanView) -> None:
    found = _measured(plan, _body(_PLACES + np.array([6.0, 8.0])))

    assert found["pose.joint_px/1"].value == 10.0
    assert found["pose.pck/1"].value == 1.0
    assert found["pose.limb_deg/1"].value == 0.0


def test_one_joint_too_far_off_lowers_the_share_of_right_ones(plan: PlanView) -> None:
    moved = _PLACES + np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [12.0, 0.0]])

    found = _measured(plan, _body(moved))

    assert found["pose.pck/1"].value == 0.75
    assert found["pose.joint_px/1"].value == 3.0


def test_a_forearm_held_level_is_off_by_ninety_degrees(plan: PlanView) -> None:
    level = _PLACES.copy()
    level[2] = (70.0, 60.0)

    found = _measured(plan, _body(level))

    assert found["pose.limb_deg/1"].value == pytest.approx(45.0)
    assert found["pose.limb_deg/1"].sample_count == 2 * _FRAMES


def test_unseen_joints_are_counted_and_not_folded_in(plan: PlanView) -> None:
    half = _PLACES.copy()
    half[2:] = np.nan

    found = _measured(plan, _body(half))

    assert found["pose.joint_px/1"].value == 0.0
    assert found["pose.joint_px/1"].confidence == 0.5
    assert found["pose.joint_px/1"].sample_count == 2 * _FRAMES


def test_a_body_of_which_no_joint_can_be_told_says_so(plan: PlanView) -> None:
    found = _measured(plan, _body(np.full_like(_PLACES, np.nan)))

    assert all(one.value is None for one in found.values())
    assert found["pose.joint_px/1"].reason.startswith("0% of its joints")
    assert len(found) == 3

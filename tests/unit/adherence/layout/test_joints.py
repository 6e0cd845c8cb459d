"""Joints are found by what is about them, and only where that tells something."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.passes.conftest import BALL

from groundplan.adherence.camera.pose import SAME
from groundplan.adherence.layout.joints import JointSeeker, planned_joints
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import templates_of
from groundplan.adherence.observation import JointsSeen
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.structure import structure_pyramid


def _found(
    plan: PlanView, *, shape_frame: int, offset_px: tuple[float, float] = (0.0, 0.0)
) -> Found:
    template = next(one for one in templates_of(plan, shape_frame, SAME) if one.instance == BALL)
    placement = Placement(offset_px=np.array(offset_px), scale=1.0, likeness=1.0, spread_px=0.0)
    return Found(template=template, placement=placement, shape_frame=shape_frame, sure=True)


def _seen(plan: PlanView, picture: np.ndarray, found: Found, *, frame: int = 2) -> JointsSeen:
    seeker = JointSeeker(plan)
    painted = plan.beauty[found.shape_frame]
    seeker.look(frame, found, plan=structure_pyramid(painted), clip=structure_pyramid(picture))
    (one,) = seeker.seen({BALL: np.ones(plan.frame_count, dtype=np.bool_)})
    return one


def test_fingers_are_too_small_to_be_joints_of_a_picture(body_plan: PlanView) -> None:
    body = planned_joints(body_plan)[BALL]

    assert "leftIndexDistal" not in body.names
    assert len(body.names) == 7


def test_a_joint_behind_its_own_body_is_not_asked_for(body_plan: PlanView) -> None:
    body = planned_joints(body_plan)[BALL]
    hidden = body.names.index("leftHand")

    assert not body.shown[:, hidden].any()
    assert body.shown[:, :hidden].all()


def test_the_plans_own_picture_has_every_joint_it_shows_where_planned(body_plan: PlanView) -> None:
    one = _seen(body_plan, body_plan.beauty[2], _found(body_plan, shape_frame=2))

    apart = (one.seen_px - one.planned_px)[2][one.asked[2]]
    assert np.isfinite(apart).all()
    assert float(np.abs(apart).max()) < 0.15


@pytest.mark.parametrize("slip", [(0.0, 0.0), (2.0, -1.0), (-2.5, 1.5)])
def test_a_shifted_picture_shifts_its_joints_however_roughly_the_body_was_placed(
    body_plan: PlanView, slip: tuple[float, float]
) -> None:
    picture = np.roll(body_plan.beauty[2], (4, 6), axis=(0, 1))
    placed = _found(body_plan, shape_frame=2, offset_px=(6.0 + slip[0], 4.0 + slip[1]))

    one = _seen(body_plan, picture, placed)

    apart = (one.seen_px - one.planned_px)[2][one.asked[2]]
    assert np.isfinite(apart).all()
    assert apart == pytest.approx(np.tile([6.0, 4.0], (len(apart), 1)), abs=0.15)


def test_a_late_body_is_off_by_the_way_that_its_joints_have_gone_since(body_plan: PlanView) -> None:
    early = _found(body_plan, shape_frame=0)

    one = _seen(body_plan, body_plan.beauty[0], early, frame=4)

    both = one.asked[4] & np.isfinite(one.seen_px[4, :, 0])
    apart = (one.seen_px - one.planned_px)[4][both]
    way = (one.planned_px[0] - one.planned_px[4])[both]
    assert len(apart) >= 5
    assert apart == pytest.approx(way, abs=0.15)
    assert float(np.hypot(*way.T).min()) > 5.0


def test_a_body_without_structure_tells_nothing_of_its_joints(body_plan: PlanView) -> None:
    bare = np.full_like(body_plan.beauty, 128)
    plan = replace(body_plan, beauty=bare)

    one = _seen(plan, bare[2], _found(plan, shape_frame=2))

    assert np.isnan(one.seen_px).all()


def test_other_pictures_show_hardly_a_joint(body_plan: PlanView) -> None:
    told: list[float] = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        noise = np.empty(body_plan.beauty[2].shape, dtype=np.uint8)
        noise[:] = 255 * rng.random(noise.shape)
        one = _seen(body_plan, noise, _found(body_plan, shape_frame=2))
        told.append(float(np.isfinite(one.seen_px[2, :, 0]).mean()))

    assert float(np.mean(told)) < 0.1


@pytest.mark.parametrize("believed", [{}, {BALL: np.arange(5) != 2}])
def test_a_body_that_is_not_believed_to_be_there_shows_no_joints(
    body_plan: PlanView, believed: dict[int, np.ndarray]
) -> None:
    seeker = JointSeeker(body_plan)
    shown = structure_pyramid(body_plan.beauty[2])
    for frame in (2, 3):
        seeker.look(frame, _found(body_plan, shape_frame=2), plan=shown, clip=shown)
    (one,) = seeker.seen(believed)
    assert np.isnan(one.seen_px[2]).all()
    assert np.isfinite(one.seen_px[3]).any() == bool(believed)
    assert one.asked[2].any()


def test_things_have_no_joints(body_plan: PlanView) -> None:
    things = tuple(replace(one, kind="prop") for one in body_plan.instances)

    assert planned_joints(replace(body_plan, instances=things)) == {}

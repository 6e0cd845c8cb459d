"""Masks, boxes, places and sizes of things that are off by known amounts."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    ADA,
    ADA_ID,
    BEN,
    BEN_ID,
    FRAMES,
    SIZE,
    instance_of,
    with_camera,
    with_instance,
)
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.measures.layout import layout_measurements, mask_ious
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

_STEPS = np.arange(FRAMES)
_PLACES = (
    "layout.iou_frame/1", "layout.iou_volume/1", "layout.box_iou/1", "layout.size_pct/1",
    "trajectory.px/1", "trajectory.pct/1", "trajectory.max_pct/1",
)  # fmt: skip


def test_as_planned_masks_agree_and_nobody_is_missing(walk: PlanView, seen: Observation) -> None:
    found = layout_measurements(walk, seen)
    for entity in (ADA, BEN):
        for name in ("layout.iou_frame/1", "layout.iou_volume/1", "layout.box_iou/1"):
            assert value_of(found, name, entity) == 1.0
        for name in ("layout.missing/1", "layout.size_pct/1", "trajectory.px/1"):
            assert value_of(found, name, entity) == 0.0
    assert value_of(found, "layout.count/1") == 0.0
    assert value_of(found, "layout.extra_pct/1") == 0.0
    assert value_of(found, "layout.iou_frame/1") == 1.0


@pytest.mark.parametrize("right", [1, 3, 5])
def test_a_shifted_box_has_the_closed_form_of_its_iou(
    walk: PlanView, seen: Observation, right: int
) -> None:
    moved = with_instance(seen, BEN_ID, offset_px=np.array([right, 0]))
    found = layout_measurements(walk, moved)
    # Ben is 8 px wide.
    expected = (8 - right) / (8 + right)
    for name in ("layout.iou_frame/1", "layout.iou_volume/1", "layout.box_iou/1"):
        assert value_of(found, name, BEN) == pytest.approx(expected, abs=1e-6)
    assert value_of(found, "trajectory.px/1", BEN) == right
    assert value_of(found, "trajectory.pct/1", BEN) == pytest.approx(100 * right / SIZE[0])
    assert value_of(found, "layout.iou_frame/1", ADA) == 1.0
    assert value_of(found, "layout.iou_frame/1") == pytest.approx((1 + expected) / 2, abs=1e-6)


def test_the_largest_distance_is_told_beside_the_mean(walk: PlanView, seen: Observation) -> None:
    offset = np.zeros((FRAMES, 2))
    offset[4] = (3.0, 4.0)
    found = layout_measurements(walk, with_instance(seen, BEN_ID, offset_px=offset))
    assert value_of(found, "trajectory.px/1", BEN) == pytest.approx(5.0 / FRAMES)
    assert value_of(found, "trajectory.max_pct/1", BEN) == pytest.approx(100 * 5.0 / SIZE[0])


def test_missing_is_counted_and_is_no_distance(walk: PlanView, seen: Observation) -> None:
    gone = _STEPS >= 15
    found = layout_measurements(
        walk, with_instance(seen, BEN_ID, found=~gone, absent=gone, likeness=0.1)
    )
    missing = one_of(found, "layout.missing/1", BEN)
    assert missing.value == 0.25
    assert missing.series[14:16] == (0.0, 1.0)
    assert value_of(found, "trajectory.px/1", BEN) == 0.0
    assert one_of(found, "trajectory.px/1", BEN).sample_count == 15
    assert value_of(found, "layout.iou_frame/1", BEN) == 1.0
    assert value_of(found, "layout.count/1") == pytest.approx(-0.25)


def test_neither_found_nor_absent_is_not_missing(walk: PlanView, seen: Observation) -> None:
    unsure = _STEPS >= 15
    found = layout_measurements(walk, with_instance(seen, BEN_ID, found=~unsure, likeness=0.4))
    missing = one_of(found, "layout.missing/1", BEN)
    assert missing.value == 0.0
    assert missing.confidence == pytest.approx(0.75)
    assert missing.series[-1] is None


def test_where_nobody_can_tell_in_most_frames_nothing_is_said(
    walk: PlanView, seen: Observation
) -> None:
    found = layout_measurements(walk, with_instance(seen, BEN_ID, found=_STEPS < 5, likeness=0.4))
    missing = one_of(found, "layout.missing/1", BEN)
    assert missing.value is None
    assert "75%" in missing.reason


def test_who_was_never_found_has_no_place(walk: PlanView, seen: Observation) -> None:
    never = np.zeros(FRAMES, dtype=np.bool_)
    found = layout_measurements(
        walk, with_instance(seen, BEN_ID, found=never, absent=~never, likeness=0.1)
    )
    assert value_of(found, "layout.missing/1", BEN) == 1.0
    for name in ("layout.iou_frame/1", "trajectory.pct/1", "layout.size_pct/1"):
        assert one_of(found, name, BEN).value is None
    # The mean over things is of those that were found.
    assert value_of(found, "layout.iou_frame/1") == 1.0


@pytest.mark.parametrize(("frames", "right"), [(6, 5.0), (5, None)])
def test_a_place_is_told_of_whom_three_frames_of_ten_show(
    walk: PlanView, seen: Observation, frames: int, right: float | None
) -> None:
    moved = with_instance(
        seen, BEN_ID, offset_px=np.array([5, 0]), found=np.less(_STEPS, frames), likeness=0.4
    )
    found = layout_measurements(walk, moved)
    assert one_of(found, "trajectory.px/1", BEN).value == right
    for name in _PLACES:
        one = one_of(found, name, BEN)
        assert (one.value is None) == (right is None)
        assert right is not None or "25% of the frames" in one.reason
    assert one_of(found, "layout.missing/1", BEN).value is None


def test_frames_out_of_view_do_not_count_against_being_found(
    walk: PlanView, seen: Observation
) -> None:
    few = _STEPS < 4
    ben = replace(instance_of(with_instance(seen, BEN_ID, found=few), BEN_ID), in_view=_STEPS < 10)
    found = layout_measurements(walk, replace(seen, instances=(ben,)))
    assert value_of(found, "trajectory.px/1", BEN) == 0.0


def _as_prop(walk: PlanView, *, moving: bool) -> PlanView:
    rows = tuple(
        replace(one, kind="prop") if one.instance == BEN_ID else one for one in walk.instances
    )
    moves = walk.moving | {BEN_ID} if moving else walk.moving
    return replace(walk, instances=rows, moving=frozenset(moves))


def test_a_thing_that_stands_still_is_not_judged_where_no_camera_was_seen(
    walk: PlanView, seen: Observation
) -> None:
    lost = with_camera(seen, unseen=np.ones(FRAMES, dtype=np.bool_))
    found = layout_measurements(_as_prop(walk, moving=False), lost)
    for name in (*_PLACES, "layout.missing/1"):
        one = one_of(found, name, BEN)
        assert one.value is None
        assert "the camera was not seen" in one.reason
        assert one_of(found, name, ADA).value is not None


def test_what_moves_or_lives_is_judged_without_a_camera_and_so_is_all_with_one(
    walk: PlanView, seen: Observation
) -> None:
    lost = with_camera(seen, unseen=np.ones(FRAMES, dtype=np.bool_))
    often = with_camera(seen, unseen=_STEPS >= FRAMES // 2)
    parked, driven = (_as_prop(walk, moving=moving) for moving in (False, True))
    for plan, one in ((walk, lost), (driven, lost), (parked, often), (parked, seen)):
        found = layout_measurements(plan, one)
        assert value_of(found, "trajectory.px/1", BEN) == 0.0
        assert value_of(found, "layout.missing/1", BEN) == 0.0


def test_what_stands_still_counts_where_the_camera_is_known(
    walk: PlanView, seen: Observation
) -> None:
    parked = _as_prop(walk, moving=False)
    right = np.stack([np.where(_STEPS < 10, 0.0, 5.0), np.zeros(FRAMES)], axis=1)
    astray = with_instance(seen, BEN_ID, offset_px=right)
    found = layout_measurements(parked, with_camera(astray, unseen=_STEPS >= 10))
    assert value_of(found, "trajectory.px/1", BEN) == 0.0
    once = with_camera(seen, unseen=_STEPS > 0)
    assert one_of(layout_measurements(parked, once), "trajectory.px/1", BEN).value is None


def test_the_count_is_of_frames_in_which_it_is_clear(walk: PlanView, seen: Observation) -> None:
    later = _STEPS >= 10
    unsure = with_instance(seen, BEN_ID, found=~later, likeness=0.4)
    assert value_of(layout_measurements(walk, unsure), "layout.count/1") == 0.0
    gone = with_instance(seen, BEN_ID, found=~later, absent=later, likeness=0.1)
    count = one_of(layout_measurements(walk, gone), "layout.count/1")
    assert count.value == -0.5
    assert count.series[9:11] == (0.0, -1.0)


def test_whom_the_camera_does_not_show_is_not_missing(walk: PlanView, seen: Observation) -> None:
    never = np.zeros(FRAMES, dtype=np.bool_)
    ben = replace(instance_of(seen, BEN_ID), in_view=never, found=never)
    found = layout_measurements(walk, replace(seen, instances=(instance_of(seen, ADA_ID), ben)))
    missing = one_of(found, "layout.missing/1", BEN)
    assert missing.value is None
    assert "camera" in missing.reason


@pytest.mark.parametrize("scale", [0.8, 1.25])
def test_size_is_told_without_sign(walk: PlanView, seen: Observation, scale: float) -> None:
    found = layout_measurements(walk, with_instance(seen, BEN_ID, scale=scale))
    assert value_of(found, "layout.size_pct/1", BEN) == pytest.approx(100 * abs(scale - 1))


def test_what_nothing_explains_is_a_median_in_percent(walk: PlanView, seen: Observation) -> None:
    rows = np.full(FRAMES, np.nan)
    rows[[0, 2, 4]] = (0.01, 0.05, 0.02)
    found = layout_measurements(walk, replace(seen, unexplained=rows))
    assert value_of(found, "layout.extra_pct/1") == pytest.approx(2.0)
    unlooked = layout_measurements(walk, replace(seen, unexplained=np.full(FRAMES, np.nan)))
    assert one_of(unlooked, "layout.extra_pct/1").value is None


def test_a_plan_without_things_says_so(walk: PlanView, seen: Observation) -> None:
    found = layout_measurements(walk, replace(seen, instances=()))
    assert one_of(found, "layout.iou_frame/1").reason


def test_masks_are_compared_pixel_by_pixel(walk: PlanView, seen: Observation) -> None:
    both, either = mask_ious(walk, with_instance(seen, BEN_ID, offset_px=np.array([0, 2])), BEN_ID)
    assert both.tolist() == [8 * 16] * FRAMES
    assert either.tolist() == [8 * 20] * FRAMES

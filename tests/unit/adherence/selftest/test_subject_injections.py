"""Errors of subjects, of the clock and of cuts are what was asked."""

import numpy as np
import pytest
from tests.unit.adherence.selftest.small_shot import FRAMES, injected, mask, of
from tests.unit.studio.small_film import ANNA, BEN

from groundplan.adherence.selftest.injections import Injection
from groundplan.errors import InputError


@pytest.mark.parametrize("size", [-8.0, 4.0])
def test_a_moved_subject_is_off_by_so_much_of_the_width_and_others_are_not(size: float) -> None:
    _, _, truth = injected(Injection(kind="subject.moved", size=size, subject=ANNA), "s2")
    # A pixel is 0.6 % of this picture's width; a mask's centre is known to a part of it.
    assert of(truth, ANNA).displacement_pct[:, 0] == pytest.approx(np.full(FRAMES, size), abs=0.35)
    assert np.abs(of(truth, ANNA).displacement_pct[:, 1]).max() < 0.4
    assert np.all(of(truth, BEN).iou > 0.99)


def test_a_missing_subject_is_gone_from_its_frame_on() -> None:
    plan, clip, truth = injected(Injection(kind="subject.missing", subject=ANNA, first_frame=2))
    assert np.array_equal(clip.beauty[:2], plan.beauty[:2])
    assert of(truth, ANNA).shown_share[2:] == pytest.approx(np.zeros(4))
    assert of(truth, ANNA).planned_share.min() > 0.01
    assert np.all(np.isnan(of(truth, ANNA).displacement_pct[2:]))
    assert np.all(of(truth, ANNA).iou[2:] == 0.0)
    assert of(truth, BEN).shown_share.min() > 0.01


def test_swapped_subjects_each_stand_where_the_other_did() -> None:
    plan, clip, truth = injected(Injection(kind="subject.swapped", subject=ANNA, other=BEN), "s2")
    for one, other in ((ANNA, BEN), (BEN, ANNA)):
        shown, left = mask(clip, one), mask(plan, other)
        # They are of one body, and breathe in their own time.
        assert np.sum(shown & left) / np.sum(shown | left) > 0.8
        assert np.all(of(truth, one).iou == 0.0)
    assert of(truth, ANNA).displacement_pct[:, 0].min() > 20.0
    assert of(truth, BEN).displacement_pct[:, 0].max() < -20.0


def test_an_extra_subject_covers_as_much_as_the_one_it_doubles() -> None:
    plan, clip, truth = injected(
        Injection(kind="subject.extra", size=-20.0, subject=ANNA, first_frame=3), "s2"
    )
    assert np.array_equal(clip.beauty[:3], plan.beauty[:3])
    assert truth.extra_share[3:] == pytest.approx(of(truth, ANNA).planned_share[3:], rel=0.15)
    assert not truth.extra_share[:3].any()
    assert np.all(of(truth, ANNA).iou > 0.95)


@pytest.mark.parametrize("late", [2, -2])
def test_a_late_subject_is_where_it_was_planned_for_some_frames_before(late: int) -> None:
    plan, clip, truth = injected(
        Injection(kind="subject.late", size=late, subject=BEN), "s2", ben_walks=True
    )
    here, there = (
        (slice(2, None), slice(None, -2)) if late > 0 else (slice(None, -2), slice(2, None))
    )
    assert np.array_equal(mask(clip, BEN)[here], mask(plan, BEN)[there])
    assert of(truth, BEN).lag_frames == late
    assert of(truth, ANNA).lag_frames == 0.0


def test_a_clip_at_twice_the_pace_shows_every_other_frame() -> None:
    plan, clip, truth = injected(Injection(kind="clock.retime", size=100.0), ben_walks=True)
    assert np.array_equal(clip.depth_m[:3], plan.depth_m[::2])
    assert truth.shown_frame == pytest.approx(2.0 * np.arange(FRAMES))


def test_a_shifted_clip_begins_some_frames_later_in_the_plan() -> None:
    plan, clip, truth = injected(Injection(kind="clock.shift", size=2.0), ben_walks=True)
    assert np.array_equal(clip.beauty[:-2], plan.beauty[2:])
    assert truth.shown_frame[0] == 2.0


def test_a_mirrored_clip_has_mirrored_masks_and_no_camera() -> None:
    plan, _, truth = injected(Injection(kind="picture.mirrored"), "s2")
    flipped = mask(plan, ANNA)[:, :, ::-1].mean(axis=(1, 2))
    assert of(truth, ANNA).shown_share == pytest.approx(flipped)
    assert np.all(np.isnan(truth.camera_rotation_deg))
    assert not truth.same_scene.any()


def test_a_cut_to_another_scene_has_no_camera_and_nobody_in_it() -> None:
    _, _, truth = injected(Injection(kind="cut.scene", size=2.0, first_frame=1))
    assert truth.same_scene.tolist() == [True, False, False, True, True, True]
    assert np.isnan(truth.camera_rotation_deg).tolist() == (~truth.same_scene).tolist()
    assert not of(truth, ANNA).shown_share[1:3].any()


def test_nobody_can_be_moved_who_is_not_there() -> None:
    with pytest.raises(InputError, match="draws no 'nobody'"):
        injected(Injection(kind="subject.moved", size=1.0, subject="nobody"))

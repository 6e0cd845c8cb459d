"""Rows of an observation, filled frame by frame."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import ADA_ID, BEN, BEN_ID, FRAMES, SIZE

from groundplan.adherence.camera.following import FoundCamera
from groundplan.adherence.camera.pose import SAME
from groundplan.adherence.camera.sighting import FrameFit
from groundplan.adherence.camera.solving import fit_pose
from groundplan.adherence.layout.agreement import LookByFrame
from groundplan.adherence.layout.drawing import drawn_masks
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template, templates_of
from groundplan.adherence.observation import InstanceSeen
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.seen import CameraRows, InstanceRows

from tests.unit.adherence.camera.exact import INTRINSICS, points, sighted  # isort: skip


def _camera(plan: PlanView, frame: int, *, agreement: float) -> FoundCamera:
    pose = fit_pose(sighted(SAME, points()), SAME, intrinsics_px=INTRINSICS)
    return FoundCamera(
        camera_from_world_cv=plan.camera_from_world_cv[frame],
        focal_px=80.0,
        reference=frame,
        fit=FrameFit(pose=pose, agreement=agreement, patch_count=120, likeness=0.9),
    )


def test_a_camera_that_few_landmarks_agree_on_is_not_seen_and_tells_how_few(
    walk: PlanView,
) -> None:
    rows = CameraRows(walk)
    rows.add(0, _camera(walk, 0, agreement=0.95))
    rows.add(1, _camera(walk, 1, agreement=0.05))
    rows.add(2, None)
    found = rows.seen()
    assert found.seen.tolist() == [True] + [False] * (FRAMES - 1)
    assert found.confidence[:3].tolist() == [0.95, 0.05, 0.0]
    assert found.landmark_count[:3].tolist() == [120.0, 120.0, 0.0]
    np.testing.assert_array_equal(found.camera_from_world_cv[0], walk.camera_from_world_cv[0])
    assert np.isnan(found.camera_from_world_cv[1:]).all()
    assert found.focal_px[0] == 80.0
    assert np.isnan(found.focal_px[1:]).all()


def _ben(walk: PlanView, frame: int) -> Template:
    return next(one for one in templates_of(walk, frame, SAME) if one.instance == BEN_ID)


def _rows(
    walk: PlanView, frames: dict[int, Found | None], looks: LookByFrame | None = None
) -> InstanceSeen:
    rows, masks = InstanceRows(walk, looks or {}), np.zeros_like(walk.instance)
    for frame, found in frames.items():
        rows.add(frame, _ben(walk, frame) if found is None else found.template, found)
        if found is not None and found.sure:
            masks[frame] = drawn_masks([found], size_px=SIZE)
    (one,) = rows.seen(masks)
    return one


def _found(
    walk: PlanView, frame: int, *, right: float = 0.0, likeness: float = 0.9, sure: bool = True
) -> Found:
    placement = Placement(
        offset_px=np.array([right, 0.0]), scale=1.0, likeness=likeness, spread_px=0.2
    )
    return Found(template=_ben(walk, frame), placement=placement, shape_frame=frame, sure=sure)


def _lost(walk: PlanView, frame: int, *, likeness: float = 0.1) -> Found:
    return _found(walk, frame, likeness=likeness, sure=False)


def test_what_was_found_is_where_its_mask_is(walk: PlanView) -> None:
    found = _rows(walk, {3: _found(walk, 3, right=5.0)})
    assert (found.instance, found.entity) == (BEN_ID, BEN)
    assert np.flatnonzero(found.asked).tolist() == np.flatnonzero(found.found).tolist() == [3]
    np.testing.assert_allclose(found.offset_px[3], [5.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(found.own_offset_px[3], [5.0, 0.0], atol=1e-9)
    assert np.isnan(found.offset_px[4]).all()


def test_a_camera_that_moves_everything_is_no_offset_of_ones_own(walk: PlanView) -> None:
    template = _ben(walk, 3)
    template = replace(template, expected_px=template.expected_px + np.array([6.0, 0.0]))
    found = _rows(walk, {3: replace(_found(walk, 3), template=template)})
    np.testing.assert_allclose(found.offset_px[3], [6.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(found.own_offset_px[3], [0.0, 0.0], atol=1e-9)


def test_what_the_camera_does_not_show_is_asked_for_and_not_in_view(walk: PlanView) -> None:
    found = _rows(walk, {3: None})
    assert found.asked[3]
    assert not found.in_view.any()
    assert not found.found.any()
    assert not found.absent.any()


def test_what_is_hidden_for_a_moment_is_not_missing(walk: PlanView) -> None:
    found = _rows(walk, {k: (_lost if k == 7 else _found)(walk, k) for k in range(FRAMES)})
    assert not found.absent.any()
    assert np.flatnonzero(~found.found).tolist() == [7]


def test_what_is_gone_for_long_is_missing_while_it_is(walk: PlanView) -> None:
    gone = range(5, 15)
    found = _rows(walk, {k: (_lost if k in gone else _found)(walk, k) for k in range(FRAMES)})
    told = np.flatnonzero(found.absent).tolist()
    assert set(range(7, 13)) <= set(told) <= set(gone)
    assert not (found.absent & found.found).any()


def test_the_order_in_which_frames_are_told_of_changes_nothing(walk: PlanView) -> None:
    told = {k: (_lost if 5 <= k < 15 else _found)(walk, k) for k in range(FRAMES)}
    mixed = {k: told[k] for k in (*range(0, FRAMES, 2), *range(1, FRAMES, 2))}
    np.testing.assert_array_equal(_rows(walk, dict(mixed)).absent, _rows(walk, dict(told)).absent)


def test_who_stands_where_another_does_is_missing_however_alike(walk: PlanView) -> None:
    alike = {k: _lost(walk, k, likeness=0.7) for k in range(FRAMES)}
    assert not _rows(walk, dict(alike)).absent.any()
    displaced = _rows(walk, {k: replace(one, displaced=True) for k, one in alike.items()})
    assert displaced.absent[1:].all()


def test_a_look_that_draws_little_excuses_who_is_hardly_seen(walk: PlanView) -> None:
    weak = {k: _lost(walk, k, likeness=0.28) for k in range(FRAMES)}
    soft, sharp = (
        _rows(walk, dict(weak), dict.fromkeys(range(FRAMES), look)) for look in (0.4, 0.85)
    )
    assert not soft.absent.any()
    assert sharp.absent.any()


@pytest.mark.parametrize("look", [0.4, 0.85])
def test_frames_whose_camera_was_not_seen_are_taken_to_look_as_the_others(
    walk: PlanView, look: float
) -> None:
    weak = {k: _lost(walk, k, likeness=0.28) for k in range(FRAMES)}
    all_seen = _rows(walk, dict(weak), dict.fromkeys(range(FRAMES), look))
    few_seen = _rows(walk, dict(weak), dict.fromkeys(range(3), look))
    np.testing.assert_array_equal(few_seen.absent, all_seen.absent)


def test_frames_that_were_not_looked_at_are_not_missing(walk: PlanView) -> None:
    asked = [*range(6), *range(12, FRAMES)]
    found = _rows(walk, {k: _lost(walk, k) for k in reversed(asked)} | {15: None})
    told = set(np.flatnonzero(found.absent).tolist())
    assert {2, 3, 13, 14, 16, 17} <= told <= set(asked) - {15}


def test_what_is_wholly_covered_has_no_place(walk: PlanView) -> None:
    rows = InstanceRows(walk, {})
    rows.add(0, _ben(walk, 0), _found(walk, 0))
    (one,) = rows.seen(np.full_like(walk.instance, ADA_ID))
    assert one.in_view[0]
    assert not one.found[0]

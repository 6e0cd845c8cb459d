"""Rows of an observation, filled frame by frame."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import ADA_ID, BEN, BEN_ID, FRAMES, SIZE

from groundplan.adherence.camera.following import FoundCamera
from groundplan.adherence.camera.pose import SAME
from groundplan.adherence.camera.sighting import FrameFit
from groundplan.adherence.camera.solving import fit_pose
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
    np.testing.assert_array_equal(found.camera_from_world_cv[0], walk.camera_from_world_cv[0])
    assert np.isnan(found.camera_from_world_cv[1:]).all()
    assert found.focal_px[0] == 80.0
    assert np.isnan(found.focal_px[1:]).all()


def _ben(walk: PlanView, frame: int) -> Template:
    return next(one for one in templates_of(walk, frame, SAME) if one.instance == BEN_ID)


def _rows(walk: PlanView, frames: dict[int, Found | None]) -> InstanceSeen:
    rows, masks = InstanceRows(walk), np.zeros_like(walk.instance)
    for frame, found in frames.items():
        rows.add(frame, _ben(walk, frame) if found is None else found.template, found)
        if found is not None and found.sure:
            masks[frame] = drawn_masks([found], size_px=SIZE)
    (one,) = rows.seen(masks)
    return one


def _found(
    walk: PlanView, frame: int, *, right: float = 0.0, sure: bool = True, absent: bool = False
) -> Found:
    placement = Placement(
        offset_px=np.array([right, 0.0]), scale=1.0, likeness=0.9 if sure else 0.1, spread_px=0.2
    )
    return Found(
        template=_ben(walk, frame), placement=placement, shape_frame=frame, sure=sure, absent=absent
    )


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


@pytest.mark.parametrize(("gone", "told"), [((7,), []), ((5, 6, 7, 8, 9), [5, 6, 7, 8, 9])])
def test_what_is_hidden_for_a_moment_is_not_missing(
    walk: PlanView, gone: tuple[int, ...], told: list[int]
) -> None:
    found = _rows(
        walk,
        {k: _found(walk, k, sure=k not in gone, absent=k in gone) for k in range(FRAMES)},
    )
    assert np.flatnonzero(found.absent).tolist() == told
    assert found.found.sum() == FRAMES - len(gone)


def test_what_is_wholly_covered_has_no_place(walk: PlanView) -> None:
    rows = InstanceRows(walk)
    rows.add(0, _ben(walk, 0), _found(walk, 0))
    (one,) = rows.seen(np.full_like(walk.instance, ADA_ID))
    assert one.in_view[0]
    assert not one.found[0]

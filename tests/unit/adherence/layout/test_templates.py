"""Templates are what the plan shows, where the clip's camera would show it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import ADA_ID, BEN_ID, FOCAL_PX, FRAMES, PEOPLE_M

from groundplan.adherence.camera.pose import SAME, moved
from groundplan.adherence.layout.templates import LEAST_AREA_SHARE, templates_of
from groundplan.adherence.plan_view import PlanView


def test_people_have_templates_and_the_set_has_none(walk: PlanView) -> None:
    assert [one.instance for one in templates_of(walk, 0, SAME)] == [ADA_ID, BEN_ID]


def test_by_the_planned_camera_everything_is_expected_at_its_place(walk: PlanView) -> None:
    ada, ben = templates_of(walk, 3, SAME)
    # Ada: rows 12 to 28, 6 px wide from 6 on, a pixel farther each frame.
    assert ada.centre_px.tolist() == [6 + 3 + 3.0, 20.0]
    assert ada.area_px == 16 * 6
    assert ben.centre_px.tolist() == [48.0, 19.0]
    for one in (ada, ben):
        np.testing.assert_allclose(one.expected_px, one.centre_px, atol=1e-9)
        np.testing.assert_allclose(one.spread, np.eye(2), atol=1e-9)
        assert one.depth_m == pytest.approx(PEOPLE_M)


def test_a_step_aside_moves_the_expected_place_by_parallax(walk: PlanView) -> None:
    shift = moved(SAME, np.array([0, 0, 0, 0.4, 0, 0, 0.0]))
    ada = templates_of(walk, 0, shift)[0]
    np.testing.assert_allclose(
        ada.expected_px - ada.centre_px, [FOCAL_PX * 0.4 / PEOPLE_M, 0.0], atol=1e-9
    )


def test_a_longer_lens_spreads_a_template(walk: PlanView) -> None:
    shift = moved(SAME, np.array([0, 0, 0, 0, 0, 0, np.log(1.3)]))
    for one in templates_of(walk, 0, shift):
        np.testing.assert_allclose(one.spread, 1.3 * np.eye(2), atol=1e-9)
        middle = np.array([32.0, 18.0])
        np.testing.assert_allclose(one.expected_px - middle, 1.3 * (one.centre_px - middle))


def test_a_roll_turns_a_template(walk: PlanView) -> None:
    shift = moved(SAME, np.array([0, 0, 0.2, 0, 0, 0, 0.0]))
    one = templates_of(walk, 0, shift)[0]
    turn = np.array([[np.cos(0.2), -np.sin(0.2)], [np.sin(0.2), np.cos(0.2)]])
    np.testing.assert_allclose(one.spread, turn, atol=1e-9)


def test_the_ring_about_a_thing_is_in_the_mask_and_not_its_own(walk: PlanView) -> None:
    for one in templates_of(walk, FRAMES - 1, SAME):
        assert one.mask[one.own].all()
        assert np.count_nonzero(one.mask) > np.count_nonzero(one.own)


def test_what_shows_too_little_of_itself_is_not_looked_for(walk: PlanView) -> None:
    ids = walk.instance.copy()
    ids[0][ids[0] == ADA_ID] = BEN_ID
    ids[0, 0, : int(LEAST_AREA_SHARE * ids[0].size)] = ADA_ID
    assert [one.instance for one in templates_of(replace(walk, instance=ids), 0, SAME)] == [BEN_ID]

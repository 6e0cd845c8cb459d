"""Masks are the plan's own, moved to where things were found."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import CARD, HOME, SHAPE, card_template

from groundplan.adherence.layout.drawing import drawn_masks, placed
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

SIZE = (SHAPE[1], SHAPE[0])


def _found(*offset: float, scale: float = 1.0, template: Template | None = None) -> Found:
    placement = Placement(offset_px=np.array(offset), scale=scale, likeness=1.0, spread_px=0.1)
    return Found(template=template or card_template(), placement=placement, shape_frame=0)


def _iou(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.count_nonzero(first & second) / np.count_nonzero(first | second))


def test_at_its_place_the_mask_is_the_planned_one() -> None:
    mask = drawn_masks([_found(0.0, 0.0)], size_px=SIZE)
    expected = np.zeros(SHAPE, dtype=np.uint16)
    expected[40:84, 80:110] = 5
    np.testing.assert_array_equal(mask, expected)


@pytest.mark.parametrize("right", [2.0, 7.0, 15.0])
def test_a_shift_of_a_box_has_the_closed_form_of_its_iou(right: float) -> None:
    home, away = (drawn_masks([_found(x, 0.0)], size_px=SIZE) > 0 for x in (0.0, right))
    wide = CARD[0]
    assert _iou(home, away) == pytest.approx((wide - right) / (wide + right), abs=1e-9)


def test_twice_the_size_is_four_times_the_area() -> None:
    assert np.count_nonzero(drawn_masks([_found(0.0, 0.0, scale=2.0)], size_px=SIZE)) == (
        pytest.approx(4 * CARD[0] * CARD[1], rel=0.03)
    )


def test_near_things_hide_far_ones() -> None:
    far = replace(card_template(), instance=6, depth_m=9.0)
    for order in ([_found(4.0, 0.0), _found(0.0, 0.0, template=far)],) * 2:
        for found in (order, order[::-1]):
            mask = drawn_masks(found, size_px=SIZE)
            assert np.count_nonzero(mask == 5) == CARD[0] * CARD[1]
            assert np.count_nonzero(mask == 6) == 4 * CARD[1]


def test_what_is_partly_outside_is_cut_and_wholly_outside_is_nothing() -> None:
    half = drawn_masks([_found(-(HOME[0] + 15.0), 0.0)], size_px=SIZE)
    assert np.count_nonzero(half) == 15 * CARD[1]
    assert not drawn_masks([_found(-300.0, 0.0)], size_px=SIZE).any()


def test_less_than_can_be_told_is_no_offset() -> None:
    template = card_template()
    linear, centre = placed(template, _found(0.2, -0.1, scale=1.002).placement)
    np.testing.assert_array_equal(linear, np.eye(2))
    np.testing.assert_array_equal(centre, template.centre_px)
    _, moved = placed(template, _found(3.0, 0.0).placement)
    np.testing.assert_allclose(moved - template.centre_px, [3.0, 0.0])

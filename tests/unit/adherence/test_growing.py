"""Masks are grown by squares."""

import numpy as np
import pytest

from groundplan.adherence.growing import grown


@pytest.mark.parametrize("reach", [0, 1, 3])
def test_a_pixel_becomes_a_square(reach: int) -> None:
    mask = np.zeros((15, 17), dtype=np.bool_)
    mask[7, 8] = True
    expected = np.zeros_like(mask)
    expected[7 - reach : 8 + reach, 8 - reach : 9 + reach] = True
    np.testing.assert_array_equal(grown(mask, reach_px=reach), expected)


def test_what_reaches_the_edge_is_cut_there() -> None:
    mask = np.zeros((6, 6), dtype=np.bool_)
    mask[0, 5] = True
    found = grown(mask, reach_px=2)
    assert found.sum() == 9
    assert found[:3, 3:].all()


def test_the_mask_itself_stays_as_it_is() -> None:
    mask = np.zeros((5, 5), dtype=np.bool_)
    grown(mask, reach_px=1)
    assert not mask.any()

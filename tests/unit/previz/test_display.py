"""The display transform against known values."""

import numpy as np
import pytest

from groundplan.previz import display


def test_black_stays_black_and_the_brightest_is_white() -> None:
    assert display.picture_table()[0] == 0
    assert display.picture_table()[-1] == 255


def test_the_curve_never_falls() -> None:
    assert (np.diff(display.tone_table()) >= 0).all()


def test_the_metered_grey_card_lands_near_middle_grey() -> None:
    code = display.srgb(display.filmic(np.array([0.119]))) * 255
    assert 100 <= code[0] <= 120


def test_decoding_what_was_encoded_gives_the_same_byte() -> None:
    index = np.rint(np.sqrt(display.decode_table().astype(float)) * 4095).astype(int)
    assert (display.encode_table()[index] == np.arange(256)).all()


def test_srgb_meets_the_standard_at_half_linear() -> None:
    assert display.srgb(np.array([0.5]))[0] == pytest.approx(0.735357, abs=1e-6)


def test_the_mean_of_black_and_white_is_half_the_light() -> None:
    black, white = np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 255, np.uint8)
    assert (display.mean_picture([black, white]) == round(0.735357 * 255)).all()


def test_the_mean_of_one_picture_is_that_picture() -> None:
    picture = np.arange(256 * 3, dtype=np.uint32).reshape(16, 16, 3).astype(np.uint8)
    assert (display.mean_picture([picture]) == picture).all()

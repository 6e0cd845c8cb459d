"""Blur controls: detail goes, tones and places stay."""

import numpy as np
import pytest

from groundplan.shader.encoders.blur import BLUR_FACTORS, blurred


def test_a_plain_picture_stays_as_it_is() -> None:
    picture = np.full((40, 60, 3), (10, 120, 250), dtype=np.uint8)
    assert np.array_equal(blurred(picture, factor=10), picture)


def test_the_factors_are_those_of_cosmos() -> None:
    assert list(BLUR_FACTORS.values()) == [4, 4, 10, 16, 16]


@pytest.mark.parametrize("factor", sorted(set(BLUR_FACTORS.values())))
def test_a_fine_pattern_becomes_its_mean(factor: int) -> None:
    y, x = np.mgrid[0:96, 0:96]
    board = np.repeat(((x + y) % 2 * 200).astype(np.uint8)[..., None], 3, axis=2)
    inner = blurred(board, factor=factor)[24:-24, 24:-24].astype(float)
    assert abs(inner - 100.0).max() <= 2.0


def test_a_picture_smaller_than_the_factor_keeps_its_size() -> None:
    assert blurred(np.zeros((5, 7, 3), dtype=np.uint8), factor=16).shape == (5, 7, 3)

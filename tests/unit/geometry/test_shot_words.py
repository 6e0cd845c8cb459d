"""Bands of shot sizes and angles."""

import math
from itertools import pairwise

import pytest

from groundplan.geometry.shot_words import ANGLE_BANDS_DEG, SIZE_BANDS, angle_word, size_word
from groundplan.units import Radians


def test_size_bands_leave_no_gap_from_nothing_to_everything() -> None:
    bands = list(SIZE_BANDS.values())

    assert bands[0][0] == 0.0
    assert bands[-1][1] == math.inf
    assert all(low[1] == high[0] for low, high in pairwise(bands))


@pytest.mark.parametrize("word", SIZE_BANDS)
def test_the_middle_of_a_size_band_has_its_name(word: str) -> None:
    low, high = SIZE_BANDS[word]

    assert size_word(0.5 * (low + min(high, 10.0))) == word


@pytest.mark.parametrize(
    ("degrees", "word"),
    [(0.0, "eye_level"), (-5.0, "eye_level"), (20.0, "low"), (60.0, "worms_eye"),
     (-20.0, "high"), (-85.0, "overhead"), (7.0, "eye_level"), (8.0, "low")],
)  # fmt: skip
def test_a_pitch_has_the_name_of_the_band_that_is_nearest(degrees: float, word: str) -> None:
    assert angle_word(Radians(math.radians(degrees))) == word


def test_all_angles_but_the_rolled_one_lie_within_straight_down_and_straight_up() -> None:
    assert all(-90.0 <= low < high <= 90.0 for low, high in ANGLE_BANDS_DEG.values())

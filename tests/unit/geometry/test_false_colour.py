"""False colour says in which stop a luminance lies."""

import math

import numpy as np
import pytest

from groundplan.geometry.false_colour import (
    BANDS,
    CLIPS_AT,
    band_of,
    false_colour,
    middle_grey_nit,
    stops_of,
)


def test_a_grey_card_in_the_metered_light_is_middle_grey_and_green() -> None:
    ev, lux = 8.0, 2.5 * 2**8.0
    card = np.array([[0.18 * lux / math.pi]])
    assert stops_of(card, ev100=ev)[0, 0] == pytest.approx(0.0, abs=1e-12)
    assert tuple(false_colour(card, ev100=ev)[0, 0]) == band_of(0.0).rgb
    assert band_of(0.0).name == "green"


def test_what_saturates_the_sensor_is_red_and_just_below_it_yellow() -> None:
    ev = 5.0
    clip = 1.2 * 2**ev
    assert pytest.approx(3.07, abs=0.01) == CLIPS_AT
    row = np.array([[clip * 0.999, clip * 1.001]])
    drawn = false_colour(row, ev100=ev)[0]
    assert [tuple(c) for c in drawn] == [BANDS[-2].rgb, BANDS[-1].rgb]


@pytest.mark.parametrize("stops", [-8.0, -5.0, -3.0, -1.0, 0.2, 1.0, 2.0, 2.8, 4.0])
def test_each_stop_has_the_colour_of_its_band(stops: float) -> None:
    level = np.array([[middle_grey_nit(3.0) * 2.0**stops]])
    assert tuple(false_colour(level, ev100=3.0)[0, 0]) == band_of(stops).rgb


def test_a_stop_more_of_exposure_moves_all_by_a_stop() -> None:
    levels = np.array([[1.0, 2.0, 4.0]])
    assert stops_of(levels, ev100=3.0) == pytest.approx(stops_of(levels, ev100=4.0) + 1.0)


def test_bands_rise_and_colours_differ() -> None:
    edges = [band.above for band in BANDS]
    assert edges == sorted(edges)
    assert len({band.rgb for band in BANDS}) == len(BANDS)

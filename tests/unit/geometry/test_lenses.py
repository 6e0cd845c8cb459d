"""Lens sets, coverage, breathing and distortion against numbers worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.distortion import Distortion, distort
from groundplan.geometry.lenses import (
    LENS_SETS,
    LENSES,
    breathed_focal,
    covers,
    lens_named,
    lens_of_set,
    radial_distortion,
    tstop_of,
    uncovered_share,
    unit_focus_breathing,
)  # fmt: skip
from groundplan.units import Metres, Millimetres


@pytest.mark.parametrize("name", LENS_SETS)
def test_a_set_is_in_order_and_each_lens_is_possible(name: str) -> None:
    lenses = LENS_SETS[name].lenses
    assert [lens.short_mm for lens in lenses] == sorted({lens.short_mm for lens in lenses})
    for lens in lenses:
        assert lens.long_mm >= lens.short_mm
        assert lens.tstop > lens.fstop > 0.9
        assert lens.close_focus_m > lens.long_mm / 1000.0
        assert abs(lens.edge_distortion) < 1.0 / 3.0, "a picture that folds"
        assert -0.9 < lens.breathing < 0.9
        assert len(lens.source) > 20


def test_the_nearest_prime_is_nearest_in_view() -> None:
    # 40 * 50 = 44.72^2: the ratio decides, not the difference.
    assert lens_of_set("spherical_s35", Millimetres(44.7))[0].short_mm == 40.0
    assert lens_of_set("spherical_s35", Millimetres(44.8))[0].short_mm == 50.0
    assert lens_of_set("spherical_s35", Millimetres(400.0))[0].short_mm == 100.0
    assert lens_of_set("anamorphic_2x", Millimetres(40.0))[0].squeeze == 2.0


def test_a_zoom_gives_any_length_that_it_reaches() -> None:
    lens, focal = lens_of_set("zoom_24_290", Millimetres(137.0))
    assert (lens.name, focal, lens.zooms) == ("zoom_24_290/24-290", 137.0, True)
    assert lens_of_set("zoom_24_290", Millimetres(12.0))[1] == 24.0


def test_a_super35_lens_leaves_the_corners_of_full_frame_dark() -> None:
    lens = lens_named("spherical_s35/50")
    assert covers(lens, (24.89, 18.66))  # diagonal 31.11 mm
    assert not covers(lens, (36.0, 24.0))  # 43.27 mm
    assert uncovered_share(lens, (36.0, 24.0)) == pytest.approx(43.2666 / 33.5 - 1.0, abs=1e-4)
    assert uncovered_share(lens, (24.89, 14.0)) == 0.0
    assert covers(lens_named("spherical_ff/50"), (36.0, 24.0))


def test_a_lens_that_moves_as_a_whole_breathes_as_a_thin_lens_does() -> None:
    # 50 mm at 1 m: image distance 50 * 1000 / 950 = 52.632 mm.
    share = unit_focus_breathing(Millimetres(50.0), close=Metres(0.5))
    seen = breathed_focal(Millimetres(50.0), breathing=share, focus=Metres(1.0), close=Metres(0.5))
    assert seen == pytest.approx(52.6316, abs=1e-4)


@given(st.floats(10.0, 200.0), st.floats(-0.3, 0.3), st.floats(0.2, 2.0))
def test_breathing_is_whole_at_closest_focus_and_none_at_infinity(
    focal: float, share: float, close: float
) -> None:
    def seen(at: float) -> float:
        return breathed_focal(
            Millimetres(focal), breathing=share, focus=Metres(at), close=Metres(close)
        )

    assert focal / seen(close) == pytest.approx(1.0 - share)
    assert seen(0.5 * close) == seen(close)
    assert seen(math.inf) == focal


@pytest.mark.parametrize("name", LENSES)
def test_distortion_moves_the_edge_of_the_circle_by_its_share(name: str) -> None:
    lens = LENSES[name]
    radius = 0.5 * lens.image_circle_mm * lens.squeeze / lens.short_mm
    moved = distort(np.array([radius, 0.0]), Distortion(k1=radial_distortion(lens)))
    assert moved[0] / radius - 1.0 == pytest.approx(lens.edge_distortion, abs=1e-12)


def test_a_named_lens_transmits_less_than_its_f_stop() -> None:
    assert tstop_of("", 2.8) == 2.8
    assert tstop_of("spherical_s35/50", 2.8) == pytest.approx(2.8 * 1.07, rel=1e-3)


def test_a_wrong_name_names_the_nearest() -> None:
    with pytest.raises(InputError, match="spherical_s35/50"):
        lens_named("sperical_s35/50")
    with pytest.raises(InputError, match="anamorphic_2x"):
        lens_of_set("anamorphic", Millimetres(50.0))

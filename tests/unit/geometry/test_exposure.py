"""Exposure and light against published and hand-worked numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry import exposure as ex
from groundplan.units import CandelaPerSquareMetre, Lumens, Lux, Metres, Radians, Seconds

_levels = st.floats(1e-3, 1e6)


def test_sunny_sixteen_is_ev_15_within_the_rounding_of_the_dials() -> None:
    assert ex.ev100(16.0, Seconds(1 / 125), 100.0) == pytest.approx(15.0, abs=0.04)
    assert ex.ev100(1.0, Seconds(1.0), 100.0) == 0.0


def test_twice_the_iso_or_half_the_time_is_one_stop() -> None:
    base = ex.ev100(2.8, Seconds(1 / 48), 400.0)
    assert ex.ev100(2.8, Seconds(1 / 48), 800.0) == pytest.approx(base - 1.0)
    assert ex.ev100(2.8, Seconds(1 / 96), 400.0) == pytest.approx(base + 1.0)


@given(level=_levels)
def test_an_incident_metered_grey_card_lands_on_0_119(level: float) -> None:
    light = Lux(level)
    luminance = ex.lambert_luminance(light, 0.18)
    white = ex.saturation_luminance(ex.metered_ev100(light))
    assert luminance / white == pytest.approx(0.119, rel=0.01)
    assert luminance / white == pytest.approx(0.18 * 2.5 / (1.2 * math.pi), rel=1e-12)


def test_a_meter_reads_ev_0_at_two_and_a_half_lux() -> None:
    assert ex.metered_ev100(Lux(2.5)) == 0.0
    assert ex.metered_ev100(Lux(2.5 * 2.0**15)) == pytest.approx(15.0)


def test_half_a_turn_of_shutter_at_24_frames_is_a_48th() -> None:
    assert ex.shutter_seconds(Radians(math.pi), 24.0) == pytest.approx(1 / 48, rel=1e-15)
    assert ex.shutter_seconds(Radians(math.tau), 25.0) == pytest.approx(1 / 25)


@given(angle=st.floats(0.01, math.tau), fps=st.floats(1.0, 240.0))
def test_shutter_angle_and_time_are_two_names_of_one_thing(angle: float, fps: float) -> None:
    time = ex.shutter_seconds(Radians(angle), fps)
    assert ex.shutter_angle(time, fps) == pytest.approx(angle, rel=1e-12)


def test_key_to_fill_of_eight_to_one_is_three_stops() -> None:
    assert ex.stops_between(800.0, 100.0) == 3.0
    assert ex.stops_between(100.0, 800.0) == -3.0


@given(flux=_levels)
def test_a_beam_of_a_full_turn_is_a_lamp_that_shines_everywhere(flux: float) -> None:
    everywhere = ex.isotropic_intensity_cd(Lumens(flux))
    assert ex.beam_intensity_cd(Lumens(flux), Radians(math.tau)) == pytest.approx(everywhere)
    assert ex.beam_intensity_cd(Lumens(flux), Radians(math.pi)) == pytest.approx(2 * everywhere)
    assert ex.intensity_of_area_cd(Lumens(flux)) == pytest.approx(4 * everywhere)


def test_a_matte_panel_gives_back_its_flux_when_its_cosine_is_integrated() -> None:
    peak = ex.intensity_of_area_cd(Lumens(1000.0))
    steps = 10_000
    angles = [(i + 0.5) * math.pi / 2 / steps for i in range(steps)]
    total = sum(peak * math.cos(a) * math.tau * math.sin(a) for a in angles) * math.pi / 2 / steps
    assert total == pytest.approx(1000.0, rel=1e-6)


def test_light_falls_with_the_square_of_distance_and_the_cosine_of_incidence() -> None:
    assert ex.illuminance_at(100.0, Metres(1.0)) == 100.0
    assert ex.illuminance_at(100.0, Metres(2.0)) == 25.0
    assert ex.illuminance_at(100.0, Metres(1.0), incidence=math.pi / 3) == pytest.approx(50.0)
    assert ex.illuminance_at(100.0, Metres(1.0), incidence=math.pi) == 0.0


def test_a_white_wall_in_pi_lux_has_a_luminance_of_one() -> None:
    assert ex.lambert_luminance(Lux(math.pi), 1.0) == CandelaPerSquareMetre(1.0)


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_impossible_exposures_are_refused(bad: float) -> None:
    calls = (
        lambda: ex.ev100(bad, Seconds(0.02), 800.0),
        lambda: ex.ev100(2.8, Seconds(bad), 800.0),
        lambda: ex.ev100(2.8, Seconds(0.02), bad),
        lambda: ex.metered_ev100(Lux(bad)),
        lambda: ex.shutter_seconds(Radians(bad), 24.0),
        lambda: ex.shutter_seconds(Radians(1.0), bad),
        lambda: ex.beam_intensity_cd(Lumens(100.0), Radians(bad)),
        lambda: ex.illuminance_at(100.0, Metres(bad)),
        lambda: ex.stops_between(bad, 1.0),
    )
    for call in calls:
        with pytest.raises(InputError, match="give"):
            call()


def test_more_than_a_full_turn_is_refused() -> None:
    with pytest.raises(InputError, match="400 degrees"):
        ex.shutter_seconds(Radians(math.radians(400.0)), 24.0)
    with pytest.raises(InputError, match="400 degrees"):
        ex.beam_intensity_cd(Lumens(1.0), Radians(math.radians(400.0)))


def test_any_two_of_the_triangle_give_the_third() -> None:
    # EV100 10 at 1/48 s, ISO 800: N = sqrt(2^10 * 800 / 100 / 48) = 13.06
    level, shutter = 10.0, Seconds(1 / 48)
    stop = ex.exposure_triangle(level, shutter=shutter, iso=800.0).stop
    assert stop == pytest.approx(13.064, abs=1e-3)
    assert ex.exposure_triangle(level, stop=stop, iso=800.0).shutter == pytest.approx(1 / 48)
    assert ex.exposure_triangle(level, stop=stop, shutter=shutter).iso == pytest.approx(800.0)


def test_neutral_density_and_compensation_move_the_triangle_by_their_stops() -> None:
    shutter = Seconds(1 / 48)
    plain = ex.exposure_triangle(10.0, shutter=shutter, iso=800.0).stop
    dense = ex.exposure_triangle(10.0, shutter=shutter, iso=800.0, nd_stops=2.0).stop
    over = ex.exposure_triangle(10.0, shutter=shutter, iso=800.0, compensation_ev=1.0).stop
    assert plain / dense == pytest.approx(2.0)
    assert plain / over == pytest.approx(2.0**0.5)


def test_a_triangle_with_nothing_or_two_left_open_is_refused() -> None:
    with pytest.raises(InputError, match="two of"):
        ex.exposure_triangle(10.0, stop=4.0)
    with pytest.raises(InputError, match="two of"):
        ex.exposure_triangle(10.0, stop=4.0, shutter=Seconds(1 / 48), iso=100.0)

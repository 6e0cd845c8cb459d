"""Colour against the standards that define it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.colour import (
    LINEAR_FROM_XYZ,
    LUMINANCE_WEIGHTS,
    hex_from_linear,
    linear_from_hex,
    linear_from_srgb,
    relative_luminance,
    rgb_from_kelvin,
    srgb_from_linear,
    xy_from_kelvin,
)
from groundplan.units import Kelvin

_temperatures = st.floats(1667.0, 25000.0).map(Kelvin)


@given(values=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8).map(np.array))
def test_srgb_and_linear_undo_each_other(values: np.ndarray) -> None:
    np.testing.assert_allclose(srgb_from_linear(linear_from_srgb(values)), values, atol=1e-7)
    np.testing.assert_allclose(linear_from_srgb(srgb_from_linear(values)), values, atol=1e-7)


def test_srgb_has_its_published_values() -> None:
    ends = np.array([0.0, 1.0])
    np.testing.assert_array_equal(linear_from_srgb(ends), ends)
    np.testing.assert_allclose(srgb_from_linear(ends), ends, atol=1e-15)
    assert linear_from_srgb(np.array([0.5]))[0] == pytest.approx(0.2140411, abs=1e-7)
    # A metered grey card, 0.119 linear, is level 97.
    assert round(255.0 * float(srgb_from_linear(np.array([0.119]))[0])) == 97


@given(levels=st.tuples(*[st.integers(0, 255)] * 3))
def test_every_hex_code_survives_a_round_trip(levels: tuple[int, int, int]) -> None:
    code = "#{:02x}{:02x}{:02x}".format(*levels)
    assert hex_from_linear(np.array(linear_from_hex(code))) == code
    assert linear_from_hex(code.upper().removeprefix("#")) == linear_from_hex(code)


def test_short_codes_double_their_digits_and_light_outside_is_clipped() -> None:
    assert linear_from_hex("#f80") == linear_from_hex("#ff8800")
    assert hex_from_linear(np.array([2.0, -1.0, 1.0])) == "#ff00ff"


@pytest.mark.parametrize(
    "code", ["", "#", "#12", "#12345g", "red", "#1234567", "#\uff11\uff12\uff13"]
)
def test_what_is_no_colour_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="colour code"):
        linear_from_hex(code)


def test_the_matrix_follows_from_the_primaries_and_the_white_of_rec_709() -> None:
    xy = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06], [0.3127, 0.3290]])
    xyz = np.column_stack([xy[:, 0] / xy[:, 1], np.ones(4), (1 - xy.sum(axis=1)) / xy[:, 1]])
    # A primary with Y = 1 is that channel alone, as bright as white over its share of white.
    primaries = np.array([LINEAR_FROM_XYZ @ colour for colour in xyz[:3]])
    np.testing.assert_allclose(primaries * LUMINANCE_WEIGHTS, np.eye(3), atol=2e-3)
    np.testing.assert_allclose(primaries - np.diag(np.diag(primaries)), 0.0, atol=1e-12)
    np.testing.assert_allclose(LINEAR_FROM_XYZ @ xyz[3], np.ones(3), atol=1e-12)


def test_white_has_luminance_1_and_green_is_the_brightest_primary() -> None:
    assert relative_luminance(np.ones(3)) == pytest.approx(1.0)
    np.testing.assert_array_equal(relative_luminance(np.eye(3)), LUMINANCE_WEIGHTS)


def test_known_lights_have_their_published_chromaticities() -> None:
    # D65 and D50 (CIE 15), illuminant A (CIE: 2856 K), within the error of the approximations.
    assert xy_from_kelvin(Kelvin(6504)) == pytest.approx((0.3127, 0.3290), abs=2e-4)
    assert xy_from_kelvin(Kelvin(5003)) == pytest.approx((0.3457, 0.3585), abs=3e-4)
    assert xy_from_kelvin(Kelvin(2856)) == pytest.approx((0.4476, 0.4074), abs=1e-3)


def test_daylight_of_6504_k_is_white() -> None:
    assert rgb_from_kelvin(Kelvin(6504)) == pytest.approx((1.0, 1.0, 1.0), abs=2e-3)


@given(temperature=_temperatures)
def test_every_temperature_gives_a_colour_of_luminance_1(temperature: Kelvin) -> None:
    rgb = np.array(rgb_from_kelvin(temperature))
    assert np.all(rgb >= 0.0)
    assert relative_luminance(rgb) == pytest.approx(1.0, rel=1e-12)


def test_light_turns_from_red_to_blue_without_a_jump() -> None:
    temperatures = np.arange(1700.0, 25000.0, 10.0)
    rgb = np.array([rgb_from_kelvin(Kelvin(float(t))) for t in temperatures])
    assert np.all(np.diff(rgb[:, 0]) < 1e-3)
    assert np.all(np.diff(rgb[:, 2]) >= 0.0)
    assert np.max(np.abs(np.diff(rgb, axis=0))) < 0.03


@pytest.mark.parametrize("temperature", [0.0, 1000.0, 30000.0, float("nan")])
def test_light_that_cannot_be_shown_is_refused(temperature: float) -> None:
    with pytest.raises(InputError, match="K cannot be shown"):
        rgb_from_kelvin(Kelvin(temperature))

"""Temperature and tint come back as they were put in."""

import math

import numpy as np
import pytest

from groundplan.geometry.colour import linear_from_hex, xyz_from_kelvin, xyz_from_linear
from groundplan.geometry.white_point import mired_shift, shifted_kelvin, white_point_of
from groundplan.units import Kelvin


@pytest.mark.parametrize("kelvin", [1900.0, 2700.0, 3200.0, 4000.0])
def test_a_lamp_has_its_own_temperature_and_no_tint(kelvin: float) -> None:
    found = white_point_of(xyz_from_kelvin(Kelvin(kelvin)))
    assert found.kelvin == pytest.approx(kelvin, abs=1.0)
    assert found.duv == pytest.approx(0.0, abs=1e-5)


@pytest.mark.parametrize("kelvin", [5000.0, 5600.0, 6504.0, 10_000.0])
def test_daylight_lies_a_little_above_the_locus(kelvin: float) -> None:
    found = white_point_of(xyz_from_kelvin(Kelvin(kelvin)))
    assert found.kelvin == pytest.approx(kelvin, rel=0.01)
    assert found.duv == pytest.approx(0.003, abs=0.0012)


def test_rec_709_white_is_6504_kelvin_with_the_published_tint() -> None:
    found = white_point_of(xyz_from_linear(np.ones(3)))
    assert found.kelvin == pytest.approx(6504.0, abs=10.0)
    assert found.duv == pytest.approx(0.0032, abs=3e-4)


def test_coloured_light_has_no_temperature() -> None:
    blue = white_point_of(xyz_from_linear(np.array(linear_from_hex("#0000ff"))))
    assert blue == (None, None)


def test_green_light_has_a_tint_above_zero_and_pink_below() -> None:
    green = white_point_of(xyz_from_linear(np.array([1.0, 1.1, 1.0]))).duv
    pink = white_point_of(xyz_from_linear(np.array([1.0, 0.9, 1.0]))).duv
    assert green is not None
    assert pink is not None
    assert green > 0.006
    assert pink < 0.0


def test_a_full_orange_gel_turns_daylight_into_tungsten() -> None:
    assert mired_shift(5500.0, 2900.0) == pytest.approx(163.0, abs=0.1)
    assert shifted_kelvin(6500.0, 159.0) == pytest.approx(3197.0, abs=1.0)
    assert math.isclose(shifted_kelvin(3200.0, 0.0), 3200.0)

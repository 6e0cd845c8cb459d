"""Ramps up to a cruising speed: exact ends, exact speeds, and no jolt beyond the stated ones."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.speed_profile import STEADY, SpeedProfile, gentlest

U = np.linspace(0.0, 1.0, 20001)
shares = st.floats(0.0, 0.5)


@given(ease_in=shares, ease_out=shares)
def test_a_way_starts_at_0_ends_at_1_and_never_goes_back(ease_in: float, ease_out: float) -> None:
    way = SpeedProfile(ease_in=ease_in, ease_out=ease_out).progress(U)
    assert way[0] == 0.0
    assert way[-1] == 1.0
    assert np.diff(way).min() >= -1e-15


@given(ease_in=st.floats(0.02, 0.5), ease_out=st.floats(0.02, 0.5))
def test_speed_is_the_slope_of_progress(ease_in: float, ease_out: float) -> None:
    profile = SpeedProfile(ease_in=ease_in, ease_out=ease_out)
    slope = np.diff(profile.progress(U)) * 20000.0
    middle = 0.5 * (U[1:] + U[:-1])
    assert np.abs(slope - profile.speed(middle)).max() < 1e-3


def test_a_steady_way_is_a_straight_line() -> None:
    assert np.abs(STEADY.progress(U) - U).max() < 1e-15
    assert STEADY.cruise == 1.0


def test_between_ramps_it_keeps_its_cruising_speed() -> None:
    profile = SpeedProfile(ease_in=0.2, ease_out=0.3)
    inside = (U > 0.2) & (U < 0.7)
    slope = np.gradient(profile.progress(U), U)[inside]
    assert slope == pytest.approx(np.full(slope.shape, 1.0 / 0.75), rel=1e-6)


@given(ease_in=st.floats(0.05, 0.5), ease_out=st.floats(0.05, 0.5))
def test_its_largest_acceleration_and_jerk_are_those_it_states(
    ease_in: float, ease_out: float
) -> None:
    profile = SpeedProfile(ease_in=ease_in, ease_out=ease_out)
    step = U[1]
    speed = profile.speed(U)[1:-1]
    acceleration = np.abs(np.diff(speed)) / step
    assert acceleration.max() == pytest.approx(profile.acceleration, rel=2e-3)
    jerk = np.abs(np.diff(speed, 2)) / step**2
    assert jerk.max() == pytest.approx(profile.jerk, rel=2e-2)


def test_the_gentlest_ramps_are_just_long_enough() -> None:
    share = gentlest(4.0, 5.0, acceleration=2.0, jerk=3.0)
    assert share is not None
    profile = SpeedProfile(ease_in=share, ease_out=share)
    jolt = max(4.0 * profile.acceleration / 25.0 / 2.0, 4.0 * profile.jerk / 125.0 / 3.0)
    assert jolt == pytest.approx(1.0, abs=1e-9)


def test_too_far_in_too_short_a_time_has_no_ramps() -> None:
    assert gentlest(10.0, 1.0, acceleration=1.0, jerk=10.0) is None


def test_ramps_longer_than_the_move_are_refused() -> None:
    with pytest.raises(InputError, match="do not fit"):
        SpeedProfile(ease_in=0.7, ease_out=0.4)
    assert math.isclose(SpeedProfile(ease_in=0.5, ease_out=0.5).cruise, 2.0)

"""Form factors against closed forms from radiosity handbooks and against brute integration."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.geometry.form_factors import form_factor, panel_corners, panel_illuminance
from groundplan.units import Lumens

UP = np.array([0.0, 1.0, 0.0])
DOWN = -UP
RIGHT = np.array([1.0, 0.0, 0.0])


def _brute(corners: np.ndarray, normal: np.ndarray, side: int = 400) -> float:
    """Return the form factor of a parallelogram as the sum of cos cos / (pi r^2) dA."""
    u, v = corners[1] - corners[0], corners[3] - corners[0]
    s = (np.arange(side) + 0.5) / side
    points = corners[0] + s[:, None, None] * u + s[None, :, None] * v
    area_normal = np.cross(u, v)
    area = float(np.linalg.norm(area_normal))
    r2 = (points**2).sum(-1)
    here = np.clip(points @ normal, 0.0, None)
    there = np.abs(points @ (area_normal / area))
    return float((here * there / (math.pi * r2 * r2)).mean() * area)


def _corner_square(a: float, b: float, c: float) -> float:
    """Return the factor of a b x c rectangle, one corner straight above at distance a.

    Source:
        J. R. Howell, "A catalog of radiation heat transfer configuration factors", B-4.
    """
    x, y = b / a, c / a
    one, two = math.sqrt(1 + x * x), math.sqrt(1 + y * y)
    return (x / one * math.atan(y / one) + y / two * math.atan(x / two)) / math.tau


@given(height=st.floats(0.05, 20.0), width=st.floats(0.01, 10.0), depth=st.floats(0.01, 10.0))
def test_a_panel_straight_above_has_four_times_the_factor_of_its_quarter(
    height: float, width: float, depth: float
) -> None:
    corners = panel_corners(np.array([0.0, height, 0.0]), DOWN, RIGHT, size=(width, depth))
    expected = 4 * _corner_square(height, width / 2, depth / 2)
    assert form_factor(corners, UP) == pytest.approx(expected, rel=1e-9)


def test_a_panel_that_fills_the_sky_gives_its_exitance() -> None:
    corners = panel_corners(np.array([0.0, 1e-6, 0.0]), DOWN, RIGHT, size=(100.0, 100.0))
    assert form_factor(corners, UP) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("seed", range(8))
def test_a_tilted_panel_that_dips_below_the_horizon_agrees_with_brute_integration(
    seed: int,
) -> None:
    rng = np.random.default_rng(seed)
    direction, normal, other = (v / np.linalg.norm(v) for v in rng.normal(size=(3, 3)))
    right = np.cross(direction, other)
    right /= np.linalg.norm(right)
    center = rng.normal(size=3) + normal
    corners = panel_corners(center, direction, right, size=(1.5, 0.7))
    assert form_factor(corners, normal) == pytest.approx(_brute(corners, normal), abs=2e-4)


def test_far_away_a_panel_is_a_point_of_flux_over_pi_candela() -> None:
    lux = panel_illuminance(
        Lumens(1000.0), center=np.array([0.0, 20.0, 0.0]), direction=DOWN, right=RIGHT,
        size=(0.2, 0.2), point=np.zeros(3), normal=UP,
    )  # fmt: skip
    assert lux == pytest.approx(1000 / math.pi / 400, rel=1e-4)


def test_close_to_a_panel_a_point_would_be_far_too_bright() -> None:
    """A 1 m panel 0.5 m away: the point formula says 1,273 lx, the panel gives 554 lx."""
    lux = panel_illuminance(
        Lumens(1000.0), center=np.array([0.0, 0.5, 0.0]), direction=DOWN, right=RIGHT,
        size=(1.0, 1.0), point=np.zeros(3), normal=UP,
    )  # fmt: skip
    assert lux == pytest.approx(1000 * 4 * _corner_square(0.5, 0.5, 0.5), rel=1e-9)
    assert lux == pytest.approx(553.9, abs=0.5)


@pytest.mark.parametrize("size", [(1.0, 1.0), (0.0, 0.0)])
def test_behind_a_panel_and_with_the_back_to_it_there_is_no_light(
    size: tuple[float, float],
) -> None:
    for point, normal in ((np.array([0.0, 3.0, 0.0]), DOWN), (np.zeros(3), DOWN)):
        lux = panel_illuminance(
            Lumens(1000.0), center=np.array([0.0, 2.0, 0.0]), direction=DOWN, right=RIGHT,
            size=size, point=point, normal=normal,
        )  # fmt: skip
        assert lux == 0.0

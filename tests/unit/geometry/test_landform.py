"""Ground that rises along one direction keeps the lengths of what is laid over it."""

import math

import numpy as np
import pytest

from groundplan.geometry.landform import Landform, LandformShape

SHAPES: tuple[LandformShape, ...] = ("slope", "ramp", "hill", "dune", "valley")


def form(shape: LandformShape, *, degrees: float = 12.0, heading: float = 0.7) -> Landform:
    return Landform(shape=shape, grade_rad=math.radians(degrees), heading_rad=heading)


@pytest.mark.parametrize("shape", SHAPES)
def test_ways_laid_over_it_keep_their_lengths(shape: LandformShape) -> None:
    ground = form(shape)
    flat = np.stack([np.linspace(-9.0, 12.0, 400), np.zeros(400), np.linspace(4.0, -20.0, 400)], 1)
    laid = np.array([ground.placed((float(x), 0.0, float(z))) for x, _, z in flat])
    length = np.linalg.norm(np.diff(flat, axis=0), axis=1).sum()
    assert np.linalg.norm(np.diff(laid, axis=0), axis=1).sum() == pytest.approx(length, rel=2e-4)
    assert laid[:, 1] == pytest.approx(ground.height_at(laid[:, 0], laid[:, 2]), abs=2e-3)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_as_steep_as_stated_and_its_normals_fit_its_heights(shape: LandformShape) -> None:
    ground = form(shape, degrees=15.0)
    dx, dz = ground.direction
    along = np.linspace(-60.0, 60.0, 6001)
    rise = np.gradient(ground.height_at(along * dx, along * dz), along)
    assert math.degrees(math.atan(rise.max())) == pytest.approx(15.0, abs=0.05)
    normal = ground.normal_at(along * dx, along * dz)
    assert np.linalg.norm(normal, axis=1) == pytest.approx(1.0)
    slope = -(normal[:, 0] * dx + normal[:, 2] * dz) / normal[:, 1]
    assert slope == pytest.approx(rise, abs=0.02)
    assert ground.height_at(np.array(0.0), np.array(0.0)) == pytest.approx(0.0, abs=1e-9)


def test_a_slope_has_its_grade_where_people_are_and_no_cross_fall() -> None:
    ground = form("slope", degrees=10.0, heading=0.5 * math.pi)
    heights = ground.height_at(np.array([6.0, 6.0]), np.array([0.0, 7.0]))
    assert heights == pytest.approx([6.0 * math.tan(math.radians(10.0))] * 2, abs=1e-6)


def test_a_hill_goes_up_and_down_again_and_a_dune_falls_more_steeply() -> None:
    cases: tuple[tuple[LandformShape, float], ...] = (("hill", 1.0), ("dune", 2.0))
    for shape, factor in cases:
        ground = form(shape)
        along = np.linspace(-60.0, 60.0, 2001)
        dx, dz = ground.direction
        rise = np.gradient(ground.height_at(along * dx, along * dz), along)
        assert rise.max() > 0.2
        assert -rise.min() >= factor * 0.95 * rise.max()

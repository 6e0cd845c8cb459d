"""A camera is found from where it shows known points."""

import numpy as np
import pytest
from tests.unit.adherence.camera.exact import INTRINSICS, points, shifted, sighted

from groundplan.adherence.camera.pose import SAME, CameraShift
from groundplan.adherence.camera.solving import PoseFit, Prior, Sightings, fit_pose, misfit

_ALONE = tuple(tuple(size * (k == part) for k in range(7)) for part, size in enumerate(
    (0.05, -0.08, 0.1, 0.4, -0.3, 0.6, 0.12)
))  # fmt: skip
_TOGETHER = (0.03, -0.05, 0.04, 0.25, -0.2, 0.35, -0.08)


def _off(fit: PoseFit, shift: CameraShift) -> float:
    """Return the largest error of any part, in the mixed units of its own."""
    matrices = np.abs(fit.shift.clip_from_plan - shift.clip_from_plan).max()
    return max(float(matrices), abs(fit.shift.focal - shift.focal))


@pytest.mark.parametrize("parts", [*_ALONE, _TOGETHER])
def test_exact_sightings_give_the_shift_back(parts: tuple[float, ...]) -> None:
    shift = shifted(*parts)
    fit = fit_pose(sighted(shift, points()), SAME, intrinsics_px=INTRINSICS)
    assert _off(fit, shift) < 1e-6
    assert fit.weights.min() > 0.99


@pytest.mark.parametrize("parts", [*_ALONE, _TOGETHER])
def test_a_third_of_wrong_sightings_changes_nothing(parts: tuple[float, ...]) -> None:
    shift = shifted(*(0.3 * one for one in parts))
    sightings = sighted(shift, points(), wrong=0.3)
    fit = fit_pose(sightings, SAME, intrinsics_px=INTRINSICS)
    assert _off(fit, shift) < 1e-4
    assert np.count_nonzero(fit.weights < 0.01) == round(0.3 * len(sightings.points))


def test_what_is_not_free_stays() -> None:
    fit = fit_pose(
        sighted(shifted(*_TOGETHER), points()), SAME, intrinsics_px=INTRINSICS, free=(0, 1, 2)
    )
    assert fit.shift.clip_from_plan[:3, 3].tolist() == [0.0, 0.0, 0.0]
    assert fit.shift.focal == 1.0
    assert abs(fit.shift.clip_from_plan[0, 2]) > 0.01


def test_noise_is_reported_as_spread_and_bounds_the_error() -> None:
    shift = shifted(*_TOGETHER)
    fit = fit_pose(sighted(shift, points(400), noise_px=0.5), SAME, intrinsics_px=INTRINSICS)
    # The length of a residual of two dimensions: its median is 1.177 times its deviation.
    assert fit.spread_px == pytest.approx(1.4826 * 1.1774 * 0.5, rel=0.12)
    turned = np.abs(fit.shift.clip_from_plan - shift.clip_from_plan)[:3, :3].max()
    assert turned < 3 * fit.sigma[:3].max()
    assert abs(np.log(fit.shift.focal / shift.focal)) < 3 * fit.sigma[6]


def test_more_points_are_less_uncertain() -> None:
    shift = shifted(*_TOGETHER)
    few, many = (
        fit_pose(sighted(shift, points(n), noise_px=0.5), SAME, intrinsics_px=INTRINSICS)
        for n in (60, 960)
    )
    assert (many.sigma < 0.6 * few.sigma).all()


def test_travel_towards_a_flat_wall_and_zoom_are_not_told_apart() -> None:
    wall = points(near_m=8.0, far_m=8.0)
    flat = fit_pose(sighted(SAME, wall, noise_px=0.3), SAME, intrinsics_px=INTRINSICS)
    deep = fit_pose(sighted(SAME, points(), noise_px=0.3), SAME, intrinsics_px=INTRINSICS)
    assert flat.sigma[6] > 5 * deep.sigma[6]


def test_a_prior_holds_what_nothing_determines() -> None:
    wall = points(near_m=8.0, far_m=8.0)
    dolly = sighted(shifted(0, 0, 0, 0, 0, 0.0, 0.05), wall)
    held = fit_pose(dolly, SAME, intrinsics_px=INTRINSICS, prior=Prior(travel=1e4))
    assert abs(held.shift.clip_from_plan[2, 3]) < 1e-3
    assert held.shift.focal == pytest.approx(np.exp(0.05), rel=1e-3)


def test_along_an_edge_nothing_is_believed() -> None:
    shift = shifted(0, 0.02, 0, 0, 0, 0, 0)
    exact = sighted(shift, points())
    astray = exact.seen_px + np.array([0.0, 25.0])
    across = np.tile(np.diag([1.0, 0.0]), (len(exact.points), 1, 1))
    edges = Sightings(points=exact.points, seen_px=astray, whitening=across)
    fit = fit_pose(edges, SAME, intrinsics_px=INTRINSICS, free=(1,))
    assert _off(fit, shift) < 1e-6


def test_misfit_is_least_at_the_truth_and_bounded_for_outliers() -> None:
    shift = shifted(*_TOGETHER)
    sightings = sighted(shift, points(), wrong=0.3)

    def loss(of: CameraShift) -> float:
        return misfit(sightings, of, intrinsics_px=INTRINSICS, spread_px=0.5)

    assert loss(shift) < loss(shifted(*(1.1 * one for one in _TOGETHER))) < loss(SAME)
    # Tukey's loss ends at c^2 / 3 for each sighting.
    assert loss(shift) == pytest.approx(36 * 4.685**2 / 3, rel=1e-6)

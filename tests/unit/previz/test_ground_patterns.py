"""Grounds keep their mean, do not depend on the slope, and never shimmer far away."""

import numpy as np
import pytest

from groundplan.previz.backends.numba_tiles.ground_noise import SIDE, ground_patches
from groundplan.previz.backends.numba_tiles.packing import MATERIAL_COLUMNS
from groundplan.previz.backends.numba_tiles.patterns import paint_points

KINDS = range(7, 14)
IDENTITY = np.eye(4)[None, :3].astype(np.float32)


def _shares(
    kind: int,
    points: np.ndarray,
    normal: tuple[float, float, float],
    *,
    at: tuple[float, float] = (0.0, 0.0),
) -> np.ndarray:
    """Return the shares of points in camera space, which stands `at` (x, z) in pattern space."""
    pattern_from_cv = IDENTITY.copy()
    pattern_from_cv[0, 0, 3], pattern_from_cv[0, 2, 3] = at
    materials = np.zeros((1, MATERIAL_COLUMNS), np.float32)
    materials[0, 8], materials[0, 12] = kind, 4.0
    rows = np.concatenate([points, np.tile(normal, (len(points), 1))], axis=1)
    out = np.empty(len(points), np.float32)
    paint_points(
        np.zeros(len(points), np.int32), rows.astype(np.float32), materials, ground_patches(),
        pattern_from_cv, np.array([1e-3, 1e-3], np.float32), out,
    )  # fmt: skip
    return out


def _floor(distance: float, *, count: int = 4000) -> np.ndarray:
    """Return places about a distance ahead, 1.5 m under the eye (y points down)."""
    rng = np.random.default_rng(5)
    x, z = rng.uniform(-0.2, 0.2, count) * distance, rng.uniform(0.9, 1.1, count) * distance
    return np.stack([x, np.full(count, 1.5), z], axis=1)


def test_patches_repeat_without_a_seam() -> None:
    for patch in ground_patches()[:, : SIDE * SIDE].reshape(-1, SIDE, SIDE):
        across = np.abs(patch[:, 0] - patch[:, -1]).mean()
        inside = np.abs(np.diff(patch, axis=1)).mean()
        assert across < 1.5 * inside


def test_every_level_of_a_patch_keeps_its_mean() -> None:
    for patch in ground_patches():
        assert float(patch[: SIDE * SIDE].mean()) == pytest.approx(float(patch[-1]), abs=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_far_away_the_ground_is_even(kind: int) -> None:
    rng = np.random.default_rng(9)
    near = np.concatenate(
        [
            _shares(kind, _floor(4.0, count=200), (0.0, -1.0, 0.0), at=(float(x), float(z)))
            for x, z in rng.uniform(-200.0, 200.0, (150, 2))
        ]
    )
    far = _shares(kind, _floor(300.0), (0.0, -1.0, 0.0))
    assert float(far.std()) < 0.08
    assert float(far.std()) < 0.6 * float(near.std())
    assert float(far.mean()) == pytest.approx(float(near.mean()), abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_of_the_eye_does_not_make_far_ground_flicker(kind: int) -> None:
    """Moved by half a pixel's length along the view, a far pixel changes by little."""
    here = _floor(60.0)
    pixel = 60.0 * 1e-3 * 60.0 / 1.5
    before = _shares(kind, here, (0.0, -1.0, 0.0))
    after = _shares(kind, here + np.array([0.0, 0.0, 0.5 * pixel]), (0.0, -1.0, 0.0))
    assert float(np.abs(after - before).mean()) < 0.05


@pytest.mark.parametrize("kind", range(7, 13))
def test_a_slope_shows_the_pattern_of_the_plain_under_it(kind: int) -> None:
    level = _floor(3.0)
    sloped = level + np.stack([0 * level[:, 0], -0.2 * level[:, 0], 0 * level[:, 0]], axis=1)
    plain = _shares(kind, level, (0.0, -1.0, 0.0))
    slope = _shares(kind, sloped, (-0.196, -0.981, 0.0))
    assert float(np.abs(plain - slope).mean()) < 0.04
    assert float(np.corrcoef(plain, slope)[0, 1]) > 0.9

"""Patches of a thing agree on its place and size."""

import numpy as np
import pytest

from groundplan.adherence.layout.fitting import Similarity, fit_similarity
from groundplan.adherence.patches import Matches

_START = Similarity(offset_px=np.zeros(2), scale=1.0, spread_px=0.0)


def _away(count: int = 40) -> np.ndarray:
    return np.random.default_rng(2).uniform(-30, 30, (count, 2))


def _matches(shift: np.ndarray, *, tensor: np.ndarray | None = None) -> Matches:
    count = len(shift)
    own = np.eye(2) if tensor is None else tensor
    return Matches(
        shift_px=shift,
        correlation=np.full(count, 0.9),
        tensor=np.tile(own, (count, 1, 1)),
        on_border=np.zeros(count, dtype=np.bool_),
    )


def test_offset_and_scale_come_back() -> None:
    away = _away()
    found = fit_similarity(
        away, _matches(np.array([2.0, -1.5]) + 0.08 * away), _START, spread=np.eye(2)
    )
    np.testing.assert_allclose(found.offset_px, [2.0, -1.5], atol=1e-3)
    assert found.scale == pytest.approx(1.08, abs=1e-3)


def test_limbs_that_differ_change_nothing() -> None:
    away = _away()
    shift = np.array([2.0, -1.5]) + 0.08 * away
    shift[:10] += np.array([0.0, 14.0])
    found = fit_similarity(away, _matches(shift), _START, spread=np.eye(2))
    np.testing.assert_allclose(found.offset_px, [2.0, -1.5], atol=0.05)


def test_few_patches_tell_a_place_and_no_size() -> None:
    away = _away(8)
    found = fit_similarity(away, _matches(np.tile([3.0, 1.0], (8, 1))), _START, spread=np.eye(2))
    np.testing.assert_allclose(found.offset_px, [3.0, 1.0], atol=1e-3)
    assert found.scale == 1.0


def test_fewer_than_four_change_nothing() -> None:
    found = fit_similarity(
        _away(3), _matches(np.tile([3.0, 1.0], (3, 1))), _START, spread=np.eye(2)
    )
    assert found is _START


def test_what_was_not_found_does_not_count() -> None:
    away = _away()
    matches = _matches(np.tile([3.0, 1.0], (40, 1)))
    matches.shift_px[:20] = -9.0
    matches.correlation[:10] = 0.0
    matches.on_border[10:20] = True
    found = fit_similarity(away, matches, _START, spread=np.eye(2))
    np.testing.assert_allclose(found.offset_px, [3.0, 1.0], atol=1e-3)


def test_an_edge_tells_nothing_along_itself() -> None:
    away = _away()
    rng = np.random.default_rng(5)
    shift = np.tile([3.0, 0.0], (40, 1))
    shift[:, 1] = rng.uniform(-6, 6, 40)
    shift[20:, 0], shift[20:, 1] = rng.uniform(-6, 6, 20), 1.0
    matches = _matches(shift)
    matches.tensor[:20], matches.tensor[20:] = np.diag([1.0, 0.0]), np.diag([0.0, 1.0])
    found = fit_similarity(away, matches, _START, spread=np.eye(2))
    np.testing.assert_allclose(found.offset_px, [3.0, 1.0], atol=1e-3)


def test_a_found_place_is_added_to_the_start() -> None:
    start = Similarity(offset_px=np.array([10.0, 5.0]), scale=1.2, spread_px=0.0)
    found = fit_similarity(
        _away(), _matches(np.tile([1.0, -1.0], (40, 1))), start, spread=np.eye(2)
    )
    np.testing.assert_allclose(found.offset_px, [11.0, 4.0], atol=1e-3)
    assert found.scale == pytest.approx(1.2, abs=1e-3)

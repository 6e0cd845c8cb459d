"""Patches of a structure are found where the clip shows them."""

from typing import Final

import numpy as np
import pytest

from groundplan.adherence.patches import Matches, correlate, patches_of

_WAVES: Final = tuple(np.random.default_rng(4).uniform(-0.6, 0.6, (24, 2)))
_PHASES: Final = tuple(np.random.default_rng(5).uniform(0.0, 6.28, 24))
SHAPE: Final = (72, 96)


def _structure(right: float = 0.0, down: float = 0.0) -> np.ndarray:
    """Return a sum of waves moved to the right and down: exact at any fraction of a pixel."""
    rows, columns = np.indices(SHAPE)
    found = np.zeros(SHAPE)
    for (across, along), phase in zip(_WAVES, _PHASES, strict=True):
        found += np.sin(across * (columns - right) + along * (rows - down) + phase)
    return (1.0 + found / 3.0).astype(np.float32)


def _matched(clip: np.ndarray, *, reach: int = 4, usable: np.ndarray | None = None) -> Matches:
    plan = _structure()
    inside = np.ones(SHAPE, dtype=np.bool_) if usable is None else usable
    patches = patches_of(plan, inside, cell=16, half=6)
    assert len(patches.centres) > 6
    expected = patches.samples.astype(np.float64)
    return correlate(plan, clip, patches, expected_px=expected, reach=reach)


@pytest.mark.parametrize(("right", "down"), [(0, 0), (3, 0), (-2, 1), (1, -3)])
def test_a_shift_of_whole_pixels_is_found_exactly(right: int, down: int) -> None:
    found = _matched(_structure(right, down))
    there = found.correlation > 0.0
    assert there.sum() > 6
    np.testing.assert_allclose(found.correlation[there], 1.0, atol=1e-5)
    np.testing.assert_allclose(np.median(found.shift_px[there], axis=0), [right, down], atol=0.03)


@pytest.mark.parametrize(("right", "down"), [(0.5, 0.0), (-1.3, 0.7), (2.25, -0.25)])
def test_a_shift_of_parts_of_pixels_is_found(right: float, down: float) -> None:
    found = _matched(_structure(right, down))
    there = (found.correlation > 0.9) & ~found.on_border
    assert there.sum() > 6
    np.testing.assert_allclose(np.median(found.shift_px[there], axis=0), [right, down], atol=0.06)


def test_gain_and_offset_of_the_structure_change_nothing() -> None:
    plain, other = _matched(_structure(2, 1)), _matched(3.0 * _structure(2, 1) + 0.5)
    np.testing.assert_allclose(plain.shift_px, other.shift_px, atol=1e-3)
    np.testing.assert_allclose(plain.correlation, other.correlation, atol=1e-4)


def test_what_lies_beyond_the_reach_is_on_the_border() -> None:
    found = _matched(_structure(4, 0), reach=2)
    there = found.correlation > -1.0
    assert found.on_border[there].mean() > 0.8


def test_noise_is_like_nothing() -> None:
    rng = np.random.default_rng(1)
    noise = rng.uniform(0, 2, SHAPE).astype(np.float32)
    assert np.median(_matched(noise).correlation) < 0.5


def test_a_patch_outside_of_the_picture_is_not_found() -> None:
    plan = _structure()
    patches = patches_of(plan, np.ones(SHAPE, dtype=np.bool_), cell=16, half=6)
    far = patches.samples.astype(np.float64) + 500.0
    found = correlate(plan, plan, patches, expected_px=far, reach=2)
    assert (found.correlation == -1.0).all()


def test_patches_are_of_usable_pixels_alone() -> None:
    usable = np.zeros(SHAPE, dtype=np.bool_)
    usable[:, 48:] = True
    patches = patches_of(_structure(), usable, cell=12, half=5)
    assert len(patches.centres) > 0
    assert (patches.samples[:, 0] >= 48).all()
    assert (patches.centres[:, 0] >= 48).all()


def test_patches_cover_the_picture_one_a_cell() -> None:
    patches = patches_of(_structure(), np.ones(SHAPE, dtype=np.bool_), cell=12, half=5)
    cells = {tuple(one) for one in ((patches.centres - 6) // 12).tolist()}
    assert len(cells) == len(patches.centres)


def test_a_flat_structure_has_no_patches() -> None:
    flat = np.ones(SHAPE, dtype=np.float32)
    patches = patches_of(flat, np.ones(SHAPE, dtype=np.bool_), cell=12, half=5)
    assert len(patches.centres) == 0
    assert patches.starts.tolist() == [0]


def test_an_edge_tells_nothing_along_itself() -> None:
    columns = np.broadcast_to(np.arange(96, dtype=np.float64), SHAPE)
    edge = (3.0 * np.exp(-(((columns - 48) / 2.0) ** 2))).astype(np.float32)
    patches = patches_of(edge, np.ones(SHAPE, dtype=np.bool_), cell=24, half=6)
    found = correlate(edge, edge, patches, expected_px=patches.samples.astype(np.float64), reach=3)
    assert len(found.tensor) > 0
    assert (found.tensor[:, 0, 0] > 0.01).all()
    assert np.abs(found.tensor[:, 1, 1]).max() < 1e-9


@pytest.mark.parametrize("angle", [0.0, 0.4, 0.785, 1.1, 2.2])
def test_how_far_an_oblique_edge_went_across_itself_is_found(angle: float) -> None:
    across = np.array([np.cos(angle), np.sin(angle)])
    rows, columns = np.indices(SHAPE)

    def edge(moved_px: float) -> np.ndarray:
        away = across[0] * (columns - 48) + across[1] * (rows - 36) - moved_px
        # It fades along itself: an endless one would be alike everywhere.
        along = across[0] * (rows - 36) - across[1] * (columns - 48)
        return (3.0 * np.exp(-((away / 2.5) ** 2) - (along / 16.0) ** 2)).astype(np.float32)

    plan = edge(0.0)
    patches = patches_of(plan, np.ones(SHAPE, dtype=np.bool_), cell=24, half=6)
    places = patches.samples.astype(np.float64)
    for moved_px in (0.3, 0.5, 1.2):
        found = correlate(plan, edge(moved_px), patches, expected_px=places, reach=4)
        inside = ~found.on_border
        assert inside.any()
        went = found.shift_px[inside] @ across
        np.testing.assert_allclose(np.median(went), moved_px, atol=0.05)

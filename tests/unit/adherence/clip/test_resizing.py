"""Windows of pictures on other rasters: exact averages, nothing moved, black outside."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.adherence.clip.resizing import resized, resized_grey


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)


def whole(picture: np.ndarray) -> tuple[float, float, float, float]:
    return (0.0, 0.0, float(picture.shape[1]), float(picture.shape[0]))


def test_the_same_raster_gives_the_same_bytes() -> None:
    picture = noise(13, 21)
    assert np.array_equal(resized(picture, whole(picture), size_px=(21, 13)), picture)


def test_whole_windows_are_cut_without_loss() -> None:
    picture = noise(13, 21)
    assert np.array_equal(
        resized(picture, (3.0, 2.0, 10.0, 8.0), size_px=(10, 8)), picture[2:10, 3:13]
    )


def test_half_the_size_is_the_mean_of_four() -> None:
    picture = noise(12, 20)
    means = picture.reshape(6, 2, 10, 2, 3).astype(float).mean(axis=(1, 3))
    small = resized(picture, whole(picture), size_px=(10, 6))
    assert np.array_equal(small, np.floor(means + 0.5).astype(np.uint8))


def test_doubling_a_ramp_keeps_it_in_place() -> None:
    ramp = np.arange(0, 200, 10, dtype=np.uint8)[None, :, None].repeat(8, 0).repeat(3, 2)
    large = resized(ramp, whole(ramp), size_px=(40, 16))
    inner = large[5, 1:-1, 0].astype(float)
    expected = (np.arange(1, 39) + 0.5) / 2 * 10 - 5
    assert np.abs(inner - expected).max() <= 0.5


def test_what_lies_outside_is_black() -> None:
    white = np.full((10, 10, 3), 255, dtype=np.uint8)
    shown = resized(white, (-5.0, 0.0, 20.0, 10.0), size_px=(20, 10))
    assert not shown[:, :5].any()
    assert not shown[:, 15:].any()
    assert (shown[:, 5:15] == 255).all()
    assert not resized(white, (50.0, 50.0, 5.0, 5.0), size_px=(9, 9)).any()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    target=st.tuples(st.integers(1, 50), st.integers(1, 50)),
    value=st.integers(0, 255),
)
def test_a_flat_picture_stays_flat_at_any_size(
    size: tuple[int, int], target: tuple[int, int], value: int
) -> None:
    flat = np.full((size[1], size[0]), value, dtype=np.uint8)
    window = (0.0, 0.0, float(size[0]), float(size[1]))
    assert (resized_grey(flat, window, size_px=target) == value).all()


@pytest.mark.parametrize("target", [(8, 8), (5, 7), (64, 48)])
def test_a_mirrored_picture_gives_a_mirrored_result(target: tuple[int, int]) -> None:
    picture = noise(24, 32)
    there = resized(picture, whole(picture), size_px=target)
    mirrored = resized(np.ascontiguousarray(picture[:, ::-1]), whole(picture), size_px=target)
    assert np.abs(there[:, ::-1].astype(int) - mirrored).max() <= 1

"""Depth controls: near is bright, by the frame or by the clip; linear; nothing divides by 0."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundplan.shader.encoders.depth import depth_grey, inverse_depth, inverse_range

SKY = math.inf


def depths(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def grey(depth: np.ndarray, limits: tuple[float, float] | None = None) -> list[list[int]]:
    picture = depth_grey(depth, limits)
    assert np.array_equal(picture[..., 0], picture[..., 1])
    assert np.array_equal(picture[..., 0], picture[..., 2])
    return picture[..., 0].tolist()


def test_a_frame_is_stretched_over_its_own_inverse_depth() -> None:
    # 1/d is 1, 0.5, 0.25 and 0: 255 times that, cut to whole numbers.
    assert grey(depths([1.0, 2.0], [4.0, SKY])) == [[255, 127], [63, 0]]


def test_without_sky_the_farthest_is_black() -> None:
    # 1/d is 1, 0.5 and 0.25: (0.5 - 0.25) / 0.75 * 255 = 85.
    assert grey(depths([1.0, 2.0, 4.0])) == [[255, 85, 0]]


def test_over_a_clip_one_grey_is_one_depth() -> None:
    # A camera that moves in: what was 4 m away is 2 m away.
    far, near = depths([4.0, 8.0]), depths([2.0, 4.0])
    assert grey(far) == grey(near) == [[255, 0]]
    limits = inverse_range([far, near])
    assert limits == (0.125, 0.5)
    assert grey(far, limits) == [[85, 0]]
    assert grey(near, limits) == [[255, 85]]


def test_a_frame_of_sky_is_black() -> None:
    assert grey(depths([SKY, SKY])) == [[0, 0]]
    assert grey(depths([SKY, SKY]), inverse_range([depths([SKY])])) == [[0, 0]]


def test_a_wall_that_fills_the_frame_is_as_far_as_the_farthest() -> None:
    assert grey(depths([3.0, 3.0])) == [[0, 0]]


def test_a_wall_that_fills_one_frame_of_a_clip_keeps_its_grey() -> None:
    limits = inverse_range([depths([2.0, 2.0]), depths([1.0, SKY])])
    assert grey(depths([2.0, 2.0]), limits) == [[127, 127]]


def test_no_frames_have_no_range() -> None:
    assert inverse_range([]) == (0.0, 0.0)


def test_no_srgb_curve_is_laid_over_depth() -> None:
    # The trap: 0.455 linear is 0.706 coded, 180 instead of 116.
    share = np.float32(0.455)
    depth = depths([1.0, float(1.0 / share), SKY])
    assert grey(depth) == [[255, 116, 0]]


def test_sky_has_no_inverse_depth() -> None:
    assert inverse_depth(depths([SKY, 0.5])).tolist() == [[0.0, 2.0]]


@given(st.lists(st.floats(0.125, 1000.0, width=32), min_size=2, max_size=30))
def test_what_is_nearer_is_never_darker(meters: list[float]) -> None:
    row = grey(depths(sorted(meters)))[0]
    assert row == sorted(row, reverse=True)
    if max(meters) > 1.01 * min(meters):
        assert (row[0], row[-1]) == (255, 0)

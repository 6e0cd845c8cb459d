"""Flow controls: the colour wheel of Baker et al., scaled as RAFT scales it."""

import warnings

import numpy as np
import pytest

from groundplan.shader.encoders.flow import flow_colors, flow_frame, flow_wheel


def colors(*vectors: tuple[float, float]) -> list[list[int]]:
    return flow_colors(np.array([vectors], dtype=np.float32))[0].tolist()


def test_the_wheel_has_55_colours_in_six_arcs() -> None:
    wheel = flow_wheel()
    assert wheel.shape == (55, 3)
    starts = np.cumsum([0, 15, 6, 4, 11, 13])
    assert wheel[starts].tolist() == [
        [255, 0, 0], [255, 255, 0], [0, 255, 0], [0, 255, 255], [0, 0, 255], [255, 0, 255],
    ]  # fmt: skip
    assert wheel[1].tolist() == [255, 17, 0]
    assert wheel[16].tolist() == [255 - 42, 255, 0]
    assert wheel[54].tolist() == [255, 0, 255 - 212]


def test_right_is_red_and_stillness_white() -> None:
    # Turn 0 of the wheel; the length is 1 / 1.00001, so that 255 * (1 - length) is cut to 0.
    assert colors((1.0, 0.0), (0.0, 0.0)) == [[255, 0, 0], [255, 255, 255]]


def test_left_is_half_a_turn_of_the_wheel() -> None:
    # Turn 27 of 54 is the third of eleven steps from cyan to blue: green 255 - floor(255 * 2 / 11).
    assert colors((-2.0, 0.0)) == [[0, 255 - 46, 255]]


def test_down_is_a_quarter_turn_between_two_colours() -> None:
    # y points down: turn 13.5, halfway between wheel 13 (255 221 0) and 14 (255 238 0).
    assert colors((0.0, 3.0)) == [[255, 229, 0]]


def test_half_the_longest_flow_is_half_as_strong() -> None:
    assert colors((4.0, 0.0), (2.0, 0.0)) == [[255, 0, 0], [255, 127, 127]]


def test_the_sign_of_zero_makes_no_difference() -> None:
    assert colors((1.0, -0.0)) == colors((1.0, 0.0))


def test_unknown_flow_is_black_and_does_not_set_the_scale() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert colors((1.0, 0.0), (np.nan, 900.0)) == [[255, 0, 0], [0, 0, 0]]
        assert colors((np.nan, np.nan)) == [[0, 0, 0]]


@pytest.mark.parametrize(("frame", "shown"), [(0, 0), (1, 0), (2, 1), (80, 79)])
def test_the_first_flow_stands_twice(frame: int, shown: int) -> None:
    assert flow_frame(frame) == shown

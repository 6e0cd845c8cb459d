"""Half-size controls: exact means, and lines and colours that stay what they are."""

import numpy as np
import pytest
from jaxtyping import UInt8

from groundplan.errors import PlanError
from groundplan.shader.encoders.halving import HALVING, Halving, halved


def clip(*rows: list[int]) -> UInt8[np.ndarray, "1 height width 3"]:
    return np.repeat(np.array(rows, dtype=np.uint8)[None, ..., None], 3, axis=3)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("mean", [2, 128]), ("brightest", [4, 255]), ("darkest", [0, 0]), ("first", [1, 255])],
)
def test_two_by_two_pixels_become_one(rule: Halving, expected: list[int]) -> None:
    # Means are 1.75 and 127.5, rounded half up.
    small = halved(clip([1, 2, 255, 0], [4, 0, 255, 0]), rule=rule)
    assert small.shape == (1, 1, 2, 3)
    assert small[0, 0, :, 0].tolist() == expected
    assert small.flags.c_contiguous


def test_white_stays_white() -> None:
    assert halved(clip([255, 255], [255, 255]), rule="mean").tolist() == [[[[255] * 3]]]


def test_an_odd_side_is_refused_and_not_cut() -> None:
    with pytest.raises(PlanError, match="half of 3x2 px"):
        halved(clip([1, 2, 3], [4, 5, 6]), rule="mean")


def test_colours_that_stand_for_things_are_never_mixed() -> None:
    assert HALVING["seg"] == "first"

"""Canny gives the very edges that OpenCV gives, and obeys its presets."""

from typing import Final

import numpy as np
import pytest
from jaxtyping import UInt8

from groundplan.shader.encoders.canny import EDGE_THRESHOLDS, Strength, canny

RECORDED: Final[dict[Strength, str]] = {
    "very_low": "4104208 410c208 8e18610 10010c30 420860 1b60003 43181f82 d2083064 1408603c "
    "1208c218 3188608 11f10c28 10010868 20011049 61013088 c3012188 6188108 430c218 8216030 "
    "18413060 10c21f80 20860003 61043082 41082084",
    "low": "4000 c000 18000 10000 420000 1b60003 3181f82 2083064 408603c 208c018 3188008 1f10028 "
    "10068 10048 1010088 3010188 6008108 400c218 8016030 18013060 10021f80 20060000 60043000 "
    "40002000",
    "medium": "4000 c000 18000 10000 420000 1b60003 3181f82 2083064 408603c 208c018 3188008 "
    "1f10008 10008 10008 10008 10008 8008 c018 6030 3060 1f80 0 0 0",
    "high": "0 0 0 0 400000 1b00000 3181f80 2083060 4086030 208c018 3188008 1f10000 10000 10000 "
    "10000 10000 8008 c018 6030 3060 1f80 0 0 0",
    "very_high": "0 0 0 0 0 1b00000 3181000 2083000 6000 208c000 3188000 1b10000 10000 10000 "
    "10000 10000 8000 c000 6000 3000 1000 0 0 0",
}
"""`cv2.Canny(picture, low, high)` of OpenCV 5.0.0 (4.10.0 agrees): a row of 32 bits per word."""


def recorded_picture() -> UInt8[np.ndarray, "24 32 3"]:
    """Return discs, steps and ramps, other ones in each channel."""
    y, x = np.mgrid[0:24, 0:32]
    away = (x - 9) ** 2 + (y - 8) ** 2
    red = 16 * (away < 30) + 70 * (away < 12)
    green = (x * 7 + y * 5) // 40 % 3 * 9
    blue = np.where((x - 22) ** 2 + (y - 13) ** 2 < 49, 130, 3 * x)
    return np.stack([red, green, blue], axis=-1).astype(np.uint8)


def halves(left: int, right: int) -> UInt8[np.ndarray, "8 10 3"]:
    picture = np.full((8, 10, 3), left, dtype=np.uint8)
    picture[:, 5:] = right
    return picture


@pytest.mark.parametrize("preset", EDGE_THRESHOLDS)
def test_edges_are_those_of_opencv_byte_for_byte(preset: Strength) -> None:
    low, high = EDGE_THRESHOLDS[preset]
    edges = canny(recorded_picture(), low=low, high=high)
    rows = [int("".join("1" if v else "0" for v in row), 2) for row in edges[..., 0].tolist()]
    assert " ".join(f"{row:x}" for row in rows) == RECORDED[preset]


def test_the_presets_are_those_of_cosmos() -> None:
    assert list(EDGE_THRESHOLDS.values()) == [
        (20, 50), (50, 100), (100, 200), (200, 300), (300, 400),
    ]  # fmt: skip


def test_a_step_gives_one_white_line_on_its_first_side() -> None:
    edges = canny(halves(0, 255), low=100, high=200)
    expected = np.zeros((8, 10, 3), dtype=np.uint8)
    expected[:, 4] = 255
    assert np.array_equal(edges, expected)
    lying = canny(halves(0, 255).transpose(1, 0, 2).copy(), low=100, high=200)
    assert np.array_equal(lying, expected.transpose(1, 0, 2))


def test_a_threshold_must_be_exceeded() -> None:
    # A step of 25 has a gradient of 4 * 25 = 100.
    assert not canny(halves(0, 25), low=100, high=100).any()
    assert canny(halves(0, 25), low=99, high=99).any()


def test_a_weak_edge_lives_by_a_strong_one() -> None:
    weak = halves(0, 40)
    assert not canny(weak, low=100, high=200).any()
    weak[0, 5:] = 255
    joined = canny(weak, low=100, high=200)
    assert joined[2:, 4, 0].tolist() == [255] * 6


def test_a_flat_picture_has_no_edges() -> None:
    assert not canny(np.full((6, 7, 3), 200, dtype=np.uint8), low=0, high=0).any()


def test_the_strongest_channel_counts() -> None:
    colored = halves(0, 255)
    colored[..., :2] = 90
    assert np.array_equal(
        canny(colored, low=100, high=200), canny(halves(0, 255), low=100, high=200)
    )

"""References on white, by VACE's rule."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from groundplan.shader.encoders.references import reference_picture, reference_pictures
from groundplan.shader.plan import PlannedReference, ShadePlan

Saved = Callable[..., Path]


def _red(width: int, height: int) -> np.ndarray:
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[..., 0] = 200
    return pixels


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((40, 40), (16, 0, 80, 64)),  # a square in a wide picture: bars left and right
        ((192, 64), (0, 16, 96, 48)),  # a wide one: bars above and below
        ((33, 64), (31, 0, 64, 64)),  # 63 left over: 31 left, 32 right
    ],
)
def test_a_picture_fits_whole_and_in_the_middle(
    picture_file: Saved, size: tuple[int, int], box: tuple[int, int, int, int]
) -> None:
    found = reference_picture(picture_file(_red(*size)), (96, 64))
    expected = np.full((64, 96, 3), 255, dtype=np.uint8)
    x0, y0, x1, y1 = box
    expected[y0:y1, x0:x1] = [200, 0, 0]
    assert np.array_equal(found, expected)


def test_a_picture_of_the_right_size_is_left_as_it_is(picture_file: Saved) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    assert np.array_equal(reference_picture(picture_file(pixels), (96, 64)), pixels)


def test_what_is_transparent_is_white(picture_file: Saved) -> None:
    pixels = np.zeros((64, 96, 4), dtype=np.uint8)
    pixels[:, 48:, 3] = 255
    found = reference_picture(picture_file(pixels), (96, 64))
    assert np.all(found[:, :48] == 255)
    assert not np.any(found[:, 48:])


def test_references_come_in_their_order(plate_plan: ShadePlan, picture_file: Saved) -> None:
    paths = [picture_file(_red(96, 64) + np.uint8(k), f"{k}.png") for k in range(3)]
    plan = replace(
        plate_plan, references=tuple(PlannedReference(picture=str(path)) for path in paths)
    )
    assert [int(picture[0, 0, 1]) for picture in reference_pictures(plan)] == [0, 1, 2]

"""Colours of things can be told apart by the rule that Cosmos tells them apart by."""

import numpy as np
import pytest

from groundplan.errors import PlanError
from groundplan.shader.encoders.seg import COLOR_TOLERANCE, seg_colors, seg_frame, thing_colors


def test_any_two_colours_are_farther_apart_than_the_tolerance() -> None:
    colors = np.vstack([np.zeros((1, 3)), seg_colors().astype(float)])
    gaps = np.linalg.norm(colors[:, None] - colors[None], axis=2)
    assert gaps[~np.eye(len(colors), dtype=bool)].min() > COLOR_TOLERANCE
    assert len(colors) == 1 + 208


def test_rounding_down_to_steps_of_25_finds_each_thing_and_no_other() -> None:
    colors = seg_colors().astype(int)
    rounded = colors // 25 * 25
    gaps = np.linalg.norm(rounded[:, None] - colors[None], axis=2)
    assert np.array_equal(gaps < COLOR_TOLERANCE, np.eye(len(colors), dtype=bool))


def test_no_thing_is_held_for_black() -> None:
    assert (seg_colors().max(axis=1) > 50).all()


def test_the_first_colours_are_the_farthest_apart() -> None:
    few = seg_colors()[:6].astype(float)
    gaps = np.linalg.norm(few[:, None] - few[None], axis=2)
    assert gaps[~np.eye(6, dtype=bool)].min() > 180.0


def test_ids_have_colours_and_all_else_is_black() -> None:
    colors = thing_colors([5, 2])
    first, second = seg_colors()[:2].tolist()
    assert colors.tolist() == [[0] * 3, [0] * 3, first, [0] * 3, [0] * 3, second]
    picture = seg_frame(np.array([[0, 2, 5, 3, 900]], dtype=np.uint16), colors)
    assert picture[0].tolist() == [[0] * 3, first, second, [0] * 3, [0] * 3]


def test_more_things_than_colours_are_refused() -> None:
    assert len(thing_colors(range(1, 209))) == 209
    with pytest.raises(PlanError, match="209 things"):
        thing_colors(range(1, 210))


def test_a_picture_of_nothing_is_black() -> None:
    assert not seg_frame(np.ones((2, 2), dtype=np.uint16), thing_colors([])).any()

"""Bars are told from darkness: straight, black in every frame, and leaving the plan's aspect."""

from fractions import Fraction

import numpy as np
import pytest

from groundplan.adherence.clip.bars import dark_edges, picture_in_bars

WIDE = Fraction(239, 100)


def light(size: int, dark: tuple[int, int], level: float = 900.0) -> np.ndarray:
    values = np.full(size, level)
    values[: dark[0]] = 2.0
    values[size - dark[1] :] = 2.0
    return values


@pytest.mark.parametrize("noise", [0.0, 8.0])
def test_letterbox_gives_the_exact_place_of_the_picture(noise: float) -> None:
    bar = round((480 - 832 / 2.39) / 2)
    rows = light(480, (bar, bar)) + noise
    edges = dark_edges(rows, light(832, (0, 0)))
    box = picture_in_bars((832, 480), edges, aspect=WIDE)
    assert box == pytest.approx((0.0, 240 - 416 / 2.39, 832.0, 832 / 2.39))


def test_pillarbox_gives_the_exact_place_of_the_picture() -> None:
    edges = dark_edges(light(480, (0, 0)), light(832, (96, 96)))
    box = picture_in_bars((832, 480), edges, aspect=Fraction(4, 3))
    assert box == pytest.approx((96.0, 0.0, 640.0, 480.0))


def test_a_bar_on_one_side_is_one_too() -> None:
    edges = dark_edges(light(480, (132, 0)), light(832, (0, 0)))
    box = picture_in_bars((832, 480), edges, aspect=WIDE)
    assert box == pytest.approx((0.0, 132.0, 832.0, 348.1), abs=0.1)


def test_darkness_that_leaves_another_aspect_is_no_bar() -> None:
    edges = dark_edges(light(480, (150, 0)), light(832, (0, 0)))
    assert picture_in_bars((832, 480), edges, aspect=Fraction(832, 480)) is None
    assert picture_in_bars((832, 480), edges, aspect=WIDE) is None


def test_a_black_clip_has_no_bars() -> None:
    edges = dark_edges(np.zeros(480), np.zeros(832))
    assert (edges.left, edges.top, edges.right, edges.bottom) == (0, 0, 0, 0)
    assert picture_in_bars((832, 480), edges, aspect=WIDE) is None


def test_a_picture_without_black_edges_has_no_bars() -> None:
    edges = dark_edges(light(480, (0, 0)), light(832, (0, 0)))
    assert picture_in_bars((832, 480), edges, aspect=Fraction(832, 480)) is None

"""Hulls and cuts against shapes whose answers are known."""

import numpy as np
import pytest

from groundplan.geometry.outlines import convex_hull, cut_segments, joined_loops

BOX = np.array([[x, y, z] for x in (0.0, 2.0) for y in (0.0, 3.0) for z in (0.0, 1.0)])
FACES = np.array(
    [[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
     [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]]
)  # fmt: skip


def area(loop: list[tuple[float, float]]) -> float:
    points = np.array(loop)
    x, z = points[:, 0], points[:, 1]
    return 0.5 * abs(float(np.sum(x * np.roll(z, -1) - np.roll(x, -1) * z)))


def test_a_hull_has_the_corners_alone_in_order() -> None:
    inner = np.random.default_rng(1).uniform(0.1, 0.9, (200, 2))
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    hull = convex_hull(np.concatenate([inner, corners, [[0.5, 0.0]]]))
    assert len(hull) == 4
    assert area([(float(x), float(z)) for x, z in hull]) == pytest.approx(1.0)


def test_a_box_cut_level_is_its_rectangle() -> None:
    closed, opened = joined_loops(cut_segments(BOX, FACES, height=1.2))
    assert opened == []
    assert [len(loop) for loop in closed] == [4]
    assert area(closed[0]) == pytest.approx(2.0)


def test_two_boxes_give_two_outlines() -> None:
    points = np.concatenate([BOX, BOX + np.array([5.0, 0.0, 0.0])])
    closed, _ = joined_loops(cut_segments(points, np.concatenate([FACES, FACES + 8]), height=1.2))
    assert sorted(round(area(loop), 6) for loop in closed) == [2.0, 2.0]


def test_a_cut_through_corners_or_beside_the_box_is_whole_or_nothing() -> None:
    assert cut_segments(BOX, FACES, height=3.5) == []
    closed, opened = joined_loops(cut_segments(BOX, FACES, height=3.0))
    assert opened == []
    assert area(closed[0]) == pytest.approx(2.0)


def test_a_sheet_gives_a_line_that_closes_nowhere() -> None:
    sheet = np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 2.0, 0.0], [0.0, 2.0, 0.0]])
    closed, opened = joined_loops(cut_segments(sheet, np.array([[0, 1, 2], [0, 2, 3]]), height=1.0))
    assert closed == []
    assert len(opened) == 1
    assert {opened[0][0], opened[0][-1]} == {(0.0, 0.0), (2.0, 0.0)}

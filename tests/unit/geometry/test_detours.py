"""Ways around rectangles: shortest, clear, and no sharper than asked."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.geometry.detours import (
    Block,
    Spot2,
    clearance,
    hits,
    margin_for_turn,
    rounded,
    way_around,
)

SQUARE = Block(low=(-1.0, -1.0), high=(1.0, 1.0))


def _length(points: list[Spot2]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


def test_a_free_way_is_straight() -> None:
    assert way_around((-3.0, 2.0), (3.0, 2.0), [SQUARE]) == [(-3.0, 2.0), (3.0, 2.0)]


def test_the_way_around_a_square_has_the_length_that_geometry_says() -> None:
    way = way_around((-3.0, 0.0), (3.0, 0.0), [SQUARE])
    assert way is not None
    assert _length(way) == pytest.approx(2.0 * math.hypot(2.0, 1.0) + 2.0)


def test_a_way_may_run_along_a_wall() -> None:
    assert not hits((-3.0, 1.0), np.array([[3.0, 1.0]]), [SQUARE]).any()
    assert hits((-3.0, 0.999), np.array([[3.0, 0.999]]), [SQUARE]).all()


def test_who_is_walled_in_has_no_way() -> None:
    walls = [
        Block(low=(-2.0, -2.0), high=(2.0, -1.0)), Block(low=(-2.0, 1.0), high=(2.0, 2.0)),
        Block(low=(-2.0, -2.0), high=(-1.0, 2.0)), Block(low=(1.0, -2.0), high=(2.0, 2.0)),
    ]  # fmt: skip
    assert way_around((0.0, 0.0), (5.0, 0.0), walls) is None


def test_a_detour_leads_through_the_gap_between_two_walls() -> None:
    walls = [Block(low=(-0.2, -9.0), high=(0.2, 1.0)), Block(low=(-0.2, 2.0), high=(0.2, 9.0))]
    way = way_around((-3.0, 0.0), (3.0, 0.0), walls)
    assert way is not None
    assert all(abs(z - 1.0) < 1e-9 for _, z in way[1:-1])


coordinates = st.floats(-8.0, 8.0).map(lambda x: round(x, 3))
blocks = st.tuples(coordinates, coordinates, st.floats(0.2, 3.0), st.floats(0.2, 3.0)).map(
    lambda t: Block(low=(t[0], t[1]), high=(t[0] + t[2], t[1] + t[3]))
)


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks, max_size=6), coordinates, coordinates)
def test_a_way_keeps_out_of_everything_and_the_way_back_is_as_long(
    solid: list[Block], start_z: float, end_z: float
) -> None:
    start, goal = (-12.0, start_z), (12.0, end_z)
    way = way_around(start, goal, solid)
    assert way is not None
    assert all(clearance(way, block, step_m=0.1) > -1e-6 for block in solid)
    back = way_around(goal, start, solid)
    assert back is not None
    assert _length(back) == pytest.approx(_length(way))


@settings(max_examples=80, deadline=None)
@given(blocks, coordinates, coordinates, st.floats(0.3, 0.8), st.floats(0.1, 4.0))
def test_rounding_keeps_the_margin_and_is_never_sharper_than_the_radius(
    block: Block, start_z: float, end_z: float, margin: float, radius: float
) -> None:
    way = way_around(
        (-20.0, start_z), (20.0, end_z), [block.grown(margin_for_turn(margin, radius))]
    )
    assert way is not None
    points = rounded(way, radius)
    assert points[0] == way[0]
    assert points[-1] == way[-1]
    assert clearance(points, block, step_m=0.05) > margin - 0.01
    sides = [math.dist(a, b) for a, b in pairwise(way)]
    for a, b, c in zip(points, points[1:], points[2:], strict=False):
        u, v = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
        turn = abs(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]))
        if turn > 1e-3 and min(sides) > 4.0 * radius:
            assert turn / min(math.hypot(*u), math.hypot(*v)) < 1.1 / radius

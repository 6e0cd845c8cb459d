"""Moving bodies give way to one another in time."""

import time

import numpy as np
import pytest

from groundplan.geometry.avoidance import Mover, kept_apart, least_gap
from groundplan.geometry.detours import Block

TIMES = np.linspace(0.0, 1.0, 81)


def mover(
    start: tuple[float, float], end: tuple[float, float], *, yields: float = 1.0,
    low_m: float = 0.0,
) -> Mover:  # fmt: skip
    way = np.array(start) + (np.array(end) - np.array(start)) * TIMES[:, None]
    heading = np.full(len(TIMES), np.arctan2(end[0] - start[0], end[1] - start[1]))
    return Mover(places=way, headings=heading, radius_m=0.25, yields=yields, low_m=low_m,
                 high_m=low_m + 2.0)  # fmt: skip


def test_who_is_alone_keeps_the_very_way() -> None:
    alone = [mover((0.0, 0.0), (5.0, 0.0)), mover((0.0, 3.0), (5.0, 3.0))]
    np.testing.assert_array_equal(kept_apart(alone), np.stack([m.places for m in alone]))


@pytest.mark.parametrize(
    ("start", "end"), [((5.0, 0.0), (0.0, 0.0)), ((2.5, -2.5), (2.5, 2.5)), ((4.9, 0.1), (0.3, 0))]
)
def test_two_whose_ways_cross_pass_one_another_and_arrive(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    both = [mover((0.0, 0.0), (5.0, 0.0)), mover(start, end)]
    assert least_gap(both, np.stack([m.places for m in both])) < 0.0
    places = kept_apart(both)
    assert least_gap(both, places) > 0.0
    for k, one in enumerate(both):
        np.testing.assert_array_equal(places[k, [0, -1]], one.places[[0, -1]])


def test_who_must_not_yield_keeps_its_way() -> None:
    both = [mover((0.0, 0.0), (5.0, 0.0), yields=0.0), mover((2.5, -2.5), (2.5, 2.5))]
    places = kept_apart(both)
    np.testing.assert_array_equal(places[0], both[0].places)
    assert least_gap(both, places) > 0.0


def test_who_flies_over_another_is_not_in_the_way() -> None:
    both = [mover((0.0, 0.0), (5.0, 0.0)), mover((5.0, 0.0), (0.0, 0.0), low_m=3.0)]
    np.testing.assert_array_equal(kept_apart(both), np.stack([m.places for m in both]))


def test_long_bodies_are_kept_clear_of_along_their_whole_length() -> None:
    car = Mover(places=np.zeros((81, 2)), headings=np.full(81, np.pi / 2), radius_m=0.9,
                discs=(-1.2, 0.0, 1.2), yields=0.0)  # fmt: skip
    walker = mover((1.5, -4.0), (1.5, 4.0))
    places = kept_apart([car, walker])
    assert least_gap([car, walker], places) > 0.0
    assert places[1, 40, 0] > 1.2 + 0.9 + 0.25


def test_stepping_aside_never_leads_into_what_stands_there() -> None:
    both = [mover((0.0, 0.0), (5.0, 0.0)), mover((5.0, 0.0), (0.0, 0.0))]
    walls = [Block(low=(1.5, 0.45), high=(3.5, 2.0))]
    places = kept_apart(both, blocks=walls)
    assert least_gap(both, places) > 0.0
    assert min(walls[0].distance((float(x), float(z))) for x, z in places.reshape(-1, 2)) > 0.24


def _crowds() -> list[Mover]:
    """Return two crowds of 30 that walk through one another."""
    rng = np.random.default_rng(3)
    movers: list[Mover] = []
    for k in range(60):
        row, column = divmod(k % 30, 6)
        x, z = -4.0 - 1.0 * column, -2.5 + 1.0 * row + float(rng.uniform(-0.2, 0.2))
        start, end = ((x, z), (x + 14.0, z)) if k < 30 else ((-x, z), (-x - 14.0, z))
        movers.append(mover(start, end))
    return movers


def test_a_crowd_of_60_walks_through_itself_in_3_seconds_of_planning() -> None:
    movers = _crowds()
    began = time.process_time()
    places = kept_apart(movers)
    assert time.process_time() - began < 3.0
    assert least_gap(movers, places) > 0.0


def test_the_same_bodies_step_aside_by_the_same_bytes() -> None:
    some = _crowds()[::5]
    assert kept_apart(some).tobytes() == kept_apart(some).tobytes()

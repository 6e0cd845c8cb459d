"""What nothing planned explains is found, and how large it is."""

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import SHAPE, picture

from groundplan.adherence.layout.extras import beyond_look, unexplained_share
from groundplan.adherence.structure import structure_pyramid

_NOBODY = np.zeros(SHAPE, dtype=np.bool_)


def test_the_plan_explains_itself() -> None:
    plan = structure_pyramid(picture())
    assert unexplained_share([plan], plan, _NOBODY) == 0.0


def test_something_unplanned_is_seen_and_not_larger_than_it_is() -> None:
    plan, clip = (structure_pyramid(one) for one in (picture(None), picture()))
    share = unexplained_share([plan], clip, _NOBODY)
    # Some of its patches are like the wall by chance.
    assert 0.005 < share < 1.5 * 30 * 44 / (120 * 208)


def test_any_of_several_plans_may_explain_a_place() -> None:
    bare, clip = (structure_pyramid(one) for one in (picture(None), picture()))
    assert unexplained_share([bare, clip], clip, _NOBODY) == 0.0


def test_what_is_known_to_be_there_is_not_unplanned() -> None:
    bare, clip = (structure_pyramid(one) for one in (picture(None), picture()))
    known = _NOBODY.copy()
    known[40:84, 80:110] = True
    assert unexplained_share([bare], clip, known) == 0.0


def test_a_blank_picture_shows_nothing_unplanned() -> None:
    blank = structure_pyramid(np.full((*SHAPE, 3), 90, dtype=np.uint8))
    assert unexplained_share([structure_pyramid(picture())], blank, _NOBODY) == 0.0


def test_a_faithful_look_has_no_lines_of_its_own() -> None:
    assert beyond_look(0.004, likeness=1.0) == 0.004
    assert beyond_look(0.004, likeness=0.985) == 0.004


def test_lines_that_a_look_may_have_of_its_own_are_nothing_unplanned() -> None:
    assert beyond_look(0.004, likeness=0.975) == pytest.approx(0.001)
    assert beyond_look(0.002, likeness=0.975) == 0.0


def test_a_look_that_draws_nothing_of_the_plan_hides_no_more_than_looks_do() -> None:
    assert beyond_look(0.05, likeness=0.0) == pytest.approx(0.037)
    assert beyond_look(0.05, likeness=0.5) == beyond_look(0.05, likeness=0.0)


def test_the_less_a_look_draws_the_less_is_beyond_it() -> None:
    left = [beyond_look(0.02, likeness=likeness) for likeness in np.linspace(0.9, 1.0, 21)]
    assert (np.diff(left) >= 0.0).all()
    assert 0.0 < left[0] < left[-1] == 0.02

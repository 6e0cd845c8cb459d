"""A place is believed where other frames bear it out, or where it is clear by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import card_template

from groundplan.adherence.layout.agreement import UNKNOWN_LOOK, agreed, ratio_to_look
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

_WIDTH, _RATE = 1000, 24.0
_LOOK = 0.8
_WEAK, _FAIR, _CLEAR = 0.5, 0.7, 0.85
"""Likeness over the look's."""
Rows = dict[int, list[tuple[Template, Found | None]]]
Places = Mapping[int, tuple[float, float, float]]
"""Right and down [px], and likeness over the look's, by frame."""


def _row(right: float, down: float, ratio: float, *, frame: int) -> tuple[Template, Found]:
    template = card_template()
    placement = Placement(
        offset_px=np.array([right, down]), scale=1.0, likeness=ratio * _LOOK, spread_px=0.3
    )
    return template, Found(template=template, placement=placement, shape_frame=frame)


def _rows(places: Places) -> Rows:
    return {frame: [_row(*place, frame=frame)] for frame, place in places.items()}


def _agreed(rows: Rows, *, unknown: Sequence[int] = ()) -> Rows:
    looks = {frame: _LOOK for frame in rows if frame not in unknown}
    return agreed(rows, looks, width=_WIDTH, rate=_RATE)


def _sure(rows: Rows, *, unknown: Sequence[int] = ()) -> list[int]:
    told = _agreed(rows, unknown=unknown)
    return [frame for frame, ((_, one), *_) in told.items() if one is not None and one.sure]


def test_nothing_is_agreed_on_where_nothing_was_looked_for() -> None:
    assert _agreed({}) == {}
    assert _agreed({0: [], 3: []}) == {0: [], 3: []}


@pytest.mark.parametrize(
    ("right", "ratio", "sure"),
    [(5.0, _WEAK, [0]), (5.0, 0.4, []), (200.0, _FAIR, []), (200.0, _CLEAR, [0])],
)
def test_a_clip_of_one_frame_is_believed_near_its_place_or_where_it_is_clear(
    right: float, ratio: float, sure: list[int]
) -> None:
    assert _sure(_rows({0: (right, 0.0, ratio)})) == sure


def test_weak_places_that_stand_still_are_borne_out() -> None:
    assert _sure(_rows(dict.fromkeys(range(12), (10.0, -4.0, _WEAK)))) == list(range(12))


def test_what_is_too_unlike_is_not_borne_out_by_any_number_of_frames() -> None:
    assert _sure(_rows(dict.fromkeys(range(40), (0.0, 0.0, 0.4)))) == []


@pytest.mark.parametrize("pace", [3.0, 10.0, -12.0])
def test_weak_places_on_one_way_are_borne_out(pace: float) -> None:
    away = {k: (pace * (k - 4), 0.5 * pace * (k - 4), _FAIR) for k in range(9)}
    assert _sure(_rows(away)) == list(range(9))


def test_weak_places_all_over_are_not_borne_out() -> None:
    rng = np.random.default_rng(2)
    away = {k: (*(rng.uniform(-250, 250, 2).tolist()), _FAIR) for k in range(40)}
    assert _sure(_rows(away)) == []


def test_a_lone_outlier_is_not_believed_and_harms_nobody() -> None:
    places = dict.fromkeys(range(12), (4.0, 0.0, _WEAK)) | {5: (90.0, 30.0, _FAIR)}
    assert _sure(_rows(places)) == [k for k in range(12) if k != 5]


def test_a_clear_outlier_is_believed_only_where_another_frame_shows_it_there() -> None:
    home = dict.fromkeys(range(12), (4.0, 0.0, _WEAK))
    assert _sure(_rows(home | {5: (90.0, 30.0, _CLEAR)})) == [k for k in range(12) if k != 5]
    two = dict.fromkeys((5, 6), (90.0, 30.0, _CLEAR))
    assert _sure(_rows(home | two)) == list(range(12))


@pytest.mark.parametrize("beside", [0, 1, 2])
def test_a_clear_place_is_believed_where_too_few_frames_are_about_to_say_other(
    beside: int,
) -> None:
    places = dict.fromkeys(range(12), (0.0, 0.0, 0.1)) | {9: (200.0, 0.0, _CLEAR)}
    others = dict.fromkeys(range(beside), (0.0, 0.0, _WEAK))
    assert _sure(_rows(places | others)) == [9]
    assert _sure(_rows(places | dict.fromkeys(range(3), (0.0, 0.0, _WEAK)))) == []


def test_far_away_weak_places_have_to_be_more_alike_than_near_ones() -> None:
    def sure(right: float, ratio: float) -> bool:
        return _sure(_rows(dict.fromkeys(range(12), (right, 0.0, ratio)))) == list(range(12))

    assert sure(29.0, _WEAK)
    assert not sure(31.0, _WEAK)
    assert sure(31.0, _FAIR)


def test_two_frames_bear_one_another_out_in_so_short_a_clip_alone() -> None:
    two = {0: (4.0, 0.0, _WEAK), 1: (4.0, 0.0, _WEAK)}
    assert _sure(_rows(two)) == [0, 1]
    assert _sure(_rows(two | dict.fromkeys(range(2, 12), (0.0, 0.0, 0.1)))) == []


def test_frames_long_after_bear_nothing_out() -> None:
    near = dict.fromkeys(range(0, 200, 40), (4.0, 0.0, _WEAK))
    assert _sure(_rows(near)) == []


def test_of_two_places_by_turns_the_rarer_one_is_not_believed() -> None:
    places = {k: (120.0 if k % 3 else -120.0, 0.0, _FAIR) for k in range(18)}
    assert _sure(_rows(places)) == [k for k in range(18) if k % 3]


def test_who_is_displaced_stays_so_however_many_frames_agree() -> None:
    rows = _rows(dict.fromkeys(range(8), (0.0, 0.0, _CLEAR)))
    rows[3] = [(template, replace(one, displaced=True)) for template, one in rows[3] if one]
    told = _agreed(rows)[3][0][1]
    assert told is not None
    assert told.displaced
    assert not told.sure
    assert _sure(rows) == [k for k in range(8) if k != 3]


def test_a_place_that_is_anothers_is_not_agreed_on() -> None:
    rows = _rows(dict.fromkeys(range(8), (150.0, 0.0, _CLEAR)))
    taken: Rows = {
        frame: [(template, replace(one, taken=True, sure=False)) for template, one in found if one]
        for frame, found in rows.items()
    }
    assert _sure(rows) == list(range(8))
    assert _sure(taken) == []


def test_a_frame_without_a_look_makes_nothing_sure_and_may_unmake_it() -> None:
    places = dict.fromkeys(range(6), (2.0, 0.0, 0.9)) | {5: (150.0, 0.0, 0.3)}
    rows = _rows(places)
    for frame in (4, 5):
        rows[frame] = [(one, replace(found, sure=True)) for one, found in rows[frame] if found]
    assert _sure(rows, unknown=(3, 4, 5)) == [0, 1, 2, 4]


def test_nobody_bears_out_another() -> None:
    rows = _rows(dict.fromkeys((0, 20, 40), (4.0, 0.0, _WEAK)))
    for frame in range(41):
        template, one = _row(4.0, 0.0, _WEAK, frame=frame)
        other = replace(template, instance=6)
        rows.setdefault(frame, []).insert(0, (other, replace(one, template=other)))
    sure: dict[int, list[int]] = {5: [], 6: []}
    for frame, of_frame in sorted(_agreed(rows).items()):
        for template, one in of_frame:
            if one is not None and one.sure:
                sure[template.instance].append(frame)
    assert sure == {5: [], 6: list(range(41))}


def test_all_but_how_sure_it_is_stays_as_it_was() -> None:
    rows = _rows({k: (float(k), 0.0, 0.1 * k) for k in range(10)})
    rows[4] = [(card_template(), None)]
    told = _agreed(rows)
    assert list(told) == list(rows)
    for frame, ((template, one), *_) in rows.items():
        after = told[frame][0]
        assert after[0] is template
        if one is None:
            assert after[1] is None
        else:
            assert after[1] is not None
            assert replace(after[1], sure=False) == one


def test_the_place_is_where_it_was_found_not_by_whose_shape() -> None:
    """Who acts late has the shape of another frame, whose own place is elsewhere."""
    rows = _rows(dict.fromkeys(range(10), (60.0, 0.0, _WEAK)))
    shape = card_template(moved_px=(-55.0, 0.0))
    late: Rows = {
        frame: [(template, replace(one, template=shape)) for template, one in of if one]
        for frame, of in rows.items()
    }
    assert _sure(rows) == []
    assert _sure(late) == list(range(10))


@pytest.mark.parametrize(
    ("likeness", "look", "ratio"),
    [(0.4, 0.8, 0.5), (0.44, 1.0, 0.5), (0.2, 0.1, 0.5), (0.0, 0.5, 0.0)],
)
def test_a_look_counts_for_neither_more_nor_less_than_looks_do(
    likeness: float, look: float, ratio: float
) -> None:
    assert ratio_to_look(likeness, look) == pytest.approx(ratio)


def test_an_unknown_look_is_a_usual_one() -> None:
    rows = _rows(dict.fromkeys(range(9), (3.0, 0.0, 0.5 * UNKNOWN_LOOK / _LOOK)))
    sure: Rows = {
        frame: [(template, replace(one, sure=True)) for template, one in of if one]
        for frame, of in rows.items()
    }
    assert _sure(sure, unknown=range(9)) == list(range(9))
    assert _sure(rows, unknown=range(9)) == []

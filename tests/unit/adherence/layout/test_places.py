"""Who took another's place is told, and the other was not seen there."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import CARD, card_template

from groundplan.adherence.layout.places import without_displaced
from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

_AWAY = 3.0 * CARD[1]
Row = tuple[Template, Found | None]


def _row(instance: int, *, likeness: float, home: float = 0.0, gone: float = 0.0) -> Row:
    template = replace(card_template(moved_px=(home, 0.0)), instance=instance)
    placement = Placement(
        offset_px=np.array([gone, 0.0]), scale=1.0, likeness=likeness, spread_px=0.2
    )
    return template, Found(template=template, placement=placement, shape_frame=0, sure=True)


def _told(*rows: Row) -> list[tuple[bool, bool]]:
    """Return whether each is sure, and displaced."""
    found = [one for _, one in without_displaced(rows) if one is not None]
    return [(one.sure, one.displaced) for one in found]


def test_who_is_at_home_is_displaced_by_somebody_from_elsewhere_who_is_more_alike() -> None:
    owner, other = _row(5, likeness=0.6), _row(6, likeness=0.9, home=_AWAY, gone=-_AWAY)
    assert _told(owner, other) == [(False, True), (True, False)]
    assert _told(other, owner) == [(True, False), (False, True)]


@pytest.mark.parametrize(
    "other",
    [
        _row(6, likeness=0.9, home=4.0),
        _row(6, likeness=0.9, home=_AWAY),
        _row(5, likeness=0.9, home=_AWAY, gone=-_AWAY),
    ],
    ids=["was planned beside it", "is elsewhere", "is the same"],
)
def test_nobody_is_displaced_by_who(other: Row) -> None:
    assert _told(_row(5, likeness=0.6), other) == [(True, False), (True, False)]


def test_who_from_elsewhere_is_hardly_more_alike_was_not_made_out() -> None:
    owner, other = _row(5, likeness=0.6), _row(6, likeness=0.65, home=_AWAY, gone=-_AWAY)
    for rows in ((owner, other), (other, owner)):
        found = {one.instance: row for one, row in without_displaced(rows)}
        assert found[5] == owner[1]
        assert found[6] is not None
        assert (found[6].sure, found[6].displaced, found[6].taken) == (False, False, True)


def test_two_who_changed_places_share_none() -> None:
    one, other = (
        _row(5, likeness=0.9, gone=_AWAY),
        _row(6, likeness=0.9, home=_AWAY, gone=-_AWAY),
    )
    assert _told(one, other) == [(True, False), (True, False)]


def test_who_was_not_found_displaces_nobody_and_is_kept_as_it_was() -> None:
    template, one = _row(6, likeness=0.9, home=_AWAY, gone=-_AWAY)
    assert one is not None
    rows = [_row(5, likeness=0.6), (template, replace(one, sure=False)), (template, None)]
    assert without_displaced(rows) == rows

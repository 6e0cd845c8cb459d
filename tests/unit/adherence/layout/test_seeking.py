"""Things are followed through a clip, and sought where they are lost."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import HOME, card_template, picture

from groundplan.adherence.layout.seeking import Found, Seeker
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.structure import Structure, structure_pyramid

_PLAN = structure_pyramid(picture())


def _seeker(
    *,
    templates: Callable[[int], Mapping[int, Template]] = lambda _: {5: card_template()},
    plan: Callable[[int], Sequence[Structure]] = lambda _: _PLAN,
) -> Seeker:
    return Seeker(templates, plan, frame_count=12)


def _sought(seeker: Seeker, frame: int, right: float | None) -> Found | None:
    at = None if right is None else (HOME[0] + right, HOME[1])
    return seeker.seek(frame, card_template(), structure_pyramid(picture(at)))


def test_what_is_at_its_place_is_found_there() -> None:
    found = _sought(_seeker(), 0, 0.0)
    assert found is not None
    assert found.sure
    assert not found.displaced
    np.testing.assert_allclose(found.placement.offset_px, [0.0, 0.0], atol=0.2)


def test_what_is_far_away_is_found_in_the_first_frame() -> None:
    found = _sought(_seeker(), 0, 40.0)
    assert found is not None
    assert found.sure
    np.testing.assert_allclose(found.placement.offset_px, [40.0, 0.0], atol=0.5)


def test_what_drifts_is_followed_farther_than_it_would_be_found_at_once() -> None:
    seeker = _seeker()
    for frame, right in enumerate(range(0, 72, 9)):
        found = _sought(seeker, frame, float(right))
        assert found is not None
        assert found.sure
        assert found.placement.offset_px[0] == pytest.approx(right, abs=0.5)


def test_what_is_not_there_is_not_found() -> None:
    found = _sought(_seeker(), 0, None)
    assert found is not None
    assert not found.sure


def test_what_comes_back_is_found_again() -> None:
    seeker = _seeker()
    assert [_sure(_sought(seeker, k, at)) for k, at in enumerate((0.0, None, None, 0.0))] == [
        True, False, False, True,
    ]  # fmt: skip


def _sure(found: Found | None) -> bool:
    return found is not None and found.sure


def test_what_the_clips_camera_does_not_show_is_not_asked_for() -> None:
    outside = card_template(moved_px=(400.0, 0.0))
    assert _seeker().seek(0, outside, _PLAN) is None


def test_a_look_that_draws_little_asks_for_less() -> None:
    strict, lenient = _seeker(), _seeker()
    strict.look_draws(1.0)
    lenient.look_draws(0.1)
    rng = np.random.default_rng(4)
    for noise in (0, 40, 60, 80, 100):
        grainy = np.clip(picture() + rng.normal(0, noise, (120, 208, 3)), 0, 255)
        shown = structure_pyramid(grainy.astype(np.uint8))
        if _sure(strict.seek(0, card_template(), shown)):
            assert _sure(lenient.seek(0, card_template(), shown))


def test_who_acts_late_is_found_by_the_shape_of_an_earlier_frame() -> None:
    def plan(frame: int) -> Sequence[Structure]:
        return structure_pyramid(picture(seed=20 + frame))

    seeker = _seeker(plan=plan)
    seeker.look_draws(1.0)
    shown = structure_pyramid(picture(seed=20 + 3))
    found = seeker.seek(5, card_template(), shown)
    assert found is not None
    assert found.sure
    assert found.shape_frame == 3

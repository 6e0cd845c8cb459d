"""Whether two people are themselves is read from their colours, whatever one map makes of them."""

import numpy as np
import pytest
from tests.unit.adherence.two_people import ALIKE, LOOKS, mask_of, painted, swapped

from groundplan.adherence.colour_bands import FrameColours, Labelled

_ADA, _BEN = mask_of("ada"), mask_of("ben")


def _standing(picture: np.ndarray, *, one: np.ndarray = _ADA, other: np.ndarray = _BEN) -> Labelled:
    return Labelled(picture=picture, ids=(1 * one + 2 * other).astype(np.uint16))


def colour_misfits(plan: Labelled, clip: Labelled) -> tuple[float, float] | None:
    return FrameColours(plan, clip, things=(1, 2)).misfits(1, 2)


def _ratio(found: tuple[float, float] | None) -> float:
    assert found is not None
    return found[0] / found[1]


@pytest.mark.parametrize("look", LOOKS)
def test_who_kept_his_place_is_explained_better_as_himself(look: str) -> None:
    clip = _standing(LOOKS[look](painted()))
    assert _ratio(colour_misfits(_standing(painted()), clip)) < 0.5


@pytest.mark.parametrize("look", LOOKS)
def test_who_changed_places_is_explained_better_as_the_other(look: str) -> None:
    clip = _standing(LOOKS[look](painted(swapped())))
    assert _ratio(colour_misfits(_standing(painted()), clip)) > 2.0


@pytest.mark.parametrize("look", LOOKS)
def test_a_swap_of_masks_instead_of_people_swaps_both_misfits(look: str) -> None:
    clip = LOOKS[look](painted())
    plain = colour_misfits(_standing(painted()), _standing(clip))
    turned = colour_misfits(_standing(painted()), _standing(clip, one=_BEN, other=_ADA))
    assert plain is not None
    assert turned == pytest.approx(plain[::-1], rel=1e-9)


def test_those_who_wear_the_same_are_explained_as_well_either_way() -> None:
    rng = np.random.default_rng(9)
    noisy = painted(ALIKE).astype(np.int64) + rng.integers(-12, 13, painted().shape)
    found = colour_misfits(_standing(painted(ALIKE)), _standing(noisy.astype(np.uint8)))
    assert _ratio(found) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_where_a_look_leaves_no_colour_nobody_can_tell(tone: int) -> None:
    flat = np.full_like(painted(), tone)
    assert colour_misfits(_standing(painted()), _standing(flat)) is None


def test_they_may_stand_elsewhere_in_the_clip() -> None:
    aside = [np.roll(one, 10, axis=1) for one in (painted(), _ADA, _BEN)]
    other = [np.roll(one, 10, axis=1) for one in (painted(swapped()), _ADA, _BEN)]
    for (picture, one, two), told in ((aside, (0.0, 0.9)), (other, (1.2, np.inf))):
        clip = _standing(picture, one=one, other=two)
        assert told[0] < _ratio(colour_misfits(_standing(painted()), clip)) < told[1]


@pytest.mark.parametrize(
    ("rows", "columns"), [(7, 24), (80, 0), (16, 1)], ids=["too low", "not there", "too thin"]
)
def test_of_whom_too_little_shows_nothing_is_told(rows: int, columns: int) -> None:
    small = np.zeros_like(_ADA)
    small[20 : 20 + rows, 24 : 24 + columns] = True
    plan = _standing(painted())
    assert colour_misfits(plan, _standing(painted(), one=small)) is None
    assert colour_misfits(_standing(painted(), other=small), plan) is None


def test_one_whose_upper_half_shows_alone_is_told_by_what_shows() -> None:
    feet_hidden = _ADA.copy()
    feet_hidden[60:, :] = False
    feet_hidden[99, 24] = True  # A toe: the bands stay those of the whole body.
    plan = _standing(painted(), one=feet_hidden)
    for clothes, told in ((painted(), False), (painted(swapped()), True)):
        ratio = _ratio(colour_misfits(plan, _standing(clothes, one=feet_hidden)))
        assert (ratio > 1.2, ratio < 0.9) == (told, not told)

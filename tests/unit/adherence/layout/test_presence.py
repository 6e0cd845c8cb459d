"""What is missing is told of many frames together, and of no single one."""

import numpy as np
import pytest

from groundplan.adherence.layout.presence import FOUND_SIGN, GONE_SIGN, absent_frames

_WEAK = 0.28
"""The mean of what is not there."""


def _told(*signs: float) -> list[int]:
    return np.flatnonzero(absent_frames(np.array(signs, dtype=np.float64))).tolist()


def test_no_frames_tell_nothing() -> None:
    assert absent_frames(np.zeros(0)).shape == (0,)


@pytest.mark.parametrize("sign", [FOUND_SIGN, 0.93, 1.2])
@pytest.mark.parametrize("count", [1, 24, 2000])
def test_what_is_there_is_never_missing(sign: float, count: int) -> None:
    assert _told(*[sign] * count) == []


@pytest.mark.parametrize("sign", [GONE_SIGN, 0.0, _WEAK])
def test_what_is_never_there_is_missing_but_for_the_first_frame_at_most(sign: float) -> None:
    for count in (8, 24, 2000):
        assert set(_told(*[sign] * count)) >= set(range(1, count))


@pytest.mark.parametrize("sign", [GONE_SIGN, -1.0, 0.0, _WEAK])
@pytest.mark.parametrize("at", [0, 6, 11])
def test_what_is_gone_for_a_frame_is_not_missing(sign: float, at: int) -> None:
    signs = [FOUND_SIGN] * 12
    signs[at] = sign
    assert _told(*signs) == []


def test_one_frame_alone_never_tells_that_something_is_missing() -> None:
    assert _told(GONE_SIGN) == []


def test_what_goes_for_long_is_missing_there_and_nowhere_else() -> None:
    told = _told(*[FOUND_SIGN] * 6, *[_WEAK] * 12, *[FOUND_SIGN] * 6)
    assert told == list(range(told[0], told[-1] + 1))
    assert {8, 9, 14, 15} <= set(told) <= set(range(6, 18))


def test_where_it_was_found_it_is_not_missing_however_long_it_is_gone_about() -> None:
    assert 12 not in _told(*[_WEAK] * 12, FOUND_SIGN, *[_WEAK] * 12)


@pytest.mark.parametrize("sign", [0.55, 0.7])
def test_signs_between_there_and_gone_tell_nothing(sign: float) -> None:
    assert _told(*[sign] * 48) == []


def test_weak_signs_tell_together_what_a_few_of_them_do_not() -> None:
    assert _told(*[0.4] * 3) == []
    assert _told(*[0.4] * 24)


def test_a_worse_sign_makes_nothing_less_missing() -> None:
    rng = np.random.default_rng(5)
    told = 0
    for _ in range(60):
        signs = rng.uniform(0.1, 0.8, 16)
        worse = signs - rng.uniform(0.0, 0.3, 16) * (rng.random(16) < 0.5)
        before, after = absent_frames(signs), absent_frames(worse)
        assert not (before & ~after).any()
        told += int(np.count_nonzero(after & ~before))
    assert told > 0


def test_what_is_found_at_once_is_as_good_as_what_was_found_before() -> None:
    gone = [_WEAK] * 6
    after = _told(*[FOUND_SIGN] * 8, *gone)
    longer = _told(*[FOUND_SIGN] * 800, *gone)
    assert [k - 8 for k in after] == [k - 800 for k in longer]
    assert after

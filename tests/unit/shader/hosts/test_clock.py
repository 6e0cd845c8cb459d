"""Pauses between tries."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundplan.shader.hosts.clock import Backoff


@given(st.integers(0, 40), st.integers(0, 2**32 - 1), st.floats(0, 1000))
def test_a_pause_grows_is_bounded_and_never_shorter_than_asked(
    attempt: int, seed: int, asked: float
) -> None:
    backoff = Backoff(first_s=0.5, most_s=20.0)
    pause = backoff.pause_s(attempt, rng=np.random.default_rng(seed), asked_s=asked)
    longest = min(0.5 * 2.0**attempt, 20.0)
    assert max(asked, longest / 2) <= pause <= max(asked, longest)


def test_callers_do_not_all_come_back_at_once() -> None:
    rng = np.random.default_rng(1)
    assert len({Backoff().pause_s(3, rng=rng) for _ in range(50)}) == 50

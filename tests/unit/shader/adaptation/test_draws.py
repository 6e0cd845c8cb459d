"""Every draw follows from seed and number alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.shader.adaptation.draws import (
    draw,
    noise_of,
    shifted,
    torch_seed,
    validation_sigmas,
)


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 9), round_=st.integers(0, 5))
def test_every_item_is_drawn_once_per_round(seed: int, count: int, round_: int) -> None:
    numbers = range(round_ * count, (round_ + 1) * count)
    drawn = [draw(seed, n, item_count=count, caption_dropout=0.0).item for n in numbers]
    assert sorted(drawn) == list(range(count))


def test_a_draw_does_not_depend_on_those_before_it() -> None:
    alone = draw(3, 41, item_count=5, caption_dropout=0.5)
    for number in range(41):
        draw(3, number, item_count=5, caption_dropout=0.5)
    assert draw(3, 41, item_count=5, caption_dropout=0.5) == alone


def test_captions_are_left_out_as_often_as_asked() -> None:
    kept = [draw(0, n, item_count=1, caption_dropout=0.25).captioned for n in range(4000)]
    assert np.mean(kept) == pytest.approx(0.75, abs=0.03)


def test_noise_is_normal_and_its_streams_differ() -> None:
    noise = noise_of(0, 0, (4, 50, 50))
    assert noise.dtype == np.float32
    assert abs(noise.mean()) < 0.03
    assert noise.std() == pytest.approx(1.0, abs=0.03)
    assert not np.array_equal(noise, noise_of(0, 1, (4, 50, 50)))
    assert not np.array_equal(noise, noise_of(0, 0, (4, 50, 50), validation=True))
    assert torch_seed(0, None) != torch_seed(0, 0)


def test_the_shift_is_that_of_a_flow_scheduler() -> None:
    assert shifted(0.5, 1.0) == 0.5
    assert shifted(0.5, 3.0) == 0.75  # 3 * 0.5 / (1 + 2 * 0.5)
    assert (shifted(0.0, 5.0), shifted(1.0, 5.0)) == (0.0, 1.0)


def test_validation_looks_at_even_parts() -> None:
    assert validation_sigmas() == (0.125, 0.375, 0.625, 0.875)

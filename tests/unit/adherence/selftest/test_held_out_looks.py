"""Held-out looks are different, and the same for a seed."""

import numpy as np
import pytest
from tests.unit.adherence.selftest.small_shot import rendered, stage

from groundplan.adherence.selftest.held_out_looks import HELD_OUT_LOOKS


@pytest.mark.parametrize("look", HELD_OUT_LOOKS)
def test_a_look_draws_every_frame_and_is_far_from_the_previz(look: str) -> None:
    clip = rendered(stage())
    found = HELD_OUT_LOOKS[look](clip, 1)
    assert found.shape == clip.beauty.shape
    assert np.abs(found.astype(float) - clip.beauty).mean() > 6.0


@pytest.mark.parametrize("look", HELD_OUT_LOOKS)
def test_a_look_draws_the_same_bytes_for_the_same_seed(look: str) -> None:
    clip = rendered(stage())
    assert np.array_equal(HELD_OUT_LOOKS[look](clip, 1), HELD_OUT_LOOKS[look](clip, 1))


@pytest.mark.parametrize("look", ["sepia", "night", "pencil"])
def test_paper_and_grain_follow_the_seed(look: str) -> None:
    clip = rendered(stage())
    assert not np.array_equal(HELD_OUT_LOOKS[look](clip, 1), HELD_OUT_LOOKS[look](clip, 2))


def test_looks_are_far_from_one_another() -> None:
    clip = rendered(stage())
    drawn = [look(clip, 1).astype(float) for look in HELD_OUT_LOOKS.values()]
    apart = [np.abs(a - b).mean() for i, a in enumerate(drawn) for b in drawn[:i]]
    assert min(apart) > 8.0

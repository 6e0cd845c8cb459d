"""Paper lies still, grain is new in every frame, and a seed gives both again."""

import numpy as np
import pytest

from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import LOOK_NAMES, LookName

SIZE = (64, 48)
GREY = np.full((48, 64, 3), 0.5, np.float32)


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_a_seed_gives_the_same_surface_again(look: LookName) -> None:
    one, same = (Finish(look, size_px=SIZE, seed=4)(GREY, frame=7) for _ in range(2))
    assert (one == same).all()
    assert one.dtype == np.uint8


@pytest.mark.parametrize("look", ["watercolour", "ink", "film"])
def test_another_seed_gives_another_surface(look: LookName) -> None:
    one = Finish(look, size_px=SIZE, seed=4)(GREY, frame=0)
    assert (one != Finish(look, size_px=SIZE, seed=5)(GREY, frame=0)).any()


@pytest.mark.parametrize("look", ["watercolour", "ink"])
def test_paper_lies_still(look: LookName) -> None:
    finish = Finish(look, size_px=SIZE, seed=4)
    assert (finish(GREY, frame=0) == finish(GREY, frame=9)).all()


def test_grain_is_new_in_every_frame() -> None:
    finish = Finish("film", size_px=SIZE, seed=4)
    assert (finish(GREY, frame=0) != finish(GREY, frame=1)).any()


def test_clay_has_no_surface() -> None:
    assert (Finish("clay", size_px=SIZE, seed=4)(GREY, frame=0) == 128).all()


def test_a_surface_keeps_the_mean() -> None:
    for look in ("watercolour", "ink"):
        shown = Finish(look, size_px=SIZE, seed=4)(GREY, frame=0)
        assert shown.mean() == pytest.approx(127.5, abs=1.5)


def test_values_beyond_the_ends_are_clipped() -> None:
    finish = Finish("clay", size_px=SIZE, seed=0)
    assert (finish(GREY * 9, frame=0) == 255).all()
    assert (finish(-GREY, frame=0) == 0).all()

"""A template is found where the clip shows it."""

import numpy as np
import pytest
from tests.unit.adherence.layout.cards import HOME, card_template, picture

from groundplan.adherence.layout.placing import Placement, place
from groundplan.adherence.structure import structure_pyramid


def _placed(
    clip: np.ndarray, *, moved_px: tuple[float, float] = (0.0, 0.0), start: float = 0.0
) -> Placement:
    return place(
        card_template(moved_px=moved_px),
        structure_pyramid(picture()),
        structure_pyramid(clip),
        start_px=np.array([start, 0.0]),
        reach_px=12,
    )


@pytest.mark.parametrize(
    ("right", "down"), [(0, 0), (5, 0), (-7, 3), (2.5, 0), (-3.25, 1.75), (0.5, -6.5), (9, 8)]
)
def test_a_moved_thing_is_found_within_a_third_of_a_pixel(right: float, down: float) -> None:
    found = _placed(picture((HOME[0] + right, HOME[1] + down)))
    np.testing.assert_allclose(found.offset_px, [right, down], atol=0.3)
    assert found.likeness > 0.7


def test_what_the_camera_explains_is_no_offset() -> None:
    found = _placed(picture((HOME[0] + 6, HOME[1] - 2)), moved_px=(6.0, -2.0))
    np.testing.assert_allclose(found.offset_px, [0.0, 0.0], atol=0.3)


def test_a_start_reaches_farther() -> None:
    clip = picture((HOME[0] + 30, HOME[1]))
    np.testing.assert_allclose(_placed(clip, start=25.0).offset_px, [30.0, 0.0], atol=0.3)
    assert abs(_placed(clip).offset_px[0] - 30.0) > 5.0


@pytest.mark.parametrize("scale", [0.92, 1.1])
def test_a_larger_or_smaller_thing_has_its_size_read(scale: float) -> None:
    found = _placed(picture(scale=scale))
    assert found.scale == pytest.approx(scale, abs=0.03)
    np.testing.assert_allclose(found.offset_px, [0.0, 0.0], atol=0.5)


def test_nothing_there_is_unlike_it() -> None:
    there, gone, other = (
        _placed(clip).likeness for clip in (picture(), picture(None), picture(seed=12))
    )
    assert there == pytest.approx(1.0, abs=1e-3)
    assert gone < 0.6 * there
    assert other < 0.8 * there


def test_another_look_is_found_too() -> None:
    light = picture((HOME[0] + 4, HOME[1] + 1)) / 255.0
    graded = np.rint(255 * (0.9 - 0.6 * light**1.3)).astype(np.uint8)
    np.testing.assert_allclose(_placed(graded).offset_px, [4.0, 1.0], atol=0.5)

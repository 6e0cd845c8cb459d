"""Points through the cameras of plan and clip."""

import numpy as np
import pytest
from tests.unit.adherence.camera.exact import INTRINSICS, points, shifted

from groundplan.adherence.camera.pose import SAME, CameraShift, lifted, moved, projected


def test_lifted_points_come_back_to_their_pixels() -> None:
    places = np.array([[0.5, 0.5], [104.0, 60.0], [207.5, 119.5]])
    there = lifted(places, np.array([2.0, 5.0, 40.0]), INTRINSICS)
    assert there[1].tolist() == [0.0, 0.0, 5.0]
    np.testing.assert_allclose(projected(there, SAME, INTRINSICS), places, atol=1e-10)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # A camera that turns by a to the right moves what is ahead by f tan(a) to the left; the
        # shift turns points, the other way round: about y (down) by +a, x grows.
        ((0, 0.1, 0, 0, 0, 0, 0), (104 + 240 * np.tan(0.1), 60.0)),
        ((0.1, 0, 0, 0, 0, 0, 0), (104.0, 60 - 240 * np.tan(0.1))),
        ((0, 0, 0.1, 0, 0, 0, 0), (104.0, 60.0)),
        ((0, 0, 0, 0.5, 0, 0, 0), (104 + 240 * 0.5 / 6, 60.0)),
        ((0, 0, 0, 0, 0.5, 0, 0), (104.0, 60 + 240 * 0.5 / 6)),
        ((0, 0, 0, 0, 0, 0.5, 0), (104.0, 60.0)),
    ],
)
def test_what_is_ahead_goes_where_geometry_says(
    parts: tuple[float, ...], expected: tuple[float, float]
) -> None:
    ahead = np.array([[0.0, 0.0, 6.0]])
    found = projected(ahead, shifted(*parts), INTRINSICS)
    np.testing.assert_allclose(found, [expected], atol=1e-9)


def test_a_longer_lens_enlarges_about_the_centre() -> None:
    longer = projected(points(), shifted(0, 0, 0, 0, 0, 0, np.log(1.25)), INTRINSICS)
    plain = projected(points(), SAME, INTRINSICS)
    np.testing.assert_allclose(longer - [104, 60], 1.25 * (plain - [104, 60]), atol=1e-9)


def test_steps_there_and_back_lead_home() -> None:
    for part in range(7):
        step = np.zeros(7)
        step[part] = 0.3
        home = moved(moved(SAME, step), -step)
        np.testing.assert_allclose(home.clip_from_plan, np.eye(4), atol=1e-12)
        assert home.focal == pytest.approx(1.0)


def test_what_is_behind_the_camera_is_far_outside_and_finite() -> None:
    behind = projected(np.array([[0.1, 0.1, -2.0]]), CameraShift(), INTRINSICS)
    assert np.isfinite(behind).all()
    assert np.abs(behind).min() > 1e4

"""Cameras against published and hand-checked numbers."""

import math
from dataclasses import replace

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.geometry.camera import (
    Lens,
    Pinhole,
    field_of_view,
    focal_for_field_of_view,
    project,
    unproject,
)  # fmt: skip
from groundplan.geometry.distortion import NO_DISTORTION, Distortion, distort, undistort
from groundplan.geometry.sensors import DEFAULT_SENSOR, SENSORS, sensor
from groundplan.units import Millimetres, Radians


def _pinhole(width_px: int, height_px: int, *, squeeze: float = 1.0) -> Pinhole:
    lens = Lens(focal_mm=35.0, sensor_width_mm=24.89, sensor_height_mm=14.0, squeeze=squeeze)
    return Pinhole(lens=lens, image_width_px=width_px, image_height_px=height_px)


@pytest.mark.parametrize(
    ("focal_mm", "extent_mm", "degrees"),
    [(35.0, 36.0, 54.43), (50.0, 36.0, 39.60), (24.0, 36.0, 73.74), (50.0, 24.0, 26.99),
     (18.0, 36.0, 90.0)],
)  # fmt: skip
def test_field_of_view_matches_published_tables(
    focal_mm: float, extent_mm: float, degrees: float
) -> None:
    angle = field_of_view(Millimetres(focal_mm), Millimetres(extent_mm))
    assert math.degrees(angle) == pytest.approx(degrees, abs=0.005)
    back = focal_for_field_of_view(angle, Millimetres(extent_mm))
    assert back == pytest.approx(focal_mm, rel=1e-12)


def test_the_diagonal_of_full_frame_is_43_millimetres() -> None:
    lens = Lens(focal_mm=50.0, sensor_width_mm=36.0, sensor_height_mm=24.0)
    assert lens.diagonal_mm == pytest.approx(43.2666, abs=1e-4)


def test_a_narrower_picture_keeps_the_height_of_the_gate() -> None:
    k = _pinhole(832, 480).intrinsics_px
    np.testing.assert_allclose(k, [[1200.0, 0.0, 416.0], [0.0, 1200.0, 240.0], [0.0, 0.0, 1.0]])


def test_a_wider_picture_keeps_the_width_of_the_gate() -> None:
    camera = _pinhole(2390, 1000)
    assert camera.used_gate_mm == (24.89, pytest.approx(24.89 / 2.39))
    assert camera.intrinsics_px[0, 0] == pytest.approx(35.0 * 2390 / 24.89)


def test_an_anamorphic_lens_sees_wider_and_as_high() -> None:
    gate = Lens(focal_mm=50.0, sensor_width_mm=22.0, sensor_height_mm=18.6, squeeze=2.0)
    flat = Lens(focal_mm=50.0, sensor_width_mm=44.0, sensor_height_mm=18.6)
    cameras = [Pinhole(lens=x, image_width_px=2048, image_height_px=858) for x in (gate, flat)]
    np.testing.assert_allclose(cameras[0].intrinsics_px, cameras[1].intrinsics_px)
    horizontal = [camera.field_of_view.horizontal for camera in cameras]
    assert horizontal[0] == pytest.approx(horizontal[1], rel=1e-12)


def test_the_middle_of_the_picture_lies_at_half_its_size_and_up_is_up() -> None:
    k = _pinhole(832, 480).intrinsics_px
    points = np.array([[0.0, 0.0, -3.0], [1.0, 0.0, -3.0], [0.0, 1.0, -3.0]])
    np.testing.assert_allclose(project(points, k), [[416, 240], [816, 240], [416, -160]])


def test_what_is_not_in_front_of_the_camera_has_no_place_in_the_picture() -> None:
    k = _pinhole(832, 480).intrinsics_px
    picture = project(np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), k)
    np.testing.assert_array_equal(np.isnan(picture[:, 0]), [True, True, False])


def test_a_moving_zoom_projects_with_one_matrix_per_frame() -> None:
    k = np.stack([_pinhole(832, 480).intrinsics_px, _pinhole(1664, 960).intrinsics_px])
    point = np.array([0.5, 0.25, -2.0])
    both = project(point, k)
    np.testing.assert_allclose(both[1], 2.0 * both[0])
    np.testing.assert_allclose(unproject(both, 2.0, k), np.stack([point, point]), atol=1e-12)


def test_barrel_distortion_pulls_points_inwards_and_an_ideal_lens_leaves_them() -> None:
    points_cv = np.array([[0.5, 0.0], [0.0, 0.0], [0.3, -0.4]])
    bent = distort(points_cv, Distortion(k1=-0.2))
    np.testing.assert_allclose(bent, points_cv * np.array([[0.95], [1.0], [0.95]]))
    np.testing.assert_array_equal(distort(points_cv, NO_DISTORTION), points_cv)
    np.testing.assert_array_equal(undistort(points_cv, NO_DISTORTION), points_cv)


def test_each_coefficient_means_what_opencv_says() -> None:
    x, y = 0.3, -0.2
    r2 = x * x + y * y
    expected = {
        "k1": (x * r2, y * r2), "k2": (x * r2**2, y * r2**2), "k3": (x * r2**3, y * r2**3),
        "p1": (2 * x * y, r2 + 2 * y * y), "p2": (r2 + 2 * x * x, 2 * x * y),
    }  # fmt: skip
    for name, shift in expected.items():
        bent = distort(np.array([x, y]), Distortion(**{name: 0.1}))
        np.testing.assert_allclose(bent - [x, y], 0.1 * np.array(shift), atol=1e-15)
    assert Distortion(k1=1, k2=2, k3=3, p1=4, p2=5).opencv == (1, 2, 4, 5, 3)


def test_a_point_that_no_ray_reaches_is_refused() -> None:
    # r (1 - 0.5 r^2) never exceeds 0.544.
    with pytest.raises(InputError, match="cannot be undone"):
        undistort(np.array([[0.1, 0.0], [0.6, 0.0]]), Distortion(k1=-0.5))


def test_missing_points_stay_missing_when_undistorted() -> None:
    lens = Distortion(k1=-0.1)
    result = undistort(np.array([[np.nan, 0.0], [0.1, 0.2]]), lens)
    assert np.isnan(result[0, 0])
    np.testing.assert_allclose(distort(result[1], lens), [0.1, 0.2], atol=1e-12)


def test_undistorting_one_point_does_not_depend_on_the_others() -> None:
    lens = Distortion(k1=-0.2, k2=0.05, p1=0.004)
    points_cv = np.array([[0.01, 0.02], [0.5, 0.4], [-0.3, 0.1]])
    together = undistort(points_cv, lens)
    alone = np.concatenate([undistort(points_cv[i : i + 1], lens) for i in range(3)])
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize(
    "change",
    [{"focal_mm": 0.0}, {"focal_mm": -35.0}, {"focal_mm": math.nan}, {"sensor_width_mm": 0.0},
     {"sensor_height_mm": math.inf}, {"squeeze": 0.0}],
)  # fmt: skip
def test_an_impossible_lens_is_refused(change: dict[str, float]) -> None:
    good = Lens(focal_mm=35.0, sensor_width_mm=36.0, sensor_height_mm=24.0)
    with pytest.raises(InputError, match="give"):
        replace(good, **change)


def test_an_impossible_picture_is_refused() -> None:
    with pytest.raises(InputError, match="0 x 480 px"):
        _pinhole(0, 480)
    with pytest.raises(InputError, match="pixel aspect"):
        Pinhole(lens=_pinhole(1, 1).lens, image_width_px=8, image_height_px=8, pixel_aspect=-1.0)
    with pytest.raises(InputError, match="rectilinear"):
        focal_for_field_of_view(Radians(math.pi), Millimetres(36.0))


def test_sensors_are_found_by_name_label_and_alias() -> None:
    assert sensor("Super 35") is DEFAULT_SENSOR
    assert sensor("full-frame 16:9") is SENSORS["full_frame_16x9"]
    assert sensor("IMAX").width_mm == 70.41
    for name, entry in SENSORS.items():
        assert sensor(name) is sensor(entry.label) is entry
        assert all(sensor(alias) is entry for alias in entry.aliases)


def test_sensors_with_a_named_shape_have_it() -> None:
    for name in ("super35_16x9", "full_frame_16x9", "alexa_s35_16x9"):
        gate = SENSORS[name]
        assert gate.width_mm / gate.height_mm == pytest.approx(16 / 9, rel=2e-3)


def test_an_unknown_sensor_is_refused_with_the_closest_names() -> None:
    with pytest.raises(InputError, match="alexa_lf") as caught:
        sensor("alexa lfx")
    assert "super8" not in str(caught.value)
    with pytest.raises(InputError, match="super8"):
        sensor("")

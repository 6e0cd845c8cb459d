"""What a camera projects it can unproject, with and without distortion."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundplan.geometry.camera import Lens, Pinhole, project, unproject
from groundplan.geometry.distortion import Distortion, distort, undistort

lenses = st.builds(
    Lens,
    focal_mm=st.floats(8.0, 300.0),
    sensor_width_mm=st.floats(5.0, 70.0),
    sensor_height_mm=st.floats(4.0, 53.0),
    squeeze=st.sampled_from([1.0, 1.33, 1.8, 2.0]),
)
pinholes = st.builds(
    Pinhole,
    lens=lenses,
    image_width_px=st.integers(1, 8000),
    image_height_px=st.integers(1, 8000),
    pixel_aspect=st.floats(0.5, 2.0),
)
# Within these the model has no fold for points up to 0.6 from the centre.
mild = st.builds(
    Distortion,
    k1=st.floats(-0.3, 0.3),
    k2=st.floats(-0.1, 0.1),
    k3=st.floats(-0.02, 0.02),
    p1=st.floats(-0.01, 0.01),
    p2=st.floats(-0.01, 0.01),
)
image_points = st.lists(
    st.tuples(st.floats(-0.6, 0.6), st.floats(-0.6, 0.6)), min_size=1, max_size=8
).map(np.array)


@given(camera=pinholes)
def test_square_pixels_have_one_focal_length(camera: Pinhole) -> None:
    k = camera.intrinsics_px
    np.testing.assert_allclose(k[0, 0] * camera.pixel_aspect, k[1, 1], rtol=1e-12)


@given(camera=pinholes)
def test_the_used_gate_fits_one_side_and_never_leaves_the_sensor(camera: Pinhole) -> None:
    width, height = camera.used_gate_mm
    lens = camera.lens
    assert width <= lens.sensor_width_mm * (1 + 1e-12)
    assert height <= lens.sensor_height_mm * (1 + 1e-12)
    assert width == lens.sensor_width_mm or height == lens.sensor_height_mm
    shown = camera.image_width_px * camera.pixel_aspect / camera.image_height_px
    np.testing.assert_allclose(width * lens.squeeze / height, shown, rtol=1e-12)


@given(camera=pinholes)
def test_the_edge_of_the_picture_lies_at_half_the_field_of_view(camera: Pinhole) -> None:
    k, view = camera.intrinsics_px, camera.field_of_view
    right = np.array([camera.image_width_px, camera.image_height_px / 2.0])
    ray = unproject(right, 1.0, k)
    np.testing.assert_allclose(np.arctan2(ray[0], -ray[2]), view.horizontal / 2, rtol=1e-9)
    top = unproject(np.array([camera.image_width_px / 2.0, 0.0]), 1.0, k)
    np.testing.assert_allclose(np.arctan2(top[1], -top[2]), view.vertical / 2, rtol=1e-9)
    corner = unproject(np.zeros(2), 1.0, k)
    off_axis = np.arctan2(np.hypot(corner[0], corner[1]), 1.0)
    np.testing.assert_allclose(off_axis, view.diagonal / 2, rtol=1e-9)


@given(points_cv=image_points, lens=mild)
def test_undistort_undoes_distort(points_cv: np.ndarray, lens: Distortion) -> None:
    bent = distort(points_cv, lens)
    np.testing.assert_allclose(undistort(bent, lens), points_cv, atol=1e-10)
    np.testing.assert_allclose(distort(undistort(bent, lens), lens), bent, atol=2e-12)


@given(points_cv=image_points, lens=mild, depth=st.floats(0.1, 1000.0))
def test_unproject_undoes_project(points_cv: np.ndarray, lens: Distortion, depth: float) -> None:
    k = Pinhole(
        lens=Lens(focal_mm=35.0, sensor_width_mm=24.89, sensor_height_mm=14.0),
        image_width_px=832, image_height_px=480,
    ).intrinsics_px  # fmt: skip
    ahead = np.full((len(points_cv), 1), -1.0)
    points = depth * np.hstack([points_cv * np.array([1.0, -1.0]), ahead])
    for distortion in (None, lens):
        picture = project(points, k, distortion=distortion)
        back = unproject(picture, depth, k, distortion=distortion)
        np.testing.assert_allclose(back, points, rtol=1e-9, atol=1e-9 * depth)

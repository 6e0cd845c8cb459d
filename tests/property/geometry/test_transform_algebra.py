"""Transforms compose, undo and carry points, directions and normals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry import quaternions as qt
from groundplan.geometry import transforms as tf

vectors = st.lists(st.floats(-50.0, 50.0), min_size=3, max_size=3).map(np.array)
rotations = st.lists(st.floats(-3.0, 3.0), min_size=3, max_size=3).map(
    lambda v: qt.from_rotation_vector(np.array(v))
)
scales = st.lists(st.floats(0.1, 10.0), min_size=3, max_size=3).map(np.array)
rigid = st.builds(tf.compose, vectors, rotations)


def _affine(position: np.ndarray, q: np.ndarray, scale: np.ndarray) -> np.ndarray:
    return tf.multiply(tf.compose(position, q, scale), tf.compose(position, q))


affine = st.builds(_affine, vectors, rotations, scales)


@given(a=affine, b=affine, c=rigid)
def test_multiplication_is_that_of_matrices_and_associative(
    a: np.ndarray, b: np.ndarray, c: np.ndarray
) -> None:
    np.testing.assert_allclose(tf.multiply(a, b), a @ b, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(
        tf.multiply(tf.multiply(a, b), c), tf.multiply(a, tf.multiply(b, c)), rtol=1e-9, atol=1e-7
    )


@given(matrix=rigid)
def test_a_rigid_inverse_undoes_from_both_sides(matrix: np.ndarray) -> None:
    inverse = tf.inverse_rigid(matrix)
    np.testing.assert_allclose(tf.multiply(inverse, matrix), np.eye(4), atol=1e-12)
    np.testing.assert_allclose(tf.multiply(matrix, inverse), np.eye(4), atol=1e-12)


@given(matrix=affine)
def test_an_affine_inverse_undoes_and_agrees_with_the_rigid_one(matrix: np.ndarray) -> None:
    inverse = tf.inverse_affine(matrix)
    np.testing.assert_allclose(tf.multiply(inverse, matrix), np.eye(4), atol=1e-9)
    np.testing.assert_allclose(inverse, np.linalg.inv(matrix), rtol=1e-7, atol=1e-9)


@given(position=vectors, q=rotations, scale=scales)
def test_decompose_gives_back_what_was_composed(
    position: np.ndarray, q: np.ndarray, scale: np.ndarray
) -> None:
    where, turn, size = tf.decompose(tf.compose(position, q, scale))
    np.testing.assert_array_equal(where, position)
    assert qt.angle_between(turn, q) < 1e-10
    np.testing.assert_allclose(size, scale, rtol=1e-12)


@given(a=affine, b=affine, point=vectors)
def test_points_move_as_homogeneous_vectors_do(
    a: np.ndarray, b: np.ndarray, point: np.ndarray
) -> None:
    expected = (a @ np.append(point, 1.0))[:3]
    np.testing.assert_allclose(tf.transform_points(a, point), expected, rtol=1e-12, atol=1e-9)
    directions = tf.transform_directions(b, point)
    difference = tf.transform_points(b, point) - tf.transform_points(b, np.zeros(3))
    np.testing.assert_allclose(directions, difference, atol=1e-9)


@given(matrix=affine, u=vectors, v=vectors, mirrored=st.booleans())
def test_normals_stay_perpendicular_to_their_surface(
    matrix: np.ndarray, u: np.ndarray, v: np.ndarray, *, mirrored: bool
) -> None:
    normal = np.cross(u, v)
    if np.linalg.norm(normal) < 1e-3 * np.linalg.norm(u) * np.linalg.norm(v) + 1e-3:
        return
    if mirrored:
        matrix = matrix @ np.diag([-1.0, 1.0, 1.0, 1.0])
    moved = tf.transform_normals(matrix, normal)
    assert abs(np.linalg.norm(moved) - 1.0) < 1e-12
    for side in (u, v):
        carried = tf.transform_directions(matrix, side)
        assert abs(moved @ carried) <= 1e-9 * np.linalg.norm(carried)
    # Outside stays outside, also in a mirror.
    assert moved @ tf.transform_directions(matrix, normal) > 0.0


def test_one_matrix_moves_many_points_and_many_matrices_one_each() -> None:
    points = np.arange(12.0).reshape(4, 3)
    shifts = tf.compose(points, qt.identity())
    np.testing.assert_array_equal(tf.transform_points(shifts, points), 2.0 * points)
    np.testing.assert_array_equal(
        tf.transform_points(shifts[1], points), points + np.array([3.0, 4.0, 5.0])
    )
    every = tf.transform_points(shifts[:, None], points)
    np.testing.assert_array_equal(every, points[:, None] + points[None])


@given(eye=vectors, heading=st.floats(-3.0, 3.0), distance=st.floats(0.5, 20.0))
def test_a_camera_has_what_it_looks_at_straight_ahead_in_opencv_axes(
    eye: np.ndarray, heading: float, distance: float
) -> None:
    target = eye + distance * np.array([np.sin(heading), 0.0, np.cos(heading)])
    world_from_camera = tf.look_at(eye, target)
    camera_from_world = tf.camera_from_world_cv(world_from_camera)
    seen = tf.transform_points(
        camera_from_world, np.stack([target, eye + np.array([0.0, 1.0, 0.0])])
    )
    np.testing.assert_allclose(seen[0], [0.0, 0.0, distance], atol=1e-11)
    np.testing.assert_allclose(seen[1], [0.0, -1.0, 0.0], atol=1e-11)


def test_opencv_extrinsics_of_the_home_camera_only_flip_two_axes() -> None:
    np.testing.assert_array_equal(tf.camera_from_world_cv(np.eye(4)), tf.CV_FROM_GL)
    with pytest.raises(ValueError, match="read-only"):
        tf.CV_FROM_GL[0, 0] = 2.0


@pytest.mark.parametrize(
    ("matrix", "problem"),
    [
        (np.diag([0.0, 1.0, 1.0, 1.0]), "scale 0"),
        (np.diag([-1.0, 1.0, 1.0, 1.0]), "sheared or mirrored"),
        (np.eye(4) + 0.5 * np.eye(4, k=1), "sheared or mirrored"),
    ],
)
def test_matrices_without_such_parts_are_refused(matrix: np.ndarray, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        tf.decompose(matrix)


def test_flat_transforms_have_no_inverse_and_no_normals() -> None:
    flat = np.diag([1.0, 0.0, 1.0, 1.0])
    with pytest.raises(InputError, match="no inverse"):
        tf.inverse_affine(flat)
    with pytest.raises(InputError, match="vanishes"):
        tf.transform_normals(flat, np.array([1.0, 0.0, 0.0]))

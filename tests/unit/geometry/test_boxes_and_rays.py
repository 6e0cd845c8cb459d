"""Boxes and rays against exact answers and one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry import boxes, quaternions, rays, transforms

_UNIT_BOX = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
_coordinates = st.floats(-5.0, 5.0)
_places = st.tuples(_coordinates, _coordinates).map(np.array)
_sizes = st.tuples(st.floats(0.2, 4.0), st.floats(0.2, 4.0)).map(np.array)
_headings = st.floats(-3.2, 3.2)
_footprints = st.builds(boxes.footprint_corners, _places, _sizes, _headings)
_vectors = st.tuples(_coordinates, _coordinates, _coordinates).map(np.array)
_directions = _vectors.filter(lambda v: bool(np.linalg.norm(v) > 0.1))


def _square(x: float, z: float) -> np.ndarray:
    return boxes.footprint_corners(np.array([x, z]), np.array([1.0, 1.0]), 0.0)


@given(points=st.lists(_vectors, min_size=1, max_size=6).map(np.stack))
def test_the_box_around_the_corners_of_a_box_is_that_box(points: np.ndarray) -> None:
    box = boxes.box_around(points)
    corners = boxes.box_corners(box)
    np.testing.assert_allclose(boxes.box_around(corners), box, atol=1e-14)
    assert len(corners) == 8
    np.testing.assert_allclose(corners[4], [box[1, 0], box[0, 1], box[0, 2]], atol=1e-14)


def test_no_points_have_no_box() -> None:
    with pytest.raises(InputError, match="no points"):
        boxes.box_around(np.zeros((0, 3)))


def test_a_turned_box_turns_its_corners() -> None:
    quarter = transforms.compose(np.array([10.0, 0.0, 0.0]), quaternions.from_heading(np.pi / 2))
    corners = boxes.oriented_box_corners(quarter, _UNIT_BOX)
    # +Z turns to +X, +X to -Z.
    np.testing.assert_allclose(corners[1], [11.0, 0.0, 0.0], atol=1e-15)
    np.testing.assert_allclose(corners[4], [10.0, 0.0, -1.0], atol=1e-15)


def test_a_box_overlaps_itself_completely() -> None:
    assert boxes.intersection_over_union(_UNIT_BOX, _UNIT_BOX) == 1.0
    picture_box = np.array([[10.0, 20.0], [30.0, 60.0]])
    assert boxes.intersection_over_union(picture_box, picture_box) == 1.0


def test_shared_over_joint_volume_is_exact_for_shifted_boxes() -> None:
    half = _UNIT_BOX + np.array([0.5, 0.0, 0.0])
    assert boxes.intersection_over_union(_UNIT_BOX, half) == pytest.approx(1.0 / 3.0)
    beside = _UNIT_BOX + np.array([1.0, 0.0, 0.0])
    both = np.stack([half, beside])
    np.testing.assert_allclose(boxes.intersection_over_union(both, _UNIT_BOX), [1 / 3, 0.0])
    empty = np.zeros((2, 3))
    assert boxes.intersection_over_union(empty, empty) == 0.0


def test_footprint_corners_follow_the_heading() -> None:
    corners = boxes.footprint_corners(np.array([1.0, 2.0]), np.array([2.0, 4.0]), np.pi / 2)
    low, high = boxes.box_around(corners)
    # Facing +X, the depth of 4 m lies along x.
    np.testing.assert_allclose(low, [-1.0, 1.0], atol=1e-12)
    np.testing.assert_allclose(high, [3.0, 3.0], atol=1e-12)


@given(centre=_places, size=_sizes, heading=_headings)
def test_footprints_turn_as_bodies_do(centre: np.ndarray, size: np.ndarray, heading: float) -> None:
    half = np.array([0.5 * size[0], 0.0, 0.5 * size[1]])
    corner = quaternions.rotate(quaternions.from_heading(heading), half)[[0, 2]] + centre
    np.testing.assert_allclose(
        boxes.footprint_corners(centre, size, heading)[0], corner, atol=1e-12
    )


def test_touching_squares_do_not_overlap_and_crossing_ones_do() -> None:
    assert not boxes.footprints_overlap(_square(0.0, 0.0), _square(1.0, 0.0))
    assert boxes.footprints_overlap(_square(0.0, 0.0), _square(0.99, 0.99))
    turned = boxes.footprint_corners(np.array([1.1, 0.0]), np.array([1.0, 1.0]), np.pi / 4)
    # A diagonal of 0.707 reaches over the gap of 0.6.
    assert boxes.footprints_overlap(_square(0.0, 0.0), turned)


def test_the_gap_between_squares_is_measured_to_edges_and_corners() -> None:
    assert boxes.footprint_gap(_square(0.0, 0.0), _square(3.0, 0.5)) == pytest.approx(2.0)
    assert boxes.footprint_gap(_square(0.0, 0.0), _square(4.0, 5.0)) == pytest.approx(5.0)
    assert boxes.footprint_gap(_square(0.0, 0.0), _square(0.5, 0.0)) == 0.0


@given(a=_footprints, b=_footprints)
def test_overlap_and_gap_are_mutual_and_agree(a: np.ndarray, b: np.ndarray) -> None:
    overlap = boxes.footprints_overlap(a, b)
    assert overlap == boxes.footprints_overlap(b, a)
    gap = boxes.footprint_gap(a, b)
    assert gap == pytest.approx(boxes.footprint_gap(b, a), abs=1e-12)
    if overlap:
        assert gap == 0.0
    step = b.mean(axis=0) - a.mean(axis=0)
    length = float(np.linalg.norm(step))
    if length > 1e-6 and gap > 1e-6:
        # Moved closer by less than the gap, they are still apart.
        assert not boxes.footprints_overlap(a + step / length * gap * 0.99, b)


def test_a_ray_straight_down_hits_the_ground_at_its_height() -> None:
    eye, down = np.array([3.0, 2.0, 1.0]), np.array([0.0, -1.0, 0.0])
    ground = {"point": np.zeros(3), "normal": np.array([0.0, 1.0, 0.0])}
    assert rays.ray_plane(eye, down, **ground) == 2.0
    assert rays.ray_plane(eye, -down, **ground) == np.inf
    assert rays.ray_plane(eye, np.array([1.0, 0.0, 0.0]), **ground) == np.inf
    np.testing.assert_array_equal(rays.ray_point(eye, down, 2.0), [3.0, 0.0, 1.0])


def test_a_ray_meets_a_sphere_first_where_it_enters_or_from_inside_where_it_leaves() -> None:
    ahead, centre = np.array([0.0, 0.0, -1.0]), np.array([0.0, 0.0, -10.0])
    origins = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, -10.0], [0.0, 0.0, -13.0], [0.0, 3.0, 0.0]])
    hits = rays.ray_sphere(origins, ahead, centre=centre, radius=2.0)
    np.testing.assert_allclose(hits, [8.0, 2.0, np.inf, np.inf])


def test_a_ray_enters_a_box_at_its_face_and_is_inside_at_once() -> None:
    ahead = np.array([1.0, 0.0, 0.0])
    origins = np.array([[-2.0, 0.5, 0.5], [0.5, 0.5, 0.5], [2.0, 0.5, 0.5], [-2.0, 1.5, 0.5]])
    hits = rays.ray_box(origins, ahead, box=_UNIT_BOX)
    np.testing.assert_array_equal(hits, [2.0, 0.0, np.inf, np.inf])


@given(origin=_vectors, direction=_directions, radius=st.floats(0.1, 4.0))
def test_where_a_ray_hits_a_sphere_lies_on_its_surface(
    origin: np.ndarray, direction: np.ndarray, radius: float
) -> None:
    centre = np.array([0.5, -0.25, 1.0])
    distance = rays.ray_sphere(origin, direction, centre=centre, radius=radius)
    along = float((centre - origin) @ direction / (direction @ direction))
    closest = float(np.linalg.norm(origin + along * direction - centre))
    if np.isfinite(distance):
        hit = rays.ray_point(origin, direction, float(distance))
        assert np.linalg.norm(hit - centre) == pytest.approx(radius, abs=1e-6)
    else:
        behind = along < 0.0 and np.linalg.norm(origin - centre) > radius - 1e-9
        assert closest >= radius - 1e-9 or behind


@given(origin=_vectors, direction=_directions)
def test_the_faces_of_a_box_as_triangles_are_hit_where_the_box_is(
    origin: np.ndarray, direction: np.ndarray
) -> None:
    # A ray that grazes an edge by less than a number can tell hits one and misses the other.
    origin, direction = np.round(origin, 6), np.round(direction, 6)
    if np.all((origin >= 0.0) & (origin <= 1.0)):
        return
    corners = boxes.box_corners(_UNIT_BOX)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([corners[list(t)] for a, b, c, d in quads for t in ((a, b, c), (a, c, d))])
    nearest = np.min(rays.ray_triangle(origin, direction, triangle=faces))
    entry = rays.ray_box(origin, direction, box=_UNIT_BOX)
    if np.isfinite(entry) and np.isfinite(nearest):
        assert nearest == pytest.approx(float(entry), abs=1e-9)
    elif np.isfinite(entry) or np.isfinite(nearest):
        # Only a ray that grazes an edge may count for one and not for the other.
        grazing = boxes.box_around(corners) + np.array([[1e-6], [-1e-6]])
        assert not np.isfinite(rays.ray_box(origin, direction, box=grazing))

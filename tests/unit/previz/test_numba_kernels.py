"""Parts of the software rasteriser against numpy and against brute force."""

import numpy as np
import pytest

from groundplan.previz.backends.numba_tiles import affine
from groundplan.previz.backends.numba_tiles.coverage import rasterize
from groundplan.previz.backends.numba_tiles.shadow_map import NOTHING, rasterize_sun
from groundplan.previz.backends.numba_tiles.truth import halve
from groundplan.previz.backends.numba_tiles.vertices import skin

_LENS = np.array([1.0, 1.0, 0.0, 0.0, 0.01, -8192.0, 8192.0, -8192.0, 8192.0])


def _affine(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.uniform(-2, 2, (count, 3, 4))


def test_affine_inverses_undo_their_matrices() -> None:
    matrices = _affine(np.random.default_rng(0), 50)
    product = affine.compose(matrices, affine.inverses(matrices))
    np.testing.assert_allclose(product, np.tile(np.eye(3, 4), (50, 1, 1)), atol=1e-9)


def test_affine_products_and_determinants_agree_with_linear_algebra() -> None:
    rng = np.random.default_rng(1)
    a, b = _affine(rng, 20), _affine(rng, 20)
    last = np.tile([[[0.0, 0.0, 0.0, 1.0]]], (20, 1, 1))
    whole = np.concatenate([a, last], 1) @ np.concatenate([b, last], 1)
    np.testing.assert_allclose(affine.compose(a, b), whole[:, :3], atol=1e-12)
    np.testing.assert_allclose(affine.determinants(a), np.linalg.det(a[:, :, :3]), atol=1e-12)


def test_a_stretch_bound_is_never_too_small_and_exact_for_scalings() -> None:
    matrices = _affine(np.random.default_rng(2), 200)
    exact = np.linalg.norm(matrices[:, :, :3], 2, axis=(1, 2))
    assert (affine.spectral_bounds(matrices) >= exact - 1e-12).all()
    scaling = np.array([[[2.0, 0, 0, 1], [0, 3.0, 0, 1], [0, 0, 0.5, 1]]])
    assert affine.spectral_bounds(scaling)[0] == pytest.approx(3.0)


def test_halves_have_the_bits_of_numpy() -> None:
    rng = np.random.default_rng(3)
    spans = [rng.uniform(-s, s, 20_000) for s in (1.0, 1e-3, 1e-4, 1e-7)]
    values = np.concatenate([*spans, [0.0, -0.0, 1.0, -1.0, 2**-14, 2**-24]]).astype(np.float32)
    planes = np.stack([values, values[::-1], -values])
    out = np.empty((len(values), 3), np.uint16)
    halve(planes, planes.view(np.int32), out)
    np.testing.assert_array_equal(out, planes.T.astype(np.float16).view(np.uint16))


def test_skinning_blends_bone_matrices() -> None:
    rng = np.random.default_rng(4)
    points = rng.uniform(-1, 1, (30, 3)).astype(np.float32)
    normals = rng.uniform(-1, 1, (30, 3)).astype(np.float32)
    bones = rng.uniform(-1, 1, (5, 3, 4)).astype(np.float32)
    joints = rng.integers(0, 5, (30, 4)).astype(np.int32)
    weights = rng.dirichlet(np.ones(4), 30).astype(np.float32)
    posed, turned = np.empty_like(points), np.empty_like(points)
    source = np.arange(30, dtype=np.int32)
    skin(points, normals, source, joints, weights, bones.reshape(5, 12), posed, turned)
    blend = (weights[..., None, None] * bones[joints]).sum(1)
    expected = np.einsum("vij,vj->vi", blend[:, :, :3], points) + blend[:, :, 3]
    np.testing.assert_allclose(posed, expected, atol=1e-5)
    expected = np.einsum("vij,vj->vi", blend[:, :, :3], normals)
    np.testing.assert_allclose(turned, expected, atol=1e-5)


def _draw(corners: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Return which triangle is drawn at the pixels of a 32 x 32 frame, -1 for none."""
    cv = np.concatenate([corners, np.ones((len(corners), 1))], 1)
    ranges = np.array([[0, len(corners), 0, len(triangles)]], np.int64)
    setups = np.empty((6 * len(triangles), 7), np.int32)
    iz, tri = np.empty((32, 32), np.float32), np.empty((32, 32), np.int32)
    screen = np.rint(corners * 256).astype(np.int32)
    order, facing = np.zeros(1, np.int64), np.zeros(1, np.int8)
    rasterize(order, ranges, facing, triangles, cv, screen, _LENS, setups, iz, tri)
    return tri


@pytest.mark.parametrize("seed", range(20))
def test_each_pixel_of_a_fan_belongs_to_exactly_one_triangle(seed: int) -> None:
    rng = np.random.default_rng(seed)
    centre = rng.integers(8 * 256, 24 * 256, 2) / 256
    if seed % 2:
        centre = np.floor(centre) + 0.5  # on a pixel centre: the hardest tie
    ring = np.array([[0.5, 0.5], [31.5, 0.5], [31.5, 31.5], [0.5, 31.5]])
    corners = np.concatenate([[centre], ring])
    faces = np.array([[0, n + 1, (n + 1) % 4 + 1] for n in range(4)], np.int32)
    alone = [_draw(corners, faces[n : n + 1]) >= 0 for n in range(4)]
    count = np.sum(alone, axis=0)
    square = np.zeros((32, 32), bool)
    square[:31, :31] = True  # top and left edges own their pixels, bottom and right do not
    np.testing.assert_array_equal(count, square)


def test_a_sun_map_leaves_out_only_what_lies_wholly_where_nobody_looks() -> None:
    corners = np.array([[4, 4], [4, 12], [12, 4], [20, 20], [20, 44], [44, 20]]) * 256
    triangles = np.array([[0, 1, 2], [3, 4, 5]], np.int32)
    ranges = np.array([[0, 6, 0, 2]], np.int64)
    order, facing = np.zeros(1, np.int64), np.zeros(1, np.int8)
    height, screen = np.ones(6, np.float32), corners.astype(np.int32)
    drawn: list[np.ndarray] = []
    for rectangle in ([1, -1, 1, -1], [0, 32 * 256, 0, 32 * 256]):
        out = np.empty((64, 64), np.float32)
        unread = np.array(rectangle, np.int64)
        rasterize_sun(order, ranges, facing, triangles, height, screen, unread, out)
        drawn.append(out != NOTHING)
    assert drawn[0][5, 5]
    assert not drawn[1][:16, :16].any()
    np.testing.assert_array_equal(drawn[1][16:], drawn[0][16:])

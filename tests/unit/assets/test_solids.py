"""Shapes are closed, look outwards, and hold the volume they should."""

import math
from collections import Counter

import numpy as np
import pytest

from groundplan.assets import solids
from groundplan.assets.meshes import shaded
from groundplan.assets.polygon import ear_triangles
from groundplan.assets.solids import Solid
from groundplan.errors import SceneError

SHAPES = {
    "box": solids.box((1.0, 2.0, 3.0)),
    "bevelled box": solids.box((1.0, 2.0, 3.0), bevel=0.1),
    "sphere": solids.sphere(0.5),
    "cylinder": solids.cylinder(0.5, 2.0, bevel=0.05),
    "cone": solids.cone(0.5, 1.0),
    "capsule": solids.capsule(0.3, 1.6),
    "torus": solids.torus(1.0, 0.2),
    "tube": solids.tube([(0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.6, 1.4, 0.2)], (0.1, 0.2, 0.05)),
    "extrusion": solids.extrude([(0, 0), (2, 0), (2, 1), (1, 0.2), (0, 1)], 0.5),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_edge_is_shared_by_two_faces_in_opposite_directions(name: str) -> None:
    faces = SHAPES[name].faces
    edges = Counter(
        (int(a), int(b))
        for k in range(3)
        for a, b in zip(faces[:, k], faces[:, k - 2], strict=True)
    )
    assert set(edges.values()) == {1}
    assert all((b, a) in edges for a, b in edges)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_enclose_a_positive_volume(name: str) -> None:
    assert solids.volume(SHAPES[name]) > 0.0


def test_known_volumes_are_met() -> None:
    assert solids.volume(SHAPES["box"]) == pytest.approx(6.0)
    ball = solids.sphere(1.0, segments=128, rings=96)
    assert solids.volume(ball) == pytest.approx(4.0 / 3.0 * math.pi, rel=2e-3)
    ring = solids.torus(1.0, 0.25, segments=128, sides=64)
    assert solids.volume(ring) == pytest.approx(2.0 * math.pi**2 * 0.25**2, rel=3e-3)


@pytest.mark.parametrize("name", SHAPES)
def test_normals_are_unit_and_on_the_side_of_their_faces(name: str) -> None:
    mesh, source = shaded(SHAPES[name])
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-5)
    a, b, c = (mesh.positions[mesh.triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    for k in range(3):
        assert np.all(np.sum(facing * mesh.normals[mesh.triangles[:, k]], axis=1) > 0.0)
    assert np.array_equal(mesh.positions, SHAPES[name].points[source].astype(np.float32))


def test_a_mirrored_solid_still_looks_outwards() -> None:
    mirrored = solids.moved(SHAPES["cone"], np.diag([-1.0, 1.0, 1.0, 1.0]))
    assert solids.volume(mirrored) == pytest.approx(solids.volume(SHAPES["cone"]))


def test_a_flat_box_keeps_hard_edges_and_a_sphere_none() -> None:
    assert len(shaded(SHAPES["box"])[0].positions) == 24
    assert len(shaded(SHAPES["sphere"])[0].positions) == len(SHAPES["sphere"].points)


def test_merging_adds_volumes() -> None:
    one = SHAPES["box"]
    other = Solid(points=one.points + 10.0, faces=one.faces)
    assert solids.volume(solids.merged([one, other])) == pytest.approx(12.0)


def test_an_outline_that_crosses_itself_is_refused() -> None:
    bow_tie = np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.5]])
    with pytest.raises(SceneError, match="crosses itself"):
        ear_triangles(np.concatenate([bow_tie[:4], bow_tie[1:2] * 0.0 + 0.5, bow_tie[4:]]))

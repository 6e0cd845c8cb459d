"""GLB: bodies on the ground in metres, skins that move, and hostile files refused in bounds."""

import contextlib
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.assets.glb_files import Description, box, packed, post

from groundplan.assets.glb_mesh import mesh_of_glb
from groundplan.errors import InputError


def test_a_box_stands_on_the_ground_over_the_origin_in_its_size_and_colour() -> None:
    found = mesh_of_glb(packed(*box()))
    points = found.body.mesh.positions
    np.testing.assert_allclose(points.min(axis=0), [-0.5, 0.0, -0.25], atol=1e-6)
    np.testing.assert_allclose(points.max(axis=0), [0.5, 2.0, 0.25], atol=1e-6)
    assert found.color == (1.0, 0.0, 0.0)
    assert found.body.skeleton is None


def test_triangles_face_outwards_also_where_a_node_mirrors() -> None:
    for scale in ([1.0, 1.0, 1.0], [-1.0, 1.0, 1.0]):
        description, binary = box()
        description["nodes"][0]["scale"] = scale
        mesh = mesh_of_glb(packed(description, binary)).body.mesh
        a, b, c = (mesh.positions[mesh.triangles[:, k]].astype(np.float64) for k in range(3))
        volume = np.sum(a * np.cross(b, c)) / 6.0
        assert volume == pytest.approx(1.0, abs=1e-5)


def test_a_skin_keeps_its_shape_and_its_joints_parents_first() -> None:
    found = mesh_of_glb(packed(*post()))
    skeleton, skin = found.body.skeleton, found.body.mesh.skin
    assert skeleton is not None
    assert skin is not None
    assert skeleton.names == ("foot", "knee")
    assert skeleton.parents == (-1, 0)
    np.testing.assert_allclose(skeleton.places, [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]], atol=1e-6)
    upper = found.body.mesh.positions[:, 1] > 1.0
    assert set(skin.joints[upper, 0].tolist()) == {1}
    assert set(skin.joints[~upper, 0].tolist()) == {0}
    assert np.ptp(found.body.mesh.positions[:, 1]) == pytest.approx(2.0)


def _set(*path: object, to: object) -> Callable[[Description], None]:
    def change(description: Description) -> None:
        at: Any = description
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("accessors", 0, "count", to=1_000_000_000), "draws 1000000000 vertices"),
        (_set("accessors", 0, "count", to=599_999), "do not hold"),
        (_set("accessors", 0, "count", to=-1), "count"),
        (_set("accessors", 0, "byteOffset", to=1 << 39), "do not hold"),
        (_set("accessors", 1, "count", to=35), "corners"),
        (_set("accessors", 0, "sparse", to={}), "sparse"),
        (_set("accessors", 0, "type", to="VEC9"), "numbers belong"),
        (_set("bufferViews", 0, "byteLength", to=1 << 41), "byteLength"),
        (_set("bufferViews", 0, "byteStride", to=1), "do not hold"),
        (_set("buffers", 0, "uri", to="../../../etc/passwd"), "another file"),
        (_set("buffers", 0, "uri", to="file:///etc/passwd"), "another file"),
        (_set("extensionsRequired", to=["KHR_draco_mesh_compression"]), "extensions"),
        (_set("nodes", 0, "children", to=[0]), "itself"),
        (_set("nodes", to=[{"children": [1]}, {"children": [0], "mesh": 0}]), "ancestors"),
        (_set("nodes", to=[{"children": [2]}, {"children": [2]}, {"mesh": 0}]), "two parents"),
        (_set("nodes", 0, "scale", to=[1e300, 1, 1]), "not finite"),
        (_set("nodes", 0, "scale", to=["a", 1, 1]), "numbers belong"),
        (_set("nodes", 0, "mesh", to=7), "names meshes 7"),
        (_set("nodes", 0, "rotation", to=[0, 0, 0, 0]), "without length"),
        (_set("meshes", 0, "primitives", 0, "mode", to=1), "triangles"),
        (_set("meshes", to=[]), "names meshes"),
        (_set("meshes", to={"0": 1}), "list"),
        (_set("nodes", to=[]), "no triangles"),
    ],
    ids=map(str, range(23)),
)
def test_a_hostile_file_is_one_clear_error(
    change: Callable[[Description], None], said: str
) -> None:
    description, binary = box()
    change(description)
    with pytest.raises(InputError, match=said):
        mesh_of_glb(packed(description, binary))


def test_numbers_that_are_not_finite_are_refused() -> None:
    description, binary = box()
    with pytest.raises(InputError, match="not finite"):
        mesh_of_glb(packed(description, np.float32(np.nan).tobytes() + binary[4:]))


def test_a_corner_beyond_the_vertices_is_refused() -> None:
    description, binary = box()
    with pytest.raises(InputError, match="corners"):
        mesh_of_glb(packed(description, binary[:96] + np.uint16(9).tobytes() + binary[98:]))


def test_what_a_file_only_declares_costs_neither_memory_nor_time() -> None:
    description, binary = box()
    description["accessors"][0]["count"] = 599_999
    data = packed(description, binary)
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(InputError):
        mesh_of_glb(data)
    assert time.process_time() - began < 0.5
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_chain_of_10000_nodes_is_walked_and_a_longer_one_refused() -> None:
    description, binary = box()
    chain = [{"children": [k + 1]} for k in range(9_999)]
    description["nodes"] = [*chain, {"mesh": 0}]
    assert len(mesh_of_glb(packed(description, binary)).body.mesh.triangles) == 12
    description["nodes"] = [*chain, {"children": [10_000]}, {"mesh": 0}]
    with pytest.raises(InputError, match="nodes"):
        mesh_of_glb(packed(description, binary))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_crashes(data: st.DataObject) -> None:
    raw = bytearray(packed(*post()))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    with contextlib.suppress(InputError):
        assert np.all(np.isfinite(mesh_of_glb(bytes(raw)).body.mesh.positions))

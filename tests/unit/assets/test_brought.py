"""Meshes that users bring: a round trip, and a clear refusal of everything that can't be drawn."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.assets.brought import BroughtMesh, read_mesh, write_mesh
from groundplan.assets.meshes import TriangleMesh, Weights
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.world.arrays import Arrays, read_arrays, write_arrays


def flag() -> BroughtMesh:
    """Return a unit square on two joints, one above the other."""
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.float32)
    skin = Weights(
        joints=np.tile(np.array([0, 1, 0, 0], dtype=np.uint16), (4, 1)),
        weights=np.array([[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]], np.float32),
    )
    mesh = TriangleMesh(
        positions=square,
        normals=np.tile(np.array([0, 0, 1], dtype=np.float32), (4, 1)),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32),
        skin=skin,
    )
    places = np.array([[0.0, 0.0, 0.0], [0.0, 0.5, 0.0]])
    skeleton = Skeleton(names=("pole", "cloth"), parents=(-1, 0), places=places)
    return BroughtMesh(mesh=mesh, skeleton=skeleton)


def test_a_mesh_comes_back_as_it_went() -> None:
    data = write_mesh(flag())
    back = read_mesh(data)
    assert write_mesh(back) == data
    assert back.skeleton is not None
    assert back.skeleton.names == ("pole", "cloth")
    assert back.mesh.skin is not None


def put(name: str, row: int | tuple[int, int], value: float) -> Callable[[Arrays], None]:
    def change(arrays: Arrays) -> None:
        changed = arrays[name].copy()
        changed[row] = value
        arrays[name] = changed

    return change


def drop(name: str) -> Callable[[Arrays], None]:
    return lambda arrays: arrays.__delitem__(name)


def swap(name: str, array: np.ndarray) -> Callable[[Arrays], None]:
    return lambda arrays: arrays.__setitem__(name, array)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (put("positions_m", (1, 2), np.nan), "not finite"),
        (put("positions_m", (1, 2), 1e6), "1e\\+06 m away"),
        (put("normals", (1, 2), 0.5), "normal's length is 0.5"),
        (put("triangles", (0, 1), 4), "names vertex 4"),
        (put("triangles", (0, 1), -1), "names vertex -1"),
        (put("weights", (2, 1), 0.6), "sum of a vertex's weights is 0.6"),
        (put("weights", (2, 1), -1.0), "a weight is -1"),
        (put("joints", (2, 1), 2), "joint that isn't there"),
        (put("joint_parents", 1, 1), "no tree"),
        (put("joint_parents", 0, 0), "starts at its root"),
        (put("joint_places_m", (1, 1), 1e7), "too far"),
        (drop("normals"), "has the arrays"),
        (drop("weights"), "weights is missing"),
        (swap("smell", np.zeros(3)), "smell"),
        (swap("normals", np.zeros((3, 3))), "3 normals for 4 vertices"),
        (swap("triangles", np.zeros((0, 3), dtype=np.int32)), "of shape \\(0, 3\\)"),
        (swap("positions_m", np.zeros((4, 3), dtype=np.int32)), "positions_m is int32"),
        (swap("joint_names", np.array(["pole", "pole"])), "same name"),
        (swap("joint_places_m", np.zeros((1, 3))), "1 places"),
    ],
)
def test_a_mesh_that_cannot_be_drawn_is_refused_with_the_reason(
    change: Callable[[Arrays], None], problem: str
) -> None:
    arrays = read_arrays(write_mesh(flag()), limit_bytes=1 << 20)
    change(arrays)
    with pytest.raises(SceneError, match=problem):
        read_mesh(write_arrays(arrays))


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 100_000), junk=st.binary(min_size=1, max_size=8))
def test_a_damaged_mesh_is_drawable_or_refused(at: int, junk: bytes) -> None:
    data = write_mesh(flag())
    at %= len(data)
    try:
        back = read_mesh(data[:at] + junk + data[at + len(junk) :])
    except SceneError:
        return
    assert np.all(np.isfinite(back.mesh.positions))
    assert back.mesh.triangles.max() < len(back.mesh.positions)

"""A stage's fixed topology as flat arrays: every mesh of every item, concatenated once per call."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Float32, Float64, Int8, Int32, Int64, UInt8, UInt16

from groundplan.errors import RenderError
from groundplan.scene.stage import Item, Mesh, Morphs, Stage

__all__ = ["MATERIAL_COLUMNS", "MorphRows", "Topology", "pack"]

MATERIAL_COLUMNS = 16
_PATTERNS = (
    "plain", "grid", "checker", "stripes", "noise", "planks", "bricks", "grass", "asphalt", "sand",
    "snow", "ripples", "soil", "tiles",
)  # fmt: skip
_MOST_INSTANCES = 65535
_MOST_PX = 8192


class MorphRows(NamedTuple):
    """An item's morphs: their rows among all vertices, and where its weights begin."""

    rows: Int64[np.ndarray, " moved"]
    first: int
    morphs: Morphs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """Everything that does not depend on time."""

    positions: Float32[np.ndarray, "vertex 3"]
    normals: Float32[np.ndarray, "vertex 3"]
    triangles: Int32[np.ndarray, "triangle 3"]
    tri_item: Int32[np.ndarray, " triangle"]
    tri_part: UInt8[np.ndarray, " padded"]
    """Body part of each triangle, and a last 0 that stands for none at all (-1)."""
    ranges: Int64[np.ndarray, "item 4"]
    """First and end vertex, first and end triangle."""
    skin_first: Int64[np.ndarray, " item"]
    """First row of the item in the skinned arrays, -1 when it is rigid."""
    skin_source: Int32[np.ndarray, " skinned"]
    joints: Int32[np.ndarray, "skinned 4"]
    weights: Float32[np.ndarray, "skinned 4"]
    bone_count: int
    """How many bones the items refer to."""
    morphs: tuple["MorphRows", ...]
    """Of the items that have any."""
    ids: UInt16[np.ndarray, " item"]
    two_sided: Int8[np.ndarray, " item"]
    casts: Int8[np.ndarray, " item"]
    materials: Float32[np.ndarray, "item 16"]
    centers: Float64[np.ndarray, "item 3"]
    """Bounding spheres of the bind pose, in item space [m]."""
    radii: Float64[np.ndarray, " item"]


def pack(stage: Stage) -> Topology:
    """Concatenate the stage's meshes.

    Raises:
        RenderError: The frame has no size or is too large, an id is out of range, or a mesh refers
            to vertices or bones that it does not have.
    """
    _check_stage(stage)
    items = stage.items
    vertex_ends = np.cumsum([0, *(len(i.mesh.positions) for i in items)])
    triangle_ends = np.cumsum([0, *(len(i.mesh.triangles) for i in items)])
    spheres = [_sphere(i.mesh) for i in items]
    skinned, skin_first = _skin_layout(items)
    return Topology(
        positions=_rows([i.mesh.positions for i in items], 3, "f4"),
        normals=_rows([i.mesh.normals for i in items], 3, "f4"),
        triangles=_rows(
            [i.mesh.triangles + v for i, v in zip(items, vertex_ends, strict=False)], 3, "i4"
        ),
        tri_item=np.repeat(np.arange(len(items), dtype=np.int32), np.diff(triangle_ends)),
        tri_part=np.concatenate([*(_parts(i.mesh) for i in items), np.zeros(1, np.uint8)]),
        ranges=np.ascontiguousarray(
            np.stack(
                [vertex_ends[:-1], vertex_ends[1:], triangle_ends[:-1], triangle_ends[1:]], axis=1
            ),
            dtype=np.int64,
        ),
        skin_first=skin_first,
        skin_source=_ints(
            [np.arange(vertex_ends[n], vertex_ends[n + 1], dtype=np.int32) for n in skinned]
        ),
        joints=_rows([_bones(items[n]) for n in skinned], 4, "i4"),
        weights=_rows([_weights(items[n]) for n in skinned], 4, "f4"),
        bone_count=max((int(_bones(items[n]).max(initial=-1)) + 1 for n in skinned), default=0),
        morphs=tuple(
            MorphRows(
                i.mesh.morphs.vertices.astype(np.int64) + int(v), i.first_morph, i.mesh.morphs
            )
            for i, v in zip(items, vertex_ends, strict=False)
            if i.mesh.morphs is not None and i.mesh.skin is not None
        ),
        ids=np.array([i.instance for i in items], np.uint16),
        two_sided=np.array([i.two_sided for i in items], np.int8),
        casts=np.array([i.casts_shadow for i in items], np.int8),
        materials=np.array([_material(i) for i in items], np.float32).reshape(-1, MATERIAL_COLUMNS),
        centers=np.array([s[0] for s in spheres], np.float64).reshape(-1, 3),
        radii=np.array([s[1] for s in spheres], np.float64),
    )


def _parts(mesh: Mesh) -> UInt8[np.ndarray, " triangle"]:
    return np.zeros(len(mesh.triangles), np.uint8) if mesh.parts is None else mesh.parts


def _rows(parts: list[np.ndarray], width: int, kind: str) -> np.ndarray:
    whole = np.concatenate(parts) if parts else np.zeros((0, width))
    return np.ascontiguousarray(whole.reshape(-1, width), dtype=kind)


def _ints(parts: list[Int32[np.ndarray, " _"]]) -> Int32[np.ndarray, " whole"]:
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def _skin_layout(items: tuple[Item, ...]) -> tuple[list[int], Int64[np.ndarray, " item"]]:
    skinned = [n for n, item in enumerate(items) if item.mesh.skin is not None]
    first = np.full(len(items), -1, np.int64)
    row = 0
    for n in skinned:
        first[n] = row
        row += len(items[n].mesh.positions)
    return skinned, first


def _bones(item: Item) -> Int32[np.ndarray, "vertex 4"]:
    skin = item.mesh.skin
    if skin is None:
        return np.zeros((0, 4), np.int32)
    return skin.joints.astype(np.int32) + item.first_bone


def _weights(item: Item) -> Float32[np.ndarray, "vertex 4"]:
    skin = item.mesh.skin
    return np.zeros((0, 4), np.float32) if skin is None else skin.weights


def _sphere(mesh: Mesh) -> tuple[Float64[np.ndarray, "3"], float]:
    points = mesh.positions.astype(np.float64)
    if not len(points):
        return np.zeros(3), 0.0
    center = (points.min(0) + points.max(0)) / 2
    return center, float(np.sqrt(((points - center) ** 2).sum(1).max()))


def _material(item: Item) -> list[float]:
    m = item.material
    return [
        *m.base_color, m.roughness, m.metallic, *m.emission_nit, _PATTERNS.index(m.pattern),
        *m.pattern_color, max(m.pattern_scale_m, 1e-4), 0.0, 0.0, 0.0,
    ]  # fmt: skip


def _check_stage(stage: Stage) -> None:
    width, height = stage.size_px
    if width < 1 or height < 1:
        raise RenderError(f"a frame of {width} x {height} px has no area", "ask for at least 1 x 1")
    if max(width, height) > _MOST_PX:
        raise RenderError(
            f"a frame of {width} x {height} px is too large", f"ask for at most {_MOST_PX} a side"
        )
    if len(stage.instances) > _MOST_INSTANCES:
        raise RenderError(
            f"{len(stage.instances)} instances do not fit the instance pass",
            f"use at most {_MOST_INSTANCES}",
        )
    for n, item in enumerate(stage.items):
        _check_item(n, item)


def _check_item(n: int, item: Item) -> None:
    mesh = item.mesh
    if not 1 <= item.instance <= _MOST_INSTANCES:
        raise RenderError(
            f"item {n} has instance id {item.instance}", f"ids lie in 1..{_MOST_INSTANCES}"
        )
    count = len(mesh.positions)
    if len(mesh.normals) != count or (mesh.skin is not None and len(mesh.skin.joints) != count):
        raise RenderError(
            f"item {n} has {count} positions but other counts of normals or bone weights",
            "give one of each per vertex",
        )
    if mesh.parts is not None and len(mesh.parts) != len(mesh.triangles):
        raise RenderError(
            f"item {n} has {len(mesh.triangles)} triangles but {len(mesh.parts)} body parts",
            "give one per triangle",
        )
    if len(mesh.triangles) and not 0 <= mesh.triangles.min() <= mesh.triangles.max() < count:
        raise RenderError(
            f"item {n} has a triangle corner outside its {count} vertices", "mend the mesh"
        )
    if not (np.isfinite(mesh.positions).all() and np.isfinite(mesh.normals).all()):
        raise RenderError(f"item {n} has a vertex that is not finite", "mend the mesh")

"""A mesh, with its skin, from binary glTF: one body that stands on the ground over the origin.

Source:
    Khronos Group, glTF 2.0 Specification: 3.5 (scenes), 3.7 (meshes and skins). +Y up, +Z ahead,
    metres, triangles counter-clockwise, as here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.brought import BroughtMesh, read_mesh, write_mesh
from groundplan.assets.glb import Glb, Json, keyed, listed, read_glb, shown, whole, wrong
from groundplan.assets.meshes import TriangleMesh, Weights, bounds
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms

__all__ = ["GlbBody", "mesh_of_glb"]

_MOST_NODES: Final = 10_000
_MOST_VERTICES: Final = 600_000
_MOST_TRIANGLES: Final = 1_200_000
_MOST_PARTS: Final = 10_000
_MOST_JOINTS: Final = 1024
_TRIANGLES: Final = 4
_FARTHEST: Final = 1e9

Room = tuple[int, int, int]
"""Parts, vertices and triangles."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GlbBody:
    """What a file draws."""

    body: BroughtMesh
    color: tuple[float, float, float] | None
    """Linear base colour of its largest part."""
    left_out: tuple[str, ...]
    """What the file has besides, in words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Piece:
    positions: Float[np.ndarray, "vertex 3"]
    normals: Float[np.ndarray, "vertex 3"]
    triangles: np.ndarray
    joints: np.ndarray
    weights: np.ndarray
    material: object


def mesh_of_glb(data: bytes) -> GlbBody:
    """Return the body of a file, checked as every brought mesh is.

    Raises:
        InputError: The file is damaged, hostile, or draws nothing.
    """
    glb = read_glb(data)
    parents, worlds = _nodes(glb)
    skin = _skin(glb, parents, worlds)
    pieces: list[_Piece] = []
    room: Room = (0, 0, 0)
    for row in range(len(worlds)):
        # Many nodes may draw one mesh: what they make is counted before it is made.
        for part, skinned in _parts(glb, row, skin=skin):
            room = _check_room(glb, part, room)
            pieces.append(_piece(glb, part, worlds[row], skin=skinned, joint=_carrier(row, skin)))
    if not pieces:
        raise wrong("has no triangles", "bring a mesh of triangles")
    body = _grounded(pieces, _skeleton(glb, skin, parents, worlds=worlds))
    largest = max(pieces, key=lambda piece: len(piece.triangles))
    try:
        checked = read_mesh(write_mesh(body))
    except SceneError as error:
        raise wrong(f"has a mesh that can't be drawn: {error.problem}", error.remedy) from None
    return GlbBody(body=checked, color=_color(glb, largest.material), left_out=_left_out(glb))


def _nodes(glb: Glb) -> tuple[list[int], Float[np.ndarray, "node 4 4"]]:
    """Return the parent of every node (-1: none) and where it is.

    Raises:
        InputError: The nodes are no trees.
    """
    count = len(glb.items("nodes"))
    if count > _MOST_NODES:
        raise wrong(f"has {count} nodes", f"bring at most {_MOST_NODES}")
    parents = [-1] * count
    children = [_indices(glb.item("nodes", row).get("children", []), count) for row in range(count)]
    for row, below in enumerate(children):
        for child in below:
            if parents[child] >= 0 or child == row:
                raise wrong(f"gives node {child} two parents, or itself", "nodes are trees")
            parents[child] = row
    worlds = np.tile(np.eye(4), (count, 1, 1))
    waiting = [row for row in range(count) if parents[row] < 0]
    seen = 0
    while waiting:
        row = waiting.pop()
        seen += 1
        above = worlds[parents[row]] if parents[row] >= 0 else np.eye(4)
        worlds[row] = above @ _local(glb.item("nodes", row))
        if not np.all(np.abs(worlds[row]) <= _FARTHEST):
            raise wrong(f"has node {row} too far away, or too large")
        waiting += children[row]
    if seen != count:
        raise wrong("has nodes that are their own ancestors", "nodes are trees")
    return parents, worlds


def _indices(value: object, count: int) -> list[int]:
    rows = listed(value)
    found = [whole(row, "index") for row in rows]
    if any(row >= count for row in found):
        raise wrong(f"names a node beyond its {count}")
    return found


def _local(node: Json) -> Float[np.ndarray, "4 4"]:
    if "matrix" in node:
        return _numbers(node["matrix"], 16).reshape(4, 4).T
    rotation = _numbers(node.get("rotation", [0, 0, 0, 1]), 4)
    if np.linalg.norm(rotation) < 1e-6:
        raise wrong("has a rotation without length")
    return transforms.compose(
        _numbers(node.get("translation", [0, 0, 0]), 3),
        quaternions.normalise(rotation),
        _numbers(node.get("scale", [1, 1, 1]), 3),
    )


def _numbers(value: object, count: int) -> Float[np.ndarray, " n"]:
    rows = listed(value)
    if len(rows) != count or not all(isinstance(row, int | float) for row in rows):
        raise wrong(f"has {shown(value)} where {count} numbers belong")
    found = np.array(rows, dtype=np.float64)
    if not np.all(np.abs(found) <= 1e6):
        raise wrong("has numbers that are not finite, or too large")
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Skin:
    nodes: tuple[int, ...]
    """In an order in which parents come first."""
    columns: dict[int, int]
    """Row of the joint by its number in the file's skin."""
    body_from_bind: Float[np.ndarray, "joint 4 4"]
    """By the number in the file's skin."""
    index: int


def _skin(glb: Glb, parents: Sequence[int], worlds: Float[np.ndarray, "node 4 4"]) -> _Skin | None:
    if not glb.items("skins"):
        return None
    skin = glb.item("skins", 0)
    joints = _indices(skin.get("joints"), len(worlds))
    if not 1 <= len(joints) <= _MOST_JOINTS or len(set(joints)) != len(joints):
        raise wrong(f"has a skin of {len(joints)} joints", f"bring 1 to {_MOST_JOINTS}")
    bind = np.tile(np.eye(4), (len(joints), 1, 1))
    if "inverseBindMatrices" in skin:
        rows = glb.array(skin["inverseBindMatrices"], width=16, kinds="f")
        if len(rows) < len(joints) or not np.all(np.abs(rows) <= 1e6):
            raise wrong("has joints without a bind matrix, or wild ones")
        bind = rows[: len(joints)].reshape(-1, 4, 4).transpose(0, 2, 1).astype(np.float64)
    order = sorted(range(len(joints)), key=lambda k: _depth(parents, joints[k]))
    return _Skin(
        nodes=tuple(joints[k] for k in order),
        columns={k: row for row, k in enumerate(order)},
        body_from_bind=worlds[joints] @ bind,
        index=0,
    )


def _depth(parents: Sequence[int], node: int) -> int:
    depth = 0
    while parents[node] >= 0:
        node, depth = parents[node], depth + 1
    return depth


def _parts(glb: Glb, row: int, *, skin: _Skin | None) -> Iterator[tuple[Json, _Skin | None]]:
    """Yield what a node draws, and the skin that moves it."""
    node = glb.item("nodes", row)
    if "mesh" not in node:
        return
    own = skin if skin is not None and node.get("skin") == skin.index else None
    for primitive in listed(glb.item("meshes", node["mesh"]).get("primitives", [])):
        part = keyed(primitive)
        if part.get("mode", _TRIANGLES) != _TRIANGLES:
            raise wrong("draws something else than triangles", "export it triangulated")
        yield part, own


def _check_room(glb: Glb, part: Json, made: Room) -> Room:
    """Return what is made with one more part.

    Raises:
        InputError: It takes the body beyond its parts, vertices or triangles.
    """
    position = keyed(part.get("attributes", {})).get("POSITION")
    parts = made[0] + 1
    vertices = made[1] + _declared(glb, position)
    triangles = made[2] + _declared(glb, part.get("indices", position)) // 3
    if parts > _MOST_PARTS or vertices > _MOST_VERTICES or triangles > _MOST_TRIANGLES:
        raise wrong(
            f"draws {vertices} vertices and {triangles} triangles in {parts} parts, or more",
            f"bring at most {_MOST_VERTICES}, {_MOST_TRIANGLES} and {_MOST_PARTS}",
        )
    return parts, vertices, triangles


def _declared(glb: Glb, accessor: object) -> int:
    return (
        0 if accessor is None else whole(glb.item("accessors", accessor).get("count", 0), "count")
    )


def _carrier(row: int, skin: _Skin | None) -> int:
    """Return the joint that carries an unskinned part of a skinned body: its own, else the root."""
    return skin.nodes.index(row) if skin is not None and row in skin.nodes else 0


def _piece(
    glb: Glb, part: Json, world: Float[np.ndarray, "4 4"], *, skin: _Skin | None, joint: int
) -> _Piece:
    names = keyed(part.get("attributes", {}))
    if "POSITION" not in names:
        raise wrong("has a part without positions")
    points = glb.array(names["POSITION"], width=3, kinds="f").astype(np.float64)
    if not np.all(np.isfinite(points)):
        raise wrong("has positions that are not finite")
    triangles = _triangles(glb, part, count=len(points))
    joints = np.full((len(points), 4), joint, dtype=np.int64)
    weights = np.tile(np.array([1.0, 0.0, 0.0, 0.0]), (len(points), 1))
    linear = world[None, :3]
    if skin is not None and "JOINTS_0" in names and "WEIGHTS_0" in names:
        joints, weights, linear = _weighted(glb, names, skin, count=len(points))
    moved = np.einsum("vij,vj->vi", linear[:, :3, :3], points) + linear[:, :3, 3]
    if np.linalg.det(linear[0, :3, :3]) < 0.0:
        triangles = triangles[:, ::-1]
    return _Piece(
        positions=moved, normals=_normals(moved, triangles), triangles=triangles, joints=joints,
        weights=weights, material=part.get("material"),
    )  # fmt: skip


def _triangles(glb: Glb, part: Json, *, count: int) -> np.ndarray:
    if "indices" in part:
        corners = glb.array(part["indices"], width=1, kinds="u")[:, 0].astype(np.int64)
    else:
        corners = np.arange(count)
    if len(corners) % 3 or corners.max(initial=0) >= count:
        raise wrong("has triangles with missing corners")
    return corners.reshape(-1, 3)


def _weighted(
    glb: Glb, names: Json, skin: _Skin, *, count: int
) -> tuple[np.ndarray, np.ndarray, Float[np.ndarray, "vertex 3 4"]]:
    numbers = glb.array(names["JOINTS_0"], width=4, kinds="u").astype(np.int64)
    weights = glb.array(names["WEIGHTS_0"], width=4, kinds="fu").astype(np.float64)
    whole_ = weights.sum(axis=1)
    if len(numbers) != count or len(weights) != count:
        raise wrong("has vertices without joints")
    if not np.all(np.isfinite(weights)) or weights.min() < 0.0 or not np.all(whole_ > 1e-6):
        raise wrong("has weights that do not add up")
    weights /= whole_[:, None]
    if numbers.max() >= len(skin.nodes):
        raise wrong("has a vertex on a joint that isn't there")
    linear = np.zeros((count, 3, 4))
    for k in range(4):  # one of the four at a time: all four at once take four times the memory
        linear += weights[:, k, None, None] * skin.body_from_bind[numbers[:, k], :3]
    rows = np.array([skin.columns[k] for k in range(len(skin.nodes))])
    return rows[numbers], weights, linear


def _normals(points: Float[np.ndarray, "vertex 3"], triangles: np.ndarray) -> Float[
    np.ndarray, "vertex 3"
]:  # fmt: skip
    """Return smooth normals, area-weighted: those of a file may be missing or of any length."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    area = np.cross(b - a, c - a)
    total = np.zeros_like(points)
    for k in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(
                triangles[:, k], weights=area[:, axis], minlength=len(points)
            )
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(length > 1e-12, total / np.maximum(length, 1e-12), [0.0, 1.0, 0.0])


def _skeleton(
    glb: Glb, skin: _Skin | None, parents: Sequence[int], *, worlds: Float[np.ndarray, "node 4 4"]
) -> Skeleton | None:
    """Return the joints at rest, all below the first: several roots hang on it."""
    if skin is None:
        return None
    rows = {node: row for row, node in enumerate(skin.nodes)}
    names: list[str] = []
    above: list[int] = []
    for row, node in enumerate(skin.nodes):
        name = str(glb.item("nodes", node).get("name") or f"joint{row}")[:100]
        names.append(name if name not in names else f"{name}_{row}")
        up = parents[node]
        while up >= 0 and up not in rows:
            up = parents[up]
        above.append(-1 if row == 0 else rows.get(up, 0))
    places = np.array([worlds[node][:3, 3] for node in skin.nodes])
    return Skeleton(names=tuple(names), parents=tuple(above), places=places)


def _grounded(pieces: Sequence[_Piece], skeleton: Skeleton | None) -> BroughtMesh:
    """Return all pieces as one mesh, its lowest point at height 0 over the origin."""
    starts = np.cumsum([0, *(len(piece.positions) for piece in pieces)])
    points = np.concatenate([piece.positions for piece in pieces])
    if np.abs(points).max() > 1e5:
        raise wrong("reaches too far away", "stay within 100 km")
    low, high = bounds(points.astype(np.float32))
    origin = np.array([0.5 * (low[0] + high[0]), low[1], 0.5 * (low[2] + high[2])])
    weights = Weights(
        joints=np.concatenate([piece.joints for piece in pieces]).astype(np.uint16),
        weights=np.concatenate([piece.weights for piece in pieces]).astype(np.float32),
    )
    mesh = TriangleMesh(
        positions=(points - origin).astype(np.float32),
        normals=np.concatenate([piece.normals for piece in pieces]).astype(np.float32),
        triangles=np.concatenate(
            [p.triangles + at for p, at in zip(pieces, starts, strict=False)]
        ).astype(np.int32),
        skin=weights if skeleton is not None else None,
    )
    moved = None if skeleton is None else replace(skeleton, places=skeleton.places - origin)
    return BroughtMesh(mesh=mesh, skeleton=moved)


def _color(glb: Glb, material: object) -> tuple[float, float, float] | None:
    if material is None:
        return None
    shading = keyed(glb.item("materials", material).get("pbrMetallicRoughness", {}))
    factor = shading.get("baseColorFactor")
    if factor is None:
        return None
    red, green, blue, _ = np.clip(_numbers(factor, 4), 0.0, 1.0).tolist()
    return (red, green, blue)


def _left_out(glb: Glb) -> tuple[str, ...]:
    kinds = ("animations", "textures", "cameras")
    more = [f"{len(glb.items(kind))} {kind}" for kind in kinds if glb.items(kind)]
    skins = len(glb.items("skins"))
    return (*more, *([f"{skins - 1} more skins"] if skins > 1 else []))

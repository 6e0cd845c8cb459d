"""Rings of points for bodies: superellipses, and lofts whose points follow joints.

A ring's side 0 lies ahead (+Z), side 1/4 at +X, and so on around +Y.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from groundplan.assets import solids
from groundplan.assets.meshes import (
    Morphs,
    TriangleMesh,
    Weights,
    morphs_of,
    point_normals,
    shaded,
)
from groundplan.assets.solids import Solid
from groundplan.geometry import splines

__all__ = [
    "BodyPiece", "Weigh", "along", "blend", "limb", "mirrored", "oval", "rigid_piece", "shell",
        "skinned",
]  # fmt: skip

Weigh = Callable[[Float[np.ndarray, "point 3"]], Float[np.ndarray, "point joint"]]
"""Weights on all joints of points in bind pose."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyPiece:
    """A closed shell of a body in one material role, with weights on all joints."""

    role: str
    solid: Solid
    weights: Float[np.ndarray, "point joint"]
    smooth: bool = False
    """Without hard edges: points that are shared have one normal."""
    follow: Float[np.ndarray, "point unit 3"] | None = None
    """How points of a smooth piece move with the units of a face [m]; None: not."""


def oval(
    sides: int, width: float, depth: float, *, power: float = 2.3
) -> Float[np.ndarray, "side 2"]:
    """Return (x, z) around a superellipse with the given half axes [m].

    Source:
        Lame curve |x/a|^n + |z/b|^n = 1; n = 2.3 is our engineering default for a trunk.
    """
    ring = solids.circle(sides)
    x = np.sign(ring[:, 0]) * np.abs(ring[:, 0]) ** (2.0 / power)
    z = np.sign(ring[:, 1]) * np.abs(ring[:, 1]) ** (2.0 / power)
    return np.stack([width * x, depth * z], axis=-1)


def blend(
    edge: float, width: float, at: Float[np.ndarray, "*shape"]
) -> Float[np.ndarray, "*shape"]:
    """Return 0 below `edge - width`, 1 above `edge + width`, smooth between."""
    u = np.clip((at - edge + width) / (2.0 * width), 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u)


def along(
    at: Float[np.ndarray, " row"],
    joints: Sequence[tuple[int, float]],
    *,
    count: int,
    width: float,
) -> Float[np.ndarray, "row joint"]:
    """Return weights of a chain: each (joint, start) takes over at its start along the limb."""
    weights = np.zeros((len(at), count))
    weights[:, joints[0][0]] = 1.0
    for joint, start in joints[1:]:
        share = blend(start, width, at)[:, None]
        weights = weights * (1.0 - share)
        weights[:, joint] += share[:, 0]
    return weights


def shell(role: str, rings: Float[np.ndarray, "row side 3"], weigh: Weigh) -> BodyPiece:
    """Return a loft whose points follow joints as `weigh` says of their places."""
    solid = solids.loft(rings)
    return BodyPiece(role=role, solid=solid, weights=weigh(solid.points))


def limb(
    role: str,
    path: Sequence[tuple[int, tuple[float, float, float], float]],
    *,
    count: int,
    sides: int = 12,
    width: float = 0.22,
) -> BodyPiece:
    """Return a smooth tube through (joint, place [m], radius [m]); joints lead from their places.

    A joint of -1 adds a place without a joint of its own. `width` is how far, in places, two
    joints share the surface.
    """
    places = np.array([place for _, place, _ in path])
    radii = np.array([radius for _, _, radius in path])
    at = np.linspace(0.0, len(path) - 1.0, (len(path) - 1) * 4 + 1)
    line = splines.catmull_rom(places, at)
    girth = np.interp(at, np.arange(len(path)), radii)
    chain = [(joint, float(k)) for k, (joint, _, _) in enumerate(path) if joint >= 0]
    solid, rows = solids.loft_rows(solids.tube_rings(line, girth, segments=sides))
    weights = along(at, chain, count=count, width=width)
    return BodyPiece(role=role, solid=solid, weights=weights[rows])


def mirrored(piece: BodyPiece, names: Sequence[str]) -> BodyPiece:
    """Return the piece on the other side, following the joints of that side."""
    swap = {"left": "right", "right": "left"}
    other = [_other_side(name, swap) for name in names]
    columns = [names.index(name) for name in other]
    solid = solids.moved(piece.solid, np.diag([-1.0, 1.0, 1.0, 1.0]))
    return BodyPiece(role=piece.role, solid=solid, weights=piece.weights[:, columns])


def _other_side(name: str, swap: dict[str, str]) -> str:
    for here, there in swap.items():
        for form, new in ((here, there), (here.title(), there.title())):
            if form in name:
                return name.replace(form, new)
    return name


def rigid_piece(role: str, solid: Solid, *, joint: int, count: int) -> BodyPiece:
    """Return a solid that follows one joint."""
    weights = np.zeros((len(solid.points), count))
    weights[:, joint] = 1.0
    return BodyPiece(role=role, solid=solid, weights=weights)


def skinned(pieces: Sequence[BodyPiece]) -> dict[str, TriangleMesh]:
    """Return one mesh per role, each vertex with its four strongest joints."""
    meshes: dict[str, TriangleMesh] = {}
    for role in dict.fromkeys(piece.role for piece in pieces):
        parts = [_meshed(piece) for piece in pieces if piece.role == role]
        weights = np.concatenate([weight for _, weight in parts])
        best = np.argsort(-weights, axis=1, kind="stable")[:, :4]
        kept = np.take_along_axis(weights, best, axis=1)
        kept /= kept.sum(axis=1, keepdims=True)
        starts = np.cumsum([0, *(len(mesh.positions) for mesh, _ in parts)])
        meshes[role] = TriangleMesh(
            positions=np.concatenate([mesh.positions for mesh, _ in parts]),
            normals=np.concatenate([mesh.normals for mesh, _ in parts]),
            triangles=np.concatenate(
                [m.triangles + start for (m, _), start in zip(parts, starts, strict=False)]
            ).astype(np.int32),
            skin=Weights(joints=best.astype(np.uint16), weights=kept.astype(np.float32)),
            morphs=_joined([mesh for mesh, _ in parts], starts),
        )
    return meshes


def _joined(parts: Sequence[TriangleMesh], starts: Int[np.ndarray, " start"]) -> Morphs | None:
    """Return the morphs of meshes that become one, each from its start on."""
    found = [(p.morphs, int(s)) for p, s in zip(parts, starts, strict=False) if p.morphs]
    if not found:
        return None
    return Morphs(
        vertices=np.concatenate([m.vertices + start for m, start in found]).astype(np.int32),
        offsets=np.concatenate([m.offsets for m, _ in found], axis=1),
        normals=np.concatenate([m.normals for m, _ in found], axis=1),
    )


def _meshed(piece: BodyPiece) -> tuple[TriangleMesh, Float[np.ndarray, "vertex joint"]]:
    if not piece.smooth:
        mesh, source = shaded(piece.solid)
        return mesh, piece.weights[source]
    points, faces = piece.solid.points, piece.solid.faces
    mesh = TriangleMesh(
        positions=points.astype(np.float32),
        normals=point_normals(points, faces).astype(np.float32),
        triangles=faces,
        morphs=None if piece.follow is None else morphs_of(points, faces, piece.follow),
    )
    return mesh, piece.weights

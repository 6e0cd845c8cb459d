"""Measures how far what is worn inside comes out through what is worn outside it."""

from itertools import combinations

import numpy as np

from groundplan.assets.garments import cut
from groundplan.assets.human import Figure, human_figure
from groundplan.assets.mannequin import complete
from groundplan.assets.meshes import point_normals
from groundplan.assets.skeleton import posed
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.cloth import put_on, rank
from groundplan.geometry import transforms
from groundplan.motion.frame import resting
from groundplan.motion.poses import human_pose

NEAR_M = 0.07
"""Points that rest further from a layer than this are not under it."""
_TRIED = 12
REACH_M = 0.12
OUT_M = 0.03
"""What rests further outside of a layer than this was never under it."""
ALIKE = 0.5
"""Least cosine between the joint weights of cloth and of what it lies on."""
HEM_M = 0.03
"""Nearer than this to a hem, what is worn inside comes out anyway."""


def bones(figure: Figure, pose: str) -> np.ndarray:
    """Return what takes the bind pose to a pose, for each joint."""
    skeleton = figure.skeleton
    if pose == "rest":
        return np.repeat(np.eye(4)[None], len(skeleton.names), axis=0)
    frames = resting(skeleton, 1)
    human_pose(pose, frames, np.array([0.4]))
    body_from_joint = posed(skeleton, frames.rotations, frames.root)[0]
    return transforms.multiply(
        body_from_joint, transforms.inverse_rigid(skeleton.body_from_bind_joint())
    )


def moved(piece: BodyPiece, bone: np.ndarray) -> np.ndarray:
    """Return a piece's points in a pose, by linear blend skinning."""
    mixed = np.einsum("vj,jab->vab", piece.weights / piece.weights.sum(1, keepdims=True), bone)
    homogeneous = np.concatenate([piece.solid.points, np.ones((len(piece.weights), 1))], axis=1)
    return np.einsum("vab,vb->va", mixed[:, :3], homogeneous)


def sheets(garments: tuple[str, ...], figure: Figure) -> list[tuple[str, BodyPiece]]:
    """Return the main shell of each garment on trunk and legs, from the skin outwards."""
    cuts = complete({name: cut(name) for name in garments})
    pieces = [p for p in put_on(figure, cuts) if p.smooth and p.role in cuts]
    order = sorted({p.role for p in pieces}, key=lambda role: rank(cuts[role]))
    return [(role, p) for role in order for p in pieces if p.role == role]


def _rim(piece: BodyPiece) -> np.ndarray:
    faces = piece.solid.faces
    sides = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    pairs, count = np.unique(sides, axis=0, return_counts=True)
    return np.unique(pairs[count == 1])


def _sheet(piece: BodyPiece) -> np.ndarray:
    """Return the triangles of the cloth itself, without the strips that close its hems."""
    faces = piece.solid.faces.astype(np.int64)
    label = np.arange(len(piece.solid.points))
    for _ in range(len(label)):
        low = label[faces].min(axis=1)
        new = label.copy()
        np.minimum.at(new, faces.ravel(), np.repeat(low, 3))
        if np.array_equal(new, label):
            break
        label = new
    free = np.setdiff1d(np.unique(faces), _rim(piece))
    return faces[np.isin(label[faces[:, 0]], np.unique(label[free]))]


def stands_out_m(inner: BodyPiece, outer: BodyPiece, bone: np.ndarray) -> np.ndarray:
    """Return how far points that rest under a layer are outside of it in a pose [m]."""
    faces = _sheet(outer)
    mine = np.unique(_sheet(inner))
    rest, corners = inner.solid.points[mine], outer.solid.points[faces]
    away = np.linalg.norm(rest[:, None] - corners.mean(axis=1)[None], axis=-1)
    near = np.argsort(away, axis=1, kind="stable")[:, :_TRIED]
    below = np.zeros(len(mine), dtype=bool)
    chosen, least = near[:, 0].copy(), np.full(len(mine), NEAR_M)
    for k in range(near.shape[1]):
        height, inside = _over(rest, corners[near[:, k]])
        better = inside & (np.abs(height) < least) & (height < OUT_M)
        chosen[better], least[better] = near[better, k], np.abs(height[better])
        below |= better
    edge = outer.solid.points[_rim(outer)]
    below &= np.linalg.norm(rest[:, None] - edge[None], axis=-1).min(axis=1) > HEM_M
    # An arm beside a vest is not under it: only what the same joints move is.
    worn, cloth = inner.weights[mine], outer.weights[faces[chosen]].mean(axis=1)
    alike = np.sum(worn * cloth, axis=1)
    alike /= np.linalg.norm(worn, axis=1) * np.linalg.norm(cloth, axis=1)
    below &= alike > ALIKE
    points, surface = moved(inner, bone), moved(outer, bone)
    height, _ = _over(points[mine], surface[faces[chosen]])
    out = np.where(below, np.maximum(height, 0.0), 0.0)
    normals = point_normals(points, inner.solid.faces)[mine]
    for row in np.flatnonzero(out > 0.0):
        # In the fold of a groin or an elbow the outer cloth folds over itself and still covers.
        if _covered(points[mine[row]], normals[row], surface[faces]):
            out[row] = 0.0
    return out


def _covered(point: np.ndarray, way: np.ndarray, corners: np.ndarray) -> bool:
    """Whether a ray from a point meets a triangle within `REACH_M`.

    Source:
        Moller and Trumbore, "Fast, Minimum Storage Ray-Triangle Intersection" (1997).
    """
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(way, ac)
    det = np.sum(ab * p, axis=1)
    det = np.where(np.abs(det) < 1e-12, np.inf, det)
    u = np.sum((point - a) * p, axis=1) / det
    q = np.cross(point - a, ab)
    v = q @ way / det
    t = np.sum(ac * q, axis=1) / det
    return bool(np.any((u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (t > 1e-4) & (t < REACH_M)))


def _over(points: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return heights above triangles [m], and whether the feet lie within them."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normal = np.cross(b - a, c - a)
    twice = np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    normal = normal / twice
    height = np.sum((points - a) * normal, axis=1)
    foot = points - height[:, None] * normal
    shares = np.stack(
        [np.sum(np.cross(q - p, foot - p) * normal, axis=1) for p, q in ((a, b), (b, c), (c, a))]
    )
    return height, (shares / twice[:, 0] > -0.02).all(axis=0)


def worst_m(garments: tuple[str, ...], pose: str, *, gender: str) -> dict[tuple[str, str], float]:
    """Return by (inner, outer) garment how far the one comes out of the other [m]."""
    figure = human_figure(1.72, gender=gender)
    bone, found = bones(figure, pose), dict[tuple[str, str], float]()
    for (a, inner), (b, outer) in combinations(sheets(garments, figure), 2):
        if a != b:
            out = float(stands_out_m(inner, outer, bone).max(initial=0.0))
            found[a, b] = max(out, found.get((a, b), 0.0))
    return found

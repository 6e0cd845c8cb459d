"""Shells: a pattern laid on a body, eased away from the skin, closed at their hems."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.assets.human import Figure
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.pattern import Pattern

__all__ = ["Ease", "normals_of", "shell_piece", "skin_piece"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """How a shell lies."""

    offset_m: float
    rounds: int = 3
    """Of smoothing: loose cloth bridges hollows."""


def normals_of(
    points: Float64[np.ndarray, "point 3"], faces: Int64[np.ndarray, "face 3"]
) -> Float64[np.ndarray, "point 3"]:
    """Return area-weighted unit normals."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    area = np.cross(b - a, c - a)
    corner = faces.reshape(-1)
    each = np.repeat(area, 3, axis=0)
    total = np.stack(
        [np.bincount(corner, weights=each[:, k], minlength=len(points)) for k in range(3)], axis=1
    )
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


def skin_piece(figure: Figure, role: str, pattern: Pattern) -> BodyPiece:
    """Return the pattern itself, as bare surface."""
    points = pattern.laid(figure.points)
    solid = Solid(points=points, faces=pattern.faces.astype(np.int32))
    return BodyPiece(role=role, solid=solid, weights=pattern.laid(figure.shares))


def shell_piece(
    figure: Figure,
    role: str,
    pattern: Pattern,
    *,
    ease: Ease,
    thickness: Float64[np.ndarray, " kept"] | None = None,
    over: Float64[np.ndarray, "vertex 3"] | None = None,
) -> BodyPiece:
    """Return the pattern as cloth; `thickness` [m] of each point replaces the even offset.

    `over` replaces the body's points with others that the cloth lies on.
    """
    skin = pattern.laid(figure.points if over is None else over)
    out = pattern.laid(figure.normals)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    offset = np.full(len(skin), ease.offset_m) if thickness is None else thickness
    loose = _smoothed(skin, pattern, ease.rounds)
    gap = np.sum((loose - skin) * out, axis=1)
    cloth = loose + out * np.maximum(offset - gap, 0.0)[:, None]
    cloth = _smoothed(cloth, pattern, min(ease.rounds, 2))
    return _closed(role, cloth, skin=skin - 0.002 * out, pattern=pattern,
                   weights=pattern.laid(figure.shares))  # fmt: skip


def _smoothed(
    points: Float64[np.ndarray, "point 3"], pattern: Pattern, rounds: int
) -> Float64[np.ndarray, "point 3"]:
    """Move points towards the mean of their neighbours; the border moves along itself only."""
    near, far = pattern.links[:, 0], pattern.links[:, 1]
    count = np.maximum(np.bincount(near, minlength=len(points)), 1)[:, None]
    share = np.full(len(points), 0.5)
    share[pattern.rim.reshape(-1)] = 0.0
    for _ in range(rounds):
        mean = np.stack(
            [np.bincount(near, weights=points[far, k], minlength=len(points)) for k in range(3)],
            axis=1,
        )
        points = points + share[:, None] * (mean / count - points)
    return points


def _closed(
    role: str,
    cloth: Float64[np.ndarray, "point 3"],
    *,
    skin: Float64[np.ndarray, "point 3"],
    pattern: Pattern,
    weights: Float64[np.ndarray, "point joint"],
) -> BodyPiece:
    """Close the border against the skin, so that no one can look in under a hem."""
    border, row = np.unique(pattern.rim, return_inverse=True)
    row = row.reshape(-1, 2) + len(cloth)
    a, b = pattern.rim[:, 0], pattern.rim[:, 1]
    turned = [np.stack([b, a, row[:, 0]], axis=1), np.stack([b, row[:, 0], row[:, 1]], axis=1)]
    solid = Solid(
        points=np.concatenate([cloth, skin[border]]),
        faces=np.concatenate([pattern.faces, *turned]).astype(np.int32),
    )
    return BodyPiece(role=role, solid=solid, weights=np.concatenate([weights, weights[border]]))

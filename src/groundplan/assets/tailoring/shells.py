"""Shells: a pattern laid on a body, eased away from the skin, closed at their hems."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets.human import Figure
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.pattern import Pattern

__all__ = ["Ease", "shell_piece"]


_HEM_ROUNDS: Final = 4
_SPANNING: Final = 8
"""Rounds of smoothing of how far cloth stands off."""
_SETTLING: Final = 8
"""Rounds of smoothing of the cloth as it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """How a shell lies."""

    offset_m: float
    rounds: int = 3
    """Of smoothing: loose cloth bridges hollows."""
    follows: bool = False
    """It moves with the units of the face, as the skin below it does."""


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
    push = np.repeat(np.maximum(offset - gap, 0.0)[:, None], 3, axis=1)
    # Cloth spans small shapes of the body instead of following them.
    cloth = loose + out * _smoothed(push, pattern, min(ease.rounds, _SPANNING))
    cloth = _smoothed(cloth, pattern, min(ease.rounds, _SETTLING))
    if ease.rounds > 1:
        cloth = _even_rim(cloth, pattern)
    closed = _closed(role, cloth, skin=skin - 0.002 * out, pattern=pattern,
                     weights=pattern.laid(figure.shares))  # fmt: skip
    if not ease.follows:
        return closed
    moved = pattern.laid(figure.unit_offsets())
    border = np.unique(pattern.rim)
    return replace(closed, follow=np.concatenate([moved, moved[border], moved[border]]))


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


def _even_rim(
    points: Float64[np.ndarray, "point 3"], pattern: Pattern
) -> Float64[np.ndarray, "point 3"]:
    """Take the zigzag of a cut through coarse triangles out of a hem."""
    if not len(pattern.rim):
        return points
    near = np.concatenate([pattern.rim[:, 0], pattern.rim[:, 1]])
    far = np.concatenate([pattern.rim[:, 1], pattern.rim[:, 0]])
    count = np.bincount(near, minlength=len(points))[:, None]
    share = 0.5 * (count > 0)
    for _ in range(_HEM_ROUNDS):
        total = np.stack(
            [np.bincount(near, weights=points[far, k], minlength=len(points)) for k in range(3)],
            axis=1,
        )
        points = points + share * (total / np.maximum(count, 1) - points)
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
    # The strip has points of its own, so that the hem keeps its edge under smooth normals.
    outer = row.reshape(-1, 2) + len(cloth)
    inner = outer + len(border)
    a, b = outer[:, 0], outer[:, 1]
    turned = [
        np.stack([b, a, inner[:, 0]], axis=1),
        np.stack([b, inner[:, 0], inner[:, 1]], axis=1),
    ]
    solid = Solid(
        points=np.concatenate([cloth, cloth[border], skin[border]]),
        faces=np.concatenate([pattern.faces, *turned]).astype(np.int32),
    )
    shares = np.concatenate([weights, weights[border], weights[border]])
    return BodyPiece(role=role, solid=solid, weights=shares, smooth=True)

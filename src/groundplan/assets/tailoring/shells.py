"""Shells: a pattern laid on a body, eased away from the skin, closed at its hems.

Every shell leaves the skin along one field of directions, so that what is worn over something else
is outside of it wherever its gap is larger, in any pose that moves both with the same joints.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.assets.human import Figure
from groundplan.assets.meshes import point_normals
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.drape import outward
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out, strip

__all__ = ["Shell", "following", "shell", "shell_piece"]

Gap = Float64[np.ndarray, " vertex"]
_HEM_ROUNDS: Final = 5
_UNDER_M: Final = 0.002
"""How far below what lies under it a hem is closed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shell:
    """Cloth on a body before it is closed; rows are the pattern's points."""

    pattern: Pattern
    cloth: Float64[np.ndarray, "point 3"]
    under: Float64[np.ndarray, "point 3"]
    """Where its border is closed."""
    weights: Float64[np.ndarray, "point joint"]

    def piece(self, role: str) -> BodyPiece:
        """Return the cloth, closed."""
        return _closed(
            role, self.cloth, under=self.under, faces=self.pattern.faces, rim=self.pattern.rim,
            weights=self.weights,
        )  # fmt: skip

    def patch(self, role: str, limits: Sequence[Limit], *, lift_m: float) -> BodyPiece | None:
        """Return a part of the cloth within limits on the body's vertices, lifted off it.

        None when the limits leave nothing of it.
        """
        laid = [Limit(field=self.pattern.laid(limit.field), most=limit.most) for limit in limits]
        part = cut_out(self.pattern.faces, laid, count=len(self.cloth))
        if not len(part.faces):
            return None
        normals = part.laid(point_normals(self.cloth, self.pattern.faces))
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        base = _even_rim(part.laid(self.cloth), part, normals)
        return _closed(
            role, base + lift_m * normals, under=base - _UNDER_M * normals, faces=part.faces,
            rim=part.rim, weights=part.laid(self.weights),
        )  # fmt: skip


def shell(
    figure: Figure, pattern: Pattern, *, gap_m: Gap, under_m: Gap | None = None, hems: bool = True
) -> Shell:
    """Return the pattern `gap_m` off the skin, its border closed down to `under_m` (the skin)."""
    out = pattern.laid(outward(figure))
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    skin = pattern.laid(figure.points)
    cloth = skin + out * pattern.laid(gap_m)[:, None]
    if hems:
        cloth = _even_rim(cloth, pattern, out)
    low = 0.0 if under_m is None else pattern.laid(under_m)[:, None]
    return Shell(
        pattern=pattern, cloth=cloth, under=skin + out * (low - _UNDER_M),
        weights=pattern.laid(figure.shares),
    )  # fmt: skip


def shell_piece(
    figure: Figure, role: str, pattern: Pattern, *, gap_m: float, follows: bool = False
) -> BodyPiece:
    """Return thin cover of an even thickness [m], such as lips and gloves.

    `follows`: it moves with the units of the face, as the skin below it does.
    """
    even = np.full(len(figure.points), gap_m)
    closed = shell(figure, pattern, gap_m=even, hems=False).piece(role)
    return following(closed, figure, pattern) if follows else closed


def following(piece: BodyPiece, figure: Figure, pattern: Pattern) -> BodyPiece:
    """Return a closed shell that moves with the units of the face below it."""
    moved = pattern.laid(figure.unit_offsets())
    used, border = np.unique(pattern.faces), np.unique(pattern.rim)
    return replace(piece, follow=np.concatenate([moved[used], moved[border], moved[border]]))


def _even_rim(
    points: Float64[np.ndarray, "point 3"],
    pattern: Pattern,
    out: Float64[np.ndarray, "point 3"],
) -> Float64[np.ndarray, "point 3"]:
    """Take the zigzag of a cut through coarse triangles out of a hem, never inwards."""
    if not len(pattern.rim):
        return points
    near = np.concatenate([pattern.rim[:, 0], pattern.rim[:, 1]])
    far = np.concatenate([pattern.rim[:, 1], pattern.rim[:, 0]])
    count = np.bincount(near, minlength=len(points))[:, None]
    share = 0.5 * (count > 0)
    even = points
    for _ in range(_HEM_ROUNDS):
        total = np.stack(
            [np.bincount(near, weights=even[far, k], minlength=len(even)) for k in range(3)],
            axis=1,
        )
        even = even + share * (total / np.maximum(count, 1) - even)
    moved = even - points
    inward = np.minimum(np.sum(moved * out, axis=1, keepdims=True), 0.0)
    return points + moved - inward * out


def _closed(
    role: str,
    cloth: Float64[np.ndarray, "point 3"],
    *,
    under: Float64[np.ndarray, "point 3"],
    faces: Int64[np.ndarray, "face 3"],
    rim: Int64[np.ndarray, "edge 2"],
    weights: Float64[np.ndarray, "point joint"],
) -> BodyPiece:
    """Close the border against what lies under it, so that no one can look in under a hem."""
    used, dense = np.unique(faces, return_inverse=True)
    border, row = np.unique(rim, return_inverse=True)
    # The strip has points of its own, so that the hem keeps its edge under smooth normals.
    outer = row.reshape(-1, 2) + len(used)
    inner = outer + len(border)
    solid = Solid(
        points=np.concatenate([cloth[used], cloth[border], under[border]]),
        faces=np.concatenate([dense.reshape(-1, 3), strip(outer, inner)]).astype(np.int32),
    )
    shares = np.concatenate([weights[used], weights[border], weights[border]])
    return BodyPiece(role=role, solid=solid, weights=shares, smooth=True)

"""Cutting: parts of the body's surface, trimmed along lines between its vertices.

A pattern depends on the mesh only, so it is cut once and laid onto any body.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int64

__all__ = ["Limit", "Pattern", "cut_out", "strip"]

Field = Float[np.ndarray, " vertex"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """Keep where the field is at most `most`."""

    field: Field
    most: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern:
    """Triangles on the vertices of the body and on points between them."""

    faces: Int64[np.ndarray, "face 3"]
    cuts: tuple[tuple[Int64[np.ndarray, "_ 2"], Float[np.ndarray, " _"]], ...]
    """In order: ends of the edges that were cut, and how far along each."""
    used: Int64[np.ndarray, " kept"]
    """Which of all points the faces are made of; `faces` count among these."""
    rim: Int64[np.ndarray, "edge 2"]
    """Edges at the border, in the faces' direction."""

    def laid(self, values: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
        """Return values of the body's vertices (rows) on the pattern's points (rows)."""
        full = values
        for ends, share in self.cuts:
            s = share.reshape(-1, *[1] * (values.ndim - 1))
            full = np.concatenate([full, full[ends[:, 0]] * (1.0 - s) + full[ends[:, 1]] * s])
        return full[self.used]


def cut_out(faces: Int64[np.ndarray, "face 3"], limits: Sequence[Limit], *, count: int) -> Pattern:
    """Return the part of a mesh of `count` vertices that keeps all limits."""
    fields = [limit.field.astype(np.float64) for limit in limits]
    cuts: list[tuple[Int64[np.ndarray, "cut 2"], Float[np.ndarray, " cut"]]] = []
    kept = faces
    for k, limit in enumerate(limits):
        kept, ends, share = _clip(kept, fields[k] - limit.most, first=count)
        cuts.append((ends, share))
        count += len(ends)
        fields = [
            np.concatenate([f, f[ends[:, 0]] * (1.0 - share) + f[ends[:, 1]] * share])
            for f in fields
        ]
    used, dense = np.unique(kept, return_inverse=True)
    dense = dense.reshape(-1, 3).astype(np.int64)
    return Pattern(faces=dense, cuts=tuple(cuts), used=used, rim=_border(dense))


def _clip(
    faces: Int64[np.ndarray, "face 3"], value: Float[np.ndarray, " point"], *, first: int
) -> tuple[Int64[np.ndarray, "kept 3"], Int64[np.ndarray, "cut 2"], Float[np.ndarray, " cut"]]:
    """Keep where the value is not positive; new points are numbered from `first`."""
    inside: Bool[np.ndarray, "face 3"] = value[faces] <= 0.0
    whole = faces[inside.all(axis=1)]
    mixed = inside.any(axis=1) & ~inside.all(axis=1)
    part, sides = faces[mixed], inside[mixed]
    single = sides.sum(axis=1) == 1
    # Turn each triangle so that its corner on its own side comes first.
    lone = np.argmax(np.where(single[:, None], sides, ~sides), axis=1).astype(np.int64)
    a, b, c = (np.take_along_axis(part, ((lone + k) % 3)[:, None], axis=1)[:, 0] for k in range(3))
    wanted = np.concatenate([np.stack([a, b], axis=1), np.stack([a, c], axis=1)])
    ends, row = np.unique(np.sort(wanted, axis=1), axis=0, return_inverse=True)
    row = first + row.reshape(-1)
    ab, ac = row[: len(a)], row[len(a) :]
    ends = ends.reshape(-1, 2).astype(np.int64)
    start, end = value[ends[:, 0]], value[ends[:, 1]]
    share = np.clip(start / np.where(start == end, 1.0, start - end), 0.0, 1.0)
    two = ~single
    made = [
        whole,
        np.stack([a, ab, ac], axis=1)[single],
        np.stack([ab, b, c], axis=1)[two],
        np.stack([ab, c, ac], axis=1)[two],
    ]
    return np.concatenate(made).astype(np.int64), ends, share


def _border(faces: Int64[np.ndarray, "face 3"]) -> Int64[np.ndarray, "edge 2"]:
    """Return the edges of one triangle only, in its direction."""
    directed = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    pair = np.sort(directed, axis=1)
    _, row, count = np.unique(pair, axis=0, return_inverse=True, return_counts=True)
    return directed[count[row.reshape(-1)] == 1].reshape(-1, 2)


def strip(
    outer: Int64[np.ndarray, "edge 2"], inner: Int64[np.ndarray, "edge 2"]
) -> Int64[np.ndarray, "side 3"]:
    """Return triangles from a rim to the same rim further in, facing out as the rim's faces do."""
    (a, b), (c, d) = outer.T, inner.T
    return np.concatenate([np.stack([b, a, c], axis=1), np.stack([b, c, d], axis=1)])

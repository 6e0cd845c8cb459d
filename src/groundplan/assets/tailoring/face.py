"""The head's own parts: eyes with irises, brows, lips, teeth and mouth, and the skin that shows."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64

from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out
from groundplan.assets.tailoring.shells import shell_piece

__all__ = ["bare_skin", "face"]

_IRIS: Final = 0.87
"""Cosine of the iris' half angle, seen from the eye's middle."""
_TEETH_M: Final = 0.024
"""How far back teeth are drawn, from the foremost."""


def face(figure: Figure, *, brows: str) -> list[BodyPiece]:
    """Return eyes, brows (in the role `brows`), lips, teeth and the mouth."""
    scale = figure.head / 0.22
    white, iris = _eyes()
    return [
        _plain(figure, "eye_whites", white),
        _plain(figure, "eyes", iris),
        shell_piece(figure, brows, _brows(), gap_m=0.0018 * scale, follows=True),
        shell_piece(figure, "lips", _lips(), gap_m=0.0005 * scale, follows=True),
        _plain(figure, "teeth", _teeth(), follows=True),
        _plain(figure, "mouth", _mouth(), follows=True),
    ]


def _plain(
    figure: Figure, role: str, faces: Int64[np.ndarray, "face 3"], *, follows: bool = False
) -> BodyPiece:
    used, dense = np.unique(faces, return_inverse=True)
    solid = Solid(points=figure.points[used], faces=dense.reshape(-1, 3).astype(np.int32))
    follow = figure.unit_offsets()[used] if follows else None
    return BodyPiece(
        role=role, solid=solid, weights=figure.shares[used], smooth=True, follow=follow
    )


@cache
def _teeth() -> Int64[np.ndarray, "face 3"]:
    """Return the front teeth: gums would cover the sides of those behind."""
    data = body_data()
    ahead = data.template[:, 2]
    front = ahead > ahead[np.unique(data.teeth)].max() - _TEETH_M
    return data.teeth[front[data.teeth].all(axis=1)]


@cache
def _mouth() -> Int64[np.ndarray, "face 3"]:
    """Return the skin inside the mouth."""
    data = body_data()
    return data.skin[data.mouth[data.skin].any(axis=1)]


@cache
def _eyes() -> tuple[Int64[np.ndarray, "white 3"], Int64[np.ndarray, "iris 3"]]:
    data = body_data()
    points = data.template.astype(np.float64)
    iris = np.zeros(len(data.eyes), dtype=bool)
    for sign in (1.0, -1.0):
        own = points[data.eyes[:, 0], 0] * sign > 0.0
        middle = points[np.unique(data.eyes[own])].mean(axis=0)
        out = points[data.eyes[own]].mean(axis=1) - middle
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        iris[own] = out[:, 2] > _IRIS
    return data.eyes[~iris], data.eyes[iris]


@cache
def _brows() -> Pattern:
    """Return a band above each eye, thinner and lower at its ends."""
    data, fields = body_data(), body_fields()
    points = data.template.astype(np.float64)
    eye = points[data.tags["leftEye"]]
    scale = float(points[data.tags["crown"], 1] - points[data.tags["chin"], 1])
    x = (np.abs(points[:, 0]) - eye[0]) / scale
    y = (points[:, 1] - eye[1]) / scale
    middle = 0.104 - 1.1 * (x - 0.03) ** 2 - 0.03 * x
    front = np.where(fields.head & (points[:, 2] > eye[2] - 0.12 * scale), 0.0, 1.0)
    band = np.abs(y - middle) + 0.35 * np.maximum(np.abs(x - 0.01) - 0.04, 0.0) + front
    return cut_out(
        data.skin,
        [Limit(field=band, most=0.019), Limit(field=np.abs(x - 0.01) + front, most=0.105)],
        count=len(points),
    )


@cache
def _lips() -> Pattern:
    """Return the lips: an ellipse on the mouth."""
    data, fields = body_data(), body_fields()
    points = data.template.astype(np.float64)
    chin, crown = points[data.tags["chin"]], points[data.tags["crown"]]
    scale = float(crown[1] - chin[1])
    nose = points[data.tags["nose"]]
    x = points[:, 0] / scale / 0.105
    y = ((points[:, 1] - chin[1]) / scale - 0.185) / 0.048
    inside: Bool[np.ndarray, " vertex"] = fields.head & (points[:, 2] > nose[2] - 0.2 * scale)
    field: Float64[np.ndarray, " vertex"] = np.hypot(x, y) + np.where(inside, 0.0, 9.0)
    return cut_out(
        data.skin,
        [Limit(field=field, most=1.0), Limit(field=-fields.front, most=-0.2)],
        count=len(points),
    )


def bare_skin(figure: Figure, role: str, *, covered: Bool[np.ndarray, " vertex"]) -> BodyPiece:
    """Return the skin but for the triangles that lie wholly under cover."""
    faces = body_data().skin
    shown = ~covered[faces].all(axis=1) & ~body_data().mouth[faces].any(axis=1)
    return _plain(figure, role, faces[shown], follows=True)

"""Beards: hair grown from the lower face."""

from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out
from groundplan.assets.tailoring.shells import shell

__all__ = ["beard"]

_FULL_M: Final = {
    "stubble": 0.0008, "moustache": 0.005, "goatee": 0.007, "full": 0.011, "long": 0.016,
}  # fmt: skip
_CHEEK: Final = (
    # azimuth [rad] from ahead, upper edge on the face (0 chin, 1 crown)
    (0.0, 0.25, 0.5, 0.8, 1.0, 1.15, 1.22, 1.35),
    (0.30, 0.29, 0.22, 0.22, 0.34, 0.52, 0.30, -0.3),
)
_MOUTH: Final = (0.112, 0.185, 0.042)
"""Half width, height and half height of the lips, in head heights."""
_BEHIND: Final = 1.5
_TAPER: Final = 0.05


def beard(figure: Figure, role: str, *, style: str) -> list[BodyPiece]:
    """Return somebody's beard; nothing for `none`."""
    if style == "none":
        return []
    pattern, inside = _region(style)
    scale = figure.head / 0.22
    depth = np.clip(inside / _TAPER, 0.0, 1.0)
    gap = 0.0006 + _FULL_M[style] * depth * (2.0 - depth)
    piece = shell(figure, pattern, gap_m=gap * scale, hems=False).piece(role)
    if style != "long":
        return [piece]
    points = piece.solid.points.copy()
    chin = figure.points[body_data().tags["chin"]]
    low = np.clip((chin[1] + 0.1 * figure.head - points[:, 1]) / (0.2 * figure.head), 0.0, 1.0)
    middle = np.clip(1.0 - np.abs(points[:, 0]) / (0.5 * figure.head), 0.0, 1.0)
    points[:, 1] -= 0.36 * figure.head * low * middle
    points[:, 2] += 0.06 * figure.head * low
    points[:, 0] *= 1.0 - 0.25 * low
    return [replace(piece, solid=replace(piece.solid, points=points))]


@cache
def _region(style: str) -> tuple[Pattern, Float64[np.ndarray, " vertex"]]:
    """Return where a beard grows, and how far inside its edge each vertex lies [head heights]."""
    data, fields = body_data(), body_fields()
    points = data.template.astype(np.float64)
    scale = float(points[data.tags["crown"], 1] - points[data.tags["chin"], 1])
    x, up = np.abs(points[:, 0]) / scale, fields.face_height
    wide, mouth, high = _MOUTH
    lips = np.hypot(x / wide, (up - mouth) / high) - 1.0
    ahead = points[:, 2] > points[data.tags["chin"], 2] - 0.62 * scale
    full = np.minimum(np.interp(fields.azimuth, *_CHEEK) - up, up + 0.07)
    lip = np.minimum(0.6 * (0.15 - x), np.minimum(0.315 - 0.3 * x - up, up - 0.235 + 0.5 * x))
    chin = np.minimum(0.5 * (0.10 - x), np.minimum(0.16 - up, up + 0.03))
    grown = {
        "moustache": lip, "goatee": np.maximum(chin, lip),
    }.get(style, np.maximum(full, lip))  # fmt: skip
    inside = np.minimum(grown, 0.06 * lips)
    inside = np.where(fields.head & ahead & (fields.azimuth < _BEHIND), inside, -1.0)
    pattern = cut_out(data.skin, [Limit(field=-inside, most=0.0)], count=len(inside))
    return pattern, np.maximum(inside, 0.0)

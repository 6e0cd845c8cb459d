"""Hair: a cap grown from the scalp, and what hangs from it or is tied up."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.lofted import hung
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out
from groundplan.assets.tailoring.shells import Ease, shell_piece
from groundplan.geometry import transforms

__all__ = ["HAIR_STYLES", "habitual_style", "hair", "standing_without_hair_m"]

HAIR_STYLES: Final = ("short", "cropped", "bob", "long", "bun", "ponytail", "bald")
CROWN_M: Final[Mapping[str, float]] = MappingProxyType(
    {"short": 0.012, "cropped": 0.004, "bob": 0.014, "long": 0.014, "bun": 0.010,
     "ponytail": 0.010, "bald": 0.0}
)  # fmt: skip
"""How much the style adds to the height of a body of 1.7 m."""
_LINE: Final = (
    # azimuth [rad] from ahead, height of the hairline (0 chin, 1 crown)
    (0.0, 0.3, 0.62, 0.85, 1.12, 1.30, 1.55, 1.80, 2.15, 2.6, np.pi),
    (0.865, 0.87, 0.86, 0.74, 0.52, 0.50, 0.66, 0.62, 0.30, 0.16, 0.12),
)
_TAPER: Final = 0.13


def habitual_style(age_years: float, gender: str) -> str:
    """Return how somebody wears their hair when nothing is said."""
    if age_years < 2.5:
        return "cropped"
    if gender == "female":
        return "ponytail" if age_years < 13.0 else "bun" if age_years > 62.0 else "long"
    return "cropped" if age_years > 68.0 and gender == "male" else "short"


def standing_without_hair_m(style: str, height_m: float) -> float:
    """Return the height of the crown of somebody who is `height_m` tall with their hair."""
    share = CROWN_M[style] / 1.7
    return max(height_m / (1.0 + share), height_m - CROWN_M[style])


def rise_m(style: str, height_m: float) -> float:
    """Return how far the hair rises above the crown [m]."""
    return CROWN_M[style] * min(height_m / 1.7, 1.0)


@cache
def _cap() -> tuple[Pattern, Float64[np.ndarray, " kept"]]:
    """Return the scalp, and how far inside the hairline each point lies (in head heights)."""
    fields = body_fields()
    line = np.interp(fields.azimuth, *_LINE)
    depth = np.where(fields.head, fields.face_height - line, -1.0)
    pattern = cut_out(body_data().skin, [Limit(field=-depth, most=0.0)], count=len(depth))
    return pattern, pattern.laid(depth)


def hair(figure: Figure, role: str, *, style: str) -> list[BodyPiece]:
    """Return somebody's hair; nothing for the bald."""
    if style == "bald":
        return []
    pattern, depth = _cap()
    full = rise_m(style, figure.height)
    rise = np.clip(depth / _TAPER, 0.0, 1.0)
    thickness = 0.0015 + (full - 0.0015) * rise * (2.0 - rise)
    cap = shell_piece(figure, role, pattern, ease=Ease(offset_m=0.0, rounds=1),
                      thickness=thickness)  # fmt: skip
    pieces = [_topped(cap, top=figure.height + full, middle=figure.head_middle[0])]
    if style in {"bob", "long"}:
        low = _chin(figure) - 0.01 if style == "bob" else figure.level(0.775)
        pieces.append(hung(figure, role, low=low, opening=1.62, thickness=full))
    if style in {"bun", "ponytail"}:
        pieces += _tied(figure, role, style=style)
    return pieces


def _topped(cap: BodyPiece, *, top: float, middle: float) -> BodyPiece:
    """Return the cap stretched above the skull's middle to end exactly at `top` [m]."""
    points = cap.solid.points.copy()
    highest = float(points[:, 1].max())
    points[:, 1] += (top - highest) * np.clip(
        (points[:, 1] - middle) / (highest - middle), 0.0, 1.0
    )
    solid = solids.Solid(points=points, faces=cap.solid.faces)
    return BodyPiece(role=cap.role, solid=solid, weights=cap.weights, smooth=True)


def _chin(figure: Figure) -> float:
    return float(figure.points[body_data().tags["chin"], 1])


def _tied(figure: Figure, role: str, *, style: str) -> list[BodyPiece]:
    middle, ahead = figure.head_middle
    h, depth = figure.head, figure.head_half[1]
    knot = np.array([0.0, middle + 0.06 * h, ahead - depth - 0.02 * h])
    radii = h * (np.array([0.17, 0.16, 0.14]) if style == "bun" else np.array([0.09, 0.09, 0.08]))
    ball = solids.moved(
        solids.sphere(segments=14, rings=10),
        transforms.compose(knot, np.array([0.0, 0.0, 0.0, 1.0]), radii),
    )
    shapes = [ball]
    if style == "ponytail":
        path = [
            tuple(knot + h * np.array(step))
            for step in ((0.0, 0.02, -0.02), (0.0, -0.18, -0.12), (0.0, -0.5, -0.1),
                         (0.0, -0.8, -0.03))
        ]  # fmt: skip
        shapes.append(solids.tube(path, (0.07 * h, 0.12 * h, 0.11 * h, 0.02 * h), segments=10))
    joint, count = figure.skeleton.index("head"), len(figure.skeleton.names)
    return [rigid_piece(role, shape, joint=joint, count=count) for shape in shapes]

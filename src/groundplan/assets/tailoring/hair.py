"""Hair: a cap grown from the scalp, and what hangs from it or is tied up."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.assets import solids
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.solids import Solid
from groundplan.assets.surface_rings import BodyPiece, rigid_piece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.hair_styles import HAIR_LINES, STYLES, HairStyle
from groundplan.assets.tailoring.lofted import hung
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out, strip
from groundplan.geometry import transforms

__all__ = ["hair", "standing_without_hair_m"]

_STILL: Final = np.array([0.0, 0.0, 0.0, 1.0])
_TAPER: Final = 0.13
_ROOT_M: Final = 0.0015
_CURLS: Final = (9.0, 34.0)
"""Curls around the head [1/rad] and up it [rad per head height]."""
_LOCKS: Final = (11.0, 5.0)


def standing_without_hair_m(style: str, height_m: float) -> float:
    """Return the height of the crown of somebody who is `height_m` tall with their hair."""
    crown = STYLES[style].crown_m
    return max(height_m / (1.0 + crown / 1.7), height_m - crown)


def rise_m(style: str, height_m: float) -> float:
    """Return how far the hair rises above the crown [m]."""
    return STYLES[style].crown_m * min(height_m / 1.7, 1.0)


@cache
def _cap(line: str, most: float) -> tuple[Pattern, Float64[np.ndarray, "kept 4"]]:
    """Return the scalp and four marks of each of its points.

    How far inside the hairline it lies (in head heights), its height on the head, its azimuth
    with sign, and how far ahead it is.
    """
    fields = body_fields()
    edge = np.interp(fields.azimuth, *HAIR_LINES[line])
    top = most - (0.0 if most > 1.0 else 0.2) * np.clip((1.9 - fields.azimuth) / 1.0, 0.0, 1.0)
    depth = np.minimum(fields.face_height - edge, top - fields.face_height)
    depth = np.where(fields.head, depth, -1.0)
    pattern = cut_out(body_data().skin, [Limit(field=-depth, most=0.0)], count=len(depth))
    around = np.sign(fields.across) * fields.azimuth
    marks = np.stack([depth, fields.face_height, around, np.cos(fields.azimuth)], axis=1)
    return pattern, pattern.laid(marks)


def hair(figure: Figure, role: str, *, style: str) -> list[BodyPiece]:
    """Return somebody's hair; nothing for the bald."""
    how = STYLES[style]
    if how.side_m <= 0.0:
        return []
    scale = min(figure.height / 1.7, 1.0)
    pieces = [_grown(figure, role, how, scale=scale)]
    if how.hung:
        low = _chin(figure) - 0.02 * scale if how.hung == "chin" else figure.level(0.775)
        thickness = max(how.side_m, 0.012) * scale
        pieces.append(
            hung(figure, role, low=low, opening=1.5, thickness=thickness, waves=how.waves)
        )
    if how.tied:
        pieces += _tied(figure, role, tied=how.tied)
    return pieces


def _grown(figure: Figure, role: str, how: HairStyle, *, scale: float) -> BodyPiece:
    pattern, marks = _cap(how.line, how.most)
    skin, out = pattern.laid(figure.points), pattern.laid(figure.normals)
    weights, faces, rim = pattern.laid(figure.shares), pattern.faces, pattern.rim
    if how.bump_m > 0.0 or how.quiff_m > 0.0:
        rows, faces, rim = _finer(how.line, how.most)
        skin, out, weights, marks = (
            values[rows].mean(axis=1) for values in (skin, out, weights, marks)
        )
    out = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
    cloth = skin + out * (_thickness(how, marks) * scale)[:, None]
    full = how.crown_m * scale
    if full > 0.0 and how.most > 1.0:
        cloth = _topped(cloth, top=figure.height + full, middle=figure.head_middle[0])
    return _rooted(role, cloth, skin - 0.002 * out, faces=faces, rim=rim, weights=weights)


def _thickness(how: HairStyle, marks: Float64[np.ndarray, "kept 4"]) -> np.ndarray:
    depth, height, around, ahead = marks.T
    up = np.clip((height - 0.62) / 0.32, 0.0, 1.0)
    up = up * up * (3.0 - 2.0 * up)
    full = how.side_m + (how.crown_m - how.side_m) * up
    if how.most < 1.0:
        full = np.full(len(depth), how.side_m)
    full = full + how.quiff_m * np.clip((ahead - 0.25) / 0.5, 0.0, 1.0) * up
    rise = np.clip(depth / _TAPER, 0.0, 1.0)
    turns, ups = _CURLS if how.bump_m > 0.004 else _LOCKS
    curls = np.sin(turns * around + 0.7 * np.sin(ups * height)) * np.sin(
        ups * height + 1.3 * around
    )
    return _ROOT_M + (full - _ROOT_M + how.bump_m * curls) * rise * (2.0 - rise)


@cache
def _finer(
    line: str, most: float
) -> tuple[Int64[np.ndarray, "point 2"], Int64[np.ndarray, "part 3"], Int64[np.ndarray, "half 2"]]:
    """Return a cap's triangles as four each: its points as pairs to lie between, faces and rim."""
    pattern, _ = _cap(line, most)
    faces, rim, count = pattern.faces, pattern.rim, len(pattern.used)
    sides = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    pairs, row = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True)
    ab, bc, ca = (count + row.reshape(3, -1)).astype(np.int64)
    a, b, c = faces.T
    parts = np.concatenate(
        [np.stack(part, axis=1) for part in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    )
    own = np.repeat(np.arange(count)[:, None], 2, axis=1)
    # The pairs are sorted, so that a side of the rim is found among them as one number.
    number = np.array([count, 1])
    middle = count + np.searchsorted(pairs @ number, np.sort(rim, axis=1) @ number).astype(np.int64)
    halves = np.concatenate(
        [np.stack([rim[:, 0], middle], axis=1), np.stack([middle, rim[:, 1]], axis=1)]
    )
    return np.concatenate([own, pairs]).astype(np.int64), parts, halves


def _topped(
    points: Float64[np.ndarray, "point 3"], *, top: float, middle: float
) -> Float64[np.ndarray, "point 3"]:
    """Return the cap stretched above the skull's middle to end exactly at `top` [m]."""
    moved = points.copy()
    highest = float(points[:, 1].max())
    share = np.clip((points[:, 1] - middle) / (highest - middle), 0.0, 1.0)
    moved[:, 1] += (top - highest) * share
    return moved


def _rooted(
    role: str,
    cloth: Float64[np.ndarray, "point 3"],
    skin: Float64[np.ndarray, "point 3"],
    *,
    faces: Int64[np.ndarray, "face 3"],
    rim: Int64[np.ndarray, "edge 2"],
    weights: Float64[np.ndarray, "point joint"],
) -> BodyPiece:
    """Close the hairline against the skin; its edge stays soft."""
    border, row = np.unique(rim, return_inverse=True)
    inner = row.reshape(-1, 2) + len(cloth)
    solid = Solid(
        points=np.concatenate([cloth, skin[border]]),
        faces=np.concatenate([faces, strip(rim, inner)]).astype(np.int32),
    )
    shares = np.concatenate([weights, weights[border]])
    return BodyPiece(role=role, solid=solid, weights=shares, smooth=True)


def _chin(figure: Figure) -> float:
    return float(figure.points[body_data().tags["chin"], 1])


def _tied(figure: Figure, role: str, *, tied: str) -> list[BodyPiece]:
    middle, ahead = figure.head_middle
    h, (wide, depth) = figure.head, figure.head_half
    behind = np.array([0.0, middle + 0.06 * h, ahead - depth - 0.02 * h])
    above = np.array([0.0, figure.height + 0.02 * h, ahead - 0.45 * depth])
    shapes: list[Solid] = []
    if tied == "bun":
        shapes.append(_ball(behind, h * np.array([0.17, 0.16, 0.14])))
    elif tied == "knot":
        shapes.append(_ball(above - [0.0, 0.06 * h, 0.0], h * np.array([0.13, 0.08, 0.13])))
    elif tied == "ponytail":
        shapes.append(_ball(behind, h * np.array([0.09, 0.09, 0.08])))
        shapes.append(_tail(behind, h, side=0.0))
    else:
        for x in (-1.0, 1.0):
            root = np.array([x * wide * 0.94, middle - 0.22 * h, ahead - 0.5 * depth])
            shapes.append(_tail(root, h, side=0.16 * x))
    joint, count = figure.skeleton.index("head"), len(figure.skeleton.names)
    return [rigid_piece(role, shape, joint=joint, count=count) for shape in shapes]


def _ball(place: Float64[np.ndarray, " 3"], radii: Float64[np.ndarray, " 3"]) -> Solid:
    ball = solids.sphere(segments=14, rings=10)
    return solids.moved(ball, transforms.compose(place, _STILL, radii))


def _tail(root: Float64[np.ndarray, " 3"], h: float, *, side: float) -> Solid:
    steps = ((0.0, 0.02, -0.02), (side, -0.18, -0.12), (side, -0.5, -0.1), (side, -0.8, -0.03))
    path = [tuple((root + h * np.array(step)).tolist()) for step in steps]
    thin = 0.6 if side else 1.0
    radii = tuple(thin * r * h for r in (0.07, 0.12, 0.11, 0.02))
    return solids.tube(path, radii, segments=10)

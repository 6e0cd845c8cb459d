"""Garments on a body: shells cut from its surface, skirts and shoes around it."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.assets.garments import Cut
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring import accessories
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.drape import eased, hanging, straight_legs
from groundplan.assets.tailoring.edges import neckline, wedge
from groundplan.assets.tailoring.lofted import front_panel, sandals, shoes, skirt
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out
from groundplan.assets.tailoring.shells import Shell, shell, shell_piece
from groundplan.assets.tailoring.trimmings import trimmings

__all__ = ["CROTCH", "covered_by", "put_on", "rank"]

Gap = Float64[np.ndarray, " vertex"]
CROTCH: Final = 0.478
"""A shell that follows the trunk ends above this; below it cloth hangs as a skirt."""
_CAP_SLEEVE: Final = 0.035
"""Where a garment without sleeves ends: past the shoulder, so that the side is covered."""
_HIP: Final = 0.47
_JOINT: Final = 0.545
"""Where a long garment's trunk meets its skirt."""
_WAIST: Final = 0.598
_TUCK: Final = 0.03
"""How far skin goes on under a hem, on the scale of heights."""
_CLOTH: Final = frozenset({"upper", "whole", "lower", "skirt", "feet"})
_OVERLAP: Final = 0.007
"""How far cloth goes on under the hem of what is worn over it."""
_LAYER_M: Final = 0.0045
_CLEAR_M: Final = 0.004
"""Least room between one layer and the next [m, at 1.7 m]."""
_CUFF: Final = 0.03
_GATHER: Final = 0.45
"""How fast gathered trouser legs widen above their hem."""
_PATTERNS: Final = 128
"""How many patterns of trunks and of legs are kept: every other outfit over one is one more."""
_LEAST: Final = 0.7
"""Share of a garment's room that it keeps where the body stands out."""


def rank(how: Cut) -> float:
    """Return a garment's place from the skin outwards.

    Tucked tops are inside trousers, and these over shoes and inside boots.
    """
    if how.region in {"upper", "whole", "skirt"}:
        return how.layer + (0.0 if how.tucked else 1.0)
    if how.shape == "shaft":
        return 9.0
    return {"lower": 1.5, "feet": 1.0}.get(how.region, 9.5)


def put_on(figure: Figure, cuts: Mapping[str, Cut]) -> list[BodyPiece]:
    """Return all garments on a body, from the skin outwards, each outside what is under it.

    What others hide wholly is left out: shorts under a long coat.
    """
    taken = np.zeros(len(figure.points))
    pieces: list[BodyPiece] = []
    for role, how in sorted(cuts.items(), key=lambda item: rank(item[1])):
        outer = tuple(other for other in cuts.values() if rank(other) > rank(how))
        made, taken = _worn(figure, role, how, taken=taken, outer=outer)
        pieces += [piece for piece in made if len(piece.solid.faces)]
    return pieces


def _worn(
    figure: Figure, role: str, how: Cut, *, taken: Gap, outer: tuple[Cut, ...]
) -> tuple[list[BodyPiece], Gap]:
    if how.region in {"upper", "whole", "lower"}:
        return _shells(figure, role, how, taken=taken, outer=outer)
    if how.region == "feet":
        return _on_feet(figure, role, how, taken=taken)
    if how.region == "skirt":
        room = max(_room(figure, how), float(taken[_waist()].max()) + _CLEAR_M)
        return [skirt(figure, role, how, high=0.605, offset=room, under=False)], taken
    if how.region == "hands":
        return [shell_piece(figure, role, _hands(), gap_m=0.003)], taken
    return accessories.worn(figure, role, shape=how.shape), taken


def _shells(
    figure: Figure, role: str, how: Cut, *, taken: Gap, outer: tuple[Cut, ...]
) -> tuple[list[BodyPiece], Gap]:
    if how.shape == "apron":
        return _apron(figure, role, how, taken=taken)
    if how.region == "lower":
        return _trousers(figure, role, how, taken=taken, outer=outer)
    return _over_trunk(figure, role, how, taken=taken, outer=outer)


def _room(figure: Figure, how: Cut) -> float:
    return (0.006 + _LAYER_M * how.layer + how.ease) * figure.unit / 1.7


@cache
def _waist() -> Bool[np.ndarray, " vertex"]:
    fields = body_fields()
    return (np.abs(fields.height - 0.57) < 0.04) & (fields.arm <= 0.0)


def _over_trunk(
    figure: Figure, role: str, how: Cut, *, taken: Gap, outer: tuple[Cut, ...]
) -> tuple[list[BodyPiece], Gap]:
    fields, room = body_fields(), _room(figure, how)
    scale = figure.unit / 1.7
    fall = 0.0 if how.tucked else how.fall
    loose = hanging(figure, fall) + room
    # Sleeves hang wider than the shoulder that carries them.
    loose += (0.004 + 0.5 * how.ease) * scale * np.clip(fields.arm / 0.1, 0.0, 1.0)
    least = np.maximum(_LEAST * room, np.where(taken > 0.0, taken + _CLEAR_M * scale, 0.0))
    gap = eased(figure, offset_m=loose, least_m=least)
    made = shell(figure, _trunk(how, outer), gap_m=gap, under_m=taken, hems=not how.tucked)
    pieces = [made.piece(role)]
    taken = np.where(_inside(made, len(taken)), np.maximum(gap, taken), taken)
    pieces += trimmings(figure, role, how, made=made, buried=_buried_in(outer))
    if how.legs is not None:
        legs, taken = _trousers(figure, role, how, taken=taken, outer=outer)
        pieces += legs
    if how.hem < CROTCH:
        hips = float(np.median(gap[_waist()]))
        pieces.append(skirt(figure, role, how, high=0.60, offset=max(room, hips), under=True))
    return pieces, taken


def _inside(made: Shell, count: int) -> Bool[np.ndarray, " vertex"]:
    inside = np.zeros(count, dtype=bool)
    inside[made.pattern.used[made.pattern.used < count]] = True
    return inside


def _apron(figure: Figure, role: str, how: Cut, *, taken: Gap) -> tuple[list[BodyPiece], Gap]:
    """Return a bib in front, a band around the waist, and a panel that hangs from it."""
    room = _room(figure, how)
    least = np.maximum(_LEAST * room, taken + _CLEAR_M * figure.unit / 1.7)
    gap = eased(figure, offset_m=hanging(figure, 0.5) + room, least_m=least)
    made = shell(figure, _bib(), gap_m=gap, under_m=taken)
    pieces = [made.piece(role)]
    band = shell(figure, _band(0.566, 0.601), gap_m=gap + 0.002, under_m=taken)
    pieces += [band.piece(role), accessories.neck_strap(figure, role, made)]
    waist = float(np.median(gap[_waist()])) + 0.002
    pieces.append(front_panel(figure, role, how, high=0.59, offset=waist))
    return pieces, taken


def _on_feet(figure: Figure, role: str, how: Cut, *, taken: Gap) -> tuple[list[BodyPiece], Gap]:
    if how.shape == "bare":
        return [], taken
    if how.shape == "sandal":
        return sandals(figure, role), taken
    pieces = shoes(figure, role)
    if how.shape == "shaft":
        scale = figure.unit / 1.7
        even = np.full(len(taken), 0.017 * scale)
        gap = eased(figure, offset_m=even, least_m=0.8 * even)
        pieces.append(shell(figure, _shafts(how.hem), gap_m=gap).piece(role))
    return pieces, taken


def _trousers(
    figure: Figure, role: str, how: Cut, *, taken: Gap, outer: tuple[Cut, ...]
) -> tuple[list[BodyPiece], Gap]:
    """Return trousers: close at the waist, falling straight from the seat."""
    scale = figure.unit / 1.7
    hem = how.hem if how.legs is None else how.legs
    fields = body_fields()
    own = (0.0075 + how.ease) * scale
    clear = np.where(taken > 0.0, np.minimum(taken, 0.03 * scale) + _CLEAR_M * scale, 0.0)
    least = np.maximum(own, np.where(fields.height > 0.52, clear, 0.0))
    loose = own + straight_legs(figure, knee_m=how.knee_m * scale, hem_m=how.ankle_m * scale)
    if how.knee_m > 0.0:
        loose += 0.5 * hanging(figure, 0.2) * np.clip((0.58 - fields.height) / 0.04, 0.0, 1.0)
    gap = eased(figure, offset_m=loose, least_m=least)
    if how.gathered:
        above = np.maximum(fields.height - hem - _CUFF, 0.0)
        gap = np.minimum(gap, 0.006 * scale + _GATHER * above * figure.unit)
    made = shell(figure, _legs(hem, outer), gap_m=gap, under_m=np.minimum(taken, gap))
    pieces = [made.piece(role)]
    if how.legs is None:
        pieces += trimmings(figure, role, how, made=made, buried=_buried_in(outer))
    inside = _inside(made, len(taken))
    return pieces, np.where(inside, np.maximum(gap, taken), taken)


@lru_cache(maxsize=_PATTERNS)
def _trunk(how: Cut, outer: tuple[Cut, ...]) -> Pattern:
    fields = body_fields()
    sleeve = max(how.sleeve, _CAP_SLEEVE)
    limits = [
        Limit(field=neckline(how.neck), most=0.0),
        Limit(field=-fields.height, most=-(max(how.hem, CROTCH) if how.hem > _HIP else _JOINT)),
        Limit(field=fields.arm, most=sleeve),
    ]
    if how.opening > 0.0:
        limits.append(Limit(field=wedge(how), most=0.0))
    limits += _buried_in(outer)
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _bib() -> Pattern:
    fields = body_fields()
    limits = [
        Limit(field=-fields.front, most=0.1),
        Limit(field=fields.raised, most=0.765),
        Limit(field=-fields.height, most=-0.56),
        Limit(
            field=np.abs(fields.across) + 0.12 * np.maximum(fields.raised - 0.6, 0.0), most=0.082
        ),
        Limit(field=fields.arm, most=0.0),
    ]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _band(low: float, high: float) -> Pattern:
    fields = body_fields()
    limits = [
        Limit(field=fields.height, most=high),
        Limit(field=-fields.height, most=-low),
        Limit(field=fields.arm, most=0.0),
    ]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@lru_cache(maxsize=_PATTERNS)
def _legs(hem: float, outer: tuple[Cut, ...]) -> Pattern:
    fields = body_fields()
    limits = [
        Limit(field=fields.height, most=_WAIST),
        Limit(field=-fields.height, most=-hem),
        *_buried_in(outer),
    ]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _shafts(top: float) -> Pattern:
    fields = body_fields()
    limits = [Limit(field=fields.height, most=top), Limit(field=-fields.height, most=-0.04)]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _hands() -> Pattern:
    fields = body_fields()
    limits = [Limit(field=-fields.arm, most=-0.312)]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


def _buried_in(outer: tuple[Cut, ...]) -> list[Limit]:
    """Return what keeps cloth out from under all that is worn over it."""
    return [Limit(field=_depth(how), most=_OVERLAP) for how in outer if how.region in _CLOTH]


@cache
def _depth(how: Cut) -> Float64[np.ndarray, " vertex"]:
    """Return how far inside the hems of a garment each vertex of the body is, below 0 outside."""
    fields = body_fields()
    nowhere = np.full(len(fields.arm), -1.0)
    if how.shape == "apron":
        return nowhere
    if how.region in {"upper", "whole"}:
        low = how.hem if how.legs is None else how.legs
        edges = [-neckline(how.neck), max(how.sleeve, _CAP_SLEEVE) - fields.arm,
                 fields.height - low]  # fmt: skip
        edges += [-wedge(how)] if how.opening > 0.0 else []
        return np.minimum.reduce(edges)
    if how.region in {"lower", "skirt"}:
        inside = np.minimum(_WAIST - fields.height, fields.height - how.hem)
        return np.where(fields.arm <= 0.0, inside, nowhere)
    if how.region == "feet":
        top = (
            how.hem
            if how.shape == "shaft"
            else -1.0
            if how.shape in {"sandal", "bare"}
            else 0.05 + _TUCK
        )
        return top - fields.height
    if how.region == "hands":
        return fields.arm - 0.312
    return nowhere


def covered_by(how: Cut) -> Bool[np.ndarray, " vertex"]:
    """Return which vertices of the body a garment hides for certain."""
    return _depth(how) > _TUCK

"""Garments on a body: shells cut from its surface, skirts and shoes around it."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.assets import accessories
from groundplan.assets.garments import Cut
from groundplan.assets.human import Figure
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.surface_rings import BodyPiece
from groundplan.assets.tailoring.body_fields import body_fields
from groundplan.assets.tailoring.lofted import draped, shoes, skirt
from groundplan.assets.tailoring.pattern import Limit, Pattern, cut_out
from groundplan.assets.tailoring.shells import Ease, shell_piece

__all__ = ["covered_by", "worn"]

_NECKS: Final = {
    # height, half width, and how much height a step ahead counts for
    "scoop": (0.803, 0.056, 0.42),
    "crew": (0.814, 0.048, 0.35),
    "collar": (0.829, 0.044, 0.3),
    "high": (0.842, 0.042, 0.2),
}
_SHOULDERS: Final = 0.845
"""Nothing that is not a neck reaches above this."""
_CAP_SLEEVE: Final = 0.035
"""Where a garment without sleeves ends: past the shoulder, so that the side is covered."""
_CROTCH: Final = 0.478
"""A shell that follows the trunk ends above this; below it cloth hangs as a skirt."""
_BRIDGING: Final = 14
"""Rounds of smoothing: cloth spans what lies hollow beneath it."""
_TUCK: Final = 0.03
"""How far skin goes on under a hem, on the scale of heights."""


def worn(figure: Figure, role: str, how: Cut) -> list[BodyPiece]:
    """Return a garment on a body."""
    ease = Ease(offset_m=_offset(figure, how), rounds=_BRIDGING)
    if how.region in {"upper", "whole"}:
        return _over_trunk(figure, role, how, ease=ease)
    if how.region == "lower":
        return [_trousers(figure, role, how)]
    if how.region == "skirt":
        return [skirt(figure, role, how, high=0.605, offset=ease.offset_m, under=False)]
    if how.region == "feet":
        return _on_feet(figure, role, how, ease=ease)
    if how.region == "hands":
        return [shell_piece(figure, role, _hands(), ease=Ease(offset_m=0.002, rounds=0))]
    return accessories.worn(figure, role, shape=how.shape)


def _over_trunk(figure: Figure, role: str, how: Cut, *, ease: Ease) -> list[BodyPiece]:
    pieces = [shell_piece(figure, role, _trunk(how), ease=ease, over=draped(figure))]
    if how.legs is not None:
        pieces.append(_trousers(figure, role, how))
    if how.hem < _CROTCH:
        pieces.append(skirt(figure, role, how, high=0.60, offset=ease.offset_m, under=True))
    return pieces


def _on_feet(figure: Figure, role: str, how: Cut, *, ease: Ease) -> list[BodyPiece]:
    if how.shape != "shaft":
        return shoes(figure, role)
    return [*shoes(figure, role), shell_piece(figure, role, _shafts(how.hem), ease=ease)]


def _trousers(figure: Figure, role: str, how: Cut) -> BodyPiece:
    """Return trousers: close at the waist, looser towards the ankles."""
    hem = how.hem if how.legs is None else how.legs
    pattern = _legs(hem)
    height = pattern.laid(body_fields().height)
    fall = np.clip((0.50 - height) / 0.25, 0.0, 1.0)
    loose = 0.004 + how.ease + (0.011 + 2.0 * how.ease) * fall
    return shell_piece(
        figure, role, pattern, ease=Ease(offset_m=0.0, rounds=_BRIDGING),
        thickness=loose * figure.unit / 1.7, over=draped(figure),
    )  # fmt: skip


def _offset(figure: Figure, how: Cut) -> float:
    return (0.006 + 0.0045 * how.layer + how.ease) * figure.unit / 1.7


def _neckline(how: Cut) -> Float64[np.ndarray, " vertex"]:
    """Return how far above the neckline each vertex is."""
    fields = body_fields()
    high, wide, slope = _NECKS[how.neck]
    above = fields.raised + slope * fields.ahead - high
    above = np.minimum(above, wide - np.abs(fields.across))
    above = np.maximum(above, fields.raised - _SHOULDERS)
    if how.opening <= 0.0:
        return above
    # An open front: a wedge from the opening's low end up to the neck.
    low = 0.825 - how.opening
    wedge = 0.42 * (fields.raised - low) - np.abs(fields.across)
    return np.maximum(above, np.where(fields.front > 0.0, wedge, -0.1))


@cache
def _trunk(how: Cut) -> Pattern:
    fields = body_fields()
    sleeve = max(how.sleeve, _CAP_SLEEVE)
    return cut_out(
        body_data().skin,
        [
            Limit(field=_neckline(how), most=0.0),
            Limit(field=-fields.height, most=-max(how.hem, _CROTCH)),
            Limit(field=fields.arm, most=sleeve),
        ],
        count=len(fields.arm),
    )


@cache
def _legs(hem: float) -> Pattern:
    fields = body_fields()
    limits = [
        Limit(field=fields.height, most=0.598),
        Limit(field=-fields.height, most=-hem),
    ]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _shafts(top: float) -> Pattern:
    fields = body_fields()
    limits = [Limit(field=fields.height, most=top), Limit(field=-fields.height, most=-0.045)]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


@cache
def _hands() -> Pattern:
    fields = body_fields()
    limits = [Limit(field=-fields.arm, most=-0.312)]
    return cut_out(body_data().skin, limits, count=len(fields.arm))


def covered_by(how: Cut) -> Bool[np.ndarray, " vertex"]:
    """Return which vertices of the body a garment hides for certain."""
    fields = body_fields()
    if how.region in {"upper", "whole"}:
        sleeve = fields.arm <= max(how.sleeve, _CAP_SLEEVE) - _TUCK
        low = how.hem if how.legs is None else how.legs
        return (_neckline(how) < -0.015) & sleeve & (fields.height > low + _TUCK)
    if how.region in {"lower", "skirt"}:
        return (fields.height < 0.598 - _TUCK) & (fields.height > how.hem + _TUCK)
    if how.region == "feet":
        top = how.hem - _TUCK if how.shape == "shaft" else 0.05
        return fields.height < top
    if how.region == "hands":
        return fields.arm > 0.312 + _TUCK
    return np.zeros(len(fields.arm), dtype=bool)

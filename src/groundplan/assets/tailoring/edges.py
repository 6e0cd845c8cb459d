"""Edges of garments on the body: necklines and open fronts, positive outside of the cloth."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.assets.garments import Cut
from groundplan.assets.tailoring.body_fields import body_fields

__all__ = ["front_edge", "neckline", "wedge"]

Field = Float64[np.ndarray, " vertex"]
_NECKS: Final = {
    # height, half width, and how much height a step ahead counts for
    "scoop": (0.80, 0.06, 0.42),
    "crew": (0.815, 0.05, 0.33),
    "vee": (0.818, 0.048, 0.35),
    "collar": (0.829, 0.044, 0.3),
    "high": (0.842, 0.042, 0.2),
}
_SHOULDERS: Final = 0.845
"""Nothing that is not a neck reaches above this."""
_NECK: Final = 0.825
_ROUND: Final = 0.035
_VEE: Final = 0.085
_SLOPE: Final = 0.42
_WIDEST: Final = 0.05


@cache
def neckline(neck: str) -> Field:
    """Return how far above the neckline each vertex is."""
    fields = body_fields()
    high, wide, slope = _NECKS[neck]
    above = fields.raised + slope * fields.ahead - high
    # Both limits, with a round corner between them.
    beside = wide - np.abs(fields.across)
    above = _ROUND - np.hypot(np.maximum(_ROUND - above, 0.0), np.maximum(_ROUND - beside, 0.0))
    above = np.maximum(above, fields.raised - _SHOULDERS)
    if neck != "vee":
        return above
    return np.maximum(above, front_edge(_VEE, 0.0))


@cache
def front_edge(opening: float, gape: float) -> Field:
    """Return how far inside a wedge ahead each vertex is, half `gape` wide at its low end."""
    fields = body_fields()
    low = _NECK - opening
    half = np.minimum(gape + _SLOPE * (fields.raised - low), max(gape, _WIDEST))
    if gape > 0.0:
        half = np.maximum(np.full(len(half), gape), _WIDEST + _SLOPE * (fields.raised - _NECK))
    inside = half - np.abs(fields.across)
    inside = np.minimum(inside, fields.raised - low + (0.0 if gape == 0.0 else 0.02))
    return np.where(fields.front > 0.0, inside, -0.1)


def wedge(how: Cut) -> Field:
    """Return how far inside an open front each vertex is."""
    return front_edge(how.opening, how.gape)

"""A person's shape: the phenotype whose body stands exactly as tall as asked."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.assets.human_shape.data import ShapeBasis, body_data, shape_basis
from groundplan.assets.human_shape.phenotype import Phenotype, coefficients

__all__ = ["HumanShape", "points_of", "solved"]

_YEARS: Final = (0.0, 0.8, 11.0, 18.0, 30.0, 90.0)
_AGES: Final = (-1.0 / 3.0, 0.0, 1.0 / 3.0, 0.6, 2.0 / 3.0, 1.0)
"""Where years lie on the phenotype's age: heights at mid values match growth (our fit)."""
_GENDERS: Final = {"female": 1.0, "male": 0.0}
_BUILDS: Final = (0.0, 0.5, 1.0)
_WEIGHTS: Final = (0.1, 0.48, 1.0)
_GROWN: Final = 18.0
_HEIGHTS: Final = (0.02, 0.98)
_MOST_AGE_SHIFT: Final = 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanShape:
    """What somebody looks like, in numbers that people use."""

    height_m: float
    age_years: float = 30.0
    gender: str = "neutral"
    build: float = 0.5
    """0 slim, 1 heavy."""
    muscle: float = 0.5


@cache
def _ends() -> tuple[ShapeBasis, int]:
    """Return a basis of the crown's and the soles' vertices only, and how many are the crown's."""
    basis, body = shape_basis(), body_data()
    height = body.template[:, 1]
    crown = np.argsort(-height, kind="stable")[:60]
    soles = np.argsort(height, kind="stable")[:160]
    kept = np.concatenate([crown, soles])
    offsets = np.ascontiguousarray(basis.offsets[:, kept])
    return replace(basis, offsets=offsets, template=basis.template[kept]), len(crown)


def points_of(basis: ShapeBasis, phenotype: Phenotype) -> Float32[np.ndarray, "point 3"]:
    """Return vertices and joints [m] of a phenotype."""
    weights = coefficients(basis, phenotype)
    flat = basis.offsets.reshape(len(weights), -1)
    return basis.template + (weights @ flat).reshape(-1, 3)


def _stature(phenotype: Phenotype) -> float:
    basis, crown = _ends()
    height: Float64[np.ndarray, " point"] = points_of(basis, phenotype)[:, 1].astype(np.float64)
    return float(height[:crown].max() - height[crown:].min())


def solved(shape: HumanShape) -> tuple[Phenotype, float]:
    """Return the phenotype, and the factor by which it must still be scaled to be exact.

    Children who are tall or short for their age first become a little older or younger.
    """
    start = Phenotype(
        gender=_GENDERS.get(shape.gender, 0.5),
        age=float(np.interp(shape.age_years, _YEARS, _AGES)),
        muscle=shape.muscle,
        weight=float(np.interp(shape.build, _BUILDS, _WEIGHTS)),
    )
    if shape.age_years < _GROWN:
        start = _aged(start, shape.height_m)
    low, high = (replace(start, height=h) for h in _HEIGHTS)
    least, most = _stature(low), _stature(high)
    share = (shape.height_m - least) / (most - least)
    height = float(np.clip(_HEIGHTS[0] + share * (_HEIGHTS[1] - _HEIGHTS[0]), *_HEIGHTS))
    found = replace(start, height=height)
    return found, shape.height_m / _stature(found)


def _aged(start: Phenotype, height_m: float) -> Phenotype:
    low = replace(start, age=max(start.age - _MOST_AGE_SHIFT, -1.0 / 3.0))
    high = replace(start, age=min(start.age + _MOST_AGE_SHIFT, 2.0 / 3.0))
    for _ in range(12):
        middle = replace(start, age=0.5 * (low.age + high.age))
        low, high = (middle, high) if _stature(middle) < height_m else (low, middle)
    return replace(start, age=0.5 * (low.age + high.age))

"""Phenotype values become weights of the shape basis.

Source:
    The base rig's rule, read from Anny 0.6.2 and measured against it: each value is interpolated
    linearly between its anchors, and a row's weight is the product of the variations it needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.assets.human_shape.data import ShapeBasis

__all__ = ["Phenotype", "coefficients"]

_ANCHORS: Final[Mapping[str, tuple[float, ...]]] = MappingProxyType(
    {
        "gender": (0.0, 1.0),
        "age": (-1.0 / 3.0, 0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0),
        "muscle": (0.0, 0.5, 1.0),
        "weight": (0.0, 0.5, 1.0),
        "height": (0.0, 1.0),
        "proportions": (0.0, 1.0),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phenotype:
    """Shape values, 0..1 (age from -1/3); origins are mixed in equal parts."""

    gender: float = 0.5
    """0 male, 1 female."""
    age: float = 2.0 / 3.0
    """-1/3 newborn, 0 baby, 1/3 child, 2/3 young adult, 1 old."""
    muscle: float = 0.5
    weight: float = 0.5
    height: float = 0.5
    proportions: float = 0.5


def _shares(phenotype: Phenotype) -> dict[str, Float64[np.ndarray, " anchor"]]:
    shares: dict[str, Float64[np.ndarray, " anchor"]] = {"race": np.full(3, 1.0 / 3.0)}
    for name, anchors in _ANCHORS.items():
        value = float(getattr(phenotype, name))
        shares[name] = np.array(
            [np.interp(value, anchors, row) for row in np.eye(len(anchors))], dtype=np.float64
        )
    return shares


def coefficients(basis: ShapeBasis, phenotype: Phenotype) -> Float32[np.ndarray, " basis"]:
    """Return the weight of every basis shape."""
    shares = _shares(phenotype)
    order = dict.fromkeys(column.partition(":")[0] for column in basis.columns)
    column = np.concatenate([shares[name] for name in order])
    weights = np.where(basis.needs, column, 1.0).prod(axis=1)
    return (weights @ basis.mix).astype(np.float32)

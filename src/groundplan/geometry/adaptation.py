"""White balance: what a camera or an eye that takes one light for white makes of another.

Source:
    The linear Bradford transform, as in ICC.1 profiles. Degree of adaptation: CIECAM02, as it is
    commonly given: D = F (1 - exp(-(L_A + 42) / 92) / 3.6).
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.units import CandelaPerSquareMetre, Kelvin

__all__ = ["adaptation_degree", "adapted_xyz", "mixed_kelvin", "partial_white"]

_CONES_FROM_XYZ: Final = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
_CONES_FROM_XYZ.setflags(write=False)
_XYZ_FROM_CONES: Final = np.linalg.inv(_CONES_FROM_XYZ)
_XYZ_FROM_CONES.setflags(write=False)
_DARK_SURROUND: Final = 0.8


def adapted_xyz(
    xyz: Float[np.ndarray, " 3"],
    *,
    source: Float[np.ndarray, " 3"],
    target: Float[np.ndarray, " 3"],
) -> Float[np.ndarray, " 3"]:
    """Return a colour after white `source` became white `target`."""
    cones, before, after = (
        np.sum(_CONES_FROM_XYZ * colour, axis=-1) for colour in (xyz, source, target)
    )
    return np.sum(_XYZ_FROM_CONES * (cones * after / before), axis=-1)


def adaptation_degree(
    adapting: CandelaPerSquareMetre, *, surround: float = _DARK_SURROUND
) -> float:
    """Return how far an eye adapts to the light's colour: 0 not at all, 1 fully.

    `adapting` is the luminance of the adapting field [cd/m^2]; the surround factor F is 1 for an
    average, 0.9 for a dim and 0.8 for a dark one.
    """
    return surround * (1.0 - math.exp(-(adapting + 42.0) / 92.0) / 3.6)


def partial_white(scene: Kelvin, *, neutral: Kelvin, degree: float) -> Kelvin:
    """Return the white between `neutral` and the scene's, in equal steps of 1/K (mired)."""
    return Kelvin(1.0 / (1.0 / neutral + degree * (1.0 / scene - 1.0 / neutral)))


def mixed_kelvin(lights: list[tuple[float, Kelvin]]) -> Kelvin:
    """Return the temperature of mixed light, weighted by level, in mired.

    Raises:
        InputError: There is no light.
    """
    total = sum(level for level, _ in lights)
    if total <= 0.0:
        raise InputError("no light has a colour to balance", "give a light above 0 lx")
    return Kelvin(total / sum(level / kelvin for level, kelvin in lights))

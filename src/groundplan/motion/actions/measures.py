"""The lengths of a body that actions are stated in."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton

__all__ = ["Measures", "measures_of"]

_HIP_SHARE = 0.53
"""Height of the hips in body lengths (as `assets.human` builds them)."""
_PALM = 0.05
"""From the wrist to the middle of the palm, in body lengths: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measures:
    """Lengths of a person [m]."""

    unit: float
    """Body length: height of an adult with the same legs and trunk."""
    arm: float
    """Shoulder to wrist."""
    palm: float
    """Wrist to the middle of the palm."""
    shoulder: Float[np.ndarray, " 3"]
    """Middle between the shoulder joints at rest."""
    head: Float[np.ndarray, " 3"]
    """The head joint at rest."""


def measures_of(skeleton: Skeleton) -> Measures:
    """Return the lengths of a skeleton of a person."""
    unit = float(skeleton.places[0, 1]) / _HIP_SHARE
    arm, elbow, wrist = (skeleton.place(f"left{part}") for part in ("UpperArm", "LowerArm", "Hand"))
    return Measures(
        unit=unit,
        arm=float(np.linalg.norm(elbow - arm) + np.linalg.norm(wrist - elbow)),
        palm=_PALM * unit,
        shoulder=0.5 * (arm + skeleton.place("rightUpperArm")),
        head=skeleton.place("head"),
    )

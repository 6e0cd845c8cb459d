"""What an action is done to: points of things and partners in the body's own space."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

__all__ = ["ALONE", "Surroundings"]

Points = Float[np.ndarray, "time 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """Places at the times that are asked, in the body's space [m]; absent things are None."""

    grasp: Points | None = None
    """Where the target is taken, touched or used."""
    handle: Points | None = None
    """Of the target's part that opens."""
    half_width: float = 0.0
    """Half the target's extent across the body [m]."""
    top: Float[np.ndarray, " time"] | None = None
    """Height of the target's surface that hands work on: a table's top, a piano's keys."""
    seat: Points | None = None
    """The middle of what is sat or lain on."""
    partner: Mapping[str, Points] = field(default_factory=dict[str, Points])
    """Joints of the partner; empty without one."""
    shoulders: Points | None = None
    """Midway between one's own shoulders, before the action moves them."""
    partner_heading: Float[np.ndarray, " time"] | None = None
    """Of the partner, in the body's space [rad]."""
    way: Float[np.ndarray, " time"] | None = None
    """Distance that the body has covered [m]; None where it stays."""


ALONE = Surroundings()

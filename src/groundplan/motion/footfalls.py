"""Where feet are while a body covers ground: planted, or carried from one plant to the next.

All lengths run along the way. A plant never moves, whatever the speed, because the only clock is
the distance covered. Between known ends of a way the first and last steps are shortened so that the
body sets off from, and comes to, a stand with every foot under it.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

__all__ = ["Falls", "Stride", "falls_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stride:
    """A repeating pattern of footfalls."""

    length_m: float
    duty: float
    """Part of the stride that a foot stays down."""
    offsets: tuple[float, ...]
    """Of each foot's mid-stance, in strides after the start."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Falls:
    """Feet at many times."""

    ahead: Float[np.ndarray, "time foot"]
    """Ahead of where the foot is when the body stands [m]."""
    lift: Float[np.ndarray, "time foot"]
    """0 on the ground, 1 in mid-swing of a full step."""
    swing: Float[np.ndarray, "time foot"]
    """Through the swing, 0..1; 0 before lifting and 1 after landing."""
    down: Float[np.ndarray, "time foot"]
    """Where in its stance a planted foot is: -1 just landed, 0 under the body, 1 about to lift."""
    lifted: Float[np.ndarray, "time foot"]
    """What `down` is when the foot lifts."""
    landed: Float[np.ndarray, "time foot"]
    """What `down` is when the foot next lands."""


def falls_at(
    stride: Stride,
    way: Float[np.ndarray, " time"],
    *,
    ends: tuple[float, float] | None = None,
) -> Falls:
    """Return the feet after `way` metres; `ends` are where the body sets off and comes to a stand.

    Source:
        Our construction: plants are a stride apart; ends snap plants that lie too near.
    """
    first, last = ends if ends is not None else (-np.inf, np.inf)
    origin = first if ends is not None else 0.0
    length, half = stride.length_m, 0.5 * stride.duty * stride.length_m
    least = min(0.5 * (1.0 - stride.duty) * length, max(last - first, 1e-9))
    at = way[:, None]

    def plant(number: Float[np.ndarray, "time foot"]) -> Float[np.ndarray, "time foot"]:
        where = origin + (number + np.array(stride.offsets)) * length
        snapped = np.where(where < first + least, first, where)
        return np.where(where > last - least, last, snapped)

    number = np.floor((at - origin) / length - np.array(stride.offsets))
    number = number - (plant(number) > at)
    number = number + (plant(number + 1.0) <= at)
    free = origin + (number + np.array(stride.offsets)) * length
    behind, ahead = plant(number), plant(number + 1.0)
    up = np.clip(np.minimum(free, behind) + half, first, last - least)
    low = np.clip(np.maximum(free + length, ahead) - half, first + least, last)
    swing = np.clip((at - up) / np.maximum(low - up, 1e-9), 0.0, 1.0)
    effort = np.minimum((ahead - behind) / (0.4 * length), 1.0)
    place = behind + (ahead - behind) * _eased(swing, haste=0.6 * max(1.0 - 2.0 * stride.duty, 0.0))
    reach = max(half, 1e-9)
    return Falls(
        ahead=place - at,
        lift=16.0 * (swing * (1.0 - swing)) ** 2 * effort,
        swing=swing,
        down=np.clip(np.where(swing < 1.0, at - behind, at - ahead) / reach, -1.0, 1.0),
        lifted=np.clip((up - behind) / reach, -1.0, 1.0),
        landed=np.clip((low - ahead) / reach, -1.0, 1.0),
    )


def _eased(u: Float[np.ndarray, "time foot"], *, haste: float) -> Float[np.ndarray, "time foot"]:
    """Return a step from 0 to 1 that starts and ends at rest, less so the more haste.

    A foot that is down for a short part of its stride must not stay behind when it lifts: the body
    would have left it out of reach.
    """
    calm = u * u * (3.0 - 2.0 * u)
    return (1.0 - haste) * calm + haste * u

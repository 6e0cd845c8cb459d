"""Numbers of intents: their band with tolerance, in the unit that they are stated in."""

import math
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.assertions.outcome import Measured, Unmeasured
from groundplan.world.intent import Intent, IntentKind

__all__ = ["TOLERANCES", "angle", "banded", "number_of", "tolerance_of"]

_DEG: Final = math.radians(1.0)
TOLERANCES: Final = MappingProxyType[str, float](
    {
        "camera_height": 0.02, "camera_roll": 0.25 * _DEG, "camera_pitch": 0.25 * _DEG,
        "camera_azimuth": 1.0 * _DEG, "screen_x": 0.005, "screen_y": 0.005, "screen_height": 0.01,
        "headroom": 0.01, "lead_room": 0.05, "camera_distance": 0.02, "distance": 0.01,
        "light_over_key": 0.25, "duration": 0.05,
    }
)  # fmt: skip
"""Where an intent states none: absolute, in SI and radians, our engineering defaults."""
_RELATIVE: Final = MappingProxyType[str, float](
    {"focal_length": 0.005, "aperture": 0.02, "speed": 0.02, "light_temperature": 0.03,
     "light_level": 0.10, "light_ratio": 0.10}
)  # fmt: skip
"""The same as shares of the value."""


def number_of(intent: Intent) -> float | None:
    """Return the value where it is a finite number."""
    value = intent.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def tolerance_of(intent: Intent) -> float:
    """Return the tolerance in the intent's own unit."""
    own = intent.tolerance
    value = number_of(intent) or 0.0
    kind: IntentKind = intent.kind
    if own is not None and own > 0.0:
        # A lens is never held closer than this: it is stored in millimetres and breathes.
        return max(own, 0.005 * abs(value)) if kind == "focal_length" else own
    if kind in _RELATIVE:
        return _RELATIVE[kind] * abs(value)
    found = TOLERANCES.get(kind, 0.0)
    return math.degrees(found) if intent.unit == "deg" else found


def banded(
    intent: Intent,
    values: Float[np.ndarray, " time"],
    *,
    unit: str,
    digits: int = 3,
    open_above: bool = False,
    at_s: Float[np.ndarray, " time"] | None = None,
) -> Measured | Unmeasured:
    """Return values against the band of an intent; `open_above`: more is right as well."""
    value = number_of(intent)
    if value is None:
        return Unmeasured(reason=f"{intent.value!r} is no number")
    upper = intent.upper
    if upper is None or not math.isfinite(upper):
        upper = math.inf if open_above else value
    slack = tolerance_of(intent)
    return Measured(
        values=values, low=value - slack, high=upper + slack, unit=intent.unit or unit,
        digits=digits, at_s=at_s,
        expected=_words(value, upper, slack, digits=digits),
    )  # fmt: skip


def _words(value: float, upper: float, slack: float, *, digits: int) -> str:
    low, high = (f"{round(v, digits + 1):g}" for v in (value, min(upper, 1e300)))
    near = f" ± {slack:.3g}" if slack else ""
    if upper == math.inf:
        return f"{low} or more{near}"
    return f"{low}{near}" if upper == value else f"{low} to {high}{near}"


def angle(intent: Intent, radians: Float[np.ndarray, " time"]) -> Measured | Unmeasured:
    """Return angles against the band, as degrees where the intent has degrees.

    Whole turns are taken off so that they lie nearest to what is asked.
    """
    value = number_of(intent)
    if value is None:
        return Unmeasured(reason=f"{intent.value!r} is no number")
    turn = 360.0 if intent.unit == "deg" else math.tau
    shown = np.degrees(radians) if intent.unit == "deg" else radians
    middle = 0.5 * (value + (intent.upper if intent.upper is not None else value))
    near = middle + np.remainder(shown - middle + 0.5 * turn, turn) - 0.5 * turn
    return banded(intent, near, unit="rad", digits=3)

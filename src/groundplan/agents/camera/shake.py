"""The unrest of a hand-held camera: seeded, band-limited, of exact strength."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions

__all__ = ["Shake"]

_HERTZ: Final = np.array([0.37, 0.61, 0.94, 1.31, 1.78, 2.23, 2.71])
"""All below 3 Hz, without a common period: our engineering default."""
_STRENGTH: Final = 1.0 / _HERTZ
"""Slow sway is larger than fast tremor."""
_SWAY_M_PER_RAD: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shake:
    """A hand that holds a camera."""

    seed: int
    rms_rad: float
    """Root mean square of pan and of tilt over a long time."""
    fps: float

    def turn(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4"]:
        """Return small rotations about the camera's own axes."""
        pan, tilt, roll = self._waves(seconds)[:3]
        return quaternions.from_euler_yxz(
            pan * self.rms_rad, tilt * self.rms_rad, 0.4 * roll * self.rms_rad
        )

    def sway(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 3"]:
        """Return small displacements in the world [m]."""
        return self._waves(seconds)[3:].T * (_SWAY_M_PER_RAD * self.rms_rad)

    def _waves(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "6 time"]:
        """Return six independent sums of sines, each of unit root mean square."""
        rng = np.random.default_rng(self.seed)
        phase = rng.uniform(0.0, math.tau, (6, len(_HERTZ)))
        angle = math.tau * _HERTZ[None, :, None] * seconds[None, None, :] + phase[:, :, None]
        scale = math.sqrt(2.0) / float(np.linalg.norm(_STRENGTH))
        return np.einsum("h,wht->wt", _STRENGTH * scale, np.sin(angle))

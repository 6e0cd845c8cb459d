"""The unrest of a camera that somebody carries: seeded, band-limited, of exact strength."""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions

__all__ = ["UNREST", "Shake", "Unrest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrest:
    """How a way of carrying a camera shakes it; all our engineering defaults."""

    rms_rad: float
    """Of pan and of tilt over a long time, when nothing else is said."""
    hertz: tuple[float, ...]
    """Frequencies without a common period; there is nothing above the highest."""
    roll: float
    """Strength of roll over that of pan."""
    sway_m_per_rad: float
    bob_m: float = 0.0
    """Amplitude of the steps' up and down."""
    bob_hz: float = 1.8


UNREST: Final = MappingProxyType(
    {
        "handheld": Unrest(
            rms_rad=math.radians(0.6),
            hertz=(0.37, 0.61, 0.94, 1.31, 1.78, 2.23, 2.71),
            roll=0.4,
            sway_m_per_rad=1.0,
        ),
        "steadicam": Unrest(
            rms_rad=math.radians(0.12), hertz=(0.17, 0.29, 0.46, 0.71, 0.97), roll=0.4,
            sway_m_per_rad=5.0,
        ),
        "gimbal": Unrest(
            rms_rad=0.0, hertz=(0.17, 0.29), roll=0.0, sway_m_per_rad=0.0, bob_m=0.012
        ),
    }
)  # fmt: skip
"""By id of the move; slow sway is larger than fast tremor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shake:
    """A hand that holds a camera."""

    seed: int
    rms_rad: float
    """Root mean square of pan and of tilt over a long time."""
    fps: float
    unrest: Unrest = UNREST["handheld"]

    @property
    def band_hz(self) -> float:
        """Return the highest frequency that it has."""
        return max(*self.unrest.hertz, self.unrest.bob_hz if self.unrest.bob_m else 0.0)

    def turn(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4"]:
        """Return small rotations about the camera's own axes."""
        pan, tilt, roll = self._waves(seconds)[:3]
        return quaternions.from_euler_yxz(
            pan * self.rms_rad, tilt * self.rms_rad, self.unrest.roll * roll * self.rms_rad
        )

    def sway(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 3"]:
        """Return small displacements in the world [m]."""
        moved = self._waves(seconds)[3:].T * (self.unrest.sway_m_per_rad * self.rms_rad)
        moved[:, 1] += self.unrest.bob_m * np.sin(math.tau * self.unrest.bob_hz * seconds)
        return moved

    def _waves(self, seconds: Float[np.ndarray, " time"]) -> Float[np.ndarray, "6 time"]:
        """Return six independent sums of sines, each of unit root mean square."""
        hertz = np.array(self.unrest.hertz)
        strength = 1.0 / hertz
        rng = np.random.default_rng(self.seed)
        phase = rng.uniform(0.0, math.tau, (6, len(hertz)))
        angle = math.tau * hertz[None, :, None] * seconds[None, None, :] + phase[:, :, None]
        scale = math.sqrt(2.0) / float(np.linalg.norm(strength))
        return np.einsum("h,wht->wt", strength * scale, np.sin(angle))

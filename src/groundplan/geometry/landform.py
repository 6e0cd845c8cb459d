"""Ground that rises along one direction: slopes, hills, dunes and valleys without any cross fall.

Such ground is developable: laid flat, all distances over it keep their lengths. A flat plan can
therefore be put on it exactly, with `way` the distance over the ground along the rise, and `along`
the same as seen on a map.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from jaxtyping import Float

__all__ = ["Landform", "LandformShape"]

LandformShape = Literal["slope", "ramp", "hill", "dune", "valley"]
_REACH_M: Final = 320.0
_STEP_M: Final = 0.1
_LEE_RAD: Final = math.radians(32.0)
"""Angle at which dry sand comes to rest: our engineering default for the far side of a dune."""


@dataclass(frozen=True, kw_only=True)
class Landform:
    """A profile of heights along a direction; the origin of the plan lies at height 0."""

    shape: LandformShape
    grade_rad: float
    """Steepest angle of the side that rises."""
    heading_rad: float
    """Where it rises to, from +Z towards +X."""

    @cached_property
    def _table(self) -> tuple[Float[np.ndarray, " n"], ...]:
        """Return along, height, slope and way on a dense grid [m]."""
        along = np.arange(-_REACH_M, _REACH_M + 0.5 * _STEP_M, _STEP_M)
        slope = self._slopes(along)
        mean = 0.5 * (slope[1:] + slope[:-1])
        height = np.concatenate([[0.0], np.cumsum(mean * _STEP_M)])
        way = np.concatenate([[0.0], np.cumsum(_STEP_M * np.sqrt(1.0 + mean * mean))])
        middle = len(along) // 2
        return along, height - height[middle], slope, way - way[middle]

    def _slopes(self, along: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
        up = math.tan(self.grade_rad)
        if self.shape == "slope":
            return up * _window(along, -30.0, 30.0, soft=8.0)
        if self.shape == "ramp":
            return up * _window(along, -5.0, 5.0, soft=1.0)
        if self.shape == "valley":
            return up * (
                _window(along, 2.0, 30.0, soft=5.0) - _window(along, -30.0, -2.0, soft=5.0)
            )
        rise = up * _window(along, -14.0, 8.0, soft=6.0)
        fall = -math.tan(_LEE_RAD) if self.shape == "dune" else -up
        length = 22.0 * up / -fall
        return rise + fall * _window(along, 14.0, 14.0 + length, soft=min(6.0, 0.5 * length))

    @property
    def direction(self) -> tuple[float, float]:
        """Return where it rises to, over the ground (x, z)."""
        return math.sin(self.heading_rad), math.cos(self.heading_rad)

    def height_at(
        self, x: Float[np.ndarray, "*shape"], z: Float[np.ndarray, "*shape"]
    ) -> Float[np.ndarray, "*shape"]:
        """Return the height of the ground at places of the map [m]."""
        along, height, _, _ = self._table
        dx, dz = self.direction
        return np.asarray(np.interp(x * dx + z * dz, along, height))

    def normal_at(
        self, x: Float[np.ndarray, "*shape"], z: Float[np.ndarray, "*shape"]
    ) -> Float[np.ndarray, "*shape 3"]:
        """Return the upward unit normal of the ground at places of the map."""
        along, _, slope, _ = self._table
        dx, dz = self.direction
        rise = np.asarray(np.interp(x * dx + z * dz, along, slope))
        normal = np.stack([-rise * dx, np.ones_like(rise), -rise * dz], axis=-1)
        return normal / np.linalg.norm(normal, axis=-1, keepdims=True)

    def placed(self, point: tuple[float, float, float]) -> tuple[float, float, float]:
        """Return where a point of the flat plan comes to lie, as high over the ground as before."""
        along, height, _, way = self._table
        dx, dz = self.direction
        x, y, z = point
        gone = x * dx + z * dz
        there = float(np.interp(gone, way, along))
        rise = float(np.interp(gone, way, height))
        return x + (there - gone) * dx, y + rise, z + (there - gone) * dz

    def rows(self, reach_m: float) -> tuple[Float[np.ndarray, " row"], Float[np.ndarray, " row"]]:
        """Return where along the rise a mesh needs rows, and their heights [m]."""
        fine = np.arange(-60.0, 60.1, 0.5)
        far = np.array([-reach_m, -_REACH_M, -120.0])
        rows = np.concatenate([far, fine, -far[::-1]])
        along, height, _, _ = self._table
        return rows, np.interp(rows, along, height)


def _window(
    at: Float[np.ndarray, " n"], low: float, high: float, *, soft: float
) -> Float[np.ndarray, " n"]:
    """Return 1 between two places and 0 outside, with smooth edges `soft` wide outside of them."""
    u = np.clip(1.0 + (at - low) / soft, 0.0, 1.0)
    v = np.clip(1.0 + (high - at) / soft, 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u) * v * v * (3.0 - 2.0 * v)

"""The port of simulators: rigid bodies over level ground, stepped once, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float

__all__ = ["GRAVITY_MPS2", "Flight", "RigidBody", "Shape", "Simulator"]

GRAVITY_MPS2 = 9.80665
"""Standard gravity (CGPM 1901)."""

Shape = Literal["box", "ball", "cylinder"]
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RigidBody:
    """One body when the simulation begins."""

    key: str
    shape: Shape
    size_m: Vector
    """Width, height, depth along its own axes."""
    centre_m: Vector
    rotation: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    velocity_mps: Vector = (0.0, 0.0, 0.0)
    spin_radps: Vector = (0.0, 0.0, 0.0)
    """About the world's axes."""
    mass_kg: float = 1.0
    friction: float = 0.6
    fixed: bool = False
    """It stands, whatever hits it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flight:
    """Where a body is at the asked times."""

    centres: Float[np.ndarray, "time 3"]
    rotations: Float[np.ndarray, "time 4"]


@runtime_checkable
class Simulator(Protocol):
    """Lets bodies go over ground at height 0."""

    @property
    def name(self) -> str:
        """Return what it is called in findings."""
        ...

    @property
    def collides(self) -> bool:
        """Return whether bodies knock into one another; else they only fall and come to rest."""
        ...

    def simulate(
        self, bodies: Sequence[RigidBody], seconds: Float[np.ndarray, " time"]
    ) -> dict[str, Flight]:
        """Return the moving bodies by key at growing times from 0 [s]; pure."""
        ...

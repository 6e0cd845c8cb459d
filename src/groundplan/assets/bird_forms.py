"""The shapes of birds, in standing heights: Y up from the ground, Z ahead of the feet, X left.

Drawn by eye to the proportions of adult birds; our engineering defaults.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

__all__ = ["BIRD_FORMS", "BirdForm", "Leg", "Tail", "Wing"]

Point = tuple[float, float, float]
Ring = tuple[float, float, float, float]
"""Z and Y of its middle, half width, half depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wing:
    """A wing: where it starts, and where its wrist and its end lie when it is folded."""

    root: Point
    wrist: tuple[float, float]
    """Y and Z; it lies on the flank, as does the end."""
    end: tuple[float, float]
    arm: float
    """Root to wrist; the hand is as long as from the folded wrist to the folded end."""
    chord: float
    """Width at the root."""
    fingers: int = 0
    """Feathers that stand apart at the end of the hand."""
    taper: float = 0.45
    """Width at the end over that at the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A fan of feathers: Z and Y of its root, length, half widths, and how far up it is [rad]."""

    at: tuple[float, float]
    length: float
    root: float
    tip: float
    up: float = -0.1
    feathers: int = 5
    upright: bool = False
    """Whether the fan stands on edge, as a hen's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A leg: (Y, Z) of hip and heel; the foot stands at Z = 0."""

    apart: float
    hip: tuple[float, float]
    heel: tuple[float, float]
    radius: float
    toe: float
    thigh: float = 0.06
    """Radius where the leg leaves the body."""
    webbed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BirdForm:
    """One closed skin from rump to head, and what stands out of it."""

    body: tuple[Ring, ...]
    neck: int
    """Number of the ring at which the neck begins."""
    head: tuple[float, float, float, float, float]
    """Z, Y, and half width, height and length."""
    beak: tuple[Ring, ...]
    """From the middle of the head."""
    tail: Tail
    wing: Wing
    leg: Leg
    trunk: int = 0
    """Number of the ring at which a tail of flesh becomes the trunk."""

    @property
    def wrist(self) -> Point:
        """Return where the left wrist lies when the wing is folded."""
        return (0.93 * self._half_width, *self.wing.wrist)

    @property
    def wing_end(self) -> Point:
        """Return where the end of the left wing lies when it is folded."""
        return (0.58 * self._half_width, *self.wing.end)

    @property
    def hand(self) -> float:
        """Return the length from wrist to end."""
        return math.dist(self.wrist, self.wing_end)

    @property
    def _half_width(self) -> float:
        return max(ring[2] for ring in self.body)


_POINTED: Final = (
    (0.06, 0.0, 0.035, 0.038),
    (0.15, -0.015, 0.026, 0.026),
    (0.22, -0.03, 0.005, 0.006),
)

_PIGEON: Final = BirdForm(
    body=((-0.5, 0.4, 0.03, 0.02), (-0.4, 0.42, 0.1, 0.07), (-0.2, 0.46, 0.18, 0.16),
          (0.02, 0.51, 0.215, 0.21), (0.2, 0.58, 0.19, 0.2), (0.3, 0.68, 0.13, 0.14),
          (0.34, 0.79, 0.09, 0.095), (0.36, 0.88, 0.088, 0.088)),
    neck=5,
    head=(0.375, 0.9, 0.09, 0.1, 0.115),
    beak=_POINTED,
    tail=Tail(at=(-0.42, 0.42), length=0.42, root=0.07, tip=0.11, up=-0.12),
    wing=Wing(root=(0.15, 0.58, -0.06), wrist=(0.53, 0.22), end=(0.43, -0.62),
              arm=0.32, chord=0.34),
    leg=Leg(apart=0.085, hip=(0.34, 0.02), heel=(0.15, -0.05), radius=0.02, toe=0.13),
)  # fmt: skip
_SONGBIRD: Final = replace(
    _PIGEON,
    body=((-0.42, 0.36, 0.03, 0.02), (-0.34, 0.38, 0.09, 0.08), (-0.18, 0.43, 0.18, 0.18),
          (0.0, 0.51, 0.23, 0.24), (0.13, 0.62, 0.205, 0.215), (0.19, 0.74, 0.165, 0.17),
          (0.2, 0.83, 0.15, 0.15)),
    neck=4,
    head=(0.22, 0.85, 0.145, 0.15, 0.165),
    beak=((0.12, -0.01, 0.045, 0.045), (0.2, -0.02, 0.03, 0.03), (0.27, -0.03, 0.005, 0.006)),
    tail=Tail(at=(-0.34, 0.38), length=0.5, root=0.06, tip=0.085, up=0.1),
    wing=Wing(root=(0.16, 0.58, -0.08), wrist=(0.54, 0.14), end=(0.4, -0.56),
              arm=0.28, chord=0.34),
    leg=Leg(apart=0.08, hip=(0.32, 0.02), heel=(0.16, -0.06), radius=0.016, toe=0.14, thigh=0.05),
)  # fmt: skip
_CROW: Final = replace(
    _PIGEON,
    body=((-0.55, 0.44, 0.03, 0.02), (-0.44, 0.46, 0.1, 0.08), (-0.22, 0.51, 0.17, 0.16),
          (0.0, 0.57, 0.19, 0.19), (0.18, 0.64, 0.165, 0.18), (0.28, 0.74, 0.125, 0.14),
          (0.32, 0.84, 0.1, 0.105), (0.34, 0.9, 0.095, 0.095)),
    head=(0.36, 0.9, 0.095, 0.1, 0.125),
    beak=((0.07, 0.0, 0.042, 0.05), (0.16, 0.0, 0.03, 0.04), (0.22, -0.02, 0.014, 0.02),
          (0.245, -0.04, 0.004, 0.006)),
    tail=Tail(at=(-0.46, 0.46), length=0.46, root=0.07, tip=0.13, up=-0.2),
    wing=Wing(root=(0.14, 0.62, -0.08), wrist=(0.58, 0.2), end=(0.4, -0.8),
              arm=0.36, chord=0.36, fingers=4),
    leg=Leg(apart=0.085, hip=(0.4, 0.02), heel=(0.2, -0.05), radius=0.02, toe=0.14),
)  # fmt: skip
_GULL: Final = replace(
    _PIGEON,
    body=((-0.62, 0.42, 0.03, 0.02), (-0.5, 0.43, 0.1, 0.08), (-0.24, 0.46, 0.18, 0.16),
          (0.02, 0.51, 0.2, 0.2), (0.22, 0.6, 0.165, 0.18), (0.32, 0.72, 0.11, 0.12),
          (0.36, 0.83, 0.095, 0.095), (0.38, 0.89, 0.092, 0.092)),
    head=(0.4, 0.9, 0.092, 0.1, 0.125),
    beak=((0.07, 0.0, 0.032, 0.04), (0.18, -0.01, 0.024, 0.032), (0.26, -0.02, 0.016, 0.028),
          (0.275, -0.05, 0.004, 0.008)),
    tail=Tail(at=(-0.5, 0.43), length=0.28, root=0.08, tip=0.12, up=-0.05),
    wing=Wing(root=(0.15, 0.58, -0.08), wrist=(0.54, 0.2), end=(0.42, -0.92),
              arm=0.46, chord=0.28, taper=0.3),
    leg=Leg(apart=0.085, hip=(0.34, 0.02), heel=(0.17, -0.04), radius=0.02, toe=0.13, webbed=True),
)  # fmt: skip
_DUCK: Final = replace(
    _PIGEON,
    body=((-0.72, 0.42, 0.03, 0.02), (-0.58, 0.38, 0.12, 0.08), (-0.3, 0.36, 0.23, 0.17),
          (0.0, 0.38, 0.26, 0.21), (0.24, 0.42, 0.21, 0.2), (0.36, 0.54, 0.115, 0.13),
          (0.38, 0.7, 0.08, 0.08), (0.39, 0.84, 0.085, 0.085)),
    neck=5,
    head=(0.42, 0.875, 0.1, 0.125, 0.15),
    beak=((0.1, -0.01, 0.05, 0.055), (0.2, -0.045, 0.05, 0.028), (0.29, -0.055, 0.06, 0.018),
          (0.33, -0.06, 0.035, 0.012)),
    tail=Tail(at=(-0.6, 0.4), length=0.24, root=0.1, tip=0.05, up=0.35),
    wing=Wing(root=(0.2, 0.46, -0.06), wrist=(0.4, 0.24), end=(0.44, -0.66),
              arm=0.38, chord=0.32),
    leg=Leg(apart=0.12, hip=(0.24, -0.02), heel=(0.12, -0.05), radius=0.026, toe=0.2, webbed=True),
)  # fmt: skip
_GOOSE: Final = replace(
    _DUCK,
    body=((-0.62, 0.4, 0.03, 0.02), (-0.5, 0.39, 0.1, 0.08), (-0.28, 0.38, 0.19, 0.15),
          (0.0, 0.4, 0.22, 0.18), (0.2, 0.46, 0.18, 0.17), (0.3, 0.57, 0.09, 0.1),
          (0.32, 0.7, 0.058, 0.06), (0.31, 0.82, 0.052, 0.052), (0.335, 0.91, 0.055, 0.055)),
    head=(0.36, 0.925, 0.062, 0.075, 0.1),
    beak=((0.06, -0.005, 0.036, 0.042), (0.13, -0.025, 0.032, 0.026), (0.18, -0.035, 0.026, 0.015)),
    tail=Tail(at=(-0.52, 0.4), length=0.2, root=0.09, tip=0.08, up=0.1),
    wing=Wing(root=(0.17, 0.47, -0.04), wrist=(0.43, 0.2), end=(0.41, -0.66),
              arm=0.34, chord=0.3),
    leg=Leg(apart=0.1, hip=(0.27, 0.0), heel=(0.14, -0.04), radius=0.02, toe=0.14, webbed=True),
)  # fmt: skip
_SWAN: Final = replace(
    _GOOSE,
    body=((-0.6, 0.4, 0.03, 0.02), (-0.48, 0.36, 0.11, 0.08), (-0.26, 0.32, 0.2, 0.16),
          (0.0, 0.33, 0.22, 0.19), (0.22, 0.38, 0.16, 0.16), (0.34, 0.47, 0.085, 0.09),
          (0.36, 0.58, 0.05, 0.05), (0.3, 0.7, 0.042, 0.042), (0.26, 0.82, 0.038, 0.038),
          (0.29, 0.92, 0.038, 0.038), (0.36, 0.95, 0.042, 0.042)),
    neck=5,
    head=(0.37, 0.945, 0.05, 0.055, 0.09),
    beak=((0.05, 0.0, 0.034, 0.036), (0.12, -0.03, 0.026, 0.022), (0.18, -0.06, 0.024, 0.012)),
    tail=Tail(at=(-0.5, 0.38), length=0.2, root=0.09, tip=0.05, up=0.3),
    wing=Wing(root=(0.17, 0.42, -0.02), wrist=(0.37, 0.22), end=(0.48, -0.58),
              arm=0.38, chord=0.32),
    leg=Leg(apart=0.09, hip=(0.2, -0.04), heel=(0.1, -0.06), radius=0.018, toe=0.13, webbed=True),
)  # fmt: skip
_CHICKEN: Final = replace(
    _PIGEON,
    body=((-0.4, 0.62, 0.03, 0.03), (-0.32, 0.56, 0.1, 0.12), (-0.16, 0.48, 0.18, 0.19),
          (0.02, 0.46, 0.205, 0.21), (0.16, 0.52, 0.175, 0.2), (0.23, 0.64, 0.115, 0.13),
          (0.24, 0.76, 0.08, 0.085), (0.25, 0.85, 0.07, 0.07)),
    head=(0.265, 0.87, 0.07, 0.075, 0.09),
    beak=((0.06, 0.0, 0.03, 0.034), (0.11, -0.01, 0.02, 0.024), (0.15, -0.03, 0.004, 0.006)),
    tail=Tail(at=(-0.3, 0.58), length=0.34, root=0.07, tip=0.17, up=0.85, upright=True),
    wing=Wing(root=(0.15, 0.5, -0.06), wrist=(0.5, 0.16), end=(0.43, -0.34),
              arm=0.26, chord=0.32),
    leg=Leg(apart=0.085, hip=(0.3, 0.0), heel=(0.17, -0.05), radius=0.019, toe=0.14, thigh=0.09),
)  # fmt: skip
_TURKEY: Final = replace(
    _CHICKEN,
    body=((-0.38, 0.5, 0.04, 0.04), (-0.3, 0.5, 0.13, 0.14), (-0.14, 0.5, 0.22, 0.22),
          (0.04, 0.5, 0.235, 0.24), (0.2, 0.55, 0.18, 0.2), (0.28, 0.66, 0.09, 0.1),
          (0.3, 0.8, 0.05, 0.05), (0.31, 0.92, 0.045, 0.045)),
    head=(0.325, 0.94, 0.05, 0.055, 0.07),
    tail=Tail(at=(-0.28, 0.5), length=0.44, root=0.12, tip=0.46, up=1.1, feathers=9),
    wing=Wing(root=(0.17, 0.54, -0.06), wrist=(0.52, 0.18), end=(0.34, -0.36),
              arm=0.3, chord=0.34),
)  # fmt: skip
_PEACOCK: Final = replace(
    _CHICKEN,
    body=((-0.34, 0.5, 0.03, 0.03), (-0.26, 0.5, 0.08, 0.08), (-0.12, 0.48, 0.12, 0.12),
          (0.02, 0.49, 0.135, 0.135), (0.12, 0.55, 0.11, 0.12), (0.17, 0.65, 0.065, 0.07),
          (0.17, 0.78, 0.045, 0.045), (0.18, 0.87, 0.042, 0.042)),
    head=(0.2, 0.885, 0.045, 0.05, 0.065),
    beak=((0.04, 0.0, 0.02, 0.022), (0.08, -0.01, 0.012, 0.014), (0.1, -0.02, 0.003, 0.004)),
    tail=Tail(at=(-0.2, 0.5), length=1.35, root=0.1, tip=0.26, up=-0.24, feathers=7),
    wing=Wing(root=(0.1, 0.54, -0.04), wrist=(0.52, 0.12), end=(0.46, -0.34),
              arm=0.24, chord=0.24),
    leg=Leg(apart=0.06, hip=(0.36, 0.0), heel=(0.22, -0.05), radius=0.012, toe=0.1, thigh=0.055),
)  # fmt: skip
_EAGLE: Final = replace(
    _PIGEON,
    body=((-0.34, 0.25, 0.03, 0.03), (-0.28, 0.3, 0.1, 0.09), (-0.16, 0.39, 0.165, 0.15),
          (-0.02, 0.51, 0.2, 0.18), (0.1, 0.64, 0.19, 0.17), (0.16, 0.76, 0.13, 0.125),
          (0.18, 0.85, 0.095, 0.095), (0.2, 0.91, 0.09, 0.09)),
    head=(0.22, 0.91, 0.085, 0.09, 0.115),
    beak=((0.08, -0.01, 0.034, 0.04), (0.14, -0.005, 0.03, 0.038), (0.18, -0.02, 0.02, 0.032),
          (0.186, -0.065, 0.005, 0.012)),
    tail=Tail(at=(-0.28, 0.31), length=0.36, root=0.09, tip=0.15, up=-0.6),
    wing=Wing(root=(0.14, 0.58, -0.12), wrist=(0.64, 0.1), end=(0.16, -0.52),
              arm=0.42, chord=0.34, fingers=4, taper=0.65),
    leg=Leg(apart=0.095, hip=(0.34, 0.02), heel=(0.13, -0.03), radius=0.026, toe=0.14,
            thigh=0.1),
)  # fmt: skip
_OWL: Final = replace(
    _EAGLE,
    body=((-0.22, 0.2, 0.04, 0.03), (-0.18, 0.25, 0.13, 0.1), (-0.1, 0.34, 0.21, 0.17),
          (-0.02, 0.47, 0.25, 0.2), (0.03, 0.6, 0.245, 0.19), (0.05, 0.7, 0.22, 0.18),
          (0.06, 0.78, 0.215, 0.18)),
    neck=5,
    head=(0.07, 0.79, 0.235, 0.21, 0.19),
    beak=((0.16, -0.02, 0.03, 0.045), (0.215, -0.05, 0.025, 0.04), (0.225, -0.1, 0.005, 0.015)),
    tail=Tail(at=(-0.16, 0.26), length=0.3, root=0.1, tip=0.13, up=-0.9),
    wing=Wing(root=(0.19, 0.54, -0.12), wrist=(0.6, 0.06), end=(0.12, -0.32),
              arm=0.42, chord=0.35, taper=0.75),
    leg=Leg(apart=0.1, hip=(0.24, 0.02), heel=(0.1, -0.02), radius=0.035, toe=0.13, thigh=0.08),
)  # fmt: skip
_PARROT: Final = replace(
    _EAGLE,
    body=((-0.3, 0.26, 0.03, 0.03), (-0.24, 0.32, 0.09, 0.08), (-0.14, 0.42, 0.15, 0.14),
          (-0.02, 0.54, 0.18, 0.17), (0.08, 0.66, 0.17, 0.16), (0.13, 0.77, 0.14, 0.14),
          (0.14, 0.85, 0.125, 0.125)),
    neck=5,
    head=(0.16, 0.865, 0.12, 0.13, 0.145),
    beak=((0.09, 0.02, 0.055, 0.075), (0.16, 0.02, 0.05, 0.075), (0.215, -0.03, 0.034, 0.055),
          (0.21, -0.11, 0.008, 0.025)),
    tail=Tail(at=(-0.24, 0.33), length=0.62, root=0.08, tip=0.03, up=-0.42, feathers=3),
    wing=Wing(root=(0.13, 0.58, -0.12), wrist=(0.64, 0.07), end=(0.22, -0.5),
              arm=0.38, chord=0.34),
    leg=Leg(apart=0.085, hip=(0.32, 0.0), heel=(0.14, -0.04), radius=0.025, toe=0.12, thigh=0.07),
)  # fmt: skip
_PENGUIN: Final = replace(
    _OWL,
    body=((-0.1, 0.05, 0.07, 0.06), (-0.09, 0.1, 0.15, 0.13), (-0.05, 0.22, 0.2, 0.185),
          (-0.02, 0.38, 0.205, 0.19), (0.0, 0.56, 0.18, 0.165), (0.01, 0.7, 0.13, 0.12),
          (0.01, 0.8, 0.095, 0.095), (0.015, 0.9, 0.09, 0.09)),
    neck=5,
    head=(0.03, 0.915, 0.085, 0.085, 0.105),
    beak=((0.07, 0.0, 0.03, 0.032), (0.15, 0.0, 0.018, 0.02), (0.21, -0.025, 0.004, 0.006)),
    tail=Tail(at=(-0.12, 0.1), length=0.14, root=0.06, tip=0.03, up=-0.55, feathers=3),
    wing=Wing(root=(0.14, 0.64, -0.01), wrist=(0.45, -0.02), end=(0.28, -0.04),
              arm=0.2, chord=0.12),
    leg=Leg(apart=0.09, hip=(0.12, -0.02), heel=(0.06, -0.03), radius=0.04, toe=0.14, thigh=0.06,
            webbed=True),
)  # fmt: skip
_FLAMINGO: Final = replace(
    _GOOSE,
    body=((-0.26, 0.5, 0.02, 0.02), (-0.2, 0.52, 0.06, 0.05), (-0.1, 0.54, 0.095, 0.09),
          (0.02, 0.57, 0.105, 0.1), (0.11, 0.6, 0.08, 0.085), (0.18, 0.62, 0.04, 0.042),
          (0.24, 0.66, 0.026, 0.026), (0.24, 0.73, 0.023, 0.023), (0.18, 0.79, 0.022, 0.022),
          (0.13, 0.86, 0.021, 0.021), (0.15, 0.94, 0.021, 0.021), (0.21, 0.965, 0.023, 0.023)),
    neck=5,
    head=(0.22, 0.957, 0.034, 0.04, 0.058),
    beak=((0.03, 0.0, 0.022, 0.026), (0.075, -0.018, 0.02, 0.024), (0.092, -0.055, 0.017, 0.02),
          (0.085, -0.095, 0.005, 0.006)),
    tail=Tail(at=(-0.2, 0.52), length=0.12, root=0.04, tip=0.03, up=-0.3, feathers=3),
    wing=Wing(root=(0.085, 0.6, -0.02), wrist=(0.57, 0.1), end=(0.49, -0.3),
              arm=0.2, chord=0.2, fingers=3),
    leg=Leg(apart=0.035, hip=(0.5, 0.0), heel=(0.27, -0.025), radius=0.009, toe=0.06, thigh=0.03,
            webbed=True),
)  # fmt: skip
_HERON: Final = replace(
    _FLAMINGO,
    body=((-0.3, 0.47, 0.02, 0.02), (-0.22, 0.5, 0.06, 0.05), (-0.1, 0.53, 0.09, 0.085),
          (0.02, 0.57, 0.095, 0.095), (0.1, 0.62, 0.065, 0.075), (0.15, 0.69, 0.036, 0.04),
          (0.13, 0.77, 0.026, 0.026), (0.11, 0.85, 0.023, 0.023), (0.14, 0.93, 0.025, 0.025),
          (0.19, 0.955, 0.028, 0.028)),
    head=(0.2, 0.955, 0.036, 0.042, 0.07),
    beak=((0.05, 0.0, 0.018, 0.02), (0.13, -0.008, 0.013, 0.015), (0.23, -0.02, 0.002, 0.003)),
    leg=Leg(apart=0.035, hip=(0.48, 0.0), heel=(0.27, -0.03), radius=0.009, toe=0.09, thigh=0.035),
)  # fmt: skip
_OSTRICH: Final = replace(
    _HERON,
    body=((-0.24, 0.5, 0.03, 0.03), (-0.18, 0.51, 0.1, 0.1), (-0.06, 0.52, 0.145, 0.13),
          (0.06, 0.52, 0.13, 0.125), (0.14, 0.55, 0.075, 0.085), (0.19, 0.61, 0.036, 0.038),
          (0.2, 0.7, 0.026, 0.026), (0.19, 0.82, 0.023, 0.023), (0.19, 0.92, 0.024, 0.024),
          (0.2, 0.965, 0.028, 0.028)),
    head=(0.21, 0.965, 0.032, 0.035, 0.05),
    beak=((0.035, -0.005, 0.02, 0.018), (0.07, -0.012, 0.018, 0.011), (0.095, -0.018, 0.01, 0.006)),
    tail=Tail(at=(-0.2, 0.54), length=0.14, root=0.07, tip=0.1, up=0.3),
    wing=Wing(root=(0.11, 0.55, 0.0), wrist=(0.54, 0.1), end=(0.47, -0.24),
              arm=0.14, chord=0.18),
    leg=Leg(apart=0.055, hip=(0.46, -0.02), heel=(0.25, -0.05), radius=0.018, toe=0.09,
            thigh=0.075),
)  # fmt: skip

BIRD_FORMS: Final[Mapping[str, BirdForm]] = MappingProxyType(
    {
        "songbird": _SONGBIRD, "pigeon": _PIGEON, "crow": _CROW, "gull": _GULL, "duck": _DUCK,
        "goose": _GOOSE, "swan": _SWAN, "chicken": _CHICKEN, "turkey": _TURKEY,
        "peacock": _PEACOCK, "eagle": _EAGLE, "owl": _OWL, "parrot": _PARROT,
        "penguin": _PENGUIN, "flamingo": _FLAMINGO, "heron": _HERON, "ostrich": _OSTRICH,
    }
)  # fmt: skip
"""By name."""

"""The shapes of other two-legged and winged animals, drawn as birds are (`bird_forms`).

Drawn by eye to the proportions of adult animals; our engineering defaults.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from groundplan.assets.bird_forms import BirdForm, Leg, Tail, Wing

__all__ = ["BEAST_FORMS"]

_NO_TAIL: Final = Tail(at=(-0.2, 0.3), length=0.1, root=0.02, tip=0.02, feathers=0)

_KANGAROO: Final = BirdForm(
    body=((-0.86, 0.03, 0.015, 0.015), (-0.6, 0.05, 0.03, 0.03), (-0.36, 0.12, 0.05, 0.055),
          (-0.18, 0.26, 0.11, 0.13), (-0.02, 0.39, 0.145, 0.165), (0.09, 0.54, 0.115, 0.13),
          (0.15, 0.67, 0.08, 0.09), (0.18, 0.77, 0.05, 0.055), (0.2, 0.85, 0.05, 0.05)),
    neck=7,
    trunk=3,
    head=(0.235, 0.855, 0.048, 0.054, 0.085),
    beak=((0.05, -0.005, 0.038, 0.042), (0.11, -0.025, 0.028, 0.03), (0.14, -0.035, 0.012, 0.014)),
    tail=_NO_TAIL,
    wing=Wing(root=(0.07, 0.66, 0.16), wrist=(0.54, 0.16), end=(0.42, 0.2), arm=0.13, chord=0.05),
    leg=Leg(apart=0.1, hip=(0.34, 0.03), heel=(0.16, -0.13), radius=0.026, toe=0.24, thigh=0.105),
)  # fmt: skip
_TYRANT: Final = BirdForm(
    body=((-1.0, 0.55, 0.012, 0.012), (-0.72, 0.53, 0.03, 0.035), (-0.42, 0.53, 0.07, 0.08),
          (-0.16, 0.54, 0.12, 0.15), (0.05, 0.57, 0.14, 0.17), (0.2, 0.64, 0.12, 0.145),
          (0.29, 0.75, 0.085, 0.1), (0.34, 0.85, 0.085, 0.09)),
    neck=6,
    trunk=2,
    head=(0.39, 0.885, 0.09, 0.105, 0.13),
    beak=((0.06, 0.0, 0.078, 0.095), (0.16, -0.015, 0.066, 0.08), (0.24, -0.025, 0.055, 0.065),
          (0.29, -0.03, 0.03, 0.035)),
    tail=_NO_TAIL,
    wing=Wing(root=(0.1, 0.6, 0.25), wrist=(0.55, 0.25), end=(0.49, 0.27), arm=0.07, chord=0.035),
    leg=Leg(apart=0.1, hip=(0.48, 0.0), heel=(0.22, -0.09), radius=0.035, toe=0.16, thigh=0.11),
)  # fmt: skip
_BAT: Final = BirdForm(
    body=((-0.3, 0.36, 0.03, 0.03), (-0.2, 0.4, 0.12, 0.11), (0.0, 0.48, 0.17, 0.16),
          (0.16, 0.58, 0.15, 0.15), (0.26, 0.68, 0.12, 0.12)),
    neck=3,
    head=(0.3, 0.72, 0.13, 0.13, 0.15),
    beak=((0.08, -0.02, 0.07, 0.06), (0.16, -0.04, 0.04, 0.035), (0.19, -0.045, 0.02, 0.02)),
    tail=Tail(at=(-0.24, 0.38), length=0.22, root=0.1, tip=0.05, feathers=3),
    wing=Wing(root=(0.1, 0.54, 0.02), wrist=(0.52, 0.14), end=(0.36, -0.6), arm=0.62, chord=0.6,
              taper=0.2),
    leg=Leg(apart=0.08, hip=(0.32, -0.02), heel=(0.14, -0.06), radius=0.018, toe=0.1, thigh=0.05),
)  # fmt: skip
BEAST_FORMS: Final[Mapping[str, BirdForm]] = MappingProxyType(
    {"kangaroo": _KANGAROO, "tyrant": _TYRANT, "bat": _BAT}
)
"""By name."""

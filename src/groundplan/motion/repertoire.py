"""What bodies can do, as data: gaits by rig, with footfalls and style.

Footfall orders are the textbook ones (lateral-sequence walk, diagonal trot, three-beat canter,
transverse gallop); all numbers are our engineering defaults unless a source is named.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from groundplan.errors import SceneError
from groundplan.motion.rigs import RigKind

__all__ = ["GAITS", "IDLE", "Gait", "cruise_of", "gait_of", "stride_of"]

_GRAVITY: Final = 9.80665
IDLE: Final = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """A pattern of footfalls and how the body goes with it; angles in radians."""

    offsets: tuple[float, ...]
    """Mid-stance of each foot in strides: left, right; or front left, front right, hind left,
    hind right."""
    duty: float
    """Longest part of the stride that a foot stays down."""
    froude: float
    """Squared usual speed over gravity and leg length."""
    lift: float
    """Of a foot in mid-swing, in leg lengths; so are all further lengths."""
    bob: float = 0.0
    """Rise and fall, twice a stride; positive is highest in mid-stance."""
    leap: float = 0.0
    """Rise and fall, once a stride."""
    sway: float = 0.0
    crouch: float = 0.0
    sink: float = 0.05
    """How much lower the root may get so that feet reach."""
    strike: float = 0.0
    """Toes up on landing."""
    push: float = 0.0
    """Heels up on lifting."""
    fold: float = 0.0
    """Of the foot, back under the leg in mid-swing."""
    tilt: float = 0.0
    """Of the foot with its leg through the stance."""
    lean: float = 0.0
    swing: float = 0.0
    """Of the arms."""
    elbow: float = 0.2
    twist: float = 0.0
    """Of the hips about the vertical."""
    rock: float = 0.0
    """Of the trunk, fore and aft, once a stride."""
    limp: float = 0.0
    """Dip on the right foot."""


_WALK: Final = Gait(
    offsets=(0.0, 0.5), duty=0.62, froude=0.22, lift=0.075, bob=0.018, sway=0.022, strike=0.3,
    push=0.7, fold=0.25, swing=0.42, elbow=0.28, lean=0.03, twist=0.1,
)  # fmt: skip
_RUN: Final = Gait(
    offsets=(0.0, 0.5), duty=0.36, froude=1.4, lift=0.2, bob=-0.045, sway=0.008, crouch=0.03,
    sink=0.1, strike=0.12, push=0.9, fold=0.7, swing=0.75, elbow=1.45, lean=0.16, twist=0.14,
)  # fmt: skip
_HUMAN: Final[Mapping[str, Gait]] = MappingProxyType(
    {
        "walk": _WALK,
        "stroll": replace(_WALK, froude=0.1, swing=0.3, lean=0.0),
        "march": replace(_WALK, froude=0.28, lift=0.14, swing=0.7, elbow=0.12),
        "sneak": replace(
            _WALK, froude=0.05, lift=0.12, crouch=0.08, sink=0.12, strike=0.1, lean=0.32,
                swing=0.22,
            elbow=0.95, bob=0.008,
        ),
        "limp": replace(_WALK, froude=0.06, limp=0.035, swing=0.22, sink=0.1),
        "jog": replace(_RUN, froude=0.8, lean=0.1, swing=0.55, lift=0.15),
        "run": _RUN,
        "sprint": replace(_RUN, froude=4.0, duty=0.24, lean=0.26, swing=1.0, fold=1.0, lift=0.27),
    }
)  # fmt: skip
_TROT: Final = Gait(
    offsets=(0.0, 0.5, 0.5, 0.0), duty=0.45, froude=1.0, lift=0.2, bob=-0.015, sink=0.1, push=0.35,
    fold=1.0, tilt=0.5, rock=0.01,
)  # fmt: skip
_GALLOP: Final = Gait(
    offsets=(0.5, 0.6, 0.0, 0.1), duty=0.26, froude=4.0, lift=0.27, leap=0.03, sink=0.16, push=0.35,
    fold=1.2, tilt=0.75, rock=0.07,
)  # fmt: skip
_QUADRUPED: Final[Mapping[str, Gait]] = MappingProxyType(
    {
        "walk": Gait(
            offsets=(0.25, 0.75, 0.0, 0.5), duty=0.66, froude=0.16, lift=0.11, bob=0.004,
            sway=0.012,
            sink=0.06, push=0.3, fold=0.7, tilt=0.4, rock=0.012,
        ),
        "sneak": Gait(
            offsets=(0.25, 0.75, 0.0, 0.5), duty=0.72, froude=0.06, lift=0.12, crouch=0.12,
            sink=0.2,
            push=0.25, fold=0.7, tilt=0.2,
        ),
        "trot": _TROT,
        "pace": replace(_TROT, offsets=(0.5, 0.0, 0.5, 0.0), sway=0.02),
        "canter": Gait(
            offsets=(0.35, 0.7, 0.0, 0.35), duty=0.36, froude=2.0, lift=0.23, leap=0.02, sink=0.14,
            push=0.3, fold=1.1, tilt=0.65, rock=0.045,
        ),
        "gallop": _GALLOP,
        "run": _GALLOP,
    }
)  # fmt: skip
GAITS: Final[Mapping[RigKind, Mapping[str, Gait]]] = MappingProxyType(
    {
        "human": _HUMAN, "quadruped": _QUADRUPED, "bird": MappingProxyType({}),
        "fish": MappingProxyType({}),
    }
)  # fmt: skip
"""Gaits on feet by rig and name; every rig also knows `idle`."""


def gait_of(rig: RigKind, name: str) -> Gait:
    """Return a gait on feet.

    Raises:
        SceneError: The rig has no such gait.
    """
    known = GAITS[rig]
    if name not in known:
        raise SceneError(
            f"a {rig} has no gait {name!r}", f"use one of {', '.join(sorted({IDLE, *known}))}"
        )
    return known[name]


def cruise_of(gait: Gait, leg_m: float) -> float:
    """Return the usual speed of a gait for a hip height [m/s].

    Source:
        Froude number v^2 / (g h): Alexander, Nature 261:129, 1976.
    """
    return math.sqrt(gait.froude * _GRAVITY * leg_m)


def stride_of(speed_mps: float, leg_m: float) -> float:
    """Return how far a stride goes at a speed, for a hip height [m].

    Source:
        Alexander, Nature 261:129, 1976: stride over hip height = 2.3 Fr^0.3.
    """
    froude = speed_mps * speed_mps / (_GRAVITY * leg_m)
    return 2.3 * max(froude, 1e-3) ** 0.3 * leg_m

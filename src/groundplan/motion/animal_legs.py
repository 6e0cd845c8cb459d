"""Legs of baked animals: their joints, bones and soles at rest, and where feet should be."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton

__all__ = ["LEG_NAMES", "FootTargets", "Leg", "hip_height", "legs_of"]

LEG_NAMES: Final = ("frontLeft", "frontRight", "hindLeft", "hindRight")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """Rows of joints, and rest geometry [m]."""

    parent: int
    """The joint of the trunk that carries the leg."""
    upper: int
    lower: int
    hock: int
    """-1 for front legs."""
    pastern: int
    foot: int
    root: Float[np.ndarray, " 3"]
    first: Float[np.ndarray, " 3"]
    """The bone that the root turns; of a hind leg, thigh and cannon together."""
    second: Float[np.ndarray, " 3"]
    away: float
    """+1 where the middle joint bends ahead, -1 behind."""
    on_foot: Float[np.ndarray, " 3"]
    """From the foot's joint to the pastern's."""
    foot_rest: Float[np.ndarray, " 3"]
    sole: Float[np.ndarray, "2 3"]
    """Toe and heel, from the foot's joint."""

    @property
    def length(self) -> float:
        """Return how far the pastern can be from the root [m]."""
        return float(np.linalg.norm(self.first) + np.linalg.norm(self.second))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FootTargets:
    """Where feet should be, in the body's space."""

    grounds: Float[np.ndarray, "time 4 3"]
    """Of the point under the foot's joint: its height is that of the lowest point of the foot."""
    yaws: Float[np.ndarray, "time 4"]
    pitches: Float[np.ndarray, "time 4"]
    """Of the foot: positive points the toes down [rad]."""
    breaks: Float[np.ndarray, "time 4"]
    """Of the pastern over the foot: positive carries it ahead [rad]."""
    tips: Float[np.ndarray, "time 4 4"] | None = None
    """From +Y to the normal of the ground under each foot; None on level ground."""
    free: Float[np.ndarray, "time 4"] | None = None
    """1 for a foot that the trunk does not wait for: if it is out of reach, it comes nearer."""


@lru_cache(maxsize=64)
def legs_of(skeleton: Skeleton) -> tuple[Leg, ...]:
    """Return the four legs, in the order of `LEG_NAMES`."""
    return tuple(_leg(skeleton, name) for name in LEG_NAMES)


def _leg(skeleton: Skeleton, name: str) -> Leg:
    def row(part: str) -> int:
        return skeleton.index(f"{name}{part}")

    foot = row("Hoof") if f"{name}Hoof" in skeleton.names else row("Paw")
    hock = row("Hock") if name.startswith("hind") else -1
    upper, lower, pastern = row("UpperLeg"), row("LowerLeg"), row("Pastern")
    at = skeleton.places
    first, second = at[lower] - at[upper], at[pastern] - at[lower]
    if hock >= 0:
        first, second = first + (at[pastern] - at[hock]), at[hock] - at[lower]
    line = first + second
    aside = first - line * (first @ line) / (line @ line)
    sole = np.array([skeleton.marks[f"{name}{end}"][1] for end in ("Toe", "Heel")])
    return Leg(
        parent=skeleton.parents[upper],
        upper=upper, lower=lower, hock=hock, pastern=pastern, foot=foot, root=at[upper],
        first=first, second=second, away=1.0 if aside[2] >= 0.0 else -1.0,
        on_foot=at[pastern] - at[foot], foot_rest=at[foot], sole=sole - at[foot],
    )  # fmt: skip


def hip_height(skeleton: Skeleton) -> float:
    """Return the mean height of the upper leg joints over the soles [m]."""
    return float(np.mean([leg.root[1] for leg in legs_of(skeleton)]))

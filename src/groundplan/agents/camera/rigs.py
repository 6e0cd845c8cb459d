"""What carries a camera, as data: which rig a move needs, and whether one is able to do it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass as plain
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.geometry.path_motion import PathMotion
from groundplan.world.base import CLOSED
from groundplan.world.entity import Rig, RigKind

__all__ = ["Excess", "RigEntry", "excesses", "rig_of", "rig_table", "rig_with_arm"]

_FILE: Final = "data/rigs.yaml"
_COLUMN_M: Final = 2.0
"""Height of a crane's pivot: our engineering default."""
_SLACK: Final = 1.0 + 1e-6
_STANDS_M: Final = 0.02
"""What stands moves less than this: unrest, and the lens about its head."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class RigEntry:
    """One kind of rig with its limits; None: it has none of its own."""

    kind: RigKind
    label: str
    words: tuple[str, ...]
    track_m: float | None = None
    arm_m: float | None = None
    lowest_m: float
    highest_m: float
    speed_mps: float
    acceleration_mps2: float | None = None
    jerk_mps3: float | None = None
    turn_dps: float
    """Fastest turn of its head, degrees per second."""
    width_m: float | None = None
    note: str

    @property
    def rig(self) -> Rig:
        """Return it as the document writes it."""
        return Rig(
            kind=self.kind,
            track_m=self.track_m,
            arm_m=self.arm_m,
            lowest_m=self.lowest_m,
            highest_m=self.highest_m,
            speed_mps=self.speed_mps,
            acceleration_mps2=self.acceleration_mps2,
            jerk_mps3=self.jerk_mps3,
            turn_radps=math.radians(self.turn_dps),
            width_m=self.width_m,
        )


@plain(frozen=True, slots=True, kw_only=True)
class Excess:
    """A limit of a rig that a way breaks."""

    limit: str
    """Field of `Rig`: `speed_mps` …"""
    measured: float
    allowed: float
    unit: str
    word: str

    @property
    def share(self) -> float:
        """Return by which factor the move would have to be smaller, 0..1."""
        low, high = sorted((self.allowed, self.measured))
        return low / high if high > 0.0 else 1.0


@lru_cache(maxsize=1)
def rig_table() -> MappingProxyType[str, RigEntry]:
    """Return all rigs by kind, in the order of the data."""
    text = files("groundplan.agents.camera").joinpath(_FILE).read_text(encoding="utf-8")
    rows = TypeAdapter(dict[str, tuple[RigEntry, ...]]).validate_python(yaml.safe_load(text))
    return MappingProxyType({row.kind: row for row in rows["rigs"]})


def rig_of(kind: RigKind) -> Rig:
    """Return a rig with the usual limits of its kind."""
    return rig_table()[kind].rig


def rig_with_arm(rig: Rig, arm_m: float) -> Rig:
    """Return a crane or jib with an arm of another length, which reaches as much higher."""
    return replace(rig, arm_m=arm_m, highest_m=_COLUMN_M + arm_m)


def excesses(motion: PathMotion, rig: Rig) -> tuple[Excess, ...]:
    """Return the limits that a way breaks, the worst first; none where the rig is able to do it."""
    found = sorted(_broken(_compared(motion, rig)), key=lambda e: e.share)
    return tuple(found)


def _broken(pairs: Iterable[tuple[Excess, bool]]) -> Iterator[Excess]:
    for excess, at_least in pairs:
        if at_least:
            if excess.measured < excess.allowed - 1e-6:
                yield excess
        elif excess.measured > excess.allowed * _SLACK + 1e-9:
            yield excess


def _compared(motion: PathMotion, rig: Rig) -> Sequence[tuple[Excess, bool]]:
    """Return every limit of a rig beside what was measured; true where it is a lower limit."""
    low, high = motion.height_range_m
    stands = motion.extent_m < _STANDS_M
    reach = 2.0 * rig.arm_m if rig.arm_m is not None else None
    rows = (
        ("lowest_m", low, rig.lowest_m, "m", "lowest height", True),
        ("highest_m", high, rig.highest_m, "m", "height", False),
        ("track_m", 0.0 if stands else motion.length_m, rig.track_m, "m", "way", False),
        ("arm_m", motion.extent_m, reach, "m", "reach", False),
        ("speed_mps", 0.0 if stands else motion.speed_mps, rig.speed_mps, "m/s", "speed", False),
        ("acceleration_mps2", 0.0 if stands else motion.acceleration_mps2,
         rig.acceleration_mps2, "m/s²", "acceleration", False),
        ("jerk_mps3", 0.0 if stands else motion.jerk_mps3, rig.jerk_mps3, "m/s³", "jerk", False),
        ("turn_radps", motion.turn_radps, rig.turn_radps, "rad/s", "turning", False),
    )  # fmt: skip
    return [
        (Excess(limit=name, measured=measured, allowed=allowed, unit=unit, word=word), at_least)
        for name, measured, allowed, unit, word, at_least in rows
        if allowed is not None
    ]

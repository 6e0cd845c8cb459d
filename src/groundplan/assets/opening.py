"""Parts that open: leaves, lids, flaps, drawers and sashes, and how far they go."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["OpeningPart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPart:
    """A part of an asset that turns about an axis through its joint, or slides along one."""

    axis: Literal["x", "y", "z"]
    """Of the asset."""
    full: float
    """How far it goes, signed: about the axis [rad], or along it [m]."""
    slides: bool = False
    handle: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Where a hand takes it while it is closed, in the asset's axes [m]."""
    both_ways: bool = False
    """It also opens the other way, as a door that is pushed."""

    @property
    def least(self) -> float:
        """Return the least share it opens by: -1 for a part that opens both ways."""
        return -1.0 if self.both_ways else 0.0

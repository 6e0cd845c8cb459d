"""One training sample in memory, on its way from a project into any layout."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import InputError
from groundplan.shader.adaptation.records import ItemSource
from groundplan.shader.intents import Control

__all__ = ["Sample"]

Clip = UInt8[np.ndarray, "_ _ _ 3"]
"""Frame, height, width: each clip and picture has its own until they are compared."""
Picture = UInt8[np.ndarray, "_ _ 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """A control clip, what it should become, and the words; of one size, rate and length."""

    name: str
    """Lower-case letters, digits, `-` and `_`."""
    caption: str
    control: Control
    control_clip: Clip
    target: Clip
    references: tuple[Picture, ...] = ()
    rate: Fraction
    """Frames per second."""
    source: ItemSource
    licence: str = field(default="not stated")

    def __post_init__(self) -> None:
        """Refuse a pair that does not belong together.

        Raises:
            InputError: Control and target differ in size or length.
        """
        if self.control_clip.shape != self.target.shape:
            raise InputError(
                f"{self.name}: the control is {_told(self.control_clip)}, the target "
                f"{_told(self.target)}",
                "give both the same size and length; nothing is cropped or resampled",
            )


def _told(clip: Clip) -> str:
    return f"{clip.shape[0]} frames of {clip.shape[2]}x{clip.shape[1]} px"

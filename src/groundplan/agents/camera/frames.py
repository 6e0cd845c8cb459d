"""The frames of a shot, and where its subject is at each of them."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.figures import Figure

__all__ = ["FrameClock", "at_times"]

_FRAME: Final = 1000
"""Subframes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameClock:
    """From the first to the last frame of a shot."""

    first: int
    last: int
    """Subframes."""
    fps: float
    keys_per_frame: int = 1
    """More than one where the way bends so much that straight lines from frame to frame show."""

    @property
    def times(self) -> Int[np.ndarray, " frame"]:
        """Return the time of every key, the last frame included [subframes]."""
        frames = np.arange(self.first, self.last + 1, _FRAME // self.keys_per_frame)
        return frames if frames[-1] == self.last else np.append(frames, self.last)

    @property
    def fractions(self) -> Float[np.ndarray, " frame"]:
        """Return every key's fraction of the shot, 0..1."""
        return (self.times - self.first) / max(self.last - self.first, 1)

    @property
    def rate_hz(self) -> float:
        """Return how many keys there are a second."""
        return self.fps * self.keys_per_frame

    @property
    def seconds(self) -> float:
        """Return the time from the first to the last frame, at least one frame [s]."""
        return max(self.last - self.first, _FRAME) / _FRAME / self.fps


def at_times(figure: Figure, times: Int[np.ndarray, " time"]) -> Figure:
    """Return a figure at other times: places in between straight, turns of the nearest sample."""
    known = figure.times
    nearest = np.abs(known[None, :] - times[:, None]).argmin(axis=1)
    frames = figure.world_from_figure[nearest].copy()
    for axis in range(3):
        frames[:, axis, 3] = np.interp(times, known, figure.positions[:, axis])
    return replace(figure, times=times, world_from_figure=frames)

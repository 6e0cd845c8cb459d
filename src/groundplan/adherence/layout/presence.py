"""Whether a thing is there at all: weak signs of many frames, weighed together.

A frame's sign is how alike its best place is, over the share of still landmarks that agree. Both
what is there and what is not scatter about a mean of their own; a thing is rarely gone for a frame
alone. A hidden Markov model of two states says how likely each is in every frame, before and after
it (forward and backward pass).

Source:
    Rabiner, "A tutorial on hidden Markov models", Proc. IEEE 77(2), 1989, section III. Means and
    deviations are our own, set on the self-test's looks.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

__all__ = ["FOUND_SIGN", "GONE_SIGN", "absent_frames"]

FOUND_SIGN: Final = math.inf
"""Its place is known."""
GONE_SIGN: Final = -math.inf
"""Another stands there."""
_THERE: Final = (0.93, 0.30)
"""Mean and standard deviation of signs of what is there."""
_GONE: Final = (0.28, 0.14)
_MOST: Final = 3.0
"""Logarithm of odds that one frame may give: footage may do anything for a moment."""
_TEMPER: Final = 0.5
"""Of the logarithm: frames are much alike, and so are their mistakes."""
_STAYS: Final = 0.95
"""Probability from one frame to the next."""
_AT_FIRST: Final = 0.85
"""Probability that it is there, before anything was seen."""
_SURE: Final = 0.95


def absent_frames(signs: Float64[np.ndarray, " n"]) -> Bool[np.ndarray, " n"]:
    """Return in which frames a thing is surely not there.

    Args:
        signs: In the order of frames: ratio to the look, `FOUND_SIGN` or `GONE_SIGN`.
    """
    if not len(signs):
        return np.zeros(0, dtype=np.bool_)
    odds = np.exp(_TEMPER * _log_odds(signs))
    there = np.stack([np.ones(len(signs)), odds], axis=1)
    step = np.array([[_STAYS, 1.0 - _STAYS], [1.0 - _STAYS, _STAYS]])
    before, after = np.empty_like(there), np.ones_like(there)
    state = np.array([1.0 - _AT_FIRST, _AT_FIRST])
    for frame in range(len(signs)):
        state = there[frame] * (state if frame == 0 else np.matmul(before[frame - 1], step))
        before[frame] = state / state.sum()
    for frame in range(len(signs) - 2, -1, -1):
        state = np.matmul(step, there[frame + 1] * after[frame + 1])
        after[frame] = state / state.sum()
    both = before * after
    sure: Bool[np.ndarray, " n"] = both[:, 0] > _SURE * both.sum(axis=1)
    return sure & (signs != FOUND_SIGN)


def _log_odds(signs: Float64[np.ndarray, " n"]) -> Float64[np.ndarray, " n"]:
    """Return the logarithm of the odds that it is there, by one frame alone."""
    (mean, spread), (gone, gone_spread) = _THERE, _GONE
    held = np.clip(signs, gone, mean)  # Beyond its mean nothing is a worse sign than the mean.
    log = (
        0.5 * np.square((held - gone) / gone_spread)
        - 0.5 * np.square((held - mean) / spread)
        + math.log(gone_spread / spread)
    )
    log = np.where(np.isposinf(signs), _MOST, np.where(np.isneginf(signs), -_MOST, log))
    return np.clip(log, -_MOST, _MOST)

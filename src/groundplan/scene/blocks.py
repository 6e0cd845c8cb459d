"""Frames solved a block at a time: numpy costs nearly the same for one time as for many."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final, Generic, TypeVar

import numpy as np
from jaxtyping import Float

from groundplan.units import SUBFRAMES_PER_FRAME, Subframes

__all__ = ["FrameBlocks"]

Solved = TypeVar("Solved")

_BLOCK: Final = 32
_BLOCKS_KEPT: Final = 6
_LEAD: Final = 1
"""Blocks begin this many frames early: flow looks one frame back, and that is no block of its own.
"""


class FrameBlocks(Generic[Solved]):
    """Solves whole frames in blocks and keeps the last ones; thread-safe.

    Which frames share a block depends on the time alone, so answers do not depend on who asked
    before.
    """

    def __init__(
        self, solve: Callable[[Float[np.ndarray, " time"]], Sequence[Solved]], *, start: Subframes
    ) -> None:
        """Use `solve`, which answers for many times [subframes]; frame 0 is at `start`."""
        self._solve = solve
        self._start = start
        self._blocks: OrderedDict[int, Sequence[Solved]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, time: Subframes) -> Solved:
        """Return the answer for a time."""
        return self.at(time)

    def many(self, times: Sequence[float]) -> tuple[Solved, ...]:
        """Return the answers for some times, solved together: for few that lie far apart."""
        return tuple(self._solve(np.array(times, dtype=np.float64)))

    def at(self, time: Subframes) -> Solved:
        """Return the answer for a time; one between frames is solved alone."""
        frame, rest = divmod(time - self._start, SUBFRAMES_PER_FRAME)
        if rest:
            return self._solve(np.array([float(time)]))[0]
        block, row = divmod(frame + _LEAD, _BLOCK)
        with self._lock:
            if block not in self._blocks:
                first = block * _BLOCK - _LEAD
                frames = np.arange(first, first + _BLOCK)
                times = self._start + SUBFRAMES_PER_FRAME * frames
                self._blocks[block] = self._solve(times.astype(np.float64))
                while len(self._blocks) > _BLOCKS_KEPT:
                    self._blocks.popitem(last=False)
            self._blocks.move_to_end(block)
            return self._blocks[block][row]

"""Time and chance as hosts' callers need them, given from outside so that tests do not wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Backoff", "HostClock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostClock:
    """A clock that only goes forward, a way to wait, and chance for jitter."""

    now: Callable[[], float] = time.monotonic
    """Seconds since some moment."""
    sleep: Callable[[float], None] = time.sleep
    rng: np.random.Generator = field(default_factory=np.random.default_rng)
    """Spreads repeated requests of many callers; nothing that is sent depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """How often and how soon a harmless request is repeated (our engineering choice)."""

    tries: int = 6
    first_s: float = 0.5
    most_s: float = 20.0
    longest_asked_s: float = 120.0
    """A host that asks for a longer pause than this is not waited for."""

    def pause_s(self, attempt: int, *, rng: np.random.Generator, asked_s: float = 0.0) -> float:
        """Return how long to wait after `attempt` (from 0) failed [s].

        Doubles from try to try, is cut at `most_s`, and is drawn from the upper half of that; never
        less than the host asked for.
        """
        longest = min(self.first_s * 2.0**attempt, self.most_s)
        return max(asked_s, longest * float(rng.uniform(0.5, 1.0)))

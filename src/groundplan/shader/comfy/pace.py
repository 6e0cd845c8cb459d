"""How often a server is asked, and how long it is waited for."""

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Pace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds; tests give smaller ones."""

    poll_s: float = 2.0
    """Silence after which the history is looked at."""
    look_s: float = 15.0
    """Longest time between looks while messages come: the last one may be missing."""
    settle_s: float = 30.0
    """How long outputs may take to appear after the end was announced."""
    lost_s: float = 120.0
    """How long a server may be out of reach while a graph runs."""
    answer_s: float = 30.0
    """Longest time for one answer."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

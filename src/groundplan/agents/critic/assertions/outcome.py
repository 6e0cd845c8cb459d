"""What a measurement of an intent is, and what came of asserting it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.world.intent import Intent

__all__ = ["Assertion", "Measure", "Measured", "Status", "Unmeasured"]

Status = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """Numbers over the times that an intent is about, and the band that is right."""

    values: Float[np.ndarray, " time"]
    """In `unit`; NaN where there is nothing to measure, which is never right."""
    low: float
    high: float
    unit: str = ""
    digits: int = 3
    at_s: Float[np.ndarray, " time"] | None = None
    """From the first frame of the shot; None: at the nine samples."""
    words: str = ""
    """What was measured, where a number says little."""
    expected: str = ""
    """What is right, where a band says little."""
    once: bool = False
    """True: one right moment is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """Why an intent cannot be measured in a shot."""

    reason: str


Measure = Callable[[Filmed, Intent], Measured | Unmeasured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One intent, asserted in one shot."""

    key: str
    """Of the intent."""
    intent: Intent
    shot: str
    shot_name: str
    title: str
    """What it asserts, in words: `screen x of ben's eyes`."""
    status: Status
    measured: float | str | None = None
    """The worst value where it fails, the middle one where it holds."""
    expected: str = ""
    unit: str = ""
    tolerance: float | None = None
    at_s: float | None = None
    """Of the worst value, from the first frame of the shot."""
    share: float = 1.0
    """Of the asked times at which it holds."""
    reason: str = ""
    """Why it is skipped."""

    @property
    def message(self) -> str:
        """Return the outcome in one line."""
        if self.status == "skipped":
            return f"{self.title}: not measured, {self.reason}"
        unit = f" {self.unit}" if self.unit and self.unit != "1" else ""
        got = f"{self.measured:g}" if isinstance(self.measured, float) else str(self.measured)
        when = f" at {self.at_s:.2f} s" if self.at_s is not None else ""
        band = unit if self.expected[-1:].isdigit() else ""
        part = f", holds for {100 * self.share:.0f} % of the time" if 0.0 < self.share < 1.0 else ""
        return f"{self.title}: {got}{unit}{when}, expected {self.expected}{band}{part}"

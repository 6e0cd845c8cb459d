"""What comes of solving a shot: a camera over time, or what can't be together."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.camera.solving.asks import Ask
from groundplan.world.finding import Finding

__all__ = ["Conflict", "Held", "Relaxation", "Solved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A constraint and what the camera makes of it."""

    ask: Ask
    value: float
    """The worst over the times at which it counts, in the kind's unit."""
    share: float
    """Of those times at which it holds, 0..1."""

    @property
    def holds(self) -> bool:
        """Tell whether it holds for as much of the time as it must."""
        return self.share >= self.ask.share - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A camera that meets all that it must."""

    times: Int[np.ndarray, " time"]
    """Subframes; one when nothing moves."""
    numbers: Float[np.ndarray, "time 7"]
    """Rows of camera numbers, see `geometry.composition.views`."""
    subject: str
    held: tuple[Held, ...]
    focus_m: Float[np.ndarray, " time"]
    """Along the optical axis."""
    fstop: float | None
    """Where sharpness asked for one."""
    moves: bool
    """The camera changes place or direction over time."""

    @property
    def missed(self) -> tuple[Held, ...]:
        """Return what was only wished and is not met."""
        return tuple(h for h in self.held if not h.ask.implied and not h.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One way out of a conflict, with what it costs."""

    words: str
    """"use a 35 mm lens"."""
    cost: float
    """Relative change that it asks for: cheapest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """No camera meets all that must hold."""

    shot: str
    subject: str
    asks: tuple[Ask, ...]
    """A minimal set that can't be together: without any one of them the others can."""
    values: tuple[float, ...]
    """What the nearest camera makes of each of them."""
    relaxations: tuple[Relaxation, ...]
    message: str
    nearest: Solved
    """The camera that misses least."""

    def finding(self, *, path: str) -> Finding:
        """Return it as a finding; `path`: of the camera's entity."""
        ids = dict.fromkeys(a.id.partition("/")[0] for a in self.asks if a.id[:3] != "own")
        return Finding(
            code="camera.infeasible", severity="error", message=self.message,
            paths=(*(f"intents/{i}" for i in ids), path),
            options=tuple(r.words for r in self.relaxations),
        )  # fmt: skip

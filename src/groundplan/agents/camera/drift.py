"""What one move does to a set-up: how far each coordinate goes, when, and how fast it gets going.

Drifts of one camera add up (zooms multiply), so that any combination of moves is exact: a pan only
turns, a truck only travels, a zoom only changes the focal length, an arc only turns about the
subject.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry.speed_profile import STEADY, SpeedProfile

__all__ = ["ADDED", "SCALED", "Drift", "Ends"]

Ends = tuple[float, float]
"""A coordinate's offset from the set-up at the start and at the end of the move."""
ADDED: Final = ("yaw", "pitch", "roll", "right", "rise", "forward", "level", "turn")
"""Coordinates that add up."""
SCALED: Final = ("zoom", "radius")
"""Coordinates that multiply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Offsets from a set-up at both ends of `window`; before and after they hold."""

    window: tuple[float, float] = (0.0, 1.0)
    """Fractions of the shot."""
    speed: SpeedProfile = STEADY
    yaw: Ends = (0.0, 0.0)
    """About the world's up axis, left positive [rad]."""
    pitch: Ends = (0.0, 0.0)
    """Up positive [rad]."""
    roll: Ends = (0.0, 0.0)
    """Clockwise seen from behind [rad]."""
    right: Ends = (0.0, 0.0)
    """Along the set-up's own level right axis [m]."""
    rise: Ends = (0.0, 0.0)
    """World up [m]."""
    forward: Ends = (0.0, 0.0)
    """Along the set-up's optical axis [m]."""
    level: Ends = (0.0, 0.0)
    """Forward over the ground [m]."""
    turn: Ends = (0.0, 0.0)
    """About the vertical through the subject, counter-clockwise seen from above positive [rad]."""
    zoom: Ends = (1.0, 1.0)
    """Factor of the focal length."""
    radius: Ends = (1.0, 1.0)
    """Factor of the distance over the ground to the subject."""
    focus: Ends | None = None
    """Distances that the lens is focused at [m]; None: the subject."""
    arm_m: float | None = None
    """Rise, or with `swings` the way to the right, goes along a circle of this radius, whose centre
    lies behind the camera."""
    swings: bool = False
    bump_rise_m: float = 0.0
    """Height gained by the middle of the move and lost again."""
    bump_radius: float = 0.0
    """Share by which the distance grows by the middle of the move and shrinks again."""
    bend: float = 1.0
    """Exponent of the way that is left in `rise`: 2 sinks fast at first and levels off."""
    wave_m: float = 0.0
    """Sideways swing of an S."""
    loop_m: float = 0.0
    """Radius of one slow upright loop."""
    aims: bool = False
    """It keeps turned at the subject."""
    follows: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Share of the subject's own travel that the camera makes with it, by world axis."""
    keeps_size: bool = False
    """The lens is set in every frame so that the subject keeps its height in the picture."""

    def progress(self, fractions: Float[np.ndarray, " frame"]) -> Float[np.ndarray, " frame"]:
        """Return how much of the move is done at fractions of the shot, 0..1."""
        low, high = self.window
        return self.speed.progress((fractions - low) / max(high - low, 1e-9))

    def ends(self, name: str) -> Ends:
        """Return a coordinate at both ends of the move."""
        pair: Ends = getattr(self, name)
        return pair

    def at(self, name: str, fractions: Float[np.ndarray, " frame"]) -> Float[np.ndarray, " frame"]:
        """Return a coordinate at fractions of the shot."""
        first, last = self.ends(name)
        return first + (last - first) * self.progress(fractions)

    def moves(self, name: str) -> bool:
        """Tell whether a coordinate changes."""
        first, last = self.ends(name)
        return first != last

    @property
    def turning(self) -> bool:
        """Tell whether it turns the camera itself, beside what keeps it at its subject."""
        return any(self.ends(name) != (0.0, 0.0) for name in ("yaw", "pitch", "roll"))

    def scaled(self, share: float) -> "Drift":
        """Return the same move, smaller, in the same time.

        An end that is the set-up itself stays so; otherwise the middle of the way stays.
        """
        changed = {n: _about(self.ends(n), share, rest=0.0) for n in ADDED}
        changed |= {n: _about(self.ends(n), share, rest=1.0) for n in SCALED}
        return replace(
            self,
            **changed,  # pyright: ignore[reportArgumentType]  # names and types of the class
            bump_rise_m=self.bump_rise_m * share,
            bump_radius=self.bump_radius * share,
            wave_m=self.wave_m * share,
            loop_m=self.loop_m * share,
        )

    def landed(self, *, last: bool) -> "Drift":
        """Return the move shifted so that it ends (or, not `last`, starts) at the set-up itself."""
        moved = {n: _shifted(self.ends(n), last=last, by=np.subtract) for n in ADDED}
        zoomed = {n: _shifted(self.ends(n), last=last, by=np.divide) for n in SCALED}
        return replace(self, **moved, **zoomed)  # pyright: ignore[reportArgumentType]  # as above


def _about(ends: Ends, share: float, *, rest: float) -> Ends:
    first, last = ends
    if first == last:
        return ends
    middle = rest if rest in ends else 0.5 * (first + last)
    return (middle + share * (first - middle), middle + share * (last - middle))


def _shifted(ends: Ends, *, last: bool, by: np.ufunc) -> Ends:
    first, end = ends
    if first == end:
        return ends
    anchor = end if last else first
    return (float(by(first, anchor)), float(by(end, anchor)))

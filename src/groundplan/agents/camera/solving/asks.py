"""Constraints on a camera: a number with its band, made from an intent or implied by one."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.world.intent import IntentKind

__all__ = ["KINDS", "Ask", "AskKind"]

AskKind = (
    IntentKind
    | Literal[
        "clearance", "barrier", "head_edge", "gap", "behind", "midway", "across", "along", "framed"
    ]
)
"""Those of intents, and what stagings and bodies imply:

`clearance` [m]: from the lens to a thing. `barrier` [m]: how far the camera is behind a wall.
`head_edge`: where the inner edge of the head of who stands near is, of the frame's width. `gap`:
from that to the head of who is looked at. `behind` [m]: how far behind one's head. `midway`: middle
between two parts. `across` [rad]: from square to the line between two, `along`: from that line.
`framed`: how far the head
(of who has none, the middle) is outside of a margin inside the frame, of its width or height.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """How a kind is told and how exactly it is held."""

    unit: str
    scale: float
    """What a residual of 1 is: much smaller than anybody sees."""
    tolerance: float
    """What still counts as held."""
    digits: int = 2
    wish: float = 0.05
    """How far from what is best matters as much as for other kinds."""


_DEGREE: Final = math.radians(1.0)
KINDS: Final[dict[str, _Unit]] = {
    "screen_x": _Unit(unit="of the width", scale=0.002, tolerance=0.0025, digits=3),
    "screen_y": _Unit(unit="of the height", scale=0.002, tolerance=0.004, digits=3),
    "screen_height": _Unit(unit="of the height", scale=0.004, tolerance=0.006, digits=3),
    "headroom": _Unit(unit="of the height", scale=0.004, tolerance=0.006, digits=3),
    "lead_room": _Unit(unit="ahead over behind", scale=0.01, tolerance=0.03),
    "shot_size": _Unit(unit="of its height", scale=0.01, tolerance=0.005, wish=0.002),
    "camera_angle": _Unit(
        unit="deg", scale=0.2 * _DEGREE, tolerance=0.25 * _DEGREE, digits=1, wish=2.0 * _DEGREE
    ),
    "camera_pitch": _Unit(
        unit="deg", scale=0.1 * _DEGREE, tolerance=0.25 * _DEGREE, digits=1, wish=2.0 * _DEGREE
    ),
    "camera_roll": _Unit(
        unit="deg", scale=0.1 * _DEGREE, tolerance=0.25 * _DEGREE, digits=1, wish=1.0 * _DEGREE
    ),
    "camera_azimuth": _Unit(
        unit="deg", scale=0.2 * _DEGREE, tolerance=0.5 * _DEGREE, digits=1, wish=1.0 * _DEGREE
    ),
    "camera_distance": _Unit(unit="m", scale=0.005, tolerance=0.02),
    "camera_height": _Unit(unit="m", scale=0.005, tolerance=0.01),
    "focal_length": _Unit(unit="mm", scale=0.05, tolerance=0.05, digits=1, wish=2.0),
    "inside_set": _Unit(unit="m", scale=0.01, tolerance=0.01),
    "clearance": _Unit(unit="m", scale=0.01, tolerance=0.01),
    "barrier": _Unit(unit="m", scale=0.01, tolerance=0.01),
    "visible": _Unit(unit="in frame", scale=0.02, tolerance=0.01),
    "framed": _Unit(unit="of the frame", scale=0.004, tolerance=0.004, digits=3),
    "unoccluded": _Unit(unit="unhidden", scale=0.05, tolerance=0.02),
    "sees_both_eyes": _Unit(unit="deg", scale=2.0 * _DEGREE, tolerance=0.5 * _DEGREE, digits=0),
    "sharp": _Unit(unit="f-number", scale=0.05, tolerance=0.02, digits=1),
    "head_edge": _Unit(unit="of the width", scale=0.005, tolerance=0.005, digits=3),
    "gap": _Unit(unit="of the width", scale=0.005, tolerance=0.002, digits=3),
    "behind": _Unit(unit="m", scale=0.01, tolerance=0.01),
    "midway": _Unit(unit="of the width", scale=0.005, tolerance=0.01, digits=3),
    "along": _Unit(unit="deg", scale=1.0 * _DEGREE, tolerance=1.0 * _DEGREE, digits=0),
    "across": _Unit(
        unit="deg", scale=2.0 * _DEGREE, tolerance=1.0 * _DEGREE, digits=0, wish=10.0 * _DEGREE
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One constraint."""

    id: str
    """Of the intent; `<intent>/<what>` or `own/<what>` for what is implied."""
    kind: AskKind
    words: str
    """What is asked, for people: "Ben's eyes on 0.33 of the height"."""
    low: float = -math.inf
    high: float = math.inf
    """The band that is right, in the kind's own unit."""
    wish: float | None = None
    """Where in the band is best."""
    subject: str = ""
    object: str = ""
    part: str = ""
    side: str = ""
    must: bool = True
    first: int = 0
    last: int = 0
    """Subframes from which and until which it holds."""
    share: float = 1.0
    tolerance: float = 0.0
    implied: bool = False
    """Nobody said it: it is named in conflicts only where nothing else is to blame."""

    def excess(self, value: float) -> float:
        """Return how far a measured value is outside the band; 0 inside."""
        return max(0.0, self.low - value, value - self.high)

    @property
    def slack(self) -> float:
        """Return how far outside still counts as held: never more than is usual for the kind."""
        return min(self.tolerance or math.inf, KINDS[self.kind].tolerance)

    def holds(self, value: float) -> bool:
        """Tell whether a measured value is right."""
        return self.excess(value) <= self.slack

    def told(self, value: float) -> str:
        """Return a value with its unit, for people."""
        row = KINDS[self.kind]
        shown = math.degrees(value) if row.unit == "deg" else value
        return f"{shown:.{row.digits}f} {row.unit}"

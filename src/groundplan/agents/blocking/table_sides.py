"""The sides of a table, and how people are spread along them.

A table's long side runs along X: `far` (-Z, who faces the camera), `near`, and the two ends. A side
fills from its middle; the camera's side stays free where fewer than fill the table.
"""

import math
from collections.abc import Mapping
from typing import Final, Literal

__all__ = ["HEADINGS", "Side", "Slot", "abreast_on", "around", "both_sides"]

Side = Literal["far", "near", "left", "right"]
Slot = tuple[Side, float]
"""A side and how far along it from its middle [m]."""

_ASIDE_M: Final = 0.26
"""How far those on opposite long sides of a small table are moved apart, so that all are seen."""
HEADINGS: Final[Mapping[Side, float]] = {
    "far": 0.0, "near": math.pi, "left": 0.5 * math.pi, "right": -0.5 * math.pi,
}  # fmt: skip


def abreast_on(count: int, side: Side, each: float) -> list[Slot]:
    """Return places side by side along one side, `each` apart [m]."""
    return [(side, each * (k - 0.5 * (count - 1))) for k in range(count)]


def both_sides(count: int, each: float) -> list[Slot]:
    """Return places along both long sides; those on the far side come first."""
    far = (count + 1) // 2
    return [*abreast_on(far, "far", each), *abreast_on(count - far, "near", each)]


def around(count: int, each: float, *, in_row: bool) -> list[Slot]:
    """Return places around a table: ends and far side first, the camera's side last."""
    if in_row or count == 1:
        return abreast_on(count, "far", each)
    ends: list[Slot] = [("left", 0.0), ("right", 0.0)]
    if count <= 3:  # the camera's side stays free
        return [*abreast_on(count - 2, "far", each), *ends]
    if count <= 5:  # a side each, the camera's with one
        far = count - 3
        aside = _ASIDE_M if far == 1 else 0.0
        return [*((s, a + aside) for s, a in abreast_on(far, "far", each)), *ends, ("near", -aside)]
    return both_sides(count, each)

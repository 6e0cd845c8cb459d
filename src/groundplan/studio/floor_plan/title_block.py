"""What stands around a floor plan: title block, scale bar, axes and sun."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.studio.floor_plan import ink
from groundplan.studio.floor_plan.paper import FRAME, PAGE_MM, Paper
from groundplan.studio.floor_plan.plan_data import Lamp

__all__ = ["TitleBlock", "axes_signs", "scale_bar", "title_block"]

_TOP: Final = FRAME[3] + 3.0
_BOTTOM: Final = PAGE_MM[1] - 10.0
_ROSE: Final = (FRAME[2] - 22.0, FRAME[1] + 22.0)
_LENGTHS_M: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)
_BAR_MM: Final = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock:
    """Rows of a name and what it is, in columns from the left."""

    production: str
    columns: tuple[tuple[tuple[str, str], ...], ...]


def title_block(block: TitleBlock) -> str:
    """Return the strip below the drawing."""
    left, right = FRAME[0], FRAME[2]
    parts = [ink.outline(((left, _TOP), (right, _TOP), (right, _BOTTOM), (left, _BOTTOM)), "frame")]
    width = (right - left) / len(block.columns)
    for k, rows in enumerate(block.columns):
        x = left + k * width
        if k:
            parts.append(ink.line((x, _TOP), (x, _BOTTOM), "rule"))
        for row, (name, said) in enumerate(rows):
            y = _TOP + 7.0 + 7.2 * row
            room = width - 27.0
            parts.append(ink.text((x + 3.0, y), name, "small"))
            parts.append(ink.text((x + 24.0, y), _shortened(said, room)))
    return "".join(parts)


def scale_bar(paper: Paper) -> tuple[str, tuple[float, float, float, float]]:
    """Return a bar of a round length in four fields, and the box that it takes."""
    length = next((m for m in _LENGTHS_M if m * paper.mm_per_m >= _BAR_MM), _LENGTHS_M[-1])
    long = length * paper.mm_per_m
    x, y = FRAME[0] + 5.0, FRAME[3] - 6.0
    parts: list[str] = []
    for k in range(4):
        a, b = x + 0.25 * k * long, x + 0.25 * (k + 1) * long
        shape = ((a, y - 1.6), (b, y - 1.6), (b, y), (a, y))
        parts.append(ink.outline(shape, "black" if k % 2 == 0 else "frame"))
    parts.append(ink.text((x, y - 2.8), "0", "small mid"))
    parts.append(ink.text((x + 0.5 * long, y - 2.8), f"{0.5 * length:g}", "small mid"))
    parts.append(ink.text((x + long, y - 2.8), f"{length:g} m", "small mid"))
    return "".join(parts), (x - 3.0, y - 6.5, x + long + 6.0, y + 3.0)


def axes_signs(suns: Sequence[Lamp]) -> tuple[str, tuple[float, float, float, float]]:
    """Return the axes of the world, with where suns stand, and the box that they take."""
    x, y = _ROSE
    parts = [
        ink.circle(_ROSE, 9.0, "rule"),
        ink.arrow((_ROSE, (x + 8.0, y)), "rule", head="black", size=1.8),
        ink.arrow((_ROSE, (x, y + 8.0)), "rule", head="black", size=1.8),
        ink.text((x + 10.0, y + 1.0), "+X", "small"),
        ink.text((x, y + 12.2), "+Z", "small mid"),
    ]
    for k, sun in enumerate(suns):
        place = (x + 9.0 * math.sin(sun.heading), y + 9.0 * math.cos(sun.heading))
        inner = (x + 4.0 * math.sin(sun.heading), y + 4.0 * math.cos(sun.heading))
        parts.append(ink.arrow((place, inner), "lampray", head="lamp", size=1.8))
        parts.append(ink.circle(place, 1.6, "lamp"))
        parts.append(ink.text((x + 4.0, y + 17.0 + 4.0 * k), f"sun {sun.says}", "small mid"))
    return "".join(parts), (x - 22.0, y - 12.0, FRAME[2], y + 18.0 + 4.0 * len(suns))


def _shortened(words: str, room: float) -> str:
    if ink.text_width_mm(words, 3.2) <= room:
        return words
    while words and ink.text_width_mm(words + "...", 3.2) > room:
        words = words[:-1]
    return words.rstrip() + "..."

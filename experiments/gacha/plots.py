"""Two pictures side by side: worlds with an accepted shot after n draws, and milder judges."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw

__all__ = ["plot"]

_COLOURS: Final = ("#7f7f7f", "#e69f00", "#d55e00", "#56b4e9", "#0072b2", "#cc79a7")
_SIZE: Final = (1200, 520)
_BOXES: Final = ((70, 50, 560, 440), (680, 50, 1170, 440))
_INK: Final = "#222222"
_VOID: Final = "The ceiling does not hold: by the protocol nothing can be claimed of these numbers."


def plot(found: dict[str, Any], path: Path) -> None:
    """Write the picture as PNG, drawn with Pillow alone."""
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    arms = found["arms"]
    counts = [str(k) for k in (1, 2, 4, 8, 16, 32) if k <= found["draws_per_world"]]
    _axes(draw, _BOXES[0], title="Worlds with an accepted shot after n draws", ticks=counts)
    factors = list(next(iter(arms.values()))["rate_at_factor"])
    _axes(draw, _BOXES[1], title="Draws accepted, limits times a factor", ticks=factors)
    for colour, (name, arm) in zip(_COLOURS, arms.items(), strict=False):
        reached = arm["reached_within"]
        last = np.log2(max(2, 2 ** int(np.log2(len(reached)))))
        ways = [np.log2(k + 1) / last for k in range(len(reached))]
        _line(draw, _BOXES[0], points=list(zip(ways, reached, strict=True)), colour=colour)
        rates = list(arm["rate_at_factor"].values())
        ways = [k / (len(rates) - 1) for k in range(len(rates))]
        _line(draw, _BOXES[1], points=list(zip(ways, rates, strict=True)), colour=colour)
        place = 70 + 190 * list(arms).index(name)
        draw.line((place, 495, place + 26, 495), fill=colour, width=4)
        draw.text((place + 32, 488), f"{name} {100 * arm['rate']:.1f} %", fill=_INK)
    if not found["ceiling_holds"]:
        draw.text((70, 5), _VOID, fill="#b00000")
    image.save(path)


def _axes(
    draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], *, title: str, ticks: list[str]
) -> None:
    left, top, right, bottom = box
    draw.text((left, top - 25), title, fill=_INK)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = bottom - share * (bottom - top)
        draw.line((left, y, right, y), fill="#dddddd")
        draw.text((left - 40, y - 6), f"{100 * share:.0f} %", fill=_INK)
    for index, tick in enumerate(ticks):
        x = left + index / max(1, len(ticks) - 1) * (right - left)
        draw.line((x, bottom, x, bottom + 5), fill=_INK)
        draw.text((x - 6, bottom + 8), tick, fill=_INK)


def _line(
    draw: ImageDraw.ImageDraw,
    box: tuple[int, int, int, int],
    *,
    points: list[tuple[float, float]],
    colour: str,
) -> None:
    left, top, right, bottom = box
    places = [
        (left + x * (right - left), bottom - y * (bottom - top)) for x, y in points if x <= 1.0
    ]
    draw.line(places, fill=colour, width=3)
    for x, y in places:
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)

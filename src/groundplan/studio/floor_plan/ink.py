"""Pieces of SVG on a page in millimetres; all text is escaped, no font is fetched."""

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

__all__ = [
    "STYLE", "arrow", "circle", "line", "outline", "path", "polyline", "text", "text_width_mm",
]  # fmt: skip

Point = tuple[float, float]

STYLE: Final = """
text{font-family:Helvetica,Arial,'Liberation Sans',sans-serif;font-size:3.2px;fill:#1d1f22}
.over text{paint-order:stroke;stroke:#fff;stroke-width:.9px;stroke-linejoin:round}
.small{font-size:2.6px;fill:#55585e}.big{font-size:5px;font-weight:bold}.mid{text-anchor:middle}
.frame{fill:none;stroke:#1d1f22;stroke-width:.35}.rule{stroke:#1d1f22;stroke-width:.2;fill:none}
.paper{fill:#fff}.grid{stroke:#eceae4;stroke-width:.15}
.wall{fill:#4a4d53;stroke:#1d1f22;stroke-width:.25;stroke-linejoin:round}
.cut{fill:none;stroke:#1d1f22;stroke-width:.5}
.opening{fill:#fff;stroke:#1d1f22;stroke-width:.25}
.thing{fill:#efe9dd;stroke:#7b7264;stroke-width:.25;stroke-linejoin:round}
.scenery{fill:#f3f4ef;stroke:#b4b8ac;stroke-width:.2;stroke-dasharray:1 .7}
.person{fill:#fff;stroke:#b3261e;stroke-width:.5}.nose{fill:#b3261e}
.later{stroke-dasharray:1.2 .8}.mark{font-size:2.8px;font-weight:bold;fill:#b3261e}
.way{fill:none;stroke:#b3261e;stroke-width:.5}.wayhead{fill:#b3261e}
.view{fill:#2b6cb0;fill-opacity:.09;stroke:#2b6cb0;stroke-width:.25}
.viewlater{fill:none;stroke:#2b6cb0;stroke-width:.25;stroke-dasharray:1.6 1}
.ray{fill:none;stroke:#2b6cb0;stroke-width:.2;stroke-dasharray:3 1 .6 1}
.camera{fill:#2b6cb0;stroke:#173b61;stroke-width:.25}
.cameralater{fill:#fff;stroke:#2b6cb0;stroke-width:.35;stroke-dasharray:1.2 .8}
.rail{fill:none;stroke:#9fc0e2;stroke-width:1.8;stroke-linecap:butt}
.track{fill:none;stroke:#173b61;stroke-width:.35}.trackhead{fill:#173b61}
.lamp{fill:#ffd54a;stroke:#6d5200;stroke-width:.3}.lampray{stroke:#6d5200;stroke-width:.3}
.beam{fill:#ffc400;fill-opacity:.13;stroke:#c79200;stroke-width:.2}
.axis{fill:none;stroke:#1b7f4b;stroke-width:.35;stroke-dasharray:5 1.2 1 1.2}
.axistext{fill:#1b7f4b}.leader{stroke:#8b8d92;stroke-width:.15}.black{fill:#1d1f22}
"""

_WIDE: Final = frozenset("MWmw@%")
_NARROW: Final = frozenset("iljtfrI.,:;'|!() -")


def text_width_mm(words: str, size: float) -> float:
    """Return how wide a line of text is at most [mm], by its letters; fonts differ by a tenth."""
    units = sum(
        0.92 if c in _WIDE else 0.36 if c in _NARROW else 0.70 if c.isupper() else 0.58
        for c in words
    )
    return units * size


def outline(points: Iterable[Point], kind: str) -> str:
    """Return a closed shape."""
    return f'<polygon class="{kind}" points="{_points(points)}"/>'


def polyline(points: Iterable[Point], kind: str) -> str:
    """Return an open line through points."""
    return f'<polyline class="{kind}" points="{_points(points)}"/>'


def line(a: Point, b: Point, kind: str) -> str:
    """Return a straight line."""
    return f'<line class="{kind}" x1="{_n(a[0])}" y1="{_n(a[1])}" x2="{_n(b[0])}" y2="{_n(b[1])}"/>'


def circle(at: Point, radius: float, kind: str) -> str:
    """Return a circle."""
    return f'<circle class="{kind}" cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}"/>'


def path(commands: str, kind: str) -> str:
    """Return a path of SVG commands."""
    return f'<path class="{kind}" d="{commands}"/>'


def text(at: Point, words: str, kind: str = "") -> str:
    """Return a line of text that starts (of class `mid`: is centred) at a point of its base."""
    shown = "".join(c if c.isprintable() else " " for c in words)
    return f'<text class="{kind}" x="{_n(at[0])}" y="{_n(at[1])}">{escape(shown)}</text>'


def arrow(points: Sequence[Point], kind: str, *, head: str, size: float = 2.2) -> str:
    """Return a line with a head at its end; nothing of a line without length."""
    tip = points[-1]
    back = next((p for p in reversed(points) if math.dist(p, tip) > 0.6 * size), None)
    if back is None:
        return ""
    angle = math.atan2(tip[1] - back[1], tip[0] - back[0])
    wings = [
        (tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn))
        for turn in (-0.4, 0.4)
    ]
    return polyline(points, kind) + outline((tip, *wings), head)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Return a hundredth of a millimetre, never a negative zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")

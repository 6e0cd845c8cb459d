"""Small pieces of SVG; all text is escaped."""

from collections.abc import Iterable
from html import escape

__all__ = ["circle", "label", "line", "polygon", "polyline", "rectangle", "svg"]

Point = tuple[float, float]


def svg(parts: Iterable[str], *, size: tuple[float, float], kind: str, title: str) -> str:
    """Return a drawing of `size` (width, height) [px] that scales with the page."""
    width, height = size
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title, quote=True)}">{"".join(parts)}</svg>'
    )


def line(a: Point, b: Point, kind: str) -> str:
    """Return a straight line."""
    return f'<line class="{kind}" x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>'


def polyline(points: Iterable[Point], kind: str) -> str:
    """Return an open line through points."""
    return f'<polyline class="{kind}" points="{_points(points)}"/>'


def polygon(points: Iterable[Point], kind: str, *, note: str = "") -> str:
    """Return a closed shape; `note` shows when the pointer rests on it."""
    return f'<polygon class="{kind}" points="{_points(points)}">{_note(note)}</polygon>'


def rectangle(at: Point, size: tuple[float, float], kind: str, *, note: str = "") -> str:
    """Return an upright rectangle; `at` is its upper left corner."""
    return (
        f'<rect class="{kind}" x="{at[0]:.1f}" y="{at[1]:.1f}" width="{max(size[0], 0.0):.1f}" '
        f'height="{max(size[1], 0.0):.1f}" rx="2">{_note(note)}</rect>'
    )


def circle(at: Point, radius: float, kind: str) -> str:
    """Return a circle."""
    return f'<circle class="{kind}" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}"/>'


def label(at: Point, text: str, kind: str = "label") -> str:
    """Return a line of text that starts at a point on its base line."""
    return f'<text class="{kind}" x="{at[0]:.1f}" y="{at[1]:.1f}">{escape(text)}</text>'


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _note(note: str) -> str:
    return f"<title>{escape(note)}</title>" if note else ""

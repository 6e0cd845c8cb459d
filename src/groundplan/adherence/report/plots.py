"""Errors over time as SVG of our own: a line, its tolerance, and the frames that fail."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.adherence.report.markup import element, text
from groundplan.adherence.report.words import frames_text, limit_text, number_text, spans
from groundplan.adherence.verdict import Check

__all__ = ["Plot", "time_plot"]

_WIDTH: Final = 600.0
_HEIGHT: Final = 170.0
_LEFT: Final = 56.0
_RIGHT: Final = 588.0
_TOP: Final = 12.0
_BOTTOM: Final = 142.0
_MOST_BINS: Final = 500
"""Longer series are drawn as the span of each bin: no peak is lost, and the page stays small."""
_MOST_SPANS: Final = 60
_LARGEST: Final = 1e100

Series = Sequence[float | None]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A series and the check on it."""

    title: str
    series: Series
    check: Check | None = None
    frame_count: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """From frames and values to pixels."""

    frame_count: int
    low: float
    high: float

    def x(self, frame: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (frame + 0.5) / self.frame_count

    def y(self, value: float) -> float:
        share = (_drawable(value) - self.low) / (self.high - self.low)
        return _BOTTOM - (_BOTTOM - _TOP) * share


def time_plot(plot: Plot) -> str:
    """Return a drawing of 600x170 px that scales with the page."""
    scale = _scale(plot)
    check = plot.check
    parts = [*_grid(scale), *_unseen(plot, scale)]
    if check is not None:
        parts += [*_failing(check, scale), *_tolerance(plot, check, scale)]
    for points in _strokes(plot.series, scale):
        if len(points) == 1:
            parts.append(element("circle", cx=points[0][0], cy=points[0][1], r=2.0, class_="value"))
        else:
            joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(element("polyline", points=joined, class_="value"))
    parts.append(element("line", x1=_LEFT, y1=_TOP, x2=_LEFT, y2=_BOTTOM, class_="now"))
    return element(
        "svg", "".join(parts), viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", class_="plot",
        role="img", aria_label=f"{plot.title} over the frames", data_frames=plot.frame_count,
        data_left=_LEFT, data_right=_RIGHT,
    )  # fmt: skip


def _scale(plot: Plot) -> _Scale:
    values = [_drawable(value) for value in plot.series if value is not None]
    if plot.check is not None:
        values += map(_drawable, _limits(plot, plot.check))
    low, high = min([0.0, *values]), max([0.0, *values])
    room = 0.06 * (high - low) if high - low > 1 / _LARGEST else 1.0
    return _Scale(max(plot.frame_count, len(plot.series), 1), low - room * (low < 0), high + room)


def _drawable(value: float) -> float:
    """Return a value that arithmetic on a drawing cannot take to infinity."""
    return min(max(value, -_LARGEST), _LARGEST)


def _limits(plot: Plot, check: Check) -> list[float]:
    """Return the tolerance; of a series with a sign, on both sides of zero."""
    signed = any(value is not None and value < 0 for value in plot.series)
    return [check.tolerance, -check.tolerance] if signed else [check.tolerance]


def _grid(scale: _Scale) -> Iterator[str]:
    for value in _ticks(scale.low, scale.high):
        y = scale.y(value)
        yield element("line", x1=_LEFT, y1=y, x2=_RIGHT, y2=y, class_="grid")
        yield element("text", text(number_text(value)), x=_LEFT - 6.0, y=y + 4.0, class_="end")
    last = scale.frame_count - 1
    step = _step(max(last, 1) / 6, whole=True)
    for frame in range(0, last + 1, int(step)):
        yield element("text", f"{frame}", x=scale.x(frame), y=_BOTTOM + 18.0, class_="middle")


def _ticks(low: float, high: float) -> list[float]:
    """Return round values between two."""
    step = _step((high - low) / 4)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [k * step for k in range(first, last + 1)]


def _step(least: float, *, whole: bool = False) -> float:
    """Return 1, 2 or 5 times a power of ten that is not smaller."""
    power = 10.0 ** math.floor(math.log10(least))
    step = next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= least * (1 - 1e-9))
    return max(step, 1.0) if whole else step


def _failing(check: Check, scale: _Scale) -> Iterator[str]:
    """Shade the frames that fail."""
    frames = [frame for frame in check.frames if 0 <= frame < scale.frame_count]
    for first, last in spans(frames)[:_MOST_SPANS]:
        width = max(scale.x(last + 0.5) - scale.x(first - 0.5), 1.0)
        note = element("title", text(f"fails on frames {frames_text(range(first, last + 1))}"))
        yield element(
            "rect", note, x=scale.x(first - 0.5), y=_TOP, width=width, height=_BOTTOM - _TOP,
            class_="failing",
        )  # fmt: skip


def _tolerance(plot: Plot, check: Check, scale: _Scale) -> Iterator[str]:
    for place, value in enumerate(_limits(plot, check)):
        y = scale.y(value)
        yield element("line", x1=_LEFT, y1=y, x2=_RIGHT, y2=y, class_="limit")
        if not place:
            above = y - 5.0 if y > _TOP + 16.0 else y + 14.0
            yield element(
                "text", text(limit_text(check)), x=_RIGHT - 4.0, y=above, class_="end said"
            )


def _unseen(plot: Plot, scale: _Scale) -> Iterator[str]:
    """Mark the frames without a value along the foot of the drawing."""
    gaps = [frame for frame, value in enumerate(plot.series) if value is None]
    for first, last in spans(gaps)[:_MOST_SPANS]:
        width = max(scale.x(last + 0.5) - scale.x(first - 0.5), 1.0)
        note = element("title", text(f"not observable: {frames_text(range(first, last + 1))}"))
        yield element(
            "rect", note, x=scale.x(first - 0.5), y=_BOTTOM - 5.0, width=width, height=5.0,
            class_="unseen",
        )  # fmt: skip


def _strokes(series: Series, scale: _Scale) -> Iterator[list[Point]]:
    """Yield the unbroken stretches of a series as points."""
    per_bin = max(math.ceil(len(series) / _MOST_BINS), 1)
    stroke: list[Point] = []
    for start in range(0, len(series), per_bin):
        values = [value for value in series[start : start + per_bin] if value is not None]
        if values:
            x = scale.x(start + (per_bin - 1) / 2 if per_bin > 1 else start)
            stroke += [(x, scale.y(value)) for value in dict.fromkeys((min(values), max(values)))]
        elif stroke:
            yield stroke
            stroke = []
    if stroke:
        yield stroke

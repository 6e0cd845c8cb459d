"""Which series are plotted, in which order."""

from collections.abc import Iterator
from typing import Final

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.report.markup import element, text
from groundplan.adherence.report.plots import Plot, time_plot
from groundplan.adherence.report.tables import badge
from groundplan.adherence.report.words import frames_text, name_of
from groundplan.adherence.verdict import Check, ShotReport

__all__ = ["plots_part"]

_MOST: Final = 40
_ORDER: Final = {"fail": 0, "cannot_tell": 1, "pass": 2}


def plots_part(report: ShotReport) -> str:
    """Return the plots of all series, those of failing checks first; nothing without series."""
    plotted = sorted(_series(report), key=_rank)
    if not plotted:
        return ""
    shown = "".join(_figure(report, row, check) for row, check in plotted[:_MOST])
    more = len(plotted) - _MOST
    note = element("p", f"and {more} more: the JSON has them all") if more > 0 else ""
    legend = element("p", _LEGEND, class_="what")
    plots = element("div", shown, class_="plots")
    return element("h2", "Over time") + legend + _HATCH + plots + note


_LEGEND: Final = (
    "Dashed: tolerance. Hatched: frames that fail. Grey along the foot: not observable. "
    "Along the bottom: frames."
)
_HATCH: Final = (
    '<svg class="defs" aria-hidden="true"><defs><pattern id="hatch" width="7" height="7" '
    'patternUnits="userSpaceOnUse"><path d="M-1 8L8 -1M-1 1L1 -1M6 8L8 6"></path></pattern></defs>'
    "</svg>"
)


def _series(report: ShotReport) -> Iterator[tuple[Measurement, Check | None]]:
    """Yield each series with every check on it."""
    for row in report.measurements:
        if any(value is not None for value in row.series):
            of = (row.definition, row.subject)
            checks = [check for check in report.checks if (check.definition, check.subject) == of]
            yield from ((row, check) for check in checks or [None])


def _rank(plotted: tuple[Measurement, Check | None]) -> int:
    check = plotted[1]
    return 3 if check is None else _ORDER[check.status]


def _figure(report: ShotReport, row: Measurement, check: Check | None) -> str:
    of = f"{name_of(report, row.subject)}, " if row.subject else ""
    title = f"{of}{row.definition}" if check is None else check.name
    unit = "" if row.unit in {"", "1"} else f" [{row.unit}]"
    said = element("b", text(title + unit)) + " "
    if check is not None:
        said += badge(check)
        said += text(f" on frames {frames_text(check.frames)}") if check.frames else ""
    drawn = time_plot(Plot(
        title=title, series=row.series, check=check, frame_count=report.frame_count
    ))  # fmt: skip
    return element("figure", element("figcaption", said) + drawn)

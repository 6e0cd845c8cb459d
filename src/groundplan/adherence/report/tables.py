"""The tables of the page: checks, measurements, how the clip was mapped, hashes."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.report.markup import cell, element, table, text
from groundplan.adherence.report.words import (
    STATUS_WORDS,
    frames_text,
    limit_text,
    name_of,
    number_text,
    quantity_text,
)
from groundplan.adherence.verdict import Check, ShotReport

__all__ = ["badge", "checks_table", "hashes_table", "mapping_part", "measurements_table"]

_MOST_ROWS: Final = 400
"""More are counted; the JSON has all."""
_WHY: Final = {"fail": 0, "cannot_tell": 1, "pass": 2}


def badge(check: Check) -> str:
    """Return a check's status as sign, word and colour."""
    return element("span", STATUS_WORDS[check.status], class_=f"badge {check.status}")


def checks_table(report: ShotReport) -> str:
    """Return every check, what fails first."""
    ordered = sorted(report.checks, key=lambda check: _WHY[check.status])
    rows = [
        (
            element("td", badge(check)), cell(check.name), cell(name_of(report, check.subject)),
            cell(quantity_text(check.value, check.unit), "number"), cell(limit_text(check)),
            cell(frames_text(check.frames)), cell(check.reason), cell(check.source),
        )
        for check in ordered[:_MOST_ROWS]
    ]  # fmt: skip
    headers = ("status", "check", "of", "measured", "tolerance", "frames that fail",
               "why nobody can tell", "tolerance from")  # fmt: skip
    return _bounded(table(headers, rows, kind="checks"), len(ordered), "No check was made.")


def measurements_table(report: ShotReport) -> str:
    """Return every measurement, or why it could not be made."""
    rows = [_measured(report, row) for row in report.measurements[:_MOST_ROWS]]
    headers = ("definition", "of", "value", "unit", "confidence", "samples", "observer")
    made = table(headers, rows, kind="measurements")
    return _bounded(made, len(report.measurements), "Nothing was measured.")


def mapping_part(report: ShotReport, clip: AlignedClip) -> str:
    """Return how the clip's pictures map to the plan's, and what was found on the way."""
    found = "".join(
        element("li", _finding_status(fails=row.fails) + text(row.says) + " " +
                element("code", text(row.code)))
        for row in report.mapping.findings[:_MOST_ROWS]
    )  # fmt: skip
    findings = element("ul", found, class_="findings") if found else element(
        "p", "Nothing had to be changed to compare the two."
    )  # fmt: skip
    headers = ("", "plan", "clip")
    return findings + table(headers, _mapped(report, clip), kind="mapping")


def hashes_table(report: ShotReport) -> str:
    """Return what exactly was compared, and by which definitions."""
    rows = [
        ("clip", report.clip_name), ("sha256 of the clip", report.clip_sha256),
        ("hash of the world", report.world_hash), ("shot", report.shot),
        ("protocol", report.schema),
    ]  # fmt: skip
    return table(("what", "which"), [(cell(a), cell(b, "hash")) for a, b in rows], kind="hashes")


def _measured(report: ShotReport, row: Measurement) -> list[str]:
    """Return the cells of a measurement; a reason takes the place of value and unit."""
    named = [element("td", element("code", text(row.definition))),
             cell(name_of(report, row.subject))]  # fmt: skip
    if row.value is None:
        why = text(f"not observable: {row.reason or 'no reason was given'}")
        return [*named, element("td", why, colspan=4, class_="unseen"), cell(row.observer)]
    said = f" ({row.says})" if row.says else ""
    return [
        *named, cell(number_text(row.value) + said, "number"), cell(row.unit),
        cell(f"{100 * row.confidence:.0f} %", "number"), cell(f"{row.sample_count}", "number"),
        cell(row.observer),
    ]  # fmt: skip


def _mapped(report: ShotReport, clip: AlignedClip) -> Iterator[list[str]]:
    mapping, lost = report.mapping, int(np.count_nonzero(clip.source < 0))
    left, top, width, height = map(number_text, mapping.picture_px)
    said = (
        ("size", _size(report.size_px), _size(mapping.clip_size_px)),
        ("frames per second", _rate(report.rate), _rate(mapping.clip_rate)),
        ("frames", f"{report.frame_count}", f"{mapping.clip_frame_count}"),
        ("plan frame 0", "0", number_text(mapping.first_frame)),
        ("frames that go by in a plan frame", "1", number_text(mapping.frames_per_plan_frame)),
        ("the plan's picture", "whole",
         f"{width} x {height} px, from {left} px left and {top} px down"),
        ("plan frames that the clip does not have", "", f"{lost}"),
    )  # fmt: skip
    for row in said:
        yield [cell(words) for words in row]


def _finding_status(*, fails: bool) -> str:
    if not fails:
        return ""
    return element("span", STATUS_WORDS["fail"], class_="badge fail") + " "


def _size(size_px: tuple[int, int]) -> str:
    return f"{size_px[0]} x {size_px[1]} px"


def _rate(rate: tuple[int, int]) -> str:
    return number_text(rate[0] / rate[1]) if rate[1] else "unknown"


def _bounded(made: str, count: int, nothing: str) -> str:
    if not count:
        return element("p", nothing)
    more = count - _MOST_ROWS
    note = element("p", f"and {more} more: the JSON has them all") if more > 0 else ""
    return made + note

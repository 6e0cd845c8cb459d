"""Camera reports as tables for a terminal, and as one CSV that doubles as a shot list."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

from groundplan.studio.overview import Table
from groundplan.studio.paperwork.report_data import ShotReport

__all__ = ["number_text", "pair_text", "report_csv", "report_tables"]

Cell = Callable[[ShotReport], str]

_ROLLED_DEG: Final = 0.05
_NONE: Final = (None, None)


def report_tables(reports: Sequence[ShotReport]) -> tuple[Table, ...]:
    """Return five short tables, one row a shot in each."""
    return tuple(
        Table(
            title=title,
            headers=("slate", *(header for header, _ in columns)),
            rows=tuple((r.slate.slate, *(cell(r) or "-" for _, cell in columns)) for r in reports),
        )
        for title, columns in _TABLES
    )


def report_csv(reports: Sequence[ShotReport]) -> str:
    """Return one line a shot, a header first; CRLF and quotes as RFC 4180 has them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([header for header, _ in _COLUMNS])
    writer.writerows([_plain(cell(report)) for _, cell in _COLUMNS] for report in reports)
    return file.getvalue()


def _plain(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "@", "+"} else text


def number_text(value: float | None, digits: int = 2, *, none: str = "") -> str:
    """Return a number without idle zeros; `none` where there is none."""
    if value is None:
        return none
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def pair_text(pair: Sequence[float | None] | None, digits: int = 2, *, none: str = "") -> str:
    """Return "3" for what stays, "3 > 1.2" for what changes."""
    if pair is None:
        return ""
    first, last = (number_text(value, digits, none=none) for value in pair)
    return first if first == last else f"{first} > {last}"


def _words(text: str) -> str:
    return text.replace("_", " ")


def _shutter(report: ShotReport) -> str:
    return f"1/{number_text(1.0 / report.exposure.shutter_s, 1)}"


def _sharp(report: ShotReport) -> str:
    sharp = report.focus.subject_sharp
    if sharp is None:
        return ""
    return "yes" if all(sharp) else "no" if not any(sharp) else "at one end"


def _roll(report: ShotReport) -> str:
    rolled = any(abs(angle) >= _ROLLED_DEG for angle in report.camera.roll_deg)
    return pair_text(report.camera.roll_deg, 1) if rolled else "0"


_TABLES: Final[tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]] = (
    (
        "Shots",
        (
            ("shot", lambda r: r.slate.shot),
            ("size", lambda r: _words(r.slate.size)),
            ("angle", lambda r: _words(r.slate.angle)),
            ("move", lambda r: _words(r.slate.move)),
            ("subject", lambda r: _words(r.slate.subject)),
            ("action", lambda r: r.slate.action),
            ("s", lambda r: number_text(r.slate.duration_s)),
            ("frames", lambda r: str(r.slate.frames)),
        ),
    ),
    (
        "Lens",
        (
            ("lens", lambda r: r.lens.lens),
            ("mm", lambda r: pair_text(r.lens.focal_mm, 1)),
            ("sensor", lambda r: r.lens.sensor),
            ("gate mm", lambda r: " x ".join(number_text(v) for v in r.lens.used_gate_mm)),
            ("fov h", lambda r: pair_text(r.lens.fov_horizontal_deg, 1)),
            ("fov v", lambda r: pair_text(r.lens.fov_vertical_deg, 1)),
            ("squeeze", lambda r: number_text(r.lens.squeeze)),
            ("aspect", lambda r: r.slate.aspect),
        ),
    ),
    (
        "Focus (m)",
        (
            ("focus", lambda r: pair_text(r.focus.focus_m)),
            ("near", lambda r: pair_text(r.focus.near_m, none="?")),
            ("far", lambda r: pair_text(r.focus.far_m, none="inf")),
            ("hyperfocal", lambda r: pair_text(r.focus.hyperfocal_m, 1)),
            ("circle mm", lambda r: number_text(r.focus.circle_mm, 4)),
            ("subject", lambda r: pair_text(r.focus.subject_m)),
            ("sharp", _sharp),
        ),
    ),
    (
        "Exposure",
        (
            ("f", lambda r: number_text(r.exposure.fstop, 1)),
            ("T", lambda r: number_text(r.exposure.tstop, 1)),
            ("shutter", lambda r: f"{number_text(r.exposure.shutter_deg, 1)} deg, {_shutter(r)} s"),
            ("ISO", lambda r: number_text(r.exposure.iso, 0)),
            ("ISO for light", lambda r: number_text(r.exposure.iso_for_light, 0)),
            ("T for light", lambda r: number_text(r.exposure.tstop_for_light, 1)),
            ("ND", lambda r: number_text(r.exposure.nd_stops)),
            ("EV100", lambda r: number_text(r.exposure.ev100, 1)),
            ("lux", lambda r: number_text(r.exposure.metered_lx, 0)),
            ("K", lambda r: number_text(r.exposure.metered_k, 0)),
            ("stops over", lambda r: number_text(r.exposure.over_stops, 1)),
        ),
    ),
    (
        "Camera",
        (
            ("rig", lambda r: _words(r.camera.rig)),
            ("height m", lambda r: pair_text(r.camera.height_m)),
            ("tilt deg", lambda r: pair_text(r.camera.tilt_deg, 1)),
            ("roll deg", _roll),
            ("travel m", lambda r: number_text(r.camera.travel_m)),
            ("top m/s", lambda r: number_text(r.camera.top_speed_mps)),
            ("top deg/s", lambda r: number_text(r.camera.top_turn_degps, 1)),
        ),
    ),
)

_COLUMNS: Final[tuple[tuple[str, Cell], ...]] = (
    ("slate", lambda r: r.slate.slate), ("shot", lambda r: r.slate.shot),
    ("scene", lambda r: r.slate.scene), ("setup", lambda r: _words(r.slate.setup)),
    ("size", lambda r: _words(r.slate.size)), ("angle", lambda r: _words(r.slate.angle)),
    ("move", lambda r: _words(r.slate.move)), ("staging", lambda r: _words(r.slate.staging)),
    ("subject", lambda r: _words(r.slate.subject)), ("action", lambda r: r.slate.action),
    ("dialogue", lambda r: r.slate.dialogue),
    ("duration_s", lambda r: number_text(r.slate.duration_s, 3)),
    ("frames", lambda r: str(r.slate.frames)), ("first_frame", lambda r: str(r.slate.first_frame)),
    ("fps", lambda r: number_text(r.slate.fps, 3)), ("aspect", lambda r: r.slate.aspect),
    ("guides", lambda r: " ".join(r.slate.guides)), ("takes", lambda r: str(r.slate.takes)),
    ("lens", lambda r: r.lens.lens),
    ("focal_start_mm", lambda r: number_text(r.lens.focal_mm[0], 2)),
    ("focal_end_mm", lambda r: number_text(r.lens.focal_mm[1], 2)),
    ("sensor", lambda r: r.lens.sensor),
    ("gate_width_mm", lambda r: number_text(r.lens.used_gate_mm[0], 3)),
    ("gate_height_mm", lambda r: number_text(r.lens.used_gate_mm[1], 3)),
    ("squeeze", lambda r: number_text(r.lens.squeeze)),
    ("fov_horizontal_deg", lambda r: number_text(r.lens.fov_horizontal_deg[0])),
    ("fov_vertical_deg", lambda r: number_text(r.lens.fov_vertical_deg[0])),
    ("focus_start_m", lambda r: number_text(r.focus.focus_m[0], 3)),
    ("focus_end_m", lambda r: number_text(r.focus.focus_m[1], 3)),
    ("near_start_m", lambda r: number_text(r.focus.near_m[0], 3)),
    ("far_start_m", lambda r: number_text(r.focus.far_m[0], 3, none="inf")),
    ("near_end_m", lambda r: number_text(r.focus.near_m[1], 3)),
    ("far_end_m", lambda r: number_text(r.focus.far_m[1], 3, none="inf")),
    ("hyperfocal_m", lambda r: number_text(r.focus.hyperfocal_m[0], 2)),
    ("circle_mm", lambda r: number_text(r.focus.circle_mm, 4)),
    ("subject_start_m", lambda r: number_text((r.focus.subject_m or _NONE)[0], 3)),
    ("subject_end_m", lambda r: number_text((r.focus.subject_m or _NONE)[1], 3)),
    ("fstop", lambda r: number_text(r.exposure.fstop, 2)),
    ("tstop", lambda r: number_text(r.exposure.tstop, 2)),
    ("shutter_deg", lambda r: number_text(r.exposure.shutter_deg, 1)),
    ("shutter_s", lambda r: number_text(r.exposure.shutter_s, 6)),
    ("iso", lambda r: number_text(r.exposure.iso, 0)),
    ("iso_for_light", lambda r: number_text(r.exposure.iso_for_light, 0)),
    ("tstop_for_light", lambda r: number_text(r.exposure.tstop_for_light, 2)),
    ("nd_stops", lambda r: number_text(r.exposure.nd_stops)),
    ("ev100", lambda r: number_text(r.exposure.ev100, 3)),
    ("metered_lx", lambda r: number_text(r.exposure.metered_lx, 1)),
    ("metered_k", lambda r: number_text(r.exposure.metered_k, 0)),
    ("over_stops", lambda r: number_text(r.exposure.over_stops, 2)),
    ("rig", lambda r: _words(r.camera.rig)),
    ("height_start_m", lambda r: number_text(r.camera.height_m[0], 3)),
    ("height_end_m", lambda r: number_text(r.camera.height_m[1], 3)),
    ("tilt_start_deg", lambda r: number_text(r.camera.tilt_deg[0])),
    ("tilt_end_deg", lambda r: number_text(r.camera.tilt_deg[1])),
    ("roll_start_deg", lambda r: number_text(r.camera.roll_deg[0])),
    ("roll_end_deg", lambda r: number_text(r.camera.roll_deg[1])),
    ("travel_m", lambda r: number_text(r.camera.travel_m, 3)),
    ("top_speed_mps", lambda r: number_text(r.camera.top_speed_mps, 3)),
    ("top_turn_degps", lambda r: number_text(r.camera.top_turn_degps, 2)),
)  # fmt: skip

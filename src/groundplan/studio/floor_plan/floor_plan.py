"""The floor plan of a shot as one SVG page: A3, to scale, the same bytes for the same world."""

import math
from html import escape
from typing import Final

from groundplan.scene.library import EMPTY, Library
from groundplan.studio.floor_plan import ink
from groundplan.studio.floor_plan.labels import Labels
from groundplan.studio.floor_plan.names import axis_ends, plan_names
from groundplan.studio.floor_plan.paper import FRAME, PAGE_MM, Paper, fitted
from groundplan.studio.floor_plan.plan_data import Survey
from groundplan.studio.floor_plan.survey import survey_of
from groundplan.studio.floor_plan.symbols import (
    body_signs,
    camera_signs,
    lamp_signs,
    thing_signs,
    view_signs,
)
from groundplan.studio.floor_plan.title_block import (
    TitleBlock,
    axes_signs,
    scale_bar,
    title_block,
)
from groundplan.studio.paperwork.camera_report import shot_report
from groundplan.studio.paperwork.report_data import ShotReport
from groundplan.studio.paperwork.report_tables import number_text, pair_text
from groundplan.world.document import World

__all__ = ["floor_plan"]

Point = tuple[float, float]

_NEAR_M: Final = 12.0
"""Things farther than this from people and camera do not count for the scale."""


def floor_plan(
    world: World, shot_id: str, *, production: str = "", library: Library = EMPTY
) -> str:
    """Return the plan of a shot as a whole SVG document.

    Raises:
        SceneError: The shot cannot be posed.
    """
    survey = survey_of(world, shot_id, library)
    report = shot_report(world, shot_id, library=library)
    paper = fitted(_extent(survey))
    labels = Labels((FRAME[0] + 2.0, FRAME[1] + 2.0, FRAME[2] - 2.0, FRAME[3] - 2.0))
    around = _around(survey, paper, labels)
    drawing = _drawing(survey, paper)
    return _document(
        drawing, plan_names(survey, paper, labels, report=report), around,
        title_block(_title(report, production, scale=paper.scale)),
        name=f"floor plan of {report.slate.shot}",
    )  # fmt: skip


def _document(drawing: str, labels: str, around: str, block: str, *, name: str) -> str:  # noqa: PLR0917  (layers of a page, lowest first)
    width, height = PAGE_MM
    name = escape(name)
    left, top, right, bottom = FRAME
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    clip = f'<clipPath id="frame">{ink.outline(corners, "paper")}</clipPath>'
    page = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}">'
        f"<title>{name}</title><defs><style>{ink.STYLE}</style>{clip}</defs>"
        f'{ink.outline(page, "paper")}<g clip-path="url(#frame)">{drawing}</g>'
        f'<g class="over">{labels}</g>{around}{ink.outline(corners, "frame")}{block}</svg>\n'
    )


def _extent(survey: Survey) -> list[Point]:
    """Return what must be on the page: people, camera and lamps, and what is near them."""
    told = [point for body in survey.bodies for point in body.way]
    told += [survey.camera.way[0], survey.camera.way[-1]]
    eye, sight = survey.camera.way[0], survey.camera.headings[0]
    reach = survey.camera.reaches_m[0]
    told.append((eye[0] + reach * math.sin(sight), eye[1] + reach * math.cos(sight)))
    told += [lamp.at for lamp in survey.lamps]
    told += survey.camera.subject
    told += [point for thing in survey.things for point in thing.way]
    shapes = [
        shape
        for thing in survey.things
        if thing.kind != "scenery"
        for shape in (*thing.outlines, *thing.lines)
    ]
    near = [
        point
        for shape in shapes
        for point in shape
        if min(math.dist(point, other) for other in told) < _NEAR_M
    ]
    return told + near


def _drawing(survey: Survey, paper: Paper) -> str:
    ordered = [
        thing
        for kind in ("scenery", "wall", "opening", "thing")
        for thing in survey.things
        if thing.kind == kind
    ]
    return "".join([
        *(thing_signs(thing, paper) for thing in ordered),
        view_signs(survey.camera, paper),
        _axis(survey, paper),
        *(lamp_signs(lamp, paper) for lamp in survey.lamps),
        *(body_signs(body, paper) for body in survey.bodies),
        camera_signs(survey.camera, paper),
    ])  # fmt: skip


def _axis(survey: Survey, paper: Paper) -> str:
    ends = axis_ends(survey)
    return "" if ends is None else ink.polyline(paper.all(ends), "axis")


def _around(survey: Survey, paper: Paper, labels: Labels) -> str:
    """Return scale bar and axes, which labels keep clear of."""
    bar, bar_box = scale_bar(paper)
    axes, axes_box = axes_signs(survey.suns)
    labels.keep_clear(bar_box, strictly=True)
    labels.keep_clear(axes_box, strictly=True)
    return bar + axes


def _title(report: ShotReport, production: str, *, scale: int) -> TitleBlock:
    slate, lens, light = report.slate, report.lens, report.exposure
    stop = f"f/{number_text(light.fstop, 1)}"
    if abs(light.tstop - light.fstop) > 0.005:
        stop += f" (T{number_text(light.tstop, 1)})"
    height, tilt = pair_text(report.camera.height_m), pair_text(report.camera.tilt_deg, 1)
    framing = ", ".join(w.replace("_", " ") for w in (slate.size, slate.angle) if w)
    return TitleBlock(
        production=production,
        columns=(
            (
                ("production", production or "-"), ("scene", slate.scene or "-"),
                ("shot", slate.shot if slate.slate == slate.shot
                 else f"{slate.shot}, slate {slate.slate}"),
            ),
            (
                ("framing", framing or "-"), ("move", slate.move.replace("_", " ") or "-"),
                ("subject", slate.subject.replace("_", " ") or "-"),
            ),
            (
                ("lens", f"{lens.lens} {pair_text(lens.focal_mm, 1)} mm"),
                ("sensor", lens.sensor),
                ("stop", f"{stop}, focus {pair_text(report.focus.focus_m)} m"),
            ),
            (
                ("scale", f"1:{scale} on A3"),
                ("length", f"{number_text(slate.duration_s)} s, {slate.frames} frames"),
                ("camera", f"h {height} m, tilt {tilt}°"),
            ),
        ),
    )  # fmt: skip

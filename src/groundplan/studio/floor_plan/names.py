"""Names on a floor plan: who, which camera, which lamp, what; and the line of action."""

import math
from typing import Final

from groundplan.studio.floor_plan.labels import Labels
from groundplan.studio.floor_plan.paper import Paper
from groundplan.studio.floor_plan.plan_data import Body, Survey
from groundplan.studio.floor_plan.symbols import LEAST_MM
from groundplan.studio.paperwork.report_data import ShotReport
from groundplan.studio.paperwork.report_tables import number_text, pair_text

__all__ = ["axis_ends", "plan_names"]

Point = tuple[float, float]

_MOVED_M: Final = 0.05
_BEYOND_M: Final = 1.2
"""The line of action is drawn so far beyond both people."""


def axis_ends(survey: Survey) -> tuple[Point, Point] | None:
    """Return the ends of the line of action on the floor, or None."""
    if survey.axis is None:
        return None
    (ax, az), (bx, bz) = survey.axis
    apart = math.hypot(bx - ax, bz - az)
    if apart < 1e-3:
        return None
    x, z = _BEYOND_M * (bx - ax) / apart, _BEYOND_M * (bz - az) / apart
    return (ax - x, az - z), (bx + x, bz + z)


def _keep_clear(survey: Survey, paper: Paper, labels: Labels) -> None:
    """Let labels avoid people, cameras, lamps, ways and walls."""
    for body in survey.bodies:
        radius = _radius(body, paper)
        for place, heading in zip((body.way[0], body.way[-1]), body.headings, strict=True):
            x, y = paper.at(place)
            nose = (x + 1.3 * radius * math.sin(heading), y + 1.3 * radius * math.cos(heading))
            labels.keep_clear(_square((x, y), radius + 1.0))
            labels.keep_clear(_square(nose, 0.35 * radius))
    for place in (survey.camera.way[0], survey.camera.way[-1]):
        labels.keep_clear(_square(paper.at(place), 5.5))
    for lamp in survey.lamps:
        labels.keep_clear(_square(paper.at(lamp.at), 4.2))
    told = [thing for thing in survey.things if thing.kind != "scenery"]
    shapes = [shape for thing in told for shape in (*thing.outlines, *thing.lines) if shape]
    ways = [survey.camera.way, *(body.way for body in survey.bodies if body.moves)]
    ways += [thing.way for thing in told if thing.way]
    for drawn in (*((*shape, shape[0]) for shape in shapes), *ways, axis_ends(survey) or ()):
        labels.keep_clear_of_line(paper.all(drawn))


def plan_names(survey: Survey, paper: Paper, labels: Labels, *, report: ShotReport) -> str:
    """Return names: of people first, then of cameras, lamps, and things."""
    _keep_clear(survey, paper, labels)
    drawn = [
        labels.label(
            paper.at(body.way[0]), _spoken(body.name).upper(), gap=_radius(body, paper) + 2.2
        )
        for body in survey.bodies
    ]
    drawn += _camera_labels(survey, paper, labels, report=report)
    for lamp in survey.lamps:
        role = "" if lamp.role in lamp.name else f"{lamp.role}: "
        words = f"{role}{_spoken(lamp.name)}, {lamp.says}, h {number_text(lamp.height_m, 1)} m"
        drawn.append(labels.label(paper.at(lamp.at), words, gap=4.4, kind="small", size=2.6))
    named = [t for t in survey.things if t.kind in {"thing", "opening"} and any(t.outlines)]
    for thing in named:
        middle = paper.at(_middle([point for shape in thing.outlines for point in shape]))
        if _hidden(middle, survey, paper):
            continue
        words = _spoken(thing.name)
        drawn.append(labels.label(middle, words, gap=None, kind="small", size=2.6))
    return "".join(drawn)


def _camera_labels(
    survey: Survey, paper: Paper, labels: Labels, *, report: ShotReport
) -> list[str]:
    """Return the camera's name at its start, `C2` at its end, and the name of the axis."""
    track, lens = survey.camera, pair_text(report.lens.focal_mm, 1)
    moves = math.dist(track.way[0], track.way[-1]) > _MOVED_M
    apart, both = [number_text(h) for h in track.heights_m], pair_text(track.heights_m)
    heights = [f"h {one} m" for one in (apart if moves else [both, both])]
    start = f"{'C1' if moves else 'CAM'} {report.slate.shot}, {lens} mm, {heights[0]}"
    drawn = [labels.label(paper.at(track.way[0]), start, gap=5.8)]
    if moves:
        drawn.append(labels.label(paper.at(track.way[-1]), f"C2, {heights[1]}", gap=5.8))
    ends = axis_ends(survey)
    if ends is not None:
        drawn.append(labels.label(paper.at(ends[1]), "180° line", gap=1.0, kind="axistext small"))
    return drawn


def _hidden(middle: Point, survey: Survey, paper: Paper) -> bool:
    """Return whether somebody stands or sits on it, so that its name would lie under a person."""
    places = [(body, way) for body in survey.bodies for way in (body.way[0], body.way[-1])]
    return any(math.dist(middle, paper.at(way)) < _radius(body, paper) for body, way in places)


def _radius(body: Body, paper: Paper) -> float:
    """Return how large somebody is on the page [mm]."""
    return max(body.radius_m * paper.mm_per_m, LEAST_MM)


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _square(at: Point, half: float) -> tuple[float, float, float, float]:
    return (at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _middle(points: list[Point]) -> Point:
    """Return the middle of the box around points."""
    xs, zs = zip(*points, strict=True)
    return 0.5 * (min(xs) + max(xs)), 0.5 * (min(zs) + max(zs))

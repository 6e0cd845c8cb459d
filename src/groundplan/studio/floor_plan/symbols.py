"""The signs of a floor plan: people, ways, cameras and what they see, lamps and their beams."""

import itertools
import math
from typing import Final

from groundplan.studio.floor_plan import ink
from groundplan.studio.floor_plan.paper import Paper
from groundplan.studio.floor_plan.plan_data import Body, CameraTrack, Lamp, Thing

__all__ = ["LEAST_MM", "body_signs", "camera_signs", "lamp_signs", "thing_signs", "view_signs"]

Point = tuple[float, float]

LEAST_MM: Final = 2.4
"""Least radius of a person on the page."""
_CAMERA_MM: Final = 5.0
_LAMP_MM: Final = 2.0
_MOVED_M: Final = 0.05
_TURNED: Final = math.radians(1.0)
_THROW_M: Final = 2.5
"""Length of a beam that is drawn."""


def thing_signs(thing: Thing, paper: Paper) -> str:
    """Return walls cut, and everything else as its outline from above, with the way it goes."""
    shapes = [ink.outline(paper.all(shape), thing.kind) for shape in thing.outlines if shape]
    if thing.way:
        shapes.append(ink.outline(paper.all(thing.later), f"{thing.kind} later"))
        shapes.append(ink.arrow(paper.all(thing.way), "way", head="wayhead"))
    return "".join([*shapes, *(ink.polyline(paper.all(cut), "cut") for cut in thing.lines)])


def body_signs(body: Body, paper: Paper) -> str:
    """Return a circle that faces its way, with its initial; who goes is there twice, numbered."""
    radius = max(body.radius_m * paper.mm_per_m, LEAST_MM)
    start, end = paper.at(body.way[0]), paper.at(body.way[-1])
    letter = body.name[:1].upper()
    if not body.moves:
        return _person(start, body.headings[0], radius=radius, mark=letter)
    way = _between(paper.all(body.way), clear=radius + 0.4)
    return (
        ink.arrow(way, "way", head="wayhead")
        + _person(start, body.headings[0], radius=radius, mark=f"{letter}1")
        + _person(end, body.headings[1], radius=radius, mark=f"{letter}2", later=True)
    )


def camera_signs(track: CameraTrack, paper: Paper) -> str:
    """Return the camera, the track that it goes, and where it ends."""
    start, end = paper.at(track.way[0]), paper.at(track.way[-1])
    drawn = ""
    if _length(track.way) > _MOVED_M:
        way = paper.all(track.way)
        drawn += ink.polyline(way, "rail") + ink.polyline(way, "track")
        drawn += ink.arrow(way[: max(2, 2 * len(way) // 3)], "track", head="trackhead")
        drawn += ink.outline(_camera(end, track.headings[1]), "cameralater")
    return drawn + ink.outline(_camera(start, track.headings[0]), "camera")


def view_signs(track: CameraTrack, paper: Paper) -> str:
    """Return what the frame holds at the first frame, filled, and at the last where it differs."""
    turned = abs(math.remainder(track.headings[1] - track.headings[0], math.tau)) > _TURNED
    zoomed = abs(track.halves[1] - track.halves[0]) > 0.5 * _TURNED
    later = turned or zoomed or math.dist(track.way[0], track.way[-1]) > _MOVED_M
    return _view(track, 0, paper, kind="view") + (
        _view(track, 1, paper, kind="viewlater") if later else ""
    )


def lamp_signs(lamp: Lamp, paper: Paper) -> str:
    """Return a lamp by its kind: all round, a beam, or a panel."""
    at = paper.at(lamp.at)
    if lamp.kind == "point":
        rays = [
            ink.line(_polar(at, turn, 1.25 * _LAMP_MM), _polar(at, turn, 1.9 * _LAMP_MM), "lampray")
            for turn in (k * math.pi / 4.0 for k in range(8))
        ]
        return "".join(rays) + ink.circle(at, _LAMP_MM, "lamp")
    throw = _THROW_M * paper.mm_per_m
    if lamp.kind == "spot":
        half = min(0.5 * lamp.beam_rad, 1.4)
        ends = [_polar(at, lamp.heading + side * half, throw) for side in (-1.0, 1.0)]
        return ink.outline((at, *ends), "beam") + ink.outline(_hood(at, lamp.heading), "lamp")
    wide = max(0.5 * lamp.size_m * paper.mm_per_m, _LAMP_MM)
    sides = [_polar(at, lamp.heading + turn, wide) for turn in (-0.5 * math.pi, 0.5 * math.pi)]
    far = [_polar(side, lamp.heading + turn, 0.6 * throw)
           for side, turn in zip(sides, (-0.5, 0.5), strict=True)]  # fmt: skip
    panel = [_polar(side, lamp.heading + math.pi, depth)
             for side, depth in ((sides[0], 0.0), (sides[1], 0.0), (sides[1], 1.2), (sides[0], 1.2))]  # fmt: skip  # noqa: E501
    return ink.outline((sides[0], far[0], far[1], sides[1]), "beam") + ink.outline(panel, "lamp")


def _person(at: Point, heading: float, *, radius: float, mark: str, later: bool = False) -> str:
    nose = [
        _polar(at, heading, 1.55 * radius),
        _polar(at, heading - 0.5, 1.02 * radius),
        _polar(at, heading + 0.5, 1.02 * radius),
    ]
    return (
        ink.outline(nose, "nose")
        + ink.circle(at, radius, "person later" if later else "person")
        + ink.text((at[0], at[1] + 1.0), mark, "mark mid")
    )


def _view(track: CameraTrack, end: int, paper: Paper, *, kind: str) -> str:
    if track.frames[end]:
        return ink.outline(paper.all(track.frames[end]), kind)
    eye, heading, half = track.way[-end], track.headings[end], track.halves[end]
    reach = 1.3 * track.reaches_m[end]
    edge = reach / max(math.cos(half), 0.3)
    sides = [_ahead(eye, heading + side * half, edge) for side in (1.0, -1.0)]
    axis = (eye, _ahead(eye, heading, reach))
    drawn = ink.outline(paper.all((eye, *sides)), kind)
    return drawn + (ink.polyline(paper.all(axis), "ray") if end == 0 else "")


def _camera(at: Point, heading: float) -> list[Point]:
    """Return a body with a lens that widens to the front; the lens is at the point."""
    shape = ((1.0, -1.0), (1.0, 1.0), (0.0, 0.35), (0.0, 0.9), (-2.2, 0.9), (-2.2, -0.9),
             (0.0, -0.9), (0.0, -0.35))  # fmt: skip
    return [_local(at, heading, (a * 0.5 * _CAMERA_MM, b * 0.5 * _CAMERA_MM)) for a, b in shape]


def _hood(at: Point, heading: float) -> list[Point]:
    """Return half a disc behind a straight front."""
    back = [0.5 * math.pi + k * math.pi / 8.0 for k in range(9)]
    return [_polar(at, heading + turn, _LAMP_MM) for turn in back]


def _between(points: list[Point], *, clear: float) -> list[Point]:
    """Return a way without what lies in the circles at both of its ends."""
    start, end = points[0], points[-1]
    fine = [
        (a[0] + (b[0] - a[0]) * k / 8.0, a[1] + (b[1] - a[1]) * k / 8.0)
        for a, b in itertools.pairwise(points)
        for k in range(8)
    ]
    kept = [p for p in fine if min(math.dist(p, start), math.dist(p, end)) > clear]
    return kept if len(kept) > 1 else points


def _length(way: tuple[Point, ...]) -> float:
    return sum(math.dist(a, b) for a, b in itertools.pairwise(way))


def _ahead(at: Point, heading: float, distance: float) -> Point:
    """Return a place on the floor from another, by heading [rad] and distance [m]."""
    return at[0] + distance * math.sin(heading), at[1] + distance * math.cos(heading)


_polar = _ahead
"""The page is the floor seen from above: headings are the same on it."""


def _local(at: Point, heading: float, point: Point) -> Point:
    """Return a point given ahead and to the side of a place on the page."""
    ahead, aside = point
    sin, cos = math.sin(heading), math.cos(heading)
    return at[0] + ahead * sin + aside * cos, at[1] + ahead * cos - aside * sin

"""Set-ups of all who are there: the master, and the two-shot."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.framing import fitted
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.terms import SIZES, size_of_fraction
from groundplan.agents.coverage.company import Player
from groundplan.agents.coverage.faces import Meeting
from groundplan.agents.coverage.setups import Role, SetUp
from groundplan.geometry.continuity.setups import LEAST_STEPS, size_steps

__all__ = ["master", "two_shot"]

_LENSES_MM: Final = (35.0, 28.0, 25.0, 21.0, 18.0, 16.0)
"""Lenses of a master, longest first: our engineering default."""
_ANGLES_RAD: Final = tuple(
    math.radians(a) for a in (90, 80, 100, 70, 110, 60, 120, 50, 130, 40, 140, 32, 148)
)
"""Off the line, square to it first."""
_TURNED_RAD: Final = math.radians(35.0)
_PITCH_RAD: Final = math.radians(-4.0)
_LEAST_FRACTION: Final = 1.45
"""A master shows whole bodies, at least a wide shot."""
_SIDE_AIR_M: Final = 0.35
"""Air beside the heads of a two-shot."""


def master(meeting: Meeting) -> SetUp | None:
    """Return the set-up that shows everybody and their ways, square to the line where it can."""
    points = _ways(meeting)
    middle = 0.5 * (meeting.pair.start + meeting.pair.end)
    people = [p for p in (meeting.one, meeting.other) if p is not None]
    best, least = None, math.inf
    for cost, focal, direction in _directions(meeting, _ANGLES_RAD, _LENSES_MM):
        setup = _fitting(meeting, points, focal=focal, direction=direction)
        place = setup.position
        hidden = sum(
            not meeting.around.sees(place, p.at(meeting.samples)[0], but={p.entity}) for p in people
        )
        whole = cost + 10.0 * hidden + (0.0 if meeting.around.fits(place) else 100.0)
        if whole < least:
            best, least = setup, whole
    if best is None or least >= 100.0:
        return None
    first, last = meeting.company.first, meeting.company.last
    return _whole(meeting, best, role="master", at=middle, span=(first, last))


def two_shot(meeting: Meeting, *, wide: SetUp | None) -> SetUp | None:
    """Return the set-up of two from the waist up; it differs enough from the master."""
    other = meeting.other
    if other is None:
        return None
    pair = meeting.pair
    middle, head = 0.5 * (pair.start + pair.end), _highest(meeting, other)
    best, least = None, math.inf
    for cost, focal, direction in _directions(meeting, _ANGLES_RAD[:9], (50.0, *_LENSES_MM[:4])):
        visible = _two_high(meeting, direction=direction)
        place, setup = _two(meeting, middle, head, visible=visible, focal=focal, way=direction)
        if wide is not None and not _differs(meeting, setup, wide, visible=visible):
            cost += 1.0  # noqa: PLW2901
        hidden = sum(
            not meeting.around.sees(place, p.at(meeting.samples)[0], but={p.entity})
            for p in (meeting.one, other)
        )
        whole = cost + 10.0 * hidden + (0.0 if meeting.around.fits(place) else 100.0)
        if whole < least:
            best, least = setup, whole
    if best is None or least >= 10.0:
        return None
    return _whole(meeting, best, role="two_shot", at=middle, span=meeting.span)


def _directions(
    meeting: Meeting, angles: tuple[float, ...], lenses: tuple[float, ...]
) -> Iterator[tuple[float, float, Float[np.ndarray, " 3"]]]:
    """Yield what a direction and a lens cost, the lens, and the direction from the middle."""
    for (step, angle), (rank, focal) in (
        (a, f) for a in enumerate(angles) for f in enumerate(lenses)
    ):
        yield 0.1 * step + 0.3 * rank, focal, meeting.pair.off(angle)


def _ways(meeting: Meeting) -> Float[np.ndarray, "point 3"]:
    """Return the corners of all who matter at all times [m]."""
    people = [p.figure for p in meeting.company.players]
    chosen = people or list(meeting.company.figures.values())
    return np.concatenate([f.corners().reshape(-1, 3) for f in chosen])


def _fitting(
    meeting: Meeting, points: Float[np.ndarray, "point 3"], *, focal: float,
    direction: Float[np.ndarray, " 3"],
) -> Setup:  # fmt: skip
    azimuth = math.atan2(direction[0], direction[2])
    setup = fitted(points, gate=meeting.gate, focal_mm=focal, azimuth=azimuth, pitch=_PITCH_RAD)
    least = _LEAST_FRACTION * meeting.usual_height_m * focal / meeting.gate.height_mm
    middle = 0.5 * (meeting.pair.start + meeting.pair.end)
    ahead = float((middle - setup.position) @ setup.forward)
    if ahead >= least:
        return setup
    back = least - ahead
    return Setup(
        aim=setup.aim, depth_m=setup.depth_m + back, focal_mm=focal, azimuth=azimuth,
        pitch=_PITCH_RAD,
    )  # fmt: skip


def _highest(meeting: Meeting, other: Player) -> float:
    return max(float(p.tops[meeting.samples].max()) for p in (meeting.one, other))


def _two_high(meeting: Meeting, *, direction: Float[np.ndarray, " 3"]) -> float:
    """Return the visible height that a two-shot needs: a medium one, wider where they are apart."""
    right = np.array([direction[2], 0.0, -direction[0]])
    apart = abs(float((meeting.pair.end - meeting.pair.start) @ right)) + 2.0 * _SIDE_AIR_M
    aspect = meeting.gate.width_mm / meeting.gate.height_mm
    return max(SIZES["medium"].fraction * meeting.usual_height_m, apart / aspect)


def _two(
    meeting: Meeting, middle: Float[np.ndarray, " 3"], head: float, *, visible: float,
    focal: float, way: Float[np.ndarray, " 3"],
) -> tuple[Float[np.ndarray, " 3"], Setup]:  # fmt: skip
    """Return a level camera at the height of the heads, with headroom, and where it is."""
    depth = visible * focal / meeting.gate.height_mm
    height = head + (0.1 - 0.5) * visible
    aim = (float(middle[0]), height, float(middle[2]))
    setup = Setup(aim=aim, depth_m=depth, focal_mm=focal, azimuth=math.atan2(way[0], way[2]))
    return setup.position, setup


def _differs(meeting: Meeting, setup: Setup, wide: SetUp, *, visible: float) -> bool:
    usual = meeting.usual_height_m
    steps = size_steps(visible / usual, wide.visible_m / usual)
    way = np.array(wide.position) - np.array(setup.aim)
    turn = math.remainder(math.atan2(way[0], way[2]) - setup.azimuth, math.tau)
    return steps >= LEAST_STEPS or abs(turn) >= _TURNED_RAD


def _whole(
    meeting: Meeting, setup: Setup, *, role: Role, at: Float[np.ndarray, " 3"],
    span: tuple[int, int],
) -> SetUp:  # fmt: skip
    place = setup.position
    depth = float((at - place) @ setup.forward)
    visible = depth * meeting.gate.height_mm / setup.focal_mm
    x, y, z = (float(v) for v in place)
    i, j, k, w = (float(v) for v in setup.rotation)
    return SetUp(
        role=role, subject=meeting.one.entity,
        other=meeting.other.entity if meeting.other is not None else "",
        first=span[0], last=span[1], position=(x, y, z), focal_mm=setup.focal_mm, depth_m=depth,
        size=size_of_fraction(visible / meeting.usual_height_m).id, visible_m=visible,
        rotation=(i, j, k, w),
    )  # fmt: skip

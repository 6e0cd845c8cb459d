"""The set-up that a shot starts from: size, angle, lens, distance and staging, solved."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.camera.clear import blocked_fraction, collides, shows_all
from groundplan.agents.camera.company import holding_group, widened
from groundplan.agents.camera.crossing import crossing_of
from groundplan.agents.camera.framing import (
    CLEARANCE_M,
    Subject,
    aim_height,
    eye_level_m,
    fitted,
    levelled,
    sized,
)
from groundplan.agents.camera.move_table import made_by
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.revealing import revealed
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.staging import staged
from groundplan.agents.camera.terms import ANGLES, SIZES, AngleTerm, SizeTerm
from groundplan.agents.camera.tracked import framing_height

__all__ = ["DEFAULT_FOCAL_MM", "Base", "base_of", "base_size", "camera_height"]

DEFAULT_FOCAL_MM: Final = 35.0
_NEAREST_M: Final = 0.6
_LONGEST_MM: Final = 200.0
_LOW_M: Final = 0.28
"""Height of a low camera close to its subject: our engineering default."""
_GUESSED_PITCH: Final = AngleTerm(
    id="guessed", pitch=math.radians(-8.0), low=-math.pi / 2, high=math.pi / 2
)
_GUESSED_STEEP: Final = replace(_GUESSED_PITCH, pitch=math.radians(-16.0))
"""Small things and things behind one another are seen from above, so that none hides the other."""
_EYE_PITCHES: Final = (math.radians(-5.0), 0.0)
_SKY_PITCHES: Final = (math.radians(-4.0), math.radians(12.0))
"""A guessed camera looks people in the eyes, and at what flies from a little below."""
_BELOW_FLYER: Final = 0.15
"""How far below a flying body the lens is, over the visible height: the horizon stays in frame."""
_LOWEST_SKY_M: Final = 0.8
_TALL_ENOUGH_M: Final = 1.0
"""Lower bodies are looked down at: our engineering defaults."""
_IN_THE_AIR_M: Final = 6.0
"""Least height of an aerial view that no size or distance says: our engineering default."""
_CIRCLES: Final = frozenset({"orbit", "arc_left", "arc_right"})
"""Moves around one thing, which the picture is then about."""
_ALONG: Final = frozenset({"follow", "lead", "chase", "beside"})
"""Makers of moves that travel with the subject."""
_AZIMUTHS: Final = tuple(math.radians(a) for a in (0, 10, -10, 20, -20, 30, -30, 45, -45))


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A solved set-up and what had to be assumed for it."""

    setup: Setup
    angle: AngleTerm | None
    size: SizeTerm | None
    guessed: frozenset[str]
    """Facets that nobody stated: `lens`, `size`, `angle`, `distance`."""
    truck_m: float = 0.0
    """How far the camera goes along with a subject that no picture can hold, right positive."""


def base_of(request: CameraRequest, situation: Situation) -> Base:
    """Return the set-up at the middle of the shot, or at its start where a distance is stated.

    A tight framing of somebody who sits or lies down is that of its end: they sit into the frame.
    """
    index = 0 if request.number("distance") is not None else len(situation.times) // 2
    if index and situation.lowers:
        index = len(situation.times) - 1
    subject = situation.subject_at(index)
    size = base_size(request)
    lens = request.number("lens")
    guessed = {
        name
        for name, value in (("lens", lens), ("size", size), ("angle", request.angle))
        if value is None
    }
    focal = lens.first if lens is not None else DEFAULT_FOCAL_MM
    setup = _framed(request, situation, subject=subject, focal_mm=focal)
    crossing = None
    if {"size", "angle"} <= guessed and request.number("distance") is None:
        crossing = crossing_of(request, situation, whole=setup)
        setup = crossing.setup if crossing is not None else setup
    height = request.number("height")
    if height is not None:
        setup = setup.raised_to(height.first)
    else:
        setup = setup.raised_to(
            max(
                float(setup.position[1]),
                min(CLEARANCE_M, 0.5 * subject.height_m + subject.ground[1]),
            )
        )
    roll = request.number("roll")
    if request.dutch or roll is not None:
        setup = replace(setup, roll=roll.first if roll is not None else ANGLES["dutch"].roll)
    setup = staged(request, situation, setup=setup, index=index)
    return Base(
        setup=setup, angle=request.angle, size=size, guessed=frozenset(guessed),
        truck_m=crossing.truck_m if crossing is not None else 0.0,
    )  # fmt: skip


def base_size(request: CameraRequest) -> SizeTerm | None:
    """Return the size that was asked; a two-shot without a size is a medium one."""
    size = request.size or request.end_size
    if size is None and request.staging == "over_shoulder":
        return SIZES["medium_close_up"]
    return size


def camera_height(
    angle: AngleTerm | None, *, subject: Subject, ground_m: float, tangent: float
) -> float:
    """Return how high above the subject's base a camera at a stated distance stands [m].

    `tangent` is that of half the vertical field of view.
    """
    visible = 2.0 * tangent * ground_m
    aim = aim_height(visible, subject=subject)
    if angle is None or angle.id in {"eye_level", "dutch"}:
        return min(subject.eye_m, aim + ground_m * math.tan(math.radians(4.0)))
    if angle.id in {"low", "worms_eye"}:
        return min(_LOW_M, 0.4 * subject.height_m)
    return aim - ground_m * math.tan(angle.pitch)


def _framed(
    request: CameraRequest, situation: Situation, *, subject: Subject, focal_mm: float
) -> Setup:
    distance = request.number("distance")
    size = base_size(request)
    if distance is not None:
        return _at_distance(request, situation, subject=subject, focal_mm=focal_mm)
    if size is None and situation.subject is not None and _keeps_up(request):
        size = SIZES["full"]
    if size is None and situation.subject is not None and situation.subject.living:
        first = next((made_by(m.id) for m in request.moves), "")
        size = SIZES[_USUAL[first]] if first in _USUAL else None
    if size is None:
        return _whole(request, situation, focal_mm=focal_mm)
    setup = sized(subject, size, gate=situation.gate, focal_mm=focal_mm, angle=request.angle)
    if setup.depth_m < _NEAREST_M and request.number("lens") is None:
        longer = min(_LONGEST_MM, focal_mm * _NEAREST_M / setup.depth_m)
        setup = sized(subject, size, gate=situation.gate, focal_mm=longer, angle=request.angle)
    if size.fraction >= 1.0 or request.staging in {"two_shot", "three_shot"}:
        setup = widened(situation, setup=setup, size=size, subject=subject)
    if len(situation.members) > 1:
        limit = size.high if base_size(request) is not None else math.inf
        setup = holding_group(situation, setup, highest_m=limit * subject.height_m)
    faced = _to_the_face(setup, request, situation)
    return faced if faced != setup else _unobstructed(setup, situation)


_USUAL: Final = {"dolly_zoom": "medium"}
"""By maker: sizes of moves about one person, where none is said: our engineering default."""
_IN_PROFILE: Final = math.radians(60.0)
_THREE_QUARTERS: Final = math.radians(40.0)
"""How far from the front the camera stands for the single of somebody who talks to another."""


def _to_the_face(setup: Setup, request: CameraRequest, situation: Situation) -> Setup:
    """Return the set-up turned to the face of one of several people, who looks away from it.

    The camera stays on its side of the line between them.
    """
    subject = situation.subject
    company = any(f.living for f in situation.others.values())
    said = request.staging or situation.seen_relations or subject is None or not subject.living
    if said or not company or subject is None or subject.moving or len(situation.members) > 1:
        return setup
    away = math.remainder(float(subject.headings[len(situation.times) // 2]), math.tau)
    if not _IN_PROFILE < abs(away) < math.pi - _IN_PROFILE:
        return setup
    return replace(setup, azimuth=away - math.copysign(_THREE_QUARTERS, away))


def _keeps_up(request: CameraRequest) -> bool:
    """Tell whether the camera travels with its subject, so that its path need not be in frame."""
    return any(made_by(move.id) in _ALONG for move in request.moves)


def _whole(request: CameraRequest, situation: Situation, *, focal_mm: float) -> Setup:
    """Return the set-up that keeps everything and all motion in frame."""
    circles = any(m.id in _CIRCLES for m in request.moves) and bool(request.subject)
    points = situation.points(staged=not circles)
    if request.angle is None and (level := _level(situation, focal_mm=focal_mm)) is not None:
        clear = _unobstructed(level, situation)
        if not situation.stacked or shows_all(clear.position, list(situation.figures.values())):
            return revealed(clear, situation, points=points)
    tall = float(np.max(points[:, 1]) - np.min(points[:, 1]))
    subject = situation.subject
    travels = subject is not None and subject.living and subject.moving
    steep = (tall < _TALL_ENOUGH_M and not travels) or situation.stacked
    angle = request.angle or (_GUESSED_STEEP if steep else _GUESSED_PITCH)
    low = angle.id in {"low", "worms_eye"}
    pitch = angle.low + math.radians(1.0) if low else angle.pitch
    setup = fitted(points, gate=situation.gate, focal_mm=focal_mm, azimuth=0.0, pitch=pitch)
    if low and angle.id == "low":
        steeper = fitted(
            points, gate=situation.gate, focal_mm=focal_mm, azimuth=0.0, pitch=angle.pitch
        )
        setup = steeper if steeper.position[1] > CLEARANCE_M * 1.01 else setup
    setup = _unobstructed(setup, situation)
    if request.angle is None:
        return revealed(setup, situation, points=points)
    return _flown(setup) if angle.id == "aerial" else setup


def _flown(setup: Setup) -> Setup:
    """Return the set-up as far back as a camera in the air is high, looking the same way."""
    missing = _IN_THE_AIR_M - float(setup.position[1])
    if missing <= 0.0 or setup.pitch >= 0.0:
        return setup
    return replace(setup, depth_m=setup.depth_m - missing / math.sin(setup.pitch))


def _level(situation: Situation, *, focal_mm: float) -> Setup | None:
    """Return the whole from the height at which people meet the subject; None where none does."""
    subject, gate, points = situation.subject, situation.gate, situation.points()
    if subject is None:
        return None
    if situation.airborne:
        near = fitted(points, gate=gate, focal_mm=focal_mm, azimuth=0.0, pitch=0.0)
        visible = near.depth_m * gate.height_mm / focal_mm
        height = max(near.aim[1] - _BELOW_FLYER * visible, _LOWEST_SKY_M)
        pitches = _SKY_PITCHES
    elif subject.living and subject.height_m >= _TALL_ENOUGH_M:
        height, pitches = eye_level_m(subject), _EYE_PITCHES
    else:
        return None
    return levelled(points, gate=gate, focal_mm=focal_mm, height_m=height, pitches=pitches)


def _at_distance(
    request: CameraRequest, situation: Situation, *, subject: Subject, focal_mm: float
) -> Setup:
    """Return the set-up at a stated distance over the ground; a size without lens gives one."""
    number = request.number("distance")
    ground = number.first if number is not None else 3.0
    size = base_size(request)
    if size is not None and request.number("lens") is None:
        wanted = ground * situation.gate.height_mm / (size.fraction * subject.height_m)
        focal_mm = min(max(wanted, 10.0), 400.0)
    tangent = situation.gate.tangents(focal_mm)[1]
    eye = camera_height(request.angle, subject=subject, ground_m=ground, tangent=tangent)
    stated = request.number("height")
    eye = stated.first - subject.ground[1] if stated is not None else max(eye, CLEARANCE_M)
    aim = framing_height(subject, eye_m=eye, ground_m=ground, tangent=tangent, angle=request.angle)
    x, y, z = subject.ground
    setup = Setup(aim=(x, y + aim, z), depth_m=1.0, focal_mm=focal_mm)
    return _unobstructed(setup.seen_from((x, y + eye, z + ground)), situation)


def _unobstructed(setup: Setup, situation: Situation) -> Setup:
    """Return the set-up turned about its aim to the azimuth nearest to nominal that is clear."""
    if situation.subject is None:
        return setup
    obstacles = situation.obstacles()
    best, least = setup, math.inf
    for azimuth in _AZIMUTHS:
        if abs(azimuth) > situation.azimuth_limit + 1e-9:
            continue
        candidate = replace(setup, azimuth=azimuth)
        positions = np.tile(candidate.position, (len(situation.times), 1))
        trouble = blocked_fraction(positions, situation.subject, obstacles)
        trouble += 2.0 * collides(positions, obstacles)
        if trouble < least - 0.05:
            best, least = candidate, trouble
        if least <= 0.0:
            break
    return best

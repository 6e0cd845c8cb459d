"""The camera in words: its move, its lens, its focus."""

import math
from typing import Final

from groundplan.shader.measuring.camera import CameraCourse
from groundplan.shader.measuring.sharpness import Sharpness
from groundplan.shader.prompt.grammar import plain
from groundplan.shader.prompt.tables import MoveWords, move_words
from groundplan.world.sequence import Shot

__all__ = ["focus_phrases", "lens_phrases", "move_phrase", "plain_move"]

_SLOW: Final = {"mps": 0.45, "radps": math.radians(9.0), "zoom": 1.12}
_FAST: Final = {"mps": 1.6, "radps": math.radians(35.0), "zoom": 1.6}
"""Slow below the first, quick above the second: our engineering defaults; zooms are factors a
second."""
_WIDE: Final = math.radians(54.0)
_LONG: Final = math.radians(21.0)
_STILL: Final = "the camera stays still"
_IN_PLACE: Final = "the camera stays in place"


def plain_move(shot: Shot) -> str:
    """Return the `groundplan.describe/1` id of a shot's move; of an unknown one its own name."""
    entry = move_words().get(shot.framing.move)
    return entry.plain if entry is not None else shot.framing.move


def move_phrase(shot: Shot, course: CameraCourse, *, seconds: float, of: str = "camera") -> str:
    """Return "the camera slowly moves forward", or what the lens does; empty for nothing."""
    entry = move_words().get(shot.framing.move)
    if entry is None:
        return _measured(course, seconds=seconds) if of == "camera" else ""
    if entry.of != of:
        return _IN_PLACE if of == "camera" else ""
    return plain(f"the camera {_paced(entry, course, seconds=seconds)}")


def lens_phrases(shot: Shot, course: CameraCourse, *, seconds: float) -> tuple[str, ...]:
    """Return "35 mm lens", and the zoom."""
    first, last = course.focal_mm
    kind = "wide-angle " if course.view_rad > _WIDE else ""
    kind = "telephoto " if course.view_rad < _LONG else kind
    lens = f"{first:.3g} mm {kind}lens"
    zoom = move_phrase(shot, course, seconds=seconds, of="lens")
    if not zoom and abs(math.log(last / first)) > 0.02:
        zoom = f"the lens zooms {'in' if last > first else 'out'}"
    return (lens, zoom) if zoom else (lens,)


def focus_phrases(shot: Shot, sharp: Sharpness, *, subject: str) -> tuple[str, ...]:
    """Return "shallow depth of field with the cup in focus"; deep focus where it was stated."""
    pull = _pull(shot)
    if not sharp.visible:
        return (pull,) if pull else ("deep focus",)
    on = f" with {subject} in focus" if subject else ""
    return (f"shallow depth of field{on}", *([pull] if pull else []))


def _pull(shot: Shot) -> str:
    """Return what the focus does, where the move is one of the focus.

    A camera that goes along with its focus keeps the subject sharp: that is no pull.
    """
    entry = move_words().get(shot.framing.move)
    return f"the camera {entry.says}" if entry is not None and entry.of == "focus" else ""


def _paced(entry: MoveWords, course: CameraCourse, *, seconds: float) -> str:
    if "{pace}" not in entry.says:
        return entry.says
    return entry.says.format(pace=_pace(course, seconds=seconds, of=entry.of))


def _pace(course: CameraCourse, *, seconds: float, of: str) -> str:
    if of == "lens":
        rate = math.exp(abs(math.log(course.zoom)) / seconds)
        return _word(rate, "zoom")
    if course.path_m > 0.1:
        return _word(course.path_m / seconds, "mps")
    turn = math.sqrt(sum(angle * angle for angle in course.turn_rad))
    return _word(turn / seconds, "radps")


def _word(rate: float, unit: str) -> str:
    if rate < _SLOW[unit]:
        return "slowly"
    return "quickly" if rate > _FAST[unit] else ""


def _measured(course: CameraCourse, *, seconds: float) -> str:
    """Return what a camera of an unknown move does, from its numbers."""
    right, up, back = course.travel_m
    pan, tilt, _ = course.turn_rad
    pace = _pace(course, seconds=seconds, of="camera")
    ways = {
        "moves to the right" if right > 0.0 else "moves to the left": abs(right),
        "rises" if up > 0.0 else "sinks": abs(up),
        "moves back" if back > 0.0 else "moves forward": abs(back),
    }
    way = max(ways, key=lambda one: ways[one])
    if ways[way] > 0.1:
        return plain(f"the camera {pace} {way}")
    turns = {
        "pans left" if pan > 0.0 else "pans right": abs(pan),
        "tilts up" if tilt > 0.0 else "tilts down": abs(tilt),
    }
    turn = max(turns, key=lambda one: turns[one])
    return plain(f"the camera {pace} {turn}") if turns[turn] > math.radians(2.0) else _STILL

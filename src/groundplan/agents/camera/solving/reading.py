"""Intents of a shot become constraints, with what they imply and what nobody had to say."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from groundplan.agents.camera.solving.asks import Ask, AskKind
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.terms import ANGLES, SIZES
from groundplan.world.intent import Intent
from groundplan.world.sequence import Shot

__all__ = ["FRAMING", "asks_of", "lenses_of", "number_of", "subject_of"]

FRAMING: Final = frozenset({
    "shot_size", "camera_angle", "camera_distance", "focal_length", "camera_height", "camera_roll",
    "camera_pitch", "camera_azimuth", "screen_position", "screen_x", "screen_y", "screen_height",
    "headroom", "lead_room", "staging", "inside_set", "unoccluded", "sees_both_eyes", "sharp",
    "aperture", "visible",
})  # fmt: skip
"""Kinds that ask something of where the camera is and looks."""
_PLAIN: Final = frozenset({
    "camera_distance", "camera_height", "camera_roll", "camera_pitch", "camera_azimuth", "screen_x",
    "screen_y", "screen_height", "headroom",
})  # fmt: skip
_OPEN_M: Final = 0.15
"""Room that a lens needs before a wall of the set that it keeps inside of: our default."""
_EYES: Final = math.radians(50.0)
"""Turned farther, the nose's bridge hides the far eye: our engineering default."""
_SHARPEST: Final = 22.0
_POSITIONS: Final[Mapping[str, tuple[float | None, float | None]]] = {
    "centre": (0.5, None), "center": (0.5, None), "left": (1 / 3, None), "right": (2 / 3, None),
    "left_third": (1 / 3, None), "right_third": (2 / 3, None), "upper_third": (None, 1 / 3),
    "lower_third": (None, 2 / 3), "middle": (0.5, 0.5),
}  # fmt: skip


def number_of(intent: Intent) -> float | None:
    """Return an intent's value in SI and radians; None where it is no number."""
    if not isinstance(intent.value, int | float) or not math.isfinite(intent.value):
        return None
    return math.radians(intent.value) if intent.unit == "deg" else float(intent.value)


def subject_of(shot: Shot, intents: Mapping[str, Intent], floor: Floor) -> str:
    """Return who the framing is about: of a look over a shoulder, who is looked at."""
    for intent in intents.values():
        if intent.kind == "staging" and intent.object in floor.bodies:
            return intent.object or ""
    named = [i.subject for i in intents.values() if i.subject in floor.bodies and i.kind in FRAMING
             and i.kind not in {"visible", "unoccluded"}]  # fmt: skip
    for entity in (*named, shot.framing.subject):
        if entity in floor.bodies:
            return entity or ""
    living = [k for k, b in floor.bodies.items() if b.living]
    return next(iter([*living, *floor.bodies]), "")


def asks_of(
    shot: Shot, intents: Mapping[str, Intent], *, floor: Floor, main: str
) -> tuple[Ask, ...]:
    """Return the constraints of a shot that its intents state, stagings aside."""
    found: list[Ask] = []
    for key, intent in sorted(intents.items()):
        subject = intent.subject if intent.subject in floor.bodies else main
        if intent.kind in FRAMING and (subject or intent.kind in {"focal_length", "camera_height"}):
            base = _base(key, intent, shot, subject=subject or "")
            found += _asked(base, intent, floor)
    return tuple(found)


def _base(key: str, intent: Intent, shot: Shot, *, subject: str) -> Ask:
    first = {"end": shot.last}.get(intent.when, shot.first)
    last = {"start": shot.first}.get(intent.when, shot.last)
    kind = cast("AskKind", intent.kind)
    tolerance = intent.tolerance or 0.0
    return Ask(
        id=key, kind=kind, words="", subject=subject, object=intent.object or "", part=intent.part,
        side=intent.side, must=intent.strength == "must", share=intent.share,
        first=intent.first if intent.first is not None else first,
        last=intent.last if intent.last is not None else last,
        tolerance=math.radians(tolerance) if intent.unit == "deg" else tolerance,
    )  # fmt: skip


def _asked(base: Ask, intent: Intent, floor: Floor) -> Iterator[Ask]:
    """Yield what one intent asks."""
    name = floor.bodies[base.subject].name if base.subject else "the subject"
    value, kind = number_of(intent), intent.kind
    if kind == "focal_length":
        yield from _lens(base, intent)
    elif kind in _PLAIN and value is not None:
        yield _number(base, intent, value=value, name=name)
    elif kind == "lead_room" and value is not None:
        high = intent.upper if intent.upper is not None else math.inf
        yield replace(base, low=value, high=high, words=f"{value:g} times as much room ahead of "
                      f"{name} as behind")  # fmt: skip
    elif kind == "shot_size" and str(intent.value) in SIZES:
        term = SIZES[str(intent.value)]
        yield replace(base, low=term.low, high=term.high, wish=term.fraction, tolerance=0.0,
                      words=f"{term.id.replace('_', ' ')} of {name}")  # fmt: skip
    elif kind == "camera_angle" and str(intent.value) in ANGLES:
        yield from _angle(base, str(intent.value))
    elif kind == "screen_position":
        yield from _position(base, str(intent.value), name=name)
    else:
        yield from _seen(base, floor, name=name, value=value)


def _seen(base: Ask, floor: Floor, *, name: str, value: float | None) -> Iterator[Ask]:
    """Yield what is asked of how a subject is seen, and of where the camera may be."""
    kind = base.kind
    if kind == "sees_both_eyes" and base.subject and "eyes" in floor.bodies[base.subject].marks:
        yield replace(base, high=_EYES, words=f"both of {name}'s eyes seen")
        yield replace(base, id=f"{base.id}/open", kind="unoccluded", part="eyes", low=0.99,
                      words=f"{name}'s eyes unhidden")  # fmt: skip
    elif kind in {"unoccluded", "visible"} and value is not None:
        words = "unhidden" if kind == "unoccluded" else "in frame"
        yield replace(base, low=value, words=f"{value:.0%} of {name} {words}", object="")
    elif kind == "inside_set" and base.object in floor.insides:
        yield replace(base, low=_OPEN_M, words="the camera inside the set")
    elif kind == "sharp":
        other = base.object if base.object in floor.bodies else base.subject
        to = f" to {floor.bodies[other].name}" if other != base.subject else ""
        yield replace(base, object=other, high=_SHARPEST, words=f"sharp from {name}{to}")


def _number(base: Ask, intent: Intent, *, value: float, name: str) -> Ask:
    upper = intent.upper if intent.upper is not None else value
    if intent.unit == "deg" and intent.upper is not None:
        upper = math.radians(upper)
    told = replace(base, low=value).told(value)
    part = f"{name}'s {base.part or 'place'}" if base.kind.startswith("screen") else "the camera"
    what = base.kind.replace("screen_", "").replace("camera_", "").replace("_", " ")
    if base.kind == "headroom":
        part = f"over {name}"
    return replace(base, low=value, high=upper, words=f"{part}: {what} {told}")


def _lens(base: Ask, intent: Intent) -> Iterator[Ask]:
    """Yield the lens: one, a range, or one of several primes."""
    lenses = lenses_of(intent)
    if not lenses:
        return
    low, high = min(pair[0] for pair in lenses), max(pair[1] for pair in lenses)
    several = f"a lens of {', '.join(f'{pair[0]:g}' for pair in lenses)} mm"
    one = f"{low:g} mm" if low == high else f"a lens of {low:g} to {high:g} mm"
    yield replace(base, low=low, high=high, words=several if len(lenses) > 1 else one)


def lenses_of(intent: Intent) -> tuple[tuple[float, float], ...]:
    """Return the lenses that an intent allows, as ranges [mm]: "35, 50, 85" are three primes."""
    if isinstance(intent.value, str):
        words = intent.value.replace(";", ",").replace("mm", "").split(",")
        primes = [float(w) for w in words if w.strip().replace(".", "", 1).isdigit()]
        return tuple((p, p) for p in primes)
    if intent.value is None or not intent.value > 0.0:
        return ()
    low, high = float(intent.value), float(intent.upper or intent.value)
    return ((min(low, high), max(low, high)),)


def _angle(base: Ask, name: str) -> Iterator[Ask]:
    term = ANGLES[name]
    words = f"{name.replace('_', ' ')} angle"
    if name == "dutch":
        yield replace(base, id=f"{base.id}/roll", kind="camera_roll", low=math.radians(5.0),
                      high=math.radians(30.0), wish=term.roll, words=words)  # fmt: skip
    margin = math.radians(0.5)
    yield replace(base, low=term.low + margin, high=term.high - margin, words=words, tolerance=0.0,
                  wish=None if name in {"eye_level", "dutch", "low"} else term.pitch)  # fmt: skip


def _position(base: Ask, word: str, *, name: str) -> Iterator[Ask]:
    for place, kind in zip(_POSITIONS.get(word, (None, None)), ("screen_x", "screen_y"),
                           strict=True):  # fmt: skip
        if place is not None:
            yield replace(base, id=f"{base.id}/{kind}", kind=kind, low=place, high=place,
                          words=f"{name} {word.replace('_', ' ')}", tolerance=0.0)  # fmt: skip

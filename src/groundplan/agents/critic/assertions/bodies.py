"""Intents of bodies: distances, speeds, durations, relations and colours."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.colours import colour_code
from groundplan.agents.critic.assertions.banding import banded, number_of, tolerance_of
from groundplan.agents.critic.assertions.outcome import Measure, Measured, Unmeasured
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.relation_checks import outline, relation_holds
from groundplan.agents.figures import Figure
from groundplan.geometry.boxes import footprint_gap
from groundplan.world.entity import Entity
from groundplan.world.intent import Intent

__all__ = ["BODY_MEASURES"]

_RELATIONS: Final = frozenset(
    {"left_of", "right_of", "above", "below", "in_front_of", "behind", "on", "under", "next_to",
     "inside"}
)  # fmt: skip
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
_SAME_CHANNEL: Final = 8
"""Of 255: colours nearer than this in every channel are one."""


def _pair(film: Filmed, intent: Intent) -> tuple[Figure, Figure] | Unmeasured:
    a, b = (film.seen.figures.get(k or "") for k in (intent.subject, intent.object))
    if a is None or b is None:
        return Unmeasured(reason=f"one of the two is no body in the scene of {film.shot.name}")
    return a, b


def _distance(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure between footprint centres over the ground; the way, where there is one body."""
    if intent.object is None:
        figure = film.dense.get(intent.subject or "")
        if figure is None:
            return Unmeasured(reason="it names no body of the scene")
        steps = np.linalg.norm(np.diff(figure.positions[:, [0, 2]], axis=0), axis=1)
        return banded(intent, np.array([float(steps.sum())]), unit="m", at_s=np.zeros(1))
    pair = _pair(film, intent)
    if isinstance(pair, Unmeasured):
        return pair
    apart = np.linalg.norm((pair[0].positions - pair[1].positions)[:, [0, 2]], axis=1)
    if intent.when == "always" and intent.first is None:
        apart = np.full(len(apart), apart[0])
    return banded(intent, apart, unit="m")


def _beside(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    pair, value = _pair(film, intent), number_of(intent)
    if isinstance(pair, Unmeasured) or value is None:
        return pair if isinstance(pair, Unmeasured) else Unmeasured(reason="it has no number")
    apart = np.linalg.norm((pair[0].positions - pair[1].positions)[:, [0, 2]], axis=1)
    most = value + tolerance_of(intent)
    return Measured(values=apart, low=0.0, high=most, unit="m", expected=f"{most:g} or less")


def _speed(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the cruising speed over the ground: the upper tenth while it moves."""
    figure = film.dense.get(intent.subject or "")
    if figure is None:
        return Unmeasured(reason="it names no body of the scene")
    actions = [
        a for a in film.world.narrative.actions.values()
        if a.agent == figure.entity and a.speed_mps is not None and a.end > a.start
    ]  # fmt: skip
    inside = np.ones(len(film.frames), dtype=bool)
    if actions:
        spans = [(film.frames >= a.start) & (film.frames <= a.end) for a in actions]
        inside = np.any(spans, axis=0)
    both = inside[1:] & inside[:-1]
    if not both.any():
        return Unmeasured(reason=f"{figure.name} does nothing with a speed in {film.shot.name}")
    speeds = np.linalg.norm(np.diff(figure.positions, axis=0), axis=1) / film.step_s
    cruising = float(np.quantile(speeds[both], 0.9))
    return banded(intent, np.array([cruising]), unit="m/s", at_s=np.zeros(1))


def _duration(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure how long an action of the subject lasts, or the shot where nobody is named."""
    frame = 1.0 / film.fps
    actions = [a for a in film.world.narrative.actions.values() if a.agent == intent.subject]
    lengths = [(a.end - a.start) / 1000.0 / film.fps for a in actions]
    lengths.append((film.shot.last - film.shot.first) / 1000.0 / film.fps)
    value = number_of(intent)
    if value is None:
        return Unmeasured(reason=f"{intent.value!r} is no number")
    best = min(lengths, key=lambda s: min(abs(s - value), abs(s + frame - value)))
    best = best if abs(best - value) <= abs(best + frame - value) else best + frame
    return banded(intent, np.array([best]), unit="s", at_s=np.zeros(1))


def _relation(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    pair = _pair(film, intent)
    if isinstance(pair, Unmeasured):
        return pair
    if intent.value not in _RELATIONS:
        return Unmeasured(reason=f"{intent.value!r} is no relation that is known")
    name = str(intent.value)
    index = -1 if intent.when == "end" else 0
    held = relation_holds(film.seen, name, pair, index=index)  # pyright: ignore[reportArgumentType]  # checked above
    said = f"{pair[0].name} {name.replace('_', ' ')} {pair[1].name}"
    gap = footprint_gap(outline(pair[0], index), outline(pair[1], index))
    return Measured(
        values=np.array([float(held)]), low=0.5, high=1.5,
        at_s=np.array([film.time_of_sample(index)]),
        words=said if held else f"not {said} (gap of {gap:.2f} m over the ground)", expected=said,
    )  # fmt: skip


def _colors(entity: Entity) -> list[str]:
    look = entity.appearance
    found = [entity.attributes.get("color", "")]
    if look is not None:
        found += [look.color, *(g.color for g in look.garments.values())]
        found += [c for c in (look.skin, look.hair.color) if c is not None]
    codes = [c if _HEX.fullmatch(c) else colour_code(c) or "" for c in found]
    return [c.lower() for c in codes if c]


def _color(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    entity = film.world.entities.get(intent.subject or "")
    wanted = str(intent.value)
    code = wanted if _HEX.fullmatch(wanted) else colour_code(wanted)
    if entity is None or not code:
        return Unmeasured(reason="it names nothing of the scene" if entity is None
                          else f"{wanted!r} is no colour that is known")  # fmt: skip
    colors = _colors(entity)
    if not colors:
        return Unmeasured(reason=f"{entity.name} has no colour")
    near = [max(abs(int(c[k : k + 2], 16) - int(code[k : k + 2], 16)) for k in (1, 3, 5))
            for c in colors]  # fmt: skip
    held = min(near) <= _SAME_CHANNEL
    return Measured(values=np.array([float(held)]), low=0.5, high=1.5, at_s=np.zeros(1),
                    words=colors[int(np.argmin(near))], expected=wanted)  # fmt: skip


BODY_MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "distance": _distance, "beside": _beside, "speed": _speed, "duration": _duration,
        "relation": _relation, "color": _color,
    }
)  # fmt: skip

"""All intents of a world, asserted shot by shot; nothing is left out in silence."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.critic.assertions.banding import tolerance_of
from groundplan.agents.critic.assertions.bodies import BODY_MEASURES
from groundplan.agents.critic.assertions.framing import FRAME_MEASURES
from groundplan.agents.critic.assertions.lighting import LIGHT_MEASURES
from groundplan.agents.critic.assertions.moves import MOVE_MEASURES
from groundplan.agents.critic.assertions.outcome import (
    Assertion,
    Measure,
    Measured,
    Unmeasured,
)
from groundplan.agents.critic.assertions.staging import STAGING_MEASURES
from groundplan.agents.critic.filmed import Filmed, filmed
from groundplan.errors import GroundplanError
from groundplan.scene.library import EMPTY, Library
from groundplan.world.document import World
from groundplan.world.intent import Intent
from groundplan.world.queries import shots_in_order

__all__ = ["MEASURES", "assert_shot", "assert_world"]

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {**FRAME_MEASURES, **STAGING_MEASURES, **BODY_MEASURES, **LIGHT_MEASURES, **MOVE_MEASURES}
)
"""By kind of intent: every kind has one."""


def assert_world(
    world: World, *, shots: tuple[str, ...] = (), library: Library = EMPTY
) -> tuple[Assertion, ...]:
    """Return every intent asserted in every shot that it is about (of `shots`, if given)."""
    found: list[Assertion] = []
    for key, _ in shots_in_order(world):
        if not shots or key in shots:
            found += assert_shot(world, key, library=library)
    return tuple(found)


def assert_shot(
    world: World, key: str, *, film: Filmed | None = None, library: Library = EMPTY
) -> Iterator[Assertion]:
    """Yield the intents of a shot, in the order of their ids; `film`: where it is measured."""
    film = film or filmed(world, key, library)
    for name, intent in sorted(world.intents.items(), key=lambda item: _natural(item[0])):
        if intent.shot not in {"", key}:
            continue
        yield _asserted(world, key, name, intent=intent, film=film, library=library)


def _natural(key: str) -> tuple[str, int]:
    digits = key.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-")
    return (key[: len(key) - len(digits)], int(digits)) if digits.isdigit() else (key, 0)


def _asserted(
    world: World, key: str, name: str, *, intent: Intent, film: Filmed | None, library: Library
) -> Assertion:
    blank = Assertion(
        key=name, intent=intent, shot=key, shot_name=world.shots[key].name,
        title=_title(world, intent), status="skipped",
    )  # fmt: skip
    if film is None:
        return _skipped(blank, "the shot has no camera that can be posed")
    span = _span(world, key, intent)
    if span is not None and span[0] > span[1]:
        return _skipped(blank, "its time lies outside of the shot")
    if span is not None:
        film = filmed(world, key, library, span=span) or film
    try:
        measured = MEASURES[intent.kind](film, intent)
    except (GroundplanError, KeyError) as error:
        return _skipped(blank, f"it cannot be posed ({str(error).splitlines()[0]})")
    if isinstance(measured, Unmeasured):
        return _skipped(blank, measured.reason)
    return _judged(blank, measured, film)


def _skipped(blank: Assertion, reason: str) -> Assertion:
    return Assertion(
        key=blank.key, intent=blank.intent, shot=blank.shot, shot_name=blank.shot_name,
        title=blank.title, status="skipped", reason=reason,
    )  # fmt: skip


def _span(world: World, key: str, intent: Intent) -> tuple[int, int] | None:
    """Return the part of a shot that an intent names by times; None for `when`."""
    if intent.first is None and intent.last is None:
        return None
    shot = world.shots[key]
    first = shot.first if intent.first is None else intent.first
    last = shot.last if intent.last is None else intent.last
    return max(first, shot.first), min(last, shot.last)


def _asked(intent: Intent, count: int) -> slice:
    if intent.first is not None or intent.last is not None or count == 1:
        return slice(0, None)
    return {"start": slice(0, 1), "end": slice(-1, None)}.get(intent.when, slice(0, None))


def _judged(blank: Assertion, measured: Measured, film: Filmed) -> Assertion:
    intent = blank.intent
    rows = _asked(intent, len(measured.values))
    values = measured.values[rows]
    times = measured.at_s
    if times is None:
        times = np.array([film.time_of_sample(k) for k in range(len(measured.values))])
    times = times[rows]
    with np.errstate(invalid="ignore"):
        right: Bool[np.ndarray, " time"] = (values >= measured.low) & (values <= measured.high)
    share = float(right.mean())
    holds = bool(right.any()) if measured.once else share >= intent.share - 1e-9
    index = _shown(values, measured, right, holds=holds)
    told = measured.words or _rounded(values[index], measured.digits)
    return Assertion(
        key=blank.key, intent=intent, shot=blank.shot, shot_name=blank.shot_name,
        title=blank.title, status="passed" if holds else "failed", measured=told,
        expected=measured.expected, unit=measured.unit, tolerance=tolerance_of(intent) or None,
        at_s=None if holds or (len(values) < 2 and intent.when == "always")
        else round(float(times[index]), 4),
        share=1.0 if measured.once and holds else round(share, 4),
    )  # fmt: skip


def _shown(
    values: Float[np.ndarray, " time"], measured: Measured, right: np.ndarray, *, holds: bool
) -> int:
    """Return which value to tell: the one farthest out, or of right ones the middle one."""
    if measured.once:
        return int(np.argmax(np.nan_to_num(values, nan=-math.inf)))
    if holds and bool(right.all()):
        return int(np.argsort(values)[len(values) // 2])
    out = np.maximum(measured.low - values, values - measured.high)
    return int(np.argmax(np.where(np.isnan(out), math.inf, out)))


def _rounded(value: float, digits: int) -> float | str:
    if math.isnan(value):
        return "nothing"
    return round(float(value), digits) + 0.0


def _title(world: World, intent: Intent) -> str:
    """Return what an intent asserts: its kind, and about whom."""
    names = [world.entities[k].name if k in world.entities else str(k)
             for k in (intent.subject, intent.object) if k is not None]  # fmt: skip
    words = intent.kind.replace("_", " ")
    part = f" {intent.part}" if intent.part else ""
    about = f" of {names[0]}{part}" if names else ""
    to = f" and {names[1]}" if len(names) > 1 else ""
    when = "" if intent.when == "always" else f" at the {intent.when}"
    value = f" {intent.value}" if isinstance(intent.value, str) else ""
    return f"{words}{value}{about}{to}{when}"

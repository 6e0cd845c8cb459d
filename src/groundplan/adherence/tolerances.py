"""How far a clip may be from the plan: defaults, and what a world's intents ask for instead."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from groundplan.world.document import World
from groundplan.world.intent import Intent

__all__ = ["DEFAULT_TOLERANCES", "Tolerance", "tolerances_of"]


def _none() -> "Mapping[str, Tolerance]":
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What one definition may be; the largest value that passes."""

    definition: str
    name: str
    limit: float
    source: str = "default"
    """`default`, or the intent that it is from."""
    own: Mapping[str, "Tolerance"] = field(default_factory=_none)
    """Of entities that have one of their own, by id."""

    def of(self, entity: str) -> "Tolerance":
        """Return what holds for an entity; of the picture: ``''``."""
        return self.own.get(entity, self)


_LIMITS: Final = (
    ("camera.rotation.mean_deg/1", "camera direction", 2.0),
    ("camera.translation.path_pct/1", "camera path", 30.0),
    ("camera.translation.view_pct/1", "camera place", 5.0),
    ("camera.focal_pct/1", "focal length", 5.0),
    ("camera.framing_scale_pct/1", "scale of the surroundings", 5.0),
    ("camera.framing_shift_pct/1", "place of the surroundings", 3.0),
    ("camera.shake_pct/1", "camera steadiness", 1.0),
    ("scene.unlike/1", "the scene itself", 0.64),
    ("layout.missing/1", "presence", 0.1),
    ("layout.swapped/1", "identity", 0.25),
    ("layout.extra_pct/1", "nothing unplanned", 0.4),
    ("trajectory.pct/1", "place in the picture", 3.0),
    ("layout.size_pct/1", "size in the picture", 20.0),
    ("timing.lag/1", "timing", 1.0),
    ("light.exposure_stops/2", "exposure drift", 0.5),
    ("light.cct_mired/2", "colour drift", 45.0),
    ("light.inverted/1", "tones as planned, no negative", 0.5),
    ("flicker.luma/2", "flicker", 16.0),
    ("picture.frozen/1", "frozen frames", 4.0),
    ("picture.stutter_pct/1", "held frames", 40.0),
    ("picture.cuts/1", "cuts", 0.0),
)
"""Source: direction and place from the gates that `docs/protocol.md` explains; the rest is ours.

A mask's IoU is reported and not held to a limit: it follows from place and size, and 3 % of the
width leave a thin person none.
"""

DEFAULT_TOLERANCES: Final[Mapping[str, Tolerance]] = MappingProxyType(
    {
        definition: Tolerance(definition=definition, name=name, limit=limit)
        for definition, name, limit in _LIMITS
    }
)


_PLACE: Final = "trajectory.pct/1"
_FINEST: Final[Mapping[str, float]] = MappingProxyType(
    {"camera.rotation.mean_deg/1": 0.5, "camera.focal_pct/1": 1.5, "trajectory.pct/1": 1.0}
)
"""What an intent can't go below: a world is exact, footage is measured (see the self-test)."""


def tolerances_of(world: World, shot: str) -> Mapping[str, Tolerance]:
    """Return what a shot's clip is held to: defaults, tightened by intents that state a tolerance.

    `focal_length` and `camera_pitch`, `camera_roll` and `camera_azimuth` of the shot set the
    camera's; `screen_x` and `screen_y` set the place in the picture of their subject, or of
    everything where they name none.
    """
    found = dict(DEFAULT_TOLERANCES)
    for intent in world.intents.values():
        if intent.shot not in {"", shot}:
            continue
        asked = _asked(intent, tallness=world.film.height_px / world.film.width_px)
        if asked is not None:
            subject = intent.subject if asked.definition == _PLACE else None
            before = found[asked.definition]
            found[asked.definition] = _tighter(before, asked, subject=subject or "")
    return MappingProxyType(found)


def _tighter(before: Tolerance, asked: Tolerance, *, subject: str) -> Tolerance:
    """Return the tighter of two, for an entity alone where one is named."""
    if not subject:
        found = asked if asked.limit < before.limit else before
        own = {name: one for name, one in before.own.items() if one.limit < found.limit}
        return replace(found, own=MappingProxyType(own))
    if asked.limit >= before.of(subject).limit:
        return before
    return replace(before, own=MappingProxyType({**before.own, subject: asked}))


def _asked(intent: Intent, *, tallness: float) -> Tolerance | None:
    """Return what an intent asks for; `tallness`: height of the picture over its width."""
    slack, value = intent.tolerance, intent.value
    if slack is None or slack <= 0.0:
        return None
    source = f"intent {intent.kind}"
    if intent.kind == "focal_length" and isinstance(value, int | float) and value:
        return _tightened("camera.focal_pct/1", 100.0 * slack / abs(value), source)
    if intent.kind in {"camera_pitch", "camera_roll", "camera_azimuth"}:
        degrees = slack if intent.unit == "deg" else math.degrees(slack)
        return _tightened("camera.rotation.mean_deg/1", degrees, source)
    if intent.kind == "screen_x":
        return _tightened(_PLACE, 100.0 * slack, source)
    if intent.kind == "screen_y":
        return _tightened(_PLACE, 100.0 * slack * tallness, source)
    return None


def _tightened(definition: str, limit: float, source: str) -> Tolerance:
    name = DEFAULT_TOLERANCES[definition].name
    finest = max(limit, _FINEST[definition])
    return Tolerance(definition=definition, name=name, limit=finest, source=source)

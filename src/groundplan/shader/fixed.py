"""What a shot fixes: one intent for each kind of thing, in numbers and, where they can, in words.

What a shot does not have is left out, by these rules:

* focus: where a far point is drawn narrower than 1/200 of the picture's width and nobody stated the
  stop or the focus, nor asked for a rack focus, no blur can be seen.
* layout, identity: where nothing is in view.
* trajectory: where nothing in view goes 0.25 m or more.
* skeleton, animal_skeleton: where no person, or animal, is in view.
* light_direction, light_level, light_temperature: where no light reaches the subject.
* look: where no style is stated.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.shader.intents import IntentName, ShotIntent
from groundplan.shader.measuring.camera import CameraCourse
from groundplan.shader.measuring.in_view import ShotView
from groundplan.shader.measuring.light import LampSeen, ShotLight
from groundplan.shader.measuring.sharpness import Sharpness
from groundplan.shader.measuring.ways import Way
from groundplan.shader.prompt.camera_words import focus_phrases, lens_phrases, move_phrase
from groundplan.shader.prompt.cast import Cast, Member
from groundplan.shader.prompt.deed import Deed
from groundplan.shader.prompt.grammar import plain, present
from groundplan.shader.prompt.layout_words import (
    going,
    layout_phrases,
    motion_phrases,
    third_of,
)
from groundplan.shader.prompt.light_words import (
    direction_phrase,
    level_phrase,
    source_of,
    temperature_phrase,
)
from groundplan.shader.prompt.settings import framing_phrase, setting_of, styles_of
from groundplan.world.document import World
from groundplan.world.sequence import Shot

__all__ = ["ShotNumbers", "intents_of"]

_MOST_NAMED: Final = 6
_LEAST_TURN: Final = math.radians(0.5)
_LEAST_M: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotNumbers:
    """All that was measured of a shot."""

    there: World
    """Only who is in its scene."""
    shot: str
    seconds: float
    view: ShotView
    course: CameraCourse
    ways: Mapping[str, Way]
    sharp: Sharpness
    light: ShotLight | None
    cast: Cast
    deeds: tuple[Deed, ...]

    @property
    def entry(self) -> Shot:
        """Return the shot of the document."""
        return self.there.shots[self.shot]

    def name(self, key: str) -> str:
        """Return what people call an entity."""
        return plain(self.there.entities[key].name)


def intents_of(shot: ShotNumbers) -> tuple[ShotIntent, ...]:
    """Return what the shot fixes, in the order of `IntentName`."""
    found = (
        _camera_path(shot), _focal_length(shot), _focus(shot), _layout(shot), _trajectory(shot),
        _skeleton(shot, "character"), _skeleton(shot, "animal"), _identity(shot),
        *_light(shot), _look(shot),
    )  # fmt: skip
    return tuple(intent for intent in found if intent is not None)


def _camera_path(shot: ShotNumbers) -> ShotIntent:
    course, entry = shot.course, shot.entry
    parts = [plain(entry.framing.move)]
    if course.path_m >= _LEAST_M:
        parts[0] += f", {course.path_m:.2f} m in {shot.seconds:.2f} s"
    subject = entry.framing.subject
    sighting = shot.view.seen.get(subject) if subject is not None else None
    if subject is not None and sighting is not None:
        first, last = (float(v) for v in sighting.distance_m[[0, -1]])
        span = (
            f"from {first:.2f} m to {last:.2f} m of"
            if abs(last - first) > _LEAST_M
            else f"{first:.2f} m from"
        )
        parts.append(f"{span} {shot.name(subject)}")
    parts += _turns(course.turn_rad)
    parts.append(f"lens {course.height_m[0]:.2f} m high")
    if abs(course.height_m[1] - course.height_m[0]) > _LEAST_M:
        parts[-1] += f", then {course.height_m[1]:.2f} m"
    phrases = (
        framing_phrase(entry.framing), move_phrase(entry, course, seconds=shot.seconds),
    )  # fmt: skip
    return _intent("camera_path", ", ".join(parts), phrases)


def _turns(turn: tuple[float, float, float]) -> list[str]:
    ways = (("pans left", "pans right"), ("tilts up", "tilts down"),
            ("rolls clockwise", "rolls counter-clockwise"))  # fmt: skip
    return [
        f"{way[0] if angle > 0.0 else way[1]} {math.degrees(abs(angle)):.1f}°"
        for way, angle in zip(ways, turn, strict=True)
        if abs(angle) > _LEAST_TURN
    ]


def _focal_length(shot: ShotNumbers) -> ShotIntent:
    course = shot.course
    first, last = course.focal_mm
    zoom = f" to {last:.4g} mm" if abs(last - first) > 0.05 else ""
    gate = f"{course.sensor_mm[0]:.2f} x {course.sensor_mm[1]:.2f} mm"
    says = f"{first:.4g} mm{zoom} on {gate}, {math.degrees(course.view_rad):.1f}° wide"
    return _intent("focal_length", says, lens_phrases(shot.entry, course, seconds=shot.seconds))


def _focus(shot: ShotNumbers) -> ShotIntent | None:
    sharp = shot.sharp
    racked = move_phrase(shot.entry, shot.course, seconds=shot.seconds, of="focus")
    if not (sharp.visible or sharp.stated or racked):
        return None
    first, last = sharp.focus_m
    pull = f" to {_metres(last)}" if abs(last - first) > _LEAST_M else ""
    zone = f"sharp from {_metres(sharp.near_m)} to {_metres(sharp.far_m)}"
    says = f"focus {_metres(first)}{pull} at f/{sharp.fstop:g}, {zone}"
    subject = shot.cast.by_entity.get(shot.entry.framing.subject or "")
    name = subject.again if subject is not None else ""
    return _intent("focus", says, focus_phrases(shot.entry, sharp, subject=name))


def _metres(length: float) -> str:
    if math.isinf(length):
        return "infinity"
    return f"{length:.2f} m" if length >= 1.0 else f"{length:.3f} m"


def _layout(shot: ShotNumbers) -> ShotIntent | None:
    keys = [key for member in shot.cast.members for key in member.entities]
    if not keys:
        return None
    named = [_place(shot, key) for key in keys[:_MOST_NAMED]]
    more = f"; and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    placed = f"{len(keys)} thing{'s' if len(keys) > 1 else ''} placed"
    phrases = layout_phrases(shot.there, shot.cast, shot.deeds, shot=shot.view)
    return _intent("layout", f"{placed}: {'; '.join(named)}{more}", phrases, entities=tuple(keys))


def _place(shot: ShotNumbers, key: str) -> str:
    sighting = shot.view.seen[key]
    if sighting.held:
        return f"{shot.name(key)} goes with a hand"
    third = f"{third_of(sighting.across)} third"
    return f"{shot.name(key)} {third}, {float(sighting.distance_m[0]):.2f} m"


def _trajectory(shot: ShotNumbers) -> ShotIntent | None:
    keys = [key for member in shot.cast.members for key in member.entities if key in shot.ways]
    if not keys:
        return None
    told = [
        f"{shot.name(key)} {way.path_m:.1f} m at {way.speed_mps:.1f} m/s"
        + (f", {way.towards}" if way.towards else "")
        for key in keys
        if (way := shot.ways[key])
    ]
    phrases = motion_phrases(shot.cast, shot.deeds, ways=shot.ways)
    return _intent("trajectory", "; ".join(told), phrases, entities=tuple(keys))


def _skeleton(shot: ShotNumbers, kind: str) -> ShotIntent | None:
    members = [member for member in shot.cast.members if member.kind == kind]
    if not members:
        return None
    name: IntentName = "skeleton" if kind == "character" else "animal_skeleton"
    keys = tuple(key for member in members for key in member.entities)
    own = [deed for deed in shot.deeds if any(one in deed.members for one in members)]
    acts = [deed.does for deed in own]
    does = f": {', '.join(dict.fromkeys(acts))}" if acts else ""
    says = f"joints of {', '.join(shot.name(key) for key in keys)} in {shot.seconds:.2f} s{does}"
    phrases = [deed.clause for deed in own]
    busy = {id(member) for deed in shot.deeds for member in deed.members}
    phrases += [
        going(member) if set(member.entities) & set(shot.ways) else _idle(member)
        for member in members
        if id(member) not in busy
    ]
    return _intent(name, says, tuple(phrases), entities=keys)


def _idle(member: Member) -> str:
    return f"{member.again} {present('keep', many=member.many)} still"


def _identity(shot: ShotNumbers) -> ShotIntent | None:
    members = shot.cast.members
    if not members:
        return None
    keys = tuple(key for member in members for key in member.entities)
    firsts = tuple(member.first for member in members)
    return _intent("identity", "; ".join(firsts), firsts, entities=keys)


def _light(shot: ShotNumbers) -> tuple[ShotIntent, ...]:
    light = shot.light
    if light is None:
        return ()
    lead, where = light.leading, f" at {shot.name(light.subject)}" if light.subject else ""
    source = shot.name(lead.entity) if lead.entity else source_of(shot.there, lead)
    direction = "the sky, no key"
    if lead.role != "ambience":
        up = f"{math.degrees(lead.elevation_rad):.0f}° up"
        direction = f"{source} from {_bearing(lead.azimuth_rad)}, {up}{where}"
    white = f", white at {light.white_balance_k:.0f} K"
    sky = f", sky {light.sky_kelvin:.0f} K" if light.sky_kelvin and lead.role != "ambience" else ""
    warmth = temperature_phrase(light)
    return (
        _intent("light_direction", direction, (direction_phrase(shot.there, light),)),
        _intent("light_level", f"{_levels(light)}{where}", (level_phrase(light),)),
        _intent("light_temperature", f"{source} {_kelvin(lead)}{sky}{white}", (warmth,)),
    )


def _kelvin(lamp: LampSeen) -> str:
    return f"{lamp.kelvin:.0f} K" if lamp.kelvin else f"coloured {lamp.color}"


def _bearing(azimuth: float) -> str:
    side = "right" if azimuth > 0.0 else "left"
    return f"{math.degrees(abs(azimuth)):.0f}° camera {side}"


def _levels(light: ShotLight) -> str:
    exposed = f"exposed at EV100 {light.ev100:.1f}{' (metered)' if light.automatic else ''}"
    if light.key_lx > 0.0:
        ratio = "no fill" if math.isinf(light.ratio) else f"{light.ratio:.1f}:1"
        return f"key {ratio}, {_lux(light.key_lx)} over {_lux(light.fill_lx)}, {exposed}"
    rim = f", rim {_lux(light.rim_lx)}" if light.rim_lx > 0.0 else ""
    return f"no key, fill {_lux(light.fill_lx)}{rim}, {exposed}"


def _lux(level: float) -> str:
    return f"{level:.0f} lx" if level >= 10.0 else f"{level:.2g} lx"


def _look(shot: ShotNumbers) -> ShotIntent | None:
    styles = styles_of(setting_of(shot.there, shot.shot))
    return _intent("look", ", ".join(styles), styles) if styles else None


def _intent(
    name: IntentName, says: str, phrases: tuple[str, ...], *, entities: tuple[str, ...] = ()
) -> ShotIntent:
    words = "; ".join(phrase for phrase in phrases if phrase)
    return ShotIntent(name=name, says=says, words=words, entities=entities)

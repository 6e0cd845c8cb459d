"""Place, time, weather, style and framing in words."""

from groundplan.shader.measuring.in_view import is_ground
from groundplan.shader.prompt.grammar import plain
from groundplan.shader.prompt.looks import look_of
from groundplan.shader.prompt.tables import setting_words
from groundplan.world.document import World
from groundplan.world.narrative import Setting
from groundplan.world.sequence import Framing

__all__ = [
    "framing_phrase", "place_entity", "place_of", "setting_of", "styles_of",
    "time_phrase", "weather_phrase",
]  # fmt: skip


def setting_of(there: World, shot_id: str) -> Setting:
    """Return the setting of a shot: its scene's, else the story's."""
    scene = there.narrative.scenes.get(there.shots[shot_id].scene)
    return scene.setting if scene is not None else there.narrative.setting


def place_entity(there: World, shot_id: str) -> str:
    """Return the id of the set that a shot's place is; empty for none.

    It is what is called as the setting is, else the ground or room that was spoken of.
    """
    place = plain(setting_of(there, shot_id).place).lower()
    named = {
        key: plain(entity.semantics.noun).lower()
        for key, entity in sorted(there.entities.items())
        if entity.kind == "set" and entity.semantics.noun
    }
    grounds = [key for key in named if is_ground(there.entities[key])]
    return next((key for key in named if place and named[key] == place), "") or next(
        (key for key in grounds if not place), ""
    )


def place_of(there: World, shot_id: str) -> str:
    """Return where a shot is, as it was said: "empty beach"."""
    key = place_entity(there, shot_id)
    return look_of(there, key).core if key else setting_of(there, shot_id).place


def time_phrase(time_of_day: str) -> str:
    """Return "at golden hour" of "golden_hour"; what is unknown is said as it is."""
    return setting_words().time_of_day.get(time_of_day, plain(time_of_day))


def weather_phrase(weather: str) -> str:
    """Return "in the rain" of "rain"; what is unknown is said as it is."""
    return setting_words().weather.get(weather, plain(weather))


def styles_of(setting: Setting) -> tuple[str, ...]:
    """Return the words of a style, each once."""
    table = setting_words().style
    return tuple(dict.fromkeys(table.get(style, plain(style)) for style in setting.style))


def framing_phrase(framing: Framing) -> str:
    """Return "low-angle medium shot"; empty where nothing was asked."""
    table = setting_words()
    size = table.size.get(framing.size, plain(framing.size))
    angle = table.angle.get(framing.angle, "")
    staging = table.staging.get(framing.staging, "")
    if not (size or angle or staging):
        return ""
    end = table.size.get(framing.end_size, "")
    ending = f"becoming a {end}" if end and end != size else ""
    return plain(f"{angle} {size or 'shot'} {staging} {ending}")

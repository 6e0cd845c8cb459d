"""Place, time, weather, style and framing in words."""

from typing import Final

from groundplan.shader.prompt.grammar import plain, with_article
from groundplan.shader.prompt.tables import setting_words
from groundplan.world.document import World
from groundplan.world.narrative import Setting
from groundplan.world.sequence import Framing

__all__ = ["framing_phrase", "placed", "setting_of", "styles_of", "time_phrase", "weather_phrase"]

_PREPOSITIONS: Final = (
    "in", "on", "at", "under", "by", "near", "inside", "outside", "beside", "above", "between",
    "among", "along", "across", "behind",
)  # fmt: skip
_ARTICLES: Final = ("a", "an", "the", "his", "her", "their")


def setting_of(there: World, shot_id: str) -> Setting:
    """Return the setting of a shot: its scene's, else the story's."""
    scene = there.narrative.scenes.get(there.shots[shot_id].scene)
    return scene.setting if scene is not None else there.narrative.setting


def placed(place: str) -> str:
    """Return a place with its preposition: "in a park", "on a street"; empty for none."""
    words = plain(place)
    if not words or words.lower() in setting_words().place_plain:
        return words
    first = words.split(" ")[0].lower()
    if first in _PREPOSITIONS:
        return words
    named = first in _ARTICLES or words[:1].isupper()
    noun = words.split(" ", 1)[-1] if first in _ARTICLES else words
    table = setting_words()
    preposition = "on" if noun in table.place_on else "at" if noun in table.place_at else "in"
    return f"{preposition} {words if named else with_article(words)}"


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

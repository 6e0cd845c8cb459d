"""The light of a shot in words: where it comes from, how hard it is, how warm."""

import math
from typing import Final

from groundplan.shader.measuring.light import LampSeen, ShotLight
from groundplan.shader.prompt.colours import colour_word
from groundplan.shader.prompt.grammar import plain
from groundplan.world.document import World

__all__ = ["direction_phrase", "level_phrase", "source_of", "temperature_phrase"]

_MOON_LX: Final = 5.0
"""The world's sun at night is its moon, and gives less than this."""
_ABOVE: Final = math.radians(60.0)
_BEHIND: Final = math.radians(115.0)
_SIDES: Final = (
    (25.0, "from the front"),
    (65.0, "from the front {side}"),
    (115.0, "from the {side}"),
    (155.0, "from behind on the {side}"),
)
"""Degrees from the camera up to which a light comes from there."""
_DIM_LX: Final = 40.0
_DARK_LX: Final = 2.0
_BRIGHT_LX: Final = 5000.0
_RATIOS: Final = ((1.6, "even light with hardly any shadow"), (3.5, "soft contrast"),
                  (7.0, "strong contrast"))  # fmt: skip
_WARM_MIRED: Final = 30.0
_SKY_COOLER_MIRED: Final = 40.0
"""Differences that one sees: our engineering defaults."""


def source_of(there: World, lamp: LampSeen) -> str:
    """Return what shines: "sunlight", "candle light", "light of the street lamp"."""
    light = there.entities[lamp.entity].light if lamp.entity in there.entities else None
    if lamp.role == "ambience" or light is None or light.type == "sky":
        return "soft light"
    if light.type == "sun":
        return "moonlight" if lamp.lux < _MOON_LX else "sunlight"
    label = plain(there.entities[lamp.entity].label).lower()
    # A rig's lamp is no thing of the scene: named, a model would draw it.
    return "light" if light.role in label.split(" ") or not label else label


def direction_phrase(there: World, light: ShotLight) -> str:
    """Return "sunlight from behind on the left"."""
    lamp = light.leading
    if lamp.role == "ambience":
        return "soft light from the whole sky"
    high = lamp.elevation_rad > _ABOVE
    aside = math.degrees(abs(lamp.azimuth_rad))
    side = "right" if lamp.azimuth_rad > 0.0 else "left"
    where = next((words for most, words in _SIDES if aside < most), "from behind")
    way = "from above" if high else where.format(side=side)
    return f"{source_of(there, lamp)} {way}"


def level_phrase(light: ShotLight) -> str:
    """Return "dim light with strong contrast"."""
    lead = light.leading
    ratio = light.ratio if light.key_lx > 0.0 else lead.lux / max(light.fill_lx, 1e-6)
    if lead.role == "ambience":
        contrast = _RATIOS[0][1]
    elif abs(lead.azimuth_rad) > _BEHIND and lead.elevation_rad < _ABOVE and ratio > _RATIOS[0][0]:
        contrast = "the near side in shade"
    else:
        contrast = next((words for most, words in _RATIOS if ratio < most), "deep shadows")
    return _both(_level(max(light.key_lx, light.flat_lx)), contrast)


def temperature_phrase(light: ShotLight) -> str:
    """Return "warm light", as it looks beside the camera's white."""
    lead = light.leading.kelvin
    if not lead:
        return f"{colour_word(light.leading.color)} light"
    warmer = 1e6 / lead - 1e6 / light.white_balance_k
    sky = 1e6 / light.sky_kelvin - 1e6 / light.white_balance_k if light.sky_kelvin else 0.0
    cool_sky = sky < -_SKY_COOLER_MIRED
    if warmer > _WARM_MIRED:
        word = "very warm orange light" if warmer > 4.0 * _WARM_MIRED else "warm light"
        return f"{word} against cool shadows" if cool_sky else word
    if warmer < -_WARM_MIRED:
        return "cool bluish light"
    return "neutral white light"


def _level(lux: float) -> str:
    if lux < _DARK_LX:
        return "very dim"
    if lux < _DIM_LX:
        return "dim"
    return "bright" if lux > _BRIGHT_LX else ""


def _both(level: str, contrast: str) -> str:
    if contrast == _RATIOS[0][1]:
        return plain(f"{level} {contrast}")
    return f"{level} light with {contrast}" if level else contrast

"""How bright it is at a place, a date and a time: by day, in twilight, by the moon.

A clear sky unless the words close it; what is stated in numbers stays.
"""

import math
from dataclasses import replace
from typing import Final

from groundplan.agents.light_look import Look
from groundplan.agents.light_table import PRESETS, LightPreset
from groundplan.agents.sun_clock import SunSaid
from groundplan.geometry.daylight import daylight_at, level_sunlight, moonlight
from groundplan.units import Radians

__all__ = ["clock_look", "moon_shines"]

_CLOSED: Final = frozenset(
    {"overcast", "cloudy", "rain", "rainy", "storm", "fog", "foggy", "snow", "snowy"}
)
_DARK_RAD: Final = math.radians(-9.0)
"""From here on down the moon, or the stars, give more than the twilight's rest."""
_LOW_RAD: Final = math.radians(5.0)
_TWILIGHT_EV: Final = -1.2
_MOONS_SKY: Final = 0.25
"""The sky's share beside the moon: our engineering default."""


def moon_shines(said: SunSaid) -> bool:
    """Return whether it is the moon that lights, at least as much as the stars."""
    return said.elevation_rad < _DARK_RAD and _moon_lx(said) > 0.0


def clock_look(look: Look, said: SunSaid) -> Look:
    """Return the look with the light of that place and time; lamps' looks stay as they are."""
    if look.preset.lamps or "level" in look.stated:
        return look
    preset = _closed(look.preset, said) if look.word in _CLOSED else _clear(look.preset, said)
    if "temperature" in look.stated:
        preset = replace(preset, sun_k=look.preset.sun_k)
    if "ratio" in look.stated and preset.sun_lx > 0.0 and look.preset.sun_lx > 0.0:
        share = look.preset.sky_lx / look.preset.sun_lx
        preset = replace(preset, sky_lx=preset.sun_lx * share)
    spans = {**dict.fromkeys(("preset", "level"), said.span), **look.spans}
    return replace(look, preset=preset, spans=spans)


def _clear(preset: LightPreset, said: SunSaid) -> LightPreset:
    if said.elevation_rad < _DARK_RAD:
        return _night(said)
    there = daylight_at(said.elevation_rad)
    height = math.degrees(max(said.elevation_rad, 0.0))
    down = said.elevation_rad < 0.0
    return replace(
        preset,
        sun_lx=there.sun_lx,
        sun_k=there.sun_k,
        elevation_deg=height,
        sky_lx=there.sky_lx,
        sky_k=there.sky_k,
        sun_size_deg=0.53 if said.elevation_rad > _LOW_RAD else 0.8,
        exposure_ev=_TWILIGHT_EV if down else 0.0,
        tint="#ffffff",
    )


def _closed(preset: LightPreset, said: SunSaid) -> LightPreset:
    """Return a closed sky, as much darker than at its usual hour as a clear one would be."""
    usual = level_sunlight(Radians(math.radians(preset.elevation_deg)))
    share = level_sunlight(said.elevation_rad) / usual
    return replace(
        preset,
        sun_lx=preset.sun_lx * share if said.elevation_rad > 0.0 else 0.0,
        sky_lx=preset.sky_lx * share,
        elevation_deg=math.degrees(max(said.elevation_rad, 0.0)),
    )


def _night(said: SunSaid) -> LightPreset:
    level = _moon_lx(said)
    if level <= 0.0:
        return PRESETS["starlight"]
    facing = level / math.sin(max(said.moon.elevation_rad, math.radians(3.0)))
    return replace(
        PRESETS["moonlight"],
        sun_lx=facing,
        sky_lx=level * _MOONS_SKY + PRESETS["starlight"].sky_lx,
        elevation_deg=math.degrees(said.moon.elevation_rad),
    )


def _moon_lx(said: SunSaid) -> float:
    if said.moon.elevation_rad <= 0.0:
        return 0.0
    return moonlight(
        said.moon.elevation_rad, phase=said.moon.phase_rad, parallax=said.moon.parallax_rad
    )

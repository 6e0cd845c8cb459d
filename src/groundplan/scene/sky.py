"""The dome above a world: a gradient that follows from the sun, or a picture of a real sky."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skies import dome, sky_form, sky_map
from groundplan.assets.sky_cube import horizon_ring, sky_cube
from groundplan.geometry import colour
from groundplan.geometry.harmonics import turned_form
from groundplan.scene.lamps import lamps_at, light_color, light_number
from groundplan.scene.stage import LightPose, SkyPicture, SkyPose
from groundplan.units import Kelvin
from groundplan.world.document import World
from groundplan.world.entity import Light

__all__ = ["ANALYTIC", "sky_at"]

ANALYTIC: Final = "analytic"
"""The environment that is no picture."""

Rgb = tuple[float, float, float]

_CLEAR_HORIZON: Final = 2.2
_CLOSED_HORIZON: Final = 0.75
"""Radiance at the horizon over that at the zenith: a clear dome is brightest low, where the air is
thickest, a closed one high; our engineering defaults."""
_BLUER: Final = (1.0, 0.3)
"""How much bluer than its stated light a clear dome is, at the zenith and at the horizon."""
_BLUEST_K: Final = 16000.0
_LOW_SUN_RAD: Final = math.radians(30.0)
_GROUND_ALBEDO: Final = 0.25
_CLEAR_HAZE_M: Final = 700.0
_CLOSED_HAZE_M: Final = 250.0
"""Distance at which air hides half of a surface, on a clear and on a closed day: short for real
air, so that the edge of the drawn ground melts into the horizon; our engineering defaults."""

_HALO: Final = 0.06
"""Share of a clear day's sunlight that comes from around its disc; instruments that measure direct
light see 2.5 degrees about it. Our engineering default."""
_VEILED: Final = 0.3
"""Share of the sun in the light below which clouds hide its disc."""
_OWN_HALO: Final = 0.1
"""What a picture, which shows its own, gets of it."""


def sky_at(
    world: World,
    time: float,
    *,
    white: Kelvin = colour.D65_K,
    lamps_lx: Float[np.ndarray, " 3"] | None = None,
) -> SkyPose:
    """Return the dome whose light on a level plane is the stated illuminance.

    Radiance at elevation s (sine) is L(s) = zenith + (horizon - zenith) (1 - s)^4, so its
    horizontal illuminance, 2 pi times the integral of L(s) s ds, is pi (14 zenith + horizon) / 15.
    The ground returns `_GROUND_ALBEDO` of all light that falls on it, that of lamps near the
    subject (`lamps_lx`, linear Rec.709) included. The clearer the day (the more
    of the light is the sun's), the bluer the zenith and the brighter the horizon; a low sun warms
    the horizon. A sky with a picture takes that instead, at the same illuminance and in its own
    colours, turned so that the sun in it stands where the world's does; the last one is seen.

    Raises:
        SceneError: There is no such picture.
    """
    at = np.array([time])
    suns = [lamp for lamp in lamps_at(world, at, white=white)[0] if lamp.kind == "sun"]
    direct = np.zeros(3) if lamps_lx is None else lamps_lx
    direct = sum((_level_light(sun) for sun in suns), direct)
    zenith, horizon, haze = np.zeros(3), np.zeros(3), _CLEAR_HAZE_M
    picture, halo = None, 0.0
    for entity in world.entities.values():
        if entity.light is not None and entity.light.type == "sky":
            level = light_number(entity, "light.illuminance_lx", at)
            kelvin = Kelvin(light_number(entity, "light.temperature_k", at))
            clear = _clearness(suns, sky_lx=level)
            rise = _CLOSED_HORIZON + clear * (_CLEAR_HORIZON - _CLOSED_HORIZON)
            unit = level * 15.0 / (math.pi * (14.0 + rise))
            high, low = _dome_colors(entity.light, kelvin, suns=suns, clear=clear, white=white)
            haze = _CLOSED_HAZE_M + clear * (_CLEAR_HAZE_M - _CLOSED_HAZE_M)
            halo = _HALO * max(0.0, clear - _VEILED) / (1.0 - _VEILED)
            name = entity.light.environment
            if name != ANALYTIC:
                picture = _picture(entity.light, level=level, suns=suns, white=white)
                halo *= _OWN_HALO
                direct = direct + np.array(picture.gain_lx)
                gains = np.array(picture.gain_lx)
                zenith, horizon = gains * dome(name).zenith, gains * dome(name).horizon
            else:
                zenith, horizon = zenith + unit * high, horizon + unit * rise * low
    level_lx = math.pi * (14.0 * zenith + horizon) / 15.0 if picture is None else np.zeros(3)
    return SkyPose(
        zenith_nit=_triple(zenith),
        horizon_nit=_triple(horizon),
        ground_nit=_triple((level_lx + direct) * _GROUND_ALBEDO / math.pi),
        haze_m=haze,
        picture=picture,
        haloed=halo,
    )


def _picture(sky: Light, *, level: float, suns: list[LightPose], white: Kelvin) -> SkyPicture:
    """Return a sky's picture; white in it is daylight, balanced as the camera is."""
    name = sky.environment
    balance = np.array(light_color(sky, colour.D65_K, white=white))
    sun = max(suns, key=lambda one: one.illuminance_lx, default=None)
    turn = 0.0
    if sun is not None:
        there = sky_map(name).towards_sun
        turn = math.atan2(-sun.direction[0], -sun.direction[2]) - math.atan2(there[0], there[2])
    turn = math.remainder(turn, math.tau)
    cos, sin = math.cos(turn), math.sin(turn)
    map_from_world = np.array([[cos, 0.0, -sin], [0.0, 1.0, 0.0], [sin, 0.0, cos]])
    gains = level * balance
    return SkyPicture(
        cube=sky_cube(name),
        ring=horizon_ring(name),
        gain_lx=_triple(gains),
        heading_rad=turn,
        form=turned_form(sky_form(name), map_from_world) * gains[:, None, None],
    )


def _clearness(suns: list[LightPose], *, sky_lx: float) -> float:
    """Return the sun's share of the light, 0 under a closed sky."""
    lit = max((sun.illuminance_lx for sun in suns), default=0.0)
    return lit / max(lit + sky_lx, 1e-9)


def _dome_colors(
    sky: Light, kelvin: Kelvin, *, suns: list[LightPose], clear: float, white: Kelvin
) -> tuple[Float[np.ndarray, " 3"], Float[np.ndarray, " 3"]]:
    """Return zenith and horizon colours, each of relative luminance 1."""
    strongest = max(suns, key=lambda sun: sun.illuminance_lx, default=None)
    height = max(-strongest.direction[1], 0.0) if strongest is not None else 1.0
    setting = max(0.0, 1.0 - height / math.sin(_LOW_SUN_RAD))
    gains = (_BLUER[0], _BLUER[1] * (1.0 - setting))
    high, low = (
        Kelvin(max(min(kelvin * (1.0 + gain * clear), _BLUEST_K), kelvin)) for gain in gains
    )
    zenith = np.array(light_color(sky, high, white=white))
    horizon = np.array(light_color(sky, low, white=white))
    if strongest is not None:
        warmth = 0.95 * clear * setting
        horizon = (1.0 - warmth) * horizon + warmth * np.array(strongest.color)
    return zenith, horizon


def _level_light(sun: LightPose) -> Float[np.ndarray, " 3"]:
    return np.array(sun.color) * sun.illuminance_lx * max(-sun.direction[1], 0.0)


def _triple(values: Float[np.ndarray, " 3"]) -> Rgb:
    x, y, z = (float(value) for value in values)
    return x, y, z

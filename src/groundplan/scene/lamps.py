"""Lights, sky and exposure of a world, in photometric units, ready for shading."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour, exposure
from groundplan.scene.stage import Exposure, LightPose, SkyPose
from groundplan.units import Kelvin, Lumens, Lux, Radians
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light
from groundplan.world.placement import number_at, world_from_entity_at

__all__ = ["exposure_of", "lamps_at", "sky_at", "subject_illuminance"]

Rgb = tuple[float, float, float]

_DARKEST_LX: Final = 1e-3
"""Starless night; keeps a meter reading where a world has no light at all."""
_HORIZON_SHARE: Final = 1.5
"""Radiance at the horizon over that at the zenith (our engineering default for a clear dome)."""
_BLUEST_K: Final = 25000.0
_LOW_SUN_RAD: Final = math.radians(30.0)
_GROUND_ALBEDO: Final = 0.25


def lamps_at(world: World, times: Float[np.ndarray, " time"]) -> list[tuple[LightPose, ...]]:
    """Return every light but the sky, per time."""
    rows = [
        _poses(world, entity_id, times)
        for entity_id, entity in world.entities.items()
        if entity.light is not None and entity.light.type != "sky"
    ]
    return [tuple(row[k] for row in rows) for k in range(len(times))]


def _poses(world: World, entity_id: str, times: Float[np.ndarray, " time"]) -> list[LightPose]:
    entity = world.entities[entity_id]
    places = world_from_entity_at(world, entity_id, times)
    return [
        _pose(entity_id, entity, place=places[k], time=times[k : k + 1]) for k in range(len(times))
    ]


def _pose(
    entity_id: str,
    entity: Entity,
    *,
    place: Float[np.ndarray, "4 4"],
    time: Float[np.ndarray, " 1"],
) -> LightPose:
    light = entity.light
    assert light is not None  # noqa: S101  (callers filter; narrows the type)
    if light.type == "sun":
        return _sun(entity_id, entity, light, time=time)
    position, direction = place[:3, 3], -place[:3, 2]
    target = float(np.linalg.norm(direction))
    return LightPose(
        entity=entity_id,
        kind="point" if light.type == "point" else "spot" if light.type == "spot" else "area",
        position=_triple(position),
        direction=_triple(direction / max(target, 1e-12)),
        color=_color(light, _animated(entity, "light.temperature_k", time)),
        intensity_cd=_intensity(light, _animated(entity, "light.luminous_flux_lm", time)),
        beam_angle_rad=light.beam_angle_rad if light.type == "spot" else math.tau,
        size_m=light.size_m,
        casts_shadow=light.casts_shadow,
    )


def _sun(
    entity_id: str, entity: Entity, light: Light, *, time: Float[np.ndarray, " 1"]
) -> LightPose:
    azimuth = _animated(entity, "light.azimuth_rad", time)
    elevation = _animated(entity, "light.elevation_rad", time)
    flat = math.cos(elevation)
    return LightPose(
        entity=entity_id,
        kind="sun",
        direction=(
            -math.sin(azimuth) * flat,
            -math.sin(elevation),
            -math.cos(azimuth) * flat,
        ),
        color=_color(light, _animated(entity, "light.temperature_k", time)),
        illuminance_lx=_animated(entity, "light.illuminance_lx", time),
        angular_diameter_rad=light.angular_diameter_rad,
        casts_shadow=light.casts_shadow,
    )


def _animated(entity: Entity, field: str, time: Float[np.ndarray, " 1"]) -> float:
    """Return a number of the light, 0 where the document states none."""
    stated = getattr(entity.light, field.rpartition(".")[2])
    if stated is None and field not in entity.channels:
        return 0.0
    return float(number_at(entity, field, time)[0])


def _intensity(light: Light, flux: float) -> float:
    if light.type == "point":
        return exposure.isotropic_intensity_cd(Lumens(flux))
    if light.type == "spot":
        return exposure.beam_intensity_cd(Lumens(flux), Radians(light.beam_angle_rad))
    return exposure.intensity_of_area_cd(Lumens(flux))


def _color(light: Light, kelvin: float) -> Rgb:
    """Return the colour at relative luminance 1, a gel's tint included."""
    white = np.array(colour.rgb_from_kelvin(Kelvin(kelvin)))
    tinted = white * np.array(colour.linear_from_hex(light.tint))
    return _triple(tinted / max(float(colour.relative_luminance(tinted)), 1e-6))


def sky_at(world: World, time: float) -> SkyPose:
    """Return the dome whose light on a level plane is the stated illuminance.

    Radiance goes linearly with the sine of elevation s from horizon to zenith, so its horizontal
    illuminance is 2 pi times the integral of L(s) s ds = pi (2 zenith + horizon) / 3; the ground
    returns `_GROUND_ALBEDO` of all light that falls on it. The clearer the day (the more of the
    light is the sun's), the bluer the zenith; a low sun warms the horizon: our defaults.
    """
    at = np.array([time])
    suns = _suns(world, at)
    direct = sum((_level_light(sun) for sun in suns), np.zeros(3))
    zenith, horizon, dome = np.zeros(3), np.zeros(3), np.zeros(3)
    for entity in world.entities.values():
        if entity.light is not None and entity.light.type == "sky":
            level = _animated(entity, "light.illuminance_lx", at)
            kelvin = _animated(entity, "light.temperature_k", at)
            high, low = _dome_colors(entity.light, kelvin, suns=suns, sky_lx=level)
            unit = level / (math.pi * (2.0 + _HORIZON_SHARE) / 3.0)
            zenith, horizon = zenith + unit * high, horizon + unit * _HORIZON_SHARE * low
            dome += unit * math.pi * (2.0 * high + _HORIZON_SHARE * low) / 3.0
    return SkyPose(
        zenith_nit=_triple(zenith),
        horizon_nit=_triple(horizon),
        ground_nit=_triple((dome + direct) * _GROUND_ALBEDO / math.pi),
    )


def _dome_colors(
    sky: Light, kelvin: float, *, suns: list[LightPose], sky_lx: float
) -> tuple[Float[np.ndarray, " 3"], Float[np.ndarray, " 3"]]:
    """Return zenith and horizon colours, each of relative luminance 1."""
    strongest = max(suns, key=lambda sun: sun.illuminance_lx, default=None)
    lit = strongest.illuminance_lx if strongest is not None else 0.0
    clear = lit / max(lit + sky_lx, 1e-9)
    zenith = np.array(_color(sky, min(kelvin * (1.0 + 1.4 * clear), _BLUEST_K)))
    horizon = np.array(_color(sky, kelvin))
    if strongest is not None:
        low = max(0.0, 1.0 - max(-strongest.direction[1], 0.0) / math.sin(_LOW_SUN_RAD))
        warmth = 0.6 * clear * low
        horizon = (1.0 - warmth) * horizon + warmth * np.array(strongest.color)
    return zenith, horizon


def _suns(world: World, time: Float[np.ndarray, " 1"]) -> list[LightPose]:
    return [lamp for lamp in lamps_at(world, time)[0] if lamp.kind == "sun"]


def _level_light(sun: LightPose) -> Float[np.ndarray, " 3"]:
    return np.array(sun.color) * sun.illuminance_lx * max(-sun.direction[1], 0.0)


def subject_illuminance(
    lamps: tuple[LightPose, ...], sky_lx: float, place: Float[np.ndarray, " 3"]
) -> Lux:
    """Return what an incident meter held at `place` towards the strongest light reads [lx].

    Sun and sky count in full; lamps by the inverse square of their distance, beams only inside.
    """
    total = sky_lx
    for lamp in lamps:
        if lamp.kind == "sun":
            total += lamp.illuminance_lx
            continue
        ray = place - np.array(lamp.position)
        distance = max(float(np.linalg.norm(ray)), 0.05)
        along = float(ray @ np.array(lamp.direction)) / distance
        if lamp.kind == "spot" and along < math.cos(0.5 * lamp.beam_angle_rad):
            continue
        share = max(along, 0.0) if lamp.kind == "area" else 1.0
        total += lamp.intensity_cd * share / (distance * distance)
    return Lux(total)


def exposure_of(entity: Entity, *, fps: float, metered: Lux, time: float) -> Exposure:
    """Return the exposure of a camera: its own numbers, or the meter's where it states none."""
    camera = entity.camera
    assert camera is not None  # noqa: S101  (callers pass cameras; narrows the type)
    at = np.array([time])
    if camera.auto_exposure:
        ev = exposure.metered_ev100(Lux(max(metered, _DARKEST_LX)))
    else:
        shutter = exposure.shutter_seconds(Radians(camera.shutter_angle_rad), fps)
        stop, iso = (float(number_at(entity, f"camera.{name}", at)[0]) for name in ("fstop", "iso"))
        ev = exposure.ev100(stop, shutter, iso)
    ev -= float(number_at(entity, "camera.exposure_compensation_ev", at)[0])
    level = exposure.saturation_luminance(ev)
    return Exposure(saturation_luminance_nit=level, ev100=ev, automatic=camera.auto_exposure)


def _triple(values: Float[np.ndarray, " 3"]) -> Rgb:
    x, y, z = (float(value) for value in values)
    return x, y, z

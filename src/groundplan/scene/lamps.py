"""Lights and exposure of a world, in photometric units, ready for shading."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour, exposure
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import Exposure, LightPose
from groundplan.units import Kelvin, Lumens, Lux, Radians
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light
from groundplan.world.placement import is_animated, number_at

__all__ = ["exposure_of", "lamps_at", "light_color", "light_number"]

Rgb = tuple[float, float, float]

_DARKEST_LX: Final = 1e-3
"""Starless night; keeps a meter reading where a world has no light at all."""


def lamps_at(
    world: World, times: Float[np.ndarray, " time"], *, white: Kelvin = colour.D65_K
) -> list[tuple[LightPose, ...]]:
    """Return every light but the sky, per time, as a camera balanced to `white` sees it."""
    rows = [
        _poses(world, entity_id, times, white=white)
        for entity_id, entity in world.entities.items()
        if entity.light is not None and entity.light.type != "sky"
    ]
    return [tuple(row[k] for row in rows) for k in range(len(times))]


def _poses(
    world: World, entity_id: str, times: Float[np.ndarray, " time"], *, white: Kelvin
) -> list[LightPose]:
    """Return one light per time; a steady one that stands still is the same at all."""
    entity = world.entities[entity_id]
    places = world_from_entity_at(world, entity_id, times)
    changes = is_animated(entity, "light")
    poses: list[LightPose] = []
    for k in range(len(times)):
        if k and not changes and np.array_equal(places[k], places[k - 1]):
            poses.append(poses[-1])
        else:
            poses.append(
                _pose(entity_id, entity, place=places[k], time=times[k : k + 1], white=white)
            )
    return poses


def _pose(
    entity_id: str,
    entity: Entity,
    *,
    place: Float[np.ndarray, "4 4"],
    time: Float[np.ndarray, " 1"],
    white: Kelvin,
) -> LightPose:
    light = entity.light
    assert light is not None  # noqa: S101  (callers filter; narrows the type)
    if light.type == "sun":
        return _sun(entity_id, entity, light, time=time, white=white)
    position, direction = place[:3, 3], -place[:3, 2]
    target = float(np.linalg.norm(direction))
    return LightPose(
        entity=entity_id,
        kind="point" if light.type == "point" else "spot" if light.type == "spot" else "area",
        position=_triple(position),
        direction=_triple(direction / max(target, 1e-12)),
        right=_triple(place[:3, 0] / max(float(np.linalg.norm(place[:3, 0])), 1e-12)),
        color=light_color(light, _kelvin(entity, time), white=white),
        intensity_cd=_intensity(light, light_number(entity, "light.luminous_flux_lm", time)),
        beam_angle_rad=light.beam_angle_rad if light.type == "spot" else math.tau,
        size_m=light.size_m,
        casts_shadow=light.casts_shadow,
        holder=entity.parent or "",
    )


def _sun(
    entity_id: str, entity: Entity, light: Light, *, time: Float[np.ndarray, " 1"], white: Kelvin
) -> LightPose:
    azimuth = light_number(entity, "light.azimuth_rad", time)
    elevation = light_number(entity, "light.elevation_rad", time)
    flat = math.cos(elevation)
    return LightPose(
        entity=entity_id,
        kind="sun",
        direction=(
            -math.sin(azimuth) * flat,
            -math.sin(elevation),
            -math.cos(azimuth) * flat,
        ),
        color=light_color(light, _kelvin(entity, time), white=white),
        illuminance_lx=light_number(entity, "light.illuminance_lx", time),
        angular_diameter_rad=light.angular_diameter_rad,
        casts_shadow=light.casts_shadow,
    )


def _kelvin(entity: Entity, time: Float[np.ndarray, " 1"]) -> Kelvin:
    return Kelvin(light_number(entity, "light.temperature_k", time))


def light_number(entity: Entity, field: str, time: Float[np.ndarray, " 1"]) -> float:
    """Return a number of the light, 0 where the document states none."""
    stated = getattr(entity.light, field.rpartition(".")[2])
    if stated is None and field not in entity.channels:
        return 0.0
    return float(number_at(entity, field, time)[0])


def _intensity(light: Light, flux: float) -> float:
    if light.type == "point":
        return exposure.isotropic_intensity_cd(Lumens(flux))
    if light.type == "spot":
        return exposure.spot_intensity_cd(Lumens(flux), Radians(light.beam_angle_rad))
    return exposure.intensity_of_area_cd(Lumens(flux))


def light_color(light: Light, kelvin: Kelvin, *, white: Kelvin) -> Rgb:
    """Return the colour at relative luminance 1 under a white balance, a gel's tint included."""
    plain = np.array(colour.rgb_from_kelvin(kelvin, white=white))
    tinted = plain * np.array(colour.linear_from_hex(light.tint))
    return _triple(tinted / max(float(colour.relative_luminance(tinted)), 1e-6))


def exposure_of(entity: Entity, *, fps: float, metered: Lux, time: float) -> Exposure:
    """Return the exposure of a camera: its own numbers, or the meter's where it states none.

    `metered` is what a white dome at the subject reads.
    """
    camera = entity.camera
    assert camera is not None  # noqa: S101  (callers pass cameras; narrows the type)
    at = np.array([time])
    if camera.auto_exposure:
        level = Lux(max(metered, _DARKEST_LX))
        ev = exposure.metered_ev100(level, constant=exposure.DOME_CONSTANT_LX)
    else:
        shutter = exposure.shutter_seconds(Radians(camera.shutter_angle_rad), fps)
        stop, iso = (float(number_at(entity, f"camera.{name}", at)[0]) for name in ("fstop", "iso"))
        ev = exposure.ev100(stop, shutter, iso)
    ev -= float(number_at(entity, "camera.exposure_compensation_ev", at)[0])
    clips = exposure.saturation_luminance(ev)
    return Exposure(saturation_luminance_nit=clips, ev100=ev, automatic=camera.auto_exposure)


def _triple(values: Float[np.ndarray, " 3"]) -> Rgb:
    x, y, z = (float(value) for value in values)
    return x, y, z

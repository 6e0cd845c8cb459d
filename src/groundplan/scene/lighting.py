"""The lights of a world at a time, in the units that a renderer shades with, and the meter."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import exposure
from groundplan.geometry.colour import linear_from_hex, relative_luminance, rgb_from_kelvin
from groundplan.motion.channels import field_at
from groundplan.scene.placement import Placement
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Kelvin, Lumens, Lux, Metres, Radians
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light

__all__ = ["LightRig", "sky_of"]

_HORIZON_OVER_ZENITH: Final = 1.7
"""How much brighter the horizon is than the zenith (our engineering default for a clear sky)."""
_GROUND_ALBEDO: Final = 0.2
_DEFAULT_SUN_LX: Final = 100000.0
Color = tuple[float, float, float]


class LightRig:
    """All lights of a world."""

    def __init__(self, placement: Placement) -> None:
        """Keep the lights in order of their ids."""
        self.placement = placement
        entities = placement.world.entities
        self.lights = {key: entities[key] for key in sorted(entities) if entities[key].light}

    @property
    def steady(self) -> bool:
        """Return whether nothing about the lights changes over time."""
        return not any(
            entity.channels or self.placement.moves(key) for key, entity in self.lights.items()
        )

    def lamps(self, time: float) -> tuple[LightPose, ...]:
        """Return all lights but the sky at a time [subframes]."""
        poses = (self._pose(key, entity, time) for key, entity in self.lights.items())
        return tuple(pose for pose in poses if pose is not None)

    def sky(self, time: float) -> SkyPose:
        """Return the dome of all sky lights together; black where the world has none."""
        zenith, horizon = np.zeros(3), np.zeros(3)
        lux, bounced = 0.0, np.zeros(3)
        for entity in self.lights.values():
            if entity.light is not None and entity.light.type == "sky":
                level = _number(entity, "illuminance_lx", time, entity.light.illuminance_lx or 0.0)
                high, low = sky_of(Lux(level), _kelvin(entity, entity.light, time))
                zenith, horizon, lux = zenith + high, horizon + low, lux + level
                bounced += level * np.array(_color(entity, entity.light, time))
        for lamp in self.lamps(time):
            if lamp.kind == "sun":
                down = lamp.illuminance_lx * max(-lamp.direction[1], 0.0)
                bounced += down * np.array(lamp.color)
        ground = bounced * _GROUND_ALBEDO / math.pi
        return SkyPose(zenith_nit=_triple(zenith), horizon_nit=_triple(horizon), ground_nit=_triple(ground))

    def metered_lx(self, time: float, subject: Float[np.ndarray, " 3"]) -> float:
        """Return what an incident meter at the subject sums up: sun, sky and lamps [lx]."""
        total = 0.0
        for entity in self.lights.values():
            if entity.light is not None and entity.light.type == "sky":
                total += _number(entity, "illuminance_lx", time, entity.light.illuminance_lx or 0.0)
        for lamp in self.lamps(time):
            if lamp.kind == "sun":
                total += lamp.illuminance_lx
                continue
            distance = max(float(np.linalg.norm(np.array(lamp.position) - subject)), 0.3)
            total += exposure.illuminance_at(lamp.intensity_cd, Metres(distance))
        return total

    def _pose(self, key: str, entity: Entity, time: float) -> LightPose | None:
        light = entity.light
        if light is None or light.type == "sky":
            return None
        matrix = self.placement.world_from_entity(key, np.array([time]))[0]
        color = _color(entity, light, time)
        if light.type == "sun":
            return LightPose(
                entity=key,
                kind="sun",
                direction=_sun_direction(entity, light, time, matrix),
                color=color,
                illuminance_lx=_number(
                    entity, "illuminance_lx", time, light.illuminance_lx or _DEFAULT_SUN_LX
                ),
                angular_diameter_rad=light.angular_diameter_rad,
                casts_shadow=light.casts_shadow,
            )
        beam = _number(entity, "beam_angle_rad", time, light.beam_angle_rad)
        return LightPose(
            entity=key,
            kind=light.type,
            position=_triple(matrix[:3, 3]),
            direction=_triple(-matrix[:3, 2] / np.linalg.norm(matrix[:3, 2])),
            color=color,
            intensity_cd=_candela(entity, light, time, beam=beam),
            beam_angle_rad=beam,
            size_m=light.size_m,
            casts_shadow=light.casts_shadow,
        )


def sky_of(illuminance: Lux, temperature: Kelvin) -> tuple[Float[np.ndarray, " 3"], Float[np.ndarray, " 3"]]:
    """Return zenith and horizon luminance [cd/m^2] of a dome that gives `illuminance` on the ground.

    The dome's luminance is linear in the sine of the elevation.

    Source:
        Integral of (h + (z - h) sin e) sin e over the hemisphere: E = pi (h + 2 z) / 3.
    """
    color = np.array(rgb_from_kelvin(temperature))
    haze = 0.5 * color + 0.5
    zenith = 3.0 * illuminance / (math.pi * (2.0 + _HORIZON_OVER_ZENITH))
    return zenith * color, zenith * _HORIZON_OVER_ZENITH * haze


def _number(entity: Entity, name: str, time: float, default: float) -> float:
    values = field_at(entity, f"light.{name}", np.array([time]), default=(default,))
    return float(values[0, 0])


def _kelvin(entity: Entity, light: Light, time: float) -> Kelvin:
    return Kelvin(_number(entity, "temperature_k", time, light.temperature_k))


def _color(entity: Entity, light: Light, time: float) -> Color:
    """Return the light's colour under its gel, of luminance 1."""
    rgb = np.array(rgb_from_kelvin(_kelvin(entity, light, time))) * linear_from_hex(light.tint)
    luminance = float(relative_luminance(rgb))
    if luminance <= 0.0:
        raise SceneError(f"the gel {light.tint} of {entity.name} lets no light through",
                         "give a tint that is not black")  # fmt: skip
    return _triple(rgb / luminance)


def _triple(values: Float[np.ndarray, " 3"]) -> Color:
    return (float(values[0]), float(values[1]), float(values[2]))


def _sun_direction(
    entity: Entity, light: Light, time: float, matrix: Float[np.ndarray, "4 4"]
) -> Color:
    if light.azimuth_rad is None or light.elevation_rad is None:
        return _triple(-matrix[:3, 2] / np.linalg.norm(matrix[:3, 2]))
    azimuth = _number(entity, "azimuth_rad", time, light.azimuth_rad)
    height = _number(entity, "elevation_rad", time, light.elevation_rad)
    flat = math.cos(height)
    return (-flat * math.sin(azimuth), -math.sin(height), -flat * math.cos(azimuth))


def _candela(entity: Entity, light: Light, time: float, *, beam: float) -> float:
    if light.luminous_flux_lm is None:
        raise SceneError(f"the lamp {entity.name} has no luminous flux", "give lumens, such as 800 lm")
    flux = Lumens(_number(entity, "luminous_flux_lm", time, light.luminous_flux_lm))
    if light.type == "point":
        return exposure.isotropic_intensity_cd(flux)
    if light.type == "spot":
        return exposure.beam_intensity_cd(flux, Radians(beam))
    return exposure.intensity_of_area_cd(flux)


def unlit(world: World) -> SceneError:
    """Return the error of a world without light."""
    return SceneError(f"nothing lights the world {world.id or ''}".rstrip(), "add a sun, sky or lamp")

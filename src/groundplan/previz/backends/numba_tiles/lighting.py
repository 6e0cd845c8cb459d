"""Lights, sky and exposure of one time, as the flat arrays that the shading kernels read."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from groundplan.geometry.exposure import spot_edges
from groundplan.previz.backends.numba_tiles.affine import compose, inverses
from groundplan.previz.backends.numba_tiles.lamp_cubes import LampCubes, shadow_lamps
from groundplan.previz.backends.numba_tiles.skylight import skylight_of
from groundplan.previz.backends.numba_tiles.sun import SunShadow
from groundplan.previz.backends.numba_tiles.views import View
from groundplan.scene.stage import LightPose
from groundplan.units import Radians

__all__ = ["LIGHT_COLUMNS", "Lighting", "light_up", "shadow_sun"]

_KINDS = ("sun", "point", "spot", "area")
LIGHT_COLUMNS = 19


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lighting:
    """Camera space, OpenCV axes; light is scaled so that 1 saturates the sensor."""

    lights: Float32[np.ndarray, "light 19"]
    env: Float32[np.ndarray, "36"]
    form: Float32[np.ndarray, "3 10"]
    """Radiance that a white surface sends back of the sky's light, as a form of its normal."""
    ring: Float32[np.ndarray, "ring 3"]
    """What air far away looks like, by the diamond angle of its direction."""
    sky: Float32[np.ndarray, "34"]
    cube: Float32[np.ndarray, "face side side 3"]
    lamps: LampCubes
    heights: Float32[np.ndarray, "cascade size size"]
    sun_from_cv: Float32[np.ndarray, "cascade 3 4"]
    pattern_from_cv: Float32[np.ndarray, "item 3 4"]


def shadow_sun(lights: tuple[LightPose, ...]) -> LightPose | None:
    """Return the one sun that throws shadows: the strongest that casts them."""
    suns = [a for a in lights if a.kind == "sun" and a.casts_shadow and a.illuminance_lx > 0]
    return max(suns, key=lambda a: a.illuminance_lx, default=None)


def light_up(view: View, *, shadow: SunShadow, lamps: LampCubes) -> Lighting:
    """Gather what shading needs at the view's time."""
    pose = view.pose
    scale = 1.0 / pose.camera.exposure.saturation_luminance_nit
    sun = shadow_sun(pose.lights) if shadow.maps else None
    shaded = shadow_lamps(pose.lights) if len(lamps.lamps) else ()
    rows = [
        _row(view, a, scale=scale, shadow=1 if a is sun else 2 + shaded.index(a) if a in shaded
             else 0)
        for a in pose.lights
    ]  # fmt: skip
    env = np.zeros(36)
    env[0:3] = view.cv_from_world[:, 1]
    env[3:6] = np.array(pose.sky.zenith_nit) * scale
    env[6:9] = np.array(pose.sky.horizon_nit) * scale
    env[9:12] = np.array(pose.sky.ground_nit) * scale
    env[12:14] = 1.0 / view.lens[:2]
    env[14] = len(shadow.maps)
    env[15] = sun.angular_diameter_rad if sun else 0.0
    env[16 : 16 + len(shadow.maps)] = [m.texel_m for m in shadow.maps]
    env[19] = scale
    env[20] = min(pose.sky.haze_m**2, 1e30)
    skylight = skylight_of(view, scale=scale)
    env[21:30] = skylight.sky[:9]
    world_from_cv = inverses(view.cv_from_world)
    sun_from_cv = np.zeros((len(shadow.heights), 3, 4))
    for n, sun_map in enumerate(shadow.maps):
        sun_from_cv[n] = compose(sun_map.texels_from_world, world_from_cv)
    return Lighting(
        lights=np.array(rows, np.float32).reshape(-1, LIGHT_COLUMNS),
        env=env.astype(np.float32),
        form=skylight.form,
        ring=skylight.ring,
        sky=skylight.sky,
        cube=skylight.cube,
        lamps=lamps,
        heights=shadow.heights,
        sun_from_cv=sun_from_cv.astype(np.float32),
        pattern_from_cv=inverses(view.cv_from_item).astype(np.float32),
    )


def _row(view: View, light: LightPose, *, scale: float, shadow: int) -> list[float]:
    """Return kind, position, direction, colour, spot edge and cosine, least r^2, shadow.

    Columns 14 to 18: the way along a panel's width, and half its width and height.
    """
    m = view.cv_from_world
    position = (m[:, :3] * np.array(light.position)).sum(-1) + m[:, 3]
    direction = (m[:, :3] * np.array(light.direction)).sum(-1)
    strength = light.illuminance_lx if light.kind == "sun" else light.intensity_cd
    right = (m[:, :3] * np.array(light.right)).sum(-1)
    inner, outer = spot_edges(Radians(light.beam_angle_rad))
    half = [0.5 * side if light.kind == "area" else 0.0 for side in light.size_m]
    return [
        _KINDS.index(light.kind), *position, *direction,
        *(c * strength * scale for c in light.color),
        1.0 / max(inner - outer, 1e-6), outer, max((max(light.size_m) / 2) ** 2, 1e-6), shadow,
        *right, *half,
    ]  # fmt: skip

"""A time's sky as the arrays that kernels read: its light on surfaces, its horizon, its picture."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Float32, Float64

from groundplan.assets.sky_cube import ring_directions
from groundplan.geometry.harmonics import turned_form
from groundplan.previz.backends.numba_tiles.views import View
from groundplan.scene.stage import LightPose, SkyPose

__all__ = ["Skylight", "gradient_form", "sky_from_world", "skylight_of"]

_LEVEL: Final = 0.124143
"""What a wall gets of (1 - s)^4, s the sine of the elevation; a level plane gets 1/15."""
_FORWARD: Final = 0.85
"""Mean cosine of light scattered by haze: our engineering default."""
_WIDEST_RAD: Final = math.radians(0.6)
"""A disc is never drawn wider: a large sun stands for soft light."""
_EDGE: Final = 0.8
"""Share of the disc's radius from which it fades."""
_NO_CUBE: Final = np.zeros((0, 2, 2, 3), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skylight:
    """Camera space (OpenCV axes), light in units of the sensor's saturation luminance."""

    form: Float32[np.ndarray, "3 10"]
    ring: Float32[np.ndarray, "ring 3"]
    sky: Float32[np.ndarray, "34"]
    cube: Float32[np.ndarray, "face side side 3"]


def skylight_of(view: View, *, scale: float) -> Skylight:
    """Gather what the sky of a view's time gives; `scale` is 1 over the saturation luminance."""
    pose = view.pose
    sun = max(
        (a for a in pose.lights if a.kind == "sun"), key=lambda a: a.illuminance_lx, default=None
    )
    picture = pose.sky.picture
    turn = sky_from_world(picture.heading_rad if picture is not None else 0.0)
    world_from_cv = view.cv_from_world[:, :3].T
    form = picture.form / math.pi if picture is not None else gradient_form(pose.sky)
    form = form + _ground_form(pose.sky)
    sky = _sky(pose.sky, sun, turn=turn, scale=scale)
    sky[:9] = (turn[:, :, None] * world_from_cv[None]).sum(axis=1).reshape(-1)
    return Skylight(
        form=_columns(turned_form(form * scale, world_from_cv)),
        ring=_ring(pose.sky, sky, scale=scale),
        sky=sky.astype(np.float32),
        cube=_NO_CUBE if picture is None else picture.cube,
    )


def gradient_form(sky: SkyPose) -> Float64[np.ndarray, "3 4 4"]:
    """Return the mean radiance of a gradient's upper half, weighted by the cosine to a normal.

    Source:
        Cosine-weighted integral of a dome zenith + (horizon - zenith) (1 - sin(elevation))^4;
        exact for normals up, level and down, quadratic between.
    """
    up = np.zeros((4, 4))
    up[1, 3] = up[3, 1] = 0.5
    high = np.zeros((4, 4))
    high[1, 1] = 1.0
    one = np.zeros((4, 4))
    one[3, 3] = 1.0
    horizon = (1.0 / 30.0 - _LEVEL) * high + up / 30.0 + _LEVEL * one
    zenith = 0.5 * one + 0.5 * up - horizon
    colors = np.array([sky.zenith_nit, sky.horizon_nit])
    return colors[0][:, None, None] * zenith + colors[1][:, None, None] * horizon


def _ground_form(sky: SkyPose) -> Float64[np.ndarray, "3 4 4"]:
    """Return the same of a uniform lower half."""
    below = np.zeros((4, 4))
    below[3, 3] = 0.5
    below[1, 3] = below[3, 1] = -0.25
    return np.array(sky.ground_nit)[:, None, None] * below


def _columns(form: Float64[np.ndarray, "3 4 4"]) -> Float32[np.ndarray, "3 10"]:
    """Return factors of xx, yy, zz, xy, yz, zx, x, y, z and 1."""
    pairs = ((0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3), (3, 3))
    columns = [form[:, i, j] * (1.0 if i == j else 2.0) for i, j in pairs]
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.float32)


def sky_from_world(heading: float) -> Float64[np.ndarray, "3 3"]:
    """Return the turn from the world's axes to those of a picture of the sky."""
    cos, sin = math.cos(heading), math.sin(heading)
    return np.array([[cos, 0.0, -sin], [0.0, 1.0, 0.0], [sin, 0.0, cos]])


def _sky(
    pose: SkyPose, sun: LightPose | None, *, turn: Float64[np.ndarray, "3 3"], scale: float
) -> Float64[np.ndarray, "34"]:
    """Return what `backdrop` reads, but for its first nine numbers."""
    sky = np.zeros(34)
    sky[9:12], sky[12:15] = np.array(pose.zenith_nit) * scale, np.array(pose.horizon_nit) * scale
    sky[15:18] = np.array(pose.ground_nit) * scale
    sky[27], sky[28] = 1.0 + _FORWARD * _FORWARD, 2.0 * _FORWARD
    if pose.picture is not None:
        sky[18:21] = np.array(pose.picture.gain_lx) * scale
    if sun is None or pose.haloed <= 0.0 or sun.illuminance_lx <= 0.0:
        return sky
    sky[21:24] = -(turn * np.array(sun.direction)).sum(axis=1)
    light = np.array(sun.color) * sun.illuminance_lx * scale
    sky[24:27] = light * pose.haloed * (1.0 - _FORWARD * _FORWARD) / (4.0 * math.pi)
    radius = 0.5 * min(sun.angular_diameter_rad, _WIDEST_RAD)
    edge, core = math.cos(radius), math.cos(radius * _EDGE)
    sky[29:32] = light / (2.0 * math.pi * (1.0 - edge))
    sky[32], sky[33] = edge, 1.0 / max(core - edge, 1e-9)
    return sky


def _ring(
    pose: SkyPose, sky: Float[np.ndarray, "34"], *, scale: float
) -> Float32[np.ndarray, "ring 3"]:
    """Return what the horizon looks like all around, the sun's halo included."""
    if pose.picture is not None:
        return (pose.picture.ring * (np.array(pose.picture.gain_lx) * scale)).astype(np.float32)
    cosine = (ring_directions() * sky[21:24]).sum(axis=-1)
    wide = np.maximum(sky[27] - sky[28] * cosine, 1e-5)
    spread = 1.0 / (wide * np.sqrt(wide))
    return (sky[12:15] + spread[:, None] * sky[24:27]).astype(np.float32)

"""A light meter: how much of each light falls on a small flat or domed receptor, anywhere.

Analytic and without shadows: points, beams and the sun by their intensity, panels by their exact
form factor, the dome by its irradiance. Colours are those of a camera balanced to daylight (D65),
so that luminance is lux.

Source:
    Irradiance of a quadratic dome: as `geometry.harmonics` and `SkyPose` say. Scalar irradiance is
    four times the mean irradiance over all directions: Gauss' theorem for radiance.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.geometry import colour, exposure
from groundplan.geometry.form_factors import form_factor, panel_corners
from groundplan.geometry.harmonics import irradiance
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Radians

__all__ = [
    "Arriving", "arriving", "dome_lx", "flat_lx", "sky_dome_lx", "sky_flat_lx",
    "sky_form", "sky_lux",
]  # fmt: skip

_NEAREST_M: Final = 1e-3
_PIECES: Final = 6
"""A panel is cut into so many pieces a side for a dome."""
_LEVEL: Final = 0.124143
"""What a wall gets of (1 - s)^4, s the sine of the elevation; a level plane gets 1/15."""

Vector = Float[np.ndarray, " 3"]


class Arriving(NamedTuple):
    """Light where it arrives."""

    facing_lx: float
    """On a flat receptor that is turned to the lamp."""
    towards: Vector
    """Unit, to the middle of the lamp."""
    distance_m: float
    """Infinite for the sun."""


def arriving(lamp: LightPose, place: Vector) -> Arriving:
    """Return what a lamp gives at a place to a receptor turned to it."""
    if lamp.kind == "sun":
        return Arriving(lamp.illuminance_lx, -np.array(lamp.direction), math.inf)
    ray = np.array(lamp.position) - place
    distance = max(math.sqrt(float(np.sum(ray * ray))), _NEAREST_M)
    towards = ray / distance
    return Arriving(flat_lx(lamp, place, towards), towards, distance)


def flat_lx(lamp: LightPose, place: Vector, normal: Vector) -> float:
    """Return what a lamp gives to a flat receptor with a unit normal [lx]."""
    if lamp.kind == "sun":
        facing = -float(np.sum(np.array(lamp.direction) * normal))
        return lamp.illuminance_lx * max(facing, 0.0)
    if lamp.kind == "area" and min(lamp.size_m) > 0.0:
        return _panel_lx(lamp, place, normal)
    level, towards = _from_point(lamp, place, at=np.array(lamp.position))
    return level * max(float(np.sum(towards * normal)), 0.0)


def dome_lx(lamp: LightPose, place: Vector, axis: Vector) -> float:
    """Return what a lamp gives to a white dome along the unit vector `axis` [lx]."""
    if lamp.kind == "sun":
        facing = -float(np.sum(np.array(lamp.direction) * axis))
        return lamp.illuminance_lx * exposure.dome_share(facing)
    if lamp.kind == "area" and min(lamp.size_m) > 0.0:
        pieces = _pieces(lamp)
        return sum(_domed(lamp, place, axis, at=at) for at in pieces) / len(pieces)
    return _domed(lamp, place, axis, at=np.array(lamp.position))


def sky_form(sky: SkyPose) -> Float[np.ndarray, "3 4 4"]:
    """Return the dome's and the ground's light on planes: E(n) = (n, 1) M (n, 1), linear Rec.709.

    Of a gradient exact for normals up, level and down, and quadratic between; of a picture its
    harmonics. As the renderer shades.
    """
    ground = np.array(sky.ground_nit)[:, None, None] * _basis(square=0.0, up=-0.5, one=0.5)
    if sky.picture is not None:
        return sky.picture.form + math.pi * ground
    low = _basis(square=1.0 / 30.0 - _LEVEL, up=1.0 / 30.0, one=_LEVEL)
    high = _basis(square=0.0, up=0.5, one=0.5) - low
    zenith, horizon = (np.array(nit)[:, None, None] for nit in (sky.zenith_nit, sky.horizon_nit))
    return math.pi * (zenith * high + horizon * low + ground)


def sky_lux(form: Float[np.ndarray, "3 4 4"], normal: Vector) -> Float[np.ndarray, " 3"]:
    """Return the dome's light on a plane, linear Rec.709 [lx]."""
    return np.maximum(irradiance(form, normal), 0.0)


def sky_flat_lx(sky: SkyPose, normal: Vector) -> float:
    """Return the dome's light on a flat receptor with a unit normal [lx]."""
    return float(colour.relative_luminance(sky_lux(sky_form(sky), normal)))


def sky_dome_lx(sky: SkyPose, axis: Vector) -> float:
    """Return the dome's light on a white dome receptor [lx]: its share is (1 + cos) / 2.

    The integral of radiance times that share: half the scalar irradiance, and half the difference
    of what planes facing along and against the axis get.
    """
    form = sky_form(sky)
    mean = np.trace(form[:, :3, :3], axis1=1, axis2=2) / 3.0 + form[:, 3, 3]
    net = irradiance(form, axis) - irradiance(form, -axis)
    return float(colour.relative_luminance(2.0 * mean + 0.5 * net))


def _basis(*, square: float, up: float, one: float) -> Float[np.ndarray, "4 4"]:
    """Return the form square y^2 + up y + one."""
    found = np.zeros((4, 4))
    found[1, 1], found[1, 3], found[3, 1], found[3, 3] = square, 0.5 * up, 0.5 * up, one
    return found


def _panel_lx(lamp: LightPose, place: Vector, normal: Vector) -> float:
    """Return a matte panel's light; its exitance is pi times its intensity ahead over its area."""
    at, way = np.array(lamp.position), np.array(lamp.direction)
    if float(np.sum((place - at) * way)) <= 0.0:
        return 0.0
    exitance = math.pi * lamp.intensity_cd / (lamp.size_m[0] * lamp.size_m[1])
    return exitance * form_factor(_corners(lamp) - place, normal)


def _corners(lamp: LightPose) -> Float[np.ndarray, "4 3"]:
    return panel_corners(
        np.array(lamp.position), np.array(lamp.direction), np.array(lamp.right), size=lamp.size_m
    )


def _pieces(lamp: LightPose) -> list[Vector]:
    """Return the middles of equal parts of a panel [m]."""
    a, b, _, d = _corners(lamp)
    steps = (np.arange(_PIECES) + 0.5) / _PIECES
    return [a + u * (b - a) + v * (d - a) for u in steps for v in steps]


def _domed(lamp: LightPose, place: Vector, axis: Vector, *, at: Vector) -> float:
    level, towards = _from_point(lamp, place, at=at)
    return level * exposure.dome_share(float(np.sum(towards * axis)))


def _from_point(lamp: LightPose, place: Vector, *, at: Vector) -> tuple[float, Vector]:
    """Return what one point of a lamp gives to a receptor that faces it [lx], and where it is."""
    ray = at - place
    distance = max(math.sqrt(float(np.sum(ray * ray))), _NEAREST_M)
    towards = ray / distance
    along = -float(np.sum(towards * np.array(lamp.direction)))
    share = 1.0
    if lamp.kind == "area":
        share = max(along, 0.0)
    elif lamp.kind == "spot":
        share = exposure.spot_share(along, Radians(lamp.beam_angle_rad))
    return lamp.intensity_cd * share / (distance * distance), towards

"""Light and exposure in physical units: from lux, lumens and f-stops to what a sensor clips at.

Source:
    Luminous flux, intensity and illuminance: their SI definitions. Exposure value: N^2 / t at
    ISO 100 (APEX). Saturation luminance as in Lagarde and de Rousiers, "Moving Frostbite to PBR",
    SIGGRAPH 2014 course notes.
"""

import math
from typing import Final

from groundplan.errors import InputError
from groundplan.units import CandelaPerSquareMetre, Lumens, Lux, Metres, Radians, Seconds, Stops

__all__ = [
    "DOME_CONSTANT_LX", "METER_CONSTANT_LX", "SATURATION_FACTOR", "beam_intensity_cd",
    "dome_share", "ev100", "illuminance_at", "intensity_of_area_cd", "isotropic_intensity_cd",
    "lambert_luminance", "metered_ev100", "saturation_luminance", "shutter_angle",
    "shutter_seconds", "spot_edges", "spot_intensity_cd", "spot_share", "stops_between",
]  # fmt: skip

METER_CONSTANT_LX: Final = 250.0
"""Incident-light calibration constant C of a flat receptor [lx s]: E = C/100 * 2^EV100."""
DOME_CONSTANT_LX: Final = 330.0
"""The same of a white dome [lx s]: makers use 320 to 340; our engineering default."""
SATURATION_FACTOR: Final = 1.2
"""Luminance that saturates, over 2^EV100: 78 / (100 * 0.65), as in the Frostbite course notes."""


_CORE: Final = 0.8
"""Share of a spot's half angle within which it has its full intensity: our engineering default."""


def ev100(fstop: float, shutter: Seconds, iso: float) -> float:
    """Return log2(N^2 / t * 100 / S) [stops].

    Raises:
        InputError: A value is not above 0.
    """
    _positive(fstop, "f-stop", "a stop such as 2.8")
    _positive(shutter, "shutter time [s]", "a time such as 0.0208 s")
    _positive(iso, "ISO", "a sensitivity such as 800")
    return math.log2(fstop * fstop / shutter * 100.0 / iso)


def saturation_luminance(ev: float) -> CandelaPerSquareMetre:
    """Return the luminance at which the sensor clips, 1.2 * 2^EV100 [cd/m^2]."""
    return CandelaPerSquareMetre(SATURATION_FACTOR * math.exp2(ev))


def dome_share(cosine: float) -> float:
    """Return what a white dome gets of light from an angle off its axis, (1 + cos) / 2.

    The integral of Lambert's cosine over a hemisphere lit from one direction; level light counts
    half, light from behind nothing.
    """
    return 0.5 * (1.0 + cosine)


def metered_ev100(illuminance: Lux, *, constant: float = METER_CONSTANT_LX) -> float:
    """Return the EV100 that an incident-light meter reads: E = C / 100 * 2^EV100.

    Raises:
        InputError: There is no light to meter.
    """
    _positive(illuminance, "metered illuminance [lx]", "light, such as 500 lx indoors")
    return math.log2(illuminance * 100.0 / constant)


def shutter_seconds(shutter_angle_rad: Radians, fps: float) -> Seconds:
    """Return how long each frame is exposed: angle / 2 pi / fps.

    Raises:
        InputError: The angle is not in 0..360 degrees, or the frame rate is not above 0.
    """
    _positive(fps, "frame rate [1/s]", "a rate such as 24")
    _positive(shutter_angle_rad, "shutter angle [rad]", "an angle such as pi (180 degrees)")
    if shutter_angle_rad > math.tau * (1.0 + 1e-12):
        raise InputError(
            f"shutter angle {math.degrees(shutter_angle_rad):g} degrees is more than a full turn",
            "give 360 degrees or less",
        )
    return Seconds(shutter_angle_rad / math.tau / fps)


def shutter_angle(shutter: Seconds, fps: float) -> Radians:
    """Return the shutter angle [rad] that exposes each frame for `shutter` [s]."""
    return Radians(shutter * fps * math.tau)


def stops_between(brighter: float, darker: float) -> Stops:
    """Return log2 of the ratio of two lights in the same unit [stops].

    Raises:
        InputError: A value is not above 0.
    """
    _positive(brighter, "light level", "a level above 0")
    _positive(darker, "light level", "a level above 0")
    return Stops(math.log2(brighter / darker))


def lambert_luminance(illuminance: Lux, reflectance: float) -> CandelaPerSquareMetre:
    """Return the luminance of a matte surface, E * rho / pi [cd/m^2]."""
    return CandelaPerSquareMetre(illuminance * reflectance / math.pi)


def isotropic_intensity_cd(flux: Lumens) -> float:
    """Return the intensity of a lamp that shines the same in all directions, flux / 4 pi [cd]."""
    return flux / (4.0 * math.pi)


def beam_intensity_cd(flux: Lumens, beam_angle: Radians) -> float:
    """Return the intensity of a lamp whose whole flux fills a cone evenly [cd].

    `beam_angle` is the full angle of the cone; its solid angle is 2 pi (1 - cos(angle / 2)).

    Raises:
        InputError: The angle is not in 0..360 degrees.
    """
    _positive(beam_angle, "beam angle [rad]", "an angle above 0 and up to 2 pi")
    if beam_angle > math.tau * (1.0 + 1e-12):
        raise InputError(
            f"beam angle {math.degrees(beam_angle):g} degrees is more than a full turn",
            "give 360 degrees or less",
        )
    return flux / (4.0 * math.pi * math.sin(beam_angle / 4.0) ** 2)


def spot_edges(beam_angle: Radians) -> tuple[float, float]:
    """Return the cosines within which a spot has full intensity, and from which on it is dark.

    `beam_angle` is the full angle of the cone.
    """
    return math.cos(0.5 * _CORE * beam_angle), math.cos(0.5 * beam_angle)


def spot_share(cosine: float, beam_angle: Radians) -> float:
    """Return a spot's intensity over that on its axis, at an angle of `cosine` to the axis.

    1 within the core, falling to 0 at the edge of the beam as a cubic of the cosine.
    """
    full, dark = spot_edges(beam_angle)
    t = min(max((cosine - dark) / max(full - dark, 1e-6), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def spot_intensity_cd(flux: Lumens, beam_angle: Radians) -> float:
    """Return the intensity on the axis of a spot whose soft-edged beam carries the whole flux [cd].

    `spot_share` has the mean 1/2 between its two cosines, so that the beam counts as the solid
    angle half way between them: flux / (2 pi (1 - (full + dark) / 2)).

    Raises:
        InputError: The angle is not in 0..360 degrees.
    """
    even = beam_intensity_cd(flux, beam_angle)
    full, dark = spot_edges(beam_angle)
    return even * (1.0 - dark) / (1.0 - 0.5 * (full + dark))


def intensity_of_area_cd(flux: Lumens) -> float:
    """Return the intensity straight ahead of a matte panel that shines to one side, flux / pi."""
    return flux / math.pi


def illuminance_at(intensity_cd: float, distance: Metres, *, incidence: float = 0.0) -> Lux:
    """Return the light on a surface: I cos(incidence) / d^2 [lx].

    `incidence` is the angle between the surface normal and the light [rad]; from behind: 0 lx.

    Raises:
        InputError: The distance is not above 0.
    """
    _positive(distance, "distance to the light [m]", "a distance above 0 m")
    return Lux(intensity_cd * max(math.cos(incidence), 0.0) / (distance * distance))


def _positive(value: float, name: str, remedy: str) -> None:
    if not (math.isfinite(value) and value > 0.0):
        raise InputError(f"{name} is {value:g}", f"give {remedy}")

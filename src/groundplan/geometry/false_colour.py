"""False colour: which stop of exposure each part of a picture lies in, as bands of flat colour.

Stops count from middle grey: what an 18 % card in the light that the camera is exposed for sends
back, E = 2.5 * 2^EV100 lx (a flat incident reading), so 0.18 * 2.5 / pi * 2^EV100 cd/m^2. The
sensor clips 3.07 stops above it, at 1.2 * 2^EV100. The palette is our own.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, UInt8

from groundplan.geometry import exposure
from groundplan.units import Lux

__all__ = ["BANDS", "CLIPS_AT", "Band", "band_of", "false_colour", "middle_grey_nit", "stops_of"]

_GREY: Final = 0.18
_DARKEST_NIT: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Stops of one colour."""

    above: float
    """Where it begins [stops over middle grey]; it ends where the next one begins."""
    rgb: tuple[int, int, int]
    """sRGB."""
    name: str
    meaning: str


def middle_grey_nit(ev100: float) -> float:
    """Return the luminance of an 18 % card in the light that an exposure is set for [cd/m^2]."""
    level = Lux(exposure.METER_CONSTANT_LX / 100.0 * math.exp2(ev100))
    return exposure.lambert_luminance(level, _GREY)


CLIPS_AT: Final = math.log2(exposure.saturation_luminance(0.0) / middle_grey_nit(0.0))
"""Stops from middle grey to where the sensor clips: 3.07."""

BANDS: Final = (
    Band(above=-math.inf, rgb=(24, 8, 40), name="violet", meaning="lost in black"),
    Band(above=-6.0, rgb=(28, 48, 150), name="blue", meaning="deep shadow, hardly any detail"),
    Band(above=-4.0, rgb=(26, 132, 150), name="teal", meaning="shadow with detail"),
    Band(above=-2.5, rgb=(70, 70, 70), name="dark grey", meaning="dark tones, fill side at 4:1"),
    Band(above=-0.5, rgb=(64, 176, 72), name="green", meaning="middle grey"),
    Band(above=0.5, rgb=(238, 142, 178), name="pink", meaning="light skin in the key"),
    Band(above=1.5, rgb=(196, 196, 196), name="light grey", meaning="light tones"),
    Band(above=2.5, rgb=(248, 222, 60), name="yellow", meaning="half a stop under clipping"),
    Band(above=CLIPS_AT, rgb=(224, 32, 24), name="red", meaning="clipped"),
)
"""From dark to bright."""


def stops_of(
    luminance_nit: Float[np.ndarray, "*shape"], *, ev100: float
) -> Float[np.ndarray, "*shape"]:
    """Return how far luminances lie over middle grey [stops]."""
    return np.log2(np.maximum(luminance_nit, _DARKEST_NIT) / middle_grey_nit(ev100))


def band_of(stops: float) -> Band:
    """Return the band that an exposure lies in."""
    return next(band for band in reversed(BANDS) if stops >= band.above)


def false_colour(
    luminance_nit: Float[np.ndarray, "height width"], *, ev100: float
) -> UInt8[np.ndarray, "height width 3"]:
    """Return a picture of the bands."""
    stops = stops_of(luminance_nit, ev100=ev100)
    edges = np.array([band.above for band in BANDS[1:]])
    colours = np.array([band.rgb for band in BANDS], np.uint8)
    return colours[np.searchsorted(edges, stops, side="right")]

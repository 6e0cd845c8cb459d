"""Colour as linear Rec.709: to and from sRGB, hex codes and colour temperature.

Source:
    sRGB transfer curve: IEC 61966-2-1. Matrix from XYZ: CSS Color Module Level 4 (Rec.709
    primaries, D65 white). Daylight chromaticity: CIE 15, "Colorimetry". Planckian locus: the cubic
    approximation of Kim et al., US patent 7024034 B2.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry.adaptation import adapted_xyz
from groundplan.units import Kelvin

__all__ = [
    "D65_K", "LINEAR_FROM_XYZ", "LUMINANCE_WEIGHTS", "hex_from_linear", "linear_from_hex",
    "linear_from_srgb", "planckian_xy", "relative_luminance", "rgb_from_kelvin",
    "srgb_from_linear", "xy_from_kelvin", "xyz_from_kelvin", "xyz_from_linear",
]  # fmt: skip

LUMINANCE_WEIGHTS: Final = np.array([0.2126, 0.7152, 0.0722])
"""Relative luminance of linear Rec.709 (ITU-R BT.709)."""
LUMINANCE_WEIGHTS.setflags(write=False)

LINEAR_FROM_XYZ: Final = np.array(
    [
        [12831 / 3959, -329 / 214, -1974 / 3959],
        [-851781 / 878810, 1648619 / 878810, 36519 / 878810],
        [705 / 12673, -2585 / 12673, 705 / 667],
    ]
)
"""Linear Rec.709 from XYZ with white D65."""
LINEAR_FROM_XYZ.setflags(write=False)
_XYZ_FROM_LINEAR: Final = np.linalg.inv(LINEAR_FROM_XYZ)
_XYZ_FROM_LINEAR.setflags(write=False)

D65_K: Final = Kelvin(6504.0)
"""Daylight whose chromaticity is the white of Rec.709."""

_COLDEST_K: Final = 1667.0
_HOTTEST_K: Final = 25000.0
_LAMP_BELOW_K: Final = 4000.0
_DAYLIGHT_ABOVE_K: Final = 5000.0


def linear_from_srgb(srgb: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """Return linear light of sRGB values in 0..1; both ends are exact."""
    low = srgb / 12.92
    high = ((np.maximum(srgb, 0.0) + 0.055) / 1.055) ** 2.4
    return np.where(srgb <= 0.04045, low, high)


def srgb_from_linear(linear: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """Return sRGB values of linear light in 0..1."""
    low = linear * 12.92
    high = 1.055 * np.maximum(linear, 0.0) ** (1.0 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, low, high)


def linear_from_hex(code: str) -> tuple[float, float, float]:
    """Return linear Rec.709 of an sRGB code such as `#c81e1e` or `#f00`.

    Raises:
        InputError: The text is no such code.
    """
    digits = code.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise InputError(f"{code!r} is no colour code", "write it like #c81e1e")
    red, green, blue = linear_from_srgb(
        np.array([int(digits[i : i + 2], 16) / 255.0 for i in (0, 2, 4)])
    ).tolist()
    return red, green, blue


def hex_from_linear(rgb: Float[np.ndarray, " 3"]) -> str:
    """Return the sRGB code, such as `#c81e1e`, of a linear Rec.709 colour clipped to 0..1."""
    levels = np.rint(255.0 * srgb_from_linear(np.clip(rgb, 0.0, 1.0))).astype(int)
    return "#" + "".join(f"{level:02x}" for level in levels)


def relative_luminance(rgb: Float[np.ndarray, "*shape 3"]) -> Float[np.ndarray, "*shape"]:
    """Return the luminance of linear Rec.709, 1 for white."""
    return np.asarray(np.sum(rgb * LUMINANCE_WEIGHTS, axis=-1))


def xy_from_kelvin(temperature: Kelvin) -> tuple[float, float]:
    """Return the CIE 1931 chromaticity of a light.

    Up to 4000 K a glowing body (Planckian locus), from 5000 K daylight (so that 6504 K is D65, the
    white of Rec.709); between them the two are mixed evenly, our engineering default, so that a
    change over time has no jump.

    Raises:
        InputError: The temperature is outside 1667..25000 K.
    """
    if not _COLDEST_K <= temperature <= _HOTTEST_K:
        raise InputError(
            f"a colour temperature of {temperature:g} K cannot be shown",
            f"give {_COLDEST_K:g} to {_HOTTEST_K:g} K; candles are 1850 K, daylight 5600 K",
        )
    if temperature <= _LAMP_BELOW_K:
        return planckian_xy(temperature)
    if temperature >= _DAYLIGHT_ABOVE_K:
        return _daylight(temperature)
    mix = (temperature - _LAMP_BELOW_K) / (_DAYLIGHT_ABOVE_K - _LAMP_BELOW_K)
    lamp, day = planckian_xy(temperature), _daylight(temperature)
    return lamp[0] + mix * (day[0] - lamp[0]), lamp[1] + mix * (day[1] - lamp[1])


def rgb_from_kelvin(temperature: Kelvin, *, white: Kelvin = D65_K) -> tuple[float, float, float]:
    """Return linear Rec.709 with relative luminance 1 of a light, as a camera balanced to `white`.

    A light of that temperature is neutral. What Rec.709 cannot show (blue below 0, for light far
    warmer than the white) is clipped to 0.

    Raises:
        InputError: A temperature is outside 1667..25000 K.
    """
    xyz = xyz_from_kelvin(temperature)
    if white != D65_K:
        xyz = adapted_xyz(xyz, source=xyz_from_kelvin(white), target=xyz_from_kelvin(D65_K))
    rgb = np.maximum(np.sum(LINEAR_FROM_XYZ * xyz, axis=-1), 0.0)
    red, green, blue = (rgb / relative_luminance(rgb)).tolist()
    return red, green, blue


def xyz_from_linear(rgb: Float[np.ndarray, " 3"]) -> Float[np.ndarray, " 3"]:
    """Return XYZ of linear Rec.709, white D65 with Y = 1."""
    return np.sum(_XYZ_FROM_LINEAR * rgb, axis=-1)


def xyz_from_kelvin(temperature: Kelvin) -> Float[np.ndarray, " 3"]:
    """Return XYZ with Y = 1 of a light."""
    x, y = xy_from_kelvin(temperature)
    return np.array([x / y, 1.0, (1.0 - x - y) / y])


def _daylight(t: float) -> tuple[float, float]:
    if t <= 7000.0:
        x = -4.6070e9 / t**3 + 2.9678e6 / t**2 + 0.09911e3 / t + 0.244063
    else:
        x = -2.0064e9 / t**3 + 1.9018e6 / t**2 + 0.24748e3 / t + 0.237040
    return x, -3.000 * x * x + 2.870 * x - 0.275


def planckian_xy(t: float) -> tuple[float, float]:
    """Return the chromaticity of a glowing body of `t` kelvin, 1667 to 25000."""
    if t <= 4000.0:
        x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
    else:
        x = -3.0258469e9 / t**3 + 2.1070379e6 / t**2 + 0.2226347e3 / t + 0.240390
    if t <= 2222.0:
        return x, -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    if t <= 4000.0:
        return x, -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    return x, 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483

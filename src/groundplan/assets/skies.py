"""Environment maps: the light that a real place sends from every direction, its sun taken out.

A map is equirectangular in linear Rec.709: row 0 is up, the middle column looks along -Z, columns
go on towards +X. Its upper half lights a level plane with 1 lx; whoever uses it multiplies by the
illuminance of the world's sky (`scene/sky`).
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.errors import SceneError
from groundplan.geometry.colour import LUMINANCE_WEIGHTS
from groundplan.geometry.harmonics import irradiance, irradiance_form, map_directions
from groundplan.world.arrays import read_arrays

__all__ = ["Dome", "SkyMap", "dome", "level_light", "sky_form", "sky_map", "sky_names"]

_MOST_BYTES: Final = 4 << 20
_BRIGHT: Final = 2.0
_LOST: Final = 0.02
"""Radiance [1/sr] above which a texel's least channel must be this share of its greatest: our
engineering defaults; lights are never purer in colour."""
_FOLDER: Final = files("groundplan.assets") / "data" / "skies"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SkyMap:
    """One environment map."""

    radiance: Float32[np.ndarray, "row column 3"]
    """Per lux of level illuminance [1/sr]."""
    towards_sun: Float64[np.ndarray, " 3"]
    """Where it is brightest, as a unit vector from the ground."""
    sun_share: float
    """What part of the level illuminance was cut as the sun or a lamp, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dome:
    """A map's mean radiance around three places [1/sr], linear Rec.709."""

    zenith: tuple[float, float, float]
    horizon: tuple[float, float, float]
    ground: tuple[float, float, float]


@cache
def sky_names() -> tuple[str, ...]:
    """Return the names of the maps."""
    manifest = cast("dict[str, list[dict[str, str]]]",
                    json.loads((_FOLDER / "manifest.json").read_text("utf-8")))  # fmt: skip
    return tuple(sorted(row["file"].removesuffix(".npz") for row in manifest["files"]))


@cache
def sky_map(name: str) -> SkyMap:
    """Return an environment map.

    Raises:
        SceneError: There is no such map.
    """
    if name not in sky_names():
        raise SceneError(f"no sky is called {name!r}", f"use one of {', '.join(sky_names())}")
    arrays = read_arrays((_FOLDER / f"{name}.npz").read_bytes(), limit_bytes=_MOST_BYTES)
    return SkyMap(
        radiance=_mended(arrays["radiance"].astype(np.float64)).astype(np.float32),
        towards_sun=arrays["towards_sun"],
        sun_share=float(arrays["sun_share"][0]),
    )


def _mended(radiance: Float64[np.ndarray, "row column 3"]) -> Float64[np.ndarray, "row column 3"]:
    """Return the map without what its lossy codec and the cut of its sun left behind.

    Texels with a negative channel, and bright ones that have lost a channel, take the mean of
    their good neighbours, from the rim inwards; then the map gives 1 lx again.
    """
    high, low = radiance.max(axis=-1), radiance.min(axis=-1)
    bad = (low < 0.0) | ((high > _BRIGHT) & (low < _LOST * high))
    good = np.where(bad[..., None], 0.0, radiance)
    count = np.where(bad, 0.0, 1.0)
    while bool((count == 0.0).any()) and bool((count > 0.0).any()):
        sums, near = np.zeros_like(good), np.zeros_like(count)
        for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            at = np.clip(np.arange(len(good)) - down, 0, len(good) - 1)
            sums += np.roll(good[at], right, axis=1)
            near += np.roll(count[at], right, axis=1)
        fresh = (count == 0.0) & (near > 0.0)
        good[fresh] = sums[fresh] / near[fresh, None]
        count[fresh] = 1.0
    return good / level_light(good)


def level_light(radiance: Float64[np.ndarray, "row column 3"]) -> float:
    """Return the illuminance of a level plane under a map's upper half [lx], by luminance."""
    towards, solid = map_directions(*radiance.shape[:2])
    cosine = np.maximum(towards[..., 1], 0.0) * solid
    return float(((radiance * LUMINANCE_WEIGHTS).sum(axis=-1) * cosine).sum())


@cache
def sky_form(name: str) -> Float64[np.ndarray, "3 4 4"]:
    """Return the irradiance of a map's upper half as a quadratic form of the normal, per lux.

    Scaled so that a level plane gets exactly what the map states: 1 lx of luminance.
    """
    radiance = sky_map(name).radiance.astype(np.float64)
    radiance[len(radiance) // 2 :] = 0.0
    form = irradiance_form(radiance)
    level = irradiance(form, np.array([0.0, 1.0, 0.0]))
    return form / float((level * LUMINANCE_WEIGHTS).sum())


@cache
def dome(name: str) -> Dome:
    """Return a map's mean colours within 30 degrees of the zenith, of the horizon, and below."""
    radiance = sky_map(name).radiance.astype(np.float64)
    rows = len(radiance)
    polar = np.degrees(np.pi * (np.arange(rows) + 0.5) / rows)
    area = np.sin(np.radians(polar))

    def mean(chosen: np.ndarray) -> tuple[float, float, float]:
        weight = np.where(chosen, area, 0.0)
        red, green, blue = (radiance.mean(axis=1) * weight[:, None]).sum(axis=0) / weight.sum()
        return float(red), float(green), float(blue)

    return Dome(
        zenith=mean(polar < 30.0),
        horizon=mean((polar > 60.0) & (polar < 90.0)),
        ground=mean(polar > 90.0),
    )

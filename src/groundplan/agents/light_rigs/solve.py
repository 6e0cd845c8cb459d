"""How strong the lamps of a rig are: their light at the face is what was asked, on the meter.

Everything is linear in the fluxes: unit lamps are metered one by one, and the fluxes follow.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.light_rigs.placing import PlacedLamp, aim_of
from groundplan.agents.light_rigs.request import RigRequest
from groundplan.agents.light_rigs.standpoint import Standpoint
from groundplan.geometry import colour
from groundplan.scene import meter, photometry
from groundplan.scene.face_light import cheek
from groundplan.scene.stage import LightPose, SkyPose

__all__ = ["Solved", "Surround", "solve_rig"]

Vector = Float[np.ndarray, " 3"]

MOST_LX: Final = 12_000.0
"""The most that a key is raised to against daylight: a large daylight lamp at a few metres. Our
engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surround:
    """What lights the face besides the rig."""

    key: LightPose | None
    """A flame that is there and is the key."""
    lamps: tuple[LightPose, ...]
    """Sun and practicals, as they are."""
    sky: SkyPose
    """Without any ambience, lamps on the ground left out: daylight as it is, or nothing."""
    ambience: SkyPose
    """What one lux of ambience gives."""
    ground: SkyPose
    """What one lux of level light from lamps makes of the ground."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A rig in lumens and lux."""

    fluxes_lm: tuple[float, ...]
    """By lamp."""
    ambience_lx: float
    key_lx: float
    fill_lx: float
    wanted_ratio: float

    @property
    def ratio(self) -> float:
        """Return key : fill as it came out."""
        return self.key_lx / self.fill_lx if self.fill_lx > 0.0 else math.inf


def solve_rig(
    request: RigRequest,
    lamps: tuple[PlacedLamp, ...],
    units: tuple[LightPose, ...],
    *,
    surround: Surround,
    stand: Standpoint,
    key_lx: float,
) -> Solved:
    """Return fluxes and ambience; `units` are the lamps at one lumen each."""
    ratio = request.ratio if request.ratio is not None else request.rig.ratio
    place = stand.place
    axis = _fill_axis(lamps, surround, stand)
    key_lx = _key_level(lamps, units, surround, place=place, wanted=key_lx)
    daylight = _on(surround, place, axis, front=stand.front)
    if surround.key is None:
        key_lx = _raised(lamps, request, key_lx, ratio=ratio, daylight=daylight)
    fluxes = [
        0.0
        if lamp.spec.role == "fill"
        else _flux(lamp, unit, at=aim_of(lamp, stand), key_lx=key_lx)
        for lamp, unit in zip(lamps, units, strict=True)
    ]
    unkeyed = [
        0.0 if lamp.spec.role == "key" else flux for lamp, flux in zip(lamps, fluxes, strict=True)
    ]
    there = daylight + _bounced(surround, units, unkeyed, stand=stand, axis=axis)
    there += sum(
        flux * photometry.flat_lx(unit, place, axis)
        for lamp, unit, flux in zip(lamps, units, fluxes, strict=True)
        if lamp.spec.role == "eye"
    )
    per_lux = photometry.sky_flat_lx(surround.ambience, axis)
    target = request.asked("fill").illuminance_lx or key_lx / ratio
    fill = next((k for k, lamp in enumerate(lamps) if lamp.spec.role == "fill"), None)
    share = 1.0 if fill is None else request.rig.ambience
    ambience = max(min(share * target, target - there), 0.0) / per_lux if per_lux > 0 else 0.0
    there += ambience * per_lux
    if fill is not None:
        own = photometry.flat_lx(units[fill], place, axis)
        only = [1.0 if k == fill else 0.0 for k in range(len(lamps))]
        own += _bounced(surround, units, only, stand=stand, axis=axis)
        fluxes[fill] = max(target - there, 0.0) / max(own, 1e-12)
        there += fluxes[fill] * own
    return Solved(
        fluxes_lm=tuple(_written(flux) for flux in fluxes),
        ambience_lx=_written(ambience),
        key_lx=key_lx,
        fill_lx=there,
        wanted_ratio=key_lx / target,
    )


def _key_level(
    lamps: tuple[PlacedLamp, ...],
    units: tuple[LightPose, ...],
    surround: Surround,
    *,
    place: Vector,
    wanted: float,
) -> float:
    """Return the key's level: what is wanted, or what a stated or a flame's flux gives."""
    if surround.key is not None:
        return photometry.arriving(surround.key, place).facing_lx
    for lamp, unit in zip(lamps, units, strict=True):
        if lamp.spec.role == "key" and lamp.fixed_lm is not None:
            return lamp.fixed_lm * photometry.arriving(unit, place).facing_lx
    return wanted


def _raised(
    lamps: tuple[PlacedLamp, ...],
    request: RigRequest,
    key_lx: float,
    *,
    ratio: float,
    daylight: float,
) -> float:
    """Return the key's level, raised where daylight alone would spoil the ratio."""
    fixed = any(lamp.fixed_lm is not None for lamp in lamps if lamp.spec.role == "key")
    if fixed or request.asked("key").illuminance_lx is not None:
        return key_lx
    return max(key_lx, min(ratio * daylight * 1.02, MOST_LX))


def _flux(lamp: PlacedLamp, unit: LightPose, *, at: Vector, key_lx: float) -> float:
    asked = lamp.asked
    if lamp.fixed_lm is not None:
        return lamp.fixed_lm
    level = key_lx
    if lamp.spec.role != "key":
        stops = asked.stops if asked.stops is not None else lamp.spec.stops
        level = asked.illuminance_lx or key_lx * 2.0**stops
    return level / max(photometry.arriving(unit, at).facing_lx, 1e-12)


def _fill_axis(lamps: tuple[PlacedLamp, ...], surround: Surround, stand: Standpoint) -> Vector:
    """Return where the fill is metered: as `scene.face_light` does."""
    for lamp in lamps:
        if lamp.spec.role == "fill":
            return _unit(lamp.position - stand.place)
    key = next((lamp for lamp in lamps if lamp.spec.role == "key"), None)
    towards = stand.front if key is None else _unit(key.position - stand.place)
    if surround.key is not None:
        towards = photometry.arriving(surround.key, stand.place).towards
    return cheek(stand.front, away_from=towards)


def _on(surround: Surround, place: Vector, axis: Vector, *, front: Vector) -> float:
    """Return what daylight and practicals from before the face give to the fill's receptor."""
    lamps = [
        lamp
        for lamp in surround.lamps
        if float(np.sum(photometry.arriving(lamp, place).towards * front)) >= -0.17
    ]
    direct = sum(photometry.flat_lx(lamp, place, axis) for lamp in lamps)
    return direct + photometry.sky_flat_lx(surround.sky, axis)


def _bounced(
    surround: Surround,
    units: tuple[LightPose, ...],
    fluxes: list[float],
    *,
    stand: Standpoint,
    axis: Vector,
) -> float:
    """Return what the ground returns of the rig's own light."""
    level = sum(
        flux * float(colour.relative_luminance(meter.level_light((unit,), stand.ground)))
        for unit, flux in zip(units, fluxes, strict=True)
    )
    return level * photometry.sky_flat_lx(surround.ground, axis)


def _written(value: float) -> float:
    """Return a number as it is written down: six digits are plenty for a lamp."""
    return float(f"{value:.6g}")


def _unit(way: Vector) -> Vector:
    return way / max(float(np.linalg.norm(way)), 1e-9)

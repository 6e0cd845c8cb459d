"""GP5xx: light that cannot be, and pictures that come out too dark, too bright or flickering."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.nearness import gap_m
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.errors import SceneError
from groundplan.geometry import exposure
from groundplan.scene.lamps import exposure_of, light_number
from groundplan.scene.meter import Reading, read_shot
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Radians
from groundplan.world.entity import Entity

__all__ = ["LIGHT_CHECKS"]

_EXTRATERRESTRIAL_LX: Final = 133_000.0
_EXTINCTION: Final = 0.21
_MAINS_HZ: Final = (100.0, 120.0)
"""Lamps on 50 and 60 Hz mains flicker at twice that."""


def reading_of(film: Filmed) -> Reading | None:
    """Return what a meter reads at the subject; None without a subject that can be posed."""
    subject = film.shot.framing.subject
    if subject is None or subject not in film.world.entities:
        return None
    try:
        return read_shot(film.world, film.key, subject=subject, camera=film.shot.camera)
    except SceneError:
        return None


def _lights(film: Filmed) -> Iterator[tuple[str, Entity]]:
    for key, entity in sorted(film.world.entities.items()):
        if entity.light is not None:
            yield key, entity


def _stops_off(film: Filmed) -> float | None:
    """Return by how many stops a stated exposure is under (negative) or over the meter's."""
    lens = film.lens
    reading = reading_of(film)
    positive = min(lens.fstop, lens.iso, lens.shutter_angle_rad) > 0.0
    if lens.auto_exposure or reading is None or not positive:
        return None
    at = float(film.shot.first)
    open_eye = replace(film.eye, camera=replace(lens, nd_stops=0.0))
    own = exposure_of(open_eye, fps=film.fps, metered=reading.illuminance, time=at).ev100
    level = max(float(reading.illuminance), 1e-6)
    metered = exposure.metered_ev100(
        type(reading.illuminance)(level), constant=exposure.DOME_CONSTANT_LX
    )
    return metered - own - lens.nd_stops


def _under(film: Filmed, limit: float) -> Iterator[Hit]:
    off = _stops_off(film)
    if off is not None and -off > limit:
        yield Hit(
            message=f"the subject is {-off:.1f} stops under what the camera is set to",
            paths=(f"{film.camera_path}/camera/iso", f"{film.camera_path}/camera/fstop"),
            measured=round(-off, 2), expected=limit,
            options=(f"open up or raise ISO by {-off:.1f} stops", "add light"),
        )  # fmt: skip


def _over(film: Filmed, limit: float) -> Iterator[Hit]:
    off = _stops_off(film)
    if off is not None and off > limit:
        yield Hit(
            message=f"the subject is {off:.1f} stops over what the camera is set to",
            paths=(f"{film.camera_path}/camera/nd_stops", f"{film.camera_path}/camera/fstop"),
            measured=round(off, 2), expected=limit,
            options=(f"stop down or add {off:.1f} stops of ND", "take light away"),
        )  # fmt: skip


def _dark(film: Filmed, limit: float) -> Iterator[Hit]:
    reading = reading_of(film)
    if reading is not None and float(reading.illuminance) < limit:
        yield Hit(
            message=f"no light reaches the subject ({float(reading.illuminance):.2g} lx)",
            paths=(f"shots/{film.key}",), measured=float(f"{float(reading.illuminance):.3g}"),
            expected=limit, options=("add a lamp, a sky or a sun",),
        )  # fmt: skip


def _needs_iso(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report light so weak that a real camera would need an ISO that it does not have."""
    reading, lens = reading_of(film), film.lens
    if reading is None or not lens.auto_exposure or float(reading.illuminance) < 1e-3:
        return
    if min(lens.fstop, lens.shutter_angle_rad) <= 0.0:
        return
    seconds = exposure.shutter_seconds(Radians(lens.shutter_angle_rad), film.fps)
    ev = exposure.metered_ev100(reading.illuminance, constant=exposure.DOME_CONSTANT_LX)
    iso = 100.0 * lens.fstop**2 / float(seconds) / 2.0 ** (ev - lens.exposure_compensation_ev)
    if iso > limit:
        yield Hit(
            message=f"at {float(reading.illuminance):.2g} lx, f/{lens.fstop:g} and "
                    f"1/{1 / float(seconds):.0f} s a real camera needs ISO {iso:,.0f}",
            paths=(f"shots/{film.key}",), measured=round(iso), expected=limit,
            options=("light it, and grade it down", "open the lens"),
        )  # fmt: skip


def _sun_below(film: Filmed, _: float) -> Iterator[Hit]:
    for key, entity in _lights(film):
        if entity.light is None or entity.light.type != "sun":
            continue
        at = np.array([float(film.shot.first)])
        up, level = (light_number(entity, f"light.{n}", at)
                     for n in ("elevation_rad", "illuminance_lx"))  # fmt: skip
        if up < 0.0 and level > 0.0:
            yield Hit(
                message=f"the sun shines with {level:.0f} lx from {math.degrees(-up):.1f} degrees "
                        "below the horizon",
                paths=(f"entities/{key}/light/elevation_rad",),
                measured=round(math.degrees(up), 2), expected=0.0,
                options=("let it rise", "turn it off"),
            )  # fmt: skip


def _sun_strong(film: Filmed, limit: float) -> Iterator[Hit]:
    """Compare the sun's level with what clear air lets through at its height.

    Source:
        Direct normal illuminance of a clear sky: E = E0 exp(-c / sin(elevation)), c = 0.21.
    """
    for key, entity in _lights(film):
        if entity.light is None or entity.light.type != "sun":
            continue
        at = np.array([float(film.shot.first)])
        up, level = (light_number(entity, f"light.{n}", at)
                     for n in ("elevation_rad", "illuminance_lx"))  # fmt: skip
        if up <= 0.0:
            continue
        most = _EXTRATERRESTRIAL_LX * math.exp(-_EXTINCTION / max(math.sin(up), 1e-3))
        most = max(most, 1000.0)
        if level > limit * most:
            yield Hit(
                message=f"the sun gives {level:,.0f} lx at {math.degrees(up):.0f} degrees, where "
                        f"clear air lets {most:,.0f} lx through",
                paths=(f"entities/{key}/light/illuminance_lx",),
                measured=round(level), expected=round(limit * most),
                options=(f"set it to {most:,.0f} lx", "let it stand higher"),
            )  # fmt: skip


def _kelvin(film: Filmed, limit: float) -> Iterator[Hit]:
    for key, entity in _lights(film):
        kelvin = entity.light.temperature_k if entity.light is not None else 5600.0
        if not limit <= kelvin <= 25_000.0:
            yield Hit(
                message=f"{entity.name} has {kelvin:,.0f} K; lamps and skies have {limit:,.0f} to "
                        "25,000 K",
                paths=(f"entities/{key}/light/temperature_k",),
                measured=round(kelvin, 1), expected=f"{limit:g}..25000",
                options=("use a gel for a colour",),
            )  # fmt: skip


def _flux(film: Filmed, limit: float) -> Iterator[Hit]:
    at = np.array([float(film.shot.first)])
    for key, entity in _lights(film):
        flux = light_number(entity, "light.luminous_flux_lm", at)
        if flux > limit:
            yield Hit(
                message=f"{entity.name} gives {flux:,.0f} lm; the largest film lamps give about "
                        f"{limit:,.0f}",
                paths=(f"entities/{key}/light/luminous_flux_lm",),
                measured=round(flux), expected=limit,
                options=("bring it nearer", "use several"),
            )  # fmt: skip


def _white_off(film: Filmed, limit: float) -> Iterator[Hit]:
    white, reading = film.lens.white_balance_k, reading_of(film)
    if white is None or white <= 0.0 or reading is None or float(reading.temperature) <= 0.0:
        return
    apart = 1e6 / white - 1e6 / float(reading.temperature)
    if abs(apart) > limit:
        tint = "blue" if apart > 0 else "orange"
        yield Hit(
            message=f"the light at the subject has {float(reading.temperature):.0f} K and the "
                    f"camera is balanced to {white:.0f} K: the picture is {tint}",
            paths=(f"{film.camera_path}/camera/white_balance_k",),
            measured=round(abs(apart), 1), expected=limit,
            options=(f"balance to {float(reading.temperature):.0f} K", "keep it if it is meant"),
        )  # fmt: skip


def _mains(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a stated shutter that beats with the mains, where lamps are the light."""
    reading = reading_of(film)
    lens = film.lens
    lit = any(e.light is not None and e.light.type in {"point", "spot", "area"}
              and (e.light.luminous_flux_lm or 0.0) > 0.0 for _, e in _lights(film))  # fmt: skip
    if lens.auto_exposure or not lit or reading is None or reading.natural:
        return
    if lens.shutter_angle_rad <= 0.0:
        return
    seconds = float(exposure.shutter_seconds(Radians(lens.shutter_angle_rad), film.fps))
    off = [abs(seconds * hz - round(seconds * hz)) if seconds * hz > 0.5 else 1.0
           for hz in _MAINS_HZ]  # fmt: skip
    if min(off) > limit:
        yield Hit(
            message=f"a shutter of 1/{1 / seconds:.0f} s is no whole number of flickers at 50 or "
                    "60 Hz mains: discharge lamps and cheap LEDs pulse",
            paths=(f"{film.camera_path}/camera/shutter_angle_rad",),
            measured=round(min(off), 3), expected=limit,
            options=("use 1/50 or 1/60 s", "light with tungsten or flicker-free ballasts"),
        )  # fmt: skip


_CAMERA_RANGES: Final = (
    ("fstop", 0.7, 64.0, "f-stop"), ("iso", 25.0, 409_600.0, "ISO"),
    ("shutter_angle_rad", math.radians(1.0), math.tau * 1.0001, "shutter angle"),
)  # fmt: skip


def _settings(film: Filmed, _: float) -> Iterator[Hit]:
    for name, low, high, words in _CAMERA_RANGES:
        value = float(getattr(film.lens, name))
        if not low <= value <= high:
            shown = math.degrees(value) if name.endswith("_rad") else value
            yield Hit(
                message=f"{words} {shown:g}: no cine camera has that",
                paths=(f"{film.camera_path}/camera/{name}",),
                measured=round(shown, 4), expected=f"{low:.4g}..{high:.4g}",
                options=("set a value that exists",),
            )  # fmt: skip


def _buried(film: Filmed, _: float) -> Iterator[Hit]:
    """Report a lamp inside a thing that is not its own, or below the ground."""
    times = film.seen.figures and next(iter(film.seen.figures.values())).times.astype(np.float64)
    for key, entity in _lights(film):
        if entity.light is None or entity.light.type in {"sun", "sky"} or entity.parent is not None:
            continue
        if any(grip.entity == key for grip in film.world.grips.values()):
            continue
        at = times if isinstance(times, np.ndarray) else np.array([float(film.shot.first)])
        places = world_from_entity_at(film.world, key, at)[:, :3, 3]
        inside = next(
            (f for f in film.seen.figures.values()
             if f.kind != "set" and float(gap_m(f, places).max()) <= 0.0), None
        )  # fmt: skip
        where = f"inside {inside.name}" if inside is not None else "below the ground"
        if inside is not None or float(places[:, 1].max()) < 0.0:
            yield Hit(
                message=f"{entity.name} stands {where}: its light is shut in",
                paths=(f"entities/{key}/transform/position_m",),
                measured=where, expected="free",
                options=(f"move {entity.name}",),
            )  # fmt: skip


LIGHT_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP502": _under, "GP503": _over, "GP504": _dark, "GP505": _needs_iso, "GP506": _sun_below,
        "GP507": _sun_strong, "GP508": _kelvin, "GP509": _flux, "GP510": _white_off,
        "GP511": _mains, "GP512": _settings, "GP513": _buried,
    }
)  # fmt: skip

"""Intents of light: level, ratio, key, side and colour, read at the face as a meter reads them."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.assertions.banding import banded
from groundplan.agents.critic.assertions.outcome import Measure, Measured, Unmeasured
from groundplan.agents.critic.filmed import Filmed
from groundplan.errors import GroundplanError
from groundplan.scene.light_probe import Probe, probe
from groundplan.world.intent import Intent

__all__ = ["LIGHT_MEASURES"]

_SIDES: Final[Mapping[str, tuple[str, tuple[float, float]]]] = MappingProxyType(
    {
        "left": ("on camera left", (-1.0, 0.0)), "right": ("on camera right", (1.0, 0.0)),
        "front": ("on the camera's side", (0.0, 1.0)), "back": ("behind the subject", (0.0, -1.0)),
    }
)  # fmt: skip
"""Camera right and back parts of the direction to the light."""
_CLEARLY: Final = 0.5
"""Share of the horizontal direction that has to point to the side: within 60 degrees of it."""


def _at(film: Filmed, intent: Intent) -> float:
    if intent.when == "start":
        return float(film.seen.times[0])
    return float(film.seen.times[-1] if intent.when == "end" else film.seen.times.mean())


def _probe(film: Filmed, intent: Intent) -> Probe | Unmeasured:
    """Return the meter at the face, in the middle of the asked time."""
    subject = intent.subject or film.shot.framing.subject
    if subject is None or subject not in film.world.entities:
        return Unmeasured(reason="no face to hold the meter at: it names nobody who is there")
    try:
        return probe(film.document, film.key, subject=subject, time=_at(film, intent),
                     library=film.library)  # fmt: skip
    except GroundplanError as error:
        return Unmeasured(reason=str(error).splitlines()[0])


def _read(film: Filmed, intent: Intent, value: float, *, unit: str) -> Measured | Unmeasured:
    if not math.isfinite(value):
        return Unmeasured(reason="there is no fill light to compare with")
    at = np.array([(_at(film, intent) - film.shot.first) / 1000.0 / film.fps])
    return banded(intent, np.array([value]), unit=unit, digits=2, at_s=at)


def _ratio(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    found = _probe(film, intent)
    if isinstance(found, Unmeasured):
        return found
    return _read(film, intent, found.face.ratio, unit="key : fill")


def _level(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the light at the face: the strongest of key, face plane and dome nearest to it.

    A level of light in words is that of the place; where a key is meant, its own.
    """
    found = _probe(film, intent)
    if isinstance(found, Unmeasured):
        return found
    wanted = intent.value
    levels = [found.face.key_lx, found.face.flat_lx, found.face.face_lx, found.face.dome_lx,
              *_stated(film)]  # fmt: skip
    near = min(levels, key=lambda lx: abs(lx - wanted)) if isinstance(wanted, int | float) else 0.0
    return _read(film, intent, near, unit="lx")


def _stated(film: Filmed) -> list[float]:
    """Return what suns and skies are stated to give, each and together [lx]."""
    levels = [e.light.illuminance_lx for e in film.world.entities.values()
              if e.light is not None and e.light.illuminance_lx is not None]  # fmt: skip
    return [*levels, float(sum(levels))] if levels else []


def _over_key(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    found = _probe(film, intent)
    if isinstance(found, Unmeasured):
        return found
    level = found.face.key_lx if found.face.key_lx > 0.0 else found.face.face_lx
    return _read(film, intent, found.face.over(level, ev100=found.exposure.ev100), unit="stops")


def _temperature(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the colour of the key (of all the light where there is none) [K]."""
    found = _probe(film, intent)
    if isinstance(found, Unmeasured):
        return found
    keys = found.face.of_role("key")
    kelvins = [k.kelvin for k in keys] + ([found.face.white.kelvin] if found.face.white.kelvin
                                          else [])  # fmt: skip
    wanted = intent.value
    if not kelvins or not isinstance(wanted, int | float):
        return Unmeasured(reason="no light reaches the face")
    return _read(film, intent, min(kelvins, key=lambda k: abs(k - wanted)), unit="K")


def _side(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure how far the strongest light before or beside the face points to a side, -1..1."""
    side = _SIDES.get(str(intent.value))
    if side is None:
        return Unmeasured(reason=f"{intent.value!r} is no side that is known")
    found = _probe(film, intent)
    if isinstance(found, Unmeasured):
        return _sun_side(film, side)
    keys = found.face.of_role("key") or found.face.of_role("rim")
    keys = tuple(k for k in keys if math.isfinite(k.distance_m) or k.entity) or found.face.lamps
    if str(intent.value) == "back":
        keys = found.face.of_role("rim") or keys
    towards = np.tile(keys[0].towards, (len(film.seen.times), 1))
    return _pointing(film, towards, side)


def _sun_side(film: Filmed, side: tuple[str, tuple[float, float]]) -> Measured | Unmeasured:
    suns = [e.light for e in film.world.entities.values() if e.light is not None
            and e.light.type == "sun" and e.light.azimuth_rad is not None]  # fmt: skip
    if not suns or suns[0].azimuth_rad is None:
        return Unmeasured(reason="no face to hold the meter at, and no sun")
    azimuth = suns[0].azimuth_rad
    way = np.array([math.sin(azimuth), 0.0, math.cos(azimuth)])
    return _pointing(film, np.tile(way, (len(film.seen.times), 1)), side)


def _pointing(
    film: Filmed, towards: Float[np.ndarray, "time 3"], side: tuple[str, tuple[float, float]]
) -> Measured:
    words, (x, z) = side
    axes = x * film.seen.world_from_camera[:, :3, 0] + z * film.seen.world_from_camera[:, :3, 2]
    flat_axis, flat_way = axes[:, [0, 2]], towards[:, [0, 2]]
    lengths = np.linalg.norm(flat_axis, axis=1) * np.linalg.norm(flat_way, axis=1)
    cosine = np.sum(flat_axis * flat_way, axis=1) / np.maximum(lengths, 1e-9)
    return Measured(values=cosine, low=_CLEARLY, high=1.01, unit="1", digits=2,
                    expected=f"{words} ({_CLEARLY:g} or more)")  # fmt: skip


LIGHT_MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "light_side": _side, "light_temperature": _temperature, "light_level": _level,
        "light_ratio": _ratio, "light_over_key": _over_key,
    }
)  # fmt: skip

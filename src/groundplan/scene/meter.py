"""What a camera assistant reads at the subject: how much light, and of what colour."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.geometry import adaptation, colour, exposure
from groundplan.scene import view
from groundplan.scene.face_light import Dome, FaceLight, LitLamp, read_face
from groundplan.scene.faces import faces_of
from groundplan.scene.lamps import lamps_at, light_number
from groundplan.scene.photometry import flat_lx
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.sky import sky_at
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import CandelaPerSquareMetre, Kelvin, Lux
from groundplan.world.document import World

__all__ = ["Reading", "automatic_white", "level_light", "read_shot", "world_light"]

_MOMENTS: Final = 5
_HEIGHT_M: Final = 1.0
_NEAREST_M: Final = 0.3
"""A meter isn't held closer to a lamp than this: our engineering default."""
_BOUNCE: Final = 0.25
"""Share of level light that the ground sends back up."""
_GREY: Final = 0.18
_BY_LAMPS: Final = 0.85
_BY_DAY: Final = 0.4
"""A film keeps more of a light's mood than an eye would, most of all under the sun, where sets are
shot on daylight stock whatever the hour: our engineering defaults."""
_KEY_SHARE: Final = 0.5
"""Least share of the strongest light, as if the dome were turned towards a light from behind: a
backlit subject is exposed for its rim too. Our engineering default."""
_LEAST_LX: Final = 1e-9
_UP: Final = np.array([0.0, 1.0, 0.0])
_UP.setflags(write=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Light on a white dome at the subject that faces the camera; the key counts half at least."""

    illuminance: Lux
    temperature: Kelvin
    """Of all that light, mixed by level in mired; gels do not count."""
    natural: bool = True
    """Sun and sky give more of it than lamps do."""


class _Arrived(NamedTuple):
    """One light on the dome."""

    level: float
    kelvin: Kelvin
    natural: bool


def read_shot(world: World, shot_id: str, *, subject: str, camera: str) -> Reading:
    """Return one reading for a whole shot, so that its exposure never pumps.

    Levels are averaged over the shot in stops and colours in mired. Where a rig is set for the
    subject's face, its key is what the camera is exposed for (its rim where it has no key), read in
    the middle of the shot: a flat receptor turned to it, said as a dome would read.

    Raises:
        SceneError: The camera or the subject cannot be posed.
    """
    shot = world.shots[shot_id]
    times = np.linspace(float(shot.first), float(shot.last), _MOMENTS)
    places = world_from_entity_at(world, subject, times)[:, :3, 3] + np.array([0, _HEIGHT_M, 0])
    views = view.view_at(world, camera, times)
    eyes, backs = views[:, :3, 3], views[:, :3, 2]
    lit = lamps_at(world, times)
    readings = [
        _read(world, lit[k], time=times[k : k + 1], place=places[k], axis=backs[k])
        for k in range(_MOMENTS)
    ]
    levels = np.array([max(sum(a.level for a in row), _LEAST_LX) for row in readings])
    every = [arrived for row in readings for arrived in row]
    total = sum(arrived.level for arrived in every)
    mixed = [(arrived.level, arrived.kelvin) for arrived in every]
    level = Lux(float(np.exp2(np.mean(np.log2(levels)))))
    return Reading(
        illuminance=_rigged(world, times, subject=subject, eyes=eyes) or level,
        temperature=adaptation.mixed_kelvin(mixed) if total > 0.0 else colour.D65_K,
        natural=2.0 * sum(a.level for a in every if a.natural) >= total,
    )


def world_light(
    world: World, time: float, *, ground: Float[np.ndarray, " 3"]
) -> tuple[tuple[LitLamp, ...], Dome]:
    """Return lamps and dome of a world at a time [subframes], in the colours of daylight (D65).

    The floor returns the light that lamps give to `ground` [m].
    """
    at = np.array([time])
    poses = lamps_at(world, at, white=colour.D65_K)[0]
    lit = tuple(
        LitLamp(
            pose=pose,
            name=world.entities[pose.entity].name,
            light=light,
            kelvin=Kelvin(light_number(world.entities[pose.entity], "light.temperature_k", at)),
        )
        for pose in poses
        if (light := world.entities[pose.entity].light) is not None
    )

    def lit_by(on: tuple[LightPose, ...]) -> SkyPose:
        return sky_at(world, time, white=colour.D65_K, lamps_lx=level_light(on, ground))

    owner = next(
        (k for k, e in sorted(world.entities.items()) if e.light and e.light.type == "sky"), ""
    )
    return lit, Dome(entity=owner, lit_by=lit_by)


def _rigged(
    world: World,
    times: Float[np.ndarray, " time"],
    *,
    subject: str,
    eyes: Float[np.ndarray, "time 3"],
) -> Lux | None:
    """Return what a dome would read of a rig's key; None without a rig for the subject."""
    if not any(e.light and e.light.subject == subject for e in world.entities.values()):
        return None
    k = len(times) // 2
    face = faces_of(world, subject, times[k : k + 1])
    ground = world_from_entity_at(world, subject, times[k : k + 1])[0, :3, 3]
    lit, sky = world_light(world, float(times[k]), ground=ground)
    away = eyes[k] - face.place[0]
    found = read_face(
        lit, sky, place=face.place[0], front=face.front[0],
        camera=away / max(float(np.linalg.norm(away)), 1e-9),
    )  # fmt: skip
    level = _leading(found, subject=subject, lit=lit)
    return Lux(level * exposure.DOME_CONSTANT_LX / exposure.METER_CONSTANT_LX) if level else None


def _leading(found: FaceLight, *, subject: str, lit: tuple[LitLamp, ...]) -> float:
    """Return the light of a rig that its picture is exposed for: its key, else its rim [lx].

    0 where it is weaker than what fills: by day the picture is exposed for the day.
    """
    roles = {lamp.light.role for lamp in lit if lamp.light.subject == subject}
    level = found.key_lx if "key" in roles else found.rim_lx
    return level if level >= found.fill_lx else 0.0


def automatic_white(reading: Reading) -> Kelvin:
    """Return the white of a camera that balances itself as an eye in a dark room adapts."""
    grey = exposure.lambert_luminance(reading.illuminance, _GREY)
    reserve = _BY_DAY if reading.natural else _BY_LAMPS
    degree = reserve * adaptation.adaptation_degree(CandelaPerSquareMetre(grey))
    return adaptation.partial_white(reading.temperature, neutral=colour.D65_K, degree=degree)


def _read(
    world: World,
    lit: tuple[LightPose, ...],
    *,
    time: Float[np.ndarray, " 1"],
    place: Float[np.ndarray, " 3"],
    axis: Float[np.ndarray, " 3"],
) -> list[_Arrived]:
    """Return level and colour of every light that reaches a dome; the camera is along `axis`."""
    found: list[_Arrived] = []
    lit = tuple(lamp for lamp in lit if not _sweeps(lamp))
    arriving = [_arriving(lamp, place) for lamp in lit]
    key = max((level for level, _ in arriving), default=0.0)
    for lamp, (level, towards) in zip(lit, arriving, strict=True):
        entity = world.entities[lamp.entity]
        kelvin = Kelvin(light_number(entity, "light.temperature_k", time))
        bounced = 0.5 * _BOUNCE * max(float(towards[1]), 0.0) if lamp.kind == "sun" else 0.0
        share = exposure.dome_share(float(np.sum(towards * axis)))
        share = max(share, _KEY_SHARE if level == key else 0.0) + bounced
        found.append(_Arrived(level * share, kelvin, natural=lamp.kind == "sun"))
    for entity in world.entities.values():
        if entity.light is not None and entity.light.type == "sky":
            level = light_number(entity, "light.illuminance_lx", time)
            kelvin = Kelvin(light_number(entity, "light.temperature_k", time))
            found.append(_Arrived(level * (0.5 + 0.5 * _BOUNCE), kelvin, natural=True))
    return found


def _arriving(
    lamp: LightPose, place: Float[np.ndarray, " 3"]
) -> tuple[float, Float[np.ndarray, " 3"]]:
    """Return the illuminance facing a light [lx], and the direction to it."""
    travel = np.array(lamp.direction)
    if lamp.kind == "sun":
        return lamp.illuminance_lx, -travel
    ray = place - np.array(lamp.position)
    distance = max(float(np.sqrt(np.sum(ray * ray))), 1e-6)
    along = float(np.sum(ray * travel)) / distance
    if lamp.kind == "spot" and along < np.cos(0.5 * lamp.beam_angle_rad):
        return 0.0, -ray / distance
    share = max(along, 0.0) if lamp.kind == "area" else 1.0
    return lamp.intensity_cd * share / max(distance, _NEAREST_M) ** 2, -ray / distance


def _sweeps(lamp: LightPose) -> bool:
    """Return whether it is a beam that goes with a thing, such as a headlight.

    It lights what it happens to point at: no camera is exposed for it, and the patch of ground that
    it hits doesn't light the scene from below.
    """
    return lamp.kind == "spot" and bool(lamp.holder)


def level_light(
    lit: tuple[LightPose, ...], place: Float[np.ndarray, " 3"]
) -> Float[np.ndarray, " 3"]:
    """Return what lamps (not the sun) give to level ground around `place` [lx], linear Rec.709."""
    total = np.zeros(3)
    for lamp in lit:
        if lamp.kind != "sun" and not _sweeps(lamp):
            ray = np.array(lamp.position) - place
            near = min(float(np.sum(ray * ray)) / _NEAREST_M**2, 1.0)
            total = total + np.array(lamp.color) * near * flat_lx(lamp, place, _UP)
    return total

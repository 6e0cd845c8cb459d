"""From a request to a solved rig in the world that it is for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.light_rigs.placing import PlacedLamp, placed_lamps
from groundplan.agents.light_rigs.request import RigRequest
from groundplan.agents.light_rigs.solve import Solved, Surround, solve_rig
from groundplan.agents.light_rigs.standpoint import Standpoint
from groundplan.agents.light_rigs.writing import lamp_entity
from groundplan.geometry import colour, exposure
from groundplan.scene import meter
from groundplan.scene.lamps import lamps_at
from groundplan.scene.sky import sky_at
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Radians
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.placement import number_at
from groundplan.world.queries import shots_in_order

__all__ = ["LitRig", "ambience_kelvin", "lit_rig"]

_NIGHT_K: Final = 4500.0
_CAMERA_LX: Final = exposure.METER_CONSTANT_LX / 100.0
_NOBODY: Final = SkyPose(
    zenith_nit=(0.0, 0.0, 0.0), horizon_nit=(0.0, 0.0, 0.0), ground_nit=(0.0, 0.0, 0.0)
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LitRig:
    """Lamps with their fluxes, and the ambience beside them."""

    lamps: tuple[PlacedLamp, ...]
    entities: tuple[Entity, ...]
    solved: Solved


def lit_rig(
    world: World,
    request: RigRequest,
    stand: Standpoint,
    *,
    given: dict[str, Entity],
    ambience: tuple[Entity, ...],
) -> LitRig:
    """Return the rig for the face of a standpoint.

    `given`: the light that is there anyway, by entity id: daylight (its sky included) and
    practicals. `ambience`: a sky of one lux, with the dark sun that it is turned by; by day, whose
    sky is given, it isn't used. A fill lamp that has nothing left to fill is left out.
    """
    surround = _surround(world, stand, given=given, ambience=ambience)
    rig = _solved(world, request, stand, surround=surround)
    dark = {k for k, flux in enumerate(rig.solved.fluxes_lm) if flux <= 0.0}
    if not dark:
        return rig
    kept = tuple(lamp for k, lamp in enumerate(request.rig.lamps) if k not in dark)
    lesser = replace(request, rig=replace(request.rig, lamps=kept))
    return _solved(world, lesser, stand, surround=surround)


def _solved(world: World, request: RigRequest, stand: Standpoint, *, surround: Surround) -> LitRig:
    lamps = placed_lamps(request, stand)
    plain = [lamp_entity(lamp, request, stand, flux_lm=1.0) for lamp in lamps]
    units = _poses(plain)
    solved = solve_rig(
        request,
        lamps,
        units,
        surround=surround,
        stand=stand,
        key_lx=_key_level(world, request),
    )
    entities = tuple(
        lamp_entity(lamp, request, stand, flux_lm=flux)
        for lamp, flux in zip(lamps, solved.fluxes_lm, strict=True)
    )
    return LitRig(lamps=lamps, entities=entities, solved=solved)


def ambience_kelvin(request: RigRequest, *, night: bool) -> float:
    """Return the temperature of what fills from all around [K]."""
    if request.rig.fill_k is not None:
        return request.rig.fill_k
    if night:
        return _NIGHT_K
    return request.asked("key").temperature_k or request.rig.temperature_k


def _key_level(world: World, request: RigRequest) -> float:
    """Return the key's level at the face [lx]: stated, or what the camera's numbers ask for."""
    asked = request.asked("key")
    if asked.illuminance_lx is not None:
        return asked.illuminance_lx
    shots = shots_in_order(world)
    camera = world.entities.get(shots[0][1].camera) if shots else None
    if camera is None or camera.camera is None or camera.camera.auto_exposure:
        return request.rig.key_lx
    first = np.array([float(shots[0][1].first)])
    fps = world.timebase.fps_num / world.timebase.fps_den
    shutter = exposure.shutter_seconds(Radians(camera.camera.shutter_angle_rad), fps)
    stop, iso = (float(number_at(camera, f"camera.{name}", first)[0]) for name in ("fstop", "iso"))
    return _CAMERA_LX * 2.0 ** (exposure.ev100(stop, shutter, iso) + (asked.stops or 0.0))


def _surround(
    world: World, stand: Standpoint, *, given: dict[str, Entity], ambience: tuple[Entity, ...]
) -> Surround:
    parents = {
        entity.parent: world.entities[entity.parent]
        for entity in given.values()
        if entity.parent is not None and entity.parent in world.entities
    }
    there = replace(world, entities={**parents, **given})
    poses = lamps_at(there, np.array([stand.time]), white=colour.D65_K)[0]
    keys = [p for p in poses if _role(given[p.entity]) == "key"]
    others = tuple(p for p in poses if p not in keys)
    floor = meter.level_light(others, stand.ground)
    return Surround(
        key=keys[0] if keys else None,
        lamps=others,
        sky=sky_at(there, stand.time, white=colour.D65_K, lamps_lx=floor),
        ambience=_NOBODY if _has_sky(given) else sky_at(_world(ambience), 0.0),
        ground=sky_at(_world(()), 0.0, lamps_lx=np.ones(3)),
    )


def _role(entity: Entity) -> str:
    return entity.light.role if entity.light is not None else ""


def _has_sky(given: dict[str, Entity]) -> bool:
    return any(e.light is not None and e.light.type == "sky" for e in given.values())


def _poses(entities: list[Entity]) -> tuple[LightPose, ...]:
    poses = lamps_at(_world(entities), np.array([0.0]), white=colour.D65_K)[0]
    return tuple(sorted(poses, key=lambda pose: pose.entity))


def _world(entities: Sequence[Entity]) -> World:
    """Return a world of these alone, in their order."""
    return World(entities={f"{k:026d}": entity for k, entity in enumerate(entities)})

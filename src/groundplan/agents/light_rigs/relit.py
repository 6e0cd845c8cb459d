"""Lamps that are moved between shots: each person's shots are lit for that person's face.

Between set-ups a crew re-sets its lamps, so that the key stays on the same side of every camera.
The ambience stays: it is the room's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from groundplan.agents.light_rigs.lit import LitRig, lit_rig
from groundplan.agents.light_rigs.placing import PlacedLamp
from groundplan.agents.light_rigs.request import RigRequest
from groundplan.agents.light_rigs.standpoint import Standpoint, standpoint_of
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Setting", "named_lamps", "settings_of", "with_settings"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """The rig that stands from a time on."""

    time: int
    """Subframes: the first frame of a shot."""
    rig: LitRig


def named_lamps(rig: LitRig) -> dict[str, tuple[PlacedLamp, Entity]]:
    """Return the lamps of a rig in their order, by names of which each is one lamp's only."""
    found: dict[str, tuple[PlacedLamp, Entity]] = {}
    for lamp, entity in zip(rig.lamps, rig.entities, strict=True):
        name = entity.name
        while name in found:
            name = f"{name}_2"
        found[name] = (lamp, replace(entity, name=name))
    return found


def settings_of(
    world: World, request: RigRequest, stand: Standpoint, *, first: LitRig, given: dict[str, Entity]
) -> tuple[Setting, ...]:
    """Return how lamps stand from the first shot on; a single setting where they stay.

    `first`: the rig of the standpoint. `given`: daylight or the solved ambience, and practicals.
    Who can't be lit, such as somebody whose shot has no camera, gets the lamps as they stand.
    """
    shots = tuple(shot for _, shot in shots_in_order(world))
    whose = _whose(world, shots, first=stand.subject)
    rigs: dict[str, LitRig | None] = {stand.subject: first}
    found: list[Setting] = []
    for shot, who in zip(shots, whose, strict=True):
        if who not in rigs:
            own = tuple(s for s, w in zip(shots, whose, strict=True) if w == who)
            there = standpoint_of(world, own)
            rigs[who] = (
                lit_rig(world, request, there, given=given, ambience=())
                if there is not None and there.subject == who
                else None
            )
        rig = rigs[who] or (found[-1].rig if found else first)
        if not found or rig is not found[-1].rig:
            found.append(Setting(time=shot.first, rig=rig))
    return tuple(found)


def _whose(world: World, shots: tuple[Shot, ...], *, first: str) -> list[str]:
    """Return for whom each shot is lit: whom it is about, else who was before."""
    found: list[str] = []
    for shot in shots:
        found.append(_lit(world, shot) or (found[-1] if found else first))
    return found


def _lit(world: World, shot: Shot) -> str:
    """Return the person that a shot is about; empty for everything else."""
    subject = shot.framing.subject or ""
    body = world.entities.get(subject)
    return subject if body is not None and body.kind == "character" else ""


def with_settings(lamp: Entity, settings: Sequence[Setting]) -> Entity:
    """Return a lamp that stands where each setting has it; one without it there is switched off.

    `lamp` is named as in `named_lamps`.
    """
    if len(settings) < 2:
        return lamp
    by_time = [(s.time, named_lamps(s.rig).get(lamp.name)) for s in settings]
    there = [(t, None if one is None else one[1]) for t, one in by_time]
    where = [(t, (one or lamp).transform) for t, one in there]
    fluxes = [(t, _flux(one)) for t, one in there]
    channels = {
        "transform.position_m": Channel(
            type="vec3", unit="m", keys=_held((t, at.position_m) for t, at in where)
        ),
        "transform.rotation": Channel(
            type="quat", unit="1", keys=_held((t, at.rotation) for t, at in where)
        ),
        "light.luminous_flux_lm": Channel(type="float", unit="lm", keys=_held(fluxes)),
    }
    return replace(lamp, channels={**lamp.channels, **channels})


def _flux(lamp: Entity | None) -> float:
    light = lamp.light if lamp is not None else None
    return (light.luminous_flux_lm or 0.0) if light is not None else 0.0


def _held(values: Iterable[tuple[int, float | tuple[float, ...]]]) -> dict[str, Key]:
    """Return keys whose values hold until the next."""
    return {f"k{n}": Key(t=t, v=v, interp="hold") for n, (t, v) in enumerate(values)}

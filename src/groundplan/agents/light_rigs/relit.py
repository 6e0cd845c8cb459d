"""Lamps that are moved between shots: each person's shots are lit for that person's face.

Between set-ups a crew re-sets its lamps, so that the key stays on the same side of every camera.
The ambience stays: it is the room's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from groundplan.agents.light_rigs.lit import LitRig, lit_rig
from groundplan.agents.light_rigs.request import RigRequest
from groundplan.agents.light_rigs.standpoint import Standpoint, standpoint_of
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Setting", "settings_of", "with_settings"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """Where lamps stand from a time on, by the name of their entity."""

    time: int
    """Subframes: the first frame of a shot."""
    lamps: dict[str, Entity]


def settings_of(
    world: World, request: RigRequest, stand: Standpoint, *, first: LitRig, given: dict[str, Entity]
) -> tuple[Setting, ...]:
    """Return how lamps stand in the course of the film; a single one where they stay.

    `first`: the rig of the standpoint. `given`: daylight or the solved ambience, and practicals.
    """
    rigs = {stand.subject: first}
    found: list[Setting] = []
    before = ""
    shots = [shot for _, shot in shots_in_order(world)]
    for shot in shots:
        who = _lit(world, shot) or before or stand.subject
        if who not in rigs:
            own = tuple(s for s in shots if _lit(world, s) == who)
            there = standpoint_of(world, own)
            if there is None or there.subject != who:
                continue
            rigs[who] = lit_rig(world, request, there, given=given, ambience=())
        if who != before:
            found.append(Setting(time=shot.first, lamps={e.name: e for e in rigs[who].entities}))
            before = who
    return tuple(found)


def _lit(world: World, shot: Shot) -> str:
    """Return the person that a shot is about; empty for everything else."""
    subject = shot.framing.subject or ""
    body = world.entities.get(subject)
    return subject if body is not None and body.kind == "character" else ""


def with_settings(lamp: Entity, settings: Sequence[Setting]) -> Entity:
    """Return a lamp that stands where each setting has it; one without it there is switched off."""
    if len(settings) < 2:
        return lamp
    there = [(s.time, s.lamps.get(lamp.name)) for s in settings]
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

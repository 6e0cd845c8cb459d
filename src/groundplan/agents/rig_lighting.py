"""A rig in its scene: lamps for a face beside the daylight or the practicals that there are.

By day the words' daylight stays as it is, its sun behind the subject unless a place and time say
where it stands. Daylight on the face counts as fill: where it would spoil the ratio the key is
raised, up to what a large daylight lamp gives, and beyond that the finding says what is left of the
ratio. Indoors and where no daylight was spoken of, all the light is the rig's.
"""

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.clock_light import clock_look
from groundplan.agents.light_entities import (
    LightStage,
    add_light,
    sky_entity,
    sky_held,
    stage_of,
    sun_entity,
    sun_held,
)
from groundplan.agents.light_look import Look, held_by, is_by_day, look_of
from groundplan.agents.light_rigs.lit import LitRig, ambience_kelvin, lit_rig
from groundplan.agents.light_rigs.relit import (
    Setting,
    named_lamps,
    settings_of,
    with_settings,
)
from groundplan.agents.light_rigs.request import RigRequest
from groundplan.agents.light_rigs.standpoint import Standpoint
from groundplan.agents.light_rigs.table import RIGS, ROLE_WORDS
from groundplan.agents.light_rigs.writing import origins_of, rig_findings
from groundplan.agents.port import WorldView
from groundplan.agents.practicals import Practical, practical_light, practicals_of
from groundplan.agents.sky_choice import environment_of
from groundplan.agents.spans import world_span
from groundplan.agents.sun_clock import sun_said
from groundplan.language.facts import Facts
from groundplan.scene.sky import ANALYTIC
from groundplan.world.build import PatchBuilder
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin

__all__ = ["light_by_rig"]

_NIGHTS: Final = frozenset({"night", "moonlight", "starlight"})
_STUDIOS: Final = frozenset({"studio", "three_point"})
"""Where no place is said they have a studio's walls about them."""
_BEHIND_RAD: Final = math.radians(155.0)
_MOODS_EV: Final = MappingProxyType({"dim_light": -1.0, "bright_light": 0.5})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What there is besides the rig."""

    look: Look
    sun: Entity
    sky: Entity
    day: bool
    practicals: tuple[Practical, ...]


def light_by_rig(
    builder: PatchBuilder,
    view: WorldView,
    facts: Facts,
    *,
    request: RigRequest,
    stand: Standpoint,
) -> tuple[Finding, ...]:
    """Add a rig's lamps, the ambience and the practicals; return what could not be had."""
    if stand.room is None and f"{request.word}_open" in RIGS:
        request = replace(request, rig=RIGS[f"{request.word}_open"])
    around = _around(view, facts, request=request, stand=stand)
    request, practicals = _with_flames(request, around, view, subject=stand.subject)
    given = dict(practicals)
    if around.day:
        given |= {view.entity("sun"): around.sun, view.entity("sky"): around.sky}
    rig = lit_rig(view.world, request, stand, given=given, ambience=(around.sky, around.sun))
    _add_around(builder, view, request, around=around, rig=rig)
    for key, entity in practicals.items():
        guessed = Provenance(origin=Origin.VOCABULARY, basis="guessed")
        placed = builder.provenance(basis="derived")
        add_light(builder, key, entity, held={"light": guessed, "parent": placed,
                                              "transform": placed})  # fmt: skip
    lit = {**given, **({} if around.day else {view.entity("sky"): _domed(around.sky, rig)})}
    settings = settings_of(view.world, request, stand, first=rig, given=lit)
    _add_lamps(builder, view, request, settings=settings)
    _expose(builder, view, facts, request=request)
    return _findings(view, request, settings)


def _around(view: WorldView, facts: Facts, *, request: RigRequest, stand: Standpoint) -> _Around:
    """Return daylight as it is said, or a dome of one lux in the colour of the ambience."""
    day = is_by_day(facts)
    plain = replace(facts, lights=tuple(f for f in facts.lights if not _of_rig(f.value)))
    look = look_of(plain)
    stage = stage_of(view.world)
    word = look.word if day else request.word
    environment = environment_of(plain, word=word) if day or word in _STUDIOS else ANALYTIC
    clock = sun_said(facts.text) if day else None
    look = look if clock is None else clock_look(look, clock)
    if day:
        sun = _sun_by_day(look, stage, behind=stand)
        if clock is not None and clock.elevation_rad > 0.0 and sun.light is not None:
            there = replace(
                sun.light, azimuth_rad=clock.azimuth_rad, elevation_rad=clock.elevation_rad
            )
            sun, environment = replace(sun, light=there), ANALYTIC
    else:
        kelvin = ambience_kelvin(request, night=look.word in _NIGHTS)
        dark = replace(look.preset, sun_lx=0.0, sky_lx=1.0, sky_k=kelvin, tint="#ffffff")
        look = replace(look, preset=dark, side="", spans={})
        sun = sun_entity(look, stage)
    x, y, z = stage.place
    first = min(view.world.shots.values(), key=lambda s: s.order)
    return _Around(
        look=look,
        sun=sun,
        sky=sky_entity(look, environment=environment),
        day=day,
        practicals=practicals_of(
            view.world, place=np.array([x, y + 0.8 * stage.height_m, z]), time=float(first.first),
            dark=not day,
        ),
    )  # fmt: skip


def _of_rig(word: str) -> bool:
    return not word or word in RIGS or word in ROLE_WORDS


def _sun_by_day(look: Look, stage: LightStage, *, behind: Standpoint) -> Entity:
    """Return the sun; where no side is said it stands behind the subject, as film crews turn it."""
    sun = sun_entity(look, stage)
    if look.side or sun.light is None:
        return sun
    bearing = math.remainder(behind.camera_bearing + _BEHIND_RAD, math.tau)
    return replace(sun, light=replace(sun.light, azimuth_rad=bearing))


def _with_flames(
    request: RigRequest, around: _Around, view: WorldView, *, subject: str
) -> tuple[RigRequest, dict[str, Entity]]:
    """Return the request without the lamps that props make real, and those props' light."""
    names = {lamp.called for lamp in request.rig.lamps}
    real = next((p for p in around.practicals if p.stands_for and p.stands_for in names), None)
    lights = {
        view.entity(f"practical:{p.entity}"): practical_light(
            p,
            prop=view.world.entities[p.entity],
            role="key" if p is real else "practical",
            subject=(subject or None) if p is real else None,
        )
        for p in around.practicals
    }
    if real is not None:
        left = tuple(lamp for lamp in request.rig.lamps if lamp.called != real.stands_for)
        request = replace(request, rig=replace(request.rig, lamps=left))
    return request, lights


def _domed(sky: Entity, rig: LitRig) -> Entity:
    """Return the dome at the level that the rig was solved with."""
    if sky.light is None:
        return sky
    return replace(sky, light=replace(sky.light, illuminance_lx=rig.solved.ambience_lx))


def _add_around(
    builder: PatchBuilder, view: WorldView, request: RigRequest, *, around: _Around, rig: LitRig
) -> None:
    sky = around.sky if around.day else _domed(around.sky, rig)
    held = sky_held(around.look)
    if "ratio" in request.spans and not around.day:
        held["light/illuminance_lx"] = Provenance(
            origin=Origin.QUANTITY, basis="derived", span=world_span(request.spans["ratio"])
        )
    add_light(builder, view.entity("sun"), around.sun, held=sun_held(around.look))
    add_light(builder, view.entity("sky"), sky, held=held)


def _add_lamps(
    builder: PatchBuilder, view: WorldView, request: RigRequest, *, settings: tuple[Setting, ...]
) -> None:
    """Add each lamp of any setting once."""
    every = {name: lamp for s in reversed(settings) for name, lamp in named_lamps(s.rig).items()}
    order = dict.fromkeys(name for s in settings for name in named_lamps(s.rig))
    for name in order:
        lamp, entity = every[name]
        who = origins_of(lamp, request)
        add_light(
            builder,
            _lamp_id(view, name),
            with_settings(entity, settings),
            held={
                "name": who.word,
                "light": who.word,
                "transform": who.place,
                "channels": who.place,
                "light/temperature_k": who.temperature,
                "light/luminous_flux_lm": who.level,
            },
        )


def _lamp_id(view: WorldView, name: str) -> str:
    return view.entity(f"lamp:{name}")


def _findings(
    view: WorldView, request: RigRequest, settings: tuple[Setting, ...]
) -> tuple[Finding, ...]:
    """Return what could not be had in any setting, the same only once."""
    found: list[Finding] = []
    for rig in dict.fromkeys(setting.rig for setting in settings):
        ids = tuple(_lamp_id(view, name) for name in named_lamps(rig))
        said = rig_findings(rig.lamps, rig.solved, request, ids=ids)
        found += [one for one in said if one not in found]
    return tuple(found)


def _expose(builder: PatchBuilder, view: WorldView, facts: Facts, *, request: RigRequest) -> None:
    """Mean the picture as bright as the rig and the words about the key say."""
    asked = request.asked("key")
    brighter = request.rig.exposure_ev if asked.stops is None else asked.stops
    brighter += sum(_MOODS_EV.get(f.value, 0.0) for f in facts.lights)
    if not brighter:
        return
    look = Look(
        preset=look_of(facts).preset, side="", frame="", stated=frozenset(),
        spans={} if request.span is None else {"preset": request.span},
    )  # fmt: skip
    held = held_by(look, "preset")
    for key, entity in sorted(view.world.entities.items()):
        if entity.camera is not None:
            builder.set_field(
                f"entities/{key}/camera/exposure_compensation_ev", brighter,
                origin=held.origin if asked.stops is None else Origin.QUANTITY,
                basis=held.basis, span=held.span,
            )  # fmt: skip

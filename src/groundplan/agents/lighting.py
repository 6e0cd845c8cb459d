"""The lighting role: words about light into sun, sky and lamps, placed as the camera sees them."""

import math
from typing import Final

import numpy as np

from groundplan.agents.clock_light import clock_look, moon_shines
from groundplan.agents.figures import EYE_FRACTION
from groundplan.agents.light_entities import (
    INTO_LOW_SUN_EV,
    LightStage,
    add_light,
    bearing_of,
    is_low,
    sky_entity,
    sky_held,
    stage_of,
    sun_entity,
    sun_held,
)
from groundplan.agents.light_look import Look, held_by, is_by_day, lit_by, look_of
from groundplan.agents.light_rigs.request import RigRequest, rig_request
from groundplan.agents.light_rigs.standpoint import Standpoint, standpoint_of
from groundplan.agents.light_rigs.writing import facing
from groundplan.agents.light_table import LampSpec
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.practicals import Practical, practical_light, practicals_of
from groundplan.agents.rig_lighting import light_by_rig
from groundplan.agents.sky_choice import environment_of, is_indoors
from groundplan.agents.spans import world_span
from groundplan.agents.sun_clock import SunSaid, sun_said
from groundplan.language.facts import Facts
from groundplan.scene.sky import ANALYTIC
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity, Light, Semantics, Transform
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin

__all__ = ["LightingAgent"]

_CANOPY_EV: Final = 0.8
"""How much brighter a forest is meant than the meter says, which stands in the open."""
_LAMPS_ON_BELOW_LX: Final = 300.0
"""People switch lamps on when daylight is weaker than this: our engineering default."""


class LightingAgent:
    """Chooses and places lights; a sun and a sky always exist."""

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "lighting"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return what it may touch: lights of its own, and how bright the picture is meant."""
        return ("entities/*$", "entities/*/light", "entities/*/camera/exposure_compensation_ev")

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return sun, sky and lamps."""
        builder = PatchBuilder(view.world, actor="agent:lighting", summary="Light the scene")
        request = rig_request(facts, daylight=is_by_day(facts), indoors=is_indoors(facts))
        stand = None if request is None else standpoint_of(view.world)
        if request is not None and stand is not None and _has_rig(request, stand):
            found = light_by_rig(builder, view, facts, request=request, stand=stand)
            return Proposal(edits=builder.patch().edits, findings=found)
        look, stage = look_of(facts), stage_of(view.world)
        clock = None if is_indoors(facts) else sun_said(facts.text)
        look = look if clock is None else clock_look(look, clock)
        shining = _shining(view.world, look=look, stage=stage)
        look = lit_by(look, shining)
        sun, sky = view.entity("sun"), view.entity("sky")
        add_light(builder, sun, sun_entity(look, stage), held=sun_held(look))
        findings = _by_clock(builder, view, said=clock)
        environment = ANALYTIC if clock is not None else environment_of(facts, word=look.word)
        dome = sky_entity(look, environment=environment)
        add_light(builder, sky, dome, held=sky_held(look))
        for lamp in look.preset.lamps:
            _lamp(builder, view, lamp=lamp, look=look, stage=stage)
        for practical in shining:
            _practical(builder, view, practical=practical)
        brighter = look.preset.exposure_ev + (_CANOPY_EV if environment == "forest" else 0.0)
        if is_low(look.preset) and not look.side and environment == ANALYTIC:
            brighter += INTO_LOW_SUN_EV
        if brighter:
            for key, entity in sorted(view.world.entities.items()):
                if entity.camera is not None:
                    held = held_by(look, "preset")
                    builder.set_field(
                        f"entities/{key}/camera/exposure_compensation_ev",
                        brighter,
                        origin=held.origin,
                        basis=held.basis,
                        span=held.span,
                    )
        return Proposal(edits=builder.patch().edits, findings=findings)


def _has_rig(request: RigRequest, stand: Standpoint) -> bool:
    """Return whether lamps can do what is asked: in the open a silhouette is the sky's."""
    return request.word != "silhouette" or stand.room is not None


def _by_clock(
    builder: PatchBuilder, view: WorldView, *, said: SunSaid | None
) -> tuple[Finding, ...]:
    """Put the sun, or the moon by night, where it stands at the place and time that are said."""
    if said is None:
        return ()
    sun = (said.azimuth_rad, said.elevation_rad)
    if moon_shines(said):
        sun = (said.moon_azimuth_rad, said.moon.elevation_rad)
    elif said.elevation_rad <= 0.0:
        return (_below(view, said),)
    path = f"entities/{view.entity('sun')}/light"
    for name, value in zip(("azimuth_rad", "elevation_rad"), sun, strict=True):
        builder.set_field(
            f"{path}/{name}", value, origin=Origin.QUANTITY, basis="extracted",
            span=world_span(said.span),
        )  # fmt: skip
    return (_below(view, said),) if said.elevation_rad <= 0.0 else ()


def _below(view: WorldView, said: SunSaid) -> Finding:
    degrees = math.degrees(said.elevation_rad)
    by = "the moon" if moon_shines(said) else "what is left of the twilight, or the stars,"
    return Finding(
        code="light.sun-below-horizon",
        severity="info",
        message=f"at that place and time the sun is {-degrees:.1f} degrees below the horizon: "
        f"{by} lights the scene",
        paths=(f"entities/{view.entity('sun')}/light/elevation_rad",),
        measured=round(degrees, 1),
        unit="deg",
        span=world_span(said.span),
        options=("give another time", "bring lamps"),
    )


def _shining(world: World, *, look: Look, stage: LightStage) -> tuple[Practical, ...]:
    """Return the practicals of the first shot; electric ones only where it is dark."""
    shot = min(world.shots.values(), key=lambda s: s.order, default=None)
    x, y, z = stage.place
    return practicals_of(
        world,
        place=np.array([x, y + 0.8 * stage.height_m, z]),
        time=float(shot.first) if shot is not None else 0.0,
        dark=look.preset.sun_lx + look.preset.sky_lx < _LAMPS_ON_BELOW_LX,
    )


def _lamp(
    builder: PatchBuilder, view: WorldView, *, lamp: LampSpec, look: Look, stage: LightStage
) -> None:
    bearing = stage.azimuth + math.radians(lamp.bearing_deg)
    if lamp.key and look.side:
        bearing = bearing_of(look, stage, default_deg=lamp.bearing_deg)
    x, y, z = stage.place
    position = np.array(
        [x + lamp.distance_m * math.sin(bearing), y + lamp.height_m,
         z + lamp.distance_m * math.cos(bearing)]
    )  # fmt: skip
    target = np.array([x, y + EYE_FRACTION * stage.height_m, z])
    entity = Entity(
        name=lamp.name,
        kind="light",
        label=lamp.name.replace("_", " "),
        semantics=Semantics(noun=lamp.name.replace("_", " ")),
        transform=Transform(
            position_m=(float(position[0]), float(position[1]), float(position[2])),
            rotation=facing(target - position),
        ),
        light=Light(
            type=lamp.type,
            temperature_k=lamp.temperature_k,
            luminous_flux_lm=lamp.flux_lm,
            beam_angle_rad=math.radians(lamp.beam_deg),
            size_m=lamp.size_m,
            tint=lamp.tint,
        ),
    )
    word = held_by(look, "preset")
    add_light(
        builder,
        view.entity(f"lamp:{lamp.name}"),
        entity,
        held={
            "name": word,
            "light": word,
            "light/temperature_k": held_by(look, "temperature", "preset") if lamp.key else word,
            "light/luminous_flux_lm": held_by(look, "flux", "preset") if lamp.key else word,
        },
    )


def _practical(builder: PatchBuilder, view: WorldView, *, practical: Practical) -> None:
    prop = view.world.entities[practical.entity]
    guessed = Provenance(origin=Origin.VOCABULARY, basis="guessed")
    placed = builder.provenance(basis="derived")
    add_light(
        builder,
        view.entity(f"practical:{practical.entity}"),
        practical_light(practical, prop=prop),
        held={"light": guessed, "parent": placed, "transform": placed},
    )

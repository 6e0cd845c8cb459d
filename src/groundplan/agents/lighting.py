"""The lighting role: words about light into sun, sky and lamps, placed as the camera sees them."""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.agents.light_look import Look, held_by, lit_by, look_of
from groundplan.agents.light_table import LampSpec, LightPreset
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.practicals import Practical, practical_light, practicals_of
from groundplan.agents.sky_choice import environment_of
from groundplan.agents.spans import world_span
from groundplan.agents.sun_clock import SunSaid, sun_said
from groundplan.geometry import quaternions
from groundplan.language.facts import Facts
from groundplan.scene.sky import ANALYTIC
from groundplan.scene.view import view_at
from groundplan.world.base import Quaternion
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity, Light, Semantics, Transform
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Shot

__all__ = ["LightingAgent"]

_BEARINGS: Final = MappingProxyType(
    {"left": -75.0, "side": -75.0, "right": 75.0, "front": -20.0, "back": 165.0, "above": -40.0,
     "below": -20.0}
)  # fmt: skip
"""Where a light stands about the subject, as the camera sees it, 0 on the camera's side."""
_OVERHEAD_DEG: Final = 75.0
_LOW_DEG: Final = 10.0
_INTO_LOW_SUN_DEG: Final = -145.0
"""Where a low sun stands when no side is said: people film sunsets towards them, off the axis."""
_INTO_LOW_SUN_EV: Final = -0.6
"""How much darker a shot towards a low sun is meant, so that the analytic sky keeps its colours."""
_CANOPY_EV: Final = 0.8
"""How much brighter a forest is meant than the meter says, which stands in the open."""
_LAMPS_ON_BELOW_LX: Final = 300.0
"""People switch lamps on when daylight is weaker than this: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What light is placed by: the camera's direction over the shot, and the subject."""

    azimuth: float
    """Middle of where the camera stands about what it looks at, at both ends [rad]."""
    place: tuple[float, float, float]
    height_m: float
    heading: float


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
        look, stage = look_of(facts), _stage(view.world)
        shining = _shining(view.world, look=look, stage=stage)
        look = lit_by(look, shining)
        _sun(builder, view, look=look, stage=stage)
        clock = sun_said(facts.text)
        findings = _by_clock(builder, view, said=clock)
        environment = ANALYTIC if clock is not None else environment_of(facts, word=look.word)
        _sky(builder, view, look=look, environment=environment)
        for lamp in look.preset.lamps:
            _lamp(builder, view, lamp=lamp, look=look, stage=stage)
        for practical in shining:
            _practical(builder, view, practical=practical)
        brighter = look.preset.exposure_ev + (_CANOPY_EV if environment == "forest" else 0.0)
        if _is_low(look.preset) and not look.side and environment == ANALYTIC:
            brighter += _INTO_LOW_SUN_EV
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


def _by_clock(
    builder: PatchBuilder, view: WorldView, *, said: SunSaid | None
) -> tuple[Finding, ...]:
    """Put the sun where it stands at the place and time that are said, unless it has set."""
    if said is None:
        return ()
    if said.elevation_rad <= 0.0:
        return (_below(view, said),)
    path = f"entities/{view.entity('sun')}/light"
    for name, value in (("azimuth_rad", said.azimuth_rad), ("elevation_rad", said.elevation_rad)):
        builder.set_field(
            f"{path}/{name}", value, origin=Origin.QUANTITY, basis="extracted",
            span=world_span(said.span),
        )  # fmt: skip
    return ()


def _below(view: WorldView, said: SunSaid) -> Finding:
    degrees = math.degrees(said.elevation_rad)
    return Finding(
        code="light.sun-below-horizon",
        severity="warning",
        message=f"at that place and time the sun is {-degrees:.1f} degrees below the horizon, "
        "so the light follows the other words",
        paths=(f"entities/{view.entity('sun')}/light/elevation_rad",),
        measured=round(degrees, 1),
        unit="deg",
        span=world_span(said.span),
        options=("say night, dusk or dawn", "give another time"),
    )


def _stage(world: World) -> _Stage:
    """Return what light is placed by; without a camera the nominal view."""
    shot = min(world.shots.values(), key=lambda s: s.order, default=None)
    if shot is None or shot.camera not in world.entities:
        return _Stage(azimuth=0.0, place=(0.0, 0.0, 0.0), height_m=1.7, heading=0.0)
    subject = _subject(world, shot)
    times = np.array([float(shot.first), float(shot.last)])
    back = view_at(world, shot.camera, times)[:, :3, 2]
    ends = np.arctan2(back[:, 0], back[:, 2])
    turn = math.remainder(float(ends[1] - ends[0]), math.tau)
    if subject is None:
        return _Stage(
            azimuth=float(ends[0]) + 0.5 * turn, place=(0, 0, 0), height_m=1.7, heading=0.0
        )
    x, y, z = (float(v) for v in subject.positions.mean(axis=0))
    return _Stage(
        azimuth=float(ends[0]) + 0.5 * turn,
        place=(x, y, z),
        height_m=subject.height_m,
        heading=float(subject.headings[0]),
    )


def _shining(world: World, *, look: Look, stage: _Stage) -> tuple[Practical, ...]:
    """Return the practicals of the first shot; electric ones only where it is dark."""
    shot = min(world.shots.values(), key=lambda s: s.order, default=None)
    x, y, z = stage.place
    return practicals_of(
        world,
        place=np.array([x, y + 0.8 * stage.height_m, z]),
        time=float(shot.first) if shot is not None else 0.0,
        dark=look.preset.sun_lx + look.preset.sky_lx < _LAMPS_ON_BELOW_LX,
    )


def _subject(world: World, shot: Shot) -> Figure | None:
    figures = figures_of(world, sample_times(shot.first, shot.last, count=3))
    named = shot.framing.subject
    if named is not None and named in figures:
        return figures[named]
    return next(iter(figures.values()), None)


def _bearing(look: Look, stage: _Stage, *, default_deg: float) -> float:
    """Return where the key stands, from +Z towards +X [rad]."""
    if look.frame == "subject" and look.side in {"left", "right", "front", "back"}:
        turn = {"left": 75.0, "right": -75.0, "front": 15.0, "back": 165.0}[look.side]
        return math.remainder(stage.heading + math.radians(turn), math.tau)
    degrees = _BEARINGS.get(look.side, default_deg)
    return math.remainder(stage.azimuth + math.radians(degrees), math.tau)


def _is_low(preset: LightPreset) -> bool:
    """Return whether it is the sun that lights, from low above the horizon."""
    return preset.elevation_deg <= _LOW_DEG and preset.sun_lx > preset.sky_lx


def _sun(builder: PatchBuilder, view: WorldView, *, look: Look, stage: _Stage) -> None:
    preset = look.preset
    elevation = _OVERHEAD_DEG if look.side == "above" else preset.elevation_deg
    if look.side == "back" and "elevation" not in look.stated:
        elevation = min(elevation, 25.0)
    entity = Entity(
        name="sun",
        kind="light",
        label="sun",
        semantics=Semantics(noun="sun"),
        light=Light(
            type="sun",
            temperature_k=preset.sun_k,
            illuminance_lx=preset.sun_lx,
            azimuth_rad=_bearing(
                look, stage, default_deg=_INTO_LOW_SUN_DEG if _is_low(preset) else -50.0
            ),
            elevation_rad=math.radians(elevation),
            angular_diameter_rad=math.radians(preset.sun_size_deg),
            tint=preset.tint,
        ),
    )
    _add(
        builder,
        view.entity("sun"),
        entity,
        held={
            "light/temperature_k": held_by(look, "temperature", "preset"),
            "light/illuminance_lx": held_by(look, "level", "preset"),
            "light/azimuth_rad": held_by(look, "side"),
            "light/elevation_rad": held_by(look, "elevation", "preset"),
            "light/tint": held_by(look, "preset"),
            "light/angular_diameter_rad": held_by(look, "preset"),
        },
    )


def _sky(builder: PatchBuilder, view: WorldView, *, look: Look, environment: str) -> None:
    entity = Entity(
        name="sky",
        kind="light",
        label="sky",
        semantics=Semantics(noun="sky"),
        light=Light(
            type="sky",
            temperature_k=look.preset.sky_k,
            illuminance_lx=look.preset.sky_lx,
            casts_shadow=False,
            environment=environment,
        ),
    )
    _add(
        builder,
        view.entity("sky"),
        entity,
        held={
            "light/temperature_k": held_by(look, "preset"),
            "light/illuminance_lx": held_by(look, "ratio", "level", "preset"),
            "light/environment": held_by(look, "preset"),
        },
    )


def _lamp(
    builder: PatchBuilder, view: WorldView, *, lamp: LampSpec, look: Look, stage: _Stage
) -> None:
    bearing = stage.azimuth + math.radians(lamp.bearing_deg)
    if lamp.key and look.side:
        bearing = _bearing(look, stage, default_deg=lamp.bearing_deg)
    x, y, z = stage.place
    position = np.array(
        [x + lamp.distance_m * math.sin(bearing), y + lamp.height_m,
         z + lamp.distance_m * math.cos(bearing)]
    )  # fmt: skip
    target = np.array([x, y + 0.8 * stage.height_m, z])
    entity = Entity(
        name=lamp.name,
        kind="light",
        label=lamp.name.replace("_", " "),
        semantics=Semantics(noun=lamp.name.replace("_", " ")),
        transform=Transform(
            position_m=(float(position[0]), float(position[1]), float(position[2])),
            rotation=_facing(target - position),
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
    _add(
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
    _add(
        builder,
        view.entity(f"practical:{practical.entity}"),
        practical_light(practical, prop=prop),
        held={"light": guessed, "parent": placed, "transform": placed},
    )


def _facing(direction: Float[np.ndarray, " 3"]) -> Quaternion:
    """Return the rotation whose -Z, where a lamp shines, is `direction`."""
    up = np.array([0.0, 1.0, 0.0])
    if abs(direction[1]) > 0.999 * float(np.linalg.norm(direction)):
        up = np.array([0.0, 0.0, 1.0])
    x, y, z, w = (float(v) for v in quaternions.look_rotation(direction, up))
    return x, y, z, w


def _add(builder: PatchBuilder, key: str, entity: Entity, *, held: dict[str, Provenance]) -> None:
    plain = builder.provenance(basis="derived")
    builder.add_node(
        f"entities/{key}",
        entity,
        origin=Origin.VOCABULARY,
        basis="guessed",
        overrides={"name": plain, "kind": plain, "label": plain, "semantics": plain, **held},
    )

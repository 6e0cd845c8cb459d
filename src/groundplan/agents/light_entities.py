"""Sun, sky and lamps as entities of a patch: where they stand, and who holds what of them."""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.agents.light_look import Look, held_by
from groundplan.agents.light_table import LightPreset
from groundplan.scene.view import view_at
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity, Light, Semantics
from groundplan.world.opinion import Origin
from groundplan.world.sequence import Shot

__all__ = [
    "INTO_LOW_SUN_EV", "LightStage", "add_light", "bearing_of", "is_low", "sky_entity", "sky_held",
    "stage_of", "sun_entity", "sun_held",
]  # fmt: skip

_BEARINGS: Final = MappingProxyType(
    {"left": -75.0, "side": -75.0, "right": 75.0, "front": -20.0, "back": 165.0, "above": -40.0,
     "below": -20.0}
)  # fmt: skip
"""Where a light stands about the subject, as the camera sees it, 0 on the camera's side."""
_OVERHEAD_DEG: Final = 75.0
_LOW_DEG: Final = 10.0
INTO_LOW_SUN_DEG: Final = -145.0
"""Where a low sun stands when no side is said: people film sunsets towards them, off the axis."""
INTO_LOW_SUN_EV: Final = -0.6
"""How much darker a shot towards a low sun is meant, so that the analytic sky keeps its colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightStage:
    """What light is placed by: the camera's direction over the shot, and the subject."""

    azimuth: float
    """Middle of where the camera stands about what it looks at, at both ends [rad]."""
    place: tuple[float, float, float]
    height_m: float
    heading: float


def stage_of(world: World) -> LightStage:
    """Return what light is placed by; without a camera the nominal view."""
    shot = min(world.shots.values(), key=lambda s: s.order, default=None)
    if shot is None or shot.camera not in world.entities:
        return LightStage(azimuth=0.0, place=(0.0, 0.0, 0.0), height_m=1.7, heading=0.0)
    subject = _subject(world, shot)
    times = np.array([float(shot.first), float(shot.last)])
    back = view_at(world, shot.camera, times)[:, :3, 2]
    ends = np.arctan2(back[:, 0], back[:, 2])
    turn = math.remainder(float(ends[1] - ends[0]), math.tau)
    if subject is None:
        return LightStage(
            azimuth=float(ends[0]) + 0.5 * turn, place=(0, 0, 0), height_m=1.7, heading=0.0
        )
    x, y, z = (float(v) for v in subject.positions.mean(axis=0))
    return LightStage(
        azimuth=float(ends[0]) + 0.5 * turn,
        place=(x, y, z),
        height_m=subject.height_m,
        heading=float(subject.headings[0]),
    )


def _subject(world: World, shot: Shot) -> Figure | None:
    figures = figures_of(world, sample_times(shot.first, shot.last, count=3))
    named = shot.framing.subject
    if named is not None and named in figures:
        return figures[named]
    return next(iter(figures.values()), None)


def bearing_of(look: Look, stage: LightStage, *, default_deg: float) -> float:
    """Return where the main light stands, from +Z towards +X [rad]."""
    if look.frame == "subject" and look.side in {"left", "right", "front", "back"}:
        turn = {"left": 75.0, "right": -75.0, "front": 15.0, "back": 165.0}[look.side]
        return math.remainder(stage.heading + math.radians(turn), math.tau)
    degrees = _BEARINGS.get(look.side, default_deg)
    return math.remainder(stage.azimuth + math.radians(degrees), math.tau)


def is_low(preset: LightPreset) -> bool:
    """Return whether it is the sun that lights, from low above the horizon."""
    return preset.elevation_deg <= _LOW_DEG and preset.sun_lx > preset.sky_lx


def sun_entity(look: Look, stage: LightStage) -> Entity:
    """Return the sun (or moon) of a look, standing where its side says."""
    preset = look.preset
    elevation = _OVERHEAD_DEG if look.side == "above" else preset.elevation_deg
    if look.side == "back" and "elevation" not in look.stated:
        elevation = min(elevation, 25.0)
    return Entity(
        name="sun",
        kind="light",
        label="sun",
        semantics=Semantics(noun="sun"),
        light=Light(
            type="sun",
            temperature_k=preset.sun_k,
            illuminance_lx=preset.sun_lx,
            azimuth_rad=bearing_of(
                look, stage, default_deg=INTO_LOW_SUN_DEG if is_low(preset) else -50.0
            ),
            elevation_rad=math.radians(elevation),
            angular_diameter_rad=math.radians(preset.sun_size_deg),
            tint=preset.tint,
        ),
    )


def sun_held(look: Look) -> dict[str, Provenance]:
    """Return on which words the sun's fields rest."""
    return {
        "light/temperature_k": held_by(look, "temperature", "preset"),
        "light/illuminance_lx": held_by(look, "level", "preset"),
        "light/azimuth_rad": held_by(look, "side"),
        "light/elevation_rad": held_by(look, "elevation", "preset"),
        "light/tint": held_by(look, "preset"),
        "light/angular_diameter_rad": held_by(look, "preset"),
    }


def sky_entity(look: Look, *, environment: str) -> Entity:
    """Return the dome of a look."""
    return Entity(
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


def sky_held(look: Look) -> dict[str, Provenance]:
    """Return on which words the dome's fields rest."""
    return {
        "light/temperature_k": held_by(look, "preset"),
        "light/illuminance_lx": held_by(look, "ratio", "level", "preset"),
        "light/environment": held_by(look, "preset"),
    }


def add_light(
    builder: PatchBuilder, key: str, entity: Entity, *, held: dict[str, Provenance]
) -> None:
    """Add a light whose fields are guessed but for those that `held` names."""
    plain = builder.provenance(basis="derived")
    builder.add_node(
        f"entities/{key}",
        entity,
        origin=Origin.VOCABULARY,
        basis="guessed",
        overrides={"name": plain, "kind": plain, "label": plain, "semantics": plain, **held},
    )

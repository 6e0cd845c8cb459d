"""Practicals: props that shine, as lamps of the world, so that they light what is near them."""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Float

from groundplan.assets import catalogue
from groundplan.geometry import exposure, transforms
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Lumens, Radians
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light, Semantics, Transform

__all__ = ["Practical", "practical_light", "practicals_of"]

LightRole = Literal["", "key", "practical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What shines in a prop."""

    flux_lm: float
    temperature_k: float
    size_m: float
    flame: bool = False
    """Burns whenever it is there; electric light is switched on in the dark."""
    stands_for: str = ""
    """The lamp of a lighting word that this prop makes real."""
    beam_deg: float = 360.0
    """Full angle of a beam that points ahead; 360 shines all around."""


_HEADLIGHTS: Final = _Source(flux_lm=2000, temperature_k=4000, size_m=0.15, beam_deg=60.0)
"""Both lamps of a vehicle as one beam."""
_BUMPER: Final = (0.0, 0.42, 0.5)
"""Where it starts, in widths, heights and lengths of the vehicle from its middle on the ground."""
_DIPPED_RAD: Final = math.radians(4.0)
_LIT_VEHICLES: Final = (
    "car", "taxi", "police_car", "limousine", "sports_car", "convertible", "suv", "pickup_truck",
    "ambulance", "fire_truck", "van", "truck", "bus", "motorcycle", "tram", "train", "tractor",
)  # fmt: skip
_SOURCES: Final = MappingProxyType(
    {
        "street_lamp": _Source(
            flux_lm=6000, temperature_k=2200, size_m=0.3, stands_for="street_light"
        ),
        "lamp": _Source(flux_lm=1100, temperature_k=2700, size_m=0.3, stands_for="lamp_light"),
        "table_lamp": _Source(flux_lm=600, temperature_k=2700, size_m=0.2, stands_for="lamp_light"),
        "lantern": _Source(
            flux_lm=120, temperature_k=2000, size_m=0.1, flame=True, stands_for="lamp_light"
        ),
        "candle": _Source(
            flux_lm=12.57, temperature_k=1900, size_m=0.02, flame=True, stands_for="candle_light"
        ),
        "campfire": _Source(
            flux_lm=1500, temperature_k=1900, size_m=0.4, flame=True, stands_for="fire_light"
        ),
        "lighthouse": _Source(flux_lm=50_000, temperature_k=3200, size_m=1.5),
        **dict.fromkeys(_LIT_VEHICLES, _HEADLIGHTS),
    }
)
"""By catalogue id. A candle is one candela; the others are our engineering defaults."""
_AHEAD_AND_DOWN: Final = (
    0.0, math.cos(0.5 * _DIPPED_RAD), math.sin(0.5 * _DIPPED_RAD), 0.0
)  # fmt: skip
"""Turns -Z, where a lamp shines, to +Z, where a vehicle drives, and down by the dip."""
_AHEAD_M: Final = 10.0
_MOST: Final = 4
"""The nearest to the subject shine; each lamp costs time in every pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practical:
    """A prop that shines."""

    entity: str
    anchor_m: tuple[float, float, float]
    """Where the light is, in the prop's own axes [m]."""
    flux_lm: float
    temperature_k: float
    size_m: float
    stands_for: str
    illuminance_lx: float
    """On what faces it at the subject; 0 for beams, which sweep past it and are nobody's key."""
    beam_rad: float = math.tau

    @property
    def ahead_lx(self) -> float:
        """Return what a beam gives to what it points at, some way ahead; 0 without a beam."""
        if self.beam_rad >= math.tau:
            return 0.0
        candela = exposure.beam_intensity_cd(Lumens(self.flux_lm), Radians(self.beam_rad))
        return candela / _AHEAD_M**2


def practicals_of(
    world: World, *, place: Float[np.ndarray, " 3"], time: float, dark: bool
) -> tuple[Practical, ...]:
    """Return the props that shine, what lights `place` [m] most first.

    Without `dark` only flames burn.
    """
    found: list[Practical] = []
    for key, entity in sorted(world.entities.items()):
        source = _source(entity)
        if source is None or not (dark or source.flame):
            continue
        anchor = _anchor(entity)
        world_from_prop = world_from_entity_at(world, key, np.array([time]))[0]
        at = transforms.transform_points(world_from_prop, np.array(anchor))
        beam = math.radians(source.beam_deg)
        candela = exposure.isotropic_intensity_cd(Lumens(source.flux_lm))
        squared = max(float(np.sum((at - place) ** 2)), 1e-4)
        found.append(
            Practical(
                entity=key,
                anchor_m=anchor,
                flux_lm=source.flux_lm,
                temperature_k=source.temperature_k,
                size_m=source.size_m,
                stands_for=source.stands_for,
                illuminance_lx=candela / squared if beam >= math.tau else 0.0,
                beam_rad=beam,
            )
        )
    return tuple(sorted(found, key=lambda p: -p.illuminance_lx)[:_MOST])


def practical_light(
    practical: Practical, *, prop: Entity, role: LightRole = "", subject: str | None = None
) -> Entity:
    """Return the lamp that stands in a prop and goes where it goes."""
    all_around = practical.beam_rad >= math.tau
    return Entity(
        name=f"{prop.name}_light",
        kind="light",
        label=f"light of the {prop.label or prop.name}",
        parent=practical.entity,
        semantics=Semantics(noun="light"),
        transform=Transform(
            position_m=practical.anchor_m,
            rotation=(0.0, 0.0, 0.0, 1.0) if all_around else _AHEAD_AND_DOWN,
        ),
        light=Light(
            type="point" if all_around else "spot",
            temperature_k=practical.temperature_k,
            luminous_flux_lm=practical.flux_lm,
            beam_angle_rad=practical.beam_rad,
            size_m=(practical.size_m, practical.size_m),
            role=role,
            subject=subject,
        ),
    )


def _source(entity: Entity) -> _Source | None:
    if entity.asset is None or entity.asset.placeholder:
        return None
    return _SOURCES.get(entity.asset.catalogue_id)


def _anchor(entity: Entity) -> tuple[float, float, float]:
    assert entity.asset is not None  # noqa: S101  (callers filter; narrows the type)
    entry = catalogue.entry(entity.asset.catalogue_id)
    if entry.id in _LIT_VEHICLES:
        x, y, z = (a * b for a, b in zip(_BUMPER, entity.size_m or entry.size_m, strict=True))
        return x, y, z
    model = catalogue.build(entry, size_m=entity.size_m)
    x, y, z = model.anchors["light"]
    return float(x), float(y), float(z)

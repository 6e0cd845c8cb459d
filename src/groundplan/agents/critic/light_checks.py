"""Does light come from where it was asked, and do all lamps throw the shadows they should."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from groundplan.agents.critic.observation import Observation
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import SHADOWED_LAMPS
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding

__all__ = ["light_findings"]

_CLEARLY: Final = 0.5
"""Share of a light's horizontal direction that has to point to its side: 30 degrees."""


def light_findings(seen: Observation) -> Iterator[Finding]:
    """Return what is wrong with the light of a shot."""
    yield from _shadowless(seen.world.entities)
    for key, intent in seen.asserted("light_side"):
        if intent.value not in _AXES:
            continue
        light = _key_light(seen)
        if light is None:
            continue
        entity, bearing = light
        for index in (0, -1):
            pointing = _pointing(seen, bearing, side=str(intent.value), index=index)
            if pointing < _CLEARLY:
                yield Finding(
                    code="light.side-violated",
                    severity="warning",
                    message=(
                        f"the {entity.name} does not stand {_AXES[str(intent.value)][0]} at the "
                        f"{'first' if index == 0 else 'last'} frame"
                    ),
                    paths=(f"intents/{key}",),
                    measured=round(pointing, 3),
                    expected=_CLEARLY,
                    unit="1",
                    span=intent.span,
                )
                break


def _shadowless(entities: dict[str, Entity]) -> Iterator[Finding]:
    """Tell when more lamps should throw shadows than do: the faintest light through things."""
    able = {
        key: entity.light.luminous_flux_lm or 0.0
        for key, entity in sorted(entities.items())
        if entity.light is not None
        and entity.light.type not in {"sun", "sky"}
        and entity.light.casts_shadow
    }
    if len(able) <= SHADOWED_LAMPS:
        return
    faint = sorted(able, key=lambda key: -able[key])[SHADOWED_LAMPS:]
    yield Finding(
        code="light.lamps-without-shadow",
        severity="info",
        message=f"only the {SHADOWED_LAMPS} strongest lamps throw shadows, {len(faint)} do not",
        paths=tuple(f"entities/{key}/light/casts_shadow" for key in faint),
        measured=len(able),
        expected=SHADOWED_LAMPS,
        unit="1",
        options=("leave out lamps", "set casts_shadow to false where shadows do not matter"),
    )


_AXES: Final[dict[str, tuple[str, tuple[float, float]]]] = {
    "left": ("on camera left", (-1.0, 0.0)),
    "right": ("on camera right", (1.0, 0.0)),
    "front": ("on the camera's side", (0.0, 1.0)),
    "back": ("behind the subject", (0.0, -1.0)),
}


def _key_light(seen: Observation) -> tuple[Entity, float] | None:
    """Return the key lamp, else the sun where it shines, with the bearing at which it stands [rad].

    A lamp's is about the face that it is set for.
    """
    entities = seen.world.entities
    for key in sorted(entities):
        light = entities[key].light
        if light is None or light.role != "key" or light.type in {"sun", "sky"}:
            continue
        figure = seen.figures.get(light.subject or "") or seen.subject
        if figure is not None:
            times = figure.times[len(figure.times) // 2 :][:1].astype(np.float64)
            place = world_from_entity_at(seen.world, key, times)[0, :3, 3]
            way = place - figure.positions[len(figure.times) // 2]
            return entities[key], math.atan2(float(way[0]), float(way[2]))
    for key in sorted(entities):
        light = entities[key].light
        if light is None or light.type != "sun" or light.azimuth_rad is None:
            continue
        if (light.illuminance_lx or 0.0) > 0.0:
            return entities[key], light.azimuth_rad
    return None


def _pointing(seen: Observation, bearing: float, *, side: str, index: int) -> float:
    """Return the cosine between a bearing and a side of the camera, over the ground."""
    right = seen.world_from_camera[index, :3, 0]
    back = seen.world_from_camera[index, :3, 2]
    way = np.array([math.sin(bearing), math.cos(bearing)])
    x, z = _AXES[side][1]
    axis = (x * right + z * back)[[0, 2]]
    return float(way @ axis / max(float(np.linalg.norm(axis)), 1e-9))

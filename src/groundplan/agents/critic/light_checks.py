"""Does light come from where it was asked, and as warm."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from groundplan.agents.critic.observation import Observation
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding

__all__ = ["light_findings"]

_CLEARLY: Final = 0.5
"""Share of a light's horizontal direction that has to point to its side: 30 degrees."""


def light_findings(seen: Observation) -> Iterator[Finding]:
    """Return what is wrong with the light of a shot."""
    for key, intent in sorted(seen.world.intents.items()):
        if intent.kind != "light_side" or intent.value not in _AXES:
            continue
        light = _key_light(seen.world.entities)
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


_AXES: Final[dict[str, tuple[str, tuple[float, float]]]] = {
    "left": ("on camera left", (-1.0, 0.0)),
    "right": ("on camera right", (1.0, 0.0)),
    "front": ("on the camera's side", (0.0, 1.0)),
    "back": ("behind the subject", (0.0, -1.0)),
}


def _key_light(entities: dict[str, Entity]) -> tuple[Entity, float] | None:
    """Return the sun, where it shines, with the bearing at which it stands [rad]."""
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

"""Where entities are at many times at once: transforms through all parents, as the scene needs.

Times are subframes, as floats so that lens and shutter samples fit between.
"""

from functools import reduce
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at

__all__ = ["is_animated", "number_at", "parent_from_entity_at", "world_from_entity_at"]

_DEEPEST: Final = 64


def is_animated(entity: Entity, prefix: str) -> bool:
    """Tell whether a field, or any field below `prefix.`, has keys."""
    return any(
        (name == prefix or name.startswith(f"{prefix}.")) and bool(channel.keys)
        for name, channel in entity.channels.items()
    )


def number_at(
    entity: Entity, field: str, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, " time"]:
    """Return a scalar field at many times."""
    return values_at(entity, field, times)[:, 0]


def world_from_entity_at(
    world: World, entity_id: str, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    """Return `world_from_entity` through all parents; hands and aims are the scene's to add.

    Raises:
        SceneError: A parent is missing, or an entity is its own ancestor.
    """
    chain: list[Float[np.ndarray, "time 4 4"]] = []
    current: str | None = entity_id
    while current is not None:
        entity = world.entities.get(current)
        if entity is None:
            raise SceneError(f"entity {current} does not exist", "remove or mend the parent")
        if len(chain) >= _DEEPEST:
            raise SceneError(
                f"{entity.name} has more than {_DEEPEST} ancestors, or is its own",
                "mend the parents",
            )
        chain.append(parent_from_entity_at(entity, times))
        current = entity.parent
    return reduce(transforms.multiply, reversed(chain))


def parent_from_entity_at(
    entity: Entity, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    """Return an entity's own transform at many times."""
    return transforms.compose(
        values_at(entity, "transform.position_m", times),
        values_at(entity, "transform.rotation", times),
        values_at(entity, "transform.scale", times),
    )

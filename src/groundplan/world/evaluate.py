"""Values of a document at times: fields with or without channels, and transforms through parents.

Times are subframes, as floats in arrays so that lens and shutter samples fit between. Everything is
vectorised over times; a value does not depend on what else is asked for in the same call.
"""

from functools import reduce
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import PathError, SceneError
from groundplan.geometry import curves, rotation_curves, transforms
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["field_at", "is_animated", "local_at", "number_at", "world_from_entity_at"]

Times = Float[np.ndarray, " time"]
_DEEPEST: Final = 64


def is_animated(entity: Entity, prefix: str) -> bool:
    """Tell whether a field, or any field below `prefix.`, has keys."""
    return any(
        (name == prefix or name.startswith(f"{prefix}.")) and channel.keys
        for name, channel in entity.channels.items()
    )


def field_at(entity: Entity, field: str, times: Times) -> Float[np.ndarray, "time dim"]:
    """Return a numeric field (`transform.position_m`, `camera.focal_mm`) at many times.

    Raises:
        PathError: The entity has no such field, or it does not hold numbers.
    """
    channel = entity.channels.get(field)
    if channel is not None and channel.keys:
        return _channel_at(channel, times)
    value = np.atleast_1d(np.asarray(_static(entity, field), dtype=np.float64))
    return np.repeat(value[None], len(times), axis=0)


def number_at(entity: Entity, field: str, times: Times) -> Times:
    """Return a scalar field at many times."""
    return field_at(entity, field, times)[:, 0]


def local_at(entity: Entity, times: Times) -> Float[np.ndarray, "time 4 4"]:
    """Return `parent_from_entity` at many times."""
    return transforms.compose(
        field_at(entity, "transform.position_m", times),
        field_at(entity, "transform.rotation", times),
        field_at(entity, "transform.scale", times),
    )


def world_from_entity_at(
    world: World, entity_id: str, times: Times
) -> Float[np.ndarray, "time 4 4"]:
    """Return `world_from_entity` through all parents; constraints such as aim are the scene's.

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
                f"{entity.name} has more than {_DEEPEST} ancestors or is its own",
                "mend the parents",
            )
        chain.append(local_at(entity, times))
        current = entity.parent
    return reduce(transforms.multiply, reversed(chain))


def _static(entity: Entity, field: str) -> object:
    value: object = entity
    for part in field.split("."):
        value = getattr(value, part, None)
        if value is None:
            raise PathError(f"{entity.name} has no field {field!r}", "name a field that it has")
    return value


def _channel_at(channel: Channel, times: Times) -> Float[np.ndarray, "time dim"]:
    keys = sorted(channel.keys.values(), key=lambda key: key.t)
    moments = np.array([float(key.t) for key in keys])
    values = np.array([np.atleast_1d(np.asarray(key.v, dtype=np.float64)) for key in keys])
    if channel.type == "quat":
        kinds: tuple[rotation_curves.RotationInterpolation, ...] = tuple(
            "hold" if key.interp == "hold" else "slerp" for key in keys
        )
        return rotation_curves.evaluate_rotations(moments, values, times, interpolation=kinds)
    curve = curves.Keys(
        times=moments,
        values=values,
        interpolation=tuple(key.interp for key in keys),
        out_handles=_handles(keys, curves.smooth_handles(moments, values)[1], side="out"),
        in_handles=_handles(keys, curves.smooth_handles(moments, values)[0], side="in"),
        before=channel.extrapolation,
        after=channel.extrapolation,
    )
    return curves.evaluate(curve, times)


def _handles(
    keys: list[Key], smooth: Float[np.ndarray, "key handle"], *, side: str
) -> Float[np.ndarray, "key handle"]:
    """Return stated handles (dt, dv...), and smooth ones where a key states none.

    A key states one (dt, dv) per component; the time of the first serves all.
    """
    handles = smooth.copy()
    for row, key in enumerate(keys):
        stated = key.tangent_out if side == "out" else key.tangent_in
        if stated:
            handles[row] = (stated[0][0], *(dv for _, dv in stated))
    return handles

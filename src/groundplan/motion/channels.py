"""Fields of a world at many times at once: channels, parents and where a body heads.

Times are subframes (1/1000 frame) as floats; axis 0 of every result is time.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import curves, quaternions, rotation_curves, transforms
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["entity_of", "field_at", "frames_per_second", "local_at", "parent_chain", "world_at"]

_DEEPEST: Final = 32
_STILL: Final = (0.0, 0.0, 0.0, 1.0)


def frames_per_second(world: World) -> float:
    """Return the frame rate [1/s]."""
    return world.timebase.fps_num / world.timebase.fps_den


def entity_of(world: World, entity_id: str) -> Entity:
    """Return an entity.

    Raises:
        SceneError: The world has no such entity.
    """
    try:
        return world.entities[entity_id]
    except KeyError:
        raise SceneError(
            f"the world has no entity {entity_id}", "name one of world.entities"
        ) from None


def _sorted_keys(channel: Channel) -> list[Key]:
    at: dict[int, Key] = {}
    for name in sorted(channel.keys):
        at[channel.keys[name].t] = channel.keys[name]
    return [at[t] for t in sorted(at)]


def _numbers(key: Key, name: str) -> tuple[float, ...]:
    if isinstance(key.v, tuple):
        return key.v
    if isinstance(key.v, str):
        raise SceneError(f"channel {name} holds the word {key.v!r}", "give numbers")
    return (float(key.v),)


def field_at(
    entity: Entity,
    name: str,
    times: Float[np.ndarray, " time"],
    *,
    default: tuple[float, ...],
) -> Float[np.ndarray, "time dim"]:
    """Return a field's channel at the times, or `default` everywhere when it is not animated.

    Raises:
        SceneError: The channel holds words, no keys, or values of another length.
    """
    channel = entity.channels.get(name)
    if channel is None or not channel.keys:
        return np.tile(np.array(default, dtype=np.float64), (len(times), 1))
    keys = _sorted_keys(channel)
    values = [_numbers(key, name) for key in keys]
    if any(len(value) != len(default) for value in values):
        raise SceneError(
            f"channel {name} of {entity.name} has {len(values[0])} components",
            f"give {len(default)}",
        )
    at = np.array([key.t for key in keys], dtype=np.float64)
    if channel.type == "quat":
        return rotation_curves.evaluate_rotations(
            at,
            quaternions.normalise(np.array(values)),
            times,
            interpolation=tuple("hold" if k.interp == "hold" else "slerp" for k in keys),
        )
    return curves.evaluate(_curve(channel, keys, np.array(values)), times)


def _curve(channel: Channel, keys: list[Key], values: Float[np.ndarray, "key dim"]) -> curves.Keys:
    at = np.array([key.t for key in keys], dtype=np.float64)
    smooth_in, smooth_out = curves.smooth_handles(at, values)
    for row, key in enumerate(keys):
        for side, handles in ((key.tangent_in, smooth_in), (key.tangent_out, smooth_out)):
            if len(side) == values.shape[1]:
                handles[row] = (side[0][0], *(dv for _, dv in side))
    return curves.Keys(
        times=at,
        values=values,
        interpolation=tuple(key.interp for key in keys),
        in_handles=smooth_in,
        out_handles=smooth_out,
        before=channel.extrapolation,
        after=channel.extrapolation,
    )


def local_at(entity: Entity, times: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4 4"]:
    """Return `parent_from_entity` at the times."""
    place = entity.transform
    position = field_at(entity, "transform.position_m", times, default=place.position_m)
    rotation = field_at(entity, "transform.rotation", times, default=place.rotation)
    scale = field_at(entity, "transform.scale", times, default=place.scale)
    return transforms.compose(position, quaternions.normalise(rotation), scale)


def parent_chain(world: World, entity_id: str) -> list[str]:
    """Return the entity and its parents, itself first.

    Raises:
        SceneError: A parent is missing, or parents form a ring.
    """
    chain = [entity_id]
    while (parent := entity_of(world, chain[-1]).parent) is not None:
        chain.append(parent)
        if len(chain) > _DEEPEST:
            raise SceneError(
                f"{world.entities[entity_id].name} has more than {_DEEPEST} parents or is its own",
                "break the ring of parents",
            )
    return chain


def world_at(
    world: World, entity_id: str, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    """Return `world_from_entity` at the times, without aims and headings."""
    result = np.tile(np.eye(4), (len(times), 1, 1))
    for link in parent_chain(world, entity_id):
        result = transforms.multiply(local_at(world.entities[link], times), result)
    return result



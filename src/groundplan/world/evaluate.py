"""What an entity's fields are at a time: channels over the still values, parents composed.

Aiming, gaits and contact are not here: the scene poses bodies, this reads numbers.
"""

from typing import cast

import numpy as np
from jaxtyping import Float

from groundplan.errors import PathError
from groundplan.geometry import curves, quaternions, rotation_curves, transforms
from groundplan.units import Subframes
from groundplan.world.channel import Channel, Key
from groundplan.world.channel_rules import field_of_channel
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["channel_at", "curve_of", "transform_at", "value_at", "values_at"]


def value_at(entity: Entity, field: str, time: Subframes | int) -> object:
    """Return a field such as `transform.position_m` at a time: a number, a tuple or a word.

    Raises:
        PathError: The entity has no such field, or not the component that it belongs to.
    """
    channel = entity.channels.get(field)
    if channel is not None:
        return channel_at(channel, time)
    field_of_channel(field)
    node: object = entity
    for part in field.split("."):
        if node is None:
            raise PathError(
                f"{entity.name!r} has no {field.partition('.')[0]}", "add the component first"
            )
        node = (
            cast("dict[str, object]", node).get(part)
            if isinstance(node, dict)
            else (getattr(node, part))
        )
    return node


def values_at(
    entity: Entity, field: str, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time dim"]:
    """Return a numeric field at many times [subframes], one row per time.

    Raises:
        PathError: The entity has no such field, or it holds words.
    """
    channel = entity.channels.get(field)
    if channel is not None and channel.type not in ("enum", "bool"):
        return curve_of(channel, times)
    value = value_at(entity, field, Subframes(0))
    if channel is not None or not isinstance(value, (int, float, tuple)):
        raise PathError(f"{field} of {entity.name!r} is no number", "name a numeric field")
    return np.tile(np.atleast_1d(np.asarray(value, dtype=np.float64)), (len(times), 1))


def channel_at(channel: Channel, time: Subframes | int) -> object:
    """Return a channel's value: a float, a tuple of floats, a word or a truth value."""
    if channel.type in ("enum", "bool"):
        return _held(channel, time)
    row = curve_of(channel, np.array([float(time)]))[0]
    return float(row[0]) if channel.type == "float" else tuple(float(part) for part in row)


def _held(channel: Channel, time: int) -> object:
    keys = _sorted(channel)
    first, last = keys[0].t, keys[-1].t
    if channel.extrapolation == "cycle" and last > first and not first <= time <= last:
        time = first + (time - first) % (last - first)
    before = [key for key in keys if key.t <= time]
    return (before or keys)[-1 if before else 0].v


def _sorted(channel: Channel) -> list[Key]:
    return sorted(channel.keys.values(), key=lambda key: key.t)


def curve_of(channel: Channel, times: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time dim"]:
    """Return a channel of numbers at many times [subframes], one row per time."""
    keys = _sorted(channel)
    if channel.type == "quat":
        return _rotations(channel, keys, times=times)
    count = {"float": 1, "vec2": 2, "vec3": 3}[channel.type]
    columns = [_component(channel, keys, index=index, times=times) for index in range(count)]
    return np.concatenate(columns, axis=1)


def _component(
    channel: Channel, keys: list[Key], *, index: int, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 1"]:
    key_times = np.array([float(key.t) for key in keys])
    values = np.array([[_number(key, index)] for key in keys])
    if not any(key.interp == "bezier" for key in keys):
        straight = curves.Keys(
            times=key_times, values=values, interpolation=tuple(key.interp for key in keys),
            before=channel.extrapolation, after=channel.extrapolation,
        )  # fmt: skip
        return curves.evaluate(straight, times)
    smooth_in, smooth_out = curves.smooth_handles(key_times, values)
    for row, key in enumerate(keys):
        if key.tangent_in:
            smooth_in[row] = key.tangent_in[index]
        if key.tangent_out:
            smooth_out[row] = key.tangent_out[index]
    curve = curves.Keys(
        times=key_times,
        values=values,
        interpolation=tuple(key.interp for key in keys),
        out_handles=smooth_out,
        in_handles=smooth_in,
        before=channel.extrapolation,
        after=channel.extrapolation,
    )
    return curves.evaluate(curve, times)


def _number(key: Key, index: int) -> float:
    if isinstance(key.v, tuple):
        return key.v[index]
    return float(key.v)


def _rotations(
    channel: Channel, keys: list[Key], *, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4"]:
    """Slerp; `bezier` keys go smoothly through (squad); a linear end is held."""
    key_times = np.array([float(key.t) for key in keys])
    first, last = key_times[0], key_times[-1]
    if channel.extrapolation == "cycle" and last > first:
        outside = (times < first) | (times > last)
        times = np.where(outside, first + np.mod(times - first, last - first), times)
    rotations = quaternions.normalise(np.array([key.v for key in keys], dtype=np.float64))
    names = {"hold": "hold", "linear": "slerp", "bezier": "squad"}
    kinds = cast(
        "tuple[rotation_curves.RotationInterpolation, ...]",
        tuple(names[key.interp] for key in keys),
    )
    return rotation_curves.evaluate_rotations(key_times, rotations, times, interpolation=kinds)


def transform_at(world: World, entity_id: str, time: Subframes | int) -> Float[np.ndarray, "4 4"]:
    """Return `world_from_entity` [m] at a time, parents composed.

    Raises:
        PathError: The entity or one of its parents does not exist.
    """
    matrix = np.eye(4)
    current: str | None = entity_id
    while current is not None:
        entity = world.entities.get(current)
        if entity is None:
            raise PathError(f"there is no entity {current}", "add it, or clear what names it")
        matrix = transforms.multiply(_parent_from_entity(entity, time), matrix)
        current = entity.parent
    return matrix


def _parent_from_entity(entity: Entity, time: Subframes | int) -> Float[np.ndarray, "4 4"]:
    position, rotation, scale = (
        np.asarray(value_at(entity, f"transform.{part}", time), dtype=np.float64)
        for part in ("position_m", "rotation", "scale")
    )
    return transforms.compose(position, quaternions.normalise(rotation), scale)

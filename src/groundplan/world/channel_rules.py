"""Rules of channels: keys that fit their type, one per time, on a field that exists."""

from typing import Final

from groundplan.errors import EditError, PathError
from groundplan.world.channel import Channel, Key
from groundplan.world.entity import Entity
from groundplan.world.paths import closest
from groundplan.world.structure import Leaf, Map, Record, Shape, record_of

__all__ = ["check_channel", "field_of_channel"]

_COMPONENTS: Final = {"float": 1, "vec2": 2, "vec3": 3, "quat": 4}


def check_channel(path: str, name: str, channel: Channel) -> None:
    """Check one channel of an entity.

    Raises:
        EditError: It animates no field, has no keys, two at one time, or a key of another type.
    """
    try:
        field_of_channel(name)
    except PathError as error:
        raise EditError(f"`{path}` animates nothing: {error.problem}", error.remedy) from None
    if not channel.keys:
        raise EditError(f"`{path}` has no keys", "add a key, or remove the channel")
    times: dict[int, str] = {}
    for key_id, key in channel.keys.items():
        _check_key(f"{path}/keys/{key_id}", channel.type, key)
        if (other := times.setdefault(key.t, key_id)) != key_id:
            raise EditError(
                f"`{path}` has two keys, {other} and {key_id}, at {key.t} subframes",
                "move or remove one of them",
            )


def _check_key(path: str, kind: str, key: Key) -> None:
    count = _COMPONENTS.get(kind)
    if not _fits(kind, count, key.v):
        raise EditError(f"`{path}/v` can't be {key.v!r}", f"a key of this channel is a {kind}")
    _check_handles(path, count, key)
    if kind == "quat" and abs(sum(p * p for p in _numbers(key.v)) ** 0.5 - 1.0) > 1e-4:
        raise EditError(f"`{path}/v` is not a unit quaternion", "a rotation has length 1 (xyzw)")
    if key.interp == "bezier" and count is None:
        raise EditError(f"`{path}/interp` can't be bezier on a {kind}", "use hold")


def _check_handles(path: str, count: int | None, key: Key) -> None:
    for name, handles, sign in (
        ("tangent_in", key.tangent_in, -1.0),
        ("tangent_out", key.tangent_out, 1.0),
    ):
        if handles and len(handles) != count:
            raise EditError(
                f"`{path}/{name}` has {len(handles)} handles", f"it needs {count or 0}, or none"
            )
        if any(sign * dt < 0.0 for dt, _ in handles):
            raise EditError(
                f"`{path}/{name}` points the wrong way in time",
                "dt is at most 0 before a key and at least 0 after it",
            )


def _numbers(value: object) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else ()  # pyright: ignore[reportUnknownVariableType]  # Key.v holds tuples of floats


def _fits(kind: str, count: int | None, value: object) -> bool:
    if kind == "enum":
        return isinstance(value, str)
    if kind == "bool":
        return isinstance(value, bool)
    if count == 1:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return len(_numbers(value)) == count


def field_of_channel(name: str) -> Leaf:
    """Return the shape of the field that a channel such as `camera.focal_mm` animates.

    Raises:
        PathError: An entity has no such field.
    """
    shape: Shape = record_of(Entity)
    parts = name.split(".")
    for depth, part in enumerate(parts):
        if isinstance(shape, Map):
            shape = shape.value
            if isinstance(shape, Leaf):  # keys of free properties have dots: `coat.color`
                return shape
        elif isinstance(shape, Record) and part in shape.fields:
            shape = shape.fields[part]
        else:
            known = shape.fields if isinstance(shape, Record) else ()
            above = ".".join(parts[:depth]) or "an entity"
            raise PathError(f"{above} has no field {part!r}", closest(part, known))
    if not isinstance(shape, Leaf):
        raise PathError(f"{name} is a group of fields", "animate the fields in it one by one")
    return shape

"""Rules that span fields: what types can't say and what every applied patch must leave true."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from groundplan.errors import EditError
from groundplan.world.channel_rules import check_channel
from groundplan.world.document import World
from groundplan.world.draft import Draft
from groundplan.world.entity import Entity
from groundplan.world.narrative import Action, Beat, Line
from groundplan.world.paths import closest, exists, join, lookup, shape_at
from groundplan.world.sequence import Grip, Shot, Track
from groundplan.world.structure import leaves

__all__ = ["check_everything", "check_rules"]

_NAME: Final = re.compile(r"[A-Za-z0-9_]{1,80}")
_UNIT_TOLERANCE: Final = 1e-4


def check_rules(draft: Draft) -> None:
    """Check every noun that a patch touched.

    Raises:
        EditError: A rule is broken; the message names the path and what would be right.
    """
    world = draft.world
    for segments in sorted(draft.touched):
        path = join(segments)
        if exists(world, path):
            _check_references(world, segments)
    owners = sorted({_owner(segments) for segments in draft.touched})
    _check_nouns(world, owners)
    if any(len(segments) == 2 or segments[2] == "name" for segments in draft.touched):
        _check_names(world)


def check_everything(world: World) -> None:
    """Check every noun of a document; references may hang, as `orphans` reports.

    Raises:
        EditError: A rule is broken.
    """
    nouns = ("entities", "shots", "tracks", "grips")
    owners = [(kind, key) for kind in nouns for key in getattr(world, kind)]
    story = ("beats", "actions", "lines")
    owners += [("narrative", kind, key) for kind in story for key in getattr(world.narrative, kind)]
    _check_nouns(world, owners)
    _check_names(world)


def _owner(segments: tuple[str, ...]) -> tuple[str, ...]:
    """Return the noun that a path belongs to: an entity, a shot, an action, and so on."""
    return segments[: 3 if segments[0] == "narrative" else 2]


def _check_nouns(world: World, owners: Iterable[tuple[str, ...]]) -> None:
    for owner in owners:
        path = join(owner)
        if exists(world, path):
            noun = lookup(world, path)
            rule = _RULES.get(type(noun))
            if rule:
                rule(world, path, noun)


def _check_references(world: World, segments: tuple[str, ...]) -> None:
    node = lookup(world, join(segments))
    for path, leaf, value in leaves(shape_at(segments), node, join(segments)):
        if leaf.reference and value is not None and value not in world.entities:
            raise EditError(
                f"`{path}` names the entity {value}, which does not exist",
                "add the entity in the same patch or before, or name another",
            )


def _check_names(world: World) -> None:
    holders: dict[str, str] = {}
    for key, entity in world.entities.items():
        other = holders.setdefault(entity.name, key)
        if other != key:
            raise EditError(
                f"two entities are called {entity.name!r} ({other} and {key})",
                "names must be unique, as in dog and dog_2",
            )


def _check_entity(world: World, path: str, noun: object) -> None:
    assert isinstance(noun, Entity)  # noqa: S101  # the table below is keyed by type
    if not _NAME.fullmatch(noun.name):
        raise EditError(
            f"`{path}/name` can't be {noun.name[:40]!r}", "use 1 to 80 letters, digits and _"
        )
    _check_geometry(path, noun)
    length = sum(part * part for part in noun.transform.rotation) ** 0.5
    if abs(length - 1.0) > _UNIT_TOLERANCE:
        raise EditError(
            f"`{path}/transform/rotation` has length {length:g}", "a rotation has length 1 (xyzw)"
        )
    seen = {path.partition("/")[2]}
    parent = noun.parent
    while parent is not None and parent in world.entities:
        if parent in seen:
            raise EditError(
                f"`{path}/parent` goes in a circle", "choose a parent that is not below"
            )
        seen.add(parent)
        parent = world.entities[parent].parent
    for name, channel in noun.channels.items():
        check_channel(f"{path}/channels/{name}", name, channel)


def _check_geometry(path: str, noun: Entity) -> None:
    if noun.geometry is None:
        return
    if noun.size_m is None:
        raise EditError(f"`{path}` has a mesh but no size", "state its size_m: that of the mesh")
    others = [name for name in ("asset", "primitive", "body") if getattr(noun, name) is not None]
    if others:
        raise EditError(
            f"`{path}` has geometry and {' and '.join(others)}", "keep one thing that is drawn"
        )


def _check_shot(world: World, path: str, noun: object) -> None:
    assert isinstance(noun, Shot)  # noqa: S101  # the table below is keyed by type
    _check_interval(path, noun.first, noun.last, names=("first", "last"))
    camera = world.entities.get(noun.camera)
    if camera is not None and camera.kind != "camera":
        raise EditError(
            f"`{path}/camera` names {camera.name!r}, a {camera.kind}",
            closest("camera", [e.name for e in world.entities.values() if e.kind == "camera"]),
        )


def _check_timed(world: World, path: str, noun: object) -> None:
    if isinstance(noun, (Action, Beat, Line)):
        _check_interval(path, noun.start, noun.end, names=("start", "end"))
    elif isinstance(noun, Grip):
        _check_grip(world, path, noun)
    elif isinstance(noun, Track):
        _check_interval(path, noun.first, noun.last, names=("first", "last"))
        if noun.kind == "clip" and noun.name not in world.clips:
            raise EditError(
                f"`{path}/name` is {noun.name[:70]!r}, which is no clip of the document",
                "add the clip in the same patch or before",
            )


def _check_grip(world: World, path: str, grip: Grip) -> None:
    """Refuse what holds itself, directly or through what it is held by or stands on."""
    _check_interval(path, grip.first, grip.last, names=("first", "last"))
    seen = {grip.entity}
    ahead = [grip.holder]
    while ahead:
        current = ahead.pop()
        if current == grip.entity:
            raise EditError(f"`{path}` lets {grip.entity} hold itself", "let another one hold it")
        if current in seen or current not in world.entities:
            continue
        seen.add(current)
        ahead += [g.holder for g in world.grips.values() if g.entity == current]
        parent = world.entities[current].parent
        ahead += [parent] if parent is not None else []


def _check_interval(path: str, start: int, end: int, *, names: tuple[str, str]) -> None:
    if end < start:
        raise EditError(
            f"`{path}/{names[1]}` is {end}, before `{names[0]}` at {start} subframes",
            f"`{names[1]}` must be at least {start}",
        )


_RULES: Final[dict[type, Callable[[World, str, object], None]]] = {
    Entity: _check_entity,
    Shot: _check_shot,
    Action: _check_timed,
    Beat: _check_timed,
    Line: _check_timed,
    Track: _check_timed,
    Grip: _check_timed,
}

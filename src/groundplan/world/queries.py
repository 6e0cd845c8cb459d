"""Questions to a document: by name, by kind, who holds what, what was guessed, what hangs loose."""

from dataclasses import dataclass, replace
from typing import Literal

from groundplan.errors import PathError
from groundplan.world.channel import Channel
from groundplan.world.document import World
from groundplan.world.entity import Entity, EntityKind
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.paths import closest, exists, lookup, replaced, shape_at, split
from groundplan.world.sequence import Grip, Shot, Track
from groundplan.world.stack import winner
from groundplan.world.structure import ROOT, Leaf, leaves, plain, typed

__all__ = [
    "Guess",
    "Orphan",
    "entities_of_kind",
    "entity_named",
    "guesses",
    "orphans",
    "present_in_shot",
    "provenance",
    "resolve_for_shot",
    "shot_numbered",
    "shots_in_order",
]  # fmt: skip


def entity_named(world: World, name: str) -> tuple[str, Entity]:
    """Return id and entity of a name; capitals count only where they tell two apart.

    Raises:
        PathError: Nothing is called so; the message has the nearest names.
    """
    for key, entity in world.entities.items():
        if entity.name == name:
            return key, entity
    alike = [i for i in world.entities.items() if i[1].name.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    names = [entity.name for entity in world.entities.values()]
    raise PathError(f"no entity is called {name!r}", closest(name, names))


def entities_of_kind(world: World, *kinds: EntityKind) -> dict[str, Entity]:
    """Return the entities of some kinds by id, ordered by name."""
    found = [item for item in world.entities.items() if item[1].kind in kinds]
    return dict(sorted(found, key=lambda item: item[1].name))


def shots_in_order(world: World) -> tuple[tuple[str, Shot], ...]:
    """Return ids and shots as they are cut: by `order`, then by id."""
    return tuple(sorted(world.shots.items(), key=lambda item: (item[1].order, item[0])))


def shot_numbered(world: World, number: int | str) -> tuple[str, Shot]:
    """Return id and shot of a number (1 is the first in the cut), an id or a name.

    Raises:
        PathError: There is no such shot.
    """
    shots = shots_in_order(world)
    for position, (key, shot) in enumerate(shots, start=1):
        if str(number) in (key, shot.name, str(position)):
            return key, shot
    raise PathError(
        f"there is no shot {number!r}",
        closest(str(number), [shot.name for _, shot in shots]),
    )


def present_in_shot(world: World, shot_id: str) -> World:
    """Return the document with only those entities that are in the scene of a shot.

    Tracks and grips of the others go with them, and those of other scenes: no body goes on over a
    cut in place and time. A document without scenes is returned as it is.
    """
    scene = world.shots[shot_id].scene if shot_id in world.shots else ""
    if not scene or all(not entity.scenes for entity in world.entities.values()):
        return world
    own = [shot for shot in world.shots.values() if shot.scene == scene]
    first, last = min(shot.first for shot in own), max(shot.last for shot in own)
    there = {
        key: _during(entity, first, last)
        for key, entity in world.entities.items()
        if not entity.scenes or scene in entity.scenes
    }

    def during(timed: Track | Grip) -> bool:
        return timed.first <= last and timed.last >= first

    return replace(
        world,
        entities=there,
        tracks={k: t for k, t in world.tracks.items() if t.entity in there and during(t)},
        grips={
            key: grip
            for key, grip in world.grips.items()
            if grip.entity in there and grip.holder in there and during(grip)
        },
    )


def _during(entity: Entity, first: int, last: int) -> Entity:
    """Return somebody with the keys of one stretch of time; of other times only what still holds.

    A body's strides are read from where it is before and after: it is nowhere else then.
    """
    if len(entity.scenes) < 2:
        return entity
    channels = dict[str, Channel]()
    for name, channel in entity.channels.items():
        inside = {k: key for k, key in channel.keys.items() if first <= key.t <= last}
        before = [k for k, key in channel.keys.items() if key.t < first]
        if not inside and before:
            held = max(before, key=lambda k: channel.keys[k].t)
            inside = {held: channel.keys[held]}
        channels[name] = replace(channel, keys=inside or channel.keys)
    return replace(entity, channels=channels)


def provenance(world: World, path: str) -> tuple[Opinion, ...]:
    """Return who holds a field, the strongest first.

    A field that nobody holds has the schema's default: then one opinion of origin vocabulary, held
    by `schema`, says so.

    Raises:
        PathError: The path names no field.
    """
    if not isinstance(shape_at(split(path)), Leaf):
        raise PathError(f"`{path}` is a group of fields", "name one of the fields in it")
    value = lookup(world, path)
    return world.opinions.get(path) or (
        Opinion(value=plain(value), origin=Origin.VOCABULARY, basis="guessed", agent="schema"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A value that nobody gave."""

    path: str
    opinion: Opinion


def guesses(world: World) -> tuple[Guess, ...]:
    """Return every field whose deciding opinion is a guess, by path."""
    found: list[Guess] = []
    for path in sorted(world.opinions):
        top = winner(world.opinions[path])
        if top is not None and top.basis == "guessed" and exists(world, path):
            found.append(Guess(path=path, opinion=top))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Something that names what is not there (any more)."""

    path: str
    """Of the opinion, the lock, or the field that holds the reference."""
    kind: Literal["opinion", "lock", "reference"]
    opinions: tuple[Opinion, ...] = ()
    names: str = ""
    """The id of the missing entity, for references."""


def orphans(world: World) -> tuple[Orphan, ...]:
    """Return opinions and locks without their field, and references without their entity."""
    found = [
        Orphan(path=path, kind="opinion", opinions=stack)
        for path, stack in world.opinions.items()
        if not exists(world, path)
    ]
    found += [Orphan(path=at, kind="lock") for at in world.locks if not exists(world, at)]
    found += [
        Orphan(path=path, kind="reference", names=str(value))
        for path, leaf, value in leaves(ROOT, world, "")
        if leaf.reference and value is not None and value not in world.entities
    ]
    return tuple(sorted(found, key=lambda orphan: (orphan.path, orphan.kind)))


def resolve_for_shot(world: World, shot_id: str) -> World:
    """Return the document as a shot sees it: with the opinions of layer `shot:<id>` counted in.

    Raises:
        PathError: There is no such shot.
    """
    if shot_id not in world.shots:
        raise PathError(f"there is no shot {shot_id!r}", closest(shot_id, world.shots))
    layer = f"shot:{shot_id}"
    for path, stack in sorted(world.opinions.items()):
        if any(held.layer == layer for held in stack) and exists(world, path):
            top = winner(stack, shot=shot_id)
            shape = shape_at(split(path))
            if top is not None and isinstance(shape, Leaf):
                world = replaced(world, split(path), typed(shape.parse, top.value))
    return world

"""Addresses for people: `woman.appearance.color`, `shot/1/camera.focal_mm`, `camera.fstop`.

Dots and slashes are the same; the first word is an entity's name, `entity`, `shot`, `camera` (that
of the first shot), or the start of a full path.
"""

from groundplan.errors import PathError
from groundplan.world.document import World
from groundplan.world.paths import closest, join, lookup, shape_at, split
from groundplan.world.queries import entity_named, shot_numbered, shots_in_order
from groundplan.world.structure import ROOT, Leaf, Map, Record, Shape

__all__ = ["readable", "resolve_path"]


def resolve_path(world: World, text: str) -> str:
    """Return the full path that a person's address means.

    Raises:
        PathError: It means nothing; the message has what comes nearest.
    """
    words = text.strip().strip("/")
    if not words or len(words) > 1000:
        raise PathError(f"{text[:40]!r} is no address", "write for example shot/1/camera.focal_mm")
    path = _full(world, words)
    shape = shape_at(split(path))
    if not isinstance(shape, Leaf):  # a group of fields may be absent, a field may not
        return path
    above = path.rpartition("/")[0]
    free_key = above and isinstance(shape_at(split(above)), Map)
    lookup(world, above if free_key else path)
    return path


def _full(world: World, words: str) -> str:
    parts = words.split("/")
    if parts[0] in ROOT.fields and (len(parts) == 1 or _starts(world, parts)):
        shape_at(split(words))
        return words
    loose = [part for part in words.replace("/", ".").split(".") if part]
    if not loose:
        raise PathError(f"{words[:40]!r} is no address", "write for example woman.size_m")
    head, rest = loose[0], loose[1:]
    if head in ROOT.fields and head not in ("shots", "entities"):
        return join(_walked(ROOT, (head, *rest)))
    if head in ("shot", "shots"):
        return _in_shot(world, rest)
    if head in ("entity", "entities"):
        return _in_entity(world, rest)
    return _in_entity(world, loose)


def _starts(world: World, parts: list[str]) -> bool:
    """Return whether a text is a full path already: its second part is a field or a key."""
    try:
        lookup(world, "/".join(parts[:2]))
    except PathError:
        return False
    return True


def _in_shot(world: World, words: list[str]) -> str:
    if not words:
        raise PathError("a shot's address has no number", "write for example shot/1/camera")
    key, shot = shot_numbered(world, words[0])
    if len(words) == 1:
        return join(("shots", key))
    if words[1] == "camera" and len(words) > 2:
        return _in_camera(world, shot.camera, words[2:])
    return join(("shots", key, *_walked(shape_at(("shots", key)), tuple(words[1:]))))


def _in_entity(world: World, words: list[str]) -> str:
    if not words:
        raise PathError("an entity's address has no name", "write for example entity/woman")
    head, rest = words[0], words[1:]
    if head in world.entities:
        key = head
    elif head == "camera" and all(e.name != "camera" for e in world.entities.values()):
        shots = shots_in_order(world)
        if not shots:
            raise PathError("there is no shot, and so no camera", "add a shot first")
        return _in_camera(world, shots[0][1].camera, rest)
    else:
        key, entity = entity_named(world, head)
        if entity.kind == "camera":
            return _in_camera(world, key, rest)
    return join(("entities", key, *_walked(shape_at(("entities", key)), tuple(rest))))


def _in_camera(world: World, key: str, words: list[str]) -> str:
    """Let `camera.focal_mm` stand for `camera.camera.focal_mm`."""
    del world
    entity = shape_at(("entities", key))
    lens = shape_at(("entities", key, "camera"))
    if words and isinstance(lens, Record) and isinstance(entity, Record):
        inside = words[0] in lens.fields
        if inside or words[0] not in entity.fields:
            if not inside:
                known = [*lens.fields, *entity.fields]
                raise PathError(f"a camera has no field {words[0]!r}", closest(words[0], known))
            words = ["camera", *words]
    return join(("entities", key, *_walked(entity, tuple(words))))


def _walked(shape: Shape, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return segments of words that were split at dots: keys of `channels` take theirs back."""
    if "channels" in words[:-1]:
        cut = words.index("channels") + 1
        end = words.index("keys") if "keys" in words[cut:] else len(words)
        words = (*words[:cut], ".".join(words[cut:end]), *words[end:])
    for word in words:
        if isinstance(shape, Record) and word not in shape.fields:
            raise PathError(f"there is no field {word!r} here", closest(word, shape.fields))
        if isinstance(shape, Leaf):
            raise PathError(f"{word!r} goes below a single value", "leave it out")
        shape = shape.value if isinstance(shape, Map) else shape.fields[word]
    return words


def readable(world: World, path: str) -> str:
    """Return a path as people read it: `woman.camera.focal_mm` instead of ids and slashes."""
    try:
        segments = split(path)
    except PathError:
        return path
    head, key = segments[0], segments[1] if len(segments) > 1 else ""
    if head == "entities" and key in world.entities:
        return ".".join((world.entities[key].name, *segments[2:]))
    if head == "shots" and key in world.shots:
        return ".".join((world.shots[key].name, *segments[2:]))
    return ".".join(segments)

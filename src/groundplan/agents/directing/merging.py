"""From two plannings to edits: what a note changes for the agents, carried over to the world.

`before` is what all roles make of the story without the note, `after` with it, both below what
people hold. What is alike in both is left alone, whatever the world has there. What differs is
brought to what `after` has, part by part: the place and the ways of a body are one part, so that no
body goes half an old way and half a new one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.agents.directing.replanning import is_from_note
from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.edits import AddNode, Edit, Provenance, RemoveNode, SetField, WithdrawOpinion
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.paths import ancestors, exists, join, lookup, shape_at, split
from groundplan.world.stack import same_holder
from groundplan.world.structure import ROOT, Leaf, leaves, plain

__all__ = ["edits_between"]

_KEPT: Final = frozenset(
    {"sources", "id", "seed", "generator", "film", "clips", "narrative/directions"}
)
"""What planning does not decide, or what a note brings itself."""
_PLACE: Final = frozenset({"transform", "channels", "aim", "camera", "parent"})
_NUMBERED: Final = frozenset({"tracks", "grips", "intents"})
"""Whose keys are running numbers: what is t3 in one planning may be t4 in another."""

Part = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merge:
    world: World
    before: World
    after: World
    parts: frozenset[Part]


def edits_between(
    world: World, before: World, after: World, *, gone: Collection[str] = ()
) -> tuple[Edit, ...]:
    """Return the edits that bring a world to what differs between two plannings.

    `gone` are paths that a person takes away, with all that anybody holds there.
    """
    old, new = _values(before), _values(after)
    parts = _changed_parts(before, after, (old, new))
    merge = _Merge(world=world, before=before, after=after, parts=parts)
    wanted = sorted(path for path in new if _part(path) in parts)
    return (*_removals(merge, old, gone), *_additions(merge, wanted), *_changes(merge, wanted))


def _values(world: World) -> dict[str, JsonData]:
    return {
        path: plain(value)
        for path, _, value in leaves(ROOT, world, "")
        if not _KEPT.intersection(ancestors(path))
    }


def _changed_parts(
    before: World, after: World, values: tuple[dict[str, JsonData], dict[str, JsonData]]
) -> frozenset[Part]:
    old, new = values
    return frozenset(
        _part(path)
        for path in {*old, *new}
        if path not in old
        or path not in new
        or old[path] != new[path]
        or _said(before, path) != _said(after, path)
    )


def _said(world: World, path: str) -> tuple[object, ...]:
    """Return what is held by planning, but for when: two plannings count revisions differently."""
    return tuple((o.value, o.origin, o.basis, o.agent, o.span) for o in _stack(world, path))


def _stack(world: World, path: str) -> tuple[Opinion, ...]:
    """Return what planning holds about a field, read in notes included, the strongest first."""
    stack = world.opinions.get(path, ())
    return tuple(o for o in stack if o.layer == "generated" or is_from_note(o))


def _part(path: str) -> Part:
    parts = path.split("/")
    if parts[0] == "entities":
        name = parts[2] if len(parts) > 2 else ""
        return (*parts[:2], "place" if name in _PLACE else name)
    return (parts[0],) if parts[0] in _NUMBERED else tuple(parts[:3])


def _top(world: World, path: str) -> str:
    """Return the highest node above a path that a world has not."""
    return [place for place in ancestors(path) if not exists(world, place)][-1]


def _removals(merge: _Merge, old: Mapping[str, JsonData], gone: Collection[str]) -> Iterator[Edit]:
    """Yield the removal of what only the planning without the note has.

    What is a person's altogether stays, unless they take it away themselves.
    """
    tops = {_top(merge.after, path) for path in old if not exists(merge.after, path)}
    for top in sorted(tops):
        if not exists(merge.world, top):
            continue
        stacks = [
            stack
            for path, stack in merge.world.opinions.items()
            if path == top or path.startswith(f"{top}/")
        ]
        by_hand = [_is_by_hand(stack) for stack in stacks]
        if top in gone or not any(by_hand):
            yield RemoveNode(path=top, origin=Origin.HUMAN)
        elif not all(by_hand):
            yield RemoveNode(path=top, origin=Origin.PLANNER)


def _is_by_hand(stack: tuple[Opinion, ...]) -> bool:
    return any(o.origin is Origin.HUMAN and not is_from_note(o) for o in stack)


def _additions(merge: _Merge, wanted: list[str]) -> Iterator[Edit]:
    """Yield what is new with the note; what people removed by hand stays away."""
    absent = {_top(merge.world, path) for path in wanted if not exists(merge.world, path)}
    for top in sorted(absent):
        if not exists(merge.before, top):
            yield from _added(merge.after, top)


def _added(after: World, top: str) -> Iterator[Edit]:
    below = [path for path, _, _ in leaves(shape_at(split(top)), lookup(after, top), top)]
    stacks = {path: stack for path in below if (stack := _stack(after, path))}
    if not stacks:
        return
    depth = len(split(top))
    held = {join(split(path)[depth:]): _provenance(stack[0]) for path, stack in stacks.items()
            if path != top}  # fmt: skip
    first = _provenance(next(iter(stacks.values()))[0])
    yield AddNode(
        path=top, value=_tree(top, stacks), overrides=held, origin=first.origin,
        basis=first.basis, layer=first.layer, agent=first.agent, span=first.span,
        confidence=first.confidence,
    )  # fmt: skip
    for path, stack in stacks.items():
        for opinion in reversed(stack[1:]):
            yield _held(path, opinion)


def _tree(top: str, stacks: Mapping[str, tuple[Opinion, ...]]) -> JsonData:
    """Return a node as data from what is held about its fields."""
    if top in stacks:
        return stacks[top][0].value
    depth = len(split(top))
    tree: dict[str, JsonData] = {}
    for path, stack in stacks.items():
        *above, name = split(path)[depth:]
        node = tree
        for segment in above:
            child = node.setdefault(segment, {})
            assert isinstance(child, dict)  # noqa: S101  # a field is not above a field
            node = child
        node[name] = stack[0].value
    return tree


def _changes(merge: _Merge, wanted: list[str]) -> Iterator[Edit]:
    for path in wanted:
        if exists(merge.world, path):
            yield from _changed(merge, path)


def _changed(merge: _Merge, path: str) -> Iterator[Edit]:
    """Yield what makes a field held as after the note."""
    has, stack = merge.world.opinions.get(path, ()), _stack(merge.after, path)
    old = _stack(merge.before, path)
    for opinion in reversed(stack):
        known = any(_alike(opinion, o) for o in has)
        # What an older note said may have been edited by hand since: only what is new is said.
        stale = is_from_note(opinion) and any(_alike(opinion, o) for o in old)
        if not known and not stale:
            yield _held(path, opinion)
    for opinion in has:
        planned = is_from_note(opinion) or any(same_holder(opinion, o) for o in old)
        if planned and not any(same_holder(opinion, o) for o in stack):
            rest = [o for o in (*has, *stack) if not same_holder(o, opinion)]
            if rest or _has_default(path):
                yield WithdrawOpinion(
                    path=path, layer=opinion.layer, origin=opinion.origin, agent=opinion.agent
                )


def _alike(a: Opinion, b: Opinion) -> bool:
    said = (a.value, a.basis, a.span, a.confidence)
    return same_holder(a, b) and said == (b.value, b.basis, b.span, b.confidence)


def _has_default(path: str) -> bool:
    shape = shape_at(split(path))
    return isinstance(shape, Leaf) and shape.has_default


def _provenance(opinion: Opinion) -> Provenance:
    return Provenance(
        origin=opinion.origin, basis=opinion.basis, layer=opinion.layer, agent=opinion.agent,
        span=opinion.span, confidence=opinion.confidence,
    )  # fmt: skip


def _held(path: str, opinion: Opinion) -> SetField:
    return SetField(
        path=path, value=opinion.value, origin=opinion.origin, basis=opinion.basis,
        layer=opinion.layer, agent=opinion.agent, span=opinion.span,
        confidence=opinion.confidence,
    )  # fmt: skip

"""The world's entities as things of the ground plan, for layout and motion alike."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.plan import block
from groundplan.agents.blocking.things import Kind, Point, Thing
from groundplan.agents.cast_list import cast_list
from groundplan.agents.folding import FOLDED_SUFFIX
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import WorldView
from groundplan.assets import catalogue
from groundplan.assets.entry import Entry
from groundplan.assets.opening import OpeningPart
from groundplan.assets.worktops import KEYBOARDS, work_height
from groundplan.language.facts import Facts
from groundplan.motion.parts import model_of
from groundplan.world.entity import Entity
from groundplan.world.opinion import Origin
from groundplan.world.stack import winner

__all__ = ["blocking_of", "things_of"]

_KINDS: Final[dict[str, Kind]] = {
    "set": "set", "vehicle": "vehicle", "character": "character", "animal": "animal",
}  # fmt: skip
_FLAT_M: Final = 0.35
_BROAD_M: Final = 2.0
_ENTERED: Final = frozenset(
    {"room", "plain_room", "theatre_stage", "ground", "hallway", "attic", "cellar", "courtyard",
     "pier", "boxing_ring"}
)  # fmt: skip
_SEATED: Final = frozenset({"sit", "ride", "drive", "perch", "rest", "lounge"})
_UPRIGHT: Final = frozenset({"stand", "lie", "sleep", "jump", "dance", "kneel", "nap", "walk"})
_SEATED_HIPS: Final = 0.297
"""Hips over standing height in the pose `sit`."""
_STEM_BELOW: Final = 0.4
"""Of the height: below it a tree is its trunk."""
_TOPS: Final = ("seat", "top", "back")


def blocking_of(view: WorldView, facts: Facts) -> Blocking:
    """Return the blocking of the cast as it is in the world now."""
    return block(facts, things_of(view, facts), clock=clock_of(view))


def things_of(view: WorldView, facts: Facts) -> list[Thing]:
    """Return one thing per fact; bodies of the same fact stand together."""
    things: list[Thing] = []
    for member in cast_list(facts).members:
        key = member.fact.key
        identity = view.entity(key)
        entity = view.world.entities.get(identity)
        if entity is None:
            continue
        size = entity.size_m or catalogue.placeholder_size(entity.kind)
        opinions = view.world.opinions.get(f"entities/{identity}/size_m", ())
        things.append(
            Thing(
                key=key,
                noun=member.fact.noun,
                kind=_KINDS.get(entity.kind, "prop"),
                size=size,
                count=len(member.keys),
                top=_top(entity, size),
                floor_m=_floor(entity, size),
                stem=_stem(entity, size),
                seat="seat" in _anchors(entity, size),
                work_m=work_height(_model(entity), size[1]),
                worked_from_front=_model(entity) in KEYBOARDS,
                treads=_treads(entity, size),
                opening=_opening(entity),
                flat=_is_flat(entity, size),
                folded=entity.asset is not None
                and entity.asset.catalogue_id.endswith(FOLDED_SUFFIX),
                stacked=entity.kind == "prop"
                and any(a.value == "stacked" for a in member.fact.attributes),
                pinned=_pinned(view, identity),
                resizable=not opinions or opinions[0].basis == "guessed",
                held=_held_place(view, identity) if len(member.keys) == 1 else None,
            )
        )
    return _sunk(things, facts)


def _held_place(view: WorldView, identity: str) -> Point | None:
    """Return where a person has put a thing."""
    top = winner(view.world.opinions.get(f"entities/{identity}/transform/position_m", ()))
    if top is None or top.origin is not Origin.HUMAN or not isinstance(top.value, list):
        return None
    x, y, z = (float(v) for v in top.value if isinstance(v, (int, float)))
    return x, y, z


def _pinned(view: WorldView, identity: str) -> tuple[float, float, float] | None:
    """Return where a thing is locked; None where nobody locked it."""
    path = f"entities/{identity}/transform/position_m"
    if not any(path == lock or path.startswith(f"{lock}/") for lock in view.world.locks):
        return None
    transform = view.world.entities[identity].transform
    x, _, z = transform.position_m
    _, y, _, w = transform.rotation
    return (x, z, 2.0 * math.atan2(y, w))


def _opening(entity: Entity) -> tuple[tuple[str, OpeningPart, Point], ...]:
    model = model_of(entity)
    if model is None or model.skeleton is None:
        return ()
    places = {joint: model.skeleton.place(joint).tolist() for joint in model.opening}
    return tuple((joint, part, tuple(places[joint])) for joint, part in model.opening.items())


def _sunk(things: list[Thing], facts: Facts) -> list[Thing]:
    """Return the things; people who sit or ride have their origin below what they sit on."""
    seats = {thing.key for thing in things if thing.seat}
    sits = {
        r.subject: True for r in facts.relations
        if r.relation == "on" and r.object in seats and r.when != "end"
    }  # fmt: skip
    for action in sorted(facts.actions, key=lambda a: (a.order, a.span.start), reverse=True):
        words = {action.verb, action.action}
        # What somebody does first is how they are found.
        if not action.negated and words & (_SEATED | _UPRIGHT):
            sits[action.agent] = not words & _UPRIGHT
    return [
        replace(thing, sink_m=_SEATED_HIPS * thing.size[1])
        if thing.kind == "character" and sits.get(thing.key, False)
        else thing
        for thing in things
    ]


def _floor(entity: Entity, size: tuple[float, float, float]) -> float:
    """Return the height of the surface that people stand on, from the origin."""
    if not _is_flat(entity, size):
        return 0.0
    anchors = _anchors(entity, size)
    return anchors["floor"][1] if "floor" in anchors else size[1]


def _is_flat(entity: Entity, size: tuple[float, float, float]) -> bool:
    if entity.kind != "set":
        return _model(entity) == "ground"
    low = size[1] <= _FLAT_M and min(size[0], size[2]) >= _BROAD_M
    return low or (entity.asset is not None and entity.asset.catalogue_id in _ENTERED)


def _model(entity: Entity) -> str:
    return "" if entity.asset is None else entity.asset.catalogue_id


def _top(entity: Entity, size: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return where things rest on it: its seat, its top, a mount's back, else its upper face."""
    if entity.body is not None:
        standing = entity.body.height_m if entity.body.rig != "human" else size[1]
        return (0.0, standing, 0.0)
    anchors = _anchors(entity, size)
    x, y, z = next((anchors[name] for name in _TOPS if name in anchors), (0.0, size[1], 0.0))
    board = _model(entity) not in KEYBOARDS and y == size[1]
    return (x, work_height(_model(entity), y) if board else y, z)


def _stem(entity: Entity, size: tuple[float, float, float]) -> float:
    """Return the width of its lower part over its whole width: small for a tree or a lamp."""
    entry = _entry(entity)
    if entry is None or size[0] <= 0.0:
        return 1.0
    model = catalogue.build(entry, size_m=size)
    points = np.concatenate([part.mesh.positions for part in model.parts])
    low = points[points[:, 1] < _STEM_BELOW * size[1], 0]
    return float(np.clip(np.ptp(low) / size[0], 0.0, 1.0)) if len(low) else 1.0


def _treads(
    entity: Entity, size: tuple[float, float, float]
) -> tuple[tuple[float, float, float], ...]:
    """Return the middles of the steps of stairs, from the lowest on."""
    anchors = _anchors(entity, size)
    return tuple(anchors[f"tread{k}"] for k in range(len(anchors)) if f"tread{k}" in anchors)


def _anchors(
    entity: Entity, size: tuple[float, float, float]
) -> dict[str, tuple[float, float, float]]:
    entry = _entry(entity)
    return {} if entry is None else catalogue.build(entry, size_m=size).anchors


def _entry(entity: Entity) -> Entry | None:
    if entity.asset is None or entity.asset.placeholder:
        return None
    return catalogue.ENTRIES.get(entity.asset.catalogue_id)

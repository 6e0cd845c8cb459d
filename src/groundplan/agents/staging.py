"""The world's entities as things of the ground plan, for layout and motion alike."""

from typing import Final

from groundplan.agents.blocking.plan import Blocking, block
from groundplan.agents.blocking.things import Kind, Thing
from groundplan.agents.cast_list import cast_list
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import WorldView
from groundplan.assets import catalogue
from groundplan.assets.entry import Entry
from groundplan.language.facts import Facts
from groundplan.world.entity import Entity

__all__ = ["blocking_of", "things_of"]

_KINDS: Final[dict[str, Kind]] = {
    "set": "set", "vehicle": "vehicle", "character": "character", "animal": "animal",
}  # fmt: skip
_FLAT_M: Final = 0.35
_BROAD_M: Final = 2.0
_ENTERED: Final = frozenset({"room", "theatre_stage", "ground"})
_SEATED: Final = frozenset({"sit", "ride", "drive", "perch", "rest", "lounge"})
_SEATED_HIPS: Final = 0.297
"""Hips over standing height in the pose `sit`."""
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
                sink_m=_sink(entity, facts, key),
                flat=_is_flat(entity, size),
                resizable=not opinions or opinions[0].basis == "guessed",
            )
        )
    return things


def _sink(entity: Entity, facts: Facts, key: str) -> float:
    """Return the hips' height of a person who sits or rides, 0 for all others."""
    seated = any(
        a.agent == key and not a.negated and {a.verb, a.action} & _SEATED for a in facts.actions
    )
    human = entity.body is not None and entity.body.rig == "human"
    return _SEATED_HIPS * entity.body.height_m if seated and human and entity.body else 0.0


def _is_flat(entity: Entity, size: tuple[float, float, float]) -> bool:
    if entity.kind != "set":
        return False
    low = size[1] <= _FLAT_M and min(size[0], size[2]) >= _BROAD_M
    return low or (entity.asset is not None and entity.asset.catalogue_id in _ENTERED)


def _top(entity: Entity, size: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return where things rest on it: its seat, its top, a mount's back, else its upper face."""
    if entity.body is not None:
        standing = entity.body.height_m if entity.body.rig != "human" else size[1]
        return (0.0, standing, 0.0)
    entry = _entry(entity)
    if entry is None:
        return (0.0, size[1], 0.0)
    anchors = catalogue.build(entry, size_m=size).anchors
    return next((anchors[name] for name in _TOPS if name in anchors), (0.0, size[1], 0.0))


def _entry(entity: Entity) -> Entry | None:
    if entity.asset is None or entity.asset.placeholder:
        return None
    return catalogue.ENTRIES.get(entity.asset.catalogue_id)

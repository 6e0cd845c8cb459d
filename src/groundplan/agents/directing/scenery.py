"""Scenery that stays: a tree behind her does not wander because she stops half way.

Scenery is laid around action and camera, so planning anew would lay all of it anew. While the place
stays the same, every piece stays where it is, but for what now is in the way.
"""

import dataclasses
from typing import Final

from groundplan.agents.dressing import SCENERY
from groundplan.agents.scenery_room import Room, room_of
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["with_scenery_kept"]

_LOW_M: Final = 0.3
"""What is no higher is walked and seen over: paths, water, tracks."""


def with_scenery_kept(before: World, after: World) -> World:
    """Return the later planning with the scenery of the earlier one, where that is not in the way.

    Another place brings scenery of its own.
    """
    old, new = _scenery(before), _scenery(after)
    if not old or before.narrative.setting.place != after.narrative.setting.place:
        return after
    blocked = _in_the_way(before, after, old)
    keep = {key: entity for key, entity in old.items() if key not in blocked}
    entities = {k: e for k, e in after.entities.items() if k not in new or k in blocked} | keep
    taken = {entity.name: key for key, entity in entities.items() if key not in keep}
    for key in [key for key, entity in keep.items() if entity.name in taken]:
        del entities[key]
    drop = tuple(f"entities/{key}/" for key in {*new, *keep})
    opinions = {p: s for p, s in after.opinions.items() if not p.startswith(drop)}
    for world, keys in ((before, set(keep)), (after, blocked & set(new))):
        own = tuple(f"entities/{key}/" for key in keys)
        opinions |= {p: s for p, s in world.opinions.items() if own and p.startswith(own)}
    return dataclasses.replace(
        after, entities=dict(sorted(entities.items())), opinions=dict(sorted(opinions.items()))
    )


def _scenery(world: World) -> dict[str, Entity]:
    return {key: entity for key, entity in world.entities.items() if SCENERY in entity.tags}


def _in_the_way(before: World, after: World, old: dict[str, Entity]) -> set[str]:
    """Return the pieces that were in nobody's way before and are now."""
    rooms = [_room(before), _room(after)]
    then, now = rooms
    if then is None or now is None:
        return set()
    blocked: set[str] = set()
    for key, entity in old.items():
        size = entity.size_m
        if size is None or size[1] <= _LOW_M:
            continue
        at = (entity.transform.position_m[0], entity.transform.position_m[2])
        reach = 0.5 * max(size[0], size[2])
        if then.free(at, reach) and not now.free(at, reach):
            blocked.add(key)
    return blocked


def _room(world: World) -> Room | None:
    return room_of(world) if world.shots else None

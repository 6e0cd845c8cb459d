"""How high a head is while somebody sits, kneels or lies: framings go by it, not by the height."""

from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.geometry import transforms
from groundplan.motion.actions.library import ACTIONS
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.placing import body_skeleton, world_from_entity_at
from groundplan.world.document import World
from groundplan.world.sequence import Track

__all__ = ["heads_of"]

_HEAD: Final = "head"
_OVER_JOINT: Final = 0.125
"""From the head's joint to the top of the head, in body heights: our engineering default."""
_OVER_ANIMAL: Final = 0.1
"""The same of an animal, straight up: its head's axes are its muzzle's."""
_LOWERED: Final = frozenset({
    "sit", "sit_down", "sit_on_floor", "lie", "lie_down", "lie_on_front", "kneel",
    "kneel_on_one_knee", "crouch", "sleep", "meditate", "pray", "ride", "drive", "cycle", "row",
})  # fmt: skip


def heads_of(
    world: World, entity_id: str, times: Int[np.ndarray, " time"], *, tight: bool
) -> Float[np.ndarray, "time 3"] | None:
    """Return the tops of a head [m, world] at times [subframes], where it is not above the feet.

    None for people who stand or go all the time, for animals in a framing that is not `tight`
    (about the head alone), and for what has no head.
    """
    body = world.entities[entity_id].body
    if body is None or (body.rig != "human" and not tight):
        return None
    low = [t for t in world.tracks.values() if t.entity == entity_id and _lowers(t, times)]
    if not low and body.rig == "human":
        return None
    skeleton = body_skeleton(body)
    if skeleton is None or _HEAD not in skeleton.names:
        return None
    actor = Actor(entity_id=entity_id, entity=world.entities[entity_id], skeleton=skeleton)
    at = times.astype(np.float64)
    joints = entity_from_joint_at(world, actor, at)[:, skeleton.index(_HEAD)]
    placed = world_from_entity_at(world, entity_id, at)
    heads = transforms.multiply(placed, joints)
    if body.rig != "human":
        return heads[:, :3, 3] + np.array([0.0, _OVER_ANIMAL * body.height_m, 0.0])
    return heads[:, :3, 3] + _OVER_JOINT * body.height_m * heads[:, :3, 1]


def _lowers(track: Track, times: Int[np.ndarray, " time"]) -> bool:
    during = track.first <= int(times[-1]) and track.last >= int(times[0])
    return during and track.kind in {"action", "pose"} and track.name in _LOWERED & set(ACTIONS)

"""Jointed bodies at many times: what motion needs to know of an entity, and the joints it gives."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions, transforms
from groundplan.motion.figures import FigureRequest, pose_figure
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at
from groundplan.world.placement import world_from_entity_at

__all__ = ["Actor", "entity_from_joint_at", "travelled_at"]

Times = Float[np.ndarray, " time"]

_STEPS_PER_SEGMENT: Final = 32
_SPEED_WINDOW: Final = 250.0
"""Subframes on either side of a time, over which speed is measured."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Actor:
    """An entity with a skeleton."""

    entity_id: str
    entity: Entity
    skeleton: Skeleton


def entity_from_joint_at(
    world: World, actor: Actor, times: Times
) -> Float[np.ndarray, "time joint 4 4"]:
    """Return the joint matrices in the entity's own space at many times."""
    body = actor.entity.body
    assert body is not None  # noqa: S101  (only bodies have skeletons; narrows the type)
    fps = world.timebase.fps_num / world.timebase.fps_den
    placed = world_from_entity_at(world, actor.entity_id, times)
    ahead = travelled_at(actor.entity, times + _SPEED_WINDOW)
    behind = travelled_at(actor.entity, times - _SPEED_WINDOW)
    _, turns, _ = transforms.decompose(placed)
    request = FigureRequest(
        skeleton=actor.skeleton,
        rig=body.rig,
        species=body.species,
        tracks=tuple(t for _, t in sorted(world.tracks.items()) if t.entity == actor.entity_id),
        times=np.rint(times).astype(np.int64),
        positions=placed[:, :3, 3],
        travelled=travelled_at(actor.entity, times),
        speeds=(ahead - behind) / (2.0 * _SPEED_WINDOW) * SUBFRAMES_PER_FRAME * fps,
        headings=quaternions.to_heading(turns),
        fps=fps,
        seed=world.seed,
    )
    return pose_figure(request)


def travelled_at(entity: Entity, times: Times) -> Times:
    """Return metres travelled over the ground since the first key, at many times."""
    channel = entity.channels.get("transform.position_m")
    if channel is None or len(channel.keys) < 2:
        return np.zeros(len(times))
    keys = sorted(channel.keys.values(), key=lambda key: key.t)
    ends = np.array([float(key.t) for key in keys])
    curved = any(key.interp == "bezier" for key in keys)
    steps = _STEPS_PER_SEGMENT if curved else 1
    parts = np.linspace(ends[:-1], ends[1:], steps + 1)[:-1].T.ravel()
    grid = np.concatenate([parts, ends[-1:]])
    places = values_at(entity, "transform.position_m", grid)
    lengths = np.hypot(np.diff(places[:, 0]), np.diff(places[:, 2]))
    return np.interp(times, grid, np.concatenate([[0.0], np.cumsum(lengths)]))

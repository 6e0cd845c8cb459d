"""The way that a body goes: distance, heading and speed, on a dense grid of times."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.channels import frames_per_second, parent_chain, world_at
from groundplan.world.document import World

__all__ = ["GroundPath", "ground_path", "placed"]

_RATE_HZ: Final = 64.0
_PAD_S: Final = 3.0
_MOVING_MPS: Final = 0.05
_SMOOTH_S: Final = 0.4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroundPath:
    """Samples of a body's root; `way` grows with the distance covered over the ground."""

    times: Float[np.ndarray, " sample"]
    """Seconds on the timeline."""
    positions: Float[np.ndarray, "sample 3"]
    headings: Float[np.ndarray, " sample"]
    """Continuous [rad]; held where the body stands."""
    way: Float[np.ndarray, " sample"]
    """Metres from the first sample."""
    speed: Float[np.ndarray, " sample"]
    """Smoothed over 0.4 s [m/s]."""
    rolling_start: bool
    """True: it moves from the first frame of the timeline on, so that it was already under way."""

    @property
    def length(self) -> float:
        """Return the whole distance [m]."""
        return float(self.way[-1])

    @property
    def cruise(self) -> float:
        """Return the median speed while moving [m/s]; 0 for a body that stands."""
        moving = self.speed[self.speed > _MOVING_MPS]
        return float(np.median(moving)) if len(moving) else 0.0


def ground_path(world: World, entity_id: str) -> GroundPath:
    """Return the way of an entity from 3 s before its first key to 3 s after its last."""
    fps = frames_per_second(world)
    keys = [
        key.t
        for link in parent_chain(world, entity_id)
        for channel in world.entities[link].channels.values()
        for key in channel.keys.values()
    ] or [0]
    first, last = min(*keys, 0) / 1000.0 / fps - _PAD_S, max(*keys, 0) / 1000.0 / fps + _PAD_S
    count = int(np.ceil((last - first) * _RATE_HZ)) + 1
    times = first + np.arange(count) / _RATE_HZ
    matrices = world_at(world, entity_id, times * 1000.0 * fps)
    positions = matrices[:, :3, 3]
    steps = np.linalg.norm(np.diff(positions[:, [0, 2]], axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    raw = np.gradient(way, times) if count > 1 else np.zeros(count)
    start = int(np.searchsorted(times, 0.0))
    return GroundPath(
        times=times,
        positions=positions,
        headings=_headings(world, entity_id, matrices=matrices, speed=raw),
        way=way,
        speed=_smoothed(raw),
        rolling_start=bool(raw[min(start + 2, count - 1)] > 0.5 * max(raw.max(), _MOVING_MPS)),
    )


def _smoothed(values: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    width = int(_SMOOTH_S * _RATE_HZ) | 1
    sums = np.cumsum(np.concatenate([[0.0], np.pad(values, width // 2, mode="edge")]))
    return np.maximum((sums[width:] - sums[:-width]) / width, 0.0)


def _headings(
    world: World,
    entity_id: str,
    *,
    matrices: Float[np.ndarray, "sample 4 4"],
    speed: Float[np.ndarray, " sample"],
) -> Float[np.ndarray, " sample"]:
    """Return the authored heading, or the direction of travel when no rotation is authored."""
    own = np.unwrap(np.arctan2(matrices[:, 0, 2], matrices[:, 2, 2]))
    entity = world.entities[entity_id]
    if entity.body is None or is_turned(world, entity_id):
        return own
    step = np.gradient(matrices[:, [0, 2], 3], axis=0)
    moving = speed > _MOVING_MPS
    if not moving.any():
        return own
    angle = np.arctan2(step[:, 0], step[:, 1])
    samples = np.arange(len(speed))
    nearest = np.searchsorted(samples[moving], samples, side="right") - 1
    held = np.unwrap(angle[moving])[np.clip(nearest, 0, None)]
    return _eased(held)


def _eased(angles: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    width = int(0.25 * _RATE_HZ) | 1
    sums = np.cumsum(np.concatenate([[0.0], np.pad(angles, width // 2, mode="edge")]))
    return (sums[width:] - sums[:-width]) / width


def is_turned(world: World, entity_id: str) -> bool:
    """Return whether somebody authored the entity's rotation, at rest or over time."""
    return any(
        "transform.rotation" in world.entities[link].channels
        or world.entities[link].transform.rotation != (0.0, 0.0, 0.0, 1.0)
        for link in parent_chain(world, entity_id)
    )


def placed(
    world: World, entity_id: str, *, path: GroundPath, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    """Return `world_from_entity`, turned along the way where no rotation is authored.

    `times` are subframes.
    """
    matrices = world_at(world, entity_id, times)
    if world.entities[entity_id].body is None or is_turned(world, entity_id) or path.cruise <= 0.0:
        return matrices
    heading = np.interp(times / 1000.0 / frames_per_second(world), path.times, path.headings)
    turn = quaternions.to_matrix(quaternions.from_heading(heading))
    result = matrices.copy()
    result[:, :3, :3] = turn * np.linalg.norm(matrices[:, :3, :3], axis=1)[:, None, :]
    return result

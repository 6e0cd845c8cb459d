"""The way that a body goes over its ground: distance, heading and speed, on a dense grid of times.

The ground of a body is its parent's space (a rider's boat), or the world when it has no parent.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import transforms
from groundplan.geometry.landform import Landform
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at

__all__ = ["GroundPath", "ground_from_body_at", "ground_path"]

_RATE_HZ: Final = 64.0
_PAD_S: Final = 3.0
_MOVING_MPS: Final = 0.05
_SMOOTH_S: Final = 0.4
_ON_GROUND_M: Final = 0.1
"""A body whose origin stays nearer than this to a landform walks on it: our engineering default."""


@dataclass(frozen=True, kw_only=True, eq=False)
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
    stations: Float[np.ndarray, " station"]
    """`way` at the keys of its position: where the feet of who climbs come down."""
    rolling_start: bool
    """True: it moves from the first frame of the timeline on, so that it was already under way."""
    landform: Landform | None = None
    """What it walks on where that is not level."""

    @property
    def length(self) -> float:
        """Return the whole distance [m]."""
        return float(self.way[-1])

    def normals(self, places: Float[np.ndarray, "*shape 3"]) -> Float[np.ndarray, "*shape 3"]:
        """Return the upward normals of the ground at places."""
        if self.landform is None:
            return np.broadcast_to(np.array([0.0, 1.0, 0.0]), places.shape)
        return self.landform.normal_at(places[..., 0], places[..., 2])

    @cached_property
    def cruise(self) -> float:
        """Return the median speed while moving [m/s]; 0 for a body that stands."""
        moving = self.speed[self.speed > _MOVING_MPS]
        return float(np.median(moving)) if len(moving) else 0.0


def ground_from_body_at(
    entity: Entity, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    """Return where an entity is on its ground at times [subframes]."""
    return transforms.compose(
        values_at(entity, "transform.position_m", times),
        values_at(entity, "transform.rotation", times),
        values_at(entity, "transform.scale", times),
    )


def ground_path(entity: Entity, *, fps: float, landform: Landform | None = None) -> GroundPath:
    """Return the way of an entity from 3 s before its first key to 3 s after its last.

    On a landform the way is that over its surface, as long as the entity keeps to that.
    """
    keys = [
        key.t
        for name, channel in entity.channels.items()
        if name.startswith("transform.")
        for key in channel.keys.values()
    ]
    first, last = min([0, *keys]) / 1000.0 / fps - _PAD_S, max([0, *keys]) / 1000.0 / fps + _PAD_S
    count = int(np.ceil((last - first) * _RATE_HZ)) + 1
    times = first + np.arange(count) / _RATE_HZ
    matrices = ground_from_body_at(entity, times * 1000.0 * fps)
    positions = matrices[:, :3, 3]
    if landform is not None and not _keeps_to(positions, landform):
        landform = None
    level = [0, 2] if landform is None else [0, 1, 2]
    steps = np.linalg.norm(np.diff(positions[:, level], axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    raw = np.gradient(way, times)
    start = min(int(np.searchsorted(times, 0.0)) + 2, count - 1)
    return GroundPath(
        times=times,
        positions=positions,
        headings=np.unwrap(np.arctan2(matrices[:, 0, 2], matrices[:, 2, 2])),
        way=way,
        speed=_smoothed(raw),
        stations=np.interp(_key_seconds(entity, fps=fps), times, way),
        rolling_start=bool(raw[start] > 0.5 * max(float(raw.max()), _MOVING_MPS)),
        landform=landform,
    )


def _keeps_to(positions: Float[np.ndarray, "sample 3"], landform: Landform) -> bool:
    """Tell whether a body goes on the ground all the time, and not above it."""
    ground = landform.height_at(positions[:, 0], positions[:, 2])
    return bool(np.max(np.abs(positions[:, 1] - ground)) < _ON_GROUND_M)


def _key_seconds(entity: Entity, *, fps: float) -> Float[np.ndarray, " station"]:
    channel = entity.channels.get("transform.position_m")
    keys = [] if channel is None else sorted(key.t for key in channel.keys.values())
    return np.array(keys, dtype=np.float64) / 1000.0 / fps


def _smoothed(values: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    width = int(_SMOOTH_S * _RATE_HZ) | 1
    sums = np.cumsum(np.concatenate([[0.0], np.pad(values, width // 2, mode="edge")]))
    return np.maximum((sums[width:] - sums[:-width]) / width, 0.0)

"""What is in the way of scenery: the action's clear disc, the camera's views, and what stands."""

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.scene.view import view_at
from groundplan.world.document import World
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Room", "room_of"]

_SAMPLES: Final = 17
_AIR_M: Final = 0.7
"""Clear around cameras and beside lines of sight: our engineering default."""
_STEEP: Final = 0.35
_GROUND_M: Final = 100.0
_ENTERED: Final = frozenset({"room", "plain_room", "theatre_stage"})
_WIDER: Final = 1.15


@dataclass(slots=True, kw_only=True)
class Room:
    """The floor, seen from above; points are (x, z) [m]."""

    action: Float[np.ndarray, "time point 2"]
    """Corners of everything that acts, over time."""
    eyes: Float[np.ndarray, "time 2"]
    looks: Float[np.ndarray, "time 2"]
    """Forward over the ground; shorter than 1 where the camera is pitched."""
    tangent: float
    """Of half the widest horizontal field of view."""
    standing: list[Float[np.ndarray, "2 2"]] = field(default_factory=list[Float[np.ndarray, "2 2"]])
    """Low and high corner of what stands there."""
    along: tuple[float, float] = (1.0, 0.0)
    """The way that the action goes, screen right when it stays."""

    @property
    def centre(self) -> Float[np.ndarray, " 2"]:
        """Return the middle of the action."""
        points = self.action.reshape(-1, 2)
        return 0.5 * (points.min(axis=0) + points.max(axis=0))

    @property
    def radius(self) -> float:
        """Return how far the action reaches from its middle."""
        points = self.action.reshape(-1, 2)
        return float(np.linalg.norm(points - self.centre, axis=1).max())

    @property
    def away(self) -> tuple[float, float]:
        """Return across `along`, away from the camera."""
        normal = np.array([self.along[1], -self.along[0]])
        side = float(normal @ (self.centre - self.eyes.mean(axis=0)))
        return (
            (float(normal[0]), float(normal[1])) if side >= 0 else (-self.along[1], self.along[0])
        )

    def free(self, at: tuple[float, float], reach: float) -> bool:
        """Return whether a disc hides nothing, stands in nothing and is nowhere near the lens."""
        point = np.array(at)
        if any(_touches(point, reach, box) for box in self.standing):
            return False
        return not any(self._blocks(i, point, reach) for i in range(len(self.eyes)))

    def seen(self, at: tuple[float, float]) -> bool:
        """Return whether a place is in the picture at some time."""
        depth, side = self._relative(np.array(at))
        return bool(np.any((depth > 1.0) & (side < depth * self.tangent)))

    def _relative(
        self, point: Float[np.ndarray, " 2"]
    ) -> tuple[Float[np.ndarray, " time"], Float[np.ndarray, " time"]]:
        way = point - self.eyes
        level = np.linalg.norm(self.looks, axis=1)
        look = self.looks / np.maximum(level, 1e-9)[:, None]
        depth = (way * look).sum(axis=1)
        return depth, np.abs(way[:, 0] * look[:, 1] - way[:, 1] * look[:, 0])

    def _blocks(self, index: int, point: Float[np.ndarray, " 2"], reach: float) -> bool:
        eye, look = self.eyes[index], self.looks[index]
        if np.linalg.norm(point - eye) < reach + _AIR_M:
            return True
        length = float(np.linalg.norm(look))
        if length < _STEEP:
            return float(np.linalg.norm(point - self.centre)) < self.radius + reach + 2.0
        look = look / length
        farthest = float(((self.action[index] - eye) @ look).max())
        depth = float((point - eye) @ look)
        side = abs(float((point - eye)[0] * look[1] - (point - eye)[1] * look[0]))
        if not -reach - _AIR_M < depth < farthest + reach + 0.5:
            return False
        return side < reach + _AIR_M + max(depth + reach, 0.0) * self.tangent


def _touches(
    point: Float[np.ndarray, " 2"], reach: float, box: Float[np.ndarray, "2 2"]
) -> bool:  # fmt: skip
    gap = np.maximum(np.maximum(box[0] - point, point - box[1]), 0.0)
    return float(np.linalg.norm(gap)) < reach


def room_of(world: World) -> Room | None:
    """Return what is where during all shots; None when there is none, or nothing acts."""
    shots = [shot for _, shot in shots_in_order(world)]
    each = [sample_times(shot.first, shot.last, count=_SAMPLES) for shot in shots]
    if not shots:
        return None
    figures = list(figures_of(world, np.concatenate(each)).values())
    acting = [f for f in figures if f.kind != "set"] or [
        f for f in figures if max(f.size_m) < _GROUND_M and min(f.size_m) > 0.35
    ]
    if not acting:
        return None
    pose = np.concatenate([
        view_at(world, shot.camera, times.astype(np.float64))
        for shot, times in zip(shots, each, strict=True)
    ])  # fmt: skip
    room = Room(
        action=np.concatenate([f.corners()[:, :, ::2] for f in acting], axis=1),
        eyes=pose[:, :3, 3][:, ::2],
        looks=-pose[:, :3, 2][:, ::2],
        tangent=max(_tangent(world, shot) for shot in shots),
        along=_along(acting),
    )
    for figure in figures:
        asset = world.entities[figure.entity].asset
        if asset is not None and asset.catalogue_id in _ENTERED:
            continue
        if max(figure.size_m[0], figure.size_m[2]) < _GROUND_M and figure.size_m[1] < _GROUND_M:
            corners = figure.corners()[:, :, ::2].reshape(-1, 2)
            room.standing.append(np.stack([corners.min(axis=0), corners.max(axis=0)]))
    return room


def _tangent(world: World, shot: Shot) -> float:
    entity = world.entities[shot.camera]
    if entity.camera is None:
        return 1.0
    focals = [entity.camera.focal_mm]
    channel = entity.channels.get("camera.focal_mm")
    focals += (
        [float(k.v) for k in channel.keys.values() if isinstance(k.v, float)] if channel else []
    )
    return _WIDER * 0.5 * entity.camera.sensor_width_mm / max(min(focals), 1.0)


def _along(acting: list[Figure]) -> tuple[float, float]:
    ways = [f.positions[-1, ::2] - f.positions[0, ::2] for f in acting]
    way = max(ways, key=lambda w: float(np.linalg.norm(w)))
    length = float(np.linalg.norm(way))
    if length < 1.0:
        return (1.0, 0.0)
    turn = round(math.atan2(float(way[0]), float(way[1])) / math.radians(5.0)) * math.radians(5.0)
    return (math.sin(turn), math.cos(turn))

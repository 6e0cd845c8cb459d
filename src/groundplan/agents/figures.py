"""Where every body of a world is, at sampled times: what camera, lighting and critic look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.geometry import boxes, quaternions, transforms
from groundplan.scene.placing import goes_with_hands, world_from_entity_at
from groundplan.world.channel import Channel
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import curve_of

__all__ = [
    "EYE_FRACTION", "Figure", "channel_values", "figures_of", "gathered", "sample_times",
]  # fmt: skip

EYE_FRACTION: Final = 0.936
"""Eye height over standing height of an adult: our engineering default."""
_BODILESS: Final = frozenset({"light", "camera", "audio", "group"})
_UNSEEN: Final = frozenset({"ground", "scenery"})
"""Tags of what is there for the picture alone."""
_DEFAULT_SIZE_M: Final = (0.5, 0.5, 0.5)
_DEEPEST_PARENT: Final = 16


_SMALL_M: Final = 0.6
_DRIVER_EYE_M: Final = 1.5
"""People look at vehicles from their own height: our engineering default."""
_HEADS: Final = 5.0
"""Larger extent of a small thing to the height that its shot sizes refer to: our default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A body over the sampled times; its origin is the footprint's centre at its lowest point."""

    entity: str
    name: str
    kind: str
    size_m: tuple[float, float, float]
    """Width, height, depth along its own axes."""
    times: Int[np.ndarray, " time"]
    """Subframes."""
    world_from_figure: Float[np.ndarray, "time 4 4"]
    from_entity_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """From the entity's own origin to this one, world axes: not 0 for a group about its middle."""

    @property
    def positions(self) -> Float[np.ndarray, "time 3"]:
        """Return where its footprint's centre is [m]."""
        return self.world_from_figure[:, :3, 3]

    @property
    def headings(self) -> Float[np.ndarray, " time"]:
        """Return where it faces, from +Z towards +X [rad]."""
        front = self.world_from_figure[:, :3, 2]
        return np.arctan2(front[:, 0], front[:, 2])

    @property
    def height_m(self) -> float:
        """Return how tall it is."""
        return self.size_m[1]

    @property
    def framed_m(self) -> float:
        """Return the height that shot sizes are fractions of [m].

        Small things are framed as heads are: a close-up of a cup shows 1.3 times the cup.
        """
        extent = max(self.size_m)
        small = self.kind == "prop" and extent < _SMALL_M
        return _HEADS * extent if small else self.height_m

    @property
    def eye_m(self) -> float:
        """Return how high its eyes are above its origin; the middle of what has no eyes."""
        living = self.kind in {"character", "animal"}
        if self.kind == "vehicle":
            return max(0.5 * self.size_m[1], min(self.size_m[1], _DRIVER_EYE_M))
        return self.size_m[1] * (EYE_FRACTION if living else 0.5)

    @property
    def living(self) -> bool:
        """Return whether it is a person or an animal."""
        return self.kind in {"character", "animal"}

    @property
    def moving(self) -> bool:
        """Return whether it changes place by more than 5 cm."""
        return bool(np.max(np.ptp(self.positions, axis=0)) > 0.05)

    def corners(self) -> Float[np.ndarray, "time 8 3"]:
        """Return the corners of its box at every time, in the world [m]."""
        width, height, depth = self.size_m
        box = np.array([[-width / 2, 0.0, -depth / 2], [width / 2, height, depth / 2]])
        return boxes.oriented_box_corners(
            self.world_from_figure, np.tile(box, (len(self.times), 1, 1))
        )


def gathered(members: Sequence[Figure]) -> Figure:
    """Return several figures that keep together as one, about the middle of their places.

    It answers to the first one's entity and faces as that one does; its box holds them all.
    """
    first = members[0]
    if len(members) == 1:
        return first
    corners = np.concatenate([f.corners() for f in members], axis=1)
    low, high = corners.min(axis=1), corners.max(axis=1)
    centre = 0.5 * (low + high)
    centre[:, 1] = low[:, 1]
    frames = first.world_from_figure.copy()
    frames[:, :3, 3] = centre
    back = transforms.inverse_rigid(frames)
    local = transforms.transform_points(back[:, None], corners)
    width, height, depth = np.abs(local).max(axis=(0, 1)) * np.array([2.0, 1.0, 2.0])
    x, y, z = (centre - first.positions)[0]
    return replace(
        first,
        size_m=(float(width), float(height), float(depth)),
        world_from_figure=frames,
        from_entity_m=(float(x), float(y), float(z)),
    )


def sample_times(first: int, last: int, *, count: int = 9) -> Int[np.ndarray, " time"]:
    """Return evenly spaced times, both ends included [subframes]."""
    return np.round(np.linspace(first, last, count)).astype(np.int64)


def channel_values(
    channel: Channel, times: Int[np.ndarray, " time"]
) -> Float[np.ndarray, "time dim"]:
    """Return what a channel of numbers holds at some times, as the scene evaluates it."""
    return curve_of(channel, times.astype(np.float64))


def figures_of(world: World, times: Int[np.ndarray, " time"]) -> dict[str, Figure]:
    """Return every body by entity id, in order of ids; lights, cameras and groups have none."""
    found: dict[str, Figure] = {}
    for key in sorted(world.entities):
        entity = world.entities[key]
        if entity.kind in _BODILESS or _UNSEEN.intersection(entity.tags):
            continue
        size = entity.size_m or _size_of_body(entity)
        scale = entity.transform.scale
        found[key] = Figure(
            entity=key,
            name=entity.name,
            kind=entity.kind,
            size_m=(size[0] * scale[0], size[1] * scale[1], size[2] * scale[2]),
            times=times,
            world_from_figure=_placed(world, key, times),
        )
    return found


def _size_of_body(entity: Entity) -> tuple[float, float, float]:
    if entity.body is None:
        return _DEFAULT_SIZE_M
    height = entity.body.height_m
    return (0.3 * height, height, 0.2 * height)


def _placed(
    world: World, key: str, times: Int[np.ndarray, " time"]
) -> Float[np.ndarray, "time 4 4"]:
    entity = world.entities[key]
    if goes_with_hands(world, key):
        return world_from_entity_at(world, key, times.astype(np.float64))
    matrix = _local(entity, times)
    parent, depth = entity.parent, 0
    while parent is not None and parent in world.entities and depth < _DEEPEST_PARENT:
        matrix = transforms.multiply(_local(world.entities[parent], times), matrix)
        parent, depth = world.entities[parent].parent, depth + 1
    return matrix


def _local(entity: Entity, times: Int[np.ndarray, " time"]) -> Float[np.ndarray, "time 4 4"]:
    place, turn = entity.transform.position_m, entity.transform.rotation
    position = _over_time(entity, "position_m", times, still=place)
    rotation = _over_time(entity, "rotation", times, still=turn)
    return transforms.compose(position, quaternions.normalise(rotation))


def _over_time(
    entity: Entity, name: str, times: Int[np.ndarray, " time"], *, still: tuple[float, ...]
) -> Float[np.ndarray, "time dim"]:
    channel = entity.channels.get(f"transform.{name}")
    if channel is not None and channel.keys:
        return channel_values(channel, times)
    return np.tile(np.array(still, dtype=np.float64), (len(times), 1))

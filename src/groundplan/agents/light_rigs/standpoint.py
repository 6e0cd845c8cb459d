"""What lamps are placed by: a face, the cameras that look at it, and the room about it."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.geometry import transforms
from groundplan.geometry.camera import project
from groundplan.scene.faces import faces_of
from groundplan.scene.view import camera_entity, intrinsics_at, view_at
from groundplan.world.document import World
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Standpoint", "View", "standpoint_of"]

Vector = Float[np.ndarray, " 3"]

_SAMPLES: Final = 5
_STEEP: Final = 0.5
"""A face that looks less level than this (60 degrees) has no direction over the ground."""
_LOW_M: Final = 0.3
"""What is lower is in no lamp's way: our engineering default."""
_OPEN_M: Final = 3.0
_ROOM_M: Final = (1.6, 1.9, 1.6)
"""Least width, height and depth of a set that somebody is inside of."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """A camera at some times."""

    camera_from_world: Float[np.ndarray, "time 4 4"]
    intrinsics_px: Float[np.ndarray, "time 3 3"]
    size_px: tuple[int, int]

    def shows(self, place: Vector, radius_m: float) -> bool:
        """Return whether a ball may be in the picture at any of the times."""
        points = transforms.transform_points(self.camera_from_world, place)
        depth = -points[:, 2]
        ahead = depth > radius_m
        if not bool(ahead.any()):
            return False
        pixels = project(points[ahead], self.intrinsics_px[ahead])
        reach = radius_m * self.intrinsics_px[ahead, 0, 0] / depth[ahead]
        width, height = self.size_px
        inside = (
            (pixels[:, 0] > -reach) & (pixels[:, 0] < width + reach)
            & (pixels[:, 1] > -reach) & (pixels[:, 1] < height + reach)
        )  # fmt: skip
        return bool(inside.any())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standpoint:
    """A face in the middle of its shot, and everything about it."""

    subject: str
    """Entity id; empty: nobody is there."""
    time: float
    """Subframes."""
    place: Vector
    front: Vector
    """Unit, level where the face is."""
    ground: Vector
    """Where the subject stands: the ground there returns light."""
    camera: Vector
    camera_bearing: float
    """Where the camera stands about the face, from +Z towards +X [rad]."""
    turned: float
    """How far the face is turned from the camera, positive to camera right, -pi..pi."""
    views: tuple[View, ...]
    room: Float[np.ndarray, "2 3"] | None
    """Low and high corner of the set that it is inside of [m]."""
    others: tuple[Figure, ...] = ()
    """Bodies that may stand between a lamp and the face, at times of which the middle is meant."""

    def blocked(self, place: Vector) -> bool:
        """Return whether something stands between a place and the face."""
        return any(_crosses(figure, self.place, place) for figure in self.others)

    @property
    def backdrop(self) -> Vector:
        """Return what is seen behind the face: the wall, or the ground some way off [m]."""
        bearing = self.camera_bearing + math.pi
        way = np.array([math.sin(bearing), 0.0, math.cos(bearing)])
        if self.room is None:
            return self.ground + _OPEN_M * way
        return self.place + min(self.reach(way, margin_m=0.0), _OPEN_M) * way

    def in_shot(self, place: Vector, radius_m: float) -> bool:
        """Return whether a lamp would be seen by a camera."""
        return any(view.shows(place, radius_m) for view in self.views)

    def reach(self, way: Vector, *, margin_m: float) -> float:
        """Return how far one may go from the face along a unit vector and stay inside [m]."""
        if self.room is None:
            return math.inf
        low, high = self.room + np.array([[margin_m], [-margin_m]])
        steps = [
            ((high if w > 0 else low)[k] - self.place[k]) / w
            for k, w in enumerate(way.tolist())
            if abs(w) > 1e-6
        ]
        return max(float(min(steps)), 0.0)


def standpoint_of(world: World, shots: tuple[Shot, ...] = ()) -> Standpoint | None:
    """Return what the lamps of some shots (or of all) are placed by: the first one's subject.

    None where no shot has a camera.
    """
    shots = shots or tuple(shot for _, shot in shots_in_order(world))
    if not shots or shots[0].camera not in world.entities:
        return None
    first = shots[0]
    middle = 0.5 * (first.first + first.last)
    figures = figures_of(world, sample_times(first.first, first.last, count=3))
    figure = figures.get(first.framing.subject or "") or _anyone(figures)
    eyes = view_at(world, first.camera, np.array([float(first.first), middle, float(first.last)]))
    bearing = _middle_bearing(eyes[:, :3, 2])
    times = np.array([middle])
    if figure is None:
        place, front, ground = np.array([0.0, 1.6, 0.0]), -eyes[1, :3, 2], np.zeros(3)
    else:
        face = faces_of(world, figure.entity, times)
        place, front, ground = face.place[0], face.front[0], figure.positions[1]
    level = front * np.array([1.0, 0.0, 1.0])
    seen = figure is not None and figure.living and float(np.sum(level * level)) > _STEEP**2
    heading = math.atan2(float(level[0]), float(level[2])) if seen else bearing
    return Standpoint(
        subject=figure.entity if figure is not None else "",
        time=middle,
        place=place,
        front=np.array([math.sin(heading), 0.0, math.cos(heading)]) if not seen else front,
        ground=ground,
        camera=eyes[1, :3, 3],
        camera_bearing=bearing,
        turned=math.remainder(heading - bearing, math.tau),
        views=tuple(_view(world, shot) for shot in shots if shot.camera in world.entities),
        room=_room(figures, place),
        others=tuple(
            f
            for f in figures.values()
            if f is not figure and f.height_m > _LOW_M and not _crosses(f, place, place)
        ),
    )


def _crosses(figure: Figure, start: Vector, end: Vector) -> bool:
    """Return whether the way between two points goes through a body's box, by its slabs."""
    figure_from_world = transforms.inverse_rigid(figure.world_from_figure[1])
    a, b = transforms.transform_points(figure_from_world, np.stack([start, end]))
    width, height, depth = figure.size_m
    low, high = (
        np.array([-0.5 * width, 0.0, -0.5 * depth]),
        np.array([0.5 * width, height, 0.5 * depth]),
    )
    first, last = 0.0, 1.0
    for k in range(3):
        step = float(b[k] - a[k])
        if abs(step) < 1e-9:
            if not low[k] <= a[k] <= high[k]:
                return False
            continue
        near, far = sorted((float(low[k] - a[k]) / step, float(high[k] - a[k]) / step))
        first, last = max(first, near), min(last, far)
    return first <= last


def _anyone(figures: dict[str, Figure]) -> Figure | None:
    living = [f for f in figures.values() if f.living]
    return next(iter([*living, *(f for f in figures.values() if f.kind != "set")]), None)


def _middle_bearing(backs: Float[np.ndarray, "time 3"]) -> float:
    """Return the middle of where the camera stands about what it looks at, at both ends [rad]."""
    turns = np.arctan2(backs[:, 0], backs[:, 2])
    return math.remainder(
        float(turns[0]) + 0.5 * math.remainder(float(turns[-1] - turns[0]), math.tau), math.tau
    )


def _view(world: World, shot: Shot) -> View:
    camera_id, entity, lens = camera_entity(
        world, next(k for k, one in world.shots.items() if one is shot)
    )
    times = sample_times(shot.first, shot.last, count=_SAMPLES).astype(np.float64)
    return View(
        camera_from_world=transforms.inverse_rigid(view_at(world, camera_id, times)),
        intrinsics_px=intrinsics_at(world, entity, lens, times=times),
        size_px=(world.film.width_px, world.film.height_px),
    )


def _room(figures: dict[str, Figure], place: Vector) -> Float[np.ndarray, "2 3"] | None:
    """Return the smallest set box that the face is inside of."""
    found: list[Float[np.ndarray, "2 3"]] = []
    for figure in figures.values():
        if figure.kind != "set" or any(a < b for a, b in zip(figure.size_m, _ROOM_M, strict=True)):
            continue
        corners = figure.corners()[0]
        box = np.stack([corners.min(axis=0), corners.max(axis=0)])
        if bool(np.all(place > box[0]) and np.all(place < box[1])):
            found.append(box)
    return min(found, key=_volume, default=None)


def _volume(box: Float[np.ndarray, "2 3"]) -> float:
    width, height, depth = (box[1] - box[0]).tolist()
    return width * height * depth

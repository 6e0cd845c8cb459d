"""A shot as the linter measures it: everything that several rules ask for, found when asked."""

from functools import cached_property
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.observation import Observation, observe
from groundplan.agents.critic.posed import PosedBodies
from groundplan.agents.figures import Figure, figures_of
from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.view import intrinsics_at, view_at
from groundplan.world.document import World
from groundplan.world.entity import Camera, Entity
from groundplan.world.sequence import Shot

__all__ = ["Filmed", "filmed"]

_MOST_FRAMES: Final = 600
"""Longer shots are looked at in so many even steps: our engineering default."""


class Filmed:
    """One shot, its camera at every frame, and its bodies at nine times and at every frame."""

    def __init__(self, document: World, seen: Observation, library: Library = EMPTY) -> None:
        """Hold what was observed; `document` has the entities of all scenes."""
        self.document = document
        self.seen = seen
        self.library = library

    @property
    def world(self) -> World:
        """Return the document with only what is in the shot's scene."""
        return self.seen.world

    @property
    def key(self) -> str:
        """Return the shot's id."""
        return self.seen.key

    @property
    def shot(self) -> Shot:
        """Return the shot."""
        return self.seen.shot

    @property
    def eye(self) -> Entity:
        """Return the camera's entity."""
        return self.seen.eye

    @property
    def lens(self) -> Camera:
        """Return the camera's lens, gate and exposure."""
        return self.seen.eye.camera or Camera()

    @property
    def camera_path(self) -> str:
        """Return the camera's path in the document."""
        return f"entities/{self.shot.camera}"

    @property
    def subject(self) -> Figure | None:
        """Return who the framing is about."""
        return self.seen.subject

    @property
    def size_px(self) -> tuple[int, int]:
        """Return width and height of the picture."""
        return self.world.film.width_px, self.world.film.height_px

    @property
    def fps(self) -> float:
        """Return frames a second."""
        return self.world.timebase.fps_num / self.world.timebase.fps_den

    @cached_property
    def frames(self) -> Float[np.ndarray, " frame"]:
        """Return the times of its frames [subframes], evenly thinned out in very long shots."""
        first, last = int(self.seen.times[0]), int(self.seen.times[-1])
        count = max((last - first) // 1000 + 1, 1)
        return np.linspace(first, last, min(count, _MOST_FRAMES))

    @cached_property
    def step_s(self) -> float:
        """Return the time between two of its `frames` [s]."""
        if len(self.frames) < 2:
            return 1.0 / self.fps
        return float(self.frames[1] - self.frames[0]) / 1000.0 / self.fps

    @cached_property
    def poses(self) -> Float[np.ndarray, "frame 4 4"]:
        """Return `world_from_camera` at every frame."""
        return view_at(self.world, self.shot.camera, self.frames)

    @cached_property
    def intrinsics(self) -> Float[np.ndarray, "frame 3 3"]:
        """Return K at every frame [px]."""
        return intrinsics_at(self.world, self.eye, self.lens, times=self.frames)

    @property
    def centres(self) -> Float[np.ndarray, "frame 3"]:
        """Return where the optical centre is at every frame [m]."""
        return self.poses[:, :3, 3]

    @cached_property
    def speeds(self) -> Float[np.ndarray, " step"]:
        """Return how fast the camera travels between its frames [m/s]."""
        return np.linalg.norm(np.diff(self.centres, axis=0), axis=1) / self.step_s

    @cached_property
    def turns(self) -> Float[np.ndarray, " step"]:
        """Return how fast the camera turns between its frames [rad/s].

        Source:
            Rotation angle of R0^T R1 by its trace: cos a = (trace - 1) / 2; from the chord of the
            matrices instead, |R0 - R1| = 2 sqrt(2) sin(a / 2), which keeps small angles exact.
        """
        apart = np.diff(self.poses[:, :3, :3], axis=0)
        chord = np.sqrt(np.sum(apart * apart, axis=(1, 2))) / (2.0 * np.sqrt(2.0))
        return 2.0 * np.arcsin(np.clip(chord, 0.0, 1.0)) / self.step_s

    @cached_property
    def dense(self) -> dict[str, Figure]:
        """Return every body at every frame, by entity id."""
        return figures_of(self.world, np.round(self.frames).astype(np.int64))

    @cached_property
    def bodies(self) -> PosedBodies:
        """Return joints and surfaces at the nine times."""
        return PosedBodies(self.document, self.key, self.seen.times, library=self.library)

    def pixels(self, points: Float[np.ndarray, "frame point 3"]) -> Float[np.ndarray, "..."]:
        """Return where points [m] are in the picture at every frame [px]; NaN behind the camera."""
        inside = transform_points(inverse_rigid(self.poses)[:, None], points)
        return project(inside, self.intrinsics[:, None])

    def time_of_sample(self, index: int) -> float:
        """Return the time of one of the nine samples [s] from the first frame of the shot."""
        return self.seen.second(index)

    def time_of_frame(self, index: int) -> float:
        """Return the time of one of `frames` [s] from the first frame of the shot."""
        return float(self.frames[index] - self.shot.first) / 1000.0 / self.fps

    def people(self) -> list[Figure]:
        """Return the people of the scene, by id, at the nine times."""
        return [f for f in self.seen.figures.values() if f.kind == "character"]

    def dense_people(self) -> list[Figure]:
        """Return the people of the scene, by id, at every frame."""
        return [f for f in self.dense.values() if f.kind == "character"]


def filmed(
    document: World, key: str, library: Library = EMPTY, *, span: tuple[int, int] | None = None
) -> Filmed | None:
    """Return a shot as it is measured, or None where its camera cannot be posed.

    `span`: only from one time to another [subframes].
    """
    seen = observe(document, key, span=span)
    return None if seen is None else Filmed(document, seen, library)

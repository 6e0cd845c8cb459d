"""What the critic sees: a shot's camera and bodies at nine times, projected."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.errors import SceneError
from groundplan.geometry import camera, transforms
from groundplan.scene.view import intrinsics_at, view_at
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.intent import Intent, IntentKind
from groundplan.world.queries import present_in_shot
from groundplan.world.sequence import Shot

__all__ = ["SAMPLES", "Observation", "observe"]

SAMPLES = 9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observation:
    """A shot, sampled at evenly spaced times, both ends included."""

    world: World
    key: str
    """Of the shot."""
    shot: Shot
    eye: Entity
    """The camera's entity."""
    world_from_camera: Float[np.ndarray, "time 4 4"]
    intrinsics_px: Float[np.ndarray, "time 3 3"]
    times: Int[np.ndarray, " time"]
    """Subframes."""
    figures: dict[str, Figure]

    @property
    def subject(self) -> Figure | None:
        """Return who the framing is about."""
        return self.figures.get(self.shot.framing.subject or "")

    @property
    def centres(self) -> Float[np.ndarray, "time 3"]:
        """Return where the optical centre is [m]."""
        return self.world_from_camera[:, :3, 3]

    @property
    def pitches(self) -> Float[np.ndarray, " time"]:
        """Return the pitch of the axis, up positive [rad]."""
        return np.arcsin(np.clip(-self.world_from_camera[:, 1, 2], -1.0, 1.0))

    @property
    def focals_mm(self) -> Float[np.ndarray, " time"]:
        """Return the focal length at every sample."""
        lens = self.eye.camera
        gate = self.gate_height_mm
        height = self.world.film.height_px
        return self.intrinsics_px[:, 1, 1] * gate / height if lens is not None else np.zeros(0)

    @property
    def gate_height_mm(self) -> float:
        """Return the height of the gate that becomes the picture."""
        lens, film = self.eye.camera, self.world.film
        if lens is None:
            return 14.0
        shown = film.width_px * film.pixel_aspect / film.height_px
        return min(lens.sensor_height_mm, lens.sensor_width_mm * film.desqueeze / shown)

    def ground_distances(self, figure: Figure) -> Float[np.ndarray, " time"]:
        """Return the distance over the ground from the optical centre to the figure's axis [m]."""
        return np.linalg.norm((self.centres - figure.positions)[:, [0, 2]], axis=1)

    def depths(self, figure: Figure) -> Float[np.ndarray, " time"]:
        """Return the depth of the figure's middle along the optical axis [m]."""
        middle = figure.positions + np.array([0.0, 0.5 * figure.height_m, 0.0])
        return -self._in_camera(middle[:, None, :])[:, 0, 2]

    def visible_heights(self, figure: Figure) -> Float[np.ndarray, " time"]:
        """Return how much of the world the frame shows vertically at the figure [m]."""
        return self.depths(figure) * self.world.film.height_px / self.intrinsics_px[:, 1, 1]

    def boxes_px(self, figure: Figure) -> Float[np.ndarray, "time 2 2"]:
        """Return the pixel box (low, high corner) of a figure; NaN where it is not all in front."""
        points = self._in_camera(figure.corners())
        pixels = camera.project(points, self.intrinsics_px[:, None])
        return np.stack([pixels.min(axis=1), pixels.max(axis=1)], axis=1)

    def pixels_of(
        self, points: Float[np.ndarray, "time point 3"]
    ) -> Float[np.ndarray, "time point 2"]:
        """Return where points [m] are in the picture [px]; NaN behind the camera."""
        return camera.project(self._in_camera(points), self.intrinsics_px[:, None])

    def in_frame(self, figure: Figure) -> Float[np.ndarray, " time"]:
        """Return which share of a lattice over a figure's box lies in the frame, 0..1."""
        width, height, depth = figure.size_m
        x, y, z = np.meshgrid(
            np.linspace(-0.5, 0.5, 5) * width,
            np.linspace(0.0, 1.0, 5) * height,
            np.linspace(-0.5, 0.5, 5) * depth,
        )
        lattice = np.stack([x.ravel(), y.ravel(), z.ravel()], axis=-1)
        points = transforms.transform_points(figure.world_from_figure[:, None], lattice[None])
        return self.seen(points).mean(axis=1)

    def seen(self, points: Float[np.ndarray, "time point 3"]) -> Bool[np.ndarray, "time point"]:
        """Return which points [m] lie in the frame."""
        pixels = self.pixels_of(points)
        size = np.array([self.world.film.width_px, self.world.film.height_px])
        with np.errstate(invalid="ignore"):
            return np.all((pixels >= 0.0) & (pixels <= size), axis=-1)

    def _in_camera(
        self, points: Float[np.ndarray, "time point 3"]
    ) -> Float[np.ndarray, "time point 3"]:
        back = transforms.inverse_rigid(self.world_from_camera)
        return transforms.transform_points(back[:, None], points)

    def asserted(self, kind: IntentKind) -> Iterator[tuple[str, Intent]]:
        """Yield the intents of a kind that are about this shot, with their ids."""
        for key, intent in sorted(self.world.intents.items()):
            if intent.kind == kind and intent.shot in {"", self.key}:
                yield key, intent

    def name(self, entity: str) -> str:
        """Return what people call an entity."""
        found = self.world.entities.get(entity)
        return found.name if found is not None else entity

    def second(self, index: int) -> float:
        """Return the time of a sample, from the first frame [s]."""
        base = self.world.timebase
        since = float(self.times[index] - self.shot.first) / 1000.0
        return since * base.fps_den / base.fps_num

    def elevation_of(self, figure: Figure) -> float:
        """Return the steepest angle at which the figure's middle is seen, for messages [deg]."""
        drop = self.centres[:, 1] - figure.positions[:, 1] - 0.5 * figure.height_m
        steep = np.arctan2(drop, np.maximum(self.ground_distances(figure), 1e-6))
        return math.degrees(float(np.max(np.abs(steep))))


def observe(
    world: World,
    key: str,
    *,
    figures: dict[str, Figure] | None = None,
    count: int = SAMPLES,
    span: tuple[int, int] | None = None,
) -> Observation | None:
    """Return the observation of a shot, or None where its camera cannot be posed.

    `figures`: the bodies, where another observation of a world has them that differs by its camera
    alone. `count`: how many times are looked at; `span`: between which [subframes], by default
    from the first frame of the shot to its last.
    """
    world, shot = present_in_shot(world, key), world.shots[key]
    eye = world.entities.get(shot.camera)
    if eye is None or eye.camera is None:
        return None
    first, last = span or (shot.first, shot.last)
    times = sample_times(first, last, count=count)
    at = times.astype(np.float64)
    try:
        return Observation(
            world=world,
            key=key,
            shot=shot,
            eye=eye,
            times=times,
            world_from_camera=view_at(world, shot.camera, at),
            intrinsics_px=intrinsics_at(world, eye, eye.camera, times=at),
            figures=figures_of(world, times) if figures is None else figures,
        )
    except SceneError:
        return None

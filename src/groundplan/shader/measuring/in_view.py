"""Who is in the picture, where and when: boxes of the bodies' sizes, seen through the lens.

What hides somebody does not count (`passes.sight` knows that, and needs the posed meshes). What
goes with a hand counts as hanging before its holder: where the hand is exactly needs the whole body
posed, which takes longer than all the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.geometry import transforms
from groundplan.geometry.boxes import box_corners
from groundplan.scene import view
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.measure import body_size
from groundplan.scene.placing import world_from_entity_at
from groundplan.world import placement
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.sequence import Grip

__all__ = ["SCENERY", "ShotView", "Sighting", "is_ground", "shot_view"]

SCENERY: Final = "scenery"
"""Tag of what only furnishes the place."""
_DRAWN: Final = frozenset({"character", "animal", "prop", "vehicle", "set"})
_SAMPLES: Final = 9
_OWN_SHARE: Final = 0.1
_PICTURE_SHARE: Final = 0.05
"""Somebody is in view when, at some sampled time, a tenth of the box is in the picture or the box
takes a twentieth of the picture: our engineering defaults."""
_LEAST_SHARE: Final = 1e-5
"""Of the picture: four pixels of 832 x 480."""
_HEIGHTS: Final = 21
_HAND_HEIGHT: Final = 0.5
_HAND_AHEAD: Final = 0.12
"""Shares of the holder's height."""

Times = Float[np.ndarray, " time"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sighting:
    """One thing through the lens, at every sampled time."""

    boxes: Float[np.ndarray, "time 4"]
    """x0, y0, x1, y1 in fractions of the picture from its top left, cut at its edges."""
    seen: Bool[np.ndarray, " time"]
    distance_m: Times
    """From the lens to the middle of the body."""
    places: Float[np.ndarray, "time 3"]
    """Of its origin, in the world [m]."""
    held: bool
    """It goes with a hand at some time: its places are near its holder, not exact."""
    heights: tuple[float, float]
    """Lowest and highest part that is ever in the picture, 0 at its foot to 1 at its top."""

    @property
    def area(self) -> float:
        """Return the largest share of the picture that its box ever takes."""
        size = self.boxes[:, 2:] - self.boxes[:, :2]
        return float(np.max(np.prod(np.maximum(size, 0.0), axis=1)))

    @property
    def across(self) -> float:
        """Return the middle of its box when it is first seen, 0 left to 1 right."""
        first = int(np.argmax(self.seen))
        return float(0.5 * (self.boxes[first, 0] + self.boxes[first, 2]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotView:
    """A shot's camera at sampled times, and all that it sees."""

    times: Times
    """Subframes; the first and the last frame are among them."""
    world_from_camera: Float[np.ndarray, "time 4 4"]
    seen: Mapping[str, Sighting]
    """By entity id, in the order of the ids; grounds are not among them."""


def shot_view(there: World, shot_id: str, *, library: Library = EMPTY) -> ShotView:
    """Return what a shot sees of a world that holds only who is in its scene.

    Raises:
        SceneError: The camera, or somebody, cannot be posed.
    """
    key, entity, camera = view.camera_entity(there, shot_id)
    shot = there.shots[shot_id]
    times = np.linspace(float(shot.first), float(shot.last), _SAMPLES)
    poses = view.view_at(there, key, times)
    intrinsics = view.intrinsics_at(there, entity, camera, times=times)
    film = there.film
    per_picture = intrinsics / np.array([[film.width_px], [film.height_px], [1.0]])
    lens = _Lens(camera_from_world=transforms.inverse_rigid(poses), unit_from_ray=per_picture)
    found: dict[str, Sighting] = {}
    for name, one in sorted(there.entities.items()):
        if one.kind in _DRAWN and not is_ground(one):
            grips = [grip for grip in there.grips.values() if grip.entity == name]
            if grips:
                placed = _near_holders(there, name, grips, times=times)
            else:
                placed = world_from_entity_at(there, name, times, library=library)
            sighting = lens.sighting(placed, body_size(one), held=bool(grips))
            if sighting is not None:
                found[name] = sighting
    return ShotView(times=times, world_from_camera=poses, seen=found)


def _near_holders(
    there: World, key: str, grips: list[Grip], *, times: Times
) -> Float[np.ndarray, "time 4 4"]:
    """Return about where a held thing is: before its holder, then where it was let go."""
    placed = placement.world_from_entity_at(there, key, times).copy()
    for grip in sorted(grips, key=lambda one: one.first):
        holder = placement.world_from_entity_at(
            there, grip.holder, np.minimum(times, float(grip.last))
        )
        height = body_size(there.entities[grip.holder])[1]
        low = _HAND_HEIGHT * height - 0.5 * body_size(there.entities[key])[1]
        before = np.array([0.0, max(low, 0.0), _HAND_AHEAD * height])
        inside = (times >= grip.first) & (times <= grip.last)
        gone = (times > grip.last) & (grip.after != "own")
        for rows, down in ((inside, 1.0), (gone, 0.0)):
            offset = before * np.array([1.0, down, 1.0])
            points = transforms.transform_points(holder[rows], np.tile(offset, (rows.sum(), 1)))
            placed[rows, :3, 3] = points
    return placed


def is_ground(entity: Entity) -> bool:
    """Tell whether it is what all stands on or in: it is the place, not a thing of it."""
    asset = entity.asset.catalogue_id if entity.asset is not None else ""
    return asset in {"ground", "room"} or entity.terrain is not None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Lens:
    camera_from_world: Float[np.ndarray, "time 4 4"]
    unit_from_ray: Float[np.ndarray, "time 3 3"]

    def sighting(
        self, placed: Float[np.ndarray, "time 4 4"], size: tuple[float, float, float], *,
        held: bool,
    ) -> Sighting | None:  # fmt: skip
        """Return how a body is seen; None where it never is."""
        camera_from_body = transforms.multiply(self.camera_from_world, placed)
        corners, depth = self._through(camera_from_body, _corners(size))
        ahead = np.any(depth > 0.0, axis=1)
        whole = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
        boxes = np.clip(whole, 0.0, 1.0)
        inside = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
        own = np.prod(np.maximum(whole[:, 2:] - whole[:, :2], 1e-9), axis=1)
        enough = (inside >= _OWN_SHARE * own) | (inside >= _PICTURE_SHARE)
        seen = ahead & enough & (inside >= _LEAST_SHARE)
        if not np.any(seen):
            return None
        middle = transforms.transform_points(
            camera_from_body, np.tile([0.0, 0.5 * size[1], 0.0], (len(placed), 1))
        )
        return Sighting(
            boxes=boxes,
            seen=seen,
            distance_m=np.linalg.norm(middle, axis=1),
            places=placed[:, :3, 3],
            held=held,
            heights=self._heights(camera_from_body, size[1], seen=seen),
        )

    def _through(
        self, camera_from_body: Float[np.ndarray, "time 4 4"], points: Float[np.ndarray, "point 3"]
    ) -> tuple[Float[np.ndarray, "time point 2"], Float[np.ndarray, "time point"]]:
        """Return fractions of the picture, and depth [m]; what is behind is drawn from close by."""
        at = transforms.transform_points(camera_from_body[:, None], points[None])
        depth = -at[..., 2]
        near = np.maximum(depth, 0.05)
        k = self.unit_from_ray[:, None]
        u = (k[..., 0, 0] * at[..., 0] / near) + k[..., 0, 2]
        v = (k[..., 1, 1] * -at[..., 1] / near) + k[..., 1, 2]
        return np.stack([u, v], axis=-1), depth

    def _heights(
        self, camera_from_body: Float[np.ndarray, "time 4 4"], height: float, *,
        seen: Bool[np.ndarray, " time"],
    ) -> tuple[float, float]:  # fmt: skip
        shares = np.linspace(0.0, 1.0, _HEIGHTS)
        axis = np.stack([0.0 * shares, height * shares, 0.0 * shares], axis=1)
        at, depth = self._through(camera_from_body, axis)
        down = at[..., 1]
        inside = (depth > 0.0) & (down >= 0.0) & (down <= 1.0) & seen[:, None]
        shown = shares[np.any(inside, axis=0)]
        return (float(shown[0]), float(shown[-1])) if len(shown) else (0.0, 0.0)


def _corners(size: tuple[float, float, float]) -> Float[np.ndarray, "corner 3"]:
    width, height, depth = size
    ground = np.array([[-0.5 * width, 0.0, -0.5 * depth], [0.5 * width, height, 0.5 * depth]])
    return box_corners(ground)

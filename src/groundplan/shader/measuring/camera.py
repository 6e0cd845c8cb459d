"""How a camera moves through a shot: travel, turn and zoom, from the first frame to the last."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry.camera import field_of_view
from groundplan.scene import view
from groundplan.units import Millimetres, Radians
from groundplan.world.document import World

__all__ = ["CameraCourse", "camera_course"]

_UP: Final = np.array([0.0, 1.0, 0.0])
_UP.setflags(write=False)
_MOST_FRAMES: Final = 481
"""Long shots are read at every so many frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraCourse:
    """A camera's way; lengths in metres, angles in radians."""

    travel_m: tuple[float, float, float]
    """From the first frame to the last, in the first frame's axes: right, up, back."""
    path_m: float
    """Length of the way itself."""
    turn_rad: tuple[float, float, float]
    """Pan (left positive), tilt (up positive), roll (clockwise positive): whole turns count."""
    height_m: tuple[float, float]
    """Of the lens in the world, first and last."""
    focal_mm: tuple[float, float]
    """First and last."""
    sensor_mm: tuple[float, float]

    @property
    def zoom(self) -> float:
        """Return the last focal length over the first."""
        return self.focal_mm[1] / self.focal_mm[0]

    @property
    def view_rad(self) -> Radians:
        """Return the horizontal angle of view of the whole gate, in the first frame.

        A picture that is narrower than the gate shows less.
        """
        return field_of_view(Millimetres(self.focal_mm[0]), Millimetres(self.sensor_mm[0]))


def camera_course(there: World, shot_id: str) -> CameraCourse:
    """Return the way of a shot's camera.

    Raises:
        SceneError: The camera cannot be posed.
    """
    key, entity, camera = view.camera_entity(there, shot_id)
    shot = there.shots[shot_id]
    count = min((shot.last - shot.first) // 1000 + 1, _MOST_FRAMES)
    times = np.linspace(float(shot.first), float(shot.last), max(count, 2))
    poses = view.view_at(there, key, times)
    places = poses[:, :3, 3]
    travel = poses[0, :3, :3].T @ (places[-1] - places[0])
    angles = _angles(poses[:, :3, :3])
    focal = view.focals_at(entity, camera, times[[0, -1]])
    turn = angles[-1] - angles[0]
    return CameraCourse(
        travel_m=(float(travel[0]), float(travel[1]), float(travel[2])),
        path_m=float(np.sum(np.linalg.norm(np.diff(places, axis=0), axis=1))),
        turn_rad=(float(turn[0]), float(turn[1]), float(turn[2])),
        height_m=(float(places[0, 1]), float(places[-1, 1])),
        focal_mm=(float(focal[0]), float(focal[1])),
        sensor_mm=(camera.sensor_width_mm, camera.sensor_height_mm),
    )


def _angles(world_from_camera: Float[np.ndarray, "time 3 3"]) -> Float[np.ndarray, "time 3"]:
    """Return pan, tilt and roll, without jumps from one time to the next."""
    right, back = world_from_camera[:, :, 0], world_from_camera[:, :, 2]
    up = world_from_camera[:, :, 1]
    # Straight down or up no heading is left in the axis: the picture's upper edge has it.
    steep = np.abs(back[:, 1]) > math.cos(math.radians(5.0))
    ahead = np.where(steep[:, None], np.sign(back[:, 1:2]) * up, -back)
    pan = np.unwrap(np.arctan2(-ahead[:, 0], -ahead[:, 2]))
    tilt = np.arcsin(np.clip(-back[:, 1], -1.0, 1.0))
    level = np.cross(-back, _UP)
    level = np.where(steep[:, None], right, level)
    level = level / np.linalg.norm(level, axis=1, keepdims=True)
    above = np.cross(level, -back)
    roll = np.arctan2(-np.sum(right * above, axis=1), np.sum(right * level, axis=1))
    return np.stack([pan, tilt, np.unwrap(roll)], axis=1)

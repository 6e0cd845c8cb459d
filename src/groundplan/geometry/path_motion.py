"""How a camera is moved: speed, acceleration, jerk and turning, measured from its poses.

Every figure is a finite difference of the poses of neighbouring frames. It is the true derivative
averaged over the frames that it spans, so that it never exceeds the largest true value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import quaternions

__all__ = ["PathMotion", "measure_motion", "measure_poses"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PathMotion:
    """A camera's motion over the frames of a shot; element i of a series starts at frame i."""

    length_m: float
    """Of its way."""
    height_range_m: tuple[float, float]
    """Lowest and highest place of the optical centre."""
    extent_m: float
    """Largest distance between two places along the longest axis of its way."""
    speeds_mps: Float[np.ndarray, " step"]
    accelerations_mps2: Float[np.ndarray, " bend"]
    """Size of the vector, so that a bend counts as well as speeding up."""
    jerks_mps3: Float[np.ndarray, " jolt"]
    turns_radps: Float[np.ndarray, " step"]
    """Rate of turning about any axis."""
    turn_accelerations_radps2: Float[np.ndarray, " bend"]

    @property
    def speed_mps(self) -> float:
        """Return the largest speed."""
        return _largest(self.speeds_mps)

    @property
    def acceleration_mps2(self) -> float:
        """Return the largest acceleration."""
        return _largest(self.accelerations_mps2)

    @property
    def jerk_mps3(self) -> float:
        """Return the largest jerk."""
        return _largest(self.jerks_mps3)

    @property
    def turn_radps(self) -> float:
        """Return the largest rate of turning."""
        return _largest(self.turns_radps)

    @property
    def turn_acceleration_radps2(self) -> float:
        """Return the largest change of the rate of turning."""
        return _largest(self.turn_accelerations_radps2)

    @property
    def still(self) -> bool:
        """Tell whether it neither travels (1 mm) nor turns (0.01 degrees a second)."""
        return self.length_m < 1e-3 and self.turn_radps < 1.7e-4


def measure_motion(
    positions: Float[np.ndarray, "frame 3"],
    rotations: Float[np.ndarray, "frame 4"],
    *,
    fps: float,
) -> PathMotion:
    """Return the motion of a camera.

    `positions` in the world [m], `rotations` `world_from_camera`, xyzw; one each per frame of a
    clock of `fps` frames a second.

    Raises:
        InputError: No frame, unequal counts, or a clock that stands still.
    """
    if len(positions) != len(rotations) or len(positions) == 0 or fps <= 0.0:
        raise InputError(
            f"{len(positions)} places and {len(rotations)} rotations at {fps:g} fps are no way",
            "give one of each per frame, and a positive frame rate",
        )
    steps = np.diff(positions, axis=0)
    turns = _turns(rotations) * fps
    spread = positions - positions.mean(axis=0)
    return PathMotion(
        length_m=float(np.linalg.norm(steps, axis=1).sum()),
        height_range_m=(float(positions[:, 1].min()), float(positions[:, 1].max())),
        extent_m=_extent(spread),
        speeds_mps=np.linalg.norm(steps, axis=1) * fps,
        accelerations_mps2=np.linalg.norm(np.diff(positions, 2, axis=0), axis=1) * fps**2,
        jerks_mps3=np.linalg.norm(np.diff(positions, 3, axis=0), axis=1) * fps**3,
        turns_radps=np.linalg.norm(turns, axis=1),
        turn_accelerations_radps2=np.linalg.norm(np.diff(turns, axis=0), axis=1) * fps,
    )


def measure_poses(
    world_from_camera: Float[np.ndarray, "frame 4 4"] | Sequence[Float[np.ndarray, "4 4"]],
    *,
    fps: float,
) -> PathMotion:
    """Return the motion of a camera given as rigid poses, one per frame.

    Raises:
        InputError: No frame, or a clock that stands still.
    """
    poses = np.asarray(world_from_camera, dtype=np.float64).reshape(-1, 4, 4)
    turns = quaternions.from_matrix(poses[:, :3, :3])
    return measure_motion(poses[:, :3, 3], turns, fps=fps)


def _turns(rotations: Float[np.ndarray, "frame 4"]) -> Float[np.ndarray, "step 3"]:
    """Return the turn from each frame to the next in its own axes [rad]."""
    back = quaternions.conjugate(rotations[:-1])
    return quaternions.to_rotation_vector(quaternions.multiply(back, rotations[1:]))


def _extent(spread: Float[np.ndarray, "frame 3"]) -> float:
    """Return how long a straight rail has to be that a way fits along [m]."""
    _, _, axes = np.linalg.svd(spread, full_matrices=False)
    return float(np.ptp(spread @ axes[0]))


def _largest(series: Float[np.ndarray, " n"]) -> float:
    return float(series.max(initial=0.0))

"""Where the clip's camera is, seen from a camera of the plan; and points through both."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from jaxtyping import Float, Float64

from groundplan.geometry.quaternions import from_rotation_vector, to_matrix
from groundplan.geometry.transforms import transform_points

__all__ = ["SAME", "CameraShift", "lifted", "moved", "projected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraShift:
    """From a camera of the plan to the clip's: OpenCV axes (x right, y down, z forward)."""

    clip_from_plan: Float64[np.ndarray, "4 4"] = field(default_factory=lambda: np.eye(4))
    """Points in the plan camera's axes to those of the clip's [m]."""
    focal: float = 1.0
    """The clip's focal length over the plan's."""


SAME: Final = CameraShift()


def lifted(
    places_px: Float[np.ndarray, "point 2"],
    depth_m: Float[np.ndarray, " point"],
    intrinsics_px: Float64[np.ndarray, "3 3"],
) -> Float64[np.ndarray, "point 3"]:
    """Return points in camera axes [m]; `places_px` count pixel centres at +0.5."""
    x = (places_px[:, 0] - intrinsics_px[0, 2]) / intrinsics_px[0, 0]
    y = (places_px[:, 1] - intrinsics_px[1, 2]) / intrinsics_px[1, 1]
    depth = depth_m.astype(np.float64)
    return np.stack([x * depth, y * depth, depth], axis=1)


def projected(
    points: Float64[np.ndarray, "point 3"],
    shift: CameraShift,
    intrinsics_px: Float64[np.ndarray, "3 3"],
) -> Float64[np.ndarray, "point 2"]:
    """Return where the clip shows points that are in the plan camera's axes [px].

    Pixel centres are at +0.5. What is behind the clip's camera comes out far outside of the frame.
    """
    there = transform_points(shift.clip_from_plan, points)
    depth = np.where(there[:, 2] > 1e-3, there[:, 2], 1e-6)
    x = shift.focal * intrinsics_px[0, 0] * there[:, 0] / depth + intrinsics_px[0, 2]
    y = shift.focal * intrinsics_px[1, 1] * there[:, 1] / depth + intrinsics_px[1, 2]
    return np.clip(np.stack([x, y], axis=1), -1e6, 1e6)


def moved(shift: CameraShift, step: Float64[np.ndarray, " 7"]) -> CameraShift:
    """Return a shift after a small step in the clip camera's axes.

    `step`: rotation vector [rad], translation [m], logarithm of the focal ratio.
    """
    turn = np.eye(4)
    turn[:3, :3] = to_matrix(from_rotation_vector(step[:3]))
    turn[:3, 3] = step[3:6]
    clip_from_plan = np.einsum("ij,jk->ik", turn, shift.clip_from_plan)
    return CameraShift(clip_from_plan=clip_from_plan, focal=shift.focal * float(np.exp(step[6])))

"""Which move a camera makes, from its matrices alone: an independent judge for tests.

A pan only turns, a truck only travels, a zoom only changes focal length, an orbit keeps its
distance to a point that it looks at.
"""

import math

import numpy as np
from jaxtyping import Float

__all__ = ["classify", "rotation_deg"]

_STILL_M = 0.02
_STILL_DEG = 0.5


def rotation_deg(poses: Float[np.ndarray, "time 4 4"]) -> Float[np.ndarray, " 3"]:
    """Return the net turn of the first camera's axes: pan right, tilt up, roll clockwise."""
    delta = poses[0, :3, :3].T @ poses[-1, :3, :3]
    angle = math.acos(max(-1.0, min(1.0, (float(np.trace(delta)) - 1.0) / 2.0)))
    axis = np.array(
        [delta[2, 1] - delta[1, 2], delta[0, 2] - delta[2, 0], delta[1, 0] - delta[0, 1]]
    )
    length = float(np.linalg.norm(axis))
    vector = axis / length * angle if length > 1e-12 else np.zeros(3)
    return np.degrees(np.array([-vector[1], vector[0], -vector[2]]))


def classify(poses: Float[np.ndarray, "time 4 4"], focals: Float[np.ndarray, " time"]) -> str:
    """Return the vocabulary id of the move."""
    centres = poses[:, :3, 3]
    path = float(np.linalg.norm(np.diff(centres, axis=0), axis=1).sum())
    turn = rotation_deg(poses)
    zoom = math.log(focals[-1] / focals[0])
    turning = float(np.abs(turn).max()) > _STILL_DEG
    if path < _STILL_M and not turning:
        return "static" if abs(zoom) < 1e-6 else "zoom_in" if zoom > 0 else "zoom_out"
    if path < _STILL_M:
        axis = int(np.argmax(np.abs(turn)))
        names = (("pan_right", "pan_left"), ("tilt_up", "tilt_down"), ("roll_cw", "roll_ccw"))
        return names[axis][0 if turn[axis] > 0 else 1]
    if turning and _pivot_error(poses) < 0.01:
        return "orbit"
    travel = poses[len(poses) // 2, :3, :3].T @ (centres[-1] - centres[0])
    axis = int(np.argmax(np.abs(travel)))
    names = (
        ("truck_right", "truck_left"),
        ("pedestal_up", "pedestal_down"),
        ("dolly_out", "dolly_in"),
    )
    name = names[axis][0 if travel[axis] > 0 else 1]
    if axis == 2 and abs(zoom) > 0.05 and (zoom > 0) == (travel[2] > 0):
        return "dolly_zoom"
    return name


def _pivot_error(poses: Float[np.ndarray, "time 4 4"]) -> float:
    """Return how unequal the distances to the nearest point of all axes are, relative."""
    forward = -poses[:, :3, 2]
    normals = np.eye(3) - forward[:, :, None] * forward[:, None, :]
    system = normals.sum(axis=0)
    if np.linalg.cond(system) > 1e8:
        return math.inf
    pulled = np.einsum("nij,nj->i", normals, poses[:, :3, 3])
    pivot = np.asarray(np.linalg.inv(system), dtype=np.float64) @ pulled
    reach = np.linalg.norm(poses[:, :3, 3] - pivot, axis=1)
    return float(np.ptp(reach) / reach.mean())

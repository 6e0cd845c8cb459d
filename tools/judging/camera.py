"""Which camera move a described shot shows, from its matrices alone.

A pan only turns, a truck only travels, a zoom only changes focal length, an orbit keeps its
distance to a point it looks at. Thresholds are ours, stated here.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

__all__ = ["Motion", "measure_motion", "shows_move", "shows_moves"]

_TURN_RAD: Final = np.radians(4.0)
_TRAVEL_M: Final = 0.12
_ZOOM_LOG: Final = np.log(1.08)
_DOMINANCE: Final = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """Net and total motion of a camera over a shot, in its first frame's OpenCV axes."""

    travel_m: np.ndarray
    pan_rad: float
    tilt_rad: float
    roll_rad: float
    zoom_log: float
    path_m: float
    shake_rad: float
    orbit: bool


def measure_motion(samples: list[dict[str, Any]]) -> Motion:
    """Return the motion over the samples of one shot."""
    poses = np.array([s["camera_from_world"] for s in samples], float)
    rotations = poses[:, :3, :3]
    centres = -np.einsum("nji,nj->ni", rotations, poses[:, :3, 3])
    mean_axes = _mean_rotation(rotations)
    travel = mean_axes @ (centres[-1] - centres[0])
    forward = rotations[:, 2]
    steps = [_turn(rotations[i], rotations[i + 1]) for i in range(len(rotations) - 1)]
    pan, tilt, roll = (float(sum(step[k] for step in steps)) for k in range(3))
    noise = [abs(abs(sum(s[k] for s in steps)) - sum(abs(s[k]) for s in steps)) for k in range(2)]
    focal = [s["intrinsics_px"][0][0] for s in samples]
    return Motion(
        travel_m=travel, pan_rad=pan, tilt_rad=tilt, roll_rad=roll,
        zoom_log=float(np.log(focal[-1] / focal[0])),
        path_m=float(np.linalg.norm(np.diff(centres, axis=0), axis=1).sum()),
        shake_rad=float(max(noise)), orbit=_orbits(centres, forward, abs(pan)),
    )  # fmt: skip


def _mean_rotation(rotations: np.ndarray) -> np.ndarray:
    u, _, v = np.linalg.svd(rotations.mean(axis=0))
    return u @ v


def _turn(before: np.ndarray, after: np.ndarray) -> tuple[float, float, float]:
    """Return (pan right, tilt up, roll clockwise) [rad] of a small turn, in camera axes."""
    delta = after @ before.T
    trace = np.clip((np.trace(delta) - 1) / 2, -1, 1)
    angle = np.arccos(trace)
    vector = np.array(
        [delta[2, 1] - delta[1, 2], delta[0, 2] - delta[2, 0], delta[1, 0] - delta[0, 1]]
    )
    scale = 0.5 if angle < 1e-6 else angle / (2 * np.sin(angle))
    x, y, z = vector * scale
    return -y, -x, -z


def _orbits(centres: np.ndarray, forward: np.ndarray, pan: float) -> bool:
    """Tell whether the camera turns about a point that all its axes pass close by."""
    length = np.linalg.norm(np.diff(centres, axis=0), axis=1).sum()
    if length < 0.3 or pan < np.radians(10):
        return False
    eye = np.eye(3)
    normals = eye - forward[:, :, None] * forward[:, None, :]
    system = normals.sum(axis=0)
    if np.linalg.cond(system) > 1e6:
        return False
    pivot = np.linalg.solve(system, np.einsum("nij,nj->i", normals, centres))
    distance = np.linalg.norm(centres - pivot, axis=1)
    turned = length / max(float(distance.mean()), 1e-6)
    return float(distance.std() / distance.mean()) < 0.08 and abs(turned - pan) < 0.35 * pan


def shows_move(motion: Motion, move: str) -> bool:  # noqa: PLR0911  (one line per kind of move)
    """Tell whether the measured motion is the named move, and mostly that."""
    travel, turn = motion.travel_m, np.array([motion.pan_rad, motion.tilt_rad, motion.roll_rad])
    still = motion.path_m < _TRAVEL_M and np.abs(turn).max() < _TURN_RAD
    if move == "static":
        return bool(still and abs(motion.zoom_log) < _ZOOM_LOG)
    if move == "handheld":
        return motion.shake_rad > np.radians(0.15)
    if move.startswith(("orbit", "arc")):
        return motion.orbit
    if move.startswith("zoom"):
        sign = 1 if move == "zoom_in" else -1
        return sign * motion.zoom_log > _ZOOM_LOG and bool(still)
    if move == "oblique":
        return bool(travel[2] > _TRAVEL_M and motion.path_m > 1.0)
    if move == "roll":
        return shows_move(motion, "roll_cw") or shows_move(motion, "roll_ccw")
    axis, sign = _AXES[move]
    if axis < 3:
        main = sign * travel[axis]
        others = max(abs(travel[k]) for k in range(3) if k != axis)
        return bool(main > _TRAVEL_M and main > _DOMINANCE * others and not motion.orbit)
    main = sign * turn[axis - 3]
    others = max(abs(turn[k]) for k in range(3) if k != axis - 3)
    return bool(main > _TURN_RAD and main > _DOMINANCE * others and motion.path_m < 0.3)


def shows_moves(motion: Motion, moves: list[str]) -> bool:
    """Tell whether the measured motion is all the named moves at once, and nothing as strong."""
    travel, turn = motion.travel_m, np.array([motion.pan_rad, motion.tilt_rad, motion.roll_rad])
    strength = np.concatenate([travel / 1.0, turn / np.radians(20.0), [motion.zoom_log / 0.3]])
    wanted = {_AXES.get(m, (6, 1 if m == "zoom_in" else -1)) for m in moves}
    floor = np.array([_TRAVEL_M] * 3 + [_TURN_RAD / np.radians(20.0)] * 3 + [_ZOOM_LOG / 0.3])
    weakest = min(sign * strength[axis] - floor[axis] for axis, sign in wanted)
    others = [abs(strength[k]) for k in range(7) if k not in {axis for axis, _ in wanted}]
    least = min(abs(strength[axis]) for axis, _ in wanted)
    return bool(weakest > 0.0 and max(others) < least)


_AXES: Final = {
    "truck_right": (0, 1), "truck_left": (0, -1), "pedestal_down": (1, 1), "pedestal_up": (1, -1),
    "crane_down": (1, 1), "crane_up": (1, -1), "dolly_in": (2, 1), "dolly_out": (2, -1),
    "pan_right": (3, 1), "pan_left": (3, -1), "tilt_up": (4, 1), "tilt_down": (4, -1),
    "roll_cw": (5, 1), "roll_ccw": (5, -1),
}  # fmt: skip

"""Cameras as steps: 9-D actions of Cosmos 3, and the key strings of SANA-WM."""

import itertools
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float64

from groundplan.errors import InputError
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = [
    "KEY_SPEED_M", "KEY_TURN_RAD", "KeyString", "key_string", "path_of_actions", "path_of_keys",
    "pose_actions",
]  # fmt: skip

Poses = Float64[np.ndarray, "frame 4 4"]
Rotation = Float64[np.ndarray, "3 3"]
Vector = Float64[np.ndarray, " 3"]

KEY_SPEED_M: Final = 0.05
"""Length of a step of SANA-WM. Source: diffusers 0.42.1, `sana_wm/cam_utils.py`."""
KEY_TURN_RAD: Final = float(np.radians(1.2))
"""Angle of a turn of SANA-WM. Source: as above."""
_PITCH_LIMIT_RAD: Final = float(np.radians(85.0))
"""A turn that would pass it is not made. Source: as above."""
_MOST_STEPS: Final = 4096
"""Of a key string that is read: our limit."""
_KEYS: Final = frozenset("wasdijkl")
_STEPS: Final = tuple("".join(pair) for pair in itertools.product(("", "w", "s"), ("", "a", "d")))
_TURNS: Final = tuple("".join(pair) for pair in itertools.product(("", "i", "k"), ("", "j", "l")))
_EVEN: Final = 1e-12
"""Two answers this near are one: the first, with fewer keys, is taken."""


def pose_actions(world_from_camera_cv: Poses) -> Float64[np.ndarray, "step 9"]:
    """Return the steps between frames: row i goes from frame i to frame i + 1, one row less.

    A row is the pose of the later camera seen from the earlier one, `inverse(T_i) @ T_{i+1}`, in
    the earlier camera's OpenCV axes: translation x, y, z [m], then the first column of its
    rotation, then the second one (r00 r10 r20 r01 r11 r21). Standing still is 0 0 0 1 0 0 0 1 0.
    Checkpoints may want translations times a factor of their own; these are metres.

    Source:
        Zhou et al., "On the Continuity of Rotation Representations in Neural Networks", CVPR 2019,
        equation 14 (the first two columns). NVIDIA cosmos-framework, tests of
        `data/vfm/action/pose_utils.py`: `backward_framewise`, column-based `rot6d`. diffusers
        0.42.1, `CosmosActionCondition`: width 9, one action less than frames.

    Raises:
        InputError: There are fewer than two frames.
    """
    if len(world_from_camera_cv) < 2:
        raise InputError(
            f"{len(world_from_camera_cv)} camera poses hold no step", "give two frames or more"
        )
    steps = multiply(inverse_rigid(world_from_camera_cv[:-1]), world_from_camera_cv[1:])
    return np.concatenate([steps[:, :3, 3], steps[:, :3, 0], steps[:, :3, 1]], axis=1)


def path_of_actions(
    actions: Float64[np.ndarray, "step 9"], start: Float64[np.ndarray, "4 4"]
) -> Poses:
    """Return the poses that steps lead through from a first pose; undoes `pose_actions`.

    Rotations are made orthonormal again by Gram-Schmidt.

    Source:
        Zhou et al. 2019, equation 15.
    """
    first = _unit(actions[:, 3:6])
    rest = actions[:, 6:9] - np.sum(first * actions[:, 6:9], axis=1, keepdims=True) * first
    second = _unit(rest)
    steps = np.tile(np.eye(4), (len(actions), 1, 1))
    steps[:, :3, :3] = np.stack([first, second, np.cross(first, second)], axis=2)
    steps[:, :3, 3] = actions[:, :3]
    poses = [np.asarray(start, dtype=np.float64)]
    for step in steps:
        poses.append(multiply(poses[-1], step))
    return np.stack(poses)


class KeyString(NamedTuple):
    """A path in keys, and how far it leads from the one that was wanted."""

    keys: str
    """`w-80,jw-40,none-3`: keys held, and for how many frames."""
    position_error_m: float
    """The largest of all frames."""
    rotation_error_rad: float
    """The largest of all frames."""


def key_string(world_from_camera_cv: Poses) -> KeyString:
    """Return the keys that follow a path most nearly, one choice per step.

    W and S go forward and back by 0.05 m, D and A to the right and left, in the ground plane of
    the first camera; I and K tilt up and down by 1.2 degrees, L and J pan right and left. There is
    no key for height, roll, slower steps or the lens: the errors tell what that costs. Each step
    takes the turn whose pose is nearest to the wanted one, then the nearest place, so that what a
    step lacks the next makes good.

    Source:
        diffusers 0.42.1, `sana_wm/cam_utils.py`: grammar, speeds and order of a step.

    Raises:
        InputError: There are fewer than two frames.
    """
    if len(world_from_camera_cv) < 2:
        raise InputError(
            f"{len(world_from_camera_cv)} camera poses hold no step", "give two frames or more"
        )
    wanted = multiply(inverse_rigid(world_from_camera_cv[:1]), world_from_camera_cv)
    walk, held = _Walk(np.eye(3), np.zeros(3), 0.0), list[str]()
    away, turned = 0.0, 0.0
    for goal in wanted[1:]:
        keys, walk = _nearest(walk, goal)
        held.append(keys or "none")
        away = max(away, float(np.linalg.norm(walk.position - goal[:3, 3])))
        turned = max(turned, _angle(walk.rotation, goal[:3, :3]))
    runs = ((keys, sum(1 for _ in run)) for keys, run in itertools.groupby(held))
    return KeyString(",".join(f"{keys}-{count}" for keys, count in runs), away, turned)


def path_of_keys(keys: str) -> Poses:
    """Return the poses that a key string leads through: the identity, then one per frame held.

    Raises:
        InputError: The text is no key string.
    """
    walk = _Walk(np.eye(3), np.zeros(3), 0.0)
    poses = [walk.pose()]
    for segment in keys.split(","):
        held, _, count = segment.rpartition("-")
        wrong = set(held) - _KEYS if held != "none" else set[str]()
        if not held or wrong or not count.isdecimal() or not 0 < int(count) <= _MOST_STEPS:
            raise InputError(
                f"{segment[:40]!r} is no held keys", "write such as `jw-40` or `none-3`"
            )
        if len(poses) + int(count) > _MOST_STEPS:
            raise InputError(f"more than {_MOST_STEPS} frames of keys", "give a shorter path")
        for _ in range(int(count)):
            walk = walk.after("" if held == "none" else held)
            poses.append(walk.pose())
    return np.stack(poses)


class _Walk(NamedTuple):
    """Where a path in keys has come to."""

    rotation: Rotation
    position: Vector
    pitch_rad: float

    def pose(self) -> Float64[np.ndarray, "4 4"]:
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = self.rotation, self.position
        return pose

    def after(self, held: str) -> "_Walk":
        return self.turned(held).moved(held)

    def turned(self, held: str) -> "_Walk":
        tilt = KEY_TURN_RAD * (("i" in held) - ("k" in held))
        if abs(self.pitch_rad + tilt) > _PITCH_LIMIT_RAD:
            tilt = 0.0
        pan = KEY_TURN_RAD * (("l" in held) - ("j" in held))
        rotation = _product(_product(_pan(pan), self.rotation), _tilt(tilt))
        return _Walk(rotation, self.position, self.pitch_rad + tilt)

    def moved(self, held: str) -> "_Walk":
        forward, right = _level(self.rotation[:, 2]), _level(self.rotation[:, 0])
        step = forward * (("w" in held) - ("s" in held)) + right * (("d" in held) - ("a" in held))
        return self._replace(position=self.position + KEY_SPEED_M * step)


def _nearest(walk: _Walk, goal: Float64[np.ndarray, "4 4"]) -> tuple[str, _Walk]:
    turns = [(_angle(walk.turned(keys).rotation, goal[:3, :3]), keys) for keys in _TURNS]
    least = min(turns)[0]
    turn = next(keys for error, keys in turns if error <= least + _EVEN)
    turned = walk.turned(turn)
    gaps = [
        (float(np.linalg.norm(turned.moved(keys).position - goal[:3, 3])), keys) for keys in _STEPS
    ]
    nearest = min(gaps)[0]
    step = next(keys for error, keys in gaps if error <= nearest + _EVEN)
    return "".join(sorted(step + turn)), turned.moved(step)


def _angle(a: Rotation, b: Rotation) -> float:
    """Return the angle between two rotations [rad]; exact for small ones, unlike an arc cosine."""
    return float(2.0 * np.arcsin(np.minimum(np.linalg.norm(a - b) / np.sqrt(8.0), 1.0)))


def _level(axis: Vector) -> Vector:
    flat = np.array([axis[0], 0.0, axis[2]])
    length = float(np.linalg.norm(flat))
    return flat / length if length > 0.0 else flat


def _pan(angle: float) -> Rotation:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def _tilt(angle: float) -> Rotation:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def _product(a: Rotation, b: Rotation) -> Rotation:
    return np.sum(a[:, :, None] * b[None], axis=1)


def _unit(vectors: Float64[np.ndarray, "step 3"]) -> Float64[np.ndarray, "step 3"]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(length > 1e-9):
        raise InputError("an action has no rotation", "give two columns that are not parallel")
    return vectors / length

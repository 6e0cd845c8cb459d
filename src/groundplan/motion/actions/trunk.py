"""Hips, spine and head of an action, laid over what the body below does."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.actions.places import Places
from groundplan.motion.actions.spec import Action
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch, roll, yaw

__all__ = ["gaze", "move_pelvis", "turn_trunk"]

_SPINE: Final = (("spine", 0.4), ("chest", 0.35), ("upperChest", 0.25))
_NECK: Final = (("neck", 0.4), ("head", 0.6))
_GAZE_LIMIT: Final = (1.15, 0.75)
"""How far a head turns and nods [rad]: our engineering default."""
_EYE_LIMIT: Final = np.array([0.55, 0.4])
"""How far eyes turn and nod in the head [rad]: our engineering default."""
_BEHIND: Final = 2.4
"""From here on [rad] the head turns back to the front: nobody looks behind them."""

Shares = Float[np.ndarray, "time key"]
Angles = Float[np.ndarray, "time 3"]


def _euler(angles: Angles, share: float = 1.0) -> Float[np.ndarray, "time 4"]:
    turn = quaternions.multiply(yaw(share * angles[:, 1]), pitch(share * angles[:, 0]))
    return quaternions.multiply(turn, roll(-share * angles[:, 2]))


def turn_trunk(frames: BodyFrames, *, turn: Angles, spine: Angles, head: Angles) -> None:
    """Add turns of hips, spine and head: pitch, yaw, roll [rad]."""
    frames.add("hips", _euler(turn))
    for joint, share in _SPINE:
        frames.add(joint, _euler(spine, share))
    for joint, share in _NECK:
        frames.add(joint, _euler(head, share))


def move_pelvis(frames: BodyFrames, action: Action, shares: Shares, *, places: Places) -> None:
    """Bring the hips where the keys want them."""
    rest = frames.root.copy()
    moved = np.zeros_like(rest)
    for k, key in enumerate(action.keys):
        point = rest if key.pelvis is None else places.point(key.pelvis, "", rest=rest)
        moved += shares[:, k : k + 1] * point
    frames.root = moved


def gaze(frames: BodyFrames, action: Action, shares: Shares, *, places: Places) -> None:
    """Turn neck and head to what is looked at, as far as they go."""
    if all(key.look is None for key in action.keys):
        return
    eyes = places.joint("head")
    chest = quaternions.conjugate(places.axes("upperChest"))
    angles = np.zeros((len(eyes), 2))
    for k, key in enumerate(action.keys):
        if key.look is None:
            continue
        ahead = eyes + quaternions.rotate(places.axes("upperChest"), np.array([0.0, 0.0, 1.0]))
        point = places.point(key.look, "", rest=ahead)
        way = quaternions.rotate(chest, point - eyes)
        angles += shares[:, k : k + 1] * _limited(way)
    for joint, share in _NECK:
        turned = quaternions.multiply(yaw(share * angles[:, 0]), pitch(share * angles[:, 1]))
        frames.add(joint, turned)
    _turn_eyes(frames, action, shares, places=places)


def _turn_eyes(frames: BodyFrames, action: Action, shares: Shares, *, places: Places) -> None:
    """Turn the eyes to what is looked at by what the head left over, as far as they go."""
    if "leftEye" not in frames.skeleton.names:
        return
    head = frames.body_from("head")
    between = 0.5 * (frames.skeleton.place("leftEye") + frames.skeleton.place("rightEye"))
    middle = head[:, :3, 3] + head[:, :3, :3] @ (between - frames.skeleton.place("head"))
    turned = np.zeros((len(head), 2))
    for k, key in enumerate(action.keys):
        if key.look is None:
            continue
        ahead = middle + head[:, :3, 2]
        way = np.einsum("tji,tj->ti", head[:, :3, :3], places.point(key.look, "", rest=ahead)
                        - middle)  # fmt: skip
        side = np.arctan2(way[:, 0], np.maximum(way[:, 2], 1e-6))
        down = np.arctan2(-way[:, 1], np.maximum(np.hypot(way[:, 0], way[:, 2]), 1e-6))
        turned += shares[:, k : k + 1] * np.clip(
            np.stack([side, down], axis=1), -_EYE_LIMIT, _EYE_LIMIT
        )
    both = quaternions.multiply(yaw(turned[:, 0]), pitch(turned[:, 1]))
    for joint in ("leftEye", "rightEye"):
        frames.turn(joint, both)


def _limited(way: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, "time 2"]:
    side = np.arctan2(way[:, 0], way[:, 2])
    flat = np.hypot(way[:, 0], way[:, 2])
    down = np.arctan2(-way[:, 1], np.maximum(flat, 1e-6))
    back = np.clip((math.pi - np.abs(side)) / (math.pi - _BEHIND), 0.0, 1.0)
    most = _GAZE_LIMIT[0] * np.where(np.abs(side) > _BEHIND, back, 1.0)
    return np.stack(
        [np.clip(side, -most, most), np.clip(down, -_GAZE_LIMIT[1], _GAZE_LIMIT[1])], axis=1
    )

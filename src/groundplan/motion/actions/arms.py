"""Palms to targets: shoulder, elbow, wrist and the twist of the forearm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.actions.girdle import follow_hand
from groundplan.motion.actions.measures import Measures
from groundplan.motion.actions.places import SIDES, Places
from groundplan.motion.actions.spec import Key, Reach
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import aimed, bend_limb, between

__all__ = ["HandTask", "palm_places", "reach_hand"]

_BACK: Final = (0.0, 0.0, -1.0)
"""Where the elbow points at rest."""
_TOP: Final = (0.0, 1.0, 0.0)
"""The back of the hand at rest."""
_ELBOW: Final = (0.6, -0.65, -0.45)
"""Where it points unless a reach says otherwise, in the chest's axes (x outward)."""
_MOST_TWIST: Final = 1.5
"""Of the forearm [rad]: our engineering default."""
_MOST_SWING: Final = 1.8
_DETOUR: Final = (0.55, -0.1, 0.75)
"""Past the shoulder a hand goes out and ahead."""
_DOWN: Final = np.array([0.0, -1.0, 0.0])

Shares = Float[np.ndarray, "time key"]
Points = Float[np.ndarray, "time 3"]


def _palm(skeleton: Skeleton, side: str, measures: Measures) -> Float[np.ndarray, " 3"]:
    """Return the middle of the palm at rest."""
    return skeleton.place(f"{side}Hand") + np.array([SIDES[side] * measures.palm, 0.0, 0.0])


def palm_places(frames: BodyFrames, side: str, measures: Measures) -> Points:
    """Return where the middle of a palm is [m]."""
    wrist = frames.body_from(f"{side}Hand")
    own = _palm(frames.skeleton, side, measures) - frames.skeleton.place(f"{side}Hand")
    return wrist[:, :3, 3] + wrist[:, :3, :3] @ own


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HandTask:
    """What a hand is asked to do."""

    side: str
    keys: tuple[Key, ...]
    shares: Shares
    sway: Points

    def reaches(self, places: Places) -> list[Reach | None]:
        """Return what each key asks of the hand, as it can be done here."""
        asked = [key.left if self.side == "left" else key.right for key in self.keys]
        return [None if reach is None else places.found(reach) for reach in asked]


def reach_hand(frames: BodyFrames, task: HandTask, *, places: Places, measures: Measures) -> None:
    """Bring a palm where the keys want it; what no key asks for stays as it is."""
    side = task.side
    rest = palm_places(frames, side, measures)
    places.palms[side] = rest
    found = task.reaches(places)
    if all(reach is None for reach in found) and not np.any(task.sway):
        return
    target, pole = _aim(frames, task, found, places=places, rest=rest)
    follow_hand(frames, side, target=target, arm_m=measures.arm, places=places)
    _bend(frames, side, target=target, pole=pole, measures=measures)
    if any(reach is not None and reach.fingers for reach in found):
        _lay_flat(frames, task, found, target=target, pole=pole, measures=measures)
    chest = places.axes("upperChest")
    palms = [
        (k, quaternions.rotate(chest, _outward(reach.palm, SIDES[side])))
        for k, reach in enumerate(found)
        if reach is not None and reach.palm is not None and reach.fingers is None
    ]
    if palms:
        _twist(frames, side, palms=palms, shares=task.shares)
    places.palms[side] = palm_places(frames, side, measures)


def _aim(
    frames: BodyFrames, task: HandTask, found: Sequence[Reach | None], *, places: Places,
    rest: Points,
) -> tuple[Points, Points]:  # fmt: skip
    """Return where the palm goes and where the elbow points."""
    side, sign = task.side, SIDES[task.side]
    shoulder = places.joint(f"{side}UpperArm")
    chest = places.axes("upperChest")
    # Where no key asks, the arm keeps its own bend.
    own = _away(frames.place(f"{side}LowerArm"), shoulder, rest)
    target, pole = np.zeros_like(rest), np.zeros_like(rest)
    far, held = np.zeros(len(rest)), np.zeros(len(rest))
    for k, reach in enumerate(found):
        point, elbow = rest, own
        if reach is not None:
            point = places.point(reach, side, rest=rest)
            elbow = quaternions.rotate(chest, _unit(_outward(reach.elbow or _ELBOW, sign)))
        share = task.shares[:, k : k + 1]
        target += share * (point - shoulder)
        pole += share * elbow
        far += task.shares[:, k] * np.linalg.norm(point - shoulder, axis=1)
        held += task.shares[:, k] * (reach is not None and reach.frame in {"held", "side"})
    # The hand swings around the shoulder on its way, instead of cutting through it; one that holds
    # a thing with the other stays at its side.
    free = np.clip(1.0 - held, 0.0, 1.0)
    short = free * np.maximum(far - np.linalg.norm(target, axis=1), 0.0)
    target += short[:, None] * quaternions.rotate(chest, _outward(_DETOUR, sign))
    near = np.maximum(np.linalg.norm(target, axis=1), 1e-6)
    target *= (1.0 + free * (np.clip(far / near, 1.0, _MOST_SWING) - 1.0))[:, None]
    return shoulder + target + task.sway, pole


def _lay_flat(
    frames: BodyFrames, task: HandTask, found: Sequence[Reach | None], *, target: Points,
    pole: Points, measures: Measures,
) -> None:  # fmt: skip
    """Bend the wrist where keys say how the palm lies, and bring the wrist behind the palm."""
    side, sign, skeleton = task.side, SIDES[task.side], frames.skeleton
    share = np.zeros(len(target))
    fingers, back = np.zeros_like(target), np.zeros_like(target)
    for k, reach in enumerate(found):
        if reach is not None and reach.fingers is not None:
            share += task.shares[:, k]
            fingers += task.shares[:, k : k + 1] * _outward(reach.fingers, sign)
            back -= task.shares[:, k : k + 1] * _outward(reach.palm or (0.0, -1.0, 0.0), sign)
    hand = aimed(np.array([sign, 0.0, 0.0]), fingers, pole=back, rest_pole=_TOP)
    names = (f"{side}UpperArm", f"{side}LowerArm", f"{side}Hand")
    rest = np.array([skeleton.place(name) for name in names])
    wrist = target - quaternions.rotate(hand, np.array([sign * measures.palm, 0.0, 0.0]))
    bend = bend_limb(rest, frames.place(names[0]), wrist, pole=pole, rest_pole=_BACK)
    rows = [skeleton.index(name) for name in names]
    before = [frames.rotations[:, row].copy() for row in rows]
    for name, rotation in zip(names, (bend.upper, bend.lower, hand), strict=True):
        frames.turn_to(name, rotation)
    for row, old in zip(rows, before, strict=True):
        new = frames.rotations[:, row]
        frames.rotations[:, row] = between(old, new, np.clip(share, 0.0, 1.0))


def _away(elbow: Points, shoulder: Points, palm: Points) -> Points:
    """Return the unit way from the line between shoulder and palm to the elbow."""
    along = palm - shoulder
    along = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    off = elbow - shoulder
    off = off - along * np.sum(off * along, axis=1, keepdims=True)
    return off / np.maximum(np.linalg.norm(off, axis=1, keepdims=True), 1e-9)


def _unit(vector: Float[np.ndarray, " 3"]) -> Float[np.ndarray, " 3"]:
    return vector / np.linalg.norm(vector)


def _outward(vector: tuple[float, float, float], sign: float) -> Float[np.ndarray, " 3"]:
    return np.array([sign * vector[0], vector[1], vector[2]])


def _bend(
    frames: BodyFrames, side: str, *, target: Points, pole: Points, measures: Measures
) -> None:
    skeleton = frames.skeleton
    names = (f"{side}UpperArm", f"{side}LowerArm", f"{side}Hand")
    rest = np.array(
        [skeleton.place(names[0]), skeleton.place(names[1]), _palm(skeleton, side, measures)]
    )
    bend = bend_limb(rest, frames.place(names[0]), target, pole=pole, rest_pole=_BACK)
    frames.turn_to(names[0], bend.upper)
    frames.turn_to(names[1], bend.lower)
    frames.turn_to(names[2], bend.lower)


def _twist(
    frames: BodyFrames, side: str, *, palms: list[tuple[int, Points]], shares: Shares
) -> None:  # fmt: skip
    """Turn the forearm about itself so that the palm faces where it should."""
    lower = frames.turned(f"{side}LowerArm")
    along = quaternions.rotate(lower, np.array([SIDES[side], 0.0, 0.0]))
    facing = quaternions.rotate(lower, _DOWN)
    angle = np.zeros(len(shares))
    for k, wanted in palms:
        across = wanted - along * np.sum(wanted * along, axis=1, keepdims=True)
        sine = np.sum(np.cross(facing, across) * along, axis=1)
        cosine = np.sum(facing * across, axis=1)
        # A palm that is to face along the forearm can't: it then stays as it is.
        sure = np.clip(np.linalg.norm(across, axis=1) / 0.3, 0.0, 1.0)
        angle += shares[:, k] * sure * np.clip(np.arctan2(sine, cosine), -_MOST_TWIST, _MOST_TWIST)
    turn = quaternions.from_axis_angle(along, 0.5 * angle)
    whole = quaternions.from_axis_angle(along, angle)
    hand = quaternions.multiply(whole, frames.turned(f"{side}Hand"))
    frames.turn_to(f"{side}LowerArm", quaternions.multiply(turn, lower))
    frames.turn_to(f"{side}Hand", hand)

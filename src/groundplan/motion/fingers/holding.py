"""Hands that hold things of the world close around them: how thick each is where it is held."""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import catalogue
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.geometry.easing import ease
from groundplan.motion.fingers.anatomy import hand_of
from groundplan.motion.fingers.grip import MOST_RADIUS_M, grip_rotations, hollow
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.frame import BodyFrames
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.sequence import Grip

__all__ = ["close_hands", "held_radius_m", "hollow_from_wrist", "part_of_turn"]

_CLOSING_S: Final = 0.2
"""A hand closes in this time before it holds, and opens in it afterwards."""
_MOST_TURN_RAD: Final = 0.8
"""How far a wrist turns to what it holds: our engineering default."""
_BAND: Final = 0.04
"""Of the height: what is looked at above and below the hand."""
_SLAB: Final = 4.0
"""A thing so many times as broad as thick is a slab."""
_PLACEHOLDER_M: Final = (0.3, 0.3, 0.3)

Times = Float[np.ndarray, " time"]


def close_hands(
    frames: BodyFrames, world: World, entity_id: str, *, times: Times, fps: float
) -> None:
    """Close the hands of an entity around what it holds, at times [subframes]."""
    for key in sorted(world.grips):
        grip = world.grips[key]
        if grip.holder != entity_id or grip.entity not in world.entities:
            continue
        share = _share(grip, times, width=1000.0 * fps * _CLOSING_S)
        if not np.any(share > 0.0):
            continue
        radius = held_radius_m(world.entities[grip.entity], grip)
        for joint in (grip.joint, grip.other_joint):
            side = joint.removesuffix("Hand")
            if side in {"left", "right"}:
                wide = "flat" if grip.other_joint else "cup"
                turns = (
                    finger_rotations(frames.skeleton, side, wide)
                    if radius > MOST_RADIUS_M or _is_slab(world.entities[grip.entity], grip)
                    else grip_rotations(frames.skeleton, side, max(1, round(1000.0 * radius)))
                )  # fmt: skip
                lay_fingers(frames, side, turns, share=share)
        if radius <= MOST_RADIUS_M:
            turn_to_held(frames, grip, share=share, radius_m=radius)


def hollow_from_wrist(
    skeleton: Skeleton, side: str, radius_m: float
) -> Float[np.ndarray, " 3"] | None:
    """Return where in a hand the axis of what it holds lies, in the joint's axes [m].

    None for hands without fingers.
    """
    if f"{side}LittleDistal" not in skeleton.names:
        return None
    return hollow(hand_of(skeleton, side), radius_m)


def turn_to_held(frames: BodyFrames, grip: Grip, *, share: Times, radius_m: float) -> None:
    """Turn wrists so that what stands upright, or runs from hand to hand, lies along the grip."""
    sides = [j.removesuffix("Hand") for j in (grip.joint, grip.other_joint) if j.endswith("Hand")]
    if grip.keep or not (grip.upright or grip.other_joint) or (grip.upright and len(sides) > 1):
        return
    if any(hollow_from_wrist(frames.skeleton, side, radius_m) is None for side in sides):
        return
    wanted = np.array([0.0, 1.0, 0.0])
    if grip.other_joint:
        ends = [_held_at(frames, joint, radius_m) for joint in (grip.joint, grip.other_joint)]
        wanted = ends[0] - ends[1]
    for side in sides:
        own = quaternions.rotate(
            frames.turned(f"{side}Hand"), hand_of(frames.skeleton, side).axes[1]
        )
        # A fist holds a shaft either way up; one that stands upright is held thumb up.
        way = np.sign(np.sum(own * wanted, axis=-1, keepdims=True)) if grip.other_joint else 1.0
        arc = quaternions.shortest_arc(own, wanted * np.where(way == 0.0, 1.0, way))
        turn = part_of_turn(arc, share=share)
        frames.turn_to(f"{side}Hand", quaternions.multiply(turn, frames.turned(f"{side}Hand")))


def _held_at(frames: BodyFrames, joint: str, radius_m: float) -> Float[np.ndarray, "time 3"]:
    side = joint.removesuffix("Hand")
    own = hollow_from_wrist(frames.skeleton, side, radius_m) if joint.endswith("Hand") else None
    if own is None:
        return frames.place(joint)
    return frames.place(joint) + quaternions.rotate(frames.turned(joint), own)


def part_of_turn(arc: Float[np.ndarray, "time 4"], *, share: Times) -> Float[np.ndarray, "time 4"]:
    """Return a share (0..1) of a turn, within what a wrist can do; none of what turns nothing."""
    arc = arc * np.where(arc[:, 3:] < 0.0, -1.0, 1.0)
    sine = np.linalg.norm(arc[:, :3], axis=1)
    angle = 2.0 * np.arctan2(sine, arc[:, 3])
    axis = np.where(sine[:, None] > 1e-9, arc[:, :3], np.array([1.0, 0.0, 0.0]))
    return quaternions.from_axis_angle(axis, share * np.minimum(angle, _MOST_TURN_RAD))


def _share(grip: Grip, times: Times, *, width: float) -> Times:
    """Return how closed a hand is: it closes by the time it holds, and opens once it lets go."""
    u = np.minimum((times - grip.first) / width + 1.0, (grip.last - times) / width + 1.0)
    return ease("ease_in_out", u)


def _is_slab(entity: Entity, grip: Grip) -> bool:
    """Tell whether a thing lies flat on one palm: fingers do not go around it."""
    size = sorted(entity.size_m or _PLACEHOLDER_M)
    flat = size[1] > _SLAB * size[0] and size[1] > MOST_RADIUS_M
    return flat and not (grip.upright or grip.other_joint)


def held_radius_m(entity: Entity, grip: Grip) -> float:
    """Return half the least extent of a thing at the height where it is held [m]."""
    size = entity.size_m or _PLACEHOLDER_M
    turn = quaternions.conjugate(np.array(grip.rotation))
    own = quaternions.rotate(turn, -np.array(grip.position_m))
    at = 0.5 * size[1] if grip.keep else float(own[1])
    if entity.asset is None or entity.asset.placeholder or entity.body is not None:
        return 0.5 * min(size)
    section = _radius(
        entity.asset.catalogue_id, size, detail=entity.asset.detail, at=min(max(at, 0.0), size[1])
    )
    return min(section, 0.5 * size[1])


@lru_cache(maxsize=256)
def _radius(
    catalogue_id: str, size: tuple[float, float, float], *, detail: int, at: float
) -> float:
    model = catalogue.build(catalogue.entry(catalogue_id), size_m=size, detail=detail)
    points = np.concatenate([part.mesh.positions for part in model.parts])
    low = float(points[:, 1].min())
    gap = np.abs(points[:, 1] - low - at)
    near = points[gap <= max(_BAND * size[1], float(gap.min()) + 1e-6)]
    return 0.5 * float(np.ptp(near[:, [0, 2]], axis=0).min())

"""Hands that hold things of the world close around them: how thick each is where it is held."""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import catalogue
from groundplan.motion.fingers.grip import MOST_RADIUS_M, grip_rotations
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.frame import BodyFrames
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.sequence import Grip

__all__ = ["close_hands", "held_radius_m"]

_CLOSING_S: Final = 0.2
_BAND: Final = 0.04
"""Of the height: what is looked at above and below the hand."""
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
                    finger_rotations(frames.skeleton, side, wide) if radius > MOST_RADIUS_M
                    else grip_rotations(frames.skeleton, side, max(1, round(1000.0 * radius)))
                )  # fmt: skip
                lay_fingers(frames, side, turns, share=share)


def _share(grip: Grip, times: Times, *, width: float) -> Times:
    """Return how closed a hand is: it closes by the time it holds, and opens once it lets go."""
    u = np.minimum((times - grip.first) / width + 1.0, (grip.last - times) / width + 1.0)
    u = np.clip(u, 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u)


def held_radius_m(entity: Entity, grip: Grip) -> float:
    """Return half the lesser width of a thing at the height where it is held [m]."""
    size = entity.size_m or _PLACEHOLDER_M
    at = 0.5 * size[1] if grip.keep else -grip.position_m[1]
    if entity.asset is None or entity.asset.placeholder:
        return 0.5 * min(size[0], size[2])
    return _radius(
        entity.asset.catalogue_id, size, detail=entity.asset.detail, at=min(max(at, 0.0), size[1])
    )


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

"""Parts of things that open: leaves turn about their hinges, drawers slide out."""

import numpy as np
from jaxtyping import Float

from groundplan.assets import catalogue
from groundplan.assets.draft import Model
from groundplan.assets.opening import OpeningPart
from groundplan.geometry import quaternions
from groundplan.motion.frame import BodyFrames
from groundplan.world.entity import Entity
from groundplan.world.evaluate import values_at

__all__ = ["handle_points", "model_of", "part_axis", "part_shares", "with_parts_open"]

Times = Float[np.ndarray, " time"]


def model_of(entity: Entity) -> Model | None:
    """Return what an entity is drawn with from the catalogue; None for anything else."""
    asset = entity.asset
    if asset is None or asset.placeholder or entity.geometry is not None or entity.body is not None:
        return None
    chosen = catalogue.entry(asset.catalogue_id)
    return catalogue.build(chosen, size_m=entity.size_m, detail=asset.detail)


def part_shares(entity: Entity, joint: str, times: Times, *, part: OpeningPart) -> Times:
    """Return how far a part is open at times [subframes]: 0 closed, 1 or -1 fully."""
    field = f"parts.{joint}"
    if field in entity.channels:
        shares = values_at(entity, field, times)[:, 0]
    else:
        shares = np.full(len(times), entity.parts.get(joint, 0.0))
    return np.clip(shares, part.least, 1.0)


def part_axis(part: OpeningPart) -> Float[np.ndarray, " 3"]:
    """Return the unit axis of a part, in its asset's axes."""
    axis = np.zeros(3)
    axis["xyz".index(part.axis)] = 1.0
    return axis


def with_parts_open(frames: BodyFrames, entity: Entity, times: Times) -> BodyFrames:
    """Return a thing with its parts as far open as the document says."""
    model = model_of(entity)
    if model is None or not model.opening:
        return frames
    for joint, part in model.opening.items():
        way = part.full * part_shares(entity, joint, times, part=part)
        if part.slides:
            if frames.shifts is None:
                frames.shifts = np.zeros((len(times), len(frames.skeleton.names), 3))
            frames.shifts[:, frames.skeleton.index(joint)] = way[:, None] * part_axis(part)
        else:
            frames.turn(joint, quaternions.from_axis_angle(part_axis(part), way))
    return frames


def handle_points(entity: Entity, joint: str, times: Times) -> Float[np.ndarray, "time 3"] | None:
    """Return where a part's handle is at times [subframes], in the entity's axes [m].

    None for an entity without such a part. The handle lies on the side that the part is taken
    from: the front one to pull, the back one to push open from behind.
    """
    model = model_of(entity)
    part = None if model is None else model.opening.get(joint)
    if model is None or part is None or model.skeleton is None:
        return None
    pivot = model.skeleton.place(joint)
    way = part.full * part_shares(entity, joint, times, part=part)
    handle = np.array(part.handle)
    if part.slides:
        return handle + way[:, None] * part_axis(part)
    turn = quaternions.from_axis_angle(part_axis(part), way)
    return pivot + quaternions.rotate(turn, handle - pivot)

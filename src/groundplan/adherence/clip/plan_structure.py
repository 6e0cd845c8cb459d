"""The plan's own pictures as a clip's are compared with them."""

from typing import Final

import numpy as np
from jaxtyping import Bool, UInt8

from groundplan.adherence.clip.evidence import BARE, PlanStructure
from groundplan.adherence.clip.resizing import resized_grey
from groundplan.adherence.clip.structure import BLOCKS, draft_of, sketch_of, structure_of
from groundplan.adherence.plan_view import PlanView

__all__ = ["can_tell_time", "drafts_of_plan", "plan_structure"]

_LUMA: Final = np.array([54, 183, 19], dtype=np.uint32)
"""BT.709 luma times 256, as in `pictures`."""
_VALUES_PX: Final = (64, 36)
"""Width, height of structure before it is cut into blocks."""
_SEEN: Final = 64
"""Of 255: how much of a value's place something moving covers, from which on it is a subject's."""
_TELLING: Final = 0.05
"""Mean loss of likeness over a quarter of the shot from which on the set tells the time."""
_LEAST_BLOCKS: Final = 8


def drafts_of_plan(plan: PlanView) -> UInt8[np.ndarray, "frame height width"]:
    """Return grey drafts of the previz."""
    return np.stack([draft_of(((frame @ _LUMA) >> 8).astype(np.uint8)) for frame in plan.beauty])


def plan_structure(
    plan: PlanView, drafts: UInt8[np.ndarray, "frame height width"]
) -> PlanStructure:
    """Return the structure of a plan's drafts, and what of it moves in the world."""
    size = (float(plan.size_px[0]), float(plan.size_px[1]))
    window = (0.0, 0.0, *size)
    sketches = [sketch_of(draft, window, size_px=plan.size_px) for draft in drafts]
    moving = np.isin(np.arange(65536), list(plan.moving))
    covered = [
        resized_grey(moving[ids].astype(np.uint8) * np.uint8(255), window, size_px=_VALUES_PX)
        for ids in plan.instance
    ]
    subject = _blocks(np.stack(covered) >= _SEEN)
    still = 1.0 - subject.mean(axis=2, dtype=np.float32)
    return PlanStructure(frames=structure_of(np.stack(sketches)), still=still, subject=subject)


def can_tell_time(plan: PlanStructure, frame_count: int) -> bool:
    """Tell whether what stands still looks different a quarter of the shot later."""
    step = max(1, frame_count // 4)
    if step >= frame_count:
        return False
    early, late = plan.frames[:-step], plan.frames[step:]
    loss = (early * early).sum(axis=2) - (early * late).sum(axis=2)
    bare = np.minimum(plan.still[:-step], plan.still[step:]) >= BARE
    telling = (loss * bare).sum(axis=0) >= _TELLING * np.maximum(bare.sum(axis=0), 1)
    return int(telling.sum()) >= _LEAST_BLOCKS


def _blocks(
    values: Bool[np.ndarray, "frame 36 64"],
) -> Bool[np.ndarray, "frame block value"]:
    columns, rows = BLOCKS
    cut = values.reshape(len(values), rows, 36 // rows, columns, 64 // columns)
    return cut.transpose(0, 1, 3, 2, 4).reshape(len(values), rows * columns, -1)

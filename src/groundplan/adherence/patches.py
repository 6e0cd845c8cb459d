"""Patches of the plan's structure, looked for in the clip's."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64

from groundplan.adherence import patch_kernels as kernels
from groundplan.adherence.structure import Structure

__all__ = ["Matches", "Patches", "correlate", "patches_of"]

_LEAST_STRUCTURE: Final = np.float32(1.2)
"""What stands out from its surroundings (our engineering choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """Groups of pixels of a structure; pixels are integers, x right, y down."""

    centres: Int64[np.ndarray, "patch 2"]
    samples: Int64[np.ndarray, "sample 2"]
    starts: Int64[np.ndarray, " bound"]
    """First sample of every patch, and one behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Where patches were found; rows are patches."""

    shift_px: Float64[np.ndarray, "patch 2"]
    """From where each was expected."""
    correlation: Float64[np.ndarray, " patch"]
    """Normalised, -1..1; -1 where too little of a patch is in the picture."""
    tensor: Float64[np.ndarray, "patch 2 2"]
    """Mean outer product of the gradient of the plan's structure [1/px^2]."""
    on_border: Bool[np.ndarray, " patch"]
    """The best place is the farthest that was looked at: the true one may lie beyond."""


def patches_of(
    structure: Structure, usable: Bool[np.ndarray, "height width"], *, cell: int, half: int
) -> Patches:
    """Return a patch about the strongest usable pixel of every cell, where one stands out.

    `cell`: side of a cell [px]. `half`: a patch reaches so far from its centre, of which every
    second pixel counts where it reaches farther than 6. Only usable pixels belong to it.
    """
    height, width = structure.shape
    room = np.empty(((height // cell + 1) * (width // cell + 1), 2), dtype=np.int64)
    count = kernels.pick(structure, usable, cell, half + 1, _LEAST_STRUCTURE, room)
    centres = room[: int(str(count))]
    steps = np.arange(-half, half + 1, 2 if half > 6 else 1)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(1, -1, 2)
    around = centres[:, None] + offsets
    kept = usable[around[..., 1], around[..., 0]]
    starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    return Patches(centres=centres, samples=around[kept], starts=starts)


def correlate(
    plan: Structure,
    clip: Structure,
    patches: Patches,
    *,
    expected_px: Float64[np.ndarray, "sample 2"],
    reach: int,
) -> Matches:
    """Return where the clip shows each patch best, within `reach` pixels of where it is expected.

    `expected_px`: of every sample, its place in the clip; pixel centres are whole numbers. Shifts
    are refined by a paraboloid through the best correlation and its eight neighbours.
    """
    out = np.zeros((len(patches.starts) - 1, 8))
    scores = np.empty((2 * reach + 1) ** 2)
    kernels.correlate(plan, clip, patches.samples, expected_px, patches.starts, reach, scores, out)
    tensor = np.stack([out[:, [3, 4]], out[:, [4, 5]]], axis=1)
    return Matches(
        shift_px=out[:, :2], correlation=out[:, 2], tensor=tensor, on_border=out[:, 6] > 0.0
    )

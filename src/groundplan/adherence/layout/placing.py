"""Where a template is in a frame of the clip: first as a whole, then by the patches on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.adherence.layout.fitting import Similarity, fit_similarity
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.patches import Patches, correlate, patches_of
from groundplan.adherence.structure import Structure

__all__ = ["Placement", "place"]

_SAMPLES: Final = 900
_LEAST_PATCHES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A template found, or not, in a frame of the clip."""

    offset_px: Float64[np.ndarray, " 2"]
    """From where the clip's camera would show it."""
    scale: float
    """Its size over what that camera would show."""
    likeness: float
    """Correlation of its structure with the clip's there, -1..1."""
    spread_px: float
    """Robust standard deviation of its patches about their common place."""


def place(
    template: Template,
    plan: Sequence[Structure],
    clip: Sequence[Structure],
    *,
    start_px: Float64[np.ndarray, " 2"],
    reach_px: int,
) -> Placement:
    """Return where a template is, within `reach_px` of its expected place plus `start_px`."""
    level = 2 if template.area_px > 1600 else 1
    rough = Similarity(offset_px=start_px, scale=1.0, spread_px=0.0)
    rough, _ = _whole(
        template, plan, clip, start=rough, level=level, reach=max(reach_px >> level, 2)
    )
    for finer in range(level - 1, -1, -1):
        rough, _ = _whole(template, plan, clip, start=rough, level=finer, reach=2)
    fine = _by_patches(template, plan, clip, start=rough)
    found, likeness = _whole(template, plan, clip, start=fine, level=1, reach=1)
    # Patches that went astray are worse than the whole.
    if float(np.abs(found.offset_px - fine.offset_px).max()) > 2.0:
        fine = rough
    return Placement(
        offset_px=fine.offset_px, scale=fine.scale, likeness=likeness, spread_px=fine.spread_px
    )


def _whole(
    template: Template,
    plan: Sequence[Structure],
    clip: Sequence[Structure],
    *,
    start: Similarity,
    level: int,
    reach: int,
) -> tuple[Similarity, float]:
    """Return the place of the whole template at a level, and how alike it is there."""
    step = 1 << level
    rows, columns = np.nonzero(template.mask)
    pixels = np.stack([columns, rows], axis=1) + template.corner
    height, width = plan[level].shape
    pixels = pixels[(pixels % step == step // 2).all(axis=1)] if level else pixels
    samples = pixels // step
    samples = samples[(samples[:, 0] < width) & (samples[:, 1] < height)]
    samples = samples[:: max(1, len(samples) // _SAMPLES)]
    if len(samples) < 12:
        return start, -1.0
    group = Patches(
        centres=samples[:1], samples=samples, starts=np.array([0, len(samples)], dtype=np.int64)
    )
    expected = _expected(template, samples, start, step=step)
    # What lies partly outside still counts with the part inside.
    matches = correlate(plan[level], clip[level], group, expected_px=expected, reach=reach)
    moved = start.offset_px + step * matches.shift_px[0]
    likeness = float(matches.correlation[0])
    return Similarity(offset_px=moved, scale=start.scale, spread_px=start.spread_px), likeness


def _by_patches(
    template: Template,
    plan: Sequence[Structure],
    clip: Sequence[Structure],
    *,
    start: Similarity,
) -> Similarity:
    height, width = plan[0].shape
    usable = np.zeros((height, width), dtype=np.bool_)
    left, top = template.corner
    tall, wide = template.mask.shape
    usable[top : top + tall, left : left + wide] = template.mask
    cell = int(np.clip(np.sqrt(template.area_px) / 6.0, 6, 24))
    window = (slice(max(top - 12, 0), top + tall + 12), slice(max(left - 12, 0), left + wide + 12))
    corner = np.array([window[1].start, window[0].start], dtype=np.int64)
    patches = patches_of(
        np.ascontiguousarray(plan[0][window]),
        np.ascontiguousarray(usable[window]),
        cell=cell,
        half=5,
    )
    if len(patches.centres) < _LEAST_PATCHES:
        return start
    whole = Patches(
        centres=patches.centres + corner, samples=patches.samples + corner, starts=patches.starts
    )
    expected = _expected(template, whole.samples, start, step=1)
    matches = correlate(plan[0], clip[0], whole, expected_px=expected, reach=3)
    return fit_similarity(
        whole.centres + 0.5 - template.centre_px, matches, start, spread=template.spread
    )


def _expected(
    template: Template, samples: Int64[np.ndarray, "sample 2"], start: Similarity, *, step: int
) -> Float64[np.ndarray, "sample 2"]:
    """Return where samples of a level are expected in the clip's; pixel centres are whole."""
    away = (samples + 0.5) * step - template.centre_px
    there = np.einsum("ij,nj->ni", template.spread * start.scale, away)
    return (template.expected_px + start.offset_px + there) / step - 0.5

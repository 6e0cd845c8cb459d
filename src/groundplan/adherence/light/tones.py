"""What every instance looks like in every frame: its tones from dark to bright, in linear light.

Bands of equal pixel counts, not pixels at equal places, are what plan and clip are compared by: a
tone curve keeps the order of tones, and a subject that stands elsewhere still has them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64, UInt8, UInt16

from groundplan.adherence.picture.kernels import tally_tones
from groundplan.geometry.colour import linear_from_srgb
from groundplan.passes.manifest import InstanceRecord

__all__ = ["BAND_COUNT", "ToneBands", "ToneRows", "tone_bands", "tone_rows"]

BAND_COUNT: Final = 5
"""Tones of an instance in a frame, of equal pixel counts (our engineering choice)."""
_STEPS: Final = 1024
_MOST_ROWS: Final = 16
"""Instances told apart, the largest ones; the others share a row (our engineering choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneRows:
    """Which instances are told apart: row 0 holds all else, sky too."""

    instances: tuple[InstanceRecord, ...]
    """Of rows 1, 2 …"""
    row_of_id: Int64[np.ndarray, "65536"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneBands:
    """Tones of rows of a clip."""

    pixel_count: Float64[np.ndarray, "frame row"]
    linear: Float64[np.ndarray, "frame row band 3"]
    """Mean linear Rec.709 of each fifth of a row's pixels, darkest first; 0 where it has none."""


def tone_rows(
    masks: UInt16[np.ndarray, "frame height width"], *, instances: Sequence[InstanceRecord]
) -> ToneRows:
    """Return rows for the instances that cover most of the plan."""
    counts = np.bincount(masks[:: max(1, len(masks) // 8)].ravel(), minlength=65536)
    seen = [one for one in instances if counts[one.instance] > 0]
    seen.sort(key=lambda one: (-int(counts[one.instance]), one.instance))
    kept = tuple(sorted(seen[:_MOST_ROWS], key=lambda one: one.instance))
    row_of_id = np.zeros(65536, np.int64)
    for row, one in enumerate(kept, start=1):
        row_of_id[one.instance] = row
    return ToneRows(instances=kept, row_of_id=row_of_id)


def tone_bands(
    frames: UInt8[np.ndarray, "frame height width 3"],
    masks: UInt16[np.ndarray, "frame height width"],
    *,
    rows: ToneRows,
) -> ToneBands:
    """Return the tones of every row in every frame."""
    linear = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
    counts: list[np.ndarray] = []
    tones: list[np.ndarray] = []
    for picture, ids in zip(frames, masks, strict=True):
        sums = np.zeros((len(rows.instances) + 1, _STEPS, 4))
        tally_tones(picture, ids, rows.row_of_id, linear, sums)
        counts.append(sums[..., 0].sum(axis=-1))
        tones.append(_bands(sums))
    return ToneBands(pixel_count=np.array(counts), linear=np.array(tones))


def _bands(sums: Float64[np.ndarray, "row step 4"]) -> Float64[np.ndarray, "row band 3"]:
    """Return the mean colour of each band; a step on a border belongs to both, in shares."""
    counts = sums[..., 0]
    before = np.cumsum(counts, axis=-1) - counts
    means = sums[..., 1:] / np.maximum(sums[..., :1], 1.0)
    size = np.maximum(counts.sum(axis=-1, keepdims=True), 1.0) / BAND_COUNT
    bands = np.zeros((len(sums), BAND_COUNT, 3))
    for band in range(BAND_COUNT):
        low, high = band * size, (band + 1) * size
        share = np.clip(before + counts, low, high) - np.clip(before, low, high)
        bands[:, band] = np.matmul(share[:, None, :] / size[..., None], means)[:, 0]
    return bands

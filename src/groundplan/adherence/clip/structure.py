"""What a picture looks like without its look: where its edges are, block by block.

Of a small grey picture (a sketch) the size of gradients is taken, its root (so that a strong edge
counts not much more than a weak one), averaged over 2 x 2 pixels, cut into blocks, and every block
normalised by itself. Contrast, colours, light and grain drop out; edges stay.
"""

from typing import Final

import numpy as np
from jaxtyping import Float32, UInt8

from groundplan.adherence.clip.resizing import Window, resized_grey

__all__ = [
    "BLOCKS",
    "FINE_PX",
    "SKETCH_PX",
    "ClipStructure",
    "Structure",
    "draft_of",
    "likeness",
    "sketch_of",
    "structure_of",
]

_DRAFT_SIDE: Final = 256
"""A draft is at most this wide and high [px]."""
SKETCH_PX: Final = (128, 72)
"""Width, height of a sketch, whatever the aspect of the picture."""
FINE_PX: Final = (256, 144)
"""The same where a hundredth of the picture counts."""
BLOCKS: Final = (8, 6)
"""Columns, rows of blocks."""
_FLAT: Final = 1.0
"""Size of structure that 8-bit noise makes, added to norms so that flat blocks match nothing."""

Structure = Float32[np.ndarray, "frame block value"]
"""Normalised values of each block, row by row; the product of two of a block is their
correlation."""
ClipStructure = Float32[np.ndarray, "moment block value"]
"""The same of a clip, which may have another number of frames."""


def draft_of(grey: UInt8[np.ndarray, "height width"]) -> UInt8[np.ndarray, "rows columns"]:
    """Return a picture that is small enough to keep of every frame, a whole number smaller."""
    height, width = grey.shape
    step = -(-max(width, height) // _DRAFT_SIDE)
    if step == 1:
        return grey
    size = (max(round(width / step), 1), max(round(height / step), 1))
    return resized_grey(grey, (0.0, 0.0, float(width), float(height)), size_px=size)


def sketch_of(
    draft: UInt8[np.ndarray, "height width"],
    window: Window,
    *,
    size_px: tuple[int, int],
    sketch_px: tuple[int, int] = SKETCH_PX,
) -> UInt8[np.ndarray, "rows columns"]:
    """Return the sketch of a draft's window, which is given in pixels of a picture of `size_px`."""
    across, down = draft.shape[1] / size_px[0], draft.shape[0] / size_px[1]
    left, top, width, height = window
    return resized_grey(
        draft, (left * across, top * down, width * across, height * down), size_px=sketch_px
    )


def structure_of(sketches: UInt8[np.ndarray, "frame height width"]) -> Structure:
    """Return the structure of each sketch; sizes are multiples of twice the blocks."""
    columns, rows = BLOCKS
    count, high, wide = sketches.shape[0], sketches.shape[1] // 2, sketches.shape[2] // 2
    out = np.empty((count, rows * columns, high * wide // (rows * columns)), dtype=np.float32)
    for index, sketch in enumerate(sketches):
        grey = np.pad(sketch, 1, mode="edge").astype(np.float32)
        across, down = grey[1:-1, 2:] - grey[1:-1, :-2], grey[2:, 1:-1] - grey[:-2, 1:-1]
        edges = np.sqrt(np.hypot(across, down))
        pooled = edges.reshape(high, 2, wide, 2).mean(axis=(1, 3))
        blocks = pooled.reshape(rows, high // rows, columns, wide // columns).transpose(0, 2, 1, 3)
        values = blocks.reshape(rows * columns, -1)
        values = values - values.mean(axis=1, keepdims=True)
        norms = np.sqrt((values * values).sum(axis=1, keepdims=True))
        out[index] = values / (norms + np.float32(_FLAT))
    return out


def likeness(
    plan: Structure, clip: ClipStructure, *, weights: Float32[np.ndarray, " block"]
) -> Float32[np.ndarray, "frame moment"]:
    """Return how alike every plan frame is to every clip frame, -1 to 1.

    These are correlations of blocks, averaged by their weights.
    """
    weighed = plan * (weights / max(float(weights.sum()), 1e-6))[:, None]
    return weighed.reshape(len(plan), -1) @ clip.reshape(len(clip), -1).T

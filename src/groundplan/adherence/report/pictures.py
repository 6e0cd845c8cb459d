"""Frames and outlines as data that stands inside the page."""

from base64 import b64encode
from io import BytesIO
from typing import Final

import numpy as np
from jaxtyping import Bool, UInt8, UInt16
from PIL import Image

__all__ = ["jpeg", "outline_png", "shown_size"]

_DASH_PX: Final = 6
_COLOURS: Final = {"plan": (0, 190, 255), "measured": (255, 160, 0)}
"""sRGB. Sky blue and orange stay apart for all kinds of colour blindness (after Okabe and Ito's
set); measured outlines are dashed as well."""


def shown_size(size_px: tuple[int, int], *, side_px: int) -> tuple[int, int]:
    """Return width and height that fit a square [px], in the same shape and never enlarged."""
    scale = min(1.0, side_px / max(size_px))
    return max(round(size_px[0] * scale), 1), max(round(size_px[1] * scale), 1)


def jpeg(
    frame: UInt8[np.ndarray, "height width 3"], *, size_px: tuple[int, int], quality: int
) -> str:
    """Return an sRGB frame as a data URI."""
    picture = Image.fromarray(frame)
    if picture.size != size_px:
        picture = picture.resize(size_px, Image.Resampling.LANCZOS, reducing_gap=3.0)
    held = BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return _uri("jpeg", held)


def outline_png(
    instances: UInt16[np.ndarray, "height width"], *, subjects: frozenset[int],
    size_px: tuple[int, int], kind: str,
) -> str:  # fmt: skip
    """Return a transparent picture of the outlines of instances as a data URI.

    Subjects are drawn strong with a dark edge, all others thin and half transparent. `kind` is
    `plan` (solid) or `measured` (dashed).
    """
    ids = _sampled(instances, size_px)
    strong = _edges(np.where(np.isin(ids, list(subjects)), ids, 0))
    strong = strong | _moved(strong)
    inks = np.where(_edges(ids), 1, 0).astype(np.uint8)
    if kind == "measured":
        rows, columns = np.indices(ids.shape)
        gaps = (rows // _DASH_PX + columns // _DASH_PX) % 2 == 1
        strong, inks = strong & ~gaps, np.where(gaps, 0, inks).astype(np.uint8)
    inks[_grown(strong)] = 3
    inks[strong] = 2
    return _png(inks, _COLOURS[kind])


def _sampled(
    instances: UInt16[np.ndarray, "height width"], size_px: tuple[int, int]
) -> UInt16[np.ndarray, "rows columns"]:
    """Return ids at the nearest pixel centres: ids cannot be averaged."""
    height, width = instances.shape
    rows = ((np.arange(size_px[1]) + 0.5) * height / size_px[1]).astype(np.intp)
    columns = ((np.arange(size_px[0]) + 0.5) * width / size_px[0]).astype(np.intp)
    return instances[rows[:, None], columns]


def _edges(ids: UInt16[np.ndarray, "height width"]) -> Bool[np.ndarray, "height width"]:
    """Return the pixels whose right or lower neighbour is of another instance."""
    edges = np.zeros(ids.shape, dtype=np.bool_)
    edges[:, :-1] |= ids[:, :-1] != ids[:, 1:]
    edges[:-1] |= ids[:-1] != ids[1:]
    return edges


def _moved(mask: Bool[np.ndarray, "height width"]) -> Bool[np.ndarray, "height width"]:
    """Return a mask one pixel further right and down, so that with itself a line is two wide."""
    moved = np.zeros_like(mask)
    moved[:, 1:] |= mask[:, :-1]
    moved[1:] |= mask[:-1]
    return moved


def _grown(mask: Bool[np.ndarray, "height width"]) -> Bool[np.ndarray, "height width"]:
    """Return a mask with its four neighbours."""
    return mask | _moved(mask) | _moved(mask[::-1, ::-1])[::-1, ::-1]


def _png(inks: UInt8[np.ndarray, "height width"], colour: tuple[int, int, int]) -> str:
    """Return inks 0 none, 1 thin, 2 strong, 3 dark edge."""
    picture = Image.fromarray(inks, "P")
    picture.putpalette([0, 0, 0, *colour, *colour, 0, 0, 0])
    held = BytesIO()
    picture.save(held, "PNG", transparency=bytes((0, 130, 255, 150)), optimize=True, bits=2)
    return _uri("png", held)


def _uri(kind: str, held: BytesIO) -> str:
    return f"data:image/{kind};base64,{b64encode(held.getvalue()).decode()}"

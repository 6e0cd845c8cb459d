"""Aspect guides and safe areas: which part of a picture another shape of screen keeps.

Boxes are (left, top, right, bottom) in fractions of the picture; (0, 0) is its upper left corner.
"""

import math
import re
from typing import Final

from groundplan.errors import InputError

__all__ = [
    "ACTION_SAFE",
    "TITLE_SAFE",
    "aspect_label",
    "guide_box",
    "keeps",
    "kept_share",
    "parse_aspect",
    "safe_box",
]  # fmt: skip

Box = tuple[float, float, float, float]

ACTION_SAFE: Final = 0.93
TITLE_SAFE: Final = 0.90
"""Shares of width and height, for 16:9 television.

Source:
    BKSTS Illustrated Dictionary of Moving Image Technology, 4th edition, appendix B.
"""

_USUAL: Final = (
    (4 / 3, "4:3"), (1.375, "1.37"), (1.66, "1.66"), (16 / 9, "16:9"), (1.85, "1.85"),
    (2.0, "2.00"), (2.2, "2.20"), (2.39, "2.39"), (1.0, "1:1"), (0.8, "4:5"), (9 / 16, "9:16"),
)  # fmt: skip
_RATIO: Final = re.compile(r"(\d+(?:\.\d+)?)(?:\s*[:/x]\s*(\d+(?:\.\d+)?))?")


def parse_aspect(text: str) -> float:
    """Return width over height of "2.39", "9:16" or "1.85:1".

    Raises:
        InputError: It is no ratio above 0.
    """
    found = _RATIO.fullmatch(text.strip())
    ratio = float(found[1]) / float(found[2] or 1.0) if found and float(found[2] or 1.0) else 0.0
    if not 0.05 <= ratio <= 20.0:
        raise InputError(f"{text[:40]!r} is no aspect ratio", "give one such as 2.39 or 9:16")
    return ratio


def aspect_label(ratio: float) -> str:
    """Return what people call a ratio: "16:9", "2.39"."""
    for usual, name in _USUAL:
        if abs(ratio / usual - 1.0) < 2e-3:
            return name
    return f"{ratio:.2f}"


def guide_box(picture: float, guide: float) -> Box:
    """Return the largest centred box of aspect `guide` in a picture of aspect `picture`.

    Raises:
        InputError: A ratio is not above 0.
    """
    for ratio in (picture, guide):
        if not (math.isfinite(ratio) and ratio > 0.0):
            raise InputError(f"an aspect ratio is {ratio:g}", "give a value above 0")
    if guide >= picture:
        half = 0.5 * picture / guide
        return (0.0, 0.5 - half, 1.0, 0.5 + half)
    half = 0.5 * guide / picture
    return (0.5 - half, 0.0, 0.5 + half, 1.0)


def safe_box(box: Box, share: float) -> Box:
    """Return the centred part of a box that is `share` of its width and height."""
    left, top, right, bottom = box
    x, y = 0.5 * (right - left) * (1.0 - share), 0.5 * (bottom - top) * (1.0 - share)
    return (left + x, top + y, right - x, bottom - y)


def keeps(box: Box, point: tuple[float, float]) -> bool:
    """Return whether a point of the picture is in a box, its edges included."""
    left, top, right, bottom = box
    return left <= point[0] <= right and top <= point[1] <= bottom


def kept_share(box: Box, subject: Box) -> float:
    """Return how much of the area of a subject's box lies in a box, 0..1; 0 without area."""
    area = (subject[2] - subject[0]) * (subject[3] - subject[1])
    wide = min(box[2], subject[2]) - max(box[0], subject[0])
    high = min(box[3], subject[3]) - max(box[1], subject[1])
    return max(wide, 0.0) * max(high, 0.0) / area if area > 0.0 else 0.0

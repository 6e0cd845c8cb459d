"""Whether things are in frame, and exactly as many as said, each at a place of its own.

A thing is in frame where its amodal box covers two pixels each way and something of it is seen.
Counted things must all be in frame at one same sample. A place of one's own: footprint centres
apart by a quarter of the smaller footprint or of the height, and no two boxes nearly the same.
"""

import math
from itertools import combinations
from typing import Any, Final

from judging.naming import answering

__all__ = ["counted", "in_frame", "shown_at_some_sample"]

_LEAST_PX: Final = 2.0
_APART: Final = 0.25
_SAME_BOX: Final = 0.9


def in_frame(body: dict[str, Any] | None) -> bool:
    """Tell whether a thing shows at one sample."""
    if body is None or not body["visible"] or not body["bbox_px"]:
        return False
    x0, y0, x1, y1 = body["bbox_px"]
    return x1 - x0 >= _LEAST_PX and y1 - y0 >= _LEAST_PX


def shown_at_some_sample(description: dict[str, Any], noun: str) -> bool:
    """Tell whether something that answers to a noun is in frame at some sample of some shot."""
    ids = answering(description, noun)
    samples = [s for shot in description["shots"] for s in shot["samples"]]
    return any(in_frame(sample["entities"].get(key)) for key in ids for sample in samples)


def counted(description: dict[str, Any], noun: str, number: int) -> str:
    """Return what is wrong with a count, or nothing."""
    ids = answering(description, noun)
    if len(ids) != number:
        return f"{len(ids)} of {number} {noun}"
    samples = [s["entities"] for shot in description["shots"] for s in shot["samples"]]
    most = max(sum(in_frame(s.get(key)) for key in ids) for s in samples)
    if most < number:
        return f"only {most} of {number} {noun} in frame"
    whole = [s for s in samples if all(in_frame(s.get(key)) for key in ids)]
    for sample in whole:
        if all(_apart(sample[a], sample[b]) for a, b in combinations(ids, 2)):
            return ""
    return f"{noun}: two at one place"


def _apart(a: dict[str, Any], b: dict[str, Any]) -> bool:
    reach = math.dist(a["position_m"], b["position_m"])
    smaller = min(max(x["size_m"][0], x["size_m"][2]) for x in (a, b))
    return reach >= _APART * smaller and _overlap(a["bbox_px"], b["bbox_px"]) < _SAME_BOX


def _overlap(a: list[float], b: list[float]) -> float:
    """Return intersection over union of two boxes."""
    width = max(min(a[2], b[2]) - max(a[0], b[0]), 0.0)
    height = max(min(a[3], b[3]) - max(a[1], b[1]), 0.0)
    areas = [(x[2] - x[0]) * (x[3] - x[1]) for x in (a, b)]
    return width * height / max(sum(areas) - width * height, 1e-9)

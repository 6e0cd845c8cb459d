"""Whether a relation holds in a described world, as the camera sees it.

Meanings follow the public sets' README: `left_of` orders pixel centres, `in_front_of` is nearer
over the ground and lined up in the picture, `on` rests on the other's upper body inside its
footprint, `next_to` leaves at most 0.8 m or 3/4 of the larger footprint.
"""

import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np

__all__ = ["holds"]

Body = dict[str, Any]
Sample = dict[str, Any]


def holds(relation: str, subject: Body, object_: Body, *, sample: Sample) -> bool:
    """Tell whether `subject relation object` holds at one sample of a shot."""
    test = _TESTS.get(relation)
    return test is not None and test(subject, object_, sample)


def _side(a: Body, b: Body, sign: int) -> bool:
    if not a["bbox_px"] or not b["bbox_px"]:
        return False
    (ax0, _, ax1, _), (bx0, _, bx1, _) = a["bbox_px"], b["bbox_px"]
    overlap = min(ax1, bx1) - max(ax0, bx0)
    narrower = min(ax1 - ax0, bx1 - bx0)
    return sign * ((ax0 + ax1) - (bx0 + bx1)) > 0 and overlap <= 0.5 * narrower


def _nearer(a: Body, b: Body, sample: Sample) -> bool:
    if not a["bbox_px"] or not b["bbox_px"]:
        return False
    pose = np.array(sample["camera_from_world"], float)
    camera = -pose[:3, :3].T @ pose[:3, 3]
    reach = [
        math.hypot(x["position_m"][0] - camera[0], x["position_m"][2] - camera[2]) for x in (a, b)
    ]
    (ax0, _, ax1, _), (bx0, _, bx1, _) = a["bbox_px"], b["bbox_px"]
    return reach[0] < reach[1] and min(ax1, bx1) > max(ax0, bx0)


def _local(a: Body, b: Body) -> tuple[float, float]:
    """Return a's footprint centre along b's own width and depth axes [m]."""
    dx, dz = (a["position_m"][k] - b["position_m"][k] for k in (0, 2))
    c, s = math.cos(b["heading_rad"]), math.sin(b["heading_rad"])
    return c * dx - s * dz, s * dx + c * dz


def _within(a: Body, b: Body, slack: float) -> bool:
    x, z = _local(a, b)
    return abs(x) <= b["size_m"][0] / 2 + slack and abs(z) <= b["size_m"][2] / 2 + slack


def _on(a: Body, b: Body, _: Sample) -> bool:
    base = a["position_m"][1] - b["position_m"][1]
    height = b["size_m"][1]
    flat = height < 0.1
    return _within(a, b, 0.02) and (
        0.3 * height - 0.02 <= base <= height + 0.03 or (flat and base > -0.02)
    )


def _under(a: Body, b: Body, _: Sample) -> bool:
    top = a["position_m"][1] + a["size_m"][1]
    return _within(a, b, 0.05) and top <= b["position_m"][1] + b["size_m"][1] + 0.02


def _above(a: Body, b: Body, _: Sample) -> bool:
    return a["position_m"][1] >= b["position_m"][1] + 0.5 * b["size_m"][1] and _within(a, b, 0.3)


def _next_to(a: Body, b: Body, _: Sample) -> bool:
    x, z = _local(a, b)
    turned = a["heading_rad"] - b["heading_rad"]
    c, s = abs(math.cos(turned)), abs(math.sin(turned))
    half_x = (a["size_m"][0] * c + a["size_m"][2] * s + b["size_m"][0]) / 2
    half_z = (a["size_m"][0] * s + a["size_m"][2] * c + b["size_m"][2]) / 2
    gaps = (abs(x) - half_x, abs(z) - half_z)
    gap = math.hypot(max(gaps[0], 0), max(gaps[1], 0))
    largest = max(*a["size_m"][::2], *b["size_m"][::2])
    return max(gaps) > -0.02 and gap <= max(0.8, 0.75 * largest)


def _inside(a: Body, b: Body, _: Sample) -> bool:
    return _within(a, b, 0.02) and a["position_m"][1] < b["position_m"][1] + b["size_m"][1]


_TESTS: Final[dict[str, Callable[[Body, Body, Sample], bool]]] = {
    "left_of": lambda a, b, _: _side(a, b, -1),
    "right_of": lambda a, b, _: _side(a, b, 1),
    "in_front_of": _nearer,
    "behind": lambda a, b, s: _nearer(b, a, s),
    "on": _on, "under": _under, "above": _above, "next_to": _next_to, "inside": _inside,
    "below": lambda a, b, s: _above(b, a, s),
}  # fmt: skip

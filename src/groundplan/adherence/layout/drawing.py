"""Masks of what was found: the plan's own, moved to where the clip shows them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float64, UInt16

from groundplan.adherence.layout.placing import Placement
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

__all__ = ["drawn_masks", "placed"]

_STILL_PX: Final = 0.75
"""Offset that patches cannot tell from none: masks are not moved by less (`docs/protocol.md`)."""
_SAME_SIZE: Final = 0.01


def placed(
    template: Template, placement: Placement
) -> tuple[Float64[np.ndarray, "2 2"], Float64[np.ndarray, " 2"]]:
    """Return clip pixels per plan pixel about a thing's centre, and where that centre is [px]."""
    centre = template.expected_px + placement.offset_px
    linear = template.spread * placement.scale
    if np.abs(linear - np.eye(2)).max() < _SAME_SIZE:
        linear = np.eye(2)
    if float(np.hypot(*(centre - template.centre_px))) < _STILL_PX:
        centre = template.centre_px
    return linear, centre


def drawn_masks(
    found: Sequence[Found], *, size_px: tuple[int, int]
) -> UInt16[np.ndarray, "height width"]:
    """Return ids of all that was found, near things over far ones."""
    width, height = size_px
    out = np.zeros((height, width), dtype=np.uint16)
    for one in sorted(found, key=lambda one: -one.template.depth_m):
        _draw(one.template, one.placement, out)
    return out


def _draw(
    template: Template, placement: Placement, out: UInt16[np.ndarray, "height width"]
) -> None:
    linear, centre = placed(template, placement)
    tall, wide = template.own.shape
    height, width = out.shape
    corners = template.corner + np.array([[0, 0], [wide, 0], [0, tall], [wide, tall]])
    there = np.einsum("ij,nj->ni", linear, corners - template.centre_px) + centre
    left, top = np.maximum(np.floor(there.min(axis=0)), 0).astype(int)
    right, bottom = np.minimum(np.ceil(there.max(axis=0)), (width, height)).astype(int)
    if right <= left or bottom <= top:
        return
    away = np.empty((bottom - top, right - left, 2))
    away[..., 0] = np.arange(left, right) + 0.5 - centre[0]
    away[..., 1] = (np.arange(top, bottom) + 0.5 - centre[1])[:, None]
    back = np.einsum("ij,yxj->yxi", np.linalg.inv(linear), away) + template.centre_px
    pixel = np.floor(back).astype(int) - template.corner
    inside = (pixel >= 0).all(axis=-1) & (pixel[..., 0] < wide) & (pixel[..., 1] < tall)
    shown = np.zeros_like(inside)
    shown[inside] = template.own[pixel[inside][:, 1], pixel[inside][:, 0]]
    out[top:bottom, left:right][shown] = template.instance

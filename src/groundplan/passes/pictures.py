"""Truth as pictures for people: grey depth, coloured normals, ids and flow. Never read back."""

import colorsys
import hashlib
from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import Float, Float16, Float32, UInt8, UInt16

from groundplan.scene.stage import Instance

__all__ = [
    "depth_picture", "flow_colours", "flow_picture", "flow_reach", "instance_colours",
    "instance_picture", "inverse_depth_range", "normal_picture",
]  # fmt: skip

_WHEEL: Final = ((15, 0, 1), (6, 1, 0), (4, 1, 2), (11, 2, 1), (13, 2, 0), (6, 0, 2))
"""Steps from red to yellow, green, cyan, blue, magenta and back; which channel holds 255, which
channel moves (in turn up and down)."""

_STEPS: Final = 511
"""Flow colours along an axis; odd, so that stillness has its own."""


def inverse_depth_range(
    depths: Iterable[Float32[np.ndarray, "height width"]],
) -> tuple[float, float]:
    """Return the smallest and largest 1/depth [1/m] of a clip; sky is 0."""
    near, far = np.inf, 0.0
    for depth in depths:
        near = min(near, float(depth.min()))
        far = max(far, float(np.max(depth, where=np.isfinite(depth), initial=0.0)))
    if not far:
        return 0.0, 1.0
    return (1.0 / far, 1.0 / near)


def depth_picture(
    depth: Float32[np.ndarray, "height width"], inverse_range: tuple[float, float]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return inverse depth as grey, near is bright, sky is black; one range for a whole clip."""
    low, high = inverse_range
    scale = np.float32(239.0 / (high - low) if high > low else 0.0)
    grey = (1.0 / depth - np.float32(low)) * scale + np.float32(16.5)
    # The farthest surface stays brighter than the sky.
    grey = np.where(np.isinf(depth), 0.0, np.clip(grey, 16.0, 255.0)).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def normal_picture(
    normal: Float16[np.ndarray, "height width 3"],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return normals as colours: R right, G up, B to the viewer; sky is middle grey."""
    return (normal.astype(np.float32) * np.float32(127.5) + np.float32(128.0)).astype(np.uint8)


def instance_colours(instances: Iterable[Instance]) -> UInt8[np.ndarray, "id 3"]:
    """Return a colour per id, 0 black; an entity keeps its colour in every shot."""
    table = {i.instance: _entity_colour(i.entity) for i in instances}
    colours = np.zeros((max(table, default=0) + 1, 3), dtype=np.uint8)
    for key, colour in table.items():
        colours[key] = colour
    return colours


def instance_picture(
    instance: UInt16[np.ndarray, "height width"], colours: UInt8[np.ndarray, "id 3"]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return ids in their colours; an id that no table names is white."""
    known = np.minimum(instance, len(colours))
    return np.vstack([colours, np.full((1, 3), 255, dtype=np.uint8)])[known]


def flow_reach(flows: Iterable[Float32[np.ndarray, "height width 2"]]) -> float:
    """Return the longest flow of a clip [px], NaN and the last half percent aside; at least 1."""
    reach = 1.0
    for flow in flows:
        length = np.hypot(flow[::4, ::4, 0], flow[::4, ::4, 1]).ravel()
        length = length[np.isfinite(length)]
        if length.size:
            rank = int(0.995 * (length.size - 1))
            reach = max(reach, float(np.partition(length, rank)[rank]))
    return reach


def flow_colours() -> UInt8[np.ndarray, "v u 3"]:
    """Return a colour per flow from -1 to 1 of the reach, v then u; the last row stands for NaN.

    Direction is hue and length is saturation: still is white.

    Source:
        Baker et al., "A Database and Evaluation Methodology for Optical Flow", IJCV 2011: the
        colour wheel of its flow-code (55 hues).
    """
    wheel = _wheel()
    u, v = np.meshgrid(np.linspace(-1.0, 1.0, _STEPS), np.linspace(-1.0, 1.0, _STEPS))
    length = np.minimum(np.hypot(u, v), 1.0)[..., None]
    turn = (np.arctan2(-v, -u) / np.pi + 1.0) / 2.0 * (len(wheel) - 1)
    low = turn.astype(np.int64)
    part = (turn - low)[..., None]
    colour = wheel[low] * (1.0 - part) + wheel[(low + 1) % len(wheel)] * part
    picture = 255.0 - length * (255.0 - colour)
    black = np.zeros((1, _STEPS, 3))
    return np.concatenate([picture, black]).astype(np.uint8)


def flow_picture(
    flow: Float32[np.ndarray, "height width 2"],
    reach: float,
    *,
    colours: UInt8[np.ndarray, "v u 3"],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return flow in the colours of `flow_colours`; NaN is black."""
    middle = _STEPS // 2
    place = np.clip(flow * np.float32(middle / reach), -middle, middle) + np.float32(middle + 0.5)
    missing = np.isnan(place[..., 0]) | np.isnan(place[..., 1])
    place[missing] = (0.0, float(_STEPS))
    cell = place.astype(np.int32)
    return colours.reshape(-1, 3)[cell[..., 1] * _STEPS + cell[..., 0]]


def _entity_colour(entity: str) -> tuple[int, int, int]:
    digest = hashlib.sha256(entity.encode()).digest()
    hue = int.from_bytes(digest[:4], "big") / 2**32
    value = 0.65 + 0.35 * digest[4] / 255
    r, g, b = colorsys.hsv_to_rgb(hue, 0.45 + 0.5 * digest[5] / 255, value)
    return (round(255 * r), round(255 * g), round(255 * b))


def _wheel() -> Float[np.ndarray, "hue 3"]:
    rows: list[np.ndarray] = []
    for part, (steps, full, moving) in enumerate(_WHEEL):
        row = np.zeros((steps, 3), dtype=np.float32)
        ramp = np.floor(255 * np.arange(steps) / steps)
        row[:, full] = 255
        row[:, moving] = ramp if part % 2 == 0 else 255 - ramp
        rows.append(row)
    return np.concatenate(rows)

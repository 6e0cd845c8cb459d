"""Truth as pictures for people: grey depth, coloured normals, ids and flow. Never read back."""

import colorsys
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float, Float16, Float32, UInt8, UInt16

from groundplan.passes import pixels
from groundplan.scene.stage import Instance

__all__ = [
    "depth_limits", "depth_picture", "flow_colours", "flow_picture", "flow_reach",
    "instance_colours", "instance_picture", "inverse_depth_range", "normal_picture",
]  # fmt: skip

_WHEEL: Final = ((15, 0, 1), (6, 1, 0), (4, 1, 2), (11, 2, 1), (13, 2, 0), (6, 0, 2))
"""Steps from red to yellow, green, cyan, blue, magenta and back; which channel holds 255, which
channel moves (in turn up and down)."""

_STEPS: Final = 511
"""Flow colours along an axis; odd, so that stillness has its own."""


def depth_limits(depth: Float32[np.ndarray, "height width"]) -> tuple[float, float]:
    """Return the nearest and the farthest depth of a frame [m]; inf and 0 where all is sky."""
    farthest = np.max(depth, where=np.isfinite(depth), initial=0.0)
    return float(depth.min()), float(farthest)


def inverse_depth_range(limits: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the smallest and largest 1/depth [1/m] of frames with these limits; sky is 0."""
    pairs = tuple(limits)
    near, far = min(n for n, _ in pairs), max(f for _, f in pairs)
    return (1.0 / far, 1.0 / near) if far else (0.0, 1.0)


def depth_picture(
    depth: Float32[np.ndarray, "height width"], inverse_range: tuple[float, float]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return inverse depth as grey, near is bright, sky is black; one range for a whole clip."""
    low, high = inverse_range
    scale = np.float32(239.0 / (high - low) if high > low else 0.0)
    picture = np.empty((*depth.shape, 3), dtype=np.uint8)
    # The farthest surface stays brighter than the sky.
    pixels.grey_of_depth(depth, np.float32(low), scale, picture)
    return picture


@lru_cache(maxsize=1)
def _normal_values() -> UInt8[np.ndarray, " half"]:
    """Return the colour value of every half float there is; NaN is never looked up."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
    return (np.clip(np.nan_to_num(halves), -1.0, 1.0) * 127.5 + 128.0).astype(np.uint8)


def normal_picture(
    normal: Float16[np.ndarray, "height width 3"],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return normals as colours: R right, G up, B to the viewer; sky is middle grey."""
    bits = np.ascontiguousarray(normal).view(np.uint16).ravel()
    picture = np.empty(normal.shape, dtype=np.uint8)
    pixels.look_up_values(bits, _normal_values(), picture.reshape(-1))
    return picture


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
    table = np.vstack([colours, np.full((1, 3), 255, dtype=np.uint8)])
    picture = np.empty((*instance.shape, 3), dtype=np.uint8)
    pixels.look_up(instance, table, picture)
    return picture


def flow_reach(flow: Float32[np.ndarray, "height width 2"]) -> float:
    """Return the longest flow of a frame [px], NaN and the last half percent aside; at least 1."""
    length = np.hypot(flow[::4, ::4, 0], flow[::4, ::4, 1]).ravel()
    length = length[np.isfinite(length)]
    if not length.size:
        return 1.0
    rank = int(0.995 * (length.size - 1))
    return max(1.0, float(np.partition(length, rank)[rank]))


@lru_cache(maxsize=1)
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
    picture = np.empty((*flow.shape[:2], 3), dtype=np.uint8)
    pixels.look_up_flow(flow, np.float32(_STEPS // 2 / reach), colours, picture)
    return picture


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

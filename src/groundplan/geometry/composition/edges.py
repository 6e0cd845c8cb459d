"""Where a camera of a known direction must stand so that points touch edges or have their place.

Source:
    Every line across the frame is a plane through the camera. With the direction fixed, a point on
    that line is one linear equation for the camera's place: exact, however many points there are,
    because only the outermost one touches.
"""

import numpy as np
from jaxtyping import Float

__all__ = ["at_depth", "between_edges"]


def at_depth(
    point: Float[np.ndarray, " 3"],
    *,
    turn: Float[np.ndarray, "3 3"],
    place: tuple[float, float],
    tangents: tuple[float, float],
    depth_m: float,
) -> Float[np.ndarray, " 3"]:
    """Return where the camera stands that shows a point at its place in the frame [m].

    `turn` is `world_from_camera`, `depth_m` the point's distance along the axis.
    """
    across = (2.0 * place[0] - 1.0) * tangents[0] * depth_m
    up = (1.0 - 2.0 * place[1]) * tangents[1] * depth_m
    return point - turn @ np.array([across, up, -depth_m])


def between_edges(
    points: Float[np.ndarray, "point 3"],
    *,
    turn: Float[np.ndarray, "3 3"],
    top: float,
    bottom: float,
    tangents: tuple[float, float],
) -> tuple[float, float]:
    """Return up [m] and back [m] of the camera in its own axes, so that points just reach lines.

    `top`, `bottom`: fractions of the frame's height from the upper edge, `top` smaller.
    """
    local = points @ turn
    up, ahead = local[:, 1], -local[:, 2]
    high, low = ((1.0 - 2.0 * v) * tangents[1] for v in (top, bottom))
    above = float(np.max(up - high * ahead))
    below = float(np.min(up - low * ahead))
    reach = (above - below) / (high - low)
    return above - high * reach, reach

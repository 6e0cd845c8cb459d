"""Where a level camera stands that sees three points at given places across the frame.

Source:
    Three-point resection, known from surveying as Collins' or Snellius' problem: by the inscribed
    angle theorem the camera lies on a circle through the first two points and on one through the
    last two. Both go through the middle point; the other point that they share is its mirror image
    in the line between their centres.
"""

import math

import numpy as np
from jaxtyping import Float

__all__ = ["resected"]


def resected(
    points: Float[np.ndarray, "3 2"], places: tuple[float, float, float], *, tangent: float
) -> tuple[float, float, float] | None:
    """Return x, z [m] and yaw [rad] of a level camera; None where it would be in a point.

    `points` are x and z [m], as they appear from left to right; `places` fractions of the width;
    `tangent` that of half the horizontal field of view.
    """
    rays = [math.atan((2.0 * p - 1.0) * tangent) for p in places]
    centres = [_centre(points[k], points[k + 1], angle=rays[k + 1] - rays[k]) for k in range(2)]
    if centres[0] is None or centres[1] is None:
        return None
    line = centres[1] - centres[0]
    length = float(np.linalg.norm(line))
    if length < 1e-9:
        return None
    along = line / length
    foot = centres[0] + float((points[1] - centres[0]) @ along) * along
    camera = 2.0 * foot - points[1]
    way = points[1] - camera
    if float(np.linalg.norm(way)) < 1e-6:
        return None
    yaw = math.atan2(-float(way[0]), -float(way[1])) + rays[1]
    return float(camera[0]), float(camera[1]), yaw


def _centre(
    left: Float[np.ndarray, " 2"], right: Float[np.ndarray, " 2"], *, angle: float
) -> Float[np.ndarray, " 2"] | None:
    """Return the centre of the circle on which two points are seen under an angle, left first."""
    span = right - left
    if abs(math.sin(angle)) < 1e-9:
        return None
    before = np.array([-span[1], span[0]])
    return 0.5 * (left + right) + 0.5 * before / math.tan(angle)

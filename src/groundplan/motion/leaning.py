"""Four-legged bodies on ground that is not level: the trunk follows the ground under the feet."""

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.footfall import Feet
from groundplan.motion.frame import BodyFrames

__all__ = ["lean_body"]


def lean_body(
    frames: BodyFrames, feet: Feet, body_from_world: Float[np.ndarray, "time 4 4"]
) -> Float[np.ndarray, "time 4 4"]:
    """Turn the trunk onto the ground, and return how each sole lies on it, both in body axes."""
    normals, places = feet.normals_in_body(body_from_world), feet.places_in_body(body_from_world)
    up = np.broadcast_to(np.array([0.0, 1.0, 0.0]), normals.shape)
    turn = quaternions.shortest_arc(up[:, 0], _under(normals))
    # Above the middle of the feet, or else a bend in the ground would lift or sink the body.
    middle = places.mean(axis=1)
    frames.root = quaternions.rotate(turn, frames.root)
    frames.root[:, 1] += middle[:, 1] - _height(turn, middle)
    frames.rotations[:, 0] = quaternions.multiply(turn, frames.rotations[:, 0])
    return quaternions.shortest_arc(up, normals)


def _under(normals: Float[np.ndarray, "time 4 3"]) -> Float[np.ndarray, "time 3"]:
    """Return the mean normal under the feet; a trunk rises and falls, it does not roll."""
    mean = normals.mean(axis=1)
    mean[:, 0] = 0.0
    return mean


def _height(
    turn: Float[np.ndarray, "time 4"], place: Float[np.ndarray, "time 3"]
) -> Float[np.ndarray, " time"]:
    """Return the height at a place of the plane through the origin that a turn makes of y = 0."""
    normal = quaternions.rotate(turn, np.broadcast_to(np.array([0.0, 1.0, 0.0]), place.shape))
    return -(normal[:, 0] * place[:, 0] + normal[:, 2] * place[:, 2]) / normal[:, 1]

"""Two bones and a target: inverse kinematics of a limb, for many times at once."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions

__all__ = ["Bend", "aimed", "bend_limb", "between", "pitch", "roll", "soft_minimum", "yaw"]


def yaw(angle: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4"]:
    """Return turns about +Y [rad]."""
    return quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), angle)


def pitch(angle: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4"]:
    """Return turns about +X [rad]: positive leans forward (+Y towards +Z)."""
    return quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), angle)


def roll(angle: Float[np.ndarray, " time"]) -> Float[np.ndarray, "time 4"]:
    """Return turns about +Z [rad]: positive raises the left (+X towards +Y)."""
    return quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)


def between(
    a: Float[np.ndarray, "time 4"],
    b: Float[np.ndarray, "time 4"],
    share: Float[np.ndarray, " time"],
) -> Float[np.ndarray, "time 4"]:
    """Return the rotation a share of the way from `a` to `b` along the shorter arc."""
    step = quaternions.to_rotation_vector(quaternions.multiply(quaternions.conjugate(a), b))
    return quaternions.multiply(a, quaternions.from_rotation_vector(step * share[:, None]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bend:
    """Rotations in the body's axes of the two bones of a limb."""

    upper: Float[np.ndarray, "time 4"]
    lower: Float[np.ndarray, "time 4"]


def bend_limb(
    rest: Float[np.ndarray, "3 3"],
    root: Float[np.ndarray, "time 3"],
    target: Float[np.ndarray, "time 3"],
    *,
    pole: Float[np.ndarray, "time 3"],
    rest_pole: tuple[float, float, float] | None = None,
) -> Bend:
    """Return how a limb at rest at `rest` (root, middle, end) reaches from root to target.

    The middle joint bends towards `pole`. A target out of reach is approached in its direction.
    `rest_pole` says where the middle joint bends at rest; see `aimed` for None.

    Source:
        Law of cosines.
    """
    first = float(np.linalg.norm(rest[1] - rest[0]))
    second = float(np.linalg.norm(rest[2] - rest[1]))
    line = target - root
    distance = np.linalg.norm(line, axis=-1)
    reach = np.clip(distance, abs(first - second) * 1.001 + 1e-9, (first + second) * (1.0 - 1e-9))
    along = line / np.maximum(distance, 1e-9)[:, None]
    across = pole - along * np.sum(pole * along, axis=-1, keepdims=True)
    across /= np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9)
    near = (first * first - second * second + reach * reach) / (2.0 * reach)
    off = np.sqrt(np.maximum(first * first - near * near, 0.0))
    middle = root + near[:, None] * along + off[:, None] * across
    end = root + reach[:, None] * along
    return Bend(
        upper=aimed(rest[1] - rest[0], middle - root, pole=across, rest_pole=rest_pole),
        lower=aimed(rest[2] - rest[1], end - middle, pole=across, rest_pole=rest_pole),
    )


def aimed(
    rest: Float[np.ndarray, " 3"],
    direction: Float[np.ndarray, "time 3"],
    *,
    pole: Float[np.ndarray, "time 3"],
    rest_pole: tuple[float, float, float] | None = None,
) -> Float[np.ndarray, "time 4"]:
    """Return the rotation that takes a bone from `rest` to `direction` without twisting about it.

    Without a `rest_pole` it is whichever of +Z and -Z is nearer to the given one at each time.
    """
    facing = np.where(pole[:, 2:] < 0.0, -1.0, 1.0) * np.array([0.0, 0.0, 1.0])
    if rest_pole is not None:
        facing = np.broadcast_to(np.array(rest_pole), direction.shape)
    start = _frames(np.broadcast_to(rest, direction.shape), facing)
    final = _frames(direction, pole)
    return quaternions.from_matrix(np.einsum("tij,tkj->tik", final, start))


def _frames(
    bone: Float[np.ndarray, "time 3"], pole: Float[np.ndarray, "time 3"]
) -> Float[np.ndarray, "time 3 3"]:
    y = bone / np.maximum(np.linalg.norm(bone, axis=-1, keepdims=True), 1e-12)
    z = pole - y * np.sum(pole * y, axis=-1, keepdims=True)
    z = z / np.maximum(np.linalg.norm(z, axis=-1, keepdims=True), 1e-12)
    return np.stack([np.cross(y, z), y, z], axis=-1)


def soft_minimum(
    values: Float[np.ndarray, "time choice"], *, width: float
) -> Float[np.ndarray, " time"]:
    """Return a smooth lower bound of the values, `width` rounding their corners (same unit)."""
    least = values.min(axis=1, keepdims=True)
    return least[:, 0] - width * np.log(np.sum(np.exp((least - values) / width), axis=1))

"""Between rotations: slerp, squad and keyed rotations; unit quaternions xyzw.

Source:
    Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985 (slerp). Squad and its
    inner controls: Shoemake, "Quaternion Calculus and Fast Animation", SIGGRAPH 1987 course notes.
"""

from typing import Final, Literal

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import quaternions

__all__ = [
    "RotationInterpolation", "evaluate_rotations", "make_continuous", "slerp", "squad",
    "squad_controls",
]  # fmt: skip

RotationInterpolation = Literal["hold", "slerp", "squad"]

_NEARLY_EQUAL_RAD: Final = 1e-9


def make_continuous(q: Float[np.ndarray, "key 4"]) -> Float[np.ndarray, "key 4"]:
    """Return the same rotations with signs such that neighbours lie in the same half of the sphere.

    The first one keeps its sign.
    """
    dots = np.sum(q[1:] * q[:-1], axis=-1)
    signs = np.cumprod(np.concatenate([np.ones(1), np.where(dots < 0.0, -1.0, 1.0)])[: len(q)])
    return q * signs[:, None]


def slerp(
    a: Float[np.ndarray, "*#batch 4"],
    b: Float[np.ndarray, "*#batch 4"],
    t: float | Float[np.ndarray, "*#batch"],
) -> Float[np.ndarray, "... 4"]:
    """Return the rotation a fraction `t` of the way from `a` to `b`, the short way round.

    At t = 0 exactly `a`, at t = 1 exactly `b` (or its negative, the same rotation).
    """
    dot = np.sum(a * b, axis=-1, keepdims=True)
    return _great_arc(a, np.where(dot < 0.0, -b, b), np.asarray(t, dtype=np.float64))


def squad(
    ends: tuple[Float[np.ndarray, "*#batch 4"], Float[np.ndarray, "*#batch 4"]],
    controls: tuple[Float[np.ndarray, "*#batch 4"], Float[np.ndarray, "*#batch 4"]],
    t: float | Float[np.ndarray, "*#batch"],
) -> Float[np.ndarray, "... 4"]:
    """Return the spherical cubic between `ends` whose speed is continuous at keys.

    The two ends must lie in the same half of the sphere (`make_continuous`); `controls` are the
    entries of `squad_controls` at the same two keys.
    """
    fraction = np.asarray(t, dtype=np.float64)
    path = _great_arc(ends[0], ends[1], fraction)
    pull = _great_arc(controls[0], controls[1], fraction)
    return _great_arc(path, pull, np.asarray(2.0 * fraction * (1.0 - fraction)))


def squad_controls(q: Float[np.ndarray, "key 4"]) -> Float[np.ndarray, "key 4"]:
    """Return the inner control of every key of a continuous sequence; ends control themselves."""
    controls = q.copy()
    if len(q) > 2:
        here = q[1:-1]
        back = quaternions.conjugate(here)
        after = quaternions.to_rotation_vector(quaternions.multiply(back, q[2:]))
        before = quaternions.to_rotation_vector(quaternions.multiply(back, q[:-2]))
        pull = quaternions.from_rotation_vector(-(after + before) / 4.0)
        controls[1:-1] = quaternions.multiply(here, pull)
    return controls


def evaluate_rotations(
    times: Float[np.ndarray, " key"],
    rotations: Float[np.ndarray, "key 4"],
    at: Float[np.ndarray, " query"],
    *,
    interpolation: tuple[RotationInterpolation, ...],
) -> Float[np.ndarray, "query 4"]:
    """Return keyed rotations at the times `at`; each key says how it goes on to the next.

    Before the first and after the last key the rotation is held. At a key: exactly that key, with
    a sign that continues its neighbours.

    Raises:
        InputError: There is no key, times do not increase, or a key has no interpolation.
    """
    if len(times) == 0 or len(interpolation) != len(times) or not np.all(np.diff(times) > 0.0):
        raise InputError(
            f"{len(times)} keys with {len(interpolation)} interpolations are no rotation curve",
            "give at least one key, increasing times, and one interpolation per key",
        )
    q = make_continuous(rotations)
    if len(times) == 1:
        return np.repeat(q, len(at), axis=0)
    first = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 2)
    start, end = q[first], q[first + 1]
    t = np.clip((at - times[first]) / (times[first + 1] - times[first]), 0.0, 1.0)
    kind = np.array(interpolation)[first]
    held = np.where((t < 1.0)[:, None], start, end)
    result = np.where((kind == "hold")[:, None], held, _great_arc(start, end, t))
    if "squad" in interpolation:
        control = squad_controls(q)
        smooth = squad((start, end), (control[first], control[first + 1]), t)
        result = np.where((kind == "squad")[:, None], smooth, result)
    return result


def _great_arc(
    a: Float[np.ndarray, "*#batch 4"],
    b: Float[np.ndarray, "*#batch 4"],
    t: Float[np.ndarray, "*#batch"],
) -> Float[np.ndarray, "... 4"]:
    """Return the point on the arc from `a` to `b` as they are signed."""
    apart = np.linalg.norm(a - b, axis=-1, keepdims=True)
    together = np.linalg.norm(a + b, axis=-1, keepdims=True)
    arc = 2.0 * np.arctan2(apart, together)
    along = t[..., None]
    straight = arc < _NEARLY_EQUAL_RAD
    sine = np.where(straight, 1.0, np.sin(arc))
    start = np.where(straight, 1.0 - along, np.sin((1.0 - along) * arc) / sine)
    end = np.where(straight, along, np.sin(along * arc) / sine)
    return start * a + end * b

"""GP4xx, first part: what carries the camera can go as far, as high and as fast as that."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.rule import Hit, ShotCheck

__all__ = ["RIG_CHECKS"]

_STANDING: Final = frozenset({"tripod"})
_SHAKEN: Final = frozenset({"handheld"})
_SLACK: Final = 1.02
"""What a path may exceed a limit by before it is told: solvers end on the limit itself."""


def _over(
    film: Filmed, values: Float[np.ndarray, " step"], limit: float | None, *, words: str, unit: str
) -> Iterator[Hit]:
    """Yield the step at which a measured value exceeds its limit most."""
    rig = film.eye.rig
    if rig is None or limit is None or not len(values):
        return
    worst = int(np.argmax(values))
    if values[worst] > limit * _SLACK + 1e-9:
        yield Hit(
            message=f"the {rig.kind} {words} {values[worst]:.2f} {unit}, and can {limit:.2f}",
            at_s=film.time_of_frame(worst), paths=(film.camera_path, f"{film.camera_path}/rig"),
            measured=round(float(values[worst]), 3), expected=round(limit, 3),
            options=("give the move more time", "take another rig"),
        )  # fmt: skip


def _speed(film: Filmed, _: float) -> Iterator[Hit]:
    rig = film.eye.rig
    yield from _over(film, film.speeds, rig and rig.speed_mps, words="travels at", unit="m/s")


def _derivative(film: Filmed, order: int) -> Float[np.ndarray, " step"]:
    """Return the length of a derivative of the lens's place [m/s^order]."""
    if len(film.centres) <= order:
        return np.zeros(0)
    return np.linalg.norm(np.diff(film.centres, n=order, axis=0), axis=1) / film.step_s**order


def _acceleration(film: Filmed, _: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is not None and rig.kind not in _SHAKEN:
        yield from _over(film, _derivative(film, 2), rig.acceleration_mps2,
                         words="accelerates by", unit="m/s²")  # fmt: skip


def _jerk(film: Filmed, _: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is not None and rig.kind not in _SHAKEN:
        yield from _over(film, _derivative(film, 3), rig.jerk_mps3,
                         words="jerks by", unit="m/s³")  # fmt: skip


def _turn(film: Filmed, _: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is not None and rig.turn_radps is not None:
        yield from _over(film, np.degrees(film.turns), math.degrees(rig.turn_radps),
                         words="turns at", unit="deg/s")  # fmt: skip


def _spread_m(places: Float[np.ndarray, "frame axis"]) -> float:
    """Return how far apart two places are at most [m], of all and about sixty of them."""
    apart = places[:, None] - places[None, :: max(len(places) // 60, 1)]
    return float(np.linalg.norm(apart, axis=2).max())


def _track(film: Filmed, _: float) -> Iterator[Hit]:
    """Compare how far apart over the ground the way's places are with the length of the rails."""
    rig = film.eye.rig
    if rig is None or rig.track_m is None:
        return
    reach = _spread_m(film.centres[:, [0, 2]])
    if reach > rig.track_m * _SLACK + 1e-9:
        yield Hit(
            message=f"the {rig.kind} travels {reach:.2f} m, and its track is {rig.track_m:.2f} m "
                    "long",
            paths=(film.camera_path, f"{film.camera_path}/rig/track_m"),
            measured=round(reach, 3), expected=rig.track_m,
            options=("lay a longer track", "travel less and use a longer lens"),
        )  # fmt: skip


def _arm(film: Filmed, _: float) -> Iterator[Hit]:
    """Compare how far the lens swings with twice the reach of the arm: its widest chord."""
    rig = film.eye.rig
    if rig is None or rig.arm_m is None:
        return
    reach = _spread_m(film.centres)
    if reach > 2.0 * rig.arm_m * _SLACK + 1e-9:
        yield Hit(
            message=f"the lens swings over {reach:.2f} m, and an arm of {rig.arm_m:.2f} m spans "
                    f"{2 * rig.arm_m:.2f} m at most",
            paths=(film.camera_path, f"{film.camera_path}/rig/arm_m"),
            measured=round(reach, 3), expected=round(2 * rig.arm_m, 3),
            options=("take a longer arm", "shorten the swing"),
        )  # fmt: skip


def _height(film: Filmed, _: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is None:
        return
    heights = film.centres[:, 1]
    low, high = int(np.argmin(heights)), int(np.argmax(heights))
    for index, bound, out in (
        (low, rig.lowest_m, rig.lowest_m is not None and heights[low] < rig.lowest_m - 0.01),
        (high, rig.highest_m, rig.highest_m is not None and heights[high] > rig.highest_m + 0.01),
    ):
        if out and bound is not None:
            yield Hit(
                message=f"the lens is {heights[index]:.2f} m high, and the {rig.kind} goes "
                        f"{'down' if index == low else 'up'} to {bound:.2f} m",
                at_s=film.time_of_frame(index), paths=(film.camera_path, f"{film.camera_path}/rig"),
                measured=round(float(heights[index]), 3), expected=bound,
                options=("take another rig", "stay within its heights"),
            )  # fmt: skip


def _standing_travels(film: Filmed, limit: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is None or rig.kind not in _STANDING:
        return
    reach = float(np.linalg.norm(film.centres - film.centres[0], axis=1).max())
    if reach > limit:
        yield Hit(
            message=f"the lens travels {reach:.2f} m, and a {rig.kind} stands where it stands",
            paths=(film.camera_path, f"{film.camera_path}/rig/kind"),
            measured=round(reach, 3), expected=limit,
            options=("put it on a dolly", "pan or zoom instead"),
        )  # fmt: skip


RIG_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP401": _speed, "GP402": _acceleration, "GP403": _jerk, "GP404": _turn, "GP405": _track,
        "GP406": _arm, "GP407": _height, "GP408": _standing_travels,
    }
)  # fmt: skip

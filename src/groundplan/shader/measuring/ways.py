"""Who moves through a shot, how far, how fast and which way as the camera sees it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import Float

from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.shader.measuring.in_view import ShotView
from groundplan.world.document import World

__all__ = ["ScreenWay", "Way", "ways_of"]

ScreenWay = Literal["", "left", "right", "towards the camera", "away from the camera", "up", "down"]

_LEAST_M: Final = 0.25
"""What goes less far stays where it is: our engineering default."""
_SAMPLES: Final = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How somebody goes through a shot."""

    path_m: float
    speed_mps: float
    """Mean of the time in which it moves."""
    seconds: float
    """Of that time."""
    towards: ScreenWay
    """In the first frame's camera axes; empty: it comes back to where it was."""


def ways_of(
    there: World, shot_id: str, *, shot: ShotView, library: Library = EMPTY
) -> Mapping[str, Way]:
    """Return the way of all who are in view and go somewhere of their own accord.

    What is held or carried goes with its holder and has no way of its own.

    Raises:
        SceneError: Somebody cannot be posed.
    """
    held = {grip.entity for grip in there.grips.values()}
    first, last = float(there.shots[shot_id].first), float(there.shots[shot_id].last)
    rate = there.timebase
    seconds = (last - first) * rate.fps_den / (1000.0 * rate.fps_num)
    times = np.linspace(first, last, _SAMPLES)
    axes = shot.world_from_camera[0, :3, :3]
    found: dict[str, Way] = {}
    for key in shot.seen:
        if key in held or there.entities[key].parent is not None:
            continue
        places = world_from_entity_at(there, key, times, library=library)[:, :3, 3]
        way = _way(places, axes=axes, seconds=seconds)
        if way is not None:
            found[key] = way
    return found


def _way(
    places: Float[np.ndarray, "time 3"], *, axes: Float[np.ndarray, "3 3"], seconds: float
) -> Way | None:
    steps: Float[np.ndarray, " step"] = np.linalg.norm(np.diff(places, axis=0), axis=1)
    path = float(np.sum(steps))
    if path < _LEAST_M:
        return None
    # At a tenth of its fastest it counts as moving.
    moving = float(np.mean(steps > 0.1 * float(np.max(steps)))) * seconds
    return Way(
        path_m=path,
        speed_mps=path / moving if moving > 0.0 else 0.0,
        seconds=moving,
        towards=_towards(axes.T @ (places[-1] - places[0]), path),
    )


def _towards(move: Float[np.ndarray, " 3"], path: float) -> ScreenWay:
    """Return the direction that a displacement in camera axes mostly has."""
    if math.sqrt(float(np.sum(move * move))) < 0.3 * path:
        return ""
    right, up, back = (float(v) for v in move)
    if abs(right) >= max(abs(up), 0.6 * abs(back)):
        return "right" if right > 0.0 else "left"
    if abs(up) > abs(back):
        return "up" if up > 0.0 else "down"
    return "towards the camera" if back > 0.0 else "away from the camera"

"""How a vehicle turns along its way: its rear wheels follow, they never slide sideways."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Float  # noqa: TC002  # read by the run-time checker

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.things import Route

__all__ = ["has_bends", "rolled_headings"]

_REAR_AXLE: Final = 0.3
"""Distance of the rear axle behind the middle over the length: our engineering default."""
_STEP_S: Final = 1.0 / 128.0
_KEY_STEPS: Final = 8
_STRAIGHT_RAD: Final = 1e-3
_SETTLED_RAD: Final = math.radians(3.0)
"""A vehicle that ends this near to its way ends along it, as the words say."""


def has_bends(routes: Sequence[Route]) -> bool:
    """Tell whether a body that goes these ways changes direction."""
    ways = [
        along
        for route in routes
        for (_, a), (_, b) in pairwise(route.keys)
        if (along := heading_along(a, b)) is not None
    ]
    return any(abs(math.remainder(b - a, math.tau)) > _STRAIGHT_RAD for a, b in pairwise(ways))


def rolled_headings(routes: Sequence[Route], *, length_m: float) -> list[tuple[float, float]]:
    """Return headings [rad] at seconds for a vehicle whose middle goes along the routes.

    Source:
        The tractrix: with the middle going at speed v in direction f, the rear axle b behind it has
        no speed sideways when the heading changes by v sin(f - heading) / b per second.
    """
    stamps = np.array([t for route in routes for t, _ in route.keys])
    places = np.array([(p[0], p[2]) for route in routes for _, p in route.keys])
    order = np.concatenate([[True], np.diff(stamps) > 0.0])
    stamps, places = stamps[order], places[order]
    count = max(2, math.ceil((stamps[-1] - stamps[0]) / _STEP_S) + 1)
    times: Float[np.ndarray, " time"] = np.linspace(float(stamps[0]), float(stamps[-1]), count)
    steps: Float[np.ndarray, "step 2"] = np.stack(
        [np.diff(np.interp(times, stamps, places[:, k])) for k in (0, 1)], axis=1
    )
    rear = _REAR_AXLE * length_m
    moving = np.flatnonzero(np.linalg.norm(steps, axis=1) > 1e-9)
    if len(moving) == 0:
        return []
    heading = math.atan2(*steps[moving[0]].tolist())
    found = [(float(times[0]), heading)]
    for k, (dx, dz) in enumerate(steps.tolist()):
        gone = math.hypot(dx, dz)
        if gone > 1e-12:
            # Exact over the step: the half angle to the way shrinks by exp(-gone / rear).
            off = math.remainder(math.atan2(dx, dz) - heading, math.tau)
            left = 2.0 * math.atan(math.tan(0.5 * off) * math.exp(-gone / rear))
            heading += off - left
        if (k + 1) % _KEY_STEPS == 0 or k == len(steps) - 1:
            found.append((float(times[k + 1]), heading))
    return _settled(found, along=math.atan2(*steps[moving[-1]].tolist()))


def _settled(found: list[tuple[float, float]], *, along: float) -> list[tuple[float, float]]:
    """Return the headings with what is left to the end of the way shared out over the turn."""
    left = math.remainder(along - found[-1][1], math.tau)
    whole = found[-1][1] - found[0][1]
    if abs(left) > _SETTLED_RAD or abs(whole) <= _SETTLED_RAD:
        return found
    return [(t, h + left * (h - found[0][1]) / whole) for t, h in found]

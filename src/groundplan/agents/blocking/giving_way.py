"""Bodies whose ways would meet step aside in time."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.blocking.goers import LOW_M, Body, Ground, Keys, blocks_for, radius_of
from groundplan.geometry.avoidance import Mover, kept_apart, least_gap
from groundplan.geometry.detours import Block
from groundplan.world.finding import Finding

__all__ = ["given_way"]

_STEP_S: Final = 0.125
_MOST_SAMPLES: Final = 2000
_LONG: Final = 1.6
"""Depth over width from which a body is a row of discs."""
_MOST_DISCS: Final = 7
_YIELDS: Final = {"vehicle": 0.1, "animal": 0.5}
_STATED_YIELDS: Final = 0.05
"""Share of the stepping aside, of 1 for a person: our engineering defaults."""
_UNMOVED_M: Final = 1e-3
_KNEE_M: Final = 0.5


def given_way(bodies: list[Body], ground: Ground) -> list[Finding]:
    """Step bodies aside that would meet; return what could not be kept apart."""
    if len(bodies) < 2:
        return []
    first = min(keys[0][0] for body in bodies for keys in body.keys)
    last = max(keys[-1][0] for body in bodies for keys in body.keys)
    count = min(max(2, math.ceil((last - first) / _STEP_S) + 1), _MOST_SAMPLES)
    times = np.linspace(first, last, count)
    movers = [_mover(body, times, ground) for body in bodies]
    free = _free_pairs(bodies, ground)
    before = np.stack([mover.places for mover in movers])
    if least_gap(movers, before, free=free) >= 0.0:
        return []
    lows = [mover.low_m for mover in movers]
    keys = [body.key for body in bodies]
    blocks = blocks_for("", ground, heights=(min(lows), min(lows) + _KNEE_M), movers=keys)
    still = [b for b in blocks if not any(_inside(b, mover) for mover in movers)]
    places = kept_apart(movers, free=free, blocks=still)
    for k, body in enumerate(bodies):
        if np.abs(places[k] - before[k]).max() > _UNMOVED_M:
            body.keys = [_stepped(keys, times, places[k] - before[k]) for keys in body.keys]
            body.changed = True
    gap = least_gap(movers, places, free=free)
    return [_collision(gap)] if gap < -LOW_M else []


def _inside(block: Block, mover: Mover) -> bool:
    grown = block.grown(mover.radius_m)
    ends = (mover.places[0], mover.places[-1])
    return any(grown.distance((float(x), float(z))) < 0.0 for x, z in ends)


def _mover(body: Body, times: Float[np.ndarray, " time"], ground: Ground) -> Mover:
    stamps = np.array([t for keys in body.keys for t, _ in keys])
    spots = np.array([p for keys in body.keys for _, p in keys])
    places = np.stack([np.interp(times, stamps, spots[:, k]) for k in (0, 2)], axis=1)
    steps = np.gradient(places, axis=0)
    moving = np.linalg.norm(steps, axis=1) > 1e-6
    start = ground.headings.get(body.key, 0.0)
    headings = np.where(moving, np.arctan2(steps[:, 0], steps[:, 1]), start)
    width, height, depth = body.thing.size
    radius = radius_of(body.thing)
    yields = _STATED_YIELDS if body.stated else _YIELDS.get(body.thing.kind, 1.0)
    return Mover(
        places=places, headings=headings, radius_m=radius, discs=_discs(width, depth),
        yields=yields, low_m=float(spots[:, 1].min()), high_m=float(spots[:, 1].max()) + height,
    )  # fmt: skip


def _discs(width: float, depth: float) -> tuple[float, ...]:
    """Return where the discs of a body lie along its heading [m]."""
    if depth < _LONG * width:
        return (0.0,)
    count = min(_MOST_DISCS, math.ceil(depth / width) + 1)
    reach = 0.5 * (depth - width)
    return tuple(reach * (2.0 * k / (count - 1) - 1.0) for k in range(count))


def _free_pairs(bodies: Sequence[Body], ground: Ground) -> Bool[np.ndarray, "mover mover"]:
    return np.array([
        [a.key != b.key and b.key in ground.together.get(a.key, frozenset()) for b in bodies]
        for a in bodies
    ])  # fmt: skip


def _stepped(
    keys: Keys, times: Float[np.ndarray, " time"], aside: Float[np.ndarray, "time 2"]
) -> Keys:
    """Return a way with the steps aside added, at its own keys and between them."""
    first, last = keys[0][0], keys[-1][0]
    moved = np.abs(aside).max(axis=1) > 1e-5
    wide = moved | np.roll(moved, 1) | np.roll(moved, -1)
    extra = {float(t) for t in times[wide] if first < t < last}
    stamps = np.array(sorted({t for t, _ in keys} | extra))
    own_t, own = np.array([t for t, _ in keys]), np.array([p for _, p in keys])
    spots = np.stack([np.interp(stamps, own_t, own[:, k]) for k in range(3)], axis=1)
    spots[:, 0] += np.interp(stamps, times, aside[:, 0])
    spots[:, 2] += np.interp(stamps, times, aside[:, 1])
    return tuple(
        (float(t), (float(x), float(y), float(z)))
        for t, (x, y, z) in zip(stamps, spots, strict=True)
    )


def _collision(gap: float) -> Finding:
    return Finding(
        code="motion.collision",
        severity="warning",
        message=f"two bodies meet on their ways and overlap by {-gap:.2f} m: there is no room",
        measured=-gap,
        expected=0.0,
        unit="m",
        options=("let them go at different times", "give them ways that do not cross"),
    )

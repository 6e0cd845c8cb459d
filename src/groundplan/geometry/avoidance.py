"""Bodies that move over one floor at the same time give way to one another.

A body is a row of discs along its heading. Where two would meet, both step aside, to the side on
which they pass; ends stay, times stay, and what steps aside does so over a while.

Source:
    Our own relaxation of sampled ways: sideways pushes in the frame of the other body, as velocity
    obstacles have them (Fiorini and Shiller 1998), then smoothed over time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from groundplan.geometry.detours import Block

__all__ = ["Mover", "kept_apart", "least_gap"]

_AIR_M: Final = 0.06
"""More than is needed, so that the ways between the samples are free as well."""
_MOST_ROUNDS: Final = 800
_LAST_ROUNDS: Final = 60
"""Without spreading: what is left then is small."""
_SPREAD: Final = 4
_GAIN: Final = 1.3
_STILL_M: Final = 2e-3
_LOOK_M: Final = 1.0
_LOOK_EVERY: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mover:
    """One body at common sample times."""

    places: Float[np.ndarray, "time 2"]
    """(x, z) [m]."""
    headings: Float[np.ndarray, " time"]
    """From +Z towards +X [rad]."""
    radius_m: float
    discs: tuple[float, ...] = (0.0,)
    """Centres of its discs along its heading [m]."""
    yields: float = 1.0
    """Share of the stepping aside: 0 keeps its way."""
    low_m: float = 0.0
    high_m: float = 2.0
    """Heights between which it is: who flies above another is not in its way."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Pairs:
    """Pairs of discs of different bodies, with the distance that they keep."""

    one: Int[np.ndarray, " pair"]
    two: Int[np.ndarray, " pair"]
    least: Float[np.ndarray, " pair"]
    apart: Float[np.ndarray, " pair"]
    """At the samples; more than the least."""


def kept_apart(
    movers: Sequence[Mover], *, free: Bool[np.ndarray, "mover mover"] | None = None,
    blocks: Sequence[Block] = (),
) -> Float[np.ndarray, "mover time 2"]:  # fmt: skip
    """Return the bodies' places, stepped aside so that no two touch.

    `free` marks pairs that may touch. Two that touch at the start or the end keep no more distance
    than they have there. Blocks hold everybody off that does not begin or end in them.
    """
    base = np.stack([mover.places for mover in movers])
    owner, along = _discs(movers)
    shift = _along(movers, owner, along)
    pairs = _pairs(movers, owner, base[owner] + shift, free=free)
    aside = np.zeros_like(base)
    near = pairs
    for turn in range(_MOST_ROUNDS):
        if turn % _LOOK_EVERY == 0:
            near = _near(pairs, base[owner] + aside[owner] + shift)
        push = _pushes(movers, owner, base[owner] + aside[owner] + shift, pairs=near)
        push += _from_blocks(movers, base + aside, blocks)
        aside += _spread(push, rounds=_SPREAD if turn < _MOST_ROUNDS - _LAST_ROUNDS else 0)
        if turn % _LOOK_EVERY == _LOOK_EVERY - 1 and np.abs(push).max(initial=0.0) < _STILL_M:
            pairs, settled = _wider(pairs, base[owner] + aside[owner] + shift)
            if settled:
                break
    return base + aside


def _wider(pairs: _Pairs, centres: Float[np.ndarray, "disc time 2"]) -> tuple[_Pairs, bool]:
    """Return the pairs, those further apart that come too near between the samples; if none."""
    gaps = _segment_gaps(centres[pairs.one] - centres[pairs.two])
    missing = np.maximum(pairs.least + 0.5 * _AIR_M - gaps, 0.0)
    wider = replace(pairs, apart=pairs.apart + missing + np.where(missing > 0.0, 0.01, 0.0))
    return wider, not np.any(missing > 0.0)


def least_gap(
    movers: Sequence[Mover], places: Float[np.ndarray, "mover time 2"], *,
    free: Bool[np.ndarray, "mover mover"] | None = None,
) -> float:  # fmt: skip
    """Return the least air between any two bodies, also between the samples; inf for one body [m].

    Pairs that may touch do not count.

    Source:
        Two bodies at constant speeds: the distance of the origin from a segment.
    """
    owner, along = _discs(movers)
    centres = places[owner] + _along(movers, owner, along)
    pairs = _pairs(movers, owner, centres, free=free)
    if len(pairs.one) == 0:
        return float("inf")
    radius = np.array([mover.radius_m for mover in movers])[owner]
    near = _picked(pairs, _nearest(pairs, centres, radius))
    gaps = _segment_gaps(centres[near.one] - centres[near.two])
    return float((gaps - radius[near.one] - radius[near.two]).min())


def _nearest(
    pairs: _Pairs, centres: Float[np.ndarray, "disc time 2"], radius: Float[np.ndarray, " disc"]
) -> Bool[np.ndarray, " pair"]:
    """Tell which pairs can have the least gap: the boxes of their ways are near enough for it.

    No pair that is left out comes nearer than the nearest one is at the start.
    """
    reach = radius[pairs.one] + radius[pairs.two]
    start = np.linalg.norm(centres[pairs.one, 0] - centres[pairs.two, 0], axis=1) - reach
    low, high = centres.min(axis=1), centres.max(axis=1)
    between = np.maximum(low[pairs.one] - high[pairs.two], low[pairs.two] - high[pairs.one])
    boxes = np.linalg.norm(np.maximum(between, 0.0), axis=1) - reach
    return boxes <= start.min()


def _segment_gaps(relative: Float[np.ndarray, "pair time 2"]) -> Float[np.ndarray, " pair"]:
    a, d = relative[:, :-1], np.diff(relative, axis=1)
    u = np.clip(-np.sum(a * d, axis=2) / np.maximum(np.sum(d * d, axis=2), 1e-12), 0.0, 1.0)
    between = np.linalg.norm(a + d * u[..., None], axis=2).min(axis=1, initial=np.inf)
    return np.minimum(between, np.linalg.norm(relative, axis=2).min(axis=1))


def _discs(movers: Sequence[Mover]) -> tuple[Int[np.ndarray, " disc"], Float[np.ndarray, " disc"]]:
    rows = [(k, along) for k, mover in enumerate(movers) for along in mover.discs]
    return np.array([k for k, _ in rows]), np.array([along for _, along in rows])


def _along(
    movers: Sequence[Mover], owner: Int[np.ndarray, " disc"], along: Float[np.ndarray, " disc"]
) -> Float[np.ndarray, "disc time 2"]:
    headings = np.stack([mover.headings for mover in movers])[owner]
    return along[:, None, None] * np.stack([np.sin(headings), np.cos(headings)], axis=-1)


def _pairs(
    movers: Sequence[Mover],
    owner: Int[np.ndarray, " disc"],
    centres: Float[np.ndarray, "disc time 2"],
    *,
    free: Bool[np.ndarray, "mover mover"] | None,
) -> _Pairs:
    one, two = np.triu_indices(len(owner), k=1)
    a, b = owner[one], owner[two]
    low = np.array([mover.low_m for mover in movers])
    high = np.array([mover.high_m for mover in movers])
    kept = (a != b) & (low[a] < high[b]) & (low[b] < high[a])
    if free is not None:
        kept &= ~free[a, b]
    one, two = one[kept], two[kept]
    radius = np.array([mover.radius_m for mover in movers])[owner]
    ends = np.linalg.norm(centres[one][:, [0, -1]] - centres[two][:, [0, -1]], axis=2)
    ends = ends.min(axis=1, initial=np.inf)
    least = np.minimum(radius[one] + radius[two], ends - 0.5 * _AIR_M)
    apart = np.minimum(radius[one] + radius[two] + _AIR_M, ends)
    return _Pairs(one=one, two=two, least=least, apart=apart)


def _near(pairs: _Pairs, centres: Float[np.ndarray, "disc time 2"]) -> _Pairs:
    return _picked(pairs, _touching(pairs, centres, air=_LOOK_M))


def _picked(pairs: _Pairs, kept: Bool[np.ndarray, " pair"]) -> _Pairs:
    return _Pairs(
        one=pairs.one[kept], two=pairs.two[kept], least=pairs.least[kept], apart=pairs.apart[kept]
    )


def _touching(
    pairs: _Pairs, centres: Float[np.ndarray, "disc time 2"], *, air: float = 0.0
) -> Bool[np.ndarray, " pair"]:
    """Tell which pairs come closer than they should, or than `air` metres more."""
    line = centres[pairs.one] - centres[pairs.two]
    near = np.einsum("ptk,ptk->pt", line, line).min(axis=1, initial=np.inf)
    return near < (pairs.apart + air) ** 2


def _pushes(
    movers: Sequence[Mover],
    owner: Int[np.ndarray, " disc"],
    centres: Float[np.ndarray, "disc time 2"],
    *,
    pairs: _Pairs,
) -> Float[np.ndarray, "mover time 2"]:
    """Return how far every body steps aside now: for its worst conflict at each time."""
    total = np.zeros((len(movers), centres.shape[1], 2))
    if len(pairs.one) == 0:
        return total
    touching = _touching(pairs, centres)
    pairs = _picked(pairs, touching)
    line = centres[pairs.one] - centres[pairs.two]
    step, depth = _sidestep(line, pairs.apart)
    yields = np.array([mover.yields for mover in movers])
    a, b = owner[pairs.one], owner[pairs.two]
    share = yields[a] / np.maximum(yields[a] + yields[b], 1e-9)
    weight = np.where(depth > 0.0, 1.0, 0.0)
    count = np.zeros(total.shape[:2])
    for who, sign, part in ((a, 1.0, share), (b, -1.0, 1.0 - share)):
        np.add.at(total, who, sign * part[:, None, None] * step)
        np.add.at(count, who, weight)
    # Several at once: their mean, a little more, so that rounds neither explode nor stall.
    return total / np.maximum(0.6 * count, 1.0)[..., None]


def _sidestep(
    line: Float[np.ndarray, "pair time 2"], apart: Float[np.ndarray, " pair"]
) -> tuple[Float[np.ndarray, "pair time 2"], Float[np.ndarray, "pair time"]]:
    """Return how the first of each pair moves against the second, and how deep they overlap."""
    distance = np.linalg.norm(line, axis=2)
    depth = np.maximum(apart[:, None] - distance, 0.0)
    out = line / np.maximum(distance, 1e-9)[..., None]
    velocity = np.gradient(line, axis=1) if line.shape[1] > 1 else np.zeros_like(line)
    pace = np.linalg.norm(velocity, axis=2)
    ahead = velocity / np.maximum(pace, 1e-9)[..., None]
    side = np.stack([-ahead[..., 1], ahead[..., 0]], axis=-1)
    lateral, along = np.sum(line * side, axis=2), np.sum(line * ahead, axis=2)
    nearest = np.argmin(distance, axis=1)
    passing = np.take_along_axis(lateral, nearest[:, None], axis=1)
    # Head on, both keep to one side: the sign is then a convention.
    sign = np.where(np.abs(passing) > 1e-6, np.sign(passing), 1.0)
    wanted = np.sqrt(np.maximum(apart[:, None] ** 2 - along**2, 0.0))
    sideways = np.where(depth > 0.0, np.maximum(wanted - sign * lateral, 0.0), 0.0)
    crossing = (pace > 0.02)[..., None]
    step = np.where(crossing, (sign * sideways)[..., None] * side, out * depth[..., None])
    return step, depth


def _from_blocks(
    movers: Sequence[Mover], places: Float[np.ndarray, "mover time 2"], blocks: Sequence[Block]
) -> Float[np.ndarray, "mover time 2"]:
    """Return the steps out of what stands there, to the nearest side."""
    total = np.zeros_like(places)
    for block in blocks:
        for k, mover in enumerate(movers):
            grown = block.grown(mover.radius_m)
            spots = places[k]
            inside = np.stack(
                [spots - np.array(grown.low), np.array(grown.high) - spots], axis=1
            )  # time, side, axis
            least = inside.min(axis=(1, 2))
            if least.max(initial=-1.0) <= 0.0 or max(least[0], least[-1]) > 0.0:
                continue
            flat = inside.reshape(len(spots), 4)
            chosen = np.argmin(flat, axis=1)
            axis, sign = chosen % 2, np.where(chosen < 2, -1.0, 1.0)
            rows = np.nonzero(least > 0.0)[0]
            total[k, rows, axis[rows]] += sign[rows] * least[rows]
    return total


def _spread(
    push: Float[np.ndarray, "mover time 2"], *, rounds: int
) -> Float[np.ndarray, "mover time 2"]:
    """Return steps spread over the times around them, a little larger; ends stay."""
    push[:, [0, -1]] = 0.0
    for _ in range(rounds):
        push[:, 1:-1] = 0.5 * push[:, 1:-1] + 0.25 * (push[:, :-2] + push[:, 2:])
    return push * (_GAIN if rounds else 1.0)

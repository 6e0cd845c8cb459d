"""One question to the search, asked again with some constraints left out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as replaced
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.measures import Seen, measured
from groundplan.agents.camera.solving.overtime import active
from groundplan.agents.camera.solving.search import Bounds, Found, best_at
from groundplan.agents.camera.solving.starting import (
    group_starts,
    pair_starts,
    row_starts,
    single_starts,
)
from groundplan.geometry.composition.views import FOCAL

__all__ = ["ANY_LENS", "Outcome", "Trial"]

ANY_LENS: Final = (12.0, 300.0)
"""Lenses that are looked through for a way out [mm]."""
_TRIED_MM: Final = (28.0, 40.0, 60.0, 85.0, 120.0)
_NEAREST_M: Final = 0.3
_PLACES: Final = MappingProxyType({"left": (0.14, 0.62), "right": (0.86, 0.38)})
"""x of the middle of a near head and of who is looked at: where a search starts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """The best camera of a trial, and the constraints that it was found by."""

    asks: tuple[Ask, ...]
    """Those that count at the trial's time."""
    found: Found
    every: tuple[Ask, ...] = ()
    """Those of all times."""

    @property
    def broken(self) -> tuple[Ask, ...]:
        """Return what must hold and does not."""
        return tuple(self.asks[k] for k in self.found.broken)

    def value(self, ask_id: str) -> float | None:
        """Return what the camera makes of a constraint."""
        known = {a.id: v for a, v in zip(self.asks, self.found.values, strict=True)}
        return known.get(ask_id)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trial:
    """Everything that a search at one time needs."""

    floor: Floor
    row: int
    main: str
    base: Float[np.ndarray, " 7"]
    """The camera that there was."""
    variants: tuple[tuple[Ask, ...], ...]
    """The constraints; of two shoulders either may be meant. Ids are the same in all of them."""
    near: str = ""
    """Over whose shoulder."""
    members: tuple[str, ...] = ()
    """Of a group that is framed together."""
    focals_mm: tuple[tuple[float, float], ...] = ()
    """Lenses in the order in which they are tried: fixed ones, or ranges."""
    roll: tuple[float, float] = (0.0, 0.0)
    place: tuple[float, float, float] | None = None
    """Where the camera has to be."""

    def run(
        self, *, without: frozenset[str] = frozenset(), softened: frozenset[str] = frozenset(),
        focals_mm: tuple[tuple[float, float], ...] = (),
        also: Float[np.ndarray, "more 7"] | None = None,
    ) -> Outcome:  # fmt: skip
        """Return the best camera; some constraints left out, or only wished.

        `also`: cameras to start from besides.
        """
        tried: list[Outcome] = []
        for focals in focals_mm or self.focals_mm:
            for asks in self.variants:
                every = tuple(_softer(a, softened) for a in asks if a.id not in without)
                kept = tuple(a for a in every if active(self.floor, a)[self.row])
                outcome = replaced(self._solved(kept, focals, also=also), every=every)
                if not outcome.found.broken:
                    return outcome
                tried.append(outcome)
        return min(tried, key=_rank)

    def _solved(
        self, asks: tuple[Ask, ...], focals: tuple[float, float], *,
        also: Float[np.ndarray, "more 7"] | None,
    ) -> Outcome:  # fmt: skip
        roll = self.roll if any(a.kind == "camera_roll" for a in asks) else (0.0, 0.0)
        bounds = Bounds.of(focals_mm=focals, roll=roll, place=self.place)
        base = np.clip(self.base, bounds.low, bounds.high)
        starts = np.concatenate([rows for rows in self._starts(asks, base, bounds) if len(rows)])
        starts = starts if also is None else np.concatenate([also, starts])
        starts = np.concatenate([starts, self._pulled_in(asks, starts)])
        found = best_at(self.floor, asks, starts, bounds=bounds, row=self.row)
        return Outcome(asks=asks, found=found)

    def _starts(
        self, asks: tuple[Ask, ...], base: Float[np.ndarray, " 7"], bounds: Bounds
    ) -> Iterator[Float[np.ndarray, "start 7"]]:
        if self.near:
            side = next((a.side for a in asks if a.kind == "head_edge"), "left")
            pairs = np.concatenate([
                pair_starts(self.floor, asks, near=self.near, far=self.main, row=self.row,
                            base=lens, places=_PLACES[side])
                for lens in _lenses(base, bounds)
            ])  # fmt: skip
            yield pairs
            if len(pairs):
                return
        if len(self.members) > 1:
            yield group_starts(self.floor, asks, members=self.members, base=base, row=self.row)
        if len(self.members) > 2:
            yield row_starts(self.floor, asks, members=self.members, bounds=bounds, row=self.row)
        yield single_starts(self.floor, asks, main=self.main, base=base, bounds=bounds,
                            row=self.row)  # fmt: skip

    def _pulled_in(
        self, asks: tuple[Ask, ...], starts: Float[np.ndarray, "start 7"]
    ) -> Float[np.ndarray, "moved 7"]:
        """Return the starts that stand behind a wall, moved before it on their line of sight."""
        walls = [a for a in asks if a.kind == "barrier"]
        if not walls or self.place is not None:
            return starts[:0]
        seen = Seen.by(self.floor, starts, np.full(len(starts), self.row))
        over = np.max([measured(seen, a) - a.high for a in walls], axis=0)
        body = self.floor.bodies[self.main]
        way = body.mark(body.main)[self.row] - starts[:, :3]
        length = np.linalg.norm(way, axis=1)
        behind = (over > 0.0) & (length > over + _NEAREST_M)
        moved = starts[behind].copy()
        moved[:, :3] += (over / np.maximum(length, 1e-9))[behind, None] * way[behind]
        return moved

    @property
    def focal_mm(self) -> float:
        """Return the lens that there was."""
        return math.exp(float(self.base[FOCAL]))


def _lenses(base: Float[np.ndarray, " 7"], bounds: Bounds) -> Iterator[Float[np.ndarray, " 7"]]:
    """Yield the camera that there was with its lens, and with a few where any lens will do."""
    yield base
    for focal in _TRIED_MM if bounds.high[FOCAL] > bounds.low[FOCAL] else ():
        if bounds.low[FOCAL] <= math.log(focal) <= bounds.high[FOCAL]:
            lens = base.copy()
            lens[FOCAL] = math.log(focal)
            yield lens


def _rank(outcome: Outcome) -> tuple[int, float]:
    return len(outcome.found.broken), round(outcome.found.cost, 6)


def _softer(ask: Ask, softened: frozenset[str]) -> Ask:
    return replaced(ask, must=False) if ask.id in softened else ask

"""Who is in a scene: where their eyes are over its time, who speaks with whom, when nobody goes."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.camera.postures import heads_of
from groundplan.agents.figures import EYE_FRACTION, Figure, figures_of, sample_times
from groundplan.world.document import World
from groundplan.world.narrative import Action, Line
from groundplan.world.queries import present_in_shot

__all__ = ["Company", "Player", "company_of"]

_STEP: Final = 4000
"""How far apart the looked-at times are [subframes]."""
_MOST_SAMPLES: Final = 400
_GOING_MPS: Final = 0.25
"""Who is slower than this stays where they are: our engineering default."""
_LIVING: Final = frozenset({"character", "animal"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Player:
    """Somebody over the looked-at times."""

    figure: Figure
    eyes: Float[np.ndarray, "time 3"]
    """World [m]."""
    tops: Float[np.ndarray, " time"]
    """Height of the top of the head [m]."""

    @property
    def entity(self) -> str:
        """Return whom it is."""
        return self.figure.entity

    def at(self, chosen: slice) -> tuple[Float[np.ndarray, " 3"], float]:
        """Return the mean place of the eyes over some samples, and the head's top above them."""
        eyes = self.eyes[chosen].mean(axis=0)
        return eyes, float(self.tops[chosen].mean() - eyes[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Company:
    """A stretch of a scene as coverage sees it."""

    world: World
    """With those alone who are in the scene."""
    first: int
    last: int
    times: Int[np.ndarray, " time"]
    players: tuple[Player, ...]
    """Who matters, those who speak and act most first."""
    figures: dict[str, Figure]
    actions: dict[str, Action]
    """Within the stretch, as `narrative/actions` has them."""
    lines: dict[str, Line]

    def player(self, entity: str | None) -> Player | None:
        """Return somebody."""
        return next((p for p in self.players if p.entity == entity), None)

    def name(self, entity: str) -> str:
        """Return what people call an entity."""
        return self.world.entities[entity].name if entity in self.world.entities else entity

    @property
    def phases(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches of sample numbers (first, last) in which nobody goes anywhere."""
        still = np.ones(len(self.times), dtype=bool)
        rate = self.world.timebase.fps_num / self.world.timebase.fps_den
        seconds = np.maximum(np.diff(self.times), 1) / 1000.0 / rate
        for player in self.players:
            steps = np.linalg.norm(np.diff(player.figure.positions, axis=0), axis=1)
            going = steps / seconds > _GOING_MPS
            still[:-1] &= ~going
            still[1:] &= ~going
        edges = np.flatnonzero(np.diff(np.concatenate([[0], still.astype(np.int8), [0]])))
        return tuple((int(a), int(b) - 1) for a, b in edges.reshape(-1, 2) if b - a > 1)

    def partner(self, entity: str) -> Player | None:
        """Return whom somebody talks with most, else looks at, else the first other."""
        spoken = [line.speaker for line in sorted(self.lines.values(), key=lambda ln: ln.start)]
        votes = Counter(
            other
            for pair in pairwise(spoken)
            for who, other in (pair, pair[::-1])
            if who == entity and other not in {entity, None}
        )
        votes.update(
            other for a in self.actions.values() for other in (a.object, a.companion)
            if a.agent == entity and self.player(other) is not None
        )  # fmt: skip
        known = [p for p in self.players if p.entity != entity]
        ranked = sorted(known, key=lambda p: -votes[p.entity])
        return ranked[0] if ranked else None


def company_of(world: World, shots: tuple[str, ...], *, first: int, last: int) -> Company:
    """Return who and what is in a stretch of time of a scene; `shots` are shots of it."""
    there = present_in_shot(world, shots[0]) if shots else world
    count = min(_MOST_SAMPLES, max(2, (last - first) // _STEP + 1))
    times = sample_times(first, last, count=count)
    figures = figures_of(there, times)
    actions = {
        k: a for k, a in there.narrative.actions.items() if a.start <= last and a.end > first
    }
    lines = {
        k: ln
        for k, ln in there.narrative.lines.items()
        if first <= ln.start <= last and ln.heard != "voice_over"
    }
    weight = Counter[str](ln.speaker for ln in lines.values() if ln.speaker)
    weight = Counter({who: 100 * count for who, count in weight.items()})
    weight.update(a.agent for a in actions.values())
    living = [f for f in figures.values() if f.kind in _LIVING]
    living.sort(key=lambda f: (-weight[f.entity], f.kind, f.name))
    return Company(
        world=there, first=first, last=last, times=times, figures=figures, actions=actions,
        lines=lines, players=tuple(_player(there, f) for f in living),
    )  # fmt: skip


def _player(world: World, figure: Figure) -> Player:
    heads = heads_of(world, figure.entity, figure.times, tight=figure.kind == "animal")
    eyes = figure.positions + np.array([0.0, figure.eye_m, 0.0])
    tops = figure.positions[:, 1] + figure.height_m
    if heads is not None:
        below = figure.height_m * (1.0 - EYE_FRACTION)
        eyes, tops = heads - np.array([0.0, below, 0.0]), heads[:, 1]
    return Player(figure=figure, eyes=eyes, tops=tops)

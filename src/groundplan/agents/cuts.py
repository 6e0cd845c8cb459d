"""What every cut within a scene does: to left and right, to size and angle, to who goes where.

The line of action at a cut runs along the way of somebody whom both shots show going, else between
the two who matter most in the shots on both sides of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.errors import SceneError
from groundplan.geometry.continuity.line import side_of_line
from groundplan.geometry.continuity.screen import (
    frame_places,
    screen_direction,
    screen_rate,
)
from groundplan.geometry.continuity.setups import jump_cut, size_steps, turn_between
from groundplan.scene.view import intrinsics_at, view_at
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot, shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Cut", "cut_between", "cuts_of"]

_LIVING = frozenset({"character", "animal"})
_GOING = frozenset({"character", "animal", "vehicle"})
_GOING_MPS = 0.3
_AROUND = 8
"""Samples of a shot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Two shots of a scene that follow one another, measured where they meet."""

    before: str
    """Ids of the shots."""
    after: str
    line: tuple[str, str]
    """Entities between which the line runs; twice the same one: along their way; empty: none."""
    sides: tuple[int, int]
    """Of the line on which the cameras stand: +1 left, -1 right, 0 neutral."""
    places: tuple[tuple[float, float], tuple[float, float]]
    """Where the two of the line are across the frame, before and after, 0..1; NaN: not in front."""
    directions: tuple[int, int]
    """In which who goes on over the cut crosses the screen: +1 right, -1 left, 0 neither."""
    subject: str
    """Entity that both shots are about; empty: they are about two."""
    turn_rad: float
    """Between the two cameras, at that subject; 0 without one."""
    steps: int
    """Between the two sizes of that subject."""
    jump: float
    """0..1, see `geometry.continuity.setups.jump_cut`; 0 without a common subject."""

    @property
    def crosses_line(self) -> bool:
        """Tell whether the cameras stand on two sides of the line."""
        return self.sides[0] * self.sides[1] < 0

    @property
    def turns_about(self) -> bool:
        """Tell whether somebody goes on the other way on screen."""
        return self.directions[0] * self.directions[1] < 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _End:
    """The frame of a shot at a cut."""

    pose: Float[np.ndarray, "4 4"]
    k_px: Float[np.ndarray, "3 3"]
    figures: dict[str, Figure]
    size_px: tuple[int, int]
    velocities: dict[str, Float[np.ndarray, " 3"]]
    """Of who goes [m/s]."""
    index: int
    """Of the figures' sample at the cut."""

    def at(self, entity: str) -> Float[np.ndarray, " 3"]:
        """Return where somebody's eyes are [m]."""
        figure = self.figures[entity]
        return figure.positions[self.index] + np.array([0.0, figure.eye_m, 0.0])

    def place(self, entity: str) -> float:
        """Return how far across the frame somebody is."""
        found = frame_places(self.at(entity), self.pose, intrinsics_px=self.k_px,
                             size_px=self.size_px)  # fmt: skip
        return float(found[0])

    def fraction(self, entity: str) -> float:
        """Return the visible height at somebody over their own."""
        inside = np.linalg.inv(self.pose) @ np.append(self.at(entity), 1.0)
        visible = -float(inside[2]) * self.size_px[1] / float(self.k_px[1, 1])
        return max(visible, 1e-6) / self.figures[entity].framed_m


def cuts_of(world: World) -> tuple[Cut, ...]:
    """Return the cuts of all scenes, in the order of the film; those that can be posed."""
    found = list[Cut]()
    for (before, one), (after, two) in pairwise(shots_in_order(world)):
        if one.scene == two.scene:
            measured = cut_between(world, before, after)
            found += [measured] if measured is not None else []
    return tuple(found)


def cut_between(world: World, before: str, after: str) -> Cut | None:
    """Return what the cut between two shots does; None where a camera cannot be posed."""
    one, two = _end(world, before, last=True), _end(world, after, last=False)
    if one is None or two is None:
        return None
    shots = world.shots[before], world.shots[after]
    mover = next((m for m in _movers(shots, one) if _goes_on(m, one, two)), "")
    pair = _pair(world, shots, figures=one.figures)
    line = (mover, mover) if mover else pair
    same = shots[0].framing.subject or ""
    shared = same if same and same == shots[1].framing.subject and same in one.figures else ""
    turn, steps = _difference(one, two, shared)
    return Cut(
        before=before, after=after, line=line,
        sides=(_side(one, line), _side(two, line)),
        places=(_places(one, pair), _places(two, pair)),
        directions=(_direction(one, mover), _direction(two, mover)),
        subject=shared, turn_rad=turn, steps=steps,
        jump=jump_cut(turn, steps) if shared else 0.0,
    )  # fmt: skip


def _end(world: World, key: str, *, last: bool) -> _End | None:
    there, shot = present_in_shot(world, key), world.shots[key]
    eye = there.entities.get(shot.camera)
    if eye is None or eye.camera is None:
        return None
    times = sample_times(shot.first, shot.last, count=_AROUND + 1)
    index = len(times) - 1 if last else 0
    at = times[index : index + 1].astype(np.float64)
    try:
        pose = view_at(there, shot.camera, at)[0]
    except SceneError:
        return None
    figures = figures_of(there, times)
    rate = world.timebase.fps_num / world.timebase.fps_den
    seconds = max(float(times[-1] - times[0]) / 1000.0 / rate / _AROUND, 1e-6)
    velocities = dict[str, Float[np.ndarray, " 3"]]()
    for entity, figure in figures.items():
        steps = np.diff(figure.positions, axis=0) / seconds
        going = steps[-1] if last else steps[0]
        if figure.kind in _GOING and float(np.linalg.norm(going)) > _GOING_MPS:
            velocities[entity] = going
    return _End(
        pose=pose, k_px=intrinsics_at(there, eye, eye.camera, times=at)[0], figures=figures,
        size_px=(world.film.width_px, world.film.height_px), velocities=velocities, index=index,
    )  # fmt: skip


def _goes_on(mover: str, one: _End, two: _End) -> bool:
    """Tell whether somebody goes the same way on both sides of a cut."""
    if mover not in two.velocities or mover not in one.velocities:
        return False
    return float(one.velocities[mover] @ two.velocities[mover]) > 0.0


def _movers(shots: tuple[Shot, Shot], end: _End) -> Iterator[str]:
    """Yield who goes at the end of the first shot, whom the shots are about first."""
    about = [shot.framing.subject for shot in shots]
    yield from (e for e in dict.fromkeys(about) if e in end.velocities)
    yield from (e for e in end.velocities if e not in about)


def _pair(world: World, shots: tuple[Shot, Shot], *, figures: dict[str, Figure]) -> tuple[str, str]:
    """Return the two who matter most on both sides of a cut, in a fixed order."""
    first, last = shots[0].first, shots[1].last
    weight = Counter[str]()
    for line in world.narrative.lines.values():
        if line.speaker and line.start <= last and line.end > first:
            weight[line.speaker] += 100
    for action in world.narrative.actions.values():
        if action.start <= last and action.end > first:
            weight.update(e for e in (action.agent, action.object, action.goal) if e)
    for shot in shots:
        weight.update(e for e in (shot.framing.subject, shot.framing.other) if e)
    living = [f for f in figures.values() if f.kind in _LIVING]
    ranked = sorted(living, key=lambda f: (-weight[f.entity], f.name))[:2]
    if len(ranked) < 2:
        return ("", "")
    one, other = sorted(f.entity for f in ranked)
    return (one, other)


def _side(end: _End, line: tuple[str, str]) -> int:
    if line[0] not in end.figures or line[1] not in end.figures:
        return 0
    start, stop = end.at(line[0]), end.at(line[1])
    if line[0] == line[1]:
        stop = start + end.velocities.get(line[0], np.zeros(3))
    return int(side_of_line(start, stop, end.pose[:3, 3]))


def _places(end: _End, pair: tuple[str, str]) -> tuple[float, float]:
    if not all(e in end.figures for e in pair):
        return (float("nan"), float("nan"))
    return (end.place(pair[0]), end.place(pair[1]))


def _direction(end: _End, mover: str) -> int:
    if mover not in end.velocities:
        return 0
    rate = screen_rate(end.at(mover), end.velocities[mover], end.pose, intrinsics_px=end.k_px,
                       width_px=end.size_px[0])  # fmt: skip
    return int(screen_direction(rate))


def _difference(one: _End, two: _End, subject: str) -> tuple[float, int]:
    if subject not in one.figures or subject not in two.figures:
        return 0.0, 0
    turn = turn_between(one.pose[:3, 3], two.pose[:3, 3], two.at(subject))
    return float(turn), size_steps(one.fraction(subject), two.fraction(subject))

"""What the camera finds: the shot's clock, the bodies over time, and which of them it is about."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.camera.framing import Subject
from groundplan.agents.camera.in_frame import belonging
from groundplan.agents.camera.postures import heads_of
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Gate
from groundplan.agents.cast_list import cast_list
from groundplan.agents.figures import Figure, figures_of, gathered, sample_times
from groundplan.agents.port import WorldView
from groundplan.language.facts import Facts
from groundplan.world.sequence import Shot

__all__ = ["SAMPLES", "Situation", "situation_of"]

SAMPLES: Final = 65
"""Times per shot that are looked at: a full orbit keeps its distance within 0.13 %."""
_SCENERY_M: Final = 25.0
"""Wider or taller bodies are scenery: they need not fit into the frame."""
_GROUND_M: Final = 200.0
"""Sets this wide are ground: our engineering default."""
_BODIES: Final = frozenset({"character", "animal", "vehicle"})
"""Never scenery, however large: an airliner, a whale."""
_LOWEST_HEAD_M: Final = 0.2
_LEANT_M: Final = 0.15
"""A head that is farther from the feet than this is where the framing is about."""
_LOWERED_M: Final = 0.2
_TIGHT: Final = frozenset({"extreme_close_up", "close_up", "medium_close_up"})
_NOMINAL_LIMIT: Final = math.radians(45.0)
_AS_SEEN: Final = frozenset({"left_of", "right_of", "in_front_of", "behind"})
"""Relations that hold for one view only."""
_STACKED: Final = frozenset({"in_front_of", "behind"})
_SINGLED: Final = frozenset({"over_shoulder", "pov", "profile", "front_view", "back_view"})
"""Staging words that are about one body, also where it has others of its kind beside it."""
_DIRECTED_LIMIT: Final = math.radians(20.0)
_INSIDE_LIMIT: Final = math.radians(6.0)
"""Of a furnished room, which is seen through its open side."""
_PREFERENCE: Final = ("character", "animal", "vehicle", "prop", "set")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Situation:
    """A shot before its camera."""

    gate: Gate
    first: int
    last: int
    fps: float
    seed: int
    times: Int[np.ndarray, " time"]
    figures: dict[str, Figure]
    """Whom and what the shot shows."""
    others: dict[str, Figure]
    """What else is there, and may stand in the way."""
    subject: Figure | None
    """Who the picture is about: a group as one figure around all of them."""
    members: frozenset[str]
    """Entities of the subject."""
    airborne: bool
    """The subject flies: it is seen against the sky."""
    stacked: bool
    """Things stand behind one another, and none shall hide the other."""
    heads: Float[np.ndarray, "time 3"] | None
    """Top of the subject's head where it is not above the feet [m]; None for who stands."""
    tight: bool
    """The framing is about the head alone."""
    other: Figure | None
    seen_relations: bool
    """Things stand left, right, before or behind as this camera sees it."""
    azimuth_limit: float
    """How far from the nominal view the camera may stand, so that asked left and right hold."""

    @property
    def seconds(self) -> float:
        """Return how long the shot lasts, at least one frame [s]."""
        return max(self.last - self.first, 1000) / 1000.0 / self.fps

    @property
    def lowers(self) -> bool:
        """Return whether a head that alone is framed goes down in the course of the shot."""
        heads = self.heads
        return self.tight and heads is not None and float(heads[0, 1] - heads[-1, 1]) > _LOWERED_M

    def subject_at(self, index: int) -> Subject:
        """Return the subject at a sampled time; an empty scene has a person-sized point of view."""
        if self.subject is None:
            return Subject(ground=(0.0, 0.0, 0.0), height_m=1.7, eye_m=1.6)
        x, y, z = (float(v) for v in self.subject.positions[index])
        figure = self.subject
        height, eye = figure.height_m, figure.eye_m
        if self.heads is not None:
            head_x, top, head_z = (float(v) for v in self.heads[index])
            height = max(top - y, _LOWEST_HEAD_M)
            eye = height - (figure.height_m - figure.eye_m)
            if self.tight and math.hypot(head_x - x, head_z - z) > _LEANT_M:
                x, z = head_x, head_z
        return Subject(
            ground=(x, y, z),
            height_m=height,
            eye_m=max(eye, 0.5 * height),
            framed_m=figure.framed_m,
        )

    def points(self, *, staged: bool = True) -> Float[np.ndarray, "point 3"]:
        """Return what belongs in the frame: the corners of all bodies at all times [m].

        Scenery counts only where there is nothing else.
        """
        if not self.figures:
            return np.array([[-1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.7, 0.0]])
        small = [
            f for f in self.figures.values()
            if max(f.size_m) <= _SCENERY_M or f.kind in _BODIES
        ]  # fmt: skip
        bodies = [f for f in self.figures.values() if f.kind != "set"]
        chosen = small or bodies or list(self.figures.values())
        if not staged and self.subject is not None:
            chosen = [self.subject]
        return belonging(chosen, subject=self.subject, members=self.members)

    def obstacles(self) -> list[Float[np.ndarray, "time 2 3"]]:
        """Return world boxes over time of the bodies other than the subject [m].

        A set is a place to be in, not an obstacle.
        """
        there = {**self.figures, **self.others}
        keep = [f for k, f in there.items() if k not in self.members and f.kind != "set"]
        corners = [f.corners() for f in keep]
        return [np.stack([c.min(axis=1), c.max(axis=1)], axis=1) for c in corners]


def situation_of(
    view: WorldView, facts: Facts, *, request: CameraRequest, shot: Shot, shown: frozenset[str]
) -> Situation:
    """Return the situation of a shot that shows some entities; one that shows none shows all."""
    world = view.world
    times = sample_times(shot.first, shot.last, count=SAMPLES)
    there = figures_of(world, times)
    figures = {k: f for k, f in there.items() if k in shown} or there
    chosen = _subject(view, facts, request=request, figures=figures, shot=shot)
    members = _members(view, facts, chosen=chosen, figures=figures)
    if request.staging in _SINGLED:
        members = members[:1]
    seen = any(r.relation in _AS_SEEN and r.frame == "camera" for r in facts.relations)
    inside = any(e.interior for e in facts.entities)
    directed = seen or any(a.direction for a in facts.actions)
    tight = request.size is not None and request.size.id in _TIGHT
    heads = heads_of(world, members[0].entity, times, tight=tight) if len(members) == 1 else None
    subject = gathered(members) if members else None
    if subject is not None and heads is not None and tight:
        subject = _about_head(subject, heads)
    return Situation(
        gate=Gate.of(request.sensor, world.film),
        first=shot.first,
        last=shot.last,
        fps=world.timebase.fps_num / world.timebase.fps_den,
        seed=view.seed,
        times=times,
        figures=figures,
        others={k: f for k, f in there.items() if k not in figures},
        subject=subject,
        heads=heads,
        tight=tight,
        members=frozenset(f.entity for f in members),
        airborne=chosen is not None and _flies(view, facts, chosen),
        stacked=any(r.relation in _STACKED for r in facts.relations),
        other=there.get(view.entity(request.other)) if request.other else None,
        seen_relations=seen,
        azimuth_limit=_INSIDE_LIMIT if inside else _DIRECTED_LIMIT if directed else _NOMINAL_LIMIT,
    )


def _about_head(figure: Figure, heads: Float[np.ndarray, "time 3"]) -> Figure:
    """Return a figure about where its head is over the ground: ahead of who leans, or lies."""
    ahead = (heads - figure.positions).mean(axis=0) * np.array([1.0, 0.0, 1.0])
    if float(np.linalg.norm(ahead)) <= _LEANT_M:
        return figure
    frames = figure.world_from_figure.copy()
    frames[:, :3, 3] += ahead
    x, y, z = (float(v) for v in np.add(figure.from_entity_m, ahead))
    return replace(figure, world_from_figure=frames, from_entity_m=(x, y, z))


def _subject(
    view: WorldView,
    facts: Facts,
    *,
    request: CameraRequest,
    figures: dict[str, Figure],
    shot: Shot,
) -> Figure | None:
    """Return who the picture is about: named, else who acts first, else the liveliest thing."""
    keys = [
        request.subject,
        *(a.agent for a in facts.actions if not a.negated),
    ]
    named = [shot.framing.subject or "", *(view.entity(key) for key in keys if key)]
    for entity in named:
        if entity in figures and not _is_ground(figures[entity]):
            return figures[entity]
    order = [figures[e] for e in (view.entity(f.key) for f in facts.entities) if e in figures]
    order += [f for f in figures.values() if f not in order]
    # Ground is where things are, not what a picture is about: a shot of it alone looks across it.
    order = [f for f in order if not _is_ground(f)]
    ranked = sorted(order, key=lambda f: _PREFERENCE.index(f.kind) if f.kind in _PREFERENCE else 9)
    return ranked[0] if ranked else None


def _is_ground(figure: Figure) -> bool:
    return figure.kind == "set" and max(figure.size_m) >= _GROUND_M and figure.height_m < 1.0


def _members(
    view: WorldView, facts: Facts, *, chosen: Figure | None, figures: dict[str, Figure]
) -> list[Figure]:
    """Return the chosen body and the others of its group, it first."""
    if chosen is None:
        return []
    for member in cast_list(facts).members:
        group = [view.entity(key) for key in member.keys]
        if chosen.entity in group:
            others = [figures[e] for e in group if e in figures and e != chosen.entity]
            return [chosen, *others]
    return [chosen]


def _flies(view: WorldView, facts: Facts, figure: Figure) -> bool:
    """Return whether a body does something in the air, and is there all the time."""
    above = float(figure.positions[:, 1].min()) > 0.0
    return above and any(
        movement_of(a.action, a.verb).medium == "air"
        for a in facts.actions
        if not a.negated and view.entity(a.agent) == figure.entity
    )

"""The scene as a director speaks of it: who is there, where they stand in the frame."""

import math
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from groundplan.agents.cast_list import cast_list
from groundplan.agents.directing.story import Story
from groundplan.geometry import quaternions
from groundplan.language.facts import ActionFact, EntityFact, Facts
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import transform_at, values_at
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Shot

__all__ = ["Body", "Scene", "Way"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One thing that can be spoken of."""

    key: str
    """Of its fact; empty for what no words stand for, like scenery and the sun."""
    number: int
    """Among the bodies of its fact, from 0."""
    entity: str
    name: str
    noun: str
    kind: str
    fact: EntityFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a body goes while it does something."""

    action: ActionFact
    length_m: float
    seconds: float
    times_s: Float[np.ndarray, " time"]
    """From the start of the action."""
    lengths_m: Float[np.ndarray, " time"]
    """Gone until then."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """A world, its story, and what the note has spoken of so far."""

    world: World
    planned: World
    """As planned anew with the requests so far."""
    story: Story
    source: str
    """Key of the note among the sources."""
    spoken: list[str] = field(default_factory=list[str])
    """Ids of whom the note has named, the last one last."""
    made: int = 0
    """How many facts the note has added."""

    @property
    def facts(self) -> Facts:
        """Return what the story says with the requests so far."""
        return self.story.facts

    def new_key(self, letter: str) -> str:
        """Return a key for a fact that the note adds."""
        self.made += 1
        return f"{self.source}{letter}{self.made}"

    def note(self, *bodies: Body) -> None:
        """Remember who was spoken of."""
        for body in bodies:
            if body.entity in self.spoken:
                self.spoken.remove(body.entity)
            self.spoken.append(body.entity)

    def bodies(self) -> tuple[Body, ...]:
        """Return all that the story speaks of, body by body, then all else in the world."""
        found: list[Body] = []
        for member in cast_list(self.facts).members:
            for number, key in enumerate(member.keys):
                identity = self.story.entity(key)
                entity = self.entity(identity)
                fact = member.fact
                found.append(
                    Body(
                        key=fact.key,
                        number=number,
                        entity=identity,
                        fact=fact,
                        noun=fact.noun,
                        name=entity.name if entity else fact.noun.replace(" ", "_"),
                        kind=fact.kind,
                    )
                )
        known = {body.entity for body in found}
        for identity, entity in sorted(self.world.entities.items(), key=lambda e: e[1].name):
            if identity not in known:
                noun = entity.semantics.noun or entity.name.replace("_", " ")
                found.append(
                    Body(key="", number=0, entity=identity, name=entity.name, noun=noun,
                         kind=entity.kind)
                )  # fmt: skip
        return tuple(found)

    def entity(self, identity: str) -> Entity | None:
        """Return a thing as it is in the world, or as it is planned to be."""
        return self.world.entities.get(identity) or self.planned.entities.get(identity)

    @property
    def shot(self) -> Shot | None:
        """Return the first shot."""
        shots = shots_in_order(self.world)
        return shots[0][1] if shots else None

    @property
    def frame_seconds(self) -> float:
        """Return the length of a frame [s]."""
        return self.world.timebase.fps_den / self.world.timebase.fps_num

    def place(self, identity: str) -> Float[np.ndarray, " 3"] | None:
        """Return where a thing stands in the world when the shot begins."""
        world = self.world if identity in self.world.entities else self.planned
        if identity not in world.entities or self.shot is None:
            return None
        return transform_at(world, identity, Subframes(self.shot.first))[:3, 3]

    @property
    def axes(self) -> tuple[Float[np.ndarray, " 3"], Float[np.ndarray, " 3"]]:
        """Return screen right and away from the camera, along the ground, as the shot begins."""
        level = np.array([0.0, 0.0, -1.0])
        if self.shot is not None and self.shot.camera in self.world.entities:
            level = self._looking(self.shot.camera)
        length = math.hypot(level[0], level[2])
        away = level / length if length > 1e-3 else np.array([0.0, 0.0, -1.0])
        away[1] = 0.0
        return np.array([-away[2], 0.0, away[0]]), away

    def _looking(self, camera: str) -> Float[np.ndarray, " 3"]:
        entity = self.world.entities[camera]
        own = self.place(camera)
        target = None if entity.aim is None else self.place(entity.aim.target)
        if own is not None and target is not None:
            return (target - own) * np.array([1.0, 0.0, 1.0])
        rotation = np.array(entity.transform.rotation)
        return quaternions.rotate(rotation, np.array([0.0, 0.0, -1.0])) * np.array([1.0, 0.0, 1.0])

    def way_of(self, action: ActionFact) -> Way | None:
        """Return how the agent of an action goes while it does it; None when it stays."""
        planned = self.planned.narrative.actions.get(action.key)
        entity = self.planned.entities.get(self.story.entity(action.agent))
        if planned is None or entity is None:
            return None
        times = np.linspace(planned.start, planned.end, 201)
        points = values_at(entity, "transform.position_m", times)
        steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
        gone = np.concatenate([[0.0], np.cumsum(steps)])
        if gone[-1] < 0.05:
            return None
        seconds = (times - times[0]) / 1000.0 * self.frame_seconds
        moving = np.flatnonzero(steps > 1e-9)
        last = moving[-1] + 1 if len(moving) else len(times) - 1
        return Way(
            action=action, length_m=float(gone[-1]), seconds=float(seconds[last]),
            times_s=seconds, lengths_m=gone,
        )  # fmt: skip

"""Puts things where the words want them about the camera, once it stands: "1 m behind the camera".

Distances are from the lens to the nearest face of the thing, over the ground.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.cast_list import cast_list
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.shot_facts import camera_key, shot_index, shot_key
from groundplan.agents.spans import world_span
from groundplan.agents.tilting import rotation_of
from groundplan.language.facts import Facts, RelationFact
from groundplan.scene.view import view_at
from groundplan.world.build import PatchBuilder
from groundplan.world.opinion import Origin

__all__ = ["CameraPlacesAgent", "place_about"]

_USUAL_M: Final = 1.0
"""How far from the lens, where nothing is said: our engineering default."""
_WAYS: Final = {
    "behind": (0.0, -1.0), "in_front_of": (0.0, 1.0), "left_of": (-1.0, 0.0),
    "right_of": (1.0, 0.0), "next_to": (1.0, 0.0),
}  # fmt: skip
"""By relation: how far to the right of the camera, and how far ahead, in units of the distance."""


_ASIDE: Final = (0.0, 0.0, 2000.0)
"""Where they wait until the camera stands, so that it is placed as if they weren't there [m]."""


class CameraPlacesAgent:
    """Moves what is said to be behind or beside the camera; the first frame of its shot counts.

    `aside`: puts them out of the way instead, before the camera is solved.
    """

    def __init__(self, *, aside: bool = False) -> None:
        """Say which of the two it does."""
        self._aside = aside

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "camera_places"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return what it may touch: where things stand."""
        return ("entities/*/transform",)

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the places of what is about the camera."""
        builder = PatchBuilder(view.world, actor="agent:camera_places", summary="About the camera")
        bodies = {m.fact.key: m.keys for m in cast_list(facts).members}
        for relation in facts.camera_places:
            for body in bodies.get(relation.subject, ()):
                if self._aside:
                    path = f"entities/{view.entity(body)}/transform/position_m"
                    builder.set_field(path, _ASIDE, basis="derived")
                else:
                    _place(builder, view, relation, facts=facts, body=view.entity(body))
        return Proposal(edits=builder.patch().edits)


def _place(
    builder: PatchBuilder, view: WorldView, relation: RelationFact, *, facts: Facts, body: str
) -> None:
    """Write place and heading of one thing; it faces the camera."""
    index = shot_index(facts, relation.span)
    shot, camera = view.world.shots.get(shot_key(index)), view.entity(camera_key(index))
    thing = view.world.entities.get(body)
    if shot is None or thing is None:
        return
    pose = view_at(view.world, camera, np.array([float(shot.first)]))[0]
    size = thing.size_m or (0.0, 0.0, 0.0)
    place, heading = place_about(
        pose[:3, 3], relation, right=pose[:3, 0], ahead=-pose[:3, 2], deep=size[2]
    )
    path, said = f"entities/{body}/transform", world_span(relation.span)
    origin = Origin.PLANNER if relation.distance_m is None else Origin.QUANTITY
    x, _, z = (float(v) for v in place)
    point = (x, thing.transform.position_m[1], z)
    builder.set_field(f"{path}/position_m", point, origin=origin, basis="derived", span=said)
    builder.set_field(f"{path}/rotation", rotation_of(heading), basis="derived", span=said)


def place_about(
    middle: Float[np.ndarray, " 3"],
    relation: RelationFact,
    *,
    right: Float[np.ndarray, " 3"],
    ahead: Float[np.ndarray, " 3"],
    deep: float,
) -> tuple[Float[np.ndarray, " 3"], float]:
    """Return where a thing of some depth stands about a place [m], and its heading to it [rad].

    `right` and `ahead` are the world directions that the words count from.
    """
    to_right, forward = _WAYS[relation.relation]
    way = to_right * _level(right) + forward * _level(ahead)
    distance = relation.distance_m if relation.distance_m is not None else _USUAL_M
    return middle + (distance + 0.5 * deep) * way, math.atan2(-float(way[0]), -float(way[2]))


def _level(axis: Float[np.ndarray, " 3"]) -> Float[np.ndarray, " 3"]:
    """Return an axis laid on the ground, unit; straight up or down it is north."""
    flat = np.array([axis[0], 0.0, axis[2]])
    length = float(np.linalg.norm(flat))
    return flat / length if length > 1e-6 else np.array([0.0, 0.0, -1.0])

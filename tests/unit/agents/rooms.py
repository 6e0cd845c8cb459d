"""Briefs of furnished rooms, and what is measured in their worlds."""

import math
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.director import Planned
from groundplan.geometry.boxes import footprint_corners, footprints_overlap
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = [
    "BRIEFS",
    "bodies",
    "heading",
    "inner",
    "named",
    "outline",
    "overlaps",
    "planned",
    "walked",
]  # fmt: skip

BRIEFS: Final = {
    "bedroom": "A bedroom, 4 m by 5 m, with a double bed against the left wall, a wardrobe in the "
    "corner and a desk by the window.",
    "kitchen": "A kitchen with an oven, a fridge and a sink along the back wall and a table with "
    "four chairs in the middle.",
    "office": "An office with a desk, a chair, two bookcases against the right wall and a sofa "
    "against the left wall.",
    "classroom": "A classroom with twelve desks in three rows facing the blackboard.",
    "restaurant": "A restaurant, 8 m by 9 m, with six tables. Each table has four chairs.",
    "living room": "A living room, 6 m by 5 m. A sofa faces a television. A rug lies in the middle "
    "of the room and a plant stands in the back left corner.",
    "gallery": "A gallery with five paintings on the back wall, a sculpture in the center of the "
    "room and a bench facing the sculpture.",
    "corridor": "A corridor with two benches along the left wall and a plant in the back right "
    "corner.",
}
_CELL_M: Final = 0.05
_PERSON_M: Final = 0.3
"""Half of a person's width."""
_REACH_M: Final = 0.9


@cache
def planned(brief: str) -> Planned:
    """Return the planned world of a brief."""
    return plan_world(brief, options=TakeOptions())


def named(world: World, noun: str) -> list[Entity]:
    """Return the entities of a noun, in the order of their names."""
    found = [e for e in world.entities.values() if e.semantics and e.semantics.noun == noun]
    return sorted(found, key=lambda e: (len(e.name), e.name))


def bodies(world: World) -> list[Entity]:
    """Return what stands, lies or hangs in the room."""
    return [e for e in world.entities.values() if e.kind not in {"set", "camera", "light"}]


def heading(entity: Entity) -> float:
    """Return which way a thing faces [rad]."""
    _, y, _, w = entity.transform.rotation
    return 2.0 * math.atan2(y, w)


def outline(entity: Entity) -> Float[np.ndarray, "4 2"]:
    """Return the corners of a footprint (x, z) [m]."""
    assert entity.size_m is not None
    x, _, z = entity.transform.position_m
    size = np.array([entity.size_m[0], entity.size_m[2]])
    return footprint_corners(np.array([x, z]), size, heading(entity))


def inner(world: World) -> tuple[float, float, float, float]:
    """Return the inner faces of the walls: left, back, right, open side [m]."""
    (room,) = [
        e for e in world.entities.values() if e.asset and e.asset.catalogue_id == "plain_room"
    ]
    assert room.size_m is not None
    wide, _, deep = room.size_m
    return (-0.475 * wide, -0.47 * deep, 0.475 * wide, 0.5 * deep)


def overlaps(world: World) -> list[tuple[str, str]]:
    """Return the pairs of bodies that share space."""
    found: list[tuple[str, str]] = []
    for a, b in combinations(bodies(world), 2):
        assert a.size_m is not None
        assert b.size_m is not None
        low = max(a.transform.position_m[1], b.transform.position_m[1])
        high = min(a.transform.position_m[1] + a.size_m[1], b.transform.position_m[1] + b.size_m[1])
        if high - low > 0.02 and footprints_overlap(outline(a), outline(b)):
            found.append((a.name, b.name))
    return found


def walked(world: World) -> dict[str, bool]:
    """Return for each piece of furniture whether people get to it from the door.

    Measured on the world alone, cell by cell: a person is a square of 0.6 m.
    """
    left, back, right, front = inner(world)
    xs = np.arange(left + _PERSON_M, right - _PERSON_M + 1e-9, _CELL_M)
    zs = np.arange(back + _PERSON_M, front - _PERSON_M + 1e-9, _CELL_M)
    free = np.ones((len(zs), len(xs)), dtype=bool)
    furniture = [
        e for e in bodies(world)
        if e.size_m is not None and e.size_m[1] > 0.06 and e.transform.position_m[1] < 0.05
        and e.semantics.noun != "door"
    ]  # fmt: skip
    for entity in furniture:
        low, high = outline(entity).min(axis=0), outline(entity).max(axis=0)
        inside_x = (xs > low[0] - _PERSON_M + 0.01) & (xs < high[0] + _PERSON_M - 0.01)
        inside_z = (zs > low[1] - _PERSON_M + 0.01) & (zs < high[1] + _PERSON_M - 0.01)
        free &= ~(inside_z[:, None] & inside_x[None])
    (door,) = named(world, "door")
    start = _before(door, 0.55)
    seen = np.zeros_like(free)
    seen[np.abs(zs - start[1]).argmin(), np.abs(xs - start[0]).argmin()] = True
    assert free[seen].all(), "the door is blocked"
    count = 0
    while count != seen.sum():
        count = int(seen.sum())
        grown = seen.copy()
        for axis in (0, 1):
            for step in (1, -1):
                moved = np.roll(seen, step, axis=axis)
                edge = [slice(None), slice(None)]
                edge[axis] = slice(0, 1) if step == 1 else slice(-1, None)
                moved[tuple(edge)] = False
                grown |= moved
        seen = grown & free
    return {e.name: _near(seen, xs, zs, at=outline(e)) for e in furniture}


def _before(entity: Entity, off: float) -> tuple[float, float]:
    x, _, z = entity.transform.position_m
    return (x + off * math.sin(heading(entity)), z + off * math.cos(heading(entity)))


def _near(
    seen: np.ndarray, xs: Float[np.ndarray, " x"], zs: Float[np.ndarray, " z"],
    *, at: Float[np.ndarray, "4 2"],
) -> bool:  # fmt: skip
    low, high = at.min(axis=0) - _REACH_M, at.max(axis=0) + _REACH_M
    inside = ((zs >= low[1]) & (zs <= high[1]))[:, None] & ((xs >= low[0]) & (xs <= high[0]))[None]
    return bool((seen & inside).any())

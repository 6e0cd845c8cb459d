"""A room to furnish as data: units with footprints, and rules between them, whoever solves them.

Everything is in whole millimetres on the floor of the room: +X screen right, +Z towards the open
side and the camera, the origin in the middle. A quarter turn 0 faces +Z, 1 +X, 2 -Z and 3 -X.
"""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["DROPPED", "FACINGS", "PERSON_MM", "Place", "Problem", "Rule", "Unit"]

PERSON_MM: Final = 600
"""Width that a person walks through.

Source:
    Our engineering default, near the 0.61 m (24 in) that kitchen and bath planners call the least.
"""
FACINGS: Final = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""Where a quarter turn faces (x, z)."""
DROPPED: Final = 1_000_000
"""Cost of giving up a lock: never while anything else helps."""

Kind = Literal[
    "wall", "wall_middle", "corner", "middle", "opposite_wall", "near", "left_of", "right_of",
    "in_front_of", "behind", "before", "facing", "same_way", "parallel", "perpendicular",
    "between", "distance", "fits_wall", "fixed", "likes_wall", "likes_near", "likes_facing",
    "apart", "aligned", "beside",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is moved and turned as one: a thing, or a rigid block of things."""

    name: str
    """As people call it, for findings ("armchair 2")."""
    key: str
    """Of the fact."""
    index: int = 0
    """Which body of the fact."""
    half: tuple[int, int]
    """Half width and half depth at turn 0."""
    heights: tuple[int, int] = (0, 1000)
    """From the floor: the lowest and the highest point."""
    turns: tuple[int, ...] = (0, 1, 2, 3)
    front: int = 0
    """Free depth before its front: where who uses it stands."""
    worked: bool = False
    """Who uses it stands before its front and looks over it: a desk, a counter."""
    walkway: bool = True
    """People must be able to walk to its front."""
    weight: int = 1
    """How much it prefers the back of the room, where it hides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must hold (or is liked) between units."""

    kind: Kind
    subject: int
    other: int = -1
    third: int = -1
    side: str = ""
    amount: int | None = None
    words: str = ""
    """As the director said it; empty for habits."""
    path: str = ""
    """World path of what says it."""
    cost: int = 0
    """What giving it up costs; 0 for what is only liked."""

    @property
    def hard(self) -> bool:
        """Return whether it must hold."""
        return not self.kind.startswith("likes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A room, or open ground, and everything to put down in it."""

    low: tuple[int, int]
    """Inner faces of the left and the back wall (x, z)."""
    high: tuple[int, int]
    units: tuple[Unit, ...]
    rules: tuple[Rule, ...]
    walled: bool = True
    """A room: things keep inside, and people can walk to them."""
    door: int = -1
    """The unit that people come in by."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Pairs that either touch or leave a person's width; -1 for the walls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a unit stands: the middle of its footprint, and its quarter turn."""

    x: int
    z: int
    turn: int

"""What stands on the ground plan: things with a size, spots, and boxes to keep apart.

All lengths [m] in world axes: +X screen right, +Z towards the nominal camera, +Y up.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from groundplan.assets.opening import OpeningPart
from groundplan.assets.species import ALIASES, SPECIES, Species

__all__ = [
    "Box", "Point", "Route", "Spot", "Thing", "add", "ground_distance", "turned_extent",
]  # fmt: skip

Point = tuple[float, float, float]
Kind = Literal["set", "prop", "vehicle", "character", "animal"]
_TOUCH: Final = 1e-6
_STEM_OF_TREE: Final = 0.5
_TREE_M: Final = 1.8
_ROOTED: Final = frozenset({"prop", "set"})
_HOLLOW: Final = frozenset({
    "table", "desk", "counter", "bed", "bench", "chair", "stool", "sofa", "couch", "piano",
    "bridge", "umbrella", "parasol", "awning", "canopy", "tent", "arch", "gazebo", "ladder",
    "lamp", "blanket", "chandelier", "trampoline", "workbench", "hammock", "kite", "balloon",
    "cloud", "roof", "rainbow", "net", "basket", "swing", "slide", "easel", "rack", "shelf",
    "stand", "gate", "pergola", "dock",
})  # fmt: skip
"""Last words of what other things find room under; what is solid stands on them instead."""
_CONVOYS: Final = frozenset({"vehicle", "animal"})
_LARGEST_CONVOY: Final = 5
_STAGGER: Final = 1.4
"""Step along a staggered row over the half length; 2 is nose to tail: our engineering default."""
_LANE_AIR_M: Final = 0.15
_WITHIN_FALL: Final = 0.55
_LEAST_GAP_M: Final = 0.02
_CROWD: Final = 8
_LOOSE_M: Final = 0.6
"""More room for each body of a crowd, in which it stands anywhere: our engineering default."""
_UNEVEN: Final = 0.1
"""What is stacked lies so far off its neighbours, over its width: our engineering default."""
_GOLDEN: Final = 0.6180339887498949
_PLASTIC: Final = 0.7548776662466927


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One entity of the facts: a single body, or a loose group of `count` alike ones."""

    key: str
    noun: str
    kind: Kind
    size: Point
    """Width, height, depth of one instance."""
    count: int = 1
    top: Point = (0.0, 0.0, 0.0)
    """Where things rest on it, from its origin."""
    flat: bool = False
    """Ground to stand on (a beach, a road): it contains things instead of colliding."""
    folded: bool = False
    """It opens, and is closed now: it hangs from the hand."""
    resizable: bool = False
    """Its size was guessed, so that it may be made smaller."""
    stem: float = 1.0
    """Width of its lower part over its whole width: what stands behind a tree is seen."""
    floor_m: float = 0.0
    """Of ground: height of the surface that people stand on, from its origin."""
    seat: bool = False
    """People sit on it."""
    treads: tuple[Point, ...] = ()
    """Of stairs: the middles of the steps from the lowest on, from its origin."""
    opening: tuple[tuple[str, OpeningPart, Point], ...] = ()
    """Its parts that open: joint, part, and the hinge in its own axes."""
    sink_m: float = 0.0
    """How far its origin lies below what it rests on: the hips' height of who sits."""
    heading: float = 0.0
    turns: bool = False
    """Its heading is decided later: keep room for any."""
    stacked: bool = False
    """Its bodies lie one on another."""
    work_m: float = 0.0
    """Height of the surface that hands work on: a top, keys."""
    worked_from_front: bool = False
    """A piano: who plays it sits at its front (+Z)."""
    table: str = ""
    """Key of the table, desk or bar that it belongs to: its people, their seats and things."""
    place: Point = (0.0, 0.0, 0.0)
    """Where it stands at that table, from the table's origin."""
    spread: tuple[tuple[float, float], ...] = ()
    """Where its bodies stand around that place (x, z); empty for their usual group."""
    line: bool = False
    """Its bodies stand one behind another, the first at its left."""
    held: Point | None = None
    """Where a person has put it."""
    pinned: tuple[float, float, float] | None = None
    """Where a person has locked it, and its heading (x, z [m], heading [rad])."""

    @property
    def treelike(self) -> bool:
        """Return whether it is a crown on a stem, in which things sit."""
        return self.stem < _STEM_OF_TREE and self.size[1] > _TREE_M and self.kind in _ROOTED

    @property
    def hollow(self) -> bool:
        """Return whether there is room below it: it stands on legs, or is held up."""
        return bool(_HOLLOW & set(self.noun.split()))

    @property
    def half(self) -> tuple[float, float]:
        """Return half the extent along X and Z, the whole group included."""
        w, d = self.one
        spread_x = max((x for x, _ in self.offsets), default=0.0)
        spread_z = max((z for _, z in self.offsets), default=0.0)
        return w + spread_x, d + spread_z

    @property
    def one(self) -> tuple[float, float]:
        """Return half the extent of one instance along X and Z."""
        if self.turns:
            radius = 0.5 * math.hypot(self.size[0], self.size[2])
            return radius, radius
        return turned_extent(self.size, self.heading)

    @property
    def species(self) -> Species | None:
        """Return how an animal is built; None for what is none, or none that is known."""
        return SPECIES.get(ALIASES.get(self.noun, self.noun)) if self.kind == "animal" else None

    @property
    def offsets(self) -> tuple[tuple[float, float], ...]:
        """Return where the instances stand around the group's centre (x, z)."""
        if self.spread:
            return self.spread
        if self.count == 1:
            return ((0.0, 0.0),)
        if self.stacked:
            return tuple(
                (
                    _UNEVEN * self.size[0] * _scatter(index, _GOLDEN),
                    _UNEVEN * self.size[2] * _scatter(index, _PLASTIC),
                )
                for index in range(self.count)
            )
        w, d = self.one
        if self.count <= _LARGEST_CONVOY and self.kind in _CONVOYS and w > d:
            return self._staggered(w, d)
        single = self.line or self.count <= 5
        columns = self.count if single else math.ceil(math.sqrt(2.0 * self.count))
        rows = math.ceil(self.count / columns)
        loose = _LOOSE_M if self.crowd else 0.0
        # Small upright things stand so close that one that falls meets the next.
        most = max(_WITHIN_FALL * self.size[1], _LEAST_GAP_M)
        gap_x, gap_z = min(_spacing(w), most), min(_spacing(d), most)
        step_x, step_z = 2.0 * w + gap_x + loose, 2.0 * d + gap_z + loose
        return tuple(
            (
                (index % columns - 0.5 * (columns - 1)) * step_x
                + 0.5 * loose * _scatter(index, _GOLDEN),
                (0.5 * (rows - 1) - index // columns) * step_z
                + 0.5 * loose * _scatter(index, _PLASTIC),
            )
            for index in range(self.count)
        )

    def rise_m(self, index: int) -> float:
        """Return how high the lowest side of one instance is over the group's."""
        return index * self.size[1] if self.stacked else 0.0

    @property
    def crowd(self) -> bool:
        """Return whether these are so many people that they stand and go loosely."""
        return self.kind == "character" and self.count >= _CROWD and not self.line

    def _staggered(self, w: float, d: float) -> tuple[tuple[float, float], ...]:
        """Return places of long bodies side on: in two lanes, so that they overlap in the picture.

        Nose to tail they would be many times as long as high, and no frame would hold them.
        """
        lane = d + 0.5 * _spacing(d) + _LANE_AIR_M
        return tuple(
            ((index - 0.5 * (self.count - 1)) * _STAGGER * w, lane if index % 2 == 0 else -lane)
            for index in range(self.count)
        )


def _scatter(index: int, step: float) -> float:
    """Return a number in -0.5..0.5 per body, spread evenly without chance.

    Source:
        The fractional parts of multiples of an irrational number (Weyl).
    """
    return (index + 1) * step % 1.0 - 0.5


def _spacing(half: float) -> float:
    return min(1.0, max(0.05, 0.7 * half))


def turned_extent(size: Point, heading: float) -> tuple[float, float]:
    """Return half the extent along X and Z of a footprint that is turned by `heading` [rad]."""
    c, s = abs(math.cos(heading)), abs(math.sin(heading))
    return 0.5 * (c * size[0] + s * size[2]), 0.5 * (s * size[0] + c * size[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a thing stands: the centre of its footprint at its lowest point."""

    position: Point
    parent: str = ""
    """Key of the thing that carries it; `position` is then in the carrier's own axes."""
    why: str = "default"
    """The constraint that put it there: `relation`, `route`, `action` or `default`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way through points at times; its speed is constant but for the ramps at its ends."""

    action: str
    mover: str
    gait: str
    keys: tuple[tuple[float, Point], ...]
    """Seconds and world points."""
    ramps_s: tuple[float, float] = (0.0, 0.0)
    """How long it speeds up at its start and slows down at its end, at even rates."""

    @property
    def cruise_mps(self) -> float:
        """Return the speed between the ramps; the mean of a way whose speed changes."""
        span = self.keys[-1][0] - self.keys[0][0]
        return self.length_m / max(span - 0.5 * sum(self.ramps_s), 1e-9)

    def speed_at(self, seconds: float) -> float:
        """Return the speed at a time on a way with ramps [m/s]."""
        up, down = self.ramps_s
        after, before = seconds - self.keys[0][0], self.keys[-1][0] - seconds
        shares = [1.0, after / up if up else 1.0, before / down if down else 1.0]
        return self.cruise_mps * max(min(shares), 0.0)

    @property
    def length_m(self) -> float:
        """Return how long the way is."""
        points = [point for _, point in self.keys]
        return sum(math.dist(a, b) for a, b in pairwise(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An axis-aligned box."""

    low: Point
    high: Point

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share volume; touching does not count."""
        return all(
            a0 < b1 - _TOUCH and b0 < a1 - _TOUCH
            for a0, a1, b0, b1 in zip(self.low, self.high, other.low, other.high, strict=True)
        )

    def shifted(self, by: Point) -> "Box":
        """Return the box, moved."""
        return Box(low=add(self.low, by), high=add(self.high, by))


def add(a: Point, b: Point) -> Point:
    """Return the sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def ground_distance(a: Point, b: Point) -> float:
    """Return the distance over the ground."""
    return math.hypot(a[0] - b[0], a[2] - b[2])

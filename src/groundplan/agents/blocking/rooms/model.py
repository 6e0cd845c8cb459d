"""The constraint model of a room: positions, turns, walls, clearances.

Source:
    CP-SAT primer of OR-tools: intervals with no-overlap, enforcement literals, linear expressions.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from groundplan.agents.blocking.rooms.cp_sat import cp_model
from groundplan.agents.blocking.rooms.problem import PERSON_MM, Problem, Unit

__all__ = ["WALLS", "Model", "Rect", "Spot"]

WALLS: Final = ("left", "right", "back", "front")
_FACING_IN: Final = {"left": 1, "right": 3, "back": 0, "front": 2}
"""Which quarter turn looks into the room from a wall."""
_FAR: Final = 100_000
_AIR: Final = 10
"""Least gap between bodies [mm]."""
_TOUCH: Final = 40
"""Gap that counts as none [mm]."""

Expr = Any  # linear expressions of the solver have no public common type
Lit = Any


class Rect:
    """A rectangle of linear expressions: middle and half sizes."""

    def __init__(self, x: Expr, z: Expr, half: tuple[Expr, Expr]) -> None:
        """Keep the expressions."""
        self.middle = (x, z)
        self.half = half

    def low(self, axis: int) -> Expr:
        """Return the lower edge along X (0) or Z (1)."""
        return self.middle[axis] - self.half[axis]

    def high(self, axis: int) -> Expr:
        """Return the upper edge."""
        return self.middle[axis] + self.half[axis]


class Spot:
    """The variables of one unit."""

    def __init__(self, model: Expr, unit: Unit, number: int, *, bounds: Problem) -> None:
        """Add the variables of a unit to a model."""
        hx, hz = unit.half
        self.unit = unit
        (x0, z0), (x1, z1) = bounds.low, bounds.high
        self.x: Expr = model.new_int_var(x0, x1, f"x{number}")
        self.z: Expr = model.new_int_var(z0, z1, f"z{number}")
        self.turns: list[Lit] = [model.new_bool_var(f"t{number}.{k}") for k in range(4)]
        model.add_exactly_one(self.turns)
        for k in range(4):
            if k not in unit.turns:
                model.add(self.turns[k] == 0)
        across = self.turns[1] + self.turns[3]
        self.rect = Rect(self.x, self.z, (hx + (hz - hx) * across, hz + (hx - hz) * across))
        self.walls: dict[str, Lit] = {}

    def front(self) -> Rect:
        """Return the free rectangle before the front."""
        hx, hz = self.unit.half
        half, depth = hx, self.unit.front
        reach = hz + depth // 2
        x = self.x + reach * (self.turns[1] - self.turns[3])
        z = self.z + reach * (self.turns[0] - self.turns[2])
        across = self.turns[1] + self.turns[3]
        flat = depth // 2
        return Rect(x, z, (half + (flat - half) * across, flat + (half - flat) * across))

    def corner(self, axis: int) -> Expr:
        """Return how the front points along an axis: -1, 0 or 1."""
        plus, minus = ((1, 3), (0, 2))[axis]
        return self.turns[plus] - self.turns[minus]


class Model:
    """A constraint model with the parts that every room has."""

    def __init__(self, problem: Problem, *, explain: bool = False) -> None:
        """Build what holds of any room; `explain` lets parts of it be switched off by name."""
        self.problem = problem
        self.cp: Any = cp_model().CpModel()
        self.costs: list[Expr] = []
        self.switches: dict[str, Lit] = {}
        self._explain = explain
        self.spots = [
            Spot(self.cp, unit, n, bounds=_wide(problem) if explain else problem)
            for n, unit in enumerate(problem.units)
        ]
        if problem.walled:
            self._keep_inside()
        self._keep_apart()
        self._keep_fronts_free()
        self._leave_no_slits_at_walls()

    def switch(self, name: str) -> list[Lit]:
        """Return what a part is enforced by: nothing, or the literal of its name."""
        if not self._explain:
            return []
        if name not in self.switches:
            self.switches[name] = self.cp.new_bool_var(name)
        return [self.switches[name]]

    def boolean(self, name: str = "") -> Lit:
        """Return a new truth value."""
        return self.cp.new_bool_var(name)

    def hold(self, condition: Any, lits: Sequence[Lit]) -> None:  # noqa: ANN401 - solver type
        """Demand a condition where all of some literals are true."""
        added = self.cp.add(condition)
        if lits:
            added.only_enforce_if(list(lits))

    def any_of(self, choices: Sequence[Lit], lits: Sequence[Lit]) -> None:
        """Demand one of some truths where all of `lits` are true."""
        added = self.cp.add_bool_or(list(choices))
        if lits:
            added.only_enforce_if(list(lits))

    def wall(self, number: int, side: str) -> Lit:
        """Return whether a unit stands with its back flush against a wall."""
        spot = self.spots[number]
        if side not in spot.walls:
            on = self.boolean(f"w{number}.{side}")
            axis, upper = {"left": (0, 0), "right": (0, 1), "back": (1, 0), "front": (1, 1)}[side]
            edge = spot.rect.high(axis) if upper else spot.rect.low(axis)
            face = (self.problem.high if upper else self.problem.low)[axis]
            self.hold(edge == face, [on])
            self.cp.add_implication(on, spot.turns[_FACING_IN[side]])
            spot.walls[side] = on
        return spot.walls[side]

    def walls_of(self, number: int) -> list[Lit]:
        """Return the truths of standing against each wall."""
        return [self.wall(number, side) for side in WALLS]

    def apart(self, a: Rect, b: Rect, lits: Sequence[Lit], *, gap: int = 0) -> None:
        """Keep two rectangles from sharing space, with a gap on one axis at least [mm]."""
        choices: list[Lit] = []
        for axis in (0, 1):
            for one, other in ((a, b), (b, a)):
                choice = self.boolean()
                self.hold(one.high(axis) + gap <= other.low(axis), [choice])
                choices.append(choice)
        self.any_of(choices, lits)

    def near(self, a: Rect, b: Rect, lits: Sequence[Lit], *, within: int) -> None:
        """Keep the gap between two rectangles at most `within` on either axis [mm]."""
        for axis in (0, 1):
            self.hold(a.low(axis) - b.high(axis) <= within, lits)
            self.hold(b.low(axis) - a.high(axis) <= within, lits)

    def touch_or_pass(self, a: Rect, b: Rect) -> None:
        """Leave no slit that nobody gets through: touching, or a person's width apart."""
        choices: list[Lit] = []
        for axis in (0, 1):
            for one, other in ((a, b), (b, a)):
                wide = self.boolean()
                self.hold(one.high(axis) + PERSON_MM <= other.low(axis), [wide])
                close = self.boolean()
                self.hold(one.high(axis) + _TOUCH >= other.low(axis), [close])
                self.hold(one.high(axis) <= other.low(axis), [close])
                choices += [wide, close]
        self.any_of(choices, [])

    def _keep_inside(self) -> None:
        for spot in self.spots:
            lits = self.switch(f"room:{spot.unit.name}")
            for axis in (0, 1):
                self.hold(spot.rect.low(axis) >= self.problem.low[axis], lits)
                self.hold(spot.rect.high(axis) <= self.problem.high[axis], lits)

    def _keep_apart(self) -> None:
        """Let no two bodies share space that reach the same heights."""
        for n, one in enumerate(self.spots):
            for m in range(n + 1, len(self.spots)):
                other = self.spots[m]
                if _meet(one.unit, other.unit):
                    lits = self.switch(f"overlap:{one.unit.name}:{other.unit.name}")
                    self.apart(one.rect, other.rect, lits, gap=_AIR)
                    if (n, m) in self.problem.gaps:
                        self.touch_or_pass(one.rect, other.rect)

    def _leave_no_slits_at_walls(self) -> None:
        """Keep the named units either at a wall or a person's width off it."""
        for _, number in (pair for pair in self.problem.gaps if pair[0] < 0):
            rect = self.spots[number].rect
            for axis in (0, 1):
                for gap in (
                    rect.low(axis) - self.problem.low[axis],
                    self.problem.high[axis] - rect.high(axis),
                ):
                    close = self.boolean()
                    self.hold(gap <= _TOUCH, [close])
                    self.hold(gap >= PERSON_MM, [close.negated()])

    def _keep_fronts_free(self) -> None:
        """Keep the place before a front free of bodies, and in the room."""
        for n, spot in enumerate(self.spots):
            if not spot.unit.front:
                continue
            front = spot.front()
            lits = self.switch(f"front:{spot.unit.name}")
            for axis in (0, 1) if self.problem.walled else ():
                self.hold(front.low(axis) >= self.problem.low[axis], [*lits])
                self.hold(front.high(axis) <= self.problem.high[axis], [*lits])
            for m, other in enumerate(self.spots):
                if m != n and other.unit.heights[0] < 1800 and other.unit.heights[1] > 60:
                    if self._uses(m, n):
                        continue
                    self.apart(front, other.rect, lits)

    def _uses(self, m: int, n: int) -> bool:
        """Return whether a unit belongs before another, as a table before a sofa does."""
        return any(
            rule.kind in {"before", "likes_near", "near", "in_front_of", "distance", "left_of",
                          "right_of", "behind"}
            and {rule.subject, rule.other} == {m, n}
            for rule in self.problem.rules
        )  # fmt: skip


def _wide(problem: Problem) -> Problem:
    """Return bounds that keep nothing in: the walls do, where they may be switched off."""
    low, high = (p - _FAR for p in problem.low), (p + _FAR for p in problem.high)
    return replace(problem, low=tuple(low), high=tuple(high))  # pyright: ignore[reportArgumentType]  # pairs


def _meet(a: Unit, b: Unit) -> bool:
    return min(a.heights[1], b.heights[1]) > max(a.heights[0], b.heights[0])

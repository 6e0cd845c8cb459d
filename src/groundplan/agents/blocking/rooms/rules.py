"""Rules of a room as constraints of the model: what must hold, and what is liked."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from groundplan.agents.blocking.rooms.model import WALLS, Model, Rect
from groundplan.agents.blocking.rooms.problem import PERSON_MM, Rule

__all__ = ["add_tastes", "order_alike", "post"]

_BESIDE_MM: Final = 500
"""How far apart what is "next to" stands at most; people call 0.8 m near."""
_BEFORE_MM: Final = (150, 600)
"""Gap before a front: knees pass, and a hand reaches."""
_FACE_MM: Final = (400, 6000)
_MIDDLE_MM: Final = 250
_LITTLE: Final = 1
_LIKED: Final = 3
_WALL_MISSED: Final = 6000
"""What it costs to stand free where a wall is liked, as a distance [mm]."""

_BACK_SHOWN: Final = 1500
"""What it costs to turn the back to the open side."""

Lits = Sequence[Any]
Post = Callable[[Model, Rule, Lits], None]


def post(model: Model, rule: Rule, lits: Lits) -> None:
    """Add one rule to a model, enforced where all of `lits` are true."""
    _POSTS[rule.kind](model, rule, lits)


def add_tastes(model: Model) -> None:
    """Add what any room likes: free things in its middle, others in the middle of their walls.

    A door likes a corner, and what hides others likes the back.
    """
    problem = model.problem
    sums = tuple(low + high for low, high in zip(problem.low, problem.high, strict=True))
    for n, spot in enumerate(model.spots):
        if n == problem.door:
            model.costs.append(problem.high[0] - spot.x)
            continue
        for axis in (0, 1):
            off = model.cp.new_int_var(0, 40_000, "")
            model.hold(2 * spot.rect.middle[axis] - sums[axis] <= off, [])
            model.hold(sums[axis] - 2 * spot.rect.middle[axis] <= off, [])
            model.costs.append(_LITTLE * off)
        if spot.unit.turns != (0,):
            model.costs.append(_BACK_SHOWN * spot.turns[2])
        if spot.unit.weight > 2:  # as high as people
            model.costs.append(spot.z - problem.low[1])


def order_alike(model: Model) -> None:
    """Put alike units in the order of their names: whichever is first changes nothing to see."""
    rules = model.problem.rules
    free = [
        n for n, unit in enumerate(model.problem.units)
        if not any(r.cost > 1 and n in {r.subject, r.other, r.third} for r in rules)
        and unit.index >= 0
    ]  # fmt: skip
    for one, other in pairwise(free):
        a, b = model.spots[one], model.spots[other]
        if a.unit.key == b.unit.key and a.unit.half == b.unit.half and a.unit.key:
            model.hold(40_000 * a.z + a.x <= 40_000 * b.z + b.x, [])


def _rects(model: Model, rule: Rule) -> tuple[Rect, Rect]:
    return model.spots[rule.subject].rect, model.spots[rule.other].rect


def _wall(model: Model, rule: Rule, lits: Lits) -> None:
    sides = [rule.side] if rule.side in WALLS else list(WALLS)
    if rule.side not in WALLS:
        model.costs.append(_WALL_MISSED * model.wall(rule.subject, "front"))
    model.any_of([model.wall(rule.subject, side) for side in sides], lits)


def _wall_middle(model: Model, rule: Rule, lits: Lits) -> None:
    spot, problem = model.spots[rule.subject], model.problem
    for sides, axis in ((("left", "right"), 1), (("back", "front"), 0)):
        middle = problem.low[axis] + problem.high[axis]
        for side in sides:
            on = [*lits, model.wall(rule.subject, side)]
            model.hold(2 * spot.rect.middle[axis] <= middle + 2, on)
            model.hold(2 * spot.rect.middle[axis] >= middle - 2, on)
    _wall(model, rule, lits)


def _corner(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand in a corner: an edge on either of two walls that meet, the back on one of them."""
    rect, low, high = model.spots[rule.subject].rect, model.problem.low, model.problem.high
    corners: list[Any] = []
    for across in ("left", "right"):
        for along in ("back", "front"):
            named = set(rule.side.split())
            if named - {across, along}:
                continue
            here = model.boolean()
            edge = rect.low(0) == low[0] if across == "left" else rect.high(0) == high[0]
            model.hold(edge, [here])
            edge = rect.low(1) == low[1] if along == "back" else rect.high(1) == high[1]
            model.hold(edge, [here])
            model.any_of([model.wall(rule.subject, s) for s in (across, along)], [here])
            if along == "front" and "front" not in named:
                model.costs.append(_WALL_MISSED * here)
            corners.append(here)
    model.any_of(corners, lits)


def _middle(model: Model, rule: Rule, lits: Lits) -> None:
    rect = model.spots[rule.subject].rect
    for axis in (0, 1):
        both = model.problem.low[axis] + model.problem.high[axis]
        off = model.cp.new_int_var(0, 2 * _MIDDLE_MM, "")
        model.hold(2 * rect.middle[axis] - both <= off, lits)
        model.hold(both - 2 * rect.middle[axis] <= off, lits)
        model.costs.append(_LIKED * off)


def _opposite_wall(model: Model, rule: Rule, lits: Lits) -> None:
    choices: list[Any] = []
    for one, other in (("left", "right"), ("right", "left"), ("back", "front"), ("front", "back")):
        both = model.boolean()
        model.cp.add_implication(both, model.wall(rule.subject, one))
        model.cp.add_implication(both, model.wall(rule.other, other))
        if "front" in {one, other}:
            model.costs.append(_WALL_MISSED * both)
        choices.append(both)
    model.any_of(choices, lits)


def _near(model: Model, rule: Rule, lits: Lits) -> None:
    model.near(*_rects(model, rule), lits, within=rule.amount or _BESIDE_MM)


def _beside(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand close at the other's own left or right, not in the way of who uses it."""
    _near(model, rule, lits)
    rect, other = model.spots[rule.subject].rect, model.spots[rule.other]
    for turn in other.unit.turns:
        across = 1 if turn in {1, 3} else 0
        choices = [model.boolean(), model.boolean()]
        model.hold(rect.high(across) <= other.rect.low(across), [choices[0]])
        model.hold(rect.low(across) >= other.rect.high(across), [choices[1]])
        model.any_of(choices, [*lits, other.turns[turn]])


def _side(axis: int, sign: int) -> Post:
    def added(model: Model, rule: Rule, lits: Lits) -> None:
        a, b = _rects(model, rule)
        first, second = (a, b) if sign < 0 else (b, a)
        model.hold(first.high(axis) <= second.low(axis), lits)
        other = 1 - axis
        if rule.amount is not None:
            apart = second.middle[axis] - first.middle[axis]
            model.hold(apart == rule.amount, lits)
            model.hold(a.middle[other] == b.middle[other], lits)
        elif model.problem.walled:
            model.costs.append(_LITTLE * _between(model, a.middle[other], b.middle[other]))
            model.costs.append(_LITTLE * _between(model, a.middle[axis], b.middle[axis]))

    return added


def _distance(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand a distance apart, middle to middle, along one axis."""
    a, b = _rects(model, rule)
    choices: list[Any] = []
    for axis in (0, 1):
        for one, other in ((a, b), (b, a)):
            here = model.boolean()
            model.hold(other.middle[axis] - one.middle[axis] == rule.amount, [here])
            model.hold(a.middle[1 - axis] == b.middle[1 - axis], [here])
            choices.append(here)
    model.any_of(choices, lits)


def _before(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand before the other's own front, close and lined up."""
    spot, other = model.spots[rule.subject], model.spots[rule.other]
    model.costs.append(2 * _BACK_SHOWN * (1 - other.turns[2 if rule.side == "back" else 0]))
    least, most = _BEFORE_MM if not other.unit.worked else (0, 120)
    for turn in other.unit.turns:
        on = [*lits, other.turns[turn]]
        axis = 0 if turn in {1, 3} else 1
        ahead = (turn in {0, 1}) != (rule.side == "back")
        gap = (
            spot.rect.low(axis) - other.rect.high(axis)
            if ahead
            else other.rect.low(axis) - spot.rect.high(axis)
        )
        model.hold(gap >= least, on)
        model.hold(gap <= most, on)
        for sign in (1, -1):
            off = sign * (spot.rect.middle[1 - axis] - other.rect.middle[1 - axis])
            model.hold(off <= 100, on)


def _facing(model: Model, rule: Rule, lits: Lits) -> None:
    """Face the other: it lies ahead, within a quarter of the distance off the axis (14 degrees)."""
    spot, other = model.spots[rule.subject], model.spots[rule.other]
    for turn in spot.unit.turns:
        on = [*lits, spot.turns[turn]]
        ahead = turn in {0, 1}
        if spot.unit.worked:
            ahead = not ahead
        axis = 0 if turn in {1, 3} else 1
        way = other.rect.middle[axis] - spot.rect.middle[axis]
        way = way if ahead else -way
        gap = (
            other.rect.low(axis) - spot.rect.high(axis)
            if ahead
            else spot.rect.low(axis) - other.rect.high(axis)
        )
        model.hold(gap >= _FACE_MM[0] // 2, on)
        aside = spot.rect.middle[1 - axis] - other.rect.middle[1 - axis]
        model.hold(4 * aside <= way, on)
        model.hold(-4 * aside <= way, on)
        off = _between(model, spot.rect.middle[1 - axis], other.rect.middle[1 - axis], lits=on)
        model.costs.append(_LIKED * off)


def _same_way(model: Model, rule: Rule, lits: Lits) -> None:
    for one, other in zip(
        model.spots[rule.subject].turns, model.spots[rule.other].turns, strict=True
    ):
        model.hold(one == other, lits)


def _parallel(model: Model, rule: Rule, lits: Lits) -> None:
    a, b = model.spots[rule.subject], model.spots[rule.other]
    model.hold(a.turns[1] + a.turns[3] == b.turns[1] + b.turns[3], lits)


def _perpendicular(model: Model, rule: Rule, lits: Lits) -> None:
    a, b = model.spots[rule.subject], model.spots[rule.other]
    model.hold(a.turns[1] + a.turns[3] + b.turns[1] + b.turns[3] == 1, lits)


def _in_between(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand between two others along one axis, no more off their line than they are wide."""
    rect, a = _rects(model, rule)
    b = model.spots[rule.third].rect
    choices: list[Any] = []
    for axis in (0,):  # as the camera sees it: the first named on the left
        for one, other in ((a, b),):
            here = model.boolean()
            model.hold(one.high(axis) <= rect.low(axis), [here])
            model.hold(rect.high(axis) <= other.low(axis), [here])
            model.hold(other.low(axis) - one.high(axis) <= 2 * rect.half[axis] + 1600, [here])
            cross = 1 - axis
            for end in (one, other):
                model.hold(rect.middle[cross] <= end.high(cross), [here])
                model.hold(rect.middle[cross] >= end.low(cross), [here])
            choices.append(here)
    model.any_of(choices, lits)


def _fits_wall(model: Model, rule: Rule, lits: Lits) -> None:
    """Be no wider than the wall that is said to be so long."""
    if model.spots[rule.subject].unit.half[0] * 2 > (rule.amount or 0):
        impossible = model.boolean()
        model.cp.add(impossible == 0)
        model.any_of([impossible], lits)


def _fixed(model: Model, rule: Rule, lits: Lits) -> None:
    """Stay where it is locked."""
    spot = model.spots[rule.subject]
    x, z, turn = (int(part) for part in rule.side.split())
    model.hold(spot.x == x, lits)
    model.hold(spot.z == z, lits)
    if turn >= 0:
        model.hold(spot.turns[turn] == 1, lits)


def _apart(model: Model, rule: Rule, lits: Lits) -> None:
    model.apart(*_rects(model, rule), lits, gap=rule.amount or PERSON_MM)


def _aligned(model: Model, rule: Rule, lits: Lits) -> None:
    """Stand in one line with the other, side by side or one behind the other."""
    a, b = _rects(model, rule)
    choices: list[Any] = []
    for axis in (0, 1):
        here = model.boolean()
        model.hold(a.middle[axis] == b.middle[axis], [here])
        choices.append(here)
    model.any_of(choices, lits)


def _likes_wall(model: Model, rule: Rule, _: Lits) -> None:
    walls = model.walls_of(rule.subject)
    free = model.boolean()
    model.cp.add_bool_or([*walls, free])
    model.costs.append(_WALL_MISSED * free)
    model.costs.append(_WALL_MISSED // 2 * walls[WALLS.index("front")])


def _likes_near(model: Model, rule: Rule, _: Lits) -> None:
    a, b = _rects(model, rule)
    for axis in (0, 1):
        model.costs.append(_LIKED * _between(model, a.middle[axis], b.middle[axis]))


def _likes_facing(model: Model, rule: Rule, _: Lits) -> None:
    liked = model.boolean()
    model.costs.append(_WALL_MISSED * (1 - liked))
    _facing(model, rule, [liked])


def _between(model: Model, a: Any, b: Any, *, lits: Lits = ()) -> Any:  # noqa: ANN401 - solver type
    """Return a variable that is at least the distance between two numbers."""
    size = max(h - low for low, h in zip(model.problem.low, model.problem.high, strict=True))
    off = model.cp.new_int_var(0, 2 * size, "")
    model.hold(a - b <= off, lits)
    model.hold(b - a <= off, lits)
    return off


_POSTS: Final = MappingProxyType[str, Post](
    {
        "wall": _wall, "wall_middle": _wall_middle, "corner": _corner, "middle": _middle,
        "opposite_wall": _opposite_wall, "near": _near, "left_of": _side(0, -1),
        "right_of": _side(0, 1), "behind": _side(1, -1), "in_front_of": _side(1, 1),
        "distance": _distance, "before": _before, "facing": _facing, "same_way": _same_way,
        "parallel": _parallel, "perpendicular": _perpendicular, "between": _in_between,
        "fits_wall": _fits_wall, "fixed": _fixed, "apart": _apart, "aligned": _aligned,
        "likes_wall": _likes_wall, "likes_near": _likes_near, "likes_facing": _likes_facing,
        "beside": _beside,
    }
)  # fmt: skip

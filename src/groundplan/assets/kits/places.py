"""Rooms with doors and windows, and yards: sets that stand open towards +Z, with anchors.

`floor` is where people stand, `door` and `window` the middle of an opening, `top` a flight's end.
"""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

Place = tuple[float, float, float]


def _door(d: Draft, at: Place, *, turn: float = 0.0, role: str = "darkwood") -> None:
    """Draw a closed door in its frame on a wall that looks to +Z before it is turned."""
    x, y, z = at
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    for side in (-0.48, 0.48):
        d.box((0.1, 2.1, 0.12), "white", at=(x + side * c, y, z - side * s), turn=(turn, 0, 0))
    d.box((1.06, 0.1, 0.12), "white", at=(x, y + 2.1, z), turn=(turn, 0, 0))
    d.box((0.86, 2.08, 0.06), role, at=(x, y, z), turn=(turn, 0, 0))
    d.ball(0.035, "gold", at=(x + 0.34 * c + 0.07 * s, y + 1.0, z - 0.34 * s + 0.07 * c), sides=10)


def _window(d: Draft, at: Place, *, turn: float = 0.0, size: tuple[float, float]) -> None:
    w, h = size
    x, y, z = at
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    d.box((w + 0.16, h + 0.16, 0.06), "white", at=(x, y - 0.08, z), turn=(turn, 0, 0), bevel=0.0)
    for side in (-0.25, 0.25):
        d.box((0.46 * w, h, 0.08), "glass", turn=(turn, 0, 0), bevel=0.0,
              at=(x + side * w * c, y, z - side * w * s))  # fmt: skip
    d.box((w + 0.3, 0.05, 0.2), "white", at=(x, y - 0.12, z), turn=(turn, 0, 0))


def _walls(d: Draft, size: Place, *, floor: str = "planks") -> None:
    """Draw a floor, a back wall and two side walls with skirting."""
    width, height, depth = size
    d.box((width, 0.1, depth), floor, at=(0.0, -0.1, 0.0), bevel=0.0)
    d.box((width, height, 0.15), at=(0.0, 0.0, -0.5 * depth), bevel=0.0)
    for s in (-1, 1):
        x = s * (0.5 * width - 0.075)
        d.box((0.15, height, depth), at=(x, 0.0, 0.0), bevel=0.0)
        d.box((0.02, 0.1, depth), "white", at=(x - 0.085 * s, 0.0, 0.0), bevel=0.0)
    d.box((width - 0.3, 0.1, 0.02), "white", at=(0.0, 0.0, -0.5 * depth + 0.085), bevel=0.0)
    d.anchor("floor", (0.0, 0.0, 0.0))


def _room_with_door(d: Draft) -> None:
    _walls(d, (6.0, 2.7, 5.0))
    _door(d, (1.8, 0.0, -2.42))
    _window(d, (-1.2, 0.95, -2.41), size=(1.6, 1.3))
    _window(d, (-2.84, 0.95, 0.4), turn=90, size=(1.4, 1.3))
    d.anchor("door", (1.8, 0.0, -2.3))
    d.anchor("window", (-1.2, 1.6, -2.3))


def _hallway(d: Draft) -> None:
    _walls(d, (2.4, 2.7, 10.0))
    for s in (-1, 1):
        for z in (-3.0, 0.0, 3.0):
            _door(d, (s * 1.03, 0.0, z + 0.6 * s), turn=-90.0 * s)
    _door(d, (0.0, 0.0, -4.92))
    d.box((1.1, 0.01, 8.5), "red", at=(0.0, 0.0, 0.3), bevel=0.0)
    d.anchor("door", (0.0, 0.0, -4.8))


def _attic(d: Draft) -> None:
    d.box((5.0, 0.1, 6.0), "planks", at=(0.0, -0.1, 0.0), bevel=0.0)
    for s in (-1, 1):
        d.slab([(2.5 * s, 0.0), (2.65 * s, 0.0), (0.08 * s, 3.1), (0.0, 2.95)], 6.0, "wood")
        for k in range(5):
            z = -2.8 + 1.4 * k
            d.rod((2.45 * s, 0.05, z), (0.0, 2.92, z), 0.06, "darkwood")
    d.slab([(-2.6, 0.0), (2.6, 0.0), (0.0, 3.05)], 0.15, at=(0.0, 0.0, -2.95))
    _window(d, (0.0, 1.0, -2.86), size=(0.9, 1.0))
    d.rod((0.0, 2.8, -2.9), (0.0, 2.8, 2.9), 0.09, "darkwood")
    d.anchor("floor", (0.0, 0.0, 0.0))
    d.anchor("window", (0.0, 1.5, -2.8))


def _cellar(d: Draft) -> None:
    d.box((5.0, 0.1, 6.0), "concrete", at=(0.0, -0.1, 0.0), bevel=0.0)
    d.box((5.0, 2.4, 0.2), "stone", at=(0.0, 0.0, -3.0), bevel=0.0)
    for s in (-1, 1):
        d.box((0.2, 2.4, 6.0), "stone", at=(2.4 * s, 0.0, 0.0), bevel=0.0)
    for k in range(11):
        d.box((1.0, 0.2 * (k + 1), 0.28), at=(-1.75, 0.0, 1.0 - 0.28 * k), bevel=0.01)
    d.rod((-1.2, 0.95, 1.0), (-1.2, 3.0, -1.8), 0.03, "wood")
    for k in range(4):
        d.cylinder(0.3, 0.85, "wood", at=(2.0, 0.32, -2.2 + 0.7 * k), axis="x")
    d.box((0.9, 0.35, 0.08), "glass", at=(0.8, 1.85, -2.9), bevel=0.0)
    d.anchor("floor", (0.4, 0.0, 0.4))
    d.anchor("top", (-1.75, 2.2, -1.8))


def _courtyard(d: Draft) -> None:
    d.box((14.0, 0.1, 12.0), "stone", at=(0.0, -0.1, 0.0), bevel=0.0)
    d.box((14.0, 5.0, 0.5), at=(0.0, 0.0, -6.0), bevel=0.0)
    for s in (-1, 1):
        d.box((0.5, 5.0, 12.0), at=(6.75 * s, 0.0, 0.0), bevel=0.0)
        for z in (-3.2, 0.0, 3.2):
            _window(d, (6.49 * s, 2.6, z), turn=-90.0 * s, size=(1.0, 1.5))
    for k in range(5):
        x = -5.0 + 2.5 * k
        arch = [(0.8 * math.cos(a), 1.7 + 0.8 * math.sin(a)) for a in
                (math.pi * i / 10 for i in range(11))]  # fmt: skip
        d.slab([*arch, (-0.8, 0.0), (0.8, 0.0)], 0.1, "dark", at=(x, 0.0, -5.72))
        _window(d, (x, 3.1, -5.73), size=(0.9, 1.2))
    _door(d, (0.0, 0.0, -5.64))
    d.anchor("floor", (0.0, 0.0, 0.0))
    d.anchor("door", (0.0, 0.0, -5.5))


def _street_corner(d: Draft) -> None:
    d.box((26.0, 0.06, 26.0), "asphalt", bevel=0.0)
    for sx in (-1, 1):
        for sz in (-1, 1):
            d.box((9.5, 0.18, 9.5), "concrete", at=(8.25 * sx, 0.0, 8.25 * sz), bevel=0.02)
    for k in range(6):
        for s in (-1, 1):
            d.box((0.5, 0.004, 2.6), at=(-2.5 + k, 0.06, 5.0 * s), bevel=0.0)
            d.box((2.6, 0.004, 0.5), at=(5.0 * s, 0.06, -2.5 + k), bevel=0.0)
    for s in (-1, 1):
        d.box((0.15, 0.004, 6.0), "yellow", at=(0.0, 0.06, 9.8 * s), bevel=0.0)
        d.box((6.0, 0.004, 0.15), "yellow", at=(9.8 * s, 0.06, 0.0), bevel=0.0)
    d.anchor("floor", (0.0, 0.06, 0.0))


def _terrace_steps(d: Draft) -> None:
    for k in range(8):
        d.box(
            (9.0 - 0.2 * k, 0.16 * (k + 1), 0.4), "stone", at=(0.0, 0.0, 2.0 - 0.4 * k), bevel=0.01
        )
    d.box((10.0, 1.28, 4.0), at=(0.0, 0.0, -3.2), bevel=0.02)
    for s in (-1, 1):
        d.box((0.6, 1.0, 3.6), at=(4.6 * s, 0.0, 0.6), bevel=0.03)
        d.ball(0.32, "stone", at=(4.6 * s, 1.25, 2.0))
    d.anchor("top", (0.0, 1.28, -2.5))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("room_with_door", (6.0, 2.8, 5.08), "#d8d2c4", draw=_room_with_door, kind="set",
         nouns="room with a door, room with windows"),
    item("hallway", (2.4, 2.8, 10.1), "#d5cdbd", draw=_hallway, kind="set", nouns="corridor"),
    item("attic", (5.3, 3.2, 6.03), "#b98f62", draw=_attic, kind="set", nouns="loft, garret"),
    item("cellar", (5.0, 3.12, 6.1), "#8a8680", draw=_cellar,
         kind="set", nouns="basement, dungeon"),
    item("courtyard", (14.0, 5.1, 12.2), "#d3c2a0", draw=_courtyard,
         kind="set", nouns="cloister, patio yard"),
    item("street_corner", (26.0, 0.18, 26.0), "#e6e4df", draw=_street_corner,
         kind="set", nouns="road junction"),
    item("steps_outside", (10.0, 1.57, 7.6), "#b8b2a6", draw=_terrace_steps, kind="set",
         nouns="stone steps, front steps, grand staircase"),
)  # fmt: skip
"""Places."""

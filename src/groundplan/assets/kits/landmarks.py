"""More buildings."""

import math
from itertools import pairwise
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

Place = tuple[float, float, float]


def _pane(d: Draft, at: Place, size: tuple[float, float], *, frame: str = "white") -> None:
    x, y, z = at
    w, h = size
    d.box((w + 0.16, h + 0.16, 0.08), frame, at=(x, y - 0.08, z), bevel=0.0)
    d.box((w, h, 0.06), "glass", at=(x, y, z + 0.03), bevel=0.0)


def _cottage(d: Draft) -> None:
    d.box((6.0, 2.5, 5.0), bevel=0.0)
    d.slab([(-3.3, 0.0), (3.3, 0.0), (0.0, 2.7)], 6.6, "wood", at=(0.0, 2.4, 0.0), turn=(90, 0, 0))
    d.slab([(-2.5, 0.0), (2.5, 0.0), (0.0, 2.05)], 6.02, at=(0.0, 2.4, 0.0), turn=(90, 0, 0))
    d.box((1.0, 2.0, 0.1), "green", at=(0.0, 0.0, 2.5))
    for x in (-1.9, 1.9):
        _pane(d, (x, 0.95, 2.5), (1.0, 1.0))
        for s in (-1, 1):
            d.box((0.3, 1.1, 0.06), "green", at=(x + 0.75 * s, 0.9, 2.52))
        d.box((1.2, 0.2, 0.25), "darkwood", at=(x, 0.65, 2.6))
        for k in range(5):
            d.ball(0.12, "red", at=(x - 0.48 + 0.24 * k, 0.9, 2.62), sides=8)
    d.box((0.7, 2.2, 0.7), "bricks", at=(1.8, 3.3, 0.3), bevel=0.0)


def _log_cabin(d: Draft) -> None:
    for k in range(10):
        y = 0.13 + 0.24 * k
        for s in (-1, 1):
            d.cylinder(0.14, 6.2, at=(0.0, y, 2.2 * s), axis="x", sides=10)
            d.cylinder(0.14, 5.0, at=(2.8 * s, y + 0.12, 0.0), axis="z", sides=10)
    d.slab(
        [(-2.9, 0.0), (2.9, 0.0), (0.0, 2.0)], 6.8, "darkwood", at=(0.0, 2.45, 0.0), turn=(90, 0, 0)
    )
    d.box((1.0, 2.0, 0.5), "darkwood", at=(-0.8, 0.0, 2.15))
    _pane(d, (1.2, 0.9, 2.36), (1.0, 0.9), frame="wood")
    d.box((0.8, 3.4, 0.8), "stone", at=(2.6, 0.0, -0.6), bevel=0.1)
    d.box((6.4, 0.12, 1.6), "planks", at=(0.0, 0.0, 2.9))
    for x in (-2.9, 2.9):
        d.rod((x, 0.0, 3.6), (x, 2.4, 3.6), 0.1, "bark")
    d.slab(
        [(2.1, 2.9), (3.9, 2.3), (3.9, 2.42), (2.1, 3.02)][::-1], 6.6, "darkwood", turn=(-90, 0, 0)
    )


def _shop(d: Draft) -> None:
    d.box((7.0, 4.2, 6.0), bevel=0.0)
    d.box((7.2, 0.4, 6.2), "stone", at=(0.0, 4.1, 0.0))
    for x in (-2.1, 1.4):
        d.box((2.6, 2.0, 0.06), "glass", at=(x, 0.6, 3.0), bevel=0.0)
        d.box((2.8, 0.6, 0.12), "darkwood", at=(x, 0.0, 3.0))
    d.box((0.95, 2.3, 0.08), "darkwood", at=(-0.32, 0.0, 3.02))
    d.box((0.6, 1.2, 0.1), "glass", at=(-0.32, 0.9, 3.03), bevel=0.0)
    for k in range(12):
        d.slab(
            [(3.0, 3.1), (4.3, 2.55), (4.3, 2.65), (3.0, 3.2)][::-1],
            0.56,
            "red" if k % 2 else "white",
            at=(-3.08 + 0.56 * k, 0.0, 0.0),
            turn=(-90, 0, 0),
        )
    d.box((5.0, 0.7, 0.12), "label", at=(0.0, 3.3, 3.03))
    for k in range(6):
        d.box((0.4, 0.35, 0.05), "dark", at=(-1.7 + 0.68 * k, 3.47, 3.1), bevel=0.0)


def _factory(d: Draft) -> None:
    d.box((22.0, 6.0, 14.0), "bricks", bevel=0.0)
    for k in range(4):
        d.slab([(-2.75, 0.0), (2.75, 0.0), (-2.75, 2.6)], 14.0, at=(-8.25 + 5.5 * k, 6.0, 0.0))
        d.box((0.1, 2.2, 13.4), "glass", at=(-11.03 + 5.5 * k, 6.1, 0.0), bevel=0.0)
    for x in (-9.0, -5.5):
        d.cylinder(1.1, 18.0, "bricks", at=(x, 0.0, -4.0), top=0.75)
        d.ring(0.8, 0.14, "white", at=(x, 17.6, -4.0))
        for k in range(4):
            d.ball(1.0 + 0.4 * k, "concrete", at=(x + 0.9 * k, 19.0 + 1.5 * k, -4.0), sides=10)
    for k in range(5):
        d.box((2.4, 2.2, 0.1), "glass", at=(-8.4 + 4.2 * k, 2.6, 7.0), bevel=0.0)
    d.box((4.0, 4.0, 0.15), "iron", at=(8.4, 0.0, 7.0))


def _warehouse(d: Draft) -> None:
    d.box((24.0, 6.5, 16.0), bevel=0.0)
    d.slab([(-12.4, 0.0), (12.4, 0.0), (0.0, 2.6)], 16.4, "metal", at=(0.0, 6.4, 0.0))
    for k in range(3):
        d.box((4.4, 4.4, 0.12), "concrete", at=(-7.4 + 7.4 * k, 0.0, 8.0), bevel=0.0)
        for i in range(8):
            d.box((4.2, 0.05, 0.16), "stone", at=(-7.4 + 7.4 * k, 0.3 + 0.5 * i, 8.0), bevel=0.0)
    for k in range(24):
        d.box((0.14, 6.4, 0.1), at=(-11.5 + k, 0.0, 8.0), bevel=0.0)


def _hangar(d: Draft) -> None:
    arc = [(14.0 * math.cos(a), 9.0 * math.sin(a)) for a in (math.pi * k / 20 for k in range(21))]
    inner = [(0.97 * x, 0.97 * y) for x, y in reversed(arc)]
    d.slab([*arc, *inner], 26.0)
    d.slab(arc, 0.3, at=(0.0, 0.0, -12.8))
    for k in range(6):
        d.slab(
            [*[(1.01 * x, 1.01 * y) for x, y in arc], *inner],
            0.3,
            "metal",
            at=(0.0, 0.0, -12.5 + 5.0 * k),
        )
    d.box((27.0, 0.06, 26.0), "concrete", bevel=0.0)
    d.anchor("inside", (0.0, 0.06, 0.0))


def _temple(d: Draft) -> None:
    for k in range(3):
        d.box((16.0 - 0.8 * k, 0.35, 24.0 - 0.8 * k), "stone", at=(0.0, 0.35 * k, 0.0))
    columns = [(-6.4 + 2.56 * k, z) for k in range(6) for z in (-10.6, 10.6)]
    columns += [(x, -10.6 + 2.65 * k) for k in range(1, 8) for x in (-6.4, 6.4)]
    for x, z in columns:
        d.cylinder(0.55, 6.0, at=(x, 1.05, z), top=0.45, sides=12)
        d.box((1.3, 0.35, 1.3), at=(x, 7.0, z))
    d.box((14.4, 0.9, 22.6), at=(0.0, 7.35, 0.0))
    d.slab([(-7.6, 0.0), (7.6, 0.0), (0.0, 2.4)], 23.2, at=(0.0, 8.25, 0.0))
    d.box((9.0, 6.0, 16.0), "stone", at=(0.0, 1.05, 0.0), bevel=0.0)
    d.box((2.2, 4.6, 0.1), "darkwood", at=(0.0, 1.05, 8.0))


def _pagoda(d: Draft) -> None:
    d.box((8.4, 0.6, 8.4), "stone")
    for k in range(5):
        w, y = 5.6 - 0.75 * k, 0.6 + 2.9 * k
        d.box((w, 1.9, w), at=(0.0, y, 0.0), bevel=0.02)
        d.lathe(
            [
                (0.5 * w + 1.6, y + 1.85),
                (0.5 * w + 0.75, y + 2.1),
                (0.5 * w - 0.1, y + 2.95),
                (0.0, y + 2.95),
            ],
            "darkstone",
            turn=(45, 0, 0),
            sides=4,
        )
        for s in (-1, 1):
            d.box((0.7, 1.2, 0.06), "darkwood", at=(0.25 * w * s, y + 0.2, 0.5 * w), bevel=0.0)
    d.lathe([(0.3, 15.0), (0.12, 15.4), (0.3, 15.8), (0.08, 16.2), (0.0, 18.2)], "gold", sides=10)
    d.box((1.2, 1.7, 0.1), "darkwood", at=(0.0, 0.6, 2.8))


def _mosque(d: Draft) -> None:
    d.box((14.0, 6.0, 14.0), bevel=0.05)
    d.lathe(
        [(4.6, 6.0), (4.6, 7.2), (5.0, 8.6), (4.6, 10.6), (3.0, 12.6), (0.6, 14.2), (0.0, 15.4)],
        "blue",
        sides=28,
    )
    for x in (-8.0, 8.0):
        d.cylinder(1.0, 15.0, at=(x, 0.0, 6.0), top=0.8)
        d.cylinder(1.3, 0.5, at=(x, 12.0, 6.0))
        d.lathe([(0.9, 15.0), (1.0, 15.7), (0.6, 17.0), (0.0, 18.4)], "blue", at=(x, 0.0, 6.0))
    for k in range(3):
        x = -4.2 + 4.2 * k
        arch = [
            (1.1 * math.cos(a), 2.4 + 1.5 * math.sin(a))
            for a in (math.pi * i / 10 for i in range(11))
        ]
        d.slab(
            [*arch, (-1.1, 0.0), (1.1, 0.0)], 0.12, "dark" if k == 1 else "glass", at=(x, 0.0, 7.0)
        )
    for s in (-1, 1):
        d.ball((1.6, 1.5, 1.6), "blue", at=(5.0 * s, 6.2, 5.0))


def _pyramid(d: Draft) -> None:
    count = 20
    for k in range(count):
        w = 60.0 * (1.0 - k / count)
        d.box((w, 38.0 / count, w), at=(0.0, 38.0 * k / count, 0.0), bevel=0.0)
    d.box((4.0, 5.0, 1.0), "dark", at=(0.0, 2.0, 28.6), bevel=0.0)


def _igloo(d: Draft) -> None:
    for k in range(7):
        a, b = 0.5 * math.pi * k / 7, 0.5 * math.pi * (k + 1) / 7
        d.lathe(
            [
                (1.8 * math.cos(a), 1.75 * math.sin(a)),
                (1.84 * math.cos(a + 0.02), 1.8 * math.sin(a + 0.02)),
                (1.84 * math.cos(b - 0.03), 1.8 * math.sin(b - 0.03)),
                (1.77 * math.cos(b), 1.72 * math.sin(b)),
                (0.0, 1.75 * math.sin(b)),
            ],
            turn=(11 * k, 0, 0),
            sides=18,
        )
    arch = [(0.65 * math.cos(a), 0.95 * math.sin(a)) for a in (math.pi * k / 12 for k in range(13))]
    inner = [(0.7 * x, 0.72 * y) for x, y in reversed(arch)]
    d.slab([*arch, *inner], 1.3, at=(0.0, 0.0, 2.0))
    d.slab(inner, 0.05, "dark", at=(0.0, 0.0, 1.9))


def _hut(d: Draft) -> None:
    d.cylinder(2.0, 2.0, at=(0.0, 0.0, 0.0), sides=18)
    d.lathe([(2.7, 1.75), (1.5, 3.2), (0.3, 4.4), (0.0, 4.5)], "wood", sides=18)
    for k in range(18):
        a = k * math.tau / 18
        d.rod(
            (2.65 * math.sin(a), 1.8, 2.65 * math.cos(a)),
            (0.3 * math.sin(a), 4.4, 0.3 * math.cos(a)),
            0.07,
            "wood",
        )
    d.box((1.0, 1.7, 0.2), "dark", at=(0.0, 0.0, 1.95))


def _teepee(d: Draft) -> None:
    d.lathe([(2.2, 0.0), (0.25, 4.2), (0.0, 4.2)], sides=14)
    for k in range(7):
        a = k * math.tau / 7 + 0.2
        d.rod(
            (0.3 * math.sin(a), 3.7, 0.3 * math.cos(a)),
            (-0.55 * math.sin(a), 5.2, -0.55 * math.cos(a)),
            0.04,
            "wood",
        )
    d.slab(
        [(-0.45, 0.0), (0.45, 0.0), (0.0, 1.7)], 0.08, "dark", at=(0.0, 0.0, 2.1), turn=(0, -24, 0)
    )
    for y, r in ((0.9, 1.8), (1.2, 1.66)):
        d.ring(r, 0.05, "red", at=(0.0, y, 0.0))


def _treehouse(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.1, 2.0, 0.0), (0.0, 4.2, 0.0)], (0.5, 0.4, 0.3), "bark")
    d.box((3.4, 0.15, 3.0), "planks", at=(0.0, 2.6, 0.4))
    d.box((2.2, 1.7, 1.8), at=(0.0, 2.75, 0.0), bevel=0.02)
    d.slab([(-1.5, 0.0), (1.5, 0.0), (0.0, 1.1)], 2.3, "darkwood", at=(0.0, 4.4, 0.0))
    d.box((0.7, 1.3, 0.06), "darkwood", at=(-0.4, 2.75, 0.9))
    d.box((0.6, 0.6, 0.06), "glass", at=(0.6, 3.2, 0.9), bevel=0.0)
    for k in range(8):
        x = -1.6 + 0.45 * k
        d.rod((x, 2.7, 1.85), (x, 3.5, 1.85), 0.035, "wood")
    d.rod((-1.65, 3.5, 1.85), (1.6, 3.5, 1.85), 0.05, "wood")
    for s in (-1, 1):
        d.rod((1.35 + 0.22 * s, 0.0, 2.4), (1.35 + 0.22 * s, 2.9, 1.95), 0.04, "wood")
    for k in range(7):
        d.rod(
            (1.1, 0.3 + 0.38 * k, 2.36 - 0.06 * k),
            (1.6, 0.3 + 0.38 * k, 2.36 - 0.06 * k),
            0.03,
            "wood",
        )
    for x, y, z in (
        (-1.8, 4.4, -0.6),
        (1.9, 4.6, -0.7),
        (0.0, 6.0, -0.8),
        (-0.9, 5.6, -1.2),
        (1.1, 5.7, 0.1),
    ):
        d.ball((1.4, 1.1, 1.3), "leaf", at=(x, y, z), sides=12)


def _ruin(d: Draft) -> None:
    for k in range(7):
        x, h = -6.0 + 2.0 * k, (4.8, 5.0, 2.2, 1.0, 4.6, 3.2, 5.0)[k]
        d.cylinder(0.42, h, at=(x, 0.3, 2.5), top=0.36, sides=12)
        d.box((1.1, 0.3, 1.1), at=(x, 0.0, 2.5))
    d.box((2.8, 0.7, 1.0), at=(-5.0, 5.2, 2.5), turn=(2, 0, 2))
    for k in range(9):
        h = (4.5, 4.0, 3.1, 3.4, 1.6, 0.9, 2.2, 3.6, 4.4)[k]
        d.box((1.5, h, 0.7), "stone", at=(-6.0 + 1.5 * k, 0.0, -2.5), bevel=0.08)
    for k in range(8):
        d.box(
            (0.9, 0.6, 0.7),
            at=(-4.5 + 1.3 * k, 0.0, 0.4 + 1.1 * math.sin(2.1 * k)),
            turn=(37 * k, 12, 8),
            bevel=0.1,
        )
    d.cylinder(0.4, 2.6, at=(1.2, 0.4, 0.8), axis="x", sides=12)
    d.box((14.0, 0.12, 7.5), "darkstone", bevel=0.05)


def _greenhouse(d: Draft) -> None:
    d.box((5.0, 0.5, 8.0), "bricks", bevel=0.0)
    d.box((4.9, 2.0, 7.9), at=(0.0, 0.5, 0.0), bevel=0.0)
    d.slab([(-2.5, 0.0), (2.5, 0.0), (0.0, 1.5)], 7.9, at=(0.0, 2.5, 0.0))
    for k in range(9):
        z = -4.0 + k
        for s in (-1, 1):
            d.box((0.08, 2.0, 0.08), "white", at=(2.46 * s, 0.5, z), bevel=0.0)
            d.rod((2.5 * s, 2.5, z), (0.0, 4.02, z), 0.05, "white")
    for s in (-1, 1):
        d.box((0.1, 0.1, 8.1), "white", at=(2.48 * s, 2.45, 0.0), bevel=0.0)
        for k in range(5):
            d.box(
                (0.07, 2.0 + 0.5 * (2 - abs(k - 2)), 0.07),
                "white",
                at=(-1.9 + 0.95 * k, 0.5, 3.97 * s),
                bevel=0.0,
            )
    d.box((0.1, 0.12, 8.1), "white", at=(0.0, 3.97, 0.0), bevel=0.0)
    d.box((1.1, 2.2, 0.06), "white", at=(0.0, 0.0, 4.0))
    d.box((0.85, 1.6, 0.08), "glass", at=(0.0, 0.5, 4.0), bevel=0.0)


def _stadium(d: Draft) -> None:
    d.box((70.0, 0.4, 100.0), "green", bevel=0.0)
    for k in range(7):
        a, b, y = 44.0 + 4.0 * k, 58.0 + 4.0 * k, 3.2 * (k + 1)
        ring = [
            (
                (a * math.copysign(abs(math.cos(t)) ** 0.7, math.cos(t))),
                (b * math.copysign(abs(math.sin(t)) ** 0.7, math.sin(t))),
            )
            for t in (i * math.tau / 40 for i in range(41))
        ]
        for (x0, z0), (x1, z1) in pairwise(ring):
            length = math.hypot(x1 - x0, z1 - z0)
            d.box(
                (length + 1.5, y, 4.0),
                "main" if k % 2 else "concrete",
                at=(0.5 * (x0 + x1), 0.0, 0.5 * (z0 + z1)),
                turn=(math.degrees(math.atan2(x1 - x0, z1 - z0)) - 90, 0, 0),
                bevel=0.0,
            )
    for x in (-72.0, 72.0):
        for z in (-88.0, 88.0):
            d.rod((x, 0.0, z), (x, 40.0, z), 0.8, "metal")
            d.box(
                (8.0, 5.0, 1.0),
                "lamp",
                at=(x, 38.0, z),
                turn=(math.degrees(math.atan2(-x, -z)), 0, 0),
            )
    d.box((0.4, 0.42, 100.0), "white", at=(0.0, 0.0, 0.0), bevel=0.0)
    d.anchor("floor", (0.0, 0.4, 0.0))


def _gas_station(d: Draft) -> None:
    d.box((12.0, 0.7, 7.0), at=(0.0, 4.6, 2.0), bevel=0.05)
    d.box((12.1, 0.3, 7.1), "red", at=(0.0, 4.8, 2.0), bevel=0.02)
    for x in (-4.0, 4.0):
        for z in (0.0, 4.0):
            d.box((0.35, 4.6, 0.35), "metal", at=(x, 0.0, z))
    for x in (-3.0, 3.0):
        d.box((2.6, 0.18, 1.2), "concrete", at=(x, 0.0, 2.0))
        for s in (-1, 1):
            d.box((0.7, 1.7, 0.5), "red", at=(x + 0.6 * s, 0.18, 2.0), bevel=0.05)
            d.box((0.45, 0.4, 0.06), "screen", at=(x + 0.6 * s, 1.3, 2.25))
            d.tube(
                [(x + 0.95 * s, 1.4, 2.1), (x + 1.2 * s, 0.6, 2.2), (x + 1.0 * s, 1.1, 2.3)],
                0.03,
                "black",
            )
    d.box((9.0, 3.4, 4.5), "white", at=(0.0, 0.0, -5.0), bevel=0.03)
    d.box((6.4, 2.2, 0.08), "glass", at=(-0.6, 0.5, -2.75), bevel=0.0)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("cottage", (6.6, 5.5, 6.6), "#e0d8c4", draw=_cottage, kind="set"),
    item("log_cabin", (6.8, 4.45, 6.8), "#7a5234", draw=_log_cabin, kind="set",
         nouns="cabin, lodge, chalet"),
    item("shop", (7.2, 4.5, 7.4), "#8f6a5a", draw=_shop, kind="set",
         nouns="store, boutique, bakery, cafe, bookstore, florist, shopfront"),
    item("factory", (22.1, 25.7, 14.1), "#6f7276", draw=_factory, kind="set",
         nouns="power plant, mill works"),
    item("warehouse", (24.8, 9.0, 16.4), "#8d9aa5", draw=_warehouse, kind="set", nouns="depot"),
    item("hangar", (28.3, 9.09, 26.0), "#9aa3ab", draw=_hangar, kind="set"),
    item("temple", (16.0, 10.7, 24.0), "#e0d9c8", draw=_temple, kind="set",
         nouns="parthenon, greek temple"),
    item("pagoda", (8.4, 18.2, 8.4), "#8f2f2a", draw=_pagoda, kind="set", nouns="shrine"),
    item("mosque", (18.6, 18.4, 14.3), "#e6dcc5", draw=_mosque, kind="set"),
    item("pyramid", (60.0, 38.0, 60.0), "#cbb07a", draw=_pyramid, kind="set"),
    item("igloo", (3.62, 1.8, 4.49), "#e8eef2", draw=_igloo, kind="set"),
    item("hut", (5.32, 4.5, 5.4), "#a88a5f", draw=_hut, kind="set", nouns="mud hut"),
    item("teepee", (4.29, 5.24, 4.4), "#d8c8a8", draw=_teepee, kind="set", nouns="wigwam, tipi"),
    item("treehouse", (6.5, 7.12, 4.94), "#a87b45", draw=_treehouse, kind="set",
         nouns="tree house"),
    item("ruin", (14.0, 6.04, 7.5), "#c8bfae", draw=_ruin, kind="set", nouns="ruins"),
    item("greenhouse", (5.06, 4.09, 8.1), "#a8cdd0", draw=_greenhouse, kind="set",
         nouns="conservatory"),
    item("stadium", (151.0, 43.0, 182.0), "#3f6aa8", draw=_stadium, kind="set", nouns="arena"),
    item("gas_station", (12.1, 5.3, 12.8), "#e6e4df", draw=_gas_station, kind="set",
         nouns="petrol station"),
)  # fmt: skip
"""More buildings."""

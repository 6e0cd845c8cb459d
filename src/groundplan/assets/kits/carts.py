"""What is pushed, pulled and pedalled."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.outlines import side_view

__all__ = ["ENTRIES"]


def _wheelchair(d: Draft) -> None:
    for s in (-1, 1):
        d.ring(0.29, 0.02, "rubber", at=(0.3 * s, 0.31, -0.1), axis="x")
        d.ring(0.25, 0.008, "chrome", at=(0.34 * s, 0.31, -0.1), axis="x")
        for k in range(6):
            a = k * math.pi / 6
            d.rod(
                (0.3 * s, 0.31 - 0.28 * math.sin(a), -0.1 - 0.28 * math.cos(a)),
                (0.3 * s, 0.31 + 0.28 * math.sin(a), -0.1 + 0.28 * math.cos(a)),
                0.003,
                "chrome",
            )
        d.cylinder(0.08, 0.03, "rubber", at=(0.24 * s, 0.08, 0.35), axis="x")
        d.rod((0.22 * s, 0.1, 0.35), (0.22 * s, 0.48, 0.24), 0.013, "metal")
        d.rod((0.22 * s, 0.48, -0.22), (0.22 * s, 0.95, -0.3), 0.014, "metal")
        d.rod((0.22 * s, 0.93, -0.3), (0.22 * s, 0.93, -0.42), 0.018, "dark")
        d.box((0.05, 0.03, 0.3), "dark", at=(0.24 * s, 0.68, -0.05))
        d.rod((0.22 * s, 0.48, 0.24), (0.2 * s, 0.12, 0.5), 0.013, "metal")
        d.box((0.16, 0.015, 0.14), "dark", at=(0.11 * s, 0.1, 0.52))
    d.box((0.44, 0.05, 0.44), at=(0.0, 0.47, 0.0), bevel=0.02)
    d.box((0.42, 0.42, 0.03), at=(0.0, 0.5, -0.24), turn=(0, -8, 0), bevel=0.01)
    d.anchor("seat", (0.0, 0.52, 0.0))


def _stroller(d: Draft) -> None:
    for s in (-1, 1):
        for z, r in ((-0.3, 0.14), (0.35, 0.11)):
            d.ring(r, 0.02, "rubber", at=(0.26 * s, r + 0.02, z), axis="x")
            d.cylinder(0.04, 0.04, "metal", at=(0.26 * s, r + 0.02, z), axis="x")
        d.rod((0.25 * s, 0.14, 0.35), (0.23 * s, 1.02, -0.5), 0.014, "metal")
        d.rod((0.25 * s, 0.16, -0.3), (0.23 * s, 0.6, 0.05), 0.014, "metal")
    d.rod((-0.24, 1.02, -0.5), (0.24, 1.02, -0.5), 0.018, "dark")
    d.box((0.42, 0.2, 0.7), at=(0.0, 0.48, 0.0), bevel=0.05)
    d.tube(
        [(0.0, 0.6, -0.3), (0.0, 0.9, -0.24), (0.0, 0.98, -0.08), (0.0, 0.86, 0.06)],
        (0.2, 0.21, 0.2, 0.17),
    )
    d.box((0.36, 0.12, 0.3), "white", at=(0.0, 0.64, 0.15), bevel=0.05)


def _shopping_cart(d: Draft) -> None:
    def at(t: float, s: float, y: float) -> tuple[float, float, float]:
        return ((0.28 - 0.06 * t) * s, y, -0.4 + 0.85 * t)

    for t in range(9):
        f = t / 8
        for s in (-1, 1):
            d.rod(at(f, s, 0.45 + 0.06 * f), at(f, s, 0.98 - 0.05 * f), 0.004)
        d.rod(at(f, -1, 0.45 + 0.06 * f), at(f, 1, 0.45 + 0.06 * f), 0.004)
    for k in range(6):
        y = 0.1 * k
        for s in (-1, 1):
            d.rod(at(0, s, 0.46 + y), at(1, s, 0.51 + 0.85 * y), 0.005)
        d.rod(at(1, -1, 0.51 + 0.085 * k), at(1, 1, 0.51 + 0.085 * k), 0.004)
        d.rod(at(0, -1, 0.46 + y), at(0, 1, 0.46 + y), 0.004)
    for s in (-1, 1):
        d.rod((0.27 * s, 0.12, -0.4), (0.27 * s, 1.02, -0.46), 0.014)
        d.rod((0.25 * s, 0.16, -0.4), (0.2 * s, 0.16, 0.4), 0.014)
        for z, x in ((-0.38, 0.26), (0.38, 0.2)):
            d.cylinder(0.06, 0.03, "dark", at=(x * s, 0.06, z), axis="x")
    d.rod((-0.29, 1.02, -0.46), (0.29, 1.02, -0.46), 0.018, "red")


def _sled(d: Draft) -> None:
    for s in (-1, 1):
        d.tube(
            [
                (0.2 * s, 0.02, -0.55),
                (0.2 * s, 0.02, 0.4),
                (0.2 * s, 0.08, 0.55),
                (0.2 * s, 0.25, 0.6),
                (0.2 * s, 0.28, 0.5),
            ],
            0.018,
        )
        for z in (-0.4, 0.0, 0.35):
            d.rod((0.2 * s, 0.02, z), (0.17 * s, 0.2, z), 0.014)
    for k in range(5):
        d.box((0.07, 0.02, 1.05), at=(-0.16 + 0.08 * k, 0.2, -0.05))
    d.tube([(-0.2, 0.2, 0.55), (0.0, 0.06, 0.85), (0.2, 0.2, 0.55)], 0.008, "red")
    d.anchor("seat", (0.0, 0.22, -0.1))


def _sleigh(d: Draft) -> None:
    for s in (-1, 1):
        d.tube(
            [
                (0.5 * s, 0.03, -1.0),
                (0.5 * s, 0.03, 0.9),
                (0.5 * s, 0.2, 1.3),
                (0.5 * s, 0.6, 1.4),
                (0.5 * s, 0.7, 1.2),
            ],
            0.035,
            "gold",
        )
        for z in (-0.7, 0.6):
            d.rod((0.5 * s, 0.03, z), (0.45 * s, 0.45, z), 0.03, "gold")
    side_view(
        d,
        [
            (-1.1, 0.4),
            (-1.25, 1.3),
            (-1.05, 1.35),
            (-0.8, 0.9),
            (0.4, 0.75),
            (0.9, 1.0),
            (1.2, 1.3),
            (1.3, 1.2),
            (0.95, 0.5),
            (0.8, 0.4),
        ],
        1.1,
    )
    d.box((1.0, 0.2, 0.5), "darkwood", at=(0.0, 0.75, -0.6), bevel=0.05)
    d.anchor("seat", (0.0, 0.95, -0.55))


def _spoked(d: Draft, at: tuple[float, float, float], radius: float) -> None:
    x, y, z = at
    d.ring(radius, 0.045, "darkwood", at=at, axis="x")
    d.cylinder(0.09, 0.14, "darkwood", at=at, axis="x")
    for k in range(5):
        a = k * math.pi / 5
        d.rod(
            (x, y - radius * math.sin(a), z - radius * math.cos(a)),
            (x, y + radius * math.sin(a), z + radius * math.cos(a)),
            0.025,
            "wood",
        )


def _carriage(d: Draft) -> None:
    for s in (-1, 1):
        _spoked(d, (0.75 * s, 0.66, -1.0), 0.6)
        _spoked(d, (0.7 * s, 0.52, 1.2), 0.46)
        d.box((0.04, 0.55, 0.5), "glass", at=(0.62 * s, 1.55, -0.05))
    side_view(
        d, [(-1.0, 1.0), (-0.8, 0.75), (0.7, 0.75), (0.9, 1.0), (0.8, 2.1), (-0.9, 2.1)], 1.24
    )
    d.box((1.4, 0.1, 1.9), "dark", at=(0.0, 2.1, -0.05))
    d.box((1.0, 0.1, 0.5), "dark", at=(0.0, 1.35, 1.2))
    d.box((1.0, 0.4, 0.08), "dark", at=(0.0, 1.4, 0.98))
    d.box((0.14, 0.14, 2.6), "darkwood", at=(0.0, 0.6, 0.1))
    for s in (-1, 1):
        d.rod((0.3 * s, 0.6, 1.3), (0.3 * s, 0.8, 3.2), 0.035, "wood")
        d.box((0.1, 0.2, 0.1), "lamp", at=(0.66 * s, 1.5, 0.85))
    d.anchor("seat", (0.0, 1.45, 1.2))


def _covered_wagon(d: Draft) -> None:
    for s in (-1, 1):
        _spoked(d, (0.8 * s, 0.66, -1.2), 0.6)
        _spoked(d, (0.75 * s, 0.52, 1.3), 0.46)
    d.box((1.4, 0.6, 3.4), "planks", at=(0.0, 0.85, 0.0))
    arch = [
        (0.8 * math.cos(a), 1.4 + 1.1 * math.sin(a)) for a in (k * math.pi / 14 for k in range(15))
    ]
    d.slab(arch, 3.5)
    d.rod((0.0, 0.75, 1.6), (0.0, 0.7, 3.3), 0.04, "wood")
    d.anchor("seat", (0.0, 1.45, 1.7))


def _chariot(d: Draft) -> None:
    for s in (-1, 1):
        _spoked(d, (0.62 * s, 0.52, -0.1), 0.46)
    d.box((1.0, 0.06, 0.9), "wood", at=(0.0, 0.55, -0.1))
    shape = [(0.5 * math.cos(a), 0.5 * math.sin(a)) for a in (k * math.pi / 12 for k in range(13))]
    inner = [(0.92 * x, 0.92 * y) for x, y in reversed(shape)]
    d.slab([*shape, *inner], 0.8, at=(0.0, 1.0, -0.1), turn=(0, 90, 0))
    d.rod((0.0, 0.55, 0.3), (0.0, 0.85, 2.4), 0.035, "wood")
    d.rod((-0.6, 0.9, 2.4), (0.6, 0.9, 2.4), 0.03, "wood")
    d.anchor("top", (0.0, 0.61, -0.15))


def _unicycle(d: Draft) -> None:
    d.ring(0.3, 0.022, "rubber", at=(0.0, 0.32, 0.0), axis="x")
    for k in range(6):
        a = k * math.pi / 6
        d.rod(
            (0.0, 0.32 - 0.3 * math.sin(a), -0.3 * math.cos(a)),
            (0.0, 0.32 + 0.3 * math.sin(a), 0.3 * math.cos(a)),
            0.003,
            "chrome",
        )
    for s in (-1, 1):
        d.rod((0.06 * s, 0.32, 0.0), (0.04 * s, 0.7, 0.0), 0.013)
        d.rod((0.08 * s, 0.32, 0.0), (0.08 * s, 0.32 + 0.15 * s, 0.0), 0.01, "metal")
        d.box((0.09, 0.02, 0.08), "dark", at=(0.13 * s, 0.31 + 0.15 * s, 0.0))
    d.rod((0.0, 0.68, 0.0), (0.0, 0.86, 0.0), 0.014, "metal")
    d.slab(
        [(-0.14, 0.9), (0.0, 0.86), (0.14, 0.9), (0.12, 0.84), (-0.12, 0.84)],
        0.1,
        "dark",
        at=(0.0, 0.03, 0.0),
        turn=(90, 0, 0),
    )
    d.anchor("seat", (0.0, 0.91, 0.0))


def _tricycle(d: Draft) -> None:
    for at, r in (
        ((-0.2, 0.11, -0.28), 0.1),
        ((0.2, 0.11, -0.28), 0.1),
        ((0.0, 0.16, 0.25), 0.145),
    ):
        d.ring(r, 0.022, "rubber", at=at, axis="x")
        d.cylinder(0.7 * r, 0.02, "white", at=at, axis="x")
    d.rod((-0.2, 0.11, -0.28), (0.2, 0.11, -0.28), 0.012, "metal")
    d.tube([(0.0, 0.12, -0.28), (0.0, 0.3, -0.1), (0.0, 0.34, 0.17)], 0.02)
    d.rod((0.0, 0.16, 0.25), (0.0, 0.52, 0.16), 0.016)
    d.tube([(-0.2, 0.54, 0.08), (0.0, 0.53, 0.17), (0.2, 0.54, 0.08)], 0.012, "dark")
    d.ball((0.09, 0.03, 0.11), "dark", at=(0.0, 0.34, -0.12))
    for s in (-1, 1):
        d.box((0.08, 0.02, 0.05), "dark", at=(0.1 * s, 0.15 + 0.05 * s, 0.25))
    d.anchor("seat", (0.0, 0.37, -0.12))


def _rickshaw(d: Draft) -> None:
    for s in (-1, 1):
        _spoked(d, (0.55 * s, 0.5, -0.2), 0.45)
        d.rod((0.35 * s, 0.55, 0.2), (0.3 * s, 0.75, 1.9), 0.025, "wood")
    d.rod((-0.3, 0.75, 1.9), (0.3, 0.75, 1.9), 0.02, "wood")
    d.box((0.9, 0.12, 0.55), at=(0.0, 0.75, -0.2), bevel=0.04)
    d.box((0.9, 0.6, 0.1), at=(0.0, 0.8, -0.48), turn=(0, -10, 0), bevel=0.04)
    d.box((0.8, 0.05, 0.5), "wood", at=(0.0, 0.45, 0.25))
    arc = [
        (-0.55 + 0.75 * math.cos(a), 1.3 + 0.55 * math.sin(a))
        for a in (0.2 + k * 0.28 for k in range(9))
    ]
    side_view(d, [*arc, *((0.93 * z - 0.04, y - 0.07) for z, y in reversed(arc))], 1.0, "dark")
    d.anchor("seat", (0.0, 0.87, -0.2))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("wheelchair", (0.696, 0.952, 1.01), "#26305a", draw=_wheelchair, kind="vehicle"),
    item("stroller", (0.56, 1.18, 0.998), "#3f5a7a", draw=_stroller, kind="vehicle",
         nouns="pram, baby carriage, pushchair"),
    item("shopping_cart", (0.58, 1.04, 0.932), "#b9bec4", draw=_shopping_cart, kind="vehicle",
         nouns="shopping trolley"),
    item("sled", (0.434, 0.295, 1.43), "#a87b45", draw=_sled, kind="vehicle", nouns="toboggan"),
    item("sleigh", (1.1, 1.35, 2.68), "#a02a2a", draw=_sleigh, kind="vehicle"),
    item("carriage", (1.64, 2.18, 4.85), "#5a1f2a", draw=_carriage, kind="vehicle",
         nouns="horse carriage, stagecoach"),
    item("wagon", (1.74, 2.48, 5.15), "#e0d8c4", draw=_covered_wagon, kind="vehicle",
         nouns="covered wagon"),
    item("chariot", (1.38, 1.39, 3.03), "#b3862a", draw=_chariot, kind="vehicle"),
    item("unicycle", (0.35, 0.932, 0.644), "#b3342c", draw=_unicycle, kind="vehicle"),
    item("tricycle", (0.444, 0.563, 0.819), "#b3342c", draw=_tricycle, kind="vehicle"),
    item("rickshaw", (1.24, 1.84, 3.04), "#8f2f33", draw=_rickshaw, kind="vehicle"),
)  # fmt: skip
"""What is pushed, pulled and pedalled."""

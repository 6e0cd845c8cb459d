"""The furniture of streets, gardens and graveyards."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _bollard(d: Draft) -> None:
    d.lathe([(0.12, 0.0), (0.1, 0.05), (0.09, 0.8), (0.11, 0.84), (0.09, 0.93), (0.0, 0.98)])
    d.ring(0.092, 0.012, "white", at=(0.0, 0.7, 0.0))


def _parking_meter(d: Draft) -> None:
    d.cylinder(0.035, 1.1, "metal")
    d.cylinder(0.1, 0.03, "dark")
    d.slab(
        [
            (-0.1, 0.0),
            (0.1, 0.0),
            (0.12, 0.18),
            (0.09, 0.3),
            (0.0, 0.35),
            (-0.09, 0.3),
            (-0.12, 0.18),
        ],
        0.13,
        at=(0.0, 1.08, 0.0),
    )
    d.box((0.15, 0.08, 0.02), "screen", at=(0.0, 1.27, 0.06))
    d.box((0.03, 0.05, 0.02), "dark", at=(0.05, 1.14, 0.065))
    d.cylinder(0.02, 0.02, "chrome", at=(-0.04, 1.16, 0.07), axis="z", sides=12)


def _bus_stop(d: Draft) -> None:
    d.box((4.0, 0.1, 1.7), at=(0.0, 2.45, 0.0))
    for x in (-1.9, 1.9):
        for z in (-0.75, 0.7):
            d.rod((x, 0.0, z), (x, 2.45, z), 0.04)
        d.box((0.04, 1.8, 1.3), "glass", at=(x, 0.35, -0.05), bevel=0.0)
    d.box((3.8, 1.8, 0.04), "glass", at=(0.0, 0.35, -0.75), bevel=0.0)
    d.box((2.4, 0.06, 0.4), "wood", at=(-0.3, 0.45, -0.45))
    for x in (-1.3, 0.7):
        d.box((0.05, 0.45, 0.3), at=(x, 0.0, -0.45))
    d.rod((2.3, 0.0, 0.6), (2.3, 2.9, 0.6), 0.04)
    d.box((0.06, 0.5, 0.5), "blue", at=(2.3, 2.4, 0.6))
    d.anchor("seat", (-0.3, 0.51, -0.4))


def _bird_house(d: Draft) -> None:
    d.box((0.18, 0.22, 0.18), at=(0.0, 1.5, 0.0))
    d.slab([(-0.16, 0.0), (0.16, 0.0), (0.0, 0.13)], 0.26, "red", at=(0.0, 1.7, 0.0))
    d.cylinder(0.028, 0.01, "black", at=(0.0, 1.62, 0.09), axis="z")
    d.rod((0.0, 1.56, 0.08), (0.0, 1.56, 0.15), 0.007, "wood")
    d.rod((0.0, 0.0, 0.0), (0.0, 1.5, 0.0), 0.03, "wood")


def _bird_feeder(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 1.4, 0.0), 0.025, "wood")
    d.box((0.4, 0.04, 0.4), at=(0.0, 1.4, 0.0))
    for x in (-0.16, 0.16):
        for z in (-0.16, 0.16):
            d.rod((x, 1.42, z), (x, 1.7, z), 0.012)
    d.lathe([(0.34, 1.68), (0.0, 1.9)], "darkwood", turn=(45, 0, 0), sides=4)
    d.lathe([(0.09, 1.44), (0.06, 1.47), (0.0, 1.48)], "yellow")


def _scarecrow(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 1.8, 0.0), 0.035, "wood")
    d.rod((-0.85, 1.35, 0.0), (0.85, 1.35, 0.0), 0.03, "wood")
    d.slab(
        [
            (-0.26, 0.7),
            (0.26, 0.7),
            (0.24, 1.2),
            (0.7, 1.22),
            (0.7, 1.46),
            (-0.7, 1.46),
            (-0.7, 1.22),
            (-0.24, 1.2),
        ],
        0.22,
    )
    d.slab(
        [
            (-0.24, 0.72),
            (0.24, 0.72),
            (0.26, 0.15),
            (0.06, 0.15),
            (0.0, 0.55),
            (-0.06, 0.15),
            (-0.26, 0.15),
        ],
        0.18,
        "blue",
    )
    d.ball((0.15, 0.17, 0.14), "cream", at=(0.0, 1.63, 0.0))
    d.lathe([(0.34, 1.74), (0.3, 1.76), (0.15, 1.78), (0.08, 2.0), (0.0, 2.03)], "wood")
    for s in (-1, 1):
        d.ball(0.022, "black", at=(0.055 * s, 1.66, 0.128), sides=8)
        for k in range(5):
            d.rod(
                (0.7 * s, 1.3 + 0.02 * k, 0.03 * (k - 2)),
                (0.92 * s, 1.24 + 0.05 * k, 0.06 * (k - 2)),
                0.01,
                "yellow",
            )
    d.cone(0.025, 0.09, "orange", at=(0.0, 1.61, 0.13), turn=(0, 90, 0), sides=10)


def _sandbox(d: Draft) -> None:
    d.box((1.7, 0.2, 1.7), "cream", bevel=0.02)
    for s in (-1, 1):
        d.box((2.0, 0.28, 0.18), at=(0.0, 0.0, 0.9 * s))
        d.box((0.18, 0.28, 1.7), at=(0.9 * s, 0.0, 0.0))
    d.lathe([(0.35, 0.18), (0.15, 0.34), (0.0, 0.4)], "cream", at=(-0.3, 0.0, -0.2))
    d.lathe([(0.09, 0.2), (0.12, 0.4), (0.0, 0.4)], "red", at=(0.4, 0.0, 0.3))
    d.rod((0.1, 0.24, 0.45), (0.35, 0.26, 0.6), 0.02, "blue")
    d.ball((0.08, 0.02, 0.06), "blue", at=(0.05, 0.23, 0.42), sides=10)


def _barrier(d: Draft) -> None:
    for s in (-1, 1):
        for z in (-0.25, 0.25):
            d.rod((0.75 * s, 0.0, z), (0.75 * s, 1.0, 0.0), 0.025, "metal")
    for y in (0.5, 0.82):
        for k in range(8):
            d.box(
                (0.235, 0.18, 0.05),
                "main" if k % 2 else "white",
                at=(-0.82 + 0.235 * k, y, 0.0),
                bevel=0.0,
            )
    d.ball(0.06, "lamp", at=(0.7, 1.08, 0.0), sides=10)


def _manhole(d: Draft) -> None:
    d.cylinder(0.36, 0.03, "stone", sides=32)
    d.cylinder(0.31, 0.04, sides=32)
    for k in range(-3, 4):
        half = 0.27 if abs(k) < 3 else 0.16
        d.box((2 * half, 0.006, 0.03), at=(0.0, 0.038, 0.075 * k), bevel=0.0)
        d.box((0.03, 0.006, 2 * half), at=(0.075 * k, 0.038, 0.0), bevel=0.0)


def _scaffold(d: Draft) -> None:  # noqa: C901 - loops, no decisions
    for x in (-2.0, 0.0, 2.0):
        for z in (-0.5, 0.5):
            d.rod((x, 0.0, z), (x, 6.0, z), 0.03)
    for y in (2.0, 4.0, 6.0):
        for z in (-0.5, 0.5):
            d.rod((-2.0, y, z), (2.0, y, z), 0.03)
        for x in (-2.0, 0.0, 2.0):
            d.rod((x, y, -0.5), (x, y, 0.5), 0.03)
        if y < 6:
            d.box((4.0, 0.06, 0.9), "planks", at=(0.0, y, 0.0), bevel=0.0)
            d.rod((-2.0, y + 1.0, 0.5), (2.0, y + 1.0, 0.5), 0.022)
    for x in (-2.0, 0.0):
        for y in (0.0, 2.0, 4.0):
            d.rod((x, y, 0.5), (x + 2.0, y + 2.0, 0.5), 0.02)
    d.anchor("top", (0.0, 4.06, 0.0))


def _podium(d: Draft) -> None:
    d.slab([(-0.25, 0.0), (0.25, 0.0), (0.3, 1.0), (-0.3, 1.0)], 0.4)
    d.box((0.72, 0.04, 0.55), at=(0.0, 1.02, 0.02), turn=(0, -14, 0))
    d.box((0.4, 0.4, 0.02), "gold", at=(0.0, 0.45, 0.2), bevel=0.01)
    d.tube([(0.1, 1.05, -0.05), (0.1, 1.25, -0.08), (0.06, 1.33, 0.0)], 0.008, "black")
    d.ball((0.02, 0.03, 0.02), "black", at=(0.05, 1.34, 0.01), sides=10)


def _winners_podium(d: Draft) -> None:
    for x, h in ((0.0, 0.6), (-0.8, 0.42), (0.8, 0.28)):
        d.box((0.8, h, 0.8), at=(x, 0.0, 0.0), bevel=0.01)
        d.box((0.18, 0.22, 0.01), "gold", at=(x, 0.3 * h, 0.4), bevel=0.0)


def _awning(d: Draft) -> None:
    for k in range(9):
        d.slab(
            [(0.0, 1.2), (1.4, 0.5), (1.4, 0.25), (1.36, 0.25), (1.36, 0.45), (0.0, 1.12)][::-1],
            0.4,
            "main" if k % 2 else "white",
            at=(-1.6 + 0.4 * k, 0.0, 0.0),
            turn=(-90, 0, 0),
        )
    for x in (-1.75, 1.75):
        d.rod((x, 0.3, 0.0), (x, 0.5, 1.36), 0.02, "iron")


def _gravestone(d: Draft) -> None:
    arc = [
        (0.32 * math.cos(a), 0.7 + 0.28 * math.sin(a))
        for a in (math.pi * k / 12 for k in range(13))
    ]
    d.slab([(0.32, 0.0), *arc, (-0.32, 0.0)], 0.14)
    d.box((0.8, 0.12, 0.3))
    d.box((0.05, 0.3, 0.02), "dark", at=(0.0, 0.5, 0.07), bevel=0.0)
    d.box((0.2, 0.05, 0.02), "dark", at=(0.0, 0.66, 0.07), bevel=0.0)
    d.box((0.7, 0.06, 1.5), "soil", at=(0.0, 0.0, 0.85), bevel=0.03)


def _cross(d: Draft) -> None:
    d.box((0.18, 2.0, 0.18))
    d.box((1.1, 0.18, 0.18), at=(0.0, 1.35, 0.0))


def _market_stall(d: Draft) -> None:
    d.box((2.6, 0.85, 1.0), "planks", at=(0.0, 0.0, 0.2))
    for x in (-1.3, 1.3):
        for z, h in ((-0.6, 2.5), (0.8, 2.1)):
            d.rod((x, 0.0, z), (x, h, z), 0.04, "wood")
    for k in range(8):
        d.slab(
            [(-0.8, 2.55), (1.1, 2.0), (1.1, 1.75), (1.06, 1.75), (1.06, 1.95), (-0.8, 2.48)][::-1],
            0.35,
            "main" if k % 2 else "white",
            at=(-1.225 + 0.35 * k, 0.0, 0.0),
            turn=(-90, 0, 0),
        )
    for k in range(4):
        d.box((0.55, 0.14, 0.7), "wood", at=(-0.93 + 0.62 * k, 0.86, 0.25), turn=(0, 8, 0))
        for i in range(9):
            d.ball(
                0.07,
                ("red", "orange", "green", "yellow")[k],
                at=(-1.1 + 0.62 * k + 0.17 * (i % 3), 1.03, 0.05 + 0.18 * (i // 3)),
                sides=8,
            )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("bollard", (0.24, 0.98, 0.24), "#3b3e42", draw=_bollard),
    item("parking_meter", (0.24, 1.43, 0.2), "#66696e", draw=_parking_meter),
    item("bus_stop", (4.34, 2.9, 1.7), "#66788a", draw=_bus_stop, nouns="bus shelter"),
    item("bird_house", (0.32, 1.83, 0.28), "#b98a55", draw=_bird_house, nouns="birdhouse"),
    item("bird_feeder", (0.481, 1.9, 0.481), "#b98a55", draw=_bird_feeder, nouns="birdfeeder"),
    item("scarecrow", (1.85, 2.03, 0.68), "#b3342c", draw=_scarecrow),
    item("sandbox", (2.0, 0.4, 1.98), "#a87b45", draw=_sandbox, nouns="sandpit"),
    item("barrier", (1.88, 1.15, 0.549), "#c8502a", draw=_barrier, nouns="barricade, road barrier"),
    item("manhole", (0.72, 0.044, 0.72), "#4a4e54", draw=_manhole, nouns="manhole cover"),
    item("scaffold", (4.06, 6.04, 1.06), "#8d9196", draw=_scaffold, nouns="scaffolding"),
    item("podium", (0.72, 1.37, 0.542), "#6b4527", draw=_podium, nouns="lectern, pulpit"),
    item("winners_podium", (2.4, 0.6, 0.805), "#e6e4df", draw=_winners_podium),
    item("awning", (3.6, 0.95, 1.4), "#b3342c", draw=_awning),
    item("gravestone", (0.8, 0.98, 1.75), "#8a867f", draw=_gravestone,
         nouns="tombstone, headstone, grave"),
    item("cross", (1.1, 2.0, 0.18), "#7a5a3c", draw=_cross, nouns="crucifix"),
    item("market_stall", (2.8, 2.55, 1.9), "#3f8f4a", draw=_market_stall,
         nouns="fruit stand, stall, market stand"),
)  # fmt: skip
"""The furniture of streets, gardens and graveyards."""

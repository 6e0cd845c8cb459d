"""Building and farm machines, and what runs on rails."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.outlines import side_view
from groundplan.assets.kits.rolling import road_wheel

__all__ = ["ENTRIES"]


def _tractor(d: Draft) -> None:
    d.box((0.7, 0.65, 1.7), at=(0.0, 0.75, 0.85), bevel=0.08)
    d.box((0.6, 0.5, 0.04), "dark", at=(0.0, 0.8, 1.7))
    d.box((1.0, 0.3, 1.2), "iron", at=(0.0, 0.7, -0.6))
    for s in (-1, 1):
        road_wheel(d, (0.75 * s, 0.8, -0.7), 0.8, 0.42)
        road_wheel(d, (0.62 * s, 0.45, 1.25), 0.45, 0.26)
        d.slab(
            [(0.15, 1.5), (1.1, 1.62), (1.5, 1.2), (1.4, 1.1), (1.05, 1.5), (0.15, 1.4)],
            0.45,
            at=(0.72 * s, 0.1, 0.0),
            turn=(90, 0, 0),
        )
        for z in (0.0, -1.2):
            d.rod((0.5 * s, 1.3, z), (0.5 * s, 2.5, z), 0.04, "dark")
    d.box((1.15, 0.08, 1.4), at=(0.0, 2.5, -0.6))
    d.box((0.5, 0.12, 0.45), "dark", at=(0.0, 1.15, -0.65))
    d.box((0.5, 0.5, 0.1), "dark", at=(0.0, 1.2, -0.9))
    d.ring(0.22, 0.02, "dark", at=(0.0, 1.55, -0.1), axis="z")
    d.cylinder(0.05, 0.8, "iron", at=(0.2, 1.4, 1.3))
    d.anchor("seat", (0.0, 1.27, -0.65))


def _tracks(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, half_x: float, length: float, high: float, width: float
) -> None:
    r = 0.5 * high
    for s in (-1, 1):
        loop = [(0.5 * length * k - (k * r), 0.0) for k in (-1, 1)]
        outline = [
            (loop[1][0] + r * math.cos(a), r + r * math.sin(a))
            for a in (k * math.pi / 8 - math.pi / 2 for k in range(9))
        ]
        outline += [
            (loop[0][0] - r * math.cos(a), r + r * math.sin(a))
            for a in (math.pi / 2 - k * math.pi / 8 for k in range(9))
        ]
        d.slab(
            [(-z, y) for z, y in outline],
            width,
            "rubber",
            at=(half_x * s, 0.0, 0.0),
            turn=(90, 0, 0),
        )
        for k in range(5):
            z = -0.5 * length + r + k * (length - 2 * r) / 4
            d.cylinder(0.7 * r, width * 1.08, "metal", at=(half_x * s, r, z), axis="x")


def _bulldozer(d: Draft) -> None:
    _tracks(d, 0.95, 3.4, 1.0, 0.5)
    d.box((1.3, 0.9, 2.0), at=(0.0, 0.7, 0.7), bevel=0.06)
    d.box((1.5, 1.5, 1.3), "glass", at=(0.0, 1.5, -0.8), bevel=0.05)
    d.box((1.6, 0.1, 1.5), at=(0.0, 2.95, -0.8))
    for s in (-1, 1):
        for z in (-1.42, -0.18):
            d.box((0.1, 1.5, 0.1), at=(0.74 * s, 1.5, z))
        d.rod((1.0 * s, 0.5, 0.2), (1.1 * s, 0.5, 2.3), 0.1)
    d.slab(
        [(2.3, 0.05), (2.5, 0.0), (2.45, 0.6), (2.5, 1.2), (2.3, 1.25), (2.28, 0.6)][::-1],
        3.2,
        at=(0.0, 0.0, 0.0),
        turn=(-90, 0, 0),
    )
    d.cylinder(0.08, 0.7, "iron", at=(0.35, 1.6, 1.2))


def _excavator(d: Draft) -> None:
    _tracks(d, 0.95, 3.2, 0.8, 0.5)
    d.box((2.2, 0.2, 2.2), "iron", at=(0.0, 0.75, 0.0))
    d.box((2.3, 1.0, 2.0), at=(0.0, 0.95, -0.7), bevel=0.1)
    d.box((0.95, 1.7, 1.5), "glass", at=(0.65, 0.95, 0.55), bevel=0.08)
    d.box((1.0, 0.08, 1.55), at=(0.65, 2.62, 0.55))
    d.tube(
        [(-0.3, 1.3, 0.5), (-0.3, 3.3, 1.8), (-0.3, 3.4, 2.6), (-0.3, 2.9, 3.6)],
        (0.2, 0.24, 0.22, 0.16),
    )
    d.rod((-0.3, 3.2, 3.3), (-0.3, 1.1, 4.0), 0.16)
    d.rod((-0.3, 1.8, 1.0), (-0.3, 2.9, 1.7), 0.08, "chrome")
    d.slab(
        [(3.6, 1.3), (4.2, 1.1), (4.3, 0.5), (3.9, 0.2), (3.5, 0.35), (3.75, 0.6)][::-1],
        0.9,
        "iron",
        at=(-0.3, 0.0, 0.0),
        turn=(-90, 0, 0),
    )


def _tank(d: Draft) -> None:
    _tracks(d, 1.35, 6.2, 0.95, 0.6)
    side_view(d, [(-3.1, 0.7), (-3.0, 1.3), (2.2, 1.35), (3.2, 0.9), (2.8, 0.5), (-2.8, 0.5)], 3.3)
    d.lathe([(1.35, 1.3), (1.25, 1.75), (0.9, 2.0), (0.0, 2.05)], at=(0.0, 0.0, -0.2), sides=10)
    d.rod((0.0, 1.65, 0.8), (0.0, 1.75, 4.8), 0.09)
    d.cylinder(0.13, 0.35, at=(0.0, 1.75, 4.7), axis="z")
    d.cylinder(0.35, 0.2, at=(0.4, 1.98, -0.4))
    d.rod((-0.9, 1.8, -0.9), (-0.9, 3.0, -1.0), 0.012, "dark")


def _harvester(d: Draft) -> None:
    d.box((2.6, 2.0, 4.6), at=(0.0, 1.1, -0.8), bevel=0.15)
    d.box((1.7, 1.5, 1.4), "glass", at=(0.0, 2.0, 1.9), bevel=0.08)
    d.box((1.8, 0.1, 1.6), at=(0.0, 3.45, 1.9))
    for s in (-1, 1):
        road_wheel(d, (1.35 * s, 0.9, 1.2), 0.9, 0.6)
        road_wheel(d, (1.1 * s, 0.55, -2.4), 0.55, 0.4)
    d.slab([(1.8, 1.3), (3.4, 0.4), (3.4, 0.15), (1.8, 0.7)][::-1], 1.2, turn=(-90, 0, 0))
    d.box((5.6, 0.7, 0.9), at=(0.0, 0.15, 3.4))
    for k in range(6):
        a = k * math.tau / 6
        d.box(
            (5.4, 0.05, 0.05), "metal", at=(0.0, 0.9 + 0.55 * math.sin(a), 4.2 + 0.55 * math.cos(a))
        )
        for x in (-2.7, 0.0, 2.7):
            d.rod(
                (x, 0.9, 4.2),
                (x, 0.9 + 0.55 * math.sin(a), 4.2 + 0.55 * math.cos(a)),
                0.03,
                "metal",
            )
    d.rod((-1.1, 2.9, -1.0), (-3.4, 3.4, -1.0), 0.18)


def _tram(d: Draft) -> None:
    d.box((2.5, 2.6, 13.0), at=(0.0, 0.4, 0.0), bevel=0.2)
    for s in (-1, 1):
        d.box((0.04, 1.0, 11.6), "glass", at=(1.24 * s, 1.6, 0.0))
        for k in range(8):
            d.box((0.06, 1.05, 0.12), at=(1.24 * s, 1.57, -5.6 + 1.6 * k))
        d.box((0.04, 0.25, 12.6), "white", at=(1.24 * s, 1.15, 0.0))
        for z in (-4.5, -3.2, 3.2, 4.5):
            d.cylinder(0.34, 0.12, "iron", at=(0.8 * s, 0.34, z), axis="x")
        d.box((2.1, 1.2, 0.05), "glass", at=(0.0, 1.5, 6.49 * s))
    d.tube([(-0.5, 3.0, 1.0), (0.0, 3.6, 0.0), (0.0, 4.2, 1.0)], 0.04, "iron")
    d.rod((-0.7, 4.2, 1.0), (0.7, 4.2, 1.0), 0.04, "iron")
    d.box((1.4, 0.3, 0.06), "lamp", at=(0.0, 2.7, 6.49))


def _steam_train(d: Draft) -> None:  # noqa: C901 - loops, no decisions
    d.cylinder(0.9, 5.2, at=(0.0, 2.1, 1.6), axis="z", sides=28)
    d.cylinder(0.95, 0.9, "dark", at=(0.0, 2.1, 4.3), axis="z", sides=28)
    d.cylinder(0.3, 0.9, "dark", at=(0.0, 2.95, 4.2), top=0.42)
    for z in (0.6, 2.4):
        d.cylinder(0.32, 0.5, "gold", at=(0.0, 2.85, z))
        d.ball((0.32, 0.2, 0.32), "gold", at=(0.0, 3.35, z))
    d.box((2.4, 1.9, 2.0), at=(0.0, 1.5, -2.0), bevel=0.03)
    d.box((2.7, 0.14, 2.5), "dark", at=(0.0, 3.4, -2.0))
    for s in (-1, 1):
        d.box((0.05, 0.7, 0.8), "glass", at=(1.2 * s, 2.4, -1.9))
        for z in (-1.9, -0.2, 1.5):
            d.ring(0.7, 0.07, "red", at=(0.75 * s, 0.77, z), axis="x")
            for k in range(4):
                a = k * math.pi / 4
                d.rod(
                    (0.75 * s, 0.77 - 0.7 * math.sin(a), z - 0.7 * math.cos(a)),
                    (0.75 * s, 0.77 + 0.7 * math.sin(a), z + 0.7 * math.cos(a)),
                    0.04,
                    "red",
                )
        for z in (3.2, 4.3):
            d.cylinder(0.42, 0.12, "red", at=(0.75 * s, 0.42, z), axis="x")
        d.rod((0.88 * s, 0.6, -1.9), (0.88 * s, 0.6, 3.6), 0.07, "metal")
        d.cylinder(0.3, 0.9, "dark", at=(0.95 * s, 0.75, 4.0), axis="z")
    d.box((2.0, 0.25, 8.0), "iron", at=(0.0, 1.05, 0.9))
    for k in range(7):
        d.rod((-0.9 + 0.3 * k, 0.9, 4.9), (0.5 * (-0.9 + 0.3 * k), 0.12, 5.7), 0.05, "red")
    d.cylinder(0.2, 0.2, "lamp", at=(0.0, 3.1, 4.75), axis="z")
    d.box((2.4, 1.5, 3.4), at=(0.0, 0.95, -5.2))
    d.box((2.0, 0.5, 2.8), "black", at=(0.0, 2.3, -5.2), bevel=0.2)
    for s in (-1, 1):
        for z in (-6.2, -4.2):
            d.cylinder(0.45, 0.12, "red", at=(0.75 * s, 0.45, z), axis="x")


def _rail_car(d: Draft) -> None:
    d.box((2.8, 2.6, 14.0), at=(0.0, 1.0, 0.0), bevel=0.15)
    d.box((2.9, 0.25, 14.1), "dark", at=(0.0, 3.55, 0.0), bevel=0.1)
    for s in (-1, 1):
        for k in range(8):
            d.box((0.05, 0.9, 1.1), "glass", at=(1.4 * s, 2.1, -5.6 + 1.6 * k))
        for z in (-5.5, -3.8, 3.8, 5.5):
            d.cylinder(0.46, 0.13, "iron", at=(0.75 * s, 0.46, z), axis="x")
        d.box((0.9, 2.0, 0.06), "darkwood", at=(0.0, 1.1, 7.0 * s))
    d.box((2.2, 0.4, 13.0), "iron", at=(0.0, 0.7, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("tractor", (1.95, 2.58, 3.22), "#3f7f3a", draw=_tractor, kind="vehicle"),
    item("bulldozer", (3.2, 3.05, 4.2), "#e0a92a", draw=_bulldozer, kind="vehicle"),
    item("excavator", (2.44, 3.61, 6.0), "#e0a92a", draw=_excavator, kind="vehicle",
         nouns="digger, backhoe"),
    item("tank", (3.35, 3.0, 7.98), "#5a6142", draw=_tank, kind="vehicle",
         nouns="battle tank, panzer"),
    item("combine_harvester", (6.24, 3.58, 7.88), "#3f7f3a", draw=_harvester, kind="vehicle",
         nouns="harvester"),
    item("tram", (2.54, 4.24, 13.0), "#c02f2f", draw=_tram, kind="vehicle",
         nouns="streetcar, trolley"),
    item("steam_train", (2.7, 3.85, 12.6), "#26302c", draw=_steam_train, kind="vehicle",
         nouns="steam locomotive, steam engine"),
    item("rail_car", (2.9, 3.8, 14.1), "#7d2f33", draw=_rail_car, kind="vehicle",
         nouns="train car, train carriage, railway carriage, subway car"),
)  # fmt: skip
"""Building and farm machines, and what runs on rails."""

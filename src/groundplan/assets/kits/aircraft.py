"""More that flies."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.outlines import mirrored, plan_view, side_view

__all__ = ["ENTRIES"]


def _biplane(d: Draft) -> None:
    d.lathe(
        [(0.0, -3.4), (0.16, -3.2), (0.4, -1.0), (0.48, 1.2), (0.45, 2.2), (0.2, 2.5), (0.0, 2.5)],
        at=(0.0, 1.3, 0.0),
        turn=(0, 90, 0),
    )
    for y in (1.0, 2.5):
        plan_view(d, mirrored([(0.0, 1.5), (4.2, 1.4), (4.4, 0.9), (4.2, 0.3), (0.0, 0.2)]), 0.1, y)
    for x in (-3.2, -1.2, 1.2, 3.2):
        for z in (0.4, 1.3):
            d.rod((x, 1.0, z), (x, 2.5, z), 0.04, "wood")
    plan_view(d, mirrored([(0.0, -2.7), (1.5, -2.9), (1.5, -3.4), (0.0, -3.4)]), 0.07, 1.4)
    side_view(d, [(-2.8, 1.5), (-3.3, 2.4), (-3.8, 2.3), (-3.6, 1.4)], 0.07, role="red")
    d.box((2.3, 0.06, 0.22), "wood", at=(0.0, 1.27, 2.6), turn=(0, 0, 35))
    d.ball(0.15, "red", at=(0.0, 1.3, 2.6))
    for s in (-1, 1):
        d.cylinder(0.36, 0.12, "rubber", at=(0.75 * s, 0.36, 1.3), axis="x")
        d.rod((0.75 * s, 0.36, 1.3), (0.3 * s, 1.0, 1.2), 0.04, "iron")
    d.anchor("seat", (0.0, 1.5, -0.4))


def _fighter(d: Draft) -> None:
    d.lathe(
        [(0.5, -7.0), (0.75, -6.0), (0.85, -1.0), (0.75, 3.0), (0.45, 6.0), (0.0, 8.3)],
        at=(0.0, 2.2, 0.0),
        turn=(0, 90, 0),
    )
    plan_view(
        d,
        mirrored([(0.0, 3.2), (1.2, 1.0), (5.0, -3.4), (5.0, -4.4), (1.0, -4.6), (0.0, -4.6)]),
        0.16,
        2.1,
    )
    plan_view(
        d, mirrored([(0.0, -5.0), (2.6, -6.6), (2.6, -7.4), (0.6, -7.0), (0.0, -7.0)]), 0.12, 2.1
    )
    for s in (-1, 1):
        side_view(d, [(-4.4, 2.6), (-6.2, 4.6), (-7.2, 4.6), (-6.9, 2.4)], 0.1, x=0.75 * s)
        d.box((0.6, 0.7, 5.0), at=(0.85 * s, 1.75, -1.0), bevel=0.15)
        d.cylinder(0.12, 2.4, "white", at=(3.6 * s, 1.85, -2.6), axis="z")
    d.cylinder(0.5, 0.5, "iron", at=(0.0, 2.2, -7.1), axis="z")
    d.ball((0.42, 0.5, 1.5), "glass", at=(0.0, 2.75, 3.4))
    for x, z in ((-1.0, -2.0), (1.0, -2.0), (0.0, 4.2)):
        d.rod((x, 0.35, z), (x, 1.9, z), 0.08, "iron")
        d.cylinder(0.34, 0.22, "rubber", at=(x, 0.34, z), axis="x")


def _light_plane(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -4.2),
            (0.15, -4.0),
            (0.35, -2.2),
            (0.6, -0.6),
            (0.62, 1.2),
            (0.5, 2.4),
            (0.2, 2.8),
            (0.0, 2.8),
        ],
        at=(0.0, 1.45, 0.0),
        turn=(0, 90, 0),
    )
    d.box((1.15, 0.7, 2.1), "glass", at=(0.0, 1.55, 0.4), bevel=0.2)
    plan_view(
        d, mirrored([(0.0, 1.3), (5.2, 1.2), (5.5, 0.5), (5.2, -0.1), (0.0, -0.2)]), 0.16, 2.35
    )
    plan_view(d, mirrored([(0.0, -3.4), (1.7, -3.6), (1.7, -4.2), (0.0, -4.2)]), 0.08, 1.6)
    side_view(d, [(-3.2, 1.6), (-3.9, 3.0), (-4.4, 3.0), (-4.3, 1.5)], 0.08, role="red")
    d.box((1.9, 0.05, 0.16), "dark", at=(0.0, 1.43, 2.9), turn=(0, 0, 20))
    for s in (-1, 1):
        d.rod((0.5 * s, 1.0, 0.5), (2.6 * s, 2.3, 0.6), 0.04, "metal")
        d.rod((0.3 * s, 1.0, 0.3), (1.1 * s, 0.3, 0.2), 0.05, "metal")
        d.cylinder(0.26, 0.14, "rubber", at=(1.1 * s, 0.26, 0.2), axis="x")
    d.cylinder(0.24, 0.12, "rubber", at=(0.0, 0.24, 2.1), axis="x")
    d.rod((0.0, 0.24, 2.1), (0.0, 1.0, 2.2), 0.05, "metal")


def _glider(d: Draft) -> None:
    d.slab(
        [(0.0, 1.1), (4.8, -1.0), (4.6, -1.5), (0.0, -0.5), (-4.6, -1.5), (-4.8, -1.0)],
        0.06,
        at=(0.0, 2.0, 0.0),
        turn=(0, 90, 0),
    )
    d.rod((0.0, 2.0, 0.1), (0.0, 0.6, 0.4), 0.025, "metal")
    for s in (-1, 1):
        d.rod((0.0, 2.0, 0.9), (0.65 * s, 0.4, 0.4), 0.025, "metal")
        d.rod((0.0, 2.02, 1.05), (4.7 * s, 2.02, -1.0), 0.04, "dark")
    d.rod((-0.65, 0.4, 0.4), (0.65, 0.4, 0.4), 0.025, "metal")
    d.rod((0.0, 2.0, 1.1), (0.0, 2.0, -0.7), 0.03, "dark")


def _drone(d: Draft) -> None:
    d.box((0.12, 0.05, 0.17), at=(0.0, 0.07, 0.0), bevel=0.02)
    d.ball(0.024, "black", at=(0.0, 0.06, 0.085), sides=12)
    for x in (-1, 1):
        for z in (-1, 1):
            d.rod((0.04 * x, 0.095, 0.05 * z), (0.15 * x, 0.11, 0.15 * z), 0.009, "dark")
            d.cylinder(0.016, 0.035, "metal", at=(0.15 * x, 0.095, 0.15 * z))
            d.cylinder(0.085, 0.004, "glass", at=(0.15 * x, 0.13, 0.15 * z))
            d.box(
                (0.17, 0.005, 0.014),
                "black",
                at=(0.15 * x, 0.131, 0.15 * z),
                turn=(35 * x * z, 0, 0),
                bevel=0.0,
            )
            d.rod((0.05 * x, 0.07, 0.04 * z), (0.07 * x, 0.0, 0.06 * z), 0.005, "dark")


def _space_shuttle(d: Draft) -> None:
    d.lathe(
        [(2.0, -16.0), (2.6, -14.0), (2.6, 9.0), (2.3, 13.0), (1.3, 16.5), (0.0, 18.0)],
        at=(0.0, 4.2, 0.0),
        turn=(0, 90, 0),
    )
    plan_view(
        d,
        mirrored([(0.0, 9.0), (2.8, 4.0), (5.0, -5.0), (11.8, -12.5), (11.8, -14.5), (0.0, -15.0)]),
        0.7,
        2.6,
        "dark",
    )
    plan_view(
        d,
        mirrored([(0.0, 8.7), (2.7, 3.8), (4.9, -5.1), (11.6, -12.6), (11.6, -14.3), (0.0, -14.8)]),
        0.5,
        2.95,
    )
    side_view(d, [(-10.5, 6.6), (-14.5, 13.5), (-17.5, 13.5), (-16.0, 6.2)], 0.6)
    for x, y in ((0.0, 6.0), (-1.3, 3.9), (1.3, 3.9)):
        d.lathe([(1.25, 0.0), (0.6, 1.8)], "iron", at=(x, y, -18.2), turn=(0, 90, 0), sides=16)
    for s in (-1, 1):
        d.ball((1.0, 1.0, 3.2), at=(1.7 * s, 6.2, -14.0), sides=14)
        d.box((0.9, 0.6, 1.0), "glass", at=(0.9 * s, 5.6, 13.3), turn=(0, -30, 0))
        d.cylinder(0.6, 0.4, "rubber", at=(3.2 * s, 0.6, -9.0), axis="x")
        d.rod((3.2 * s, 0.6, -9.0), (3.2 * s, 2.6, -9.0), 0.2, "iron")
    d.cylinder(0.5, 0.4, "rubber", at=(0.0, 0.5, 11.0), axis="x")
    d.rod((0.0, 0.5, 11.0), (0.0, 2.6, 11.0), 0.2, "iron")


def _ufo(d: Draft) -> None:
    d.lathe([(0.0, 0.6), (2.0, 0.75), (5.0, 1.6), (5.1, 1.75), (2.6, 2.4), (0.0, 2.6)], sides=32)
    d.ball((2.0, 1.7, 2.0), "glass", at=(0.0, 2.2, 0.0))
    for k in range(12):
        a = k * math.tau / 12
        d.ball(0.22, "lamp", at=(4.3 * math.cos(a), 1.85, 4.3 * math.sin(a)), sides=8)
    for k in range(3):
        a = k * math.tau / 3
        d.rod(
            (1.6 * math.cos(a), 0.8, 1.6 * math.sin(a)),
            (2.4 * math.cos(a), 0.0, 2.4 * math.sin(a)),
            0.09,
            "iron",
        )


def _satellite(d: Draft) -> None:
    d.box((1.2, 1.6, 1.2), "gold", at=(0.0, 0.6, 0.0))
    for s in (-1, 1):
        d.rod((0.6 * s, 1.4, 0.0), (1.2 * s, 1.4, 0.0), 0.06, "metal")
        for k in range(3):
            d.box((1.3, 1.5, 0.05), "blue", at=((1.9 + 1.4 * k) * s, 0.65, 0.0), bevel=0.0)
            d.box((1.36, 0.05, 0.07), at=((1.9 + 1.4 * k) * s, 1.38, 0.0), bevel=0.0)
    d.lathe(
        [(0.1, 0.0), (0.5, 0.15), (0.85, 0.5), (0.82, 0.52), (0.0, 0.1)],
        "white",
        at=(0.0, 1.3, 0.6),
        turn=(0, 90, 0),
    )
    d.rod((0.0, 1.3, 0.7), (0.0, 1.3, 1.3), 0.03, "metal")
    d.rod((0.3, 2.2, 0.3), (0.3, 3.0, 0.3), 0.03, "metal")


def _space_station(d: Draft) -> None:
    d.cylinder(2.1, 30.0, at=(0.0, 10.0, 0.0), axis="z")
    d.cylinder(2.1, 18.0, "white", at=(0.0, 10.0, 6.0), axis="x")
    d.ball(2.6, at=(0.0, 10.0, 6.0))
    for z in (-8.0, 12.0):
        d.cylinder(2.3, 2.0, "metal", at=(0.0, 10.0, z), axis="z")
    d.box((60.0, 1.6, 1.6), "metal", at=(0.0, 12.8, -4.0))
    for s in (-1, 1):
        for x in (18.0, 27.0):
            for z in (-1, 1):
                d.box((6.0, 0.2, 15.0), "blue", at=(x * s, 13.5, -4.0 + 9.0 * z), bevel=0.0)
                d.box((0.3, 0.4, 15.2), "gold", at=(x * s, 13.4, -4.0 + 9.0 * z), bevel=0.0)


def _paper_plane(d: Draft) -> None:
    for s in (-1, 1):
        d.slab(
            [(0.0, 0.14), (0.1 * s, -0.14), (0.012 * s, -0.14)],
            0.002,
            at=(0.0, 0.036, 0.0),
            turn=(0, 90, 8 * s),
        )
        d.slab(
            [(0.14, 0.03), (-0.14, 0.035), (-0.14, 0.0)],
            0.0015,
            at=(0.004 * s, 0.0, 0.0),
            turn=(-90, 0, 0),
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("biplane", (8.8, 2.55, 6.55), "#d9b13a", draw=_biplane, kind="vehicle"),
    item("fighter_jet", (10.0, 4.6, 15.7), "#8b9299", draw=_fighter, kind="vehicle",
         nouns="jet fighter, warplane"),
    item("light_plane", (11.0, 3.0, 7.38), "#e6e4df", draw=_light_plane, kind="vehicle",
         nouns="propeller plane, small plane, seaplane"),
    item("glider", (9.6, 1.68, 2.6), "#d0553f", draw=_glider, kind="vehicle",
         nouns="hang glider, paraglider wing"),
    item("drone", (0.47, 0.138, 0.47), "#e6e4df", draw=_drone, kind="vehicle", nouns="quadcopter"),
    item("space_shuttle", (23.6, 13.5, 36.2), "#eceae4", draw=_space_shuttle, kind="vehicle"),
    item("ufo", (10.2, 3.96, 10.2), "#9aa3ab", draw=_ufo, kind="vehicle",
         nouns="flying saucer, alien spaceship"),
    item("satellite", (10.8, 2.55, 1.9), "#c9c9c9", draw=_satellite, kind="vehicle"),
    item("space_station", (60.0, 7.0, 35.6), "#d5d5d0", draw=_space_station, kind="set"),
    item("paper_plane", (0.237, 0.037, 0.28), "#f0efea", draw=_paper_plane, kind="vehicle",
         nouns="paper airplane"),
)  # fmt: skip
"""More that flies."""

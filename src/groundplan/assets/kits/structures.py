"""Bridges, towers and parts of buildings."""

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


def _dam(d: Draft) -> None:
    d.slab(
        [
            (14.0, 0.0),
            (14.0, 1.0),
            (4.0, 34.0),
            (4.0, 40.0),
            (-4.0, 40.0),
            (-4.0, 34.0),
            (-7.0, 0.0),
        ][::-1],
        120.0,
        turn=(-90, 0, 0),
    )
    for k in range(4):
        d.slab(
            [(5.0, 33.0), (14.2, 2.0), (15.5, 0.0), (13.0, 0.0), (3.0, 33.0)][::-1],
            6.0,
            "foam",
            at=(-27.0 + 18.0 * k, 0.0, 0.0),
            turn=(-90, 0, 0),
        )
        d.box((8.0, 6.0, 9.0), "concrete", at=(-36.0 + 18.0 * k, 38.0, 0.0))
    d.box((120.0, 33.0, 6.0), "water", at=(0.0, 0.0, -9.0), bevel=0.0)
    d.anchor("top", (0.0, 40.0, 0.0))


def _lattice_tower(d: Draft) -> None:
    levels = ((62.5, 0.0), (33.0, 57.0), (18.0, 115.0), (6.0, 200.0), (2.6, 276.0))
    for (w0, y0), (w1, y1) in pairwise(levels):
        steps = 4
        for k in range(steps):
            t0, t1 = k / steps, (k + 1) / steps
            a, b = w0 + (w1 - w0) * t0**0.75, w0 + (w1 - w0) * t1**0.75
            ya, yb = y0 + (y1 - y0) * t0, y0 + (y1 - y0) * t1
            for sx, sz in ((1, 1), (1, -1), (-1, -1), (-1, 1)):
                d.rod((a * sx, ya, a * sz), (b * sx, yb, b * sz), 1.9 - 0.004 * ya)
                nx, nz = (sx, -sz) if sx == sz else (-sx, sz)
                d.rod((a * sx, ya, a * sz), (b * nx, yb, b * nz), 0.9)
                d.rod((a * nx, ya, a * nz), (b * sx, yb, b * sz), 0.9)
    for w, y in ((36.0, 55.0), (20.0, 113.0), (7.0, 274.0)):
        d.box((2 * w, 4.0, 2 * w), at=(0.0, y, 0.0))
    for turn in (0, 90):
        arch = [
            (56.0 * math.cos(a), 4.0 + 36.0 * math.sin(a))
            for a in (math.pi * k / 16 for k in range(17))
        ]
        for z in (-50.0, 50.0):
            d.tube([((x, y, z) if not turn else (z, y, x)) for x, y in arch], 1.6)
    d.rod((0.0, 276.0, 0.0), (0.0, 324.0, 0.0), 1.0)


def _obelisk(d: Draft) -> None:
    d.box((3.0, 0.5, 3.0))
    d.box((2.2, 1.2, 2.2), at=(0.0, 0.5, 0.0))
    d.lathe([(1.0, 1.7), (0.65, 11.0), (0.0, 12.2)], turn=(45, 0, 0), sides=4)


def _water_tower(d: Draft) -> None:
    d.lathe([(2.6, 12.0), (3.0, 12.6), (3.0, 16.0), (0.3, 18.0), (0.0, 18.2)])
    for k in range(4):
        a = k * math.tau / 4 + 0.785
        s, c = math.sin(a), math.cos(a)
        d.rod((3.2 * s, 0.0, 3.2 * c), (2.4 * s, 12.2, 2.4 * c), 0.18, "iron")
        n, m = math.sin(a + math.tau / 4), math.cos(a + math.tau / 4)
        for y in (0.5, 6.3):
            f0, f1 = 3.2 - 0.065 * y, 3.2 - 0.065 * (y + 5.6)
            d.rod((f0 * s, y, f0 * c), (f1 * n, y + 5.6, f1 * m), 0.06, "iron")
            d.rod((f0 * n, y, f0 * m), (f1 * s, y + 5.6, f1 * c), 0.06, "iron")
    d.cylinder(0.3, 12.0, "iron", at=(0.0, 0.0, 0.0))


def _silo(d: Draft) -> None:
    d.cylinder(2.4, 11.0, sides=28)
    d.ball((2.4, 1.8, 2.4), "metal", at=(0.0, 11.0, 0.0))
    for k in range(8):
        d.ring(2.4, 0.06, "iron", at=(0.0, 1.0 + 1.3 * k, 0.0))
    for s in (-1, 1):
        d.rod((0.25 * s, 0.0, 2.5), (0.25 * s, 11.0, 2.5), 0.04, "iron")


def _wind_turbine(d: Draft) -> None:
    d.cylinder(2.2, 80.0, top=1.3)
    d.box((3.6, 3.6, 10.0), at=(0.0, 79.0, 0.0), bevel=0.8)
    d.ball((1.9, 1.9, 2.4), at=(0.0, 80.8, 6.0))
    for k in range(3):
        a = k * math.tau / 3
        s, c = math.sin(a), math.cos(a)
        d.tube(
            [(0.0, 80.8, 6.2), (8 * s, 80.8 + 8 * c, 6.3), (40 * s, 80.8 + 40 * c, 6.6)],
            (0.8, 1.5, 0.2),
        )


def _pier(d: Draft) -> None:
    d.box((3.0, 0.18, 24.0), "planks", at=(0.0, 1.2, 0.0), bevel=0.0)
    for k in range(7):
        z = -11.5 + 3.85 * k
        for x in (-1.35, 1.35):
            d.cylinder(0.14, 2.0, at=(x, -0.5, z), sides=10)
        d.box((3.0, 0.16, 0.2), at=(0.0, 1.04, z))
    for x in (-1.4, 1.4):
        for k in range(7):
            d.rod((x, 1.3, -11.5 + 3.85 * k), (x, 2.3, -11.5 + 3.85 * k), 0.05)
        d.rod((x, 2.3, -11.6), (x, 2.3, 11.6), 0.045)
        d.rod((x, 1.85, -11.6), (x, 1.85, 11.6), 0.03)
    d.anchor("top", (0.0, 1.38, 0.0))
    d.anchor("floor", (0.0, 1.38, 0.0))


def _suspension_bridge(d: Draft) -> None:
    d.box((9.0, 1.4, 160.0), at=(0.0, 14.0, 0.0), bevel=0.1)
    for z in (-45.0, 45.0):
        for x in (-4.6, 4.6):
            d.box((1.6, 48.0, 2.2), at=(x, 0.0, z))
        for y in (24.0, 36.0, 46.0):
            d.box((9.2, 1.6, 1.8), at=(0.0, y, z))
    for x in (-4.6, 4.6):
        line = [
            (
                x,
                17.0 + 30.0 * (z / 45.0) ** 2 if abs(z) <= 45 else 47.0 - 31.0 * (abs(z) - 45) / 35,
                z,
            )
            for z in range(-80, 81, 10)
        ]
        d.tube(line, 0.35)
        for _, y, z in line:
            d.rod((x, 15.4, z), (x, max(y, 15.5), z), 0.09)
    d.anchor("top", (0.0, 15.4, 0.0))
    d.anchor("floor", (0.0, 15.4, 0.0))


def _tunnel(d: Draft) -> None:
    arc = [
        (3.4 * math.cos(a), 2.0 + 3.2 * math.sin(a)) for a in (math.pi * k / 16 for k in range(17))
    ]
    hole = [(3.4, 0.0), *arc, (-3.4, 0.0)]
    outer = [(-6.5, 0.0), (-6.5, 5.0), (-4.5, 7.4), (4.5, 7.4), (6.5, 5.0), (6.5, 0.0)]
    d.slab([*hole, *outer], 1.2, "stone", at=(0.0, 0.0, 5.4))
    ring = [(1.12 * x, y if y < 0.1 else 0.3 + 1.08 * y) for x, y in reversed(hole)]
    d.slab([*hole, *ring], 10.5)
    d.slab(hole, 0.1, "black", at=(0.0, 0.0, -5.2))
    for x, y, r in (
        (-6.0, 3.0, 3.4),
        (6.0, 3.2, 3.2),
        (0.0, 7.6, 3.0),
        (-3.5, 6.6, 2.8),
        (3.6, 6.8, 2.9),
    ):
        d.ball((r, 0.75 * r, 4.6), "leaf", at=(x, y, 0.0), sides=12)
    d.box((6.0, 0.05, 12.0), "asphalt", at=(0.0, 0.0, 0.5), bevel=0.0)
    d.anchor("inside", (0.0, 0.05, 0.0))


def _escalator(d: Draft) -> None:
    count = 16
    for k in range(count):
        d.box((1.0, 0.2, 0.36), "dark", at=(0.0, 0.2 + 0.2 * k, 2.6 - 0.35 * k), bevel=0.01)
        d.box((1.0, 0.012, 0.03), "yellow", at=(0.0, 0.4 + 0.2 * k, 2.78 - 0.35 * k), bevel=0.0)
    rail = [
        (3.6, 0.0),
        (3.6, 0.5),
        (2.7, 0.6),
        (-2.7, 3.7),
        (-3.8, 3.8),
        (-3.8, 3.2),
        (-2.8, 3.1),
        (2.6, 0.0),
    ]
    for s in (-1, 1):
        d.slab([(-z, y) for z, y in rail], 0.22, at=(0.62 * s, 0.0, 0.0), turn=(90, 0, 0))
        d.slab(
            [
                (-z, y + 0.55)
                for z, y in (
                    (3.5, 0.0),
                    (2.7, 0.05),
                    (-2.7, 3.15),
                    (-3.7, 3.25),
                    (-3.7, 3.75),
                    (-2.7, 3.65),
                    (2.7, 0.55),
                    (3.5, 0.5),
                )
            ],
            0.04,
            "glass",
            at=(0.62 * s, 0.0, 0.0),
            turn=(90, 0, 0),
        )
        d.tube(
            [
                (0.62 * s, 1.05, 3.55),
                (0.62 * s, 1.12, 2.7),
                (0.62 * s, 4.25, -2.7),
                (0.62 * s, 4.33, -3.75),
            ],
            0.05,
            "rubber",
        )
    d.anchor("top", (0.0, 3.4, -2.9))


def _elevator(d: Draft) -> None:
    d.box((2.4, 2.9, 0.3), "stone", bevel=0.01)
    d.box((1.5, 2.25, 0.34), at=(0.0, 0.0, 0.0), bevel=0.02)
    for s in (-1, 1):
        d.box((0.62, 2.1, 0.02), "metal", at=(0.32 * s, 0.02, 0.17), bevel=0.0)
    d.box((0.012, 2.1, 0.03), "black", at=(0.0, 0.02, 0.17), bevel=0.0)
    d.box((0.4, 0.18, 0.03), "screen", at=(0.0, 2.4, 0.16))
    d.box((0.14, 0.3, 0.03), "chrome", at=(0.95, 1.0, 0.155))
    for y in (1.08, 1.2):
        d.cylinder(0.03, 0.02, "lamp", at=(0.95, y, 0.175), axis="z", sides=14)


def _balcony(d: Draft) -> None:
    d.box((3.0, 0.2, 1.4), "stone", at=(0.0, 0.0, 0.0))
    d.box((3.4, 3.0, 0.25), at=(0.0, 0.0, -0.8), bevel=0.0)
    _pane(d, (0.0, 0.3, -0.68), (1.5, 2.2))
    for k in range(13):
        x = -1.44 + 0.24 * k
        d.rod((x, 0.2, 0.62), (x, 1.15, 0.62), 0.018, "iron")
    for s in (-1, 1):
        for k in range(5):
            d.rod(
                (1.44 * s, 0.2, 0.62 - 0.28 * k), (1.44 * s, 1.15, 0.62 - 0.28 * k), 0.018, "iron"
            )
        d.rod((1.44 * s, 1.15, 0.62), (1.44 * s, 1.15, -0.68), 0.03, "iron")
    d.rod((-1.46, 1.15, 0.62), (1.46, 1.15, 0.62), 0.03, "iron")
    for x in (-1.2, 1.2):
        d.slab(
            [(0.6, 0.0), (-0.68, 0.0), (-0.68, -0.6)],
            0.15,
            "stone",
            at=(x, 0.0, 0.0),
            turn=(-90, 0, 0),
        )
    d.anchor("floor", (0.0, 0.2, 0.0))
    d.anchor("top", (0.0, 0.2, 0.1))


def _roof(d: Draft) -> None:
    d.slab([(-4.0, 0.0), (4.0, 0.0), (0.0, 2.6)], 8.0, turn=(90, 0, 0))
    for s in (-1, 1):
        for k in range(8):
            t = (k + 0.5) / 8
            d.rod(
                (-4.02, 2.6 * t, 4.0 * (1 - t) * s),
                (4.02, 2.6 * t, 4.0 * (1 - t) * s),
                0.06,
                "darkstone",
            )
    d.rod((-4.05, 2.62, 0.0), (4.05, 2.62, 0.0), 0.12, "darkstone")
    d.box((0.8, 1.5, 0.8), "bricks", at=(2.2, 1.8, 0.9), bevel=0.0)


def _chimney(d: Draft) -> None:
    d.box((0.9, 1.8, 0.9), "bricks", bevel=0.0)
    d.box((1.1, 0.15, 1.1), at=(0.0, 1.75, 0.0))
    for x in (-0.2, 0.2):
        d.cylinder(0.14, 0.4, "orange", at=(x, 1.88, 0.0), top=0.11)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("dam", (120.0, 44.0, 26.0), "#b4b2ad", draw=_dam, kind="set"),
    item("lattice_tower", (128.0, 325.0, 128.0), "#7a6a58", draw=_lattice_tower, kind="set",
         nouns="eiffel tower, radio tower"),
    item("obelisk", (3.0, 12.2, 3.0), "#c8bfae", draw=_obelisk, kind="set", nouns="monument"),
    item("water_tower", (6.0, 18.2, 6.0), "#b0aca2", draw=_water_tower, kind="set"),
    item("silo", (4.92, 12.8, 5.0), "#b0b4b8", draw=_silo, kind="set", nouns="grain silo"),
    item("wind_turbine", (69.5, 121.0, 13.4), "#e6e8ea", draw=_wind_turbine, kind="set"),
    item("pier", (3.0, 2.84, 24.0), "#7a5a3c", draw=_pier, kind="set",
         nouns="dock, jetty, wharf, boardwalk"),
    item("suspension_bridge", (10.8, 48.0, 160.0), "#b0482f", draw=_suspension_bridge, kind="set"),
    item("tunnel", (18.6, 9.85, 12.0), "#77726a", draw=_tunnel, kind="set"),
    item("escalator", (1.46, 4.38, 7.4), "#8d9196", draw=_escalator),
    item("elevator", (2.4, 2.9, 0.355), "#b0b4b8", draw=_elevator, nouns="lift"),
    item("balcony", (3.4, 3.6, 1.62), "#d8ccb4", draw=_balcony,
         nouns="porch, veranda, terrace, patio, deck"),
    item("roof", (8.1, 3.3, 8.0), "#99584a", draw=_roof, nouns="rooftop"),
    item("chimney", (1.1, 2.28, 1.1), "#a39e95", draw=_chimney),
)  # fmt: skip
"""Bridges, towers and parts of buildings."""

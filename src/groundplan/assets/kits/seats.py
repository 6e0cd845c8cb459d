"""More furniture, drawn from parameters."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_BROWN: Final = "#8a6242"


def _office_chair(d: Draft) -> None:
    for k in range(5):
        a = k * math.tau / 5
        d.rod((0.0, 0.1, 0.0), (0.3 * math.sin(a), 0.08, 0.3 * math.cos(a)), 0.022, "dark")
        d.cylinder(
            0.03, 0.03, "black", at=(0.3 * math.sin(a), 0.03, 0.3 * math.cos(a)), axis="x", sides=12
        )
    d.cylinder(0.03, 0.34, "metal", at=(0.0, 0.1, 0.0))
    d.box((0.5, 0.08, 0.48), at=(0.0, 0.43, 0.0), bevel=0.035)
    d.box((0.46, 0.58, 0.07), at=(0.0, 0.55, -0.24), turn=(0, -8, 0), bevel=0.03)
    for s in (-1, 1):
        d.tube(
            [(0.26 * s, 0.46, -0.05), (0.3 * s, 0.55, -0.05), (0.29 * s, 0.66, -0.02)],
            0.015,
            "dark",
        )
        d.box((0.06, 0.03, 0.26), "dark", at=(0.29 * s, 0.66, 0.0))
    d.anchor("seat", (0.0, 0.51, 0.02))


def _rocking_chair(d: Draft) -> None:
    for s in (-1, 1):
        arc = [
            (0.25 * s, 1.0 - 0.98 * math.cos(a), 0.98 * math.sin(a) - 0.05)
            for a in (-0.42 + 0.14 * k for k in range(7))
        ]
        d.tube(arc, 0.018)
        for z in (-0.22, 0.24):
            d.rod((0.25 * s, 0.06, z - 0.03), (0.23 * s, 0.44, z), 0.018)
        d.rod((0.23 * s, 0.44, -0.22), (0.22 * s, 1.12, -0.38), 0.018)
        d.rod((0.25 * s, 0.66, -0.26), (0.27 * s, 0.66, 0.26), 0.02)
        d.rod((0.24 * s, 0.44, 0.24), (0.27 * s, 0.66, 0.22), 0.016)
    d.box((0.5, 0.035, 0.5), at=(0.0, 0.42, 0.02))
    for k in range(6):
        d.rod((-0.18 + 0.072 * k, 0.45, -0.22), (-0.18 + 0.072 * k, 1.08, -0.37), 0.01)
    d.box((0.48, 0.1, 0.03), at=(0.0, 1.06, -0.38))
    d.anchor("seat", (0.0, 0.46, 0.02))


def _throne(d: Draft) -> None:
    d.box((0.9, 0.5, 0.8))
    d.box((0.66, 0.1, 0.66), "red", at=(0.0, 0.48, 0.05), bevel=0.04)
    d.box((0.9, 1.7, 0.14), at=(0.0, 0.0, -0.38))
    d.box((0.6, 0.9, 0.05), "red", at=(0.0, 0.62, -0.3), bevel=0.02)
    d.slab(
        [(-0.45, 1.7), (0.45, 1.7), (0.2, 1.95), (0.0, 2.15), (-0.2, 1.95)],
        0.14,
        at=(0.0, 0.0, -0.38),
    )
    for s in (-1, 1):
        d.box((0.13, 0.3, 0.75), at=(0.42 * s, 0.5, 0.0))
        d.ball(0.085, at=(0.42 * s, 0.82, 0.36))
        d.ball(0.07, at=(0.42 * s, 1.78, -0.38))
        d.box((0.13, 1.8, 0.16), at=(0.42 * s, 0.0, -0.38))
    d.ball(0.07, "red", at=(0.0, 1.85, -0.32))
    d.anchor("seat", (0.0, 0.57, 0.05))


def _bunk_bed(d: Draft) -> None:
    for x in (-0.47, 0.47):
        for z in (-1.0, 1.0):
            d.box((0.08, 1.75, 0.08), at=(x, 0.0, z))
    for y in (0.32, 1.2):
        d.box((0.94, 0.12, 2.0), at=(0.0, y, 0.0))
        d.box((0.88, 0.14, 1.92), "white", at=(0.0, y + 0.1, 0.0), bevel=0.04)
        d.box((0.9, 0.07, 1.3), "blue", at=(0.0, y + 0.2, 0.28), bevel=0.03)
        d.box((0.5, 0.1, 0.32), "white", at=(0.0, y + 0.22, -0.72), bevel=0.04)
    for x in (-0.47, 0.47):
        d.box((0.04, 0.1, 1.2), at=(x, 1.58, -0.35))
    for z in (0.55, 0.9):
        d.box((0.05, 1.7, 0.05), at=(0.52, 0.0, z))
    for k in range(5):
        d.rod((0.52, 0.25 + 0.28 * k, 0.55), (0.52, 0.25 + 0.28 * k, 0.9), 0.02)
    d.anchor("seat", (0.3, 0.6, 0.3))
    d.anchor("lie", (0.0, 0.6, 0.0))


def _altar(d: Draft) -> None:
    d.box((2.0, 0.9, 0.8), bevel=0.02)
    d.box((2.3, 0.12, 1.0), at=(0.0, 0.9, 0.0))
    d.box((0.7, 0.7, 1.02), "white", at=(0.0, 0.33, 0.0), bevel=0.0)
    d.box((0.72, 0.01, 1.03), "white", at=(0.0, 1.02, 0.0), bevel=0.0)
    d.box((0.06, 0.5, 0.06), "gold", at=(0.0, 1.02, 0.0))
    d.box((0.3, 0.06, 0.06), "gold", at=(0.0, 1.34, 0.0))
    for x in (-0.8, 0.8):
        d.cylinder(0.05, 0.06, "gold", at=(x, 1.02, 0.0))
        d.cylinder(0.03, 0.35, "cream", at=(x, 1.06, 0.0))
        d.lathe([(0.006, 1.42), (0.014, 1.45), (0.0, 1.5)], "flame", at=(x, 0.0, 0.0), sides=10)


def _bar_counter(d: Draft) -> None:
    d.box((3.0, 1.05, 0.5))
    d.box((3.2, 0.06, 0.75), "darkwood", at=(0.0, 1.05, 0.05))
    for k in range(5):
        d.box((0.5, 0.75, 0.03), "darkwood", at=(-1.2 + 0.6 * k, 0.18, 0.25))
    d.rod((-1.5, 0.2, 0.38), (1.5, 0.2, 0.38), 0.025, "gold")
    for k, role in enumerate(("green", "red", "glass", "orange")):
        d.lathe(
            [(0.035, 1.11), (0.035, 1.28), (0.013, 1.33), (0.013, 1.4), (0.0, 1.4)],
            role,
            at=(0.6 + 0.16 * k, 0.0, -0.1),
            sides=12,
        )
    d.rod((-0.5, 1.11, -0.05), (-0.5, 1.4, -0.05), 0.04, "chrome")
    d.rod((-0.6, 1.38, 0.0), (-0.4, 1.38, 0.0), 0.02, "chrome")


def _hammock(d: Draft) -> None:
    for s in (-1, 1):
        d.rod((0.0, 0.03, 1.1 * s), (0.0, 1.25, 1.6 * s), 0.045, "wood")
        d.rod((-0.45, 0.03, 1.2 * s), (0.45, 0.03, 1.2 * s), 0.04, "wood")
        for k in range(7):
            d.rod((0.0, 1.22, 1.58 * s), (-0.39 + 0.13 * k, 0.85, 1.1 * s), 0.007, "cream")
        d.rod((-0.42, 0.85, 1.1 * s), (0.42, 0.85, 1.1 * s), 0.02, "wood")
    d.rod((0.0, 0.03, -1.2), (0.0, 0.03, 1.2), 0.05, "wood")
    line = [(t, 0.85 - 0.4 * (1 - (t / 1.1) ** 2)) for t in (-1.1 + 0.2 * k for k in range(12))]
    d.slab(
        [*((-z, y) for z, y in line), *((-z, y + 0.025) for z, y in reversed(line))],
        0.8,
        turn=(90, 0, 0),
    )
    for x in (-0.24, 0.0, 0.24):
        d.tube([(x, y + 0.02, z) for z, y in line], 0.014, "white")
    d.anchor("seat", (0.0, 0.48, 0.0))
    d.anchor("lie", (0.0, 0.5, 0.0))


def _beanbag(d: Draft) -> None:
    d.lathe([(0.0, 0.0), (0.36, 0.02), (0.45, 0.16), (0.42, 0.32), (0.26, 0.5), (0.0, 0.55)])
    d.ball((0.36, 0.36, 0.22), at=(0.0, 0.5, -0.24))
    d.ball((0.36, 0.08, 0.3), at=(0.0, 0.38, 0.14))
    d.ball(0.035, "dark", at=(0.0, 0.84, -0.26), sides=10)
    d.anchor("seat", (0.0, 0.42, 0.1))


def _ottoman(d: Draft) -> None:
    d.box((0.6, 0.32, 0.5), at=(0.0, 0.09, 0.0), bevel=0.06)
    for x in (-0.24, 0.24):
        for z in (-0.19, 0.19):
            d.cylinder(0.025, 0.1, "darkwood", at=(x, 0.0, z), top=0.035)
    for x in (-0.15, 0.0, 0.15):
        for z in (-0.12, 0.12):
            d.ball((0.018, 0.008, 0.018), "dark", at=(x, 0.41, z), sides=10)
    d.anchor("seat", (0.0, 0.41, 0.0))


def _lounger(d: Draft) -> None:
    for s in (-1, 1):
        d.rod((0.3 * s, 0.32, -0.35), (0.3 * s, 0.32, 1.0), 0.022, "white")
        d.rod((0.3 * s, 0.32, -0.35), (0.3 * s, 0.85, -0.9), 0.022, "white")
        for z in (-0.45, 0.8):
            d.rod((0.3 * s, 0.0, z), (0.3 * s, 0.33, z), 0.022, "white")
    d.box((0.6, 0.06, 1.38), at=(0.0, 0.33, 0.32), bevel=0.02)
    d.box((0.6, 0.06, 0.8), at=(0.0, 0.58, -0.63), turn=(0, 43, 0), bevel=0.02)
    d.box((0.4, 0.08, 0.22), "white", at=(0.0, 0.78, -0.75), turn=(0, 43, 0), bevel=0.03)
    d.anchor("seat", (0.0, 0.4, 0.0))
    d.anchor("lie", (0.0, 0.4, 0.2))


def _mattress(d: Draft) -> None:
    d.box((1.4, 0.22, 2.0), bevel=0.06)
    for y in (0.04, 0.18):
        d.box((1.405, 0.012, 2.005), "stone", at=(0.0, y, 0.0), bevel=0.0)
    for i in range(4):
        for j in range(6):
            d.ball(
                (0.025, 0.008, 0.025),
                "stone",
                at=(-0.48 + 0.32 * i, 0.22, -0.8 + 0.32 * j),
                sides=8,
            )
    d.anchor("lie", (0.0, 0.22, 0.0))
    d.anchor("seat", (0.5, 0.22, 0.3))


def _sleeping_bag(d: Draft) -> None:
    outline = [
        (0.36, 0.55),
        (0.38, 0.2),
        (0.28, -0.8),
        (0.2, -1.0),
        (-0.2, -1.0),
        (-0.28, -0.8),
        (-0.38, 0.2),
        (-0.36, 0.55),
        (-0.24, 0.95),
        (0.0, 1.05),
        (0.24, 0.95),
    ]
    d.slab(outline, 0.1, at=(0.0, 0.05, 0.0), turn=(0, 90, 0))
    d.slab(
        [(0.9 * x, min(0.95 * z, 0.55)) for x, z in outline],
        0.16,
        at=(0.0, 0.08, 0.0),
        turn=(0, 90, 0),
    )
    d.ball((0.2, 0.06, 0.16), "white", at=(0.0, 0.12, -0.72))
    d.anchor("lie", (0.0, 0.16, 0.0))


def _coat_rack(d: Draft) -> None:
    d.rod((0.0, 0.02, 0.0), (0.0, 1.75, 0.0), 0.025)
    for k in range(4):
        a = k * math.tau / 4
        s, c = math.sin(a), math.cos(a)
        d.tube([(0.0, 0.28, 0.0), (0.2 * s, 0.1, 0.2 * c), (0.26 * s, 0.015, 0.26 * c)], 0.02)
        d.tube([(0.0, 1.6, 0.0), (0.14 * s, 1.58, 0.14 * c), (0.2 * s, 1.72, 0.2 * c)], 0.014)
        d.ball(0.022, at=(0.2 * s, 1.73, 0.2 * c), sides=10)
    d.ball(0.04, at=(0.0, 1.78, 0.0))


def _pool_table(d: Draft) -> None:
    d.box((1.24, 0.05, 2.44), "green", at=(0.0, 0.77, 0.0), bevel=0.0)
    for s in (-1, 1):
        d.box((0.13, 0.16, 2.7), at=(0.68 * s, 0.69, 0.0), bevel=0.02)
        d.box((1.49, 0.16, 0.13), at=(0.0, 0.69, 1.28 * s), bevel=0.02)
        d.box((0.05, 0.03, 2.44), "darkleaf", at=(0.6 * s, 0.815, 0.0), bevel=0.01)
        d.box((1.24, 0.03, 0.05), "darkleaf", at=(0.0, 0.815, 1.2 * s), bevel=0.01)
        for z in (-1.2, 0.0, 1.2):
            d.cylinder(0.06, 0.02, "black", at=(0.61 * s, 0.835, z))
        for z in (-0.95, 0.95):
            d.lathe(
                [(0.1, 0.0), (0.06, 0.12), (0.09, 0.4), (0.12, 0.7)],
                at=(0.48 * s, 0.0, z),
                sides=14,
            )
    d.box((1.2, 0.16, 2.3), at=(0.0, 0.6, 0.0))
    roles = ("red", "yellow", "blue", "orange", "black")
    for row in range(4):
        for k in range(row + 1):
            d.ball(
                0.029,
                roles[(k + 2 * row) % 5],
                at=(0.06 * (k - 0.5 * row), 0.85, -0.5 - 0.052 * row),
                sides=12,
            )
    d.ball(0.029, "white", at=(0.0, 0.85, 0.6), sides=12)
    d.rod((0.2, 0.86, 1.5), (0.02, 0.86, 0.68), 0.01, "wood")
    d.anchor("top", (0.0, 0.82, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("office_chair", (0.64, 1.13, 0.643), "#2f3338", draw=_office_chair,
         nouns="desk chair, swivel chair"),
    item("rocking_chair", (0.58, 1.16, 0.812), _BROWN, draw=_rocking_chair),
    item("throne", (1.01, 2.15, 0.904), "#c9a227", draw=_throne),
    item("bunk_bed", (1.06, 1.75, 2.08), "#b98a55", draw=_bunk_bed, nouns="bunk"),
    item("altar", (2.3, 1.52, 1.03), "#c8bfae", draw=_altar),
    item("bar_counter", (3.2, 1.4, 0.75), "#7a4a2a", draw=_bar_counter,
         nouns="counter, bar top, reception desk"),
    item("hammock", (0.9, 1.29, 3.28), "#b3502f", draw=_hammock),
    item("beanbag", (0.9, 0.875, 0.907), "#b3342c", draw=_beanbag, nouns="bean bag"),
    item("ottoman", (0.6, 0.418, 0.5), "#8a5a3c", draw=_ottoman, nouns="footstool, pouf"),
    item("sun_lounger", (0.642, 0.912, 1.94), "#3f8fb5", draw=_lounger,
         nouns="lounge chair, pool chair, lounger"),
    item("mattress", (1.41, 0.228, 2.0), "#e6e4df", draw=_mattress),
    item("sleeping_bag", (0.76, 0.18, 2.05), "#b3502f", draw=_sleeping_bag),
    item("pool_table", (1.49, 0.879, 2.85), "#5a2a1c", draw=_pool_table,
         nouns="billiard table, snooker table"),
    item("coat_rack", (0.553, 1.82, 0.553), "#5a3d29", draw=_coat_rack,
         nouns="coat stand, umbrella stand, hat stand"),
)  # fmt: skip
"""Furniture."""

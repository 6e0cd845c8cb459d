"""Houses, parts of houses, bridges, tents."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _window_at(d: Draft, at: tuple[float, float, float], size: tuple[float, float]) -> None:
    x, y, z = at
    w, h = size
    d.box((w + 0.16, h + 0.16, 0.08), "white", at=(x, y - 0.08, z), bevel=0.0)
    d.box((w, h, 0.06), "glass", at=(x, y, z + 0.03), bevel=0.0)
    d.box((0.05, h, 0.06), "white", at=(x, y, z + 0.045), bevel=0.0)
    d.box((w, 0.05, 0.06), "white", at=(x, y + 0.5 * h, z + 0.045), bevel=0.0)


def _house(d: Draft) -> None:
    d.box((8.0, 3.0, 6.4), bevel=0.0)
    d.box((8.1, 0.3, 6.5), "stone", bevel=0.0)
    d.slab(
        [(-3.7, 0.0), (3.7, 0.0), (0.0, 2.6)], 8.8, "bricks", at=(0.0, 3.0, 0.0), turn=(90, 0, 0)
    )
    d.slab([(-3.2, 0.0), (3.2, 0.0), (0.0, 2.2)], 8.02, at=(0.0, 3.0, 0.0), turn=(90, 0, 0))
    d.box((1.1, 2.2, 0.12), "darkwood", at=(0.0, 0.15, 3.2))
    d.box((1.6, 0.15, 0.9), "stone", at=(0.0, 0.0, 3.6))
    for x in (-2.4, 2.4):
        _window_at(d, (x, 1.1, 3.2), (1.3, 1.2))
    d.box((0.8, 1.6, 0.8), "bricks", at=(2.2, 4.2, -1.0))


def _tower(d: Draft) -> None:
    d.box((18.0, 60.0, 18.0), bevel=0.3)
    d.box((18.4, 4.0, 18.4), "stone", bevel=0.1)
    d.box((12.0, 3.0, 12.0), "concrete", at=(0.0, 60.0, 0.0))
    for floor in range(14):
        y = 6.0 + 3.8 * floor
        d.box((18.1, 2.0, 16.0), "glass", at=(0.0, y, 0.0), bevel=0.0)
        d.box((16.0, 2.0, 18.1), "glass", at=(0.0, y, 0.0), bevel=0.0)


def _apartment(d: Draft) -> None:
    d.box((14.0, 12.0, 10.0), bevel=0.05)
    d.box((14.4, 0.4, 10.4), "stone", at=(0.0, 12.0, 0.0))
    for floor in range(4):
        for k in range(5):
            if floor or k != 2:
                _window_at(d, (-5.2 + 2.6 * k, 0.9 + 3.0 * floor, 5.0), (1.3, 1.5))
    d.box((1.6, 2.4, 0.1), "darkwood", at=(0.0, 0.0, 5.0))


def _barn(d: Draft) -> None:
    d.box((9.0, 4.0, 12.0), "main", bevel=0.0)
    gable = [(-4.6, 0.0), (4.6, 0.0), (3.2, 2.4), (0.0, 4.0), (-3.2, 2.4)]
    d.slab(gable, 12.5, "iron", at=(0.0, 4.0, 0.0))
    d.slab([(x * 0.96, y * 0.95) for x, y in gable], 12.6, at=(0.0, 4.0, 0.0))
    d.box((3.6, 3.4, 0.1), "white", at=(0.0, 0.0, 6.0))
    for x in (-0.85, 0.85):
        d.box((1.6, 3.2, 0.12), at=(x, 0.05, 6.03))
    d.box((1.3, 1.3, 0.1), "white", at=(0.0, 5.2, 6.3))


def _castle(d: Draft) -> None:
    d.box((16.0, 7.0, 14.0), bevel=0.1)
    for x in (-8.0, 8.0):
        for z in (-7.0, 7.0):
            d.cylinder(2.2, 11.0, at=(x, 0.0, z))
            d.cylinder(2.5, 1.0, at=(x, 11.0, z))
            d.cone(2.6, 4.0, "blue", at=(x, 12.0, z))
    for k in range(8):
        for z in (-6.8, 6.8):
            d.box((1.0, 1.2, 0.5), at=(-7.0 + 2.0 * k, 7.0, z))
    d.box((3.0, 4.2, 0.2), "darkwood", at=(0.0, 0.0, 7.0))


def _church(d: Draft) -> None:
    d.box((8.0, 6.0, 16.0), bevel=0.0)
    d.slab([(-4.4, 0.0), (4.4, 0.0), (0.0, 4.0)], 16.4, "darkstone", at=(0.0, 6.0, 0.0))
    d.box((4.0, 12.0, 4.0), at=(0.0, 0.0, 9.0))
    d.lathe([(3.0, 12.0), (0.0, 20.0)], "darkstone", at=(0.0, 0.0, 9.0), sides=4)
    d.box((1.8, 3.2, 0.2), "darkwood", at=(0.0, 0.0, 11.0))
    for s in (-1, 1):
        for k in range(4):
            d.box((0.1, 3.0, 1.0), "glass", at=(4.0 * s, 1.8, -6.0 + 3.4 * k))


def _lighthouse(d: Draft) -> None:
    d.cylinder(3.4, 1.0, "stone")
    for k in range(5):
        r = 2.6 - 0.22 * k
        d.cylinder(r, 3.2, "red" if k % 2 else "main", at=(0.0, 1.0 + 3.2 * k, 0.0), top=r - 0.22)
    d.cylinder(2.0, 0.3, "iron", at=(0.0, 17.0, 0.0))
    d.cylinder(1.1, 2.0, "lamp", at=(0.0, 17.3, 0.0))
    d.cone(1.6, 1.6, "red", at=(0.0, 19.3, 0.0))
    d.anchor("light", (0.0, 18.3, 0.0))


def _windmill(d: Draft) -> None:
    d.cylinder(2.6, 8.0, top=1.7)
    d.cone(2.0, 2.0, "darkwood", at=(0.0, 8.0, 0.0))
    d.rod((0.0, 8.0, 1.4), (0.0, 8.0, 2.5), 0.2, "darkwood")
    for k in range(4):
        s, c = math.sin(k * math.pi / 2 + 0.4), math.cos(k * math.pi / 2 + 0.4)
        d.rod((0.0, 8.0, 2.4), (5.0 * s, 8.0 + 5.0 * c, 2.4), 0.08, "darkwood")
        outline = [(0.0, 1.0), (1.0, 1.0), (1.0, 5.0), (0.0, 5.0)]
        turned = [(x * c + y * s, y * c - x * s) for x, y in outline]
        d.slab(turned, 0.06, "cream", at=(0.0, 8.0, 2.42))


def _bridge(d: Draft) -> None:
    arch = [(9.0 * math.cos(a), 2.6 * math.sin(a)) for a in (k * math.pi / 16 for k in range(17))]
    outline = [(12.0, 0.0), (12.0, 2.6), (0.0, 3.6), (-12.0, 2.6), (-12.0, 0.0), *reversed(arch)]
    d.slab(outline, 4.0, turn=(90, 0, 0))
    for x in (-1.9, 1.9):
        d.slab([(12.0, 2.6), (12.0, 3.5), (0.0, 4.5), (-12.0, 3.5), (-12.0, 2.6), (0.0, 3.6)], 0.25,
               "darkstone", at=(x, 0.0, 0.0), turn=(90, 0, 0))  # fmt: skip
    d.anchor("top", (0.0, 3.6, 0.0))


def _stairs(d: Draft) -> None:
    for k in range(10):
        d.box((1.6, 0.17 * (k + 1), 0.3), at=(0.0, 0.0, 1.35 - 0.3 * k), bevel=0.01)
        d.anchor(f"tread{k}", (0.0, 0.17 * (k + 1), 1.35 - 0.3 * k))
    for x in (-0.78, 0.78):
        d.rod((x, 1.05, 1.35), (x, 2.6, -1.35), 0.025, "metal")
        for k in (0, 3, 6, 9):
            y = 0.17 * (k + 1)
            d.rod((x, y, 1.35 - 0.3 * k), (x, y + 0.89, 1.35 - 0.3 * k), 0.018, "metal")
    d.anchor("top", (0.0, 1.7, -1.35))


def _ladder(d: Draft) -> None:
    for x in (-0.22, 0.22):
        d.rod((x, 0.0, 0.0), (x, 3.0, 0.0), 0.028)
    for k in range(10):
        d.rod((-0.22, 0.25 + 0.28 * k, 0.0), (0.22, 0.25 + 0.28 * k, 0.0), 0.018)


def _arch(d: Draft) -> None:
    for x in (-1.4, 1.4):
        d.box((0.7, 2.2, 0.8), at=(x, 0.0, 0.0))
    ring = [(1.75 * math.cos(a), 1.75 * math.sin(a)) for a in (k * math.pi / 14 for k in range(15))]
    inner = [(1.05 * x / 1.75, 1.05 * y / 1.75) for x, y in reversed(ring)]
    d.slab([*ring, *inner], 0.8, at=(0.0, 2.2, 0.0))


def _tent(d: Draft) -> None:
    d.slab([(-1.2, 0.0), (1.2, 0.0), (0.0, 1.4)], 2.4)
    d.slab([(-0.4, 0.0), (0.4, 0.0), (0.0, 1.15)], 0.02, "dark", at=(0.0, 0.0, 1.2))
    for z in (-1.2, 1.2):
        d.rod((0.0, 1.38, z), (0.0, 0.0, z * 1.6), 0.01, "cream")


def _kiosk(d: Draft) -> None:
    d.box((2.4, 1.0, 1.6), "planks")
    d.box((2.6, 0.06, 1.8), "wood", at=(0.0, 1.0, 0.0))
    for x in (-1.2, 1.2):
        for z in (-0.8, 0.8):
            d.rod((x, 0.0, z), (x, 2.4, z), 0.04, "wood")
    d.slab([(-1.1, 0.0), (1.3, 0.0), (1.3, 0.06), (0.0, 0.7), (-1.1, 0.5)], 2.8, at=(0.0, 2.2, 0.0),
           turn=(-90, 0, 0))  # fmt: skip


def _gazebo(d: Draft) -> None:
    d.cylinder(2.2, 0.25, "stone", sides=8)
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.rod((1.9 * s, 0.2, 1.9 * c), (1.9 * s, 2.5, 1.9 * c), 0.07, "white")
    d.lathe([(2.4, 2.5), (0.0, 3.9)], sides=8)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("house", (8.9, 5.8, 7.8), "#d8ccb4", draw=_house, kind="set", nouns="home, farmhouse"),
    item("tower", (18.4, 63.0, 18.4), "#9aa3ab", draw=_tower, kind="set",
         nouns="skyscraper, high rise"),
    item("building", (14.4, 12.4, 10.4), "#b58a6c", draw=_apartment, kind="set",
         nouns="apartment, hotel"),
    item("barn", (9.2, 8.0, 12.6), "#8f2f2a", draw=_barn, kind="set"),
    item("castle", (21.2, 16.0, 19.2), "#a39e95", draw=_castle, kind="set", nouns="fortress"),
    item("church", (8.8, 20.0, 19.2), "#d6cfc2", draw=_church, kind="set",
         nouns="chapel, cathedral"),
    item("lighthouse", (6.8, 21.0, 6.8), "#e6e4df", draw=_lighthouse, kind="set"),
    item("windmill", (10.4, 13.0, 6.0), "#d8d0c0", draw=_windmill, kind="set", nouns="mill"),
    item("bridge", (4.1, 4.5, 24.0), "#a39e95", draw=_bridge, kind="set", nouns="overpass"),
    item("stairs", (1.6, 2.6, 3.0), "#a39e95", draw=_stairs,
         nouns="staircase, steps, stair, stairway"),
    item("ladder", (0.5, 3.0, 0.06), "#a87b45", draw=_ladder),
    item("arch", (3.5, 3.95, 0.8), "#b3aca0", draw=_arch, nouns="archway"),
    item("tent", (2.4, 1.4, 3.9), "#c7762f", draw=_tent),
    item("kiosk", (2.8, 2.9, 2.4), "#b3342c", draw=_kiosk, nouns="stand"),
    item("gazebo", (4.8, 3.9, 4.8), "#5d7a6a", draw=_gazebo, nouns="pavilion"),
)  # fmt: skip
"""Buildings."""

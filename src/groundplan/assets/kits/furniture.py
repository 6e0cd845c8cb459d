"""Things to sit at, lie on and put things into."""

from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_BROWN = "#8a5c38"


def _legs(d: Draft, half: tuple[float, float], height: float, *, thick: float, role: str) -> None:
    for x in (-half[0], half[0]):
        for z in (-half[1], half[1]):
            d.box((thick, height, thick), role, at=(x, 0.0, z))


def _bench(d: Draft) -> None:
    for z in (0.18, 0.06, -0.06, -0.18):
        d.box((1.6, 0.035, 0.1), at=(0.0, 0.415, z))
    for y in (0.56, 0.68, 0.8):
        d.box((1.6, 0.09, 0.03), at=(0.0, y - 0.045, -0.27 - 0.06 * (y - 0.56)), turn=(0, -12, 0))
    for x in (-0.68, 0.68):
        d.box((0.05, 0.415, 0.05), "iron", at=(x, 0.0, 0.2))
        d.rod((x, 0.0, -0.25), (x, 0.42, -0.24), 0.025, "iron")
        d.rod((x, 0.42, -0.24), (x, 0.86, -0.32), 0.025, "iron")
        d.box((0.05, 0.03, 0.48), "iron", at=(x, 0.385, 0.0))
        d.box((0.06, 0.03, 0.44), "iron", at=(x, 0.62, 0.0))
        d.box((0.04, 0.2, 0.04), "iron", at=(x, 0.42, 0.2))
    d.anchor("seat", (0.0, 0.45, 0.02))


def _stool(d: Draft) -> None:
    d.cylinder(0.18, 0.04, at=(0.0, 0.61, 0.0))
    for x in (-1, 1):
        for z in (-1, 1):
            d.rod((0.19 * x, 0.0, 0.19 * z), (0.1 * x, 0.62, 0.1 * z), 0.018)
    d.ring(0.2, 0.012, at=(0.0, 0.2, 0.0))
    d.anchor("seat", (0.0, 0.65, 0.0))


def _table(d: Draft) -> None:
    d.box((1.4, 0.04, 0.8), at=(0.0, 0.71, 0.0))
    d.box((1.24, 0.09, 0.64), at=(0.0, 0.62, 0.0))
    _legs(d, (0.62, 0.32), 0.72, thick=0.07, role="main")


def _round_table(d: Draft) -> None:
    d.cylinder(0.5, 0.03, at=(0.0, 0.72, 0.0), sides=32)
    d.lathe([(0.26, 0.0), (0.24, 0.03), (0.05, 0.08), (0.04, 0.6), (0.1, 0.72)])


def _coffee_table(d: Draft) -> None:
    d.box((1.1, 0.04, 0.6), at=(0.0, 0.4, 0.0))
    d.box((0.98, 0.02, 0.48), at=(0.0, 0.12, 0.0))
    _legs(d, (0.49, 0.24), 0.41, thick=0.05, role="main")


def _picnic_table(d: Draft) -> None:
    d.box((1.8, 0.04, 0.75), at=(0.0, 0.72, 0.0))
    for z in (-0.62, 0.62):
        d.box((1.8, 0.04, 0.27), at=(0.0, 0.42, z))
    for x in (-0.6, 0.6):
        d.box((0.06, 0.06, 1.45), at=(x, 0.37, 0.0))
        d.rod((x, 0.0, 0.55), (x, 0.72, 0.25), 0.035)
        d.rod((x, 0.0, -0.55), (x, 0.72, -0.25), 0.035)
    d.anchor("seat", (0.0, 0.46, 0.62))


def _desk(d: Draft) -> None:
    d.box((1.4, 0.04, 0.7), at=(0.0, 0.71, 0.0))
    for x in (-0.5, 0.5):
        d.box((0.38, 0.66, 0.62), at=(x, 0.05, 0.0))
        for y in (0.1, 0.31, 0.52):
            d.box((0.34, 0.17, 0.02), "wood", at=(x, y, 0.315))
            d.box((0.1, 0.02, 0.02), "metal", at=(x, y + 0.08, 0.33))
    d.box((1.3, 0.4, 0.02), at=(0.0, 0.3, -0.3))


def _shelf(d: Draft) -> None:
    for x in (-0.43, 0.43):
        d.box((0.03, 1.8, 0.3), at=(x, 0.0, 0.0))
    d.box((0.86, 1.8, 0.015), at=(0.0, 0.0, -0.142))
    colors = ("red", "blue", "cream", "green", "dark", "yellow")
    for row in range(6):
        d.box((0.86, 0.03, 0.3), at=(0.0, row * 0.354, 0.0))
        for k in range(9 if row < 5 else 0):
            height = 0.2 + 0.05 * ((k * 7 + row * 3) % 4) / 3.0
            place = (-0.36 + 0.045 * k, row * 0.354 + 0.03, 0.0)
            d.box((0.038, height, 0.2), colors[(k * 5 + row) % 6], at=place, bevel=0.0)
    d.anchor("shelf", (0.25, 0.738, 0.0))


def _lamp(d: Draft) -> None:
    d.cylinder(0.14, 0.025, "iron")
    d.rod((0.0, 0.02, 0.0), (0.0, 1.35, 0.0), 0.014, "iron")
    d.lathe([(0.24, 1.28), (0.15, 1.6), (0.14, 1.6), (0.23, 1.28)])
    d.ball(0.06, "lamp", at=(0.0, 1.4, 0.0), sides=12)
    d.anchor("light", (0.0, 1.4, 0.0))


def _mirror(d: Draft) -> None:
    d.box((0.6, 1.6, 0.05), "wood", at=(0.0, 0.02, 0.0))
    d.box((0.5, 1.48, 0.02), "chrome", at=(0.0, 0.08, 0.02), bevel=0.0)
    for x in (-0.22, 0.22):
        d.rod((x, 0.01, -0.3), (x, 1.2, -0.02), 0.018, "wood")


def _rug(d: Draft) -> None:
    d.box((2.0, 0.012, 1.4), bevel=0.004)
    d.box((1.8, 0.012, 1.2), "cream", at=(0.0, 0.001, 0.0), bevel=0.003)
    d.box((1.6, 0.012, 1.0), at=(0.0, 0.002, 0.0), bevel=0.003)


def _pillow(d: Draft) -> None:
    d.ball((0.3, 0.08, 0.22), at=(0.0, 0.08, 0.0))
    d.box((0.5, 0.1, 0.34), at=(0.0, 0.03, 0.0), bevel=0.045)


def _carpet_roll(d: Draft) -> None:
    d.cylinder(0.2, 0.9, at=(0.0, 0.2, 0.0), axis="x")
    for x in (-0.42, 0.42):
        d.ring(0.17, 0.04, "cloth", at=(x, 0.2, 0.0), axis="x")


ENTRIES: Final[tuple[Entry, ...]] = (
    item("bench", (1.6, 0.86, 0.62), _BROWN, draw=_bench, nouns="park bench"),
    item("stool", (0.4, 0.65, 0.4), _BROWN, draw=_stool),
    item("table", (1.4, 0.75, 0.8), _BROWN, draw=_table, nouns="kitchen table"),
    item("round_table", (1.0, 0.75, 1.0), _BROWN, draw=_round_table, nouns="cafe table"),
    item("coffee_table", (1.1, 0.44, 0.6), _BROWN, draw=_coffee_table, nouns="side table"),
    item("picnic_table", (1.8, 0.76, 1.5), _BROWN, draw=_picnic_table),
    item("desk", (1.4, 0.75, 0.7), "#7a5234", draw=_desk, nouns="writing desk"),
    item("bookcase", (0.89, 1.8, 0.3), "#7a5234", draw=_shelf,
         nouns="shelf, bookshelf, shelves, rack"),
    item("lamp", (0.48, 1.6, 0.48), "#e3d3ae", draw=_lamp, nouns="floor lamp, standing lamp"),
    item("mirror", (0.6, 1.62, 0.34), "#b9c6cc", draw=_mirror),
    item("rug", (2.0, 0.014, 1.4), "#8f4b45", draw=_rug, nouns="carpet"),
    item("pillow", (0.6, 0.16, 0.44), "#c7cbd1", draw=_pillow, nouns="cushion"),
    item("rolled_carpet", (0.92, 0.4, 0.42), "#8f4b45", draw=_carpet_roll),
)  # fmt: skip
"""Furniture."""

"""What streets and rooms are dressed with: kerbs, facades, counters."""

from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _kerb(d: Draft) -> None:
    d.box((0.3, 0.13, 60.0), bevel=0.0)


def _facade(d: Draft) -> None:
    d.box((12.0, 10.0, 6.0), bevel=0.0)
    d.box((12.3, 0.35, 6.3), "stone", at=(0.0, 10.0, 0.0), bevel=0.0)
    d.box((1.4, 2.5, 0.1), "darkwood", at=(0.0, 0.0, 3.0), bevel=0.0)
    for floor in range(3):
        for x in (-4.2, -1.4, 1.4, 4.2):
            if floor or abs(x) > 2.0:
                d.box((1.4, 1.7, 0.08), "glass", at=(x, 1.1 + 3.1 * floor, 3.0), bevel=0.0)


def _counter(d: Draft) -> None:
    d.box((1.8, 0.1, 0.52), "dark", at=(0.0, 0.0, -0.02), bevel=0.0)
    d.box((1.8, 0.76, 0.58), at=(0.0, 0.1, 0.0), bevel=0.0)
    d.box((1.84, 0.04, 0.64), "stone", at=(0.0, 0.86, 0.0), bevel=0.0)
    for x in (-0.6, 0.0, 0.6):
        d.box((0.56, 0.66, 0.02), "white", at=(x, 0.15, 0.3), bevel=0.0)
    d.anchor("top", (0.0, 0.9, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("kerb", (0.3, 0.13, 60.0), "#a39e95", draw=_kerb, kind="set", nouns="curb"),
    item("facade", (12.3, 10.35, 6.3), "#b08a72", draw=_facade, kind="set",
         nouns="row house, townhouse, house front"),
    item("kitchen_counter", (1.84, 0.9, 0.64), "#cfc8bb", draw=_counter, nouns="kitchen unit"),
)  # fmt: skip
"""Backdrops."""

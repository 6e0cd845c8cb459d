"""Hats, glasses and shoes."""

import math
from typing import Final

import numpy as np

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.solids import Solid

__all__ = ["ENTRIES"]


def _hat(d: Draft) -> None:
    d.lathe([(0.17, 0.0), (0.172, 0.008), (0.1, 0.018), (0.085, 0.1), (0.06, 0.115), (0.0, 0.105)])
    d.ring(0.097, 0.008, "dark", at=(0.0, 0.03, 0.0))


def _cap(d: Draft) -> None:
    d.lathe([(0.095, 0.0), (0.093, 0.05), (0.065, 0.1), (0.0, 0.12)])
    d.slab(
        [
            (0.095 * math.sin(a), 0.06 + 0.14 * math.cos(a))
            for a in (-1.5 + 0.25 * k for k in range(13))
        ],
        0.008,
        at=(0.0, 0.008, 0.02),
        turn=(0, 86, 0),
    )
    d.ball(0.009, at=(0.0, 0.12, 0.0), sides=10)


def _helmet(d: Draft) -> None:
    d.lathe([(0.12, 0.0), (0.135, 0.08), (0.125, 0.17), (0.08, 0.23), (0.0, 0.25)])
    d.ball((0.1, 0.06, 0.05), "screen", at=(0.0, 0.12, 0.1))
    d.box((0.14, 0.05, 0.06), at=(0.0, 0.0, 0.1), bevel=0.02)
    d.box((0.03, 0.02, 0.2), "white", at=(0.0, 0.235, 0.0), bevel=0.008)


def _hard_hat(d: Draft) -> None:
    d.lathe([(0.125, 0.0), (0.12, 0.06), (0.08, 0.12), (0.0, 0.14)])
    d.ball((0.14, 0.008, 0.17), at=(0.0, 0.006, 0.02))
    for x in (-0.03, 0.0, 0.03):
        d.tube([(x, 0.09, -0.1), (x, 0.142, 0.0), (x, 0.09, 0.1)], 0.008)


def _top_hat(d: Draft) -> None:
    d.lathe([(0.155, 0.012), (0.15, 0.0), (0.09, 0.008), (0.088, 0.15), (0.1, 0.19), (0.0, 0.19)])
    d.ring(0.09, 0.01, "red", at=(0.0, 0.025, 0.0))


def _cowboy_hat(d: Draft) -> None:
    """Shape a felt hat: a brim rolled up at the sides, a crown pinched in front and creased."""
    turns, rings = 48, 16
    points = [
        _felt(i / (rings - 1), math.tau * k / turns) for i in range(rings) for k in range(turns)
    ]
    under = [(x, y - 0.006, z) for x, y, z in points[: 7 * turns]]
    every = [*points, *under, (0.0, points[-1][1], 0.0)]
    faces: list[tuple[int, int, int]] = []
    for i in range(rings - 1):
        faces += _band(i * turns, (i + 1) * turns, turns)
    first = rings * turns
    for i in range(6):
        faces += _band(first + (i + 1) * turns, first + i * turns, turns)
    faces += _band(first, 0, turns)
    last = (rings - 1) * turns
    faces += [(last + k, last + (k + 1) % turns, len(every) - 1) for k in range(turns)]
    d.add(Solid(points=np.array(every), faces=np.array(faces, np.int32)))
    d.ring(0.094, 0.0075, "dark", at=(0.0, 0.03, 0.0))


def _felt(u: float, turn: float) -> tuple[float, float, float]:
    """Return a point of the hat: u from the brim's edge (0) over the crown's foot to its top."""
    side, ahead = math.sin(turn), math.cos(turn)
    if u <= 0.4:
        out = 1.0 - u / 0.4
        reach = 0.092 + out * (0.098 + 0.012 * ahead * ahead)
        roll = 0.055 * out * out * side * side - 0.018 * out * out * ahead * ahead
        return (reach * side * (1.0 - 0.12 * out * side * side), 0.02 + roll, reach * ahead)
    up = (u - 0.4) / 0.6
    if up < 0.75:
        rise = up / 0.75
        pinch = 1.0 - 0.22 * rise * max(ahead, 0.0) * abs(side)
        reach = (0.092 - 0.016 * rise) * pinch
        return (reach * side, 0.02 + 0.11 * rise + 0.008 * rise * abs(side), 1.08 * reach * ahead)
    close = (up - 0.75) / 0.25
    reach = 0.076 * (1.0 - 0.97 * close)
    dip = 0.03 * close * (1.0 - 0.3 * close)
    return (reach * side, 0.13 + 0.008 * abs(side) * (1.0 - close) - dip, 1.08 * reach * ahead)


def _band(low: int, high: int, count: int) -> list[tuple[int, int, int]]:
    """Return the faces between two closed rows of points."""
    faces: list[tuple[int, int, int]] = []
    for k in range(count):
        a, b = low + k, low + (k + 1) % count
        c, e = high + k, high + (k + 1) % count
        faces += [(a, b, c), (b, e, c)]
    return faces


def _witch_hat(d: Draft) -> None:
    d.lathe([(0.22, 0.0), (0.22, 0.008), (0.1, 0.02), (0.0, 0.02)])
    d.tube(
        [(0.0, 0.01, 0.0), (0.0, 0.15, 0.0), (0.02, 0.28, -0.02), (0.08, 0.36, -0.06)],
        (0.105, 0.065, 0.035, 0.005),
    )
    d.ring(0.1, 0.012, "gold", at=(0.0, 0.03, 0.0))


def _glasses(d: Draft) -> None:
    for s in (-1, 1):
        d.add_ring((0.034 * s, 0.022, 0.0), (0.026, 0.021), 0.0022)
        d.cylinder(0.021, 0.0015, "glass", at=(0.034 * s, 0.022, 0.0), axis="z")
        d.tube(
            [(0.061 * s, 0.028, 0.0), (0.066 * s, 0.028, -0.09), (0.064 * s, 0.012, -0.13)], 0.0022
        )
    d.tube([(-0.009, 0.027, 0.0), (0.0, 0.031, 0.002), (0.009, 0.027, 0.0)], 0.0018)


def _sunglasses(d: Draft) -> None:
    for s in (-1, 1):
        d.slab(
            [
                (0.008 * s, 0.042),
                (0.066 * s, 0.045),
                (0.063 * s, 0.02),
                (0.04 * s, 0.0),
                (0.018 * s, 0.003),
                (0.008 * s, 0.024),
            ],
            0.004,
            "black",
        )
        d.tube(
            [(0.066 * s, 0.038, 0.0), (0.069 * s, 0.036, -0.09), (0.066 * s, 0.016, -0.13)], 0.003
        )
    d.box((0.14, 0.006, 0.005), at=(0.0, 0.04, 0.0))


def _shoe(d: Draft, x: float, *, sole: str, laces: str) -> None:
    foot = [
        (x + (0.041 + 0.006 * math.cos(a)) * math.sin(a), 0.01 + 0.135 * math.cos(a))
        for a in (k * math.tau / 20 for k in range(20))
    ]
    d.slab(foot, 0.022, sole, at=(0.0, 0.011, 0.0), turn=(0, 90, 0))
    for z, r in ((0.085, (0.041, 0.034, 0.056)), (0.02, (0.039, 0.052, 0.075)),
                 (-0.065, (0.037, 0.062, 0.058))):  # fmt: skip
        d.ball(r, at=(x, 0.026, z))
    d.cylinder(0.034, 0.05, at=(x, 0.05, -0.062), top=0.036)
    d.cylinder(0.03, 0.004, "dark", at=(x, 0.1, -0.062))
    for k in range(4):
        d.box(
            (0.045, 0.006, 0.007), laces, at=(x, 0.076 - 0.006 * k, -0.005 + 0.022 * k), bevel=0.0
        )


def _sneakers(d: Draft) -> None:
    for x in (-0.07, 0.07):
        _shoe(d, x, sole="white", laces="white")


def _shoes(d: Draft) -> None:
    for x in (-0.07, 0.07):
        _shoe(d, x, sole="rubber", laces="dark")


def _high_heels(d: Draft) -> None:
    for s in (-1, 1):
        x = 0.06 * s
        d.tube(
            [(x, 0.09, -0.1), (x, 0.07, -0.04), (x, 0.02, 0.05), (x, 0.014, 0.12)],
            (0.028, 0.025, 0.03, 0.008),
        )
        d.lathe(
            [(0.006, 0.0), (0.005, 0.03), (0.014, 0.08), (0.0, 0.085)],
            at=(x, 0.0, -0.108),
            sides=12,
        )
        d.slab(
            [(-0.13, 0.08), (-0.125, 0.13), (-0.08, 0.105), (-0.04, 0.07)][::-1],
            0.05,
            at=(x, 0.0, 0.0),
            turn=(-90, 0, 0),
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("hat", (0.344, 0.115, 0.344), "#7a5c3c", draw=_hat, nouns="fedora, straw hat, sun hat"),
    item("cap", (0.19, 0.129, 0.315), "#3b66a8", draw=_cap, nouns="baseball cap"),
    item("helmet", (0.27, 0.255, 0.284), "#b3342c", draw=_helmet, nouns="motorcycle helmet"),
    item("hard_hat", (0.276, 0.152, 0.335), "#e6b52a", draw=_hard_hat,
         nouns="construction helmet, safety helmet"),
    item("top_hat", (0.31, 0.19, 0.31), "#1f2022", draw=_top_hat),
    item("cowboy_hat", (0.334, 0.138, 0.404), "#8a6242", draw=_cowboy_hat),
    item("witch_hat", (0.44, 0.363, 0.44), "#2d2438", draw=_witch_hat, nouns="wizard hat"),
    item("glasses", (0.136, 0.0456, 0.135), "#26272a", draw=_glasses,
         nouns="eyeglasses, spectacles"),
    item("sunglasses", (0.144, 0.046, 0.134), "#26272a", draw=_sunglasses, nouns="goggles, shades"),
    item("sneakers", (0.222, 0.14, 0.27), "#3b66a8", draw=_sneakers,
         nouns="sneaker, running shoes, trainers"),
    item("shoes", (0.222, 0.14, 0.27), "#5a3020", draw=_shoes,
         nouns="shoe, leather shoes, dress shoes"),
    item("high_heels", (0.177, 0.138, 0.251), "#b3283a", draw=_high_heels,
         nouns="high heel, stiletto, pumps"),
)  # fmt: skip
"""Hats, glasses and shoes."""

"""Things to eat."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _apple(d: Draft) -> None:
    d.lathe([(0.0, 0.008), (0.018, 0.0), (0.036, 0.025), (0.04, 0.045), (0.032, 0.068), (0.014,
            0.074),
             (0.0, 0.064)])  # fmt: skip
    d.tube([(0.0, 0.064, 0.0), (0.002, 0.078, 0.0), (0.006, 0.088, 0.0)], 0.002, "bark")
    d.ball((0.014, 0.002, 0.007), "leaf", at=(0.018, 0.082, 0.0), turn=(0, 0, 20), sides=8)


def _round_fruit(d: Draft) -> None:
    d.ball(0.04, at=(0.0, 0.04, 0.0), sides=20)
    d.ball((0.006, 0.003, 0.006), "leaf", at=(0.0, 0.08, 0.0), sides=8)


def _banana(d: Draft) -> None:
    arc = [
        (0.11 * math.sin(a), 0.02, 0.1 - 0.1 * math.cos(a))
        for a in (-0.9 + 0.3 * k for k in range(7))
    ]
    d.tube(arc, (0.006, 0.014, 0.018, 0.019, 0.018, 0.014, 0.005))
    d.rod(arc[0], (arc[0][0] - 0.018, 0.022, arc[0][2] + 0.012), 0.005, "bark")


def _carrot(d: Draft) -> None:
    d.tube([(0.0, 0.02, -0.08), (0.0, 0.02, 0.0), (0.0, 0.02, 0.08)], (0.003, 0.014, 0.019))
    for s in (-1, 0, 1):
        d.tube([(0.0, 0.02, 0.08), (0.02 * s, 0.03, 0.14)], (0.006, 0.003), "leaf")


def _cake(d: Draft) -> None:
    d.cylinder(0.16, 0.015, "white")
    d.cylinder(0.14, 0.1, at=(0.0, 0.012, 0.0), sides=32)
    d.cylinder(0.143, 0.02, "cream", at=(0.0, 0.1, 0.0), sides=32)
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.ball(0.016, "red", at=(0.11 * s, 0.13, 0.11 * c), sides=10)
    d.cylinder(0.005, 0.06, "white", at=(0.0, 0.12, 0.0), sides=8)
    d.lathe([(0.003, 0.18), (0.007, 0.19), (0.0, 0.205)], "flame", sides=8)


def _pizza(d: Draft) -> None:
    d.cylinder(0.15, 0.012, "wood", sides=32)
    d.cylinder(0.135, 0.016, at=(0.0, 0.002, 0.0), sides=32)
    d.ring(0.14, 0.012, "wood", at=(0.0, 0.012, 0.0))
    for k in range(7):
        r = 0.04 + 0.05 * (k % 2)
        d.cylinder(
            0.02, 0.004, "red", at=(r * math.sin(k * 2.2), 0.017, r * math.cos(k * 2.2)), sides=14
        )


def _burger(d: Draft) -> None:
    d.lathe([(0.045, 0.0), (0.052, 0.012), (0.05, 0.022)])
    d.cylinder(0.054, 0.018, "soil", at=(0.0, 0.02, 0.0))
    d.lathe([(0.05, 0.036), (0.06, 0.04), (0.05, 0.045)], "leaf")
    d.lathe([(0.052, 0.044), (0.05, 0.06), (0.03, 0.078), (0.0, 0.083)])


def _donut(d: Draft) -> None:
    d.ring(0.033, 0.018, "wood", at=(0.0, 0.018, 0.0))
    d.ring(0.033, 0.0172, at=(0.0, 0.021, 0.0))


def _ice_cream(d: Draft) -> None:
    d.lathe([(0.0, 0.0), (0.03, 0.11), (0.0, 0.11)], "wood", sides=16)
    d.ball(0.034, at=(0.0, 0.125, 0.0))
    d.ball(0.027, "cream", at=(0.0, 0.165, 0.0))


def _sandwich(d: Draft) -> None:
    tri = [(-0.07, 0.0), (0.07, 0.0), (0.0, 0.1)]
    for y, role in ((0.008, "wood"), (0.02, "leaf"), (0.03, "main"), (0.045, "wood")):
        d.slab(tri, 0.014, role, at=(0.0, y, 0.04), turn=(0, -90, 0))


def _broccoli(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.0, 0.06, 0.0)], (0.018, 0.022), "leaf")
    for k in range(7):
        s, c = math.sin(k * 0.9), math.cos(k * 0.9)
        d.ball(
            0.026, at=(0.03 * s * (k > 0), 0.085 + 0.012 * (k == 0), 0.03 * c * (k > 0)), sides=10
        )


def _pumpkin(d: Draft) -> None:
    for k in range(10):
        s, c = math.sin(k * math.tau / 10), math.cos(k * math.tau / 10)
        d.ball((0.1, 0.13, 0.1), at=(0.085 * s, 0.13, 0.085 * c), sides=12)
    d.tube([(0.0, 0.24, 0.0), (0.01, 0.3, 0.0), (0.04, 0.33, 0.0)], (0.022, 0.016, 0.014), "bark")


ENTRIES: Final[tuple[Entry, ...]] = (
    item("apple", (0.08, 0.09, 0.08), "#b3332b", draw=_apple),
    item("orange", (0.08, 0.083, 0.08), "#dd8a2c", draw=_round_fruit),
    item("banana", (0.19, 0.04, 0.08), "#e0c03a", draw=_banana, nouns="bananas"),
    item("carrot", (0.045, 0.04, 0.22), "#dd7a2c", draw=_carrot),
    item("cake", (0.32, 0.205, 0.32), "#8a5234", draw=_cake, nouns="birthday cake"),
    item("pizza", (0.3, 0.03, 0.3), "#dca03c", draw=_pizza),
    item("burger", (0.12, 0.083, 0.12), "#c48a42", draw=_burger, nouns="hamburger, cheeseburger"),
    item("donut", (0.102, 0.04, 0.102), "#d9809a", draw=_donut, nouns="doughnut"),
    item("ice_cream", (0.068, 0.192, 0.068), "#e0a0a8", draw=_ice_cream,
         nouns="ice cream cone, icecream"),
    item("sandwich", (0.14, 0.052, 0.1), "#e0c878", draw=_sandwich),
    item("broccoli", (0.11, 0.12, 0.11), "#3f7a3a", draw=_broccoli),
    item("pumpkin", (0.37, 0.34, 0.37), "#d9742a", draw=_pumpkin),
)  # fmt: skip
"""Food."""

"""Dishes, drinks, bread and sweets."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.geometry import splines

__all__ = ["ENTRIES"]

_PLATE: Final = (
    (0.07, 0.0),
    (0.08, 0.004),
    (0.13, 0.018),
    (0.128, 0.022),
    (0.08, 0.009),
    (0.0, 0.009),
)


_BOWL: Final = (
    (0.04, 0.0),
    (0.05, 0.008),
    (0.09, 0.045),
    (0.1, 0.075),
    (0.095, 0.075),
    (0.05, 0.02),
    (0.0, 0.02),
)


_GLASS: Final = (
    (0.028, 0.0),
    (0.03, 0.004),
    (0.036, 0.14),
    (0.033, 0.14),
    (0.028, 0.012),
    (0.0, 0.012),
)


def _on_plate(d: Draft) -> None:
    d.lathe(_PLATE, "white")


def _heap(role: str, *, height: float) -> Callable[[Draft], None]:
    """Return a bowl with a heap in it."""

    def draw(d: Draft) -> None:
        d.lathe(_BOWL)
        d.lathe([(0.088, 0.055), (0.06, 0.055 + 0.7 * height), (0.0, 0.055 + height)], role)

    return draw


def _noodles(d: Draft) -> None:
    d.lathe(_BOWL)
    for k in range(9):
        a = 0.7 * k
        r = 0.02 + 0.006 * k
        loop = [
            (r * math.cos(a + t), 0.064 + 0.012 * math.sin(2.0 * t + k), r * math.sin(a + t))
            for t in (0.0, 1.0, 2.0, 3.0, 4.0)
        ]
        d.tube(loop, 0.006, "cream")
    for x in (0.02, 0.045):
        d.rod((x, 0.06, 0.02), (x + 0.1, 0.16, -0.06), 0.003, "darkwood")


def _fried_egg(d: Draft) -> None:
    _on_plate(d)
    d.slab(
        [
            (
                0.055 * (1.0 + 0.15 * math.sin(3 * a)) * math.cos(a),
                0.055 * (1.0 + 0.15 * math.sin(3 * a)) * math.sin(a),
            )
            for a in (k * math.tau / 20 for k in range(20))
        ],
        0.006,
        "white",
        at=(0.0, 0.02, 0.0),
        turn=(0, 90, 0),
    )
    d.ball((0.02, 0.012, 0.02), at=(0.0, 0.023, 0.0))


def _sushi(d: Draft) -> None:
    d.box((0.2, 0.016, 0.09), "darkwood")
    for k in range(3):
        x = -0.065 + 0.065 * k
        d.box((0.028, 0.026, 0.055), "white", at=(x, 0.016, 0.0), bevel=0.01)
        d.box((0.032, 0.012, 0.066), at=(x, 0.038, 0.0), bevel=0.005)
        d.box((0.034, 0.028, 0.01), "black", at=(x, 0.022, 0.0), bevel=0.002)


def _steak(d: Draft) -> None:
    _on_plate(d)
    d.slab(
        [
            (-0.08, 0.0),
            (-0.05, 0.045),
            (0.03, 0.05),
            (0.075, 0.015),
            (0.06, -0.035),
            (-0.02, -0.045),
        ],
        0.022,
        at=(0.0, 0.025, 0.0),
        turn=(0, 90, 0),
    )
    d.tube([(-0.05, 0.037, -0.02), (0.0, 0.038, 0.0), (0.045, 0.037, -0.01)], 0.004, "cream")


def _cheese(d: Draft) -> None:
    d.slab(
        [(0.0, 0.0), (0.16, 0.055), (0.16, -0.055)], 0.07, at=(-0.08, 0.035, 0.0), turn=(0, 90, 0)
    )
    for x, y, z in (
        (0.02, 0.05, 0.034),
        (0.05, 0.025, 0.045),
        (-0.02, 0.03, 0.022),
        (0.03, 0.07, 0.0),
        (0.06, 0.07, 0.02),
        (0.079, 0.03, -0.02),
    ):
        d.ball(0.009, "gold", at=(x, y, z), sides=10)


def _bacon(d: Draft) -> None:
    _on_plate(d)
    for row in (-1, 0, 1):
        for k in range(10):
            d.box(
                (0.017, 0.006, 0.03),
                "main" if k % 2 else "pale",
                at=(-0.075 + 0.0165 * k, 0.014 + 0.006 * (k % 2), 0.036 * row),
            )


def _croissant(d: Draft) -> None:
    arc = [
        (0.065 * math.sin(a), 0.025, 0.05 * math.cos(a) - 0.02)
        for a in (0.5 * k - 2.0 for k in range(9))
    ]
    d.tube(arc, (0.005, 0.013, 0.02, 0.025, 0.028, 0.025, 0.02, 0.013, 0.005))
    for k in (2, 3, 4, 5, 6):
        x, y, z = arc[k]
        d.ball(
            (0.012, 0.032, 0.03), at=(x, y, z), turn=(math.degrees(0.5 * k - 2.0), 0, 0), sides=10
        )


def _baguette(d: Draft) -> None:
    d.lathe(
        [(0.0, -0.3), (0.02, -0.28), (0.034, -0.15), (0.034, 0.15), (0.02, 0.28), (0.0, 0.3)],
        at=(0.0, 0.034, 0.0),
        turn=(0, 0, -90),
        sides=14,
    )
    for k in range(6):
        d.box((0.07, 0.01, 0.012), "cream", at=(-0.22 + 0.088 * k, 0.06, 0.0), turn=(30, 0, 0))


def _pretzel(d: Draft) -> None:
    """Knot a rope of dough: a round bow, its ends crossed twice and laid on the bow."""
    half = (
        (0.0, 0.012, -0.045), (0.035, 0.013, -0.042), (0.061, 0.013, -0.018),
        (0.058, 0.013, 0.014), (0.034, 0.014, 0.034), (0.012, 0.017, 0.024),
        (0.0, 0.021, 0.01), (-0.012, 0.016, -0.002), (-0.03, 0.024, -0.036),
    )  # fmt: skip
    crossed = tuple((-x, y + (0.011 if 5 <= k <= 7 else 0.0) - 0.006, z)
                    for k, (x, y, z) in enumerate(half))  # fmt: skip
    knots = np.array([*reversed(crossed[1:]), *half])
    steps = np.linspace(0.0, len(knots) - 1.0, 97)
    line = splines.catmull_rom(knots, steps)
    share = np.abs(steps / (len(knots) - 1.0) - 0.5) * 2.0
    radii = 0.0105 - 0.0045 * share
    line[:, 1] += radii - line[:, 1].min()
    d.tube([(float(x), float(y), float(z)) for x, y, z in line], radii.tolist())
    for k in range(26):
        x, y, z = (float(v) for v in line[8 + 3 * k])
        top = float(radii[8 + 3 * k]) * 0.95
        d.ball((0.0013, 0.001, 0.0013), "white", at=(x + 0.002 * (-1) ** k, y + top, z), sides=5)


def _cookie(d: Draft) -> None:
    d.lathe([(0.03, 0.0), (0.036, 0.005), (0.03, 0.013), (0.0, 0.015)])
    for k in range(7):
        r = 0.022 if k else 0.0
        d.ball(
            (0.005, 0.003, 0.005),
            "soil",
            at=(r * math.cos(k * 1.05), 0.014, r * math.sin(k * 1.05)),
            sides=8,
        )


def _pie(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.12, 0.04), (0.125, 0.045), (0.11, 0.05), (0.0, 0.06)], sides=32)
    d.lathe([(0.088, -0.002), (0.121, 0.036), (0.127, 0.036), (0.09, -0.004)], "metal", sides=32)
    for k in range(-2, 3):
        half = math.sqrt(0.108**2 - (0.04 * k) ** 2)
        for turn in (0, 90):
            d.box(
                (2.0 * half, 0.008, 0.014),
                "cream",
                at=((0.0, 0.05, 0.04 * k) if not turn else (0.04 * k, 0.052, 0.0)),
                turn=(turn, 0, 0),
            )


def _pancakes(d: Draft) -> None:
    _on_plate(d)
    for k in range(4):
        d.cylinder(0.075 - 0.002 * k, 0.013, at=(0.003 * (-1) ** k, 0.01 + 0.0135 * k, 0.0))
    d.box((0.025, 0.012, 0.025), "yellow", at=(0.0, 0.064, 0.0))
    d.lathe([(0.05, 0.064), (0.045, 0.067), (0.0, 0.068)], "soil")


def _waffle(d: Draft) -> None:
    d.box((0.12, 0.012, 0.12))
    for k in range(5):
        d.box((0.12, 0.01, 0.008), at=(0.0, 0.01, -0.052 + 0.026 * k))
        d.box((0.008, 0.01, 0.12), at=(-0.052 + 0.026 * k, 0.01, 0.0))


def _chocolate(d: Draft) -> None:
    d.box((0.15, 0.006, 0.075))
    for i in range(6):
        for j in range(3):
            d.box((0.021, 0.006, 0.021), at=(-0.0625 + 0.025 * i, 0.005, -0.025 + 0.025 * j))
    d.box((0.07, 0.014, 0.08), "red", at=(0.045, -0.001, 0.0))


def _lollipop(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.13, 0.0), 0.0025, "white")
    d.cylinder(0.032, 0.01, at=(0.0, 0.15, 0.0), axis="z")
    for r in (0.01, 0.019, 0.028):
        d.ring(r, 0.002, "white", at=(0.0, 0.15, 0.0055), axis="z")
        d.ring(r, 0.002, "white", at=(0.0, 0.15, -0.0055), axis="z")


def _popcorn(d: Draft) -> None:
    d.lathe([(0.04, 0.0), (0.06, 0.15), (0.0, 0.15)], "white", sides=16)
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.box((0.018, 0.15, 0.006), at=(0.05 * s, 0.0, 0.05 * c), turn=(45 * k, 8, 0), bevel=0.0)
    for k in range(22):
        a, r = 2.4 * k, 0.011 * math.sqrt(k)
        d.ball(
            0.014,
            "cream",
            at=(r * math.cos(a), 0.165 - 8.0 * r * r + 0.006 * (k % 3), r * math.sin(a)),
            sides=6,
        )


def _fries(d: Draft) -> None:
    d.slab([(-0.045, 0.09), (-0.035, 0.0), (0.035, 0.0), (0.045, 0.09), (0.0, 0.075)], 0.035)
    for k in range(14):
        x, z = -0.036 + 0.0115 * (k % 7), -0.008 + 0.016 * (k // 7)
        d.box(
            (0.008, 0.08, 0.008),
            "yellow",
            at=(x, 0.045 + 0.011 * (k * 5 % 4), z),
            turn=(0, 0, -4.0 * (k % 7 - 3)),
            bevel=0.0,
        )


def _filled(role: str, *, straw: bool = False, slice_: bool = False) -> Callable[[Draft], None]:
    """Return a tumbler with a drink of a role in it."""

    def draw(d: Draft) -> None:
        d.lathe(_GLASS, "glass")
        d.lathe([(0.0295, 0.012), (0.0362, 0.115), (0.0, 0.116)], role)
        if straw:
            d.tube(
                [(0.0, 0.02, 0.0), (0.02, 0.15, 0.0), (0.024, 0.17, 0.0), (0.05, 0.18, 0.0)],
                0.003,
                "red",
            )
        if slice_:
            d.cylinder(0.022, 0.005, "orange", at=(-0.033, 0.14, 0.0), axis="z")

    return draw


def _can(d: Draft) -> None:
    d.lathe([(0.026, 0.0), (0.033, 0.008), (0.033, 0.105), (0.027, 0.116)], sides=20)
    d.cylinder(0.027, 0.004, "metal", at=(0.0, 0.114, 0.0))
    d.cylinder(0.026, 0.003, "metal", at=(0.0, -0.001, 0.0))
    d.ball((0.006, 0.002, 0.011), "metal", at=(0.0, 0.119, 0.008), sides=10)


def _cocktail(d: Draft) -> None:
    d.lathe(
        [
            (0.034, 0.0),
            (0.034, 0.003),
            (0.004, 0.008),
            (0.0035, 0.085),
            (0.055, 0.15),
            (0.053, 0.152),
            (0.0, 0.09),
        ],
        "glass",
    )
    d.lathe([(0.0046, 0.089), (0.047, 0.1405), (0.0, 0.141)])
    d.rod((-0.02, 0.11, 0.0), (0.05, 0.19, 0.0), 0.0015, "wood")
    d.ball(0.01, "green", at=(0.02, 0.156, 0.0), sides=12)


def _milkshake(d: Draft) -> None:
    d.lathe([(0.035, 0.0), (0.03, 0.01), (0.02, 0.03), (0.036, 0.09), (0.045, 0.19), (0.0, 0.19)])
    d.ball((0.042, 0.035, 0.042), "white", at=(0.0, 0.195, 0.0))
    d.ball(0.012, "red", at=(0.0, 0.235, 0.0), sides=12)
    d.rod((0.015, 0.2, 0.0), (0.045, 0.28, 0.0), 0.004, "red")


def _ice_cube(d: Draft) -> None:
    d.box((0.03, 0.03, 0.03), bevel=0.006)


def _salad(d: Draft) -> None:
    d.lathe(_BOWL, "white")
    for k in range(14):
        a, r = 2.4 * k, 0.018 * math.sqrt(k)
        d.ball(
            (0.028, 0.006, 0.02),
            at=(r * math.cos(a), 0.085 - 3.0 * r * r, r * math.sin(a)),
            turn=(40 * k, 25, 20),
            sides=8,
        )
    for k in range(4):
        d.ball(
            0.012, "red", at=(0.045 * math.cos(1.6 * k), 0.085, 0.045 * math.sin(1.6 * k)), sides=10
        )


def _roast(d: Draft) -> None:
    d.ball((0.16, 0.006, 0.11), "white", at=(0.0, 0.008, 0.0), sides=24)
    d.ball((0.1, 0.065, 0.075), at=(0.0, 0.07, 0.0))
    for s in (-1, 1):
        d.tube(
            [(0.06, 0.08, 0.05 * s), (0.11, 0.09, 0.045 * s), (0.15, 0.11, 0.03 * s)],
            (0.032, 0.03, 0.01),
        )
        d.ball(0.014, "white", at=(0.155, 0.113, 0.028 * s), sides=8)
        d.ball((0.045, 0.02, 0.02), at=(-0.03, 0.08, 0.072 * s), sides=10)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("fried_egg", (0.26, 0.035, 0.26), "#e8a92f", draw=_fried_egg, nouns="omelette"),
    item("noodle", (0.247, 0.162, 0.2), "#b3342c", draw=_noodles,
         nouns="noodles, ramen, pasta, spaghetti"),
    item("rice", (0.2, 0.105, 0.2), "#3b66a8", draw=_heap("white", height=0.05),
         nouns="bowl of rice"),
    item("soup", (0.2, 0.075, 0.2), "#e6e4df", draw=_heap("orange", height=0.004),
         nouns="stew, curry"),
    item("cereal", (0.2, 0.075, 0.2), "#3b66a8", draw=_heap("wood", height=0.02),
         nouns="oatmeal, porridge"),
    item("salad", (0.2, 0.0972, 0.2), "#6fa24a", draw=_salad),
    item("sushi", (0.2, 0.05, 0.09), "#e08a5a", draw=_sushi),
    item("steak", (0.26, 0.0418, 0.26), "#7a3b28", draw=_steak, nouns="meat"),
    item("roast_chicken", (0.329, 0.133, 0.22), "#b5712f", draw=_roast,
         nouns="roast turkey, roast"),
    item("cheese", (0.167, 0.079, 0.11), "#e6b93f", draw=_cheese),
    item("bacon", (0.26, 0.026, 0.26), "#a34a3a", draw=_bacon),
    item("croissant", (0.157, 0.064, 0.1), "#c68a3f", draw=_croissant),
    item("baguette", (0.6, 0.0691, 0.068), "#c08a48", draw=_baguette),
    item("pretzel", (0.143, 0.0342, 0.0969), "#8f5a2a", draw=_pretzel),
    item("cookie", (0.072, 0.017, 0.072), "#b98a4f", draw=_cookie, nouns="biscuit"),
    item("pie", (0.254, 0.064, 0.254), "#c08a48", draw=_pie, nouns="tart, quiche"),
    item("pancake", (0.26, 0.076, 0.26), "#d3a25a", draw=_pancakes, nouns="pancakes, crepe"),
    item("waffle", (0.12, 0.02, 0.12), "#c8923f", draw=_waffle),
    item("chocolate", (0.155, 0.014, 0.08), "#4a2d1e", draw=_chocolate, nouns="chocolate bar"),
    item("lollipop", (0.064, 0.182, 0.015), "#d23c6a", draw=_lollipop, nouns="candy, sweet"),
    item("popcorn", (0.127, 0.189, 0.127), "#b3342c", draw=_popcorn),
    item("fries", (0.0935, 0.158, 0.035), "#b3342c", draw=_fries, nouns="french fries, chips"),
    item("milk", (0.0724, 0.14, 0.0724), "#e6e4df", draw=_filled("white"), nouns="glass of milk"),
    item("juice", (0.106, 0.183, 0.0724), "#e0902f", draw=_filled("main", straw=True, slice_=True),
         nouns="orange juice, lemonade, iced tea, glass of juice"),
    item("glass", (0.0724, 0.14, 0.0724), "#86a8ba", draw=_filled("water"),
         nouns="tumbler, glass of water, water glass"),
    item("can", (0.066, 0.122, 0.066), "#b3342c", draw=_can,
         nouns="soda, tin, cola, soda can, tin can, beer can"),
    item("cocktail", (0.11, 0.191, 0.11), "#d2506a", draw=_cocktail, nouns="martini"),
    item("milkshake", (0.0937, 0.281, 0.09), "#e3a0b0", draw=_milkshake, nouns="smoothie, sundae"),
    item("ice_cube", (0.03, 0.03, 0.03), "#bfe0ea", draw=_ice_cube, nouns="ice"),
)  # fmt: skip
"""Dishes, drinks, bread and sweets."""

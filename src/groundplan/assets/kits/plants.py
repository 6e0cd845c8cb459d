"""Plants and trees."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _fern(d: Draft) -> None:
    for k in range(11):
        a = k * math.tau / 11
        s, c = math.sin(a), math.cos(a)
        h = 0.45 + 0.15 * (k % 3)
        spine = [
            (0.5 * t * s, h * math.sin(2.2 * t) * 0.9 + 0.02, 0.5 * t * c)
            for t in (0.0, 0.25, 0.5, 0.75, 1.0, 1.15)
        ]
        d.tube(spine, (0.01, 0.008, 0.007, 0.006, 0.005, 0.002))
        for i in range(1, 5):
            x, y, z = spine[i]
            w = 0.13 - 0.02 * i
            for side in (-1, 1):
                d.tube(
                    [
                        (x, y, z),
                        (x + side * w * c + 0.02 * s, y - 0.01, z - side * w * s + 0.02 * c),
                    ],
                    (0.022, 0.003),
                )


def _bamboo(d: Draft) -> None:
    for k in range(6):
        x, z = 0.4 * math.cos(2.4 * k) * (0.4 + 0.1 * k), 0.4 * math.sin(2.4 * k) * (0.4 + 0.1 * k)
        lean = 0.12 * math.cos(1.7 * k)
        knots = [(0.038 - 0.004 * (i % 2), 0.35 * i + (0.31 if i % 2 else 0.0)) for i in range(13)]
        d.lathe([*knots, (0.0, 4.7)], at=(x, 0.0, z), turn=(0, 0, -2.0 * lean * 10.0), sides=8)
        for i in range(5):
            a = 1.1 * i + k
            d.ball(
                (0.34, 0.02, 0.05),
                "leaf",
                sides=6,
                turn=(math.degrees(a), 0, -18),
                at=(x + lean + 0.28 * math.sin(a), 2.7 + 0.42 * i, z + 0.28 * math.cos(a)),
            )


def _reeds(d: Draft) -> None:
    for k in range(16):
        x, z = 0.25 * math.cos(2.4 * k) * (k / 16), 0.25 * math.sin(2.4 * k) * (k / 16)
        h = 1.1 + 0.05 * (k * 7 % 9)
        d.tube(
            [(x, 0.0, z), (1.3 * x, 0.6 * h, 1.3 * z), (2.0 * x, h, 2.0 * z)], (0.01, 0.009, 0.003)
        )
        if k % 3 == 0:
            d.cylinder(0.022, 0.16, "soil", at=(2.0 * x, h - 0.05, 2.0 * z), sides=10)


def _tall_grass(d: Draft) -> None:
    for k in range(40):
        a, r = 2.4 * k, 0.045 * math.sqrt(k)
        x, z = r * math.cos(a), r * math.sin(a)
        d.tube(
            [
                (x, 0.0, z),
                (x + 0.04 * math.cos(3 * a), 0.3, z + 0.04 * math.sin(3 * a)),
                (x + 0.14 * math.cos(3 * a), 0.52 + 0.03 * (k % 4), z + 0.14 * math.sin(3 * a)),
            ],
            (0.009, 0.007, 0.001),
        )


def _wheat(d: Draft) -> None:
    for k in range(14):
        a, r = 2.4 * k, 0.03 * math.sqrt(k)
        x, z = r * math.cos(a), r * math.sin(a)
        d.tube([(0.3 * x, 0.0, 0.3 * z), (x, 0.5, z), (1.8 * x, 0.85, 1.8 * z)], 0.004)
        for i in range(5):
            d.ball(
                (0.012, 0.022, 0.012),
                at=(1.8 * x + 0.06 * x * i, 0.84 + 0.026 * i, 1.8 * z + 0.06 * z * i),
                sides=7,
            )


def _vine(d: Draft) -> None:
    d.box((1.2, 2.2, 0.06), "bricks", at=(0.0, 0.0, -0.06), bevel=0.0)
    for k in range(60):
        a = 2.4 * k
        x, y = 0.55 * math.sin(1.7 * k), 0.08 + 2.05 * ((k * 37) % 60) / 60
        d.ball(
            (0.09, 0.08, 0.02),
            at=(x, y, 0.0 + 0.01 * (k % 3)),
            turn=(25 * math.sin(a), 20 * math.cos(a), 40 * k),
            sides=7,
        )


def _seaweed(d: Draft) -> None:
    for k in range(7):
        a = k * math.tau / 7
        x, z = 0.15 * math.cos(a), 0.15 * math.sin(a)
        path = [
            (x + 0.09 * math.sin(1.6 * i + k), 0.22 * i, z + 0.05 * math.cos(1.6 * i + k))
            for i in range(7)
        ]
        d.tube(path, (0.03, 0.05, 0.035, 0.05, 0.03, 0.035, 0.004))


def _coral(d: Draft) -> None:
    def branch(at: tuple[float, float, float], turn: tuple[float, float], size: float) -> None:
        yaw, tilt = turn
        end = (
            at[0] + size * math.sin(tilt) * math.sin(yaw),
            at[1] + size * math.cos(tilt),
            at[2] + size * math.sin(tilt) * math.cos(yaw),
        )
        d.tube([at, end], (0.13 * size + 0.012, 0.1 * size + 0.008))
        d.ball(0.1 * size + 0.009, at=end, sides=8)
        if size > 0.16:
            for k in range(3):
                branch(end, (yaw + 2.1 * k + 0.5, min(tilt + 0.35, 0.9)), 0.68 * size)

    for k in range(3):
        branch((0.0, 0.0, 0.0), (2.1 * k, 0.4), 0.26)


def _leaf(d: Draft) -> None:
    outline = [
        (0.0, 0.0),
        (0.03, 0.02),
        (0.042, 0.055),
        (0.03, 0.095),
        (0.0, 0.13),
        (-0.03, 0.095),
        (-0.042, 0.055),
        (-0.03, 0.02),
    ]
    d.slab(outline, 0.002)
    d.tube(
        [(0.0, -0.035, 0.002), (0.0, 0.05, 0.002), (0.0, 0.125, 0.001)],
        (0.002, 0.002, 0.001),
        "bark",
    )
    for k in range(4):
        for s in (-1, 1):
            d.rod(
                (0.0, 0.02 + 0.022 * k, 0.001), (0.03 * s, 0.042 + 0.022 * k, 0.001), 0.001, "bark"
            )


def _branch(d: Draft) -> None:
    d.tube(
        [(-0.5, 0.05, 0.0), (-0.1, 0.07, 0.02), (0.2, 0.06, -0.02), (0.5, 0.1, 0.02)],
        (0.028, 0.022, 0.014, 0.005),
    )
    for x, z, s in ((-0.1, 0.02, 1), (0.1, 0.0, -1), (0.28, 0.0, 1)):
        d.tube(
            [(x, 0.065, z), (x + 0.12, 0.12, z + 0.12 * s), (x + 0.2, 0.14, z + 0.24 * s)],
            (0.012, 0.008, 0.003),
        )
        for k in range(3):
            d.ball(
                (0.045, 0.006, 0.02),
                "leaf",
                at=(x + 0.1 + 0.06 * k, 0.13, z + s * (0.12 + 0.05 * k)),
                turn=(50 * s, 0, 20),
                sides=8,
            )


def _stick(d: Draft) -> None:
    d.tube(
        [(-0.4, 0.02, 0.0), (-0.1, 0.03, 0.015), (0.15, 0.02, -0.01), (0.4, 0.03, 0.0)],
        (0.018, 0.016, 0.014, 0.01),
    )
    d.tube([(0.1, 0.02, 0.0), (0.18, 0.05, 0.07)], (0.01, 0.006))


def _christmas_tree(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.4, 0.0), 0.06, "bark")
    for k in range(4):
        d.cone(0.75 - 0.16 * k, 0.75 - 0.06 * k, at=(0.0, 0.25 + 0.42 * k, 0.0), sides=16)
    roles = ("red", "gold", "blue", "white")
    for k in range(24):
        y = 0.32 + 1.55 * k / 24
        a = 2.4 * k
        r = 0.72 * (1.0 - (y - 0.2) / 1.95) + 0.02
        d.ball(0.045, roles[k % 4], at=(r * math.cos(a), y, r * math.sin(a)), sides=8)
    d.ball((0.08, 0.1, 0.03), "yellow", at=(0.0, 2.2, 0.0), sides=5)


def _blossom_tree(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.12, 1.0, 0.0), (-0.05, 1.9, 0.05)], (0.22, 0.16, 0.12), "bark")
    for x, y, z in ((1.2, 3.0, 0.3), (-1.2, 2.9, -0.3), (0.2, 3.3, -1.0), (-0.2, 3.0, 1.0)):
        d.tube([(-0.03, 1.8, 0.03), (0.5 * x, 2.3, 0.5 * z), (x, y, z)], (0.09, 0.06, 0.03), "bark")
        for k in range(4):
            a = 1.6 * k
            d.ball(
                (0.62, 0.45, 0.6),
                at=(x + 0.45 * math.cos(a), y + 0.15 * (k % 2), z + 0.45 * math.sin(a)),
                sides=10,
            )
    d.ball((0.9, 0.6, 0.9), at=(0.0, 3.5, 0.0), sides=12)


def _dead_tree(d: Draft) -> None:
    d.tube(
        [(0.0, 0.0, 0.0), (0.05, 1.5, 0.0), (-0.1, 3.0, 0.1), (0.1, 4.6, 0.0)],
        (0.26, 0.19, 0.13, 0.03),
    )
    for k in range(7):
        a, y = 2.4 * k, 1.6 + 0.36 * k
        r = 1.5 - 0.14 * k
        mid = (0.6 * r * math.cos(a), y + 0.7, 0.6 * r * math.sin(a))
        d.tube(
            [(0.0, y, 0.0), mid, (r * math.cos(a), y + 1.4, r * math.sin(a))], (0.09, 0.055, 0.012)
        )
        d.tube(
            [mid, (mid[0] + 0.5 * math.cos(a + 1), y + 1.3, mid[2] + 0.5 * math.sin(a + 1))],
            (0.04, 0.01),
        )


def _hedge(d: Draft) -> None:
    """Clip a hedge: an even block whose faces are tufts of leaves, dark between."""
    d.box((2.3, 0.96, 0.62), "darkleaf", at=(0.0, 0.04, 0.0), bevel=0.06)
    for row in range(5):
        for k in range(13):
            x = -1.14 + 0.19 * k + (0.095 if row % 2 else 0.0)
            y = 0.12 + 0.2 * row + 0.03 * math.sin(2.1 * k + row)
            for side in (-1, 1):
                out = 0.3 + 0.02 * math.sin(3.7 * k + 1.9 * row + side)
                d.ball((0.15, 0.13, 0.1), at=(min(x, 1.14), y, side * out), sides=6,
                       turn=(23 * k, 31 * row, 40 * k))  # fmt: skip
    for k in range(13):
        for n in range(3):
            x, z = -1.14 + 0.19 * k, -0.22 + 0.22 * n
            y = 0.98 + 0.02 * math.sin(2.7 * k + 4.0 * n)
            d.ball((0.15, 0.1, 0.15), at=(x, y, z), sides=6, turn=(37 * k, 20 * n, 0))
    _hedge_ends(d)


def _hedge_ends(d: Draft) -> None:
    for row in range(4):
        for n in range(3):
            for side in (-1, 1):
                at = (1.16 * side, 0.14 + 0.23 * row, -0.2 + 0.2 * n)
                d.ball((0.1, 0.14, 0.14), at=at, sides=6, turn=(0, 40 * row, 25 * n))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("fern", (1.14, 0.7, 1.13), "#4c7a3a", draw=_fern),
    item("bamboo", (1.32, 4.7, 1.25), "#7f9a45", draw=_bamboo),
    item("reed", (0.745, 1.51, 0.848), "#7f8a4a", draw=_reeds, nouns="reeds, cattail"),
    item("tall_grass", (0.81, 0.611, 0.588), "#6d8a3c", draw=_tall_grass,
         nouns="blade of grass, tuft of grass"),
    item("wheat", (0.422, 0.967, 0.392), "#c9a24f", draw=_wheat, nouns="hay, straw, barley"),
    item("vine", (1.25, 2.2, 0.15), "#4c7a3a", draw=_vine, nouns="ivy, creeper"),
    item("seaweed", (0.564, 1.34, 0.479), "#3f6a3f", draw=_seaweed, nouns="kelp"),
    item("coral", (0.564, 0.482, 0.548), "#e0705a", draw=_coral),
    item("leaf", (0.084, 0.165, 0.005), "#5f8f3c", draw=_leaf, nouns="maple leaf, autumn leaf"),
    item("branch", (1.03, 0.123, 0.525), "#6b4f3a", draw=_branch, nouns="twig, bough"),
    item("stick", (0.802, 0.0526, 0.0985), "#7a5a3c", draw=_stick),
    item("christmas_tree", (1.5, 2.3, 1.5), "#335b34", draw=_christmas_tree),
    item("cherry_tree", (4.42, 4.13, 4.04), "#e8b0c4", draw=_blossom_tree,
         nouns="cherry blossom, blossom tree"),
    item("dead_tree", (2.6, 5.17, 2.22), "#5f4c3c", draw=_dead_tree,
         nouns="bare tree, withered tree"),
    item("hedge", (2.56, 1.16, 0.91), "#41683a", draw=_hedge),
)  # fmt: skip
"""Plants and trees."""

"""Flowers, one by one."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _stem(d: Draft, height: float, radius: float = 0.004) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.01, 0.5 * height, 0.0), (0.0, height, 0.0)], radius, "leaf")


def _leaf_pair(d: Draft, y: float, size: float) -> None:
    for s in (-1, 1):
        d.ball(
            (size, 0.1 * size, 0.4 * size),
            "leaf",
            at=(0.9 * size * s, y, 0.0),
            turn=(0, 0, 25 * s),
            sides=10,
        )


def _rose(d: Draft) -> None:
    _stem(d, 0.4)
    _leaf_pair(d, 0.2, 0.04)
    for ring, (r, y, tilt) in enumerate(((0.012, 0.43, 4), (0.022, 0.425, 12), (0.033, 0.415, 24))):
        for k in range(5):
            a = k * math.tau / 5 + 0.6 * ring
            d.ball(
                (0.02 + 0.003 * ring, 0.024, 0.005),
                at=(r * math.sin(a), y, r * math.cos(a)),
                turn=(math.degrees(a), tilt, 0),
                sides=10,
            )
    d.ball(0.014, at=(0.0, 0.43, 0.0), sides=10)


def _tulip(d: Draft) -> None:
    _stem(d, 0.36, 0.005)
    for s in (-1, 1):
        d.tube(
            [(0.0, 0.02, 0.0), (0.03 * s, 0.14, 0.01), (0.05 * s, 0.26, 0.02)],
            (0.008, 0.018, 0.002),
            "leaf",
        )
    for k in range(6):
        a = k * math.tau / 6
        d.ball(
            (0.02, 0.034, 0.006),
            at=(0.018 * math.sin(a), 0.39, 0.018 * math.cos(a)),
            turn=(math.degrees(a), 4 + 6 * (k % 2), 0),
            sides=10,
        )


def _petals(d: Draft, count: int, *, radius: float, size: tuple[float, float], at: float) -> None:
    for k in range(count):
        a = k * math.tau / count
        d.ball(
            (size[1], size[0], 0.2 * size[1]),
            sides=10,
            at=(radius * math.sin(a), at + radius * math.cos(a), 0.004 * (k % 2)),
            turn=(0, 0, -math.degrees(a)),
        )


def _sunflower(d: Draft) -> None:
    _stem(d, 1.45, 0.012)
    for y, s in ((0.5, -1), (0.75, 1), (1.0, -1)):
        d.ball((0.11, 0.012, 0.08), "leaf", at=(0.11 * s, y, 0.0), turn=(0, 0, 20 * s), sides=10)
    _petals(d, 18, radius=0.14, size=(0.06, 0.026), at=1.52)
    d.cylinder(0.1, 0.03, "soil", at=(0.0, 1.52, 0.012), axis="z")


def _daisy(d: Draft) -> None:
    _stem(d, 0.22, 0.003)
    _leaf_pair(d, 0.05, 0.03)
    _petals(d, 14, radius=0.026, size=(0.018, 0.007), at=0.235)
    d.cylinder(0.013, 0.008, "yellow", at=(0.0, 0.235, 0.004), axis="z")


def _lily(d: Draft) -> None:
    _stem(d, 0.5)
    for y in (0.12, 0.22, 0.32):
        _leaf_pair(d, y, 0.05)
    for k in range(6):
        a = k * math.tau / 6
        s, c = math.sin(a), math.cos(a)
        d.tube(
            [
                (0.0, 0.48, 0.0),
                (0.025 * s, 0.54, 0.025 * c),
                (0.075 * s, 0.58, 0.075 * c),
                (0.1 * s, 0.565, 0.1 * c),
            ],
            (0.008, 0.02, 0.017, 0.002),
        )
        d.rod((0.0, 0.5, 0.0), (0.025 * s, 0.6, 0.025 * c), 0.002, "orange")


def _lotus(d: Draft) -> None:
    d.cylinder(0.24, 0.008, "leaf", at=(0.02, 0.0, 0.0), sides=28)
    for ring, (r, y, tilt) in enumerate(((0.03, 0.1, 12), (0.065, 0.075, 34), (0.095, 0.045, 58))):
        for k in range(8):
            a = k * math.tau / 8 + 0.39 * ring
            d.ball(
                (0.026, 0.055, 0.008),
                at=(r * math.sin(a), y, r * math.cos(a)),
                turn=(math.degrees(a), tilt, 0),
                sides=10,
            )
    d.cylinder(0.024, 0.03, "yellow", at=(0.0, 0.06, 0.0))


def _dandelion(d: Draft) -> None:
    _stem(d, 0.2, 0.003)
    for k in range(6):
        a = k * math.tau / 6
        d.tube(
            [
                (0.0, 0.005, 0.0),
                (0.05 * math.sin(a), 0.03, 0.05 * math.cos(a)),
                (0.1 * math.sin(a), 0.008, 0.1 * math.cos(a)),
            ],
            (0.006, 0.012, 0.002),
            "leaf",
        )
    for k in range(50):
        y = 1.0 - 2.0 * (k + 0.5) / 50
        a, r = 2.399963 * k, math.sqrt(1.0 - y * y)
        tip = (0.032 * r * math.cos(a), 0.23 + 0.032 * y, 0.032 * r * math.sin(a))
        d.rod((0.0, 0.23, 0.0), tip, 0.0008)
        d.ball(0.004, at=tip, sides=6)


def _bonsai(d: Draft) -> None:
    d.box((0.34, 0.07, 0.22), "darkstone", bevel=0.02)
    d.box((0.3, 0.01, 0.18), "soil", at=(0.0, 0.068, 0.0))
    d.tube(
        [(0.02, 0.07, 0.0), (-0.05, 0.15, 0.0), (0.03, 0.23, 0.02), (-0.02, 0.33, 0.0)],
        (0.035, 0.026, 0.02, 0.012),
        "bark",
    )
    d.tube([(-0.04, 0.16, 0.0), (-0.15, 0.2, 0.02)], (0.016, 0.008), "bark")
    d.tube([(0.03, 0.22, 0.02), (0.14, 0.27, 0.0)], (0.014, 0.008), "bark")
    for x, y, z, r in (
        (-0.16, 0.22, 0.02, 0.085),
        (0.15, 0.29, 0.0, 0.08),
        (-0.02, 0.36, 0.0, 0.1),
    ):
        d.ball((r, 0.45 * r, 0.85 * r), at=(x, y, z), sides=12)


def _wreath(d: Draft) -> None:
    for k in range(26):
        a = k * math.tau / 26
        r = 0.2 + 0.02 * (-1) ** k
        d.ball(
            (0.05, 0.04, 0.035),
            at=(r * math.cos(a), 0.25 + r * math.sin(a), 0.0),
            turn=(0, 0, 57 * a),
            sides=8,
        )
    for k in range(7):
        a = k * math.tau / 7 + 0.3
        d.ball(0.016, "red", at=(0.2 * math.cos(a), 0.25 + 0.2 * math.sin(a), 0.04), sides=8)
    for s in (-1, 1):
        d.ball(
            (0.06, 0.035, 0.02), "red", at=(0.055 * s, 0.06, 0.045), turn=(0, 0, 15 * s), sides=10
        )
        d.box(
            (0.03, 0.1, 0.008), "red", at=(0.03 * s, -0.04, 0.045), turn=(0, 0, 14 * s), bevel=0.0
        )


def _petal(d: Draft) -> None:
    d.ball((0.012, 0.003, 0.017), at=(0.0, 0.004, 0.0), sides=12)
    d.ball((0.009, 0.004, 0.006), at=(0.0, 0.006, 0.013), sides=10)


def _seed(d: Draft) -> None:
    for k in range(5):
        a = 2.4 * k
        d.ball(
            (0.004, 0.003, 0.007),
            at=(0.012 * math.cos(a), 0.003, 0.012 * math.sin(a)),
            turn=(60 * k, 0, 0),
            sides=10,
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("rose", (0.139, 0.454, 0.0877), "#b3283a", draw=_rose),
    item("tulip", (0.104, 0.424, 0.0533), "#d0405a", draw=_tulip),
    item("sunflower", (0.41, 1.72, 0.152), "#e8b52a", draw=_sunflower),
    item("daisy", (0.104, 0.279, 0.0228), "#eeeeea", draw=_daisy),
    item("lily", (0.176, 0.601, 0.202), "#eeddd8", draw=_lily),
    item("lotus", (0.48, 0.154, 0.48), "#e0a0b8", draw=_lotus, nouns="water lily, lily pad"),
    item("dandelion", (0.176, 0.266, 0.202), "#e8e6e0", draw=_dandelion),
    item("bonsai", (0.475, 0.405, 0.22), "#4c7a3a", draw=_bonsai, nouns="bonsai tree"),
    item("wreath", (0.532, 0.56, 0.099), "#3f6a3a", draw=_wreath, nouns="garland"),
    item("petal", (0.024, 0.009, 0.0357), "#e0a0b8", draw=_petal),
    item("seed", (0.0332, 0.006, 0.0328), "#6b4f2a", draw=_seed, nouns="bean, pea, seeds"),
)  # fmt: skip
"""Flowers, one by one."""

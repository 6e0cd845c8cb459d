"""Balls, pins, rackets and prizes."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _basketball(d: Draft) -> None:
    d.ball(0.12, at=(0.0, 0.12, 0.0), sides=24)
    for axis in ("x", "y"):
        d.ring(0.1192, 0.003, "dark", at=(0.0, 0.12, 0.0), axis=axis)
    for x in (-0.06, 0.06):
        d.ring(0.103, 0.003, "dark", at=(x, 0.12, 0.0), axis="x")


def _american_football(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -0.14),
            (0.04, -0.11),
            (0.075, -0.05),
            (0.085, 0.0),
            (0.075, 0.05),
            (0.04, 0.11),
            (0.0, 0.14),
        ],
        at=(0.0, 0.085, 0.0),
        turn=(0, 0, -90),
    )
    d.box((0.09, 0.004, 0.006), "white", at=(0.0, 0.168, 0.0), bevel=0.0)
    for k in range(6):
        d.box((0.005, 0.005, 0.03), "white", at=(-0.035 + 0.014 * k, 0.168, 0.0), bevel=0.0)


def _tennis_ball(d: Draft) -> None:
    d.ball(0.033, at=(0.0, 0.033, 0.0), sides=20)
    seam = [
        (
            0.0335 * math.cos(t) * math.cos(0.45 * math.sin(2 * t)),
            0.033 + 0.0335 * math.sin(0.6 * math.sin(2 * t)),
            0.0335 * math.sin(t) * math.cos(0.45 * math.sin(2 * t)),
        )
        for t in (k * math.tau / 32 for k in range(33))
    ]
    d.tube(seam, 0.0015, "white")


def _bowling_ball(d: Draft) -> None:
    d.ball(0.108, at=(0.0, 0.108, 0.0), sides=24)
    for x, z in ((-0.015, 0.05), (0.015, 0.05), (0.0, 0.08)):
        y = 0.108 + math.sqrt(0.1075**2 - x * x - z * z)
        d.ball((0.011, 0.004, 0.011), "black", at=(x, y, z), turn=(0, 28, 0), sides=10)


def _bowling_pins(d: Draft) -> None:
    profile = [
        (0.029, 0.0),
        (0.05, 0.09),
        (0.06, 0.115),
        (0.045, 0.19),
        (0.024, 0.25),
        (0.03, 0.32),
        (0.022, 0.365),
        (0.0, 0.38),
    ]
    for row in range(4):
        for k in range(row + 1):
            x, z = 0.3048 * (k - 0.5 * row), -0.264 * row
            d.lathe(profile, at=(x, 0.0, z), sides=14)
            for y in (0.23, 0.265):
                d.ring(0.0265, 0.006, "red", at=(x, y, z))


def _golf_ball(d: Draft) -> None:
    d.ball(0.0213, at=(0.0, 0.06, 0.0), sides=16)
    d.lathe([(0.0, 0.0), (0.003, 0.02), (0.003, 0.034), (0.008, 0.041)], "wood", sides=10)


def _golf_club(d: Draft) -> None:
    d.rod((0.0, 0.03, 0.0), (0.0, 0.85, 0.0), 0.006, "metal")
    d.rod((0.0, 0.82, 0.0), (0.0, 1.1, 0.0), 0.012, "dark")
    d.slab([(-0.01, 0.0), (0.085, 0.0), (0.09, 0.045), (-0.012, 0.03)], 0.025)


def _hockey_stick(d: Draft) -> None:
    d.box((0.03, 1.25, 0.02), at=(0.0, 0.09, 0.0), turn=(0, 0, 0))
    d.slab(
        [(-0.015, 0.1), (0.015, 0.14), (0.09, 0.07), (0.32, 0.06), (0.32, 0.0), (0.06, 0.0)],
        0.018,
        "dark",
    )
    d.box((0.034, 0.2, 0.024), "white", at=(0.0, 1.14, 0.0))
    d.cylinder(0.038, 0.025, "black", at=(0.4, 0.0, 0.05))


def _target(d: Draft) -> None:
    for r, role, z in (
        (0.6, "white", 0.0),
        (0.48, "main", 0.006),
        (0.36, "white", 0.012),
        (0.24, "main", 0.018),
        (0.12, "yellow", 0.024),
    ):
        d.cylinder(r, 0.1, role, at=(0.0, 1.05, z), axis="z", sides=36)
    for x in (-0.4, 0.4):
        d.rod((x, 0.0, 0.1), (0.4 * x, 1.75, -0.06), 0.03, "wood")
    d.rod((0.0, 0.0, -0.7), (0.0, 1.6, -0.06), 0.03, "wood")


def _table_tennis(d: Draft) -> None:
    d.box((1.525, 0.03, 2.74), at=(0.0, 0.73, 0.0), bevel=0.005)
    d.box((0.015, 0.004, 2.74), "white", at=(0.0, 0.758, 0.0), bevel=0.0)
    d.box((1.83, 0.15, 0.012), "dark", at=(0.0, 0.76, 0.0))
    d.box((1.83, 0.015, 0.016), "white", at=(0.0, 0.9, 0.0))
    for x in (-0.6, 0.6):
        for z in (-1.1, 1.1):
            d.box((0.05, 0.73, 0.05), "iron", at=(x, 0.0, z))


def _paddle(d: Draft) -> None:
    d.slab(
        [
            (0.078 * math.cos(a), 0.165 + 0.085 * math.sin(a))
            for a in (k * math.tau / 24 for k in range(24))
        ],
        0.012,
    )
    d.box((0.028, 0.11, 0.018), "wood", at=(0.0, 0.0, 0.0))
    d.ball(0.02, "white", at=(0.11, 0.02, 0.02), sides=14)


def _trophy(d: Draft) -> None:
    d.box((0.12, 0.07, 0.12), "darkwood")
    d.lathe(
        [
            (0.05, 0.07),
            (0.045, 0.08),
            (0.014, 0.11),
            (0.014, 0.16),
            (0.05, 0.2),
            (0.085, 0.29),
            (0.09, 0.36),
            (0.08, 0.36),
            (0.0, 0.22),
        ]
    )
    for s in (-1, 1):
        d.tube(
            [
                (0.08 * s, 0.34, 0.0),
                (0.14 * s, 0.33, 0.0),
                (0.13 * s, 0.25, 0.0),
                (0.06 * s, 0.22, 0.0),
            ],
            0.009,
        )


def _medal(d: Draft) -> None:
    d.cylinder(0.033, 0.005, at=(0.0, 0.033, 0.0), axis="z")
    d.ring(0.03, 0.003, at=(0.0, 0.033, 0.0), axis="z")
    for s in (-1, 1):
        d.slab(
            [(0.0, 0.065), (0.05 * s, 0.2), (0.075 * s, 0.2), (0.02 * s, 0.06)],
            0.003,
            "blue",
            at=(0.0, 0.0, 0.001 * s),
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("basketball", (0.244, 0.244, 0.244), "#c8662a", draw=_basketball),
    item("american_football", (0.28, 0.173, 0.17), "#7a4526", draw=_american_football,
         nouns="rugby ball"),
    item("tennis_ball", (0.0699, 0.066, 0.07), "#c8d84a", draw=_tennis_ball),
    item("bowling_ball", (0.216, 0.216, 0.216), "#26305a", draw=_bowling_ball),
    item("bowling_pins", (1.03, 0.38, 0.912), "#eeeeea", draw=_bowling_pins,
         nouns="pins, bowling pin, skittles"),
    item("golf_ball", (0.042, 0.0813, 0.042), "#eeeeea", draw=_golf_ball),
    item("golf_club", (0.102, 1.1, 0.025), "#3b3e42", draw=_golf_club),
    item("hockey_stick", (0.455, 1.34, 0.1), "#a87b45", draw=_hockey_stick),
    item("target", (1.2, 1.77, 0.856), "#b3342c", draw=_target,
         nouns="archery target, bullseye, dartboard"),
    item("table_tennis", (1.83, 0.915, 2.74), "#2f5f8a", draw=_table_tennis,
         nouns="ping pong table"),
    item("table_tennis_bat", (0.207, 0.25, 0.0485), "#b3342c", draw=_paddle,
         nouns="ping pong paddle"),
    item("trophy", (0.296, 0.36, 0.18), "#c9a227", draw=_trophy),
    item("medal", (0.15, 0.2, 0.006), "#c9a227", draw=_medal),
)  # fmt: skip
"""Balls, pins, rackets and prizes."""

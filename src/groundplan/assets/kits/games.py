"""Toys and games, one by one."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _dice(d: Draft) -> None:
    d.box((0.018, 0.018, 0.018), bevel=0.002)
    for x, y in ((-1, -1), (1, 1), (0, 0), (-1, 1), (1, -1)):
        d.ball(0.0018, "black", at=(0.0045 * x, 0.009 + 0.0045 * y, 0.009), sides=6)
        if x == y:
            d.ball(0.0018, "black", at=(0.009, 0.009 + 0.0045 * y, 0.0045 * x), sides=6)
    d.ball(0.0022, "black", at=(0.0, 0.018, 0.0), sides=6)


def _domino(d: Draft) -> None:
    """One tile on its edge, its face to +X, so that a row across the picture can fall."""
    d.box((0.0075, 0.048, 0.024), bevel=0.001)
    d.box((0.0078, 0.001, 0.021), "black", at=(0.0, 0.0235, 0.0), bevel=0.0)
    for y, z in ((0.031, 0.006), (0.041, -0.006), (0.036, 0.0), (0.008, 0.006), (0.016, -0.006)):
        d.cylinder(0.0022, 0.0077, "black", at=(0.0, y, z), axis="x", sides=10)


def _lego(d: Draft) -> None:
    d.box((0.032, 0.0096, 0.016), bevel=0.0004)
    for k in range(4):
        for s in (-1, 1):
            d.cylinder(0.0024, 0.0018, at=(-0.012 + 0.008 * k, 0.0096, 0.004 * s), sides=12)


def _rubiks_cube(d: Draft) -> None:
    d.box((0.057, 0.057, 0.057), "black", bevel=0.002)
    roles = ("red", "white", "blue", "green", "yellow", "orange")
    for i in range(3):
        for j in range(3):
            a, b = 0.019 * (i - 1), 0.019 * (j - 1)
            mid = 0.0285
            d.box(
                (0.016, 0.016, 0.001),
                roles[(i + 2 * j) % 6],
                at=(a, mid + b - 0.008, mid),
                bevel=0.0,
            )
            d.box(
                (0.001, 0.016, 0.016),
                roles[(2 * i + j + 1) % 6],
                at=(mid, mid + b - 0.008, a),
                bevel=0.0,
            )
            d.box((0.016, 0.001, 0.016), roles[(i + j + 3) % 6], at=(a, 0.0565, b), bevel=0.0)
            d.box(
                (0.016, 0.016, 0.001),
                roles[(i * j + 4) % 6],
                at=(a, mid + b - 0.008, -mid),
                bevel=0.0,
            )
            d.box(
                (0.001, 0.016, 0.016), roles[(i + j) % 6], at=(-mid, mid + b - 0.008, a), bevel=0.0
            )


def _rubber_duck(d: Draft) -> None:
    d.ball((0.04, 0.03, 0.05), at=(0.0, 0.03, 0.0))
    d.ball(0.027, at=(0.0, 0.075, 0.022))
    d.tube([(0.0, 0.035, -0.04), (0.0, 0.06, -0.062)], (0.02, 0.004))
    d.ball((0.013, 0.005, 0.014), "orange", at=(0.0, 0.07, 0.05), sides=10)
    for s in (-1, 1):
        d.ball(0.004, "black", at=(0.011 * s, 0.085, 0.043), sides=8)
        d.ball((0.008, 0.018, 0.026), at=(0.038 * s, 0.036, -0.005), turn=(0, -15, 0), sides=10)


def _snow_globe(d: Draft) -> None:
    d.lathe([(0.05, 0.0), (0.048, 0.025), (0.036, 0.03), (0.0, 0.03)], "darkwood")
    d.ball(0.047, "glass", at=(0.0, 0.07, 0.0), sides=24)
    d.lathe([(0.04, 0.03), (0.03, 0.045), (0.0, 0.05)], "white")
    d.cone(0.016, 0.04, "leaf", at=(0.0, 0.048, 0.0), sides=10)


def _spinning_top(d: Draft) -> None:
    d.lathe(
        [
            (0.0, 0.0),
            (0.004, 0.01),
            (0.03, 0.03),
            (0.034, 0.038),
            (0.02, 0.05),
            (0.005, 0.055),
            (0.004, 0.08),
            (0.0, 0.081),
        ]
    )
    d.ring(0.034, 0.002, "red", at=(0.0, 0.038, 0.0))


def _chessboard(d: Draft) -> None:
    d.box((0.42, 0.02, 0.42), "darkwood")
    for i in range(8):
        for j in range(8):
            if (i + j) % 2:
                d.box(
                    (0.048, 0.003, 0.048),
                    at=(-0.168 + 0.048 * i, 0.019, -0.168 + 0.048 * j),
                    bevel=0.0,
                )
    for row, role in ((0, "black"), (7, "white")):
        for k in range(8):
            h = 0.05 + 0.02 * (3.5 - abs(k - 3.5)) / 3.5
            x, z = -0.168 + 0.048 * k, -0.168 + 0.048 * row
            d.lathe(
                [
                    (0.014, 0.022),
                    (0.007, 0.03),
                    (0.006, 0.02 + 0.7 * h),
                    (0.01, 0.02 + 0.8 * h),
                    (0.0, 0.02 + h),
                ],
                role,
                at=(x, 0.0, z),
                sides=8,
            )
            z += 0.048 if row == 0 else -0.048
            d.lathe(
                [(0.012, 0.022), (0.006, 0.03), (0.005, 0.045), (0.008, 0.052), (0.0, 0.062)],
                role,
                at=(x, 0.0, z),
                sides=8,
            )


def _chess_piece(d: Draft) -> None:
    d.lathe(
        [
            (0.018, 0.0),
            (0.018, 0.008),
            (0.011, 0.016),
            (0.007, 0.05),
            (0.012, 0.056),
            (0.009, 0.062),
            (0.014, 0.082),
            (0.0, 0.084),
        ]
    )
    d.box((0.004, 0.016, 0.004), at=(0.0, 0.083, 0.0))
    d.box((0.012, 0.004, 0.004), at=(0.0, 0.09, 0.0))


def _puppet(d: Draft) -> None:
    for turn in (20, -70):
        d.box((0.26, 0.012, 0.025), "wood", at=(0.0, 0.75, 0.0), turn=(turn, 0, 0))
    d.ball((0.05, 0.06, 0.05), "skin", at=(0.0, 0.42, 0.0))
    d.cone(0.05, 0.09, "red", at=(0.0, 0.455, 0.0), sides=12)
    d.lathe([(0.07, 0.2), (0.05, 0.3), (0.03, 0.36), (0.0, 0.37)])
    for s in (-1, 1):
        d.ball(0.008, "black", at=(0.018 * s, 0.435, 0.045), sides=8)
        d.tube([(0.04 * s, 0.34, 0.0), (0.11 * s, 0.29, 0.02), (0.15 * s, 0.36, 0.03)], 0.014)
        d.tube(
            [(0.03 * s, 0.21, 0.0), (0.045 * s, 0.11, 0.015), (0.04 * s, 0.02, 0.0)], 0.016, "blue"
        )
        d.ball((0.018, 0.012, 0.03), "shoes", at=(0.04 * s, 0.012, 0.012), sides=10)
        d.rod((0.15 * s, 0.37, 0.03), (0.11 * s, 0.75, 0.04), 0.0015, "dark")
        d.rod((0.045 * s, 0.12, 0.015), (0.05 * s, 0.75, -0.06), 0.0015, "dark")
    d.ball(0.014, "red", at=(0.0, 0.415, 0.055), sides=8)


def _doll(d: Draft) -> None:
    d.ball((0.05, 0.055, 0.05), "skin", at=(0.0, 0.36, 0.0))
    d.ball((0.056, 0.056, 0.054), "hair", at=(0.0, 0.375, -0.012))
    d.lathe([(0.1, 0.1), (0.06, 0.2), (0.035, 0.24), (0.045, 0.29), (0.015, 0.31), (0.0, 0.31)])
    for s in (-1, 1):
        d.ball(0.008, "black", at=(0.018 * s, 0.365, 0.046), sides=8)
        d.tube(
            [(0.04 * s, 0.285, 0.0), (0.085 * s, 0.23, 0.01), (0.11 * s, 0.18, 0.03)], 0.013, "skin"
        )
        d.tube([(0.03 * s, 0.11, 0.0), (0.035 * s, 0.02, 0.0)], 0.016, "skin")
        d.ball((0.018, 0.014, 0.03), "shoes", at=(0.035 * s, 0.014, 0.012), sides=10)
        d.ball(0.022, "hair", at=(0.06 * s, 0.39, -0.01), sides=10)


def _toy_car(d: Draft) -> None:
    d.box((0.06, 0.024, 0.13), at=(0.0, 0.014, 0.0), bevel=0.01)
    d.box((0.052, 0.024, 0.06), "glass", at=(0.0, 0.036, -0.008), bevel=0.01)
    for x in (-0.03, 0.03):
        for z in (-0.04, 0.04):
            d.cylinder(0.015, 0.012, "rubber", at=(x, 0.015, z), axis="x", sides=14)


def _toy_train(d: Draft) -> None:
    d.box((0.06, 0.02, 0.15), "red", at=(0.0, 0.025, 0.0))
    d.cylinder(0.025, 0.09, at=(0.0, 0.07, 0.03), axis="z")
    d.box((0.06, 0.075, 0.05), at=(0.0, 0.045, -0.045), bevel=0.004)
    d.box((0.07, 0.01, 0.06), "yellow", at=(0.0, 0.118, -0.045))
    d.cylinder(0.01, 0.04, "yellow", at=(0.0, 0.09, 0.055), top=0.014)
    for s in (-1, 1):
        for z in (-0.05, 0.0, 0.05):
            d.cylinder(0.02, 0.01, "yellow", at=(0.033 * s, 0.02, z), axis="x", sides=14)
    d.box((0.06, 0.05, 0.1), "green", at=(0.0, 0.025, -0.15), bevel=0.004)
    for s in (-1, 1):
        for z in (-0.18, -0.12):
            d.cylinder(0.016, 0.01, "yellow", at=(0.033 * s, 0.016, z), axis="x", sides=14)


def _yarn(d: Draft) -> None:
    d.ball(0.048, at=(0.0, 0.05, 0.0))
    for k in range(12):
        a = 2.4 * k
        turn = (math.degrees(a), 35.0 * (k % 5) - 60, 20.0 * k)
        solid_r = 0.0475
        d.lathe(
            [(solid_r - 0.002, -0.0035), (solid_r + 0.003, 0.0), (solid_r - 0.002, 0.0035)],
            at=(0.0, 0.05, 0.0),
            turn=turn,
            sides=20,
        )
    d.tube(
        [(0.04, 0.01, 0.02), (0.09, 0.004, 0.04), (0.13, 0.004, 0.0), (0.17, 0.004, 0.03)], 0.0022
    )


def _bubble(d: Draft) -> None:
    for x, y, z, r in (
        (0.0, 0.1, 0.0, 0.06),
        (0.12, 0.2, -0.02, 0.035),
        (-0.1, 0.24, 0.02, 0.045),
        (0.05, 0.32, 0.0, 0.028),
        (-0.04, 0.03, 0.05, 0.025),
    ):
        d.ball(r, at=(x, y, z), sides=20)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("dice", (0.0196, 0.0202, 0.0198), "#eeeeea", draw=_dice, nouns="die"),
    item("domino", (0.0078, 0.048, 0.024), "#eeeeea", draw=_domino, nouns="domino tile"),
    item("lego", (0.032, 0.0114, 0.016), "#b3342c", draw=_lego, nouns="toy brick, building block"),
    item("rubiks_cube", (0.058, 0.0575, 0.058), "#26272a", draw=_rubiks_cube,
         nouns="rubik's cube, puzzle cube"),
    item("rubber_duck", (0.0905, 0.102, 0.128), "#f0cf3a", draw=_rubber_duck),
    item("snow_globe", (0.1, 0.117, 0.1), "#5a3d29", draw=_snow_globe),
    item("spinning_top", (0.072, 0.081, 0.072), "#3b66a8", draw=_spinning_top, nouns="top"),
    item("chessboard", (0.42, 0.0871, 0.42), "#e8dcc0", draw=_chessboard,
         nouns="chess board, chess, board game"),
    item("chess_piece", (0.036, 0.099, 0.036), "#e8dcc0", draw=_chess_piece,
         nouns="chess king, pawn"),
    item("puppet", (0.324, 0.762, 0.252), "#3f8f4a", draw=_puppet, nouns="marionette"),
    item("doll", (0.243, 0.431, 0.2), "#d2709a", draw=_doll),
    item("toy_car", (0.072, 0.0596, 0.13), "#b3342c", draw=_toy_car, nouns="model car, toy"),
    item("toy_train", (0.076, 0.13, 0.275), "#3b66a8", draw=_toy_train, nouns="model train"),
    item("yarn", (0.222, 0.1, 0.0945), "#b3506a", draw=_yarn, nouns="ball of yarn, wool"),
    item("bubble", (0.299, 0.343, 0.134), "#bfe0ea", draw=_bubble, nouns="bubbles, soap bubble"),
)  # fmt: skip
"""Toys and games, one by one."""

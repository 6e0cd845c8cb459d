"""Machines of the house, the office and the workshop."""

import math
from itertools import pairwise
from typing import Final

from groundplan.assets import solids
from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _washing_machine(d: Draft) -> None:
    d.box((0.6, 0.85, 0.58), bevel=0.02)
    d.ring(0.18, 0.03, "metal", at=(0.0, 0.42, 0.29), axis="z")
    d.cylinder(0.17, 0.03, "screen", at=(0.0, 0.42, 0.29), axis="z")
    d.box((0.2, 0.07, 0.01), "stone", at=(-0.17, 0.74, 0.29))
    d.cylinder(0.03, 0.03, "metal", at=(0.08, 0.775, 0.3), axis="z")
    d.box((0.12, 0.05, 0.01), "screen", at=(0.2, 0.75, 0.29))


def _dishwasher(d: Draft) -> None:
    d.box((0.6, 0.82, 0.58), bevel=0.01)
    d.box((0.58, 0.62, 0.02), "metal", at=(0.0, 0.1, 0.29))
    d.box((0.58, 0.09, 0.02), "dark", at=(0.0, 0.72, 0.29))
    d.box((0.4, 0.02, 0.03), "chrome", at=(0.0, 0.66, 0.31))


def _vacuum(d: Draft) -> None:
    d.ball((0.15, 0.13, 0.22), at=(0.0, 0.14, -0.2))
    for s in (-1, 1):
        d.cylinder(0.1, 0.04, "dark", at=(0.15 * s, 0.1, -0.26), axis="x")
    d.tube(
        [(0.0, 0.22, -0.05), (0.1, 0.5, 0.1), (0.1, 0.8, 0.2), (0.05, 0.85, 0.32)], 0.022, "dark"
    )
    d.rod((0.05, 0.88, 0.3), (0.0, 0.06, 0.75), 0.018, "metal")
    d.box((0.28, 0.05, 0.1), "dark", at=(0.0, 0.01, 0.78), bevel=0.02)


def _blender(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.085, 0.02), (0.06, 0.13), (0.0, 0.13)])
    d.lathe([(0.055, 0.13), (0.08, 0.33), (0.0, 0.33)], "glass", sides=16)
    d.cylinder(0.078, 0.03, "dark", at=(0.0, 0.33, 0.0))
    d.tube(
        [(0.075, 0.31, 0.0), (0.13, 0.29, 0.0), (0.12, 0.19, 0.0), (0.065, 0.17, 0.0)],
        0.011,
        "dark",
    )
    d.cylinder(0.02, 0.02, "metal", at=(0.0, 0.06, 0.075), axis="z")


def _mixer(d: Draft) -> None:
    d.box((0.2, 0.05, 0.34), bevel=0.02)
    d.box((0.1, 0.2, 0.09), at=(0.0, 0.04, -0.11), bevel=0.03)
    d.lathe(
        [(0.055, -0.17), (0.075, -0.1), (0.07, 0.12), (0.03, 0.17)],
        at=(0.0, 0.28, 0.0),
        turn=(0, 90, 0),
    )
    d.lathe(
        [(0.05, 0.05), (0.09, 0.1), (0.1, 0.18), (0.095, 0.18), (0.0, 0.07)],
        "chrome",
        at=(0.0, 0.0, 0.08),
    )
    d.rod((0.0, 0.25, 0.08), (0.0, 0.13, 0.08), 0.012, "chrome")


def _coffee_machine(d: Draft) -> None:
    d.box((0.24, 0.04, 0.28), bevel=0.01)
    d.box((0.24, 0.34, 0.12), at=(0.0, 0.0, -0.08), bevel=0.01)
    d.box((0.24, 0.1, 0.28), at=(0.0, 0.25, 0.0), bevel=0.015)
    d.lathe([(0.06, 0.045), (0.075, 0.09), (0.06, 0.17), (0.0, 0.17)], "glass", at=(0.0, 0.0, 0.05))
    d.lathe([(0.061, 0.046), (0.0755, 0.09), (0.0, 0.1)], "soil", at=(0.0, 0.0, 0.05))
    d.tube([(0.07, 0.15, 0.05), (0.12, 0.14, 0.05), (0.075, 0.08, 0.05)], 0.008, "dark")
    d.box((0.08, 0.03, 0.01), "screen", at=(0.0, 0.3, 0.14))


def _iron(d: Draft) -> None:
    base = [
        (0.0, 0.15),
        (0.045, 0.07),
        (0.06, -0.06),
        (0.055, -0.12),
        (-0.055, -0.12),
        (-0.06, -0.06),
        (-0.045, 0.07),
    ]
    d.slab(base, 0.012, "chrome", at=(0.0, 0.006, 0.0), turn=(0, 90, 0))
    d.slab([(0.92 * x, 0.92 * z) for x, z in base], 0.05, at=(0.0, 0.035, 0.0), turn=(0, 90, 0))
    d.tube([(0.0, 0.05, 0.06), (0.0, 0.13, 0.07), (0.0, 0.14, -0.06), (0.0, 0.05, -0.1)], 0.018)
    d.tube([(0.0, 0.12, -0.07), (0.02, 0.15, -0.15), (0.08, 0.02, -0.25)], 0.005, "dark")


def _air_conditioner(d: Draft) -> None:
    d.box((0.9, 0.3, 0.22), bevel=0.05)
    for k in range(3):
        d.box(
            (0.78, 0.008, 0.05), "dark", at=(0.0, 0.03 + 0.025 * k, 0.1), turn=(0, 20, 0), bevel=0.0
        )
    d.box((0.1, 0.03, 0.01), "screen", at=(0.34, 0.14, 0.108))


def _radio(d: Draft) -> None:
    d.box((0.34, 0.19, 0.1), bevel=0.02)
    d.cylinder(0.07, 0.01, "dark", at=(-0.08, 0.095, 0.05), axis="z")
    for k in range(4):
        d.ring(0.015 + 0.015 * k, 0.003, "metal", at=(-0.08, 0.095, 0.056), axis="z")
    d.box((0.12, 0.04, 0.01), "cream", at=(0.08, 0.12, 0.048))
    for x in (0.05, 0.12):
        d.cylinder(0.018, 0.02, "metal", at=(x, 0.06, 0.055), axis="z", sides=14)
    d.rod((0.14, 0.19, -0.03), (0.22, 0.42, -0.03), 0.003, "chrome")
    d.tube(
        [(-0.15, 0.18, 0.0), (-0.14, 0.235, 0.0), (0.14, 0.235, 0.0), (0.15, 0.18, 0.0)],
        0.008,
        "dark",
    )


def _speaker(d: Draft) -> None:
    d.box((0.24, 0.5, 0.25), bevel=0.01)
    for y, r in ((0.16, 0.09), (0.37, 0.055)):
        d.cylinder(r, 0.012, "dark", at=(0.0, y, 0.126), axis="z")
        d.ring(r, 0.007, "metal", at=(0.0, y, 0.13), axis="z")
        d.ball((0.4 * r, 0.4 * r, 0.2 * r), "stone", at=(0.0, y, 0.132))


def _printer(d: Draft) -> None:
    d.box((0.45, 0.17, 0.34), bevel=0.02)
    d.box((0.36, 0.03, 0.12), "dark", at=(0.0, 0.06, 0.13))
    d.box((0.21, 0.006, 0.24), "white", at=(0.0, 0.075, 0.24), turn=(0, 6, 0), bevel=0.0)
    d.box((0.21, 0.22, 0.006), "white", at=(0.0, 0.16, -0.12), turn=(0, -20, 0), bevel=0.0)
    d.box((0.3, 0.12, 0.014), at=(0.0, 0.16, -0.13), turn=(0, -20, 0))
    d.box((0.1, 0.01, 0.06), "screen", at=(0.14, 0.167, 0.1))


def _projector(d: Draft) -> None:
    d.box((0.32, 0.1, 0.24), bevel=0.02)
    d.cylinder(0.035, 0.05, "dark", at=(0.08, 0.055, 0.13), axis="z")
    d.ball((0.028, 0.028, 0.012), "glass", at=(0.08, 0.055, 0.155))
    for k in range(5):
        d.box((0.09, 0.006, 0.01), "dark", at=(-0.08, 0.03 + 0.012 * k, 0.118), bevel=0.0)


def _game_controller(d: Draft) -> None:
    d.box((0.11, 0.035, 0.07), at=(0.0, 0.012, 0.0), bevel=0.014)
    for s in (-1, 1):
        d.tube(
            [(0.045 * s, 0.03, -0.02), (0.065 * s, 0.025, 0.01), (0.07 * s, 0.018, 0.06)],
            (0.026, 0.024, 0.014),
        )
        d.cylinder(0.01, 0.016, "dark", at=(0.022 * s, 0.044, 0.016), sides=14)
    for k in range(4):
        a = k * math.pi / 2
        d.ball(
            0.005,
            ("red", "green", "blue", "yellow")[k],
            at=(0.05 + 0.011 * math.cos(a), 0.049, -0.012 + 0.011 * math.sin(a)),
            sides=8,
        )
    d.box((0.024, 0.006, 0.008), "dark", at=(-0.05, 0.045, -0.012))
    d.box((0.008, 0.006, 0.024), "dark", at=(-0.05, 0.045, -0.012))


def _computer_mouse(d: Draft) -> None:
    dome = solids.lathe(
        [(0.0, 0.0), (0.98, 0.0), (1.0, 0.15), (0.85, 0.6), (0.5, 0.92), (0.0, 1.0)]
    )
    d.add(dome, scale=(0.032, 0.036, 0.056))
    d.cylinder(0.008, 0.006, "dark", at=(0.0, 0.032, 0.024), axis="x")
    d.box((0.0015, 0.022, 0.03), "dark", at=(0.0, 0.012, 0.036), turn=(0, 30, 0), bevel=0.0)


def _remote(d: Draft) -> None:
    d.box((0.048, 0.018, 0.18), bevel=0.006)
    for row in range(6):
        for k in range(3):
            d.cylinder(
                0.0045,
                0.004,
                ("red" if row == 0 and k == 0 else "stone"),
                at=(-0.014 + 0.014 * k, 0.017, -0.07 + 0.018 * row),
                sides=8,
            )
    d.ring(0.013, 0.003, "stone", at=(0.0, 0.019, 0.055))


def _tablet(d: Draft) -> None:
    d.box((0.18, 0.25, 0.007), bevel=0.003)
    d.box((0.164, 0.23, 0.002), "screen", at=(0.0, 0.01, 0.0035), bevel=0.0)
    d.box((0.16, 0.19, 0.006), "dark", at=(0.0, 0.0, -0.05), turn=(0, 28, 0), bevel=0.0)


def _webcam(d: Draft) -> None:
    d.ball((0.03, 0.03, 0.025), at=(0.0, 0.09, 0.0))
    d.cylinder(0.016, 0.012, "black", at=(0.0, 0.09, 0.022), axis="z")
    d.rod((0.0, 0.02, 0.0), (0.0, 0.07, 0.0), 0.007, "dark")
    d.box((0.07, 0.02, 0.05), "dark", bevel=0.006)


def _wristwatch(d: Draft) -> None:
    d.cylinder(0.02, 0.01, at=(0.0, 0.04, 0.026), axis="z")
    d.cylinder(0.017, 0.0115, "white", at=(0.0, 0.04, 0.026), axis="z")
    d.rod((0.0, 0.04, 0.0325), (0.0, 0.053, 0.0325), 0.0008, "black")
    d.rod((0.0, 0.04, 0.0325), (0.008, 0.036, 0.0325), 0.001, "black")
    strap = [
        (0.0, 0.04 + 0.036 * math.sin(a), 0.028 * math.cos(a) - 0.003)
        for a in (0.5 + k * 0.26 for k in range(21))
    ]
    for a, b in pairwise(strap):
        d.tube([a, b], 0.0075, "darkwood")
    d.cylinder(0.003, 0.006, "metal", at=(0.022, 0.04, 0.026), axis="x", sides=10)


def _alarm_clock(d: Draft) -> None:
    d.cylinder(0.06, 0.045, at=(0.0, 0.08, 0.0), axis="z")
    d.cylinder(0.052, 0.047, "white", at=(0.0, 0.08, 0.001), axis="z")
    d.rod((0.0, 0.08, 0.026), (0.0, 0.118, 0.026), 0.002, "black")
    d.rod((0.0, 0.08, 0.026), (0.024, 0.09, 0.026), 0.0025, "black")
    for s in (-1, 1):
        d.ball((0.028, 0.02, 0.028), "chrome", at=(0.035 * s, 0.15, 0.0), turn=(0, 0, -25 * s))
        d.rod((0.03 * s, 0.03, 0.0), (0.05 * s, 0.0, 0.0), 0.006, "metal")
    d.tube([(-0.03, 0.17, 0.0), (0.0, 0.19, 0.0), (0.03, 0.17, 0.0)], 0.003, "metal")


def _grandfather_clock(d: Draft) -> None:
    d.box((0.55, 0.45, 0.32), bevel=0.02)
    d.box((0.38, 1.1, 0.24), at=(0.0, 0.43, 0.0))
    d.box((0.28, 0.9, 0.01), "glass", at=(0.0, 0.52, 0.12))
    d.box((0.52, 0.5, 0.3), at=(0.0, 1.5, 0.0), bevel=0.02)
    d.slab([(-0.3, 2.0), (0.3, 2.0), (0.0, 2.2)], 0.3)
    d.cylinder(0.19, 0.02, "white", at=(0.0, 1.75, 0.15), axis="z")
    d.rod((0.0, 1.75, 0.165), (0.0, 1.88, 0.165), 0.008, "black")
    d.rod((0.0, 1.75, 0.165), (0.08, 1.7, 0.165), 0.009, "black")
    d.rod((0.0, 1.35, 0.128), (0.0, 0.8, 0.128), 0.008, "gold")
    d.cylinder(0.07, 0.015, "gold", at=(0.0, 0.75, 0.128), axis="z")


def _typewriter(d: Draft) -> None:
    d.slab(
        [(-0.17, 0.0), (0.17, 0.0), (0.17, 0.06), (0.02, 0.1), (-0.03, 0.14), (-0.17, 0.14)],
        0.32,
        turn=(-90, 0, 0),
    )
    for row in range(4):
        for k in range(10):
            d.cylinder(
                0.01,
                0.012,
                "cream",
                at=(
                    -0.125 + 0.028 * k - 0.005 * row,
                    0.072 + 0.013 * (3 - row),
                    0.145 - 0.032 * (3 - row),
                ),
                sides=8,
            )
    d.cylinder(0.03, 0.38, "dark", at=(0.0, 0.165, -0.1), axis="x")
    d.box((0.21, 0.2, 0.003), "white", at=(0.0, 0.16, -0.12), turn=(0, -12, 0), bevel=0.0)
    for s in (-1, 1):
        d.cylinder(0.022, 0.03, "metal", at=(0.2 * s, 0.165, -0.1), axis="x")


def _record_player(d: Draft) -> None:
    d.box((0.44, 0.1, 0.36), bevel=0.01)
    d.cylinder(0.15, 0.012, "metal", at=(-0.04, 0.1, 0.0), sides=32)
    d.cylinder(0.148, 0.006, "black", at=(-0.04, 0.112, 0.0), sides=32)
    d.cylinder(0.05, 0.003, "red", at=(-0.04, 0.117, 0.0))
    d.cylinder(0.022, 0.04, "chrome", at=(0.16, 0.1, -0.11))
    d.tube([(0.16, 0.135, -0.13), (0.16, 0.135, 0.02), (0.09, 0.125, 0.1)], 0.005, "chrome")


def _gramophone(d: Draft) -> None:
    d.box((0.36, 0.16, 0.36), "darkwood", bevel=0.02)
    d.cylinder(0.15, 0.012, "black", at=(0.0, 0.165, 0.0), sides=28)
    d.tube(
        [
            (0.0, 0.18, -0.17),
            (0.0, 0.4, -0.2),
            (0.0, 0.52, -0.12),
            (0.0, 0.58, 0.02),
            (0.0, 0.62, 0.14),
            (0.0, 0.64, 0.2),
        ],
        (0.014, 0.02, 0.03, 0.07, 0.17, 0.27),
    )
    d.rod((0.19, 0.08, 0.0), (0.25, 0.08, 0.0), 0.008, "metal")


def _vending_machine(d: Draft) -> None:
    d.box((0.95, 1.85, 0.8), bevel=0.03)
    d.box((0.62, 1.15, 0.02), "glass", at=(-0.1, 0.6, 0.4))
    roles = ("red", "yellow", "blue", "green", "orange", "white")
    for row in range(4):
        for k in range(5):
            d.cylinder(
                0.035,
                0.13,
                roles[(k + 2 * row) % 6],
                at=(-0.34 + 0.12 * k, 0.66 + 0.27 * row, 0.41),
                sides=10,
            )
        d.box((0.6, 0.02, 0.05), "metal", at=(-0.1, 0.635 + 0.27 * row, 0.41))
    d.box((0.14, 0.5, 0.02), "dark", at=(0.33, 0.95, 0.4))
    d.box((0.09, 0.08, 0.01), "screen", at=(0.33, 1.33, 0.41))
    d.box((0.5, 0.2, 0.02), "black", at=(-0.1, 0.25, 0.4))


def _hair_dryer(d: Draft) -> None:
    d.lathe(
        [(0.035, -0.09), (0.045, -0.04), (0.042, 0.02), (0.028, 0.09), (0.03, 0.12)],
        at=(0.0, 0.18, 0.0),
        turn=(0, 90, 0),
    )
    d.cylinder(0.033, 0.01, "dark", at=(0.0, 0.18, 0.118), axis="z")
    d.box((0.034, 0.14, 0.04), at=(0.0, 0.02, -0.03), turn=(0, 12, 0), bevel=0.012)
    d.tube([(0.0, 0.02, -0.05), (0.0, -0.02, -0.08), (0.08, -0.02, -0.16)], 0.004, "dark")


def _sewing_machine(d: Draft) -> None:
    d.box((0.42, 0.06, 0.18), "wood", bevel=0.01)
    d.box((0.1, 0.24, 0.12), at=(0.14, 0.05, 0.0), bevel=0.03)
    d.box((0.36, 0.08, 0.09), at=(0.0, 0.22, 0.0), bevel=0.03)
    d.box((0.08, 0.13, 0.09), at=(-0.14, 0.15, 0.0), bevel=0.02)
    d.rod((-0.14, 0.16, 0.0), (-0.14, 0.07, 0.0), 0.005, "chrome")
    d.cylinder(0.06, 0.02, "chrome", at=(0.21, 0.22, 0.0), axis="x")
    d.cylinder(0.018, 0.05, "red", at=(0.05, 0.3, 0.0))


def _microscope(d: Draft) -> None:
    d.box((0.14, 0.03, 0.2), "dark", bevel=0.01)
    d.tube([(0.0, 0.02, -0.08), (0.0, 0.2, -0.1), (0.0, 0.3, -0.04)], (0.03, 0.026, 0.022))
    d.box((0.11, 0.012, 0.11), "dark", at=(0.0, 0.11, 0.02))
    d.lathe(
        [(0.012, -0.14), (0.02, -0.1), (0.024, 0.05), (0.016, 0.1), (0.018, 0.14)],
        "main",
        at=(0.0, 0.28, -0.01),
        turn=(0, -22, 0),
    )
    d.cylinder(0.02, 0.1, "metal", at=(0.0, 0.2, -0.09), axis="x")


def _light_bulb(d: Draft) -> None:
    d.lathe([(0.013, 0.028), (0.016, 0.04), (0.03, 0.075), (0.026, 0.1), (0.0, 0.115)], "lamp")
    for k in range(4):
        d.ring(0.0125, 0.002, "metal", at=(0.0, 0.006 + 0.006 * k, 0.0))
    d.cylinder(0.012, 0.03, "metal", sides=14)
    d.ball((0.006, 0.004, 0.006), "black", at=(0.0, 0.0, 0.0), sides=8)
    d.anchor("light", (0.0, 0.08, 0.0))


def _candlestick(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.08, 0.015), (0.02, 0.04), (0.016, 0.2), (0.03, 0.22), (0.0, 0.22)])
    for x, y in ((0.0, 0.24), (-0.13, 0.2), (0.13, 0.2)):
        if x:
            d.tube([(0.0, 0.13, 0.0), (0.6 * x, 0.1, 0.0), (x, 0.15, 0.0), (x, y, 0.0)], 0.009)
        d.lathe([(0.014, y - 0.02), (0.03, y), (0.0, y)])
        d.cylinder(0.012, 0.12, "cream", at=(x, y, 0.0), sides=12)
        d.lathe(
            [(0.003, y + 0.125), (0.009, y + 0.14), (0.0, y + 0.17)],
            "flame",
            at=(x, 0.0, 0.0),
            sides=10,
        )
    d.anchor("light", (0.0, 0.4, 0.0))


def _torch(d: Draft) -> None:
    d.lathe([(0.018, 0.0), (0.022, 0.3), (0.035, 0.45), (0.045, 0.55), (0.0, 0.55)], "wood")
    d.lathe([(0.047, 0.47), (0.055, 0.55), (0.0, 0.56)], "iron")
    d.lathe([(0.04, 0.54), (0.075, 0.62), (0.05, 0.74), (0.0, 0.88)], "flame", sides=12)
    for k in range(3):
        a = k * math.tau / 3
        d.lathe(
            [(0.02, 0.55), (0.03, 0.62), (0.0, 0.74)],
            "main",
            at=(0.035 * math.cos(a), 0.0, 0.035 * math.sin(a)),
            sides=8,
        )
    d.anchor("light", (0.0, 0.68, 0.0))


def _fireplace(d: Draft) -> None:
    for s in (-1, 1):
        d.box((0.35, 1.05, 0.45), "bricks", at=(0.52 * s, 0.0, 0.0), bevel=0.0)
    d.box((1.4, 0.3, 0.45), "bricks", at=(0.0, 0.95, 0.0), bevel=0.0)
    d.box((1.6, 0.08, 0.55), at=(0.0, 1.25, 0.02))
    d.box((1.1, 1.0, 0.06), "black", at=(0.0, 0.0, -0.2), bevel=0.0)
    d.box((1.5, 0.06, 0.8), "stone", at=(0.0, 0.0, 0.15))
    d.box((0.9, 1.3, 0.4), "bricks", at=(0.0, 1.33, -0.04), bevel=0.0)
    for k in range(3):
        d.cylinder(0.06, 0.55, "bark", at=(0.0, 0.14 + 0.08 * (k == 1), -0.08 + 0.08 * k), axis="x")
    for k in range(4):
        d.lathe(
            [(0.07, 0.15), (0.06, 0.3), (0.0, 0.5 - 0.05 * (k % 2))],
            "flame",
            at=(-0.2 + 0.13 * k, 0.0, 0.0),
            sides=8,
        )
    d.anchor("light", (0.0, 0.35, 0.05))


def _ring_light(d: Draft) -> None:
    d.ring(0.22, 0.025, "lamp", at=(0.0, 1.5, 0.0), axis="z")
    d.rod((0.0, 0.6, 0.0), (0.0, 1.26, 0.0), 0.014)
    for k in range(3):
        a = k * math.tau / 3
        d.rod((0.0, 0.75, 0.0), (0.38 * math.sin(a), 0.0, 0.38 * math.cos(a)), 0.012)
    d.anchor("light", (0.0, 1.5, 0.0))


def _binoculars(d: Draft) -> None:
    for s in (-1, 1):
        d.lathe(
            [(0.026, 0.07), (0.026, 0.02), (0.018, -0.02), (0.018, -0.06), (0.021, -0.07)],
            at=(0.034 * s, 0.028, 0.0),
            turn=(0, 90, 0),
            sides=16,
        )
        d.cylinder(0.022, 0.004, "glass", at=(0.034 * s, 0.028, 0.07), axis="z")
    d.box((0.04, 0.012, 0.05), at=(0.0, 0.02, 0.0))
    d.cylinder(0.012, 0.03, "metal", at=(0.0, 0.036, -0.01), axis="z", sides=12)


def _robot_arm(d: Draft) -> None:
    d.cylinder(0.3, 0.18, "dark")
    d.cylinder(0.22, 0.3, at=(0.0, 0.15, 0.0))
    d.cylinder(0.17, 0.34, "dark", at=(0.0, 0.5, 0.0), axis="x")
    d.rod((0.0, 0.5, 0.0), (0.0, 1.4, -0.2), 0.13)
    d.cylinder(0.15, 0.3, "dark", at=(0.0, 1.4, -0.2), axis="x")
    d.rod((0.0, 1.4, -0.2), (0.0, 1.55, 0.75), 0.1)
    d.cylinder(0.08, 0.2, "dark", at=(0.0, 1.55, 0.78), axis="x")
    d.rod((0.0, 1.55, 0.78), (0.0, 1.2, 0.95), 0.06)
    for s in (-1, 1):
        d.rod((0.0, 1.2, 0.95), (0.09 * s, 1.12, 1.0), 0.02, "metal")
        d.rod((0.09 * s, 1.12, 1.0), (0.05 * s, 0.98, 1.05), 0.02, "metal")


def _cash_register(d: Draft) -> None:
    d.box((0.42, 0.12, 0.42), bevel=0.01)
    d.slab(
        [(-0.2, 0.12), (0.18, 0.12), (0.18, 0.16), (-0.05, 0.26), (-0.2, 0.26)],
        0.34,
        turn=(-90, 0, 0),
    )
    for row in range(4):
        for k in range(5):
            d.box(
                (0.035, 0.012, 0.03),
                "white",
                at=(-0.1 + 0.05 * k, 0.165 + 0.022 * row, 0.145 - 0.05 * row),
                turn=(0, 24, 0),
            )
    d.box((0.26, 0.1, 0.04), "screen", at=(0.0, 0.27, -0.14))
    d.box((0.1, 0.02, 0.01), "metal", at=(0.0, 0.07, 0.212))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("washing_machine", (0.6, 0.85, 0.61), "#e6e4df", draw=_washing_machine,
         nouns="washer, dryer, tumble dryer"),
    item("dishwasher", (0.6, 0.82, 0.615), "#e6e4df", draw=_dishwasher),
    item("vacuum_cleaner", (0.34, 0.889, 1.25), "#b3342c", draw=_vacuum, nouns="hoover, vacuum"),
    item("blender", (0.23, 0.36, 0.18), "#66696e", draw=_blender, nouns="food processor, juicer"),
    item("mixer", (0.2, 0.355, 0.35), "#9fc0b4", draw=_mixer, nouns="stand mixer"),
    item("coffee_machine", (0.248, 0.35, 0.285), "#3b3e42", draw=_coffee_machine,
         nouns="coffee maker, espresso machine, coffee brewer"),
    item("iron", (0.145, 0.156, 0.404), "#3b66a8", draw=_iron, nouns="clothes iron, flatiron"),
    item("air_conditioner", (0.9, 0.3, 0.235), "#e6e4df", draw=_air_conditioner),
    item("radio", (0.393, 0.421, 0.115), "#7a4a2a", draw=_radio, nouns="boombox, transistor radio"),
    item("speaker", (0.24, 0.5, 0.275), "#3b2a20", draw=_speaker,
         nouns="loudspeaker, speaker box, amplifier, amp"),
    item("printer", (0.45, 0.374, 0.53), "#cfcfca", draw=_printer, nouns="copier, scanner"),
    item("projector", (0.32, 0.1, 0.287), "#e6e4df", draw=_projector),
    item("game_controller", (0.176, 0.0579, 0.0973), "#3b3e42", draw=_game_controller,
         nouns="gamepad, joystick"),
    item("computer_mouse", (0.064, 0.04, 0.112), "#e6e4df", draw=_computer_mouse,
         nouns="mouse device"),
    item("remote", (0.048, 0.022, 0.18), "#26272a", draw=_remote, nouns="remote control"),
    item("tablet", (0.18, 0.25, 0.102), "#8d9196", draw=_tablet, nouns="tablet computer, e reader"),
    item("webcam", (0.07, 0.12, 0.053), "#3b3e42", draw=_webcam, nouns="security camera"),
    item("wristwatch", (0.045, 0.0868, 0.0719), "#c9a227", draw=_wristwatch,
         nouns="watch, smartwatch, pocket watch"),
    item("alarm_clock", (0.123, 0.196, 0.056), "#b3342c", draw=_alarm_clock),
    item("grandfather_clock", (0.6, 2.2, 0.334), "#5a3d29", draw=_grandfather_clock),
    item("typewriter", (0.43, 0.358, 0.34), "#2f4a3f", draw=_typewriter),
    item("record_player", (0.44, 0.14, 0.36), "#7a4a2a", draw=_record_player, nouns="turntable"),
    item("gramophone", (0.514, 0.896, 0.505), "#c9a227", draw=_gramophone, nouns="phonograph"),
    item("vending_machine", (0.95, 1.85, 0.845), "#b3342c", draw=_vending_machine),
    item("hair_dryer", (0.128, 0.249, 0.286), "#d23c8a", draw=_hair_dryer,
         nouns="hair drier, blow dryer"),
    item("sewing_machine", (0.43, 0.35, 0.18), "#26272a", draw=_sewing_machine),
    item("microscope", (0.14, 0.417, 0.226), "#e6e4df", draw=_microscope),
    item("light_bulb", (0.06, 0.119, 0.06), "#fff0d0", draw=_light_bulb, nouns="lightbulb, bulb"),
    item("candlestick", (0.284, 0.41, 0.18), "#c9a227", draw=_candlestick,
         nouns="candelabra, candle holder"),
    item("torch", (0.15, 0.88, 0.15), "#e0702a", draw=_torch, nouns="burning torch"),
    item("fireplace", (1.6, 2.63, 0.805), "#5a3d29", draw=_fireplace, nouns="hearth, mantelpiece"),
    item("ring_light", (0.68, 1.75, 0.592), "#26272a", draw=_ring_light,
         nouns="studio light, softbox"),
    item("binoculars", (0.12, 0.052, 0.142), "#26272a", draw=_binoculars, nouns="field glasses"),
    item("robot_arm", (0.6, 1.65, 1.42), "#d9772e", draw=_robot_arm,
         nouns="robotic arm, industrial robot"),
    item("cash_register", (0.42, 0.37, 0.427), "#66696e", draw=_cash_register, nouns="till"),
)  # fmt: skip
"""Devices."""

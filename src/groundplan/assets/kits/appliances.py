"""Machines of the house."""

import math
from typing import Final

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
    item("vending_machine", (0.95, 1.85, 0.845), "#b3342c", draw=_vending_machine),
    item("hair_dryer", (0.128, 0.249, 0.286), "#d23c8a", draw=_hair_dryer,
         nouns="hair drier, blow dryer"),
    item("sewing_machine", (0.43, 0.35, 0.18), "#26272a", draw=_sewing_machine),
    item("light_bulb", (0.06, 0.119, 0.06), "#fff0d0", draw=_light_bulb, nouns="lightbulb, bulb"),
    item("candlestick", (0.284, 0.41, 0.18), "#c9a227", draw=_candlestick,
         nouns="candelabra, candle holder"),
    item("torch", (0.15, 0.88, 0.15), "#e0702a", draw=_torch, nouns="burning torch"),
    item("fireplace", (1.6, 2.63, 0.805), "#5a3d29", draw=_fireplace, nouns="hearth, mantelpiece"),
)  # fmt: skip
"""Machines of the house."""

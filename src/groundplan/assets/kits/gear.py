"""Bags, hats, tools, lights and machines that people carry or meet."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _umbrella(d: Draft) -> None:
    d.lathe([(0.5, 0.6), (0.46, 0.7), (0.3, 0.82), (0.0, 0.9), (0.0, 0.88), (0.3, 0.79), (0.45,
            0.68)],
            sides=16)  # fmt: skip
    d.rod((0.0, 0.08, 0.0), (0.0, 0.95, 0.0), 0.008, "metal")
    d.tube(
        [(0.0, 0.1, 0.0), (0.0, 0.03, 0.01), (0.0, 0.0, 0.05), (0.0, 0.05, 0.09)], 0.012, "darkwood"
    )


def _suitcase(d: Draft) -> None:
    d.box((0.42, 0.6, 0.24), at=(0.0, 0.05, 0.0), bevel=0.04)
    for y in (0.15, 0.3, 0.45):
        d.box((0.43, 0.02, 0.245), "dark", at=(0.0, y, 0.0), bevel=0.004)
    for x in (-0.14, 0.14):
        d.rod((x, 0.6, -0.08), (x, 0.92, -0.08), 0.01, "metal")
        for z in (-0.08, 0.08):
            d.cylinder(0.03, 0.025, "rubber", at=(x, 0.03, z), axis="x", sides=12)
    d.rod((-0.15, 0.93, -0.08), (0.15, 0.93, -0.08), 0.014, "dark")


def _backpack(d: Draft) -> None:
    d.box((0.3, 0.44, 0.18), bevel=0.06)
    d.box((0.22, 0.2, 0.08), at=(0.0, 0.04, 0.11), bevel=0.03)
    d.tube([(-0.04, 0.44, 0.0), (0.0, 0.5, 0.0), (0.04, 0.44, 0.0)], 0.01, "dark")
    for x in (-0.08, 0.08):
        d.tube([(x, 0.4, -0.08), (x * 1.2, 0.28, -0.15), (x, 0.06, -0.09)], 0.014, "dark")


def _lantern(d: Draft) -> None:
    d.cylinder(0.07, 0.03)
    d.cylinder(0.055, 0.13, "lamp", at=(0.0, 0.03, 0.0))
    d.lathe([(0.08, 0.16), (0.06, 0.2), (0.02, 0.22), (0.0, 0.22)])
    for k in range(4):
        s, c = math.sin(k * math.pi / 2), math.cos(k * math.pi / 2)
        d.rod((0.065 * s, 0.02, 0.065 * c), (0.065 * s, 0.17, 0.065 * c), 0.005)
    d.tube(
        [(-0.06, 0.18, 0.0), (-0.05, 0.28, 0.0), (0.05, 0.28, 0.0), (0.06, 0.18, 0.0)],
        0.005,
        "metal",
    )
    d.anchor("light", (0.0, 0.1, 0.0))


def _flashlight(d: Draft) -> None:
    d.cylinder(0.02, 0.14, at=(0.0, 0.035, -0.03), axis="z")
    d.lathe([(0.02, 0.0), (0.035, 0.05), (0.0, 0.05)], at=(0.0, 0.035, 0.04), turn=(0, 90, 0))
    d.cylinder(0.03, 0.005, "lamp", at=(0.0, 0.035, 0.091), axis="z")


def _film_camera(d: Draft) -> None:
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.rod((0.0, 1.2, 0.0), (0.45 * s, 0.0, 0.45 * c), 0.02, "iron")
    d.box((0.18, 0.22, 0.34), at=(0.0, 1.24, -0.04), bevel=0.02)
    d.cylinder(0.07, 0.18, "dark", at=(0.0, 1.36, 0.2), axis="z")
    d.cylinder(0.055, 0.005, "glass", at=(0.0, 1.36, 0.291), axis="z")
    for z in (-0.12, 0.06):
        d.cylinder(0.09, 0.05, "dark", at=(0.0, 1.54, z), axis="x")


def _photo_camera(d: Draft) -> None:
    d.box((0.14, 0.09, 0.06), bevel=0.01)
    d.box((0.05, 0.03, 0.05), at=(0.0, 0.09, 0.0))
    d.cylinder(0.035, 0.07, "dark", at=(0.0, 0.045, 0.06), axis="z")
    d.cylinder(0.028, 0.004, "glass", at=(0.0, 0.045, 0.096), axis="z")


def _robot(d: Draft) -> None:
    d.box((0.46, 0.55, 0.3), at=(0.0, 0.75, 0.0), bevel=0.05)
    d.box((0.32, 0.28, 0.28), at=(0.0, 1.4, 0.0), bevel=0.05)
    d.cylinder(0.06, 0.12, "iron", at=(0.0, 1.3, 0.0))
    d.box((0.24, 0.08, 0.02), "screen", at=(0.0, 1.52, 0.14), bevel=0.005)
    for x in (-0.06, 0.06):
        d.ball(0.025, "lamp", at=(x, 1.56, 0.15), sides=10)
    d.rod((0.0, 1.68, 0.0), (0.0, 1.78, 0.0), 0.01, "iron")
    d.ball(0.025, "red", at=(0.0, 1.79, 0.0), sides=10)
    d.box((0.2, 0.12, 0.02), "dark", at=(0.0, 1.0, 0.15))
    for s in (-1, 1):
        d.ball(0.08, "iron", at=(0.29 * s, 1.22, 0.0), sides=12)
        d.box((0.12, 0.36, 0.14), at=(0.32 * s, 0.83, 0.0))
        d.box((0.1, 0.3, 0.12), "iron", at=(0.32 * s, 0.55, 0.03))
        d.ball(0.07, at=(0.32 * s, 0.5, 0.05), sides=12)
        d.box((0.14, 0.4, 0.16), "iron", at=(0.13 * s, 0.38, 0.0))
        d.box((0.16, 0.34, 0.18), at=(0.13 * s, 0.06, 0.0))
        d.box((0.17, 0.09, 0.3), at=(0.13 * s, 0.0, 0.05))


def _telescope(d: Draft) -> None:
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.rod((0.0, 1.1, 0.0), (0.4 * s, 0.0, 0.4 * c), 0.02, "wood")
    d.tube([(0.0, 0.95, -0.45), (0.0, 1.15, 0.0), (0.0, 1.45, 0.6)], (0.035, 0.06, 0.08))


def _flag(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 3.0, 0.0), 0.025, "metal")
    wave = [(0.04 + 0.16 * k, 0.06 * math.sin(1.1 * k)) for k in range(8)]
    outline = [*wave, *((x, z - 0.02) for x, z in reversed(wave))]
    d.slab(outline, 0.8, at=(0.0, 2.55, 0.0), turn=(0, 90, 0))
    d.ball(0.04, "gold", at=(0.0, 3.02, 0.0), sides=10)


def _axe(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.75, 0.0), 0.016, "wood")
    d.slab([(-0.03, 0.0), (0.05, 0.0), (0.16, -0.06), (0.16, 0.14), (0.05, 0.08), (-0.03, 0.08)],
           0.03,
           at=(0.0, 0.64, 0.0))  # fmt: skip


def _anchor(d: Draft) -> None:
    d.rod((0.0, 0.05, 0.0), (0.0, 1.0, 0.0), 0.05)
    d.rod((-0.3, 0.85, 0.0), (0.3, 0.85, 0.0), 0.035)
    arc = [
        (0.5 * math.sin(a), 0.5 - 0.5 * math.cos(a), 0.0)
        for a in (-1.3 + 0.26 * k for k in range(11))
    ]
    d.tube(arc, [0.02, 0.05, 0.055, 0.06, 0.06, 0.06, 0.06, 0.06, 0.055, 0.05, 0.02])
    d.ring(0.09, 0.02, at=(0.0, 1.08, 0.0), axis="z")


ENTRIES: Final[tuple[Entry, ...]] = (
    item("umbrella", (1.0, 0.95, 1.0), "#b3342c", draw=_umbrella, nouns="brolly"),
    item("suitcase", (0.44, 0.945, 0.25), "#3f5f7f", draw=_suitcase, nouns="luggage, trolley bag"),
    item("backpack", (0.3, 0.51, 0.32), "#4f6b4a", draw=_backpack, nouns="rucksack, schoolbag"),
    item("lantern", (0.16, 0.285, 0.16), "#3a3d40", draw=_lantern, nouns="oil lamp, paper lantern"),
    item("flashlight", (0.07, 0.07, 0.19), "#2b2d31", draw=_flashlight, nouns="torch light"),
    item("film_camera", (0.8, 1.63, 0.75), "#2b2d31", draw=_film_camera,
         nouns="movie camera, video camera, camcorder"),
    item("photo_camera", (0.14, 0.12, 0.128), "#2b2d31", draw=_photo_camera,
         nouns="camera, still camera"),
    item("robot", (0.78, 1.815, 0.36), "#9aa3ab", draw=_robot, kind="character", nouns="android"),
    item("telescope", (0.72, 1.5, 1.1), "#8a6a3a", draw=_telescope, nouns="spyglass"),
    item("flag", (1.2, 3.06, 0.16), "#b3342c", draw=_flag, nouns="banner, pennant, flagpole"),
    item("axe", (0.21, 0.8, 0.034), "#8d9196", draw=_axe, nouns="hatchet"),
    item("anchor", (1.0, 1.2, 0.13), "#4a4d52", draw=_anchor),
)  # fmt: skip
"""Gear."""

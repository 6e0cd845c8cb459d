"""More instruments."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_GOLD: Final = "#c9a227"


def _flute(d: Draft) -> None:
    d.rod((-0.33, 0.02, 0.0), (0.33, 0.02, 0.0), 0.01)
    for k in range(9):
        d.cylinder(0.008, 0.008, "chrome", at=(-0.05 + 0.04 * k, 0.027, 0.0), sides=10)
    d.ball((0.016, 0.008, 0.012), "chrome", at=(-0.24, 0.027, 0.0), sides=10)
    d.rod((-0.06, 0.026, 0.012), (0.28, 0.026, 0.012), 0.0025, "chrome")


def _clarinet(d: Draft) -> None:
    d.lathe(
        [(0.035, 0.0), (0.026, 0.03), (0.014, 0.09), (0.012, 0.5), (0.013, 0.58), (0.004, 0.66)],
        sides=14,
    )
    for k in range(8):
        d.cylinder(0.008, 0.006, "chrome", at=(0.0, 0.16 + 0.045 * k, 0.013), axis="z", sides=10)
    for y in (0.1, 0.32, 0.5):
        d.ring(0.0135, 0.003, "chrome", at=(0.0, y, 0.0))
    d.rod((0.012, 0.14, 0.008), (0.012, 0.48, 0.008), 0.0025, "chrome")


def _saxophone(d: Draft) -> None:
    d.tube(
        [
            (0.0, 0.62, -0.14),
            (0.0, 0.66, -0.07),
            (0.0, 0.62, 0.0),
            (0.0, 0.4, 0.0),
            (0.0, 0.12, 0.0),
            (0.0, 0.02, 0.06),
            (0.0, 0.04, 0.15),
            (0.0, 0.2, 0.19),
            (0.0, 0.33, 0.22),
        ],
        (0.009, 0.011, 0.015, 0.022, 0.032, 0.038, 0.042, 0.055, 0.085),
    )
    d.tube([(0.0, 0.615, -0.13), (0.0, 0.6, -0.19)], (0.012, 0.007), "black")
    for k in range(9):
        d.cylinder(0.018, 0.012, "chrome", at=(0.026, 0.14 + 0.05 * k, 0.015), axis="x", sides=12)
    d.rod((0.03, 0.14, -0.02), (0.03, 0.56, -0.012), 0.004, "chrome")


def _trombone(d: Draft) -> None:
    for z in (-0.05, 0.05):
        d.rod((z, 0.1, -0.35), (z, 0.1, 0.75), 0.009)
    d.tube([(-0.05, 0.1, 0.74), (-0.035, 0.1, 0.79), (0.035, 0.1, 0.79), (0.05, 0.1, 0.74)], 0.009)
    d.tube(
        [
            (0.05, 0.1, -0.35),
            (0.05, 0.12, -0.42),
            (0.1, 0.14, -0.42),
            (0.12, 0.14, -0.3),
            (0.12, 0.14, 0.2),
            (0.12, 0.14, 0.36),
            (0.12, 0.14, 0.44),
        ],
        (0.009, 0.01, 0.012, 0.014, 0.022, 0.05, 0.11),
    )
    d.lathe(
        [(0.006, 0.0), (0.012, 0.04)], "chrome", at=(-0.05, 0.1, -0.33), turn=(0, -90, 0), sides=12
    )
    d.rod((-0.05, 0.1, 0.0), (0.05, 0.1, 0.0), 0.006)


def _tuba(d: Draft) -> None:
    d.tube(
        [
            (0.0, 0.35, 0.1),
            (-0.14, 0.2, 0.08),
            (-0.2, 0.3, 0.02),
            (-0.2, 0.55, 0.0),
            (-0.1, 0.68, 0.0),
            (0.0, 0.6, 0.0),
            (0.02, 0.3, 0.0),
            (0.08, 0.1, 0.0),
            (0.2, 0.12, 0.0),
            (0.24, 0.35, 0.0),
            (0.22, 0.7, 0.02),
            (0.2, 0.95, 0.05),
        ],
        (0.012, 0.02, 0.026, 0.03, 0.035, 0.04, 0.045, 0.055, 0.065, 0.08, 0.11, 0.22),
    )
    for k in range(3):
        d.cylinder(0.02, 0.22, "chrome", at=(-0.04 + 0.045 * k, 0.34, 0.08), sides=12)
        d.cylinder(0.014, 0.03, "white", at=(-0.04 + 0.045 * k, 0.57, 0.08), sides=12)


def _harp(d: Draft) -> None:
    d.tube([(0.0, 0.06, 0.34), (0.0, 1.7, 0.36)], (0.035, 0.03))
    d.tube(
        [
            (0.0, 1.7, 0.36),
            (0.0, 1.62, 0.16),
            (0.0, 1.42, -0.02),
            (0.0, 1.4, -0.2),
            (0.0, 1.5, -0.34),
        ],
        (0.035, 0.04, 0.035, 0.04, 0.05),
    )
    d.tube([(0.0, 0.1, 0.28), (0.0, 0.8, -0.05), (0.0, 1.5, -0.36)], (0.14, 0.1, 0.05))
    d.box((0.36, 0.1, 0.5), at=(0.0, 0.0, 0.2))
    for k in range(16):
        t = (k + 1) / 18
        low = (0.0, 0.15 + 1.2 * t, 0.26 - 0.56 * t)
        d.rod(low, (0.0, 1.62 - 0.22 * min(1.6 * t, 1.0), low[2]), 0.0025, "white")
    d.lathe([(0.05, 0.0), (0.03, 0.03), (0.045, 0.06), (0.0, 0.1)], at=(0.0, 1.7, 0.36))


def _accordion(d: Draft) -> None:
    for k in range(11):
        d.box((0.012, 0.32, 0.16), "dark" if k % 2 else "white", at=(-0.1 + 0.02 * k, 0.01, 0.0))
    for x in (-0.16, 0.16):
        d.box((0.1, 0.34, 0.18), at=(x, 0.0, 0.0), bevel=0.02)
    d.box((0.05, 0.32, 0.05), "white", at=(-0.2, 0.01, 0.08))
    for k in range(12):
        d.box((0.03, 0.012, 0.02), "black", at=(-0.2, 0.03 + 0.025 * k, 0.1), bevel=0.0)
    for k in range(15):
        d.cylinder(
            0.006,
            0.01,
            "white",
            at=(0.14 + 0.02 * (k % 3), 0.06 + 0.05 * (k // 3), 0.092),
            axis="z",
            sides=8,
        )


def _harmonica(d: Draft) -> None:
    d.box((0.1, 0.012, 0.027), "dark", at=(0.0, 0.006, 0.0))
    for y in (0.0, 0.016):
        d.box((0.102, 0.009, 0.025), at=(0.0, y, -0.002), bevel=0.003)
    for k in range(10):
        d.box((0.005, 0.007, 0.002), "black", at=(-0.041 + 0.009 * k, 0.0085, 0.0135), bevel=0.0)


def _xylophone(d: Draft) -> None:
    colors = ("red", "orange", "yellow", "green", "blue", "main", "red", "orange")
    for x in (-0.09, 0.09):
        d.rod((-0.22, 0.03, x), (0.22, 0.03, 0.75 * x), 0.012, "wood")
    for k in range(8):
        d.box((0.04, 0.012, 0.28 - 0.016 * k), colors[k], at=(-0.19 + 0.054 * k, 0.045, 0.0))
    for s in (-1, 1):
        d.rod((0.05 * s, 0.08, 0.0), (0.13 * s, 0.075, 0.2), 0.004, "wood")
        d.ball(0.014, "red", at=(0.05 * s, 0.08, 0.0), sides=10)


def _bell(d: Draft) -> None:
    d.lathe(
        [(0.05, 0.0), (0.048, 0.006), (0.036, 0.03), (0.028, 0.07), (0.018, 0.09), (0.0, 0.094)],
        sides=24,
    )
    d.lathe([(0.01, 0.09), (0.014, 0.12), (0.011, 0.18), (0.0, 0.19)], "darkwood", sides=14)
    d.ball(0.011, "iron", at=(0.0, 0.004, 0.0), sides=10)


def _church_bell(d: Draft) -> None:
    d.lathe(
        [(0.5, 0.0), (0.47, 0.06), (0.36, 0.3), (0.29, 0.65), (0.2, 0.82), (0.0, 0.86)], sides=28
    )
    d.ring(0.06, 0.025, "iron", at=(0.0, 0.92, 0.0), axis="z")
    d.box((1.2, 0.14, 0.16), "wood", at=(0.0, 0.98, 0.0))
    d.rod((0.0, 0.5, 0.0), (0.0, -0.05, 0.0), 0.03, "iron")
    d.ball(0.08, "iron", at=(0.0, -0.06, 0.0), sides=12)


def _gong(d: Draft) -> None:
    for x in (-0.55, 0.55):
        d.box((0.06, 1.3, 0.06), "darkwood", at=(x, 0.0, 0.0))
        d.box((0.08, 0.05, 0.5), "darkwood", at=(x, 0.0, 0.0))
    d.box((1.3, 0.07, 0.07), "darkwood", at=(0.0, 1.28, 0.0))
    d.lathe(
        [(0.42, -0.03), (0.43, 0.03), (0.16, 0.045), (0.12, 0.07), (0.0, 0.075)],
        at=(0.0, 0.72, 0.0),
        turn=(0, 90, 0),
        sides=32,
    )
    for x in (-0.2, 0.2):
        d.rod((x, 1.28, 0.0), (1.2 * x, 1.06, 0.0), 0.006, "cream")


def _drum_kit(d: Draft) -> None:
    d.cylinder(0.28, 0.4, at=(0.0, 0.3, 0.0), axis="z", sides=28)
    d.cylinder(0.25, 0.41, "white", at=(0.0, 0.3, 0.0), axis="z", sides=28)
    for x, y, z, r in (
        (-0.17, 0.68, 0.02, 0.14),
        (0.17, 0.68, 0.02, 0.15),
        (-0.5, 0.4, -0.35, 0.18),
        (0.52, 0.25, -0.35, 0.2),
    ):
        high = 0.18 if y > 0.3 else 0.36
        d.cylinder(r, high, at=(x, y, z), sides=24)
        d.cylinder(r - 0.01, 0.006, "white", at=(x, y + high, z), sides=24)
        d.ring(r, 0.007, "chrome", at=(x, y + high, z))
        d.rod((x, 0.0, z), (x, y + 0.02, z), 0.014, "chrome")
    for x, y, z in ((-0.6, 1.1, 0.05), (0.6, 1.15, 0.05), (-0.75, 0.85, -0.3)):
        d.lathe([(0.22, 0.0), (0.06, 0.02), (0.03, 0.045), (0.0, 0.045)], "gold", at=(x, y, z))
        d.rod((x, 0.0, z), (x, y + 0.06, z), 0.011, "chrome")
    d.cylinder(0.16, 0.06, "dark", at=(0.0, 0.46, -0.65))
    d.rod((0.0, 0.0, -0.65), (0.0, 0.46, -0.65), 0.03, "chrome")
    d.anchor("seat", (0.0, 0.52, -0.65))


def _tambourine(d: Draft) -> None:
    d.ring(0.12, 0.018, at=(0.0, 0.13, 0.0), axis="z")
    d.cylinder(0.118, 0.006, "cream", at=(0.0, 0.13, 0.016), axis="z")
    for k in range(6):
        s, c = math.sin(k * math.tau / 6), math.cos(k * math.tau / 6)
        d.cylinder(
            0.02, 0.005, "gold", at=(0.138 * s, 0.13 + 0.138 * c, -0.006), axis="z", sides=12
        )


def _bongo(d: Draft) -> None:
    for x, r in ((-0.1, 0.09), (0.1, 0.105)):
        d.lathe([(0.75 * r, 0.0), (r, 0.17), (0.0, 0.17)], at=(x, 0.0, 0.0))
        d.cylinder(0.95 * r, 0.005, "cream", at=(x, 0.17, 0.0))
        d.ring(r, 0.008, "chrome", at=(x, 0.165, 0.0))
    d.box((0.06, 0.05, 0.05), "darkwood", at=(-0.005, 0.08, 0.0))


def _banjo(d: Draft) -> None:
    d.cylinder(0.14, 0.07, at=(0.0, 0.14, 0.0), axis="z", sides=28)
    d.cylinder(0.125, 0.075, "white", at=(0.0, 0.14, 0.0), axis="z", sides=28)
    d.ring(0.14, 0.008, "chrome", at=(0.0, 0.14, 0.03), axis="z")
    d.box((0.035, 0.6, 0.025), "darkwood", at=(0.0, 0.25, 0.02))
    d.box((0.06, 0.13, 0.02), "darkwood", at=(0.0, 0.83, 0.02))
    for k in range(4):
        d.rod((-0.012 + 0.008 * k, 0.06, 0.044), (-0.012 + 0.008 * k, 0.9, 0.036), 0.001, "chrome")
        d.rod(
            (0.03 * (-1) ** k, 0.86 + 0.03 * (k // 2), 0.02),
            (0.055 * (-1) ** k, 0.86 + 0.03 * (k // 2), 0.02),
            0.005,
            "chrome",
        )


def _bagpipes(d: Draft) -> None:
    d.ball((0.2, 0.12, 0.1), at=(0.0, 0.2, 0.0))
    for k, x in enumerate((-0.1, -0.04, 0.02)):
        d.tube(
            [(x, 0.28, 0.0), (x - 0.06, 0.7 + 0.1 * (k == 0), -0.08 * k)], (0.014, 0.018), "dark"
        )
        d.cylinder(0.026, 0.04, "white", at=(x - 0.06, 0.68 + 0.1 * (k == 0), -0.08 * k))
    d.tube([(0.14, 0.26, 0.0), (0.24, 0.42, 0.02)], 0.01, "dark")
    d.tube([(0.15, 0.14, 0.03), (0.2, -0.15, 0.08)], (0.012, 0.018), "dark")


def _music_stand(d: Draft) -> None:
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.rod((0.26 * s, 0.0, 0.26 * c), (0.0, 0.25, 0.0), 0.01)
    d.rod((0.0, 0.2, 0.0), (0.0, 1.05, 0.0), 0.011)
    d.box((0.5, 0.32, 0.012), at=(0.0, 1.02, -0.02), turn=(0, -22, 0))
    d.box((0.5, 0.012, 0.06), at=(0.0, 1.0, 0.06))
    d.box((0.32, 0.26, 0.006), "white", at=(0.0, 1.06, -0.002), turn=(0, -22, 0), bevel=0.0)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("flute", (0.66, 0.0245, 0.0259), "#b9bec4", draw=_flute, nouns="piccolo"),
    item("clarinet", (0.0682, 0.66, 0.07), "#26272a", draw=_clarinet, nouns="oboe, recorder"),
    item("saxophone", (0.162, 0.685, 0.495), _GOLD, draw=_saxophone, nouns="sax"),
    item("trombone", (0.288, 0.22, 1.22), _GOLD, draw=_trombone),
    item("tuba", (0.648, 0.919, 0.416), _GOLD, draw=_tuba, nouns="sousaphone, french horn"),
    item("harp", (0.36, 1.8, 0.856), _GOLD, draw=_harp),
    item("accordion", (0.435, 0.34, 0.2), "#b3342c", draw=_accordion, nouns="concertina"),
    item("harmonica", (0.102, 0.025, 0.029), "#b9bec4", draw=_harmonica),
    item("xylophone", (0.441, 0.0754, 0.341), "#7a4fa0", draw=_xylophone,
         nouns="marimba, glockenspiel"),
    item("bell", (0.1, 0.197, 0.1), _GOLD, draw=_bell, nouns="handbell"),
    item("church_bell", (1.2, 1.26, 1.0), "#8a6f3a", draw=_church_bell),
    item("gong", (1.3, 1.35, 0.5), "#a8782f", draw=_gong),
    item("drum_kit", (1.79, 1.21, 1.08), "#b3342c", draw=_drum_kit, nouns="drums, drum set"),
    item("tambourine", (0.279, 0.316, 0.037), "#a87b45", draw=_tambourine),
    item("bongo", (0.411, 0.175, 0.226), "#8a4a2a", draw=_bongo, nouns="bongos, conga"),
    item("banjo", (0.296, 0.968, 0.0825), "#8a6242", draw=_banjo),
    item("bagpipes", (0.445, 0.974, 0.284), "#7d2f33", draw=_bagpipes),
    item("music_stand", (0.5, 1.34, 0.406), "#26272a", draw=_music_stand),
)  # fmt: skip
"""Instruments."""

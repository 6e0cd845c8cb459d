"""Balls, sport things and toys."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _ball(d: Draft) -> None:
    d.ball(0.11, at=(0.0, 0.11, 0.0), sides=24)
    for axis in ("x", "y", "z"):
        d.ring(0.1085, 0.0025, "dark", at=(0.0, 0.11, 0.0), axis=axis)


def _plain_ball(d: Draft) -> None:
    d.ball(0.1, at=(0.0, 0.1, 0.0), sides=24)


def _board(d: Draft, size: tuple[float, float], *, thick: float, tip: float) -> None:
    half = size[0] / 2
    outline = [
        (half * math.copysign(abs(math.sin(a)) ** tip, math.sin(a)), 0.5 * size[1] * math.cos(a))
        for a in (k * math.tau / 28 for k in range(28))
    ]
    d.slab(outline, thick, at=(0.0, 0.0, 0.0), turn=(0, 90, 0))


def _skateboard(d: Draft) -> None:
    _board(d, (0.2, 0.8), thick=0.014, tip=0.35)
    for z in (-0.25, 0.25):
        d.box((0.16, 0.03, 0.05), "metal", at=(0.0, -0.045, z))
        for x in (-0.085, 0.085):
            d.cylinder(0.03, 0.035, "cream", at=(x, -0.07, z), axis="x", sides=14)


def _surfboard(d: Draft) -> None:
    _board(d, (0.52, 1.9), thick=0.07, tip=0.8)
    d.slab([(0.0, 0.0), (0.12, 0.0), (0.14, 0.14)], 0.012, "dark", at=(0.0, -0.1, -0.8),
           turn=(90, 180, 0))  # fmt: skip
    d.box((0.03, 0.004, 1.7), "white", at=(0.0, 0.034, 0.0), bevel=0.0)


def _snowboard(d: Draft) -> None:
    _board(d, (0.3, 1.55), thick=0.02, tip=0.3)
    for z in (-0.28, 0.28):
        d.box((0.24, 0.05, 0.12), "dark", at=(0.0, 0.01, z))
        d.box((0.2, 0.12, 0.03), "dark", at=(0.0, 0.03, z - 0.06), turn=(0, -15, 0))


def _skis(d: Draft) -> None:
    for x in (-0.12, 0.12):
        d.box((0.09, 0.015, 1.6), at=(x, 0.0, -0.05), bevel=0.003)
        d.tube([(x, 0.008, 0.74), (x, 0.02, 0.84), (x, 0.08, 0.92)], (0.04, 0.035, 0.01))
        d.box((0.07, 0.05, 0.3), "dark", at=(x, 0.015, -0.1))


def _frisbee(d: Draft) -> None:
    d.lathe([(0.12, 0.0), (0.137, 0.012), (0.125, 0.028), (0.08, 0.034), (0.0, 0.036)], sides=32)


def _kite(d: Draft) -> None:
    d.slab([(0.0, 1.0), (0.4, 0.62), (0.0, 0.0), (-0.4, 0.62)], 0.02, at=(0.0, 0.5, 0.0))
    d.slab([(0.0, 1.0), (0.4, 0.62), (0.0, 0.62)], 0.022, "yellow", at=(0.0, 0.5, 0.0))
    d.slab([(0.0, 0.0), (-0.4, 0.62), (0.0, 0.62)], 0.022, "yellow", at=(0.0, 0.5, 0.0))
    tail = [(0.05 * math.sin(k * 1.3), 0.5 - 0.1 * k, 0.02) for k in range(6)]
    d.tube(tail, 0.008, "blue")
    for x, y, z in tail[1:]:
        d.box((0.12, 0.03, 0.01), "blue", at=(x, y, z), bevel=0.0)


def _balloon(d: Draft) -> None:
    d.lathe([(0.0, 0.55), (0.015, 0.56), (0.012, 0.575), (0.06, 0.64), (0.12, 0.74), (0.14, 0.82),
             (0.13, 0.9), (0.08, 0.97), (0.0, 1.0)])  # fmt: skip
    d.tube(
        [(0.0, 0.56, 0.0), (0.03, 0.35, 0.0), (-0.02, 0.18, 0.02), (0.0, 0.0, 0.0)], 0.004, "white"
    )


def _racket(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.34, 0.0), 0.016, "dark")
    d.add_ring((0.0, 0.51, 0.0), (0.12, 0.16), 0.012)
    for k in range(-3, 4):
        half = math.sqrt(max(1.0 - (k / 4) ** 2, 0.0))
        d.rod(
            (0.03 * k, 0.51 - 0.16 * half, 0.0),
            (0.03 * k, 0.51 + 0.16 * half, 0.0),
            0.0015,
            "white",
        )
        d.rod(
            (-0.12 * half, 0.51 + 0.04 * k, 0.0),
            (0.12 * half, 0.51 + 0.04 * k, 0.0),
            0.0015,
            "white",
        )


def _bat(d: Draft) -> None:
    d.lathe([(0.022, 0.0), (0.022, 0.015), (0.013, 0.03), (0.014, 0.3), (0.03, 0.6), (0.034, 0.82),
             (0.0, 0.86)])  # fmt: skip


def _rocket(d: Draft) -> None:
    d.lathe(
        [(0.35, 0.6), (0.62, 1.1), (0.7, 3.0), (0.62, 4.8), (0.42, 5.8), (0.18, 6.5), (0.0, 6.9)]
    )
    d.lathe([(0.42, 5.8), (0.18, 6.5), (0.0, 6.95)], "red")
    d.lathe([(0.4, 0.3), (0.28, 0.62), (0.0, 0.62)], "iron")
    for k in range(4):
        outline = [(0.5, 1.9), (1.25, 0.9), (1.3, 0.0), (0.55, 0.9)]
        d.slab(outline, 0.08, "red", turn=(90 * k + 45, 0, 0))
    d.cylinder(0.22, 0.12, "metal", at=(0.0, 4.0, 0.66), axis="z")
    d.cylinder(0.17, 0.14, "glass", at=(0.0, 4.0, 0.67), axis="z")


def _snowman(d: Draft) -> None:
    for radius, y in ((0.45, 0.42), (0.32, 1.02), (0.22, 1.48)):
        d.ball(radius, at=(0.0, y, 0.0), sides=20)
    d.cone(0.035, 0.25, "orange", at=(0.0, 1.48, 0.2), turn=(0, 90, 0), sides=10)
    for x in (-0.08, 0.08):
        d.ball(0.025, "black", at=(x, 1.56, 0.19), sides=8)
    for y in (0.9, 1.03, 1.16):
        d.ball(0.03, "black", at=(0.0, y, 0.31), sides=8)
    for x in (-1, 1):
        d.tube([(0.28 * x, 1.08, 0.0), (0.5 * x, 1.25, 0.02), (0.68 * x, 1.28, 0.1)], 0.015, "bark")
    d.cylinder(0.26, 0.025, "black", at=(0.0, 1.64, 0.0))
    d.cylinder(0.17, 0.24, "black", at=(0.0, 1.66, 0.0))
    d.ring(0.2, 0.05, "red", at=(0.0, 1.29, 0.0))


def _swing(d: Draft) -> None:
    for x in (-1.2, 1.2):
        d.rod((x * 1.15, 0.0, 0.7), (x, 2.3, 0.0), 0.04, "metal")
        d.rod((x * 1.15, 0.0, -0.7), (x, 2.3, 0.0), 0.04, "metal")
    d.rod((-1.25, 2.3, 0.0), (1.25, 2.3, 0.0), 0.045, "metal")
    for x in (-0.5, 0.5):
        for side in (-0.22, 0.22):
            d.rod((x + side, 0.5, 0.0), (x + side, 2.3, 0.0), 0.012, "dark")
        d.box((0.5, 0.04, 0.22), at=(x, 0.47, 0.0))
    d.anchor("seat", (0.5, 0.51, 0.0))


def _slide(d: Draft) -> None:
    d.slab([(-1.2, 0.2), (-0.9, 0.14), (0.9, 1.6), (0.9, 1.5), (-0.9, 0.04), (-1.2, 0.1)], 0.5,
           turn=(-90, 0, 0))  # fmt: skip
    for x in (-0.26, 0.26):
        d.rod((x, 0.0, -1.2), (x, 2.1, -0.95), 0.03, "metal")
        d.tube([(x, 0.25, 1.15), (x, 0.3, 0.9), (x, 1.8, -0.9)], 0.025, "metal")
    for y in (0.3, 0.6, 0.9, 1.2, 1.5):
        d.rod((-0.26, y, -1.2 + 0.12 * y), (0.26, y, -1.2 + 0.12 * y), 0.02, "metal")


ENTRIES: Final[tuple[Entry, ...]] = (
    item("ball", (0.22, 0.22, 0.22), "#d0553f", draw=_ball,
         nouns="soccer ball, football, volleyball, sports ball, beach ball"),
    item("sphere", (0.2, 0.2, 0.2), "#8c8c8c", draw=_plain_ball, nouns="orb, marble, snowball"),
    item("skateboard", (0.21, 0.1, 0.8), "#3c6d8f", draw=_skateboard, nouns="longboard"),
    item("surfboard", (0.52, 0.2, 1.9), "#e0b24a", draw=_surfboard, nouns="paddleboard"),
    item("snowboard", (0.3, 0.16, 1.55), "#3f7fb5", draw=_snowboard),
    item("skis", (0.34, 0.12, 1.7), "#b3342c", draw=_skis, nouns="ski"),
    item("frisbee", (0.274, 0.036, 0.274), "#d97a2e", draw=_frisbee, nouns="disc"),
    item("kite", (0.8, 1.5, 0.05), "#c0392b", draw=_kite),
    item("balloon", (0.28, 1.0, 0.28), "#c8323c", draw=_balloon),
    item("tennis_racket", (0.26, 0.68, 0.03), "#3c6d8f", draw=_racket, nouns="racket, racquet"),
    item("baseball_bat", (0.068, 0.86, 0.068), "#b98a55", draw=_bat, nouns="bat"),
    item("rocket", (2.2, 6.95, 2.2), "#dedfe0", draw=_rocket),
    item("snowman", (1.4, 1.9, 0.9), "#eef2f5", draw=_snowman),
    item("swing", (2.8, 2.36, 1.48), "#b3342c", draw=_swing, nouns="swing set"),
    item("slide", (0.6, 2.1, 2.5), "#d0553f", draw=_slide),
)  # fmt: skip
"""Toys and sports."""

"""What parks and squares are visited for."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _crosswalk(d: Draft) -> None:
    d.box((7.0, 0.03, 5.0), "asphalt", bevel=0.0)
    for k in range(7):
        d.box((0.5, 0.006, 3.6), at=(-3.0 + k, 0.028, 0.0), bevel=0.0)


def _swimming_pool(d: Draft) -> None:
    for s in (-1, 1):
        d.box((12.0, 0.25, 1.2), at=(0.0, 0.0, 3.6 * s), bevel=0.02)
        d.box((1.2, 0.25, 6.0), at=(5.4 * s, 0.0, 0.0), bevel=0.02)
        d.tube(
            [
                (3.6 + 0.3 * s, 0.25, -3.2),
                (3.6 + 0.3 * s, 1.1, -3.1),
                (3.6 + 0.3 * s, 1.1, -2.8),
                (3.6 + 0.3 * s, 0.1, -2.7),
            ],
            0.03,
            "chrome",
        )
    d.box((9.7, 0.12, 6.1), "water", bevel=0.0)
    for k in range(3):
        d.rod((-4.7, 0.13, -1.5 + 1.5 * k), (4.7, 0.13, -1.5 + 1.5 * k), 0.05, "red")
    d.box((0.6, 0.08, 2.4), "white", at=(-4.6, 0.7, 0.0))
    d.box((0.5, 0.5, 0.6), "metal", at=(-5.6, 0.25, 0.0))


def _ferris_wheel(d: Draft) -> None:
    for x in (-1.2, 1.2):
        d.ring(11.0, 0.2, at=(x, 13.0, 0.0), axis="x")
        for k in range(8):
            a = k * math.pi / 8
            d.rod(
                (x, 13.0 - 11 * math.sin(a), -11 * math.cos(a)),
                (x, 13.0 + 11 * math.sin(a), 11 * math.cos(a)),
                0.1,
                "metal",
            )
        for z in (-5.5, 5.5):
            d.rod((1.9 * x, 0.0, z), (1.3 * x, 13.0, 0.0), 0.35, "white")
    d.rod((-2.2, 13.0, 0.0), (2.2, 13.0, 0.0), 0.5, "iron")
    roles = ("red", "yellow", "blue", "green")
    for k in range(16):
        a = k * math.tau / 16
        y, z = 13.0 + 11 * math.sin(a), 11 * math.cos(a)
        d.box((1.6, 0.8, 1.4), roles[k % 4], at=(0.0, y - 1.7, z), bevel=0.15)
        d.cone(1.0, 0.5, roles[k % 4], at=(0.0, y - 0.5, z), sides=10)
        d.rod((0.0, y, z), (0.0, y - 1.0, z), 0.06, "iron")
    d.box((9.0, 0.4, 13.0), "concrete")


def _carousel(d: Draft) -> None:
    d.cylinder(5.0, 0.4, "wood", sides=24)
    d.lathe([(5.3, 4.0), (5.2, 4.6), (2.5, 5.8), (0.0, 7.0)], sides=16)
    d.cylinder(0.8, 4.2, "gold", at=(0.0, 0.3, 0.0))
    for k in range(12):
        a = k * math.tau / 12
        s, c = math.sin(a), math.cos(a)
        r, y = 3.9, 1.3 + 0.25 * (k % 2)
        d.rod((r * s, 0.4, r * c), (r * s, 4.1, r * c), 0.05, "gold")
        yaw = math.degrees(a) + 90
        d.ball(
            (0.25, 0.28, 0.6),
            ("white", "red", "blue")[k % 3],
            at=(r * s, y, r * c),
            turn=(yaw, 0, 0),
            sides=10,
        )
        hx, hz = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
        d.tube(
            [
                (r * s + 0.45 * hx, y + 0.1, r * c + 0.45 * hz),
                (r * s + 0.7 * hx, y + 0.55, r * c + 0.7 * hz),
                (r * s + 0.98 * hx, y + 0.5, r * c + 0.98 * hz),
            ],
            (0.17, 0.13, 0.08),
            ("white", "red", "blue")[k % 3],
        )
        for f in (-0.35, 0.35):
            d.rod(
                (r * s + f * hx, y, r * c + f * hz),
                (r * s + 1.2 * f * hx, y - 0.65, r * c + 1.2 * f * hz),
                0.06,
                ("white", "red", "blue")[k % 3],
            )
        d.box(
            (0.5, 0.5, 0.08),
            "yellow" if k % 2 else "red",
            at=(5.25 * s, 4.0, 5.25 * c),
            turn=(math.degrees(a), 0, 0),
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("crosswalk", (7.0, 0.034, 5.0), "#e6e4df", draw=_crosswalk, kind="set",
         nouns="zebra crossing"),
    item("swimming_pool", (12.0, 1.11, 8.4), "#d8d4c8", draw=_swimming_pool, kind="set",
         nouns="pool"),
    item("ferris_wheel", (9.0, 24.3, 24.0), "#b3342c", draw=_ferris_wheel, kind="set"),
    item("carousel", (10.6, 7.0, 10.6), "#b3342c", draw=_carousel, kind="set",
         nouns="merry go round"),
)  # fmt: skip
"""What parks and squares are visited for."""

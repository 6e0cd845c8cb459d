"""Clothes and cloth that lie, hang or stand about."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _hanger(d: Draft, top: float, half: float) -> None:
    d.tube([(-half, top - 0.1, 0.0), (0.0, top, 0.0), (half, top - 0.1, 0.0)], 0.008, "wood")
    d.tube(
        [
            (0.0, top, 0.0),
            (0.0, top + 0.05, 0.0),
            (0.03, top + 0.09, 0.0),
            (0.0, top + 0.12, 0.0),
            (-0.02, top + 0.1, 0.0),
        ],
        0.0035,
        "metal",
    )


def _shirt(d: Draft) -> None:
    d.slab(
        [
            (-0.22, 0.0),
            (0.22, 0.0),
            (0.23, 0.42),
            (0.27, 0.32),
            (0.42, 0.4),
            (0.27, 0.66),
            (0.1, 0.72),
            (-0.1, 0.72),
            (-0.27, 0.66),
            (-0.42, 0.4),
            (-0.27, 0.32),
            (-0.23, 0.42),
        ],
        0.06,
    )
    d.ring(0.085, 0.014, at=(0.0, 0.71, 0.0))
    for k in range(5):
        d.cylinder(0.008, 0.07, "white", at=(0.0, 0.1 + 0.13 * k, 0.0), axis="z", sides=10)
    _hanger(d, 0.74, 0.2)


def _t_shirt(d: Draft) -> None:
    d.slab(
        [
            (-0.24, 0.0),
            (0.24, 0.0),
            (0.25, 0.42),
            (0.36, 0.36),
            (0.44, 0.5),
            (0.24, 0.66),
            (0.1, 0.7),
            (0.0, 0.65),
            (-0.1, 0.7),
            (-0.24, 0.66),
            (-0.44, 0.5),
            (-0.36, 0.36),
            (-0.25, 0.42),
        ],
        0.02,
        at=(0.0, 0.01, -0.33),
        turn=(0, 90, 0),
    )
    d.ring(0.075, 0.011, at=(0.0, 0.018, 0.33))


def _trousers(d: Draft) -> None:
    d.slab(
        [
            (-0.19, 1.0),
            (0.19, 1.0),
            (0.23, 0.0),
            (0.06, 0.0),
            (0.0, 0.72),
            (-0.06, 0.0),
            (-0.23, 0.0),
        ],
        0.05,
    )
    d.box((0.39, 0.04, 0.055), "dark", at=(0.0, 0.96, 0.0))
    d.box((0.04, 0.035, 0.06), "metal", at=(0.0, 0.963, 0.0))


def _dress(d: Draft) -> None:
    d.slab(
        [
            (-0.38, 0.0),
            (0.38, 0.0),
            (0.14, 0.66),
            (0.17, 0.9),
            (0.13, 1.05),
            (0.05, 0.98),
            (-0.05, 0.98),
            (-0.13, 1.05),
            (-0.17, 0.9),
            (-0.14, 0.66),
        ],
        0.07,
    )
    for k in range(-4, 5):
        d.rod((0.085 * k, 0.02, 0.03), (0.025 * k, 0.64, 0.03), 0.02)
    d.box((0.3, 0.04, 0.08), "dark", at=(0.0, 0.64, 0.0))
    _hanger(d, 1.09, 0.15)


def _coat(d: Draft) -> None:
    d.slab(
        [
            (-0.3, 0.0),
            (0.3, 0.0),
            (0.25, 0.6),
            (0.28, 0.9),
            (0.2, 1.08),
            (-0.2, 1.08),
            (-0.28, 0.9),
            (-0.25, 0.6),
        ],
        0.1,
    )
    for s in (-1, 1):
        d.tube(
            [(0.2 * s, 1.02, 0.0), (0.32 * s, 0.75, 0.0), (0.36 * s, 0.4, 0.01)],
            (0.085, 0.075, 0.06),
        )
        d.slab(
            [(0.01 * s, 0.6), (0.16 * s, 0.95), (0.1 * s, 1.08), (0.02 * s, 1.05)],
            0.02,
            "dark",
            at=(0.0, 0.0, 0.055),
        )
        for y in (0.3, 0.5):
            d.cylinder(0.013, 0.02, "dark", at=(0.05 * s, y, 0.055), axis="z", sides=10)
    _hanger(d, 1.12, 0.22)


def _scarf(d: Draft) -> None:
    for k in range(3):
        d.ring(0.1 - 0.008 * k, 0.03, at=(0.0, 0.03 + 0.03 * k, 0.0))
    for s, end in ((-1, 0.34), (1, 0.26)):
        d.box(
            (0.1, 0.02, end), at=(0.055 * s, 0.0, 0.08 + 0.5 * end), turn=(7 * s, 0, 0), bevel=0.008
        )
        for k in range(5):
            d.rod(
                (0.055 * s + 0.02 * (k - 2) + 0.02 * s, 0.01, 0.08 + end),
                (0.06 * s + 0.022 * (k - 2) + 0.02 * s, 0.006, 0.13 + end),
                0.005,
                "white",
            )


def _gloves(d: Draft) -> None:
    for s in (-1, 1):
        x = 0.075 * s
        d.box((0.085, 0.03, 0.1), at=(x, 0.0, 0.0), bevel=0.012)
        d.box((0.08, 0.032, 0.06), "dark", at=(x, 0.0, 0.075), bevel=0.01)
        for k in range(4):
            px = x + 0.0215 * (k - 1.5)
            d.tube(
                [
                    (px, 0.015, -0.04),
                    (px + 0.002 * (k - 1.5), 0.014, -0.115 + 0.008 * abs(k - 1.5)),
                ],
                (0.0115, 0.009),
            )
        d.tube([(x - 0.035 * s, 0.015, 0.01), (x - 0.07 * s, 0.014, -0.04)], (0.014, 0.01))


def _socks(d: Draft) -> None:
    for s in (-1, 1):
        d.tube(
            [
                (0.06 * s, 0.24, -0.03),
                (0.06 * s, 0.1, -0.03),
                (0.06 * s, 0.045, -0.02),
                (0.06 * s, 0.035, 0.06),
                (0.06 * s, 0.032, 0.13),
            ],
            (0.045, 0.042, 0.045, 0.04, 0.03),
        )
        for y in (0.16, 0.2):
            d.ring(0.045, 0.007, "white", at=(0.06 * s, y, -0.03))


def _tie(d: Draft) -> None:
    d.slab(
        [
            (-0.02, 1.0),
            (0.02, 1.0),
            (0.014, 0.95),
            (0.045, 0.12),
            (0.0, 0.05),
            (-0.045, 0.12),
            (-0.014, 0.95),
        ],
        0.008,
        at=(0.0, -0.05, 0.0),
    )
    d.box((0.045, 0.045, 0.02), at=(0.0, 0.92, 0.0), bevel=0.008)
    d.ring(0.065, 0.01, at=(0.0, 0.97, -0.06))
    for k in range(5):
        d.box(
            (0.06, 0.014, 0.002),
            "white",
            at=(0.0, 0.2 + 0.13 * k, 0.004),
            turn=(0, 0, 25),
            bevel=0.0,
        )


def _belt(d: Draft) -> None:
    d.lathe([(0.11, 0.0), (0.114, 0.0), (0.114, 0.036), (0.11, 0.036), (0.11, 0.0)])
    d.box((0.05, 0.046, 0.008), "gold", at=(0.0, -0.005, 0.114))
    d.box((0.03, 0.028, 0.01), "dark", at=(0.0, 0.004, 0.115))


def _laundry_line(d: Draft) -> None:
    for x in (-1.6, 1.6):
        d.rod((x, 0.0, 0.0), (x, 1.9, 0.0), 0.03, "wood")
    d.tube([(-1.6, 1.85, 0.0), (0.0, 1.78, 0.0), (1.6, 1.85, 0.0)], 0.006, "white")
    for x, w, h, role in ((-1.1, 0.5, 0.7, "white"), (0.75, 0.7, 0.95, "main")):
        d.box((w, h, 0.014), role, at=(x, 1.79 - h, 0.0), bevel=0.0)
    d.slab(
        [
            (-0.25, 1.3),
            (0.05, 1.3),
            (0.06, 1.6),
            (0.16, 1.5),
            (0.22, 1.6),
            (0.05, 1.78),
            (-0.25, 1.78),
            (-0.42, 1.6),
            (-0.36, 1.5),
            (-0.26, 1.6),
        ],
        0.02,
        "blue",
    )
    d.slab(
        [(1.2, 1.78), (1.42, 1.8), (1.44, 1.2), (1.34, 1.2), (1.31, 1.6), (1.28, 1.2), (1.18, 1.2)],
        0.02,
        "red",
    )


def _laundry_basket(d: Draft) -> None:
    d.lathe([(0.18, 0.0), (0.24, 0.3), (0.225, 0.3), (0.0, 0.1)], sides=20)
    for k in range(14):
        a = k * math.tau / 14
        d.box(
            (0.03, 0.16, 0.008),
            "dark",
            at=(0.213 * math.sin(a), 0.08, 0.213 * math.cos(a)),
            turn=(math.degrees(a), -10, 0),
            bevel=0.0,
        )
    for k in range(9):
        a = 2.4 * k
        d.ball(
            (0.1, 0.05, 0.08),
            ("white", "blue", "red", "cloth")[k % 4],
            at=(0.1 * math.cos(a), 0.29 + 0.02 * (k % 3), 0.1 * math.sin(a)),
            turn=(50 * k, 15, 0),
            sides=9,
        )


def _clothes_rack(d: Draft) -> None:
    for x in (-0.7, 0.7):
        d.rod((x, 0.05, 0.0), (x, 1.6, 0.0), 0.016, "metal")
        d.rod((x, 0.05, -0.25), (x, 0.05, 0.25), 0.016, "metal")
    d.rod((-0.7, 1.6, 0.0), (0.7, 1.6, 0.0), 0.016, "metal")
    roles = ("main", "blue", "white", "red", "dark", "green", "cloth", "yellow")
    for k in range(8):
        x, h = -0.55 + 0.155 * k, 0.75 + 0.1 * (k * 3 % 4)
        d.slab(
            [(-0.2, 0.0), (0.2, 0.0), (0.17, h - 0.1), (0.05, h), (-0.05, h), (-0.17, h - 0.1)],
            0.06,
            roles[k],
            at=(x, 1.5 - h, 0.0),
            turn=(80, 0, 0),
        )
        d.tube([(x, 1.5, 0.0), (x, 1.58, 0.0), (x, 1.63, 0.015)], 0.005, "metal")


def _cloth(d: Draft) -> None:
    d.box((0.4, 0.02, 0.3), bevel=0.008)
    d.box((0.38, 0.02, 0.28), at=(0.0, 0.019, 0.0), bevel=0.008)
    d.box((0.39, 0.02, 0.29), at=(0.0, 0.038, 0.0), bevel=0.008)
    for k in range(3):
        d.box((0.36, 0.004, 0.012), "white", at=(0.0, 0.056, -0.08 + 0.08 * k), bevel=0.0)


def _blanket(d: Draft) -> None:
    d.box((1.5, 0.014, 1.9), bevel=0.005)
    for k in range(-2, 3):
        d.box((1.501, 0.012, 0.1), "cream", at=(0.0, 0.003, 0.36 * k), bevel=0.003)
        d.box((0.1, 0.0125, 1.901), "cream", at=(0.29 * k, 0.003, 0.0), bevel=0.003)


def _curtain(d: Draft) -> None:
    d.rod((-1.0, 2.35, 0.0), (1.0, 2.35, 0.0), 0.018, "gold")
    for s in (-1, 1):
        d.ball(0.035, "gold", at=(1.02 * s, 2.35, 0.0), sides=12)
        for k in range(8):
            x = (0.42 + 0.075 * k) * s
            d.tube([(x, 2.33, 0.0), (x + 0.02 * s, 1.2, 0.01), (x, 0.02, 0.0)], (0.04, 0.05, 0.055))


def _blinds(d: Draft) -> None:
    d.box((1.2, 0.06, 0.06), at=(0.0, 1.44, 0.0))
    for k in range(30):
        d.box((1.18, 0.004, 0.05), at=(0.0, 0.04 + 0.047 * k, 0.0), turn=(0, 28, 0), bevel=0.0)
    for x in (-0.4, 0.4):
        d.rod((x, 0.03, 0.024), (x, 1.45, 0.024), 0.004, "white")
    d.rod((0.52, 0.6, 0.04), (0.52, 1.44, 0.04), 0.005, "white")


def _bag(d: Draft) -> None:
    d.slab([(-0.18, 0.0), (0.18, 0.0), (0.21, 0.3), (-0.21, 0.3)], 0.12)
    for z in (-0.05, 0.05):
        d.tube(
            [(-0.09, 0.29, z), (-0.07, 0.42, z), (0.07, 0.42, z), (0.09, 0.29, z)], 0.009, "dark"
        )


def _sack(d: Draft) -> None:
    d.lathe(
        [
            (0.0, 0.0),
            (0.25, 0.02),
            (0.3, 0.2),
            (0.26, 0.45),
            (0.1, 0.6),
            (0.07, 0.64),
            (0.13, 0.74),
            (0.0, 0.72),
        ]
    )
    d.ring(0.075, 0.016, "wood", at=(0.0, 0.63, 0.0))


def _wallet(d: Draft) -> None:
    for y in (0.0, 0.011):
        d.box((0.11, 0.01, 0.09), at=(0.0, y, 0.0), bevel=0.004)
    d.box((0.104, 0.004, 0.07), "green", at=(0.0, 0.009, 0.014), bevel=0.0)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("shirt", (0.84, 0.863, 0.198), "#d8dfe8", draw=_shirt, nouns="blouse, shirt on a hanger"),
    item("t_shirt", (0.88, 0.029, 0.746), "#b3342c", draw=_t_shirt, nouns="tee, jersey"),
    item("trousers", (0.46, 1.0, 0.06), "#3f5577", draw=_trousers, nouns="jeans, pants"),
    item("dress", (0.76, 1.21, 0.09), "#b3506a", draw=_dress, nouns="gown, wedding dress"),
    item("coat", (0.839, 1.24, 0.162), "#6a5a45", draw=_coat,
         nouns="jacket, suit, blazer, trench coat"),
    item("scarf", (0.26, 0.12, 0.601), "#b3342c", draw=_scarf, nouns="shawl"),
    item("gloves", (0.238, 0.032, 0.216), "#6b4527", draw=_gloves, nouns="glove, mittens"),
    item("socks", (0.224, 0.245, 0.213), "#b3342c", draw=_socks, nouns="sock, stocking"),
    item("tie", (0.15, 0.98, 0.15), "#2f3f6f", draw=_tie, nouns="necktie"),
    item("belt", (0.228, 0.046, 0.234), "#5a3d29", draw=_belt),
    item("laundry", (3.26, 1.9, 0.06), "#e0b83a", draw=_laundry_line,
         nouns="clothesline, washing, washing line"),
    item("laundry_basket", (0.48, 0.378, 0.48), "#e6e4df", draw=_laundry_basket),
    item("clothes_rack", (1.43, 1.6, 0.5), "#8a4f7a", draw=_clothes_rack, nouns="garment rack"),
    item("cloth", (0.4, 0.06, 0.3), "#3f7f8f", draw=_cloth,
         nouns="fabric, handkerchief, folded cloth, rag, napkin"),
    item("blanket", (1.5, 0.0155, 1.9), "#b3342c", draw=_blanket,
         nouns="picnic blanket, quilt, bedsheet, sheet, tablecloth"),
    item("curtain", (2.11, 2.37, 0.11), "#7d2f33", draw=_curtain, nouns="curtains, drape, drapes"),
    item("blinds", (1.2, 1.47, 0.075), "#e6e4df", draw=_blinds,
         nouns="window blinds, shutter, venetian blinds"),
    item("bag", (0.42, 0.427, 0.12), "#a87b45", draw=_bag,
         nouns="shopping bag, tote, paper bag, tote bag"),
    item("sack", (0.6, 0.74, 0.6), "#a8926a", draw=_sack,
         nouns="burlap sack, money bag, flour, flour sack"),
    item("wallet", (0.11, 0.021, 0.094), "#5a3d29", draw=_wallet),
)  # fmt: skip
"""Clothes and cloth that lie, hang or stand about."""

"""Water, land forms and what is found on them."""

import math
from typing import Final

import numpy as np

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.solids import Solid

__all__ = ["ENTRIES"]


def _wave(d: Draft) -> None:
    curl = [
        (-3.0, 0.0),
        (-1.6, 0.7),
        (-0.5, 1.7),
        (0.4, 2.3),
        (1.2, 2.35),
        (1.75, 1.9),
        (1.7, 1.5),
        (1.35, 1.75),
        (0.85, 1.75),
        (0.45, 1.3),
        (0.4, 0.7),
        (0.9, 0.2),
        (2.2, 0.0),
    ]
    d.slab([(-z, y) for z, y in curl], 8.0, turn=(90, 0, 0))
    for k in range(17):
        d.ball(
            (0.34, 0.22 + 0.06 * (k % 3), 0.3),
            "foam",
            at=(-3.8 + 0.475 * k, 2.3 + 0.08 * (k % 2), 1.2 + 0.3 * (k % 3)),
            sides=10,
        )
        d.ball(
            (0.4, 0.16, 0.35), "foam", at=(-3.8 + 0.475 * k, 0.12, 2.1 + 0.2 * (k % 2)), sides=10
        )


def _waterfall(d: Draft) -> None:
    for k in range(13):
        a = 1.3 * k
        x = -6.0 + k
        near = abs(x) > 2.2
        d.box(
            (1.7, 8.0 + 0.9 * math.sin(a) - (0.0 if near else 1.2), 3.4 + 0.5 * math.cos(a)),
            "stone",
            at=(x, 0.0, -2.0),
            turn=(18 * math.sin(a), 0, 0),
            bevel=0.3,
        )
    for k in range(9):
        x = -1.8 + 0.45 * k
        d.tube(
            [
                (x, 7.4, -1.6),
                (x, 7.3, 0.3),
                (1.05 * x, 5.5, 0.75 + 0.1 * (k % 2)),
                (1.1 * x, 0.2, 1.0),
            ],
            0.32,
            "main" if k % 2 else "foam",
        )
    d.cylinder(4.2, 0.2, at=(0.0, 0.0, 2.6), sides=28)
    for k in range(9):
        d.ball((0.6, 0.35, 0.5), "foam", at=(-2.4 + 0.6 * k, 0.25, 1.3 + 0.25 * (k % 2)), sides=10)


def _iceberg(d: Draft) -> None:
    rings = ((5.5, 0.0), (5.0, 1.5), (4.0, 3.0), (3.4, 5.0), (1.6, 7.2), (0.0, 8.6))
    d.lathe(rings, sides=7)
    d.lathe([(2.8, 0.0), (2.2, 2.4), (0.9, 4.2), (0.0, 4.8)], at=(4.2, 0.0, 1.2), sides=6)
    d.lathe([(2.6, 0.0), (2.2, 1.6), (1.2, 3.0), (0.0, 3.2)], at=(-4.4, 0.0, -0.8), sides=5)


def _cave(d: Draft) -> None:
    for k in range(15):
        a = math.pi * k / 14
        x, y = 3.4 * math.cos(a), 3.2 * math.sin(a)
        d.ball((1.5, 1.4 + 0.2 * (k % 3), 2.4), at=(x, max(y, 0.6), 0.3 * (k % 2)), sides=9)
    d.ball((4.2, 3.9, 3.0), at=(0.0, 0.8, -2.2), sides=12)
    d.slab(
        [(2.4 * math.cos(a), 2.5 * math.sin(a)) for a in (math.pi * k / 14 for k in range(15))],
        0.1,
        "black",
        at=(0.0, 0.0, 0.9),
    )
    d.anchor("inside", (0.0, 0.0, 0.5))


def _island(d: Draft) -> None:
    d.lathe([(8.0, 0.0), (7.0, 0.35), (4.0, 0.9), (0.0, 1.4)], sides=28)
    d.lathe([(5.0, 0.72), (4.0, 1.0), (2.0, 1.45), (0.0, 1.6)], "leaf", at=(-0.8, 0.0, -0.6))
    for x, z, lean in ((-0.8, -0.6, 0.5), (0.6, 0.2, -0.6)):
        d.tube(
            [(x, 1.3, z), (x + 0.3 * lean, 3.2, z), (x + lean, 5.0, z)], (0.22, 0.16, 0.12), "bark"
        )
        for k in range(8):
            a = k * math.tau / 8
            d.tube(
                [
                    (x + lean, 5.0, z),
                    (x + lean + 0.9 * math.cos(a), 5.4, z + 0.9 * math.sin(a)),
                    (x + lean + 2.0 * math.cos(a), 4.5, z + 2.0 * math.sin(a)),
                ],
                (0.1, 0.22, 0.03),
                "darkleaf",
            )


def _volcano(d: Draft) -> None:
    d.lathe(
        [
            (100.0, 0.0),
            (70.0, 16.0),
            (42.0, 44.0),
            (22.0, 78.0),
            (16.0, 84.0),
            (11.0, 80.0),
            (0.0, 76.0),
        ],
        sides=20,
    )
    d.lathe([(14.0, 82.0), (11.0, 84.0), (0.0, 86.0)], "flame", sides=16)
    for k in range(5):
        a = 1.3 * k
        d.tube(
            [
                (13 * math.cos(a), 82.5, 13 * math.sin(a)),
                (25 * math.cos(a), 74.0, 25 * math.sin(a)),
                (45 * math.cos(a + 0.1), 43.0, 45 * math.sin(a + 0.1)),
                (62 * math.cos(a), 25.0, 62 * math.sin(a)),
            ],
            (3.0, 3.0, 2.4, 1.0),
            "flame",
        )
    for k in range(6):
        d.ball(8.0 + 2.5 * k, "darkstone", at=(4.0 * k, 94.0 + 11.0 * k, 2.0 * (k % 2)), sides=12)


def _ridge_heights(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    low = np.exp(-(((x + 0.2) / 0.28) ** 2 + (z / 0.4) ** 2))
    high = 1.3 * np.exp(-(((x - 0.22) / 0.2) ** 2 + ((z + 0.1) / 0.3) ** 2))
    small = 0.1 * np.sin(14.0 * x + 3.0) * np.cos(11.0 * z)
    edge = np.clip(1.0 - np.maximum(np.abs(x), np.abs(z)) * 2.0, 0.0, 0.2) / 0.2
    return (low + high + small + 0.12) * edge


def _hills(d: Draft) -> None:
    """Draw rolling ground as one closed sheet."""
    count = 41
    line = np.linspace(-0.5, 0.5, count)
    x, z = np.meshgrid(line, line, indexing="ij")
    y = np.maximum(_ridge_heights(x, z), 0.0) * 9.0
    points = np.stack([x * 120.0, y, z * 90.0], axis=-1).reshape(-1, 3)
    index = np.arange(count * count).reshape(count, count)
    a, b, c, e = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate(
        [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, e], axis=-1).reshape(-1, 3)]
    )
    d.add(Solid(points=points, faces=faces.astype(np.int32)))
    d.anchor("top", (26.4, 12.0, -9.0))


def _puddle(d: Draft) -> None:
    outline = [
        (
            (0.5 + 0.12 * math.sin(3 * a) + 0.06 * math.cos(5 * a)) * math.cos(a),
            (0.36 + 0.08 * math.sin(2 * a)) * math.sin(a),
        )
        for a in (k * math.tau / 28 for k in range(28))
    ]
    d.slab(outline, 0.01, at=(0.0, 0.005, 0.0), turn=(0, 90, 0))


def _sandcastle(d: Draft) -> None:
    d.lathe([(0.42, 0.0), (0.34, 0.06), (0.0, 0.06)])
    for x, z, r, h in (
        (0.0, 0.0, 0.11, 0.34),
        (-0.19, -0.15, 0.07, 0.22),
        (0.19, -0.15, 0.07, 0.22),
        (-0.19, 0.15, 0.07, 0.2),
        (0.19, 0.15, 0.07, 0.2),
    ):
        d.cylinder(r, h, at=(x, 0.04, z), top=0.85 * r)
        for k in range(6):
            a = k * math.tau / 6
            d.box(
                (0.035, 0.035, 0.035),
                at=(x + 0.75 * r * math.cos(a), 0.04 + h, z + 0.75 * r * math.sin(a)),
                bevel=0.0,
            )
    for s in (-1, 1):
        d.box((0.3, 0.11, 0.05), at=(0.0, 0.05, 0.15 * s))
        d.box((0.05, 0.11, 0.26), at=(0.19 * s, 0.05, 0.0))
    d.rod((0.0, 0.38, 0.0), (0.0, 0.52, 0.0), 0.005, "wood")
    d.slab([(0.0, 0.45), (0.09, 0.485), (0.0, 0.52)], 0.004, "red")


def _nest(d: Draft) -> None:
    for k in range(5):
        d.ring(0.1 + 0.008 * k, 0.02, at=(0.0, 0.02 + 0.016 * k, 0.0))
    d.cylinder(0.1, 0.02)
    for k in range(10):
        a = 2.4 * k
        d.rod(
            (0.12 * math.cos(a), 0.03 + 0.006 * k, 0.12 * math.sin(a)),
            (0.17 * math.cos(a + 0.6), 0.05 + 0.005 * k, 0.17 * math.sin(a + 0.6)),
            0.003,
            "bark",
        )
    for k in range(3):
        d.ball(
            (0.02, 0.026, 0.02),
            "white",
            at=(0.03 * math.cos(2.1 * k), 0.045, 0.03 * math.sin(2.1 * k)),
            sides=12,
        )


def _web(d: Draft) -> None:
    count = 12
    spokes = [
        (0.3 * math.sin(k * math.tau / count), 0.3 * math.cos(k * math.tau / count))
        for k in range(count)
    ]
    for x, y in spokes:
        d.rod((0.0, 0.3, 0.0), (x, 0.3 + y, 0.0), 0.002)
    for ring in range(1, 8):
        f = ring / 7.5
        for k in range(count):
            (x0, y0), (x1, y1) = spokes[k], spokes[(k + 1) % count]
            d.rod((f * x0, 0.3 + f * y0, 0.0), (f * x1, 0.3 + f * y1, 0.0), 0.0016)


def _shell(d: Draft) -> None:
    """Draw a scallop: a ribbed fan that rises from a hinge with two ears."""
    ribs, rows = 61, 12
    fan = [_on_shell(i / (rows - 1), -1.12 + 2.24 * k / (ribs - 1))
           for i in range(rows) for k in range(ribs)]  # fmt: skip
    flat = [(x, 0.002, z) for x, _, z in fan]
    faces: list[tuple[int, int, int]] = []
    for i in range(rows - 1):
        for k in range(ribs - 1):
            a = i * ribs + k
            b = a + rows * ribs
            faces += [(a, a + 1, a + ribs), (a + 1, a + ribs + 1, a + ribs)]
            faces += [(b + ribs, b + 1, b), (b + ribs, b + ribs + 1, b + 1)]
    faces += _shell_rim(ribs, rows)
    d.add(Solid(points=np.array(fan + flat), faces=np.array(faces, np.int32)))
    for x in (-1, 1):
        d.slab([(0.0, -0.004), (0.024 * x, -0.002), (0.02 * x, 0.012), (0.0, 0.012)], 0.006,
               at=(0.0, 0.004, 0.028), turn=(0, 90, 0))  # fmt: skip


def _on_shell(u: float, turn: float) -> tuple[float, float, float]:
    """Return a point of the upper side: u from the hinge 0 to the rim 1, across by angle [rad]."""
    rib = 0.5 + 0.5 * math.cos(11.0 * math.pi * (turn + 1.12) / 1.12)
    reach = (0.002 + 0.064 * u) * (1.0 - 0.12 * turn * turn + 0.025 * rib)
    arch = 0.088 * u * (1.0 - u) * (1.0 - 0.3 * turn * turn) + 0.0022 * rib * u
    return (reach * math.sin(turn), 0.003 + arch, 0.032 - reach * math.cos(turn))


def _shell_rim(ribs: int, rows: int) -> list[tuple[int, int, int]]:
    """Return the faces between the edges of the upper and the lower side."""
    top = [i * ribs for i in range(rows)] + [(rows - 1) * ribs + k for k in range(1, ribs)]
    top += [i * ribs + ribs - 1 for i in range(rows - 2, -1, -1)]
    low = [a + rows * ribs for a in top]
    faces: list[tuple[int, int, int]] = []
    for k in range(len(top) - 1):
        faces += [(top[k], top[k + 1], low[k]), (top[k + 1], low[k + 1], low[k])]
    return faces


def _feather(d: Draft) -> None:
    outline = [
        (0.0, 0.05),
        (0.022, 0.08),
        (0.03, 0.15),
        (0.022, 0.22),
        (0.0, 0.26),
        (-0.018, 0.22),
        (-0.022, 0.15),
        (-0.014, 0.08),
    ]
    d.slab(outline, 0.003)
    d.tube(
        [(0.004, 0.0, 0.0), (0.0, 0.1, 0.001), (0.0, 0.25, 0.0)], (0.003, 0.0025, 0.001), "white"
    )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("wave", (8.32, 2.76, 5.63), "#3f86a8", draw=_wave, nouns="ocean wave, tsunami"),
    item("waterfall", (13.7, 8.99, 10.8), "#5aa0c0", draw=_waterfall, kind="set", nouns="cascade"),
    item("iceberg", (13.5, 8.6, 10.5), "#dceef5", draw=_iceberg, kind="set"),
    item("cave", (9.75, 8.02, 7.9), "#77726a", draw=_cave, kind="set", nouns="cavern, grotto"),
    item("island", (16.0, 5.61, 16.0), "#dcc795", draw=_island, kind="set"),
    item("volcano", (200.0, 170.0, 200.0), "#5d5550", draw=_volcano, kind="set"),
    item("hills", (120.0, 13.6, 90.0), "#66804a", draw=_hills, kind="set",
         nouns="rolling hills, hillside"),
    item("puddle", (1.18, 0.01, 0.77), "#6f97ab", draw=_puddle),
    item("sandcastle", (0.84, 0.52, 0.84), "#d8bd85", draw=_sandcastle, nouns="sand castle"),
    item("nest", (0.342, 0.104, 0.343), "#7a6238", draw=_nest, nouns="bird nest, bird's nest"),
    item("web", (0.6, 0.6, 0.004), "#e6e4df", draw=_web, nouns="spider web, spiderweb, cobweb"),
    item("shell", (0.104, 0.0249, 0.0751), "#e8c9b5", draw=_shell, nouns="seashell, clam"),
    item("feather", (0.052, 0.26, 0.00623), "#d8d4cc", draw=_feather, nouns="quill"),
)  # fmt: skip
"""Water, land forms and what is found on them."""

"""More that floats."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.outlines import mirrored, plan_view, side_view

__all__ = ["ENTRIES"]


def _hull(
    d: Draft,
    half: tuple[float, float],
    height: float,
    *,
    role: str = "main",
    both_ends: bool = False,
) -> None:
    """Draw an open hull: sides that rise to pointed ends, and a floor."""
    w, length = half
    rings: list[tuple[float, float, float]] = []
    count = 15
    for k in range(count):
        t = -1.0 + 2.0 * k / (count - 1)
        full = max(1.0 - abs(t) ** 3, 0.0) if both_ends or t > 0 else 1.0 - 0.25 * t * t
        rings.append(
            (t * length, max(full, 0.02), 1.0 + 0.35 * (t * t if both_ends or t > 0 else 0))
        )
    for s in (-1, 1):
        for k in range(count - 1):
            (z0, f0, h0), (z1, f1, h1) = rings[k], rings[k + 1]
            d.tube([(s * w * f0, height * h0, z0), (s * w * f1, height * h1, z1)], 0.03, role)
            for step in range(4):
                u = step / 3.5
                y = height * u
                d.tube(
                    [
                        (s * w * f0 * (0.45 + 0.55 * u**0.6), y * h0, z0),
                        (s * w * f1 * (0.45 + 0.55 * u**0.6), y * h1, z1),
                    ],
                    0.16 * height + 0.02,
                    role,
                )
    floor = [(0.55 * w * f, z) for z, f, _ in rings]
    plan_view(d, [*floor, *((-x, z) for x, z in reversed(floor))], 0.05, 0.08, "wood")


def _canoe(d: Draft) -> None:
    _hull(d, (0.42, 2.4), 0.34, both_ends=True)
    for z in (-1.3, 1.3):
        d.box((0.6, 0.03, 0.22), "wood", at=(0.0, 0.28, z))
    d.anchor("seat", (0.0, 0.3, -1.0))


def _kayak(d: Draft) -> None:
    outline = [(0.0, 2.1), (0.2, 1.2), (0.3, 0.0), (0.2, -1.2), (0.0, -2.1)]
    for k in range(4):
        f = (0.55, 0.85, 1.0, 0.8)[k]
        plan_view(
            d, mirrored([(x * f, z * (0.9 + 0.1 * f)) for x, z in outline]), 0.09, 0.05 + 0.08 * k
        )
    d.ring(0.22, 0.03, "dark", at=(0.0, 0.34, -0.1))
    d.cylinder(0.2, 0.02, "black", at=(0.0, 0.33, -0.1))
    d.rod((-1.0, 0.42, 0.3), (1.0, 0.42, 0.3), 0.016, "dark")
    for s in (-1, 1):
        d.ball((0.2, 0.012, 0.08), "white", at=(1.05 * s, 0.42, 0.3))
    d.anchor("seat", (0.0, 0.34, -0.1))


def _raft(d: Draft) -> None:
    for k in range(9):
        d.cylinder(0.13, 3.2 + 0.12 * (k % 3), at=(-1.04 + 0.26 * k, 0.13, 0.0), axis="z", sides=12)
    for z in (-1.1, 1.1):
        d.cylinder(0.08, 2.4, at=(0.0, 0.32, z), axis="x", sides=10)
        for k in range(9):
            d.ring(0.12, 0.02, "cream", at=(-1.04 + 0.26 * k, 0.2, z), axis="z")
    d.rod((0.0, 0.2, 0.2), (0.0, 2.4, 0.2), 0.05, "wood")
    d.slab([(-0.7, 0.9), (0.7, 0.9), (0.6, 2.3), (-0.6, 2.3)], 0.03, "cream", at=(0.0, 0.0, 0.27))


def _gondola(d: Draft) -> None:
    _hull(d, (0.7, 5.2), 0.5, both_ends=True)
    d.tube([(0.0, 0.6, 5.1), (0.0, 1.2, 5.35), (0.0, 1.55, 5.3), (0.0, 1.5, 5.1)], 0.06, "chrome")
    d.tube([(0.0, 0.6, -5.1), (0.0, 1.1, -5.4), (0.0, 1.3, -5.35)], 0.06)
    d.box((0.9, 0.12, 0.5), "red", at=(0.0, 0.4, -0.8), bevel=0.04)
    d.box((0.9, 0.5, 0.1), "red", at=(0.0, 0.45, -1.1), bevel=0.04)
    d.rod((0.6, 0.9, -3.0), (1.7, 0.1, -1.2), 0.03, "wood")
    d.anchor("seat", (0.0, 0.52, -0.8))


def _speedboat(d: Draft) -> None:
    outline = [(0.0, 3.0), (0.55, 2.2), (0.95, 0.8), (1.0, -2.6), (0.0, -2.6)]
    for k, f in enumerate((0.5, 0.72, 0.9, 1.0)):
        plan_view(
            d, mirrored([(x * f, z * (0.84 + 0.16 * f)) for x, z in outline]), 0.24, 0.12 + 0.22 * k
        )
    plan_view(
        d, mirrored([(0.0, 0.5), (0.75, 0.4), (0.78, -2.3), (0.0, -2.3)]), 0.03, 0.92, "cream"
    )
    d.box((1.5, 0.5, 0.04), "glass", at=(0.0, 0.9, 0.6), turn=(0, -40, 0))
    for x in (-0.4, 0.4):
        d.box((0.5, 0.35, 0.5), "white", at=(x, 0.92, -0.5), bevel=0.06)
        d.box((0.5, 0.45, 0.12), "white", at=(x, 1.15, -0.78), bevel=0.05)
    d.box((1.6, 0.4, 0.45), "white", at=(0.0, 0.92, -1.9), bevel=0.06)
    d.box((0.4, 0.8, 0.45), "dark", at=(0.0, 0.4, -2.8), bevel=0.1)
    d.anchor("seat", (0.4, 1.27, -0.5))


def _jet_ski(d: Draft) -> None:
    outline = [(0.0, 1.45), (0.3, 0.9), (0.5, 0.0), (0.5, -1.4), (0.0, -1.4)]
    for k, f in enumerate((0.7, 0.95, 1.0)):
        plan_view(
            d,
            mirrored([(x * f, z * (0.85 + 0.15 * f)) for x, z in outline]),
            0.17,
            0.1 + 0.15 * k,
            "main" if k else "dark",
        )
    d.slab(
        [(1.2, 0.45), (0.5, 0.85), (0.1, 0.8), (-0.1, 0.72), (-1.0, 0.78), (-1.2, 0.45)][::-1],
        0.42,
        turn=(-90, 0, 0),
    )
    d.box((0.36, 0.14, 1.0), "dark", at=(0.0, 0.74, -0.5), bevel=0.05)
    d.tube([(-0.36, 0.98, 0.1), (0.0, 1.0, 0.28), (0.36, 0.98, 0.1)], 0.02, "dark")
    d.rod((0.0, 0.8, 0.35), (0.0, 1.0, 0.26), 0.05, "dark")
    d.anchor("seat", (0.0, 0.87, -0.4))


def _submarine(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -26.0),
            (0.8, -25.0),
            (2.4, -18.0),
            (3.2, -8.0),
            (3.2, 16.0),
            (2.6, 21.5),
            (1.4, 24.3),
            (0.0, 25.2),
        ],
        at=(0.0, 3.4, 0.0),
        turn=(0, 90, 0),
        sides=28,
    )
    d.slab(
        [(3.0, 0.0), (4.0, 4.2), (8.5, 4.2), (9.5, 0.0)][::-1],
        1.8,
        at=(0.0, 6.0, 0.0),
        turn=(-90, 0, 0),
    )
    for x, h in ((0.0, 3.2), (0.5, 2.2)):
        d.rod((x, 10.0, 6.0), (x, 10.0 + h, 6.0), 0.16, "iron")
    plan_view(d, mirrored([(0.0, -20.0), (6.0, -23.0), (6.0, -24.5), (0.0, -24.5)]), 0.4, 3.4)
    side_view(d, [(-20.0, 5.6), (-23.0, 8.4), (-24.6, 8.4), (-24.6, 3.4)], 0.4)
    plan_view(d, mirrored([(0.0, 7.5), (4.2, 6.8), (4.2, 5.6), (0.0, 5.6)]), 0.3, 9.2)
    for k in range(5):
        d.box((0.5, 2.4, 0.2), "gold", at=(0.0, 2.2, -26.4), turn=(0, 20, 72 * k))


def _paper_boat(d: Draft) -> None:
    for k in range(5):
        w, length = 0.018 + 0.007 * k, 0.07 + 0.014 * k
        plan_view(
            d,
            mirrored([(0.0, length), (w, 0.35 * length), (w, -0.35 * length), (0.0, -length)]),
            0.009,
            0.0045 + 0.009 * k,
        )
    side_view(d, [(-0.06, 0.04), (0.06, 0.04), (0.0, 0.11)], 0.012)


def _life_buoy(d: Draft) -> None:
    d.ring(0.29, 0.075, at=(0.0, 0.365, 0.0), axis="z")
    for k in range(4):
        a = k * math.pi / 2 + math.pi / 4
        d.box(
            (0.16, 0.16, 0.165),
            "white",
            at=(0.29 * math.cos(a), 0.285 + 0.29 * math.sin(a), 0.0),
            turn=(0, 0, math.degrees(a)),
            bevel=0.05,
        )


def _pirate_ship(d: Draft) -> None:
    half = [(0.0, 15.0), (2.0, 11.0), (3.4, 5.0), (3.5, -9.0), (2.8, -13.0), (0.0, -13.0)]
    for k, f in enumerate((0.55, 0.78, 0.93, 1.0, 1.0)):
        plan_view(d, mirrored([(x * f, z * (0.86 + 0.14 * f)) for x, z in half]), 1.05, 0.5 + k)
    plan_view(d, mirrored([(x * 0.9, z * 0.95) for x, z in half]), 0.2, 5.05, "planks")
    d.box((6.2, 2.6, 5.5), at=(0.0, 5.0, -10.2), bevel=0.1)
    d.box((4.6, 1.2, 0.1), "glass", at=(0.0, 5.8, -13.0))
    d.rod((0.0, 5.5, 13.0), (0.0, 8.5, 20.0), 0.22, "darkwood")
    for z, h in ((7.0, 20.0), (-1.0, 23.0), (-9.0, 17.0)):
        d.cylinder(0.35, h, "darkwood", at=(0.0, 5.0, z), top=0.18)
        for y, w in ((0.36, 6.0), (0.68, 4.6)):
            top = 5.0 + h * (y + 0.26)
            d.rod((-w, top, z + 0.4), (w, top, z + 0.4), 0.14, "darkwood")
            d.slab(
                [(-w, 0.0), (0.0, -0.5), (w, 0.0), (0.92 * w, h * 0.26), (-0.92 * w, h * 0.26)],
                0.1,
                "cream",
                at=(0.0, top - h * 0.26, z + 0.6),
            )
    d.box((0.06, 1.4, 2.2), "black", at=(0.0, 27.0, -2.2), bevel=0.0)
    for s in (-1, 1):
        for k in range(5):
            d.box((0.14, 0.7, 0.7), "dark", at=(3.45 * s, 3.3, -7.0 + 3.0 * k))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("canoe", (0.946, 0.558, 4.86), "#7a4a2a", draw=_canoe, kind="vehicle"),
    item("kayak", (2.49, 0.43, 4.2), "#d9622a", draw=_kayak, kind="vehicle"),
    item("raft", (2.4, 2.4, 3.44), "#8a6a45", draw=_raft, kind="vehicle"),
    item("gondola", (2.49, 1.68, 10.9), "#1f2022", draw=_gondola, kind="vehicle"),
    item("speedboat", (2.0, 1.6, 6.03), "#c02f2f", draw=_speedboat, kind="vehicle",
         nouns="motorboat"),
    item("jet_ski", (1.0, 1.01, 2.85), "#2f6fb0", draw=_jet_ski, kind="vehicle"),
    item("submarine", (12.0, 13.0, 52.1), "#34404d", draw=_submarine, kind="vehicle"),
    item("paper_boat", (0.092, 0.11, 0.252), "#f0efea", draw=_paper_boat, kind="vehicle",
         nouns="origami boat"),
    item("life_buoy", (0.73, 0.73, 0.165), "#d9502a", draw=_life_buoy, nouns="lifebuoy, life ring"),
    item("pirate_ship", (12.0, 28.4, 33.1), "#5a3d29", draw=_pirate_ship, kind="vehicle",
         nouns="galleon, tall ship, sailing ship"),
)  # fmt: skip
"""More that floats."""

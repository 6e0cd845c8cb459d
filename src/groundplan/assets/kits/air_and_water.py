"""More that flies and floats."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _plan(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: list[tuple[float, float]], thick: float, y: float, role: str = "main"
) -> None:
    """Draw a view from above (right, ahead) at a height."""
    d.slab(outline, thick, role, at=(0.0, y, 0.0), turn=(0, 90, 0))


def _both(outline: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the right half of a plan and its mirror image."""
    return [*outline, *((-x, z) for x, z in reversed(outline) if x > 0.0)]


def _upright(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: list[tuple[float, float]], thick: float, x: float = 0.0, role: str = "main"
) -> None:
    """Draw a side view (ahead, up) at `x`."""
    d.slab([(-z, y) for z, y in outline], thick, role, at=(x, 0.0, 0.0), turn=(90, 0, 0))


def _biplane(d: Draft) -> None:
    d.lathe(
        [(0.0, -3.4), (0.16, -3.2), (0.4, -1.0), (0.48, 1.2), (0.45, 2.2), (0.2, 2.5), (0.0, 2.5)],
        at=(0.0, 1.3, 0.0),
        turn=(0, 90, 0),
    )
    for y in (1.0, 2.5):
        _plan(d, _both([(0.0, 1.5), (4.2, 1.4), (4.4, 0.9), (4.2, 0.3), (0.0, 0.2)]), 0.1, y)
    for x in (-3.2, -1.2, 1.2, 3.2):
        for z in (0.4, 1.3):
            d.rod((x, 1.0, z), (x, 2.5, z), 0.04, "wood")
    _plan(d, _both([(0.0, -2.7), (1.5, -2.9), (1.5, -3.4), (0.0, -3.4)]), 0.07, 1.4)
    _upright(d, [(-2.8, 1.5), (-3.3, 2.4), (-3.8, 2.3), (-3.6, 1.4)], 0.07, role="red")
    d.box((2.3, 0.06, 0.22), "wood", at=(0.0, 1.27, 2.6), turn=(0, 0, 35))
    d.ball(0.15, "red", at=(0.0, 1.3, 2.6))
    for s in (-1, 1):
        d.cylinder(0.36, 0.12, "rubber", at=(0.75 * s, 0.36, 1.3), axis="x")
        d.rod((0.75 * s, 0.36, 1.3), (0.3 * s, 1.0, 1.2), 0.04, "iron")
    d.anchor("seat", (0.0, 1.5, -0.4))


def _fighter(d: Draft) -> None:
    d.lathe(
        [(0.5, -7.0), (0.75, -6.0), (0.85, -1.0), (0.75, 3.0), (0.45, 6.0), (0.0, 8.3)],
        at=(0.0, 2.2, 0.0),
        turn=(0, 90, 0),
    )
    _plan(
        d,
        _both([(0.0, 3.2), (1.2, 1.0), (5.0, -3.4), (5.0, -4.4), (1.0, -4.6), (0.0, -4.6)]),
        0.16,
        2.1,
    )
    _plan(d, _both([(0.0, -5.0), (2.6, -6.6), (2.6, -7.4), (0.6, -7.0), (0.0, -7.0)]), 0.12, 2.1)
    for s in (-1, 1):
        _upright(d, [(-4.4, 2.6), (-6.2, 4.6), (-7.2, 4.6), (-6.9, 2.4)], 0.1, x=0.75 * s)
        d.box((0.6, 0.7, 5.0), at=(0.85 * s, 1.75, -1.0), bevel=0.15)
        d.cylinder(0.12, 2.4, "white", at=(3.6 * s, 1.85, -2.6), axis="z")
    d.cylinder(0.5, 0.5, "iron", at=(0.0, 2.2, -7.1), axis="z")
    d.ball((0.42, 0.5, 1.5), "glass", at=(0.0, 2.75, 3.4))
    for x, z in ((-1.0, -2.0), (1.0, -2.0), (0.0, 4.2)):
        d.rod((x, 0.35, z), (x, 1.9, z), 0.08, "iron")
        d.cylinder(0.34, 0.22, "rubber", at=(x, 0.34, z), axis="x")


def _light_plane(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -4.2),
            (0.15, -4.0),
            (0.35, -2.2),
            (0.6, -0.6),
            (0.62, 1.2),
            (0.5, 2.4),
            (0.2, 2.8),
            (0.0, 2.8),
        ],
        at=(0.0, 1.45, 0.0),
        turn=(0, 90, 0),
    )
    d.box((1.15, 0.7, 2.1), "glass", at=(0.0, 1.55, 0.4), bevel=0.2)
    _plan(d, _both([(0.0, 1.3), (5.2, 1.2), (5.5, 0.5), (5.2, -0.1), (0.0, -0.2)]), 0.16, 2.35)
    _plan(d, _both([(0.0, -3.4), (1.7, -3.6), (1.7, -4.2), (0.0, -4.2)]), 0.08, 1.6)
    _upright(d, [(-3.2, 1.6), (-3.9, 3.0), (-4.4, 3.0), (-4.3, 1.5)], 0.08, role="red")
    d.box((1.9, 0.05, 0.16), "dark", at=(0.0, 1.43, 2.9), turn=(0, 0, 20))
    for s in (-1, 1):
        d.rod((0.5 * s, 1.0, 0.5), (2.6 * s, 2.3, 0.6), 0.04, "metal")
        d.rod((0.3 * s, 1.0, 0.3), (1.1 * s, 0.3, 0.2), 0.05, "metal")
        d.cylinder(0.26, 0.14, "rubber", at=(1.1 * s, 0.26, 0.2), axis="x")
    d.cylinder(0.24, 0.12, "rubber", at=(0.0, 0.24, 2.1), axis="x")
    d.rod((0.0, 0.24, 2.1), (0.0, 1.0, 2.2), 0.05, "metal")


def _glider(d: Draft) -> None:
    d.slab(
        [(0.0, 1.1), (4.8, -1.0), (4.6, -1.5), (0.0, -0.5), (-4.6, -1.5), (-4.8, -1.0)],
        0.06,
        at=(0.0, 2.0, 0.0),
        turn=(0, 90, 0),
    )
    d.rod((0.0, 2.0, 0.1), (0.0, 0.6, 0.4), 0.025, "metal")
    for s in (-1, 1):
        d.rod((0.0, 2.0, 0.9), (0.65 * s, 0.4, 0.4), 0.025, "metal")
        d.rod((0.0, 2.02, 1.05), (4.7 * s, 2.02, -1.0), 0.04, "dark")
    d.rod((-0.65, 0.4, 0.4), (0.65, 0.4, 0.4), 0.025, "metal")
    d.rod((0.0, 2.0, 1.1), (0.0, 2.0, -0.7), 0.03, "dark")


def _drone(d: Draft) -> None:
    d.box((0.12, 0.05, 0.17), at=(0.0, 0.07, 0.0), bevel=0.02)
    d.ball(0.024, "black", at=(0.0, 0.06, 0.085), sides=12)
    for x in (-1, 1):
        for z in (-1, 1):
            d.rod((0.04 * x, 0.095, 0.05 * z), (0.15 * x, 0.11, 0.15 * z), 0.009, "dark")
            d.cylinder(0.016, 0.035, "metal", at=(0.15 * x, 0.095, 0.15 * z))
            d.cylinder(0.085, 0.004, "glass", at=(0.15 * x, 0.13, 0.15 * z))
            d.box(
                (0.17, 0.005, 0.014),
                "black",
                at=(0.15 * x, 0.131, 0.15 * z),
                turn=(35 * x * z, 0, 0),
                bevel=0.0,
            )
            d.rod((0.05 * x, 0.07, 0.04 * z), (0.07 * x, 0.0, 0.06 * z), 0.005, "dark")


def _space_shuttle(d: Draft) -> None:
    d.lathe(
        [(2.0, -16.0), (2.6, -14.0), (2.6, 9.0), (2.3, 13.0), (1.3, 16.5), (0.0, 18.0)],
        at=(0.0, 4.2, 0.0),
        turn=(0, 90, 0),
    )
    _plan(
        d,
        _both([(0.0, 9.0), (2.8, 4.0), (5.0, -5.0), (11.8, -12.5), (11.8, -14.5), (0.0, -15.0)]),
        0.7,
        2.6,
        "dark",
    )
    _plan(
        d,
        _both([(0.0, 8.7), (2.7, 3.8), (4.9, -5.1), (11.6, -12.6), (11.6, -14.3), (0.0, -14.8)]),
        0.5,
        2.95,
    )
    _upright(d, [(-10.5, 6.6), (-14.5, 13.5), (-17.5, 13.5), (-16.0, 6.2)], 0.6)
    for x, y in ((0.0, 6.0), (-1.3, 3.9), (1.3, 3.9)):
        d.lathe([(1.25, 0.0), (0.6, 1.8)], "iron", at=(x, y, -18.2), turn=(0, 90, 0), sides=16)
    for s in (-1, 1):
        d.ball((1.0, 1.0, 3.2), at=(1.7 * s, 6.2, -14.0), sides=14)
        d.box((0.9, 0.6, 1.0), "glass", at=(0.9 * s, 5.6, 13.3), turn=(0, -30, 0))
        d.cylinder(0.6, 0.4, "rubber", at=(3.2 * s, 0.6, -9.0), axis="x")
        d.rod((3.2 * s, 0.6, -9.0), (3.2 * s, 2.6, -9.0), 0.2, "iron")
    d.cylinder(0.5, 0.4, "rubber", at=(0.0, 0.5, 11.0), axis="x")
    d.rod((0.0, 0.5, 11.0), (0.0, 2.6, 11.0), 0.2, "iron")


def _ufo(d: Draft) -> None:
    d.lathe([(0.0, 0.6), (2.0, 0.75), (5.0, 1.6), (5.1, 1.75), (2.6, 2.4), (0.0, 2.6)], sides=32)
    d.ball((2.0, 1.7, 2.0), "glass", at=(0.0, 2.2, 0.0))
    for k in range(12):
        a = k * math.tau / 12
        d.ball(0.22, "lamp", at=(4.3 * math.cos(a), 1.85, 4.3 * math.sin(a)), sides=8)
    for k in range(3):
        a = k * math.tau / 3
        d.rod(
            (1.6 * math.cos(a), 0.8, 1.6 * math.sin(a)),
            (2.4 * math.cos(a), 0.0, 2.4 * math.sin(a)),
            0.09,
            "iron",
        )


def _satellite(d: Draft) -> None:
    d.box((1.2, 1.6, 1.2), "gold", at=(0.0, 0.6, 0.0))
    for s in (-1, 1):
        d.rod((0.6 * s, 1.4, 0.0), (1.2 * s, 1.4, 0.0), 0.06, "metal")
        for k in range(3):
            d.box((1.3, 1.5, 0.05), "blue", at=((1.9 + 1.4 * k) * s, 0.65, 0.0), bevel=0.0)
            d.box((1.36, 0.05, 0.07), at=((1.9 + 1.4 * k) * s, 1.38, 0.0), bevel=0.0)
    d.lathe(
        [(0.1, 0.0), (0.5, 0.15), (0.85, 0.5), (0.82, 0.52), (0.0, 0.1)],
        "white",
        at=(0.0, 1.3, 0.6),
        turn=(0, 90, 0),
    )
    d.rod((0.0, 1.3, 0.7), (0.0, 1.3, 1.3), 0.03, "metal")
    d.rod((0.3, 2.2, 0.3), (0.3, 3.0, 0.3), 0.03, "metal")


def _space_station(d: Draft) -> None:
    d.cylinder(2.1, 30.0, at=(0.0, 10.0, 0.0), axis="z")
    d.cylinder(2.1, 18.0, "white", at=(0.0, 10.0, 6.0), axis="x")
    d.ball(2.6, at=(0.0, 10.0, 6.0))
    for z in (-8.0, 12.0):
        d.cylinder(2.3, 2.0, "metal", at=(0.0, 10.0, z), axis="z")
    d.box((60.0, 1.6, 1.6), "metal", at=(0.0, 12.8, -4.0))
    for s in (-1, 1):
        for x in (18.0, 27.0):
            for z in (-1, 1):
                d.box((6.0, 0.2, 15.0), "blue", at=(x * s, 13.5, -4.0 + 9.0 * z), bevel=0.0)
                d.box((0.3, 0.4, 15.2), "gold", at=(x * s, 13.4, -4.0 + 9.0 * z), bevel=0.0)


def _paper_plane(d: Draft) -> None:
    for s in (-1, 1):
        d.slab(
            [(0.0, 0.14), (0.1 * s, -0.14), (0.012 * s, -0.14)],
            0.002,
            at=(0.0, 0.036, 0.0),
            turn=(0, 90, 8 * s),
        )
        d.slab(
            [(0.14, 0.03), (-0.14, 0.035), (-0.14, 0.0)],
            0.0015,
            at=(0.004 * s, 0.0, 0.0),
            turn=(-90, 0, 0),
        )


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
    _plan(d, [*floor, *((-x, z) for x, z in reversed(floor))], 0.05, 0.08, "wood")


def _canoe(d: Draft) -> None:
    _hull(d, (0.42, 2.4), 0.34, both_ends=True)
    for z in (-1.3, 1.3):
        d.box((0.6, 0.03, 0.22), "wood", at=(0.0, 0.28, z))
    d.anchor("seat", (0.0, 0.3, -1.0))


def _kayak(d: Draft) -> None:
    outline = [(0.0, 2.1), (0.2, 1.2), (0.3, 0.0), (0.2, -1.2), (0.0, -2.1)]
    for k in range(4):
        f = (0.55, 0.85, 1.0, 0.8)[k]
        _plan(d, _both([(x * f, z * (0.9 + 0.1 * f)) for x, z in outline]), 0.09, 0.05 + 0.08 * k)
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
        _plan(d, _both([(x * f, z * (0.84 + 0.16 * f)) for x, z in outline]), 0.24, 0.12 + 0.22 * k)
    _plan(d, _both([(0.0, 0.5), (0.75, 0.4), (0.78, -2.3), (0.0, -2.3)]), 0.03, 0.92, "cream")
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
        _plan(
            d,
            _both([(x * f, z * (0.85 + 0.15 * f)) for x, z in outline]),
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
    _plan(d, _both([(0.0, -20.0), (6.0, -23.0), (6.0, -24.5), (0.0, -24.5)]), 0.4, 3.4)
    _upright(d, [(-20.0, 5.6), (-23.0, 8.4), (-24.6, 8.4), (-24.6, 3.4)], 0.4)
    _plan(d, _both([(0.0, 7.5), (4.2, 6.8), (4.2, 5.6), (0.0, 5.6)]), 0.3, 9.2)
    for k in range(5):
        d.box((0.5, 2.4, 0.2), "gold", at=(0.0, 2.2, -26.4), turn=(0, 20, 72 * k))


def _paper_boat(d: Draft) -> None:
    for k in range(5):
        w, length = 0.018 + 0.007 * k, 0.07 + 0.014 * k
        _plan(
            d,
            _both([(0.0, length), (w, 0.35 * length), (w, -0.35 * length), (0.0, -length)]),
            0.009,
            0.0045 + 0.009 * k,
        )
    _upright(d, [(-0.06, 0.04), (0.06, 0.04), (0.0, 0.11)], 0.012)


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
        _plan(d, _both([(x * f, z * (0.86 + 0.14 * f)) for x, z in half]), 1.05, 0.5 + k)
    _plan(d, _both([(x * 0.9, z * 0.95) for x, z in half]), 0.2, 5.05, "planks")
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
    item("biplane", (8.8, 2.55, 6.55), "#d9b13a", draw=_biplane, kind="vehicle"),
    item("fighter_jet", (10.0, 4.6, 15.7), "#8b9299", draw=_fighter, kind="vehicle",
         nouns="jet fighter, warplane"),
    item("light_plane", (11.0, 3.0, 7.38), "#e6e4df", draw=_light_plane, kind="vehicle",
         nouns="propeller plane, small plane, seaplane"),
    item("glider", (9.6, 1.68, 2.6), "#d0553f", draw=_glider, kind="vehicle",
         nouns="hang glider, paraglider wing"),
    item("drone", (0.47, 0.138, 0.47), "#e6e4df", draw=_drone, kind="vehicle", nouns="quadcopter"),
    item("space_shuttle", (23.6, 13.5, 36.2), "#eceae4", draw=_space_shuttle, kind="vehicle"),
    item("ufo", (10.2, 3.96, 10.2), "#9aa3ab", draw=_ufo, kind="vehicle",
         nouns="flying saucer, alien spaceship"),
    item("satellite", (10.8, 2.55, 1.9), "#c9c9c9", draw=_satellite, kind="vehicle"),
    item("space_station", (60.0, 7.0, 35.6), "#d5d5d0", draw=_space_station, kind="set"),
    item("paper_plane", (0.237, 0.037, 0.28), "#f0efea", draw=_paper_plane, kind="vehicle",
         nouns="paper airplane"),
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
"""Aircraft and watercraft."""

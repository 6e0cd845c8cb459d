"""Sky, weather and fire, drawn as objects."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.solids import torus

__all__ = ["ENTRIES"]


def _star_outline(points: int, outer: float, inner: float) -> list[tuple[float, float]]:
    count = 2 * points
    return [
        (
            (outer if k % 2 == 0 else inner) * math.sin(k * math.tau / count),
            (outer if k % 2 == 0 else inner) * math.cos(k * math.tau / count),
        )
        for k in range(count)
    ]


def _sun(d: Draft) -> None:
    d.ball(1.0, "lamp", at=(0.0, 1.6, 0.0), sides=24)
    for k in range(12):
        a = math.degrees(k * math.tau / 12)
        s, c = math.sin(k * math.tau / 12), math.cos(k * math.tau / 12)
        d.cone(0.2, 0.5, at=(1.1 * s, 1.6 + 1.1 * c, 0.0), turn=(0, 0, -a), sides=8)


def _moon(d: Draft) -> None:
    d.ball(1.0, at=(0.0, 1.0, 0.0), sides=32)
    for k in range(16):
        y = 0.9 - 1.7 * (k + 0.5) / 16
        a = 2.4 * k
        r = math.sqrt(1.0 - y * y)
        size = 0.09 + 0.07 * (k * 7 % 5) / 4
        d.ball(
            size,
            "stone",
            sides=10,
            at=(
                (1.0 - 0.75 * size) * r * math.sin(a),
                1.0 + (1.0 - 0.75 * size) * y,
                (1.0 - 0.75 * size) * r * math.cos(a),
            ),
        )


def _star(d: Draft) -> None:
    outline = _star_outline(5, 0.5, 0.2)
    d.slab(outline, 0.12, at=(0.0, 0.41, 0.0))
    d.slab([(0.7 * x, 0.7 * y) for x, y in outline], 0.18, at=(0.0, 0.41, 0.0))


def _planet(d: Draft) -> None:
    d.ball(1.0, at=(0.0, 1.0, 0.0), sides=32)
    for radius, thick in ((1.5, 0.16), (1.95, 0.12)):
        ring = torus(radius, thick, segments=40, sides=8)
        d.add(ring, "cream", at=(0.0, 1.0, 0.0), turn=(0, 14, 12), scale=(1.0, 0.08, 1.0))


def _earth(d: Draft) -> None:
    d.ball(1.0, at=(0.0, 1.0, 0.0), sides=32)
    lands = (
        (20, 45, 0.4),
        (30, 10, 0.36),
        (75, 48, 0.52),
        (105, 35, 0.4),
        (140, -25, 0.28),
        (-95, 45, 0.45),
        (-75, 20, 0.2),
        (-60, -12, 0.36),
        (-65, -32, 0.22),
        (-40, 72, 0.22),
        (25, -18, 0.27),
        (0, -86, 0.4),
    )
    for east, north, size in lands:
        a, b = math.radians(east), math.radians(north)
        x, y, z = math.cos(b) * math.sin(a), math.sin(b), math.cos(b) * math.cos(a)
        low = 1.012 - 0.18 * size
        d.ball(
            (size, size, 0.19 * size),
            "white" if north < -80 else "leaf",
            sides=14,
            at=(low * x, 1.0 + low * y, low * z),
            turn=(east, -north, 0),
        )


def _rainbow(d: Draft) -> None:
    roles = ("red", "orange", "yellow", "green", "blue", "main")
    for k, role in enumerate(roles):
        r = 10.0 - 0.5 * k
        arc = [
            (r * math.cos(a), r * math.sin(a), 0.0) for a in (math.pi * i / 30 for i in range(31))
        ]
        d.tube(arc, 0.26, role)


def _cloud(d: Draft) -> None:
    for x, y, z, r in (
        (0.0, 1.0, 0.0, 1.3),
        (1.5, 0.8, 0.2, 0.95),
        (-1.5, 0.75, -0.1, 1.0),
        (2.6, 0.55, 0.0, 0.6),
        (-2.6, 0.55, 0.1, 0.65),
        (0.6, 1.6, -0.2, 0.9),
        (-0.8, 1.5, 0.2, 0.85),
        (0.7, 0.6, 0.8, 0.8),
        (-0.7, 0.6, -0.8, 0.8),
    ):
        d.ball((r, 0.8 * r, 0.9 * r), at=(x, y, z), sides=14)


def _lightning(d: Draft) -> None:
    d.slab(
        [(0.1, 3.0), (0.9, 3.0), (0.4, 1.9), (0.85, 1.9), (-0.5, 0.0), (0.0, 1.35), (-0.45, 1.35)],
        0.16,
    )


def _snowflake(d: Draft) -> None:
    for k in range(6):
        a = k * math.tau / 6
        s, c = math.sin(a), math.cos(a)
        d.rod((0.0, 0.5, 0.0), (0.5 * s, 0.5 + 0.5 * c, 0.0), 0.022)
        for f in (0.5, 0.75):
            for turn in (-0.9, 0.9):
                x, y = f * 0.5 * s, 0.5 + f * 0.5 * c
                d.rod(
                    (x, y, 0.0),
                    (x + 0.14 * math.sin(a + turn), y + 0.14 * math.cos(a + turn), 0.0),
                    0.016,
                )


def _smoke(d: Draft) -> None:
    for k in range(9):
        a, r = 1.9 * k, 0.16 + 0.055 * k
        d.ball(
            (r, 0.85 * r, r),
            at=(0.07 * k * math.cos(a), 0.15 + 0.3 * k, 0.07 * k * math.sin(a)),
            sides=12,
        )


def _firework(d: Draft) -> None:
    for k in range(40):
        y = 1.0 - 2.0 * (k + 0.5) / 40
        a = 2.399963 * k
        r = math.sqrt(1.0 - y * y)
        x, z = r * math.cos(a), r * math.sin(a)
        role = ("main", "flame", "yellow", "blue")[k % 4]
        d.rod((1.2 * x, 5.0 + 1.2 * y, 1.2 * z), (2.6 * x, 5.0 + 2.6 * y, 2.6 * z), 0.03, role)
        d.ball(0.1, role, at=(2.7 * x, 5.0 + 2.7 * y, 2.7 * z), sides=8)
    d.tube([(0.0, 0.0, 0.0), (0.1, 1.2, 0.0), (0.0, 2.4, 0.0)], (0.01, 0.03, 0.05), "flame")


def _flame(d: Draft) -> None:
    for k in range(5):
        a = k * math.tau / 5
        r, h = (0.0, 0.9) if k == 0 else (0.13, 0.55 + 0.1 * (k % 2))
        d.lathe(
            [(0.0, 0.0), (0.15, 0.12 * h), (0.13, 0.35 * h), (0.05, 0.75 * h), (0.0, h)],
            "flame" if k == 0 else "main",
            at=(r * math.cos(a), 0.0, r * math.sin(a)),
            turn=(0, 0, 0),
            sides=12,
        )
    d.anchor("light", (0.0, 0.5, 0.0))


def _meteor(d: Draft) -> None:
    for x, y, z, r in (
        (0.0, 0.6, 0.0, 0.6),
        (0.3, 0.75, 0.1, 0.4),
        (-0.3, 0.5, -0.1, 0.42),
        (0.05, 0.4, 0.35, 0.36),
    ):
        d.ball(r, at=(x, y, z), sides=9)
    d.lathe(
        [(0.75, 0.0), (0.55, 0.7), (0.2, 1.7), (0.0, 2.6)],
        "flame",
        at=(0.0, 0.6, -0.1),
        turn=(180, 70, 0),
        sides=12,
    )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("sun", (3.2, 3.2, 2.0), "#f2c230", draw=_sun),
    item("moon", (1.99, 2.0, 1.99), "#cfcabd", draw=_moon, nouns="full moon"),
    item("star", (0.951, 0.905, 0.18), "#f0cf4a", draw=_star),
    item("planet", (4.05, 2.0, 4.02), "#c99a5a", draw=_planet,
         nouns="mars, saturn, jupiter, venus"),
    item("earth", (2.0, 2.05, 2.0), "#2f6fb0", draw=_earth, nouns="planet earth"),
    item("rainbow", (20.5, 10.3, 0.495), "#6a3fa0", draw=_rainbow),
    item("cloud", (6.39, 2.37, 3.0), "#f2f4f6", draw=_cloud),
    item("lightning_bolt", (1.4, 3.0, 0.16), "#f7e04a", draw=_lightning,
         nouns="lightning, thunderbolt"),
    item("snowflake", (0.922, 1.0, 0.044), "#d8ecf5", draw=_snowflake),
    item("smoke", (2.0, 3.05, 1.75), "#9a9a9a", draw=_smoke,
         nouns="steam, dust cloud, plume of smoke"),
    item("firework", (5.54, 7.73, 5.51), "#e0457a", draw=_firework, nouns="fireworks, explosion"),
    item("flame", (0.445, 0.9, 0.547), "#e0702a", draw=_flame, nouns="flames"),
    item("meteor", (1.5, 1.59, 3.25), "#5d5550", draw=_meteor,
         nouns="comet, asteroid, meteorite, fireball"),
)  # fmt: skip
"""Sky, weather and fire, drawn as objects."""

"""Plants, rocks and land."""

import math
from typing import Final

import numpy as np

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.solids import Solid, lathe, sphere

__all__ = ["ENTRIES"]


def _tree(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.03, 1.2, 0.02), (0.0, 2.6, 0.0), (0.1, 3.6, 0.05)],
           (0.26, 0.19, 0.16, 0.1), "bark")  # fmt: skip
    for x, y, z in ((0.9, 3.6, 0.3), (-0.8, 3.5, -0.4), (0.1, 3.8, -0.8)):
        d.tube([(0.0, 2.4, 0.0), (x, y, z)], (0.1, 0.05), "bark")
    for x, y, z, r in ((0.0, 4.6, 0.0, 1.4), (1.0, 3.9, 0.4, 1.05), (-1.0, 3.8, -0.4, 1.1),
                       (0.2, 3.7, -1.0, 1.0), (-0.3, 3.8, 1.0, 1.05)):  # fmt: skip
        d.ball((r, 0.85 * r, r), at=(x, y, z), sides=14)


def _pine(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 2.0, 0.0), 0.16, "bark")
    for k in range(5):
        d.cone(1.6 - 0.28 * k, 2.0 - 0.15 * k, at=(0.0, 1.0 + 1.05 * k, 0.0), sides=16)


def _palm(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.25, 2.0, 0.0), (0.35, 4.0, 0.0), (0.2, 5.6, 0.0)],
           (0.22, 0.16, 0.13, 0.12), "bark")  # fmt: skip
    for k in range(9):
        s, c = math.sin(k * math.tau / 9), math.cos(k * math.tau / 9)
        path = [
            (0.2 + r * s, y, r * c) for r, y in ((0.0, 5.6), (0.8, 6.1), (1.6, 5.9), (2.2, 5.2))
        ]
        d.tube(path, (0.06, 0.2, 0.18, 0.03))
    for k in range(3):
        d.ball(
            0.13,
            "soil",
            at=(0.2 + 0.17 * math.sin(2.1 * k), 5.45, 0.17 * math.cos(2.1 * k)),
            sides=10,
        )


def _bush(d: Draft) -> None:
    for x, y, z, r in ((0.0, 0.5, 0.0, 0.55), (0.4, 0.36, 0.1, 0.4), (-0.4, 0.38, -0.05, 0.42),
                       (0.05, 0.35, 0.4, 0.38), (0.0, 0.35, -0.38, 0.38)):  # fmt: skip
        d.ball((r, 0.85 * r, r), at=(x, y, z), sides=14)


def _blossom(d: Draft, at: tuple[float, float, float], *, size: float, role: str = "main") -> None:
    x, y, z = at
    for k in range(6):
        s, c = math.sin(k * math.tau / 6), math.cos(k * math.tau / 6)
        d.ball((0.55 * size, 0.2 * size, 0.55 * size), role, at=(x + 0.7 * size * s, y,
               z + 0.7 * size * c),
               sides=10)  # fmt: skip
    d.ball((0.4 * size, 0.28 * size, 0.4 * size), "yellow", at=(x, y + 0.1 * size, z), sides=10)


def _flower(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.01, 0.2, 0.01), (0.0, 0.42, 0.02)], 0.006, "leaf")
    _blossom(d, (0.0, 0.43, 0.02), size=0.06)
    for s in (-1, 1):
        d.ball(
            (0.07, 0.008, 0.025), "leaf", at=(0.07 * s, 0.15, 0.0), turn=(0, 0, 30 * s), sides=10
        )


def _flowers(d: Draft) -> None:
    spots = (
        (0.0, 0.0),
        (0.2, 0.1),
        (-0.18, 0.12),
        (0.1, -0.2),
        (-0.12, -0.16),
        (0.28, -0.1),
        (-0.3, 0.0),
    )
    for k, (x, z) in enumerate(spots):
        height = 0.3 + 0.05 * (k % 3)
        d.rod((x, 0.0, z), (x, height, z), 0.006, "leaf")
        _blossom(d, (x, height, z), size=0.05, role="main" if k % 2 else "cream")
        d.ball((0.06, 0.02, 0.06), "leaf", at=(x, 0.1, z), sides=8)


def _lump(seed: float, *, rough: float) -> Solid:
    """Return a ball pushed in and out by a few waves: always the same rock for the same seed."""
    ball = sphere(1.0, segments=20, rings=14)
    p = ball.points
    wave = (
        np.sin(3.1 * p[:, 0] + 1.7 * p[:, 1] + seed)
        + np.sin(2.3 * p[:, 2] - 2.9 * p[:, 1] + 2.0 * seed)
        + np.sin(4.7 * p[:, 0] - 3.9 * p[:, 2] + 3.0 * seed)
    )
    points = p * (1.0 + rough * wave)[:, None]
    points[:, 1] = np.maximum(points[:, 1], -0.55)
    return Solid(points=points, faces=ball.faces)


def _hill(d: Draft) -> None:
    d.add(_lump(1.3, rough=0.05), at=(0.0, 0.5, 0.0), scale=(1.0, 0.6, 0.9))


def _mountain(d: Draft) -> None:
    rows = [(10.0, 0.0), (8.2, 0.9), (6.1, 2.4), (4.0, 4.4), (2.2, 6.4), (1.0, 7.9), (0.0, 9.0)]
    for (x, z), scale, seed in (
        ((0.0, 0.0), 1.0, 0.3),
        ((7.0, -2.0), 0.7, 1.9),
        ((-7.5, 1.0), 0.62, 3.1),
    ):
        d.add(_peak(rows, seed=seed), at=(x, 0.0, z), scale=(scale, scale, scale))
        cap = [(r * 1.03, y) for r, y in rows if y > 6.0]
        d.add(_peak(cap, seed=seed), "snow", at=(x, 0.02, z), scale=(scale, scale, scale))


def _peak(rows: list[tuple[float, float]], *, seed: float) -> Solid:
    solid = lathe(rows, segments=28)
    p = solid.points.copy()
    angle = np.arctan2(p[:, 0], p[:, 2])
    ridge = (
        1.0 + 0.16 * np.sin(3.0 * angle + seed) + 0.1 * np.sin(7.0 * angle + 2.0 * seed + p[:, 1])
    )
    p[:, 0] *= ridge
    p[:, 2] *= ridge
    return Solid(points=p, faces=solid.faces)


def _cactus(d: Draft) -> None:
    d.lathe([(0.2, 0.0), (0.24, 0.3), (0.24, 1.7), (0.15, 1.95), (0.0, 2.0)])
    for s, y in ((-1, 0.7), (1, 1.0)):
        path = [
            (0.0, y, 0.0),
            (0.42 * s, y + 0.02, 0.0),
            (0.52 * s, y + 0.2, 0.0),
            (0.52 * s, y + 0.6, 0.0),
        ]
        d.tube(path, (0.13, 0.14, 0.14, 0.1))


def _log(d: Draft) -> None:
    d.cylinder(0.25, 1.8, at=(0.0, 0.25, 0.0), axis="x")
    for x in (-0.9, 0.9):
        d.cylinder(0.22, 0.02, "wood", at=(x, 0.25, 0.0), axis="x")
    d.anchor("seat", (0.0, 0.5, 0.0))


def _stump(d: Draft) -> None:
    d.lathe([(0.42, 0.0), (0.32, 0.15), (0.28, 0.45)])
    d.cylinder(0.26, 0.02, "wood", at=(0.0, 0.44, 0.0))
    d.anchor("seat", (0.0, 0.46, 0.0))


def _mushroom(d: Draft) -> None:
    d.lathe([(0.03, 0.0), (0.025, 0.08), (0.03, 0.11), (0.0, 0.11)], "cream")
    d.lathe([(0.02, 0.1), (0.09, 0.1), (0.08, 0.14), (0.04, 0.17), (0.0, 0.175)])


def _campfire(d: Draft) -> None:
    for k in range(9):
        s, c = math.sin(k * math.tau / 9), math.cos(k * math.tau / 9)
        d.ball((0.1, 0.08, 0.1), "stone", at=(0.48 * s, 0.06, 0.48 * c), sides=10)
    for k in range(5):
        s, c = math.sin(k * math.tau / 5), math.cos(k * math.tau / 5)
        d.rod((0.34 * s, 0.04, 0.34 * c), (0.04 * s, 0.42, 0.04 * c), 0.045, "bark")
    d.lathe([(0.1, 0.1), (0.18, 0.22), (0.12, 0.42), (0.04, 0.62), (0.0, 0.75)], "flame")
    d.lathe([(0.06, 0.12), (0.09, 0.2), (0.05, 0.4), (0.0, 0.52)], at=(0.12, 0.0, 0.06))
    d.anchor("light", (0.0, 0.4, 0.0))


def _haystack(d: Draft) -> None:
    d.cylinder(0.75, 1.2, at=(0.0, 0.75, 0.0), axis="x", sides=28)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("tree", (4.2, 5.8, 4.2), "#4c7a3a", draw=_tree,
         nouns="oak, maple, apple tree, willow, birch"),
    item("pine", (3.2, 7.0, 3.2), "#335b34", draw=_pine,
         nouns="pine tree, fir, spruce, conifer, evergreen"),
    item("palm", (4.6, 6.3, 4.6), "#4f8a3c", draw=_palm, nouns="palm tree, coconut tree"),
    item("bush", (1.6, 1.0, 1.5), "#4c7a3a", draw=_bush, nouns="shrub, hedge bush"),
    item("flower", (0.2, 0.46, 0.2), "#c8456b", draw=_flower),
    item("flowers", (0.8, 0.45, 0.55), "#c8456b", draw=_flowers, nouns="bouquet, flower bed"),
    item("hill", (60.0, 10.0, 50.0), "#66804a", draw=_hill, kind="set", nouns="mound, knoll"),
    item("mountain", (300.0, 120.0, 200.0), "#77756f", draw=_mountain, kind="set",
         nouns="mountains"),
    item("cactus", (1.3, 2.0, 0.5), "#4f7f45", draw=_cactus),
    item("log", (1.82, 0.5, 0.5), "#6b4f3a", draw=_log, nouns="tree trunk, firewood"),
    item("stump", (0.84, 0.46, 0.84), "#6b4f3a", draw=_stump, nouns="tree stump"),
    item("mushroom", (0.18, 0.175, 0.18), "#b3402f", draw=_mushroom, nouns="toadstool"),
    item("campfire", (1.16, 0.75, 1.16), "#e08030", draw=_campfire, nouns="fire, bonfire"),
    item("haystack", (1.2, 1.5, 1.5), "#c9a85a", draw=_haystack, nouns="hay bale, bale"),
)  # fmt: skip
"""Nature."""

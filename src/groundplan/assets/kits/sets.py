"""Grounds, walls and water: what a scene stands on and in."""

from typing import Final

import numpy as np

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.solids import Solid

__all__ = ["ENTRIES"]

_STEPS = (0.0, 0.005, 0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 1.0)


def _ground(d: Draft) -> None:
    """Draw a sheet whose cells are small in the middle, so that near clipping stays cheap."""
    line = np.array([*(-s for s in reversed(_STEPS[1:])), *_STEPS]) * 400.0
    x, z = np.meshgrid(line, line, indexing="ij")
    points = np.stack([x, np.zeros_like(x), z], axis=-1).reshape(-1, 3)
    index = np.arange(len(points)).reshape(x.shape)
    a, b, c, e = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate(
        [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, e], axis=-1).reshape(-1, 3)]
    )
    d.add(Solid(points=points, faces=faces.astype(np.int32)))


def _wall(d: Draft) -> None:
    d.box((4.0, 2.7, 0.2), bevel=0.01)
    d.box((4.0, 0.1, 0.02), "white", at=(0.0, 0.0, 0.105), bevel=0.004)


def _room(d: Draft) -> None:
    d.box((6.0, 0.1, 5.0), "planks", at=(0.0, -0.1, 0.0), bevel=0.0)
    d.box((6.0, 2.7, 0.15), at=(0.0, 0.0, -2.5), bevel=0.0)
    for x in (-2.95, 2.95):
        d.box((0.15, 2.7, 5.0), at=(x, 0.0, 0.0), bevel=0.0)
    d.box((5.9, 0.1, 0.02), "white", at=(0.0, 0.0, -2.41), bevel=0.0)
    d.box((1.4, 1.2, 0.04), "glass", at=(-1.2, 0.95, -2.41), bevel=0.0)
    for x in (-1.95, -1.2, -0.45):
        d.box((0.08, 1.34, 0.06), "white", at=(x, 0.88, -2.4), bevel=0.0)
    for y in (0.88, 2.14):
        d.box((1.58, 0.08, 0.08), "white", at=(-1.2, y, -2.4), bevel=0.0)
    d.anchor("floor", (0.0, 0.0, 0.0))


def _plain_room(d: Draft) -> None:
    """Draw three walls without openings: doors and windows are things of their own."""
    d.box((6.0, 0.1, 5.0), "planks", at=(0.0, -0.1, 0.0), bevel=0.0)
    d.box((6.0, 2.7, 0.15), at=(0.0, 0.0, -2.425), bevel=0.0)
    for x in (-2.925, 2.925):
        d.box((0.15, 2.7, 5.0), at=(x, 0.0, 0.0), bevel=0.0)
    d.box((5.7, 0.1, 0.02), "white", at=(0.0, 0.0, -2.34), bevel=0.0)
    d.anchor("floor", (0.0, 0.0, 0.0))


def _water(d: Draft) -> None:
    d.box((40.0, 0.085, 40.0), bevel=0.0)
    d.add(_sheet((40.0, 40.0), ripple=0.003), at=(0.0, 0.093, 0.0))


def _sheet(size: tuple[float, float], *, ripple: float) -> Solid:
    line = np.linspace(-0.5, 0.5, 41)
    x, z = np.meshgrid(line * size[0], line * size[1], indexing="ij")
    y = ripple * (np.sin(x * 1.1 + z * 0.4) + np.sin(z * 0.9 - x * 0.3))
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    index = np.arange(len(points)).reshape(x.shape)
    a, b, c, e = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate(
        [np.stack([a, b, c], axis=-1).reshape(-1, 3), np.stack([a, c, e], axis=-1).reshape(-1, 3)]
    )
    return Solid(points=points, faces=faces.astype(np.int32))


def _road(d: Draft) -> None:
    d.box((7.0, 0.06, 60.0), bevel=0.0)
    for k in range(10):
        d.box((0.14, 0.004, 3.0), "white", at=(0.0, 0.059, -27.0 + 6.0 * k), bevel=0.0)
    for x in (-3.3, 3.3):
        d.box((0.12, 0.004, 60.0), "white", at=(x, 0.059, 0.0), bevel=0.0)


def _path(d: Draft) -> None:
    d.box((2.0, 0.03, 20.0), bevel=0.0)
    for x in (-1.05, 1.05):
        d.box((0.12, 0.07, 20.0), "stone", at=(x, 0.0, 0.0))


def _rails(d: Draft) -> None:
    for k in range(34):
        d.box((2.5, 0.14, 0.24), "darkwood", at=(0.0, 0.0, -9.9 + 0.6 * k))
    for x in (-0.72, 0.72):
        d.box((0.14, 0.03, 20.0), at=(x, 0.14, 0.0))
        d.box((0.07, 0.13, 20.0), at=(x, 0.16, 0.0))


def _stage_floor(d: Draft) -> None:
    d.box((8.0, 0.8, 5.0), "planks", bevel=0.02)
    for side in (-1, 1):
        d.box((0.9, 3.6, 0.3), at=(3.6 * side, 0.8, -2.2), bevel=0.08)
    d.box((8.0, 0.6, 0.3), at=(0.0, 4.2, -2.2), bevel=0.08)
    d.anchor("top", (0.0, 0.8, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("ground", (800.0, 0.001, 800.0), "#7d7a72", draw=_ground, kind="set",
         nouns="floor, field, plain, street, square, park, beach, desert, meadow, lawn, "
               "grass, sand"),
    item("wall", (4.0, 2.7, 0.22), "#c9c3b8", draw=_wall, kind="set", nouns="partition"),
    item("room", (6.05, 2.8, 5.08), "#cfc8bb", draw=_room, kind="set",
         nouns="bedroom, living room, office, kitchen, bathroom, studio, hall, interior, "
               "classroom"),
    item("plain_room", (6.0, 2.8, 5.0), "#cfc8bb", draw=_plain_room, kind="set"),
    item("water", (40.0, 0.1, 40.0), "#3f7fa3", draw=_water, kind="set",
         nouns="lake, sea, ocean, pond, river, stream"),
    item("road", (7.0, 0.063, 60.0), "#4a4b4e", draw=_road, kind="set", nouns="highway, lane"),
    item("path", (2.22, 0.07, 20.0), "#b09a78", draw=_path, kind="set",
         nouns="footpath, trail, sidewalk, pavement, walkway"),
    item("rails", (2.5, 0.29, 20.0), "#7e8286", draw=_rails, kind="set",
         nouns="railway, train tracks, tracks, railroad"),
    item("theatre_stage", (8.1, 4.8, 5.0), "#8f2f33", draw=_stage_floor, kind="set", nouns="stage"),
)  # fmt: skip
"""Sets."""

"""What stands in streets and parks."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _fountain(d: Draft) -> None:
    d.lathe([(1.5, 0.0), (1.5, 0.12), (1.38, 0.16), (1.38, 0.4), (1.5, 0.44), (1.5, 0.52),
             (1.25, 0.52), (1.25, 0.2), (0.0, 0.2)], sides=40)  # fmt: skip
    d.lathe([(1.25, 0.2), (1.25, 0.42), (0.0, 0.42)], "water", sides=40)
    d.lathe([(0.26, 0.2), (0.26, 0.5), (0.13, 0.58), (0.1, 0.95), (0.16, 1.02)])
    d.lathe([(0.1, 1.0), (0.62, 1.16), (0.66, 1.24), (0.58, 1.24), (0.1, 1.12)], sides=32)
    d.lathe([(0.57, 1.15), (0.57, 1.21), (0.0, 1.21)], "water", sides=32)
    d.lathe([(0.09, 1.1), (0.07, 1.45), (0.11, 1.5)])
    d.lathe([(0.06, 1.48), (0.3, 1.58), (0.32, 1.63), (0.06, 1.56)])
    d.lathe([(0.05, 1.5), (0.04, 1.8), (0.09, 1.88), (0.05, 1.98), (0.0, 2.0)], "foam")
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        path = [(r * s, y, r * c) for r, y in ((0.6, 1.22), (0.72, 1.2), (0.82, 1.0), (0.9, 0.42))]
        d.tube(path, 0.018, "foam")


def _street_lamp(d: Draft) -> None:
    d.lathe([(0.16, 0.0), (0.16, 0.15), (0.1, 0.25), (0.08, 0.9), (0.05, 1.0), (0.04, 3.4),
             (0.09, 3.45), (0.12, 3.5)])  # fmt: skip
    d.lathe([(0.1, 3.5), (0.19, 3.9), (0.1, 3.9)], "lamp", sides=6)
    d.lathe([(0.24, 3.88), (0.22, 3.93), (0.07, 4.06), (0.03, 4.15), (0.0, 4.2)], sides=6)
    for k in range(6):
        s, c = math.sin(k * math.tau / 6), math.cos(k * math.tau / 6)
        d.rod((0.11 * s, 3.5, 0.11 * c), (0.2 * s, 3.9, 0.2 * c), 0.01)
    d.anchor("light", (0.0, 3.7, 0.0))


def _traffic_light(d: Draft) -> None:
    d.cylinder(0.09, 0.2, "iron")
    d.rod((0.0, 0.0, 0.0), (0.0, 3.4, 0.0), 0.055, "iron")
    d.box((0.34, 0.95, 0.22), at=(0.0, 2.4, 0.1))
    for y, role in ((3.14, "red"), (2.86, "yellow"), (2.58, "green")):
        d.cylinder(0.1, 0.06, role, at=(0.0, y, 0.21), axis="z")
        d.box((0.24, 0.02, 0.14), at=(0.0, y + 0.11, 0.27))


def _sign(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 2.4, 0.0), 0.03, "metal")
    d.box((0.7, 0.5, 0.02), at=(0.0, 1.85, 0.04))
    d.box((0.62, 0.42, 0.02), "white", at=(0.0, 1.89, 0.05), bevel=0.0)
    for y in (2.0, 2.1, 2.2):
        d.box((0.46, 0.04, 0.02), "dark", at=(0.0, y - 0.03, 0.056), bevel=0.0)


def _stop_sign(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 2.7, 0.0), 0.03, "metal")
    ring = [
        (math.sin((k + 0.5) * math.pi / 4), math.cos((k + 0.5) * math.pi / 4)) for k in range(8)
    ]
    d.slab([(0.4 * x, 0.4 * y) for x, y in ring], 0.02, "white", at=(0.0, 2.38, 0.04))
    d.slab([(0.36 * x, 0.36 * y) for x, y in ring], 0.02, at=(0.0, 2.38, 0.05))
    d.box((0.46, 0.14, 0.02), "white", at=(0.0, 2.31, 0.056), bevel=0.0)


def _hydrant(d: Draft) -> None:
    d.lathe([(0.17, 0.0), (0.17, 0.05), (0.11, 0.06), (0.11, 0.5), (0.15, 0.51), (0.15, 0.56),
             (0.11, 0.62), (0.05, 0.68), (0.035, 0.69), (0.035, 0.75), (0.0, 0.75)])  # fmt: skip
    d.cylinder(0.06, 0.36, at=(0.0, 0.42, 0.0), axis="x")
    d.cylinder(0.08, 0.1, at=(0.0, 0.38, 0.13), axis="z")
    for x in (-0.18, 0.18):
        d.cylinder(0.07, 0.03, "metal", at=(x, 0.42, 0.0), axis="x", sides=6)


def _post_box(d: Draft) -> None:
    d.cylinder(0.25, 0.12, "dark")
    d.cylinder(0.23, 1.25, at=(0.0, 0.1, 0.0))
    d.lathe([(0.27, 1.33), (0.27, 1.4), (0.15, 1.47), (0.0, 1.5)])
    d.box((0.24, 0.04, 0.06), "black", at=(0.0, 1.15, 0.21))
    d.box((0.2, 0.2, 0.04), "white", at=(0.0, 0.85, 0.212))


def _trash_can(d: Draft) -> None:
    d.lathe([(0.24, 0.0), (0.29, 0.78), (0.31, 0.8), (0.31, 0.84), (0.24, 0.84), (0.24, 0.3),
             (0.0, 0.3)])  # fmt: skip
    d.lathe(
        [(0.32, 0.84), (0.31, 0.88), (0.1, 0.95), (0.04, 0.96), (0.04, 1.0), (0.0, 1.0)], "metal"
    )
    for y in (0.2, 0.5):
        d.ring(0.26 + 0.05 * y, 0.012, "metal", at=(0.0, y, 0.0))


def _cone(d: Draft) -> None:
    d.box((0.38, 0.03, 0.38), "rubber")
    d.lathe([(0.14, 0.03), (0.025, 0.7), (0.0, 0.7)])
    d.lathe([(0.112, 0.24), (0.086, 0.4), (0.0, 0.4)], "white")


def _fence(d: Draft) -> None:
    for k in range(12):
        x = -0.92 + k * 0.1673
        outline = [(-0.05, 0.0), (0.05, 0.0), (0.05, 0.98), (0.0, 1.06), (-0.05, 0.98)]
        d.slab(outline, 0.02, at=(x, 0.04, 0.0))
    for y in (0.25, 0.8):
        d.box((2.0, 0.07, 0.04), at=(0.0, y, -0.03))
    for x in (-0.97, 0.97):
        d.box((0.09, 1.1, 0.09), at=(x, 0.0, -0.03))


def _gate(d: Draft) -> None:
    for x in (-1.5, 1.5):
        d.box((0.36, 2.2, 0.36), "stone", at=(x, 0.0, 0.0))
        d.box((0.46, 0.12, 0.46), "stone", at=(x, 2.2, 0.0))
        d.ball(0.16, "stone", at=(x, 2.46, 0.0))
    for k in range(18):
        x = -1.27 + k * 0.1494
        height = 1.65 + 0.3 * math.cos(x)
        d.rod((x, 0.08, 0.0), (x, height, 0.0), 0.014)
        d.cone(0.03, 0.1, at=(x, height, 0.0), sides=8)
    for y in (0.2, 1.0, 1.5):
        d.box((2.7, 0.05, 0.04), at=(0.0, y, 0.0))


def _statue(d: Draft) -> None:
    d.box((1.0, 0.2, 1.0))
    d.box((0.78, 0.9, 0.78), at=(0.0, 0.2, 0.0))
    d.box((0.92, 0.12, 0.92), at=(0.0, 1.1, 0.0))
    for x in (-0.12, 0.12):
        d.tube([(x, 1.2, 0.02), (x, 1.62, 0.03), (x * 0.9, 2.05, 0.0)], (0.09, 0.08, 0.12))
    d.lathe([(0.18, 2.0), (0.2, 2.12), (0.16, 2.3), (0.24, 2.55), (0.2, 2.68), (0.07, 2.74),
             (0.06, 2.82)])  # fmt: skip
    d.ball((0.11, 0.15, 0.13), at=(0.0, 2.94, 0.02))
    d.tube([(0.22, 2.62, 0.0), (0.4, 2.75, 0.08), (0.42, 3.12, 0.16)], (0.07, 0.06, 0.045))
    d.tube([(-0.22, 2.62, 0.0), (-0.3, 2.35, 0.02), (-0.22, 2.12, 0.12)], (0.07, 0.06, 0.045))


def _column(d: Draft) -> None:
    d.box((0.8, 0.15, 0.8))
    d.lathe([(0.38, 0.15), (0.4, 0.2), (0.32, 0.28), (0.3, 0.32), (0.25, 2.7), (0.28, 2.74),
             (0.36, 2.85)])  # fmt: skip
    d.box((0.78, 0.15, 0.78), at=(0.0, 2.85, 0.0))


def _well(d: Draft) -> None:
    d.lathe([(0.7, 0.0), (0.7, 0.8), (0.74, 0.82), (0.74, 0.9), (0.55, 0.9), (0.55, 0.3), (0.0,
            0.3)],
            "stone", sides=28)  # fmt: skip
    d.lathe([(0.55, 0.3), (0.55, 0.5), (0.0, 0.5)], "water")
    for x in (-0.68, 0.68):
        d.box((0.1, 2.0, 0.1), "wood", at=(x, 0.0, 0.0))
    d.slab([(-0.75, 0.0), (0.75, 0.0), (0.0, 0.6)], 1.7, at=(0.0, 1.95, 0.0), turn=(90, 0, 0))
    d.cylinder(0.07, 1.3, "wood", at=(0.0, 1.55, 0.0), axis="x")
    d.rod((0.0, 0.95, 0.0), (0.0, 1.5, 0.0), 0.012, "dark")
    d.lathe([(0.09, 0.92), (0.12, 1.1), (0.0, 1.1)], "wood")


def _phone_booth(d: Draft) -> None:
    d.box((0.9, 0.1, 0.9), "dark")
    for x in (-0.39, 0.39):
        for z in (-0.39, 0.39):
            d.box((0.1, 2.2, 0.1), at=(x, 0.1, z))
    d.box((0.7, 2.1, 0.7), "glass", at=(0.0, 0.12, 0.0))
    for y in (0.12, 0.62, 1.02, 1.42, 1.82):
        d.box((0.8, 0.06, 0.8), at=(0.0, y, 0.0))
    d.box((0.92, 0.2, 0.92), at=(0.0, 2.16, 0.0))
    d.lathe([(0.5, 2.36), (0.4, 2.45), (0.0, 2.5)])
    d.box((0.7, 0.12, 0.02), "white", at=(0.0, 2.2, 0.46))


def _billboard(d: Draft) -> None:
    for x in (-1.6, 1.6):
        d.rod((x, 0.0, -0.1), (x, 2.2, -0.1), 0.1, "metal")
    d.box((5.0, 2.6, 0.16), at=(0.0, 2.0, 0.0))
    d.box((4.7, 2.3, 0.04), "white", at=(0.0, 2.15, 0.08), bevel=0.0)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("fountain", (2.4, 1.8, 2.4), "#aaa59b", draw=_fountain, nouns="water fountain"),
    item("street_lamp", (0.48, 4.2, 0.48), "#2f3a36", draw=_street_lamp,
         nouns="lamp post, lamppost, streetlight, street light, streetlamp"),
    item("traffic_light", (0.34, 3.4, 0.4), "#2c2d2f", draw=_traffic_light,
         nouns="stoplight, traffic signal"),
    item("sign", (0.7, 2.4, 0.1), "#2d5f8a", draw=_sign, nouns="road sign, street sign, signpost"),
    item("stop_sign", (0.74, 2.75, 0.1), "#b3342c", draw=_stop_sign),
    item("fire_hydrant", (0.4, 0.75, 0.34), "#b8352c", draw=_hydrant, nouns="hydrant"),
    item("post_box", (0.54, 1.5, 0.54), "#b3302a", draw=_post_box, nouns="pillar box, postbox"),
    item("trash_can", (0.64, 1.0, 0.64), "#5d6b5f", draw=_trash_can,
         nouns="trash bin, garbage can, bin, litter bin, rubbish bin"),
    item("traffic_cone", (0.38, 0.7, 0.38), "#d9652b", draw=_cone, nouns="pylon"),
    item("fence", (2.03, 1.1, 0.12), "#d9d4c8", draw=_fence, nouns="picket fence, railing"),
    item("gate", (3.46, 2.62, 0.46), "#33373a", draw=_gate, nouns="gateway"),
    item("statue", (1.0, 3.15, 1.0), "#8d9a8c", draw=_statue, nouns="sculpture"),
    item("column", (0.8, 3.0, 0.8), "#cfc9bd", draw=_column, nouns="pillar"),
    item("well", (1.7, 2.55, 1.5), "#7d5b3f", draw=_well),
    item("phone_booth", (0.92, 2.5, 0.92), "#b02a26", draw=_phone_booth,
         nouns="telephone booth, telephone box, phone box"),
    item("billboard", (5.0, 4.6, 0.24), "#5a6066", draw=_billboard, nouns="poster wall"),
)  # fmt: skip
"""Street furniture."""

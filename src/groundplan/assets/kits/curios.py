"""Plain solids, treasure, paper and what is kept in drawers."""

import math
from typing import Final

from groundplan.assets import solids
from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _cylinder(d: Draft) -> None:
    d.cylinder(0.2, 0.5, sides=32)


def _cone(d: Draft) -> None:
    d.cone(0.22, 0.5, sides=32)


def _pyramid(d: Draft) -> None:
    d.lathe([(0.35, 0.0), (0.0, 0.4)], turn=(45, 0, 0), sides=4)


def _prism(d: Draft) -> None:
    d.slab([(-0.2, 0.0), (0.2, 0.0), (0.0, 0.34)], 0.5)


def _torus(d: Draft) -> None:
    d.ring(0.2, 0.07, at=(0.0, 0.27, 0.0), axis="z")


def _plank(d: Draft) -> None:
    d.box((2.0, 0.035, 0.2), bevel=0.004)


def _brick(d: Draft) -> None:
    d.box((0.215, 0.065, 0.103), bevel=0.004)


def _brick_pile(d: Draft) -> None:
    for row in range(4):
        for k in range(5 - row):
            d.box(
                (0.215, 0.065, 0.103),
                at=(0.0 + 0.02 * (k % 2), 0.067 * row, -0.22 + 0.11 * k + 0.055 * row),
                turn=(5 * ((k + row) % 3) - 5, 0, 0),
                bevel=0.004,
            )


def _pipe(d: Draft) -> None:
    d.lathe(
        [(0.06, 0.0), (0.06, 1.5), (0.045, 1.5), (0.045, 0.0), (0.06, 0.0)],
        at=(-0.75, 0.06, 0.0),
        turn=(0, 0, -90),
    )


def _coin(d: Draft) -> None:
    for k in range(5):
        d.cylinder(0.013, 0.0022, at=(0.001 * (k % 2), 0.0023 * k, 0.001 * (k % 3)))
    d.cylinder(0.013, 0.0022, at=(0.03, 0.0, 0.006))
    d.ring(0.011, 0.0006, at=(0.03, 0.0023, 0.006))


def _gem(d: Draft) -> None:
    d.lathe([(0.0, 0.0), (0.025, 0.024), (0.017, 0.036), (0.0, 0.036)], sides=8)


def _crystal(d: Draft) -> None:
    for x, z, h, tilt, turn in (
        (0.0, 0.0, 0.34, 4, 0),
        (0.07, 0.03, 0.24, 22, 60),
        (-0.07, 0.03, 0.22, 22, -70),
        (0.02, -0.07, 0.2, 24, 170),
    ):
        d.lathe(
            [(0.05, 0.0), (0.045, 0.7 * h), (0.0, h)], at=(x, 0.0, z), turn=(turn, tilt, 0), sides=6
        )
    d.ball((0.14, 0.04, 0.12), "darkstone", at=(0.0, 0.02, 0.0), sides=9)


def _treasure_chest(d: Draft) -> None:
    d.box((0.7, 0.34, 0.44), "planks", bevel=0.01)
    for x in (-0.32, 0.0, 0.32):
        d.box((0.06, 0.35, 0.45), "gold", at=(x, 0.0, 0.0), bevel=0.004)
    lid = [(0.23 * math.cos(a), 0.2 * math.sin(a)) for a in (k * math.pi / 12 for k in range(13))]
    d.slab(lid, 0.7, at=(0.0, 0.48, -0.24), turn=(90, 0, 60))
    d.box((0.1, 0.1, 0.03), "gold", at=(0.0, 0.24, 0.22))
    for k in range(22):
        a, r = 2.4 * k, 0.045 * math.sqrt(k)
        d.cylinder(
            0.03,
            0.012,
            "gold",
            at=(
                1.4 * r * math.cos(a),
                0.34 + 0.06 * (1 - r / 0.22) + 0.008 * (k % 3),
                0.8 * r * math.sin(a),
            ),
            sides=10,
        )
    for k in range(4):
        d.ball(
            0.028, ("red", "blue", "green", "white")[k], at=(-0.2 + 0.13 * k, 0.41, 0.06), sides=6
        )


def _paper(d: Draft) -> None:
    for k in range(3):
        d.box(
            (0.21, 0.0006, 0.297),
            at=(0.004 * k, 0.0007 * k, 0.003 * k),
            turn=(4 * k, 0, 0),
            bevel=0.0,
        )
    for k in range(9):
        d.box(
            (0.15 if k % 4 else 0.09, 0.0004, 0.004),
            "dark",
            at=(0.0, 0.0021, -0.1 + 0.024 * k),
            turn=(8, 0, 0),
            bevel=0.0,
        )


def _envelope(d: Draft) -> None:
    d.box((0.22, 0.003, 0.11), bevel=0.0)
    d.slab(
        [(-0.11, 0.055), (0.0, -0.012), (0.11, 0.055)],
        0.002,
        "cream",
        at=(0.0, 0.0035, 0.0),
        turn=(0, 90, 0),
    )
    d.cylinder(0.012, 0.003, "red", at=(0.0, 0.0035, 0.008))


def _scroll(d: Draft) -> None:
    d.box((0.26, 0.3, 0.003), at=(0.0, 0.06, 0.0), bevel=0.0)
    for y in (0.05, 0.36):
        d.cylinder(0.022, 0.26, at=(0.0, y, 0.0), axis="x")
        for s in (-1, 1):
            d.cylinder(0.012, 0.05, "darkwood", at=(0.155 * s, y, 0.0), axis="x")
    for k in range(7):
        d.box((0.18, 0.006, 0.001), "dark", at=(0.0, 0.1 + 0.034 * k, 0.002), bevel=0.0)


def _blackboard(d: Draft) -> None:
    d.box((1.8, 1.1, 0.03), "darkleaf", at=(0.0, 0.85, 0.0), bevel=0.0)
    for y in (0.82, 1.93):
        d.box((1.9, 0.06, 0.05), at=(0.0, y, 0.0))
    for x in (-0.92, 0.92):
        d.box((0.06, 2.0, 0.05), at=(x, 0.0, 0.0))
        d.box((0.06, 0.05, 0.5), at=(x, 0.0, 0.0))
    d.box((1.7, 0.02, 0.08), at=(0.0, 0.83, 0.04))
    for k in range(3):
        d.box((0.9 - 0.2 * k, 0.02, 0.002), "white", at=(-0.2, 1.65 - 0.2 * k, 0.016), bevel=0.0)


def _globe(d: Draft) -> None:
    d.ball(0.15, "blue", at=(0.0, 0.25, 0.0), sides=24)
    for k in range(9):
        a, y = 2.4 * k, -0.7 + 0.17 * k
        r = math.sqrt(1.0 - y * y)
        d.ball(
            (0.06, 0.05, 0.02),
            "leaf",
            at=(0.138 * r * math.sin(a), 0.25 + 0.138 * y, 0.138 * r * math.cos(a)),
            turn=(math.degrees(a), -50 * y, 0),
            sides=9,
        )
    arc = [
        (0.175 * math.sin(a), 0.25 + 0.175 * math.cos(a), 0.0)
        for a in (0.35 + k * math.pi / 12 for k in range(13))
    ]
    d.tube(arc, 0.008)
    d.rod(arc[0], arc[-1], 0.004)
    d.lathe([(0.1, 0.0), (0.09, 0.015), (0.015, 0.03), (0.012, 0.08), (0.0, 0.08)])


def _ring(d: Draft) -> None:
    d.ring(0.009, 0.0013, at=(0.0, 0.0103, 0.0), axis="z")
    d.lathe(
        [(0.0, 0.0), (0.004, 0.004), (0.0028, 0.006), (0.0, 0.006)],
        "water",
        at=(0.0, 0.02, 0.0),
        sides=8,
    )


def _necklace(d: Draft) -> None:
    for k in range(28):
        a = k * math.tau / 28
        d.ball(0.007, at=(0.09 * math.sin(a), 0.007, 0.11 * math.cos(a)), sides=8)
    d.ball((0.014, 0.009, 0.018), "red", at=(0.0, 0.009, 0.13), sides=10)


def _crown(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.095, 0.05), (0.087, 0.05), (0.082, 0.0), (0.09, 0.0)])
    for k in range(8):
        a = math.degrees(k * math.tau / 8)
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.slab(
            [(-0.036, 0.0), (0.036, 0.0), (0.0, 0.075)],
            0.008,
            at=(0.092 * s, 0.045, 0.092 * c),
            turn=(a, 6, 0),
        )
        d.ball(0.009, "red" if k % 2 else "blue", at=(0.1 * s, 0.122, 0.1 * c), sides=8)
        d.ball(0.008, "blue" if k % 2 else "red", at=(0.093 * s, 0.025, 0.093 * c), sides=8)


def _mask(d: Draft) -> None:
    face = solids.lathe([(0.0, 0.0), (1.0, 0.0), (0.95, 0.4), (0.7, 0.8), (0.35, 0.97), (0.0, 1.0)])
    d.add(face, at=(0.0, 0.12, 0.0), turn=(0, 90, 0), scale=(0.085, 0.055, 0.12))
    for s in (-1, 1):
        d.ball((0.024, 0.012, 0.01), "black", at=(0.034 * s, 0.145, 0.047), sides=12)
        d.tube(
            [(0.084 * s, 0.13, 0.004), (0.1 * s, 0.14, -0.03), (0.11 * s, 0.15, -0.07)],
            0.003,
            "red",
        )
    d.lathe([(0.016, 0.0), (0.007, 0.05), (0.0, 0.055)], at=(0.0, 0.1, 0.05), sides=10)
    d.tube([(-0.03, 0.072, 0.047), (0.0, 0.062, 0.05), (0.03, 0.072, 0.047)], 0.006, "red")


def _cane(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.82, 0.0), 0.011)
    d.tube([(0.0, 0.8, 0.0), (0.0, 0.87, 0.01), (0.0, 0.91, 0.05), (0.0, 0.88, 0.1)], 0.012)
    d.cylinder(0.014, 0.03, "rubber", sides=12)


def _lipstick(d: Draft) -> None:
    d.cylinder(0.01, 0.035, "black", sides=16)
    d.cylinder(0.0085, 0.02, "gold", at=(0.0, 0.034, 0.0), sides=16)
    d.lathe([(0.0065, 0.05), (0.0065, 0.066), (0.004, 0.074), (0.0, 0.076)], sides=14)


def _cigarette(d: Draft) -> None:
    d.cylinder(0.004, 0.06, "white", at=(0.01, 0.004, 0.0), axis="x", sides=12)
    d.cylinder(0.0041, 0.022, at=(-0.03, 0.004, 0.0), axis="x", sides=12)
    d.cylinder(0.0038, 0.004, "flame", at=(0.042, 0.004, 0.0), axis="x", sides=12)


def _tobacco_pipe(d: Draft) -> None:
    d.lathe(
        [(0.0, 0.0), (0.016, 0.006), (0.019, 0.03), (0.017, 0.045), (0.011, 0.045), (0.0, 0.02)]
    )
    d.tube(
        [(0.01, 0.012, 0.0), (0.05, 0.02, 0.0), (0.1, 0.045, 0.0), (0.13, 0.05, 0.0)],
        (0.008, 0.006, 0.005, 0.004),
        "black",
    )


def _bead(d: Draft) -> None:
    for k in range(7):
        d.ball(
            (0.006, 0.0052, 0.006),
            ("red", "blue", "yellow", "green")[k % 4] if k else "main",
            at=(
                0.014 * math.cos(2.4 * k) * math.sqrt(k),
                0.0052,
                0.014 * math.sin(2.4 * k) * math.sqrt(k),
            ),
            sides=10,
        )


def _coffin(d: Draft) -> None:
    shape = [(-0.2, -0.95), (0.2, -0.95), (0.33, 0.45), (0.2, 0.95), (-0.2, 0.95), (-0.33, 0.45)]
    d.slab(shape, 0.36, at=(0.0, 0.18, 0.0), turn=(0, 90, 0))
    d.slab([(1.05 * x, 1.02 * y) for x, y in shape], 0.06, at=(0.0, 0.39, 0.0), turn=(0, 90, 0))
    d.box((0.06, 0.02, 0.9), "gold", at=(0.0, 0.42, -0.1), bevel=0.0)
    d.box((0.3, 0.02, 0.06), "gold", at=(0.0, 0.42, -0.25), bevel=0.0)
    for s in (-1, 1):
        for z in (-0.4, 0.3):
            d.tube(
                [(0.3 * s, 0.2, z - 0.09), (0.36 * s, 0.2, z), (0.3 * s, 0.2, z + 0.09)],
                0.014,
                "gold",
            )


def _aquarium(d: Draft) -> None:
    d.box((0.8, 0.06, 0.4), "dark")
    d.box((0.78, 0.4, 0.38), at=(0.0, 0.05, 0.0), bevel=0.004)
    d.box((0.8, 0.05, 0.4), "dark", at=(0.0, 0.44, 0.0))
    for x in (-0.385, 0.385):
        for z in (-0.185, 0.185):
            d.box((0.02, 0.42, 0.02), "dark", at=(x, 0.04, z), bevel=0.0)
    d.box((0.782, 0.05, 0.382), "cream", at=(0.0, 0.05, 0.0), bevel=0.0)
    for x, y, role in ((-0.2, 0.3, "orange"), (0.1, 0.2, "orange"), (0.22, 0.33, "yellow")):
        d.ball((0.05, 0.026, 0.01), role, at=(x, y, 0.192), sides=10)
        d.slab(
            [(x - 0.045, y), (x - 0.085, y + 0.028), (x - 0.085, y - 0.028)],
            0.012,
            role,
            at=(0.0, 0.0, 0.193),
        )
    for x in (-0.32, -0.05, 0.3):
        d.tube([(x, 0.09, 0.19), (x + 0.02, 0.18, 0.192), (x - 0.01, 0.28, 0.19)], 0.009, "leaf")


def _cage(d: Draft) -> None:
    d.cylinder(0.2, 0.04, at=(0.0, 0.0, 0.0))
    for k in range(18):
        a = k * math.tau / 18
        s, c = math.sin(a), math.cos(a)
        d.tube(
            [
                (0.19 * s, 0.03, 0.19 * c),
                (0.19 * s, 0.4, 0.19 * c),
                (0.13 * s, 0.52, 0.13 * c),
                (0.0, 0.58, 0.0),
            ],
            0.004,
        )
    for y in (0.2, 0.4):
        d.ring(0.19, 0.005, at=(0.0, y, 0.0))
    d.ring(0.03, 0.006, at=(0.0, 0.61, 0.0), axis="z")
    d.rod((-0.17, 0.2, 0.0), (0.17, 0.2, 0.0), 0.006, "wood")


def _big_cage(d: Draft) -> None:
    for x in range(9):
        for z in (-0.9, 0.9):
            d.rod((-1.2 + 0.3 * x, 0.1, z), (-1.2 + 0.3 * x, 1.9, z), 0.018)
    for z in range(5):
        for x in (-1.2, 1.2):
            d.rod((x, 0.1, -0.6 + 0.3 * z), (x, 1.9, -0.6 + 0.3 * z), 0.018)
    for y in (0.0, 1.9):
        d.box((2.5, 0.1, 1.9), "darkwood", at=(0.0, y, 0.0))
    d.anchor("inside", (0.0, 0.1, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("cylinder", (0.4, 0.5, 0.4), "#8c8c8c", draw=_cylinder),
    item("cone", (0.44, 0.5, 0.44), "#8c8c8c", draw=_cone),
    item("pyramid_shape", (0.495, 0.4, 0.495), "#8c8c8c", draw=_pyramid),
    item("prism", (0.4, 0.34, 0.5), "#8c8c8c", draw=_prism),
    item("torus", (0.54, 0.54, 0.14), "#8c8c8c", draw=_torus, nouns="ring shape"),
    item("plank", (2.0, 0.035, 0.2), "#a87b45", draw=_plank, nouns="board, wooden board"),
    item("brick", (0.215, 0.065, 0.103), "#99584a", draw=_brick),
    item("brick_pile", (0.242, 0.266, 0.552), "#99584a", draw=_brick_pile,
         nouns="pile of bricks, bricks"),
    item("pipe", (1.5, 0.12, 0.12), "#8d9196", draw=_pipe, nouns="tube"),
    item("coin", (0.056, 0.0114, 0.032), "#c9a227", draw=_coin, nouns="coins, penny"),
    item("gem", (0.05, 0.036, 0.05), "#5ab0d8", draw=_gem, nouns="jewel, diamond, ruby, emerald"),
    item("crystal", (0.325, 0.36, 0.287), "#9a7fd0", draw=_crystal),
    item("treasure_chest", (0.7, 0.703, 0.59), "#8a6242", draw=_treasure_chest,
         nouns="treasure, chest"),
    item("paper", (0.249, 0.0025, 0.323), "#f0efea", draw=_paper,
         nouns="sheet of paper, document, menu, letter, ticket"),
    item("envelope", (0.22, 0.0065, 0.11), "#f0efea", draw=_envelope, nouns="postcard"),
    item("scroll", (0.36, 0.354, 0.044), "#e0cfa5", draw=_scroll, nouns="parchment"),
    item("blackboard", (1.9, 2.0, 0.5), "#8a6242", draw=_blackboard, nouns="chalkboard"),
    item("globe", (0.335, 0.421, 0.308), "#c9a227", draw=_globe),
    item("ring", (0.0206, 0.026, 0.008), "#c9a227", draw=_ring,
         nouns="wedding ring, engagement ring"),
    item("necklace", (0.194, 0.018, 0.264), "#e6e4df", draw=_necklace,
         nouns="bracelet, pearls, beads"),
    item("crown", (0.218, 0.131, 0.218), "#c9a227", draw=_crown, nouns="tiara, diadem"),
    item("mask", (0.226, 0.24, 0.137), "#e6e4df", draw=_mask),
    item("cane", (0.028, 0.922, 0.12), "#5a3d29", draw=_cane, nouns="walking stick, crutch"),
    item("lipstick", (0.02, 0.076, 0.02), "#b3283a", draw=_lipstick),
    item("cigarette", (0.085, 0.0082, 0.0082), "#c98a4a", draw=_cigarette, nouns="cigar"),
    item("tobacco_pipe", (0.15, 0.0539, 0.038), "#5a3020", draw=_tobacco_pipe,
         nouns="pipe smoking"),
    item("bead", (0.0648, 0.0104, 0.0643), "#b3342c", draw=_bead),
    item("coffin", (0.748, 0.44, 1.94), "#5a3d29", draw=_coffin, nouns="casket, sarcophagus"),
    item("aquarium", (0.8, 0.49, 0.402), "#7fb5cf", draw=_aquarium,
         nouns="fish tank, tank aquarium, fishbowl"),
    item("bird_cage", (0.4, 0.646, 0.4), "#c9a227", draw=_cage, nouns="birdcage"),
    item("cage", (2.5, 2.0, 1.9), "#4a4e54", draw=_big_cage),
)  # fmt: skip
"""Plain solids, treasure, paper and what is kept in drawers."""

"""Tools of workshop, house and garden."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_WOOD: Final = "#a87b45"


_STEEL: Final = "#8d9196"


def _hammer(d: Draft) -> None:
    d.lathe([(0.016, 0.0), (0.018, 0.05), (0.013, 0.15), (0.013, 0.3)], sides=12)
    d.box((0.035, 0.035, 0.05), "iron", at=(0.0, 0.28, 0.0))
    d.cylinder(0.018, 0.05, "iron", at=(0.0, 0.297, 0.05), axis="z", sides=12)
    d.tube(
        [(0.0, 0.3, -0.02), (0.0, 0.295, -0.06), (0.0, 0.27, -0.095)], (0.014, 0.011, 0.005), "iron"
    )


def _saw(d: Draft) -> None:
    teeth = [(0.5 - 0.02 * k, 0.0 if k % 2 else 0.008) for k in range(23)]
    d.slab([(0.06, 0.1), (0.5, 0.06), *teeth], 0.004, "metal")
    d.slab([(-0.06, 0.12), (0.07, 0.11), (0.07, 0.0), (-0.03, -0.01)], 0.022)
    d.slab([(-0.015, 0.08), (0.035, 0.08), (0.035, 0.03), (0.0, 0.025)], 0.024, "dark")


def _chainsaw(d: Draft) -> None:
    d.box((0.2, 0.17, 0.26), bevel=0.03)
    d.slab(
        [(0.0, 0.03), (0.42, 0.03), (0.45, 0.07), (0.42, 0.11), (0.0, 0.11)],
        0.012,
        "metal",
        at=(0.0, 0.0, 0.1),
        turn=(-90, 0, 0),
    )
    d.slab(
        [(0.0, 0.015), (0.43, 0.018), (0.465, 0.07), (0.43, 0.122), (0.0, 0.125)],
        0.006,
        "dark",
        at=(0.0, 0.0, 0.1),
        turn=(-90, 0, 0),
    )
    d.tube(
        [(-0.11, 0.08, 0.08), (-0.12, 0.23, 0.08), (0.1, 0.24, 0.08), (0.11, 0.1, 0.08)],
        0.014,
        "dark",
    )
    d.tube(
        [(0.0, 0.15, -0.12), (0.0, 0.17, -0.24), (0.0, 0.06, -0.26), (0.0, 0.03, -0.12)],
        0.018,
        "dark",
    )


def _screwdriver(d: Draft) -> None:
    d.lathe([(0.012, 0.0), (0.016, 0.01), (0.014, 0.05), (0.016, 0.09), (0.007, 0.105)], sides=10)
    d.cylinder(0.0035, 0.12, "metal", at=(0.0, 0.1, 0.0), sides=8)
    d.box((0.009, 0.012, 0.0025), "metal", at=(0.0, 0.215, 0.0), bevel=0.0)


def _wrench(d: Draft) -> None:
    d.slab([(-0.01, 0.02), (0.01, 0.02), (0.012, 0.18), (-0.012, 0.18)], 0.007)
    d.slab(
        [
            (-0.012, 0.18),
            (-0.026, 0.2),
            (-0.022, 0.24),
            (-0.01, 0.24),
            (-0.01, 0.21),
            (0.01, 0.21),
            (0.01, 0.24),
            (0.022, 0.24),
            (0.026, 0.2),
            (0.012, 0.18),
        ],
        0.01,
    )
    d.add_ring((0.0, 0.015, 0.0), (0.014, 0.014), 0.006)


def _drill(d: Draft) -> None:
    d.lathe(
        [(0.03, -0.08), (0.035, 0.0), (0.032, 0.06), (0.02, 0.09)],
        at=(0.0, 0.2, 0.0),
        turn=(0, 90, 0),
        sides=16,
    )
    d.lathe([(0.02, 0.09), (0.012, 0.13)], "dark", at=(0.0, 0.2, 0.0), turn=(0, 90, 0), sides=12)
    d.rod((0.0, 0.2, 0.12), (0.0, 0.2, 0.22), 0.004, "metal")
    d.box((0.035, 0.14, 0.05), "dark", at=(0.0, 0.05, -0.035), turn=(0, 10, 0), bevel=0.01)
    d.box((0.07, 0.055, 0.1), at=(0.0, 0.0, -0.04), bevel=0.01)


def _shovel(d: Draft) -> None:
    d.rod((0.0, 0.28, 0.0), (0.0, 1.1, 0.0), 0.016)
    d.slab(
        [
            (-0.11, 0.3),
            (0.11, 0.3),
            (0.11, 0.12),
            (0.06, 0.03),
            (0.0, 0.0),
            (-0.06, 0.03),
            (-0.11, 0.12),
        ],
        0.012,
        "metal",
    )
    d.cylinder(0.022, 0.12, "metal", at=(0.0, 0.27, 0.0), sides=10)
    for x in (-1, 1):
        d.rod((0.0, 1.06, 0.0), (0.06 * x, 1.16, 0.0), 0.014)
    d.rod((-0.065, 1.16, 0.0), (0.065, 1.16, 0.0), 0.015)


def _rake(d: Draft) -> None:
    d.rod((0.0, 0.08, 0.0), (0.0, 1.5, 0.0), 0.014)
    d.box((0.42, 0.02, 0.02), "iron", at=(0.0, 0.08, 0.0))
    for k in range(11):
        x = -0.2 + 0.04 * k
        d.tube([(x, 0.09, 0.0), (x, 0.06, 0.05), (x, 0.0, 0.06)], 0.005, "iron")


def _hoe(d: Draft) -> None:
    d.rod((0.0, 0.1, 0.0), (0.0, 1.45, 0.0), 0.014)
    d.tube([(0.0, 0.12, 0.0), (0.0, 0.1, 0.05), (0.0, 0.08, 0.08)], 0.01, "iron")
    d.box((0.17, 0.1, 0.006), "iron", at=(0.0, 0.0, 0.09), turn=(0, 12, 0), bevel=0.0)


def _pickaxe(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 0.9, 0.0), 0.02)
    d.tube(
        [
            (0.0, 0.76, -0.32),
            (0.0, 0.85, -0.16),
            (0.0, 0.88, 0.0),
            (0.0, 0.85, 0.16),
            (0.0, 0.76, 0.32),
        ],
        (0.005, 0.02, 0.03, 0.02, 0.005),
        "iron",
    )


def _pliers(d: Draft) -> None:
    for s in (-1, 1):
        d.tube([(0.018 * s, 0.0, 0.0), (0.026 * s, 0.05, 0.0), (0.008 * s, 0.11, 0.0)], 0.007)
        d.slab(
            [(0.001 * s, 0.17), (0.006 * s, 0.17), (0.013 * s, 0.12), (0.001 * s, 0.11)],
            0.01,
            "metal",
        )
    d.cylinder(0.013, 0.014, "metal", at=(0.0, 0.112, 0.0), axis="z", sides=14)


def _chisel(d: Draft) -> None:
    d.lathe([(0.013, 0.0), (0.016, 0.02), (0.013, 0.11)], sides=12)
    d.slab([(-0.01, 0.1), (0.01, 0.1), (0.012, 0.24), (-0.012, 0.24)], 0.006, "metal")


def _anvil(d: Draft) -> None:
    d.box((0.3, 0.06, 0.24))
    d.box((0.18, 0.12, 0.14), at=(0.0, 0.05, 0.0))
    d.box((0.36, 0.1, 0.13), at=(-0.02, 0.16, 0.0))
    d.lathe([(0.055, 0.0), (0.045, 0.08), (0.0, 0.2)], at=(0.15, 0.21, 0.0), turn=(0, 0, -90))
    d.box((0.3, 0.5, 0.3), "bark", at=(0.0, -0.5, 0.0))


def _hose(d: Draft) -> None:
    for k in range(5):
        d.ring(0.26 - 0.006 * k, 0.018, at=(0.0, 0.02 + 0.034 * k, 0.0))
    d.tube([(0.24, 0.18, 0.0), (0.3, 0.14, 0.15), (0.32, 0.03, 0.32)], 0.018)
    d.lathe(
        [(0.02, 0.0), (0.012, 0.08), (0.02, 0.12)],
        "gold",
        at=(0.32, 0.03, 0.3),
        turn=(0, 90, 0),
        sides=12,
    )


def _lawn_mower(d: Draft) -> None:
    d.box((0.5, 0.14, 0.62), at=(0.0, 0.08, 0.0), bevel=0.05)
    d.cylinder(0.13, 0.16, "dark", at=(0.0, 0.2, 0.05))
    for x in (-0.27, 0.27):
        for z in (-0.25, 0.25):
            d.cylinder(0.1, 0.05, "rubber", at=(x, 0.1, z), axis="x")
        d.rod((0.8 * x, 0.18, -0.3), (0.8 * x, 0.95, -0.85), 0.014, "metal")
    d.rod((-0.23, 0.95, -0.85), (0.23, 0.95, -0.85), 0.018, "dark")
    d.box((0.4, 0.3, 0.36), "cloth", at=(0.0, 0.15, -0.5), bevel=0.06)


def _key(d: Draft) -> None:
    d.add_ring((0.0, 0.014, 0.0), (0.012, 0.014), 0.003)
    d.rod((0.0, 0.027, 0.0), (0.0, 0.075, 0.0), 0.003)
    for y, w in ((0.06, 0.014), (0.069, 0.018)):
        d.box((w, 0.005, 0.003), at=(0.5 * w, y, 0.0), bevel=0.0)


def _padlock(d: Draft) -> None:
    d.box((0.05, 0.045, 0.022), bevel=0.005)
    d.tube(
        [
            (-0.016, 0.04, 0.0),
            (-0.016, 0.065, 0.0),
            (-0.009, 0.078, 0.0),
            (0.0, 0.081, 0.0),
            (0.009, 0.078, 0.0),
            (0.016, 0.065, 0.0),
            (0.016, 0.04, 0.0),
        ],
        0.0045,
        "chrome",
    )
    d.cylinder(0.006, 0.024, "dark", at=(0.0, 0.024, 0.0), axis="z", sides=12)


def _rope(d: Draft) -> None:
    for k in range(4):
        d.ring(0.16 - 0.012 * (k % 2), 0.016, at=(0.0, 0.016 + 0.028 * k, 0.0))
    d.tube([(0.16, 0.1, 0.0), (0.24, 0.05, 0.05), (0.32, 0.015, 0.16)], 0.015)


def _chain(d: Draft) -> None:
    for k in range(8):
        x = 0.05 * (k - 3.5)
        y, z = (0.016, 0.0) if k % 2 else (0.0, 0.016)
        for s in (-1, 1):
            d.tube(
                [(x - 0.032, 0.022, 0.0), (x, 0.022 + s * y, s * z), (x + 0.032, 0.022, 0.0)], 0.006
            )


def _hook(d: Draft) -> None:
    d.tube(
        [
            (0.0, 0.14, 0.0),
            (0.0, 0.07, 0.0),
            (0.012, 0.03, 0.0),
            (0.04, 0.012, 0.0),
            (0.068, 0.03, 0.0),
            (0.074, 0.055, 0.0),
        ],
        (0.009, 0.01, 0.011, 0.011, 0.009, 0.002),
    )
    d.add_ring((0.0, 0.16, 0.0), (0.018, 0.018), 0.006)


def _wheel(d: Draft) -> None:
    d.ring(0.25, 0.075, "rubber", at=(0.0, 0.325, 0.0), axis="x")
    d.cylinder(0.2, 0.1, at=(0.0, 0.325, 0.0), axis="x")
    for k in range(5):
        s, c = math.sin(k * math.tau / 5), math.cos(k * math.tau / 5)
        d.cylinder(0.03, 0.115, "dark", at=(0.0, 0.325 + 0.12 * s, 0.12 * c), axis="x", sides=10)


def _tripod(d: Draft) -> None:
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.rod((0.42 * s, 0.0, 0.42 * c), (0.04 * s, 1.2, 0.04 * c), 0.016)
    d.cylinder(0.03, 0.25, at=(0.0, 1.15, 0.0))
    d.box((0.1, 0.05, 0.14), "metal", at=(0.0, 1.4, 0.0))
    d.rod((0.0, 1.4, -0.05), (0.1, 1.3, -0.3), 0.01)


def _pottery_wheel(d: Draft) -> None:
    d.box((0.6, 0.45, 0.5), bevel=0.03)
    d.cylinder(0.17, 0.03, "metal", at=(0.0, 0.5, 0.0))
    d.cylinder(0.05, 0.06, "metal", at=(0.0, 0.44, 0.0))
    d.lathe(
        [(0.06, 0.53), (0.1, 0.6), (0.07, 0.7), (0.085, 0.74), (0.07, 0.74), (0.0, 0.6)], "soil"
    )


def _nail(d: Draft) -> None:
    d.lathe(
        [(0.0, 0.0), (0.0016, 0.006), (0.0016, 0.06), (0.0045, 0.062), (0.0045, 0.064)], sides=10
    )


def _screw(d: Draft) -> None:
    turns = [(0.0012 + 0.0014 * (k % 2), 0.004 + 0.002 * k) for k in range(18)]
    d.lathe([(0.0, 0.0), *turns, (0.005, 0.044), (0.005, 0.046)], sides=12)
    d.box((0.008, 0.001, 0.001), "dark", at=(0.0, 0.0456, 0.0), bevel=0.0)


def _mop(d: Draft) -> None:
    d.rod((0.0, 0.2, 0.0), (0.0, 1.35, 0.0), 0.013)
    d.cylinder(0.03, 0.08, "dark", at=(0.0, 0.16, 0.0))
    for k in range(16):
        s, c = math.sin(k * math.tau / 16), math.cos(k * math.tau / 16)
        d.tube(
            [(0.02 * s, 0.19, 0.02 * c), (0.08 * s, 0.09, 0.08 * c), (0.15 * s, 0.012, 0.15 * c)],
            0.012,
            "white",
        )


ENTRIES: Final[tuple[Entry, ...]] = (
    item("hammer", (0.036, 0.315, 0.173), _WOOD, draw=_hammer, nouns="mallet, sledgehammer"),
    item("saw", (0.56, 0.13, 0.024), _WOOD, draw=_saw, nouns="handsaw"),
    item("chainsaw", (0.252, 0.252, 0.839), "#d9772e", draw=_chainsaw),
    item("screwdriver", (0.0304, 0.227, 0.032), "#b3342c", draw=_screwdriver),
    item("wrench", (0.052, 0.245, 0.012), _STEEL, draw=_wrench, nouns="spanner"),
    item("drill", (0.07, 0.235, 0.31), "#3b66a8", draw=_drill, nouns="power drill"),
    item("shovel", (0.22, 1.17, 0.044), _WOOD, draw=_shovel, nouns="spade"),
    item("rake", (0.42, 1.5, 0.0789), _WOOD, draw=_rake),
    item("hoe", (0.17, 1.45, 0.117), _WOOD, draw=_hoe),
    item("pickaxe", (0.0571, 0.91, 0.645), _WOOD, draw=_pickaxe),
    item("pliers", (0.0659, 0.171, 0.014), "#b3342c", draw=_pliers),
    item("chisel", (0.032, 0.24, 0.032), _WOOD, draw=_chisel),
    item("anvil", (0.55, 0.765, 0.3), "#3b3e42", draw=_anvil),
    item("hose", (0.618, 0.195, 0.698), "#3f8f4a", draw=_hose, nouns="garden hose, fire hose"),
    item("lawn_mower", (0.59, 0.967, 1.22), "#b3342c", draw=_lawn_mower, nouns="lawnmower, mower"),
    item("key", (0.0326, 0.078, 0.006), "#c9a227", draw=_key),
    item("padlock", (0.05, 0.0853, 0.024), "#c9a227", draw=_padlock, nouns="lock"),
    item("rope", (0.508, 0.116, 0.352), "#b39a6b", draw=_rope, nouns="coil of rope, lasso, cord"),
    item("chain", (0.419, 0.044, 0.044), _STEEL, draw=_chain),
    item("hook", (0.0998, 0.182, 0.022), _STEEL, draw=_hook),
    item("wheel", (0.15, 0.65, 0.65), _STEEL, draw=_wheel, nouns="tire, tyre"),
    item("tripod", (0.758, 1.45, 0.74), "#26272a", draw=_tripod),
    item("pottery_wheel", (0.6, 0.74, 0.5), "#66788a", draw=_pottery_wheel, nouns="potter's wheel"),
    item("nail", (0.00856, 0.064, 0.009), _STEEL, draw=_nail),
    item("screw", (0.01, 0.0466, 0.01), _STEEL, draw=_screw),
    item("mop", (0.318, 1.35, 0.318), _WOOD, draw=_mop),
)  # fmt: skip
"""Tools of workshop, house and garden."""

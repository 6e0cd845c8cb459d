"""More sports gear."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _dumbbell(d: Draft) -> None:
    d.rod((-0.07, 0.06, 0.0), (0.07, 0.06, 0.0), 0.014, "metal")
    for s in (-1, 1):
        d.cylinder(0.06, 0.06, at=(0.095 * s, 0.06, 0.0), axis="x", sides=6)


def _barbell(d: Draft) -> None:
    d.rod((-1.05, 0.225, 0.0), (1.05, 0.225, 0.0), 0.014, "chrome")
    for s in (-1, 1):
        d.cylinder(0.225, 0.05, at=(0.74 * s, 0.225, 0.0), axis="x", sides=28)
        d.cylinder(0.18, 0.04, "red", at=(0.79 * s, 0.225, 0.0), axis="x", sides=28)
        d.cylinder(0.03, 0.06, "metal", at=(0.85 * s, 0.225, 0.0), axis="x")


def _bench_press(d: Draft) -> None:
    d.box((0.28, 0.07, 1.1), at=(0.0, 0.4, 0.15), bevel=0.02)
    for z in (-0.3, 0.6):
        d.box((0.4, 0.05, 0.06), "iron", at=(0.0, 0.0, z))
        d.box((0.06, 0.4, 0.06), "iron", at=(0.0, 0.0, z))
    for x in (-0.45, 0.45):
        d.box((0.06, 1.05, 0.06), "iron", at=(x, 0.0, -0.4))
        d.cylinder(0.2, 0.05, "dark", at=(1.9 * x, 1.0, -0.36), axis="x", sides=24)
    d.box((0.9, 0.06, 0.06), "iron", at=(0.0, 0.3, -0.4))
    d.rod((-1.0, 1.0, -0.36), (1.0, 1.0, -0.36), 0.014, "chrome")
    d.anchor("lie", (0.0, 0.47, 0.15))
    d.anchor("seat", (0.0, 0.47, 0.55))


def _trampoline(d: Draft) -> None:
    d.cylinder(1.3, 0.02, "dark", at=(0.0, 0.75, 0.0), sides=32)
    d.lathe([(1.25, 0.74), (1.6, 0.74), (1.62, 0.77), (1.6, 0.8), (1.25, 0.8)], sides=32)
    for k in range(6):
        s, c = math.sin(k * math.tau / 6), math.cos(k * math.tau / 6)
        d.rod((1.5 * s, 0.0, 1.5 * c), (1.55 * s, 0.75, 1.55 * c), 0.03, "metal")
    d.anchor("top", (0.0, 0.77, 0.0))


def _treadmill(d: Draft) -> None:
    d.box((0.75, 0.16, 1.75), at=(0.0, 0.0, 0.0), bevel=0.04)
    d.box((0.5, 0.02, 1.5), "black", at=(0.0, 0.15, -0.08))
    for x in (-0.35, 0.35):
        d.rod((x, 0.12, 0.72), (x, 1.2, 0.56), 0.035, "metal")
        d.rod((x, 1.1, 0.6), (x, 0.98, 0.1), 0.022, "dark")
    d.box((0.75, 0.3, 0.07), "dark", at=(0.0, 1.1, 0.58), turn=(0, 25, 0))
    d.box((0.3, 0.17, 0.02), "screen", at=(0.0, 1.17, 0.54), turn=(0, 25, 0))
    d.anchor("top", (0.0, 0.17, -0.1))


def _tennis_net(d: Draft) -> None:
    for x in (-5.5, 5.5):
        d.cylinder(0.06, 1.07, "green", at=(x, 0.0, 0.0))
    d.box((11.0, 0.06, 0.03), "white", at=(0.0, 0.98, 0.0))
    for k in range(56):
        d.rod((-5.5 + 0.2 * k, 0.02, 0.0), (-5.5 + 0.2 * k, 1.0, 0.0), 0.006)
    for k in range(6):
        d.rod((-5.5, 0.04 + 0.18 * k, 0.0), (5.5, 0.04 + 0.18 * k, 0.0), 0.006)


def _goal(d: Draft) -> None:
    for x in (-3.66, 3.66):
        d.rod((x, 0.0, 0.0), (x, 2.44, 0.0), 0.06)
        d.tube([(x, 2.44, 0.0), (x, 2.4, -0.9), (x, 0.05, -2.0), (x, 0.03, 0.0)], 0.025)
    d.rod((-3.72, 2.44, 0.0), (3.72, 2.44, 0.0), 0.06)
    for k in range(19):
        x = -3.6 + 0.4 * k
        d.tube([(x, 2.44, -0.02), (x, 2.4, -0.9), (x, 0.05, -2.0)], 0.008, "cream")
    for k in range(7):
        t = k / 6
        d.rod(
            (-3.66, 2.4 - 2.35 * t, -0.9 - 1.1 * t),
            (3.66, 2.4 - 2.35 * t, -0.9 - 1.1 * t),
            0.008,
            "cream",
        )


def _basketball_hoop(d: Draft) -> None:
    d.tube([(0.0, 0.0, -1.2), (0.0, 2.5, -1.2), (0.0, 3.1, -0.6), (0.0, 3.2, -0.1)], 0.07, "iron")
    d.box((0.5, 0.2, 0.6), "dark", at=(0.0, 0.0, -1.2))
    d.box((1.8, 1.05, 0.05), "white", at=(0.0, 2.9, 0.0))
    for s in (-1, 1):
        d.box((0.04, 0.45, 0.01), at=(0.28 * s, 3.1, 0.028), bevel=0.0)
        d.box((0.6, 0.04, 0.01), at=(0.0, 3.32 + 0.21 * s, 0.028), bevel=0.0)
    d.ring(0.225, 0.012, at=(0.0, 3.05, 0.3))
    for k in range(12):
        s, c = math.sin(k * math.tau / 12), math.cos(k * math.tau / 12)
        d.rod((0.225 * s, 3.05, 0.3 + 0.225 * c), (0.13 * s, 2.6, 0.3 + 0.13 * c), 0.006, "cream")


def _jump_rope(d: Draft) -> None:
    arc = [
        (0.35 * math.cos(a), 0.006, 0.5 * math.sin(a))
        for a in (0.3 + k * 2.55 / 12 for k in range(13))
    ]
    d.tube(arc, 0.005)
    for end, far in ((arc[0], 0.42), (arc[-1], -0.42)):
        d.rod((end[0], 0.012, end[2]), (far, 0.012, end[2] - 0.13), 0.014, "wood")


def _hula_hoop(d: Draft) -> None:
    d.ring(0.43, 0.014, at=(0.0, 0.44, 0.0), axis="z")


def _fishing_rod(d: Draft) -> None:
    d.tube(
        [(0.0, 0.02, 0.9), (0.0, 0.8, 0.3), (0.0, 1.7, -0.5), (0.0, 2.1, -0.95)][::-1],
        (0.002, 0.005, 0.009, 0.013),
    )
    d.rod((0.0, 0.0, 0.92), (0.0, 0.24, 0.73), 0.018, "wood")
    d.cylinder(0.035, 0.05, "dark", at=(0.0, 0.22, 0.8), axis="x")
    d.rod((0.0, 2.1, -0.95), (0.0, 0.9, -1.2), 0.002, "white")


def _oar(d: Draft) -> None:
    d.rod((0.0, 0.45, 0.0), (0.0, 1.7, 0.0), 0.02)
    d.slab(
        [
            (-0.03, 0.5),
            (0.03, 0.5),
            (0.085, 0.38),
            (0.085, 0.04),
            (0.06, 0.0),
            (-0.06, 0.0),
            (-0.085, 0.04),
            (-0.085, 0.38),
        ],
        0.018,
    )
    d.rod((-0.05, 1.7, 0.0), (0.05, 1.7, 0.0), 0.016, "dark")


def _punching_bag(d: Draft) -> None:
    d.lathe([(0.15, 0.0), (0.18, 0.03), (0.18, 1.05), (0.15, 1.1), (0.0, 1.1)])
    for y in (0.25, 0.8):
        d.ring(0.18, 0.008, "dark", at=(0.0, y, 0.0))
    for k in range(4):
        s, c = math.sin(k * math.tau / 4), math.cos(k * math.tau / 4)
        d.rod((0.15 * s, 1.1, 0.15 * c), (0.0, 1.5, 0.0), 0.006, "metal")
    d.rod((0.0, 1.5, 0.0), (0.0, 1.8, 0.0), 0.009, "metal")


def _boxing_glove(d: Draft) -> None:
    for x in (-0.1, 0.1):
        d.cylinder(0.05, 0.09, "white", at=(x, 0.0, 0.0), top=0.045)
        d.ball((0.075, 0.1, 0.065), at=(x, 0.16, 0.01))
        d.ball((0.03, 0.055, 0.035), at=(0.42 * x, 0.14, 0.04), turn=(0, 0, 20 if x > 0 else -20))


def _baseball_glove(d: Draft) -> None:
    d.ball((0.11, 0.1, 0.035), at=(0.0, 0.1, 0.0))
    for k in range(4):
        x = 0.02 + 0.032 * k - 0.05
        d.tube(
            [(x, 0.13, 0.01), (1.25 * x, 0.2, 0.03), (1.3 * x, 0.27 - 0.01 * abs(k - 1.5), 0.045)],
            (0.026, 0.024, 0.012),
        )
    d.tube([(-0.09, 0.1, 0.01), (-0.14, 0.17, 0.04), (-0.13, 0.22, 0.06)], (0.03, 0.026, 0.012))
    for y in (0.17, 0.2):
        d.rod((-0.13, y, 0.05), (-0.05, y + 0.01, 0.04), 0.006, "darkwood")
    d.cylinder(0.06, 0.05, "darkwood", at=(0.0, 0.0, 0.0))


def _roller_skates(d: Draft) -> None:
    for x in (-0.09, 0.09):
        d.box((0.09, 0.03, 0.27), "dark", at=(x, 0.07, 0.02))
        d.box((0.085, 0.08, 0.26), at=(x, 0.1, 0.02), bevel=0.035)
        d.cylinder(0.048, 0.16, at=(x, 0.13, -0.06), top=0.052)
        for z in (-0.07, 0.1):
            for side in (-0.035, 0.035):
                d.cylinder(0.03, 0.03, "orange", at=(x + side, 0.03, z), axis="x", sides=14)
            d.box((0.05, 0.05, 0.03), "metal", at=(x, 0.025, z))
        d.cylinder(0.02, 0.03, "red", at=(x, 0.04, 0.16))


def _ice_skates(d: Draft) -> None:
    for x in (-0.09, 0.09):
        d.box((0.006, 0.05, 0.29), "chrome", at=(x, 0.0, 0.02), bevel=0.0)
        for z in (-0.06, 0.1):
            d.box((0.03, 0.05, 0.04), "dark", at=(x, 0.03, z))
        d.box((0.08, 0.08, 0.27), at=(x, 0.07, 0.03), bevel=0.035)
        d.cylinder(0.046, 0.17, at=(x, 0.1, -0.05), top=0.05)


def _parachute(d: Draft) -> None:
    d.lathe(
        [(3.6, 6.2), (3.3, 7.2), (2.2, 8.3), (0.3, 8.8), (0.3, 8.7), (2.1, 8.2), (3.2, 7.1)],
        sides=16,
    )
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.rod((3.55 * s, 6.2, 3.55 * c), (0.15 * s, 0.6, 0.15 * c), 0.02, "white")
    d.box((0.45, 0.6, 0.2), "dark", at=(0.0, 0.0, -0.15), bevel=0.05)


def _saddle(d: Draft) -> None:
    d.ball((0.17, 0.05, 0.27), "dark", at=(0.0, 0.3, 0.0))
    d.ball((0.16, 0.1, 0.05), at=(0.0, 0.36, -0.23), turn=(0, -20, 0))
    d.ball((0.09, 0.09, 0.06), at=(0.0, 0.36, 0.22))
    d.rod((0.0, 0.4, 0.22), (0.0, 0.5, 0.26), 0.02)
    d.ball((0.032, 0.016, 0.032), at=(0.0, 0.51, 0.265), sides=12)
    for s in (-1, 1):
        flap = [(0.2, 0.3), (0.18, 0.02), (0.0, -0.04), (-0.14, 0.04), (-0.24, 0.3)]
        d.slab(flap, 0.02, at=(0.17 * s, 0.0, 0.0), turn=(-90, 0, 0))
        d.rod((0.19 * s, 0.2, 0.05), (0.2 * s, -0.12, 0.05), 0.012, "dark")
        d.ring(0.06, 0.01, "metal", at=(0.2 * s, -0.18, 0.05), axis="z")
    d.anchor("seat", (0.0, 0.34, 0.0))


def _hurdle(d: Draft) -> None:
    d.box((1.18, 0.08, 0.02), at=(0.0, 0.99, 0.0))
    for x in (-0.4, 0.0, 0.4):
        d.box((0.14, 0.082, 0.022), "dark", at=(x, 0.989, 0.0))
    for x in (-0.55, 0.55):
        d.rod((x, 0.03, 0.0), (x, 1.0, 0.0), 0.016, "metal")
        d.rod((x, 0.03, 0.0), (x, 0.03, -0.7), 0.02, "metal")


def _yoga_mat(d: Draft) -> None:
    d.box((0.61, 0.006, 1.5), at=(0.0, 0.0, 0.15), bevel=0.0)
    d.cylinder(0.06, 0.61, at=(0.0, 0.06, -0.62), axis="x")


def _boxing_ring(d: Draft) -> None:
    d.box((7.0, 1.0, 7.0), "dark", bevel=0.02)
    d.box((6.8, 0.04, 6.8), "white", at=(0.0, 1.0, 0.0), bevel=0.01)
    for x in (-3.1, 3.1):
        for z in (-3.1, 3.1):
            d.cylinder(0.08, 1.5, "red" if x * z > 0 else "blue", at=(x, 1.02, z))
    for y in (1.45, 1.8, 2.15, 2.45):
        for s in (-3.1, 3.1):
            d.rod((-3.1, y, s), (3.1, y, s), 0.025)
            d.rod((s, y, -3.1), (s, y, 3.1), 0.025)
    d.anchor("top", (0.0, 1.04, 0.0))
    d.anchor("floor", (0.0, 1.04, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("dumbbell", (0.25, 0.104, 0.12), "#3b3e42", draw=_dumbbell, nouns="weight"),
    item("barbell", (2.1, 0.45, 0.45), "#26272a", draw=_barbell, nouns="weights"),
    item("bench_press", (2.0, 1.2, 1.26), "#26272a", draw=_bench_press,
         nouns="weight bench, workout bench"),
    item("trampoline", (3.24, 0.802, 3.24), "#3b66a8", draw=_trampoline),
    item("treadmill", (0.767, 1.4, 1.75), "#66696e", draw=_treadmill),
    item("tennis_net", (11.1, 1.07, 0.12), "#26272a", draw=_tennis_net,
         nouns="net, volleyball net"),
    item("goal", (7.44, 2.5, 2.08), "#e6e4df", draw=_goal,
         nouns="goalpost, soccer goal, football goal"),
    item("basketball_hoop", (1.8, 3.95, 2.04), "#c8502a", draw=_basketball_hoop,
         nouns="hoop, basket hoop"),
    item("jump_rope", (0.863, 0.0266, 0.499), "#b3342c", draw=_jump_rope, nouns="skipping rope"),
    item("hula_hoop", (0.888, 0.888, 0.028), "#d23c8a", draw=_hula_hoop),
    item("fishing_rod", (0.05, 2.11, 2.14), "#3b3e42", draw=_fishing_rod, nouns="fishing pole"),
    item("oar", (0.17, 1.72, 0.04), "#a87b45", draw=_oar, nouns="paddle, boat paddle"),
    item("punching_bag", (0.376, 1.8, 0.376), "#7d2f33", draw=_punching_bag),
    item("boxing_glove", (0.348, 0.26, 0.128), "#b3342c", draw=_boxing_glove,
         nouns="boxing gloves"),
    item("baseball_glove", (0.273, 0.268, 0.131), "#8a5a32", draw=_baseball_glove,
         nouns="catcher's mitt"),
    item("roller_skates", (0.284, 0.289, 0.295), "#e6e4df", draw=_roller_skates,
         nouns="roller skate"),
    item("ice_skates", (0.28, 0.27, 0.29), "#e6e4df", draw=_ice_skates, nouns="ice skate"),
    item("parachute", (7.2, 8.8, 7.2), "#d0553f", draw=_parachute),
    item("saddle", (0.54, 0.776, 0.585), "#6b3f22", draw=_saddle),
    item("hurdle", (1.18, 1.06, 0.716), "#e6e4df", draw=_hurdle),
    item("yoga_mat", (0.61, 0.12, 1.58), "#6a4f9a", draw=_yoga_mat),
    item("boxing_ring", (7.0, 2.52, 7.0), "#c8323c", draw=_boxing_ring, kind="set",
         nouns="wrestling ring"),
)  # fmt: skip
"""More sports gear."""

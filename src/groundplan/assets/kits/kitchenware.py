"""Vessels and tools of the kitchen and the laboratory."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _pan(d: Draft) -> None:
    d.lathe([(0.1, 0.0), (0.13, 0.045), (0.127, 0.045), (0.098, 0.006), (0.0, 0.006)])
    d.tube(
        [(0.0, 0.035, 0.12), (0.0, 0.055, 0.2), (0.0, 0.06, 0.32)], (0.012, 0.013, 0.015), "dark"
    )


def _wok(d: Draft) -> None:
    d.lathe([(0.05, 0.0), (0.12, 0.03), (0.18, 0.1), (0.175, 0.1), (0.11, 0.036), (0.0, 0.008)])
    d.rod((0.0, 0.095, 0.17), (0.0, 0.13, 0.36), 0.014, "wood")
    d.tube([(-0.05, 0.1, -0.17), (0.0, 0.115, -0.22), (0.05, 0.1, -0.17)], 0.008)


def _test_tube(d: Draft) -> None:
    d.box((0.2, 0.012, 0.06), "wood")
    d.box((0.2, 0.01, 0.06), "wood", at=(0.0, 0.08, 0.0))
    for x in (-0.095, 0.095):
        d.box((0.01, 0.09, 0.06), "wood", at=(x, 0.0, 0.0))
    for k in range(5):
        x = -0.068 + 0.034 * k
        d.lathe(
            [(0.0, 0.012), (0.008, 0.018), (0.009, 0.15), (0.0, 0.15)],
            "glass",
            at=(x, 0.0, 0.0),
            sides=12,
        )
        d.lathe(
            [
                (0.0, 0.012),
                (0.0085, 0.018),
                (0.0095, 0.07 + 0.012 * (k % 3)),
                (0.0, 0.075 + 0.012 * (k % 3)),
            ],
            ("red", "main", "green", "yellow", "blue")[k],
            at=(x, 0.0, 0.0),
            sides=12,
        )


def _beaker(d: Draft) -> None:
    d.lathe(
        [
            (0.045, 0.0),
            (0.048, 0.006),
            (0.048, 0.125),
            (0.053, 0.135),
            (0.05, 0.135),
            (0.045, 0.12),
            (0.045, 0.008),
            (0.0, 0.008),
        ],
        "glass",
    )
    d.lathe([(0.0455, 0.008), (0.0487, 0.07), (0.0, 0.071)])


def _flask(d: Draft) -> None:
    d.lathe(
        [(0.06, 0.0), (0.062, 0.006), (0.02, 0.1), (0.018, 0.15), (0.022, 0.155), (0.0, 0.155)],
        "glass",
    )
    d.lathe([(0.0605, 0.0), (0.0625, 0.007), (0.043, 0.05), (0.0, 0.051)])


def _teapot(d: Draft) -> None:
    d.lathe([(0.05, 0.0), (0.085, 0.03), (0.09, 0.065), (0.06, 0.105), (0.03, 0.112), (0.0, 0.113)])
    d.lathe([(0.035, 0.11), (0.03, 0.122), (0.01, 0.13), (0.014, 0.142), (0.0, 0.148)])
    d.tube([(0.075, 0.045, 0.0), (0.115, 0.07, 0.0), (0.135, 0.115, 0.0)], (0.02, 0.013, 0.009))
    d.tube(
        [(-0.075, 0.09, 0.0), (-0.135, 0.095, 0.0), (-0.13, 0.045, 0.0), (-0.08, 0.035, 0.0)], 0.009
    )


def _pitcher(d: Draft) -> None:
    d.lathe(
        [
            (0.06, 0.0),
            (0.08, 0.05),
            (0.075, 0.13),
            (0.05, 0.19),
            (0.058, 0.23),
            (0.05, 0.23),
            (0.0, 0.17),
        ]
    )
    d.tube([(0.05, 0.21, 0.0), (0.085, 0.235, 0.0)], (0.022, 0.008))
    d.tube([(-0.05, 0.2, 0.0), (-0.12, 0.19, 0.0), (-0.12, 0.1, 0.0), (-0.075, 0.07, 0.0)], 0.011)


def _watering_can(d: Draft) -> None:
    d.lathe([(0.11, 0.0), (0.11, 0.2), (0.09, 0.22), (0.0, 0.22)])
    d.tube([(0.0, 0.05, 0.1), (0.0, 0.16, 0.22), (0.0, 0.26, 0.34)], (0.026, 0.018, 0.015))
    d.lathe([(0.016, 0.0), (0.045, 0.04), (0.0, 0.045)], at=(0.0, 0.25, 0.33), turn=(0, 50, 0))
    d.tube([(0.0, 0.2, 0.07), (0.0, 0.32, 0.03), (0.0, 0.3, -0.1), (0.0, 0.1, -0.11)], 0.012)


def _fork(d: Draft) -> None:
    d.tube([(0.0, 0.002, 0.0), (0.0, 0.006, 0.06), (0.0, 0.004, 0.12)], (0.009, 0.006, 0.004))
    d.box((0.024, 0.003, 0.03), at=(0.0, 0.003, 0.13))
    for k in range(4):
        d.rod((-0.01 + 0.0067 * k, 0.004, 0.14), (-0.01 + 0.0067 * k, 0.007, 0.19), 0.0016)


def _table_knife(d: Draft) -> None:
    d.box((0.016, 0.006, 0.1), bevel=0.002)
    d.slab(
        [(-0.008, 0.04), (0.008, 0.04), (0.008, 0.13), (0.002, 0.155), (-0.008, 0.15)],
        0.002,
        "metal",
        at=(0.0, 0.003, 0.0),
        turn=(0, 90, 0),
    )


def _chopsticks(d: Draft) -> None:
    for x, tilt in ((-0.012, 0.006), (0.012, -0.002)):
        d.tube([(x, 0.005, 0.115), (x + tilt, 0.005, -0.115)], (0.0042, 0.0022))
    d.box((0.05, 0.008, 0.014), "white", at=(0.0, -0.004, -0.07))


def _spatula(d: Draft) -> None:
    d.tube(
        [(0.0, 0.012, 0.17), (0.0, 0.014, 0.0), (0.0, 0.01, -0.06)], (0.011, 0.008, 0.005), "dark"
    )
    d.slab(
        [(-0.03, -0.06), (0.03, -0.06), (0.04, -0.15), (-0.04, -0.15)],
        0.003,
        at=(0.0, 0.008, 0.0),
        turn=(0, 90, 0),
    )
    for x in (-0.015, 0.0, 0.015):
        d.box((0.006, 0.0034, 0.05), "dark", at=(x, 0.0064, -0.11), bevel=0.0)


def _whisk(d: Draft) -> None:
    d.lathe([(0.009, 0.0), (0.011, 0.05), (0.008, 0.12)], sides=12)
    for k in range(5):
        a = k * math.pi / 5
        s, c = math.sin(a), math.cos(a)
        d.tube(
            [
                (0.006 * s, 0.12, 0.006 * c),
                (0.03 * s, 0.2, 0.03 * c),
                (0.028 * s, 0.25, 0.028 * c),
                (0.0, 0.275, 0.0),
                (-0.028 * s, 0.25, -0.028 * c),
                (-0.03 * s, 0.2, -0.03 * c),
                (-0.006 * s, 0.12, -0.006 * c),
            ],
            0.0016,
        )


def _tongs(d: Draft) -> None:
    for s in (-1, 1):
        d.tube(
            [(0.004 * s, 0.012, 0.13), (0.03 * s, 0.012, 0.0), (0.02 * s, 0.012, -0.12)],
            (0.007, 0.008, 0.006),
        )
        d.ball((0.012, 0.004, 0.02), at=(0.018 * s, 0.012, -0.13), sides=10)


def _cutting_board(d: Draft) -> None:
    d.box((0.4, 0.02, 0.26), bevel=0.006)
    d.box((0.08, 0.021, 0.04), "dark", at=(0.0, 0.0, 0.105), bevel=0.006)


def _rolling_pin(d: Draft) -> None:
    d.cylinder(0.03, 0.26, at=(0.0, 0.03, 0.0), axis="x")
    for s in (-1, 1):
        d.lathe(
            [(0.008, 0.0), (0.014, 0.03), (0.012, 0.09), (0.0, 0.1)],
            "darkwood",
            at=(0.125 * s, 0.03, 0.0),
            turn=(0, 0, -90 * s),
            sides=12,
        )


def _corkscrew(d: Draft) -> None:
    path = [
        (0.006 * math.cos(t), 0.005 + 0.008 * t, 0.006 * math.sin(t))
        for t in (0.5 * k for k in range(20))
    ]
    d.tube(path, (0.0008, *[0.0016] * 19), "metal")
    d.rod((0.0, 0.08, 0.0), (0.0, 0.11, 0.0), 0.003, "metal")
    d.lathe([(0.009, -0.05), (0.013, 0.0), (0.009, 0.05)], at=(0.0, 0.115, 0.0), turn=(0, 0, -90))


def _ladle(d: Draft) -> None:
    d.tube([(0.0, 0.07, 0.04), (0.0, 0.2, 0.05), (0.0, 0.34, 0.03)], (0.006, 0.006, 0.009))
    d.lathe([(0.0, 0.0), (0.03, 0.012), (0.045, 0.045), (0.042, 0.045), (0.0, 0.01)], sides=18)
    d.tube([(0.0, 0.04, 0.043), (0.0, 0.08, 0.04)], 0.005)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("pan", (0.26, 0.075, 0.451), "#3b3e42", draw=_pan, nouns="frying pan, skillet"),
    item("wok", (0.36, 0.144, 0.59), "#3b3e42", draw=_wok),
    item("test_tube", (0.2, 0.15, 0.06), "#7a4fa0", draw=_test_tube, nouns="test tubes"),
    item("beaker", (0.106, 0.135, 0.106), "#4f9fd0", draw=_beaker),
    item("flask", (0.125, 0.155, 0.125), "#5fbf6a", draw=_flask, nouns="potion"),
    item("teapot", (0.284, 0.148, 0.18), "#e6e4df", draw=_teapot),
    item("pitcher", (0.22, 0.242, 0.16), "#b08d57", draw=_pitcher, nouns="jug, ewer"),
    item("watering_can", (0.22, 0.33, 0.512), "#3f8f6a", draw=_watering_can),
    item("fork", (0.024, 0.019, 0.191), "#b9bec4", draw=_fork),
    item("table_knife", (0.016, 0.006, 0.205), "#5a3d29", draw=_table_knife,
         nouns="butter knife, dinner knife"),
    item("chopsticks", (0.05, 0.013, 0.23), "#7a3028", draw=_chopsticks, nouns="chopstick"),
    item("spatula", (0.08, 0.022, 0.32), "#b9bec4", draw=_spatula),
    item("whisk", (0.0602, 0.277, 0.0632), "#b9bec4", draw=_whisk),
    item("tongs", (0.076, 0.0152, 0.28), "#b9bec4", draw=_tongs),
    item("ladle", (0.0886, 0.341, 0.101), "#b9bec4", draw=_ladle),
    item("cutting_board", (0.4, 0.021, 0.26), "#b98a55", draw=_cutting_board,
         nouns="chopping board"),
    item("rolling_pin", (0.45, 0.06, 0.06), "#b98a55", draw=_rolling_pin),
    item("corkscrew", (0.1, 0.123, 0.026), "#8a5a32", draw=_corkscrew),
)  # fmt: skip
"""Vessels and tools of the kitchen and the laboratory."""

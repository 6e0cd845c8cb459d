"""Machines of office, studio and workshop."""

import math
from itertools import pairwise
from typing import Final

from groundplan.assets import solids
from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _radio(d: Draft) -> None:
    d.box((0.34, 0.19, 0.1), bevel=0.02)
    d.cylinder(0.07, 0.01, "dark", at=(-0.08, 0.095, 0.05), axis="z")
    for k in range(4):
        d.ring(0.015 + 0.015 * k, 0.003, "metal", at=(-0.08, 0.095, 0.056), axis="z")
    d.box((0.12, 0.04, 0.01), "cream", at=(0.08, 0.12, 0.048))
    for x in (0.05, 0.12):
        d.cylinder(0.018, 0.02, "metal", at=(x, 0.06, 0.055), axis="z", sides=14)
    d.rod((0.14, 0.19, -0.03), (0.22, 0.42, -0.03), 0.003, "chrome")
    d.tube(
        [(-0.15, 0.18, 0.0), (-0.14, 0.235, 0.0), (0.14, 0.235, 0.0), (0.15, 0.18, 0.0)],
        0.008,
        "dark",
    )


def _speaker(d: Draft) -> None:
    d.box((0.24, 0.5, 0.25), bevel=0.01)
    for y, r in ((0.16, 0.09), (0.37, 0.055)):
        d.cylinder(r, 0.012, "dark", at=(0.0, y, 0.126), axis="z")
        d.ring(r, 0.007, "metal", at=(0.0, y, 0.13), axis="z")
        d.ball((0.4 * r, 0.4 * r, 0.2 * r), "stone", at=(0.0, y, 0.132))


def _printer(d: Draft) -> None:
    d.box((0.45, 0.17, 0.34), bevel=0.02)
    d.box((0.36, 0.03, 0.12), "dark", at=(0.0, 0.06, 0.13))
    d.box((0.21, 0.006, 0.24), "white", at=(0.0, 0.075, 0.24), turn=(0, 6, 0), bevel=0.0)
    d.box((0.21, 0.22, 0.006), "white", at=(0.0, 0.16, -0.12), turn=(0, -20, 0), bevel=0.0)
    d.box((0.3, 0.12, 0.014), at=(0.0, 0.16, -0.13), turn=(0, -20, 0))
    d.box((0.1, 0.01, 0.06), "screen", at=(0.14, 0.167, 0.1))


def _projector(d: Draft) -> None:
    d.box((0.32, 0.1, 0.24), bevel=0.02)
    d.cylinder(0.035, 0.05, "dark", at=(0.08, 0.055, 0.13), axis="z")
    d.ball((0.028, 0.028, 0.012), "glass", at=(0.08, 0.055, 0.155))
    for k in range(5):
        d.box((0.09, 0.006, 0.01), "dark", at=(-0.08, 0.03 + 0.012 * k, 0.118), bevel=0.0)


def _game_controller(d: Draft) -> None:
    d.box((0.11, 0.035, 0.07), at=(0.0, 0.012, 0.0), bevel=0.014)
    for s in (-1, 1):
        d.tube(
            [(0.045 * s, 0.03, -0.02), (0.065 * s, 0.025, 0.01), (0.07 * s, 0.018, 0.06)],
            (0.026, 0.024, 0.014),
        )
        d.cylinder(0.01, 0.016, "dark", at=(0.022 * s, 0.044, 0.016), sides=14)
    for k in range(4):
        a = k * math.pi / 2
        d.ball(
            0.005,
            ("red", "green", "blue", "yellow")[k],
            at=(0.05 + 0.011 * math.cos(a), 0.049, -0.012 + 0.011 * math.sin(a)),
            sides=8,
        )
    d.box((0.024, 0.006, 0.008), "dark", at=(-0.05, 0.045, -0.012))
    d.box((0.008, 0.006, 0.024), "dark", at=(-0.05, 0.045, -0.012))


def _computer_mouse(d: Draft) -> None:
    dome = solids.lathe(
        [(0.0, 0.0), (0.98, 0.0), (1.0, 0.15), (0.85, 0.6), (0.5, 0.92), (0.0, 1.0)]
    )
    d.add(dome, scale=(0.032, 0.036, 0.056))
    d.cylinder(0.008, 0.006, "dark", at=(0.0, 0.032, 0.024), axis="x")
    d.box((0.0015, 0.022, 0.03), "dark", at=(0.0, 0.012, 0.036), turn=(0, 30, 0), bevel=0.0)


def _remote(d: Draft) -> None:
    d.box((0.048, 0.018, 0.18), bevel=0.006)
    for row in range(6):
        for k in range(3):
            d.cylinder(
                0.0045,
                0.004,
                ("red" if row == 0 and k == 0 else "stone"),
                at=(-0.014 + 0.014 * k, 0.017, -0.07 + 0.018 * row),
                sides=8,
            )
    d.ring(0.013, 0.003, "stone", at=(0.0, 0.019, 0.055))


def _tablet(d: Draft) -> None:
    d.box((0.18, 0.25, 0.007), bevel=0.003)
    d.box((0.164, 0.23, 0.002), "screen", at=(0.0, 0.01, 0.0035), bevel=0.0)
    d.box((0.16, 0.19, 0.006), "dark", at=(0.0, 0.0, -0.05), turn=(0, 28, 0), bevel=0.0)


def _webcam(d: Draft) -> None:
    d.ball((0.03, 0.03, 0.025), at=(0.0, 0.09, 0.0))
    d.cylinder(0.016, 0.012, "black", at=(0.0, 0.09, 0.022), axis="z")
    d.rod((0.0, 0.02, 0.0), (0.0, 0.07, 0.0), 0.007, "dark")
    d.box((0.07, 0.02, 0.05), "dark", bevel=0.006)


def _wristwatch(d: Draft) -> None:
    d.cylinder(0.02, 0.01, at=(0.0, 0.04, 0.026), axis="z")
    d.cylinder(0.017, 0.0115, "white", at=(0.0, 0.04, 0.026), axis="z")
    d.rod((0.0, 0.04, 0.0325), (0.0, 0.053, 0.0325), 0.0008, "black")
    d.rod((0.0, 0.04, 0.0325), (0.008, 0.036, 0.0325), 0.001, "black")
    strap = [
        (0.0, 0.04 + 0.036 * math.sin(a), 0.028 * math.cos(a) - 0.003)
        for a in (0.5 + k * 0.26 for k in range(21))
    ]
    for a, b in pairwise(strap):
        d.tube([a, b], 0.0075, "darkwood")
    d.cylinder(0.003, 0.006, "metal", at=(0.022, 0.04, 0.026), axis="x", sides=10)


def _alarm_clock(d: Draft) -> None:
    d.cylinder(0.06, 0.045, at=(0.0, 0.08, 0.0), axis="z")
    d.cylinder(0.052, 0.047, "white", at=(0.0, 0.08, 0.001), axis="z")
    d.rod((0.0, 0.08, 0.026), (0.0, 0.118, 0.026), 0.002, "black")
    d.rod((0.0, 0.08, 0.026), (0.024, 0.09, 0.026), 0.0025, "black")
    for s in (-1, 1):
        d.ball((0.028, 0.02, 0.028), "chrome", at=(0.035 * s, 0.15, 0.0), turn=(0, 0, -25 * s))
        d.rod((0.03 * s, 0.03, 0.0), (0.05 * s, 0.0, 0.0), 0.006, "metal")
    d.tube([(-0.03, 0.17, 0.0), (0.0, 0.19, 0.0), (0.03, 0.17, 0.0)], 0.003, "metal")


def _grandfather_clock(d: Draft) -> None:
    d.box((0.55, 0.45, 0.32), bevel=0.02)
    d.box((0.38, 1.1, 0.24), at=(0.0, 0.43, 0.0))
    d.box((0.28, 0.9, 0.01), "glass", at=(0.0, 0.52, 0.12))
    d.box((0.52, 0.5, 0.3), at=(0.0, 1.5, 0.0), bevel=0.02)
    d.slab([(-0.3, 2.0), (0.3, 2.0), (0.0, 2.2)], 0.3)
    d.cylinder(0.19, 0.02, "white", at=(0.0, 1.75, 0.15), axis="z")
    d.rod((0.0, 1.75, 0.165), (0.0, 1.88, 0.165), 0.008, "black")
    d.rod((0.0, 1.75, 0.165), (0.08, 1.7, 0.165), 0.009, "black")
    d.rod((0.0, 1.35, 0.128), (0.0, 0.8, 0.128), 0.008, "gold")
    d.cylinder(0.07, 0.015, "gold", at=(0.0, 0.75, 0.128), axis="z")


def _typewriter(d: Draft) -> None:
    d.slab(
        [(-0.17, 0.0), (0.17, 0.0), (0.17, 0.06), (0.02, 0.1), (-0.03, 0.14), (-0.17, 0.14)],
        0.32,
        turn=(-90, 0, 0),
    )
    for row in range(4):
        for k in range(10):
            d.cylinder(
                0.01,
                0.012,
                "cream",
                at=(
                    -0.125 + 0.028 * k - 0.005 * row,
                    0.072 + 0.013 * (3 - row),
                    0.145 - 0.032 * (3 - row),
                ),
                sides=8,
            )
    d.cylinder(0.03, 0.38, "dark", at=(0.0, 0.165, -0.1), axis="x")
    d.box((0.21, 0.2, 0.003), "white", at=(0.0, 0.16, -0.12), turn=(0, -12, 0), bevel=0.0)
    for s in (-1, 1):
        d.cylinder(0.022, 0.03, "metal", at=(0.2 * s, 0.165, -0.1), axis="x")


def _record_player(d: Draft) -> None:
    d.box((0.44, 0.1, 0.36), bevel=0.01)
    d.cylinder(0.15, 0.012, "metal", at=(-0.04, 0.1, 0.0), sides=32)
    d.cylinder(0.148, 0.006, "black", at=(-0.04, 0.112, 0.0), sides=32)
    d.cylinder(0.05, 0.003, "red", at=(-0.04, 0.117, 0.0))
    d.cylinder(0.022, 0.04, "chrome", at=(0.16, 0.1, -0.11))
    d.tube([(0.16, 0.135, -0.13), (0.16, 0.135, 0.02), (0.09, 0.125, 0.1)], 0.005, "chrome")


def _gramophone(d: Draft) -> None:
    d.box((0.36, 0.16, 0.36), "darkwood", bevel=0.02)
    d.cylinder(0.15, 0.012, "black", at=(0.0, 0.165, 0.0), sides=28)
    d.tube(
        [
            (0.0, 0.18, -0.17),
            (0.0, 0.4, -0.2),
            (0.0, 0.52, -0.12),
            (0.0, 0.58, 0.02),
            (0.0, 0.62, 0.14),
            (0.0, 0.64, 0.2),
        ],
        (0.014, 0.02, 0.03, 0.07, 0.17, 0.27),
    )
    d.rod((0.19, 0.08, 0.0), (0.25, 0.08, 0.0), 0.008, "metal")


def _microscope(d: Draft) -> None:
    d.box((0.14, 0.03, 0.2), "dark", bevel=0.01)
    d.tube([(0.0, 0.02, -0.08), (0.0, 0.2, -0.1), (0.0, 0.3, -0.04)], (0.03, 0.026, 0.022))
    d.box((0.11, 0.012, 0.11), "dark", at=(0.0, 0.11, 0.02))
    d.lathe(
        [(0.012, -0.14), (0.02, -0.1), (0.024, 0.05), (0.016, 0.1), (0.018, 0.14)],
        "main",
        at=(0.0, 0.28, -0.01),
        turn=(0, -22, 0),
    )
    d.cylinder(0.02, 0.1, "metal", at=(0.0, 0.2, -0.09), axis="x")


def _ring_light(d: Draft) -> None:
    d.ring(0.22, 0.025, "lamp", at=(0.0, 1.5, 0.0), axis="z")
    d.rod((0.0, 0.6, 0.0), (0.0, 1.26, 0.0), 0.014)
    for k in range(3):
        a = k * math.tau / 3
        d.rod((0.0, 0.75, 0.0), (0.38 * math.sin(a), 0.0, 0.38 * math.cos(a)), 0.012)
    d.anchor("light", (0.0, 1.5, 0.0))


def _binoculars(d: Draft) -> None:
    for s in (-1, 1):
        d.lathe(
            [(0.026, 0.07), (0.026, 0.02), (0.018, -0.02), (0.018, -0.06), (0.021, -0.07)],
            at=(0.034 * s, 0.028, 0.0),
            turn=(0, 90, 0),
            sides=16,
        )
        d.cylinder(0.022, 0.004, "glass", at=(0.034 * s, 0.028, 0.07), axis="z")
    d.box((0.04, 0.012, 0.05), at=(0.0, 0.02, 0.0))
    d.cylinder(0.012, 0.03, "metal", at=(0.0, 0.036, -0.01), axis="z", sides=12)


def _robot_arm(d: Draft) -> None:
    d.cylinder(0.3, 0.18, "dark")
    d.cylinder(0.22, 0.3, at=(0.0, 0.15, 0.0))
    d.cylinder(0.17, 0.34, "dark", at=(0.0, 0.5, 0.0), axis="x")
    d.rod((0.0, 0.5, 0.0), (0.0, 1.4, -0.2), 0.13)
    d.cylinder(0.15, 0.3, "dark", at=(0.0, 1.4, -0.2), axis="x")
    d.rod((0.0, 1.4, -0.2), (0.0, 1.55, 0.75), 0.1)
    d.cylinder(0.08, 0.2, "dark", at=(0.0, 1.55, 0.78), axis="x")
    d.rod((0.0, 1.55, 0.78), (0.0, 1.2, 0.95), 0.06)
    for s in (-1, 1):
        d.rod((0.0, 1.2, 0.95), (0.09 * s, 1.12, 1.0), 0.02, "metal")
        d.rod((0.09 * s, 1.12, 1.0), (0.05 * s, 0.98, 1.05), 0.02, "metal")


def _cash_register(d: Draft) -> None:
    d.box((0.42, 0.12, 0.42), bevel=0.01)
    d.slab(
        [(-0.2, 0.12), (0.18, 0.12), (0.18, 0.16), (-0.05, 0.26), (-0.2, 0.26)],
        0.34,
        turn=(-90, 0, 0),
    )
    for row in range(4):
        for k in range(5):
            d.box(
                (0.035, 0.012, 0.03),
                "white",
                at=(-0.1 + 0.05 * k, 0.165 + 0.022 * row, 0.145 - 0.05 * row),
                turn=(0, 24, 0),
            )
    d.box((0.26, 0.1, 0.04), "screen", at=(0.0, 0.27, -0.14))
    d.box((0.1, 0.02, 0.01), "metal", at=(0.0, 0.07, 0.212))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("radio", (0.393, 0.421, 0.115), "#7a4a2a", draw=_radio, nouns="boombox, transistor radio"),
    item("speaker", (0.24, 0.5, 0.275), "#3b2a20", draw=_speaker,
         nouns="loudspeaker, speaker box, amplifier, amp"),
    item("printer", (0.45, 0.374, 0.53), "#cfcfca", draw=_printer, nouns="copier, scanner"),
    item("projector", (0.32, 0.1, 0.287), "#e6e4df", draw=_projector),
    item("game_controller", (0.176, 0.0579, 0.0973), "#3b3e42", draw=_game_controller,
         nouns="gamepad, joystick"),
    item("computer_mouse", (0.064, 0.04, 0.112), "#e6e4df", draw=_computer_mouse,
         nouns="mouse device"),
    item("remote", (0.048, 0.022, 0.18), "#26272a", draw=_remote, nouns="remote control"),
    item("tablet", (0.18, 0.25, 0.102), "#8d9196", draw=_tablet, nouns="tablet computer, e reader"),
    item("webcam", (0.07, 0.12, 0.053), "#3b3e42", draw=_webcam, nouns="security camera"),
    item("wristwatch", (0.045, 0.0868, 0.0719), "#c9a227", draw=_wristwatch,
         nouns="watch, smartwatch, pocket watch"),
    item("alarm_clock", (0.123, 0.196, 0.056), "#b3342c", draw=_alarm_clock),
    item("grandfather_clock", (0.6, 2.2, 0.334), "#5a3d29", draw=_grandfather_clock),
    item("typewriter", (0.43, 0.358, 0.34), "#2f4a3f", draw=_typewriter),
    item("record_player", (0.44, 0.14, 0.36), "#7a4a2a", draw=_record_player, nouns="turntable"),
    item("gramophone", (0.514, 0.896, 0.505), "#c9a227", draw=_gramophone, nouns="phonograph"),
    item("microscope", (0.14, 0.417, 0.226), "#e6e4df", draw=_microscope),
    item("ring_light", (0.68, 1.75, 0.592), "#26272a", draw=_ring_light,
         nouns="studio light, softbox"),
    item("binoculars", (0.12, 0.052, 0.142), "#26272a", draw=_binoculars, nouns="field glasses"),
    item("robot_arm", (0.6, 1.65, 1.42), "#d9772e", draw=_robot_arm,
         nouns="robotic arm, industrial robot"),
    item("cash_register", (0.42, 0.37, 0.427), "#66696e", draw=_cash_register, nouns="till"),
)  # fmt: skip
"""Machines of office, studio and workshop."""

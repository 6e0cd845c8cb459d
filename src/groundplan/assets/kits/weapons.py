"""Weapons, as shapes only."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_STEEL: Final = "#b9bec4"


def _blade(d: Draft, length: float, *, wide: float, grip: float) -> None:
    tip = grip + length
    d.slab(
        [
            (-wide, grip),
            (wide, grip),
            (0.85 * wide, tip - 2.5 * wide),
            (0.0, tip),
            (-0.85 * wide, tip - 2.5 * wide),
        ],
        0.25 * wide,
    )
    d.cylinder(0.014, grip, "darkwood", sides=10)
    d.box((8.0 * wide, 0.02, 0.02), "gold", at=(0.0, grip - 0.01, 0.0))
    d.ball(0.02, "gold", at=(0.0, -0.01, 0.0), sides=10)


def _sword(d: Draft) -> None:
    _blade(d, 0.78, wide=0.026, grip=0.16)


def _dagger(d: Draft) -> None:
    _blade(d, 0.22, wide=0.017, grip=0.11)


def _katana(d: Draft) -> None:
    bend = [(0.0, 0.28), (0.012, 0.5), (0.035, 0.75), (0.075, 0.98)]
    d.slab([*bend, *((x + 0.028, y - 0.006) for x, y in reversed(bend[:-1]))], 0.007)
    d.tube([(0.012, 0.0, 0.0), (0.012, 0.27, 0.0)], 0.015, "dark")
    d.cylinder(0.04, 0.008, "gold", at=(0.012, 0.27, 0.0))


def _shield(d: Draft) -> None:
    d.slab(
        [
            (-0.28, 0.75),
            (0.28, 0.75),
            (0.28, 0.4),
            (0.2, 0.16),
            (0.0, 0.0),
            (-0.2, 0.16),
            (-0.28, 0.4),
        ],
        0.03,
    )
    d.slab(
        [
            (-0.24, 0.71),
            (0.24, 0.71),
            (0.24, 0.42),
            (0.17, 0.19),
            (0.0, 0.06),
            (-0.17, 0.19),
            (-0.24, 0.42),
        ],
        0.05,
        "metal",
    )
    d.box((0.07, 0.56, 0.02), at=(0.0, 0.12, 0.02), bevel=0.0)
    d.box((0.44, 0.07, 0.02), at=(0.0, 0.45, 0.02), bevel=0.0)
    d.tube([(-0.1, 0.45, -0.02), (0.0, 0.45, -0.08), (0.1, 0.45, -0.02)], 0.014, "dark")


def _round_shield(d: Draft) -> None:
    d.lathe(
        [(0.0, 0.06), (0.12, 0.055), (0.38, 0.02), (0.4, 0.0), (0.37, 0.0), (0.0, 0.03)],
        at=(0.0, 0.4, 0.0),
        turn=(0, 90, 0),
        sides=32,
    )
    d.ring(0.395, 0.014, "iron", at=(0.0, 0.4, 0.01), axis="z")
    d.ball((0.1, 0.1, 0.06), "iron", at=(0.0, 0.4, 0.06))


def _spear(d: Draft) -> None:
    d.rod((0.0, 0.0, 0.0), (0.0, 1.85, 0.0), 0.015)
    d.slab([(-0.012, 1.82), (-0.04, 1.9), (0.0, 2.1), (0.04, 1.9), (0.012, 1.82)], 0.012, "metal")
    d.cylinder(0.02, 0.06, "red", at=(0.0, 1.77, 0.0), sides=10)


def _bow(d: Draft) -> None:
    arc = [
        (0.0, 0.75 + 0.72 * math.sin(a), 0.32 * math.cos(a) - 0.14)
        for a in (k * math.pi / 12 - math.pi / 2 for k in range(13))
    ]
    d.tube(arc, (0.006, *[0.013] * 5, 0.02, *[0.013] * 5, 0.006))
    d.rod(arc[0], arc[-1], 0.0025, "white")
    d.rod((0.0, 0.66, 0.18), (0.0, 0.84, 0.18), 0.022, "dark")


def _arrow(d: Draft) -> None:
    d.rod((0.0, 0.03, -0.36), (0.0, 0.03, 0.36), 0.005)
    d.lathe([(0.014, 0.0), (0.0, 0.05)], "metal", at=(0.0, 0.03, 0.35), turn=(0, 90, 0), sides=6)
    vane = [(-0.36, 0.0), (-0.37, 0.03), (-0.29, 0.03), (-0.25, 0.0)]
    d.slab(vane, 0.002, "red", at=(0.0, 0.03, 0.0), turn=(-90, 0, 0))
    for s in (-1, 1):
        d.slab([(s * y, z) for z, y in vane], 0.002, "red", at=(0.0, 0.03, 0.0), turn=(0, 90, 0))


def _pistol(d: Draft) -> None:
    d.box((0.028, 0.032, 0.18), at=(0.0, 0.1, 0.02))
    d.box((0.03, 0.11, 0.045), "dark", at=(0.0, 0.0, -0.05), turn=(0, 14, 0))
    d.tube([(0.0, 0.1, 0.045), (0.0, 0.072, 0.04), (0.0, 0.072, -0.01)], 0.004)
    d.cylinder(0.008, 0.02, "dark", at=(0.0, 0.12, 0.115), axis="z", sides=10)


def _rifle(d: Draft) -> None:
    d.slab(
        [
            (0.55, 0.1),
            (0.55, -0.03),
            (0.25, 0.03),
            (0.12, 0.0),
            (0.1, 0.04),
            (-0.2, 0.06),
            (-0.2, 0.1),
        ],
        0.045,
        "wood",
        at=(0.0, 0.05, 0.0),
        turn=(90, 0, 0),
    )
    d.rod((0.0, 0.15, -0.15), (0.0, 0.15, 0.6), 0.012)
    d.box((0.035, 0.05, 0.3), at=(0.0, 0.125, -0.02))
    d.box((0.02, 0.09, 0.05), "dark", at=(0.0, 0.03, 0.0))


def _cannon(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -0.78),
            (0.06, -0.76),
            (0.07, -0.7),
            (0.2, -0.64),
            (0.19, -0.3),
            (0.15, 0.5),
            (0.13, 0.85),
            (0.17, 0.95),
            (0.15, 1.0),
            (0.09, 1.0),
            (0.08, 0.6),
            (0.0, 0.6),
        ],
        at=(0.0, 0.72, 0.0),
        turn=(0, 82, 0),
        sides=20,
    )
    for x in (-0.4, 0.4):
        d.ring(0.42, 0.04, "darkwood", at=(x, 0.46, 0.05), axis="x")
        d.cylinder(0.09, 0.12, "darkwood", at=(x, 0.46, 0.05), axis="x")
        for k in range(4):
            s, c = math.sin(k * math.pi / 4), math.cos(k * math.pi / 4)
            d.rod(
                (x, 0.46 - 0.4 * s, 0.05 - 0.4 * c),
                (x, 0.46 + 0.4 * s, 0.05 + 0.4 * c),
                0.025,
                "wood",
            )
    d.rod((-0.4, 0.46, 0.05), (0.4, 0.46, 0.05), 0.05, "iron")
    d.tube([(0.0, 0.6, 0.1), (0.0, 0.4, -0.7), (0.0, 0.06, -1.3)], 0.09, "wood")


def _cannonball(d: Draft) -> None:
    for x, y, z in ((-0.08, 0.08, -0.05), (0.08, 0.08, -0.05), (0.0, 0.08, 0.09), (0.0, 0.21, 0.0)):
        d.ball(0.08, at=(x, y, z))


def _staff(d: Draft) -> None:
    d.tube(
        [(0.0, 0.0, 0.0), (0.02, 0.6, 0.0), (-0.01, 1.2, 0.0), (0.0, 1.6, 0.0)],
        (0.014, 0.018, 0.018, 0.022),
    )
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.tube(
            [(0.0, 1.58, 0.0), (0.07 * s, 1.68, 0.07 * c), (0.04 * s, 1.8, 0.04 * c)],
            (0.014, 0.012, 0.006),
        )
    d.ball(0.05, "blue", at=(0.0, 1.7, 0.0), sides=14)


def _wand(d: Draft) -> None:
    d.lathe(
        [(0.009, 0.0), (0.011, 0.02), (0.007, 0.08), (0.009, 0.09), (0.005, 0.1), (0.0028, 0.34)],
        sides=12,
    )
    d.slab(
        [
            (0.0, 0.33),
            (0.009, 0.352),
            (0.032, 0.352),
            (0.014, 0.366),
            (0.02, 0.39),
            (0.0, 0.376),
            (-0.02, 0.39),
            (-0.014, 0.366),
            (-0.032, 0.352),
            (-0.009, 0.352),
        ],
        0.008,
        "yellow",
    )


def _light_sword(d: Draft) -> None:
    d.cylinder(0.019, 0.26, "metal", sides=14)
    for y in (0.05, 0.09, 0.13):
        d.ring(0.019, 0.003, "black", at=(0.0, y, 0.0))
    d.cylinder(0.015, 0.85, at=(0.0, 0.26, 0.0), sides=14)
    d.ball(0.015, at=(0.0, 1.11, 0.0), sides=10)


def _catapult(d: Draft) -> None:
    for x in (-0.7, 0.7):
        d.box((0.18, 0.2, 3.2), at=(x, 0.35, 0.0))
        d.rod((x, 0.5, -0.4), (x, 2.0, 0.1), 0.08)
        d.rod((x, 0.5, 0.9), (x, 2.0, 0.1), 0.08)
        for z in (-1.2, 1.2):
            d.cylinder(0.42, 0.14, "darkwood", at=(1.3 * x, 0.42, z), axis="x")
    for z in (-1.4, 1.4):
        d.box((1.5, 0.16, 0.16), at=(0.0, 0.37, z))
    d.rod((-0.8, 2.0, 0.1), (0.8, 2.0, 0.1), 0.09)
    d.rod((0.0, 0.6, 0.3), (0.0, 2.9, -1.5), 0.09)
    d.ball((0.3, 0.16, 0.3), "darkwood", at=(0.0, 2.95, -1.55))
    d.ball(0.2, "stone", at=(0.0, 3.1, -1.55))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("sword", (0.208, 0.97, 0.038), _STEEL, draw=_sword, nouns="longsword, broadsword, rapier"),
    item("dagger", (0.136, 0.36, 0.038), _STEEL, draw=_dagger),
    item("katana", (0.103, 0.98, 0.08), _STEEL, draw=_katana,
         nouns="samurai sword, sabre, scimitar"),
    item("shield", (0.56, 0.75, 0.124), "#7d2f33", draw=_shield),
    item("round_shield", (0.818, 0.818, 0.123), "#8a6242", draw=_round_shield),
    item("spear", (0.08, 2.1, 0.04), "#8a6242", draw=_spear, nouns="lance, javelin, pike, harpoon"),
    item("bow", (0.0418, 1.45, 0.344), "#6b4527", draw=_bow, nouns="longbow"),
    item("arrow", (0.06, 0.044, 0.77), "#a87b45", draw=_arrow),
    item("pistol", (0.03, 0.135, 0.21), "#3b3e42", draw=_pistol, nouns="gun, revolver, handgun"),
    item("rifle", (0.045, 0.155, 1.15), "#3b3e42", draw=_rifle, nouns="musket, shotgun"),
    item("cannon", (0.92, 1.04, 2.36), "#3b3e42", draw=_cannon),
    item("cannonball", (0.318, 0.29, 0.298), "#26272a", draw=_cannonball, nouns="cannonballs"),
    item("staff", (0.145, 1.8, 0.131), "#6b4527", draw=_staff,
         nouns="wizard staff, sceptre, scepter"),
    item("wand", (0.064, 0.39, 0.022), "#3b2a1e", draw=_wand, nouns="magic wand"),
    item("light_sword", (0.044, 1.12, 0.044), "#7fd0ff", draw=_light_sword,
         nouns="lightsaber, laser sword"),
    item("catapult", (1.96, 3.3, 3.47), "#8a6242", draw=_catapult, nouns="trebuchet"),
)  # fmt: skip
"""Weapons."""

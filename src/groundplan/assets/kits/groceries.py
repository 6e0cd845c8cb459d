"""Fruit, vegetables and what stands in a larder."""

import math
from collections.abc import Callable, Sequence
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _lathed(
    profile: Sequence[tuple[float, float]], *, stem: float = 0.0, leaf: bool = False
) -> Callable[[Draft], None]:
    """Return a turned fruit with a stem [m] and a leaf."""
    top = max(y for _, y in profile)

    def draw(d: Draft) -> None:
        d.lathe(profile, sides=20)
        if stem:
            d.tube(
                [(0.0, top - 0.004, 0.0), (0.002, top + 0.5 * stem, 0.0), (0.006, top + stem, 0.0)],
                0.06 * stem + 0.001,
                "bark",
            )
        if leaf:
            d.ball((0.022, 0.003, 0.01), "leaf", at=(0.022, top + 0.008, 0.0), turn=(0, 0, 20))

    return draw


def _lying(profile: Sequence[tuple[float, float]], *, tip: str = "") -> Callable[[Draft], None]:
    """Return a turned vegetable that lies along X, with leaves of a role at its end."""
    radius, end = max(r for r, _ in profile), max(y for _, y in profile)

    def draw(d: Draft) -> None:
        d.lathe(profile, at=(0.0, radius, 0.0), turn=(0, 0, -90), sides=18)
        if tip:
            for k in (-1, 0, 1):
                d.tube(
                    [(end - 0.005, radius, 0.0), (end + 0.04, radius + 0.012, 0.02 * k)],
                    (0.006, 0.002),
                    tip,
                )

    return draw


def _grapes(d: Draft) -> None:
    for row, count in enumerate((1, 3, 5, 6, 5)):
        for k in range(count):
            a = k * math.tau / count + row
            r = 0.011 * (count - 1) * 0.5
            d.ball(0.011, at=(r * math.cos(a), 0.014 + 0.019 * row, r * math.sin(a)), sides=10)
    d.tube([(0.0, 0.09, 0.0), (0.004, 0.115, 0.0), (0.016, 0.125, 0.0)], 0.003, "bark")


def _strawberry(d: Draft) -> None:
    d.lathe([(0.0, 0.0), (0.012, 0.012), (0.019, 0.028), (0.014, 0.037), (0.0, 0.038)])
    for k in range(6):
        s, c = math.sin(k * math.tau / 6), math.cos(k * math.tau / 6)
        d.tube(
            [(0.0, 0.038, 0.0), (0.01 * s, 0.041, 0.01 * c), (0.018 * s, 0.036, 0.018 * c)],
            (0.004, 0.004, 0.001),
            "leaf",
        )


def _cherries(d: Draft) -> None:
    for x in (-0.014, 0.014):
        d.ball(0.011, at=(x, 0.011, 0.0), sides=14)
        d.tube([(x, 0.02, 0.0), (0.6 * x, 0.045, 0.0), (0.0, 0.06, 0.0)], 0.0012, "green")
    d.ball((0.014, 0.002, 0.007), "leaf", at=(0.012, 0.06, 0.0), turn=(0, 0, 15), sides=10)


def _pineapple(d: Draft) -> None:
    d.lathe([(0.03, 0.0), (0.055, 0.03), (0.062, 0.09), (0.05, 0.15), (0.02, 0.175)], sides=12)
    for ring, y in enumerate((0.17, 0.185, 0.2)):
        for k in range(7):
            a = k * math.tau / 7 + 0.4 * ring
            r = 0.05 - 0.014 * ring
            d.tube(
                [
                    (0.01 * math.sin(a), y, 0.01 * math.cos(a)),
                    (0.6 * r * math.sin(a), y + 0.05, 0.6 * r * math.cos(a)),
                    (1.3 * r * math.sin(a), y + 0.08, 1.3 * r * math.cos(a)),
                ],
                (0.009, 0.007, 0.001),
                "leaf",
            )


def _watermelon(d: Draft) -> None:
    d.ball((0.16, 0.125, 0.125), at=(0.0, 0.125, 0.0), sides=24)
    for k in range(6):
        a = k * math.tau / 6
        line = [
            (
                0.161 * math.cos(t),
                0.125 + 0.1265 * math.sin(t) * math.sin(a),
                0.1265 * math.sin(t) * math.cos(a),
            )
            for t in (0.3, 0.8, 1.4, 1.8, 2.4, 2.85)
        ]
        d.tube(line, 0.006, "darkleaf")


def _coconut(d: Draft) -> None:
    d.ball((0.055, 0.06, 0.055), at=(0.0, 0.06, 0.0), sides=16)
    for x in (-0.014, 0.014):
        d.ball(0.007, "dark", at=(x, 0.09, 0.042), sides=8)
    d.ball(0.007, "dark", at=(0.0, 0.072, 0.053), sides=8)


def _avocado(d: Draft) -> None:
    shape = [(0.0, 0.0), (0.025, 0.008), (0.034, 0.035), (0.024, 0.07), (0.01, 0.092), (0.0, 0.094)]
    d.lathe(shape, turn=(0, -12, 0))
    d.lathe([(0.9 * r, y) for r, y in shape], "yellow", at=(0.0, 0.0, 0.004), turn=(0, -12, 0))
    d.ball(0.017, "darkwood", at=(0.0, 0.034, 0.022), sides=14)


def _egg(d: Draft) -> None:
    d.lathe(
        [(0.0, 0.0), (0.014, 0.004), (0.022, 0.02), (0.019, 0.04), (0.009, 0.054), (0.0, 0.057)]
    )


def _jar(d: Draft) -> None:
    d.lathe([(0.034, 0.0), (0.04, 0.006), (0.04, 0.085), (0.033, 0.098), (0.0, 0.098)])
    d.cylinder(0.037, 0.02, "gold", at=(0.0, 0.096, 0.0))
    d.lathe([(0.0403, 0.02), (0.0408, 0.021), (0.0408, 0.07), (0.0403, 0.071)], "cream")


def _lettuce(d: Draft) -> None:
    d.ball((0.075, 0.07, 0.075), at=(0.0, 0.07, 0.0))
    for k in range(10):
        a = k * math.tau / 10
        d.ball(
            (0.05, 0.055, 0.008),
            at=(0.068 * math.sin(a), 0.062, 0.068 * math.cos(a)),
            turn=(math.degrees(a) + 20, -18, 0),
            sides=10,
        )


def _corn(d: Draft) -> None:
    d.lathe(
        [(0.012, -0.1), (0.023, -0.07), (0.025, 0.02), (0.016, 0.08), (0.0, 0.1)],
        at=(0.0, 0.03, 0.0),
        turn=(0, 0, -90),
        sides=14,
    )
    for k in range(5):
        s, c = math.sin(k * math.tau / 5), math.cos(k * math.tau / 5)
        d.tube(
            [
                (-0.11, 0.03, 0.0),
                (-0.04, 0.03 + 0.024 * s, 0.024 * c),
                (0.02, 0.03 + 0.034 * s, 0.034 * c),
            ],
            (0.012, 0.016, 0.002),
            "leaf",
        )


def _bone(d: Draft) -> None:
    d.tube([(-0.07, 0.02, 0.0), (0.07, 0.02, 0.0)], 0.011)
    for x in (-0.08, 0.08):
        for z in (-0.014, 0.014):
            d.ball(0.018, at=(x, 0.02, z), sides=12)


def _acorn(d: Draft) -> None:
    d.lathe([(0.0, 0.0), (0.008, 0.008), (0.009, 0.02), (0.0, 0.022)])
    d.lathe([(0.0105, 0.018), (0.011, 0.022), (0.006, 0.029), (0.0, 0.03)], "bark")
    d.rod((0.0, 0.029, 0.0), (0.002, 0.036, 0.0), 0.0012, "bark")


def _pepper(d: Draft) -> None:
    for k in range(4):
        s, c = math.sin(k * math.tau / 4), math.cos(k * math.tau / 4)
        d.ball((0.026, 0.045, 0.026), at=(0.016 * s, 0.045, 0.016 * c), sides=12)
    d.tube([(0.0, 0.08, 0.0), (0.002, 0.1, 0.0), (0.01, 0.112, 0.0)], (0.008, 0.005, 0.005), "leaf")


def _chili(d: Draft) -> None:
    d.tube(
        [(-0.05, 0.012, 0.0), (0.0, 0.012, 0.012), (0.04, 0.012, 0.004), (0.07, 0.012, -0.018)],
        (0.012, 0.012, 0.008, 0.001),
    )
    d.tube(
        [(-0.05, 0.012, 0.0), (-0.062, 0.014, 0.0), (-0.075, 0.02, 0.004)],
        (0.01, 0.004, 0.003),
        "leaf",
    )


def _lemon(d: Draft) -> None:
    d.lathe(
        [
            (0.0, -0.045),
            (0.008, -0.038),
            (0.026, -0.022),
            (0.031, 0.0),
            (0.026, 0.022),
            (0.008, 0.038),
            (0.0, 0.045),
        ],
        at=(0.0, 0.031, 0.0),
        turn=(0, 0, -90),
    )


_PEAR: Final = (
    (0.0, 0.0),
    (0.03, 0.006),
    (0.038, 0.035),
    (0.024, 0.065),
    (0.015, 0.085),
    (0.0, 0.09),
)


_TOMATO: Final = (
    (0.0, 0.003),
    (0.02, 0.0),
    (0.037, 0.025),
    (0.03, 0.05),
    (0.008, 0.056),
    (0.0, 0.05),
)


_ONION: Final = (
    (0.006, 0.0),
    (0.034, 0.02),
    (0.038, 0.035),
    (0.022, 0.06),
    (0.006, 0.07),
    (0.004, 0.09),
    (0.0, 0.092),
)


_GARLIC: Final = (
    (0.01, 0.0),
    (0.025, 0.012),
    (0.022, 0.028),
    (0.006, 0.04),
    (0.003, 0.06),
    (0.0, 0.06),
)


_EGGPLANT: Final = (
    (0.0, -0.11),
    (0.03, -0.095),
    (0.042, -0.05),
    (0.03, 0.03),
    (0.02, 0.08),
    (0.0, 0.095),
)


_POTATO: Final = ((0.0, -0.05), (0.022, -0.042), (0.032, -0.01), (0.029, 0.03), (0.0, 0.052))


_CUCUMBER: Final = (
    (0.0, -0.15),
    (0.014, -0.145),
    (0.021, -0.1),
    (0.021, 0.1),
    (0.013, 0.145),
    (0.0, 0.15),
)


_SAUSAGE: Final = (
    (0.0, -0.07),
    (0.012, -0.066),
    (0.016, -0.05),
    (0.016, 0.05),
    (0.012, 0.066),
    (0.0, 0.07),
)


_MANGO: Final = ((0.0, -0.055), (0.025, -0.045), (0.04, -0.01), (0.036, 0.025), (0.0, 0.055))


_KIWI: Final = ((0.0, -0.034), (0.018, -0.026), (0.025, 0.0), (0.018, 0.026), (0.0, 0.034))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("pear", (0.0805, 0.111, 0.076), "#b5b53c", draw=_lathed(_PEAR, stem=0.02, leaf=True)),
    item("tomato", (0.0795, 0.0719, 0.074), "#c0392b",
         draw=_lathed(_TOMATO, stem=0.012, leaf=True)),
    item("onion", (0.076, 0.092, 0.076), "#b98a4a", draw=_lathed(_ONION)),
    item("garlic", (0.05, 0.06, 0.05), "#e8e2d4", draw=_lathed(_GARLIC)),
    item("eggplant", (0.246, 0.0827, 0.084), "#3d2348", draw=_lying(_EGGPLANT, tip="leaf"),
         nouns="aubergine"),
    item("potato", (0.102, 0.063, 0.064), "#b08d57", draw=_lying(_POTATO)),
    item("cucumber", (0.3, 0.0414, 0.042), "#3f6f35", draw=_lying(_CUCUMBER),
         nouns="zucchini, courgette, pickle"),
    item("sausage", (0.14, 0.0315, 0.032), "#8f4a2f", draw=_lying(_SAUSAGE)),
    item("mango", (0.11, 0.0788, 0.08), "#d99a3a", draw=_lying(_MANGO), nouns="papaya"),
    item("kiwi", (0.068, 0.0492, 0.05), "#7a6238", draw=_lying(_KIWI)),
    item("lemon", (0.09, 0.062, 0.062), "#e6cf3f", draw=_lemon),
    item("grape", (0.0743, 0.124, 0.072), "#5d3a72", draw=_grapes, nouns="grapes, bunch of grapes"),
    item("strawberry", (0.038, 0.045, 0.038), "#c8283a", draw=_strawberry, nouns="raspberry"),
    item("cherry", (0.0489, 0.0639, 0.0214), "#9f1f2d", draw=_cherries, nouns="cherries"),
    item("pineapple", (0.128, 0.28, 0.128), "#c9953a", draw=_pineapple),
    item("watermelon", (0.32, 0.25, 0.261), "#4c8a45", draw=_watermelon, nouns="melon"),
    item("coconut", (0.108, 0.12, 0.114), "#5b4030", draw=_coconut),
    item("avocado", (0.068, 0.0921, 0.0791), "#39502c", draw=_avocado),
    item("pepper", (0.084, 0.115, 0.084), "#c0392b", draw=_pepper, nouns="bell pepper, paprika"),
    item("chili", (0.147, 0.0228, 0.0428), "#c0281f", draw=_chili, nouns="chili pepper, chilli"),
    item("lettuce", (0.197, 0.14, 0.193), "#7fae4f", draw=_lettuce, nouns="cabbage"),
    item("corn", (0.214, 0.0767, 0.0745), "#e0b83a", draw=_corn, nouns="corn cob, maize"),
    item("egg", (0.044, 0.057, 0.044), "#e8d9c3", draw=_egg),
    item("jar", (0.0816, 0.116, 0.0816), "#c98a2a", draw=_jar,
         nouns="honey, jam, jar of honey, jam jar, pot of honey"),
    item("bone", (0.196, 0.036, 0.064), "#e8e0cc", draw=_bone),
    item("acorn", (0.022, 0.0363, 0.022), "#a8742f", draw=_acorn,
         nouns="nut, walnut, hazelnut, chestnut"),
)  # fmt: skip
"""Fruit, vegetables and what stands in a larder."""

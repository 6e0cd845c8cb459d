"""Appliances, crockery and things that lie about."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _carton(d: Draft) -> None:
    d.box((0.4, 0.3, 0.3), bevel=0.006)
    d.box((0.05, 0.302, 0.302), "cream", bevel=0.002)


def _cube(d: Draft) -> None:
    d.box((0.4, 0.4, 0.4), bevel=0.012)


def _cup(d: Draft) -> None:
    d.lathe([(0.03, 0.0), (0.036, 0.01), (0.04, 0.09), (0.036, 0.09), (0.032, 0.02), (0.0, 0.02)])
    d.tube(
        [(0.037, 0.075, 0.0), (0.062, 0.07, 0.0), (0.064, 0.035, 0.0), (0.037, 0.025, 0.0)], 0.005
    )
    d.lathe([(0.035, 0.03), (0.037, 0.078), (0.0, 0.078)], "soil")


def _wine_glass(d: Draft) -> None:
    d.lathe([(0.035, 0.0), (0.034, 0.004), (0.005, 0.01), (0.004, 0.09), (0.03, 0.12), (0.038,
            0.16),
             (0.033, 0.2), (0.031, 0.2), (0.035, 0.16), (0.0, 0.11)])  # fmt: skip


def _bottle(d: Draft) -> None:
    d.lathe([(0.034, 0.0), (0.037, 0.01), (0.037, 0.18), (0.015, 0.23), (0.014, 0.29), (0.0, 0.29)])
    d.lathe([(0.0375, 0.06), (0.0378, 0.061), (0.0378, 0.15), (0.0, 0.15)], "cream")
    d.cylinder(0.016, 0.02, "dark", at=(0.0, 0.285, 0.0), sides=12)


def _plate(d: Draft) -> None:
    d.lathe([(0.07, 0.0), (0.08, 0.004), (0.13, 0.02), (0.128, 0.024), (0.08, 0.01), (0.0, 0.01)])


def _bowl(d: Draft) -> None:
    d.lathe(
        [
            (0.05, 0.0),
            (0.06, 0.01),
            (0.12, 0.07),
            (0.125, 0.09),
            (0.118, 0.09),
            (0.05, 0.02),
            (0.0, 0.02),
        ]
    )


def _pot(d: Draft) -> None:
    d.lathe([(0.11, 0.0), (0.12, 0.02), (0.12, 0.14), (0.11, 0.14), (0.11, 0.03), (0.0, 0.03)])
    d.lathe([(0.122, 0.14), (0.1, 0.16), (0.02, 0.17), (0.02, 0.19), (0.0, 0.195)], "metal")
    for x in (-0.14, 0.14):
        d.box((0.06, 0.015, 0.03), "dark", at=(x, 0.11, 0.0))


def _kettle(d: Draft) -> None:
    d.lathe(
        [
            (0.09, 0.0),
            (0.11, 0.03),
            (0.1, 0.1),
            (0.05, 0.15),
            (0.02, 0.16),
            (0.02, 0.18),
            (0.0, 0.18),
        ]
    )
    d.tube([(0.0, 0.06, 0.08), (0.0, 0.1, 0.15), (0.0, 0.15, 0.18)], (0.025, 0.016, 0.012))
    d.tube(
        [(0.0, 0.14, 0.06), (0.0, 0.22, 0.04), (0.0, 0.22, -0.06), (0.0, 0.14, -0.08)], 0.01, "dark"
    )


def _book(d: Draft) -> None:
    d.box((0.16, 0.005, 0.23), bevel=0.001)
    d.box((0.16, 0.005, 0.23), at=(0.0, 0.028, 0.0), bevel=0.001)
    d.box((0.006, 0.033, 0.23), at=(-0.08, 0.0, 0.0), bevel=0.001)
    d.box((0.15, 0.024, 0.22), "white", at=(0.002, 0.005, 0.0), bevel=0.0)


def _laptop(d: Draft) -> None:
    d.box((0.33, 0.016, 0.23), bevel=0.004)
    d.box((0.28, 0.002, 0.1), "dark", at=(0.0, 0.0155, -0.03), bevel=0.0)
    d.box((0.33, 0.22, 0.008), at=(0.0, 0.012, -0.14), turn=(0, -18, 0), bevel=0.003)
    d.box((0.31, 0.195, 0.004), "screen", at=(0.0, 0.026, -0.1345), turn=(0, -18, 0), bevel=0.0)


def _phone(d: Draft) -> None:
    d.box((0.072, 0.15, 0.008), bevel=0.003)
    d.box((0.066, 0.14, 0.002), "screen", at=(0.0, 0.005, 0.0035), bevel=0.0)


def _computer(d: Draft) -> None:
    d.box((0.55, 0.33, 0.03), at=(0.0, 0.12, -0.08))
    d.box((0.52, 0.3, 0.01), "screen", at=(0.0, 0.135, -0.066), bevel=0.0)
    d.box((0.05, 0.14, 0.03), "metal", at=(0.0, 0.01, -0.1))
    d.box((0.22, 0.012, 0.18), "metal", at=(0.0, 0.0, -0.1))
    d.box((0.42, 0.018, 0.14), "dark", at=(0.0, 0.0, 0.13))


def _keyboard(d: Draft) -> None:
    d.box((0.44, 0.02, 0.14), bevel=0.005)
    for row in range(4):
        for k in range(14):
            d.box(
                (0.024, 0.008, 0.024),
                "white",
                at=(-0.2 + 0.031 * k, 0.019, -0.045 + 0.03 * row),
                bevel=0.0,
            )


def _clock(d: Draft) -> None:
    d.cylinder(0.15, 0.04, at=(0.0, 0.15, 0.0), axis="z", sides=32)
    d.cylinder(0.13, 0.042, "white", at=(0.0, 0.15, 0.002), axis="z", sides=32)
    d.rod((0.0, 0.15, 0.026), (0.0, 0.25, 0.026), 0.004, "black")
    d.rod((0.0, 0.15, 0.026), (0.06, 0.18, 0.026), 0.005, "black")
    for k in range(12):
        s, c = math.sin(k * math.tau / 12), math.cos(k * math.tau / 12)
        d.box((0.008, 0.012, 0.004), "black", at=(0.115 * s, 0.144 + 0.115 * c, 0.023), bevel=0.0)


def _vase(d: Draft) -> None:
    d.lathe([(0.06, 0.0), (0.07, 0.01), (0.11, 0.12), (0.1, 0.2), (0.05, 0.27), (0.06, 0.31),
            (0.05, 0.31),
             (0.04, 0.27), (0.0, 0.25)])  # fmt: skip


def _potted_plant(d: Draft) -> None:
    d.lathe(
        [
            (0.12, 0.0),
            (0.17, 0.26),
            (0.19, 0.27),
            (0.19, 0.3),
            (0.15, 0.3),
            (0.14, 0.27),
            (0.0, 0.27),
        ]
    )
    d.lathe([(0.15, 0.2), (0.155, 0.28), (0.0, 0.28)], "soil")
    for k in range(10):
        s, c = math.sin(k * 2.4), math.cos(k * 2.4)
        r, h = 0.12 + 0.02 * (k % 4), 0.3 + 0.05 * (k % 5)
        d.tube([(0.02 * s, 0.28, 0.02 * c), (0.5 * r * s, 0.28 + 0.7 * h, 0.5 * r * c),
                (1.6 * r * s, 0.28 + h, 1.6 * r * c)], (0.012, 0.045, 0.006), "leaf")  # fmt: skip


def _candle(d: Draft) -> None:
    d.cylinder(0.03, 0.16, at=(0.0, 0.01, 0.0))
    d.lathe([(0.06, 0.0), (0.065, 0.012), (0.0, 0.012)], "gold")
    d.lathe([(0.004, 0.17), (0.011, 0.19), (0.0, 0.22)], "flame", sides=10)
    d.anchor("light", (0.0, 0.2, 0.0))


def _toaster(d: Draft) -> None:
    d.box((0.28, 0.18, 0.16), at=(0.0, 0.015, 0.0), bevel=0.04)
    for z in (-0.03, 0.03):
        d.box((0.2, 0.01, 0.025), "black", at=(0.0, 0.19, z), bevel=0.0)
        d.box((0.13, 0.07, 0.014), "wood", at=(0.0, 0.17, z), bevel=0.004)
    d.box((0.02, 0.03, 0.04), "black", at=(0.145, 0.11, 0.0))


def _sink(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.07, 0.1), (0.07, 0.6), (0.1, 0.68)])
    d.lathe([(0.1, 0.66), (0.26, 0.74), (0.3, 0.84), (0.26, 0.84), (0.1, 0.74), (0.0, 0.74)])
    d.tube(
        [(0.0, 0.82, -0.24), (0.0, 0.98, -0.24), (0.0, 1.0, -0.16), (0.0, 0.96, -0.12)],
        0.015,
        "chrome",
    )


def _bathtub(d: Draft) -> None:
    d.box((0.75, 0.12, 1.6), at=(0.0, 0.05, 0.0), bevel=0.05)
    for x in (-0.35, 0.35):
        d.box((0.09, 0.5, 1.7), at=(x, 0.08, 0.0), bevel=0.03)
    for z in (-0.8, 0.8):
        d.box((0.75, 0.5, 0.1), at=(0.0, 0.08, z), bevel=0.03)
    d.box((0.62, 0.02, 1.5), "water", at=(0.0, 0.42, 0.0), bevel=0.0)


def _spoon(d: Draft) -> None:
    d.rod((0.0, 0.008, -0.08), (0.0, 0.008, 0.05), 0.004)
    d.ball((0.02, 0.006, 0.03), at=(0.0, 0.008, 0.075), sides=12)


def _knife(d: Draft) -> None:
    d.box((0.02, 0.016, 0.1), "dark", at=(0.0, 0.0, -0.08))
    d.slab([(-0.012, -0.03), (0.012, -0.03), (0.012, 0.09), (-0.012, 0.12)], 0.003, at=(0.0,
           0.008, 0.0),
           turn=(0, 90, 0))  # fmt: skip


def _bucket(d: Draft) -> None:
    d.lathe(
        [
            (0.11, 0.0),
            (0.15, 0.28),
            (0.155, 0.28),
            (0.155, 0.3),
            (0.14, 0.3),
            (0.1, 0.02),
            (0.0, 0.02),
        ]
    )
    d.tube([(-0.15, 0.28, 0.0), (-0.12, 0.4, 0.0), (0.0, 0.45, 0.0), (0.12, 0.4, 0.0), (0.15,
           0.28, 0.0)],
           0.006, "metal")  # fmt: skip


def _broom(d: Draft) -> None:
    d.rod((0.0, 0.3, 0.0), (0.0, 1.4, 0.0), 0.014, "wood")
    d.lathe([(0.14, 0.0), (0.1, 0.2), (0.04, 0.34), (0.0, 0.34)])


def _basket(d: Draft) -> None:
    d.lathe([(0.15, 0.0), (0.2, 0.18), (0.21, 0.2), (0.19, 0.2), (0.14, 0.02), (0.0, 0.02)])
    for y in (0.05, 0.1, 0.15):
        d.ring(0.155 + 0.27 * y, 0.008, "darkwood", at=(0.0, y, 0.0))
    d.tube(
        [
            (-0.2, 0.18, 0.0),
            (-0.14, 0.34, 0.0),
            (0.0, 0.4, 0.0),
            (0.14, 0.34, 0.0),
            (0.2, 0.18, 0.0),
        ],
        0.012,
    )


def _picture(d: Draft) -> None:
    d.box((0.8, 0.6, 0.03), "wood")
    d.box((0.7, 0.5, 0.02), at=(0.0, 0.05, 0.01), bevel=0.0)
    d.box((0.7, 0.18, 0.02), "green", at=(0.0, 0.05, 0.012), bevel=0.0)
    d.cylinder(0.06, 0.02, "yellow", at=(0.18, 0.42, 0.012), axis="z")


ENTRIES: Final[tuple[Entry, ...]] = (
    item("box", (0.4, 0.3, 0.3), "#b08d5e", draw=_carton,
         nouns="cardboard box, package, parcel, gift, present"),
    item("cube", (0.4, 0.4, 0.4), "#8c8c8c", draw=_cube, nouns="block"),
    item("cup", (0.105, 0.09, 0.08), "#e6e4df", draw=_cup, nouns="mug, coffee mug"),
    item("wine_glass", (0.076, 0.2, 0.076), "#b8cdd6", draw=_wine_glass, nouns="wine"),
    item("bottle", (0.0756, 0.305, 0.0756), "#3f6b4a", draw=_bottle, nouns="wine bottle"),
    item("plate", (0.26, 0.024, 0.26), "#e6e4df", draw=_plate, nouns="dish, saucer"),
    item("bowl", (0.25, 0.09, 0.25), "#c8d0d6", draw=_bowl),
    item("pot", (0.34, 0.195, 0.24), "#7d8287", draw=_pot),
    item("kettle", (0.22, 0.23, 0.34), "#a33a30", draw=_kettle),
    item("book", (0.163, 0.033, 0.23), "#8f2f33", draw=_book, nouns="notebook, diary"),
    item("laptop", (0.33, 0.225, 0.3), "#a9adb2", draw=_laptop, nouns="notebook computer"),
    item("phone", (0.072, 0.15, 0.009), "#24262a", draw=_phone,
         nouns="cell phone, mobile phone, smartphone, telephone, mobile"),
    item("computer", (0.55, 0.45, 0.4), "#2b2d31", draw=_computer, nouns="desktop computer, pc"),
    item("keyboard", (0.44, 0.027, 0.14), "#2f3236", draw=_keyboard),
    item("clock", (0.3, 0.3, 0.05), "#7a5234", draw=_clock, nouns="wall clock"),
    item("vase", (0.22, 0.31, 0.22), "#3f6f8f", draw=_vase, nouns="pitcher vase, amphora"),
    item("potted_plant", (0.62, 0.8, 0.62), "#b5694a", draw=_potted_plant,
         nouns="houseplant, flowerpot"),
    item("candle", (0.13, 0.22, 0.13), "#e8dcc0", draw=_candle),
    item("toaster", (0.3, 0.24, 0.16), "#c3c7cb", draw=_toaster),
    item("sink", (0.6, 1.01, 0.6), "#e6e8ea", draw=_sink),
    item("bathtub", (0.8, 0.58, 1.7), "#e6e8ea", draw=_bathtub, nouns="tub, bath, hot tub"),
    item("spoon", (0.04, 0.016, 0.19), "#c3c7cb", draw=_spoon),
    item("knife", (0.026, 0.017, 0.25), "#d0d3d6", draw=_knife),
    item("bucket", (0.32, 0.456, 0.31), "#5d7f9a", draw=_bucket, nouns="pail"),
    item("broom", (0.28, 1.4, 0.28), "#c9a85a", draw=_broom),
    item("basket", (0.44, 0.41, 0.42), "#b08a55", draw=_basket),
    item("picture", (0.8, 0.6, 0.04), "#9ab8cc", draw=_picture,
         nouns="painting, poster, photo, photograph, frame"),
)  # fmt: skip
"""Household."""

"""Appliances, crockery and things that lie about."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _crate(d: Draft) -> None:
    d.box((0.56, 0.56, 0.56), at=(0.0, 0.02, 0.0), bevel=0.0)
    for x in (-0.27, 0.27):
        for z in (-0.27, 0.27):
            d.box((0.07, 0.6, 0.07), "wood", at=(x, 0.0, z))
    for y in (0.0, 0.53):
        for s in (-0.27, 0.27):
            d.box((0.6, 0.07, 0.07), "wood", at=(0.0, y, s))
            d.box((0.07, 0.07, 0.6), "wood", at=(s, y, 0.0))


def _carton(d: Draft) -> None:
    d.box((0.4, 0.3, 0.3), bevel=0.006)
    d.box((0.05, 0.302, 0.302), "cream", bevel=0.002)


def _cube(d: Draft) -> None:
    d.box((0.4, 0.4, 0.4), bevel=0.012)


def _barrel(d: Draft) -> None:
    d.lathe([(0.24, 0.0), (0.3, 0.25), (0.31, 0.45), (0.3, 0.65), (0.24, 0.9)])
    for y, r in ((0.12, 0.272), (0.3, 0.308), (0.6, 0.308), (0.78, 0.272)):
        d.ring(r, 0.012, "iron", at=(0.0, y, 0.0))


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


def _tv(d: Draft) -> None:
    d.box((1.22, 0.7, 0.05), at=(0.0, 0.09, 0.0))
    d.box((1.17, 0.65, 0.01), "screen", at=(0.0, 0.115, 0.023), bevel=0.0)
    d.box((0.5, 0.02, 0.24))
    d.box((0.1, 0.1, 0.04), at=(0.0, 0.01, -0.02))


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


def _oven(d: Draft) -> None:
    d.box((0.6, 0.88, 0.6))
    d.box((0.5, 0.45, 0.02), "dark", at=(0.0, 0.15, 0.3))
    d.box((0.46, 0.025, 0.03), "chrome", at=(0.0, 0.64, 0.33))
    for x in (-0.2, -0.07, 0.07, 0.2):
        d.cylinder(0.025, 0.03, "dark", at=(x, 0.78, 0.31), axis="z", sides=12)
    for x in (-0.14, 0.14):
        for z in (-0.14, 0.14):
            d.cylinder(0.09, 0.012, "black", at=(x, 0.88, z))


def _microwave(d: Draft) -> None:
    d.box((0.5, 0.28, 0.36), bevel=0.012)
    d.box((0.32, 0.2, 0.01), "dark", at=(-0.06, 0.04, 0.18))
    d.box((0.08, 0.22, 0.01), "metal", at=(0.19, 0.03, 0.18))


def _fridge(d: Draft) -> None:
    d.box((0.7, 1.75, 0.66), at=(0.0, 0.03, 0.0), bevel=0.02)
    d.box((0.68, 0.012, 0.02), "dark", at=(0.0, 1.2, 0.325), bevel=0.0)
    for y, h in ((0.75, 0.4), (1.28, 0.3)):
        d.rod((-0.28, y, 0.36), (-0.28, y + h, 0.36), 0.014, "chrome")
    d.box((0.6, 0.04, 0.6), "dark")


def _sink(d: Draft) -> None:
    d.lathe([(0.09, 0.0), (0.07, 0.1), (0.07, 0.6), (0.1, 0.68)])
    d.lathe([(0.1, 0.66), (0.26, 0.74), (0.3, 0.84), (0.26, 0.84), (0.1, 0.74), (0.0, 0.74)])
    d.tube(
        [(0.0, 0.82, -0.24), (0.0, 0.98, -0.24), (0.0, 1.0, -0.16), (0.0, 0.96, -0.12)],
        0.015,
        "chrome",
    )


def _toilet(d: Draft) -> None:
    d.lathe([(0.12, 0.0), (0.13, 0.05), (0.12, 0.2), (0.2, 0.36), (0.21, 0.4)], at=(0.0, 0.0, 0.1))
    d.ring(0.16, 0.045, at=(0.0, 0.41, 0.1))
    d.box((0.4, 0.36, 0.18), at=(0.0, 0.38, -0.24), bevel=0.03)
    d.box((0.24, 0.38, 0.3), at=(0.0, 0.0, -0.16), bevel=0.03)
    d.ball((0.2, 0.02, 0.24), at=(0.0, 0.62, -0.12), turn=(0, -80, 0))
    d.anchor("seat", (0.0, 0.44, 0.1))


def _bathtub(d: Draft) -> None:
    d.box((0.75, 0.12, 1.6), at=(0.0, 0.05, 0.0), bevel=0.05)
    for x in (-0.35, 0.35):
        d.box((0.09, 0.5, 1.7), at=(x, 0.08, 0.0), bevel=0.03)
    for z in (-0.8, 0.8):
        d.box((0.75, 0.5, 0.1), at=(0.0, 0.08, z), bevel=0.03)
    d.box((0.62, 0.02, 1.5), "water", at=(0.0, 0.42, 0.0), bevel=0.0)


def _fan(d: Draft) -> None:
    d.cylinder(0.2, 0.03)
    d.rod((0.0, 0.03, 0.0), (0.0, 1.0, 0.0), 0.02, "metal")
    d.ring(0.22, 0.012, "metal", at=(0.0, 1.1, 0.06), axis="z")
    for k in range(3):
        s, c = math.sin(k * math.tau / 3), math.cos(k * math.tau / 3)
        d.ball(
            (0.07, 0.1, 0.01), at=(0.11 * s, 1.1 + 0.11 * c, 0.06), turn=(0, 0, -120 * k), sides=12
        )
    d.cylinder(0.06, 0.16, "dark", at=(0.0, 1.1, 0.0), axis="z")


def _scissors(d: Draft) -> None:
    for s in (-1, 1):
        d.ring(0.022, 0.005, at=(0.022 * s, 0.005, -0.06))
        d.slab([(0.012 * s, -0.05), (0.004 * s, -0.045), (-0.012 * s, 0.09)], 0.004, "chrome",
               at=(0.0, 0.005, 0.0), turn=(0, 90, 0))  # fmt: skip


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
    item("crate", (0.61, 0.6, 0.61), "#a87b50", draw=_crate,
         nouns="wooden box, chest, cage, treasure chest"),
    item("box", (0.4, 0.3, 0.3), "#b08d5e", draw=_carton,
         nouns="cardboard box, package, parcel, gift, present"),
    item("cube", (0.4, 0.4, 0.4), "#8c8c8c", draw=_cube, nouns="block, brick, dice"),
    item("barrel", (0.62, 0.9, 0.62), "#8a5c38", draw=_barrel, nouns="keg, drum barrel, cask"),
    item("cup", (0.105, 0.09, 0.08), "#e6e4df", draw=_cup,
         nouns="mug, coffee, tea, coffee cup, teacup, coffee mug"),
    item("wine_glass", (0.076, 0.2, 0.076), "#b8cdd6", draw=_wine_glass,
         nouns="glass, goblet, wine"),
    item("bottle", (0.0756, 0.305, 0.0756), "#3f6b4a", draw=_bottle,
         nouns="jar, flask, wine bottle, beer"),
    item("plate", (0.26, 0.024, 0.26), "#e6e4df", draw=_plate, nouns="dish, saucer, tray"),
    item("bowl", (0.25, 0.09, 0.25), "#c8d0d6", draw=_bowl, nouns="basin"),
    item("pot", (0.34, 0.195, 0.24), "#7d8287", draw=_pot, nouns="pan, saucepan, cauldron"),
    item("kettle", (0.22, 0.23, 0.34), "#a33a30", draw=_kettle,
         nouns="teapot, watering can, jug, pitcher"),
    item("book", (0.163, 0.033, 0.23), "#8f2f33", draw=_book,
         nouns="notebook, magazine, newspaper, letter, diary"),
    item("laptop", (0.33, 0.225, 0.3), "#a9adb2", draw=_laptop, nouns="notebook computer, tablet"),
    item("phone", (0.072, 0.15, 0.009), "#24262a", draw=_phone,
         nouns="cell phone, mobile phone, smartphone, telephone, mobile, remote, remote control"),
    item("tv", (1.22, 0.79, 0.24), "#1d1e21", draw=_tv, nouns="television, monitor, screen"),
    item("computer", (0.55, 0.45, 0.4), "#2b2d31", draw=_computer, nouns="desktop computer, pc"),
    item("keyboard", (0.44, 0.027, 0.14), "#2f3236", draw=_keyboard),
    item("clock", (0.3, 0.3, 0.05), "#7a5234", draw=_clock, nouns="wall clock, watch, alarm clock"),
    item("vase", (0.22, 0.31, 0.22), "#3f6f8f", draw=_vase, nouns="urn, pitcher vase, amphora"),
    item("potted_plant", (0.62, 0.8, 0.62), "#b5694a", draw=_potted_plant,
         nouns="houseplant, flowerpot"),
    item("candle", (0.13, 0.22, 0.13), "#e8dcc0", draw=_candle, nouns="torch, match"),
    item("toaster", (0.3, 0.24, 0.16), "#c3c7cb", draw=_toaster),
    item("oven", (0.6, 0.892, 0.64), "#d9dadb", draw=_oven, nouns="stove, cooker, range"),
    item("microwave", (0.5, 0.28, 0.37), "#b9bcc0", draw=_microwave, nouns="microwave oven, radio"),
    item("fridge", (0.7, 1.78, 0.71), "#d5d9dc", draw=_fridge,
         nouns="refrigerator, freezer, vending machine, washing machine"),
    item("sink", (0.6, 1.01, 0.6), "#e6e8ea", draw=_sink, nouns="washbasin, faucet, tap"),
    item("toilet", (0.42, 0.85, 0.66), "#e8e9ea", draw=_toilet),
    item("bathtub", (0.8, 0.58, 1.7), "#e6e8ea", draw=_bathtub, nouns="tub, bath, hot tub"),
    item("fan", (0.46, 1.33, 0.4), "#6d7f8f", draw=_fan, nouns="hair dryer, hair drier"),
    item("scissors", (0.09, 0.012, 0.17), "#b3342c", draw=_scissors),
    item("spoon", (0.04, 0.016, 0.19), "#c3c7cb", draw=_spoon,
         nouns="fork, ladle, toothbrush, pen, pencil, brush"),
    item("knife", (0.026, 0.017, 0.25), "#d0d3d6", draw=_knife, nouns="sword, dagger, blade"),
    item("bucket", (0.32, 0.456, 0.31), "#5d7f9a", draw=_bucket, nouns="pail"),
    item("broom", (0.28, 1.4, 0.28), "#c9a85a", draw=_broom, nouns="mop, rake, shovel"),
    item("basket", (0.44, 0.41, 0.42), "#b08a55", draw=_basket, nouns="hamper, nest"),
    item("picture", (0.8, 0.6, 0.04), "#9ab8cc", draw=_picture,
         nouns="painting, poster, photo, photograph, frame, map"),
)  # fmt: skip
"""Household."""

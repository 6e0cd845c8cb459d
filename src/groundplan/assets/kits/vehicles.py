"""What carries people: wheels, hulls, wings."""

import math
from contextlib import AbstractContextManager
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.openings import draw_car_doors

__all__ = ["ENTRIES"]


def _hub(d: Draft, at: tuple[float, float, float]) -> AbstractContextManager[None]:
    """Let what is drawn meanwhile roll about `at`: a joint called after where it is."""
    end = "Front" if at[2] > 0.0 else "Rear"
    side = "Left" if at[0] > 0.01 else "Right" if at[0] < -0.01 else ""
    same = sum(1 for name in d.pivots if name.startswith(f"wheel{end}{side}"))
    return d.turning(f"wheel{end}{side}{same + 1 if same else ''}", at)


def _wheel(d: Draft, at: tuple[float, float, float], *, radius: float, width: float) -> None:
    with _hub(d, at):
        d.cylinder(radius, width, "rubber", at=at, axis="x")
        d.cylinder(0.6 * radius, width * 1.06, "metal", at=at, axis="x", sides=8)


def _wheels(d: Draft, half: tuple[float, float], *, radius: float, width: float) -> None:
    for x in (-half[0], half[0]):
        for z in (-half[1], half[1]):
            _wheel(d, (x, radius, z), radius=radius, width=width)


def _lights(d: Draft, half: float, *, y: float, ends: tuple[float, float]) -> None:
    for x in (-half, half):
        d.box((0.3, 0.14, 0.05), "lamp", at=(x, y, ends[0]))
        d.box((0.3, 0.14, 0.05), "red", at=(x, y, ends[1]))


def _side(
    d: Draft, outline: list[tuple[float, float]], width: float, *, role: str = "main"
) -> None:
    """Draw a side view (ahead, up) `width` wide."""
    d.slab([(-z, y) for z, y in outline], width, role, turn=(90, 0, 0))


def _car(d: Draft) -> None:
    body = [
        (-2.1, 0.3),
        (-2.15, 0.75),
        (-1.9, 0.9),
        (1.0, 0.95),
        (1.95, 0.8),
        (2.15, 0.6),
        (2.15, 0.3),
    ]
    _side(d, body, 1.76)
    _side(d, [(-1.75, 0.88), (-1.25, 1.38), (0.35, 1.42), (1.15, 0.93)], 1.5, role="glass")
    _side(d, [(-1.3, 1.36), (-1.2, 1.44), (0.3, 1.47), (0.42, 1.39)], 1.5)
    for x in (-0.74, 0.74):
        d.rod((x, 0.9, 0.98), (x, 1.42, 0.32), 0.035)
        d.rod((x, 0.9, -0.35), (x, 1.42, -0.4), 0.04)
        d.rod((x, 0.88, -1.72), (x, 1.4, -1.22), 0.05)
    _wheels(d, (0.8, 1.32), radius=0.33, width=0.22)
    _lights(d, 0.62, y=0.62, ends=(2.13, -2.13))
    d.box((1.5, 0.12, 0.06), "dark", at=(0.0, 0.36, 2.14))
    draw_car_doors(d, half=0.88, hinge_z=0.72, low=0.42, length=1.05)
    for x in (-0.9, 0.9):
        d.box((0.12, 0.1, 0.08), at=(x, 0.95, 0.75))
    d.anchor("seat", (0.4, 0.6, 0.1))


def _van(d: Draft) -> None:
    _side(d, [(-2.5, 0.3), (-2.5, 2.05), (1.2, 2.05), (1.9, 1.2), (2.5, 1.0), (2.5, 0.3)], 1.9)
    _side(d, [(1.0, 1.25), (1.0, 1.85), (1.3, 1.87), (1.84, 1.25)], 1.93, role="glass")
    _side(d, [(1.5, 1.3), (1.2, 2.0), (1.28, 2.02), (1.95, 1.22)], 1.6, role="glass")
    _wheels(d, (0.88, 1.6), radius=0.36, width=0.24)
    _lights(d, 0.7, y=0.75, ends=(2.49, -2.49))


def _truck(d: Draft) -> None:
    d.box((2.4, 0.25, 7.6), "iron", at=(0.0, 0.75, 0.0))
    d.box((2.5, 2.6, 5.4), "white", at=(0.0, 1.0, -1.1))
    d.box((2.4, 2.0, 1.7), at=(0.0, 0.7, 2.85), bevel=0.12)
    d.box((2.1, 0.8, 0.1), "glass", at=(0.0, 1.75, 3.67))
    for x in (-1.2, 1.2):
        d.box((0.04, 0.7, 0.9), "glass", at=(x, 1.75, 2.95))
        for z in (-3.0, -1.9, 2.7):
            _wheel(d, (x * 0.9, 0.5, z), radius=0.5, width=0.32)
    d.box((2.4, 0.3, 0.12), "dark", at=(0.0, 0.5, 3.72))
    _lights(d, 0.9, y=0.95, ends=(3.71, -3.8))


def _bus(d: Draft) -> None:
    d.box((2.5, 2.75, 11.0), at=(0.0, 0.35, 0.0), bevel=0.15)
    for x in (-1.245, 1.245):
        for k in range(6):
            d.box((0.04, 0.95, 1.4), "glass", at=(x, 1.6, -4.2 + 1.6 * k))
    d.box((0.04, 2.1, 1.1), "glass", at=(-1.245, 0.5, 4.85))
    d.box((2.2, 1.4, 0.06), "glass", at=(0.0, 1.3, 5.49))
    d.box((1.6, 0.3, 0.06), "dark", at=(0.0, 2.72, 5.49))
    _wheels(d, (1.1, 3.4), radius=0.5, width=0.3)
    _lights(d, 0.95, y=0.7, ends=(5.49, -5.49))


def _bicycle(d: Draft) -> None:
    hubs = ((0.0, 0.34, -0.52), (0.0, 0.34, 0.52))
    for x, y, z in hubs:
        with _hub(d, (x, y, z)):
            d.ring(0.32, 0.018, "rubber", at=(x, y, z), axis="x")
            d.cylinder(0.03, 0.08, "metal", at=(x, y, z), axis="x")
            for k in range(8):
                s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
                d.rod((0.0, y, z), (0.0, y + 0.31 * s, z + 0.31 * c), 0.003, "chrome")
    crank, seat, head = (0.0, 0.3, -0.08), (0.0, 0.82, -0.26), (0.0, 0.86, 0.34)
    for a, b in ((crank, seat), (crank, (0.0, 0.72, 0.38)), ((0.0, 0.76, -0.24), head),
                 (hubs[0], crank), (hubs[0], (0.0, 0.76, -0.24)), (hubs[1], head)):  # fmt: skip
        d.rod(a, b, 0.017)
    d.tube(
        [(-0.28, 0.98, 0.22), (-0.2, 1.0, 0.36), (0.2, 1.0, 0.36), (0.28, 0.98, 0.22)],
        0.014,
        "dark",
    )
    d.rod(head, (0.0, 1.0, 0.36), 0.015, "metal")
    d.ball((0.08, 0.035, 0.14), "dark", at=(0.0, 0.86, -0.26))
    d.cylinder(0.09, 0.02, "metal", at=(0.05, 0.3, -0.08), axis="x")
    for s in (-1, 1):
        d.rod((0.06 * s, 0.3, -0.08), (0.06 * s, 0.3 - 0.16 * s, -0.08), 0.012, "metal")
        d.box((0.09, 0.02, 0.08), "dark", at=(0.12 * s, 0.3 - 0.17 * s, -0.08))
    d.anchor("seat", (0.0, 0.9, -0.26))


def _motorcycle(d: Draft) -> None:
    for z in (-0.7, 0.7):
        with _hub(d, (0.0, 0.325, z)):
            d.ring(0.25, 0.075, "rubber", at=(0.0, 0.325, z), axis="x")
            d.cylinder(0.14, 0.08, "metal", at=(0.0, 0.325, z), axis="x", sides=8)
    d.box((0.3, 0.34, 0.5), "iron", at=(0.0, 0.3, 0.0), bevel=0.06)
    d.ball((0.16, 0.15, 0.3), at=(0.0, 0.78, 0.16))
    d.box((0.26, 0.12, 0.62), "dark", at=(0.0, 0.7, -0.36), bevel=0.05)
    for x in (-0.1, 0.1):
        d.rod((x, 0.33, 0.72), (x, 0.98, 0.44), 0.025, "chrome")
        d.rod((x, 0.33, -0.7), (x, 0.45, 0.0), 0.025, "iron")
    d.tube(
        [(-0.36, 1.02, 0.28), (-0.2, 1.06, 0.44), (0.2, 1.06, 0.44), (0.36, 1.02, 0.28)],
        0.018,
        "dark",
    )
    d.ball(0.1, "lamp", at=(0.0, 0.92, 0.54))
    d.tube(
        [(0.16, 0.36, 0.1), (0.18, 0.3, -0.3), (0.18, 0.34, -0.85)], (0.03, 0.04, 0.05), "chrome"
    )
    d.box((0.18, 0.03, 0.4), at=(0.0, 0.62, -0.72), turn=(0, 14, 0))
    d.anchor("seat", (0.0, 0.82, -0.3))


def _scooter(d: Draft) -> None:
    d.box((0.14, 0.05, 0.7), at=(0.0, 0.1, -0.1))
    for z in (-0.5, 0.42):
        with _hub(d, (0.0, 0.1, z)):
            d.cylinder(0.1, 0.05, "rubber", at=(0.0, 0.1, z), axis="x")
    d.rod((0.0, 0.12, 0.4), (0.0, 1.0, 0.26), 0.022, "metal")
    d.rod((-0.22, 1.0, 0.26), (0.22, 1.0, 0.26), 0.018, "dark")
    d.anchor("top", (0.0, 0.15, -0.1))


def _hull(d: Draft, half: tuple[float, float], *, height: float) -> None:
    w, length = half
    deck = [(w, -length), (w, 0.2 * length), (0.6 * w, 0.7 * length), (0.0, length),
            (-0.6 * w, 0.7 * length), (-w, 0.2 * length), (-w, -length)]  # fmt: skip
    for k in range(4):
        scale = 0.62 + 0.125 * k
        outline = [(x * scale, z * (0.86 + 0.045 * k)) for x, z in deck]
        d.slab(outline, 0.26 * height, at=(0.0, height * (0.13 + 0.25 * k), 0.0), turn=(0, 90, 0))
    d.slab([(x * 0.93, z * 0.96) for x, z in deck], 0.04 * height, "wood", at=(0.0,
           height * 1.01, 0.0),
           turn=(0, 90, 0))  # fmt: skip


def _boat(d: Draft) -> None:
    _hull(d, (0.8, 2.2), height=0.6)
    for z in (-1.2, 0.0, 1.0):
        d.box((1.3, 0.05, 0.26), "wood", at=(0.0, 0.7, z))
    for x in (-1, 1):
        d.rod((0.7 * x, 0.75, 0.3), (1.5 * x, 0.45, -0.6), 0.025, "wood")
    d.anchor("seat", (0.0, 0.75, 0.0))


def _sailboat(d: Draft) -> None:
    _hull(d, (1.1, 3.4), height=0.9)
    d.box((1.2, 0.5, 1.8), "white", at=(0.0, 0.9, 0.2), bevel=0.1)
    d.rod((0.0, 0.9, 0.8), (0.0, 8.2, 0.8), 0.06, "metal")
    d.rod((0.0, 1.7, 0.8), (0.0, 1.7, -2.6), 0.045, "metal")
    d.slab([(-0.75, 1.85), (2.5, 1.85), (-0.75, 8.0)], 0.03, "white", turn=(90, 0, 0))
    d.slab([(-3.2, 1.0), (-0.9, 1.6), (-0.85, 7.0)], 0.03, "cream", turn=(90, 0, 0))


def _ship(d: Draft) -> None:
    _hull(d, (6.0, 30.0), height=7.0)
    for k, (w, z) in enumerate(((9.0, 30.0), (8.0, 22.0), (6.5, 12.0))):
        d.box((w, 2.6, z), "white", at=(0.0, 7.2 + 2.6 * k, -4.0 - 1.5 * k))
        d.box((w + 0.1, 0.8, z * 0.9), "glass", at=(0.0, 8.3 + 2.6 * k, -4.0 - 1.5 * k))
    for z in (-4.0, -12.0):
        d.cylinder(1.5, 5.0, "red", at=(0.0, 14.5, z))


def _train(d: Draft) -> None:
    d.box((2.8, 2.9, 17.0), at=(0.0, 0.9, -0.8), bevel=0.2)
    _side(d, [(7.4, 0.9), (9.6, 0.9), (9.8, 1.4), (8.6, 3.2), (7.4, 3.8)], 2.76)
    _side(d, [(8.75, 3.05), (9.5, 1.95), (9.55, 2.0), (8.7, 3.25)], 2.3, role="glass")
    for x in (-1.39, 1.39):
        for k in range(7):
            d.box((0.06, 0.85, 1.3), "glass", at=(x, 2.2, -7.6 + 2.1 * k))
        d.box((0.05, 0.25, 16.8), "white", at=(x, 1.5, -0.8))
        for z in (-7.5, -5.5, 5.0, 7.0):
            with d.turning(f"wheelRail{'Left' if x > 0 else 'Right'}{z:g}", (x * 0.55, 0.45, z)):
                d.cylinder(0.45, 0.14, "iron", at=(x * 0.55, 0.45, z), axis="x")
    d.box((2.2, 0.5, 16.0), "iron", at=(0.0, 0.45, -0.8))
    _lights(d, 0.9, y=1.2, ends=(9.68, -9.3))


def _airplane(d: Draft) -> None:
    profile = [(0.0, -18.0), (0.7, -17.0), (1.6, -12.0), (1.95, -8.0), (1.95, 12.0), (1.7, 15.0),
               (0.9, 17.3), (0.0, 18.0)]  # fmt: skip
    d.lathe(profile, at=(0.0, 4.0, 0.0), turn=(0, 90, 0), sides=20)
    for s in (-1, 1):
        wing = [(1.2 * s, 4.5), (17.0 * s, -3.5), (17.0 * s, -5.2), (1.2 * s, -2.5)]
        d.slab(wing, 0.35, at=(0.0, 3.3, 0.0), turn=(0, 90, 0))
        tail = [(0.4 * s, -13.6), (6.0 * s, -16.6), (6.0 * s, -17.8), (0.4 * s, -16.6)]
        d.slab(tail, 0.25, at=(0.0, 4.6, 0.0), turn=(0, 90, 0))
        d.cylinder(0.95, 3.4, "metal", at=(-5.6 * s, 2.2, 2.2), axis="z")
        d.rod((-1.8 * s, 0.6, -1.0), (-1.8 * s, 3.0, -1.0), 0.14, "iron")
        d.cylinder(0.6, 0.5, "rubber", at=(-1.8 * s, 0.6, -1.0), axis="x")
        for k in range(14):
            d.box((0.06, 0.4, 0.36), "glass", at=(1.92 * s, 4.3, -9.0 + 1.5 * k), bevel=0.0)
    _side(d, [(-12.5, 5.6), (-16.2, 10.6), (-18.0, 10.6), (-16.8, 5.2)], 0.3, role="blue")
    _side(d, [(15.2, 4.9), (16.8, 4.6), (16.2, 5.1), (15.0, 5.5)], 1.5, role="glass")
    d.rod((0.0, 0.5, 13.0), (0.0, 2.6, 13.0), 0.12, "iron")
    d.cylinder(0.5, 0.4, "rubber", at=(0.0, 0.5, 13.0), axis="x")


def _helicopter(d: Draft) -> None:
    d.ball((1.0, 1.1, 2.0), at=(0.0, 1.7, 0.6), sides=24)
    d.ball((0.9, 0.85, 1.2), "glass", at=(0.0, 1.75, 1.5), sides=20)
    d.tube([(0.0, 2.1, -0.8), (0.0, 2.2, -3.0), (0.0, 2.4, -5.4)], (0.5, 0.25, 0.14))
    _side(d, [(-5.0, 2.3), (-5.5, 3.5), (-5.9, 3.5), (-5.6, 2.3)], 0.1)
    d.rod((0.0, 2.6, 0.4), (0.0, 3.2, 0.4), 0.12, "iron")
    for k in range(4):
        d.box((0.3, 0.04, 5.2), "dark", at=(2.6 * math.sin(k * math.pi / 2), 3.2,
              0.4 + 2.6 * math.cos(k * math.pi / 2)), turn=(90 * k, 0, 0))  # fmt: skip
    for x in (-0.9, 0.9):
        d.tube([(x, 0.25, 2.0), (x, 0.08, 1.7), (x, 0.08, -1.2)], 0.07, "iron")
        for z in (-0.4, 1.2):
            d.rod((x, 0.08, z), (0.6 * x, 1.0, z), 0.05, "iron")
    d.ring(0.5, 0.05, "dark", at=(0.15, 2.9, -5.6), axis="x")


def _cart(d: Draft) -> None:
    d.box((0.9, 0.05, 1.4), "planks", at=(0.0, 0.6, 0.0))
    for x in (-0.45, 0.45):
        d.box((0.05, 0.35, 1.4), at=(x, 0.6, 0.0))
        with _hub(d, (1.2 * x, 0.44, -0.1)):
            d.ring(0.4, 0.04, "darkwood", at=(1.2 * x, 0.44, -0.1), axis="x")
            for k in range(4):
                s, c = math.sin(k * math.pi / 4), math.cos(k * math.pi / 4)
                d.rod((1.2 * x, 0.44 - 0.4 * s, -0.1 - 0.4 * c), (1.2 * x, 0.44 + 0.4 * s,
                      -0.1 + 0.4 * c),
                      0.02, "darkwood")  # fmt: skip
        d.rod((x, 0.62, 0.6), (x, 0.75, 1.7), 0.03, "wood")
    for z in (-0.68, 0.68):
        d.box((0.9, 0.35, 0.05), at=(0.0, 0.6, z))


def _hot_air_balloon(d: Draft) -> None:
    d.lathe([(1.2, 4.0), (3.2, 7.0), (5.2, 11.0), (5.5, 13.5), (4.6, 16.5), (2.4, 18.6), (0.0,
            19.2)],
            sides=24)  # fmt: skip
    d.lathe(
        [(5.25, 10.9), (5.54, 12.0), (5.56, 13.5), (5.25, 14.9), (4.0, 14.9), (4.0, 10.9)], "cream"
    )
    d.box((1.5, 1.1, 1.5), "wood", bevel=0.08)
    for x in (-0.7, 0.7):
        for z in (-0.7, 0.7):
            d.rod((x, 1.1, z), (1.2 * x, 4.1, 1.2 * z), 0.02, "dark")
    d.anchor("inside", (0.0, 0.1, 0.0))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("car", (1.8, 1.47, 4.3), "#a3302c", draw=_car, kind="vehicle",
         nouns="sedan, automobile, car door"),
    item("van", (1.95, 2.05, 5.0), "#d9d6cd", draw=_van, kind="vehicle",
         nouns="minivan, delivery van"),
    item("truck", (2.5, 3.6, 7.7), "#2f5f9a", draw=_truck, kind="vehicle", nouns="lorry"),
    item("bus", (2.5, 3.1, 11.0), "#c7962f", draw=_bus, kind="vehicle", nouns="school bus, coach"),
    item("bicycle", (0.58, 1.02, 1.7), "#2f7f8f", draw=_bicycle, kind="vehicle",
         nouns="bike, cycle, mountain bike"),
    item("motorcycle", (0.74, 1.1, 2.05), "#8f2b2b", draw=_motorcycle, kind="vehicle",
         nouns="motorbike, vespa, motor scooter"),
    item("scooter", (0.45, 1.02, 1.1), "#3c8f6a", draw=_scooter, kind="vehicle",
         nouns="kick scooter"),
    item("boat", (3.0, 0.9, 4.4), "#2f6a8f", draw=_boat, kind="vehicle",
         nouns="rowboat, rowing boat"),
    item("sailboat", (2.2, 8.2, 6.8), "#33557a", draw=_sailboat, kind="vehicle",
         nouns="sailing boat"),
    item("ship", (12.0, 19.5, 60.0), "#34404d", draw=_ship, kind="vehicle", nouns="cruise ship"),
    item("train", (2.84, 3.9, 19.2), "#3f6f8f", draw=_train, kind="vehicle",
         nouns="locomotive, subway, metro"),
    item("airplane", (34.0, 10.6, 36.0), "#dfe2e5", draw=_airplane, kind="vehicle",
         nouns="plane, aeroplane, aircraft, jet, airliner"),
    item("helicopter", (10.4, 3.6, 10.8), "#38618a", draw=_helicopter, kind="vehicle",
         nouns="chopper, drone aircraft"),
    item("cart", (1.2, 0.95, 2.4), "#8a6242", draw=_cart, kind="vehicle", nouns="wagon cart"),
    item("hot_air_balloon", (11.1, 19.2, 11.1), "#c7502f", draw=_hot_air_balloon, kind="vehicle"),
)  # fmt: skip
"""Vehicles."""

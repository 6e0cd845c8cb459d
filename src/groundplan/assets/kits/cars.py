"""Cars by kind."""

from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.kits.outlines import side_view
from groundplan.assets.kits.rolling import car_lights, four_wheels, road_wheel

__all__ = ["ENTRIES"]


def _saloon(d: Draft, stretch: float = 0.0) -> None:
    a, b = -2.15 - stretch, 2.15 + stretch
    side_view(
        d,
        [
            (a + 0.05, 0.3),
            (a, 0.75),
            (a + 0.25, 0.9),
            (b - 1.15, 0.95),
            (b - 0.2, 0.8),
            (b, 0.6),
            (b, 0.3),
        ],
        1.76,
    )
    side_view(d, [(a + 0.4, 0.88), (a + 0.9, 1.38), (b - 1.8, 1.42), (b - 1.0, 0.93)], 1.5, "glass")
    side_view(d, [(a + 0.85, 1.36), (a + 0.95, 1.44), (b - 1.85, 1.47), (b - 1.73, 1.39)], 1.5)
    for x in (-0.74, 0.74):
        d.rod((x, 0.9, b - 1.17), (x, 1.42, b - 1.83), 0.035)
        d.rod((x, 0.88, a + 0.43), (x, 1.4, a + 0.93), 0.05)
        for k in range(1 + round(stretch * 2)):
            z = -0.35 + 1.1 * (k - 0.5 * round(stretch * 2))
            d.rod((x, 0.9, z), (x, 1.42, z - 0.05), 0.04)
    four_wheels(d, (0.8, 1.32 + stretch), 0.33)
    car_lights(d, 0.62, 0.62, (b - 0.02, a + 0.02))
    d.box((1.5, 0.12, 0.06), "dark", at=(0.0, 0.36, b - 0.01))
    d.anchor("seat", (0.4, 0.6, 0.1))


def _taxi(d: Draft) -> None:
    _saloon(d)
    d.box((0.5, 0.16, 0.2), "lamp", at=(0.0, 1.47, -0.3))
    for s in (-1, 1):
        for k in range(12):
            d.box(
                (0.012, 0.09, 0.15),
                "black" if k % 2 else "white",
                at=(0.882 * s, 0.66, -0.95 + 0.15 * k),
                bevel=0.0,
            )


def _police_car(d: Draft) -> None:
    _saloon(d)
    d.box((0.45, 0.12, 0.24), "blue", at=(0.24, 1.47, -0.3))
    d.box((0.45, 0.12, 0.24), "red", at=(-0.24, 1.47, -0.3))
    for s in (-1, 1):
        d.box((0.014, 0.45, 1.7), "white", at=(0.878 * s, 0.42, -0.25), bevel=0.0)


def _limousine(d: Draft) -> None:
    _saloon(d, stretch=1.2)


def _sports_car(d: Draft) -> None:
    side_view(
        d,
        [
            (-2.1, 0.25),
            (-2.15, 0.62),
            (-1.9, 0.86),
            (-1.2, 0.84),
            (0.9, 0.78),
            (1.9, 0.58),
            (2.2, 0.4),
            (2.15, 0.22),
        ],
        1.84,
    )
    side_view(d, [(-1.5, 0.82), (-0.8, 1.14), (0.05, 1.16), (0.95, 0.78)], 1.4, "glass")
    side_view(d, [(-1.3, 0.9), (-0.8, 1.17), (0.0, 1.19), (0.15, 1.12), (-0.8, 1.1)], 1.3)
    for s in (-1, 1):
        d.rod((0.68 * s, 0.8, 0.9), (0.6 * s, 1.16, 0.08), 0.035)
        d.box((0.08, 0.25, 0.08), at=(0.6 * s, 0.82, -1.95))
    d.box((1.7, 0.05, 0.34), at=(0.0, 1.05, -1.98), turn=(0, 8, 0))
    four_wheels(d, (0.84, 1.32), 0.34, 0.28)
    car_lights(d, 0.68, 0.5, (2.06, -2.13))
    d.box((1.6, 0.1, 0.08), "dark", at=(0.0, 0.24, 2.14))
    d.anchor("seat", (0.38, 0.45, -0.2))


def _convertible(d: Draft) -> None:
    side_view(
        d,
        [
            (-2.1, 0.3),
            (-2.15, 0.75),
            (-1.9, 0.9),
            (-1.1, 0.9),
            (-1.1, 0.5),
            (0.7, 0.5),
            (0.75, 0.93),
            (1.95, 0.78),
            (2.15, 0.6),
            (2.15, 0.3),
        ],
        1.6,
    )
    for s in (-1, 1):
        d.slab(
            [(1.1, 0.9), (-0.75, 0.93), (-0.75, 0.3), (1.1, 0.3)],
            0.1,
            at=(0.83 * s, 0.0, 0.0),
            turn=(90, 0, 0),
        )
        for z in (-0.05, -0.85):
            d.box((0.55, 0.16, 0.5), "cream", at=(0.38 * s, 0.5, z), bevel=0.05)
            d.box(
                (0.52, 0.55, 0.14),
                "cream",
                at=(0.38 * s, 0.55, z - 0.26),
                turn=(0, -10, 0),
                bevel=0.05,
            )
        d.rod((0.7 * s, 0.93, 0.72), (0.62 * s, 1.3, 0.4), 0.025, "chrome")
    d.box((1.3, 0.42, 0.03), "glass", at=(0.0, 0.9, 0.55), turn=(0, -40, 0), bevel=0.0)
    d.ring(0.18, 0.015, "dark", at=(0.38, 0.95, 0.36), axis="z")
    four_wheels(d, (0.8, 1.32), 0.33)
    car_lights(d, 0.62, 0.62, (2.13, -2.13))
    d.anchor("seat", (0.38, 0.67, -0.1))


def _suv(d: Draft) -> None:
    side_view(
        d,
        [
            (-2.2, 0.42),
            (-2.25, 1.0),
            (-2.1, 1.1),
            (0.95, 1.1),
            (2.1, 1.02),
            (2.25, 0.85),
            (2.25, 0.42),
        ],
        1.86,
    )
    side_view(d, [(-2.1, 1.08), (-1.95, 1.68), (0.3, 1.7), (0.95, 1.08)], 1.66, "glass")
    side_view(d, [(-2.0, 1.66), (-1.95, 1.74), (0.25, 1.76), (0.4, 1.66)], 1.66)
    for x in (-0.82, 0.82):
        d.rod((x, 1.08, 0.92), (x, 1.7, 0.3), 0.045)
        d.rod((x, 1.08, -0.4), (x, 1.7, -0.42), 0.05)
        d.rod((x, 1.08, -1.35), (x, 1.7, -1.35), 0.05)
        d.rod((x, 1.08, -2.08), (x, 1.7, -1.95), 0.05)
        d.rod((x * 0.85, 1.82, -1.8), (x * 0.85, 1.82, 0.1), 0.03, "metal")
    four_wheels(d, (0.84, 1.38), 0.39, 0.26)
    d.cylinder(0.36, 0.2, "rubber", at=(0.0, 0.95, -2.34), axis="z")
    car_lights(d, 0.68, 0.78, (2.23, -2.23))
    d.box((1.0, 0.28, 0.05), "dark", at=(0.0, 0.62, 2.25))
    d.anchor("seat", (0.42, 0.85, 0.0))


def _pickup(d: Draft) -> None:
    side_view(
        d,
        [
            (-2.6, 0.45),
            (-2.6, 0.7),
            (0.0, 0.7),
            (0.0, 1.05),
            (1.3, 1.05),
            (2.5, 0.98),
            (2.6, 0.8),
            (2.6, 0.45),
        ],
        1.86,
    )
    for s in (-1, 1):
        d.box((0.08, 0.42, 2.6), at=(0.89 * s, 0.68, -1.3))
    d.box((1.86, 0.42, 0.08), at=(0.0, 0.68, -2.56))
    side_view(d, [(-0.05, 1.03), (0.05, 1.66), (0.75, 1.68), (1.3, 1.03)], 1.6, "glass")
    side_view(d, [(0.0, 1.62), (0.03, 1.72), (0.75, 1.74), (0.88, 1.64)], 1.62)
    for x in (-0.78, 0.78):
        d.rod((x, 1.03, 1.27), (x, 1.68, 0.78), 0.045)
        d.rod((x, 1.03, 0.0), (x, 1.68, 0.06), 0.06)
    four_wheels(d, (0.84, 1.6), 0.39, 0.26)
    car_lights(d, 0.68, 0.75, (2.58, -2.6))
    d.box((1.0, 0.26, 0.05), "dark", at=(0.0, 0.6, 2.6))


def _ambulance(d: Draft) -> None:
    side_view(
        d,
        [
            (-2.8, 0.4),
            (-2.8, 2.5),
            (0.9, 2.5),
            (1.0, 2.05),
            (1.5, 2.0),
            (2.1, 1.25),
            (2.8, 1.05),
            (2.8, 0.4),
        ],
        2.0,
    )
    side_view(d, [(1.45, 1.3), (1.45, 1.9), (2.08, 1.26)], 2.03, "glass")
    side_view(d, [(1.58, 1.95), (2.15, 1.25), (2.2, 1.28), (1.64, 2.0)], 1.7, "glass")
    for s in (-1, 1):
        d.box((0.012, 0.22, 5.2), "red", at=(1.002 * s, 0.95, -0.1), bevel=0.0)
        d.box((0.014, 0.6, 0.18), "red", at=(1.004 * s, 1.45, -1.0), bevel=0.0)
        d.box((0.014, 0.18, 0.6), "red", at=(1.004 * s, 1.66, -1.0), bevel=0.0)
        d.box((0.5, 0.16, 0.25), "blue", at=(0.6 * s, 2.5, 0.6))
    four_wheels(d, (0.9, 1.75), 0.38, 0.26)
    car_lights(d, 0.72, 0.75, (2.79, -2.79))


def _fire_truck(d: Draft) -> None:
    d.box((2.4, 0.3, 8.4), "iron", at=(0.0, 0.6, 0.0))
    d.box((2.45, 1.7, 5.4), at=(0.0, 0.85, -1.45))
    d.box((2.45, 2.1, 2.3), at=(0.0, 0.7, 3.0), bevel=0.1)
    d.box((2.2, 0.85, 0.1), "glass", at=(0.0, 1.7, 4.12))
    for s in (-1, 1):
        d.box((0.04, 0.7, 0.8), "glass", at=(1.22 * s, 1.8, 3.5))
        d.box((0.04, 0.7, 0.8), "glass", at=(1.22 * s, 1.8, 2.4))
        d.box((0.02, 0.2, 8.0), "white", at=(1.225 * s, 1.1, -0.1), bevel=0.0)
        for k in range(4):
            d.box((0.03, 1.0, 1.0), "metal", at=(1.225 * s, 1.4, -3.4 + 1.25 * k))
        d.rod((0.35 * s, 2.75, -4.0), (0.35 * s, 3.15, 3.0), 0.06, "chrome")
        d.box((0.6, 0.2, 0.3), "blue", at=(0.7 * s, 2.8, 3.6))
        for z in (-2.9, -1.8, 2.9):
            road_wheel(d, (1.05 * s, 0.52, z), 0.52, 0.34)
    for k in range(14):
        y = 2.78 + 0.4 * k / 14
        d.rod((-0.35, y, -3.8 + 0.48 * k), (0.35, y, -3.8 + 0.48 * k), 0.035, "chrome")
    car_lights(d, 0.95, 0.85, (4.15, -4.2))


def _go_kart(d: Draft) -> None:
    d.box((0.7, 0.06, 1.5), "iron", at=(0.0, 0.1, 0.0))
    for x in (-0.5, 0.5):
        road_wheel(d, (x, 0.14, -0.55), 0.14, 0.2)
        road_wheel(d, (x, 0.13, 0.6), 0.13, 0.13)
        d.box((0.2, 0.16, 0.7), at=(x, 0.08, 0.0), bevel=0.06)
    d.box((0.8, 0.14, 0.3), at=(0.0, 0.1, 0.85), bevel=0.06)
    d.box((0.42, 0.1, 0.4), "dark", at=(0.0, 0.14, -0.3), bevel=0.03)
    d.box((0.42, 0.45, 0.08), "dark", at=(0.0, 0.2, -0.5), turn=(0, -12, 0), bevel=0.03)
    d.ring(0.15, 0.015, "dark", at=(0.0, 0.5, 0.1), axis="z")
    d.rod((0.0, 0.15, 0.4), (0.0, 0.5, 0.1), 0.014, "metal")
    d.anchor("seat", (0.0, 0.24, -0.3))


def _atv(d: Draft) -> None:
    four_wheels(d, (0.45, 0.62), 0.3, 0.26)
    d.box((0.4, 0.3, 1.3), "iron", at=(0.0, 0.35, 0.0), bevel=0.05)
    for z in (-0.62, 0.62):
        d.box((1.1, 0.06, 0.6), at=(0.0, 0.68, z), bevel=0.03)
        d.box((0.7, 0.03, 0.45), "dark", at=(0.0, 0.8, z))
    d.box((0.3, 0.14, 0.6), "dark", at=(0.0, 0.72, -0.15), bevel=0.05)
    d.tube(
        [(-0.38, 1.0, 0.1), (-0.15, 1.05, 0.25), (0.15, 1.05, 0.25), (0.38, 1.0, 0.1)],
        0.018,
        "dark",
    )
    d.box((0.3, 0.3, 0.2), at=(0.0, 0.7, 0.35), bevel=0.05)
    car_lights(d, 0.25, 0.72, (0.9, -0.92))
    d.anchor("seat", (0.0, 0.86, -0.15))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("taxi", (1.83, 1.63, 4.32), "#e6b52a", draw=_taxi, kind="vehicle", nouns="cab, taxicab"),
    item("police_car", (1.83, 1.59, 4.32), "#26304a", draw=_police_car, kind="vehicle",
         nouns="patrol car"),
    item("limousine", (1.83, 1.47, 6.72), "#1c1d20", draw=_limousine, kind="vehicle", nouns="limo"),
    item("sports_car", (1.98, 1.19, 4.36), "#c02a2a", draw=_sports_car, kind="vehicle",
         nouns="race car, racing car, racecar, supercar"),
    item("convertible", (1.83, 1.32, 4.31), "#3f7fb5", draw=_convertible, kind="vehicle",
         nouns="cabriolet"),
    item("suv", (1.96, 1.85, 4.71), "#3f5a45", draw=_suv, kind="vehicle", nouns="jeep, off roader"),
    item("pickup_truck", (1.96, 1.74, 5.25), "#7a3028", draw=_pickup, kind="vehicle",
         nouns="pickup"),
    item("ambulance", (2.08, 2.66, 5.63), "#eceae4", draw=_ambulance, kind="vehicle"),
    item("fire_truck", (2.48, 3.21, 8.43), "#c0281f", draw=_fire_truck, kind="vehicle",
         nouns="fire engine"),
    item("go_kart", (1.21, 0.665, 1.75), "#c02a2a", draw=_go_kart, kind="vehicle", nouns="kart"),
    item("atv", (1.18, 1.07, 1.87), "#c0502a", draw=_atv, kind="vehicle", nouns="quad bike"),
)  # fmt: skip
"""Cars by kind."""

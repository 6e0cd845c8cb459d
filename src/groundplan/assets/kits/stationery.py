"""Pens, brushes and what a desk or a washstand holds."""

from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]

_WOOD: Final = "#a87b45"


def _paintbrush(d: Draft) -> None:
    d.lathe([(0.008, 0.0), (0.013, 0.05), (0.009, 0.14)], sides=10)
    d.box((0.05, 0.035, 0.018), "metal", at=(0.0, 0.13, 0.0))
    d.box((0.048, 0.06, 0.014), "darkwood", at=(0.0, 0.16, 0.0), bevel=0.005)


def _paint_roller(d: Draft) -> None:
    d.cylinder(0.014, 0.13, "dark", sides=12)
    d.tube(
        [(0.0, 0.12, 0.0), (0.0, 0.22, 0.0), (0.12, 0.25, 0.0), (0.12, 0.32, 0.0)], 0.004, "metal"
    )
    d.cylinder(0.026, 0.2, at=(0.0, 0.32, 0.0), axis="x")


def _pencil(d: Draft) -> None:
    d.cylinder(0.0035, 0.14, at=(0.0, 0.02, 0.0), sides=6)
    d.cone(0.0036, 0.02, "pale", at=(0.0, 0.02, 0.0), turn=(0, 180, 0), sides=6)
    d.cone(0.0013, 0.007, "black", at=(0.0, 0.0068, 0.0), turn=(0, 180, 0), sides=6)
    d.cylinder(0.0038, 0.012, "metal", at=(0.0, 0.158, 0.0), sides=8)
    d.cylinder(0.0035, 0.009, "red", at=(0.0, 0.17, 0.0), sides=8)


def _pen(d: Draft) -> None:
    d.lathe([(0.0006, 0.0), (0.0045, 0.025), (0.005, 0.09), (0.0045, 0.138)], sides=12)
    d.box((0.002, 0.04, 0.003), "gold", at=(0.0, 0.095, 0.006), bevel=0.0)
    d.cylinder(0.0052, 0.004, "gold", at=(0.0, 0.08, 0.0), sides=12)


def _crayon(d: Draft) -> None:
    d.cylinder(0.005, 0.075, sides=12)
    d.cone(0.0045, 0.014, at=(0.0, 0.075, 0.0), sides=12)
    for y in (0.008, 0.062):
        d.cylinder(0.0053, 0.004, "dark", at=(0.0, y, 0.0), sides=12)


def _stapler(d: Draft) -> None:
    d.box((0.035, 0.012, 0.15), "dark")
    d.box((0.033, 0.022, 0.15), at=(0.0, 0.03, 0.0), turn=(0, -8, 0), bevel=0.008)
    d.box((0.02, 0.012, 0.14), "metal", at=(0.0, 0.02, 0.0), turn=(0, -8, 0))


def _magnifying_glass(d: Draft) -> None:
    d.lathe([(0.009, 0.0), (0.011, 0.05), (0.006, 0.11)], "darkwood", sides=12)
    d.add_ring((0.0, 0.155, 0.0), (0.045, 0.045), 0.005)
    d.cylinder(0.043, 0.005, "glass", at=(0.0, 0.155, 0.0), axis="z")


def _razor(d: Draft) -> None:
    d.lathe([(0.006, 0.0), (0.008, 0.03), (0.005, 0.11)], sides=10)
    d.box((0.042, 0.012, 0.02), "metal", at=(0.0, 0.11, 0.006), bevel=0.003)


def _sponge(d: Draft) -> None:
    d.box((0.11, 0.028, 0.07), bevel=0.006)
    d.box((0.11, 0.01, 0.07), "green", at=(0.0, 0.028, 0.0), bevel=0.003)


def _soap(d: Draft) -> None:
    d.box((0.085, 0.028, 0.055), bevel=0.012)
    d.lathe([(0.05, -0.012), (0.065, -0.004), (0.05, -0.002), (0.0, -0.002)], "white")


def _syringe(d: Draft) -> None:
    d.cylinder(0.009, 0.08, "glass", at=(0.0, 0.04, 0.0), sides=14)
    d.rod((0.0, 0.0, 0.0), (0.0, 0.04, 0.0), 0.001, "metal")
    d.rod((0.0, 0.11, 0.0), (0.0, 0.16, 0.0), 0.004, "main")
    d.cylinder(0.011, 0.004, at=(0.0, 0.158, 0.0), sides=14)
    d.box((0.034, 0.003, 0.012), at=(0.0, 0.118, 0.0), bevel=0.0)


def _stethoscope(d: Draft) -> None:
    d.tube(
        [
            (-0.07, 0.02, -0.2),
            (-0.08, 0.02, -0.05),
            (0.0, 0.02, 0.05),
            (0.02, 0.02, 0.2),
            (0.12, 0.02, 0.26),
        ],
        0.007,
    )
    d.tube([(0.07, 0.02, -0.2), (0.08, 0.02, -0.05), (0.0, 0.02, 0.05)], 0.007)
    d.cylinder(0.025, 0.014, "chrome", at=(0.14, 0.01, 0.27))
    for x in (-0.07, 0.07):
        d.ball(0.011, "black", at=(x, 0.02, -0.205), sides=10)


def _easel(d: Draft) -> None:
    for x in (-1, 1):
        d.rod((0.35 * x, 0.0, 0.1), (0.06 * x, 1.75, -0.1), 0.02)
    d.rod((0.0, 0.0, -0.55), (0.0, 1.7, -0.1), 0.02)
    d.box((0.62, 0.03, 0.1), at=(0.0, 0.75, 0.08))
    d.box((0.7, 0.85, 0.025), "white", at=(0.0, 0.78, 0.03), turn=(0, -7, 0))


def _toothbrush(d: Draft) -> None:
    d.tube([(0.0, 0.0, 0.0), (0.0, 0.09, 0.003), (0.0, 0.19, 0.0)], (0.006, 0.0055, 0.004))
    d.box((0.011, 0.028, 0.013), "white", at=(0.0, 0.162, 0.007), bevel=0.0)


def _hairbrush(d: Draft) -> None:
    d.lathe([(0.011, 0.0), (0.013, 0.05), (0.008, 0.11)], sides=12)
    d.ball((0.032, 0.062, 0.011), at=(0.0, 0.165, 0.0))
    d.ball((0.026, 0.052, 0.018), "dark", at=(0.0, 0.165, 0.008))


ENTRIES: Final[tuple[Entry, ...]] = (
    item("paintbrush", (0.05, 0.22, 0.026), _WOOD, draw=_paintbrush, nouns="brush"),
    item("paint_roller", (0.224, 0.346, 0.052), "#e6e4df", draw=_paint_roller, nouns="roller"),
    item("pencil", (0.0076, 0.179, 0.0076), "#e0b83a", draw=_pencil),
    item("pen", (0.0104, 0.138, 0.0127), "#26305a", draw=_pen, nouns="ballpoint, fountain pen"),
    item("crayon", (0.0106, 0.089, 0.0106), "#b3342c", draw=_crayon, nouns="chalk"),
    item("stapler", (0.035, 0.0616, 0.15), "#b3342c", draw=_stapler),
    item("magnifying_glass", (0.1, 0.205, 0.022), "#8d9196", draw=_magnifying_glass,
         nouns="magnifier"),
    item("razor", (0.042, 0.122, 0.024), "#3b66a8", draw=_razor),
    item("sponge", (0.11, 0.038, 0.07), "#e0b83a", draw=_sponge),
    item("soap", (0.13, 0.04, 0.13), "#e8cfd2", draw=_soap),
    item("syringe", (0.034, 0.162, 0.022), "#e6e4df", draw=_syringe),
    item("stethoscope", (0.252, 0.022, 0.51), "#26272a", draw=_stethoscope),
    item("easel", (0.739, 1.76, 0.699), _WOOD, draw=_easel),
    item("toothbrush", (0.0114, 0.19, 0.0195), "#3b66a8", draw=_toothbrush),
    item("hairbrush", (0.063, 0.227, 0.0387), "#5a3d29", draw=_hairbrush),
)  # fmt: skip
"""Pens, brushes and what a desk or a washstand holds."""

"""Musical instruments."""

import math
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item

__all__ = ["ENTRIES"]


def _figure_eight(width: float, low: float, high: float) -> list[tuple[float, float]]:
    """Return the outline of a guitar's body between two heights."""
    rows = ((0.0, 0.3), (0.06, 0.75), (0.2, 1.0), (0.38, 0.93), (0.55, 0.68), (0.68, 0.66),
        (0.82, 0.78),
            (0.94, 0.62), (1.0, 0.25))  # fmt: skip
    right = [(0.5 * width * w, low + (high - low) * t) for t, w in rows]
    return [*right, *((-x, y) for x, y in reversed(right))]


def _guitar(d: Draft) -> None:
    d.slab(_figure_eight(0.38, 0.0, 0.48), 0.1, at=(0.0, 0.0, 0.0))
    d.cylinder(0.05, 0.004, "black", at=(0.0, 0.3, 0.051), axis="z")
    d.box((0.1, 0.02, 0.015), "darkwood", at=(0.0, 0.13, 0.055))
    d.box((0.055, 0.55, 0.022), "darkwood", at=(0.0, 0.36, 0.055))
    d.box((0.075, 0.16, 0.02), "darkwood", at=(0.0, 0.9, 0.045))
    for k in range(6):
        x = -0.02 + 0.008 * k
        d.rod((x, 0.14, 0.072), (x, 0.92, 0.07), 0.0012, "chrome")
        d.ball(
            0.008,
            "chrome",
            at=(0.045 * (1 if k % 2 else -1), 0.93 + 0.04 * (k // 2), 0.05),
            sides=8,
        )


def _violin(d: Draft) -> None:
    d.slab(_figure_eight(0.21, 0.0, 0.36), 0.04)
    d.box((0.03, 0.28, 0.02), "black", at=(0.0, 0.26, 0.03))
    d.box((0.025, 0.1, 0.03), "darkwood", at=(0.0, 0.5, 0.02))
    d.ball(0.022, "darkwood", at=(0.0, 0.6, 0.02), sides=10)
    d.box((0.05, 0.02, 0.02), "wood", at=(0.0, 0.14, 0.03))
    for x in (-0.06, 0.06):
        d.tube([(x, 0.1, 0.021), (x * 0.8, 0.15, 0.021), (x, 0.2, 0.021)], 0.004, "black")


def _piano(d: Draft) -> None:
    d.box((1.5, 1.15, 0.3), at=(0.0, 0.0, -0.15))
    d.box((1.54, 0.04, 0.36), at=(0.0, 1.15, -0.14))
    d.box((1.5, 0.1, 0.34), at=(0.0, 0.6, 0.14))
    for x in (-0.7, 0.7):
        d.box((0.09, 0.62, 0.09), at=(x, 0.0, 0.25))
        d.box((0.06, 0.18, 0.34), at=(x * 1.03, 0.62, 0.14))
    d.box((1.32, 0.025, 0.16), "white", at=(0.0, 0.7, 0.2), bevel=0.0)
    for k in range(36):
        if k % 7 not in (2, 6):
            d.box((0.016, 0.02, 0.1), "black", at=(-0.62 + 0.0355 * k, 0.722, 0.165), bevel=0.0)
    d.box((0.7, 0.28, 0.02), "darkwood", at=(0.0, 0.85, 0.02), turn=(0, -12, 0))


def _drum(d: Draft) -> None:
    d.cylinder(0.28, 0.4, at=(0.0, 0.02, 0.0), sides=32)
    for y in (0.0, 0.4):
        d.cylinder(0.29, 0.04, "chrome", at=(0.0, y, 0.0), sides=32)
    d.cylinder(0.27, 0.045, "white", at=(0.0, 0.4, 0.0), sides=32)
    for k in range(8):
        s, c = math.sin(k * math.tau / 8), math.cos(k * math.tau / 8)
        d.rod((0.285 * s, 0.02, 0.285 * c), (0.285 * s, 0.42, 0.285 * c), 0.006, "chrome")


def _trumpet(d: Draft) -> None:
    d.lathe([(0.06, 0.0), (0.035, 0.03), (0.012, 0.1), (0.008, 0.48), (0.012, 0.5)], at=(0.0,
            0.09, 0.25),
            turn=(180, 90, 0))  # fmt: skip
    d.tube([(0.0, 0.09, 0.1), (0.0, 0.02, 0.08), (0.0, 0.02, -0.1), (0.0, 0.09, -0.12)], 0.007)
    for z in (-0.03, 0.0, 0.03):
        d.cylinder(0.011, 0.1, at=(0.0, 0.03, z), sides=10)


def _microphone(d: Draft) -> None:
    d.cylinder(0.16, 0.02, "iron")
    d.rod((0.0, 0.02, 0.0), (0.0, 1.42, 0.0), 0.012, "metal")
    d.tube([(0.0, 1.42, -0.02), (0.0, 1.48, 0.06), (0.0, 1.5, 0.12)], (0.014, 0.016, 0.02))
    d.ball(0.032, "metal", at=(0.0, 1.51, 0.15), sides=14)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("guitar", (0.38, 1.06, 0.13), "#b5783c", draw=_guitar),
    item("violin", (0.21, 0.62, 0.06), "#8a4a26", draw=_violin, nouns="fiddle"),
    item("cello", (0.44, 1.22, 0.13), "#8a4a2a", draw=_violin),
    item("double_bass", (0.66, 1.82, 0.2), "#7a3f22", draw=_violin, nouns="contrabass"),
    item("piano", (1.54, 1.19, 0.62), "#1f1d1c", draw=_piano, nouns="organ, keyboard instrument"),
    item("drum", (0.58, 0.445, 0.58), "#9a2f2c", draw=_drum),
    item("trumpet", (0.12, 0.16, 0.5), "#c9a227", draw=_trumpet),
    item("microphone", (0.32, 1.55, 0.34), "#232427", draw=_microphone, nouns="mic"),
)  # fmt: skip
"""Instruments."""

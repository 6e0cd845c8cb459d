"""What opens: doors, cupboards, fridges, ovens, drawers, lids and windows, drawn closed.

Behind every leaf lies a dark or pale inside, so that an open one shows a hollow.
"""

from functools import partial
from typing import Final

from groundplan.assets.draft import Draft
from groundplan.assets.entry import Entry, item
from groundplan.assets.opening import OpeningPart

__all__ = ["ENTRIES", "draw_car_doors"]

_WIDE: Final = 1.75
"""How far a leaf opens [rad]: 100 degrees."""


def _leaf(
    pivot_x: float, handle: tuple[float, float, float], *, wide: float = _WIDE,
    both_ways: bool = False,
) -> OpeningPart:  # fmt: skip
    """Return a leaf that opens towards +Z about a hinge at its left or right edge."""
    turn = wide if pivot_x > 0.0 else -wide
    return OpeningPart(axis="y", full=turn, handle=handle, both_ways=both_ways)


def _door(d: Draft) -> None:
    for x in (-0.5, 0.5):
        d.box((0.1, 2.1, 0.16), "white", at=(x, 0.0, 0.0))
    d.box((1.1, 0.1, 0.16), "white", at=(0.0, 2.1, 0.0))
    part = _leaf(-0.45, (0.36, 1.02, 0.08), both_ways=True)
    with d.opens("leaf", (-0.45, 0.0, 0.0), part):
        d.box((0.89, 2.08, 0.05), at=(0.0, 0.01, 0.0))
        for z, y in ((0.03, 0.2), (0.03, 1.15), (-0.03, 0.2), (-0.03, 1.15)):
            d.box((0.6, 0.75, 0.02), at=(0.0, y, z))
        for z in (0.08, -0.08):
            d.ball(0.035, "gold", at=(0.36, 1.02, z), sides=12)


def _two_leaves(
    d: Draft, size: tuple[float, float], *, y: float, z: float, handle_y: float,
    role: str = "wood",
) -> None:  # fmt: skip
    """Draw a pair of leaves of (half width, height) in front of a hollow, hinged outside."""
    half, height = size
    d.box((2.0 * half - 0.04, height - 0.04, 0.008), "black", at=(0.0, y + 0.02, z - 0.014),
          bevel=0.0)  # fmt: skip
    for sign, name in ((-1.0, "rightLeaf"), (1.0, "leftLeaf")):
        handle = (0.05 * sign, handle_y, z + 0.04)
        with d.opens(name, (sign * half, 0.0, z), _leaf(sign, handle)):
            d.box((half - 0.01, height, 0.02), role, at=(0.5 * sign * half, y, z))
            d.rod((handle[0], handle_y - 0.06, z + 0.035), (handle[0], handle_y + 0.06, z + 0.035),
                  0.012, "metal")  # fmt: skip


def _cabinet(d: Draft) -> None:
    d.box((0.9, 0.8, 0.42), at=(0.0, 0.06, -0.015))
    d.box((0.94, 0.03, 0.48), at=(0.0, 0.86, 0.0))
    for x in (-0.4, 0.4):
        for z in (-0.18, 0.18):
            d.box((0.05, 0.07, 0.05), "darkwood", at=(x, 0.0, z))
    _two_leaves(d, (0.43, 0.72), y=0.1, z=0.225, handle_y=0.5)


def _wardrobe(d: Draft) -> None:
    d.box((1.2, 1.96, 0.56), at=(0.0, 0.05, -0.01))
    d.box((1.26, 0.05, 0.62), at=(0.0, 2.0, 0.0))
    d.box((1.22, 0.06, 0.6), "darkwood")
    _two_leaves(d, (0.57, 1.84), y=0.1, z=0.29, handle_y=1.05)


def _cupboard(d: Draft) -> None:
    d.box((1.0, 0.85, 0.42), at=(0.0, 0.0, -0.015), bevel=0.01)
    d.box((0.96, 1.0, 0.32), at=(0.0, 0.85, -0.06), bevel=0.01)
    d.box((1.06, 0.06, 0.48), at=(0.0, 1.85, -0.02))
    for x in (-0.24, 0.24):
        d.box((0.42, 0.9, 0.02), "glass", at=(x, 0.9, 0.1), bevel=0.0)
        for k in range(3):
            d.cylinder(0.1, 0.015, "white", at=(x, 1.2 + 0.28 * (k - 1), 0.11), axis="z")
    _two_leaves(d, (0.46, 0.74), y=0.06, z=0.225, handle_y=0.5)


def _fridge(d: Draft) -> None:
    """A fridge over a freezer; shelves, bottles and a light inside."""
    for x in (-0.33, 0.33):
        d.box((0.04, 1.74, 0.62), at=(x, 0.02, -0.03))
    d.box((0.7, 0.04, 0.62), at=(0.0, 1.74, -0.03))
    d.box((0.7, 0.06, 0.62), at=(0.0, 0.0, -0.03))
    d.box((0.66, 1.74, 0.04), "white", at=(0.0, 0.02, -0.32))
    d.box((0.62, 0.05, 0.56), "white", at=(0.0, 0.58, -0.03))
    for y in (0.9, 1.18, 1.45):
        d.box((0.62, 0.012, 0.5), "glass", at=(0.0, y, -0.05), bevel=0.0)
    for k, role in enumerate(("green", "red", "yellow", "orange", "white", "blue")):
        shelf = (0.64, 0.92, 1.2)[k % 3]
        d.cylinder(0.035, 0.18, role, at=(-0.2 + 0.16 * (k // 2), shelf, -0.02 - 0.08 * (k % 2)))
    for name, y, height, handle in (("door", 0.62, 1.15, 1.0), ("freezerDoor", 0.04, 0.56, 0.48)):
        part = _leaf(0.35, (-0.28, handle, 0.37))
        with d.opens(name, (0.34, 0.0, 0.29), part):
            d.box((0.69, height, 0.05), at=(0.0, y, 0.31))
            d.rod((-0.28, handle - 0.14, 0.36), (-0.28, handle + 0.14, 0.36), 0.012, "chrome")
            for shelf in (0.25, 0.6):
                d.box((0.5, 0.06, 0.07), "white", at=(0.0, y + shelf * height, 0.25))


def _window(d: Draft) -> None:
    d.box((1.26, 0.08, 0.08), "white", at=(0.0, 0.0, 0.0), bevel=0.0)
    d.box((1.26, 0.08, 0.08), "white", at=(0.0, 1.38, 0.0), bevel=0.0)
    for x in (-0.59, 0.59):
        d.box((0.08, 1.46, 0.08), "white", at=(x, 0.0, 0.0), bevel=0.0)
    d.box((1.4, 0.06, 0.25), at=(0.0, -0.06, 0.08))
    for sign, name in ((-1.0, "rightSash"), (1.0, "leftSash")):
        handle = (0.04 * sign, 0.72, 0.09)
        with d.opens(name, (sign * 0.55, 0.0, 0.045), _leaf(sign, handle, wide=1.4)):
            x = 0.275 * sign
            d.box((0.5, 1.26, 0.02), "glass", at=(x, 0.1, 0.045), bevel=0.0)
            for side in (-0.26, 0.26):
                d.box((0.05, 1.3, 0.05), "white", at=(x + side, 0.08, 0.045), bevel=0.0)
            for y in (0.08, 0.7, 1.33):
                d.box((0.55, 0.05, 0.05), "white", at=(x, y, 0.045), bevel=0.0)


def _oven(d: Draft) -> None:
    d.box((0.6, 0.88, 0.56), at=(0.0, 0.0, -0.02))
    d.box((0.52, 0.46, 0.01), "black", at=(0.0, 0.16, 0.262), bevel=0.0)
    flap = OpeningPart(axis="x", full=1.5, handle=(0.0, 0.65, 0.34))
    with d.opens("flap", (0.0, 0.13, 0.27), flap):
        d.box((0.58, 0.55, 0.03), at=(0.0, 0.13, 0.28))
        d.box((0.46, 0.34, 0.01), "dark", at=(0.0, 0.2, 0.298))
        d.box((0.46, 0.025, 0.03), "chrome", at=(0.0, 0.64, 0.325))
    for x in (-0.2, -0.07, 0.07, 0.2):
        d.cylinder(0.025, 0.03, "dark", at=(x, 0.78, 0.275), axis="z", sides=12)
    for x in (-0.14, 0.14):
        for z in (-0.14, 0.14):
            d.cylinder(0.09, 0.012, "black", at=(x, 0.88, z))


def _microwave(d: Draft) -> None:
    d.box((0.5, 0.28, 0.34), at=(0.0, 0.0, -0.01), bevel=0.012)
    d.box((0.3, 0.2, 0.006), "black", at=(-0.06, 0.04, 0.16), bevel=0.0)
    d.box((0.08, 0.22, 0.01), "metal", at=(0.19, 0.03, 0.163))
    with d.opens("door", (-0.23, 0.0, 0.165), _leaf(-0.23, (0.11, 0.14, 0.2))):
        d.box((0.36, 0.25, 0.02), at=(-0.06, 0.015, 0.17))
        d.box((0.28, 0.17, 0.005), "dark", at=(-0.07, 0.055, 0.181))
        d.rod((0.11, 0.07, 0.195), (0.11, 0.21, 0.195), 0.008, "chrome")


def _safe(d: Draft) -> None:
    d.box((0.5, 0.6, 0.46), at=(0.0, 0.0, -0.01), bevel=0.02)
    d.box((0.4, 0.5, 0.006), "black", at=(0.0, 0.05, 0.22), bevel=0.0)
    with d.opens("door", (-0.22, 0.0, 0.235), _leaf(-0.22, (0.08, 0.39, 0.29))):
        d.box((0.42, 0.52, 0.03), "metal", at=(0.0, 0.04, 0.24), bevel=0.01)
        d.cylinder(0.06, 0.03, "dark", at=(0.08, 0.39, 0.265), axis="z")
        d.cylinder(0.045, 0.035, "chrome", at=(0.08, 0.39, 0.268), axis="z")
        d.rod((-0.1, 0.24, 0.285), (-0.02, 0.36, 0.285), 0.009, "chrome")
    for y in (0.12, 0.48):
        d.cylinder(0.018, 0.08, "iron", at=(-0.22, y, 0.25), sides=12)


def _drawers(d: Draft, rows: int) -> None:
    """A chest of drawers; the top one is called `drawer`, the next `drawer2`."""
    height = 0.82 / rows
    d.box((0.9, 0.86, 0.42), at=(0.0, 0.02, -0.02))
    d.box((0.94, 0.03, 0.48), at=(0.0, 0.88, 0.0))
    for k in range(rows):
        y = 0.87 - (k + 1) * height
        name = f"drawer{k + 1}" if k else "drawer"
        out = OpeningPart(axis="z", full=0.3, slides=True, handle=(0.0, y + 0.5 * height, 0.26))
        with d.opens(name, (0.0, y, 0.2), out):
            d.box((0.84, height - 0.02, 0.02), "wood", at=(0.0, y + 0.01, 0.205))
            d.rod((-0.1, y + 0.5 * height, 0.24), (0.1, y + 0.5 * height, 0.24), 0.01, "metal")
            for x in (-0.4, 0.4):
                d.box((0.012, 0.6 * height, 0.34), "wood", at=(x, y + 0.02, 0.02))
            d.box((0.8, 0.012, 0.34), "wood", at=(0.0, y + 0.02, 0.02))


def draw_car_doors(d: Draft, *, half: float, hinge_z: float, low: float, length: float) -> None:
    """Draw a front door on each side of a car, a panel on its flank [m], with a handle."""
    for sign, name in ((1.0, "leftDoor"), (-1.0, "rightDoor")):
        inside = (sign * (half + 0.001), low + 0.02, hinge_z - 0.5 * length)
        d.box((0.004, 0.42, length - 0.06), "black", at=inside, bevel=0.0)
        handle = (sign * (half + 0.05), low + 0.38, hinge_z - length + 0.12)
        part = OpeningPart(axis="y", full=-1.1 * sign, handle=handle)
        with d.opens(name, (sign * half, 0.0, hinge_z), part):
            x = sign * (half + 0.008)
            d.box((0.024, 0.46, length), at=(x, low, hinge_z - 0.5 * length), bevel=0.01)
            d.box((0.02, 0.03, 0.14), "chrome", at=(sign * (half + 0.022), low + 0.37, handle[2]))
            for end in (0.0, length):
                d.box((0.026, 0.46, 0.008), "dark", at=(x, low, hinge_z - end), bevel=0.0)


ENTRIES: Final[tuple[Entry, ...]] = (
    item("door", (1.1, 2.2, 0.23), "#7d4f31", draw=_door, nouns="doorway, entrance, front door"),
    item("window", (1.4, 1.52, 0.28), "#e6e4df", draw=_window, nouns="windowsill"),
    item("cabinet", (0.94, 0.89, 0.5), "#7a5234", draw=_cabinet, nouns="sideboard"),
    item("dresser", (0.94, 0.91, 0.5), "#7a5234", draw=partial(_drawers, rows=4),
         nouns="chest of drawers, drawer, drawers"),
    item("wardrobe", (1.26, 2.05, 0.64), "#7a5234", draw=_wardrobe, nouns="closet"),
    item("china_cabinet", (1.06, 1.91, 0.52), "#7a5234", draw=_cupboard,
         nouns="cupboard, hutch, display cabinet"),
    item("fridge", (0.7, 1.78, 0.73), "#d5d8da", draw=_fridge, nouns="refrigerator, freezer"),
    item("oven", (0.6, 0.892, 0.64), "#d9dadb", draw=_oven, nouns="stove, cooker, range"),
    item("microwave", (0.5, 0.28, 0.39), "#b9bcc0", draw=_microwave, nouns="microwave oven"),
    item("safe", (0.5, 0.6, 0.53), "#4a5058", draw=_safe, nouns="strongbox"),
)  # fmt: skip
"""Things with parts that open."""

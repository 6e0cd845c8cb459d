"""What is sharp: circle of confusion, hyperfocal distance, depth of field, size of blur.

Distances are metres from the lens (thin-lens model), focal lengths and circles millimetres.

Source:
    Thin-lens geometry: H = f^2 / (N c) + f, and the near and far limits that follow from it.
"""

import math
from dataclasses import dataclass
from typing import Final

from groundplan.errors import InputError
from groundplan.units import Metres, Millimetres, metres_from_millimetres, millimetres_from_metres

__all__ = [
    "CIRCLES_PER_DIAGONAL", "DepthOfField", "blur_diameter_mm", "circle_of_confusion",
    "depth_of_field", "hyperfocal",
]  # fmt: skip

CIRCLES_PER_DIAGONAL: Final = 1500.0
"""Sensor diagonal over circle of confusion: a customary rule (0.029 mm on 36 x 24 mm)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthOfField:
    """The distances between which the picture looks sharp [m]; `far` may be infinite."""

    near: Metres
    far: Metres
    hyperfocal: Metres

    @property
    def total(self) -> Metres:
        """Return how deep the sharp zone is."""
        return Metres(self.far - self.near)


def circle_of_confusion(width: Millimetres, height: Millimetres) -> Millimetres:
    """Return the largest blur that still looks sharp on a gate of this size."""
    return Millimetres(math.hypot(width, height) / CIRCLES_PER_DIAGONAL)


def hyperfocal(focal: Millimetres, *, fstop: float, circle: Millimetres) -> Metres:
    """Return the nearest focus distance whose sharp zone reaches infinity: f^2 / (N c) + f.

    Raises:
        InputError: A value is not above 0.
    """
    for name, value in (("focal length [mm]", focal), ("f-stop", fstop), ("circle [mm]", circle)):
        if not (math.isfinite(value) and value > 0.0):
            raise InputError(f"{name} is {value:g}", "give a value above 0")
    return metres_from_millimetres(Millimetres(focal * focal / (fstop * circle) + focal))


def depth_of_field(
    focal: Millimetres, *, focus: Metres, fstop: float, circle: Millimetres
) -> DepthOfField:
    """Return what is sharp when the lens is focused at `focus`.

    Raises:
        InputError: A value is not above 0, or the focus lies within the focal length.
    """
    h = hyperfocal(focal, fstop=fstop, circle=circle)
    f = metres_from_millimetres(focal)
    _check_focus(focus, f)
    if math.isinf(focus):
        return DepthOfField(near=h, far=Metres(math.inf), hyperfocal=h)
    near = focus * (h - f) / (h + focus - 2.0 * f)
    far = focus * (h - f) / (h - focus) if focus < h else math.inf
    return DepthOfField(near=Metres(near), far=Metres(far), hyperfocal=h)


def blur_diameter_mm(
    focal: Millimetres, *, fstop: float, focus: Metres, distance: Metres
) -> Millimetres:
    """Return how wide a point at `distance` is drawn on the gate [mm].

    Source:
        Thin lens: c = f^2 |d - s| / (N d (s - f)).

    Raises:
        InputError: The focus lies within the focal length, or a value is not above 0.
    """
    f = metres_from_millimetres(focal)
    _check_focus(focus, f)
    if not (distance > 0.0 and fstop > 0.0):
        raise InputError(
            f"distance {distance:g} m or f-stop {fstop:g} is not above 0", "give values above 0"
        )
    relative = 1.0 / f if math.isinf(focus) else (focus / f) / (focus - f)
    spread = abs(1.0 / distance - (0.0 if math.isinf(focus) else 1.0 / focus))
    aperture = f / fstop
    return millimetres_from_metres(Metres(aperture * f * f * relative * spread))


def _check_focus(focus: Metres, focal: Metres) -> None:
    if not focus > focal:
        raise InputError(
            f"focus at {focus:g} m lies within the focal length of {focal:g} m",
            "focus farther away than the focal length",
        )

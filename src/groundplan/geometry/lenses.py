"""Real lenses: sets by name, the nearest of a set, what a lens covers, how it breathes and bends.

Focal lengths, circles and gates are millimetres, distances metres from the sensor.
"""

import difflib
import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from groundplan.errors import InputError
from groundplan.geometry.lens_rows import ROWS
from groundplan.units import Metres, Millimetres

__all__ = [
    "LENSES", "LENS_SETS", "LensModel", "LensSet", "breathed_focal", "covers", "lens_named",
    "lens_of_set", "lens_set", "radial_distortion", "tstop_of", "uncovered_share",
    "unit_focus_breathing",
]  # fmt: skip

_TSTOP_OVER_FSTOP: Final = 1.07
"""A transmission of 0.87: our engineering default for coated glass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LensModel:
    """A lens: a prime where both focal lengths are the same, else a zoom."""

    name: str
    """What `Camera.lens_name` says: set and focal length, `spherical_s35/50`."""
    set_name: str
    short_mm: float
    long_mm: float
    tstop: float
    """Widest, as transmitted."""
    fstop: float
    """Widest, as depth of field has it."""
    close_focus_m: float
    squeeze: float
    image_circle_mm: float
    edge_distortion: float
    """Share of the radius at the edge of the image circle; below 0 a barrel."""
    breathing: float
    source: str

    @property
    def zooms(self) -> bool:
        """Return whether its focal length can change."""
        return self.long_mm > self.short_mm

    def reaches(self, focal: Millimetres) -> bool:
        """Return whether it has a focal length."""
        return self.short_mm - 1e-6 <= focal <= self.long_mm + 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class LensSet:
    """Lenses that belong together, short ones first."""

    name: str
    label: str
    lenses: tuple[LensModel, ...]
    source: str

    def nearest(self, focal: Millimetres) -> tuple[LensModel, Millimetres]:
        """Return the lens whose view is nearest to that of a focal length, and the length it gives.

        Nearness is the ratio of focal lengths, as views go; of two alike the shorter one.
        """
        _positive(focal, "focal length [mm]")
        given = [(lens, min(max(focal, lens.short_mm), lens.long_mm)) for lens in self.lenses]
        lens, length = min(given, key=lambda pair: abs(math.log(pair[1] / focal)))
        return lens, Millimetres(length)


def lens_set(name: str) -> LensSet:
    """Return the set of that name.

    Raises:
        InputError: There is none; the message lists the closest.
    """
    if name in LENS_SETS:
        return LENS_SETS[name]
    close = difflib.get_close_matches(name, LENS_SETS, n=3, cutoff=0.3) or LENS_SETS
    raise InputError(f"there is no lens set {name!r}", f"use one of: {', '.join(close)}")


def lens_named(name: str) -> LensModel:
    """Return the lens of that name, `spherical_s35/50`.

    Raises:
        InputError: There is none; the message lists the closest.
    """
    if name in LENSES:
        return LENSES[name]
    close = difflib.get_close_matches(name, LENSES, n=4, cutoff=0.3) or LENS_SETS
    raise InputError(f"there is no lens {name!r}", f"use one of: {', '.join(close)}")


def lens_of_set(name: str, focal: Millimetres) -> tuple[LensModel, Millimetres]:
    """Return the nearest lens of a set, and the focal length that it gives.

    Raises:
        InputError: There is no such set.
    """
    return lens_set(name).nearest(focal)


def covers(lens: LensModel, gate_mm: tuple[float, float]) -> bool:
    """Return whether the image circle holds all corners of a gate (width, height)."""
    return math.hypot(*gate_mm) <= lens.image_circle_mm + 1e-6


def uncovered_share(lens: LensModel, gate_mm: tuple[float, float]) -> float:
    """Return how far the diagonal of a gate exceeds the image circle, over the circle; 0: covered.

    0.1 is a tenth more than the lens draws: the corners are dark.
    """
    return max(0.0, math.hypot(*gate_mm) / lens.image_circle_mm - 1.0)


def breathed_focal(
    focal: Millimetres, *, breathing: float, focus: Metres, close: Metres
) -> Millimetres:
    """Return the focal length of a pinhole that sees what a breathing lens sees at a focus.

    The extent that the lens shows is that at infinity, times 1 - breathing * close / focus: exact
    for a lens that focuses by moving as a whole, and our rule for all. Nearer than its closest
    focus it shows what it shows there.

    Source:
        Thin lens: image distance f s / (s - f), so extents go with 1 - f / s.
    """
    if breathing == 0.0:
        return focal
    _positive(close, "closest focus [m]")
    _positive(focus, "focus distance [m]")
    return Millimetres(focal / (1.0 - breathing * min(close / focus, 1.0)))


def unit_focus_breathing(focal: Millimetres, *, close: Metres) -> float:
    """Return the breathing of a simple lens that is focused by moving it as a whole: f / s."""
    return focal / 1000.0 / close


def radial_distortion(lens: LensModel) -> float:
    """Return k1 of Brown-Conrady, for points x/z of the scene.

    The share of the radius by which the lens moves the edge of its image circle, over the square of
    that radius as the scene sees it (de-squeezed). It is one number for a whole zoom: the share
    then falls with the square of the focal length, as long ends bend little.
    """
    radius = 0.5 * lens.image_circle_mm * lens.squeeze / lens.short_mm
    return lens.edge_distortion / (radius * radius)


def tstop_of(lens_name: str, fstop: float) -> float:
    """Return what a lens transmits at an f-stop; of an ideal or unknown lens the f-stop itself."""
    lens = LENSES.get(lens_name)
    return fstop if lens is None else fstop * lens.tstop / lens.fstop


def _sets() -> dict[str, LensSet]:
    return {
        row.name: LensSet(
            name=row.name,
            label=row.label,
            source=row.source,
            lenses=tuple(
                LensModel(
                    name=f"{row.name}/{lens.short_mm:g}"
                    + (f"-{lens.long_mm:g}" if lens.long_mm > lens.short_mm else ""),
                    set_name=row.name,
                    short_mm=lens.short_mm,
                    long_mm=lens.long_mm,
                    tstop=lens.tstop,
                    fstop=round(lens.tstop / _TSTOP_OVER_FSTOP, 3),
                    close_focus_m=lens.close_m,
                    squeeze=row.squeeze,
                    image_circle_mm=row.circle_mm,
                    edge_distortion=lens.edge,
                    breathing=lens.breathing,
                    source=row.source,
                )
                for lens in row.lenses
            ),
        )
        for row in ROWS
    }


def _positive(value: float, name: str) -> None:
    if not value > 0.0:
        raise InputError(f"{name} is {value:g}", "give a value above 0")


LENS_SETS: Final = MappingProxyType(_sets())
"""Every set by name."""

LENSES: Final = MappingProxyType(
    {lens.name: lens for lenses in LENS_SETS.values() for lens in lenses.lenses}
)
"""Every lens by name."""

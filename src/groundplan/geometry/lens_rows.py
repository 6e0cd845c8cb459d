"""Lens sets as data: generic sets as film crews carry them, each row with where it comes from.

Numbers that no row's source names are our engineering defaults and say so: f-number (T-stop over
1.07, a transmission of 0.87), close focus, distortion and breathing are typical of such a set, and
of no maker's lens.
"""

from typing import Final, NamedTuple

__all__ = ["ROWS", "TYPICAL", "LensRow", "LensSetRow"]

TYPICAL: Final = "typical, our engineering default"

_SUPER35: Final = (
    "image circle of 32 to 35 mm: AbelCine, 'Sensors & Circles', HD Video Pro; the rest " + TYPICAL
)
_FULL_FRAME: Final = "circle of the 36 x 24 mm frame it is made for; the rest " + TYPICAL


class LensRow(NamedTuple):
    """One lens of a set; a prime has one focal length twice."""

    short_mm: float
    long_mm: float
    tstop: float
    close_m: float
    """Closest focus, from the sensor."""
    edge: float
    """Distortion at the edge of the image circle, as a share of the radius: barrel below 0."""
    breathing: float
    """Share by which the picture narrows from infinity to the closest focus."""


class LensSetRow(NamedTuple):
    """Lenses that belong together."""

    name: str
    label: str
    squeeze: float
    circle_mm: float
    source: str
    lenses: tuple[LensRow, ...]


def _primes(*rows: tuple[float, float, float, float, float]) -> tuple[LensRow, ...]:
    return tuple(
        LensRow(focal, focal, tstop, close, edge, breathing)
        for focal, tstop, close, edge, breathing in rows
    )


ROWS: Final = (
    LensSetRow(
        "spherical_s35", "spherical primes, Super 35", 1.0, 33.5,
        f"focal lengths and T2 of a usual cine set; {_SUPER35}",
        _primes(
            (18.0, 2.0, 0.23, -0.030, 0.03), (25.0, 2.0, 0.23, -0.018, 0.04),
            (32.0, 2.0, 0.30, -0.012, 0.04), (40.0, 2.0, 0.40, -0.008, 0.05),
            (50.0, 2.0, 0.50, -0.005, 0.05), (75.0, 2.0, 0.70, -0.002, 0.05),
            (100.0, 2.0, 0.90, 0.002, 0.06),
        ),
    ),
    LensSetRow(
        "fast_s35", "fast spherical primes, Super 35", 1.0, 33.5,
        f"focal lengths and T1.3 of a usual fast set; {_SUPER35}",
        _primes(
            (14.0, 1.3, 0.25, -0.035, 0.02), (18.0, 1.3, 0.25, -0.025, 0.02),
            (21.0, 1.3, 0.28, -0.020, 0.02), (25.0, 1.3, 0.28, -0.015, 0.02),
            (35.0, 1.3, 0.35, -0.008, 0.02), (50.0, 1.3, 0.50, -0.004, 0.03),
            (65.0, 1.3, 0.65, -0.003, 0.03), (100.0, 1.3, 1.00, 0.001, 0.03),
            (135.0, 1.3, 1.20, 0.002, 0.04),
        ),
    ),
    LensSetRow(
        "spherical_ff", "spherical primes, full frame", 1.0, 43.27,
        "25, 32, 50, 75, 100 mm at T2.4 for full frame: P. Rhodes, review of a current set; "
        + _FULL_FRAME,
        _primes(
            (25.0, 2.4, 0.25, -0.025, 0.05), (32.0, 2.4, 0.28, -0.018, 0.06),
            (50.0, 2.4, 0.55, -0.008, 0.07), (75.0, 2.4, 0.65, -0.004, 0.08),
            (100.0, 2.4, 0.75, 0.002, 0.09),
        ),
    ),
    LensSetRow(
        "still_ff", "still-photo primes, full frame", 1.0, 43.27,
        f"usual focal lengths of 135 still lenses; {_FULL_FRAME}",
        _primes(
            (14.0, 2.9, 0.28, -0.045, 0.04), (24.0, 1.5, 0.25, -0.025, 0.08),
            (35.0, 1.5, 0.30, -0.015, 0.09), (50.0, 1.5, 0.45, -0.010, 0.10),
            (85.0, 1.5, 0.85, -0.002, 0.11), (135.0, 2.2, 0.80, 0.004, 0.12),
        ),
    ),
    LensSetRow(
        "anamorphic_2x", "anamorphic primes 2x", 2.0, 33.54,
        "32, 40, 50, 75, 100 mm, 2x: Studio Daily, April 2014; circle of 33.54 mm: Definition,"
        f" November 2020, of a 2x zoom of that family; the rest {TYPICAL}",
        _primes(
            (32.0, 2.3, 0.85, -0.060, 0.04), (40.0, 2.3, 0.85, -0.045, 0.05),
            (50.0, 2.3, 0.85, -0.030, 0.06), (75.0, 2.3, 1.00, -0.015, 0.07),
            (100.0, 2.3, 1.10, -0.010, 0.08),
        ),
    ),
    LensSetRow(
        "anamorphic_1x8", "anamorphic primes 1.8x, full frame", 1.8, 43.27,
        f"usual squeeze of lenses for full frame; {_FULL_FRAME}",
        _primes(
            (32.0, 2.3, 0.70, -0.045, 0.04), (40.0, 2.3, 0.80, -0.035, 0.05),
            (50.0, 2.3, 0.85, -0.025, 0.06), (75.0, 2.3, 1.00, -0.012, 0.06),
            (100.0, 2.3, 1.20, -0.008, 0.07), (135.0, 2.3, 1.50, -0.005, 0.07),
        ),
    ),
    LensSetRow(
        "super16", "spherical primes, Super 16", 1.0, 16.5,
        "image circle of 15 to 18 mm: AbelCine, 'Sensors & Circles', HD Video Pro; the rest "
        + TYPICAL,
        _primes(
            (8.0, 1.4, 0.20, -0.035, 0.03), (9.5, 1.4, 0.20, -0.028, 0.03),
            (12.0, 1.4, 0.20, -0.020, 0.04), (16.0, 1.4, 0.20, -0.012, 0.04),
            (25.0, 1.4, 0.25, -0.006, 0.05), (50.0, 1.4, 0.50, -0.002, 0.05),
        ),
    ),
    LensSetRow(
        "zoom_24_290", "zoom 24-290", 1.0, 33.5,
        "24-290 mm, closest focus 4 ft: D. Suddaby, 2015, on a 12x zoom; T2.8 and the rest "
        + TYPICAL,
        (LensRow(24.0, 290.0, 2.8, 1.22, -0.020, 0.02),),
    ),
    LensSetRow(
        "zoom_19_90", "zoom 19-90", 1.0, 33.5,
        "19-90 mm, T2.9, covers Super 35: 'Kelly on a Tangent', April 2012; the rest " + TYPICAL,
        (LensRow(19.0, 90.0, 2.9, 0.85, -0.025, 0.03),),
    ),
    LensSetRow(
        "zoom_17_80", "zoom 17-80", 1.0, 33.5, f"a usual short cine zoom; {_SUPER35}",
        (LensRow(17.0, 80.0, 2.2, 0.62, -0.028, 0.03),),
    ),
    LensSetRow(
        "zoom_24_70_ff", "zoom 24-70, full frame", 1.0, 43.27,
        f"the usual standard zoom of still cameras; {_FULL_FRAME}",
        (LensRow(24.0, 70.0, 3.0, 0.38, -0.030, 0.08),),
    ),
    LensSetRow(
        "zoom_70_200_ff", "zoom 70-200, full frame", 1.0, 43.27,
        f"the usual long zoom of still cameras; {_FULL_FRAME}",
        (LensRow(70.0, 200.0, 3.0, 1.20, -0.005, 0.12),),
    ),
    LensSetRow(
        "anamorphic_zoom_35_140", "anamorphic zoom 2x 35-140", 2.0, 33.54,
        "35-140 mm, 2x, circle of 33.54 mm: Definition, November 2020; the rest " + TYPICAL,
        (LensRow(35.0, 140.0, 3.1, 1.10, -0.050, 0.05),),
    ),
)  # fmt: skip
"""Every set; the numbers of a zoom are those of its short end."""

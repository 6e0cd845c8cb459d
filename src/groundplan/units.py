"""Typed units: SI, and millimetres for lenses and sensors; radians inside, degrees at edges."""

import math
from typing import Final, NewType

__all__ = [
    "SUBFRAMES_PER_FRAME", "CandelaPerSquareMetre", "Hertz", "Kelvin", "Kilograms", "Lumens", "Lux",
    "Metres", "MetresPerSecond", "Millimetres", "Pixels", "Radians", "Seconds", "Stops",
    "Subframes", "degrees_from_radians", "metres_from_millimetres", "millimetres_from_metres",
    "radians_from_degrees",
]  # fmt: skip

Metres = NewType("Metres", float)
Millimetres = NewType("Millimetres", float)
Seconds = NewType("Seconds", float)
Hertz = NewType("Hertz", float)
MetresPerSecond = NewType("MetresPerSecond", float)
Radians = NewType("Radians", float)
Kilograms = NewType("Kilograms", float)
Kelvin = NewType("Kelvin", float)
Lux = NewType("Lux", float)
Lumens = NewType("Lumens", float)
CandelaPerSquareMetre = NewType("CandelaPerSquareMetre", float)
Stops = NewType("Stops", float)
Pixels = NewType("Pixels", float)
Subframes = NewType("Subframes", int)
"""Time as an integer count of 1/1000 frame; 0 is the first frame of the timeline."""

SUBFRAMES_PER_FRAME: Final = 1000


def radians_from_degrees(degrees: float) -> Radians:
    """Return the angle in radians."""
    return Radians(math.radians(degrees))


def degrees_from_radians(angle: Radians) -> float:
    """Return the angle in degrees."""
    return math.degrees(angle)


def metres_from_millimetres(length: Millimetres) -> Metres:
    """Return the length in metres."""
    return Metres(length / 1000.0)


def millimetres_from_metres(length: Metres) -> Millimetres:
    """Return the length in millimetres."""
    return Millimetres(length * 1000.0)

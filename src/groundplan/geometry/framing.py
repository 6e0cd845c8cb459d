"""How large things appear: distance, visible height and focal length of a pinhole.

`sensor_extent` and the extent of the scene are measured the same way (both heights, or both
widths), across the axis at the subject.

Source:
    Similar triangles: extent / distance = sensor extent / focal length.
"""

import math

from groundplan.errors import InputError
from groundplan.units import Metres, Millimetres

__all__ = ["distance_for_extent", "distance_for_height", "extent_at_distance", "focal_for_extent"]


def distance_for_extent(
    extent: Metres, *, focal: Millimetres, sensor_extent: Millimetres
) -> Metres:
    """Return how far away the picture is `extent` high (or wide): f * H / h."""
    _check(extent, focal, sensor_extent)
    return Metres(extent * focal / sensor_extent)


def distance_for_height(
    height: Metres, *, fraction: float, focal: Millimetres, sensor_height: Millimetres
) -> Metres:
    """Return how far away a subject fills `fraction` of the height of the picture.

    Raises:
        InputError: A value is not above 0.
    """
    _check(fraction)
    return distance_for_extent(Metres(height / fraction), focal=focal, sensor_extent=sensor_height)


def extent_at_distance(
    distance: Metres, *, focal: Millimetres, sensor_extent: Millimetres
) -> Metres:
    """Return the height (or width) of the scene that the picture shows at `distance`."""
    _check(distance, focal, sensor_extent)
    return Metres(distance * sensor_extent / focal)


def focal_for_extent(
    extent: Metres, *, distance: Metres, sensor_extent: Millimetres
) -> Millimetres:
    """Return the lens that shows `extent` at `distance`: keeps a subject's size in a dolly zoom."""
    _check(extent, distance, sensor_extent)
    return Millimetres(distance * sensor_extent / extent)


def _check(*values: float) -> None:
    for value in values:
        if not (math.isfinite(value) and value > 0.0):
            raise InputError(f"a length or fraction is {value:g}", "give values above 0")

"""Light of matte panels on surfaces: exact form factors of polygons, clipped at the horizon.

Source:
    J. H. Lambert, "Photometria", 1760; D. R. Baum, H. E. Rushmeier, J. M. Winget, "Improving
    radiosity solutions through the use of analytically determined form-factors", SIGGRAPH 1989,
    equation for the form factor of a polygon seen from a differential area: a sum over edges of
    the angle that an edge subtends times the cosine between its plane's normal and the surface's.
"""

import math

import numpy as np
from jaxtyping import Float

from groundplan.units import Lumens, Lux

__all__ = ["form_factor", "panel_corners", "panel_illuminance"]

_AHEAD = 1e-12
"""Metres in front of a panel from which on it lights a point."""

_Vector = tuple[float, float, float]


def panel_corners(
    center: Float[np.ndarray, "3"],
    direction: Float[np.ndarray, "3"],
    right: Float[np.ndarray, "3"],
    *,
    size: tuple[float, float],
) -> Float[np.ndarray, "4 3"]:
    """Return a panel's corners [m], counter-clockwise seen from what it lights.

    Args:
        center: Its middle [m].
        direction: Unit, the way it shines.
        right: Unit, along its width; square to `direction`.
        size: Width and height [m].
    """
    across = 0.5 * size[0] * right
    along = 0.5 * size[1] * np.cross(direction, right)
    return center + np.stack([-across - along, across - along, across + along, along - across])


def form_factor(corners: Float[np.ndarray, "corner 3"], normal: Float[np.ndarray, "3"]) -> float:
    """Return which share of a point's view, weighted by the cosine, a flat convex polygon fills.

    Illuminance is that share times the polygon's exitance; 1 means that it fills the hemisphere.

    Args:
        corners: Seen from the point [m], in order, either way round.
        normal: Of the surface at the point, unit; what lies below its horizon is cut away.
    """
    axis = _triple(normal)
    above = _above_horizon([_triple(corner) for corner in corners], axis)
    total = 0.0
    for k, here in enumerate(above):
        there = above[(k + 1) % len(above)]
        plane = _cross(here, there)
        sine, cosine = math.sqrt(_dot(plane, plane)), _dot(here, there)
        if sine > 0.0:
            total += math.atan2(sine, cosine) * _dot(plane, axis) / sine
    return abs(total) / math.tau


def panel_illuminance(  # noqa: PLR0913  (a panel and a surface)
    flux: Lumens,
    *,
    center: Float[np.ndarray, "3"],
    direction: Float[np.ndarray, "3"],
    right: Float[np.ndarray, "3"],
    size: tuple[float, float],
    point: Float[np.ndarray, "3"],
    normal: Float[np.ndarray, "3"],
) -> Lux:
    """Return the light of an unhidden matte panel on a surface [lx].

    Its exitance is flux / area; it shines to one side, and a point behind it gets nothing. With no
    area it is a point whose intensity falls as the cosine, flux / pi straight ahead.
    """
    ray = point - center
    ahead = float((ray * direction).sum())
    if ahead <= _AHEAD:
        return Lux(0.0)
    area = size[0] * size[1]
    if area <= 0.0:
        square = float((ray * ray).sum())
        faced = max(-float((ray * normal).sum()), 0.0)
        return Lux(flux / math.pi * ahead * faced / (square * square))
    corners = panel_corners(center, direction, right, size=size) - point
    return Lux(flux / area * form_factor(corners, normal))


def _above_horizon(corners: list[_Vector], axis: _Vector) -> list[_Vector]:
    """Return the part of a polygon with a coordinate along `axis` above 0."""
    kept: list[_Vector] = []
    for k, here in enumerate(corners):
        there = corners[(k + 1) % len(corners)]
        high, next_high = _dot(here, axis), _dot(there, axis)
        if high > 0.0:
            kept.append(here)
        if (high > 0.0) != (next_high > 0.0):
            t = high / (high - next_high)
            kept.append(
                (
                    here[0] + t * (there[0] - here[0]),
                    here[1] + t * (there[1] - here[1]),
                    here[2] + t * (there[2] - here[2]),
                )
            )
    return kept


def _triple(values: Float[np.ndarray, "3"]) -> _Vector:
    return float(values[0]), float(values[1]), float(values[2])


def _dot(a: _Vector, b: _Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: _Vector, b: _Vector) -> _Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]

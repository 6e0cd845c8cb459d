"""What belongs in the frame: bodies, a passer's way while it is near them, and no spires."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure

__all__ = ["belonging"]

_COMPANY: Final = 1.5
_TOWERING: Final = 2.6
"""Of what is more than 2.6 times as high as the living bodies that it stands about, 1.5 times their
height belongs in the frame: our engineering default."""
_FURNITURE_M: Final = 1.0
"""Bodies lower than this are measured as if they had it: a chair does not tower over a cat."""
_PASSING: Final = 2.0
"""Who goes farther than twice the width of all else is passing through: our engineering default."""
_NARROWEST_M: Final = 3.0
"""All else counts as at least this wide."""
_NEAR: Final = 0.5
"""A passer's way belongs in the frame as far as this much of its length beside all else: it comes
and goes, and is seen whole for as long as it passes. Our engineering default."""


def belonging(
    figures: Sequence[Figure], *, subject: Figure | None, members: frozenset[str]
) -> Float[np.ndarray, "point 3"]:
    """Return the corners of all bodies at all times that a frame has to hold [m].

    Of those who only pass by, while the subject's own business goes on, the way near the others
    counts; of what towers over living bodies, the lower part.
    """
    passers = _passing(figures, subject=subject, members=members)
    staying = [f for f in figures if f not in passers]
    rest = np.concatenate([_lowered(f, figures, subject=subject) for f in staying])
    return np.concatenate([rest, *(_near(f, rest) for f in passers)])


def _passing(
    figures: Sequence[Figure], *, subject: Figure | None, members: frozenset[str]
) -> list[Figure]:
    """Return who travels through the scene, on a way much longer than all else is wide.

    The subject and its group never pass; where nobody would stay, nobody does.
    """
    if subject is None:
        return []
    found: list[Figure] = []
    width = _width([f for f in figures if f.entity in members or not f.moving])
    for figure in figures:
        if figure.entity in members or not figure.moving:
            continue
        if float(np.ptp(figure.positions, axis=0)[[0, 2]].max()) > _PASSING * width:
            found.append(figure)
    return found if len(found) < len(figures) else []


def _width(figures: Sequence[Figure]) -> float:
    """Return the larger ground extent of some bodies over all times [m]."""
    if not figures:
        return _NARROWEST_M
    corners = np.concatenate([f.corners().reshape(-1, 3) for f in figures])
    return max(_NARROWEST_M, float(np.ptp(corners, axis=0)[[0, 2]].max()))


def _near(figure: Figure, rest: Float[np.ndarray, "rest 3"]) -> Float[np.ndarray, "point 3"]:
    """Return the corners of a passer while it is near all the others [m]."""
    low, high = rest.min(axis=0), rest.max(axis=0)
    reach = _NEAR * max(figure.size_m[0], figure.size_m[2])
    places = figure.positions
    gaps = np.maximum(np.maximum(low - places, places - high), 0.0)[:, [0, 2]]
    away = np.hypot(gaps[:, 0], gaps[:, 1])
    return figure.corners()[away <= max(reach, float(away.min()))].reshape(-1, 3)


def _lowered(
    figure: Figure, company: Sequence[Figure], *, subject: Figure | None
) -> Float[np.ndarray, "point 3"]:
    """Return the corners of what has to be seen of a body [m]."""
    corners = figure.corners().reshape(-1, 3)
    living = [f for f in company if f.living]
    if figure.living or subject is None or not subject.living or not living:
        return corners
    tallest = max(_FURNITURE_M, *(f.height_m for f in living))
    if figure.height_m <= _TOWERING * tallest:
        return corners
    tops = [float(f.positions[:, 1].max()) + _COMPANY * f.height_m for f in living]
    highest = max(*tops, float(figure.positions[:, 1].max()))
    corners[:, 1] = np.minimum(corners[:, 1], highest)
    return corners

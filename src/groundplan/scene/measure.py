"""Sizes and heights of bodies, as the document states them or as they are drawn."""

import numpy as np

from groundplan.scene.dressing import dressed
from groundplan.world.entity import Entity

__all__ = ["body_size", "eye_height"]

_EYE_SHARE = 0.936
"""Eye height over standing height of an adult (our engineering default, near 1.59 m of 1.70 m)."""


def body_size(entity: Entity) -> tuple[float, float, float]:
    """Return width, height, depth along the entity's own axes, before its scale [m].

    What the document states wins; else the drawn meshes are measured; (0, 0, 0) for what is not
    drawn.
    """
    if entity.size_m is not None:
        return entity.size_m
    look = dressed(entity)
    if look is None:
        return (0.0, 0.0, 0.0)
    points = np.concatenate([mesh.positions for mesh, _ in look.pieces])
    width, height, depth = (float(v) for v in np.ptp(points.astype(np.float64), axis=0))
    return width, height, depth


def eye_height(entity: Entity) -> float:
    """Return the height of the eyes above the origin [m]: of a person standing, or near the top."""
    return _EYE_SHARE * body_size(entity)[1]

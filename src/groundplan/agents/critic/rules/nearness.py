"""How near things come to one another: gaps over the ground, walls on the way, speeds."""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.figures import Figure
from groundplan.geometry.rays import ray_triangle
from groundplan.geometry.transforms import inverse_rigid, transform_points

__all__ = ["gap_m", "ground_gap_m", "sped", "wall_triangles", "walls_between"]

_MOST_TRIANGLES: Final = 20_000
"""Sets with more triangles are looked at in part: our engineering default."""


def _local(figure: Figure, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, "time 3"]:
    back = inverse_rigid(figure.world_from_figure)
    return transform_points(back, points)


def ground_gap_m(figure: Figure, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, " time"]:
    """Return how far points are from a body's footprint over the ground [m], 0 above it."""
    local = _local(figure, points)
    width, _, depth = figure.size_m
    x = np.maximum(np.abs(local[:, 0]) - 0.5 * width, 0.0)
    z = np.maximum(np.abs(local[:, 2]) - 0.5 * depth, 0.0)
    return np.hypot(x, z)


def gap_m(figure: Figure, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, " time"]:
    """Return how far points are from a body's box [m], 0 inside."""
    local = _local(figure, points)
    y = np.maximum(np.maximum(-local[:, 1], local[:, 1] - figure.size_m[1]), 0.0)
    return np.hypot(ground_gap_m(figure, points), y)


def sped(figure: Figure, film: Filmed) -> Float[np.ndarray, " step"]:
    """Return how fast a body moves between the frames of a shot [m/s]."""
    steps = np.linalg.norm(np.diff(figure.positions, axis=0), axis=1)
    return steps / film.step_s


def wall_triangles(film: Filmed) -> Float[np.ndarray, "triangle corner 3"]:
    """Return the triangles of built sets that stand up, at the first frame [m]."""
    world = film.world
    built = {
        i.instance for i in film.bodies.stage.instances
        if i.kind == "set" and not {"ground", "scenery"}.intersection(world.entities[i.entity].tags)
        and world.entities[i.entity].name != "ground"
    }  # fmt: skip
    pose = film.bodies.poses[0]
    found: list[Float[np.ndarray, "triangle corner 3"]] = []
    for row, item in enumerate(film.bodies.stage.items):
        if item.instance not in built:
            continue
        matrix = pose.world_from_item[row].astype(np.float64)
        points = transform_points(matrix[None], item.mesh.positions.astype(np.float64))
        corners = points[item.mesh.triangles][:_MOST_TRIANGLES]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
        found.append(corners[np.abs(normal[:, 1]) < 0.5 * length])
    return np.concatenate(found) if found else np.zeros((0, 3, 3))


def walls_between(
    starts: Float[np.ndarray, "way 3"],
    ends: Float[np.ndarray, "way 3"],
    walls: Float[np.ndarray, "triangle corner 3"],
) -> Bool[np.ndarray, " way"]:
    """Return which straight ways meet a wall."""
    if not len(walls) or not len(starts):
        return np.zeros(len(starts), dtype=bool)
    hits = [
        bool(np.any(ray_triangle(start, end - start, triangle=walls) <= 1.0))
        for start, end in zip(starts, ends, strict=True)
    ]
    return np.array(hits)

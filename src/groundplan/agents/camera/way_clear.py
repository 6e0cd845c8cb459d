"""Whether a camera's way is free of walls: where it meets one, and what would help."""

from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.camera.solving.floor import Barrier, floor_of
from groundplan.agents.figures import sample_times
from groundplan.scene.view import view_at
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding

__all__ = ["way_finding"]

_SAMPLES: Final = 33
_CLEAR_M: Final = 0.3
"""Room that a camera needs before a wall: our engineering default."""
_STEP_M: Final = 0.01


def way_finding(world: World, shot_id: str, camera_id: str, *, camera: Entity) -> Finding | None:
    """Return which wall is in the way of a shot's camera, with numbers; None where none is.

    Raises:
        SceneError: The camera can't be posed.
    """
    if camera.camera is None:
        return None
    shot = replace(world.shots[shot_id], camera=camera_id)
    tried = replace(
        world, entities={**world.entities, camera_id: camera}, shots={**world.shots, shot_id: shot}
    )
    times = sample_times(shot.first, shot.last, count=_SAMPLES)
    floor = floor_of(tried, shot_id, times, camera=camera.camera, about=())
    walls = [barrier for barrier in floor.barriers if barrier.wall]
    if not walls:
        return None
    way = view_at(tried, camera_id, times.astype(np.float64))[:, :3, 3]
    for wall in walls:
        free = _free_m(way, wall)
        if free is not None:
            return _finding(way, wall, free_m=free, camera_id=camera_id)
    return None


def _free_m(way: Float[np.ndarray, "time 3"], wall: Barrier) -> float | None:
    """Return how far along its way the camera gets [m]; None: all of it."""
    steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(2, int(gone[-1] / _STEP_M) + 1)
    at: Float[np.ndarray, " point"] = np.linspace(0.0, float(gone[-1]), count)
    if gone[-1] < _STEP_M:
        return 0.0 if _near(way[:1], wall, row=0)[0] else None
    fine = np.stack([np.interp(at, gone, way[:, k]) for k in range(3)], axis=1)
    hit = _near(fine, wall, row=0)
    return float(at[int(np.argmax(hit))]) if hit.any() else None


def _near(
    points: Float[np.ndarray, "point 3"], wall: Barrier, *, row: int
) -> Bool[np.ndarray, " point"]:
    """Return which points are nearer to a wall than a camera may be."""
    matrix = wall.world_from_box[row]
    local = (points - matrix[:3, 3]) @ matrix[:3, :3]
    boxes = wall.boxes[row]
    out = np.maximum(boxes[None, :, 0] - local[:, None], local[:, None] - boxes[None, :, 1])
    away = np.sqrt((np.maximum(out, 0.0) ** 2).sum(axis=2)).min(axis=1)
    return away < _CLEAR_M


def _finding(
    way: Float[np.ndarray, "time 3"], wall: Barrier, *, free_m: float, camera_id: str
) -> Finding:
    length = float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())
    short = length - free_m
    thick = float(np.min(wall.boxes[0, :, 1] - wall.boxes[0, :, 0]))
    paths = (f"entities/{camera_id}", f"entities/{wall.entity}")
    if length < _STEP_M:
        return Finding(
            code="camera.infeasible", severity="error", paths=paths, unit="m", measured=0.0,
            expected=_CLEAR_M, message=f"the camera stands in {wall.name} or within {_CLEAR_M:g} m "
            "of it", options=(f"move {wall.name} {_CLEAR_M + thick:.2f} m away", "stand elsewhere"),
        )  # fmt: skip
    return Finding(
        code="camera.infeasible", severity="error", paths=paths, unit="m",
        measured=round(free_m, 3), expected=round(length, 3),
        message=f"the camera goes {length:.2f} m, and {wall.name} leaves it {free_m:.2f} m: let it "
        f"go {free_m:.2f} m, move {wall.name} {short:.2f} m back or start {short:.2f} m farther "
        "from it",
        options=(
            f"let the camera go {free_m:.2f} m", f"move {wall.name} {short:.2f} m back",
            f"start {short:.2f} m farther from {wall.name}",
        ),
    )  # fmt: skip

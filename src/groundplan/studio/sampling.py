"""A shot sampled in time: the camera's matrices, and where everything is and shows.

`bbox_px` is amodal (what hides a thing does not count), `visible` is not: see `passes.sight`.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions, transforms
from groundplan.passes.amodal import AmodalBoxes
from groundplan.passes.sight import Sight
from groundplan.scene.build import build_stage
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.measure import body_size
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import Stage
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot

__all__ = ["shot_samples"]

_SAMPLES: Final = 17
"""At least nine are promised; first and last frame are among them."""
_DIGITS: Final = 9

Box = tuple[float, float, float, float]


def shot_samples(world: World, shot_id: str, library: Library = EMPTY) -> list[dict[str, object]]:
    """Return evenly spaced samples of a shot as JSON data.

    Raises:
        SceneError: The shot cannot be posed.
    """
    world = present_in_shot(world, shot_id)
    stage = build_stage(world, shot_id, library)
    shot = world.shots[shot_id]
    moments = np.rint(np.linspace(shot.first, shot.last, _SAMPLES))
    boxes, sight = AmodalBoxes(stage), Sight(stage)
    bodies = {
        instance.entity: world_from_entity_at(world, instance.entity, moments)
        for instance in stage.instances
    }
    sizes = {entity: body_size(world.entities[entity]) for entity in bodies}
    samples: list[dict[str, object]] = []
    for k, moment in enumerate(moments):
        pose = stage.pose(Subframes(int(moment)))
        samples.append(
            {
                "t_s": _rounded((moment - shot.first) * _seconds(world)),
                "intrinsics_px": _rows(pose.camera.intrinsics_px),
                "camera_from_world": _rows(
                    transforms.camera_from_world_cv(pose.camera.world_from_camera)
                ),
                "focal_mm": _rounded(pose.camera.focal_mm),
                "ev100": _rounded(pose.camera.exposure.ev100),
                "white_balance_k": _rounded(pose.camera.white_balance_k),
                "entities": _entities(
                    stage,
                    boxes(pose),
                    seen=sight(pose),
                    placed={e: m[k] for e, m in bodies.items()},
                    sizes=sizes,
                )
                | _points(world, moment, aimed={shot.camera: pose.camera.world_from_camera}),
            }
        )
    return samples


def _entities(
    stage: Stage,
    boxes: dict[int, Box],
    *,
    seen: frozenset[int],
    placed: dict[str, Float[np.ndarray, "4 4"]],
    sizes: dict[str, tuple[float, float, float]],
) -> dict[str, object]:
    found: dict[str, object] = {}
    for instance in stage.instances:
        position, turn, scale = transforms.decompose(placed[instance.entity])
        box = _clipped(boxes.get(instance.instance), stage.size_px)
        size = np.array(sizes[instance.entity]) * scale
        found[instance.entity] = {
            "position_m": [_rounded(v) for v in position],
            "heading_rad": _rounded(float(quaternions.to_heading(turn))),
            "size_m": [_rounded(v) for v in size],
            "bbox_px": None if box is None else [_rounded(v) for v in box],
            "visible": box is not None and instance.instance in seen,
        }
    return found


def _points(
    world: World, moment: float, *, aimed: dict[str, Float[np.ndarray, "4 4"]]
) -> dict[str, object]:
    """Return lamps and cameras: their centre, and the heading of where they look (-Z).

    `aimed` are those whose place the stage knows better: what a camera aims at turns it there.
    """
    at = np.array([float(moment)])
    found: dict[str, object] = {}
    for key, entity in sorted(world.entities.items()):
        if entity.camera is not None or (entity.light and entity.light.type not in ("sun", "sky")):
            placed = aimed[key] if key in aimed else world_from_entity_at(world, key, at)[0]
            looks_x, looks_z = -float(placed[0, 2]), -float(placed[2, 2])
            found[key] = {
                "position_m": [_rounded(v) for v in placed[:3, 3]],
                "heading_rad": _rounded(math.atan2(looks_x, looks_z)),
                "size_m": [0.0, 0.0, 0.0],
                "bbox_px": None,
                "visible": False,
            }
    return found


def _clipped(box: Box | None, size_px: tuple[int, int]) -> Box | None:
    if box is None:
        return None
    x0, y0 = max(box[0], 0.0), max(box[1], 0.0)
    x1, y1 = min(box[2], float(size_px[0])), min(box[3], float(size_px[1]))
    return (x0, y0, x1, y1) if x1 - x0 >= 1.0 and y1 - y0 >= 1.0 else None


def _seconds(world: World) -> float:
    return world.timebase.fps_den / (1000.0 * world.timebase.fps_num)


def _rows(matrix: Float[np.ndarray, "row column"]) -> list[list[float]]:
    return [[_rounded(value) for value in row] for row in matrix]


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS) + 0.0

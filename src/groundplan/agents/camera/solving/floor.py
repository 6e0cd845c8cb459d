"""The shot as the solver finds it: bodies over time, what a camera can't be in, and the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.camera.solving.bodies import Body, body_of
from groundplan.agents.figures import Figure, figures_of
from groundplan.geometry import quaternions, transforms
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.view import pinhole
from groundplan.world.document import World
from groundplan.world.entity import Camera
from groundplan.world.queries import present_in_shot
from groundplan.world.terrain import landform_of_world

__all__ = ["Barrier", "Floor", "floor_of"]

_ROOMS: Final = frozenset({"room", "plain_room"})
"""Sets with three walls, open towards +Z: their inside is free, their walls are not."""
_WALL: Final = "wall"
_WALL_M: Final = 0.15
_FLOOR_M: Final = 1.0
"""Sets that are lower are ground to stand on."""
_SCENERY_M: Final = 30.0
"""Larger things are no box to keep out of: hills, woods."""
_FAR_M: Final = 40.0
"""Things farther from all framed bodies are in nobody's way."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Barrier:
    """A box that no camera is in, and that none is behind when it is a wall."""

    entity: str
    name: str
    wall: bool
    world_from_box: Float[np.ndarray, "time 4 4"]
    """Rigid."""
    boxes: Float[np.ndarray, "time box 2 3"]
    """Low and high corners in its own axes [m]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """Everything that a camera of one shot is solved from."""

    shot: str
    times: Int[np.ndarray, " time"]
    """Subframes."""
    bodies: Mapping[str, Body]
    """Those that intents speak of, by entity id."""
    barriers: tuple[Barrier, ...]
    """All else that stands there, and walls."""
    insides: Mapping[str, tuple[Float[np.ndarray, "4 4"], Float[np.ndarray, "2 3"]]]
    """Of sets: rigid `world_from_set` and the corners of their inside in their own axes [m]."""
    gate_mm: tuple[float, float]
    """Width (de-squeezed) and height of the gate that becomes the picture."""
    picture_px: tuple[int, int]
    circle_mm: float
    """Circle of confusion."""
    level: bool = True
    """The ground lies at height 0 everywhere."""


def floor_of(
    world: World, shot_id: str, times: Int[np.ndarray, " time"], *, camera: Camera,
    about: Iterable[str], library: Library = EMPTY,
) -> Floor:  # fmt: skip
    """Return what a shot's camera is solved from; `about`: the entities that intents speak of."""
    world = present_in_shot(world, shot_id)
    figures = figures_of(world, times)
    at = times.astype(np.float64)
    bodies = dict[str, Body]()
    for key in sorted(set(about)):
        if key in figures:
            body = body_of(world, key, at, figure=figures[key], library=library)
            if body is not None:
                bodies[key] = body
    lens = pinhole(world, camera, focal_mm=1.0)
    k = lens.intrinsics_px
    width, height = world.film.width_px, world.film.height_px
    return Floor(
        shot=shot_id, times=times, bodies=bodies,
        barriers=tuple(_barriers(world, figures, bodies)),
        insides={key: _inside(world, f) for key, f in figures.items() if f.kind == "set"},
        gate_mm=(float(width / k[0, 0]), float(height / k[1, 1])),
        picture_px=(width, height),
        circle_mm=camera.circle_mm or lens.lens.diagonal_mm / 1500.0,
        level=landform_of_world(world) is None,
    )  # fmt: skip


def _barriers(
    world: World, figures: Mapping[str, Figure], bodies: Mapping[str, Body]
) -> Iterable[Barrier]:
    for key, body in bodies.items():
        if figures[key].kind != "set":
            yield Barrier(entity=key, name=body.name, wall=False,
                          world_from_box=body.world_from_body, boxes=body.boxes)  # fmt: skip
    for key, figure in figures.items():
        entity = world.entities[key]
        asset = entity.asset.catalogue_id if entity.asset is not None else ""
        if asset in _ROOMS:
            yield _walls(figure)
        elif key in bodies or (figure.kind == "set" and _entered(figure, figures)):
            continue
        elif _stands_in_the_way(figure, bodies):
            yield _boxed(figure, wall=figure.kind == "set" or asset == _WALL)


def _entered(figure: Figure, figures: Mapping[str, Figure]) -> bool:
    """Tell whether somebody is inside a set: then it is a place and no solid thing."""
    low, high = np.array(figure.size_m) * -0.5, np.array(figure.size_m) * 0.5
    low[1], high[1] = -0.1, figure.size_m[1]
    back = transforms.inverse_affine(figure.world_from_figure)
    return any(
        bool(np.all((at >= low) & (at <= high), axis=1).any())
        for at in (
            transforms.transform_points(back, f.positions) for f in figures.values() if f.living
        )
    )


def _stands_in_the_way(figure: Figure, bodies: Mapping[str, Body]) -> bool:
    if max(figure.size_m) > _SCENERY_M or (figure.kind == "set" and figure.height_m < _FLOOR_M):
        return False
    near = [
        float(np.linalg.norm(figure.positions - b.ground, axis=1).min()) for b in bodies.values()
    ]
    return not near or min(near) < _FAR_M


def _boxed(figure: Figure, *, wall: bool) -> Barrier:
    width, height, depth = figure.size_m
    box = np.array([[-0.5 * width, 0.0, -0.5 * depth], [0.5 * width, height, 0.5 * depth]])
    return Barrier(
        entity=figure.entity, name=figure.name, wall=wall, world_from_box=_rigid(figure),
        boxes=np.tile(box, (len(figure.times), 1, 1, 1)),
    )  # fmt: skip


def _walls(figure: Figure) -> Barrier:
    """Return the three walls of a room as boxes."""
    width, height, depth = figure.size_m
    x, z = 0.5 * width, 0.5 * depth
    boxes = np.array([
        [[-x, 0.0, -z], [x, height, -z + _WALL_M]],
        [[-x, 0.0, -z], [-x + _WALL_M, height, z]],
        [[x - _WALL_M, 0.0, -z], [x, height, z]],
    ])  # fmt: skip
    return Barrier(
        entity=figure.entity, name=figure.name, wall=True, world_from_box=_rigid(figure),
        boxes=np.tile(boxes, (len(figure.times), 1, 1, 1)),
    )  # fmt: skip


def _rigid(figure: Figure) -> Float[np.ndarray, "time 4 4"]:
    place, turn, _ = transforms.decompose(figure.world_from_figure)
    return transforms.compose(place, quaternions.normalise(turn))


def _inside(
    world: World, figure: Figure
) -> tuple[Float[np.ndarray, "4 4"], Float[np.ndarray, "2 3"]]:
    entity = world.entities[figure.entity]
    walls = _WALL_M if entity.asset is not None and entity.asset.catalogue_id in _ROOMS else 0.0
    width, height, depth = figure.size_m
    low = np.array([-0.5 * width + walls, 0.0, -0.5 * depth + walls])
    return _rigid(figure)[0], np.array([low, [-low[0], height, 0.5 * depth]])

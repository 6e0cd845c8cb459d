"""What a floor plan of a shot shows, measured in the world as it is rendered."""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.geometry import transforms
from groundplan.geometry.outlines import convex_hull, cut_segments, joined_loops
from groundplan.scene import view
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.build import actors_of, build_stage
from groundplan.scene.lamps import lamps_at, light_number
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import Stage
from groundplan.studio.floor_plan.axis import axis_people
from groundplan.studio.floor_plan.plan_data import Body, CameraTrack, Lamp, Survey, Thing
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.queries import present_in_shot

__all__ = ["survey_of"]

Point = tuple[float, float]
Outline = tuple[Point, ...]
Piece = tuple[Float[np.ndarray, "_ 3"], Int[np.ndarray, "_ 3"]]
"""Of a body: corners in the world [m] and triangles."""

_CUT_M: Final = 1.2
"""Height at which walls are cut: the architect's usual one."""
_LARGEST_M: Final = 60.0
"""Wider things (grounds, skies) are not drawn."""
_FLAT_M: Final = 0.02
_MOVED_M: Final = 0.05
_NOBODY_M: Final = 3.0
"""How far a view is drawn that is of nothing in particular."""
_LOOKS: Final = 33
"""Moments at which ways and tracks are looked at."""
_STEEP: Final = math.sin(math.radians(65.0))
_OPENINGS: Final = frozenset({"door", "window"})


def survey_of(world: World, shot_id: str, library: Library = EMPTY) -> Survey:
    """Return what is on the plan of a shot.

    Raises:
        SceneError: The shot cannot be posed.
    """
    stage = build_stage(world, shot_id, library)
    there, shot = present_in_shot(world, shot_id), world.shots[shot_id]
    times = np.rint(np.linspace(shot.first, shot.last, _LOOKS))
    bodies = _bodies(there, times, library)
    lamps = _lamps(there, float(shot.first))
    pair = axis_people(there, shot_id, tuple(bodies))
    subject = _subject(there, shot.framing.subject or "", bodies, times=times)
    return Survey(
        things=_things(there, stage, times, skip=frozenset(bodies)),
        bodies=tuple(bodies.values()),
        camera=_camera(there, shot_id, times, subject=subject),
        lamps=tuple(lamp for lamp in lamps if lamp.kind != "sun"),
        suns=tuple(lamp for lamp in lamps if lamp.kind == "sun"),
        axis=None if pair is None else (bodies[pair[0]].way[0], bodies[pair[1]].way[0]),
    )


def _subject(
    world: World, key: str, bodies: dict[str, Body], *, times: Float[np.ndarray, " time"]
) -> tuple[Point, ...]:
    """Return where the subject is first and last; nothing where there is none."""
    if key in bodies:
        return (bodies[key].way[0], bodies[key].way[-1])
    if key not in world.entities:
        return ()
    placed = world_from_entity_at(world, key, times[[0, -1]])
    return tuple((float(m[0, 3]), float(m[2, 3])) for m in placed)


def _things(
    world: World, stage: Stage, times: Float[np.ndarray, " time"], *, skip: frozenset[str]
) -> tuple[Thing, ...]:
    """Return what is no body, large things first."""
    first, last = (stage.pose(stage.clock.time(k)) for k in (0, stage.clock.frame_count - 1))
    found: list[tuple[float, Thing]] = []
    for instance in stage.instances:
        entity = world.entities[instance.entity]
        rows = [k for k, item in enumerate(stage.items) if item.instance == instance.instance]
        if instance.entity in skip or not rows or entity.body is not None:
            continue
        before, after = first.world_from_item[rows], last.world_from_item[rows]
        pieces = _pieces(stage, rows, before)
        extent = np.ptp(np.concatenate([points for points, _ in pieces]), axis=0)
        if not 0.0 < max(extent[0], extent[2]) < _LARGEST_M:
            continue
        thing = _thing(entity, pieces)
        if not np.allclose(before[:, :3, 3], after[:, :3, 3], atol=_MOVED_M):
            placed = world_from_entity_at(world, instance.entity, times)
            thing = replace(
                thing, later=_hull(_pieces(stage, rows, after)),
                way=tuple((float(m[0, 3]), float(m[2, 3])) for m in placed),
            )  # fmt: skip
        found.append((float(extent[0] * extent[2]), thing))
    found.sort(key=lambda pair: (-pair[0], pair[1].name))
    return tuple(thing for _, thing in found)


def _pieces(stage: Stage, rows: list[int], matrices: Float[np.ndarray, "piece 4 4"]) -> list[Piece]:
    meshes = [stage.items[row].mesh for row in rows]
    return [
        (_placed(mesh.positions, matrix), mesh.triangles)
        for mesh, matrix in zip(meshes, matrices, strict=True)
    ]


def _hull(pieces: list[Piece]) -> Outline:
    points = np.concatenate([corners for corners, _ in pieces])
    return tuple((float(x), float(z)) for x, z in convex_hull(points[:, [0, 2]]))


def _thing(entity: Entity, pieces: list[Piece]) -> Thing:
    heights = np.concatenate([corners[:, 1] for corners, _ in pieces])
    scenery = "scenery" in entity.tags
    opening = entity.asset is not None and entity.asset.catalogue_id in _OPENINGS
    tall = float(heights.max()) > _CUT_M > float(heights.min())
    if tall and not scenery and (opening or entity.kind == "set"):
        cuts = [s for corners, faces in pieces for s in cut_segments(corners, faces, height=_CUT_M)]
        loops, lines = joined_loops(cuts)
        return Thing(
            name=entity.name, kind="opening" if opening else "wall",
            outlines=tuple(map(tuple, loops)), lines=tuple(map(tuple, lines)),
        )  # fmt: skip
    kind = "scenery" if scenery else "opening" if opening else "thing"
    return Thing(name=entity.name, kind=kind, outlines=(_hull(pieces),))


def _placed(
    points: Float[np.ndarray, "point 3"], matrix: Float[np.ndarray, "4 4"]
) -> Float[np.ndarray, "point 3"]:
    return points.astype(np.float64) @ matrix[:3, :3].T.astype(np.float64) + matrix[:3, 3]


def _bodies(world: World, times: Float[np.ndarray, " time"], library: Library) -> dict[str, Body]:
    """Return people and animals by entity id, in the order of their names."""
    actors = {actor.entity_id: actor for actor in actors_of(world, library)}
    found: dict[str, Body] = {}
    living = [(e.name, k) for k, e in world.entities.items() if e.kind in {"character", "animal"}]
    for name, key in sorted(living):
        placed = world_from_entity_at(world, key, times, library=library)
        fronts = placed[[0, -1], :3, 2]
        way = _ways(world, actors.get(key), placed, times=times)
        size = world.entities[key].size_m or (0.5, 1.7, 0.3)
        person = world.entities[key].kind == "character"
        found[key] = Body(
            name=name,
            person=person,
            way=tuple((float(x), float(z)) for x, z in way),
            headings=(math.atan2(*fronts[0][[0, 2]]), math.atan2(*fronts[1][[0, 2]])),
            radius_m=0.25 if person else max(0.15, 0.5 * max(size[0], size[2])),
        )
    return found


def _ways(
    world: World,
    actor: Actor | None,
    placed: Float[np.ndarray, "time 4 4"],
    *,
    times: Float[np.ndarray, " time"],
) -> Float[np.ndarray, "time 2"]:
    """Return where the hips are over the floor: who sits is on the chair, not before it."""
    if actor is None or "hips" not in actor.skeleton.names:
        return placed[:, [0, 2], 3]
    joints = entity_from_joint_at(world, actor, times)[:, actor.skeleton.index("hips")]
    return transforms.multiply(placed, joints)[:, [0, 2], 3]


def _camera(
    world: World, shot_id: str, times: Float[np.ndarray, " time"], *, subject: tuple[Point, ...]
) -> CameraTrack:
    camera_id, entity, camera = view.camera_entity(world, shot_id)
    poses = view.view_at(world, camera_id, times)
    ks = view.intrinsics_at(world, entity, camera, times=times[[0, -1]])
    size = (world.film.width_px, world.film.height_px)
    way = tuple((float(x), float(z)) for x, _, z in poses[:, :3, 3])
    ends = poses[[0, -1]]
    headings = [_heading(pose) for pose in ends]
    halves = [math.atan(0.5 * size[0] / float(k[0, 0])) for k in ks]
    frames = [_frame_on_floor(pose, k, size=size) for pose, k in zip(ends, ks, strict=True)]
    reaches = [math.dist(way[k], subject[k]) if subject else _NOBODY_M for k in (0, -1)]
    return CameraTrack(
        way=way,
        heights_m=(float(ends[0, 1, 3]), float(ends[1, 1, 3])),
        headings=(headings[0], headings[1]),
        halves=(halves[0], halves[1]),
        frames=(frames[0], frames[1]),
        subject=subject,
        reaches_m=(max(reaches[0], 0.8), max(reaches[1], 0.8)),
    )


def _heading(pose: Float[np.ndarray, "4 4"]) -> float:
    """Return where a camera looks over the floor, from +Z towards +X [rad].

    Where it looks steeply, its up leads ahead (down) or back (up).
    """
    up, back = pose[:3, 1], pose[:3, 2]
    ahead = math.copysign(1.0, back[1]) * up if abs(back[1]) > _STEEP else -back
    return math.atan2(float(ahead[0]), float(ahead[2]))


def _frame_on_floor(
    pose: Float[np.ndarray, "4 4"], k: Float[np.ndarray, "3 3"], *, size: tuple[int, int]
) -> Outline:
    """Return the corners of the picture on the floor; none of a camera that is not steep."""
    if pose[1, 2] < _STEEP or pose[1, 3] < _FLAT_M:
        return ()
    corners: list[Point] = []
    for u, v in ((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])):
        ray = pose[:3, :3] @ np.array([(u - k[0, 2]) / k[0, 0], -(v - k[1, 2]) / k[1, 1], -1.0])
        if ray[1] > -1e-3:
            return ()
        x, _, z = pose[:3, 3] - ray * (pose[1, 3] / ray[1])
        corners.append((float(x), float(z)))
    return tuple(corners)


def _lamps(world: World, time: float) -> list[Lamp]:
    """Return every light but the sky by name, as it is rendered; of the sun where it stands."""
    poses = lamps_at(world, np.array([time]))[0]
    found: list[Lamp] = []
    for pose in sorted(poses, key=lambda pose: world.entities[pose.entity].name):
        entity = world.entities[pose.entity]
        light = entity.light
        set_down = pose.kind == "sun" and pose.illuminance_lx <= 0.0
        if light is None or set_down:
            continue
        side = -1.0 if pose.kind == "sun" else 1.0
        found.append(
            Lamp(
                name=entity.name, kind=pose.kind, role=light.role,
                at=(pose.position[0], pose.position[2]), height_m=pose.position[1],
                heading=math.atan2(side * pose.direction[0], side * pose.direction[2]),
                beam_rad=pose.beam_angle_rad, size_m=light.size_m[0], says=_level(entity, time),
            )
        )  # fmt: skip
    return found


def _level(entity: Entity, time: float) -> str:
    """Return how much and how warm: "45° up, 12000 lx, 5600 K"."""
    at = np.array([time])
    warm = light_number(entity, "light.temperature_k", at)
    if entity.light is not None and entity.light.type == "sun":
        up = math.degrees(light_number(entity, "light.elevation_rad", at))
        return (
            f"{up:.0f}° up, {light_number(entity, 'light.illuminance_lx', at):.0f} lx, {warm:.0f} K"
        )
    return f"{light_number(entity, 'light.luminous_flux_lm', at):.0f} lm, {warm:.0f} K"

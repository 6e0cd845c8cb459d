"""A world's shot becomes a stage: what is drawn, and where everything is at any time."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Float32

from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.scene import lamps, meter, view
from groundplan.scene.acting import Actor, entity_from_joint_at, face_weights_at
from groundplan.scene.blocks import FrameBlocks
from groundplan.scene.dressing import Dressed, dressed
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.sky import sky_at
from groundplan.scene.stage import (
    CameraPose,
    Instance,
    Item,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import SUBFRAMES_PER_FRAME, Kelvin, Subframes
from groundplan.world.canonical import world_hash
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.placement import is_animated, number_at
from groundplan.world.queries import present_in_shot

__all__ = ["actors_of", "build_stage"]

Times = Float[np.ndarray, " time"]

_MOST_INSTANCES: Final = 65535
_MOST_FRAMES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Member:
    """One drawn entity."""

    entity_id: str
    entity: Entity
    look: Dressed
    moving: bool


def build_stage(world: World, shot_id: str, library: Library = EMPTY) -> Stage:
    """Return the shot, ready to be rendered; `library` has the files that the world names.

    Instances are numbered from 1 in the order of entity ids.

    Raises:
        SceneError: The shot, its camera or something in it cannot be posed.
        StoreError: A file that it names is missing or damaged.
    """
    view.camera_entity(world, shot_id)
    document, world = world, present_in_shot(world, shot_id)
    cast = _cast(world, library)
    items, item_rows = _items(cast)
    instances = tuple(
        Instance(
            instance=k + 1,
            entity=member.entity_id,
            name=member.entity.name,
            kind=member.entity.kind,
        )
        for k, member in enumerate(cast)
    )
    posing = _Posing(
        world,
        shot_id,
        cast=cast,
        item_rows=item_rows,
        actors=_actors(world, cast, library),
        library=library,
    )
    return Stage(
        world_hash=world_hash(document),
        shot=shot_id,
        clock=_clock(world, shot_id),
        size_px=(world.film.width_px, world.film.height_px),
        items=items,
        instances=instances,
        pose=FrameBlocks(posing.at, start=Subframes(world.shots[shot_id].first)),
    )


def actors_of(world: World, library: Library = EMPTY) -> tuple[Actor, ...]:
    """Return every entity that has joints, by id."""
    return _actors(world, _cast(world, library), library)


def _actors(world: World, cast: list[_Member], library: Library) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            entity_id=member.entity_id,
            entity=member.entity,
            skeleton=member.look.skeleton,
            motions=library.motions_of(world, member.entity_id),
        )
        for member in cast
        if member.look.skeleton is not None
    )


def _clock(world: World, shot_id: str) -> StageClock:
    shot = world.shots[shot_id]
    count = (shot.last - shot.first) // SUBFRAMES_PER_FRAME + 1
    if not 1 <= count <= _MOST_FRAMES:
        raise SceneError(
            f"shot {shot.name} has {count} frames", f"give it 1 to {_MOST_FRAMES} frames"
        )
    return StageClock(
        fps_num=world.timebase.fps_num,
        fps_den=world.timebase.fps_den,
        frame_count=count,
        start_frame=world.timebase.start_frame + shot.first // SUBFRAMES_PER_FRAME,
        start_time=Subframes(shot.first),
    )


def _cast(world: World, library: Library) -> list[_Member]:
    members: list[_Member] = []
    for entity_id in sorted(world.entities):
        entity = world.entities[entity_id]
        look = dressed(entity, library)
        if look is not None:
            moving = _moves(world, entity_id) or look.skeleton is not None
            members.append(_Member(entity_id=entity_id, entity=entity, look=look, moving=moving))
    if len(members) > _MOST_INSTANCES:
        raise SceneError(
            f"the world draws {len(members)} things", f"at most {_MOST_INSTANCES} can be told apart"
        )
    return members


def _moves(world: World, entity_id: str) -> bool:
    current: str | None = entity_id
    seen: set[str] = set()
    while current is not None and current in world.entities and current not in seen:
        seen.add(current)
        entity = world.entities[current]
        if entity.aim is not None or is_animated(entity, "transform"):
            return True
        if any(grip.entity == current for grip in world.grips.values()):
            return True
        current = entity.parent
    return False


def _items(cast: list[_Member]) -> tuple[tuple[Item, ...], list[int]]:
    """Return the items, and for each the row of its member."""
    items: list[Item] = []
    rows: list[int] = []
    bone = morph = 0
    for row, member in enumerate(cast):
        units = 0
        for mesh, material in member.look.pieces:
            units = max(units, 0 if mesh.morphs is None else len(mesh.morphs.offsets))
            items.append(
                Item(
                    instance=row + 1,
                    mesh=mesh,
                    material=material,
                    first_bone=bone if mesh.skin is not None else 0,
                    first_morph=morph if mesh.morphs is not None else 0,
                    moving=member.moving,
                )
            )
            rows.append(row)
        if member.look.skeleton is not None:
            bone += len(member.look.skeleton.names)
            morph += units
    return tuple(items), rows


class _Posing:
    """Poses of one shot, at many times at once."""

    def __init__(
        self,
        world: World,
        shot_id: str,
        *,
        cast: list[_Member],
        item_rows: list[int],
        actors: tuple[Actor, ...],
        library: Library,
    ) -> None:
        self._world = world
        self._library = library
        self._camera_id, self._camera, self._lens = view.camera_entity(world, shot_id)
        self._focus = world.shots[shot_id].framing.subject or self._camera_id
        self._reading = meter.read_shot(world, shot_id, subject=self._focus, camera=self._camera_id)
        self._cast = cast
        self._item_rows = np.array(item_rows, dtype=np.int64)
        self._actors = actors
        self._unbind = [
            transforms.inverse_rigid(actor.skeleton.body_from_bind_joint())
            for actor in self._actors
        ]

    def at(self, times: Times) -> tuple[Pose, ...]:
        """Return the poses at times [subframes]."""
        members = self._members_at(times)
        bones, faces = self._bodies_at(times)
        views = view.view_at(self._world, self._camera_id, times)
        intrinsics = view.intrinsics_at(self._world, self._camera, self._lens, times=times)
        whites = self._whites_at(times)
        lights = self._lights_at(times, whites)
        cameras = self._cameras_at(times, views, intrinsics=intrinsics, whites=whites)
        skies = self._skies_at(times, lights, whites=whites)
        return tuple(
            Pose(
                time=Subframes(round(times[k])),
                world_from_item=members[k][self._item_rows],
                skin_from_bind=bones[k],
                camera=cameras[k],
                lights=lights[k],
                sky=skies[k],
                morph_weights=faces[k],
            )
            for k in range(len(times))
        )

    def _members_at(self, times: Times) -> Float32[np.ndarray, "time member 4 4"]:
        placed = np.empty((len(times), len(self._cast), 4, 4), dtype=np.float32)
        for row, member in enumerate(self._cast):
            asked = times if member.moving else times[:1]
            placed[:, row] = world_from_entity_at(
                self._world, member.entity_id, asked, library=self._library
            )
        return placed

    def _bodies_at(
        self, times: Times
    ) -> tuple[Float32[np.ndarray, "time bone 4 4"], Float32[np.ndarray, "time weight"]]:
        """Return bone matrices and the weights of faces, actor by actor."""
        posed = [np.zeros((len(times), 0, 4, 4))]
        faces = [np.zeros((len(times), 0), np.float32)]
        for actor, unbind in zip(self._actors, self._unbind, strict=True):
            joints = entity_from_joint_at(self._world, actor, times)
            posed.append(transforms.multiply(joints, unbind))
            face = face_weights_at(self._world, actor, times, entity_from_joint=joints)
            if face is not None:
                faces.append(face)
        return np.concatenate(posed, axis=1).astype(np.float32), np.concatenate(faces, axis=1)

    def _cameras_at(
        self,
        times: Times,
        views: Float[np.ndarray, "time 4 4"],
        *,
        intrinsics: Float[np.ndarray, "time 3 3"],
        whites: list[Kelvin],
    ) -> list[CameraPose]:
        lens = self._lens
        fps = self._world.timebase.fps_num / self._world.timebase.fps_den
        metered = self._reading.illuminance
        numbers = {
            name: number_at(self._camera, f"camera.{name}", times).tolist()
            for name in ("focal_mm", "fstop", "focus_m", "shutter_angle_rad")
        }
        return [
            CameraPose(
                world_from_camera=views[k],
                intrinsics_px=intrinsics[k],
                distortion=(
                    lens.distortion_k1, lens.distortion_k2, lens.distortion_p1,
                    lens.distortion_p2, lens.distortion_k3,
                ),
                near_m=lens.near_m,
                sensor_mm=(lens.sensor_width_mm, lens.sensor_height_mm),
                exposure=lamps.exposure_of(
                    self._camera, fps=fps, metered=metered, time=float(times[k])
                ),
                white_balance_k=whites[k],
                **{name: values[k] for name, values in numbers.items()},
            )
            for k in range(len(times))
        ]  # fmt: skip

    def _lights_at(self, times: Times, whites: list[Kelvin]) -> list[tuple[lamps.LightPose, ...]]:
        """Return the lights per time; a steady white balance lets times share work."""
        if len(set(whites)) == 1:
            return lamps.lamps_at(self._world, times, white=whites[0])
        return [
            lamps.lamps_at(self._world, times[k : k + 1], white=white)[0]
            for k, white in enumerate(whites)
        ]

    def _skies_at(
        self, times: Times, lights: list[tuple[lamps.LightPose, ...]], *, whites: list[Kelvin]
    ) -> list[SkyPose]:
        """Return the dome per time; times whose light is the same share one."""
        skies: list[SkyPose] = []
        places = world_from_entity_at(self._world, self._focus, times)[:, :3, 3]
        steady = not any(
            entity.light is not None and is_animated(entity, "light")
            for entity in self._world.entities.values()
        )
        found: dict[object, SkyPose] = {}
        for k, time in enumerate(times.tolist()):
            lamps_lx = meter.level_light(lights[k], places[k])
            key = (lights[k], whites[k], tuple(lamps_lx.tolist())) if steady else k
            if key not in found:
                found[key] = sky_at(self._world, time, white=whites[k], lamps_lx=lamps_lx)
            skies.append(found[key])
        return skies

    def _whites_at(self, times: Times) -> list[Kelvin]:
        """Return the camera's stated white, or the meter's."""
        field = "camera.white_balance_k"
        if self._lens.white_balance_k is None and not is_animated(self._camera, field):
            return [meter.automatic_white(self._reading)] * len(times)
        return [Kelvin(value) for value in number_at(self._camera, field, times).tolist()]

"""A world and a shot become a stage: fixed meshes, and a pose for any time."""

import threading
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from jaxtyping import Float, Float32

from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.motion.pose import Mover, mover
from groundplan.scene.camera_rig import CameraRig
from groundplan.scene.drawables import Drawable, drawables_of
from groundplan.scene.lighting import LightRig
from groundplan.scene.placement import Placement
from groundplan.scene.stage import (
    CameraPose,
    Instance,
    Item,
    LightPose,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import SUBFRAMES_PER_FRAME, Subframes
from groundplan.world.canonical import world_hash
from groundplan.world.document import World
from groundplan.world.entity import Asset, Entity
from groundplan.world.sequence import Shot

__all__ = ["build_stage", "shot_of"]

_BLOCK: Final = 32
"""Frames that are posed at once; a fixed partition, so that bytes do not depend on the order."""
_GROUND_NAME: Final = "ground"
_MOST_INSTANCES: Final = 65535


def shot_of(world: World, shot_id: str) -> Shot:
    """Return a shot.

    Raises:
        SceneError: The world has no such shot, or the shot has no frames.
    """
    shot = world.shots.get(shot_id)
    if shot is None:
        raise SceneError(
            f"the world has no shot {shot_id!r}", f"use one of {', '.join(sorted(world.shots)) or 'none'}"
        )
    if shot.last < shot.first:
        raise SceneError(
            f"shot {shot.name} ends at {shot.last} before it starts at {shot.first} subframes",
            "let it last at least one frame",
        )
    return shot


def build_stage(world: World, shot_id: str) -> Stage:
    """Return a shot of a world, ready to be rendered.

    Entities are drawn in order of their ids, which also number the instances from 1. A world
    without a ground entity stands on a plain one, the last instance, whose entity id is empty.

    Raises:
        SceneError: Something is missing or cannot be built or posed.
    """
    shot = shot_of(world, shot_id)
    cast = _cast(world)
    source = _PoseSource(world=world, shot=shot, cast=cast)
    clock = StageClock(
        fps_num=world.timebase.fps_num,
        fps_den=world.timebase.fps_den,
        frame_count=(shot.last - shot.first) // SUBFRAMES_PER_FRAME + 1,
        start_frame=world.timebase.start_frame,
        start_time=Subframes(shot.first),
    )
    return Stage(
        world_hash=world_hash(world),
        shot=shot_id,
        clock=clock,
        size_px=(world.film.width_px, world.film.height_px),
        items=source.items,
        instances=tuple(
            Instance(instance=k + 1, entity=actor.entity_id, name=actor.entity.name, kind=actor.entity.kind)
            for k, actor in enumerate(cast)
        ),
        pose=source.pose,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Actor:
    """An entity that is drawn."""

    entity_id: str
    entity: Entity
    drawables: tuple[Drawable, ...]


def _cast(world: World) -> tuple[_Actor, ...]:
    actors = [
        _Actor(entity_id=key, entity=entity, drawables=drawn)
        for key, entity in sorted(world.entities.items())
        if (drawn := drawables_of(entity))
    ]
    if not any(_is_ground(actor.entity) for actor in actors):
        ground = Entity(name=_GROUND_NAME, kind="set", asset=Asset(catalogue_id=_GROUND_NAME))
        actors.append(_Actor(entity_id="", entity=ground, drawables=drawables_of(ground)))
    if len(actors) > _MOST_INSTANCES:
        raise SceneError(f"{len(actors)} things are drawn", f"draw at most {_MOST_INSTANCES}")
    return tuple(actors)


def _is_ground(entity: Entity) -> bool:
    return entity.asset is not None and entity.asset.catalogue_id == _GROUND_NAME


@dataclass(slots=True, kw_only=True, eq=False)
class _Block:
    """Posed frames."""

    items: Float32[np.ndarray, "time item 4 4"]
    bones: Float32[np.ndarray, "time bone 4 4"]
    cameras: tuple[CameraPose, ...]


@dataclass(slots=True, kw_only=True)
class _PoseSource:
    """Poses a cast; remembers blocks of whole frames."""

    world: World
    shot: Shot
    cast: tuple[_Actor, ...]
    items: tuple[Item, ...] = ()
    placement: Placement = field(init=False)
    lights: LightRig = field(init=False)
    camera: CameraRig = field(init=False)
    movers: dict[str, Mover] = field(default_factory=dict[str, Mover])
    blocks: dict[int, _Block] = field(default_factory=dict[int, _Block])
    guard: threading.Lock = field(default_factory=threading.Lock)
    steady: tuple[tuple[LightPose, ...], SkyPose] | None = None

    def __post_init__(self) -> None:
        self.placement = Placement(self.world)
        self.lights = LightRig(self.placement)
        self.camera = CameraRig(self.placement, self.shot, self.lights)
        items: list[Item] = []
        bone = 0
        for number, actor in enumerate(self.cast):
            skinned = actor.entity.body is not None and actor.entity.primitive is None
            if skinned:
                self.movers[actor.entity_id] = mover(self.world, actor.entity_id)
            moving = skinned or (actor.entity_id != "" and self.placement.moves(actor.entity_id))
            items += [
                Item(
                    instance=number + 1,
                    mesh=drawn.mesh,
                    material=drawn.material,
                    first_bone=bone if drawn.mesh.skin is not None else 0,
                    two_sided=drawn.two_sided,
                    casts_shadow=drawn.casts_shadow,
                    moving=moving,
                )
                for drawn in actor.drawables
            ]
            if skinned:
                bone += len(self.movers[actor.entity_id].mannequin.skeleton.names)
        self.items = tuple(items)
        if self.lights.steady:
            first = float(self.shot.first)
            self.steady = (self.lights.lamps(first), self.lights.sky(first))

    def pose(self, time: Subframes) -> Pose:
        """Return everything that moves at a time."""
        frame, rest = divmod(time - self.shot.first, SUBFRAMES_PER_FRAME)
        if rest == 0:
            # One frame early, so that the first block also holds the frame before the shot.
            number, row = divmod(frame + 1, _BLOCK)
            block = self._block(number)
        else:
            block, row = self._posed(np.array([float(time)])), 0
        lamps, sky = self.steady or (self.lights.lamps(float(time)), self.lights.sky(float(time)))
        return Pose(
            time=time,
            world_from_item=block.items[row],
            skin_from_bind=block.bones[row],
            camera=block.cameras[row],
            lights=lamps,
            sky=sky,
        )

    def _block(self, number: int) -> _Block:
        with self.guard:
            if number not in self.blocks:
                frames = np.arange(number * _BLOCK, (number + 1) * _BLOCK) - 1
                times = self.shot.first + SUBFRAMES_PER_FRAME * frames.astype(np.float64)
                self.blocks[number] = self._posed(times)
            return self.blocks[number]

    def _posed(self, times: Float[np.ndarray, " time"]) -> _Block:
        matrices: list[Float32[np.ndarray, "time 4 4"]] = []
        bones: list[Float32[np.ndarray, "time bone 4 4"]] = [np.zeros((len(times), 0, 4, 4), np.float32)]
        for actor in self.cast:
            root, skin = self._actor(actor, times)
            matrices += [root] * len(actor.drawables)
            if skin is not None:
                bones.append(skin)
        return _Block(
            items=np.stack(matrices, axis=1),
            bones=np.concatenate(bones, axis=1),
            cameras=self.camera.poses(times),
        )

    def _actor(
        self, actor: _Actor, times: Float[np.ndarray, " time"]
    ) -> tuple[Float32[np.ndarray, "time 4 4"], Float32[np.ndarray, "time bone 4 4"] | None]:
        if actor.entity_id in self.movers:
            poses = self.movers[actor.entity_id].poses(times)
            skeleton = self.movers[actor.entity_id].mannequin.skeleton
            inverse = transforms.inverse_rigid(skeleton.body_from_bind_joint())
            skin = transforms.multiply(poses.body_from_joint, inverse)
            return poses.world_from_body.astype(np.float32), skin.astype(np.float32)
        if actor.entity_id == "":
            return np.tile(np.eye(4, dtype=np.float32), (len(times), 1, 1)), None
        if not self.placement.moves(actor.entity_id):
            still = self.placement.world_from_entity(actor.entity_id, times[:1])
            return np.repeat(still, len(times), axis=0).astype(np.float32), None
        return self.placement.world_from_entity(actor.entity_id, times).astype(np.float32), None



"""The pose of an entity's body at any time: its tracks, along its path."""

import zlib
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.assets.bodies import mannequin_of
from groundplan.assets.mannequin import Mannequin
from groundplan.geometry import transforms
from groundplan.motion.biped import biped_frames, leg_length
from groundplan.motion.channels import entity_of, frames_per_second
from groundplan.motion.footfall import Stride, stride_of
from groundplan.motion.frame import BodyFrames, mixed, resting
from groundplan.motion.gaits import gait
from groundplan.motion.path import GroundPath, ground_path, placed
from groundplan.motion.poses import human_pose, quadruped_pose
from groundplan.motion.quadruped import quadruped_frames, quadruped_leg_length
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.sequence import Track

__all__ = ["BodyPose", "BodyPoses", "Mover", "mover", "pose_at"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyPoses:
    """A body at many times."""

    names: tuple[str, ...]
    world_from_body: Float[np.ndarray, "time 4 4"]
    body_from_joint: Float[np.ndarray, "time joint 4 4"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyPose:
    """A body at one time."""

    names: tuple[str, ...]
    world_from_body: Float[np.ndarray, "4 4"]
    world_from_joint: Float[np.ndarray, "joint 4 4"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mover:
    """What an entity's body does: solved once, asked at any times."""

    world: World
    entity_id: str
    mannequin: Mannequin
    path: GroundPath
    tracks: tuple[Track, ...]
    """In order of time."""

    def poses(self, times: Float[np.ndarray, " time"]) -> BodyPoses:
        """Return the body at times [subframes]."""
        root = placed(self.world, self.entity_id, path=self.path, times=times)
        frames = self._frames(times, root)
        return BodyPoses(
            names=self.mannequin.skeleton.names,
            world_from_body=root,
            body_from_joint=frames.body_from_joint(),
        )

    def _frames(
        self, times: Float[np.ndarray, " time"], root: Float[np.ndarray, "time 4 4"]
    ) -> BodyFrames:
        result = self._gait_frames(self._gait_before(None), times, root)
        for track in self.tracks:
            share = _share(track, times)
            if not np.any(share > 0.0):
                continue
            if track.kind == "pose":
                own = self._pose_frames(track, times, result)
            elif track.kind == "gait":
                own = self._gait_frames(self._gait_before(track), times, root)
            else:
                continue
            result = mixed(result, own, share)
        return result

    def _gait_before(self, track: Track | None) -> str:
        """Return the gait of a track; idling keeps the gait that the body had before."""
        if track is not None and track.name not in ("idle", "stand"):
            return track.name
        moving = [t.name for t in self.tracks if t.kind == "gait" and t.name not in ("idle", "stand")]
        return moving[0] if moving else ""

    def _gait_frames(
        self, name: str, times: Float[np.ndarray, " time"], root: Float[np.ndarray, "time 4 4"]
    ) -> BodyFrames:
        skeleton = self.mannequin.skeleton
        human = "leftUpperArm" in skeleton.names
        leg = leg_length(skeleton) if human else quadruped_leg_length(skeleton)
        stride: Stride = stride_of(
            self.path,
            gait(name, legs=2 if human else 4, speed_mps=self.path.cruise, leg_m=leg),
            leg_m=leg,
        )
        seconds = times / 1000.0 / frames_per_second(self.world)
        seed = zlib.crc32(self.entity_id.encode()) / 2.0**32
        make = biped_frames if human else quadruped_frames
        return make(
            skeleton,
            stride,
            seconds,
            body_from_world=transforms.inverse_affine(root),
            seed=seed,
        )

    def _pose_frames(
        self, track: Track, times: Float[np.ndarray, " time"], before: BodyFrames
    ) -> BodyFrames:
        seconds = (times - track.first + track.offset) / 1000.0 / frames_per_second(self.world)
        frames = resting(self.mannequin.skeleton, len(times))
        if "leftUpperArm" in frames.skeleton.names:
            human_pose(track.name, frames, seconds * track.speed)
            return frames
        return frames if quadruped_pose(track.name, frames, seconds * track.speed) else before


def _share(track: Track, times: Float[np.ndarray, " time"]) -> Float[np.ndarray, " time"]:
    """Return how much of the body a track holds: all between its ends, fading in over its blend."""
    inside = (times >= track.first) & (times <= track.last)
    if track.blend <= 0:
        return inside.astype(np.float64)
    u = np.clip((times - track.first) / track.blend, 0.0, 1.0)
    return np.where(inside, u * u * (3.0 - 2.0 * u), 0.0)


def mover(world: World, entity_id: str) -> Mover:
    """Return what the body of an entity does.

    Raises:
        SceneError: There is no such entity, it has no body, or a track names nothing known.
    """
    entity = entity_of(world, entity_id)
    tracks = sorted(
        ((t.first, key, t) for key, t in world.tracks.items() if t.entity == entity_id),
        key=lambda row: row[:2],
    )
    return Mover(
        world=world,
        entity_id=entity_id,
        mannequin=mannequin_of(entity),
        path=ground_path(world, entity_id),
        tracks=tuple(track for _, _, track in tracks),
    )


def pose_at(world: World, entity_id: str, t: Subframes) -> BodyPose:
    """Return the body of an entity at one time.

    Raises:
        SceneError: There is no such entity, it has no body, or a track names nothing known.
    """
    poses = mover(world, entity_id).poses(np.array([float(t)]))
    return BodyPose(
        names=poses.names,
        world_from_body=poses.world_from_body[0],
        world_from_joint=transforms.multiply(poses.world_from_body, poses.body_from_joint[0]),
    )

"""The pose of a body at any times: its tracks, along its way."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float, Float32

from groundplan.assets.human import human_figure
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import transforms
from groundplan.motion.actions.playing import action_frames
from groundplan.motion.animal_gait import animal_frames, animal_stride
from groundplan.motion.animal_legs import hip_height
from groundplan.motion.animal_poses import animal_pose
from groundplan.motion.biped import biped_frames, leg_length
from groundplan.motion.bird_walk import bird_stride
from groundplan.motion.clips import JointMotion, clip_frames
from groundplan.motion.faces.performing import face_weights, lids
from groundplan.motion.fingers.holding import close_hands
from groundplan.motion.frame import BodyFrames, mixed, resting
from groundplan.motion.gaits import gait
from groundplan.motion.parts import with_parts_open
from groundplan.motion.path import GroundPath, ground_from_body_at, ground_path
from groundplan.motion.poses import POSE_ALIASES, quadruped_pose
from groundplan.motion.quadruped import quadruped_frames, quadruped_leg_length
from groundplan.motion.striding import Stride, stride_of
from groundplan.motion.wheels import wheel_frames
from groundplan.motion.wings import Steps, bird_frames, fish_frames
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.placement import world_from_entity_at
from groundplan.world.sequence import Track
from groundplan.world.terrain import landform_of_world

__all__ = ["Figure", "figure_of"]

Times = Float[np.ndarray, " time"]
_STILL = ("", "idle", "stand")
_AT_ONCE: Final = 1000
"""Subframes: what begins within a frame of another's end follows it at once."""
_NO_MOTIONS: Final[Mapping[str, JointMotion]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """What an entity's body does: solved once, asked at any times."""

    entity_id: str
    entity: Entity
    skeleton: Skeleton
    tracks: tuple[Track, ...]
    """In order of time; a later one covers those before it."""
    fps: float
    seed: float
    """0..1: sets the breathing of bodies apart."""
    motions: Mapping[str, JointMotion] = field(default_factory=dict[str, JointMotion])
    """Of the clips among the tracks, by sha256."""
    strides: dict[str, Stride] = field(default_factory=dict[str, Stride])
    walked: dict[tuple[str, bytes], BodyFrames] = field(
        default_factory=dict[tuple[str, bytes], BodyFrames]
    )
    """Gaits at the times that are being asked: most tracks go on with the gait below them."""
    partners: dict[str, "Figure"] = field(default_factory=dict[str, "Figure"])
    """What those whom it meets do, by id."""
    world: World = field(default_factory=World)
    """Where what actions are done to and with stands."""

    @cached_property
    def path(self) -> GroundPath:
        """Return the body's way over its ground."""
        landform = landform_of_world(self.world) if self.entity.parent is None else None
        return ground_path(self.entity, fps=self.fps, landform=landform)

    @property
    def rig(self) -> str:
        """Return what kind of body it is, told from its joints."""
        names = self.skeleton.names
        return "bird" if "leftWing" in names else "fish" if "tailFin" in names else ""

    @property
    def legs(self) -> int:
        """Return how many legs it walks on."""
        return 2 if "leftUpperArm" in self.skeleton.names else 4

    def entity_from_joint(self, times: Times) -> Float[np.ndarray, "time joint 4 4"]:
        """Return all joints in the body's own space at times [subframes]."""
        return self.frames(times).body_from_joint()

    def face(
        self, times: Times, entity_from_joint: Float[np.ndarray, "time joint 4 4"]
    ) -> Float32[np.ndarray, "time unit"] | None:
        """Return the weights of the face's units at times [subframes]; None without such a face."""
        body = self.entity.body
        if body is None or body.rig != "human" or "leftEye" not in self.skeleton.names:
            return None
        found = face_weights(self.tracks, times, fps=self.fps, seed=self.seed)
        return np.maximum(found, lids(self.skeleton, entity_from_joint))

    def frames(self, times: Times) -> BodyFrames:
        """Return local rotations and root at times [subframes].

        Raises:
            SceneError: A track names no gait, action or clip that is known.
        """
        self.walked.clear()
        result = self._base_frames(times)
        for k, track in enumerate(self.tracks):
            share = _share(track, times, until=self._until(k))
            if not np.any(share > 0.0):
                continue
            result = mixed(result, self._track_frames(track, times, before=result), share)
        if self.entity.body is not None and self.legs == 2 and not self.rig:
            # What nothing was laid over is still the gait that is kept.
            result = result.copied()
            close_hands(result, self.world, self.entity_id, times=times, fps=self.fps)
        return result

    def _until(self, k: int) -> int:
        """Return when a track ends: what follows at once fades in over it."""
        track = self.tracks[k]
        after = [t for t in self.tracks[k + 1 :] if 0 <= t.first - track.last <= _AT_ONCE]
        return max([track.last, *(t.first + t.blend for t in after)])

    def _track_frames(self, track: Track, times: Times, *, before: BodyFrames) -> BodyFrames:
        if track.kind == "clip":
            return self._clip_frames(track, times)
        if self.entity.body is None:
            raise SceneError(
                f"{self.entity.name} has a {track.kind} but its skeleton was brought",
                "move it by clips",
            )
        if track.kind == "gait":
            return self._gait_frames(self._gait_around(track), times)
        return self._pose_frames(track, times, before=before)

    def _base_frames(self, times: Times) -> BodyFrames:
        """Return what the body does between its tracks: its gait; wheels roll, parts open."""
        if self.entity.body is None and self.entity.asset is not None:
            frames = wheel_frames(self.skeleton, self.path, times / 1000.0 / self.fps)
            return with_parts_open(frames, self.entity, times)
        if self.entity.body is None:
            return resting(self.skeleton, len(times))
        return self._gait_frames(self._gait_around(None), times)

    def _clip_frames(self, track: Track, times: Times) -> BodyFrames:
        motion = self.motions.get(track.name)
        if motion is None:
            raise SceneError(f"clip {track.name[:70]!r} was not read", "add it to the document")
        subframes = (times - track.first) * track.speed + track.offset
        return clip_frames(self.skeleton, motion, subframes / 1000.0 / self.fps)

    def _gait_around(self, track: Track | None) -> str:
        """Return the gait of a track; idling keeps the first gait that moves the body."""
        if track is not None and track.name not in _STILL:
            return track.name
        moving = (t.name for t in self.tracks if t.kind == "gait" and t.name not in _STILL)
        return next(moving, "")

    def _gait_frames(self, name: str, times: Times) -> BodyFrames:
        # Threads may ask at once: what one forgets here another has in hand already.
        key = (name, times.tobytes())
        found = self.walked.get(key)
        if found is None:
            found = self._new_gait_frames(name, times)
            self.walked[key] = found
        return found

    def _new_gait_frames(self, name: str, times: Times) -> BodyFrames:
        if self.rig:
            return self._animal_frames(name, times)
        if name not in self.strides:
            self.strides[name] = self._stride(name)
        make = biped_frames if self.legs == 2 else quadruped_frames
        return (animal_frames if self.skeleton.base else make)(
            self.skeleton,
            self.strides[name],
            times / 1000.0 / self.fps,
            body_from_world=transforms.inverse_affine(ground_from_body_at(self.entity, times)),
            seed=self.seed,
        )

    def _stride(self, name: str) -> Stride:
        if self.skeleton.base:
            leg = hip_height(self.skeleton)
        elif self.legs == 2:
            leg = leg_length(self.skeleton)
        else:
            leg = quadruped_leg_length(self.skeleton)
        chosen = gait(name, legs=self.legs, speed_mps=self.path.cruise, leg_m=leg)
        if self.skeleton.base:
            return animal_stride(self.path, chosen, skeleton=self.skeleton, lead=self._lead(name))
        return stride_of(self.path, chosen, leg_m=leg, lead=self._lead(name))

    def _lead(self, name: str) -> float:
        """Return how far into a stride it sets out: everybody's own, unless they keep in step."""
        together = name == "march" or self.entity.attributes.get("step") == "together"
        return 0.0 if together else self.seed

    def _animal_frames(self, name: str, times: Times) -> BodyFrames:
        seconds = times / 1000.0 / self.fps
        if self.rig == "fish":
            return fish_frames(self.skeleton, self.path, seconds, name=name, seed=self.seed)
        kind = "hop" if name == "hop" or "hops" in self.skeleton.marks else "walk"
        if kind not in self.strides:
            self.strides[kind] = bird_stride(self.path, self.skeleton, name=kind)
        steps = Steps(
            stride=self.strides[kind],
            body_from_world=transforms.inverse_affine(ground_from_body_at(self.entity, times)),
        )
        return bird_frames(
            self.skeleton, self.path, seconds, name=name, seed=self.seed, steps=steps
        )

    def _pose_frames(self, track: Track, times: Times, *, before: BodyFrames) -> BodyFrames:
        if self.rig:
            return self._animal_frames(track.name, times)
        if self.legs == 2:
            return self._action_frames(track, times, before=before)
        seconds = (times - track.first + track.offset) / 1000.0 / self.fps * track.speed
        if self.skeleton.base:
            return animal_pose(track.name, self.skeleton, seconds, seed=self.seed) or before
        frames = resting(self.skeleton, len(times))
        return frames if quadruped_pose(track.name, frames, seconds) else before

    def _action_frames(self, track: Track, times: Times, *, before: BodyFrames) -> BodyFrames:
        if track.kind == "pose":
            track = replace(track, name=POSE_ALIASES.get(track.name, track.name))
        return action_frames(
            track, before, times, world=self.world, path=self.path, seed=self.seed,
            partner_joints=self._partner_joints,
        )  # fmt: skip

    def _partner_joints(
        self, entity_id: str, times: Times
    ) -> tuple[tuple[str, ...], Float[np.ndarray, "time joint 4 4"]]:
        """Return a partner's joints in the world, as they are before they answer."""
        body = self.world.entities[entity_id].body
        if body is None or body.rig != "human":
            return (), np.zeros((len(times), 0, 4, 4))
        alone = self.partners.get(entity_id)
        if alone is None:
            skeleton = human_figure(
                body.height_m, build=body.build, age_years=body.age_years, gender=body.gender
            ).skeleton
            alone = figure_of(self.world, entity_id, skeleton=skeleton, alone=True)
            self.partners[entity_id] = alone
        placed = world_from_entity_at(self.world, entity_id, times)
        joints = alone.entity_from_joint(times)
        return alone.skeleton.names, transforms.multiply(placed[:, None], joints)


def _share(track: Track, times: Times, *, until: int) -> Times:
    """Return how much of the body a track holds: all from its start, fading in over its blend."""
    inside = (times >= track.first) & (times <= until)
    if track.blend <= 0:
        return inside.astype(np.float64)
    u = np.clip((times - track.first) / track.blend, 0.0, 1.0)
    return np.where(inside, u * u * (3.0 - 2.0 * u), 0.0)


def figure_of(
    world: World,
    entity_id: str,
    *,
    skeleton: Skeleton,
    motions: Mapping[str, JointMotion] = _NO_MOTIONS,
    alone: bool = False,
) -> Figure:
    """Return what the body of an entity does; `alone` without what it does with partners.

    Raises:
        SceneError: A track of it names no gait, pose or clip that is known.
    """
    found = sorted(
        (
            (t.first, key, t)
            for key, t in world.tracks.items()
            if t.entity == entity_id and not (alone and t.partner is not None)
        ),
        key=lambda row: row[:2],
    )
    return Figure(
        entity_id=entity_id,
        entity=world.entities[entity_id],
        skeleton=skeleton,
        tracks=tuple(track for _, _, track in found),
        fps=world.timebase.fps_num / world.timebase.fps_den,
        motions=motions,
        seed=zlib.crc32(entity_id.encode()) / 2.0**32,
        world=world,
    )

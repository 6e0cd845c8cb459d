"""Joints of every body in every frame, in the world and in the picture, and whether they show."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.assets.keypoints import SchemeName
from groundplan.errors import PackError
from groundplan.passes.points import Point2, Point3, pixels_of, rounded2, rounded3, seen
from groundplan.previz.port import Frame
from groundplan.scene.joints import SchemePoints
from groundplan.scene.stage import Instance, StageClock
from groundplan.units import Subframes
from groundplan.world.base import CLOSED

__all__ = [
    "BodyJoints", "JointRow", "JointTrack", "JointsAt", "PosedJoints", "joint_row", "joint_track",
    "own_instances", "parse_joints",
]  # fmt: skip


class PosedJoints(NamedTuple):
    """The joints of one body at one time."""

    names: tuple[str, ...]
    points_in_world: Float[np.ndarray, "joint 3"]
    """[m]."""
    keypoints: Mapping[SchemeName, SchemePoints] = MappingProxyType({})


@runtime_checkable
class JointsAt(Protocol):
    """What the scene provides: the joints of every jointed body, by entity id."""

    def __call__(self, time: Subframes) -> Mapping[str, PosedJoints]:
        """Return the joints at a time; the same entities and names at every time of a shot."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class BodyJoints:
    """One body through the shot; rows are frames, then joints."""

    entity: str
    names: tuple[str, ...]
    """VRM humanoid names; feet named as such (`leftFoot`, `leftToes`, `frontLeftPaw` ...)."""
    points_in_world_m: tuple[tuple[Point3, ...], ...]
    points_px: tuple[tuple[Point2 | None, ...], ...]
    """Pixel centres at +0.5; may lie outside the picture; null behind the camera."""
    visible: tuple[tuple[bool, ...], ...]
    """Inside the picture, and no other body nor thing in front of it by more than 0.02 m."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class JointTrack:
    """`joints.json`."""

    schema: Literal["groundplan.joints/1"] = "groundplan.joints/1"
    fps: tuple[int, int]
    """Numerator, denominator."""
    bodies: tuple[BodyJoints, ...]


class JointRow(NamedTuple):
    """One body in one frame."""

    names: tuple[str, ...]
    points_in_world: tuple[Point3, ...]
    points_px: tuple[Point2 | None, ...]
    visible: tuple[bool, ...]


_TRACK: Final = TypeAdapter(JointTrack)


def joint_row(
    joints: PosedJoints, frame: Frame, *, own: frozenset[int], near_m: float = 0.0
) -> JointRow:
    """Return where a frame shows a body's joints.

    A joint lies inside its own body: where the instance pass shows one of the body's `own` ids it
    counts as seen; elsewhere the depth pass must not be nearer than the joint by more than 0.02 m.
    """
    world = np.asarray(joints.points_in_world, dtype=np.float64)
    pixels, depth = pixels_of(world, frame, near_m=near_m)
    found = seen(pixels, depth, frame=frame, own=own)
    shown = found.inside & (found.on_own | found.clear)
    return JointRow(
        joints.names,
        tuple(rounded3(p) for p in world),
        tuple(None if np.isnan(p).any() else rounded2(p) for p in pixels),
        tuple(bool(v) for v in shown),
    )


def joint_track(rows: Sequence[Mapping[str, JointRow]], *, clock: StageClock) -> JointTrack:
    """Return the joints of a shot; `rows[i]` maps the bodies of frame index i.

    Raises:
        PackError: A body or a joint is missing in some frames.
    """
    bodies: list[BodyJoints] = []
    for entity in sorted(rows[0]) if rows else ():
        names = rows[0][entity].names
        if any(entity not in row or row[entity].names != names for row in rows):
            raise PackError(
                f"joints of {entity} change during the shot", "give the same joints at every time"
            )
        own = [row[entity] for row in rows]
        bodies.append(
            BodyJoints(
                entity=entity,
                names=names,
                points_in_world_m=tuple(row.points_in_world for row in own),
                points_px=tuple(row.points_px for row in own),
                visible=tuple(row.visible for row in own),
            )
        )
    return JointTrack(fps=(clock.fps_num, clock.fps_den), bodies=tuple(bodies))


def parse_joints(data: bytes) -> JointTrack:
    """Return the track in the bytes of `joints.json`.

    Raises:
        PackError: They are no such track.
    """
    try:
        return _TRACK.validate_json(data, strict=True)
    except ValidationError:
        raise PackError("joints.json is not a joint track", "render the pack again") from None


def own_instances(instances: Sequence[Instance], entity: str) -> frozenset[int]:
    """Return the ids that an entity has in the instance pass."""
    return frozenset(i.instance for i in instances if i.entity == entity)

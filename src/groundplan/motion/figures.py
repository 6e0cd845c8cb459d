"""A body's joints at many times: what its tracks say, along the way that it goes."""

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Int64

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.motion.mixing import mixed
from groundplan.motion.postures import posture
from groundplan.motion.repertoire import IDLE, cruise_of, gait_of, stride_of
from groundplan.motion.rigs import Rig, RigKind, entity_from_joint, rig_of
from groundplan.motion.stepping import Body, Course, stepped, walk_of
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.sequence import Track

__all__ = ["FigureRequest", "pose_figure"]

_UNDER_WAY: Final = 0.05
"""Speed over sqrt(g h) from which on a body is fully under way: our engineering default."""
_GRAVITY: Final = 9.80665
_STILL: Final = {"human": "walk", "quadruped": "walk"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureRequest:
    """What is asked of one entity's body."""

    skeleton: Skeleton
    rig: RigKind
    species: str
    tracks: tuple[Track, ...]
    """Of this entity, in any order."""
    times: Int64[np.ndarray, " time"]
    """Subframes."""
    positions: Float[np.ndarray, "time 3"]
    """Of the entity, in the world [m]."""
    travelled: Float[np.ndarray, " time"]
    """Metres covered over the ground."""
    speeds: Float[np.ndarray, " time"]
    """[m/s]."""
    headings: Float[np.ndarray, " time"]
    """From +Z towards +X [rad]."""
    fps: float
    seed: int
    spans: tuple[tuple[float, float], ...] = ()
    """Metres covered at the first and last time of each track, in the order of `tracks`. Known
    spans give a stride that suits the speed, and steps that set off from and end in a stand."""


def pose_figure(request: FigureRequest) -> Float[np.ndarray, "time joint 4 4"]:
    """Return `entity_from_joint` at the times asked for; each depends on its own time only.

    Raises:
        SceneError: A track names a gait or pose that the rig does not have, or dense motion.
    """
    rig = rig_of(request.skeleton, request.rig)
    if request.spans and len(request.spans) != len(request.tracks):
        raise SceneError(
            f"{len(request.spans)} spans were given for {len(request.tracks)} tracks",
            "give one for each track, or none",
        )
    rows = sorted(range(len(request.tracks)), key=lambda row: _order(request.tracks[row]))
    shares = [_share(request.tracks[row], request.times) for row in rows]
    start = max((k for k, share in enumerate(shares) if np.all(share == 1.0)), default=-1)
    body = _idle(rig, request) if start < 0 else _played(rig, request, rows[start])
    for row, share in list(zip(rows, shares, strict=True))[start + 1 :]:
        if np.any(share > 0.0):
            body = mixed(body, _played(rig, request, row), share=share)
    return entity_from_joint(rig, body.rotations, body.root)


def _order(track: Track) -> tuple[int, int, str, str]:
    return (track.first, track.last, track.kind, track.name)


def _share(track: Track, times: Int64[np.ndarray, " time"]) -> Float[np.ndarray, " time"]:
    """Return how much of the body a track has taken over; it holds until the next one does."""
    if track.blend <= 0:
        return (times >= track.first).astype(np.float64)
    u = np.clip((times - track.first) / track.blend, 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u)


def _played(rig: Rig, request: FigureRequest, row: int) -> Body:
    track = request.tracks[row]
    if track.kind == "clip":
        raise SceneError(
            f"dense motion {track.name!r} cannot be played yet", "use a gait or a pose"
        )
    seconds = (request.times - track.first + track.offset) / SUBFRAMES_PER_FRAME / request.fps
    if track.kind == "pose":
        return posture(rig, track.name, seconds * track.speed)
    if track.name == IDLE:
        return _idle(rig, request)
    gait = gait_of(rig.kind, track.name)
    usual = cruise_of(gait, rig.leg_m)
    ends = request.spans[row] if request.spans else None
    lasting = (track.last - track.first) / SUBFRAMES_PER_FRAME / request.fps
    moving = ends is not None and lasting > 0.0 and ends[1] - ends[0] > 1e-6
    speed = (ends[1] - ends[0]) / lasting if ends is not None and moving else usual
    stride = stride_of(speed, rig.leg_m) / track.speed
    course = _course(rig, request, ends=ends if moving else None)
    return stepped(rig, walk_of(rig, gait, stride), course)


def _idle(rig: Rig, request: FigureRequest) -> Body:
    gait = gait_of(rig.kind, _STILL[rig.kind])
    course = _course(rig, request, ends=None)
    still = Course(
        way=np.zeros_like(course.way), vigour=np.zeros_like(course.vigour),
        seconds=course.seconds, salt=course.salt,
    )  # fmt: skip
    stride = stride_of(cruise_of(gait, rig.leg_m), rig.leg_m)
    return stepped(rig, walk_of(rig, gait, stride), still)


def _course(rig: Rig, request: FigureRequest, *, ends: tuple[float, float] | None) -> Course:
    pace = request.speeds / (_UNDER_WAY * np.sqrt(_GRAVITY * rig.leg_m))
    u = np.clip(pace, 0.0, 1.0)
    entity = request.tracks[0].entity if request.tracks else ""
    return Course(
        way=request.travelled,
        vigour=u * u * (3.0 - 2.0 * u),
        seconds=request.times / SUBFRAMES_PER_FRAME / request.fps,
        salt=zlib.crc32(f"{request.seed}/{entity}".encode()) / 2.0**32,
        ends=ends,
    )

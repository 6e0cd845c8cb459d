"""The clip's camera as pycolmap reconstructs it, against the plan's; or why it can't.

Structure from motion knows no metres and no place: its path is laid onto the planned one by the
best turn, shift and scale, and what is left is the error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.crosscheck.messages import Answer, Request
from groundplan.adherence.crosscheck.running import (
    NotApplicable,
    Run,
    Shown,
    installed,
    reconstruct,
    run_process,
)
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.camera import path_length, rotation_angles
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.transforms import inverse_rigid

__all__ = ["CrossCheck", "Laid", "cross_check", "laid_on"]

_ROTATION: Final = "colmap.rotation.mean_deg/1"
_PATH: Final = "colmap.translation.path_pct/1"
_MOST_FRAMES: Final = 24
_LEAST_FRAMES: Final = 8
_EVERY: Final = 4
_LEAST_TRAVEL: Final = 0.08
"""Path over the distance of what stands still, as an angle [rad]: less has no parallax, and a wrong
reconstruction fits as well as the right one."""
_ZOOMS: Final = 0.005
"""Share by which a focal length changes from which on one lens does not do for all frames."""
_TURNS_RAD: Final = np.radians(30.0)
"""A path with travel and such a turn determines the focal length; a straight one does not."""
_REGISTERED: Final = 0.9
_REPROJECTION_PX: Final = 1.0
_LEAST_POINTS: Final = 50
"""Source: registered share and reprojection from `notes/perception.md` §4, the rest is ours."""

Poses = Float64[np.ndarray, "frame 4 4"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck:
    """How the check is run."""

    limit_s: float = 240.0
    run: Run = run_process
    there: Callable[[], bool] = installed
    """Tells whether pycolmap can be run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What is left of two paths after the best turn, shift and scale."""

    angle_rad: Float64[np.ndarray, " frame"]
    apart_m: Float64[np.ndarray, " frame"]


def cross_check(
    plan: PlanView, clip: AlignedClip, seen: Observation, *, how: CrossCheck | None = None
) -> tuple[Measurement, ...]:
    """Return rotation and translation errors by pycolmap, or "not applicable" with the reason."""
    check = how or CrossCheck()
    observer = f"pycolmap/{_version()}"
    frames = _chosen(clip)
    reason = _hindrance(plan, seen, frames, there=check.there())
    if not reason:
        request = _request(plan, frames)
        shown = {
            frame: Shown(picture=clip.frames[frame], still=~plan.loose(frame)) for frame in frames
        }
        answer = reconstruct(shown, request, limit_s=check.limit_s, run=check.run)
        reason = answer.reason if isinstance(answer, NotApplicable) else _doubt(answer, frames)
        if not reason and isinstance(answer, Answer):
            return _compared(plan, answer, observer=observer)
    return tuple(
        unmeasured(name, f"not applicable: {reason}", observer=observer)
        for name in (_ROTATION, _PATH)
    )


def laid_on(planned: Poses, found: Poses) -> Laid:
    """Return how far found cameras are from planned ones after the best similarity.

    The turn is that of the directions, not of the places: those of a straight path leave it open.

    Source:
        Chordal mean of rotations by singular values; scale and shift by least squares.
    """
    summed = np.einsum("fji,fjk->ik", planned[:, :3, :3], found[:, :3, :3])
    left, _, right = np.linalg.svd(summed)
    sign = np.diag([1.0, 1.0, np.linalg.det(left) * np.linalg.det(right)])
    turn = np.einsum("ij,jk,kl->il", left, sign, right)
    turned = np.einsum("fij,kj->fik", found[:, :3, :3], turn)
    places = np.einsum("ij,fj->fi", turn, inverse_rigid(found)[:, :3, 3])
    wanted = inverse_rigid(planned)[:, :3, 3]
    places, wanted = places - places.mean(axis=0), wanted - wanted.mean(axis=0)
    length = float(np.sum(places * places))
    scale = float(np.sum(places * wanted)) / length if length > 0.0 else 0.0
    return Laid(
        angle_rad=rotation_angles(planned[:, :3, :3], turned),
        apart_m=np.sqrt(np.sum((scale * places - wanted) ** 2, axis=1)),
    )


def _version() -> str:
    try:
        return version("pycolmap")
    except PackageNotFoundError:
        return "none"


def _chosen(clip: AlignedClip) -> list[int]:
    there = np.flatnonzero(clip.source >= 0)
    count = min(len(there), _MOST_FRAMES)
    return there[np.linspace(0, len(there) - 1, count).round().astype(np.int64)].tolist()


def _hindrance(plan: PlanView, seen: Observation, frames: list[int], *, there: bool) -> str:
    """Return why structure from motion cannot work here, as far as it shows now; else nothing."""
    if not there:
        return "pycolmap is not installed (pip install 'groundplan[colmap]')"
    if len(frames) < _LEAST_FRAMES:
        return f"the clip has {len(frames)} frames, and it takes {_LEAST_FRAMES}"
    focal = plan.intrinsics_px[:, 0, 0]
    if float(np.ptp(focal)) > _ZOOMS * float(focal[0]):
        return "the lens zooms, and one lens is reconstructed for all frames"
    near = _nearness(plan, frames)
    ways = [path_length(plan.camera_from_world_cv)]
    if seen.camera.seen.any():
        ways.append(path_length(seen.camera.camera_from_world_cv[seen.camera.seen]))
    if min(ways) * near < _LEAST_TRAVEL:
        return (
            f"no parallax: the camera travels {min(ways):.2f} m before what is "
            f"{1.0 / max(near, 1e-6):.1f} m away"
        )
    return ""


def _nearness(plan: PlanView, frames: list[int]) -> float:
    """Return the mean of 1 / depth of what stands still [1/m]."""
    total, count = 0.0, 0
    for frame in (frames[0], frames[len(frames) // 2], frames[-1]):
        still = plan.static(frame)[::_EVERY, ::_EVERY]
        depth = plan.depth_m[frame][::_EVERY, ::_EVERY][still].astype(np.float64)
        total, count = total + float((1.0 / depth).sum()), count + depth.size
    return total / max(count, 1)


def _request(plan: PlanView, frames: list[int]) -> Request:
    turns = plan.camera_from_world_cv[frames, :3, :3]
    swing = rotation_angles(np.broadcast_to(turns[:1], turns.shape), turns)
    return Request(
        size_px=plan.size_px,
        focal_px=float(plan.intrinsics_px[0, 0, 0]),
        focal_is_free=bool(swing.max() >= _TURNS_RAD),
    )


def _doubt(answer: Answer, frames: list[int]) -> str:
    """Return why a reconstruction is not to be trusted; else nothing."""
    share = len(answer.camera_from_world) / len(frames)
    if not answer.camera_from_world or answer.reprojection_px is None:
        return "pycolmap found no pair of frames to begin with"
    if share < _REGISTERED:
        return f"pycolmap placed {share:.0%} of the frames, and {_REGISTERED:.0%} are asked for"
    if answer.point_count < _LEAST_POINTS:
        return f"pycolmap placed {answer.point_count} points, and it takes {_LEAST_POINTS}"
    if answer.reprojection_px > _REPROJECTION_PX:
        return f"its points miss by {answer.reprojection_px:.1f} px"
    if answer.parallax_rad < 0.5 * _LEAST_TRAVEL:
        return f"no parallax: {np.degrees(answer.parallax_rad):.1f} degrees"
    return ""


def _compared(plan: PlanView, answer: Answer, *, observer: str) -> tuple[Measurement, ...]:
    rows = sorted(answer.camera_from_world)
    found = np.tile(np.eye(4), (len(rows), 1, 1))
    found[:, :3] = np.array([answer.camera_from_world[row] for row in rows])
    laid = laid_on(plan.camera_from_world_cv[rows], found)
    angles, shares = (np.full(plan.frame_count, np.nan) for _ in range(2))
    angles[rows] = np.degrees(laid.angle_rad)
    shares[rows] = 100.0 * laid.apart_m / path_length(plan.camera_from_world_cv)
    trust = Trust(observer=observer, confidence=1.0)
    return tuple(
        measured(name, float(np.nanmean(values)), trust=trust, series=values)
        for name, values in ((_ROTATION, angles), (_PATH, shares))
    )

"""What is wrong with the camera: frozen, turned, elsewhere, or with another lens."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.causes.phrases import failed_check, since
from groundplan.adherence.measures.camera import rotation_angles
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Cause, Check
from groundplan.geometry.quaternions import from_matrix, to_rotation_vector
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = ["camera_causes"]

_STILL_SHARE: Final = 0.2
"""Of the planned movement: a camera that moves less is called frozen."""
_LEAST_M: Final = 0.1
_LEAST_RAD: Final = 0.02
_BACKWARDS: Final = -0.5
_FRAMING: Final = {
    "camera.framing_scale_pct/1": "too large or too small",
    "camera.framing_shift_pct/1": "off their place",
}


def camera_causes(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> list[Cause]:
    """Return causes of failed camera checks."""
    checks = [one for one in failed if one.definition.startswith("camera.")]
    if not checks or not seen.camera.seen.any():
        return []
    moved = _movement(plan, seen)
    if moved:
        frames = tuple(sorted({frame for one in checks for frame in one.frames}))
        code, words, more = moved
        return [Cause(code=code, says=f"{words}{since(frames, plan.frame_count)}{more}",
                      frames=frames)]  # fmt: skip
    found = [_turned(plan, seen, failed), _elsewhere(plan, seen, failed), _lens(plan, seen, failed)]
    if not any(found):
        found = [_framed(plan, checks)]
    return [one for one in (*found, _shaken(plan, failed)) if one is not None]


def _framed(plan: PlanView, checks: Sequence[Check]) -> Cause | None:
    """Return what is plain where nobody can tell whether lens, place or direction is to blame."""
    for one in checks:
        if one.definition not in _FRAMING or one.value is None:
            continue
        how = f"{_FRAMING[one.definition]}{since(one.frames, plan.frame_count)}"
        says = f"the surroundings are framed {one.value:.1f} {one.unit} {how}"
        return Cause(code="camera.framing", says=says, frames=one.frames)
    return None


def _movement(plan: PlanView, seen: Observation) -> tuple[str, str, str] | None:
    """Return code, words and what was planned where the camera does not move as planned at all."""
    there = np.flatnonzero(seen.camera.seen)
    planned = plan.camera_from_world_cv[there]
    shown = seen.camera.camera_from_world_cv[there]
    planned_m, shown_m = _reach(planned), _reach(shown)
    wanted, made = _swing(planned), _swing(shown)
    if planned_m < _LEAST_M and wanted < _LEAST_RAD:
        return None
    still = planned_m < _LEAST_M or shown_m < _STILL_SHARE * planned_m
    if still and (wanted < _LEAST_RAD or made < _STILL_SHARE * wanted):
        ways = [f"go {planned_m:.2f} m"] if planned_m >= _LEAST_M else []
        ways += [f"turn {np.degrees(wanted):.1f} degrees"] if wanted >= _LEAST_RAD else []
        course = " and ".join(ways)
        return "camera.frozen", "the camera stands still", f": it was planned to {course}"
    ways = [inverse_rigid(poses)[:, :3, 3] for poses in (planned, shown)]
    steps = [way[-1] - way[0] for way in ways]
    lengths = [float(np.sqrt(np.sum(step * step))) for step in steps]
    if min(lengths) > _LEAST_M:
        cosine = float(np.sum(steps[0] * steps[1])) / (lengths[0] * lengths[1])
        if cosine < _BACKWARDS:
            return "camera.backwards", "the camera goes the other way than planned", ""
    return None


def _reach(poses: Float64[np.ndarray, "frame 4 4"]) -> float:
    """Return how far the camera gets from where it starts [m]: noise adds no way to it."""
    centres = inverse_rigid(poses)[:, :3, 3]
    return float(np.sqrt(np.sum((centres - centres[0]) ** 2, axis=1)).max())


def _swing(poses: Float64[np.ndarray, "frame 4 4"]) -> float:
    """Return the largest turn from the first frame [rad]."""
    first = np.broadcast_to(poses[:1, :3, :3], poses[:, :3, :3].shape)
    return float(rotation_angles(first, poses[:, :3, :3]).max())


def _turned(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> Cause | None:
    check = failed_check(failed, "camera.rotation.mean_deg/1")
    if check is None:
        return None
    frames = check.frames or tuple(np.flatnonzero(seen.camera.seen).tolist())
    rows = list(frames)
    between = multiply(
        seen.camera.camera_from_world_cv[rows], inverse_rigid(plan.camera_from_world_cv[rows])
    )
    tilt, pan, roll = np.degrees(
        np.median(to_rotation_vector(from_matrix(between[:, :3, :3])), axis=0)
    )
    # Points of the plan turn about the camera's axes: right, down, forward.
    parts = {
        f"{abs(pan):.1f} degrees too far {'left' if pan > 0 else 'right'}": abs(pan),
        f"{abs(tilt):.1f} degrees too {'high' if tilt < 0 else 'low'}": abs(tilt),
        f"{abs(roll):.1f} degrees rolled": abs(roll),
    }
    main = [words for words, size in parts.items() if size > 0.4 * max(parts.values())]
    says = f"the camera looks {' and '.join(main)}{since(frames, plan.frame_count)}"
    return Cause(code="camera.turned", says=says, frames=frames)


def _elsewhere(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> Cause | None:
    check = failed_check(failed, "camera.translation.path_pct/1") or failed_check(
        failed, "camera.translation.view_pct/1"
    )
    if check is None:
        return None
    frames = check.frames or tuple(np.flatnonzero(seen.camera.seen).tolist())
    rows = list(frames)
    planned = inverse_rigid(plan.camera_from_world_cv[rows])
    gone = inverse_rigid(seen.camera.camera_from_world_cv[rows])[:, :3, 3] - planned[:, :3, 3]
    right, down, ahead = np.median(np.einsum("fij,fi->fj", planned[:, :3, :3], gone), axis=0)
    sides = {
        f"{abs(right):.2f} m to the {'right' if right > 0 else 'left'}": abs(right),
        f"{abs(down):.2f} m {'below' if down > 0 else 'above'}": abs(down),
        f"{abs(ahead):.2f} m {'ahead' if ahead > 0 else 'behind'}": abs(ahead),
    }
    main = max(sides, key=lambda words: sides[words])
    says = f"the camera is {main} of where it was planned{since(frames, plan.frame_count)}"
    return Cause(code="camera.elsewhere", says=says, frames=frames)


def _shaken(plan: PlanView, failed: Sequence[Check]) -> Cause | None:
    check = failed_check(failed, "camera.shake_pct/1")
    # A camera that is held for some frames jumps in the others; that is told as a stutter.
    stutters = failed_check(failed, "picture.stutter_pct/1") is not None
    if check is None or check.value is None or stutters:
        return None
    says = (
        f"the camera shakes by {check.value:.1f} % of the width from frame to frame"
        f"{since(check.frames, plan.frame_count)}"
    )
    return Cause(code="camera.shakes", says=says, frames=check.frames)


def _lens(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> Cause | None:
    check = failed_check(failed, "camera.focal_pct/1")
    if check is None:
        return None
    rows = list(check.frames or np.flatnonzero(seen.camera.seen).tolist())
    planned = float(np.median([plan.pack.cameras.frames[row].focal_mm for row in rows]))
    ratio = float(np.median(seen.camera.focal_px[rows] / plan.intrinsics_px[rows, 0, 0]))
    says = (
        f"the lens is {planned * ratio:.1f} mm where {planned:.1f} mm was planned"
        f"{since(rows, plan.frame_count)}"
    )
    return Cause(code="camera.lens", says=says, frames=tuple(rows))

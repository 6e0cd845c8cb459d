"""Grammar as it is on the clip: shot size, camera angle and camera move, in words and numbers."""

from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.camera_moves import (
    EDGE,
    CameraPath,
    MoveParts,
    move_parts,
    move_word,
    same_move,
)
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.shot_words import SIZE_BANDS, angle_word, size_word
from groundplan.units import Radians

__all__ = ["grammar_measurements", "main_subject"]

_MOVE: Final = "grammar.move_agrees/1"
_SIZE: Final = "grammar.shot_size_steps/1"
_ANGLE: Final = "grammar.angle_deg/1"
_LEAST_FRAMES_SHARE: Final = 0.5
_SIGMAS: Final = 3.0
"""Standard deviations that a difference has to have: twice, and both ends of a path err."""
_LOOKED: Final = 8
"""Frames whose depth is looked at, and the few that are left over."""
_EVERY: Final = 4
"""Pixels from one that is counted to the next, both ways."""
_SOFT: Final = 0.05
"""Share by which a size may leave the planned one's band: sizes are words, scales are measured."""
_BOXES: Final = "boxes.json"


def grammar_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return what a director would say of the clip's framing, against the plan.

    Raises:
        PackError: The pack is damaged.
    """
    return [*_of_camera(plan, seen), _size(plan, seen)]


def main_subject(plan: PlanView, seen: Observation) -> InstanceSeen | None:
    """Return whom the picture is about: the largest who lives, else who moves, else the largest."""
    counts = np.bincount(plan.instance[:, ::_EVERY, ::_EVERY].ravel(), minlength=1 << 16)
    for group in (plan.animate, plan.moving, frozenset(one.instance for one in seen.instances)):
        there = [one for one in seen.instances if one.instance in group]
        if there:
            return max(there, key=lambda one: int(counts[one.instance]))
    return None


def _of_camera(plan: PlanView, seen: Observation) -> list[Measurement]:
    camera, observer = seen.camera, seen.observer
    share = float(camera.seen.mean())
    if share < _LEAST_FRAMES_SHARE or np.count_nonzero(camera.seen) < 2:
        reason = f"the camera was made out in {share:.0%} of the frames"
        return [unmeasured(name, reason, observer=observer) for name in (_MOVE, _ANGLE)]
    trust = Trust(
        observer=observer, confidence=share * float(camera.confidence[camera.seen].mean())
    )
    planned, shown = (
        _pitches(poses) for poses in (plan.camera_from_world_cv, camera.camera_from_world_cv)
    )
    apart = np.degrees(np.abs(shown - planned))
    words = [angle_word(Radians(float(np.median(rows[camera.seen])))) for rows in (shown, planned)]
    angle = replace(
        measured(_ANGLE, float(np.nanmean(apart)), trust=trust, series=apart),
        says=_against(*words),
    )
    return [_move(plan, seen, trust), angle]


def _move(plan: PlanView, seen: Observation, trust: Trust) -> Measurement:
    there = np.flatnonzero(seen.camera.seen)
    looked = there[:: max(1, len(there) // _LOOKED)].tolist()
    nearness = sum(_nearness(plan, frame) for frame in looked) / len(looked)
    width = float(plan.size_px[0])
    planned, shown = (
        move_parts(
            CameraPath(
                camera_from_world_cv=poses[there],
                focal_widths=focal[there] / width,
                nearness=nearness,
            )
        )
        for poses, focal in (
            (plan.camera_from_world_cv, plan.intrinsics_px[:, 0, 0]),
            (seen.camera.camera_from_world_cv, seen.camera.focal_px),
        )
    )
    same = same_move(planned, shown, unsure=_unsure(plan, seen, nearness))
    words = move_word(planned) if same else move_word(shown), move_word(planned)
    if same is None:
        reason = f"{_against(*words)}; the move is less than the camera is known to"
        return unmeasured(_MOVE, reason, observer=seen.observer)
    return replace(
        measured(_MOVE, float(same), trust=trust, samples=len(there)), says=_against(*words)
    )


def _unsure(plan: PlanView, seen: Observation, nearness: float) -> MoveParts:
    """Return what the parts of the seen movement are known to, from its first to its last frame."""
    camera = seen.camera
    turn, travel, lens = (
        _SIGMAS * float(np.median(rows[camera.seen]))
        for rows in (camera.sigma_rotation_rad, camera.sigma_centre_m, camera.sigma_focal)
    )
    focal = float(np.median(camera.focal_px[camera.seen])) / plan.size_px[0]
    across = focal * travel * nearness
    return {
        "pan": focal * turn, "tilt": focal * turn, "roll": EDGE * turn,
        "truck": across, "pedestal": across, "dolly": EDGE * travel * nearness,
        "zoom": EDGE * lens,
    }  # fmt: skip


def _nearness(plan: PlanView, frame: int) -> float:
    """Return the mean of 1 / depth of what stands still, else of all but the sky [1/m]."""
    depth = plan.depth_m[frame][::_EVERY, ::_EVERY].astype(np.float64)
    static = plan.static(frame)[::_EVERY, ::_EVERY]
    chosen = static if static.any() else np.isfinite(depth)
    return float((1.0 / depth[chosen]).mean()) if chosen.any() else 0.0


def _pitches(
    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"],
) -> Float64[np.ndarray, " frame"]:
    """Return the pitch of the optical axis, up positive [rad]."""
    return np.arcsin(np.clip(camera_from_world_cv[:, 2, 1], -1.0, 1.0))


def _size(plan: PlanView, seen: Observation) -> Measurement:
    one = main_subject(plan, seen)
    if one is None:
        return unmeasured(_SIZE, "the plan shows no subject", observer=seen.observer)
    planned = _fractions(plan, one.instance)
    known = one.found & np.isfinite(planned)
    if not known.any():
        reason = "it was found in no frame" if not one.found.any() else "its height is not known"
        return unmeasured(_SIZE, reason, observer=seen.observer, subject=one.entity)
    shown = planned / one.scale
    steps = np.full(plan.frame_count, np.nan)
    for frame in np.flatnonzero(known):
        steps[frame] = _steps(float(planned[frame]), float(shown[frame]))
    trust = Trust(
        observer=seen.observer,
        confidence=float(np.mean(one.likeness[known]) * known.sum() / max(one.asked.sum(), 1)),
    )
    words = (size_word(float(np.median(rows[known]))) for rows in (shown, planned))
    return replace(
        measured(_SIZE, float(np.nanmedian(steps)), trust=trust, series=steps, subject=one.entity),
        says=_against(*words),
    )


def _fractions(plan: PlanView, instance: int) -> Float64[np.ndarray, " frame"]:
    """Return the picture's height over the body's, hidden and cut-off parts of it included."""
    found = np.full(plan.frame_count, np.nan)
    if _BOXES not in plan.pack.manifest.files:
        return found
    for track in plan.pack.boxes.instances:
        if track.instance != instance:
            continue
        for frame, box in enumerate(track.amodal_px):
            if box is not None and box[3] > box[1]:
                found[frame] = plan.size_px[1] / (box[3] - box[1])
    return found


def _steps(planned: float, shown: float) -> int:
    """Return how many sizes looser than planned a fraction is, tighter negative."""
    word = size_word(planned)
    low, high = SIZE_BANDS[word]
    if low * (1.0 - _SOFT) <= shown <= high * (1.0 + _SOFT):
        return 0
    words = list(SIZE_BANDS)
    return words.index(size_word(shown)) - words.index(word)


def _against(shown: str, planned: str) -> str:
    """Return words for what was seen, and for what was planned."""
    return f"{shown.replace('_', ' ')}; planned: {planned.replace('_', ' ')}"

"""What is true of a clip with an error in it, against its plan: read from its own render."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, UInt16

from groundplan.adherence.selftest.injections import Injection
from groundplan.adherence.selftest.pictures import flicker_gain
from groundplan.adherence.selftest.rendered import RenderedClip
from groundplan.adherence.selftest.staging import EXTRA
from groundplan.geometry.transforms import inverse_rigid

__all__ = ["ClipOrigin", "ClipTruth", "SubjectTruth", "clip_truth"]

_LEAST_PATH_M: Final = 0.1
"""A camera that goes less far stands still: no share of its path means anything."""

Series = Float64[np.ndarray, " frame"]
Ids = UInt16[np.ndarray, "frame height width"]
Masks = Bool[np.ndarray, "frame height width"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubjectTruth:
    """One entity, per frame."""

    entity: str
    planned_share: Series
    """Of the picture's area, 0..1, as planned."""
    shown_share: Series
    """The same in the clip."""
    iou: Series
    """Of both masks; NaN where neither shows it."""
    displacement_pct: Float64[np.ndarray, "frame 2"]
    """Centroid in the clip minus as planned, x right, y down [% width]; NaN where one is empty."""
    lag_frames: float
    """How late it acts; 0 for all but whom an error makes late."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClipTruth:
    """A clip against its plan, frame by frame of the same index."""

    injection: Injection
    look: str
    world: str
    """Brief of the plan."""
    held_out: bool
    """Its world or its look was kept from whoever sets thresholds."""
    same_scene: Bool[np.ndarray, " frame"]
    """False: the frame shows another world, or ours in a mirror; camera errors are NaN there."""
    camera_rotation_deg: Series
    """Angle between planned and true rotation."""
    camera_translation_m: Series
    """Distance between planned and true centre."""
    camera_translation_pct: Series
    """The same in % of the planned path; NaN where the camera stands still."""
    camera_focal_pct: Series
    """True focal length over planned, minus 1, signed [%]."""
    subjects: tuple[SubjectTruth, ...]
    extra_share: Series
    """Of the picture's area that shows somebody unplanned."""
    shown_frame: Series
    """Plan frame (may lie between) whose moment is shown."""
    warmer_k: Series
    """How much a neutral grey is warmer than 6504 K."""
    exposure_stops: Series
    luma_factor: Series
    """Flicker: factor of sRGB values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipOrigin:
    """Where a clip is from."""

    look: str
    world: str
    held_out: bool


def clip_truth(
    plan: RenderedClip,
    clip: RenderedClip,
    injection: Injection,
    *,
    subjects: Sequence[str],
    origin: ClipOrigin,
) -> ClipTruth:
    """Return the truth of a clip; `clip` is the render of the stage with the error in it."""
    count = plan.frame_count
    same = _same_scene(injection, count)
    shown = _shown_ids(clip, injection, same)
    rotation, moved = _camera_errors(plan, clip)
    focal = clip.intrinsics_px[:, 0, 0] / plan.intrinsics_px[:, 0, 0] - 1.0
    path_m = _path_m(plan)
    return ClipTruth(
        injection=injection,
        look=origin.look,
        world=origin.world,
        held_out=origin.held_out,
        same_scene=same,
        camera_rotation_deg=np.where(same, np.degrees(rotation), np.nan),
        camera_translation_m=np.where(same, moved, np.nan),
        camera_translation_pct=np.where(
            same & (path_m > 0.0), 100.0 * moved / (path_m or 1.0), np.nan
        ),
        camera_focal_pct=np.where(same, 100.0 * focal, np.nan),
        subjects=tuple(
            _subject_truth(plan, clip, shown, entity=entity, injection=injection)
            for entity in subjects
        ),
        extra_share=_masks(shown, clip, EXTRA).mean(axis=(1, 2)),
        shown_frame=_shown_frame(injection, count),
        **_light_truth(injection, count),
    )


def _same_scene(injection: Injection, count: int) -> Bool[np.ndarray, " frame"]:
    frames = np.arange(count)
    since = frames >= injection.first_frame
    if injection.kind in {"scene.other", "picture.mirrored"}:
        return ~since
    if injection.kind == "cut.scene":
        return ~(since & (frames < injection.first_frame + injection.size))
    return np.ones(count, dtype=np.bool_)


def _shown_ids(clip: RenderedClip, injection: Injection, same: Bool[np.ndarray, " frame"]) -> Ids:
    """Return whose pixels the clip shows: nobody's where it shows another world."""
    shown = clip.instance.copy()
    if injection.kind == "picture.mirrored":
        shown[~same] = shown[~same][:, :, ::-1]
    else:
        shown[~same] = 0
    return shown


def _camera_errors(plan: RenderedClip, clip: RenderedClip) -> tuple[Series, Series]:
    """Return angles [rad] and distances [m] between planned and true cameras.

    Source:
        sin(angle/2) = |R1 - R2| / sqrt(8), Frobenius norm: exact where arccos of the trace is not.
    """
    apart = plan.camera_from_world_cv[:, :3, :3] - clip.camera_from_world_cv[:, :3, :3]
    half = np.linalg.norm(apart, axis=(1, 2)) / np.sqrt(8.0)
    return 2.0 * np.arcsin(np.clip(half, 0.0, 1.0)), np.linalg.norm(
        _centres(plan) - _centres(clip), axis=1
    )


def _centres(clip: RenderedClip) -> Float64[np.ndarray, "frame 3"]:
    return inverse_rigid(clip.camera_from_world_cv)[:, :3, 3]


def _path_m(plan: RenderedClip) -> float:
    """Return how far the camera goes [m]; 0 for one that stands still."""
    length = float(np.linalg.norm(np.diff(_centres(plan), axis=0), axis=1).sum())
    return length if length >= _LEAST_PATH_M else 0.0


def _masks(ids: Ids, clip: RenderedClip, entity: str) -> Masks:
    own = [number for number, name in clip.entities.items() if name == entity]
    return ids == own[0] if own else np.zeros(ids.shape, dtype=np.bool_)


def _subject_truth(
    plan: RenderedClip, clip: RenderedClip, shown: Ids, *, entity: str, injection: Injection
) -> SubjectTruth:
    planned, there = _masks(plan.instance, plan, entity), _masks(shown, clip, entity)
    both, either = ((planned & there).sum(axis=(1, 2)), (planned | there).sum(axis=(1, 2)))
    late = injection.kind == "subject.late" and entity == injection.subject
    width, _ = plan.size_px
    return SubjectTruth(
        entity=entity,
        planned_share=planned.mean(axis=(1, 2)),
        shown_share=there.mean(axis=(1, 2)),
        iou=np.where(either > 0, both / np.maximum(either, 1), np.nan),
        displacement_pct=100.0 / width * (_centroids(there) - _centroids(planned)),
        lag_frames=injection.size if late else 0.0,
    )


def _centroids(masks: Masks) -> Float64[np.ndarray, "frame 2"]:
    """Return x and y of the middle of each mask [px]; NaN where it is empty."""
    _, height, width = masks.shape
    columns: Series = masks.sum(axis=1).astype(np.float64)
    rows: Series = masks.sum(axis=2).astype(np.float64)
    area = rows.sum(axis=1)
    found = np.empty((len(masks), 2))
    found[:, 0] = columns @ (np.arange(width) + 0.5)
    found[:, 1] = rows @ (np.arange(height) + 0.5)
    found /= np.maximum(area, 1.0)[:, None]
    found[area == 0] = np.nan
    return found


def _shown_frame(injection: Injection, count: int) -> Series:
    frames = np.arange(count, dtype=np.float64)
    if injection.kind == "clock.retime":
        return frames * (1.0 + injection.size / 100.0)
    return frames + (injection.size if injection.kind == "clock.shift" else 0.0)


def _light_truth(injection: Injection, count: int) -> dict[str, Series]:
    share = np.array([injection.share(k, last_frame=count - 1) for k in range(count)])
    size = injection.size * share
    return {
        "warmer_k": size * (injection.kind == "light.warmer"),
        "exposure_stops": size * (injection.kind == "light.exposure"),
        "luma_factor": np.array([flicker_gain(injection, k) for k in range(count)]),
    }

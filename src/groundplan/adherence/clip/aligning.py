"""A clip from anywhere, laid on the plan's clock and raster; every step of the way is reported."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Int64, UInt8

from groundplan.adherence.clip.aligned import AlignedClip, ClipFinding, ClipMapping
from groundplan.adherence.clip.clock import (
    ClockMap,
    PlanClock,
    clock_fits,
    clock_of,
    mapping_by_content,
)
from groundplan.adherence.clip.clock_findings import clock_findings
from groundplan.adherence.clip.evidence import PlanStructure
from groundplan.adherence.clip.guard import ClipLimits
from groundplan.adherence.clip.opening import ClipSource, open_clip
from groundplan.adherence.clip.pictures import srgb_of
from groundplan.adherence.clip.plan_structure import can_tell_time, drafts_of_plan, plan_structure
from groundplan.adherence.clip.raster import PictureMatch, picture_place, too_small
from groundplan.adherence.clip.resizing import Window, resized
from groundplan.adherence.clip.scan import ClipScan, Reach, scan_clip
from groundplan.adherence.clip.structure import (
    ClipStructure,
    Structure,
    likeness,
    sketch_of,
    structure_of,
)
from groundplan.adherence.plan_view import PlanView

__all__ = ["Handles", "align_clip"]

_REACH: Final = 2.5
"""How many times the plan's length is read of a clip, so that slow motion is found."""
_REACH_S: Final = 2.0
_MIRRORED: Final = 0.15
"""By how much more a mirrored picture must be like the plan to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handles:
    """Frames around the plan's that a clip was asked to have, at the plan's rate."""

    lead_frames: int = 0
    tail_frames: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What was decided about a clip before its frames are fetched."""

    window: Window
    clock: ClockMap
    findings: tuple[ClipFinding, ...]


def align_clip(
    path: Path,
    plan: PlanView,
    *,
    handles: Handles | None = None,
    limits: ClipLimits | None = None,
    now: Callable[[], float] = time.monotonic,
) -> AlignedClip:
    """Return a clip's frames where the plan's are, and how they got there.

    The clip's own clock is believed unless what stands still in the picture says clearly otherwise.
    `now` is read only to stop what takes too long.

    Raises:
        InputError: There is nothing that can be compared: no video, none that can be decoded, HDR,
            or one that costs more than the limits.
        MissingExtraError: PyAV is not installed.
    """
    limits, plan_clock = limits or ClipLimits(), _plan_clock(plan, handles or Handles())
    with open_clip(path, limits=limits, now=now) as (source, sha256):
        scan = scan_clip(source, _reach(plan_clock, limits))
        judged = _judged(scan, plan, plan_clock)
        shown = scan.times.nearest(plan_clock.clip_times(judged.clock))
        frames = _fetched(source, shown, judged.window, size_px=plan.size_px)
    mapping = _mapping(scan, judged, plan_clock)
    return AlignedClip(frames=frames, source=shown, rate=plan.rate, mapping=mapping, sha256=sha256)


def _plan_clock(plan: PlanView, handles: Handles) -> PlanClock:
    return PlanClock(
        rate=plan.rate,
        frame_count=plan.frame_count,
        lead_frames=handles.lead_frames,
        tail_frames=handles.tail_frames,
    )


def _reach(plan: PlanClock, limits: ClipLimits) -> Reach:
    asked = plan.asked_frames
    return Reach(
        seconds=_REACH * asked / float(plan.rate) + _REACH_S,
        frames=int(_REACH * asked),
        most_frames=limits.most_frames,
    )


def _judged(scan: ClipScan, plan: PlanView, plan_clock: PlanClock) -> _Judged:
    """Decide in turn: where the picture is, whether it is mirrored, and which clock it follows."""
    drafts = drafts_of_plan(plan)
    known = plan_structure(plan, drafts)
    own = clock_of(scan.times, plan_clock, whole=scan.whole)
    shown = scan.times.nearest(plan_clock.clip_times(own))
    there = np.flatnonzero(shown >= 0)
    pairs: Int64[np.ndarray, "pair 2"] = np.stack([there, shown[there]], axis=1)
    match = PictureMatch(size_px=plan.size_px, drafts=drafts, pairs=pairs)
    place = picture_place(scan, match)
    sketches = np.stack(
        [sketch_of(draft, place.window, size_px=scan.size_px) for draft in scan.drafts]
    )
    clip = structure_of(sketches)
    flipped = structure_of(sketches[:, :, ::-1])
    mirrored = _mirrored(known.frames, clip, flipped)
    found = mapping_by_content(
        known, flipped if mirrored else clip, times=scan.times, clock=plan_clock, own=own
    )
    clock = found or own
    findings = (
        *scan.findings,
        *place.findings,
        *too_small(place.window, scan.size_px, plan_px=plan.size_px),
        *mirrored,
        *clock_findings(scan.times, plan_clock, clock, whole=scan.whole),
        *_unseen(known, plan_clock, fits=clock_fits(scan.times, plan_clock, own)),
    )
    return _Judged(window=place.window, clock=clock, findings=findings)


def _mirrored(
    plan: Structure, clip: ClipStructure, flipped: ClipStructure
) -> tuple[ClipFinding, ...]:
    """Compare every plan frame with its likest clip frame, as it is and mirrored."""
    weights = np.ones(plan.shape[1], dtype=np.float32)
    as_is, turned = (
        float(likeness(plan, frames, weights=weights).max(axis=1).mean())
        for frames in (clip, flipped)
    )
    if turned - as_is < _MIRRORED:
        return ()
    says = f"left and right are swapped: mirrored it is {turned:.2f} like the plan, not {as_is:.2f}"
    return (ClipFinding(code="clip.mirrored", says=says, fails=True),)


def _unseen(known: PlanStructure, plan: PlanClock, *, fits: bool) -> tuple[ClipFinding, ...]:
    if can_tell_time(known, plan.frame_count):
        return ()
    ending = "" if fits else "; its length is not the plan's, and the start can't be found"
    says = f"the plan's set stands still in the picture, so the clip's clock is believed{ending}"
    return (ClipFinding(code="clip.clock_unseen", says=says),)


def _fetched(
    source: ClipSource,
    shown: Int64[np.ndarray, " frame"],
    window: Window,
    *,
    size_px: tuple[int, int],
) -> UInt8[np.ndarray, "frame height width 3"]:
    """Decode again, and keep what is shown."""
    frames = np.zeros((len(shown), size_px[1], size_px[0], 3), dtype=np.uint8)
    last = int(shown.max(initial=-1))
    wanted = set(shown.tolist())
    for frame in source.frames():
        if frame.index > last:
            break
        if frame.index in wanted:
            pixels, _ = srgb_of(frame.picture)
            frames[shown == frame.index] = resized(pixels, window, size_px=size_px)
    return frames


def _mapping(scan: ClipScan, judged: _Judged, plan: PlanClock) -> ClipMapping:
    aspect, clock = float(scan.pixel_aspect), judged.clock
    left, top, width, height = judged.window
    rate = scan.times.rate
    return ClipMapping(
        clip_size_px=(round(scan.size_px[0] * aspect), scan.size_px[1]),
        clip_rate=(rate.numerator, rate.denominator),
        clip_frame_count=len(scan.times.seconds),
        picture_px=(left * aspect, top, width * aspect, height),
        first_frame=round(scan.times.place(clock.start_s), 6),
        frames_per_plan_frame=round(clock.speed * float(rate / plan.rate), 6),
        findings=judged.findings,
    )

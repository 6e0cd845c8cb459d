"""What the judge read of a clip against its truth, frame by frame: one error per thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.judging import Judged
from groundplan.adherence.light.white import WHITE_MIRED
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.selftest.truth import ClipTruth, SubjectTruth
from groundplan.geometry.colour import D65_K
from groundplan.studio.selftest.rows import Reading, ReadingName

__all__ = ["flicker_of_luma", "mean_luma", "readings_of"]

Series = Float64[np.ndarray, " frame"]

_LUMA: Final = np.array([0.2126, 0.7152, 0.0722])
"""Source: ITU-R BT.709, on sRGB code values."""
_CAMERA: Final[tuple[tuple[ReadingName, str, str], ...]] = (
    ("rotation", "camera.rotation.mean_deg/1", "camera_rotation_deg"),
    ("translation", "camera.translation.mean_m/1", "camera_translation_m"),
    ("path", "camera.translation.path_pct/1", "camera_translation_pct"),
    ("focal", "camera.focal_pct/1", "camera_focal_pct"),
)
_FLICKER: Final = "flicker.luma/2"
_SAMPLE: Final = 4
"""Every so many pixels are enough for a mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """The judge's word, by definition and entity."""

    measured: Mapping[tuple[str, str], Measurement]
    offsets_pct: Mapping[str, Float64[np.ndarray, "frame 2"]]
    luma: float

    def series(self, definition: str, subject: str = "") -> Series | None:
        """Return a measurement per frame, NaN where it has none; None: not observable."""
        one = self.measured.get((definition, subject))
        if one is None or one.value is None:
            return None
        return np.array(one.series, dtype=np.float64)


def readings_of(truth: ClipTruth, clip: AlignedClip, judged: Judged) -> tuple[Reading, ...]:
    """Return all readings that the truth of a clip allows.

    Of a clip on another clock only the clock is read, where it came as a file: its frames were
    laid where they belong, so that no other error is left. Of another scene nothing is read.
    """
    if not truth.same_scene.any():
        return ()
    if truth.injection.kind.startswith("clock."):
        return (_clock(truth, clip),)
    width = clip.frames.shape[2]
    seen = _Seen(
        measured={(one.definition, one.subject): one for one in judged.report.measurements},
        offsets_pct={one.entity: 100.0 / width * one.offset_px for one in judged.seen.instances},
        luma=mean_luma(clip.frames),
    )
    subjects = [reading for one in truth.subjects for reading in _of_subject(one, seen)]
    return (*_of_camera(truth, seen), *subjects, *_of_light(truth, seen))


def mean_luma(frames: np.ndarray) -> float:
    """Return the mean luma of sRGB frames, 0..255."""
    return float((frames[:, ::_SAMPLE, ::_SAMPLE].astype(np.float64) @ _LUMA).mean())


def flicker_of_luma(second_difference: float, luma: float) -> float:
    """Return by how much frames are brighter and darker in turn [%].

    Source:
        Gains of 1 + s and 1 - s in turn step by 2 s of the luma, up and down: `flicker.luma/2`, a
        second difference, is 4 s of it.
    """
    return 100.0 * second_difference / (4.0 * max(luma, 1.0))


def _of_camera(truth: ClipTruth, seen: _Seen) -> Iterator[Reading]:
    for name, definition, field in _CAMERA:
        true: Series = getattr(truth, field)
        if np.isfinite(true).any():
            yield _compared(name, true, seen.series(definition))


def _of_subject(one: SubjectTruth, seen: _Seen) -> Iterator[Reading]:
    """Yield place, overlap and delay of one; of who is not there, nothing."""
    there = np.isfinite(one.displacement_pct[:, 0])
    if there.any():
        yield _place(one, seen.offsets_pct.get(one.entity))
        iou = np.where(there, one.iou, np.nan)
        shown = seen.series("layout.iou_frame/1", one.entity)
        yield _compared("iou", iou, shown, subject=one.entity)
    lag = seen.measured.get(("timing.lag/1", one.entity))
    if there.all() and lag is not None:
        error = None if lag.value is None else abs(lag.value - one.lag_frames)
        yield Reading(
            name="lag", subject=one.entity, true=one.lag_frames, seen=lag.value, error=error
        )


def _place(one: SubjectTruth, shown: Float64[np.ndarray, "frame 2"] | None) -> Reading:
    true = _length(one.displacement_pct)
    if shown is None:
        return _compared("place", true, None, subject=one.entity)
    found = _compared("place", true, _length(shown), subject=one.entity)
    apart = _length(shown - one.displacement_pct)
    if found.seen is None:
        return found
    return Reading(
        name="place",
        subject=one.entity,
        true=found.true,
        seen=found.seen,
        error=round(float(np.nanmean(apart)), 6),
    )


def _length(offsets: Float64[np.ndarray, "frame 2"]) -> Series:
    return np.hypot(offsets[:, 0], offsets[:, 1])


def _of_light(truth: ClipTruth, seen: _Seen) -> Iterator[Reading]:
    stops = truth.exposure_stops - truth.exposure_stops[0]
    yield _compared("exposure", stops, seen.series("light.exposure_stops/2"))
    mired = 1e6 / (D65_K - truth.warmer_k)
    shown = seen.series("light.cct_mired/2")
    yield _compared("colour", _kelvin(mired - mired[0]), None if shown is None else _kelvin(shown))
    if np.ptp(stops) > 0.0:  # What grows brighter is no flicker, but steps.
        return
    flicker = seen.measured.get((_FLICKER, ""))
    true = truth.injection.size if truth.injection.kind == "light.flicker" else 0.0
    value = None if flicker is None or flicker.value is None else flicker.value
    read = None if value is None else round(flicker_of_luma(value, seen.luma), 6)
    error = None if read is None else abs(read - true)
    yield Reading(name="flicker", true=true, seen=read, error=error)


def _kelvin(mired: Series) -> Series:
    """Return the temperature of a neutral that is so much warmer than white [K]."""
    return 1e6 / np.maximum(WHITE_MIRED + mired, 1.0)


def _clock(truth: ClipTruth, clip: AlignedClip) -> Reading:
    """Return how far frames are from the moments that they show [frames]."""
    frames = np.arange(len(truth.shown_frame), dtype=np.float64)
    true = float(np.mean(np.abs(truth.shown_frame - frames)))
    mapping = clip.mapping
    if not clip.sha256 or any(one.code == "clip.clock_unseen" for one in mapping.findings):
        return Reading(name="clock", true=true, seen=None, error=None)
    shown = (frames - mapping.first_frame) / mapping.frames_per_plan_frame
    error = float(np.mean(np.abs(shown - truth.shown_frame)))
    seen = float(np.mean(np.abs(shown - frames)))
    return Reading(name="clock", true=true, seen=round(seen, 6), error=round(error, 6))


def _compared(
    name: ReadingName, true: Series, shown: Series | None, *, subject: str = ""
) -> Reading:
    """Return a reading of two series, over frames that both know."""
    both = np.isfinite(true) & (np.isfinite(shown) if shown is not None and len(shown) else False)
    if shown is None or not both.any():
        told = true[np.isfinite(true)]
        return Reading(
            name=name, subject=subject, true=round(float(told.mean()), 6), seen=None, error=None
        )
    return Reading(
        name=name,
        subject=subject,
        true=round(float(true[both].mean()), 6),
        seen=round(float(shown[both].mean()), 6),
        error=round(float(np.abs(shown - true)[both].mean()), 6),
    )

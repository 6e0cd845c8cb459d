"""The first reading of a clip: a small grey picture of every frame, its time, its black edges."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Float64, UInt8

from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.adherence.clip.opening import ClipHeader, ClipSource, StoredFrame
from groundplan.adherence.clip.pictures import check_picture, looks_of, luma_of, turns_of
from groundplan.adherence.clip.structure import draft_of
from groundplan.adherence.clip.times import ClipTimes, clip_times
from groundplan.errors import InputError

if TYPE_CHECKING:
    import av

__all__ = ["ClipScan", "Reach", "scan_clip"]

_SAMPLE: Final = 4
"""Of every line this many pixels from one to the next are looked at for black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far into a clip is read: until it is past both, or at the most frames."""

    seconds: float
    frames: int
    most_frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipScan:
    """What the first reading found; pictures are upright, pixels as stored."""

    header: ClipHeader
    size_px: tuple[int, int]
    """Width, height, upright, of stored pixels."""
    pixel_aspect: Fraction
    """Width of a pixel over its height, upright."""
    times: ClipTimes
    drafts: UInt8[np.ndarray, "frame height width"]
    """As of `draft_of`."""
    row_light: Float64[np.ndarray, " row"]
    """Largest mean of squared grey that each row of pixels has in any frame."""
    column_light: Float64[np.ndarray, " column"]
    whole: bool
    """False: the clip goes on after what was read."""
    findings: tuple[ClipFinding, ...]


def scan_clip(source: ClipSource, reach: Reach) -> ClipScan:
    """Read a clip as far as `reach`.

    Raises:
        InputError: Nothing of it can be decoded, it costs too much, or is not for this screen.
        MissingExtraError: PyAV is not installed.
    """
    header = source.header()
    notes = _Notes(header)
    for frame in source.frames():
        if notes.is_past(frame, reach):
            notes.whole = False
            break
        notes.take(frame)
    if not notes.drafts:
        raise InputError("no picture of the clip can be decoded", "fetch or make it again")
    return notes.scan(source.bad_packets)


class _Notes:
    """What is gathered while frames go by."""

    def __init__(self, header: ClipHeader) -> None:
        self.header = header
        self.drafts: list[np.ndarray] = []
        self.times: list[Fraction | None] = []
        self.rows: np.ndarray = np.zeros(1)
        self.columns: np.ndarray = np.zeros(1)
        self.looks: tuple[ClipFinding, ...] = ()
        self.turns = 0
        self.whole, self.through, self.interlaced, self.corrupt = True, 0, 0, 0

    def is_past(self, frame: StoredFrame, reach: Reach) -> bool:
        """Tell whether a frame lies beyond what is wanted."""
        if frame.index >= reach.most_frames:
            return True
        first = self.times[0] if self.times else None
        if frame.time_s is None or first is None:
            seconds = frame.index / float(self.header.rate or 1)
        else:
            seconds = float(frame.time_s - first)
        return seconds > reach.seconds and frame.index > reach.frames

    def take(self, frame: StoredFrame) -> None:
        """Note a frame."""
        picture = frame.picture
        if not self.drafts:
            check_picture(picture)
            self.looks, self.turns = looks_of(picture), turns_of(picture)
        grey, through = luma_of(picture)
        self.times.append(frame.time_s)
        self.through += through
        self.interlaced += picture.interlaced_frame
        self.corrupt += _is_corrupt(picture)
        squares = grey[:, ::_SAMPLE].astype(np.float32) ** 2
        rows = squares.mean(axis=1, dtype=np.float64)
        columns = (grey[::_SAMPLE].astype(np.float32) ** 2).mean(axis=0, dtype=np.float64)
        self.rows, self.columns = np.maximum(self.rows, rows), np.maximum(self.columns, columns)
        self.drafts.append(draft_of(grey))

    def scan(self, bad_packets: int) -> ClipScan:
        """Return all of it."""
        times, told = clip_times(self.times, rate=self.header.rate)
        size, aspect = self.header.stored_px, self.header.pixel_aspect
        if self.turns % 2:
            size, aspect = (size[1], size[0]), 1 / aspect
        return ClipScan(
            header=self.header,
            size_px=size,
            pixel_aspect=aspect,
            times=times,
            drafts=np.stack(self.drafts),
            row_light=self.rows,
            column_light=self.columns,
            whole=self.whole,
            findings=(*self.looks, *told, *self._said(bad_packets)),
        )

    def _said(self, bad_packets: int) -> tuple[ClipFinding, ...]:
        count, found = len(self.drafts), list[ClipFinding]()
        said = self.header.frame_count
        if bad_packets or self.corrupt or (self.whole and said > count):
            lost = f"the file says {said} frames, " if said > count and self.whole else ""
            says = f"{lost}{count} could be decoded; {bad_packets + self.corrupt} parts are damaged"
            found.append(ClipFinding(code="clip.damaged", says=says, fails=True))
        if self.through:
            says = f"black shows through {self.through} of {count} frames: alpha, laid over black"
            found.append(ClipFinding(code="clip.alpha", says=says))
        if self.interlaced:
            says = f"{self.interlaced} of {count} frames are interlaced; fields were left woven"
            found.append(ClipFinding(code="clip.interlaced", says=says))
        if self.header.pixel_aspect != 1:
            says = f"pixels are {float(self.header.pixel_aspect):.3f} times as wide as high"
            found.append(ClipFinding(code="clip.pixel_aspect", says=says))
        return tuple(found)


def _is_corrupt(picture: "av.VideoFrame") -> bool:
    return bool(picture.is_corrupt)

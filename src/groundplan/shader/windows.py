"""A shot longer than one call: windows filmed in turn, joined, and how far each drifted off.

Every model drifts from call to call (colour, faces, light). Joining hides it; the numbers here are
measured before that, so that nobody takes a smooth join for a steady model.
"""

import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Float32, UInt8

from groundplan.errors import CallError, MissingExtraError
from groundplan.passes.pack import ControlPack
from groundplan.shader.call import ShaderCall
from groundplan.shader.matching import check_pack
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Anchor, CallSession, Delivered, Shader

if TYPE_CHECKING:
    import av

__all__ = [
    "Drift", "Windowed", "decoded_video", "drift_between", "film_windows", "frames_delivered",
]  # fmt: skip

Clip = UInt8[np.ndarray, "frame height width 3"]
Other = UInt8[np.ndarray, "_frame height width 3"]
"""Of the same size, and of another length."""
Send = Callable[[int, ShaderCall], Delivered]

_LUMA: Final = np.array([0.2126, 0.7152, 0.0722])
_CB, _CR = 1.8556, 1.5748
"""Source: ITU-R BT.709, item 3.2 to 3.3: luma and scales of the colour differences."""
_MOST_VIDEO_BYTES: Final = 2 << 30
"""Of a video that is read: our limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How a window differs from the one before it in the frames that both made, as they came back.

    All are of 8-bit sRGB values, 0 to 255; shifts are later minus earlier.
    """

    window: int
    """The later one."""
    first: int
    """First shared frame in the clip."""
    count: int
    difference: float
    """Mean absolute difference of all channels."""
    luma: float
    """Shift of mean luma, BT.709."""
    chroma: tuple[float, float]
    """Shift of mean Cb and Cr, BT.709: blue and red."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Windowed:
    """All windows of a plan, joined."""

    frames: Clip
    drift: tuple[Drift, ...]
    """One for each join."""
    delivered: tuple[Delivered, ...]
    """What each call gave, in order."""
    sent: tuple[dict[str, str], ...]
    """The sha256 of every part of each call: the calls themselves would fill the memory."""


def film_windows(
    shader: Shader,
    plan: ShadePlan,
    pack: ControlPack,
    *,
    session_of: Callable[[int], CallSession],
    send: Send | None = None,
) -> Windowed:
    """Return the whole clip of a plan: encode, submit and collect each window, then join.

    `send` submits a window's call where its caller keeps a ledger; without, the shader does, with
    `session_of(window)`. An anchored window is given its first frames as they stand in the clip.

    Frames that two windows share: where the later one was given them (anchored), those of the
    earlier stay; else they fade from the earlier to the later one, in linear light, frame k of n
    by (k + 1) / (n + 1).

    Raises:
        PlanError: The pack is not the one that was planned for.
        CallError: A call failed, or gave another number or size of frames than was planned.
    """
    check_pack(plan, pack)
    post: Send = send or (lambda window, call: shader.submit(call, session=session_of(window)))
    width, height = plan.size_px
    film = np.zeros((plan.frame_count, height, width, 3), dtype=np.uint8)
    delivered, sent, drift = list[Delivered](), list[dict[str, str]](), list[Drift]()
    before: Clip | None = None
    for index, window in enumerate(plan.windows):
        given = film[window.first : window.first + window.anchored].copy()
        anchor = Anchor(frames=given) if window.anchored else None
        call = shader.encode(plan, pack, window=index, anchor=anchor)
        sent.append(call.hashes())
        delivered.append(post(index, call))
        frames = frames_delivered(delivered[-1], window, plan.size_px)
        if before is not None:
            earlier = plan.windows[index - 1]
            found = drift_between(before, frames, earlier=earlier, later=window, index=index)
            drift += [found] if found else []
        _lay(film, frames, window, filled=_end_of(plan.windows[:index]))
        before = frames
    return Windowed(frames=film, drift=tuple(drift), delivered=tuple(delivered), sent=tuple(sent))


def drift_between(
    before: Clip, after: Other, *, earlier: Window, later: Window, index: int = 1
) -> Drift | None:
    """Return how two windows differ where they overlap; None where they do not."""
    shared = earlier.first + earlier.count - later.first
    if shared <= 0:
        return None
    # Frame by frame in whole numbers: exact, and no second copy of the overlap.
    sums, apart = np.zeros(3), 0.0
    for one, other in zip(before[-shared:], after[:shared], strict=True):
        gap = other.astype(np.int16) - one.astype(np.int16)
        sums += gap.sum(axis=(0, 1), dtype=np.int64)
        apart += float(np.abs(gap).sum(dtype=np.int64))
    pixels = shared * before.shape[1] * before.shape[2]
    red, _, blue = (sums / pixels).tolist()
    luma = float(np.sum(_LUMA * sums / pixels))
    return Drift(
        window=index,
        first=later.first,
        count=shared,
        difference=apart / (pixels * 3),
        luma=luma,
        chroma=((blue - luma) / _CB, (red - luma) / _CR),
    )


def frames_delivered(delivered: Delivered, window: Window, size_px: tuple[int, int]) -> Clip:
    """Return the frames that came back, decoded if they are a video.

    Raises:
        CallError: There are none, or of another number or size: nothing is trimmed or scaled.
        MissingExtraError: A video came back, and the extra `video` is not installed.
    """
    frames = delivered.frames
    if frames is None and delivered.video is not None:
        frames = decoded_video(delivered.video, size_px=size_px, most_frames=window.count + 1)
    if frames is None or not len(frames):
        raise CallError("the call gave no frames", "it may have been paid: ask the host")
    if len(frames) != window.count:
        more = "more than " if len(frames) > window.count else ""
        count = window.count if more else len(frames)
        raise CallError(
            f"the call gave {more}{count} frames, {window.count} were planned",
            "nothing was trimmed; it may have been paid: keep what came back and report it",
        )
    _check_size((frames.shape[2], frames.shape[1]), size_px)
    return frames


def decoded_video(data: bytes, *, size_px: tuple[int, int], most_frames: int) -> Clip:
    """Return the first frames of a video file as sRGB, at most `most_frames`.

    Raises:
        CallError: The bytes are no video that can be read whole, or it has another size.
        MissingExtraError: The extra `video` is not installed.
    """
    try:
        import av  # noqa: PLC0415 (an extra)
        from av.error import FFmpegError  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            "a video came back, and PyAV is not installed", "pip install 'groundplan[video]'"
        ) from None
    if len(data) > _MOST_VIDEO_BYTES:
        raise CallError(f"a video of {len(data)} bytes came back", "at most 2 GiB are read")
    try:
        with av.open(io.BytesIO(data), mode="r", format="mp4") as container:
            stream = container.streams.video[0]
            _check_size((stream.width, stream.height), size_px)
            pictures = itertools.islice(container.decode(stream), most_frames)
            return np.stack([_pixels(picture, size_px) for picture in pictures])
    except (FFmpegError, ValueError, IndexError, AttributeError) as error:
        raise CallError(
            "what came back is no whole video", "fetch it again from the host: it was made"
        ) from error


def _pixels(
    picture: "av.VideoFrame", size_px: tuple[int, int]
) -> UInt8[np.ndarray, "height width 3"]:
    # A frame may have another size than its file says: hundreds of MB, were they all copied.
    _check_size((picture.width, picture.height), size_px)
    return picture.to_ndarray(format="rgb24").astype(np.uint8, copy=False)


def _check_size(found: tuple[int, int], wanted: tuple[int, int]) -> None:
    if found != wanted:
        raise CallError(
            f"the call gave {found[0]}x{found[1]} px, {wanted[0]}x{wanted[1]} px were planned",
            "nothing was scaled; it may have been paid: keep what came back and report it",
        )


def _end_of(windows: tuple[Window, ...]) -> int:
    return max((window.first + window.count for window in windows), default=0)


def _lay(film: Clip, frames: Other, window: Window, *, filled: int) -> None:
    """Put a window into the film, of which the first `filled` frames are there."""
    shared = max(filled - window.first, 0)
    start = min(window.anchored, shared)
    fading = shared - start
    for k in range(fading):
        weight = np.float32((k + 1) / (fading + 1))
        place = film[window.first + start + k]
        place[...] = _mixed(place, frames[start + k], weight)
    film[window.first + shared : window.first + window.count] = frames[shared:]


def _mixed(
    a: UInt8[np.ndarray, "height width 3"],
    b: UInt8[np.ndarray, "height width 3"],
    weight: np.float32,
) -> UInt8[np.ndarray, "height width 3"]:
    linear = _LINEAR[a] * (np.float32(1.0) - weight) + _LINEAR[b] * weight
    return np.searchsorted(_EDGES, linear, side="right").astype(np.uint8)


def _linear_values() -> Float32[np.ndarray, " value"]:
    """Return the linear light of every 8-bit value and of the halves between them.

    Source:
        IEC 61966-2-1: 12.92, 0.04045, 0.055 and 2.4.
    """
    value = np.arange(511) / 510.0
    curved = ((value + 0.055) / 1.055) ** 2.4
    return np.where(value <= 0.04045, value / 12.92, curved).astype(np.float32)


_LINEAR: Final = _linear_values()[::2].copy()
_EDGES: Final = _linear_values()[1::2].copy()
"""Between two values in the middle of their codes: the nearest code is found by search."""

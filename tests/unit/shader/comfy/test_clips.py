"""What is uploaded is read back exactly, and what comes back is looked at before it is used."""
# PyAV's packets are generics without arguments.
# pyright: reportUnknownMemberType=false

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from groundplan.errors import CallError
from groundplan.passes.video import encode_mp4
from groundplan.shader.comfy.clips import exact_mp4, exact_png, frame_of, video_length

RATE = Fraction(16)


def noise(count: int, height: int, width: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, height, width, 3), dtype=np.uint8)


def decoded(data: bytes) -> tuple[np.ndarray, set[str], Fraction]:
    """Return frames as ComfyUI reads them, their format, and the rate."""
    with av.open(io.BytesIO(data), "r") as container:
        rate = container.streams.video[0].average_rate
        frames = list(container.decode(video=0))
    pixels = np.stack([frame.to_ndarray(format="rgb24") for frame in frames])
    assert rate is not None
    return pixels, {frame.format.name for frame in frames}, rate


@settings(max_examples=12, deadline=None)
@given(count=st.integers(1, 6), height=st.integers(1, 40), width=st.integers(1, 40))
def test_a_clip_survives_its_file_to_the_bit(count: int, height: int, width: int) -> None:
    clip = noise(count, height, width)
    pixels, formats, rate = decoded(exact_mp4(clip, rate=RATE))
    assert np.array_equal(pixels, clip)
    assert formats == {"rgb24"}
    # One frame has no distance to a next one.
    assert count == 1 or rate == RATE


def test_a_clip_has_the_same_bytes_every_time() -> None:
    clip = noise(5, 48, 64)
    assert exact_mp4(clip, rate=RATE) == exact_mp4(clip.copy(), rate=RATE)


def test_an_ordinary_mp4_would_change_control_colours() -> None:
    clip = noise(5, 48, 64)
    pixels, _, _ = decoded(encode_mp4(clip, rate=RATE))
    assert np.abs(pixels.astype(int) - clip).max() > 100


def test_a_frame_survives_its_file_to_the_bit() -> None:
    picture = noise(1, 48, 64)[0]
    assert np.array_equal(frame_of(exact_png(picture), size_px=(64, 48)), picture)


def test_a_frame_with_transparency_is_flattened_to_colours() -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.dstack([noise(1, 8, 8)[0], np.full((8, 8), 9, np.uint8)])).save(
        buffer, "PNG"
    )
    assert np.array_equal(frame_of(buffer.getvalue(), size_px=(8, 8)), noise(1, 8, 8)[0])


def test_a_frame_of_another_size_is_refused_before_it_is_decoded() -> None:
    buffer = io.BytesIO()
    Image.new("1", (20000, 4000)).save(buffer, "PNG")
    with pytest.raises(CallError, match="20000x4000 px came back; 64x48 were planned"):
        frame_of(buffer.getvalue(), size_px=(64, 48))


@pytest.mark.parametrize("data", [b"", b"GIF89a", exact_png(noise(1, 48, 64)[0])[:900]])
def test_what_is_no_whole_png_is_refused(data: bytes) -> None:
    with pytest.raises(CallError, match="no whole PNG"):
        frame_of(data, size_px=(64, 48))


def test_a_huge_picture_is_refused_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(CallError, match="no whole PNG"):
        frame_of(exact_png(noise(1, 48, 64)[0]), size_px=(8, 8))


def test_a_video_is_counted_no_further_than_asked() -> None:
    data = encode_mp4(noise(9, 48, 64), rate=RATE)
    assert video_length(data, size_px=(64, 48), most=10) == 9
    assert video_length(data, size_px=(64, 48), most=3) == 3


def test_a_video_of_another_size_is_refused() -> None:
    with pytest.raises(CallError, match="64x48 px came back; 64x64 were planned") as caught:
        video_length(encode_mp4(noise(9, 48, 64), rate=RATE), size_px=(64, 64), most=10)
    assert caught.value.over


@pytest.mark.parametrize("data", [b"", b"<html>", encode_mp4(noise(5, 48, 64), rate=RATE)[:1500]])
def test_what_is_no_whole_video_is_refused(data: bytes) -> None:
    with pytest.raises(CallError, match="damaged"):
        video_length(data, size_px=(64, 48), most=6)


def test_no_other_format_is_opened_for_some_name_files_and_addresses() -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as container:
        stream = container.add_stream("mpeg4", rate=16)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for picture in noise(5, 48, 64):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    with pytest.raises(CallError, match="damaged"):
        video_length(buffer.getvalue(), size_px=(64, 48), most=6)

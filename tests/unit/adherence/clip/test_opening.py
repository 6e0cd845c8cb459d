"""Whatever file is given: frames, or one clear line, in bounded time; nothing else is opened."""

import os
import re
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.adherence.clip.clip_files import (
    LOSSLESS,
    Encoding,
    sound_in_mp4,
    sound_in_wav,
    video_bytes,
)

from groundplan.adherence.clip.guard import ClipLimits
from groundplan.adherence.clip.opening import open_clip
from groundplan.adherence.clip.scan import ClipScan, Reach, scan_clip
from groundplan.errors import GroundplanError, InputError

Save = Callable[[bytes], Path]
FAR = Reach(seconds=60.0, frames=500, most_frames=1000)
SHORT = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def pictures(count: int = 6, size: tuple[int, int] = (64, 48)) -> np.ndarray:
    rng = np.random.default_rng(3)
    coarse = rng.integers(0, 255, (count, 6, 8, 3), dtype=np.uint8)
    return coarse.repeat(size[1] // 6, axis=1).repeat(size[0] // 8, axis=2)


def scanned(
    path: Path, *, limits: ClipLimits | None = None, now: Callable[[], float] = time.monotonic
) -> ClipScan:
    with open_clip(path, limits=limits or ClipLimits(), now=now) as (source, _):
        return scan_clip(source, FAR)


def codes(scan: ClipScan) -> list[str]:
    return [finding.code for finding in scan.findings]


@pytest.mark.parametrize(("data", "line"), [
    (b"", "is empty"),
    (b"\x00" * 4000, "is no video that is known here"),
    (b"Dear diary, today I filmed nothing.", "is no video that is known here"),
    (b"#EXTM3U\n#EXT-X-TARGETDURATION:5\nfile:///etc/passwd\n", "is a playlist"),
    (b"ffconcat version 1.0\nfile /etc/passwd\n", "is a playlist"),
    (b"v=0\no=- 0 0 IN IP4 127.0.0.1\n", "is a session description"),
    (b"<?xml version='1.0'?><MPD></MPD>", "is a page or a playlist"),
    (b"\x89PNG\r\n\x1a\n" + bytes(40), "is a still picture"),
    (b"\xff\xd8\xff\xe0" + bytes(40), "is a still picture"),
    (b"ID3\x04" + bytes(40), "is sound alone"),
    (sound_in_wav(), "is sound alone"),
    (sound_in_mp4(), "holds sound alone"),
    (b"\x00\x00\x00\x18ftypmp42" + bytes(16), "is damaged"),
    (b"\x1a\x45\xdf\xa3" + bytes(200), "is damaged"),
    (b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(200), "is damaged|holds no moving picture"),
])  # fmt: skip
def test_what_is_no_video_is_refused_in_one_line(save: Save, data: bytes, line: str) -> None:
    with pytest.raises(InputError) as caught:
        scanned(save(data))
    assert re.search(line, caught.value.problem)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_missing_files_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none.mp4", tmp_path, tmp_path / "pipe", Path("http://host/a.mp4")):
        with pytest.raises(InputError, match="is no file"):
            scanned(path)


def test_files_larger_than_the_limit_are_refused_unread(save: Save) -> None:
    with pytest.raises(InputError, match="cut it to the shot"):
        scanned(save(video_bytes(pictures())), limits=ClipLimits(most_bytes=1000))


def test_8k_is_refused_by_its_size(save: Save) -> None:
    black = np.zeros((1, 4320, 7680, 3), dtype=np.uint8)
    path = save(video_bytes(black, Encoding(options={"preset": "ultrafast"})))
    began = time.perf_counter()
    with pytest.raises(InputError, match=r"7680x4320 px; scale it down: at most 9437184 px"):
        scanned(path)
    assert time.perf_counter() - began < 20.0


def test_what_takes_too_long_is_stopped_by_the_clock_that_is_passed(save: Save) -> None:
    ticks = iter(range(10_000))
    path = save(video_bytes(pictures(40)))
    with pytest.raises(InputError, match="takes over 20 s to read"):
        scanned(path, limits=ClipLimits(most_seconds=20.0), now=lambda: float(next(ticks)))


def test_reading_goes_no_further_than_asked(save: Save) -> None:
    path = save(video_bytes(pictures(60)))
    with open_clip(path, limits=ClipLimits(), now=time.monotonic) as (source, _):
        scan = scan_clip(source, Reach(seconds=1.0, frames=10, most_frames=1000))
    assert not scan.whole
    assert 17 <= len(scan.drafts) <= 18


def test_a_clip_of_ten_hours_is_read_for_a_moment(save: Save) -> None:
    hours = tuple(range(0, 36_000_000, 180_000))
    how = Encoding(container="matroska", stamps=hours)
    with open_clip(
        save(video_bytes(pictures(len(hours)), how)), limits=ClipLimits(), now=time.monotonic
    ) as (source, _):
        scan = scan_clip(source, Reach(seconds=10.0, frames=20, most_frames=1000))
    assert len(scan.drafts) == 21
    assert not scan.whole


def test_a_truncated_clip_gives_what_it_has_and_says_so(save: Save) -> None:
    data = video_bytes(pictures(40), Encoding(container="matroska"))
    scan = scanned(save(data[: len(data) // 2]))
    assert 1 <= len(scan.drafts) < 40
    whole = video_bytes(pictures(40), Encoding(container="mov"))
    with pytest.raises(InputError, match="is damaged"):  # the index is at the end
        scanned(save(whole[: len(whole) // 2]))


def test_a_clip_with_a_hole_says_that_it_is_damaged(save: Save) -> None:
    data = bytearray(video_bytes(pictures(40)))
    start = data.index(b"mdat") + 600
    data[start : start + 400] = bytes(400)
    scan = scanned(save(bytes(data)))
    assert "clip.damaged" in codes(scan)
    assert any(finding.fails for finding in scan.findings)


@pytest.mark.parametrize(("transfer", "name"), [(16, "HDR (PQ)"), (18, "HDR (HLG)")])
def test_hdr_is_refused(save: Save, transfer: int, name: str) -> None:
    how = Encoding(
        codec="libx265",
        pixels="yuv420p10le",
        options={"x265-params": "log-level=none"},
        transfer=transfer,
        primaries=9,
        matrix=9,
    )
    with pytest.raises(InputError, match=re.escape(name)):
        scanned(save(video_bytes(pictures(), how)))


def test_interlaced_clips_are_told(save: Save) -> None:
    how = Encoding(options={"crf": "12", "x264-params": "tff=1"})
    assert "clip.interlaced" in codes(scanned(save(video_bytes(pictures(), how))))


def test_alpha_is_told(save: Save) -> None:
    alpha = np.full((6, 48, 64, 1), 128, dtype=np.uint8)
    clear = np.concatenate([pictures(), alpha], axis=3)
    how = Encoding(container="mov", codec="png", pixels="rgba", options={}, source="rgba")
    assert codes(scanned(save(video_bytes(clear, how)))) == ["clip.alpha"]


def test_a_picture_without_a_size_is_not_called_too_large(save: Save) -> None:
    side = b"\xff\xff"  # more than FFmpeg knows, which then says 0
    head = b"GIF89a" + 2 * side + b"\xf7\x00\x00" + bytes(768)
    frame = b"\x2c" + bytes(4) + 2 * side + b"\x00\x08\x02\x01\x00\x00\x3b"
    with pytest.raises(InputError, match="names no size of its picture; encode it anew"):
        scanned(save(head + frame))


def test_a_film_in_a_gif_is_read(save: Save) -> None:
    how = Encoding(container="gif", codec="gif", pixels="rgb8", options={}, rate=Fraction(10))
    scan = scanned(save(video_bytes(pictures(), how)))
    assert len(scan.drafts) == 6
    assert scan.times.rate == 10


def test_cover_art_is_no_video(save: Save) -> None:
    with pytest.raises(InputError, match="holds sound alone"):
        scanned(save(sound_in_mp4(cover=pictures(1)[0])))


def test_a_clip_that_changes_its_size_is_refused(save: Save) -> None:
    first = video_bytes(pictures(), Encoding(container="mpegts"))
    second = video_bytes(pictures(size=(96, 72)), Encoding(container="mpegts"))
    with pytest.raises(InputError, match="changes size at frame 6, from 64x48 to 96x72 px"):
        scanned(save(first + second))


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (17, 9), (65, 33)])
def test_odd_sizes_are_read(save: Save, size: tuple[int, int]) -> None:
    odd = np.full((4, size[1], size[0], 3), 90, dtype=np.uint8)
    scan = scanned(save(video_bytes(odd, LOSSLESS)))
    assert scan.size_px == size


@pytest.fixture(scope="module")
def whole_files() -> list[bytes]:
    hows = (
        Encoding(),
        Encoding(container="matroska"),
        Encoding(container="avi", codec="mpeg4", options={}, matrix=6),
        Encoding(container="mpegts"),
        Encoding(container="gif", codec="gif", pixels="rgb8", options={}),
        LOSSLESS,
    )
    return [video_bytes(pictures(), how) for how in hows]


def read_in_time(path: Path) -> None:
    """Read a file; a clear error is as good as a clip, a hang or a crash is not."""
    done, said = threading.Event(), list[str]()

    def work() -> None:
        try:
            scanned(path, limits=ClipLimits(most_seconds=20.0))
        except GroundplanError as error:
            said.append(str(error))
        done.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert done.wait(60.0)
    assert not any("\n" in line for line in said)


@SHORT
@given(which=st.integers(0, 5), share=st.floats(0.0, 1.0))
def test_any_truncation_gives_a_clip_or_a_clear_error(
    save: Save, whole_files: list[bytes], which: int, share: float
) -> None:
    data = whole_files[which]
    read_in_time(save(data[: int(share * len(data))]))


@SHORT
@given(
    which=st.integers(0, 5),
    hits=st.lists(st.tuples(st.floats(0.0, 1.0), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_any_flipped_bytes_give_a_clip_or_a_clear_error(
    save: Save, whole_files: list[bytes], which: int, hits: list[tuple[float, int]]
) -> None:
    data = bytearray(whole_files[which])
    for share, value in hits:
        data[int(share * (len(data) - 1))] = value
    read_in_time(save(bytes(data)))


@SHORT
@given(
    magic=st.sampled_from([
        b"", b"\x00\x00\x00\x20ftypisom", b"\x1a\x45\xdf\xa3", b"RIFF\xff\xff\xff\x7fAVI ", b"OggS",
        b"\x00\x00\x01\xba", b"GIF89a", b"FLV\x01", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        b"\x06\x0e\x2b\x34\x02\x05", b"YUV4MPEG2 W8 H8 F16:1\nFRAME\n", b"DKIF",
        b"nut/multimedia container\x00",
    ]),
    noise=st.binary(max_size=3000),
)  # fmt: skip
def test_any_bytes_after_a_magic_number_give_a_clip_or_a_clear_error(
    save: Save, magic: bytes, noise: bytes
) -> None:
    read_in_time(save(magic + noise))

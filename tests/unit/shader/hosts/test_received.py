"""Whole and cut video files."""

import struct

import pytest

from groundplan.errors import CallError
from groundplan.shader.hosts.received import check_video


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def large(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 1) + kind + struct.pack(">Q", 16 + len(body)) + body


def endless(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 0) + kind + body


HEAD = box(b"ftyp", b"isom")


@pytest.mark.parametrize(
    "video",
    [
        HEAD + box(b"moov") + box(b"mdat", b"12345"),
        HEAD + large(b"mdat", b"12345") + box(b"moov"),
        HEAD + box(b"moov") + endless(b"mdat", b"12345"),
    ],
)
def test_whole_boxes_are_taken(video: bytes) -> None:
    check_video(video, host="h")


@pytest.mark.parametrize("cut", [1, 4, 9, 12])
def test_a_video_that_is_cut_off_is_refused(cut: int) -> None:
    video = HEAD + box(b"moov") + box(b"mdat", b"12345")
    with pytest.raises(CallError, match="cut off") as caught:
        check_video(video[:-cut], host="h")
    assert caught.value.over is False


@pytest.mark.parametrize("odd", [b"", b"RIFF....WEBP", b"\x1aE\xdf\xa3webm", box(b"moov")])
def test_what_is_no_mp4_is_refused(odd: bytes) -> None:
    with pytest.raises(CallError, match="not an mp4"):
        check_video(odd, host="h")


def test_a_box_smaller_than_its_head_is_refused() -> None:
    with pytest.raises(CallError, match="cut off"):
        check_video(HEAD + struct.pack(">I", 4) + b"mdat", host="h")

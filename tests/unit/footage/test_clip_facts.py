"""A clip is counted by decoding it, and what is no clip is said so."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.footage.clip_facts import ClipFacts, clip_facts, read_clip
from groundplan.passes.video import encode_mp4


def mp4(frames: int = 9, *, width: int = 64, height: int = 36) -> bytes:
    rng = np.random.default_rng(3)
    pictures = rng.integers(0, 256, (frames, height, width, 3), dtype=np.uint8)
    return encode_mp4(pictures, rate=Fraction(30000, 1001))


def counted(data: bytes) -> int:
    """Return how many frames a clip has, 0 where it is refused."""
    try:
        return clip_facts(data, most_frames=64).frame_count
    except InputError:
        return 0


def test_frames_size_and_rate_are_read_back() -> None:
    assert clip_facts(mp4()) == ClipFacts(
        frame_count=9, size_px=(64, 36), rate=Fraction(30000, 1001)
    )


def test_the_bytes_of_a_clip_come_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(mp4())
    assert read_clip(tmp_path / "a.mp4") == mp4()


def test_a_clip_that_is_cut_short_or_changed_is_refused_or_has_fewer_frames() -> None:
    data = mp4(frames=24)
    whole = clip_facts(data).frame_count
    for cut in range(8, len(data), max(1, len(data) // 60)):
        assert 0 <= counted(data[:cut]) <= whole


def test_random_changes_raise_nothing_else() -> None:
    rng = np.random.default_rng(11)
    data = np.frombuffer(mp4(frames=5), dtype=np.uint8)
    for _ in range(60):
        changed = data.copy()
        changed[rng.integers(8, len(data), 12)] = rng.integers(0, 256, 12)
        assert counted(changed.tobytes()) <= 64


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"#EXTM3U\nfile:///etc/passwd", b"\0\0\0\x18ftypisom"]
)
def test_what_is_no_mp4_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"no mp4|damaged|no picture"):
        clip_facts(data)


def test_more_frames_than_asked_for_are_not_decoded() -> None:
    with pytest.raises(InputError, match="over 8 frames"):
        clip_facts(mp4(), most_frames=8)


def test_a_missing_clip_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no file"):
        read_clip(tmp_path / "none.mp4")
    with pytest.raises(InputError, match="is no file"):
        read_clip(tmp_path)

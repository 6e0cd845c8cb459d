"""Stored pictures become the sRGB that a screen shows: matrix, range, depth, alpha and rotation."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from tests.unit.adherence.clip.clip_files import Encoding, video_bytes

from groundplan.adherence.clip.pictures import looks_of, luma_of, srgb_of

COLORS = np.array([[200, 40, 40], [40, 180, 60], [30, 60, 210], [128, 128, 128]], dtype=np.uint8)


def bars() -> np.ndarray:
    """Return four flat fields of 32x64 px."""
    return COLORS[None].repeat(64, axis=0).repeat(32, axis=1)


def decoded(data: bytes) -> av.VideoFrame:
    with av.open(io.BytesIO(data), "r") as container:
        return next(container.decode(video=0))


@pytest.mark.parametrize("matrix", [1, 6, 9])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(("codec", "pixels"), [
    ("libx264", "yuv420p"),
    ("libx264", "yuv444p"),
    ("libx265", "yuv420p10le"),
])  # fmt: skip
def test_matrix_range_and_depth_are_honoured(
    matrix: int, *, full: bool, codec: str, pixels: str
) -> None:
    options = {"crf": "4"} if codec == "libx264" else {"crf": "4", "x265-params": "log-level=none"}
    how = Encoding(
        container="matroska",
        codec=codec,
        pixels=pixels,
        matrix=matrix,
        full_range=full,
        options=options,
    )
    shown, through = srgb_of(decoded(video_bytes(np.stack([bars()] * 2), how)))
    middles = shown[32, 16::32].astype(int)
    assert np.abs(middles - COLORS).max() <= 3
    assert not through


@pytest.mark.parametrize("full", [False, True])
def test_luma_is_that_of_the_picture(*, full: bool) -> None:
    grey = np.full((16, 64, 3), 0, dtype=np.uint8)
    grey[:] = np.repeat(np.arange(0, 256, 4), 1)[None, :, None]
    how = Encoding(container="matroska", pixels="yuv444p", full_range=full, options={"qp": "0"})
    luma, _ = luma_of(decoded(video_bytes(np.stack([grey] * 2), how)))
    assert np.abs(luma.astype(int) - grey[..., 0]).max() <= 1


def test_black_shows_through_where_alpha_says_so() -> None:
    picture = np.full((8, 8, 4), 200, dtype=np.uint8)
    picture[:, :4, 3], picture[:, 4:, 3] = 0, 255
    how = Encoding(container="mov", codec="png", pixels="rgba", options={}, source="rgba")
    shown, through = srgb_of(decoded(video_bytes(picture[None], how)))
    assert through
    assert not shown[:, :4].any()
    assert (shown[:, 4:] == 200).all()


def test_opaque_pictures_with_alpha_are_unchanged() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (8, 8, 4), dtype=np.uint8)
    picture[..., 3] = 255
    how = Encoding(container="mov", codec="png", pixels="rgba", options={}, source="rgba")
    shown, through = srgb_of(decoded(video_bytes(picture[None], how)))
    assert not through
    assert np.array_equal(shown, picture[..., :3])


def test_a_missing_matrix_is_guessed_by_size_as_players_do_and_told() -> None:
    small = Encoding(container="avi", codec="mpeg4", options={"qscale": "2"}, matrix=6)
    frame = decoded(video_bytes(np.stack([bars()] * 2), small))
    (finding,) = looks_of(frame)
    assert finding.code == "clip.matrix"
    assert "BT.601" in finding.says
    assert np.abs(srgb_of(frame)[0][32, 16::32].astype(int) - COLORS).max() <= 4
    large = np.full((720, 1280, 3), COLORS[0], dtype=np.uint8)
    hd = Encoding(container="avi", codec="mpeg4", options={"qscale": "2"}, matrix=1)
    frame = decoded(video_bytes(np.stack([large] * 2), hd))
    assert "BT.709" in looks_of(frame)[0].says
    assert np.abs(srgb_of(frame)[0][360, 640].astype(int) - COLORS[0]).max() <= 4


@pytest.mark.parametrize(("degrees", "turns"), [(90.0, 1), (180.0, 2), (-90.0, 3)])
def test_quarter_turns_are_undone(degrees: float, turns: int) -> None:
    picture = np.random.default_rng(1).integers(0, 255, (16, 32, 3), dtype=np.uint8)
    how = Encoding(codec="libx264rgb", pixels="rgb24", options={"qp": "0"}, degrees=degrees)
    frame = decoded(video_bytes(np.stack([picture] * 2), how))
    assert np.array_equal(srgb_of(frame)[0], np.rot90(picture, turns))
    assert luma_of(frame)[0].shape == np.rot90(picture, turns).shape[:2]


def test_wide_gamuts_are_told() -> None:
    how = Encoding(primaries=12, rate=Fraction(24))
    found = looks_of(decoded(video_bytes(np.stack([bars()] * 2), how)))
    assert [finding.code for finding in found] == ["clip.gamut"]

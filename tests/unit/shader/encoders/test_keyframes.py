"""Keyframes come as they are, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from groundplan.errors import InputError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.keyframes import keyframe_pictures, open_picture
from groundplan.shader.plan import PlannedKeyframe, ShadePlan, Window

Saved = Callable[..., Path]


def _noise(width: int, height: int, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (height, width, channels), dtype=np.uint8)


def test_a_keyframe_without_a_file_is_the_previz(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    plan = replace(plate_plan, keyframes=(PlannedKeyframe(frame=8), PlannedKeyframe(frame=0)))
    found = keyframe_pictures(plan, plate_pack)
    assert list(found) == [0, 8]
    assert np.array_equal(found[8], plate_pack["beauty"][8])


def test_a_window_gets_its_own_keyframes_counted_from_its_start(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    plan = replace(
        plate_plan,
        windows=(Window(first=0, count=5), Window(first=4, count=5)),
        keyframes=tuple(PlannedKeyframe(frame=frame) for frame in (0, 4, 6)),
    )
    assert list(keyframe_pictures(plan, plate_pack, window=0)) == [0, 4]
    late = keyframe_pictures(plan, plate_pack, window=1)
    assert list(late) == [0, 2]
    assert np.array_equal(late[2], plate_pack["beauty"][6])


def test_a_file_of_the_planned_size_is_taken_to_the_pixel(
    plate_pack: ControlPack, plate_plan: ShadePlan, picture_file: Saved
) -> None:
    pixels = _noise(96, 64)
    key = PlannedKeyframe(frame=0, picture=str(picture_file(pixels)))
    found = keyframe_pictures(replace(plate_plan, keyframes=(key,)), plate_pack)
    assert np.array_equal(found[0], pixels)


def test_a_file_of_another_size_is_refused_with_the_right_one(
    plate_pack: ControlPack, plate_plan: ShadePlan, picture_file: Saved
) -> None:
    key = PlannedKeyframe(frame=0, picture=str(picture_file(_noise(97, 64))))
    with pytest.raises(InputError, match=r"97x64 px; the plan makes 96x64 px"):
        keyframe_pictures(replace(plate_plan, keyframes=(key,)), plate_pack)


def test_a_file_with_transparent_parts_is_refused(
    plate_pack: ControlPack, plate_plan: ShadePlan, picture_file: Saved
) -> None:
    key = PlannedKeyframe(frame=0, picture=str(picture_file(_noise(96, 64, 4))))
    with pytest.raises(InputError, match="transparent"):
        keyframe_pictures(replace(plate_plan, keyframes=(key,)), plate_pack)


def test_a_previz_frame_that_is_not_there_is_refused(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    plan = replace(
        plate_plan, windows=(Window(first=0, count=10),), keyframes=(PlannedKeyframe(frame=9),)
    )
    with pytest.raises(PlanError, match="no previz at frame 9"):
        keyframe_pictures(plan, plate_pack)


def test_a_picture_that_lies_on_its_side_is_stood_up(tmp_path: Path) -> None:
    picture = Image.fromarray(_noise(30, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "turned.png", exif=exif)
    assert open_picture(tmp_path / "turned.png").size == (20, 30)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_bytes_that_are_no_picture_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(InputError, match="no whole picture"):
        open_picture(path)


def test_half_a_picture_is_refused(tmp_path: Path, picture_file: Saved) -> None:
    data = picture_file(_noise(96, 64)).read_bytes()
    path = tmp_path / "half.png"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="no whole picture"):
        open_picture(path)


@pytest.mark.parametrize(("side", "why"), [(8200, "8200x8200 px"), (20000, "no whole picture")])
def test_a_small_file_of_a_huge_picture_is_refused(tmp_path: Path, side: int, why: str) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (side, side)).save(path)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(InputError, match=why):
        open_picture(path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate((32 << 20) + 1)
    with pytest.raises(InputError, match="larger than 32 MiB"):
        open_picture(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        open_picture(tmp_path / "none.png")

"""Any clip is laid on the plan's clock and raster, and what was done to it is said."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.unit.adherence.clip.clip_files import LOSSLESS, Encoding, video_bytes
from tests.unit.adherence.clip.pictured_plans import (
    eased,
    other_look,
    painted_view,
    panned,
    walked,
)

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.clip.aligning import Handles, align_clip
from groundplan.adherence.clip.resizing import resized
from groundplan.adherence.plan_view import PlanView
from groundplan.passes.pack import ControlPack

Save = Callable[[bytes], Path]
ALL = np.arange(33)


def codes(clip: AlignedClip) -> list[str]:
    return [finding.code for finding in clip.mapping.findings]


def failing(clip: AlignedClip) -> list[str]:
    return [finding.code for finding in clip.mapping.findings if finding.fails]


def line(clip: AlignedClip) -> tuple[float, float]:
    return clip.mapping.first_frame, clip.mapping.frames_per_plan_frame


def test_the_previz_itself_comes_back_byte_for_byte(pan: PlanView, save: Save) -> None:
    clip = align_clip(save(video_bytes(pan.beauty, LOSSLESS)), pan)
    assert np.array_equal(clip.frames, pan.beauty)
    assert np.array_equal(clip.source, ALL)
    assert line(clip) == (0.0, 1.0)
    assert clip.mapping.picture_px == (0.0, 0.0, 192.0, 108.0)
    assert clip.mapping.findings == ()


def test_the_same_clip_gives_the_same_bytes_twice(walk: PlanView, save: Save) -> None:
    path = save(video_bytes(other_look(walk.beauty)))
    first, second = align_clip(path, walk), align_clip(path, walk)
    assert first.frames.tobytes() == second.frames.tobytes()
    assert (first.mapping, first.sha256) == (second.mapping, second.sha256)


@pytest.mark.parametrize("how", [
    Encoding(),
    Encoding(container="mov"),
    Encoding(container="matroska"),
    Encoding(container="avi", codec="mpeg4", options={"b": "6000000"}, matrix=6),
    Encoding(container="mpegts"),
    Encoding(container="webm", codec="libvpx-vp9", options={"cpu-used": "8"}),
    Encoding(codec="libx265", pixels="yuv420p10le", options={"x265-params": "log-level=none"}),
    Encoding(container="mov", codec="prores_ks", pixels="yuv422p10le", options={}),
    Encoding(pixels="yuv444p"),
])  # fmt: skip
def test_every_container_and_codec_maps_frame_by_frame(
    pan: PlanView, save: Save, how: Encoding
) -> None:
    clip = align_clip(save(video_bytes(pan.beauty, how)), pan)
    assert np.array_equal(clip.source, ALL)
    assert failing(clip) == []
    assert np.abs(clip.frames.astype(int) - pan.beauty).mean() < 6.0


def test_another_look_maps_frame_by_frame(walk: PlanView, save: Save) -> None:
    clip = align_clip(save(video_bytes(other_look(walk.beauty))), walk)
    assert np.array_equal(clip.source, ALL)
    assert clip.mapping.findings == ()


def test_another_rate_takes_the_nearest_frames_and_says_so(pan: PlanView, save: Save) -> None:
    shown = np.rint(np.arange(49) * 16 / 24).astype(int)
    data = video_bytes(pan.beauty[shown], Encoding(rate=Fraction(24)))
    clip = align_clip(save(data), pan)
    assert line(clip) == (0.0, 1.5)
    assert np.abs(shown[clip.source] - ALL).max() == 0
    assert codes(clip) == ["clip.rate"]
    assert failing(clip) == []


def test_the_planned_count_at_another_rate_maps_by_count_and_fails(
    pan: PlanView, save: Save
) -> None:
    clip = align_clip(save(video_bytes(pan.beauty, Encoding(rate=Fraction(24)))), pan)
    assert np.array_equal(clip.source, ALL)
    assert failing(clip) == ["clip.rate"]
    assert "1.5 times as fast" in clip.mapping.findings[0].says


def test_a_variable_rate_places_frames_by_their_time(pan: PlanView, save: Save) -> None:
    kept = [k for k in range(33) if k % 5 != 3]
    stamps = tuple(round(62.5 * k) for k in kept)
    how = Encoding(container="matroska", stamps=stamps)
    clip = align_clip(save(video_bytes(pan.beauty[kept], how)), pan)
    assert np.abs(np.array(kept)[clip.source] - ALL).max() == 1
    assert np.array_equal(np.array(kept)[clip.source[kept]], kept)
    assert "clip.variable_rate" in codes(clip)
    assert failing(clip) == []


@pytest.mark.parametrize(("shown", "expected", "found"), [
    (np.repeat(ALL, 2), (0.0, 2.0), ["clip.retimed"]),
    (ALL[::2], (0.0, 0.5), ["clip.retimed"]),
    (ALL[10:], (-10.0, 1.0), ["clip.trimmed"]),
    (np.r_[[0] * 6, ALL], (6.0, 1.0), ["clip.extra_head"]),
    (ALL[:-9], (0.0, 1.0), ["clip.trimmed"]),
    (np.r_[ALL, [32] * 9], (0.0, 1.0), ["clip.extra_tail"]),
])  # fmt: skip
def test_a_clip_of_another_length_is_found_by_its_picture_and_fails(
    walk: PlanView, save: Save, shown: np.ndarray, expected: tuple[float, float], found: list[str]
) -> None:
    clip = align_clip(save(video_bytes(other_look(walk.beauty[shown]))), walk)
    assert line(clip) == pytest.approx(expected, abs=0.01)
    assert failing(clip) == found
    there = clip.source >= 0
    assert np.abs(shown[clip.source[there]] - ALL[there]).max() <= 1


def test_slow_motion_of_the_planned_length_is_found_where_subjects_agree(
    walk: PlanView, save: Save
) -> None:
    shown = np.repeat(ALL, 2)[:33]
    clip = align_clip(save(video_bytes(other_look(walk.beauty[shown]))), walk)
    assert line(clip) == pytest.approx((0.0, 2.0), abs=0.01)
    assert failing(clip) == ["clip.retimed", "clip.trimmed"]


def test_a_slow_camera_is_no_slow_motion_while_subjects_keep_time(
    walk: PlanView, save: Save
) -> None:
    slow = walked(panned(eased(33, 160.0)[np.repeat(ALL, 2)[:33]]))[:33]
    clip = align_clip(save(video_bytes(slow)), walk)
    assert np.array_equal(clip.source, ALL)
    assert failing(clip) == []


def test_a_slow_camera_alone_is_no_slow_motion(pan: PlanView, save: Save) -> None:
    clip = align_clip(save(video_bytes(panned(0.5 * eased(33, 160.0)))), pan)
    assert np.array_equal(clip.source, ALL)
    assert failing(clip) == []


def test_a_late_subject_is_no_shift_of_the_clip(
    pack: ControlPack, walk: PlanView, save: Save
) -> None:
    late = walked(panned(eased(33, 160.0)), first=10.0 - 8 * 4.0)[:33]
    assert np.array_equal(align_clip(save(video_bytes(late)), walk).source, ALL)
    still = panned(np.zeros(33))
    both = walked(still)
    fixed = painted_view(pack, both[:33], ids=both[33:, ..., 0].astype(np.uint16))
    clip = align_clip(save(video_bytes(walked(still, first=30.0 - 8 * 4.0)[:33])), fixed)
    assert np.array_equal(clip.source, ALL)
    assert codes(clip) == ["clip.clock_unseen"]


def test_handles_that_were_asked_for_are_laid_aside(pan: PlanView, save: Save) -> None:
    shown = np.r_[[0] * 8, ALL, [32] * 4]
    clip = align_clip(
        save(video_bytes(pan.beauty[shown])), pan, handles=Handles(lead_frames=8, tail_frames=4)
    )
    assert np.array_equal(clip.source, ALL + 8)
    assert clip.mapping.findings == ()


def test_a_mirrored_picture_is_told(walk: PlanView, save: Save) -> None:
    clip = align_clip(save(video_bytes(other_look(walk.beauty[:, :, ::-1]))), walk)
    assert failing(clip) == ["clip.mirrored"]
    assert np.array_equal(clip.source, ALL)


@pytest.mark.parametrize("seed", range(20, 26))
def test_a_clip_of_another_scene_keeps_its_own_clock(walk: PlanView, save: Save, seed: int) -> None:
    other = panned(eased(33, 120.0), seed=seed)
    clip = align_clip(save(video_bytes(other)), walk)
    assert np.array_equal(clip.source, ALL)
    assert failing(clip) == []


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_empty_picture_keeps_its_own_clock(walk: PlanView, save: Save, value: int) -> None:
    clip = align_clip(save(video_bytes(np.full_like(walk.beauty, value))), walk)
    assert np.array_equal(clip.source, ALL)
    assert clip.mapping.picture_px == (0.0, 0.0, 192.0, 108.0)


def test_a_single_frame_is_a_clip_that_lacks_the_rest(walk: PlanView, save: Save) -> None:
    clip = align_clip(save(video_bytes(walk.beauty[:1])), walk)
    assert clip.source.tolist() == [0, *[-1] * 32]
    assert not clip.frames[1:].any()
    assert "clip.trimmed" in failing(clip)


def test_of_a_long_clip_only_so_much_is_read_as_the_plan_needs(pan: PlanView, save: Save) -> None:
    shown = np.minimum(np.arange(1000), 32)
    how = Encoding(options={"crf": "30", "preset": "ultrafast"})
    clip = align_clip(save(video_bytes(pan.beauty[shown], how)), pan)
    assert np.array_equal(clip.source, ALL)
    assert clip.mapping.clip_frame_count < 200
    assert failing(clip) == ["clip.extra_tail"]
    assert "at least" in clip.mapping.findings[-1].says


def test_letterboxed_pictures_are_cut_out(pan: PlanView, save: Save) -> None:
    tall = np.zeros((33, 144, 192, 3), dtype=np.uint8)
    tall[:, 18:126] = pan.beauty
    clip = align_clip(save(video_bytes(tall, LOSSLESS)), pan)
    assert np.array_equal(clip.frames, pan.beauty)
    assert clip.mapping.picture_px == (0.0, 18.0, 192.0, 108.0)
    assert codes(clip) == ["clip.letterbox"]


def test_a_scene_that_is_black_all_around_has_no_bars(pack: ControlPack, save: Save) -> None:
    night = np.zeros((33, 108, 192, 3), dtype=np.uint8)
    night[:, 27:81, 48:144] = panned(eased(33, 80.0), size=(96, 54))
    plan = painted_view(pack, night)
    clip = align_clip(save(video_bytes(night)), plan)
    assert clip.mapping.picture_px == (0.0, 0.0, 192.0, 108.0)
    full = painted_view(pack, panned(eased(33, 80.0), size=(96, 54)))
    clip = align_clip(save(video_bytes(night)), full)
    assert clip.mapping.picture_px == (48.0, 27.0, 96.0, 54.0)


@pytest.mark.parametrize("shape", ["left", "wide"])
def test_other_aspects_are_fitted_as_the_picture_says(
    pack: ControlPack, save: Save, shape: str
) -> None:
    large = panned(eased(33, 160.0), size=(240, 108))
    plan = painted_view(pack, np.ascontiguousarray(large[:, :, 24:216]))
    pictures = large if shape == "wide" else plan.beauty[:, :, 24:168]
    clip = align_clip(save(video_bytes(np.ascontiguousarray(pictures), LOSSLESS)), plan)
    left = 24.0 if shape == "wide" else -24.0
    assert clip.mapping.picture_px == pytest.approx((left, 0.0, 192.0, 108.0))
    inner = slice(24, 168)
    assert np.array_equal(clip.frames[:, :, inner], plan.beauty[:, :, inner])
    assert codes(clip) == ["clip.aspect"]
    assert not clip.mapping.findings[0].fails


def test_a_cut_of_a_fortieth_is_told_from_a_stretch(pan: PlanView, save: Save) -> None:
    cut = np.ascontiguousarray(pan.beauty[:, 2:-2])
    clip = align_clip(save(video_bytes(other_look(cut))), pan)
    assert clip.mapping.picture_px == pytest.approx((0.0, -2.0, 192.0, 108.0))


def test_a_stretched_picture_is_pressed_back(pan: PlanView, save: Save) -> None:
    wide = pan.beauty.repeat(2, axis=2)
    clip = align_clip(save(video_bytes(wide, LOSSLESS)), pan)
    assert np.array_equal(clip.frames, pan.beauty)
    assert "stretched" in clip.mapping.findings[0].says
    assert clip.mapping.findings[0].fails


@pytest.mark.parametrize(("width", "fails"), [(190, False), (198, False), (170, True), (108, True)])
def test_a_stretch_that_a_viewer_sees_fails(
    pan: PlanView, save: Save, width: int, *, fails: bool
) -> None:
    whole = (0.0, 0.0, 192.0, 108.0)
    pressed = np.stack([resized(one, whole, size_px=(width, 108)) for one in pan.beauty])
    clip = align_clip(save(video_bytes(pressed, LOSSLESS)), pan)
    assert any(one.code == "clip.aspect" for one in clip.mapping.findings)
    assert any(one.fails for one in clip.mapping.findings) is fails


@pytest.mark.parametrize(("size_px", "small"), [((64, 36), True), ((112, 63), False)])
def test_a_picture_of_few_pixels_is_told(
    pan: PlanView, save: Save, size_px: tuple[int, int], *, small: bool
) -> None:
    whole = (0.0, 0.0, 192.0, 108.0)
    tiny = np.stack([resized(one, whole, size_px=size_px) for one in pan.beauty])
    clip = align_clip(save(video_bytes(tiny, LOSSLESS)), pan)
    assert codes(clip) == (["clip.too_small"] if small else [])


def test_turned_pictures_and_oblong_pixels_are_shown_as_screens_show_them(
    pan: PlanView, save: Save
) -> None:
    # Stored turned clockwise by 90 degrees, with pixels of half the height that the tag undoes.
    stored = np.ascontiguousarray(np.rot90(pan.beauty, -1, axes=(1, 2)))
    how = replace(LOSSLESS, container="mp4", codec="libx264rgb", pixels="rgb24", degrees=90.0)
    how = replace(how, options={"qp": "0"})
    clip = align_clip(save(video_bytes(stored, how)), pan)
    assert np.array_equal(clip.frames, pan.beauty)
    assert codes(clip) == ["clip.rotated"]
    oblong = Encoding(pixel_aspect=Fraction(2))
    clip = align_clip(save(video_bytes(pan.beauty[:, :, ::2], oblong)), pan)
    assert clip.mapping.clip_size_px == (192, 108)
    assert codes(clip) == ["clip.pixel_aspect"]

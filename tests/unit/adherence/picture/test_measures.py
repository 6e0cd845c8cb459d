"""Flicker, sharpness, repeats and cuts of known size are read back; clean clips have none."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.unit.adherence.picture.drawn_plans import FRAMES, aligned, in_light, wall

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.measures import picture_measurements
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES

Look = Callable[[np.ndarray], np.ndarray]


def read(plan: PlanView, frames: np.ndarray, definition: str, **options: np.ndarray) -> Measurement:
    source = options.pop("source", None)
    found = picture_measurements(plan, aligned(frames, source=source), **options)
    return next(one for one in found if one.definition == definition)


def flickering(frames: np.ndarray, by: float) -> np.ndarray:
    signs = (-1.0) ** np.arange(len(frames))
    lit = frames * (1.0 + by * signs)[:, None, None, None]
    # Rounding alone would hide half a per cent: dither, as a camera's noise does.
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, frames.shape)
    return np.clip(np.rint(lit + noise), 0, 255).astype(np.uint8)


def other_look(frames: np.ndarray) -> np.ndarray:
    """Contrast turned round, colours gone."""
    grey = 255.0 - 0.7 * frames.mean(axis=-1, keepdims=True)
    return np.rint(np.repeat(grey, 3, axis=-1)).astype(np.uint8)


def blurred(frames: np.ndarray) -> np.ndarray:
    total = frames.astype(np.float64)
    for axis in (1, 2):
        total = (np.roll(total, 1, axis) + total + np.roll(total, -1, axis)) / 3
    return np.rint(total).astype(np.uint8)


def another_wall(count: int) -> np.ndarray:
    whole = np.rint(wall(seed=44)).astype(np.uint8)
    return np.stack([whole[:, 3 * frame : 3 * frame + 160] for frame in range(count)])


def test_the_previz_itself_has_no_fault(pan: PlanView) -> None:
    for one in picture_measurements(pan, aligned(pan.beauty)):
        assert one.value == (1.0 if one.definition == "picture.sharpness/1" else 0.0)
        assert one.confidence == 1.0


@pytest.mark.parametrize("by", [0.01, 0.02, 0.05])
def test_flicker_is_read_back_within_two_per_cent(pan: PlanView, by: float) -> None:
    luma = float((pan.beauty @ np.array([0.2126, 0.7152, 0.0722])).mean())
    frames = flickering(pan.beauty, by)
    assert read(pan, frames, "flicker.luma/2").value == pytest.approx(4 * by * luma, rel=0.02)
    assert read(pan, frames, "flicker.warp/1").value == pytest.approx(2 * by * luma, rel=0.02)


def test_half_a_per_cent_of_flicker_is_read_back_in_brightness(pan: PlanView) -> None:
    luma = float((pan.beauty @ np.array([0.2126, 0.7152, 0.0722])).mean())
    read_back = read(pan, flickering(pan.beauty, 0.005), "flicker.luma/2").value
    assert read_back == pytest.approx(4 * 0.005 * luma, rel=0.02)


def test_a_slow_change_of_exposure_is_no_flicker_of_brightness(pan: PlanView) -> None:
    frames = in_light(pan.beauty, 2.0 ** np.linspace(0.0, -0.3, FRAMES))
    value = read(pan, frames, "flicker.luma/2").value
    assert value is not None
    assert value < 0.2


def test_flicker_is_not_observable_where_geometry_is_off(pan: PlanView) -> None:
    off = np.full(FRAMES, 0.2)
    off[4] = 1.4
    series = read(pan, pan.beauty, "flicker.warp/1", residual_px=off).series
    assert [frame for frame, value in enumerate(series) if value is None] == [0, 4, 5]
    nowhere = read(pan, pan.beauty, "flicker.warp/1", residual_px=np.full(FRAMES, np.nan))
    assert nowhere.value is None
    assert "1 px" in nowhere.reason


def test_sharpness_falls_with_blur_and_not_with_contrast(pan: PlanView) -> None:
    soft = read(pan, blurred(pan.beauty), "picture.sharpness/1").value
    pale = read(pan, np.rint(80 + 0.5 * pan.beauty).astype(np.uint8), "picture.sharpness/1").value
    assert soft is not None
    assert soft < 0.95
    assert pale == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("look", [np.copy, other_look])
def test_repeated_frames_are_counted_in_any_look(pan: PlanView, look: Look) -> None:
    frames = look(pan.beauty.copy())
    frames[3] = frames[2]
    frames[6:10] = frames[6]
    duplicates = read(pan, frames, "picture.duplicates/1")
    assert [k for k, value in enumerate(duplicates.series) if value] == [3, 7, 8, 9]
    assert duplicates.value == 4
    assert read(pan, frames, "picture.frozen/1").value == 3


@pytest.mark.parametrize("look", [np.copy, other_look])
@pytest.mark.parametrize("held", [2, 3, 4])
def test_frames_that_are_held_are_a_stutter(pan: PlanView, look: Look, held: int) -> None:
    shown = np.arange(FRAMES) // held * held
    found = read(pan, look(pan.beauty[shown]), "picture.stutter_pct/1")
    assert found.value == pytest.approx(100.0 * (shown[1:] == shown[:-1]).mean())
    assert (found.value or 0.0) > DEFAULT_TOLERANCES["picture.stutter_pct/1"].limit


def test_too_few_frames_have_no_share(pan: PlanView) -> None:
    frames, source = pan.beauty.copy(), np.arange(FRAMES)
    frames[8:], source[8:] = 0, -1
    assert read(pan, frames, "picture.stutter_pct/1", source=source).value is None


def test_half_speed_is_no_repeat(pan: PlanView) -> None:
    whole = np.rint(wall()).astype(np.uint8)
    frames = np.stack([whole[:, k : k + 160] for k in range(FRAMES)])
    assert read(pan, frames, "picture.duplicates/1").value == 0


def test_nobody_can_tell_a_repeat_where_the_plan_is_at_rest(still: PlanView) -> None:
    found = read(still, still.beauty, "picture.duplicates/1")
    assert found.value is None
    assert found.reason


def test_a_frame_that_the_mapping_shows_twice_is_no_fault_of_the_clip(pan: PlanView) -> None:
    frames, source = pan.beauty.copy(), np.arange(FRAMES)
    frames[5], source[5] = frames[4], 4
    found = read(pan, frames, "picture.duplicates/1", source=source)
    assert found.value == 0
    assert found.series[5] is None


@pytest.mark.parametrize("look", [np.copy, other_look])
def test_a_cut_is_found_where_it_is_in_any_look(pan: PlanView, look: Look) -> None:
    frames = pan.beauty.copy()
    frames[7:] = another_wall(FRAMES)[7:]
    found = read(pan, look(frames), "picture.cuts/1")
    assert [k for k, value in enumerate(found.series) if value] == [7]


def test_a_picture_put_in_is_two_cuts(pan: PlanView) -> None:
    frames = pan.beauty.copy()
    frames[6] = another_wall(FRAMES)[6]
    found = read(pan, frames, "picture.cuts/1")
    assert [k for k, value in enumerate(found.series) if value] == [6, 7]


def test_nobody_can_tell_a_cut_where_noise_is_all_that_shows(pan: PlanView) -> None:
    noise = np.random.default_rng(5).normal(0.0, 4.0, pan.beauty.shape)
    bare = np.clip(120.0 + 0.02 * pan.beauty + noise, 0.0, 255.0).astype(np.uint8)
    found = read(pan, bare, "picture.cuts/1")
    assert found.value is None
    assert "noise hides the picture" in found.reason


def test_grain_over_a_picture_hides_no_cut(pan: PlanView) -> None:
    frames = pan.beauty.copy()
    frames[7:] = another_wall(FRAMES)[7:]
    noise = np.random.default_rng(5).normal(0.0, 6.0, frames.shape)
    found = read(pan, np.clip(frames + noise, 0, 255).astype(np.uint8), "picture.cuts/1")
    assert [k for k, value in enumerate(found.series) if value] == [7]


def test_a_flash_is_no_cut(pan: PlanView) -> None:
    for flash in (1.0, 0.6):
        frames = pan.beauty.copy()
        burnt = (1.0 - flash) * frames[5] + 255.0 * flash
        frames[5] = np.rint(burnt).astype(np.uint8)
        assert read(pan, frames, "picture.cuts/1").value == 0


def test_a_step_of_exposure_is_no_cut(pan: PlanView) -> None:
    gains = np.where(np.arange(FRAMES) < 6, 1.0, 0.2)
    assert read(pan, in_light(pan.beauty, gains), "picture.cuts/1").value == 0


def test_a_clip_that_moves_the_other_way_has_no_cut(pan: PlanView) -> None:
    assert read(pan, pan.beauty[::-1].copy(), "picture.cuts/1").value == 0


def test_frames_that_the_clip_lacks_have_no_value(pan: PlanView) -> None:
    frames, source = pan.beauty.copy(), np.arange(FRAMES)
    frames[8:], source[8:] = 0, -1
    found = picture_measurements(pan, aligned(frames, source=source))
    for one in found:
        if one.definition == "picture.stutter_pct/1":  # a share needs more frames
            continue
        assert all(value is None for value in one.series[8:])
        assert one.value == (1.0 if one.definition == "picture.sharpness/1" else 0.0)


def test_a_picture_of_nothing_is_not_observable_rather_than_perfect(pan: PlanView) -> None:
    black = np.zeros_like(pan.beauty)
    for definition in ("picture.sharpness/1", "picture.duplicates/1", "picture.cuts/1"):
        assert read(pan, black, definition).value is None


def test_a_paper_that_stands_still_is_no_stutter_where_something_goes_over_it(
    pan: PlanView,
) -> None:
    frames = np.repeat(pan.beauty[:1], FRAMES, axis=0)
    assert read(pan, frames, "picture.stutter_pct/1").value == 100.0
    for frame, picture in enumerate(frames):
        picture[40:54, 10 + 9 * frame : 22 + 9 * frame] = 255 if frame % 2 else 0
    assert read(pan, frames, "picture.stutter_pct/1").value == 0.0
    assert read(pan, frames, "picture.frozen/1").value == 0.0

"""Exposure, contrast, colour temperature and key direction of known size are read back."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.light.conftest import KEY
from tests.unit.adherence.picture.drawn_plans import FRAMES, aligned, ball, in_light, to_light

from groundplan.adherence.light.measures import light_measurements
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.colour import rgb_from_kelvin, srgb_from_linear
from groundplan.units import Kelvin

ADA, WALL = "0" * 25 + "1", "0" * 25 + "2"


def read(plan: PlanView, frames: np.ndarray, definition: str, *, subject: str = "") -> Measurement:
    found = light_measurements(plan, aligned(frames))
    return next(o for o in found if o.definition == definition and o.subject == subject)


def warmed(frames: np.ndarray, kelvins: np.ndarray) -> np.ndarray:
    return in_light(frames, np.array([rgb_from_kelvin(Kelvin(float(k))) for k in kelvins]))


def painted(frames: np.ndarray) -> np.ndarray:
    """Flatter, paler, with a colour of its own."""
    linear = to_light(frames)
    grey = linear.mean(axis=-1, keepdims=True)
    mapped = np.clip(0.9 * (0.5 * linear + 0.5 * grey) ** 0.6 * (1.0, 0.93, 0.8), 0.0, 1.0)
    return np.rint(255.0 * srgb_from_linear(mapped)).astype(np.uint8)


def test_the_previz_itself_has_no_drift_and_no_offset(pan: PlanView) -> None:
    for one in light_measurements(pan, aligned(pan.beauty)):
        if one.definition == "light.cct_kelvin/1":
            assert one.value == pytest.approx(6505.0, abs=2.0)
        elif not one.definition.startswith("light.key"):
            assert one.value == pytest.approx(0.0, abs=1e-3)


def test_a_negative_is_told_in_any_light(pan: PlanView) -> None:
    for picture in (pan.beauty, painted(pan.beauty), in_light(pan.beauty, np.full(FRAMES, 0.2))):
        found = read(pan, 255 - picture, "light.inverted/1").value
        assert found is not None
        assert found > 0.9
        assert read(pan, picture, "light.inverted/1").value == 0.0


def test_a_wall_painted_dark_for_bright_is_no_negative(pan: PlanView) -> None:
    half = pan.beauty.copy()
    half[:, :24] = np.clip(half[:, :24].astype(np.int64) + 60, 0, 255)
    plan = replace(pan, beauty=half)  # its upper part, another thing, is bright
    other = pan.beauty.copy()
    other[:, :24] = np.clip(other[:, :24].astype(np.int64) - 60, 0, 255)
    assert read(plan, other, "light.inverted/1").value == 0.0


def test_nobody_can_tell_a_negative_of_what_has_no_tones(pan: PlanView) -> None:
    found = read(pan, np.full_like(pan.beauty, 128), "light.inverted/1")
    assert found.value is None
    assert found.reason


@pytest.mark.parametrize("stops", [-0.5, 0.25, 0.5])
@pytest.mark.parametrize("subject", ["", ADA, WALL])
def test_an_exposure_ramp_is_read_back_within_a_twentieth_of_a_stop(
    pan: PlanView, stops: float, subject: str
) -> None:
    ramp = np.linspace(0.0, stops, FRAMES)
    found = read(pan, in_light(pan.beauty, 2.0**ramp), "light.exposure_stops/2", subject=subject)
    known = [value for value in found.series if value is not None]
    assert known == pytest.approx(ramp[: len(known)].tolist(), abs=0.05)
    assert len(known) >= 4


@pytest.mark.parametrize("kelvin", [5500.0, 6304.0, 6404.0, 6604.0, 8000.0])
def test_a_drift_to_another_light_is_read_back(pan: PlanView, kelvin: float) -> None:
    ramp = np.linspace(6504.0, kelvin, FRAMES)
    mired = read(pan, warmed(pan.beauty, ramp), "light.cct_mired/2").series[-1]
    assert mired is not None
    read_back = 1e6 / (1e6 / 6504.0 + mired)
    assert abs(read_back - kelvin) <= max(0.03 * abs(kelvin - 6504.0), 60.0)


@pytest.mark.parametrize("kelvin", [5500.0, 6404.0, 7000.0])
def test_a_clip_warmer_than_the_plan_all_along_is_read_back(pan: PlanView, kelvin: float) -> None:
    value = read(pan, warmed(pan.beauty, np.full(FRAMES, kelvin)), "light.cct_kelvin/1").value
    assert value == pytest.approx(kelvin, abs=60.0)


def test_a_clip_darker_than_the_plan_all_along_is_read_back(pan: PlanView) -> None:
    frames = in_light(pan.beauty, np.full(FRAMES, 2.0**-0.4))
    assert read(pan, frames, "light.exposure_offset_stops/1").value == pytest.approx(-0.4, abs=0.05)
    assert read(pan, frames, "light.exposure_stops/2").value == pytest.approx(0.0, abs=0.02)


def test_a_look_that_maps_colours_does_not_make_the_plans_own_drift_the_clips(
    pan: PlanView,
) -> None:
    fading = in_light(pan.beauty, 2.0 ** np.linspace(0.0, -0.8, FRAMES))
    plan = replace(pan, beauty=fading)
    frames = painted(fading)
    exposure = read(plan, frames, "light.exposure_stops/2").value
    # The plain difference of drifts would be 0.3 stop.
    assert exposure == pytest.approx(0.0, abs=0.08)
    assert read(plan, frames, "light.cct_mired/2").value == pytest.approx(0.0, abs=2.5)


def test_drift_is_read_back_through_a_look(pan: PlanView) -> None:
    ramp = np.linspace(0.0, -0.5, FRAMES)
    found = read(pan, in_light(painted(pan.beauty), 2.0**ramp), "light.exposure_stops/2")
    assert found.series[-1] == pytest.approx(-0.5, abs=0.05)


def test_offsets_are_not_observable_where_the_look_keeps_no_colour(pan: PlanView) -> None:
    grey = np.repeat(pan.beauty.mean(axis=-1, keepdims=True), 3, axis=-1)
    found = read(pan, np.rint(grey).astype(np.uint8), "light.cct_kelvin/1")
    assert found.value is None
    assert "do not follow the plan's" in found.reason
    drift = read(pan, np.rint(grey).astype(np.uint8), "light.cct_mired/2")
    assert drift.value == pytest.approx(0.0, abs=1.0)


def test_a_ramp_of_contrast_is_told_from_exposure(pan: PlanView) -> None:
    gains = np.linspace(1.0, 1.2, FRAMES)[:, None, None, None]
    linear = to_light(pan.beauty)
    middle = 0.15
    frames = np.rint(255.0 * srgb_from_linear(np.clip(middle * (linear / middle) ** gains, 0, 1)))
    found = read(pan, frames.astype(np.uint8), "light.contrast_stops/1")
    tones = np.log2(linear @ np.array([0.2126, 0.7152, 0.0722]))
    span = float(np.subtract(*np.quantile(tones, (0.9, 0.1))))
    assert found.series[-1] == pytest.approx(0.2 * span, rel=0.15)
    assert read(pan, in_light(pan.beauty, 2.0 ** np.linspace(0, -0.5, FRAMES)),
                "light.contrast_stops/1").value == pytest.approx(0.0, abs=0.03)  # fmt: skip


def test_a_subject_that_stands_elsewhere_keeps_its_exposure(pan: PlanView) -> None:
    moved = np.roll(pan.beauty, 20, axis=2)
    masks = np.roll(pan.instance, 20, axis=2)
    found = light_measurements(pan, aligned(moved), masks=masks)
    drifts = [o for o in found if o.definition == "light.exposure_stops/2"]
    assert len(drifts) == 3
    for one in drifts:
        assert one.value == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("turn_deg", [0.0, 20.0, 45.0, 80.0])
def test_a_key_light_that_turned_is_read_back(lit_ball: PlanView, turn_deg: float) -> None:
    turn = np.radians(turn_deg)
    about_view = np.array(
        [[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1.0]]
    )
    light = about_view @ KEY
    unit = KEY / np.linalg.norm(KEY)
    true = np.degrees(np.arccos(np.clip(unit @ about_view @ unit, -1, 1)))
    frames = np.tile(ball(light), (3, 1, 1, 1))
    found = read(lit_ball, frames, "light.key_direction_deg/1")
    assert found.value == pytest.approx(true, abs=2.0)
    assert read(lit_ball, frames, "light.key_drift_deg/1").value == pytest.approx(0.0, abs=0.5)


def test_a_key_light_that_turns_during_the_shot_is_a_drift(lit_ball: PlanView) -> None:
    lights = (KEY, KEY + np.array([-0.6, 0, 0]), KEY + np.array([-1.2, 0, 0]))
    units = [light / np.linalg.norm(light) for light in lights]
    true = [float(np.degrees(np.arccos(np.clip(units[0] @ unit, -1, 1)))) for unit in units]
    frames = np.stack([ball(light) for light in lights])
    found = read(lit_ball, frames, "light.key_drift_deg/1")
    assert list(found.series) == pytest.approx(true, abs=2.0)


def test_a_drawing_without_shade_has_no_key_light(lit_ball: PlanView) -> None:
    flat = np.where(lit_ball.instance[..., None] > 0, 180, lit_ball.beauty).astype(np.uint8)
    found = read(lit_ball, flat, "light.key_direction_deg/1")
    assert found.value is None
    assert found.reason


_SLOWLY = np.linspace(6504.0, 5500.0, FRAMES)
_AT_ONCE = np.where(np.arange(FRAMES) < FRAMES // 2, 6504.0, 5500.0)


@pytest.mark.parametrize(
    ("rows", "kelvin", "told"),
    [(24, _AT_ONCE, False), (24, _SLOWLY, True), (96, _AT_ONCE, True), (96, _SLOWLY, True)],
)
def test_colour_drift_needs_a_tenth_of_the_picture_or_a_steady_course(
    pan: PlanView, rows: int, kelvin: np.ndarray, *, told: bool
) -> None:
    # All but a strip at the left is black, of its upper part alone or from top to bottom.
    frames = warmed(pan.beauty, kelvin)
    frames[:, :, 12:] = 0
    frames[:, rows:] = 0
    found = read(pan, frames, "light.cct_mired/2")
    assert (found.value is not None) == told
    assert told or "less than a tenth" in found.reason
    # Exposure is told all the same: bands of colour do not change it.
    exposure = read(pan, frames, "light.exposure_stops/2")
    assert exposure.value is not None
    assert (exposure.confidence >= 0.1) == (rows == 96)


def test_frames_that_the_clip_lacks_have_no_value(pan: PlanView) -> None:
    frames, source = pan.beauty.copy(), np.arange(FRAMES)
    frames[8:], source[8:] = 0, -1
    found = light_measurements(pan, aligned(frames, source=source))
    exposure = next(one for one in found if one.definition == "light.exposure_stops/2")
    assert exposure.value == pytest.approx(0.0, abs=1e-3)
    assert exposure.series[8:] == (None,) * 4


def test_a_black_clip_is_not_observable_rather_than_right(pan: PlanView) -> None:
    for one in light_measurements(pan, aligned(np.zeros_like(pan.beauty))):
        assert one.value is None
        assert one.reason


def test_the_same_clip_twice_gives_equal_measurements(pan: PlanView) -> None:
    clip = aligned(painted(pan.beauty))
    assert light_measurements(pan, clip) == light_measurements(pan, clip)

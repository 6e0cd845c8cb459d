"""Aspect guides in numbers, and timecode against published counts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.guides import (
    ACTION_SAFE,
    aspect_label,
    guide_box,
    keeps,
    kept_share,
    parse_aspect,
    safe_box,
)  # fmt: skip
from groundplan.geometry.timecode import drops_frames, frame_of_timecode, timecode

NTSC = Fraction(30000, 1001)
RATES = (
    Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001), NTSC, Fraction(60000, 1001),
    Fraction(16), Fraction(25, 2), Fraction(48), Fraction(120),
)  # fmt: skip


def test_scope_keeps_three_quarters_of_the_height_of_sixteen_nine() -> None:
    left, top, right, bottom = guide_box(16 / 9, 2.39)
    assert (left, right) == (0.0, 1.0)
    assert bottom - top == pytest.approx(16 / 9 / 2.39)  # 0.7438
    assert top == pytest.approx(0.1281, abs=1e-4)


def test_upright_keeps_a_third_of_the_width_of_sixteen_nine() -> None:
    left, top, right, bottom = guide_box(16 / 9, 9 / 16)
    assert (top, bottom) == (0.0, 1.0)
    assert right - left == pytest.approx(81 / 256)


@given(st.floats(0.3, 4.0), st.floats(0.3, 4.0))
def test_a_guide_has_its_aspect_is_centred_and_touches_two_edges(
    picture: float, guide: float
) -> None:
    left, top, right, bottom = guide_box(picture, guide)
    assert (right - left) / (bottom - top) * picture == pytest.approx(guide)
    assert left + right == pytest.approx(1.0)
    assert top + bottom == pytest.approx(1.0)
    assert min(left, top) == 0.0


def test_a_safe_area_is_centred_in_its_guide() -> None:
    box = safe_box((0.0, 0.0, 1.0, 1.0), ACTION_SAFE)
    assert box == pytest.approx((0.035, 0.035, 0.965, 0.965))
    assert keeps(box, (0.04, 0.5))
    assert not keeps(box, (0.03, 0.5))


def test_what_a_guide_keeps_of_a_subject_is_a_share_of_its_area() -> None:
    assert kept_share((0.25, 0.0, 0.75, 1.0), (0.0, 0.0, 0.5, 0.5)) == pytest.approx(0.5)
    assert kept_share((0.6, 0.0, 1.0, 1.0), (0.0, 0.0, 0.5, 0.5)) == 0.0


@pytest.mark.parametrize(
    ("text", "ratio", "label"),
    [("2.39", 2.39, "2.39"), ("9:16", 0.5625, "9:16"), ("1.85:1", 1.85, "1.85"),
     ("4/3", 4 / 3, "4:3"), ("1.33", 1.33, "1.33"), ("16:9", 16 / 9, "16:9")],
)  # fmt: skip
def test_ratios_are_read_and_called_as_people_write_them(
    text: str, ratio: float, label: str
) -> None:
    assert parse_aspect(text) == pytest.approx(ratio)
    assert aspect_label(parse_aspect(text)) == label


@pytest.mark.parametrize("text", ["", "wide", "0:9", "9:0", "1:100", "-2"])
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_aspect(text)


@pytest.mark.parametrize(
    ("frame", "label"),
    [
        (0, "00:00:00;00"), (1799, "00:00:59;29"), (1800, "00:01:00;02"), (3597, "00:01:59;29"),
        (3598, "00:02:00;02"), (17981, "00:09:59;29"), (17982, "00:10:00;00"),
        (107892, "01:00:00;00"), (2589407, "23:59:59;29"), (2589408, "00:00:00;00"),
    ],
)  # fmt: skip
def test_drop_frame_leaves_out_two_labels_of_nine_minutes_in_ten(frame: int, label: str) -> None:
    # 30 fps drop-frame has 17,982 frames in ten minutes and 107,892 in an hour.
    assert timecode(frame, NTSC) == label


def test_an_hour_of_drop_frame_labels_takes_an_hour() -> None:
    for rate, frames in ((NTSC, 107_892), (Fraction(60000, 1001), 215_784)):
        assert timecode(frames, rate) == "01:00:00;00"
        assert abs(frames / rate - 3600) < Fraction(4, 1000)


def test_film_speed_for_television_does_not_drop() -> None:
    rate = Fraction(24000, 1001)
    assert not drops_frames(rate)
    assert timecode(24 * 3600, rate) == "01:00:00:00"  # 3603.6 s of real time
    assert timecode(24 * 60, rate) == "00:01:00:00"


@pytest.mark.parametrize("rate", RATES, ids=str)
@given(frame=st.integers(0, 1_000_000))
def test_a_label_names_its_frame(rate: Fraction, frame: int) -> None:
    label = timecode(frame, rate)
    assert frame_of_timecode(label, rate) == frame


@pytest.mark.parametrize("rate", RATES, ids=str)
@given(frame=st.integers(0, 1_000_000))
def test_labels_never_repeat_and_stay_close_to_the_clock(rate: Fraction, frame: int) -> None:
    assert timecode(frame, rate) < timecode(frame + 1, rate)
    if rate.denominator != 1001 or drops_frames(rate):
        hours, minutes, seconds = (int(timecode(frame, rate)[k : k + 2]) for k in (0, 3, 6))
        assert abs(float(frame / rate) - (hours * 3600 + minutes * 60 + seconds)) < 1.2


@pytest.mark.parametrize(
    "text", ["00:01:00;00", "00:01:00;01", "00:00:00;30", "1:2:3:4", "00:60:00:00"]
)
def test_a_label_that_was_dropped_names_no_frame(text: str) -> None:
    with pytest.raises(InputError):
        frame_of_timecode(text, NTSC)

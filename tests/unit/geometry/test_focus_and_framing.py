"""Depth of field and framing against formulas worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.focus import (
    blur_diameter_mm,
    circle_of_confusion,
    depth_of_field,
    hyperfocal,
)  # fmt: skip
from groundplan.geometry.framing import (
    distance_for_extent,
    distance_for_height,
    extent_at_distance,
    focal_for_extent,
)  # fmt: skip
from groundplan.units import Metres, Millimetres

_CIRCLE = Millimetres(0.03)
_lengths = st.floats(8.0, 200.0).map(Millimetres)


def test_the_circle_of_full_frame_is_the_customary_one() -> None:
    assert circle_of_confusion(Millimetres(36), Millimetres(24)) == pytest.approx(0.029, abs=2e-4)


def test_hyperfocal_distance_matches_the_formula_by_hand() -> None:
    # 50^2 / (8 * 0.03) + 50 = 10 466.67 mm
    h = hyperfocal(Millimetres(50.0), fstop=8.0, circle=_CIRCLE)
    assert h == pytest.approx(10.46667, abs=1e-5)


def test_focus_at_the_hyperfocal_distance_is_sharp_from_half_of_it_to_infinity() -> None:
    h = hyperfocal(Millimetres(50.0), fstop=8.0, circle=_CIRCLE)
    zone = depth_of_field(Millimetres(50.0), focus=h, fstop=8.0, circle=_CIRCLE)
    assert math.isinf(zone.far)
    assert math.isinf(zone.total)
    assert zone.near == pytest.approx(h / 2.0, rel=1e-12)
    endless = depth_of_field(Millimetres(50.0), focus=Metres(math.inf), fstop=8.0, circle=_CIRCLE)
    assert endless.near == pytest.approx(h)


@given(focal=_lengths, fstop=st.floats(1.0, 22.0), focus=st.floats(0.5, 50.0))
def test_the_ends_of_the_sharp_zone_are_blurred_by_exactly_the_circle(
    focal: Millimetres, fstop: float, focus: float
) -> None:
    zone = depth_of_field(focal, focus=Metres(focus), fstop=fstop, circle=_CIRCLE)
    assert zone.near < focus < zone.far
    for edge in (zone.near, zone.far):
        if math.isfinite(edge) and edge < 1e6:
            blur = blur_diameter_mm(focal, fstop=fstop, focus=Metres(focus), distance=edge)
            assert blur == pytest.approx(_CIRCLE, rel=1e-6)


def test_what_is_in_focus_has_no_blur_and_infinity_is_a_distance() -> None:
    focal = Millimetres(50.0)
    assert blur_diameter_mm(focal, fstop=2.0, focus=Metres(3.0), distance=Metres(3.0)) == 0.0
    sky = blur_diameter_mm(focal, fstop=2.0, focus=Metres(3.0), distance=Metres(math.inf))
    assert sky == pytest.approx(50.0**2 / (2.0 * (3000.0 - 50.0)))
    near = blur_diameter_mm(focal, fstop=2.0, focus=Metres(math.inf), distance=Metres(3.0))
    assert near == pytest.approx(50.0**2 / (2.0 * 3000.0))


@pytest.mark.parametrize("focus", [0.0, 0.05, -3.0, math.nan])
def test_focus_within_the_focal_length_is_refused(focus: float) -> None:
    with pytest.raises(InputError, match="focal length"):
        depth_of_field(Millimetres(50.0), focus=Metres(focus), fstop=2.8, circle=_CIRCLE)
    with pytest.raises(InputError, match="focal length"):
        blur_diameter_mm(Millimetres(50.0), fstop=2.8, focus=Metres(focus), distance=Metres(2.0))


def test_optics_without_size_are_refused() -> None:
    with pytest.raises(InputError, match="f-stop is 0"):
        hyperfocal(Millimetres(50.0), fstop=0.0, circle=_CIRCLE)
    with pytest.raises(InputError, match="distance -1 m"):
        blur_diameter_mm(Millimetres(50.0), fstop=2.0, focus=Metres(3.0), distance=Metres(-1.0))


def test_a_standing_adult_fills_the_frame_at_the_distance_of_the_pinhole() -> None:
    # d = f H / h: 35 mm * 1.70 m / 14.0 mm
    d = distance_for_height(
        Metres(1.7), fraction=1.0, focal=Millimetres(35.0), sensor_height=Millimetres(14.0)
    )
    assert d == pytest.approx(4.25)


@given(
    extent=st.floats(0.1, 50.0), focal=_lengths, sensor_extent=st.floats(4.0, 70.0).map(Millimetres)
)
def test_extent_distance_and_lens_determine_each_other(
    extent: float, focal: Millimetres, sensor_extent: Millimetres
) -> None:
    distance = distance_for_extent(Metres(extent), focal=focal, sensor_extent=sensor_extent)
    seen = extent_at_distance(distance, focal=focal, sensor_extent=sensor_extent)
    lens = focal_for_extent(Metres(extent), distance=distance, sensor_extent=sensor_extent)
    assert seen == pytest.approx(extent, rel=1e-12)
    assert lens == pytest.approx(focal, rel=1e-12)


def test_framing_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="above 0"):
        distance_for_height(
            Metres(1.7), fraction=0.0, focal=Millimetres(35.0), sensor_height=Millimetres(14.0)
        )
    with pytest.raises(InputError, match="above 0"):
        extent_at_distance(Metres(-1.0), focal=Millimetres(35), sensor_extent=Millimetres(14))

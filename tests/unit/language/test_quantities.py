"""Numbers with units are read exactly, wherever they stand."""

import math

import pytest

from groundplan.language.facts import Dimension
from groundplan.language.quantities import read_quantities

FOOT, INCH = 0.3048, 0.0254


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("4 m", Dimension.LENGTH, 4.0),
        ("1.5 metres", Dimension.LENGTH, 1.5),
        ("half a metre", Dimension.LENGTH, 0.5),
        ("two and a half meters", Dimension.LENGTH, 2.5),
        ("twenty-five metres", Dimension.LENGTH, 25.0),
        ("1 1/2 m", Dimension.LENGTH, 1.5),
        ("2½ m", Dimension.LENGTH, 2.5),
        ("a metre", Dimension.LENGTH, 1.0),
        ("30 cm", Dimension.LENGTH, 0.3),
        ("6 ft 2 in", Dimension.LENGTH, 6 * FOOT + 2 * INCH),
        ("5'10\"", Dimension.LENGTH, 5 * FOOT + 10 * INCH),
        ("12 feet", Dimension.LENGTH, 12 * FOOT),
        ("1,200 m", Dimension.LENGTH, 1200.0),
        ("1.2e3 m", Dimension.LENGTH, 1200.0),
        ("5e-1m", Dimension.LENGTH, 0.5),
        ("5 m/s", Dimension.SPEED, 5.0),
        ("36 km/h", Dimension.SPEED, 10.0),
        ("10 mph", Dimension.SPEED, 4.4704),
        ("two metres per second", Dimension.SPEED, 2.0),
        ("90°", Dimension.ANGLE, math.pi / 2),
        ("45 degrees", Dimension.ANGLE, math.pi / 4),
        ("180°/s", Dimension.ANGULAR_SPEED, math.pi),
        ("f/2.8", Dimension.APERTURE, 2.8),
        ("T2.0", Dimension.TRANSMISSION, 2.0),
        ("35mm", Dimension.FOCAL_LENGTH, 35.0),
        ("3200K", Dimension.TEMPERATURE, 3200.0),
        ("800 lux", Dimension.ILLUMINANCE, 800.0),
        ("1600 lm", Dimension.LUMINOUS_FLUX, 1600.0),
        ("500 nits", Dimension.LUMINANCE, 500.0),
        ("two stops", Dimension.STOPS, 2.0),
        ("5:1", Dimension.RATIO, 5.0),
        ("24 fps", Dimension.FRAME_RATE, 24.0),
        ("48 frames", Dimension.FRAMES, 48.0),
        ("ISO 800", Dimension.ISO, 800.0),
        ("1/50 s", Dimension.SHUTTER, 0.02),
        ("6:30 pm", Dimension.CLOCK_TIME, 18.5 * 3600),
        ("7am", Dimension.CLOCK_TIME, 7.0 * 3600),
        ("40%", Dimension.PERCENT, 0.4),
        ("20 kg", Dimension.MASS, 20.0),
        ("90 seconds", Dimension.DURATION, 90.0),
        ("2 min", Dimension.DURATION, 120.0),
        ("-3 s", Dimension.DURATION, -3.0),
    ],
)
def test_a_quantity_has_its_si_value(text: str, dimension: Dimension, value: float) -> None:
    for before, after in (("", ""), ("A man, ", " here.")):
        reading = read_quantities(before + text + after)
        (quantity,) = reading.quantities
        assert quantity.dimension is dimension
        assert math.isclose(quantity.value, value, rel_tol=1e-12)
        assert (quantity.text, quantity.span.start) == (text, len(before))


@pytest.mark.parametrize(
    ("text", "values", "kind"),
    [
        ("from 6 m to 3 m", (6.0, 3.0), "change"),
        ("6 m to 3 m", (6.0, 3.0), "change"),
        ("from 50 cm to 2 m", (0.5, 2.0), "change"),
        ("2-3 m", (2.0, 3.0), "between"),
        ("between 2 and 3 m", (2.0, 3.0), "between"),
    ],
)
def test_a_range_has_two_values(text: str, values: tuple[float, float], kind: str) -> None:
    (quantity,) = read_quantities(text).quantities
    assert (quantity.value, quantity.end_value) == values
    assert quantity.range_kind == kind


@pytest.mark.parametrize("text", ["about 5 m", "~5 m", "roughly 5 m"])
def test_an_approximation_is_marked(text: str) -> None:
    (quantity,) = read_quantities(text).quantities
    assert (quantity.value, quantity.approximate) == (5.0, True)


@pytest.mark.parametrize(("text", "aspect"), [("16:9", 16 / 9), ("2.39:1", 2.39), ("4:3", 4 / 3)])
def test_a_picture_format_is_no_light_ratio(text: str, aspect: float) -> None:
    (quantity,) = read_quantities(text).quantities
    assert (quantity.role, quantity.value) == ("shot.aspect", aspect)


@pytest.mark.parametrize(
    "text", ["4K", "8k", "the 1980s", "35mm film", "two dogs", "nan m", "inf m", "a stop sign"]
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert read_quantities(text).quantities == ()


def test_a_number_too_large_for_any_film_is_unresolved() -> None:
    reading = read_quantities("9" * 30 + " m away")
    assert reading.quantities == ()
    assert [u.reason for u in reading.unresolved] == ["the number is too large to be a measure"]


def test_a_negative_exponent_is_not_a_number_of_its_own() -> None:
    (lens,) = read_quantities("a 1e-300 mm lens").quantities
    assert lens.value < 1e-200
    assert read_quantities("a lens of 1e309 mm").quantities == ()

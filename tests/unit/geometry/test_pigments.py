"""Surfaces are drawn in colours that surfaces can have, and stay the colour they are called."""

import numpy as np
import pytest

from groundplan.geometry.colour import hex_from_linear, linear_from_hex, relative_luminance
from groundplan.geometry.pigments import surface_reflectance

NAMED = ("#ff0000", "#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff", "#ffffff", "#000000")


def drawn(code: str) -> np.ndarray:
    return surface_reflectance(np.array(linear_from_hex(code)))


@pytest.mark.parametrize("code", [*NAMED, "#ffa500", "#800080", "#a52a2a", "#ffc0cb", "#000080"])
def test_no_surface_is_brighter_than_snow_or_blacker_than_soot(code: str) -> None:
    assert float(relative_luminance(drawn(code))) <= 0.8
    assert float(np.min(drawn(code))) >= 0.018


@pytest.mark.parametrize("code", NAMED)
def test_a_drawn_primary_is_still_nearest_to_its_own_name(code: str) -> None:
    level = drawn(code)
    near = min(NAMED, key=lambda name: float(np.sum((drawn(name) - level) ** 2)))
    assert near == code
    strongest = np.array(linear_from_hex(code)) == max(linear_from_hex(code))
    assert np.max(level[~strongest], initial=0.0) < np.min(level[strongest])


@pytest.mark.parametrize("code", ["#c99b7d", "#8c8c8c", "#7d7a72", "#b7a88f"])
def test_a_believable_colour_is_drawn_as_it_is(code: str) -> None:
    assert hex_from_linear(drawn(code)) == code


def test_grey_stays_neutral() -> None:
    for code in ("#000000", "#404040", "#ffffff"):
        assert np.ptp(drawn(code)) == 0.0


def test_the_hue_circle_has_no_jump() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 721)
    wheel = np.clip(
        0.5 + 0.6 * np.stack([np.cos(angle - k * 2.0 * np.pi / 3.0) for k in range(3)], -1), 0, 1
    )
    shown = np.stack([surface_reflectance(row) for row in wheel])
    assert float(np.abs(np.diff(shown, axis=0)).max()) < 0.03

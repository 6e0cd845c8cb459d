"""Light from all around: the quadratic form against the integral that it stands for."""

import numpy as np
import pytest

from groundplan.geometry.harmonics import (
    irradiance,
    irradiance_form,
    map_directions,
    turned_form,
)

ROWS, COLUMNS = 64, 128


def _integral(radiance: np.ndarray, normal: np.ndarray) -> np.ndarray:
    towards, solid = map_directions(ROWS, COLUMNS)
    cosine = np.maximum((towards * normal).sum(axis=-1), 0.0) * solid
    return (radiance * cosine[..., None]).sum(axis=(0, 1))


def _normals() -> np.ndarray:
    rng = np.random.default_rng(1)
    n = rng.normal(size=(40, 3))
    return n / np.linalg.norm(n, axis=1, keepdims=True)


def test_a_map_covers_the_whole_sphere() -> None:
    _, solid = map_directions(ROWS, COLUMNS)
    assert float(solid.sum()) * COLUMNS == pytest.approx(4.0 * np.pi, rel=1e-12)


def test_an_even_sky_of_1_nit_gives_pi_lux_everywhere() -> None:
    form = irradiance_form(np.ones((ROWS, COLUMNS, 3)))
    for normal in _normals():
        assert irradiance(form, normal) == pytest.approx(np.full(3, np.pi), rel=2e-3)


def test_smooth_light_is_met_within_one_percent_of_its_mean() -> None:
    """Light that itself is of the second order comes back exactly, up to the map's raster."""
    towards, _ = map_directions(ROWS, COLUMNS)
    x, y, z = (towards[..., k] for k in range(3))
    radiance = np.stack([1.0 + 0.5 * y, 1.0 + 0.3 * x * y, 1.0 - 0.4 * (z * z - y * y)], axis=-1)
    form = irradiance_form(radiance)
    for normal in _normals():
        assert irradiance(form, normal) == pytest.approx(_integral(radiance, normal), rel=0.01)


def test_light_from_half_the_sky_is_met_within_a_tenth() -> None:
    towards, _ = map_directions(ROWS, COLUMNS)
    radiance = np.repeat((towards[..., :1] > 0.0).astype(float), 3, axis=-1)
    form = irradiance_form(radiance)
    for normal in _normals():
        assert np.abs(irradiance(form, normal) - _integral(radiance, normal)).max() < 0.1 * np.pi


def test_a_turned_form_answers_in_the_new_axes() -> None:
    towards, _ = map_directions(ROWS, COLUMNS)
    form = irradiance_form(np.repeat((towards[..., :1] > 0.3).astype(float), 3, axis=-1))
    turn = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
    turned = turned_form(form, turn)
    for normal in _normals():
        assert irradiance(turned, normal) == pytest.approx(
            irradiance(form, turn @ normal), abs=1e-9
        )

"""The meter against what can be calculated by hand."""

import math

import numpy as np
import pytest

from groundplan.geometry import exposure
from groundplan.scene.photometry import (
    arriving,
    dome_lx,
    flat_lx,
    sky_dome_lx,
    sky_flat_lx,
)
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Lumens, Radians

HERE = np.zeros(3)
AHEAD = np.array([0.0, 0.0, 1.0])


def point(flux: float, at: tuple[float, float, float]) -> LightPose:
    return LightPose(
        entity="a", kind="point", position=at,
        intensity_cd=exposure.isotropic_intensity_cd(Lumens(flux)),
    )  # fmt: skip


def panel(flux: float, at: float, side: float) -> LightPose:
    """A square panel straight ahead that shines back."""
    return LightPose(
        entity="a", kind="area", position=(0.0, 0.0, at), direction=(0.0, 0.0, -1.0),
        intensity_cd=exposure.intensity_of_area_cd(Lumens(flux)), size_m=(side, side),
    )  # fmt: skip


def test_a_thousand_isotropic_lumens_at_two_metres_are_19_9_lux() -> None:
    lamp = point(1000.0, (0.0, 0.0, 2.0))
    assert flat_lx(lamp, HERE, AHEAD) == pytest.approx(1000.0 / (4 * math.pi * 4.0), rel=1e-12)
    assert flat_lx(lamp, HERE, AHEAD) == pytest.approx(19.894, abs=1e-3)
    assert dome_lx(lamp, HERE, AHEAD) == pytest.approx(19.894, abs=1e-3)


@pytest.mark.parametrize("degrees", [0.0, 30.0, 60.0, 89.0])
def test_a_flat_receptor_follows_the_cosine_and_a_dome_half_of_it(degrees: float) -> None:
    angle = math.radians(degrees)
    lamp = point(1000.0, (2.0 * math.sin(angle), 0.0, 2.0 * math.cos(angle)))
    facing = arriving(lamp, HERE).facing_lx
    assert flat_lx(lamp, HERE, AHEAD) == pytest.approx(facing * math.cos(angle), rel=1e-9)
    assert dome_lx(lamp, HERE, AHEAD) == pytest.approx(facing * (1 + math.cos(angle)) / 2)


def test_light_from_behind_a_flat_receptor_does_not_count() -> None:
    assert flat_lx(point(1000.0, (0.0, 0.0, -2.0)), HERE, AHEAD) == 0.0


def coaxial_square(side: float, distance: float) -> float:
    """Form factor from a small surface to a coaxial parallel square: the textbook's, by corners.

    F = 4 / 2 pi (X / sqrt(1 + X^2) atan(Y / sqrt(1 + X^2)) + the same with X and Y exchanged)
    for a rectangle of half sides X and Y over the distance, of which it is four quarters.
    """
    x = 0.5 * side / distance
    root = math.sqrt(1.0 + x * x)
    return 4.0 / (2.0 * math.pi) * 2.0 * (x / root) * math.atan(x / root)


@pytest.mark.parametrize(("side", "distance"), [(0.5, 2.0), (1.0, 1.0), (2.0, 0.5)])
def test_a_panel_has_the_form_factor_of_the_textbook(side: float, distance: float) -> None:
    lamp = panel(1000.0, distance, side)
    exitance = 1000.0 / side**2
    assert flat_lx(lamp, HERE, AHEAD) == pytest.approx(
        exitance * coaxial_square(side, distance), rel=1e-9
    )


def test_an_endless_panel_gives_its_exitance_whatever_its_distance() -> None:
    lamp = panel(1e10, 1.0, 10_000.0)
    assert flat_lx(lamp, HERE, AHEAD) == pytest.approx(1e10 / 1e8, rel=1e-6)


def test_a_panel_agrees_with_many_small_lamps() -> None:
    normal = np.array([0.3, 0.8, 0.52])
    normal /= np.linalg.norm(normal)
    count = 200
    steps = (np.arange(count) + 0.5) / count - 0.5
    x, y = np.meshgrid(steps * 1.2, steps * 1.2)
    rays = np.stack([x, y, np.full_like(x, 1.5)], axis=-1)
    squared = (rays**2).sum(axis=-1)
    cosines = np.maximum((rays * normal).sum(axis=-1), 0.0) * rays[..., 2]
    expected = 800.0 / math.pi * float((cosines / squared**2).mean())
    assert flat_lx(panel(800.0, 1.5, 1.2), HERE, normal) == pytest.approx(expected, rel=1e-4)


def test_a_panel_does_not_shine_backwards() -> None:
    assert flat_lx(panel(1000.0, -1.0, 1.0), HERE, -AHEAD) == 0.0


def test_a_beam_has_its_flux_in_its_core_and_nothing_beside_it() -> None:
    beam = Radians(math.radians(40.0))

    def spot(x: float) -> LightPose:
        return LightPose(
            entity="a", kind="spot", position=(x, 0.0, 2.0), direction=(0.0, 0.0, -1.0),
            intensity_cd=exposure.spot_intensity_cd(Lumens(1000.0), beam), beam_angle_rad=beam,
        )  # fmt: skip

    core, edge = math.cos(0.8 * beam / 2), math.cos(beam / 2)
    solid = 2 * math.pi * (1 - 0.5 * (core + edge))
    assert flat_lx(spot(0.0), HERE, AHEAD) == pytest.approx(1000.0 / solid / 4.0, rel=1e-12)
    assert flat_lx(spot(2.0 * math.tan(beam / 2 * 1.01)), HERE, AHEAD) == 0.0


def dome(zenith: float, horizon: float, ground: float) -> SkyPose:
    z, h, g = zenith, horizon, ground
    return SkyPose(zenith_nit=(z, z, z), horizon_nit=(h, h, h), ground_nit=(g, g, g))


def test_an_even_surround_of_luminance_one_gives_pi_to_any_plane_and_two_pi_to_a_dome() -> None:
    for normal in (AHEAD, np.array([0.0, 1.0, 0.0]), np.array([0.6, -0.8, 0.0])):
        assert sky_flat_lx(dome(1.0, 1.0, 1.0), normal) == pytest.approx(math.pi, rel=1e-6)
        assert sky_dome_lx(dome(1.0, 1.0, 1.0), normal) == pytest.approx(2 * math.pi, rel=1e-6)


@pytest.mark.parametrize(("degrees", "within"), [(90.0, 1e-4), (0.0, 1e-4), (45.0, 0.03)])
def test_a_gradient_sky_agrees_with_its_integral(degrees: float, within: float) -> None:
    zenith, horizon = 3.0, 7.0
    normal = np.array([0.0, math.sin(math.radians(degrees)), math.cos(math.radians(degrees))])
    rows, columns = 400, 800
    s = (np.arange(rows) + 0.5) / rows
    turn = 2 * np.pi * (np.arange(columns) + 0.5) / columns
    flat = np.sqrt(1 - s**2)[:, None]
    towards = np.stack(
        [flat * np.sin(turn), np.broadcast_to(s[:, None], (rows, columns)), flat * np.cos(turn)],
        axis=-1,
    )
    radiance = zenith + (horizon - zenith) * (1 - s[:, None]) ** 4
    cosine = np.maximum((towards * normal).sum(axis=-1), 0.0)
    expected = float((radiance * cosine).sum()) * 2 * np.pi / rows / columns
    assert sky_flat_lx(dome(zenith, horizon, 0.0), normal) == pytest.approx(expected, rel=within)

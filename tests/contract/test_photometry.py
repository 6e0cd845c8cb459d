"""Illuminance, luminance and beauty of every registered renderer, against photometry."""
# pyright: basic, reportOptionalMemberAccess=false, reportOptionalSubscript=false
# pyright: reportCallIssue=false, reportArgumentType=false, reportOperatorIssue=false
# ruff: noqa: ANN001, ANN002, ANN003, ANN201
# Stages come from an untyped fixture, because test modules cannot import one another.

import math
from dataclasses import replace
from importlib.metadata import entry_points

import numpy as np
import pytest

from groundplan.geometry.exposure import (
    ev100,
    isotropic_intensity_cd,
    saturation_luminance,
    spot_intensity_cd,
)
from groundplan.geometry.form_factors import panel_illuminance
from groundplan.previz.display import filmic, srgb
from groundplan.previz.port import RENDERED_PASSES, Frame, Pass, RenderOptions
from groundplan.scene.stage import LightPose, Material, SkyPose

ALL = RenderOptions(passes=RENDERED_PASSES, edge_samples=1)
WHITE = Material(base_color=(1.0, 1.0, 1.0), roughness=1.0)
DOWN = (0.0, -1.0, 0.0)


@pytest.fixture(params=sorted(e.name for e in entry_points(group="groundplan.renderers")))
def renderer(request):
    (entry,) = entry_points(group="groundplan.renderers", name=request.param)
    return entry.load()()


def render(renderer, shot, *, options: RenderOptions = ALL) -> Frame:
    (result,) = renderer.render(shot.stage(), [0], options=options)
    return result


def floor(kit, *lights, material: Material = WHITE, height: float = 3.0, **rest):
    """A level floor seen from straight above; a pixel is height / 100 metres wide."""
    level = kit.turn_x(-math.pi / 2)
    rest = {"saturation_nit": 20.0, "size_px": (121, 81), **rest}
    return kit.Shot(
        items=(kit.item(kit.quad(9.0), 1, material=material),), placed=(kit.still(level),),
        world_from_camera=kit.still(kit.translation(0, height, 0) @ level), lights=lights, **rest,
    )  # fmt: skip


def bulb(**rest) -> LightPose:
    """1,000 lumens to all sides, 2 m above the floor."""
    lamp = LightPose(
        entity="bulb", kind="point", position=(0.0, 2.0, 0.0),
        intensity_cd=isotropic_intensity_cd(1000.0), size_m=(0.01, 0.01),
    )  # fmt: skip
    return replace(lamp, **rest)


def panel(height: float, size: tuple[float, float], **rest) -> LightPose:
    """A matte panel of 1,000 lumens that shines down."""
    lamp = LightPose(
        entity="panel", kind="area", position=(0.0, height, 0.0), direction=DOWN, size_m=size,
        right=(0.6, 0.0, 0.8), intensity_cd=1000.0 / math.pi, casts_shadow=False,
    )  # fmt: skip
    return replace(lamp, **rest)


def test_a_bulb_of_1000_lumens_gives_19_9_lux_2_metres_below_and_its_cosine_elsewhere(
    renderer, kit
):
    frame = render(renderer, floor(kit, bulb()))
    square = frame.position[..., 0] ** 2 + frame.position[..., 2] ** 2 + 4.0
    expected = 1000 / (4 * math.pi) * 2 / square**1.5
    assert frame.illuminance[40, 60] == pytest.approx(19.894, rel=1e-3)
    assert expected.min() < 9.0
    np.testing.assert_allclose(frame.illuminance, expected, rtol=1e-3)


@pytest.mark.parametrize("reflectance", [1.0, 0.18])
def test_a_matte_floor_sends_back_its_reflectance_over_pi(renderer, kit, reflectance):
    paint = Material(base_color=(reflectance,) * 3, roughness=1.0)
    frame = render(renderer, floor(kit, bulb(), material=paint))
    expected = frame.illuminance * reflectance / math.pi
    np.testing.assert_allclose(frame.luminance, expected, rtol=1e-3)


def test_colour_counts_by_its_luminance(renderer, kit):
    paint = Material(base_color=(0.8, 0.2, 0.1), roughness=1.0)
    warm = (1.6, 0.8871, 0.3508)  # relative luminance 1
    frame = render(renderer, floor(kit, bulb(color=warm), material=paint))
    share = 0.2126 * 0.8 * 1.6 + 0.7152 * 0.2 * 0.8871 + 0.0722 * 0.1 * 0.3508
    assert frame.illuminance[40, 60] == pytest.approx(19.894, rel=1e-3)
    assert frame.luminance[40, 60] == pytest.approx(19.894 * share / math.pi, rel=1e-3)


def test_a_pixel_follows_from_luminance_by_exposure_and_tone_curve(renderer, kit):
    """f/2, 1/48 s, ISO 800: EV100 = 4.585, and the sensor clips at 28.8 cd/m^2."""
    clips = saturation_luminance(ev100(2.0, 1 / 48, 800.0))
    assert clips == pytest.approx(28.8, rel=1e-3)
    lamps = (bulb(intensity_cd=60.0), panel(0.8, (0.5, 0.5), intensity_cd=6.0))
    frame = render(renderer, floor(kit, *lamps, saturation_nit=clips))
    expected = np.rint(255 * srgb(filmic(frame.luminance.astype(float).ravel() / clips)))
    assert np.ptp(expected) > 40
    assert np.abs(frame.beauty[..., 1].ravel() - expected).max() <= 1


def test_the_tone_curve_read_backwards_gives_the_light_meter(renderer, kit):
    clips = saturation_luminance(ev100(2.0, 1 / 48, 200.0))
    frame = render(renderer, floor(kit, bulb(intensity_cd=2000.0), saturation_nit=clips))
    scene = np.linspace(0.0, 4.0, 400001)
    code = srgb(filmic(scene)) * 255
    nit = clips * np.interp(frame.beauty[40, 60, 1], code[: code.argmax()], scene[: code.argmax()])
    assert nit * math.pi == pytest.approx(2000.0 / 4.0, rel=0.015)  # a byte is 1 %


@pytest.mark.parametrize("beam", [20.0, 45.0, 80.0])
def test_a_spot_lights_the_floor_with_its_whole_flux(renderer, kit, beam):
    angle = math.radians(beam)
    lamp = bulb(
        kind="spot", direction=DOWN, beam_angle_rad=angle,
        intensity_cd=spot_intensity_cd(1000.0, angle),
    )  # fmt: skip
    frame = render(renderer, floor(kit, lamp, height=4.2, size_px=(121, 121)))
    pixel = 4.2 / 100.0
    assert float(frame.illuminance.sum()) * pixel**2 == pytest.approx(1000.0, rel=0.01)


@pytest.mark.parametrize("size", [(1.0, 1.0), (0.2, 1.6)])
@pytest.mark.parametrize("height", [0.1, 0.5, 2.0])
def test_a_panel_lights_by_its_exact_form_factor(renderer, kit, height, size):
    lamp = panel(height, size)
    frame = render(renderer, floor(kit, lamp))
    for row, column in ((40, 60), (40, 70), (10, 20), (80, 120), (0, 60), (44, 55)):
        expected = panel_illuminance(
            1000.0, center=np.array(lamp.position), direction=np.array(DOWN),
            right=np.array(lamp.right), size=size, normal=np.array([0.0, 1.0, 0.0]),
            point=frame.position[row, column].astype(float),
        )  # fmt: skip
        assert frame.illuminance[row, column] == pytest.approx(expected, rel=1e-3)


def test_a_wall_that_a_panel_stands_on_gets_the_half_above_its_horizon(renderer, kit):
    """The panel's plane is square to the floor: only what rises over the horizon counts."""
    lamp = panel(0.2, (1.0, 1.0), direction=(0.0, 0.0, -1.0), right=(1.0, 0.0, 0.0))
    frame = render(renderer, floor(kit, replace(lamp, position=(0.0, 0.2, 0.0))))
    z = frame.position[:, 60, 2].astype(float)
    for row in np.flatnonzero((z < -0.05) & (z > -1.0)):
        expected = panel_illuminance(
            1000.0, center=np.array([0.0, 0.2, 0.0]), direction=np.array([0.0, 0.0, -1.0]),
            right=np.array([1.0, 0.0, 0.0]), size=(1.0, 1.0), normal=np.array([0.0, 1.0, 0.0]),
            point=frame.position[row, 60].astype(float),
        )  # fmt: skip
        assert frame.illuminance[row, 60] == pytest.approx(expected, rel=2e-3)
    assert (frame.illuminance[:, 60][z > 0.01] == 0).all()


def test_a_lamp_that_is_seen_keeps_its_luminance_however_bright(renderer, kit):
    glow = Material(base_color=(0, 0, 0), roughness=1.0, emission_nit=(8000.0, 8000.0, 8000.0))
    frame = render(renderer, floor(kit, material=glow, saturation_nit=1.0))
    np.testing.assert_allclose(frame.luminance, 8000.0, rtol=1e-4)
    assert (frame.illuminance == 0).all()


def test_the_sky_has_luminance_and_no_illuminance(renderer, kit):
    sky = SkyPose(
        zenith_nit=(100.0,) * 3, horizon_nit=(500.0,) * 3, ground_nit=(0.0,) * 3, haze_m=math.inf
    )
    frame = render(renderer, kit.Shot(sky=sky, saturation_nit=300.0))
    rise = (32 - 3 - 0.5) / 100
    sine = rise / math.sqrt(1 + rise * rise + 0.005**2)
    assert frame.luminance[3, 48] == pytest.approx(100 + 400 * (1 - sine) ** 4, rel=1e-3)
    assert np.isnan(frame.illuminance).all()


def test_measuring_light_changes_no_other_pass(renderer, kit):
    shot = floor(kit, bulb(), panel(2.5, (0.4, 0.4)))
    plain = render(renderer, shot, options=replace(ALL, passes=frozenset({Pass.BEAUTY})))
    assert (plain.beauty == render(renderer, shot).beauty).all()

"""Breathing, squeeze, neutral density and T-stops, as the stage of a shot has them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.scene.test_stage import BODY, CAMERA, world

from groundplan.geometry.lenses import lens_named
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.stage import CameraPose
from groundplan.units import Subframes
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Camera, Entity, Primitive, Transform
from groundplan.world.sequence import Film


def filmed(camera: Camera, **channels: Channel) -> World:
    base = world()
    eye = replace(
        base.entities[CAMERA],
        camera=camera,
        channels={f"camera.{name}": channel for name, channel in channels.items()},
    )
    return replace(base, entities={**base.entities, CAMERA: eye})


def pose(document: World, frame: int = 0) -> CameraPose:
    return build_stage(document, "s1").pose(Subframes(1000 * frame)).camera


def test_a_rack_of_focus_zooms_a_breathing_lens_in_every_pass() -> None:
    rack = Channel(type="float", unit="m", keys={"k0": Key(t=0, v=0.5), "k1": Key(t=80_000, v=1e6)})
    lens = Camera(focal_mm=50.0, breathing=0.1, close_focus_m=0.5)
    document = filmed(lens, focus_m=rack)
    ideal = pose(filmed(Camera(focal_mm=50.0)))
    near, far = pose(document), pose(document, 80)
    assert near.intrinsics_px[0, 0] == pytest.approx(ideal.intrinsics_px[0, 0] / 0.9)
    assert far.intrinsics_px[0, 0] == pytest.approx(ideal.intrinsics_px[0, 0], rel=1e-6)
    assert near.intrinsics_px[0, 2] == ideal.intrinsics_px[0, 2]
    assert near.focal_mm == 50.0, "the lens is still called what is engraved on it"


def test_neutral_density_takes_its_stops_from_stated_exposures_alone() -> None:
    stated = Camera(auto_exposure=False, fstop=4.0, iso=800.0)
    plain, dense = (pose(filmed(replace(stated, nd_stops=stops))).exposure for stops in (0.0, 1.8))
    assert dense.ev100 - plain.ev100 == pytest.approx(1.8)
    ratio = dense.saturation_luminance_nit / plain.saturation_luminance_nit
    assert ratio == pytest.approx(2.0**1.8)
    metered = pose(filmed(Camera())).exposure.ev100
    assert pose(filmed(Camera(nd_stops=1.8))).exposure.ev100 == metered


def test_a_named_lens_exposes_by_its_t_stop() -> None:
    stated = Camera(auto_exposure=False, fstop=4.0)
    lens = lens_named("spherical_s35/50")
    named = pose(filmed(replace(stated, lens_name=lens.name))).exposure.ev100
    loss = 2.0 * math.log2(lens.tstop / lens.fstop)
    assert named - pose(filmed(stated)).exposure.ev100 == pytest.approx(loss)
    assert 0.15 < loss < 0.25


def ball_width_and_height(film: Film) -> tuple[int, int]:
    """Return the extent of a ball in the middle of the rendered ids [px]."""
    base = filmed(Camera(focal_mm=50.0, sensor_width_mm=21.95, sensor_height_mm=18.6))
    ball = Entity(
        name="ball",
        kind="prop",
        primitive=Primitive(shape="sphere", segments=96),
        size_m=(1.0, 1.0, 1.0),
        transform=Transform(position_m=(0.0, 0.0, 0.0)),
    )
    eye = replace(base.entities[CAMERA], aim=None, transform=Transform(position_m=(0.0, 0.5, 8.0)))
    kept = {k: e for k, e in base.entities.items() if k != BODY}
    document = replace(
        base, film=film, entities={**kept, CAMERA: eye, "RQND".ljust(26, "0"): ball}, tracks={}
    )
    stage = build_stage(document, "s1")
    number = next(i.instance for i in stage.instances if i.name == "ball")
    options = RenderOptions(passes=frozenset({Pass.INSTANCE}))
    ids = next(iter(NumbaRenderer().render(stage, [0], options=options))).instance
    assert ids is not None
    rows, columns = np.nonzero(ids == number)
    return int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def test_a_ball_through_an_anamorphic_lens_is_round_when_de_squeezed() -> None:
    # Gate 21.95 x 18.6 mm, de-squeezed 43.9 x 18.6 (2.36): all of its height is used.
    wide, high = ball_width_and_height(Film(width_px=944, height_px=400, desqueeze=2.0))
    assert abs(wide - high) <= 1
    # A ball of 1 m at 8 m: 2 * 50 mm * tan(asin(0.5 / 8)) = 6.262 mm of 18.6 mm.
    assert high == pytest.approx(400 * 6.262 / 18.6, abs=1.5)


def test_a_picture_that_stays_squeezed_shows_the_ball_half_as_wide() -> None:
    # Pixels twice as wide as high: 472 of them are 944 square ones.
    wide, high = ball_width_and_height(
        Film(width_px=472, height_px=400, desqueeze=2.0, pixel_aspect=2.0)
    )
    assert wide == pytest.approx(high / 2, abs=1.0)


def test_the_squeeze_doubles_the_width_that_a_lens_sees() -> None:
    lens = Camera(focal_mm=50.0, sensor_width_mm=21.95, sensor_height_mm=18.6)
    film = Film(width_px=944, height_px=400, desqueeze=2.0)
    k = pose(replace(filmed(lens), film=film)).intrinsics_px
    assert k[0, 0] == pytest.approx(k[1, 1])
    seen = 2.0 * math.atan(0.5 * 944 / k[0, 0])
    assert seen == pytest.approx(2.0 * math.atan(0.5 * 18.6 * 2.36 / 50.0))

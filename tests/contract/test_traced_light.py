"""Traced light of every registered renderer: penumbrae, hidden sky, bounces."""
# pyright: basic, reportOptionalMemberAccess=false, reportOptionalSubscript=false
# pyright: reportCallIssue=false, reportArgumentType=false, reportOperatorIssue=false
# ruff: noqa: ANN001, ANN002, ANN201
# Stages come from an untyped fixture, because test modules cannot import one another.

import hashlib
import math
import threading
from dataclasses import fields, replace
from importlib.metadata import entry_points

import numpy as np
import pytest

from groundplan.previz.port import Frame, Pass, RenderOptions
from groundplan.scene.stage import LightPose, Material, SkyPose

LIGHT = frozenset({Pass.ILLUMINANCE, Pass.LUMINANCE, Pass.POSITION, Pass.INSTANCE})
TRACED = RenderOptions(passes=LIGHT, light="traced")
QUICK = RenderOptions(passes=LIGHT)
BLACK = Material(base_color=(0.0, 0.0, 0.0), roughness=1.0)
DOWN = (0.0, -1.0, 0.0)


@pytest.fixture(params=sorted(e.name for e in entry_points(group="groundplan.renderers")))
def renderer(request):
    (entry,) = entry_points(group="groundplan.renderers", name=request.param)
    return entry.load()()


def render(renderer, shot, *, options: RenderOptions = TRACED) -> Frame:
    (result,) = renderer.render(shot.stage(), [0], options=options)
    return result


def board(kit, height: float, *lights, across: float = 1.0):
    """A black floor under half of a board whose edge lies at x = 0, seen through it from above.

    The board is one-sided and faces the lamp from below the camera, which does not see it.
    """
    level = kit.turn_x(-math.pi / 2)
    under = kit.turn_x(math.pi / 2)
    wide = 0.01 * across  # metres per pixel
    return kit.Shot(
        items=(
            kit.item(kit.quad(8.0), 1, material=BLACK),
            kit.item(kit.quad(8.0), 2, material=BLACK),
        ),
        placed=(kit.still(level), kit.still(kit.translation(-8.0, height, 0) @ under)),
        world_from_camera=kit.still(kit.translation(0, 100.0 * wide, 0) @ level),
        lights=lights, size_px=(161, 9), near_m=0.005,
    )  # fmt: skip


def panel(size: float, height: float, *, turned: float = 0.0) -> LightPose:
    return LightPose(
        entity="lamp", kind="area", position=(0.0, height, 0.0), direction=DOWN,
        size_m=(size, size), right=(math.cos(turned), 0.0, math.sin(turned)), intensity_cd=100.0,
    )  # fmt: skip


def exact_share(lamp: LightPose, x: np.ndarray, edge_height: float) -> np.ndarray:
    """Return the visible share of a level panel's light at floor points (x, 0, 0)."""
    side = 200
    s = (np.arange(side) + 0.5) / side - 0.5
    right = np.array(lamp.right)
    along = np.cross(lamp.direction, right)
    u, v = (a.ravel() for a in np.meshgrid(s * lamp.size_m[0], s * lamp.size_m[1]))
    points = np.array(lamp.position) + u[:, None] * right + v[:, None] * along
    far = points[None] - np.stack([x, 0 * x, 0 * x], -1)[:, None]
    weight = lamp.position[1] ** 2 / (far**2).sum(-1) ** 2
    crossing = x[:, None] + far[..., 0] * edge_height / lamp.position[1]
    return (weight * (crossing > 0.0)).sum(1) / weight.sum(1)


def width_of(share: np.ndarray, x: np.ndarray) -> float:
    """Return how far apart a tenth and nine tenths of the light lie [m]."""
    low, high = (np.interp(level, share, x) for level in (0.1, 0.9))
    return float(high - low)


@pytest.mark.parametrize(
    ("size", "lamp_height", "edge_height", "across"),
    [(0.2, 2.0, 1.0, 0.5), (0.6, 2.0, 0.5, 0.5), (1.0, 2.5, 1.25, 2.0), (0.1, 3.0, 2.0, 0.5),
     (0.4, 1.2, 0.9, 2.5)],
)  # fmt: skip
@pytest.mark.parametrize("turned", [0.0, 0.6])
def test_a_panels_penumbra_is_as_wide_as_geometry_says(
    renderer, kit, size, lamp_height, edge_height, across, turned
):
    lamp = panel(size, lamp_height, turned=turned)
    shot = board(kit, edge_height, lamp, across=across)
    frame = render(renderer, shot)
    bare = replace(shot, lights=(replace(lamp, casts_shadow=False),))
    x = frame.position[4, :, 0].astype(float)
    share = (frame.illuminance[4] / render(renderer, bare).illuminance[4]).astype(float)
    expected = exact_share(lamp, x, edge_height)
    assert np.abs(share - expected).max() < 0.03
    assert width_of(share, x) == pytest.approx(width_of(expected, x), rel=0.03)
    if turned == 0.0:  # from a tenth to nine tenths are four fifths of the whole
        stated = size * edge_height / (lamp_height - edge_height)
        assert width_of(share, x) == pytest.approx(0.8 * stated, rel=0.08)


@pytest.mark.parametrize("degrees", [0.53, 2.0, 8.0])
def test_the_suns_penumbra_follows_its_angular_diameter(renderer, kit, degrees):
    sun = LightPose(
        entity="sun", kind="sun", direction=DOWN, illuminance_lx=1000.0,
        angular_diameter_rad=math.radians(degrees),
    )  # fmt: skip
    height = 3.0
    radius = height * math.tan(math.radians(degrees) / 2)
    frame = render(renderer, board(kit, height, sun, across=radius / 0.5))
    x = frame.position[4, :, 0].astype(float)
    t = np.clip(x / radius, -1.0, 1.0)
    expected = 0.5 + (t * np.sqrt(1 - t * t) + np.arcsin(t)) / math.pi
    share = frame.illuminance[4].astype(float) / 1000.0
    assert np.abs(share - expected).max() < 0.03
    assert width_of(share, x) == pytest.approx(width_of(expected, x), rel=0.04)


def test_a_small_lamp_has_a_hard_shadow_exactly_where_its_rays_pass_the_edge(renderer, kit):
    lamp = LightPose(
        entity="lamp", kind="point", position=(0.5, 2.0, 0.0), intensity_cd=100.0, size_m=(0.0, 0.0)
    )
    frame = render(renderer, board(kit, 1.0, lamp))
    x, light = frame.position[4, :, 0], frame.illuminance[4]
    assert (light[x > -0.49] > 0).all()
    assert (light[x < -0.51] == 0).all()


def test_where_nothing_hides_anything_traced_light_is_quick_light(renderer, kit):
    """One black floor: no shadow, no bounce, and the whole sky is in view."""
    sky = SkyPose(zenith_nit=(40.0,) * 3, horizon_nit=(90.0,) * 3, ground_nit=(5.0,) * 3)
    lamps = (
        LightPose(
            entity="sun", kind="sun", direction=(0.6, -0.8, 0.0), illuminance_lx=500.0
        ),
        LightPose(
            entity="spot", kind="spot", position=(0.3, 2.0, 0.2), direction=DOWN,
            beam_angle_rad=0.5, intensity_cd=2000.0,
        ),
        panel(0.5, 0.8),
    )  # fmt: skip
    shot = replace(board(kit, 1.0, *lamps), sky=sky)
    shot = replace(shot, items=shot.items[:1], placed=shot.placed[:1])
    traced, quick = (render(renderer, shot, options=o) for o in (TRACED, QUICK))
    np.testing.assert_allclose(traced.illuminance, quick.illuminance, rtol=0.005)


def furnace(kit, albedo: float):
    """A closed box of one paint, seen from inside, with a lamp in its middle."""
    paint = Material(base_color=(albedo,) * 3, roughness=1.0)
    walls = [
        kit.translation(0, 0, -2), kit.translation(0, 0, 2) @ kit.turn_y(math.pi),
        kit.translation(-2, 0, 0) @ kit.turn_y(math.pi / 2),
        kit.translation(2, 0, 0) @ kit.turn_y(-math.pi / 2),
        kit.translation(0, -2, 0) @ kit.turn_x(-math.pi / 2),
        kit.translation(0, 2, 0) @ kit.turn_x(math.pi / 2),
    ]  # fmt: skip
    lamp = LightPose(entity="lamp", kind="point", intensity_cd=100.0, size_m=(0.0, 0.0))
    return kit.Shot(
        items=tuple(kit.item(kit.quad(2.0), n + 1, material=paint) for n in range(6)),
        placed=tuple(kit.still(w) for w in walls), lights=(lamp,), size_px=(64, 64),
        focal_px=lambda _: 30.0, sky_nit=7.0,
        world_from_camera=kit.still(kit.translation(0.3, 0.2, 1.7)),
    )  # fmt: skip


@pytest.mark.parametrize("albedo", [0.3, 0.7])
def test_the_light_in_a_closed_room_is_what_its_walls_do_not_swallow(renderer, kit, albedo):
    """All flux ends in the walls: mean illuminance is flux / area / (1 - albedo); no sky gets in.

    The far wall stands for the mean within a few per cent: light is even in a white cube.
    """
    dark = render(renderer, furnace(kit, 0.0))
    lit = render(renderer, furnace(kit, albedo))
    bounced = lit.illuminance.astype(float) - dark.illuminance
    mean = 100.0 * 4 * math.pi / (6 * 16.0)
    expected = mean * albedo / (1.0 - albedo)
    assert float(np.mean(bounced)) == pytest.approx(expected, rel=0.04)
    assert np.abs(bounced / expected - 1.0).max() < 0.35


def test_a_red_wall_reddens_what_stands_beside_it(renderer, kit):
    shot = furnace(kit, 0.6)
    red = Material(base_color=(0.7, 0.05, 0.05), roughness=1.0)
    items = (*shot.items[:2], replace(shot.items[2], material=red), *shot.items[3:])
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), light="traced", edge_samples=1)
    beauty = render(renderer, replace(shot, items=items, saturation_nit=40.0), options=options)
    left, right = (beauty.beauty[32, c].astype(int) for c in (20, 44))
    assert left[0] - left[2] > right[0] - right[2] > 0


def test_under_a_roof_there_is_less_sky(renderer, kit):
    """Under the middle of a square roof 1 m up and 2 m wide, 0.5541 of the cosine-weighted sky."""
    level = kit.turn_x(-math.pi / 2)
    shot = kit.Shot(
        items=(kit.item(kit.quad(30.0), 1, material=BLACK), kit.item(kit.quad(1.0), 2,
               material=BLACK)),
        placed=(kit.still(level), kit.still(kit.translation(0, 1, 0) @ kit.turn_x(math.pi / 2))),
        world_from_camera=kit.still(kit.translation(0, 5, 0) @ level), size_px=(65, 65),
        sky=SkyPose(zenith_nit=(10.0,) * 3, horizon_nit=(10.0,) * 3, ground_nit=(0.0,) * 3),
    )  # fmt: skip
    frame = render(renderer, shot)
    half = math.sqrt(2.0)
    hidden = 4 * 2 * (1 / half * math.atan(1 / half)) / math.tau
    assert hidden == pytest.approx(0.5541, abs=1e-3)
    assert frame.illuminance[32, 32] == pytest.approx(10 * math.pi * (1 - hidden), rel=0.03)


def digest(frame: Frame) -> str:
    found = hashlib.sha256()
    for field in fields(Frame):
        value = getattr(frame, field.name)
        if isinstance(value, np.ndarray):
            found.update(np.ascontiguousarray(value).tobytes())
    return found.hexdigest()


def test_traced_frames_repeat_on_one_thread_and_on_two(renderer, kit):
    stage = replace(furnace(kit, 0.5), size_px=(48, 32)).stage()
    options = RenderOptions(light="traced", passes=LIGHT | {Pass.BEAUTY})
    expected = [digest(f) for f in renderer.render(stage, [0, 1, 2, 3], options=options)]
    found: dict[int, str] = {}

    def work(frames: list[int]) -> None:
        for frame in renderer.render(stage, frames, options=options):
            found[frame.index] = digest(frame)

    threads = [threading.Thread(target=work, args=(part,)) for part in ([0, 1], [3, 2])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(4)] == expected
    assert len(set(expected)) == 1  # nothing moves: no noise that crawls

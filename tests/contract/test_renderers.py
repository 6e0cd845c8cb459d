"""What every registered renderer delivers, against exact answers."""
# pyright: basic, reportOptionalMemberAccess=false, reportOptionalSubscript=false
# pyright: reportCallIssue=false, reportArgumentType=false, reportOperatorIssue=false
# ruff: noqa: ANN001, ANN003, ANN201
# Stages come from an untyped fixture, because test modules cannot import one another.

import hashlib
import math
import subprocess
import sys
import threading
from dataclasses import fields, replace
from importlib.metadata import entry_points

import numpy as np
import pytest

from groundplan.errors import RenderError
from groundplan.previz.display import filmic, srgb
from groundplan.previz.port import RENDERED_PASSES, Frame, Pass, RenderOptions
from groundplan.scene.stage import (
    SHADOWED_LAMPS,
    Item,
    LightPose,
    Material,
    Mesh,
    Skin,
    SkyPicture,
    SkyPose,
)

ALL = RenderOptions(passes=RENDERED_PASSES)
GREY_LX = 2.5  # incident light that meters EV100 = 0 (C = 250), whose saturation is 1.2 nit


@pytest.fixture(params=sorted(e.name for e in entry_points(group="groundplan.renderers")))
def renderer(request):
    (entry,) = entry_points(group="groundplan.renderers", name=request.param)
    return entry.load()()


def render(renderer, shot, frame: int = 0, *, options: RenderOptions = ALL) -> Frame:
    (result,) = renderer.render(shot.stage(), [frame], options=options)
    return result


def digests(frame: Frame) -> dict[str, str]:
    return {
        f.name: hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
        for f in fields(Frame)
        if isinstance(value := getattr(frame, f.name), np.ndarray)
    }


def crowd(kit):
    """A ball, a slanted wall, loose triangles, a ground, a moving camera, a sun."""
    ground = kit.item(kit.quad(20.0), 1, moving=False)
    sun = LightPose(entity="sun", kind="sun", direction=(-0.5, -0.7, -0.509902), illuminance_lx=3.0)
    return kit.Shot(
        items=(
            ground, kit.item(kit.ball(0.7), 2), kit.item(kit.quad(0.8), 3, two_sided=True),
            kit.item(kit.cloud(60), 4, two_sided=True),
        ),
        placed=(
            kit.still(kit.translation(0, -1, 0) @ kit.turn_x(-math.pi / 2)),
            lambda t: kit.translation(-1 + 0.1 * t, 0, -4),
            lambda t: kit.translation(1.2, 0, -5) @ kit.turn_y(0.5 + 0.1 * t),
            lambda t: kit.translation(0.2, 0.6, -6) @ kit.turn_x(0.2 * t),
        ),
        world_from_camera=lambda t: kit.translation(0.05 * t, 0, 0) @ kit.turn_y(0.02 * t),
        focal_px=lambda t: 100.0 + t,
        lights=(sun,), sky_nit=0.2,
    )  # fmt: skip


# --- truth against exact answers


def test_a_tilted_wall_has_the_depth_and_normal_of_its_plane(renderer, kit):
    place = kit.translation(0.1, 0.2, -4) @ kit.turn_y(0.6) @ kit.turn_x(-0.3)
    shot = kit.Shot(items=(kit.item(kit.quad(8.0), 7),), placed=(kit.still(place),))
    frame = render(renderer, shot)
    rays, normal = shot.rays(0), place[:3, 2]
    depth = (normal @ place[:3, 3]) / (rays @ normal)
    assert (frame.instance == 7).all()
    np.testing.assert_allclose(frame.depth, depth, rtol=1e-5)
    error = np.linalg.norm(frame.normal.astype(float) - normal, axis=-1)
    assert np.degrees(error.max()) < 0.1


def test_a_ball_has_the_depth_and_normals_of_a_sphere(renderer, kit):
    shot = kit.Shot(items=(kit.item(kit.ball()),), placed=(kit.still(kit.translation(0, 0, -5)),))
    frame = render(renderer, shot)
    rays = shot.rays(0)
    a, b = (rays**2).sum(-1), 5.0
    inside = b * b - a * 24 > 0.15 * a  # away from the silhouette
    depth = (b - np.sqrt(np.where(inside, b * b - a * 24, 0))) / a
    normals = rays * depth[..., None] + [0, 0, 5]
    assert (frame.instance[inside] == 1).all()
    np.testing.assert_allclose(frame.depth[inside], depth[inside], rtol=4e-4)
    error = np.linalg.norm(frame.normal.astype(float) - normals, axis=-1)[inside]
    assert np.degrees(error.max()) < 0.6


def test_truth_is_that_of_a_ray_through_the_pixel_centre(renderer, kit):
    mesh = kit.cloud(150)
    place = kit.translation(0, 0, -2.5)
    shot = kit.Shot(items=(kit.item(mesh, two_sided=True),), placed=(kit.still(place),))
    frame = render(renderer, shot)
    corners = (mesh.positions.astype(float) + place[:3, 3])[mesh.triangles]
    nearest = np.full(frame.depth.shape, np.inf)
    rays = shot.rays(0)
    for a, b, c in corners:
        normal = np.cross(b - a, c - a)
        with np.errstate(divide="ignore", invalid="ignore"):
            depth = (normal @ a) / (rays @ normal)
        point = rays * depth[..., None]
        inside = depth > 0
        for p, q in ((a, b), (b, c), (c, a)):
            inside &= (np.cross(q - p, point - p) @ normal) >= 0
        nearest = np.where(inside & (depth < nearest), depth, nearest)
    agree = np.isclose(frame.depth, nearest, rtol=1e-4)
    agree |= np.isinf(frame.depth) & np.isinf(nearest)
    assert agree.mean() > 0.99  # the rest lies within 1/256 pixel of an edge


def test_sky_is_infinitely_far_and_has_no_instance(renderer, kit):
    frame = render(renderer, kit.Shot())
    assert np.isinf(frame.depth).all()
    assert not frame.instance.any()
    assert not frame.normal.any()
    assert np.isnan(frame.position).all()


def test_every_pass_has_the_shape_and_type_of_the_port(renderer, kit):
    frame = render(renderer, replace(crowd(kit), size_px=(33, 21)))
    found = {f.name: getattr(frame, f.name) for f in fields(Frame)}
    types = {n: (v.dtype.str[1:], v.shape) for n, v in found.items() if isinstance(v, np.ndarray)}
    assert types == {
        "beauty": ("u1", (21, 33, 3)), "depth": ("f4", (21, 33)), "normal": ("f2", (21, 33, 3)),
        "instance": ("u2", (21, 33)), "flow_fwd": ("f4", (21, 33, 2)),
        "flow_bwd": ("f4", (21, 33, 2)), "occluded_fwd": ("u1", (21, 33)),
        "occluded_bwd": ("u1", (21, 33)), "position": ("f4", (21, 33, 3)), "part": ("u1", (21, 33)),
        "illuminance": ("f4", (21, 33)), "luminance": ("f4", (21, 33)),
    }  # fmt: skip


def test_a_pass_that_was_not_asked_for_is_none(renderer, kit):
    options = RenderOptions(passes=frozenset({Pass.DEPTH}))
    frame = render(renderer, crowd(kit), options=options)
    got = {f.name for f in fields(Frame) if getattr(frame, f.name) is not None}
    assert got == {"index", "camera", "depth"}


# --- coverage


@pytest.mark.parametrize("seed", range(4))
def test_triangles_that_share_edges_never_leave_a_gap(renderer, kit, seed):
    rng = np.random.default_rng(seed)
    side = 24
    x, y = np.meshgrid(np.linspace(-3, 3, side), np.linspace(-3, 3, side), indexing="ij")
    points = np.stack([x, y, 0 * x], -1)
    points[1:-1, 1:-1] += rng.uniform(-0.1, 0.1, (side - 2, side - 2, 3))
    n = np.arange(side * side).reshape(side, side)
    a, b, c, d = n[:-1, :-1], n[1:, :-1], n[1:, 1:], n[:-1, 1:]
    faces = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3)
    mesh = Mesh(
        positions=points.reshape(-1, 3).astype(np.float32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (side * side, 1)),
        triangles=faces.astype(np.int32),
    )
    turn = kit.turn_y(rng.uniform(-0.5, 0.5)) @ kit.turn_x(rng.uniform(-0.5, 0.5))
    shot = kit.Shot(items=(kit.item(mesh),), placed=(kit.still(kit.translation(0, 0, -3) @ turn),))
    assert (render(renderer, shot).instance == 1).all()


def test_a_ground_under_the_camera_is_clipped_at_the_near_plane_without_gaps(renderer, kit):
    ground = kit.translation(0, -0.02, 0) @ kit.turn_x(-math.pi / 2)
    shot = kit.Shot(
        items=(kit.item(kit.quad(5000.0)),), placed=(kit.still(ground),),
        world_from_camera=kit.still(kit.turn_x(-0.7)), near_m=0.01,
    )  # fmt: skip
    frame = render(renderer, shot)
    rays = shot.rays(0) @ kit.turn_x(-0.7)[:3, :3].T
    assert (frame.instance == 1).all()
    np.testing.assert_allclose(frame.depth, -0.02 / rays[..., 1], rtol=1e-4)


def test_a_surface_nearer_than_the_near_plane_is_not_seen(renderer, kit):
    items = (kit.item(kit.quad(), 1), kit.item(kit.quad(9), 2))
    placed = (kit.still(kit.translation(0, 0, -0.4)), kit.still(kit.translation(0, 0, -3)))
    frame = render(renderer, kit.Shot(items=items, placed=placed, near_m=0.5))
    assert (frame.instance == 2).all()


@pytest.mark.parametrize(("two_sided", "seen"), [(False, 0), (True, 1)])
def test_the_back_of_a_surface_shows_only_when_two_sided(renderer, kit, two_sided, seen):
    place = kit.translation(0, 0, -3) @ kit.turn_y(math.pi)
    shot = kit.Shot(items=(kit.item(kit.quad(9), two_sided=two_sided),), placed=(kit.still(place),))
    frame = render(renderer, shot)
    assert (frame.instance == seen).all()
    if two_sided:
        assert (frame.normal[..., 2] > 0.99).all()


def test_a_mirrored_item_shows_its_outside(renderer, kit):
    place = kit.translation(0, 0, -5) @ np.diag([-1.0, 1, 1, 1])
    frame = render(renderer, kit.Shot(items=(kit.item(kit.ball()),), placed=(kit.still(place),)))
    assert frame.depth.min() == pytest.approx(4.0, abs=0.01)
    assert frame.normal[32, 48, 2] > 0.99


def test_the_order_of_items_does_not_matter(renderer, kit):
    shot = crowd(kit)
    turned = replace(shot, items=shot.items[::-1], placed=shot.placed[::-1])
    assert digests(render(renderer, shot)) == digests(render(renderer, turned))


def test_degenerate_triangles_are_skipped(renderer, kit):
    mesh = kit.quad(9)
    broken = replace(mesh, triangles=np.array([[0, 1, 2], [0, 2, 3], [1, 1, 2]], np.int32))
    place = (kit.still(kit.translation(0, 0, -3)),)
    whole = render(renderer, kit.Shot(items=(kit.item(mesh),), placed=place))
    assert digests(whole) == digests(
        render(renderer, kit.Shot(items=(kit.item(broken),), placed=place))
    )


# --- flow


@pytest.mark.parametrize(("step", "flow_pass"), [(1, "flow_fwd"), (-1, "flow_bwd")])
def test_flow_leads_to_where_the_surface_point_will_be(renderer, kit, step, flow_pass):
    shot = crowd(kit)
    frame = render(renderer, shot, 3)
    flow = getattr(frame, flow_pass)
    height, width = frame.depth.shape
    centres = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), -1)
    for n, (thing, place) in enumerate(zip(shot.items, shot.placed, strict=True)):
        mine = frame.instance == thing.instance
        in_item = frame.position[mine].astype(float) - place(3)[:3, 3]
        in_item = in_item @ place(3)[:3, :3]
        moved = in_item @ place(3 + step)[:3, :3].T + place(3 + step)[:3, 3]
        there, _ = shot.point_px(moved, 3 + step)
        assert mine.any(), n
        assert np.abs(flow[mine] - (there - centres[mine])).max() <= 0.01


def test_the_sky_flows_with_the_camera(renderer, kit):
    shot = kit.Shot(
        world_from_camera=lambda t: kit.translation(t, 0, 0) @ kit.turn_y(0.05 * t),
        focal_px=lambda t: 100 + 5 * t,
    )
    frame = render(renderer, shot, 2)
    far = shot.rays(2) @ shot.world_from_camera(2)[:3, :3].T * 1e9
    there, _ = shot.point_px(far + shot.world_from_camera(3)[:3, 3], 3)
    height, width = frame.depth.shape
    centres = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), -1)
    assert np.abs(frame.flow_fwd - (there - centres)).max() <= 0.01
    outside = (there < 0).any(-1) | (there >= [width, height]).any(-1)
    assert (frame.occluded_fwd == outside).all()


def test_flow_behind_the_camera_is_nan_and_occluded(renderer, kit):
    shot = kit.Shot(world_from_camera=lambda t: kit.turn_y(math.pi * t))
    frame = render(renderer, shot)
    assert np.isnan(frame.flow_fwd).all()
    assert (frame.occluded_fwd == 1).all()


def test_forward_then_backward_flow_returns_where_nothing_hides(renderer, kit):
    shot = replace(crowd(kit), size_px=(192, 128), focal_px=lambda t: 200.0 + t)
    first, second = renderer.render(shot.stage(), [2, 3], options=ALL)
    y, x = np.nonzero(first.occluded_fwd == 0)
    u, v = (np.array([x, y]) + 0.5 + first.flow_fwd[y, x].T).astype(float)
    i, j = np.floor(u).astype(int), np.floor(v).astype(int)
    same = (first.instance[y, x] == second.instance[j, i]) & (first.instance[y, x] == 1)
    back = second.flow_bwd[j, i].T  # nearest pixel: the ground's flow varies slowly
    error = np.hypot(
        *(
            np.array([i, j])
            + 0.5
            + back
            - (np.array([x, y]) + 0.5)
            - ([i, j] + 0 * u + 0.5 - [u, v])
        )
    )
    assert same.sum() > 1000
    assert np.percentile(error[same], 99) <= 0.1


def test_what_slides_behind_a_wall_is_occluded_and_what_stays_is_not(renderer, kit):
    items = (kit.item(kit.quad(0.5), 1), kit.item(kit.quad(30), 2))
    placed = (
        lambda t: kit.translation(0.3 * t, 0, -2),
        kit.still(kit.translation(0, 0, -4)),
    )
    shot = kit.Shot(items=items, placed=placed)
    first, second = renderer.render(shot.stage(), [0, 1], options=ALL)
    hidden = (first.instance == 2) & (second.instance == 1)
    shown = (first.instance == 2) & (second.instance == 2)
    assert hidden.any()
    assert (first.occluded_fwd[hidden] == 1).all()
    assert (first.occluded_fwd[shown] == 0).all()
    assert (first.occluded_fwd[first.instance == 1] == 0).all()


def test_a_grazing_ground_does_not_hide_itself(renderer, kit):
    ground = kit.translation(0, -1, 0) @ kit.turn_x(-math.pi / 2)
    shot = kit.Shot(
        items=(kit.item(kit.quad(900)),), placed=(kit.still(ground),),
        world_from_camera=lambda t: kit.translation(0.03 * t, 0.01 * t, 0.05 * t),
    )  # fmt: skip
    frame = render(renderer, shot, 1)
    inner = (slice(4, -4), slice(4, -4))
    hidden = frame.occluded_fwd[inner][frame.instance[inner] == 1]
    assert hidden.mean() < 0.01  # only where the horizon's edge moves


def test_a_skinned_mesh_flows_with_its_bones(renderer, kit):
    mesh = kit.quad(1.0)
    upper = (mesh.positions[:, 1] > 0).astype(np.uint16)
    joints = np.zeros((4, 4), np.uint16)
    joints[:, 0] = upper
    weights = np.zeros((4, 4), np.float32)
    weights[:, 0] = 1
    skinned = replace(mesh, skin=Skin(joints=joints, weights=weights))
    shot = kit.Shot(
        items=(kit.item(skinned),), placed=(kit.still(kit.translation(0, 0, -4)),),
        bones=lambda t: np.stack([np.eye(4), kit.translation(0.1 * t, 0, 0)]),
    )  # fmt: skip
    frame = render(renderer, shot, 1)
    mine = frame.instance == 1
    # The top edge slides by 0.1 m per frame, the bottom edge rests: a shear, 100 px / 4 m.
    expected = 0.1 * (frame.position[..., 1] + 1) / 2 * 25
    lower = mine & (np.abs(frame.position[..., 0]) < 0.8)
    assert lower.sum() > 500
    assert np.abs(frame.flow_fwd[..., 1][lower]).max() < 0.01
    # The two triangles of the quad interpolate the shear exactly: it is linear in height.
    assert np.abs(frame.flow_fwd[..., 0][lower] - expected[lower]).max() < 0.01


# --- determinism


def test_a_frame_alone_has_the_bytes_it_has_in_a_range(renderer, kit):
    stage = crowd(kit).stage()
    alone = digests(next(iter(renderer.render(stage, [3], options=ALL))))
    inside = {f.index: digests(f) for f in renderer.render(stage, range(6), options=ALL)}
    assert inside[3] == alone
    shuffled = [digests(f) for f in renderer.render(stage, [5, 3, 0], options=ALL)]
    assert shuffled == [inside[5], inside[3], inside[0]]


def test_two_threads_through_one_renderer_give_the_same_bytes(renderer, kit):
    stage = crowd(kit).stage()
    expected = [digests(f) for f in renderer.render(stage, range(6), options=ALL)]
    found: dict[int, dict[str, str]] = {}

    def work(frames: range) -> None:
        for frame in renderer.render(stage, frames, options=ALL):
            found[frame.index] = digests(frame)

    threads = [threading.Thread(target=work, args=(r,)) for r in (range(3), range(3, 6))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(6)] == expected


# --- light


def flat(kit, lights, **rest):
    """A white Lambert wall of one metre that faces the camera from 3 m."""
    white = Material(base_color=(1.0, 1.0, 1.0), roughness=1.0)
    wall = Item(instance=1, mesh=kit.quad(3.0), material=white)
    return kit.Shot(
        items=(wall,), placed=(kit.still(kit.translation(0, 0, -3)),), lights=lights, **rest
    )


def picture_value(renderer, shot, at=(32, 48)) -> float:
    """Return the scene value behind a picture, by the inverse of the display transform."""
    value = render(renderer, shot).beauty[at][1]
    scene = np.linspace(0, 4, 400001)
    code = srgb(filmic(scene)) * 255
    return float(np.interp(value, code[: np.argmax(code)], scene[: np.argmax(code)]))


def sun(lux: float, direction=(0.0, 0.0, -1.0)) -> LightPose:
    return LightPose(entity="sun", kind="sun", direction=direction, illuminance_lx=lux)


def test_a_white_wall_under_e_lux_has_the_luminance_e_over_pi(renderer, kit):
    # Exposed to land mid-scale, where one byte is below one percent.
    for lux in (1.0, 1000.0, 80_000.0):
        shot = flat(kit, (sun(lux),), saturation_nit=lux)
        assert picture_value(renderer, shot) == pytest.approx(1 / math.pi, rel=0.01)


def test_a_metered_grey_card_lands_on_its_linear_value(renderer, kit):
    grey = Material(base_color=(0.18, 0.18, 0.18), roughness=1.0)
    shot = flat(kit, (sun(GREY_LX),), saturation_nit=1.2)
    shot = replace(shot, items=(replace(shot.items[0], material=grey),))
    assert picture_value(renderer, shot) == pytest.approx(0.119, rel=0.015)
    assert 100 <= render(renderer, shot).beauty[32, 48, 1] <= 120


def test_a_tilted_wall_gets_the_cosine_of_its_light(renderer, kit):
    angle = 1.0
    shot = flat(kit, (sun(1.0, (math.sin(angle), 0.0, -math.cos(angle))),), saturation_nit=0.5)
    assert picture_value(renderer, shot) == pytest.approx(2 * math.cos(angle) / math.pi, rel=0.01)


@pytest.mark.parametrize("kind", ["point", "spot", "area"])
def test_a_lamp_of_1000_lumens_gives_19_9_lux_at_2_metres(renderer, kit, kind):
    lamp = LightPose(
        entity="lamp", kind=kind, position=(0.0, 0.0, -1.0), direction=(0.0, 0.0, -1.0),
        intensity_cd=1000 / (4 * math.pi),
    )  # fmt: skip
    shot = flat(kit, (lamp,), saturation_nit=19.9)
    assert picture_value(renderer, shot) == pytest.approx(1 / math.pi, rel=0.01)


def test_a_spot_is_dark_outside_its_beam(renderer, kit):
    lamp = LightPose(
        entity="lamp", kind="spot", position=(0.0, 0.0, 0.0), direction=(0.0, 0.0, -1.0),
        intensity_cd=9.0, beam_angle_rad=math.radians(20),
    )  # fmt: skip
    beauty = render(renderer, flat(kit, (lamp,))).beauty[32, :, 1]
    angle = np.degrees(np.arctan(np.abs(np.arange(96) + 0.5 - 48) / 100))
    assert (beauty[angle > 10.2] == 0).all()
    assert (beauty[angle < 7.5] > 150).all()


def test_a_uniform_sky_lights_white_to_its_own_luminance(renderer, kit):
    assert picture_value(renderer, flat(kit, (), sky_nit=0.3)) == pytest.approx(0.3, rel=0.01)


def dome(zenith: float, horizon: float, *, haze_m: float = math.inf) -> SkyPose:
    """A grey sky above a black ground."""
    return SkyPose(
        zenith_nit=(zenith, zenith, zenith), horizon_nit=(horizon, horizon, horizon),
        ground_nit=(0.0, 0.0, 0.0), haze_m=haze_m,
    )  # fmt: skip


def tipped(angle: float) -> np.ndarray:
    """Turn about +X: what looked along -Z looks up by `angle`."""
    matrix = np.eye(4)
    matrix[1:3, 1:3] = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    return matrix


def test_the_sky_falls_with_the_fourth_power_from_horizon_to_zenith(renderer, kit):
    shot = kit.Shot(sky=dome(0.1, 0.5))
    for row in (4, 16, 28):
        rise = (32 - row - 0.5) / 100
        sine = rise / math.sqrt(1 + rise * rise + 0.005**2)
        expected = 0.1 + 0.4 * (1 - sine) ** 4
        assert picture_value(renderer, shot, (row, 48)) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("facing", ["up", "level", "down"])
def test_a_dome_gives_a_plane_its_cosine_weighted_mean(renderer, kit, facing):
    pitch = {"up": -math.pi / 2, "level": 0.0, "down": math.pi / 2}[facing]
    # A wall that faces the camera, which looks down on it, at it or up at it.
    white = Material(base_color=(1.0, 1.0, 1.0), roughness=1.0)
    wall = Item(instance=1, mesh=kit.quad(3.0), material=white)
    turn = tipped(pitch)
    shot = kit.Shot(
        items=(wall,), placed=(kit.still(turn @ kit.translation(0, 0, -3)),),
        world_from_camera=kit.still(turn), sky=dome(0.2, 0.6),
    )  # fmt: skip
    s = (np.arange(200_000) + 0.5) / 200_000
    radiance = 0.2 + 0.4 * (1 - s) ** 4
    weight = {"up": 2 * s, "level": 2 / math.pi * np.sqrt(1 - s * s), "down": 0.0 * s}[facing]
    expected = float((radiance * weight).mean())
    assert picture_value(renderer, shot) == pytest.approx(expected, rel=0.01, abs=0.002)


def test_air_hides_half_of_a_surface_at_its_distance_and_no_truth(renderer, kit):
    clear = flat(kit, (sun(math.pi / 2),), sky=dome(0.0, 0.3))
    hazy = replace(clear, sky=dome(0.0, 0.3, haze_m=3.0))
    plain = picture_value(renderer, clear)
    assert picture_value(renderer, hazy) == pytest.approx(0.5 * (plain + 0.3), rel=0.02)
    assert (render(renderer, clear).depth == render(renderer, hazy).depth).all()


def test_a_flame_keeps_its_hue_however_long_it_is_exposed(renderer, kit):
    flame = Material(base_color=(0, 0, 0), roughness=1.0, emission_nit=(800.0, 340.0, 60.0))
    shot = flat(kit, ())
    shot = replace(shot, items=(replace(shot.items[0], material=flame),))
    red, green, blue = (int(v) for v in render(renderer, shot).beauty[32, 48])
    assert red > 245
    assert red > green > blue + 40


def test_the_sun_throws_a_shadow_where_geometry_says(renderer, kit):
    wall, screen = kit.quad(5.0), kit.quad(0.25)
    direction = (0.6, 0.0, -0.8)
    shot = kit.Shot(
        items=(kit.item(wall, 1), kit.item(screen, 2)),
        placed=(kit.still(kit.translation(0, 0, -4)), kit.still(kit.translation(-0.75, 0, -3))),
        lights=(sun(math.pi, direction),), size_px=(192, 128), focal_px=lambda _: 200.0,
    )  # fmt: skip
    frame = render(renderer, shot)
    x, y = frame.position[..., 0], frame.position[..., 1]
    wall_px = frame.instance == 1
    distance = np.maximum(np.abs(x), np.abs(y)) - 0.25  # the shadow's centre falls on the axis
    assert (frame.beauty[wall_px & (distance < -0.06)] == 0).all()
    assert (frame.beauty[wall_px & (distance > 0.06)] > 150).all()


def test_the_sun_leaves_no_acne_on_what_it_faces(renderer, kit):
    for angle in (0.0, 0.7, 1.2):
        direction = (math.sin(angle), 0.0, -math.cos(angle))
        shot = flat(kit, (sun(1.0, direction),), saturation_nit=1.0)
        assert np.ptp(render(renderer, shot).beauty[..., 1]) <= 1


def test_a_body_casts_a_shadow_that_touches_its_foot(renderer, kit):
    ground = kit.turn_x(-math.pi / 2)
    post = kit.turn_y(-0.6)
    light = sun(math.pi, (0.0, -0.7071, 0.7071))
    items = (
        kit.item(kit.quad(6.0), 1),
        kit.item(kit.quad(0.5), 2, two_sided=True),
    )
    camera = kit.translation(0, 1.2, 3.5) @ kit.turn_x(-0.3)
    shot = kit.Shot(
        items=items, placed=(kit.still(ground), kit.still(kit.translation(0, 0.5, 0) @ post)),
        world_from_camera=kit.still(camera), lights=(light,), size_px=(240, 160),
        focal_px=lambda _: 200.0,
    )  # fmt: skip
    frame = render(renderer, shot)
    # Ground in front of the wall, 3 cm to 30 cm away from its foot, lies in shadow.
    local = frame.position.reshape(-1, 3).astype(float) @ post[:3, :3]
    near = (np.abs(local[:, 0]) < 0.3) & (local[:, 2] > 0.03) & (local[:, 2] < 0.3)
    near &= frame.instance.reshape(-1) == 1
    assert near.sum() > 150
    assert (frame.beauty.reshape(-1, 3)[near] == 0).mean() > 0.99


# --- anti-aliasing


@pytest.mark.parametrize(("samples", "tolerance"), [(4, 0.25), (8, 0.16)])
def test_a_slanted_edge_shows_the_area_that_it_covers(renderer, kit, samples, tolerance):
    angle = 0.3
    spin = np.eye(4)
    spin[:2, :2] = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    glow = Material(base_color=(0, 0, 0), roughness=1.0, emission_nit=(8.0, 8.0, 8.0))
    thing = Item(instance=1, mesh=kit.quad(1.0), material=glow)
    place = kit.translation(0, 0, -4) @ spin @ kit.translation(-1, 0, 0)
    shot = kit.Shot(items=(thing,), placed=(kit.still(place),))
    frame = render(renderer, shot, options=RenderOptions(edge_samples=samples))
    sub = (np.arange(16) + 0.5) / 16
    x = (np.arange(36, 60)[:, None] + sub).ravel() - 48
    y = 32 - (np.arange(24, 40)[:, None] + sub).ravel()
    gx, gy = np.meshgrid(x, y)
    inside = (gx * math.cos(angle) + gy * math.sin(angle) < 0).reshape(16, 16, 24, 16)
    area = inside.mean((1, 3))
    value = frame.beauty[24:40, 36:60, 1] / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    linear = linear / filmic(np.array([8.0]))[0]
    assert ((area > 0.05) & (area < 0.95)).sum() > 10
    assert np.abs(linear - area).max() <= tolerance
    assert abs((linear - area).mean()) < 0.01
    assert srgb(np.array([1.0]))[0] == pytest.approx(1.0)


def test_edge_samples_change_only_beauty_and_only_at_edges(renderer, kit):
    shot = crowd(kit)
    one = render(renderer, shot, options=replace(ALL, edge_samples=1))
    four = render(renderer, shot, options=ALL)
    a, b = digests(one), digests(four)
    assert {n for n in a if a[n] != b[n]} == {"beauty"}


# --- lens and shutter


def glowing(kit, half: float) -> Item:
    glow = Material(base_color=(0, 0, 0), roughness=1.0, emission_nit=(9.0, 9.0, 9.0))
    return Item(instance=1, mesh=kit.quad(half), material=glow)


def width_of_edge(beauty) -> int:
    """Return how many pixels of the middle row are neither dark nor bright."""
    row = beauty[beauty.shape[0] // 2, :, 1]
    return int(((row > 10) & (row < 240)).sum())


def test_motion_blur_is_as_long_as_the_shutter_lets_things_move(renderer, kit):
    shot = kit.Shot(
        items=(glowing(kit, 0.6),), placed=(lambda t: kit.translation(0.4 * t, 0, -4),),
        shutter_angle_rad=math.pi,
    )  # fmt: skip
    sharp = render(renderer, shot)
    options = replace(ALL, motion_blur=True, blur_samples=32)
    blurred = render(renderer, shot, options=options)
    # 0.4 m per frame at 25 px per metre, half of it while the shutter is open, on two sides.
    assert width_of_edge(sharp.beauty) <= 2
    assert width_of_edge(blurred.beauty) == pytest.approx(2 * 5, abs=3)
    a, b = digests(sharp), digests(blurred)
    assert {n for n in a if a[n] != b[n]} == {"beauty"}


def test_depth_of_field_blurs_by_the_circle_of_confusion(renderer, kit):
    options = replace(ALL, depth_of_field=True, blur_samples=64)
    widths = []
    for focus in (4.0, 2.0):
        shot = kit.Shot(
            items=(glowing(kit, 0.6),), placed=(kit.still(kit.translation(0, 0, -4)),),
            fstop=0.1, focus_m=focus,
        )  # fmt: skip
        widths.append(width_of_edge(render(renderer, shot, options=options).beauty))
    # Aperture 0.35 m; at 4 m with focus at 2 m: 0.35 * (4 - 2) / 2 / 4 * 100 px = 8.75 px.
    assert widths[0] <= 3
    assert widths[1] == pytest.approx(2 * 8.75, abs=5)


# --- bad input


@pytest.mark.parametrize("size", [(0, 8), (8, 0), (8193, 8)])
def test_a_frame_of_an_impossible_size_is_refused(renderer, kit, size):
    with pytest.raises(RenderError, match="px"):
        list(renderer.render(kit.Shot(size_px=size).stage(), [0], options=ALL))


@pytest.mark.parametrize("instance", [0, 65536])
def test_an_instance_id_out_of_range_is_refused(renderer, kit, instance):
    shot = kit.Shot(items=(kit.item(kit.quad(), instance),), placed=(kit.still(np.eye(4)),))
    with pytest.raises(RenderError, match=str(instance)):
        render(renderer, shot)


def test_a_matrix_that_is_not_finite_is_refused(renderer, kit):
    shot = kit.Shot(items=(kit.item(kit.quad()),), placed=(kit.still(np.eye(4) * np.nan),))
    with pytest.raises(RenderError, match="not finite"):
        render(renderer, shot)


def test_a_mesh_with_a_corner_that_does_not_exist_is_refused(renderer, kit):
    mesh = replace(kit.quad(), triangles=np.array([[0, 1, 4]], np.int32))
    shot = kit.Shot(items=(kit.item(mesh),), placed=(kit.still(np.eye(4)),))
    with pytest.raises(RenderError, match="corner"):
        render(renderer, shot)


def test_an_unknown_sample_pattern_is_refused(renderer, kit):
    with pytest.raises(RenderError, match="3 edge samples"):
        render(renderer, crowd(kit), options=replace(ALL, edge_samples=3))


def test_another_process_gives_the_same_bytes(renderer):
    code = (
        "import hashlib, sys, tempfile; sys.path.insert(0, 'benchmarks')\n"
        "from pathlib import Path\n"
        "from importlib.metadata import entry_points\n"
        "from common_scene import common_stage\n"
        "from groundplan.previz.port import RenderOptions\n"
        f"(entry,) = entry_points(group='groundplan.renderers', name={renderer.name!r})\n"
        "folder = tempfile.TemporaryDirectory()\n"
        "stage = common_stage(Path(folder.name) / 's', size_px=(96, 64), frame_count=3)\n"
        "(f,) = entry.load()().render(stage, [1], options=RenderOptions())\n"
        "parts = (f.beauty, f.depth, f.normal, f.instance, f.flow_fwd, f.occluded_bwd)\n"
        "print(hashlib.sha256(b''.join(p.tobytes() for p in parts)).hexdigest())\n"
    )
    runs = {
        subprocess.run(  # noqa: S603 -- our own code
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    assert len(runs.pop().strip()) == 64


def test_body_parts_follow_the_triangles_that_show(renderer, kit):
    upper_left = np.array([6, 7], np.uint8)
    two = replace(kit.quad(1.0), parts=upper_left)
    behind = kit.quad(9.0)
    shot = kit.Shot(
        items=(kit.item(two, 1), kit.item(behind, 2)),
        placed=(kit.still(kit.translation(0, 0, -4)), kit.still(kit.translation(0, 0, -8))),
    )
    frame = render(renderer, shot)
    assert set(np.unique(frame.part[frame.instance == 1])) == {6, 7}
    assert not frame.part[frame.instance != 1].any()
    # The diagonal runs from below left to above right: triangle 0 lies below it.
    ys, xs = np.nonzero(frame.instance == 1)
    middle_x, middle_y = xs.mean(), ys.mean()
    right_of = (xs - middle_x) - (middle_y - ys)
    assert (frame.part[ys, xs][right_of > 1.0] == 6).all()
    assert (frame.part[ys, xs][right_of < -1.0] == 7).all()


# --- skies and lamps


def _picture_sky(level_lx: float, *, heading: float = 0.0) -> SkyPose:
    """Return a sky that is red towards +X and blue elsewhere, as a picture."""
    cube = np.zeros((6, 8, 8, 3), np.float32)
    cube[..., 2] = 0.25
    cube[0] = [0.75, 0.0, 0.0]
    form = np.zeros((3, 4, 4))
    form[:, 3, 3], form[:, 1, 3], form[:, 3, 1] = 0.5, 0.25, 0.25
    dark = (0.0, 0.0, 0.0)
    picture = SkyPicture(
        cube=cube, ring=np.full((256, 3), 0.25, np.float32), heading_rad=heading,
        gain_lx=(level_lx, level_lx, level_lx), form=form * level_lx,
    )  # fmt: skip
    return SkyPose(zenith_nit=dark, horizon_nit=dark, ground_nit=dark, picture=picture)


@pytest.mark.parametrize("turn", [0.0, 0.4, 1.2, 3.0])
def test_a_picture_of_the_sky_stands_where_it_is_when_the_camera_turns(renderer, kit, turn):
    shot = kit.Shot(world_from_camera=kit.still(kit.turn_y(turn)), sky=_picture_sky(1.0))
    frame = render(renderer, shot)
    rays = shot.rays(0) @ kit.turn_y(turn)[:3, :3].T
    red = (rays[..., 0] > np.abs(rays[..., 1])) & (rays[..., 0] > np.abs(rays[..., 2]))
    clear = np.abs(rays[..., 0] - np.abs(rays[..., 2])) > 0.35
    seen = frame.beauty[..., 0].astype(int) > frame.beauty[..., 2]
    assert (seen[clear] == red[clear]).all()


def test_a_picture_turns_with_its_heading(renderer, kit):
    """Turned by a quarter from +Z towards +X, what was at +X is at -Z, ahead of the camera."""
    shot = kit.Shot(sky=_picture_sky(1.0, heading=math.pi / 2))
    frame = render(renderer, shot)
    assert frame.beauty[32, 48, 0] > 100 > frame.beauty[32, 48, 2]


def test_a_picture_sets_beauty_and_light_alone(renderer, kit):
    plain, pictured = crowd(kit), replace(crowd(kit), sky=_picture_sky(1.0))
    before, after = digests(render(renderer, plain)), digests(render(renderer, pictured))
    changed = {n for n in before if before[n] != after[n]}
    assert changed == {"beauty", "illuminance", "luminance"}


def test_a_picture_of_e_lux_gives_a_level_white_plane_e_over_pi(renderer, kit):
    floor = kit.translation(0, -2, -3) @ kit.turn_x(-math.pi / 2)
    white = Material(base_color=(1.0, 1.0, 1.0), roughness=1.0)
    shot = kit.Shot(
        items=(kit.item(kit.quad(9.0), material=white),), placed=(kit.still(floor),),
        sky=replace(_picture_sky(math.pi * 0.2), haze_m=math.inf),
    )  # fmt: skip
    frame = render(renderer, shot)
    expected = np.rint(255 * srgb(filmic(np.array([0.2]))))
    assert np.abs(frame.beauty[60, 48].astype(int) - expected).max() <= 1


def lamp_over_floor(kit, *, holder: str = "", casts: bool = True):
    """Return a floor seen from above, a lamp 2 m over it, and a square half way between."""
    lamp = LightPose(
        entity="lamp", kind="point", position=(0.0, 2.0, 0.0), intensity_cd=10.0,
        casts_shadow=casts, holder=holder, size_m=(0.01, 0.01),
    )  # fmt: skip
    level = kit.turn_x(-math.pi / 2)
    return kit.Shot(
        items=(kit.item(kit.quad(6.0), 1), kit.item(kit.quad(0.25), 2, two_sided=True)),
        placed=(kit.still(level), kit.still(kit.translation(0, 1, 0) @ level)),
        world_from_camera=kit.still(kit.translation(1.2, 3, 0) @ level), lights=(lamp,),
        size_px=(120, 80), saturation_nit=2.0,
    )  # fmt: skip


def floor_light(renderer, shot):
    """Return world x of every floor pixel along the middle row, and its green byte."""
    frame = render(renderer, shot, options=replace(ALL, edge_samples=1))
    on = frame.instance[40] == 1
    return frame.position[40, on, 0], frame.beauty[40, on, 1].astype(int)


def test_a_lamp_throws_the_shadow_of_a_square_twice_its_size(renderer, kit):
    x, light = floor_light(renderer, lamp_over_floor(kit))
    assert (light[(x > -0.45) & (x < 0.45)] == 0).all()
    assert (light[(x > 0.56) & (x < 1.5)] > 40).all()


def test_what_a_lamp_is_built_into_throws_no_shadow_of_its_light(renderer, kit):
    for shot in (lamp_over_floor(kit, holder="e2"), lamp_over_floor(kit, casts=False)):
        x, light = floor_light(renderer, shot)
        assert (light[np.abs(x) < 0.4] > 40).all()


def test_a_lamp_shades_no_lit_surface_with_itself(renderer, kit):
    shot = lamp_over_floor(kit)
    bare = replace(shot, items=shot.items[:1], placed=shot.placed[:1])
    free = replace(bare, lights=(replace(bare.lights[0], casts_shadow=False),))
    with_shadow, without = (render(renderer, s).beauty.astype(int) for s in (bare, free))
    assert np.abs(with_shadow - without).max() <= 1


def test_only_the_strongest_lamps_throw_shadows(renderer, kit):
    shot = lamp_over_floor(kit)
    (lamp,) = shot.lights
    strong = [
        replace(lamp, entity=f"l{k}", position=(9.0 + k, 2.0, 0.0), intensity_cd=20.0)
        for k in range(SHADOWED_LAMPS)
    ]
    x, light = floor_light(renderer, replace(shot, lights=(lamp, *strong)))
    assert (light[np.abs(x) < 0.4] > 40).all()

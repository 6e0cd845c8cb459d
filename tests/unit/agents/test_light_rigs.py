"""Rigs come out on the meter as they were asked for: ratio, lux, kelvin, stops, side."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.studio_set import WORDS, Set, shoot

from groundplan.agents.light_rigs.table import RIGS
from groundplan.agents.lighting import LightingAgent
from groundplan.geometry import quaternions
from groundplan.language.facts import LightFact, SettingFact
from groundplan.scene.light_probe import Probe, probe
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.entity import Body, Entity, Light
from groundplan.world.finding import Finding

NOON = SettingFact(facet="time_of_day", value="noon", span=WORDS)
NIGHT = SettingFact(facet="time_of_day", value="night", span=WORDS)
ROOM = SettingFact(facet="interior", value="interior", span=WORDS)
IN_ROLES = ("key", "fill", "rim")


def said(value: str, **more: object) -> LightFact:
    return LightFact(value=value, span=WORDS, **more)  # pyright: ignore[reportArgumentType]  # test shorthand


def person(*, heading: float = 0.0, size: str = "close_up") -> Set:
    scene = Set().put("e1", "character", (0.5, 1.7, 0.3), heading=heading).say("size", size)
    scene.bodies["e1"] = replace(scene.bodies["e1"], body=Body(rig="human"))
    return scene


def lit(scene: Set, *lights: LightFact, text: str = "") -> tuple[World, Probe, tuple[Finding, ...]]:
    scene.lights = lights
    take = shoot(scene)
    facts = replace(scene.facts, text=text or scene.facts.text)
    proposal = LightingAgent().run(replace(take.view, world=take.world), facts)
    patch = Patch(
        base_revision=take.world.revision, actor="agent:lighting", summary="",
        edits=proposal.edits,
    )  # fmt: skip
    world = apply(take.world, identified(patch)).world
    return world, probe(world, "s1"), proposal.findings


def lamps(world: World) -> dict[str, Entity]:
    return {
        e.light.role: e for e in world.entities.values() if e.light is not None and e.light.role
    }


def light_of(entity: Entity) -> Light:
    assert entity.light is not None
    return entity.light


def test_a_key_4_to_1_from_camera_left_at_3200_k_is_exactly_that_on_the_meter() -> None:
    world, read, _ = lit(person(), said("key", side="left", ratio=4.0, temperature_k=3200.0))
    key = lamps(world)["key"]
    assert read.face.ratio == pytest.approx(4.0, rel=1e-3)
    assert read.face.ratio_stops == pytest.approx(2.0, abs=0.002)
    assert light_of(key).temperature_k == 3200.0
    assert read.key_over == pytest.approx(0.0, abs=1e-3)
    assert read.fill_over == pytest.approx(-2.0, abs=2e-3)
    (row,) = read.face.of_role("key")
    assert row.towards[0] < -0.35  # the camera looks along -Z: its left is -X
    assert next(e for e in world.entities.values() if e.name == "sun").light is not None
    assert all(not light_of(e).illuminance_lx for e in world.entities.values() if e.name == "sun")


def test_the_ratio_is_what_is_left_when_the_key_is_switched_off() -> None:
    world, read, _ = lit(person(), said("key", side="right", ratio=8.0))
    key = next(k for k, e in world.entities.items() if e is lamps(world)["key"])
    off = replace(light_of(world.entities[key]), luminous_flux_lm=0.0)
    dark = replace(world, entities={**world.entities, key: replace(world.entities[key], light=off)})
    fill = probe(dark, "s1").face
    assert read.face.key_lx / fill.fill_lx == pytest.approx(8.0, rel=2e-3)


@pytest.mark.parametrize("word", sorted(name for name in RIGS if not name.endswith("_open")))
def test_every_rig_has_its_ratio_and_exposes_for_its_key(word: str) -> None:
    world, read, _ = lit(person(), said(word), text="A person in a studio.")
    roles = lamps(world)
    if "key" not in roles:
        return
    assert read.face.ratio == pytest.approx(RIGS[word].ratio, rel=0.01)
    assert read.key_over == pytest.approx(RIGS[word].exposure_ev, abs=0.01)
    for entity in roles.values():
        assert light_of(entity).subject is not None
        assert (light_of(entity).luminous_flux_lm or 0.0) > 0.0


@pytest.mark.parametrize(
    ("word", "aside_deg", "up_deg"),
    [("rembrandt", 50, 45), ("butterfly", 0, 50), ("split", 90, 8), ("loop", 35, 30),
     ("clamshell", 0, 40), ("top_light", 0, 80), ("under_light", 0, -50)],
)  # fmt: skip
def test_a_pattern_stands_about_the_face(word: str, aside_deg: float, up_deg: float) -> None:
    _, read, _ = lit(person(), said(word))
    (row,) = read.face.of_role("key")
    level = math.hypot(row.towards[0], row.towards[2])
    assert math.degrees(math.atan2(row.towards[1], level)) == pytest.approx(up_deg, abs=1.0)
    aside = abs(math.degrees(math.atan2(row.towards[0], row.towards[2])))
    assert aside == pytest.approx(aside_deg, abs=2.0 if up_deg < 80 else 10.0)


def test_short_light_takes_the_far_cheek_and_broad_light_the_near_one() -> None:
    turned = math.radians(30.0)
    towards: dict[str, float] = {}
    for word in ("short", "broad"):
        world, read, _ = lit(person(heading=turned).say("angle", "eye_level"), said(word))
        (row,) = read.face.of_role("key")
        eye = np.array(world.entities[world.shots["s1"].camera].transform.position_m)
        bearing = math.atan2(row.towards[0], row.towards[2])
        camera = math.atan2(eye[0] - read.face.place[0], eye[2] - read.face.place[2])
        towards[word] = math.remainder(bearing - camera, math.tau)
    face = math.remainder(turned - 0.0, math.tau)
    assert towards["short"] * face >= 0.0 or abs(towards["short"]) > 0.3
    assert abs(towards["short"]) >= abs(towards["broad"]) - 1e-6


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("heading", [-50.0, 0.0, 50.0])
def test_a_stated_side_is_the_cameras_however_the_face_is_turned(side: str, heading: float) -> None:
    world, read, _ = lit(person(heading=math.radians(heading)), said("key", side=side))
    (row,) = read.face.of_role("key")
    camera = world.entities[world.shots["s1"].camera]
    turn = camera.transform.rotation
    if camera.aim is not None:
        ahead = read.face.place - np.array(camera.transform.position_m)
        right = np.cross(ahead, np.array([0.0, 1.0, 0.0]))
    else:
        right = quaternions.to_matrix(np.array(turn))[:, 0]
    right = right / np.linalg.norm(right)
    sign = 1.0 if side == "right" else -1.0
    assert sign * float(row.towards @ right) > 0.3


def test_levels_by_role_are_met_in_lux_and_stops() -> None:
    _, read, _ = lit(
        person(),
        said("key", illuminance_lx=640.0),
        said("fill", stops=2.0),
        said("rim", stops=1.0),
    )
    assert read.face.key_lx == pytest.approx(640.0, rel=1e-3)
    assert read.face.fill_lx == pytest.approx(160.0, rel=2e-3)
    assert read.face.rim_lx == pytest.approx(1280.0, rel=1e-3)


def test_a_fill_in_lux_makes_the_ratio() -> None:
    _, read, _ = lit(person(), said("key", illuminance_lx=900.0), said("fill", illuminance_lx=150))
    assert read.face.ratio == pytest.approx(6.0, rel=2e-3)


def test_a_key_a_stop_under_is_exposed_so() -> None:
    _, read, _ = lit(person(), said("key", ratio=4.0), said("key", stops=-1.0))
    assert read.key_over == pytest.approx(-1.0, abs=1e-3)
    assert read.face.ratio == pytest.approx(4.0, rel=2e-3)


def test_a_camera_with_stated_stop_shutter_and_iso_gets_the_lux_that_they_need() -> None:
    scene = person()
    take = shoot(scene)
    key = take.view.entity("camera")
    camera = take.world.entities[key]
    assert camera.camera is not None
    fixed = replace(camera.camera, auto_exposure=False, fstop=2.8, iso=800.0)
    world = replace(
        take.world, entities={**take.world.entities, key: replace(camera, camera=fixed)}
    )
    scene.lights = (said("key", ratio=4.0),)
    edits = LightingAgent().run(replace(take.view, world=world), scene.facts).edits
    patch = Patch(base_revision=world.revision, actor="agent:lighting", summary="", edits=edits)
    read = probe(apply(world, identified(patch)).world, "s1")
    shutter = 0.5 * world.timebase.fps_den / world.timebase.fps_num
    assert read.face.key_lx == pytest.approx(2.5 * 2.8**2 / shutter / 8.0, rel=1e-3)
    assert read.key_over == pytest.approx(0.0, abs=1e-3)


def test_gels_change_kelvin_and_flux_and_the_lux_stay() -> None:
    plain, bare, _ = lit(person(), said("key", temperature_k=5600.0, illuminance_lx=400.0))
    world, read, _ = lit(
        person(),
        said("key", temperature_k=5600.0, illuminance_lx=400.0),
        text="The key has a half CTO and ND.6.",
    )
    key = light_of(lamps(world)["key"])
    assert key.gel == "half_cto,nd6"
    assert key.temperature_k == pytest.approx(1e6 / (1e6 / 5600 + 109), abs=0.5)
    assert read.face.key_lx == pytest.approx(bare.face.key_lx, rel=1e-3)
    flux = light_of(lamps(plain)["key"]).luminous_flux_lm
    assert key.luminous_flux_lm == pytest.approx(flux, rel=1e-3)


def test_a_stated_flux_is_dimmed_by_its_gel() -> None:
    world, _, _ = lit(person(), said("key", luminous_flux_lm=10_000.0), text="ND3 on the key.")
    flux = light_of(lamps(world)["key"]).luminous_flux_lm
    assert flux == pytest.approx(10_000.0 * 10**-0.3, rel=1e-6)


def test_by_day_the_sky_stays_and_the_finding_says_what_is_left_of_the_ratio() -> None:
    scene = person()
    scene.settings = (NOON,)
    world, read, found = lit(scene, said("key", side="left", ratio=4.0))
    sky = next(e for e in world.entities.values() if e.name == "sky")
    assert light_of(sky).illuminance_lx == 18_000.0
    (finding,) = [f for f in found if f.code == "light.ratio-out-of-reach"]
    assert finding.measured == pytest.approx(read.face.ratio, abs=0.02)
    assert read.face.ratio < 1.0


def test_at_golden_hour_the_key_is_raised_until_the_ratio_holds() -> None:
    scene = person()
    _, read, found = lit(scene, said("golden_hour"), said("key", side="left", ratio=4.0))
    assert read.face.ratio == pytest.approx(4.0, rel=0.03)
    assert not [f for f in found if f.code == "light.ratio-out-of-reach"]


def test_lamps_keep_out_of_the_picture_and_above_the_floor() -> None:
    world, _, found = lit(person(size="full"), said("three_point"))
    assert not [f for f in found if f.code == "light.lamp-in-shot"]
    assert all(e.transform.position_m[1] > 0.05 for e in lamps(world).values())


def test_low_key_in_the_open_is_dark_but_for_the_face() -> None:
    _, read, _ = lit(person(), said("low_key"))
    sky = read.face.of_role("ambience")[0]
    assert read.face.key_lx / sky.facing_lx > 4.0  # the floor's share of the key included
    assert read.key_over == pytest.approx(-0.5, abs=0.01)


def test_a_silhouette_in_a_room_leaves_the_face_three_stops_under() -> None:
    scene = person()
    scene.put("e2", "set", (5.0, 2.8, 5.0))
    scene.settings = (ROOM,)
    _, read, _ = lit(scene, said("silhouette"))
    assert read.face.key_lx == 0.0
    assert read.fill_over < -2.0


def test_a_lamp_stays_inside_its_room() -> None:
    scene = person()
    scene.put("e2", "set", (2.6, 2.4, 2.6))
    scene.settings = (ROOM,)
    world, read, _ = lit(scene, said("key", side="left", ratio=4.0))
    x, y, z = lamps(world)["key"].transform.position_m
    assert max(abs(x), abs(z)) < 1.3
    assert y < 2.4
    assert read.face.ratio == pytest.approx(4.0, rel=2e-3)


def test_a_noir_style_and_moonlight_under_a_roof_are_rigs() -> None:
    scene = person()
    scene.settings = (SettingFact(facet="style", value="film_noir", span=WORDS),)
    _, read, _ = lit(scene)
    assert read.face.ratio == pytest.approx(16.0, rel=0.01)
    scene.settings = (ROOM,)
    _, read, _ = lit(scene, said("moonlight"))
    assert read.face.key_lx == pytest.approx(2.0, rel=1e-3)
    assert read.key_over == pytest.approx(-1.3, abs=0.01)


def test_a_lamp_shines_over_or_past_who_stands_in_its_way() -> None:
    alone, _, _ = lit(person(), said("key", side="left"))
    key = np.array(lamps(alone)["key"].transform.position_m)
    scene = person()
    x, z = (float(v) for v in 0.5 * key[[0, 2]])
    scene.put("e2", "prop", (0.6, 1.95, 0.6), at=(x, 0.0, z), noun="screen")
    world, read, found = lit(scene, said("key", side="left", ratio=4.0))
    place = np.array(lamps(world)["key"].transform.position_m)
    assert not [f for f in found if f.code == "light.lamp-blocked"]
    assert place[1] > key[1] + 0.1
    assert read.face.ratio == pytest.approx(4.0, rel=2e-3)


def test_a_lamp_that_is_blocked_everywhere_is_said() -> None:
    scene = person()
    scene.put("e2", "prop", (1.0, 9.0, 4.0), at=(-0.68, 0.0, 0.3), noun="wall")
    _, _, found = lit(scene, said("key", side="left", ratio=4.0))
    assert "light.lamp-blocked" in {f.code for f in found}

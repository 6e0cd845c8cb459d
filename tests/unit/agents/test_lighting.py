"""Light stands where it was asked, with the stated numbers, and says what it rests on."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.agents.studio_set import WORDS, Set, Take, shoot

from groundplan.agents.light_table import PRESETS
from groundplan.agents.lighting import LightingAgent
from groundplan.language.facts import LightFact, SettingFact
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.entity import Asset, Entity, Light

FACE_M = 0.936 * 1.7
"""Of somebody who is only a box: eye height."""


def person() -> Set:
    return Set().put("e1", "character", (0.5, 1.7, 0.3))


def lit(scene: Set) -> tuple[World, Take]:
    take = shoot(scene)
    view = replace(take.view, world=take.world)
    edits = LightingAgent().run(view, scene.facts).edits
    patch = Patch(
        base_revision=take.world.revision, actor="agent:lighting", summary="", edits=edits
    )
    return apply(take.world, identified(patch)).world, take


def light(world: World, take: Take, key: str) -> Light:
    found = world.entities[take.view.entity(key)].light
    assert found is not None
    return found


def said(value: str, **more: object) -> LightFact:
    return LightFact(value=value, span=WORDS, **more)  # pyright: ignore[reportArgumentType]  # test shorthand


def test_without_words_there_is_soft_daylight_and_all_of_it_is_guessed() -> None:
    world, take = lit(person())
    where = f"entities/{take.view.entity('sun')}/light"
    assert light(world, take, "sky").illuminance_lx == 6000.0
    for name in ("illuminance_lx", "temperature_k", "azimuth_rad", "elevation_rad"):
        assert world.opinions[f"{where}/{name}"][0].basis == "guessed"


@pytest.mark.parametrize(
    ("side", "axis", "sign"), [("left", 0, -1), ("right", 0, 1), ("front", 2, 1), ("back", 2, -1)]
)
@pytest.mark.parametrize("move", ["static", "dolly_in", "orbit"])
def test_a_side_is_the_cameras_at_both_ends(*, side: str, axis: int, sign: int, move: str) -> None:
    scene = person().say("move", move).say("size", "medium")
    scene.lights = (said("golden_hour", side=side),)
    world, take = lit(scene)
    bearing = light(world, take, "sun").azimuth_rad
    assert bearing is not None
    way = np.array([math.sin(bearing), 0.0, math.cos(bearing)])
    for index in (0, -1):
        assert sign * float(way @ take.world_from_camera[index, :3, axis]) > 0.4


def test_golden_hour_is_low_warm_and_read_from_the_words() -> None:
    scene = person()
    scene.lights = (said("golden_hour", side="left"),)
    world, take = lit(scene)
    sun = light(world, take, "sun")
    assert (sun.temperature_k, sun.illuminance_lx) == (3000.0, 400.0)
    assert sun.elevation_rad == pytest.approx(math.radians(8.0), abs=1e-6)
    held = world.opinions[f"entities/{take.view.entity('sun')}/light/temperature_k"][0]
    assert (held.basis, held.origin) == ("extracted", "vocabulary")


def test_stated_numbers_win_and_are_quantities() -> None:
    scene = person()
    scene.lights = (said("noon", temperature_k=4800.0, illuminance_lx=50_000.0, stops=2.0),)
    world, take = lit(scene)
    sun = light(world, take, "sun")
    assert (sun.temperature_k, sun.illuminance_lx) == (4800.0, 50_000.0)
    assert light(world, take, "sky").illuminance_lx == pytest.approx(12_500.0)
    held = world.opinions[f"entities/{take.view.entity('sun')}/light/illuminance_lx"][0]
    assert (held.basis, held.origin) == ("extracted", "quantity")


def test_a_candle_has_one_candela_and_its_flux_can_be_stated() -> None:
    scene = person()
    scene.lights = (said("candle"),)
    world, take = lit(scene)
    assert light(world, take, "lamp:candle_light").luminous_flux_lm == 12.57
    scene.lights = (said("candle", luminous_flux_lm=20.0),)
    world, take = lit(scene)
    assert light(world, take, "lamp:candle_light").luminous_flux_lm == 20.0


def test_night_is_blue_dim_and_meant_dark() -> None:
    scene = person()
    scene.settings = (SettingFact(facet="time_of_day", value="night", span=WORDS),)
    world, take = lit(scene)
    assert light(world, take, "sun").illuminance_lx == 0.25
    camera = world.entities[take.view.entity("camera")].camera
    assert camera is not None
    assert camera.exposure_compensation_ev == -2.0


@pytest.mark.parametrize("word", sorted(PRESETS))
def test_every_preset_lights_the_scene_with_sun_and_sky_and_lamps_shine_on_the_face(
    word: str,
) -> None:
    scene = person()
    scene.lights = (said(word),)
    world, _ = lit(scene)
    kinds = sorted(e.light.type for e in world.entities.values() if e.light is not None)
    assert {"sun", "sky"} <= set(kinds)
    for entity in world.entities.values():
        if entity.light is None or entity.light.type in {"sun", "sky"}:
            continue
        flux, position = entity.light.luminous_flux_lm, np.array(entity.transform.position_m)
        assert flux is not None
        assert flux > 0.0
        x, y, z, w = entity.transform.rotation
        shine = -np.array([2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)])
        aim = np.array([0.0, FACE_M, 0.0]) - position
        assert float(shine @ aim) / float(np.linalg.norm(aim)) == pytest.approx(1.0, abs=1e-5)


def test_an_impossible_temperature_changes_nothing() -> None:
    scene = person()
    scene.lights = (said("noon", temperature_k=-5.0),)
    world, take = lit(scene)
    assert light(world, take, "sun").temperature_k == 5500.0


NIGHT = SettingFact(facet="time_of_day", value="night", span=WORDS)
NOON = SettingFact(facet="time_of_day", value="noon", span=WORDS)


def shining(scene: Set, prop: str) -> Set:
    made = replace(scene.bodies["e2"], asset=Asset(catalogue_id=prop), size_m=None)
    scene.bodies["e2"] = made
    return scene


def beside(prop: str, *, setting: SettingFact) -> tuple[World, Take]:
    scene = person().put("e2", "prop", (0.5, 2.0, 0.5), at=(2.0, 0.0, 0.0))
    scene.settings = (setting,)
    return lit(shining(scene, prop))


def practical(world: World) -> Entity | None:
    return next((e for e in world.entities.values() if e.light is not None and e.parent), None)


def test_a_street_lamp_at_night_shines_from_its_lantern_and_is_a_guess() -> None:
    world, take = beside("street_lamp", setting=NIGHT)
    lamp = practical(world)
    assert lamp is not None
    assert lamp.light is not None
    assert lamp.parent == take.view.entity("e2")
    assert lamp.transform.position_m == pytest.approx((0.0, 3.7, 0.0))
    key = next(key for key, entity in world.entities.items() if entity is lamp)
    held = world.opinions[f"entities/{key}/light/luminous_flux_lm"][0]
    assert (held.basis, held.origin) == ("guessed", "vocabulary")


def test_a_practical_is_the_key_and_the_night_about_it_is_four_stops_darker() -> None:
    world, take = beside("street_lamp", setting=NIGHT)
    moon, sky = (light(world, take, name).illuminance_lx for name in ("sun", "sky"))
    assert moon is not None
    assert sky is not None
    squared = 2.0**2 + (3.7 - 0.8 * 1.7) ** 2
    key = 6000.0 / (4.0 * math.pi) / squared
    assert key / (moon + sky) == pytest.approx(16.0, rel=0.02)


def test_electric_light_is_off_at_noon_and_fire_burns() -> None:
    assert practical(beside("street_lamp", setting=NOON)[0]) is None
    assert practical(beside("campfire", setting=NOON)[0]) is not None


def test_a_candle_that_stands_there_replaces_the_candle_that_was_only_said() -> None:
    scene = person().put("e2", "prop", (0.1, 0.2, 0.1), at=(0.5, 0.8, 0.0))
    scene.lights = (said("candle"),)

    world, _ = lit(shining(scene, "candle"))
    lamps = [e for e in world.entities.values() if e.light is not None and e.light.type == "point"]
    assert [lamp.parent is not None for lamp in lamps] == [True]

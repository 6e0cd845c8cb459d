"""Briefs of shots: what is fixed, in numbers that the world has.

`GROUNDPLAN_WRITE_GOLDEN=1 pytest` on this file writes the golden briefs anew.
"""

import json
import math
import os
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter

from groundplan.errors import SceneError
from groundplan.language.morphology import plural
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.intents import INTENT_NAMES, ShotIntent
from groundplan.studio.options import TakeOptions
from groundplan.studio.script import plan_script
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Transform
from groundplan.world.narrative import Setting
from groundplan.world.queries import entity_named, shots_in_order

GOLDEN: Final = Path(__file__).parents[2] / "golden" / "shot_briefs.json"
EXAMPLES: Final = Path(__file__).parents[3] / "examples"
SAVED: Final = (
    "01_first_take", "03_red_ball", "05_orbit_statue", "07_pan_left", "09_zoom_clock",
    "10_man_sits", "11_close_up_cup", "14_meeting", "15_bird", "16_dutch", "20_five_clauses",
    "21_low_key", "22_handheld", "25_handover",
)  # fmt: skip
PLANNED_HERE: Final = ("01_first_take", "11_close_up_cup", "15_bird")


def planned(name: str) -> World:
    text = (EXAMPLES / name / "brief.txt").read_bytes()
    return plan_world(text, options=TakeOptions()).world


def saved_worlds() -> Mapping[str, World]:
    script = "chase.fountain"
    data = (EXAMPLES / "scripts" / script).read_bytes()
    chase = plan_script(data, name=script, options=TakeOptions()).world
    return {name: planned(name) for name in SAVED} | {"chase": chase}


@pytest.fixture(scope="module")
def worlds() -> Mapping[str, World]:
    if os.environ.get("GROUNDPLAN_WRITE_GOLDEN"):
        return saved_worlds()
    return {name: planned(name) for name in PLANNED_HERE}


def briefs_of(worlds: Mapping[str, World]) -> dict[str, ShotBrief]:
    return {
        f"{name}/{shot}": brief_of(world, shot)
        for name, world in worlds.items()
        for shot, _ in shots_in_order(world)
    }


def intents(brief: ShotBrief) -> dict[str, ShotIntent]:
    return {one.name: one for one in brief.intents}


def test_the_briefs_of_the_examples_are_those_that_people_have_read(
    worlds: Mapping[str, World],
) -> None:
    adapter = TypeAdapter(dict[str, ShotBrief])
    found = adapter.dump_python(briefs_of(worlds), mode="json")
    if os.environ.get("GROUNDPLAN_WRITE_GOLDEN"):
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert found == {key: golden[key] for key in found}


def test_a_stated_dolly_in_is_told_in_metres_and_seconds(worlds: Mapping[str, World]) -> None:
    brief = brief_of(worlds["01_first_take"], "s1")
    says = intents(brief)["camera_path"].says
    found = re.match(r"dolly in, [\d.]+ m in 5\.06 s, from ([\d.]+) m to ([\d.]+) m of woman", says)
    assert found is not None, says
    # Six metres and three, said of the subject's axis; here to the middle of the body.
    assert float(found[1]) == pytest.approx(6.0, abs=0.1)
    assert float(found[2]) == pytest.approx(3.0, abs=0.1)
    assert brief.camera.move == "dolly_in"
    assert brief.camera.focal_mm == 35.0
    assert brief.camera.zoom == 1.0


def test_what_moves_is_told_with_its_length_speed_and_direction(
    worlds: Mapping[str, World],
) -> None:
    found = intents(brief_of(worlds["01_first_take"], "s1"))["trajectory"]
    assert found.says == "woman 4.0 m at 0.8 m/s, right; dog 4.0 m at 0.8 m/s, right"
    assert "the dog trots beside the woman, moving to the right" in found.words


def test_who_is_seen_is_listed_by_kind(worlds: Mapping[str, World]) -> None:
    world = worlds["01_first_take"]
    brief = brief_of(world, "s1")
    assert brief.people == (entity_named(world, "woman")[0],)
    assert brief.animals == (entity_named(world, "dog")[0],)


def test_who_stands_behind_the_camera_is_not_in_the_brief(worlds: Mapping[str, World]) -> None:
    world = worlds["15_bird"]
    key, bird = entity_named(world, "bird")
    away = replace(bird, transform=Transform(position_m=(0.0, 1.0, 500.0)), channels={})
    brief = brief_of(replace(world, entities=world.entities | {key: away}), "s1")
    assert brief.animals == ()
    assert {"animal_skeleton", "trajectory"}.isdisjoint(intents(brief))


def test_focus_is_fixed_where_its_blur_can_be_seen_or_it_was_stated(
    worlds: Mapping[str, World],
) -> None:
    cup = intents(brief_of(worlds["11_close_up_cup"], "s1"))
    assert cup["focus"].says.startswith("focus 0.844 m at f/2, sharp from 0.840 m to 0.847 m")
    assert cup["focus"].words == "shallow depth of field with the cup in focus"
    assert "focus" not in intents(brief_of(worlds["01_first_take"], "s1"))


def test_the_light_is_told_in_lux_kelvin_and_degrees(worlds: Mapping[str, World]) -> None:
    cup = intents(brief_of(worlds["11_close_up_cup"], "s1"))
    assert cup["light_level"].says.startswith("key 4.0:1, 400 lx over 100 lx")
    assert cup["light_temperature"].says.startswith("window light 5600 K")
    assert "camera right" in cup["light_direction"].says
    assert cup["light_direction"].words == "window light from the right"


def test_an_intent_that_a_shot_does_not_have_is_left_out(worlds: Mapping[str, World]) -> None:
    cup = set(intents(brief_of(worlds["11_close_up_cup"], "s1")))
    assert cup == set(INTENT_NAMES) - {"trajectory", "skeleton", "animal_skeleton", "look"}


def test_intents_come_once_each_and_in_their_order(worlds: Mapping[str, World]) -> None:
    for name, world in worlds.items():
        found = [one.name for one in brief_of(world, "s1").intents]
        assert found == [one for one in INTENT_NAMES if one in found], name


def test_the_nouns_of_a_brief_are_those_of_the_document(worlds: Mapping[str, World]) -> None:
    for world in worlds.values():
        nouns = {e.semantics.noun for e in world.entities.values() if e.semantics.noun}
        for again in brief_of(world, "s1").words.again.values():
            said = again.removeprefix("the ")
            assert said in nouns | {plural(noun) for noun in nouns}


def test_a_style_is_an_intent(worlds: Mapping[str, World]) -> None:
    world = worlds["11_close_up_cup"]
    setting = Setting(style=("film_noir", "black_and_white"))
    noir = replace(world, narrative=replace(world.narrative, setting=setting))
    found = intents(brief_of(noir, "s1"))["look"]
    assert (found.says, found.words) == (
        "film noir, black and white",
        "film noir; black and white",
    )


def test_the_clock_is_the_shots(worlds: Mapping[str, World]) -> None:
    brief = brief_of(worlds["01_first_take"], "s1")
    assert (brief.size_px, brief.rate, brief.frame_count) == ((832, 480), (16, 1), 81)
    assert float(brief.seconds) == 81 / 16


def test_a_shot_that_is_not_there_is_refused(worlds: Mapping[str, World]) -> None:
    with pytest.raises(SceneError, match="s9"):
        brief_of(worlds["15_bird"], "s9")


def test_a_brief_is_fast_once_its_bodies_are_loaded(worlds: Mapping[str, World]) -> None:
    brief_of(worlds["11_close_up_cup"], "s1")
    start = time.process_time()
    brief_of(worlds["11_close_up_cup"], "s1")
    # Types are checked at run time here, which takes several times as long as the work.
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize(
    ("words", "axis", "sign"),
    [
        ("pan left", "pan", 1.0), ("tilt up", "tilt", 1.0), ("roll clockwise", "roll", 1.0),
        ("truck right", "x", 1.0), ("dolly in", "z", -1.0), ("zoom in", "zoom", 1.0),
    ],
)  # fmt: skip
def test_a_named_move_has_the_sign_that_its_name_says(words: str, axis: str, sign: float) -> None:
    world = plan_world(f"A statue, {words}.", options=TakeOptions(seconds=1.0)).world
    camera = brief_of(world, "s1").camera
    numbers = dict(zip(("pan", "tilt", "roll"), camera.turn_rad, strict=True))
    numbers |= dict(zip("xyz", camera.travel_m, strict=True)) | {"zoom": math.log(camera.zoom)}
    assert sign * numbers[axis] > 0.01
    still = {"pan", "tilt", "roll", "x", "z", "zoom"} - {axis}
    if axis not in {"x", "y"}:
        assert all(abs(numbers[one]) < 1e-3 for one in still), numbers

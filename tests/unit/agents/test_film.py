"""Scenes joined in one document: who comes back is the same, and time goes on."""

import dataclasses
import re
from dataclasses import replace

import numpy as np
import pytest

from groundplan.agents.critic.agent import criticise
from groundplan.agents.director import Planned, plan
from groundplan.agents.film.plan import SceneFacts, plan_film
from groundplan.errors import InputError
from groundplan.language.facts import ShotText, Span
from groundplan.language.reader import read_brief
from groundplan.scene.build import build_stage
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.apply import apply
from groundplan.world.canonical import world_hash
from groundplan.world.queries import entity_named, orphans, present_in_shot, shots_in_order

PARK = (
    "A woman in a red coat walks to a bench in a park at dusk. Close-up of the woman as she "
    "smiles. A man runs to the bench."
)
KITCHEN = "In a kitchen, the woman walks to a table. The man sits on a chair. A dog barks."


def scene(heading: str, text: str) -> SceneFacts:
    ends = [match.end() for match in re.finditer(r"\.( |$)", text)]
    spans = zip([0, *ends], ends, strict=False)
    shots = tuple(ShotText(number="", span=Span(start=a, end=b)) for a, b in spans)
    return SceneFacts(
        heading=heading, number="", text=text, facts=replace(read_brief(text), shots=shots)
    )


def film() -> Planned:
    scenes = (scene("EXT. PARK - DUSK", PARK), scene("INT. KITCHEN - NIGHT", KITCHEN))
    return plan_film(scenes, script=PARK + KITCHEN)


@pytest.fixture(scope="module")
def planned() -> Planned:
    return film()


def test_every_scene_stands_with_its_heading_and_its_shots(planned: Planned) -> None:
    world = planned.world
    headings = {key: s.heading for key, s in world.narrative.scenes.items()}
    assert headings == {"c1": "EXT. PARK - DUSK", "c2": "INT. KITCHEN - NIGHT"}
    shots = shots_in_order(world)
    assert [shot.scene for _, shot in shots] == ["c1"] * 3 + ["c2"] * 3
    assert [key for key, _ in shots] == [f"s{n}" for n in range(1, 7)]
    assert shots[3][1].first == shots[2][1].last + SUBFRAMES_PER_FRAME


def test_who_comes_back_is_one_entity_in_the_same_clothes(planned: Planned) -> None:
    women = [e for e in planned.world.entities.values() if e.semantics.noun == "woman"]
    assert len(women) == 1
    assert women[0].scenes == ("c1", "c2")
    assert women[0].appearance is not None
    assert "coat" in women[0].appearance.garments


def test_a_new_scene_puts_people_where_it_would_alone(planned: Planned) -> None:
    world = planned.world
    key = entity_named(world, "woman")[0]
    begin = shots_in_order(world)[3][1].first
    at = world_from_entity_at(world, key, np.array([begin - 1000.0, float(begin)]))[:, :3, 3]
    alone = plan(scene("", KITCHEN).facts).world
    own = entity_named(alone, "woman")[0]
    expected = world_from_entity_at(alone, own, np.array([0.0]))[0, :3, 3]
    np.testing.assert_allclose(at[1], expected, atol=0.05)
    assert np.linalg.norm(at[0] - at[1]) > 0.5


def test_a_shot_shows_its_own_scene_alone(planned: Planned) -> None:
    world = planned.world
    first = {e.name for e in present_in_shot(world, "s1").entities.values()}
    second = {e.name for e in present_in_shot(world, "s4").entities.values()}
    assert {"park", "bench", "woman"} <= first
    assert {"kitchen", "table", "dog", "woman"} <= second
    assert not {"park", "bench"} & second
    assert not {"kitchen", "dog"} & first
    drawn = {instance.name for instance in build_stage(world, "s4").instances}
    assert "dog" in drawn
    assert "bench" not in drawn


def test_words_and_times_are_the_films(planned: Planned) -> None:
    world = planned.world
    sat = next(a for a in world.narrative.actions.values() if a.verb == "sit")
    assert sat.span is not None
    text = world.sources[sat.span.source].text
    assert text[sat.span.start : sat.span.end] == "sits"
    shot = shots_in_order(world)[4][1]
    assert shot.first <= sat.start < sat.end <= shot.last + SUBFRAMES_PER_FRAME
    shots = {intent.shot for intent in world.intents.values()}
    assert shots <= set(world.shots)
    assert "s6" in shots
    assert orphans(world) == ()


def test_the_same_script_gives_the_same_bytes_and_replays(planned: Planned) -> None:
    assert world_hash(film().world) == world_hash(planned.world)
    world = planned.base
    for patch in planned.patches:
        world = apply(world, patch).world
    assert world_hash(world) == world_hash(planned.world)


def test_equal_scenes_are_two_scenes() -> None:
    one = scene("EXT. PARK - DAY", "A horse stands in a park.")
    world = plan_film((one, one), script="twice").world
    assert len([e for e in world.entities.values() if e.semantics.noun == "horse"]) == 2
    assert len(world.shots) == 2


def test_named_people_are_the_same_by_name() -> None:
    def named(text: str) -> SceneFacts:
        made = scene("", text)
        facts = made.facts
        entities = tuple(
            replace(e, name="Jane") if e.noun == "woman" else e for e in facts.entities
        )
        return dataclasses.replace(made, facts=replace(facts, entities=entities))

    scenes = (named("A woman waves."), named("A woman sits. A man stands."))
    world = plan_film(scenes, script="named").world
    assert entity_named(world, "jane")[1].scenes == ("c1", "c2")


def test_a_script_without_scenes_is_refused() -> None:
    with pytest.raises(InputError, match="no scene"):
        plan_film((), script="")


def test_who_comes_back_on_a_bicycle_is_on_it() -> None:
    one, two = "Ben walks to a bench in a park.", "Ben rides a bicycle along the street."
    world = plan_film((scene("A", one), scene("B", two)), script=one + two).world
    ben, bicycle = entity_named(world, "ben")[0], entity_named(world, "bicycle")[0]
    shot = shots_in_order(world)[-1][1]
    times = np.linspace(shot.first, shot.last, 7)
    gaps = (world_from_entity_at(world, ben, times) - world_from_entity_at(world, bicycle, times))[
        :, :3, 3
    ]
    assert np.all(np.hypot(gaps[:, 0], gaps[:, 2]) < 0.5)
    way = world_from_entity_at(world, ben, times)[:, :3, 3]
    assert np.linalg.norm(way[-1] - way[0]) > 3.0


def test_what_is_measured_names_the_films_shots_and_times() -> None:
    one = "In a kitchen, a woman walks to a table. A man stands at a window."
    two = "On a street at night, nothing happens. Close-up of a car. A truck is far behind it."
    planned = plan_film((scene("A", one), scene("B", two)), script=one + two)
    assert set(planned.measured) == set(criticise(planned.world))
    names = {s.name: s for _, s in shots_in_order(planned.world)}
    second = {n for n, s in names.items() if s.scene == "c2"}
    own = {p for p, e in planned.world.entities.items() if e.scenes == ("c2",)}
    for finding in planned.findings:
        said = set(re.findall(r"SH\d+", finding.message))
        about = {path.split("/")[1] for path in finding.paths if path.startswith("entities/")}
        if said and about & own:
            assert said <= second

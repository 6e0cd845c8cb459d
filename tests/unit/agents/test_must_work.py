"""The sentence of the first issue, as facts: every number of it stands in the world exactly."""

import math

import pytest
from tests.unit.agents.brief import SPAN, called, planned, thing, told, way, woman_in_red

from groundplan.agents.director import Planned
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.canonical import world_hash


def facts() -> Facts:
    walk = ActionFact(
        key="a1", agent="e1", verb="walk", action="walk", span=SPAN, source="e2", goal="e3",
        distance_m=4.0, duration_s=5.0,
    )  # fmt: skip
    trot = ActionFact(
        key="a2", agent="e4", verb="trot", action="trot", span=SPAN, companion="e1",
        companion_relation="next_to",
    )  # fmt: skip
    cast = [woman_in_red(), thing("e2", "bench"), thing("e3", "fountain"),
            thing("e4", "dog", "animal")]  # fmt: skip
    return told(cast, actions=[walk, trot])


@pytest.fixture(scope="module")
def result() -> Planned:
    return planned(facts())


def test_bench_and_fountain_stand_exactly_4_m_apart(result: Planned) -> None:
    bench, fountain = called(result.world, "bench"), called(result.world, "fountain")
    assert math.dist(bench.transform.position_m, fountain.transform.position_m) == pytest.approx(
        4.0, abs=1e-6
    )


def test_her_way_is_4_m_long_takes_exactly_5_s_and_ends_abreast_of_the_fountain(
    result: Planned,
) -> None:
    (start, first), (end, last) = way(called(result.world, "woman"))
    assert (start, end) == (0, 5 * 16 * 1000)
    assert math.dist(first, last) == pytest.approx(4.0, abs=1e-6)
    assert first[0] == pytest.approx(called(result.world, "bench").transform.position_m[0])
    assert last[0] == pytest.approx(called(result.world, "fountain").transform.position_m[0])


def test_she_passes_clear_of_both_on_the_cameras_side(result: Planned) -> None:
    woman = called(result.world, "woman")
    assert woman.size_m is not None
    for name in ("bench", "fountain"):
        mark = called(result.world, name)
        assert mark.size_m is not None
        front = mark.transform.position_m[2] + 0.5 * mark.size_m[2]
        assert way(woman)[0][1][2] - 0.5 * woman.size_m[0] >= front + 0.2 - 1e-6


def test_the_dog_keeps_beside_her_at_a_trot_all_the_way(result: Planned) -> None:
    woman, dog = called(result.world, "woman"), called(result.world, "dog")
    gaps = [math.dist(hers, its) for (_, hers), (_, its) in zip(way(woman), way(dog), strict=True)]
    assert gaps[0] == pytest.approx(gaps[1], abs=1e-6)
    assert 0.5 < gaps[0] < 0.9
    assert [t for t, _ in way(dog)] == [t for t, _ in way(woman)]
    names = {entity_id: e.name for entity_id, e in result.world.entities.items()}
    tracks = [(names[t.entity], t.kind, t.name, t.last) for t in result.world.tracks.values()]
    assert ("dog", "gait", "trot", 80000) in tracks
    assert ("woman", "gait", "walk", 80000) in tracks


def test_both_face_along_the_way(result: Planned) -> None:
    for name in ("woman", "dog"):
        _, y, _, w = called(result.world, name).transform.rotation
        assert 2.0 * math.atan2(y, w) == pytest.approx(0.5 * math.pi)


def test_the_shot_lasts_the_stated_5_s(result: Planned) -> None:
    shot = result.world.shots["s1"]
    assert (shot.first, shot.last) == (0, 80000)
    assert result.world.entities[shot.camera].name == "camera"


def test_her_coat_is_red_and_that_is_read_from_the_words(result: Planned) -> None:
    world = result.world
    key, woman = next((k, e) for k, e in world.entities.items() if e.name == "woman")
    assert woman.appearance is not None
    assert woman.appearance.garments["coat"].color == "#ff0000"
    assert woman.attributes["coat.color"] == "red"
    opinion = world.opinions[f"entities/{key}/appearance/garments/coat/color"][0]
    assert (opinion.basis, opinion.agent) == ("extracted", "agent:casting")


def test_every_value_that_nobody_said_is_marked(result: Planned) -> None:
    world = result.world
    for key, entity in world.entities.items():
        if entity.name in {"bench", "fountain", "dog"}:
            assert world.opinions[f"entities/{key}/size_m"][0].basis == "guessed"


def test_the_same_facts_give_the_same_world(result: Planned) -> None:
    assert world_hash(planned(facts()).world) == world_hash(result.world)


def test_another_seed_changes_ids_and_no_place(result: Planned) -> None:
    other = planned(facts(), seed=1).world
    assert set(other.entities).isdisjoint(result.world.entities)
    assert way(called(other, "woman")) == way(called(result.world, "woman"))

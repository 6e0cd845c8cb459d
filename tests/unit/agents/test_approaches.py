"""Who does something elsewhere goes there first, though no word says so."""

import numpy as np
import pytest

from groundplan.agents.approaches import with_approaches
from groundplan.agents.director import plan
from groundplan.language.reader import read_brief
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.document import World
from groundplan.world.queries import entity_named


def goals(text: str) -> list[tuple[str, str]]:
    """Return verb and goal (noun) of all that happens, in the order of time."""
    facts = with_approaches(read_brief(text))
    nouns = {entity.key: entity.noun for entity in facts.entities}
    ordered = sorted(facts.actions, key=lambda action: action.order)
    return [(action.verb, nouns.get(action.goal, "")) for action in ordered]


def place(world: World, name: str, seconds: float) -> np.ndarray:
    key = entity_named(world, name)[0]
    at = np.array([seconds * 1000.0 * world.timebase.fps_num])
    return world_from_entity_at(world, key, at)[0, :3, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A man walks to a window. Then he sits down on a chair.",
            [("walk", "window"), ("walk", "chair"), ("sit", "")],
        ),
        (
            "A letter lies on a table. A man walks to a window. Then he picks up the letter.",
            [("lie", ""), ("walk", "window"), ("walk", "table"), ("pick up", "")],
        ),
        ("A man walks in and stops beside a table.", [("walk", "table"), ("stop", "")]),
        ("A woman stands by a window. A man walks in and hugs her.",
         [("stand", ""), ("walk", "woman"), ("hug", "")]),
    ],
)  # fmt: skip
def test_walks_that_nobody_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert goals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A man sits on a chair.",
        "A man picks up a cup from a table and drinks.",
        "A woman sits at a table. She picks up a cup. She gives the cup to a man.",
        "A man walks to a table and picks up a cup from the table.",
    ],
)
def test_who_is_there_already_goes_nowhere(text: str) -> None:
    facts = read_brief(text)
    assert len(with_approaches(facts).actions) == len(facts.actions)


def test_what_is_taken_from_a_table_lies_on_it() -> None:
    world = plan(read_brief("A man walks to a table and picks up a cup.")).world
    table, cup = entity_named(world, "table")[1], place(world, "cup", 0.0)
    assert table.size_m is not None
    assert cup[1] == pytest.approx(table.size_m[1], abs=0.05)
    assert np.linalg.norm((cup - place(world, "table", 0.0))[[0, 2]]) < max(table.size_m)


def test_who_comes_to_a_bench_and_sits_is_on_it_facing_away() -> None:
    world = plan(read_brief("A woman walks to a bench and sits down.")).world
    key, bench = entity_named(world, "woman")[0], entity_named(world, "bench")[0]
    end = np.array([float(world.shots["s1"].last)])
    person = world_from_entity_at(world, key, end)[0]
    seat = world_from_entity_at(world, bench, end)[0]
    assert person[1, 3] == pytest.approx(0.0, abs=1e-6)
    assert np.linalg.norm((person - seat)[[0, 2], 3]) < 0.3
    np.testing.assert_allclose(person[:3, 2], seat[:3, 2], atol=1e-6)
    sits = [t for t in world.tracks.values() if t.name == "sit_down" and t.entity == key]
    assert [track.target for track in sits] == [bench]


def test_the_way_ends_before_the_seat_and_the_body_turns_its_back_to_it() -> None:
    world = plan(read_brief("A woman walks to a bench and sits down.")).world
    sits = next(t for t in world.tracks.values() if t.name == "sit_down")
    key, bench = entity_named(world, "woman")[0], entity_named(world, "bench")[0]
    at = np.array([float(sits.first)])
    person = world_from_entity_at(world, key, at)[0]
    seat = world_from_entity_at(world, bench, at)[0]
    ahead = (person[:3, 3] - seat[:3, 3]) @ seat[:3, 2]
    assert 0.3 < ahead < 0.6
    assert person[:3, 2] @ seat[:3, 2] == pytest.approx(1.0, abs=1e-6)


def test_two_who_come_to_a_bench_sit_side_by_side() -> None:
    text = "A man walks to a bench and sits down. Then a woman walks to the bench and sits down."
    world = plan(read_brief(text)).world
    end = float(world.shots["s1"].last) / 16000.0
    man, woman, bench = (place(world, name, end) for name in ("man", "woman", "bench"))
    assert 0.45 < np.linalg.norm(man - woman) < 1.2
    np.testing.assert_allclose(0.5 * (man + woman)[[0, 2]], bench[[0, 2]], atol=0.3)


def test_who_sits_down_at_a_table_gets_a_chair_of_their_own() -> None:
    world = plan(read_brief("A man walks to a table. Then he sits down.")).world
    chair = entity_named(world, "chair")[0]
    end = float(world.shots["s1"].last) / 16000.0
    gap = np.linalg.norm((place(world, "man", end) - place(world, "chair", end))[[0, 2]])
    assert gap < 0.3
    assert any(t.target == chair and t.name == "sit_down" for t in world.tracks.values())

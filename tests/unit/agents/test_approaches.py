"""Who does something elsewhere goes there first, though no word says so."""

from itertools import pairwise

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
            [("walk", "window"), ("walk", "chair"), ("sit down", "")],
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


def test_who_arrives_late_still_sits_down() -> None:
    text = "3 second shot. A man walks 4 m to a bench and sits down. Then he looks up."
    world = plan(read_brief(text)).world
    assert any(track.name == "sit_down" for track in world.tracks.values())


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


def test_who_walks_to_a_sofa_and_sits_on_it_comes_from_elsewhere() -> None:
    text = "In a living room a man walks to the sofa and sits down on it."
    world = plan(read_brief(text)).world
    starts, sits, sofa = (
        place(world, "man", 0.0),
        place(world, "man", 4.9),
        place(world, "sofa", 0.0),
    )
    assert np.hypot(*(starts - sofa)[[0, 2]]) > 1.5
    assert starts[1] == pytest.approx(0.0, abs=0.01)
    assert np.hypot(*(sits - sofa)[[0, 2]]) < 0.5


def test_who_lies_down_on_a_bed_after_walking_to_it_ends_on_top_of_it() -> None:
    text = "A woman walks through a bedroom to the bed and lies down on the bed."
    world = plan(read_brief(text)).world
    starts, lies, bed = (
        place(world, "woman", 0.0), place(world, "woman", 5.0), place(world, "bed", 0.0)
    )  # fmt: skip
    assert starts[1] == pytest.approx(0.0, abs=0.01)
    assert np.hypot(*(starts - bed)[[0, 2]]) > 1.5
    assert lies[1] > 0.25
    assert np.all(np.abs(lies - bed)[[0, 2]] < 1.0), "over the bed, which is 2 m by 2.1 m"
    assert {t.name for t in world.tracks.values()} >= {"walk", "lie_down"}


def test_a_dog_that_walks_to_a_rug_starts_beside_it_and_ends_on_it() -> None:
    world = plan(read_brief("A dog walks to a rug and lies down on the rug.")).world
    ways = [place(world, "dog", t) for t in np.linspace(0.0, 4.9, 50)]
    rug = place(world, "rug", 0.0)
    far = [float(np.hypot(*(at - rug)[[0, 2]])) for at in ways]
    assert far[0] > 1.0
    assert far[-1] < 0.3
    assert all(b <= a + 0.01 for a, b in pairwise(far)), "straight, not around it"


def test_who_sits_stands_up_from_the_seat_and_walks_on_from_before_it() -> None:
    text = "A man sits on a chair, stands up and walks to a window."
    world = plan(read_brief(text)).world
    tracks = sorted((t for t in world.tracks.values() if t.kind != "pose"), key=lambda t: t.first)
    names = [t.name for t in tracks]
    assert names[:3] == ["sit", "stand_up", "walk"]
    chair = entity_named(world, "chair")[0]
    assert tracks[0].target == tracks[1].target == chair
    assert tracks[1].first > 0
    up_s = tracks[1].last / 1000.0 / world.timebase.fps_num
    sits, stands = place(world, "man", up_s - 0.05), place(world, "man", up_s)
    assert np.linalg.norm(stands - sits) == pytest.approx(0.245 * 1.78, abs=0.03)
    assert tracks[2].blend == 0, "the place itself changes, so that a fade would slide"


def test_who_rises_from_what_they_sat_down_on_does_it_from_that_seat() -> None:
    text = "A woman walks to a chair, sits down, stands up and walks to the door."
    world = plan(read_brief(text)).world
    chair = entity_named(world, "chair")[0]
    done = {t.name: t for t in world.tracks.values()}
    assert done["sit_down"].target == done["stand_up"].target == chair
    assert done["sit_down"].last == done["stand_up"].first

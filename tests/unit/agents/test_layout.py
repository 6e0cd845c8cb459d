"""Where things stand: relations in closed form, exact distances, no overlaps, clashes named."""

import itertools
import math

import pytest
from tests.unit.agents.brief import SPAN, called, codes, planned, relation, thing, told

from groundplan.agents.blocking.things import turned_extent
from groundplan.agents.director import Planned
from groundplan.language.facts import ActionFact
from groundplan.world.entity import Entity


def edges(entity: Entity, axis: int) -> tuple[float, float]:
    """Return the lower and upper bound of the turned body along a world axis."""
    assert entity.size_m is not None
    at = entity.transform.position_m[axis]
    if axis == 1:
        return at, at + entity.size_m[1]
    _, y, _, w = entity.transform.rotation
    half = turned_extent(entity.size_m, 2.0 * math.atan2(y, w))[axis // 2]
    return at - half, at + half


def place(result: Planned, name: str) -> tuple[float, float, float]:
    return called(result.world, name).transform.position_m


@pytest.mark.parametrize(("name", "axis", "sign"), [
    ("left_of", 0, -1), ("right_of", 0, 1), ("in_front_of", 2, 1), ("behind", 2, -1),
])  # fmt: skip
def test_a_relation_orders_boxes_along_its_axis_and_lines_them_up_on_the_other(
    name: str, axis: int, sign: int
) -> None:
    result = planned(
        told([thing("e1", "chair"), thing("e2", "table")], relations=[relation("e1", name, "e2")])
    )
    chair, table = called(result.world, "chair"), called(result.world, "table")
    if sign < 0:
        assert edges(chair, axis)[1] < edges(table, axis)[0]
    else:
        assert edges(chair, axis)[0] > edges(table, axis)[1]
    other = 2 - axis
    assert place(result, "chair")[other] == pytest.approx(place(result, "table")[other])


def test_what_stands_on_a_table_rests_on_its_top_inside_its_footprint() -> None:
    result = planned(
        told([thing("e1", "ball"), thing("e2", "table")], relations=[relation("e1", "on", "e2")])
    )
    ball, table = called(result.world, "ball"), called(result.world, "table")
    assert edges(ball, 1)[0] == pytest.approx(edges(table, 1)[1], abs=0.01)
    for axis in (0, 2):
        assert edges(table, axis)[0] <= edges(ball, axis)[0]
        assert edges(ball, axis)[1] <= edges(table, axis)[1]


def test_what_is_too_tall_to_go_under_lifts_the_other_thing() -> None:
    result = planned(
        told([thing("e1", "giraffe", "animal"), thing("e2", "chair")],
             relations=[relation("e1", "under", "e2")])
    )  # fmt: skip
    assert place(result, "giraffe")[1] == 0.0
    top = edges(called(result.world, "giraffe"), 1)[1]
    assert edges(called(result.world, "chair"), 1)[0] == pytest.approx(top, abs=1e-6)


def test_what_is_above_hangs_free_over_the_footprint() -> None:
    result = planned(
        told([thing("e1", "ball"), thing("e2", "table")], relations=[relation("e1", "above", "e2")])
    )
    assert edges(called(result.world, "ball"), 1)[0] > edges(called(result.world, "table"), 1)[1]


def test_next_to_leaves_a_gap_of_at_most_0_8_m() -> None:
    result = planned(
        told([thing("e1", "dog", "animal"), thing("e2", "bench")],
             relations=[relation("e1", "next_to", "e2")])
    )  # fmt: skip
    gap = edges(called(result.world, "dog"), 0)[0] - edges(called(result.world, "bench"), 0)[1]
    assert 0.0 < gap <= 0.8


@pytest.mark.parametrize("name", ["left_of", "behind", "next_to", "in_front_of"])
@pytest.mark.parametrize("distance", [2.5, 7.25])
def test_a_stated_distance_is_exact(name: str, distance: float) -> None:
    stated = relation("e1", name, "e2", distance_m=distance)
    result = planned(told([thing("e1", "chair"), thing("e2", "bench")], relations=[stated]))
    apart = math.dist(place(result, "chair"), place(result, "bench"))
    assert apart == pytest.approx(distance, abs=1e-6)


def test_a_guessed_size_gives_way_to_a_stated_distance() -> None:
    stated = relation("e1", "left_of", "e2", distance_m=1.5)
    result = planned(told([thing("e1", "fountain"), thing("e2", "bench")], relations=[stated]))
    assert (
        edges(called(result.world, "fountain"), 0)[1] < edges(called(result.world, "bench"), 0)[0]
    )
    assert "layout.shrunk" in codes(result)
    assert math.dist(place(result, "fountain"), place(result, "bench")) == pytest.approx(1.5)


def test_of_two_distances_the_first_wins_and_both_are_named() -> None:
    facts = told(
        [thing("e1", "bench"), thing("e2", "chair")],
        relations=[
            relation("e1", "next_to", "e2", distance_m=4.0),
            relation("e1", "next_to", "e2", distance_m=2.0, key="r2", at=10),
        ],
    )
    result = planned(facts)
    assert math.dist(place(result, "bench"), place(result, "chair")) == pytest.approx(4.0)
    finding = next(f for f in result.findings if f.code == "layout.contradiction")
    assert finding.severity == "error"
    assert facts.text[0:4] in finding.message
    assert facts.text[10:14] in finding.message
    assert finding.options[0] == 'let "bench next to the chair at 2 m" be 4 m'
    assert len(finding.options) == 5  # for each of both: the other's distance, or none


def test_left_and_right_of_the_same_thing_is_a_contradiction_unless_at_different_times() -> None:
    cast = [thing("e1", "chair"), thing("e2", "table")]
    both = [relation("e1", "left_of", "e2"), relation("e2", "left_of", "e1", key="r2")]
    result = planned(told(cast, relations=both))
    assert "layout.contradiction" in codes(result)
    assert place(result, "chair")[0] < place(result, "table")[0]


def test_unrelated_things_never_overlap() -> None:
    nouns = ("bench", "fountain", "table", "chair", "sofa", "bed", "lamp", "bookcase", "desk")
    result = planned(told([thing(f"e{i}", noun) for i, noun in enumerate(nouns)]))
    bodies = [called(result.world, noun) for noun in nouns]
    for a, b in itertools.combinations(bodies, 2):
        apart = [edges(a, k)[1] <= edges(b, k)[0] or edges(b, k)[1] <= edges(a, k)[0]
                 for k in (0, 2)]  # fmt: skip
        assert any(apart), (a.name, b.name)


def test_counted_bodies_each_have_a_place_of_their_own() -> None:
    result = planned(told([thing("e1", "dog", "animal", count=7)]))
    dogs = [e for e in result.world.entities.values() if e.kind == "animal"]
    assert len(dogs) == 7
    assert len({dog.transform.position_m for dog in dogs}) == 7


def test_two_who_talk_face_each_other() -> None:
    talk = ActionFact(key="a1", agent="e1", verb="talk", action="talk", span=SPAN, object="e2")
    cast = [thing("e1", "man", "character"), thing("e2", "woman", "character")]
    result = planned(told(cast, actions=[talk]))
    man, woman = called(result.world, "man"), called(result.world, "woman")
    for one, other in ((man, woman), (woman, man)):
        _, y, _, w = one.transform.rotation
        step = [b - a for a, b in zip(one.transform.position_m, other.transform.position_m,
                                      strict=True)]  # fmt: skip
        assert 2.0 * math.atan2(y, w) == pytest.approx(math.atan2(step[0], step[2]))


def test_ground_lies_with_its_surface_at_height_0_and_holds_those_on_it() -> None:
    cast = [thing("e1", "dog", "animal"), thing("e2", "road", "set")]
    result = planned(told(cast, relations=[relation("e1", "on", "e2")]))
    assert edges(called(result.world, "road"), 1)[1] == pytest.approx(0.0, abs=1e-6)
    assert place(result, "dog")[1] == 0.0
    assert place(result, "ground")[1] < 0.0


def test_who_sits_keeps_the_feet_down_and_the_hips_over_the_seat() -> None:
    sit = ActionFact(key="a1", agent="e1", verb="sit", action="sit", span=SPAN)
    cast = [thing("e1", "man", "character"), thing("e2", "bench")]
    result = planned(told(cast, actions=[sit], relations=[relation("e1", "on", "e2")]))
    man, bench = place(result, "man"), place(result, "bench")
    assert man[1] == 0.0
    assert abs(man[0] - bench[0]) < 0.01
    assert abs(man[2] - bench[2]) < 0.2


def test_two_who_hug_stand_close_and_face_each_other() -> None:
    hugs = [ActionFact(key=f"a{i}", agent=f"e{i}", verb="hug", action="talk", span=SPAN)
            for i in (1, 2)]  # fmt: skip
    cast = [thing("e1", "man", "character"), thing("e2", "woman", "character")]
    result = planned(told(cast, actions=hugs))
    assert math.dist(place(result, "man"), place(result, "woman")) < 1.3
    turns = [called(result.world, name).transform.rotation[1] for name in ("man", "woman")]
    assert turns[0] == pytest.approx(-turns[1])

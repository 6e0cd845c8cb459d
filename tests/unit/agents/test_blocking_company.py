"""Who goes where beside whom: companions, convoys, doors of houses, and gestures on arrival."""

import math

import pytest
from tests.unit.agents.brief import SPAN, called, planned, relation, thing, told, way

from groundplan.agents.blocking.things import Thing
from groundplan.agents.director import Planned
from groundplan.language.facts import ActionFact, EntityFact
from groundplan.world.entity import Entity
from groundplan.world.evaluate import value_at


def act(key: str, agent: str, verb: str, **more: object) -> ActionFact:
    return ActionFact(key=key, agent=agent, verb=verb, action=verb, span=SPAN, **more)  # pyright: ignore[reportArgumentType]  # fields by name


def place(result: Planned, name: str) -> tuple[float, float, float]:
    return called(result.world, name).transform.position_m


def heading_at(entity: Entity, t: int) -> float:
    _, y, _, w = value_at(entity, "transform.rotation", t)  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]  # four numbers
    return 2.0 * math.atan2(float(y), float(w))  # pyright: ignore[reportUnknownArgumentType]


def accompanied(noun: str) -> Planned:
    walk = act("a1", "e1", "walk", direction="right")
    trot = act("a2", "e2", "trot", companion="e1", companion_relation="next_to")
    cast = [thing("e1", "woman", "character"), thing("e2", noun, "animal")]
    return planned(told(cast, actions=[walk, trot]))


def test_a_companion_goes_on_the_far_side_where_it_does_not_cover_the_subject() -> None:
    result = accompanied("dog")
    woman, dog = way(called(result.world, "woman")), way(called(result.world, "dog"))
    for (_, ahead), (_, beside) in zip(woman, dog, strict=True):
        assert beside[2] < ahead[2]
        assert beside[0] == pytest.approx(ahead[0])


def test_a_companion_that_would_vanish_behind_the_subject_goes_on_the_near_side() -> None:
    result = accompanied("bird")
    woman, bird = way(called(result.world, "woman")), way(called(result.world, "bird"))
    assert bird[0][1][2] > woman[0][1][2]


def test_between_the_subject_and_the_places_it_passes_is_room_for_its_companion() -> None:
    walk = act("a1", "e1", "walk", source="e2", goal="e3", distance_m=4.0)
    trot = act("a2", "e4", "trot", companion="e1", companion_relation="next_to")
    cast = [thing("e1", "woman", "character"), thing("e2", "bench"), thing("e3", "fountain"),
            thing("e4", "dog", "animal")]  # fmt: skip
    result = planned(told(cast, actions=[walk, trot]))
    fountain, dog = called(result.world, "fountain"), called(result.world, "dog")
    assert fountain.size_m is not None
    assert dog.size_m is not None
    front = fountain.transform.position_m[2] + 0.5 * fountain.size_m[2]
    assert way(dog)[-1][1][2] - 0.5 * dog.size_m[0] >= front + 0.2 - 1e-6


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_convoy_seen_from_the_side_overlaps_in_the_picture_and_nowhere_on_the_ground(
    count: int,
) -> None:
    row = Thing(key="e1", noun="car", kind="vehicle", size=(1.8, 1.5, 4.3), count=count,
                heading=0.5 * math.pi)  # fmt: skip
    assert 2.0 * row.half[0] < 4.3 * (1.0 + 0.75 * (count - 1))
    for n, (x, z) in enumerate(row.offsets):
        for other_x, other_z in row.offsets[n + 1 :]:
            assert abs(x - other_x) >= 4.3 or abs(z - other_z) >= 1.8


def test_a_door_stands_in_the_front_wall_of_the_only_house() -> None:
    house = EntityFact(key="e1", noun="house", words="house", kind="set", span=SPAN)
    result = planned(told([house, thing("e2", "door")]))
    x, _, z = place(result, "door")
    centre, size = place(result, "house"), called(result.world, "house").size_m
    assert size is not None
    assert x == pytest.approx(centre[0])
    assert 0.3 * size[2] < z - centre[2] < 0.5 * size[2]


def test_what_lies_next_to_the_door_of_a_house_lies_before_its_wall() -> None:
    house = EntityFact(key="e1", noun="house", words="house", kind="set", span=SPAN)
    cast = [house, thing("e2", "door"), thing("e3", "dog", "animal")]
    result = planned(told(cast, relations=[relation("e3", "next_to", "e2")]))
    dog, size = place(result, "dog"), called(result.world, "house").size_m
    assert size is not None
    assert dog[2] > place(result, "house")[2] + 0.5 * size[2]
    assert math.dist(dog, place(result, "door")) < 2.2


def test_what_would_be_hidden_behind_a_truck_stands_beside_it() -> None:
    result = planned(told([thing("e1", "truck", "vehicle"), thing("e2", "traffic light")]))
    size = called(result.world, "truck").size_m
    assert size is not None
    assert abs(place(result, "traffic_light")[0]) > 0.5 * min(size[0], size[2])
    assert place(result, "traffic_light")[2] == pytest.approx(0.0, abs=0.5)


def test_who_waves_on_arrival_turns_to_the_camera() -> None:
    walk, wave = act("a1", "e1", "walk", goal="e2"), act("a2", "e1", "wave", order=1)
    cast = [thing("e1", "man", "character"), thing("e2", "door")]
    man = called(planned(told(cast, actions=[walk, wave])).world, "man")
    assert heading_at(man, 0) == pytest.approx(0.5 * math.pi, abs=0.01)
    assert abs(heading_at(man, 80_000)) < math.radians(45.0)


def test_who_waves_at_somebody_on_arrival_turns_to_them() -> None:
    walk = act("a1", "e1", "walk", direction="right")
    wave = act("a2", "e1", "wave", object="e2", order=1)
    cast = [thing("e1", "man", "character"), thing("e2", "woman", "character")]
    result = planned(told(cast, actions=[walk, wave]))
    man = called(result.world, "man")
    (_, end), woman = way(man)[-1], place(result, "woman")
    towards = math.atan2(woman[0] - end[0], woman[2] - end[2])
    turn = math.remainder(heading_at(man, 80_000) - towards, math.tau)
    assert turn == pytest.approx(0.0, abs=0.02)

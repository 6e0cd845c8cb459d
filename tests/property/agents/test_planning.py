"""Any facts give a world: no crash, no NaN, nothing static overlaps, all within territory."""

import itertools
import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.agents.brief import TEXT, planned

from groundplan.agents.blocking.things import turned_extent
from groundplan.language.facts import ActionFact, EntityFact, Facts, RelationFact, Span
from groundplan.world.entity import Entity

NOUNS = (("woman", "character"), ("dog", "animal"), ("bench", "prop"), ("table", "prop"),
         ("fountain", "prop"), ("ball", "prop"), ("road", "set"), ("glorp", "unknown"),
         ("car", "vehicle"), ("eagle", "animal"), ("wall", "set"))  # fmt: skip
VERBS = ("walk", "run", "sit", "jump", "fly", "swim", "talk", "hold", "push", "ride", "blorb",
         "climb", "fall", "dance", "follow")  # fmt: skip
RELATIONS = ("left_of", "right_of", "above", "below", "in_front_of", "behind", "on", "under",
             "next_to", "inside")  # fmt: skip
SPAN = Span(start=0, end=4)
NUMBERS = st.none() | st.floats(allow_nan=True, allow_infinity=True) | st.floats(0.1, 20.0)


KEYS = st.sampled_from(["", "e99", *(f"e{i}" for i in range(6))])
ENTITIES = st.lists(
    st.tuples(st.sampled_from(NOUNS), st.sampled_from((1, 1, 1, 2, 5, 0, -1))), max_size=6
)
ACTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "verb": st.sampled_from(VERBS),
            **dict.fromkeys(("agent", "object", "source", "goal", "companion", "path"), KEYS),
            "path_kind": st.sampled_from(("around", "past", "over", "")),
            "direction": st.sampled_from(("", "left", "up", "down", "towards_camera")),
            **dict.fromkeys(("distance_m", "duration_s", "speed_mps"), NUMBERS),
            "order": st.integers(0, 2),
            "negated": st.booleans(),
        }
    ),
    max_size=4,
)
LINKS = st.lists(
    st.fixed_dictionaries(
        {
            "subject": KEYS,
            "relation": st.sampled_from(RELATIONS),
            "object": KEYS,
            "distance_m": NUMBERS,
            "when": st.sampled_from(("always", "start", "end")),
        }
    ),
    max_size=4,
)


def said(
    entities: list[tuple[tuple[str, str], int]],
    actions: list[dict[str, Any]],
    relations: list[dict[str, Any]],
) -> Facts:
    return Facts(
        text=TEXT,
        entities=tuple(
            EntityFact(key=f"e{i}", noun=noun, words=noun, kind=kind, span=SPAN, count=count)  # pyright: ignore[reportArgumentType]  # kinds of the table
            for i, ((noun, kind), count) in enumerate(entities)
        ),
        actions=tuple(
            ActionFact(key=f"a{i}", action=action["verb"], span=SPAN, **action)
            for i, action in enumerate(actions)
        ),
        relations=tuple(
            RelationFact(key=f"r{i}", span=SPAN, **fields) for i, fields in enumerate(relations)
        ),
    )


@settings(max_examples=60, deadline=None)
@given(entities=ENTITIES, actions=ACTIONS, relations=LINKS)
def test_any_facts_give_a_finite_world(
    entities: list[tuple[tuple[str, str], int]],
    actions: list[dict[str, Any]],
    relations: list[dict[str, Any]],
) -> None:
    world = planned(said(entities, actions, relations)).world
    for entity in world.entities.values():
        assert all(math.isfinite(c) for c in entity.transform.position_m)
        for channel in entity.channels.values():
            for key in channel.keys.values():
                assert isinstance(key.v, tuple)
                assert all(math.isfinite(c) for c in key.v)
        for track in world.tracks.values():
            assert track.last > track.first >= 0
    assert world.shots["s1"].last >= 1000


@settings(max_examples=60, deadline=None)
@given(chosen=st.lists(st.sampled_from([n for n in NOUNS if n[0] != "road"]), max_size=7),
       data=st.data())  # fmt: skip
def test_static_things_never_overlap(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    entities = tuple(
        EntityFact(key=f"e{i}", noun=noun, words=noun, kind=kind, span=SPAN)  # pyright: ignore[reportArgumentType]
        for i, (noun, kind) in enumerate(chosen)
    )
    relations: list[RelationFact] = []
    for i in range(1, len(entities)):
        name = data.draw(st.sampled_from(("left_of", "right_of", "behind", "in_front_of", "next_to",
                                          "")))  # fmt: skip
        if name:
            other = data.draw(st.integers(0, i - 1))
            relations.append(
                RelationFact(key=f"r{i}", subject=f"e{i}", relation=name, object=f"e{other}",
                             span=SPAN)
            )  # fmt: skip
    result = planned(Facts(text=TEXT, entities=entities, relations=tuple(relations)))
    bodies = [e for e in result.world.entities.values() if e.name not in {"camera", "ground"}]
    for a, b in itertools.combinations(bodies, 2):
        assert not _overlap(a, b), (a.name, b.name, relations)


def _overlap(a: Entity, b: Entity) -> bool:
    return all(
        min(high_a, high_b) - max(low_a, low_b) > 1e-5
        for (low_a, high_a), (low_b, high_b) in zip(_bounds(a), _bounds(b), strict=True)
    )


def _bounds(entity: Entity) -> list[tuple[float, float]]:
    assert entity.size_m is not None
    _, y, _, w = entity.transform.rotation
    half = turned_extent(entity.size_m, 2.0 * math.atan2(y, w))
    x, _, z = entity.transform.position_m
    return [(x - half[0], x + half[0]), (z - half[1], z + half[1])]

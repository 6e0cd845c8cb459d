"""Two readings become one: quotes decide what is added, and parsed numbers stand."""

from dataclasses import asdict
from typing import Any

import pytest

from groundplan.agents.llm.answer import Answer
from groundplan.agents.llm.checking import checked
from groundplan.agents.llm.claims import Claims
from groundplan.agents.llm.merging import Mode, merged
from groundplan.inputs.text import facts_from_text
from groundplan.language.facts import ActionFact, EntityFact, Facts, Span

MODES: tuple[Mode, ...] = ("llm", "hybrid")


def claims(text: str, **answer: object) -> Claims:
    return checked(text, Answer.model_validate(answer))


def both(text: str, mode: Mode = "hybrid", **answer: object) -> Facts:
    return merged(facts_from_text(text), claims(text, **answer), mode=mode)


def thing(noun: str, quote: str = "", kind: str = "prop", **more: object) -> dict[str, Any]:
    return {"id": noun, "noun": noun, "kind": kind, "quote": quote or noun} | more


def person(noun: str, quote: str = "", **more: object) -> dict[str, Any]:
    return thing(noun, quote, "character", **more)


def number(value: float, unit: str, quote: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "quote": quote}


def named(facts: Facts, noun: str) -> EntityFact:
    return next(e for e in facts.entities if e.noun == noun)


def done(facts: Facts, verb: str) -> ActionFact:
    return next(a for a in facts.actions if a.verb == verb)


def test_a_fact_without_a_true_quote_is_dropped_and_said() -> None:
    found = claims(
        "A man sits.",
        entities=[person("man"), person("ghost"), thing("bomb", "man")],
        actions=[{"agent": "man", "verb": "fly", "quote": "flies"},
                 {"agent": "ghost", "verb": "sit", "quote": "sits"}],
        settings=[{"facet": "place", "value": "castle", "quote": "in a castle"}],
    )  # fmt: skip
    assert [c.said.noun for c in found.entities] == ["man"]
    assert (found.actions, found.settings) == ((), ())
    assert [f.code for f in found.findings] == [
        "llm.false-quote", "llm.not-in-quote", "llm.false-quote", "llm.unknown-entity",
        "llm.false-quote",
    ]  # fmt: skip


NUMBERS = "A man walks 5 m at 2 m/s to three dogs 4 m behind a car for 6 seconds."


@pytest.mark.parametrize("mode", MODES)
def test_no_parsed_number_is_ever_replaced(mode: Mode) -> None:
    own = facts_from_text(NUMBERS)
    facts = both(
        NUMBERS, mode,
        entities=[person("man", count=number(3, "count", "three")), thing("car"),
                  thing("dog", "three dogs", "animal", count=number(4, "count", "4 m"))],
        actions=[{"agent": "man", "verb": "walk", "quote": "walks", "goal": "dog",
                  "distance": number(4, "m", "4 m"), "speed": number(5, "m/s", "5 m at 2 m/s"),
                  "duration": number(2, "s", "2 m/s")}],
        relations=[{"subject": "dog", "relation": "behind", "object": "car", "quote": "behind",
                    "distance": number(6, "m", "6 seconds")}],
        shot_duration=number(5, "s", "5 m"),
    )  # fmt: skip
    walk, own_walk = done(facts, "walk"), done(own, "walk")
    assert own_walk.distance_m == 5.0
    assert own_walk.speed_mps == 2.0
    for name in ("distance_m", "speed_mps", "duration_s"):
        assert getattr(walk, name) == getattr(own_walk, name)
    assert named(facts, "dog").count == named(own, "dog").count == 3
    assert [r.distance_m for r in facts.relations] == [r.distance_m for r in own.relations]
    assert facts.quantities == own.quantities
    assert facts.shot == own.shot


def test_a_number_that_nothing_claimed_can_be_given_to_a_fact() -> None:
    text = "A man zigzags across the yard; 30 ft."
    own = facts_from_text(text)
    assert [q.role for q in own.quantities] == [""]
    facts = both(
        text,
        entities=[person("man")],
        actions=[{"agent": "man", "verb": "zigzag", "action": "run", "quote": "zigzags",
                  "distance": number(30, "ft", "30 ft")}],
    )  # fmt: skip
    action = done(facts, "zigzag")
    assert action.distance_m == pytest.approx(9.144)
    assert facts.quantities[0].role == f"action:{action.key}.distance"


def test_hybrid_keeps_what_the_model_leaves_out_and_corrects_what_it_names() -> None:
    text = "A man holds a red cup. A dog sleeps."
    facts = both(
        text,
        entities=[person("man"), thing("cup", attributes=[
            {"name": "color", "value": "red", "quote": "red"},
            {"name": "material", "value": "blue", "quote": "red"}])],
    )  # fmt: skip
    assert {e.noun for e in facts.entities} == {"man", "cup", "dog"}
    assert [(a.name, a.value) for a in named(facts, "cup").attributes] == [("color", "red")]
    assert facts.model_said is None


def test_an_added_attribute_is_the_models_and_the_entity_is_not() -> None:
    text = "A man waves beside a car of weathered teak."
    said = [{"name": "material", "value": "teak", "quote": "weathered teak"}]
    facts = both(text, entities=[thing("car", attributes=said)])
    car = named(facts, "car")
    assert ("material", "teak") in [(a.name, a.value) for a in car.attributes]
    assert facts.model_said is not None
    assert f"{car.key}.material" in facts.model_said.keys  # a field of that name
    assert car.key not in facts.model_said.keys


def test_llm_mode_drops_what_the_model_reads_differently_and_keeps_the_gaps() -> None:
    text = "A heron preens. A dog runs."
    answer = {
        "entities": [thing("heron", "heron", "animal")],
        "actions": [{"agent": "heron", "verb": "preen", "action": "work", "quote": "preens"}],
    }
    facts = both(text, "llm", **answer)
    assert {e.noun for e in facts.entities} == {"heron", "dog"}
    assert {a.verb for a in facts.actions} == {"preen", "run"}


def test_new_actions_take_their_place_in_the_order() -> None:
    text = "A man sits, then he zorbs, then he waves."
    own = facts_from_text(text)
    sit, wave = done(own, "sit"), done(own, "wave")
    facts = both(
        text,
        entities=[person("man")],
        actions=[{"agent": "man", "verb": "sit", "quote": "sits", "order": 0},
                 {"agent": "man", "verb": "zorb", "quote": "zorbs", "order": 1},
                 {"agent": "man", "verb": "wave", "quote": "waves", "order": 2}],
    )  # fmt: skip
    assert sit.order < wave.order
    assert [done(facts, verb).order for verb in ("sit", "zorb", "wave")] == [0, 1, 2]
    assert [entity.noun for entity in facts.entities] == ["man"]


def test_another_language_is_read_by_the_model_and_its_numbers_by_the_reader() -> None:
    text = "Eine Frau läuft 5 m zu zwei roten Bänken."
    facts = both(
        text, "llm",
        entities=[person("woman", "Eine Frau", gender="female"),
                  thing("bench", "roten Bänken", count=number(2, "count", "zwei"), attributes=[
                      {"name": "color", "value": "red", "quote": "roten"}])],
        actions=[{"agent": "woman", "verb": "run", "action": "run", "goal": "bench",
                  "quote": "läuft", "distance": number(5, "m", "5 m")}],
    )  # fmt: skip
    assert [(e.noun, e.count) for e in facts.entities] == [("woman", 1), ("bench", 2)]
    run = done(facts, "run")
    assert (run.action, run.distance_m, run.goal) == ("run", 5.0, named(facts, "bench").key)
    assert facts.text[named(facts, "bench").span.start :].startswith("roten Bänken")
    assert facts.unresolved == ()


@pytest.mark.parametrize("mode", MODES)
def test_an_empty_answer_changes_nothing(mode: Mode) -> None:
    for text in (NUMBERS, "Eine Frau läuft zu einer Bank."):
        assert asdict(both(text, mode)) == asdict(facts_from_text(text))


@pytest.mark.parametrize("mode", MODES)
def test_reading_the_same_twice_adds_nothing(mode: Mode) -> None:
    text = "A man walks to a car."
    answer = {
        "entities": [person("man"), thing("car", "car", "vehicle")],
        "actions": [{"agent": "man", "verb": "walk", "action": "walk", "goal": "car",
                     "quote": "walks"}],
    }  # fmt: skip
    facts = both(text, mode, **answer)
    assert [e.noun for e in facts.entities] == ["man", "car"]
    assert len(facts.actions) == 1


def test_a_proper_name_is_the_person_of_that_name() -> None:
    text = "Jane zorbs."
    jane = EntityFact(
        key="e1", noun="woman", words="Jane", kind="character", span=Span(start=0, end=4),
        name="Jane",
    )  # fmt: skip
    answer = Answer.model_validate({
        "entities": [person("doctor", "Jane")],
        "actions": [{"agent": "doctor", "verb": "zorb", "action": "run", "quote": "zorbs"}],
    })  # fmt: skip
    found = checked(text, answer, names=["Jane"])
    assert found.findings == ()
    facts = merged(Facts(text=text, entities=(jane,)), found, mode="hybrid")
    assert facts.entities == (jane,)
    assert [(a.agent, a.verb, a.action) for a in facts.actions] == [("e1", "zorb", "run")]

"""What sentences say, in full: `sentences.yaml` states every fact, so nothing is invented."""

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
import yaml

from groundplan.language.facts import ActionFact, CameraFact, EntityFact, Facts, LightFact
from groundplan.language.leftovers import FUNCTION_WORDS
from groundplan.language.reader import read_brief

SENTENCES = cast(
    "dict[str, list[str]]",
    yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text("utf-8")),
)
MUST_WORK = next(iter(SENTENCES))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g}{unit}"


def _entity(entity: EntityFact) -> str:
    count = "" if entity.count == 1 else f"{entity.count}{'~' * entity.count_guessed}"
    marks = (f"{a.of_part + '.' if a.of_part else ''}{a.name}={a.value}" for a in entity.attributes)
    worn = (f"+{garment}" for garment in entity.garments)
    return _joined(f"{entity.kind}:", "no" * entity.absent, count, entity.noun, *marks, *worn)


def _action(action: ActionFact, nouns: dict[str, str]) -> str:
    return _joined(
        nouns[action.agent],
        "not" * action.negated,
        action.verb,
        nouns.get(action.object, ""),
        f"from {nouns[action.source]}" if action.source else "",
        f"to {nouns[action.goal]}" if action.goal else "",
        f"{action.path_kind} {nouns[action.path]}" if action.path else "",
        f"& {nouns[action.companion]}" if action.companion else "",
        f"->{action.direction}" if action.direction else "",
        *action.manner,
        _number(action.distance_m, "m"),
        _number(action.duration_s, "s"),
        _number(action.speed_mps, "m/s"),
        _number(action.angle_rad, "rad"),
        f"#{action.order}",
    )


def _camera(fact: CameraFact) -> str:
    return _joined(
        f"cam:{fact.facet}",
        fact.value,
        fact.manner,
        "" if fact.at == "whole" else f"@{fact.at}",
        _number(fact.amount, ""),
        _number(fact.end_amount, "").join(("to ", "")) if fact.end_amount is not None else "",
        fact.unit,
    )


def _light(fact: LightFact) -> str:
    return _joined(
        f"light:{fact.value}",
        fact.side,
        fact.quality,
        _number(fact.temperature_k, "K"),
        _number(fact.illuminance_lx, "lx"),
        _number(fact.ratio, ":1"),
    )


def digest(facts: Facts) -> list[str]:
    """Return every fact and every unresolved word as one short line, sorted."""
    nouns = {e.key: e.noun for e in facts.entities}
    lines = [
        *map(_entity, facts.entities),
        *(_action(a, nouns) for a in facts.actions),
        *(
            _joined(
                nouns[r.subject],
                r.relation,
                nouns[r.object],
                _number(r.distance_m, "m"),
                "" if r.when == "always" else f"@{r.when}",
            )
            for r in facts.relations
        ),
        *map(_camera, facts.camera),
        *map(_light, facts.lights),
        *(f"{s.facet}:{s.value}" for s in facts.settings),
        *(f"?{u.text}" for u in facts.unresolved),
    ]
    return sorted(lines)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_exactly_its_facts(sentence: str) -> None:
    assert digest(read_brief(sentence)) == sorted(SENTENCES[sentence])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_quantity_is_claimed_or_unresolved(sentence: str) -> None:
    facts = read_brief(sentence)
    listed = " ".join(u.text for u in facts.unresolved)
    assert all(q.role or q.text in listed for q in facts.quantities)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_span_is_the_place_of_its_words(sentence: str) -> None:
    facts = read_brief(sentence)
    for quantity in facts.quantities:
        assert sentence[quantity.span.start : quantity.span.end] == quantity.text
    for entity in facts.entities:
        written = sentence[entity.span.start : entity.span.end]
        assert entity.words.split(" ")[-1] in written or written == "another"


def test_the_must_work_sentence_gives_its_quantities_their_roles() -> None:
    facts = read_brief(MUST_WORK)
    roles = {q.text: q.role for q in facts.quantities}
    assert roles == {
        "4 m": "action:a1.distance",
        "5 seconds": "action:a1.duration",
        "from 6 m to 3 m": "camera.distance",
        "35mm": "camera.focal",
    }
    assert facts.unresolved == ()
    woman = facts.entities[0]
    assert (woman.gender, woman.garments) == ("female", ("coat",))
    distance = next(f for f in facts.camera if f.facet == "distance")
    assert (distance.subject, distance.amount, distance.end_amount) == (woman.key, 6.0, 3.0)
    her = MUST_WORK.index("her;")
    assert (her, her + 3) in {(m.start, m.end) for m in woman.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "A woman walks blorply past a fromble and grinks.",
        "Xyzzy the quux, 7 m, a man.",
        "A dog 🐕 runs 走る fast.",
        "The old sailor whom nobody had ever liked quietly regretted everything.",
    ],
)
def test_no_content_word_is_dropped_in_silence(text: str) -> None:
    facts = read_brief(text)
    spans = [e.span for e in facts.entities]
    spans += [m for e in facts.entities for m in e.mentions]
    spans += [a.span for e in facts.entities for a in e.attributes]
    spans += [f.span for f in (*facts.actions, *facts.relations, *facts.camera, *facts.settings)]
    spans += [u.span for u in facts.unresolved]
    at = 0
    for word in text.replace(",", " ").replace(".", " ").split():
        at = text.index(word, at)
        if word.lower() not in FUNCTION_WORDS | {"nobody", "whom", "ever", "everything"}:
            assert any(s.start <= at < s.end for s in spans), word


def test_unknown_words_alone_are_unresolved_and_no_entities() -> None:
    facts = read_brief("glorp snarf")
    assert facts.entities == ()
    assert [u.text for u in facts.unresolved] == ["glorp snarf"]


def test_another_process_reads_the_same_facts() -> None:
    code = (
        "import sys; from groundplan.language.reader import read_brief;"
        "sys.stdout.write(repr(read_brief(sys.argv[1])))"
    )
    other = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code, MUST_WORK], capture_output=True, text=True, check=True
    )
    assert other.stdout == repr(read_brief(MUST_WORK))


@pytest.mark.parametrize("place", ["it", "the house"])
def test_what_with_brings_in_is_what_stands_in_front_of_the_subject(place: str) -> None:
    facts = read_brief(f"A house with a fence in front of {place}.")
    names = {entity.key: entity.noun for entity in facts.entities}
    (relation,) = facts.relations
    told = (names[relation.subject], relation.relation, names[relation.object])
    assert told == ("fence", "in_front_of", "house")

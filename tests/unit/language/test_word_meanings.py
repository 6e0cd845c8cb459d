"""Words that no list has: what they mean decides whether, and as what, they are in the picture."""

import gzip
import re
import time
from importlib.resources import files

import pytest

from groundplan.assets import catalogue
from groundplan.assets.species import ALIASES, SPECIES
from groundplan.language.facts import Facts
from groundplan.language.reader import read_brief
from groundplan.language.vocabulary import vocabulary
from groundplan.language.word_meanings import noun_meaning, verb_meaning

FOLDER = files("groundplan.assets").joinpath("data", "words")


def keys(name: str) -> list[str]:
    text = gzip.decompress(FOLDER.joinpath(f"{name}.txt.gz").read_bytes()).decode("ascii")
    return [line.partition(":")[0] for line in text.splitlines()]


def kinds(facts: Facts) -> dict[str, str]:
    return {entity.noun: entity.kind for entity in facts.entities}


def reasons(facts: Facts) -> dict[str, str]:
    return {one.text: one.reason for one in facts.unresolved}


def test_every_target_of_the_table_can_be_drawn() -> None:
    targets = {key.split(",")[2] for key in keys("nouns")} - {""}
    assert len(targets) > 300
    assert targets <= {*catalogue.ENTRIES, *SPECIES, *ALIASES.values()}


def test_every_action_of_the_table_is_one_of_the_vocabulary() -> None:
    groups = vocabulary().sheets["verbs"]["groups"].items()
    known = {(group["id"].text(), group["class"].text()) for group in groups}
    said = {tuple(key.split(",")[:2]) for key in keys("verbs") if not key.startswith("=")}
    assert said
    assert said <= known


def test_the_tables_stay_small() -> None:
    assert sum(len(f.read_bytes()) for f in FOLDER.iterdir() if f.is_file()) < 400_000


def test_a_word_is_found_in_a_millisecond() -> None:
    noun_meaning("locksmith")
    start = time.perf_counter()
    words = ["gladiator", "ocelot", "futon", "zymurgy", "brkfst", "sextant", "abacus", "tapir"]
    for word in words:
        noun_meaning.__wrapped__(word)
    assert (time.perf_counter() - start) / len(words) < 0.005


@pytest.mark.parametrize(
    ("noun", "kind", "target"),
    [
        ("gladiator", "character", ""), ("whippet", "animal", "dog"), ("finch", "animal", "bird"),
        ("roadster", "vehicle", "car"), ("falchion", "prop", "sword"),
        ("satsuma", "prop", "orange"), ("metronome", "prop", ""),
        ("nostalgia", None, ""), ("earthquake", None, ""), ("decade", None, ""),
    ],
)  # fmt: skip
def test_a_noun_means_a_kind_and_the_nearest_of_ours(
    noun: str, kind: str | None, target: str
) -> None:
    meaning = noun_meaning(noun)
    assert meaning is not None
    assert (meaning.kind, meaning.target) == (kind, target)


def test_letters_that_are_no_word_mean_nothing() -> None:
    assert noun_meaning("zorbleflux") is None
    assert noun_meaning("a.*b") is None
    assert verb_meaning("zorbles") is None


@pytest.mark.parametrize(
    ("form", "lemma", "action"),
    [
        ("perambulates", "perambulate", "walk"), ("filching", "filch", "pick_up"),
        ("jigging", "jig", "dance"), ("smote", "smite", "hit"), ("prattled", "prattle", "talk"),
    ],
)  # fmt: skip
def test_a_verb_form_leads_to_its_lemma_and_the_nearest_action(
    form: str, lemma: str, action: str
) -> None:
    meaning = verb_meaning(form)
    assert meaning is not None
    assert (meaning.lemma, meaning.action) == (lemma, action)


@pytest.mark.parametrize("form", ["emphasizes", "provides", "deserves", "confides", "owes"])
def test_a_verb_that_is_like_nothing_of_ours_is_left_alone(form: str) -> None:
    assert verb_meaning(form) is None


def test_unknown_people_animals_and_vehicles_act_as_what_they_are() -> None:
    facts = read_brief("A gladiator sits next to an ocelot. A hatchback drives past a weevil.")
    found = kinds(facts)
    assert found["gladiator"] == "character"
    assert found["ocelot"] == "animal"
    assert found["hatchback"] == "vehicle"


def test_what_cannot_be_seen_is_no_thing_and_is_listed_with_the_reason() -> None:
    facts = read_brief("A woman sits on a bench after a funeral, full of nostalgia.")
    assert set(kinds(facts)) == {"woman", "bench"}
    said = " ".join(f"{text}: {reason}." for text, reason in reasons(facts).items())
    assert re.search(r"nostalgia: a feeling, not a thing", said)


def test_an_unknown_verb_is_the_nearest_action_with_its_own_name() -> None:
    action = read_brief("A man perambulates through the park.").actions[0]
    assert (action.verb, action.action, action.agent) == ("perambulate", "walk", "e1")


def test_a_proper_name_is_not_looked_up() -> None:
    assert kinds(read_brief("A man talks to Whippet.")).get("whippet") != "animal"


def test_what_is_written_stays_the_object_of_a_deed() -> None:
    facts = read_brief("A woman writes an email.")
    email = next(entity.key for entity in facts.entities if entity.noun == "email")
    assert facts.actions[0].object == email

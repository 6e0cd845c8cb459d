"""Who does what in stories: inversion, stand-ins, negation, changes, speech and sounds."""

import pytest

from groundplan.language.facts import Facts
from groundplan.language.reader import read_brief


def _deeds(facts: Facts) -> list[tuple[str, str, str, int, bool]]:
    nouns = {e.key: e.noun for e in facts.entities} | {"": ""}
    return [(nouns[a.agent], a.verb, nouns[a.object], a.order, a.negated) for a in facts.actions]


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("A gate swings. Out steps a monk.", [("gate", "swing"), ("monk", "step")]),
        ("Enter the queen.", [("queen", "enter")]),
        ("Down the stairs comes a nun.", [("nun", "come")]),
        ("Three otters splash in a pond.", [("otter", "splash")]),
        ("A tailor hems a curtain.", [("tailor", "hem")]),
        ("A girl takes a bite of a pear.", [("girl", "bite")]),
        ("Two pilots have a chat.", [("pilot", "chat")]),
        ("A maid puts the lamp out.", [("maid", "put out")]),
        ("A fox baker kneads dough.", [("fox", "knead")]),
        ("A guard is pushed by a nurse.", [("nurse", "push")]),
    ],
)
def test_the_agent_is_who_does_it(text: str, deeds: list[tuple[str, str]]) -> None:
    assert [deed[:2] for deed in _deeds(read_brief(text))] == deeds


def test_one_and_the_other_are_two_who_did_what_the_pair_did() -> None:
    facts = read_brief("Two nuns sit on a bench. One sings, the other knits.")
    agents = {a.verb: a.agent for a in facts.actions if a.verb in {"sing", "knit"}}
    assert agents["sing"] != agents["knit"]
    assert [e.count for e in facts.entities if e.noun == "nun"] == [1, 1]
    assert {r.subject for r in facts.relations} == set(agents.values())


@pytest.mark.parametrize(
    "text",
    [
        "Neither the cook nor the maid speaks.", "The horse refuses to jump.", "Nobody moves.",
        "Not a single dog barks.", "A girl can no longer run.", "He hands a cup to nobody.",
    ],
)  # fmt: skip
def test_what_is_said_not_to_happen_is_negated(text: str) -> None:
    facts = read_brief(text)
    assert facts.actions
    assert all(action.negated for action in facts.actions)


def test_what_is_missing_is_absent() -> None:
    facts = read_brief("A hall with neither chairs nor tables.")
    assert {e.noun: e.absent for e in facts.entities} == {
        "hall": False, "chair": True, "table": True,
    }  # fmt: skip


def test_before_and_when_order_what_happens() -> None:
    for text, first, last in (
        ("Before leaving, the nurse locks the door.", "lock", "leave"),
        ("A boy runs in when the door opens.", "open", "run"),
        ("A man opens a box and smiles.", "open", "smile"),
    ):
        order = {a.verb: a.order for a in read_brief(text).actions}
        assert order[first] < order[last], text


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("A pear ripens from green to yellow.", ("pear", "color", "green", "yellow")),
        ("A pond freezes.", ("pond", "state", "liquid", "frozen")),
        ("A plastic chair turns into a metal chair.", ("chair", "material", "plastic", "metal")),
        ("A witch turns a prince into a toad.", ("prince", "form", "", "toad")),
        ("A boy paints the fence white.", ("fence", "color", "", "white")),
        ("A dog changes from small to big.", ("dog", "size", "small", "big")),
        ("The light turns from red to green.", ("traffic light", "color", "red", "green")),
    ],
)
def test_a_change_has_the_states_before_and_after(
    text: str, change: tuple[str, str, str, str]
) -> None:
    facts = read_brief(text)
    nouns = {e.key: e.noun for e in facts.entities}
    assert [(nouns[c.entity], c.name, c.start, c.end) for c in facts.changes] == [change]


def test_a_wheel_that_turns_changes_nothing() -> None:
    assert read_brief("A wheel turns.").changes == ()
    assert read_brief("A woman turns to the left.").changes == ()


def test_what_is_spoken_is_text_and_no_thing() -> None:
    facts = read_brief('A pilot whispers "A dragon ate my horse." Then he walks away.')
    (line,) = facts.lines
    nouns = {e.key: e.noun for e in facts.entities}
    assert (nouns[line.speaker], line.text) == ("pilot", "A dragon ate my horse.")
    assert set(nouns.values()) == {"pilot"}
    assert line.duration_s == pytest.approx(60.0 * 5 / 150.0)
    assert [a.verb for a in facts.actions] == ["whisper", "walk"]


def test_what_a_sign_says_is_not_spoken() -> None:
    facts = read_brief('A sign reads "No cats". A cat walks past it.')
    assert facts.lines == ()
    assert [(e.noun, e.absent) for e in facts.entities] == [("sign", False), ("cat", False)]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("We hear a distant choir. A monk prays.", "a distant choir"),
        ("A siren wails. A nurse runs.", "a siren wails"),
        ("A cow grazes. SOUND: bells.", "bells"),
    ],
)
def test_what_is_heard_is_a_setting_and_no_thing(text: str, sound: str) -> None:
    facts = read_brief(text)
    assert [s.value for s in facts.settings if s.facet == "sound"] == [sound]
    assert len(facts.entities) == 1


def test_who_is_only_called_she_is_there() -> None:
    facts = read_brief("She turns around, walks to the window and opens it.")
    assert [(e.noun, e.count) for e in facts.entities] == [("woman", 1), ("window", 1)]
    assert [d[3] for d in _deeds(facts)] == [0, 1, 2]

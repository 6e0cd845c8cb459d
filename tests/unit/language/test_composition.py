"""What is said about the frame becomes numbers with an owner, and its words name no things."""

import time

import pytest

from groundplan.language.composition import read_composition
from groundplan.language.facts import CameraFact, Facts
from groundplan.language.reader import read_brief
from groundplan.language.shoulders import read_shoulders
from groundplan.language.spotting import Board
from groundplan.language.tokens import tokenise

DONE_WHEN = (
    "Over-the-shoulder of Anna onto Ben, medium close-up, 50 mm, Ben's eyes on the upper third, "
    "key 4:1 from camera left at 3200 K, then a 3 s dolly-zoom onto Anna"
)


def said(facts: Facts, facet: str) -> CameraFact:
    found = [f for f in facts.camera if f.facet == facet]
    assert len(found) == 1, (facet, facts.camera)
    return found[0]


def name(facts: Facts, key: str) -> str:
    return next((e.name or e.noun for e in facts.entities if e.key == key), "")


def test_the_whole_sentence_is_two_shots_of_two_people_and_a_lamp() -> None:
    facts = read_brief(DONE_WHEN)
    assert [e.name for e in facts.entities] == ["Anna", "Ben"]
    assert facts.relations == ()
    assert facts.unresolved == ()
    staging, size = said(facts, "staging"), said(facts, "size")
    assert (name(facts, staging.subject), name(facts, staging.object)) == ("Anna", "Ben")
    assert (size.value, name(facts, size.subject)) == ("medium_close_up", "Ben")
    eyes = said(facts, "screen_y")
    assert (eyes.amount, eyes.part, name(facts, eyes.subject)) == (
        pytest.approx(1 / 3),
        "eyes",
        "Ben",
    )
    assert said(facts, "lens").amount == 50.0
    (key,) = facts.lights
    assert (key.value, key.ratio, key.side, key.temperature_k) == ("key", 4.0, "left", 3200.0)
    assert [shot.duration_s for shot in facts.shots] == [None, 3.0]
    move = said(facts, "move")
    assert (move.value, name(facts, move.subject)) == ("dolly_zoom", "Anna")
    assert move.span.start > facts.shots[1].span.start


@pytest.mark.parametrize(
    ("text", "facet", "amount", "who", "part"),
    [
        ("Anna on the left third, Ben on the right.", "screen_x", 1 / 3, "Anna", ""),
        ("Close-up of a man, eyes on the upper third.", "screen_y", 1 / 3, "man", "eyes"),
        ("A man sits in the centre of the frame.", "screen_x", 0.5, "man", ""),
        ("Close-up of a man with 8 % headroom.", "headroom", 0.08, "man", ""),
        ("Close-up of a man, headroom of 12 %.", "headroom", 0.12, "man", ""),
        ("Close-up of a man, tight headroom.", "headroom", 0.03, "man", ""),
        ("Medium shot of a woman with lead room.", "lead_room", 1.5, "woman", ""),
        ("A dog runs. The dog fills 60 % of the frame height.", "screen_height", 0.6, "dog", ""),
        ("Close-up of a woman, her eyes 33 % from the top.", "screen_y", 0.33, "woman", "eyes"),
        ("A horse 25 % from the right.", "screen_x", 0.75, "horse", ""),
    ],
)
def test_a_place_in_the_frame_is_a_number(
    text: str, facet: str, amount: float, who: str, part: str
) -> None:
    facts = read_brief(text)
    fact = next(f for f in facts.camera if f.facet == facet)
    assert fact.amount == pytest.approx(amount)
    assert (name(facts, fact.subject), fact.part) == (who, part)
    assert not {e.noun for e in facts.entities} & {"third", "frame", "headroom", "room", "centre"}


def test_the_third_of_a_table_is_no_place_in_the_frame() -> None:
    facts = read_brief("A cup stands on the left third of the table.")
    assert not [f for f in facts.camera if f.facet.startswith("screen")]


@pytest.mark.parametrize(
    ("text", "owner", "onto", "side"),
    [
        (
            "Anna talks to Ben. Medium close-up of Ben over Anna's left shoulder.",
            "Anna",
            "Ben",
            "left",
        ),
        ("Over Anna's shoulder onto Ben, 50 mm. They talk.", "Anna", "Ben", ""),
        ("Over-the-shoulder shot of Anna on Ben.", "Anna", "Ben", ""),
    ],
)
def test_a_shoulder_has_an_owner_and_somebody_to_look_at(
    text: str, owner: str, onto: str, side: str
) -> None:
    facts = read_brief(text)
    fact = said(facts, "staging")
    assert (name(facts, fact.subject), name(facts, fact.object), fact.side) == (owner, onto, side)


def test_a_cat_that_jumps_over_a_shoulder_is_no_camera() -> None:
    facts = read_brief("A cat jumps over Ben's shoulder.")
    assert not [f for f in facts.camera if f.facet == "staging"]


def test_both_in_focus_are_the_two_that_were_named() -> None:
    facts = read_brief("Anna stands behind Ben, both in focus.")
    fact = said(facts, "sharp")
    assert {name(facts, fact.subject), name(facts, fact.object)} == {"Anna", "Ben"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A man walks along a beach, then a close-up of his dog.", 2),
        ("Wide shot of a dog. Cut to a close-up of a cat.", 2),
        ("The camera pans left, then dollies in.", 1),
        ("The camera pans left, then a dolly in.", 1),
        ("A wide shot of a boy that ends on a close-up.", 1),
        ("A man cuts bread, then a woman eats it.", 1),
        ("A boy runs, then a dog follows him.", 1),
    ],
)
def test_a_cut_is_where_another_picture_begins(text: str, count: int) -> None:
    facts = read_brief(text)
    assert max(1, len(facts.shots)) == count
    assert not any("cut" in e.noun for e in facts.entities if "bread" not in text)


def test_sizes_on_both_sides_of_a_cut_hold_for_their_own_shots() -> None:
    facts = read_brief("Wide shot of a dog. Cut to a close-up of a cat.")
    assert [f.at for f in facts.camera if f.facet == "size"] == ["whole", "whole"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Close-up of a man, key 8:1 from the left, fill two stops under, rim one stop over.",
         [("key", None), ("fill", -2.0), ("rim", 1.0)]),
        ("A man holds a key.", []),
        ("A woman drops a key to the floor from the left.", []),
        ("A man, fill light at 200 lux.", [("fill", None)]),
    ],
)  # fmt: skip
def test_key_and_fill_are_lamps_only_with_numbers_of_light(
    text: str, values: list[tuple[str, float | None]]
) -> None:
    assert [(f.value, f.stops) for f in read_brief(text).lights] == values


@pytest.mark.parametrize(
    ("text", "rig", "nouns"),
    [
        ("Crane up on a 12 m crane over a woman who waves.", "rig_crane", {"woman"}),
        ("Dolly in on a man, on a slider.", "rig_slider", {"man"}),
        ("A woman waves. The camera rises on a crane.", "rig_crane", {"woman"}),
        ("A man operates a crane.", "", {"man", "crane"}),
        ("A man stands on a crane.", "", {"man", "crane"}),
    ],
)
def test_what_carries_the_camera_is_no_thing_of_the_scene(
    text: str, rig: str, nouns: set[str]
) -> None:
    facts = read_brief(text)
    assert {e.noun for e in facts.entities} == nouns
    assert [f.value for f in facts.camera if f.value.startswith("rig_")] == [rig] * bool(rig)


def test_spans_hold_where_a_letter_grows_when_made_small() -> None:
    text = "İİİİİİ waves. Close-up of a man, his eyes on the upper third, over Ben's shoulder."
    facts = read_brief(text)
    eyes = said(facts, "screen_y").span
    assert text[eyes.start : eyes.end] == "his eyes on the upper third"
    shoulder = said(facts, "staging").span
    assert text[shoulder.start : shoulder.end] == "over Ben's shoulder"


@pytest.mark.parametrize("end", ["third", " frame", " shoulder"])
def test_a_word_without_end_takes_no_time(end: str) -> None:
    """A pattern that began anew at every letter took minutes for this."""
    begun = time.process_time()
    text = "a.'" * 6000 + end
    board = Board(tokens=tokenise(text, ()), quantities={})
    read_composition(board, text)
    read_shoulders(board, text)
    assert time.process_time() - begun < 5.0


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Close-up of a man, 35-50 mm lens.", (35.0, None, 50.0)),
        ("Close-up of a man, a lens between 35 and 50 mm.", (35.0, None, 50.0)),
        ("Close-up of a man, zoom from 35 mm to 50 mm.", (35.0, 50.0, None)),
        ("Close-up of a man, slow zoom, 35-50 mm.", (35.0, 50.0, None)),
    ],
)
def test_a_range_of_lenses_is_a_choice_unless_the_lens_zooms(
    text: str, amounts: tuple[float, float | None, float | None]
) -> None:
    lens = said(read_brief(text), "lens")
    assert (lens.amount, lens.end_amount, lens.upper) == amounts

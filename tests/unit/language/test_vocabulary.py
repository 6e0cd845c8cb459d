"""The vocabulary is complete, consistent, and says where it is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.rigs import rig_table
from groundplan.errors import ModelError, VocabularyError
from groundplan.language import parser
from groundplan.language.camera_terms import camera_words
from groundplan.language.morphology import plural, singulars, verb_forms
from groundplan.language.vocabulary import Sheet, vocabulary

MOVES = {
    "static",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "roll",
    "truck_left",
    "truck_right",
    "pedestal_up",
    "pedestal_down",
    "dolly_in",
    "dolly_out",
    "zoom_in",
    "zoom_out",
    "arc_left",
    "arc_right",
    "orbit",
    "follow",
    "crane_up",
    "crane_down",
    "handheld",
    "dolly_zoom",
    "whip_pan",
}


def test_every_move_of_the_contract_has_words_and_no_unknown_one() -> None:
    terms = [t for group in camera_words().by_first.values() for t in group]
    said = {t.value for t in terms if t.facet == "move"}
    assert said >= MOVES
    others = said - MOVES
    rigs = {f"rig_{kind}" for kind in rig_table()}
    assert others <= set(move_table()) | rigs


def test_every_relation_of_the_contract_has_words() -> None:
    rows = vocabulary().sheets["relations"]["relations"].items()
    ids = {row["id"].text() for row in rows} - {"at", "face"}
    assert ids == {
        "left_of", "right_of", "above", "below", "in_front_of", "behind", "on", "under", "next_to",
        "inside",
    }  # fmt: skip


def test_colours_are_srgb_hex() -> None:
    colours = vocabulary().sheets["adjectives"]["colors"].mapping()
    assert len(colours) >= 50
    assert all(int(c.text()[1:], 16) <= 0xFFFFFF for c in colours.values())


@pytest.mark.parametrize(
    ("word", "noun", "kind"),
    [
        ("puppies", "dog", "animal"),
        ("women", "woman", "character"),
        ("street lamps", "street lamp", "prop"),
        ("hair drier", "hair drier", "prop"),
        ("skateboard", "skateboard", "prop"),
        ("sheep", "sheep", "animal"),
        ("lorry", "truck", "vehicle"),
        ("woods", "forest", "set"),
    ],
)
def test_a_noun_is_found_by_synonym_and_plural(word: str, noun: str, kind: str) -> None:
    entry = vocabulary().noun(word)
    assert entry is not None
    assert (entry.id, entry.kind) == (noun, kind)


@pytest.mark.parametrize(
    "noun", ["dog", "woman", "box", "knife", "city", "bus", "wolf", "fisherman", "piano", "child"]
)
def test_a_plural_leads_back_to_its_singular(noun: str) -> None:
    assert noun in list(singulars(plural(noun)))


@pytest.mark.parametrize(
    ("lemma", "irregular", "forms"),
    [
        ("walk", None, {"walk", "walks", "walking", "walked"}),
        ("run", ("ran", "run"), {"run", "runs", "running", "ran"}),
        ("carry", None, {"carry", "carries", "carrying", "carried"}),
        ("dance", None, {"dance", "dances", "dancing", "danced"}),
        ("lie", ("lay", "lain"), {"lie", "lies", "lying", "lay", "lain"}),
        ("open", None, {"open", "opens", "opening", "opened"}),
    ],
)
def test_a_verb_has_its_forms(
    lemma: str, irregular: tuple[str, str] | None, forms: set[str]
) -> None:
    assert {form for form, _ in verb_forms(lemma, irregular)} == forms


@pytest.mark.parametrize(
    "read",
    [
        lambda: Sheet([1], where="x").words(),
        lambda: Sheet({True: 1}, where="x").mapping(),
        lambda: Sheet({}, where="x")["id"],
        lambda: Sheet("a", where="x").number(),
        lambda: Sheet(True, where="x").number(),  # noqa: FBT003 - a wrong value on purpose
        lambda: Sheet("no", where="x").flag(),
        lambda: Sheet(None, where="x").text(),
        lambda: Sheet(3, where="x").items(),
    ],
    ids=["words", "keys", "missing", "text for number", "flag for number", "flag", "none", "list"],
)
def test_a_wrong_entry_is_refused_with_its_place(read: Callable[[], object]) -> None:
    with pytest.raises(VocabularyError, match="x"):
        read()


def test_a_changed_model_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    first = parser.model_digest(tmp_path)
    (tmp_path / "meta.json").write_text("{ }")
    assert parser.model_digest(tmp_path) != first
    assert first != parser.MODEL_SHA256


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MODEL_NAME", "en_no_such_model")
    with pytest.raises(ModelError, match="pip install"):
        parser.check_model()

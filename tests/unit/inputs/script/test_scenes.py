"""Slug lines, speeches, shots and people of a script."""

import pytest

from groundplan.errors import InputError
from groundplan.inputs.script.model import Heading, Scene
from groundplan.inputs.script.people import cue_name
from groundplan.inputs.script.reading import MAX_SCRIPT_BYTES, read_script
from groundplan.inputs.script.slug import read_slug
from groundplan.language.speaking_time import speaking_time_s


def only(text: str, name: str = "a.fountain") -> Scene:
    """Return the one scene of a script."""
    (scene,) = read_script(text, name=name).scenes
    return scene


@pytest.mark.parametrize(
    ("line", "interior", "place", "time"),
    [
        ("INT. KITCHEN - DAY", True, "KITCHEN", "DAY"),
        (
            "EXT. SMITH HOUSE - GARDEN - LATE AFTERNOON",
            False,
            "SMITH HOUSE - GARDEN",
            "LATE AFTERNOON",
        ),
        ("I/E. CAR \u2014 NIGHT", True, "CAR", "NIGHT"),
        ("INT./EXT. CAR, DUSK", True, "CAR", "DUSK"),
        ("EXT. STREET - CONTINUOUS", False, "STREET", "DAWN"),
        ("INT. HALL - MOMENTS LATER", True, "HALL", "DAWN"),
        ("INT. DAY ROOM", True, "DAY ROOM", ""),
        ("ON THE ROOF - 6 A.M.", None, "ON THE ROOF", "6 A.M."),
    ],
)
def test_a_slug_line_says_where_and_when(
    line: str, *, interior: bool | None, place: str, time: str
) -> None:
    assert read_slug(line, before="DAWN") == Heading(
        interior=interior, place=place, time_of_day=time
    )


@pytest.mark.parametrize(
    ("cue", "name", "heard"),
    [
        ("JANE", "JANE", ""), ("JANE (CONT'D)", "JANE", ""), ("JANE (O.S.)", "JANE", "off_screen"),
        ("JANE (o.c.) (CONT'D)", "JANE", "off_screen"), ("JANE (V.O.)", "JANE", "voice_over"),
        ("DR. BERG (on the radio)", "DR. BERG", "voice_over"),
        ("JANE (VO/FILTERED)", "JANE", "voice_over"),
    ],
)  # fmt: skip
def test_a_cue_says_who_speaks_and_whether_they_are_seen(cue: str, name: str, heard: str) -> None:
    (speech,) = only(f"INT. HALL\n\n{cue}\nHello there, you.\n").speeches
    assert (speech.speaker, speech.heard, speech.text) == (name, heard, "Hello there, you.")
    assert cue_name(cue) == name


def test_a_parenthetical_parts_a_speech_and_belongs_to_what_follows() -> None:
    scene = only("INT. HALL\n\nJANE\nGo.\n(beat, to Tom)\nNow _please_\ngo.\n\nTOM ^\nNo.\n")
    said = [(s.text, s.parenthetical, s.dual) for s in scene.speeches]
    assert said == [
        ("Go.", "", False),
        ("Now please go.", "beat, to Tom", False),
        ("No.", "", True),
    ]


def test_speaking_takes_the_time_of_its_words() -> None:
    assert speaking_time_s("one two three four five") == pytest.approx(2.0)
    assert speaking_time_s("Yes.") == 0.8


SHOTS = """INT. HALL - DAY

Jane waits.

2A. CLOSE ON JANE

She looks up.

TOM (O.S.)
Jane!

CUT TO:

Tom runs to her.

BACK TO SCENE

She smiles.
"""


def test_headings_and_cuts_open_shots() -> None:
    scene = only(SHOTS)
    assert [(s.number, s.heading) for s in scene.shots] == [
        ("", ""), ("2A", "2A. CLOSE ON JANE"), ("", ""), ("", "BACK TO SCENE"),
    ]  # fmt: skip
    inside = [" ".join(scene.prose[s.start : s.end].split()) for s in scene.shots]
    assert inside == [
        "Jane waits.",
        "close on Jane. She looks up.",
        "Tom runs to her.",
        "She smiles.",
    ]


def test_without_headings_each_block_of_action_with_its_speech_is_a_shot() -> None:
    long = "She walks slowly across the whole room to the far window and looks out."
    scene = only(f"INT. HALL\n\nJane waits.\n\n{long}\n\nJANE\nNobody.\n\nTom opens the door.\n")
    inside = [" ".join(scene.text[s.start : s.end].split()) for s in scene.shots]
    assert inside == [f"Jane waits. {long} JANE Nobody.", "Tom opens the door."]


def test_a_time_after_a_cut_is_that_of_the_scene_before() -> None:
    script = read_script("INT. A - NIGHT\n\nJane waits.\n\nEXT. B - LATER\n\nShe runs.\n")
    assert [s.time_of_day for s in script.scenes] == ["NIGHT", "NIGHT"]


def test_people_have_names_genders_and_ages() -> None:
    script = read_script(
        "INT. BAR\n\nDR. ANNA BERG (early 40s) pours a drink for KIM, 19, who takes his coat.\n\n"
        "OLD MAN\nCheers.\n\nBERG\nYes?\n\nGUARD #2\nOut.\n\nREX (6)\nMum?\n"
    )
    found = {p.name: (p.also, p.gender, p.age_years, p.noun, p.common) for p in script.people}
    assert found == {
        "Dr. Anna Berg": (("Anna", "Berg"), "female", 42.0, "", False),
        "Kim": ((), "male", 19.0, "", False),
        "Old Man": ((), "male", None, "man", True),
        "Guard #2": ((), "", None, "guard", False),
        "Rex": ((), "", None, "", False),
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b"\n \n", "empty"), (b"\x89PNG\r\n", "UTF-8"), (b"a\0b", "NUL"),
        (b"Title: A\nAuthor: B\n\n", "no action"), (b"INT. HALL - DAY\n", "no action"),
        (b"a" * (MAX_SCRIPT_BYTES + 1), "4,000,001 bytes"),
        (b"INT. HALL\n\n" + b"Jane walks. " * 9000, "scene 1 has 108,0"),
        (b"INT. A\n\nGo.\n\n" * 2001, "2,001 scenes"),
    ],
    ids=["none", "blank", "picture", "nul", "title", "slug", "huge", "scene", "scenes"],
)  # fmt: skip
def test_what_is_no_script_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_script(data, name="a.fountain")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)

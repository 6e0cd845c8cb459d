"""Every part of the Fountain syntax is found in its place, and only what is seen is prose."""

import pytest

from groundplan.inputs.script.fountain import fountain_elements, title_of, without_comments
from groundplan.inputs.script.model import Script
from groundplan.inputs.script.reading import read_script

PAGE = """Title: _**The Kettle**_
    A Film
Author: N. N.

# Act One

= They meet.

INT. KITCHEN - MORNING #12A#

JANE (30s) walks to the table. [[why?]] She *waits*.
She sits /* or stands */ down.

JANE ^
(softly)
Are you there?
@@
Still nothing.

@McLeod (O.S.)
I am.

~La la la

> THE END <

!JANE

CUT TO:

.ON THE ROOF

> FADE OUT.

===

Tom stands.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    """Return what stands where."""
    plain = without_comments(text)
    start = title_of(plain)[1]
    return [(str(e.kind), plain[e.start : e.end]) for e in fountain_elements(plain, start)]


def read(text: str) -> Script:
    return read_script(text, name="a.fountain")


def test_every_element_of_a_page_is_found_in_its_place() -> None:
    page = PAGE.replace("@@", "  ")
    found = [(kind, " ".join(text.split())) for kind, text in kinds(page)]
    assert found == [
        ("section", "Act One"),
        ("synopsis", "They meet."),
        ("heading", "INT. KITCHEN - MORNING"),
        ("action", "JANE (30s) walks to the table. She *waits*."),
        ("action", "She sits down."),
        ("cue", "JANE"),
        ("parenthetical", "(softly)"),
        ("dialogue", "Are you there?"),
        ("dialogue", "Still nothing."),
        ("cue", "McLeod (O.S.)"),
        ("dialogue", "I am."),
        ("lyric", "La la la"),
        ("centred", "THE END"),
        ("action", "JANE"),
        ("transition", "CUT TO:"),
        ("heading", "ON THE ROOF"),
        ("transition", "FADE OUT."),
        ("page_break", "==="),
        ("action", "Tom stands."),
    ]


def test_the_title_page_and_scene_numbers_are_read() -> None:
    script = read(PAGE)
    assert (script.title, script.author) == ("The Kettle A Film", "N. N.")
    assert [scene.number for scene in script.scenes] == ["12A", "2"]
    assert [scene.heading for scene in script.scenes] == ["INT. KITCHEN - MORNING", "ON THE ROOF"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("INT. HOUSE", "heading"), ("int house - day", "heading"), ("I/E CAR - NIGHT", "heading"),
        ("INT./EXT. CAR", "heading"), ("EST. PARIS", "heading"), (".SNIPER SCOPE", "heading"),
        ("...and then", "action"), ("INTERVAL", "action"), ("INTO THE WOODS", "action"),
        ("EXTERIOR", "action"), ("JANE", "action"), ("CUT TO:", "transition"),
        ("FADE IN:", "transition"), ("Cut to:", "action"), ("CLOSE ON JANE", "shot"),
        ("JANE'S POV", "shot"), ("2A.", "shot"), ("SHOT 2:", "shot"), ("MEDIUM SHOT - TOM", "shot"),
        ("OVER TOM'S SHOULDER", "shot"), ("CRANE UP", "shot"), ("INSERT - A LETTER", "shot"),
        ("LOW ANGLE", "shot"), ("BACK TO SCENE", "shot"), ("LONG JOHN", "action"),
        ("MS. JONES", "action"), ("HE RUNS", "action"), ("= No.", "synopsis"),
    ],
)  # fmt: skip
def test_a_line_alone_is_what_the_syntax_says(line: str, kind: str) -> None:
    assert [k for k, _ in kinds(f"\n{line}\n\n")] == [kind]


@pytest.mark.parametrize(
    "cue", ["JANE", "MS. JONES", "LONG JOHN", "OLD MAN #2", "JANE (on the phone)", "R2D2", "@McCoy"]
)
def test_a_name_in_capitals_over_a_line_is_a_cue(cue: str) -> None:
    assert [k for k, _ in kinds(f"\n{cue}\nHello.\n")] == ["cue", "dialogue"]


def test_a_camera_heading_without_a_blank_line_is_no_cue() -> None:
    assert [k for k, _ in kinds("\nCLOSE ON JANE\nShe looks up.\n")] == ["shot", "action"]


def test_prose_is_what_is_seen_in_small_letters_and_in_place() -> None:
    scene = read(PAGE.replace("@@", "  ")).scenes[0]
    assert len(scene.prose) == len(scene.text)
    assert " ".join(scene.prose.split()) == (
        "Jane walks to the table. She waits . She sits down. the end. Jane."
    )
    at = scene.text.index("walks")
    assert scene.prose[at : at + 5] == "walks"


def test_capitals_are_names_where_somebody_is_called_so() -> None:
    text = "INT. HALL\n\nO'BRIEN runs. The DOOR SLAMS. A BANG.\n\nMARY O'BRIEN\nWhat?\n"
    scene = read(text).scenes[0]
    assert " ".join(scene.prose.split()) == "O'Brien runs. The door slams. A bang."
    assert [p.name for p in scene.people] == ["Mary O'Brien"]


def test_what_was_cut_joins_what_stands_around_it() -> None:
    assert without_comments("a /* b\n\nc */ d") == "a " + " " * 10 + " d"
    assert without_comments("a /* b") == "a /* b"
    assert without_comments("[[a\n\nb]]") == "[[a\n\nb]]"

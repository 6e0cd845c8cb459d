"""Final Draft's XML and plain multi-shot text."""

import pytest

from groundplan.errors import InputError
from groundplan.inputs.script.model import Script
from groundplan.inputs.script.reading import read_script


def paragraph(kind: str, words: str, *, more: str = "") -> str:
    """Return a paragraph of Final Draft's XML."""
    return f'<Paragraph Type="{kind}"{more}><Text>{words}</Text></Paragraph>'


FDX = "\n".join(
    [
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>',
        '<FinalDraft DocumentType="Script" Version="5"><Content>',
        '<Paragraph Number="3" Type="Scene Heading"><SceneProperties Page="1"/>',
        "<Text>INT. OFFICE - DAY</Text></Paragraph>",
        '<Paragraph Type="Action"><ScriptNote>',
        paragraph("Action", "not this"),
        '</ScriptNote><Text Style="AllCaps">Anna</Text><Text> sits &amp; waits.</Text></Paragraph>',
        paragraph("Shot", "CLOSE ON ANNA", more=' Number="3A"'),
        "<Paragraph><DualDialogue>",
        paragraph("Character", "Anna") + paragraph("Dialogue", "Yes."),
        paragraph("Character", "BEN") + paragraph("Dialogue", "No."),
        "</DualDialogue></Paragraph>",
        paragraph("General", "Ben leaves."),
        "</Content><TitlePage><Content>",
        *(f"<Paragraph><Text>{w}</Text></Paragraph>" for w in ("THE DESK", "Written by", "N. N.")),
        "</Content></TitlePage></FinalDraft>",
    ]
)


def test_final_draft_is_read_by_its_paragraphs() -> None:
    script = read_script(FDX)
    assert (script.form, script.title, script.author) == ("fdx", "THE DESK", "N. N.")
    (scene,) = script.scenes
    assert (scene.number, scene.heading) == ("3", "INT. OFFICE - DAY")
    assert " ".join(scene.prose.split()) == "Anna sits & waits. close on Anna. Ben leaves."
    assert [(s.speaker, s.text, s.dual) for s in scene.speeches] == [
        ("Anna", "Yes.", False), ("BEN", "No.", True),
    ]  # fmt: skip
    assert [(s.number, s.heading) for s in scene.shots] == [("", ""), ("3A", "CLOSE ON ANNA")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><FinalDraft>&b;</FinalDraft>', "declares"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><FinalDraft/>', "declares"),
        ("<FinalDraft><Content>", "damaged XML (line 1)"),
        ("<html><body>Hello</body></html>", "not Final Draft"),
        ("<FinalDraft>" + "<a>" * 100, "nested more than 64"),
        ("<FinalDraft></FinalDraft>", "no action"),
        ("plain words", "damaged XML"),
    ],
    ids=["bomb", "outside", "cut", "html", "deep", "nothing", "words"],
)
def test_xml_that_is_no_script_is_refused(data: str, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_script(data, name="a.fdx")


def shots(script: Script) -> list[tuple[str, float | None, str]]:
    """Return number, seconds and prose of the shots of all scenes."""
    return [
        (s.number, s.seconds, " ".join(scene.prose[s.start : s.end].split()))
        for scene in script.scenes
        for s in scene.shots
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shot 1: A dog runs. Shot 2 (3 seconds): Close-up. It stops.\n**Shot 3** - It barks.",
            [
                ("1", None, "A dog runs."),
                ("2", 3.0, "Close-up. It stops."),
                ("3", None, "It barks."),
            ],
        ),
        (
            "[00:00-00:03] A dog runs.\n[00:03 - 00:05.5]: It stops.\n(5-8s) It barks.",
            [("", 3.0, "A dog runs."), ("", 2.5, "It stops."), ("", 3.0, "It barks.")],
        ),
        (
            "1. A dog runs.\n2. It stops 3. times.\n3) It barks.",
            [
                ("1", None, "A dog runs."),
                ("2", None, "It stops 3. times."),
                ("3", None, "It barks."),
            ],
        ),
        (
            "A dog runs. Cut to a cat on a wall. It sleeps.",
            [("", None, "A dog runs."), ("", None, "a cat on a wall. It sleeps.")],
        ),
        (
            "A man has 2 dogs. They cut to the chase.",
            [("", None, "A man has 2 dogs. They cut to the chase.")],
        ),
        (
            "CLOSE ON A DOG\n\nIt waits.\n\nWIDE SHOT\n\nIt runs.",
            [("", None, "close on a dog. It waits."), ("", None, "wide shot. It runs.")],
        ),
        (
            "Scene 1: A dog runs in a street.\nScene 2: It stops.",
            [("1", None, "A dog runs in a street."), ("2", None, "It stops.")],
        ),
    ],
    ids=["labels", "times", "list", "cut", "no-cut", "headings", "scenes"],
)
def test_plain_text_says_where_its_shots_begin(
    text: str, expected: list[tuple[str, float | None, str]]
) -> None:
    assert shots(read_script(text, name="a.txt")) == expected


def test_plain_scenes_in_other_places_are_scenes() -> None:
    script = read_script("Scene 1: A dog runs in a street.\nScene 2: It sleeps in a kitchen.")
    assert [s.number for s in script.scenes] == ["1", "2"]
    told = read_script(
        "Scene 1: The street\nShot 1: A dog runs.\nShot 2: It stops.\n"
        "Scene 2: A hall\nShot 1: Jane."
    )
    assert [(s.number, s.heading, len(s.shots)) for s in told.scenes] == [
        ("1", "The street", 2), ("2", "A hall", 1),
    ]  # fmt: skip


def test_plain_text_has_speeches() -> None:
    (scene,) = read_script(
        'Jane waits.\nTOM: Hello you.\nJane (softly): "Hello."\nCamera: pan left.'
    ).scenes
    assert [(s.speaker, s.text, s.parenthetical) for s in scene.speeches] == [
        ("TOM", "Hello you.", ""), ("Jane", "Hello.", "softly"),
    ]  # fmt: skip
    assert " ".join(scene.prose.split()) == "Jane waits. Camera: pan left."

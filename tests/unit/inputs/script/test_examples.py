"""The scripts in `examples/scripts` are understood to the last word."""

from pathlib import Path

import pytest

from groundplan.inputs.script.reading import read_script
from groundplan.inputs.script.scene_facts import script_facts

_FOLDER = Path(__file__).parents[4] / "examples" / "scripts"


@pytest.mark.parametrize(
    ("name", "form", "shots", "people", "lines"),
    [
        ("chase.fountain", "fountain", [7], {"Dex", "Inspector Voss"}, 2),
        ("field.fountain", "fountain", [5], {"Maya"}, 2),
        ("kitchen.fountain", "fountain", [4, 2], {"Nora", "Peter"}, 5),
        ("museum.txt", "plain", [7], set[str](), 0),
        ("office.fdx", "fdx", [5], {"Iris Holm", "Lena", "Otto"}, 4),
    ],
)
def test_an_example_is_understood(
    name: str, form: str, shots: list[int], people: set[str], lines: int
) -> None:
    script = read_script((_FOLDER / name).read_bytes(), name=name)
    read = list(script_facts(script))
    assert script.form == form
    assert [len(facts.shots) for _, facts in read] == shots
    assert {e.name for _, facts in read for e in facts.entities if e.name} == people
    assert sum(len(facts.lines) for _, facts in read) == lines
    assert [u.text for _, facts in read for u in facts.unresolved] == []
    for _, facts in read:
        bodies = [e for e in facts.entities if e.kind == "character"]
        assert all(e.count == 1 for e in bodies)
        assert {a.agent for a in facts.actions} <= {e.key for e in facts.entities}

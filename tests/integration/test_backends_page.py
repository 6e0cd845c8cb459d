"""The page of backends says what the program says."""

from pathlib import Path

from groundplan.studio.registry import shader_names
from groundplan.studio.shading.availability import backend_states, backend_table

PAGE = Path(__file__).parents[2] / "docs" / "backends.md"


def test_the_table_of_the_page_is_that_of_the_program() -> None:
    lines = PAGE.read_text().splitlines()
    table = backend_table(backend_states())
    for row in table.rows:
        assert f"| {' | '.join(row[:-1])} |" in lines


def test_every_backend_has_its_dry_run_on_the_page() -> None:
    sections = PAGE.read_text().split("\n## ")[1:]
    assert {section.split("\n", 1)[0] for section in sections} == set(shader_names())
    for section in sections:
        assert "Ignored, or words alone:" in section, section[:40]
        assert "```json" in section

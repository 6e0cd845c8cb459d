"""Every command and every Python block that the README and the tutorial show runs as shown."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from groundplan.cli import main

ROOT = Path(__file__).parents[2]
SMALL = ("--size", "64x36", "--fps", "4")
"""Put behind `make`, so that the pictures cost little."""


def blocks(document: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a document: language and text."""
    text = (ROOT / document).read_text()
    return re.findall(r"^```(\w*)\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[list[str]]:
    """Return the `groundplan` command lines of a shell block, split into words."""
    lines = text.replace("\\\n", "").splitlines()
    words = [shlex.split(line, comments=True) for line in lines]
    return [line[1:] for line in words if line and line[0] == "groundplan"]


def run(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> int:
    """Run the program in this process and return its exit status."""
    small = SMALL if arguments[0] == "make" else ()
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments, *small])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial.md"])
def test_what_a_document_shows_runs(
    document: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    ran = 0
    for language, text in blocks(document):
        if language == "python":
            exec(compile(text, document, "exec"), {})  # noqa: S102  (our own documents)
            ran += 1
        for command in commands(text) if language == "sh" else ():
            assert run(monkeypatch, command) == 0, (command, capsys.readouterr().err)
            ran += 1
    assert ran >= 6


def test_every_option_that_a_how_to_names_exists(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs/how-to.md").read_text()
    for shown in re.findall(r"`groundplan (\w+)[^`]*`", text):
        assert run(monkeypatch, [shown, "--help"]) == 0
    helped = capsys.readouterr().out
    for option in set(re.findall(r"(--[a-z-]+)", text)):
        assert option in helped, option

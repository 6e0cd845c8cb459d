"""The command `cover` on a project folder: what it says, changes and takes back."""

import json
import sys
from pathlib import Path

import pytest

from groundplan.cli import main
from groundplan.studio.project import Project
from groundplan.world.queries import shots_in_order

TALK = (
    "INT. KITCHEN - EVENING\n\nANNA (30s), a woman in a red dress, stands in the kitchen. BEN"
    " (40s), a man in a grey suit, stands next to a table. A letter lies on the table. Anna talks"
    " to Ben.\n\nANNA\nYou are late. The coffee is cold.\n\nBEN\nI went to the station. He was"
    " not on the train.\n\nBen picks up the letter.\n\nANNA\nAnd then?\n\nBEN\nNobody has seen"
    " him since the spring.\n"
)


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    script = tmp_path / "talk.fountain"
    script.write_text(TALK)
    take = str(tmp_path / "take")
    assert _run(monkeypatch, "make", "--script", str(script), "-o", take, "--no-render") == 0
    return take


def _shots(folder: str) -> list[tuple[str, str, int, int]]:
    with Project.open(Path(folder), writable=False) as project:
        return [(s.name, s.setup, s.first, s.last) for _, s in shots_in_order(project.world)]


def test_cover_changes_the_cut_in_one_step(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _shots(folder)
    assert _run(monkeypatch, "cover", folder, "--dry-run") == 0
    assert _shots(folder) == before
    capsys.readouterr()
    assert _run(monkeypatch, "cover", folder, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    after = _shots(folder)
    assert [row["shot"] for row in told["shots"]] == [name for name, *_ in after]
    assert {setup for _, setup, *_ in after} >= {"master", "over_shoulder", "single", "insert"}
    assert (after[0][2], after[-1][3]) == (before[0][2], before[-1][3])
    seconds = sum(row["length_s"] for row in told["shots"])
    assert seconds == pytest.approx((before[-1][3] - before[0][2] + 1000) / 16000, abs=1e-3)
    assert _run(monkeypatch, "undo", folder) == 0
    assert _shots(folder) == before


def test_what_is_locked_is_not_covered(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _shots(folder)[0]
    assert _run(monkeypatch, "lock", folder, "shot/1") == 0
    assert _run(monkeypatch, "cover", folder) == 0
    assert _shots(folder)[0] == first
    assert "locked" in capsys.readouterr().out


def test_a_wrong_request_is_one_line(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "cover", folder, "--with", "close-ups") == 2
    assert _run(monkeypatch, "cover", folder, "--scene", "9") == 2
    assert "there is no set-up 'close-ups'" in capsys.readouterr().err

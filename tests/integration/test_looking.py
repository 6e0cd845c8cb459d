"""Commands that only look: they tell all that is known, and change nothing."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from groundplan.cli import main
from groundplan.errors import StoreError
from groundplan.studio import doctor
from groundplan.studio.options import TakeOptions
from groundplan.studio.project import Project
from groundplan.studio.take import plan_world
from groundplan.world.files import FolderLock

Capture = pytest.CaptureFixture[str]
CONTRADICTED = "A woman walks to a tree 5 m away, 4 m away."


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the program in this process and return its exit status."""
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> dict[str, Any]:
    """Make a project in `take` and return what `make --json` told."""
    folder = str(tmp_path / "take")
    assert run(monkeypatch, "make", CONTRADICTED, "-o", folder, "--no-render", "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_describing_a_project_repeats_every_finding_of_making_it(
    made: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "describe", str(tmp_path / "take"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == made["findings"]
    assert "quantity.contradiction" in {finding["code"] for finding in told["findings"]}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("command", ["describe", "log", "diff"])
def test_looking_works_while_someone_else_writes(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(tmp_path / "take"):
        assert run(monkeypatch, command, str(tmp_path / "take")) == 0


@pytest.mark.usefixtures("made")
def test_a_damaged_record_of_planning_is_told_and_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "take" / "plan.json").write_bytes(b"{")
    assert run(monkeypatch, "describe", str(tmp_path / "take"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert "store.plan-lost" in {finding["code"] for finding in told["findings"]}
    assert told["entities"]


@pytest.mark.usefixtures("made")
def test_the_log_tells_an_undo_from_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = str(tmp_path / "take")
    assert run(monkeypatch, "edit", folder, "shot/1/camera.focal_mm=50") == 0
    assert run(monkeypatch, "undo", folder) == 0
    capsys.readouterr()
    assert run(monkeypatch, "log", folder) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "undo" in last.split()


@pytest.mark.usefixtures("made")
def test_a_lock_and_its_undoing_are_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = str(tmp_path / "take")
    told: list[str] = []
    for words in (("lock", folder, "woman.body", "--reason", "cast"), ("undo", folder)):
        assert run(monkeypatch, *words) == 0
        told.append(capsys.readouterr().out.splitlines()[0])
    assert told == ["woman.body: locked by user:director: cast", "woman.body: unlocked"]


def test_doctor_fails_when_a_part_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    broken = (doctor.Check(name="language model", state="broken", detail="not as pinned"),)

    def examine(*, warm: bool) -> tuple[doctor.Check, ...]:
        assert not warm
        return broken

    monkeypatch.setattr(doctor, "examine", examine)
    assert run(monkeypatch, "doctor") == 1
    assert "not as pinned" in capsys.readouterr().out


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("assignment", "told"), [
    ("woman.appearance.color=banana", "`woman.appearance.color` can't be 'banana'; a colour is"),
    ("woman.body.height_m=300", "`woman.body.height_m` can't be 300 m; it must be above 0"),
    ("shot/1.last=-5", "`SH010.last` is -5, before `first`"),
])  # fmt: skip
def test_a_refused_edit_is_told_with_names_and_what_would_be_right(
    assignment: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "edit", str(tmp_path / "take"), assignment) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "[0-9a-f]" not in error


@pytest.mark.usefixtures("made")
def test_who_comes_second_to_a_folder_leaves_the_plan_of_the_first(tmp_path: Path) -> None:
    plan = (tmp_path / "take" / "plan.json").read_bytes()
    for left in ("ops.jsonl", "world.json"):
        (tmp_path / "take" / left).unlink()
    planned = plan_world("a horse", options=TakeOptions())
    lock = FolderLock(tmp_path / "take")
    with pytest.raises(StoreError):
        Project.create(tmp_path / "take", planned)
    lock.release()
    assert (tmp_path / "take" / "plan.json").read_bytes() == plan


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lint", "--dry-run"), "give --fix as well"),
        (("lint", "--fix", "--junit", "nowhere/report.xml"), "a folder that is there"),
        (("test", "--junit", "nowhere/report.xml"), "a folder that is there"),
        (("describe", "--probe", "--false-colour", "nowhere/x.png"), "a folder that is there"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_done(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "take" / "ops.jsonl").read_bytes()
    assert run(monkeypatch, arguments[0], "take", *arguments[1:]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert (tmp_path / "take" / "ops.jsonl").read_bytes() == before


@pytest.mark.usefixtures("made")
def test_a_name_is_found_whatever_its_capitals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "describe", str(tmp_path / "take"), "--probe", "Woman", "--json") == 0
    assert json.loads(capsys.readouterr().out)


def test_junit_of_the_folder_one_is_in_has_its_name(
    made: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made
    monkeypatch.chdir(tmp_path / "take")
    for command in ("lint", "test"):
        report = tmp_path / f"{command}.xml"
        run(monkeypatch, command, ".", "--junit", str(report))
        assert 'name="take"' in report.read_text()

"""What a person types: results, errors in one line, and nothing lost."""

import json
import sys
from pathlib import Path

import pytest

from groundplan.assets.manifest import attribution_text, data_files
from groundplan.cli import main

Capture = pytest.CaptureFixture[str]
BRIEF = "A red ball on a wooden table."


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the program in this process and return its exit status."""
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "take"
    assert run(monkeypatch, "make", BRIEF, "-o", str(folder), "--no-render") == 0
    return folder


@pytest.mark.parametrize(
    "brief",
    ["", "   ", "\x00\x01binary", "x" * 1_000_000, "\x1b\x07"],
    ids=["empty", "blank", "binary", "huge", "control"],
)
def test_a_brief_that_cannot_be_read_is_refused_in_one_line(
    brief: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "make", brief, "-o", str(tmp_path / "take"), "--no-render") == 2
    error = capsys.readouterr().err
    assert error.startswith("groundplan: ")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert not (tmp_path / "take").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [("--size", "0x0"), ("--size", "wide"), ("--fps", "0"), ("--seconds", "-3"),
     ("--seconds", "nan"),
     ("--planner", "magic"), ("--seed", "-1")],
)  # fmt: skip
def test_an_option_that_cannot_be_used_is_refused(
    option: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    out = str(tmp_path / "take")
    assert run(monkeypatch, "make", BRIEF, "-o", out, "--no-render", option, value) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "brief",
    [
        "A man walks 4 m away, 2 m away, 0 mm lens.",
        "A woman walks to the tree in -3 seconds.",
        "10,000 horses gallop.",
        "zorblax qwuffle blimmering",
        "一匹马在跑 🐎",
        "f/0 at ISO -5, 99999 K, 1e400 lux",
    ],
)
def test_an_impossible_demand_becomes_a_world_that_says_so(
    brief: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    out = str(tmp_path / "take")
    assert run(monkeypatch, "make", brief, "-o", out, "--no-render", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    warned = [f for f in told["findings"] if f["severity"] != "info"]
    assert warned or told["unresolved"]


def test_the_same_brief_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        assert run(monkeypatch, "make", BRIEF, "-o", str(tmp_path / name), "--no-render") == 0
    for file in ("world.json", "ops.jsonl", "plan.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_project_is_never_overwritten(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    before = (project / "world.json").read_bytes()
    assert run(monkeypatch, "make", "a horse", "-o", str(project), "--no-render") == 2
    assert "not empty" in capsys.readouterr().err
    assert (project / "world.json").read_bytes() == before
    assert run(monkeypatch, "make", "a horse", "-o", str(project), "--no-render", "--force") == 0
    assert (project.with_name("take.before-1") / "world.json").read_bytes() == before


def test_an_edit_shows_and_undo_takes_it_back(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    capsys.readouterr()

    def change(*arguments: str) -> dict[str, object]:
        assert run(monkeypatch, *arguments, "--json") == 0
        return json.loads(capsys.readouterr().out)

    start = change("edit", str(project), "ball.appearance.color=#00ff00")
    longer = change("edit", str(project), "shot/1/camera.focal_mm=5cm")
    back = change("undo", str(project))
    again = change("redo", str(project))
    assert back["content_hash"] == start["content_hash"] != longer["content_hash"]
    assert again["content_hash"] == longer["content_hash"]
    assert run(monkeypatch, "describe", str(project), "--json") == 0
    shot = json.loads(capsys.readouterr().out)["shots"][0]
    assert shot["camera"]["lens_mm"] == pytest.approx(50.0)
    assert shot["samples"][0]["intrinsics_px"][1][1] == pytest.approx(50.0 * 480 / 14.0)


def test_log_and_diff_tell_what_happened(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "edit", str(project), "shot/1/camera.focal_mm=50") == 0
    capsys.readouterr()
    assert run(monkeypatch, "log", str(project), "--json") == 0
    steps = json.loads(capsys.readouterr().out)
    assert [step["actor"] for step in steps][-1] == "user:director"
    assert {"agent:layout", "agent:camera"} <= {step["actor"] for step in steps}
    assert run(monkeypatch, "diff", str(project), "--json") == 0
    changes = json.loads(capsys.readouterr().out)
    assert [change["after"] for change in changes if change["path"].endswith("focal_mm")] == [50.0]


@pytest.mark.parametrize(
    "assignment", ["nonsense", "=3", "ghost.transform.position_m=[0,0,0]",
                   "shot/1/camera.focal_mm=banana", "shot/1/camera.focal_mm=3kg"],
)  # fmt: skip
def test_a_wrong_edit_changes_nothing(
    assignment: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    before = (project / "world.json").read_bytes()
    assert run(monkeypatch, "edit", str(project), assignment) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (project / "world.json").read_bytes() == before


@pytest.mark.parametrize("share", [0.999, 0.6, 0.3])
def test_a_cut_log_recovers_and_says_so(
    share: float, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    data = (project / "ops.jsonl").read_bytes()
    (project / "ops.jsonl").write_bytes(data[: int(len(data) * share)])
    (project / "world.json").unlink()
    capsys.readouterr()
    status = run(monkeypatch, "log", str(project), "--json")
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert status == 0
    assert json.loads(told.out)
    assert "recovered" in told.err


def test_a_damaged_world_is_rebuilt_from_its_log(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    good = (project / "world.json").read_bytes()
    (project / "world.json").write_bytes(good[:100])
    assert run(monkeypatch, "describe", str(project), "--json") == 0
    assert "rebuilt" in capsys.readouterr().err
    assert run(monkeypatch, "lock", str(project), "shot/1/camera.focal_mm") == 0
    assert run(monkeypatch, "undo", str(project)) == 0
    capsys.readouterr()
    assert run(monkeypatch, "diff", str(project), "--from", "0", "--json") == 0
    rebuilt = json.loads((project / "world.json").read_bytes())
    before = json.loads(good)
    assert {**rebuilt, "revision": before["revision"]} == before


def test_what_is_no_project_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "describe", str(tmp_path / "nowhere")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_doctor_names_the_makers_of_all_shipped_data(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "doctor", "--licences", "--json") == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines == attribution_text().splitlines()
    assert run(monkeypatch, "doctor", "--licences") == 0
    printed = "".join(capsys.readouterr().out.split())
    for file in data_files():
        assert "".join(file.attribution.split()) in printed


def test_doctor_knows_every_part(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "doctor", "--json") == 0
    checks = {check["name"]: check["state"] for check in json.loads(capsys.readouterr().out)}
    assert checks["language model"] == "ok"
    assert checks["renderer numba"] == "ok"


def test_a_note_is_one_step_and_can_be_tried_and_taken_back(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    before = (project / "world.json").read_bytes()
    note = "make it dusk, and make the ball blue"
    assert run(monkeypatch, "direct", str(project), note, "--dry-run", "--json") == 0
    tried = json.loads(capsys.readouterr().out)
    assert (project / "world.json").read_bytes() == before
    assert run(monkeypatch, "direct", str(project), note, "--json") == 0
    done = json.loads(capsys.readouterr().out)
    assert done["changes"] == tried["changes"]
    assert done["understood"] == ["light and weather: dusk, sunset", "ball is blue"]
    assert "ball.appearance.color: #ff0000 -> #0000ff" in [c["text"] for c in done["changes"]]
    assert run(monkeypatch, "direct", str(project), "undo that") == 0
    assert run(monkeypatch, "diff", str(project), "--from", str(done["revision"] - 1)) == 0
    assert capsys.readouterr().out.endswith("no difference\n")


def test_a_note_that_nobody_understands_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "direct", str(project), "make it funnier") == 1
    told = capsys.readouterr().out
    assert '"make it funnier" changes nothing' in told
    assert told.endswith("nothing changed\n")
    assert run(monkeypatch, "replan", str(project)) == 0
    assert capsys.readouterr().out == "nothing changed\n"

"""From the command line: a language model asked, replayed and accounted for."""

import json
import socket
import sys
from pathlib import Path

import pytest
from tests.unit.agents.llm.model_server import answering, model_server
from tests.unit.agents.llm.test_asking_a_model import BRIEF, GOOD, KEY, needs_extra

from groundplan.cli import main

RECORDED = Path(__file__).parents[1] / "golden" / "llm_replies.json"
GERMAN = (
    "Totale. Eine alte Frau mit rotem Mantel geht 3 m nach links zu einer Bank und setzt sich. "
    "Ein Hund schläft unter der Bank."
)
Capture = pytest.CaptureFixture[str]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the program in this process and return its exit status."""
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody connect anywhere, or import the extra."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    monkeypatch.setitem(sys.modules, "openai", None)


def made(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name != ".lock"}


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("planner", ["llm", "hybrid"])
def test_a_recorded_reply_makes_a_german_brief_a_world_without_network_or_extra(
    planner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    asked = ("make", GERMAN, "--no-render", "--planner", planner, "--json")
    assert run(monkeypatch, *asked, "-o", str(first), "--replay", str(RECORDED)) == 0
    described = json.loads(capsys.readouterr().out)
    assert run(monkeypatch, *asked, "-o", str(second), "--replay", str(first)) == 0
    assert made(first) == made(second)

    things = {e["noun"]: e for e in described["entities"]}
    assert {"woman", "bench", "dog"} <= things.keys()
    assert "fountain" not in things
    assert things["woman"]["attributes"]["coat.color"] == "red"
    walk, sit, sleep = (
        next(a for a in described["actions"] if a["verb"] == verb)
        for verb in ("walk", "sit", "sleep")
    )
    assert walk["agent"] == sit["agent"] == things["woman"]["id"]
    assert sleep["agent"] == things["dog"]["id"]
    assert walk["end_s"] <= sit["start_s"]
    shot = described["shots"][0]
    assert shot["camera"]["size"] == "wide"
    start, end = (shot["samples"][k]["entities"][things["woman"]["id"]] for k in (0, -1))
    assert start["bbox_px"][0] > end["bbox_px"][0]
    assert {f["code"] for f in described["findings"]} >= {"llm.false-quote"}
    assert "language.unsupported" not in {f["code"] for f in described["findings"]}


@pytest.mark.usefixtures("offline")
def test_without_a_model_another_language_gets_a_clear_word_and_a_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "make", GERMAN, "--no-render", "--json", "-o", str(tmp_path / "t")) == 0
    described = json.loads(capsys.readouterr().out)
    (finding,) = (f for f in described["findings"] if f["code"] == "language.unsupported")
    assert "German" in finding["message"]
    assert any("--planner llm" in option for option in finding["options"])
    assert described["shots"][0]["samples"]


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--planner", "hybrid", "--replay", "nowhere.json"),
        ("--planner", "hybrid", "--replay", str(RECORDED)),
        ("--planner", "llm"),
        ("--model", "openai:x"),
        ("--planner", "llm", "--model", "x", "--model-timeout", "0"),
    ],
    ids=["no file", "another brief", "no model", "no planner", "no time"],
)
def test_what_cannot_be_asked_is_one_line_and_no_project(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("GROUNDPLAN_LLM_MODEL", raising=False)
    out = tmp_path / "take"
    assert run(monkeypatch, "make", "A red ball.", "--no-render", "-o", str(out), *arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[]", b'{"schema": "groundplan.llm-recording/1", "calls": [{}]}'],
    ids=["empty", "no schema", "a list", "an empty call"],
)  # fmt: skip
def test_a_damaged_recording_is_refused(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "llm.json").write_bytes(damage)
    out = str(tmp_path / "take")
    asked = ("make", GERMAN, "--planner", "llm", "--replay", str(tmp_path / "llm.json"))
    assert run(monkeypatch, *asked, "--no-render", "-o", out) == 2
    assert "llm.json" in capsys.readouterr().err


@needs_extra
def test_a_live_run_prints_its_account_and_never_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("GROUNDPLAN_LLM_KEY", KEY)
    monkeypatch.setenv("GROUNDPLAN_LLM_MODEL", "openai:fake-1")
    with model_server(answering(GOOD)) as server:
        monkeypatch.setenv("GROUNDPLAN_LLM_URL", server.url)
        asked = ("make", BRIEF, "--no-render", "--planner", "hybrid")
        assert run(monkeypatch, *asked, "-o", str(tmp_path / "take")) == 0
    printed = capsys.readouterr()
    assert "openai:fake-1" in printed.out
    assert "1,000" in printed.out
    assert "no price known" in " ".join(printed.out.split())
    everything = printed.out + printed.err
    assert KEY not in everything
    assert all(KEY.encode() not in data for data in made(tmp_path / "take").values())

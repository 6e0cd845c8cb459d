"""An outside agent's tools: bounded, whole or nothing, and never in a person's name."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from groundplan.agents.director import plan
from groundplan.inputs.text import facts_from_text
from groundplan.studio import history
from groundplan.studio.directing import direct
from groundplan.studio.mcp import bounds
from groundplan.studio.mcp.calling import answer_or_line
from groundplan.studio.mcp.tools import TOOLS
from groundplan.studio.project import Project
from groundplan.world.opinion import Origin

BRIEF = "A woman in a red coat walks to a bench at noon. A dog sits. Medium shot, 35mm lens."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "take"
    with Project.create(folder, plan(facts_from_text(BRIEF))):
        return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "take"))


def said(folder: Path, name: str, **arguments: object) -> dict[str, Any]:
    text, failed = answer_or_line(folder, name, arguments)
    assert not failed, text
    return json.loads(text)


def refused(folder: Path, name: str, **arguments: object) -> str:
    text, failed = answer_or_line(folder, name, arguments)
    assert failed, text
    assert text
    assert "\n" not in text
    assert "Traceback" not in text
    assert len(text) <= 1000
    return text


def as_person(folder: Path, *assignments: str) -> None:
    with Project.open(folder) as opened:
        history.edit(opened, list(assignments))


def log_bytes(folder: Path) -> bytes:
    return (folder / "ops.jsonl").read_bytes()


def test_tools_that_only_look_change_no_byte(project: Path) -> None:
    before = {p.name: p.read_bytes() for p in project.iterdir() if p.is_file()}
    names = {e["name"]: e["kind"] for e in said(project, "list_entities")["entities"]}
    assert names["woman"] == "character"
    assert said(project, "list_entities", kind="animal")["total"] == 1
    lens = said(project, "read_field", path="camera.focal_mm")
    assert (lens["value"], lens["unit"], lens["lock"]) == (35.0, "mm", None)
    assert lens["opinions"][0]["origin"] == "quantity"
    start, end = lens["opinions"][0]["words"][1:]
    assert BRIEF[start:end].startswith("35")
    quantities = said(project, "describe", part="quantities")
    assert [q["value"] for q in quantities["quantities"]] == [35.0]
    assert said(project, "log")["steps"][0]["revision"] == said(project, "log")["total"]
    assert {p.name: p.read_bytes() for p in project.iterdir() if p.is_file()} == before


def test_paths_come_with_type_unit_and_limits(project: Path) -> None:
    body = {each["name"]: each for each in said(project, "find_paths", path="woman.body")["paths"]}
    height = body["woman.body.height_m"]
    assert (height["type"], height["unit"], height["editable"]) == ("number", "m", True)
    assert height["limit"] == "above 0 up to 100 m"
    top = {each["path"]: each for each in said(project, "find_paths")["paths"]}
    assert top["entities"]["type"] == "map"
    assert top["seed"]["editable"] is False
    first = said(project, "find_paths", limit=2)
    assert (len(first["paths"]), first["left_off"]) == (2, first["total"] - 2)


def test_edits_are_a_dry_run_unless_said_otherwise(project: Path) -> None:
    before = log_bytes(project)
    tried = said(project, "propose_edits", assignments=["woman.body.height_m=180cm"])
    assert (tried["dry_run"], tried["applies"]) == (True, True)
    assert [change["after"] for change in tried["changes"]] == [1.8]
    noted = said(project, "direct", note="make it dusk")
    assert noted["dry_run"]
    assert noted["changed"]
    assert log_bytes(project) == before


def test_an_edit_is_signed_by_the_agent_and_listed_as_a_guess(project: Path) -> None:
    said(project, "propose_edits", assignments=["woman.body.height_m=1.8"], dry_run=False)
    top = said(project, "read_field", path="woman.body.height_m")["opinions"][0]
    assert (top["value"], top["origin"], top["by"]) == (1.8, "llm", "agent:outside")
    assert (top["layer"], top["basis"]) == ("generated", "guessed")
    assert "body.height_m" in said(project, "describe", part="guesses")["guesses"]["woman"]
    assert said(project, "log")["steps"][0]["actor"] == "agent:outside"


@pytest.mark.parametrize(
    ("path", "by"),
    [("woman.body.height_m", "opinion"), ("camera.focal_mm", "opinion"), ("dog.size_m", "lock")],
)
def test_what_a_person_set_stated_or_locked_stops_all_edits(
    project: Path, path: str, by: str
) -> None:
    as_person(project, "woman.body.height_m=1.7")
    with Project.open(project) as opened:
        history.lock(opened, "dog", reason="it is good")
    before = log_bytes(project)
    value = "[1.0, 1.0, 1.0]" if path == "dog.size_m" else "2.0"
    wanted = [f"{path}={value}", "bench.appearance.color=#112233"]
    tried = said(project, "propose_edits", assignments=wanted)
    assert not tried["applies"]
    assert [each["by"] for each in tried["stopped"]] == [by]
    assert len(tried["changes"]) == 1
    line = refused(project, "propose_edits", assignments=wanted, dry_run=False)
    assert line.startswith("nothing was changed, 1 of 2 edits cannot be made")
    assert log_bytes(project) == before


@pytest.mark.parametrize(
    "wanted",
    ["sources/brief/text=A cat.", "narrative.quantities.q1.value=3", "seed=4", "id=x", "locks=1",
     "opinions=1", "revision=4"],
)  # fmt: skip
def test_nobody_puts_words_into_the_directors_mouth(project: Path, wanted: str) -> None:
    before = log_bytes(project)
    refused(project, "propose_edits", assignments=[wanted], dry_run=False)
    assert log_bytes(project) == before


def test_a_note_is_the_agents_and_one_undo_takes_it_back(project: Path) -> None:
    with Project.open(project, writable=False) as opened:
        before = opened.world
    said(project, "direct", note="make it dusk, and have her stop half way", dry_run=False)
    with Project.open(project, writable=False) as opened:
        world = opened.world
    held = [o for stack in world.opinions.values() for o in stack]
    assert not [o for o in held if o.origin is Origin.HUMAN]
    assert [o for o in held if o.agent == "agent:outside" and o.origin is Origin.LLM]
    assert world.sources["outside01"].kind == "note"
    said(project, "undo")
    with Project.open(project, writable=False) as opened:
        assert opened.world.entities == before.entities
        assert opened.world.opinions == before.opinions


def test_an_agents_note_stays_the_agents_when_a_person_directs_later(project: Path) -> None:
    said(project, "direct", note="make it dusk", dry_run=False)
    with Project.open(project) as opened:
        direct(opened, "have her stop half way")
        world = opened.world
    for path, stack in world.opinions.items():
        for opinion in stack:
            if opinion.span is not None and opinion.span.source == "outside01":
                assert opinion.origin is not Origin.HUMAN, path
                assert opinion.layer == "generated", path
    assert list(world.sources) == ["brief", "note02", "outside01"]


def test_a_note_may_not_replace_what_a_person_stated_or_set(project: Path) -> None:
    as_person(project, "woman.appearance.color=#101010")
    before = log_bytes(project)
    for note in ("use a 50mm lens", "remove the woman"):
        told = said(project, "direct", note=note, dry_run=False)
        assert not told["changed"], note
        assert told["findings"][0]["code"] == "direct.impossible", note
    assert log_bytes(project) == before


def test_a_note_may_not_replace_what_a_person_said_in_a_note(project: Path) -> None:
    said(project, "direct", note="move the dog 1 m to the left", dry_run=False)
    with Project.open(project) as opened:
        direct(opened, "move the dog 2 m to the right")
    before = log_bytes(project)
    told = said(project, "direct", note="move the dog 1 m to the left", dry_run=False)
    assert [each["code"] for each in told["findings"]] == ["direct.impossible"]
    assert log_bytes(project) == before


def test_an_agent_takes_back_only_its_own_steps(project: Path) -> None:
    assert "only its own steps" in refused(project, "undo")
    said(project, "propose_edits", assignments=["woman.body.height_m=1.8"], dry_run=False)
    with Project.open(project) as opened:
        history.undo(opened)
    assert "only its own steps" in refused(project, "redo")
    said(project, "propose_edits", assignments=["woman.body.height_m=1.9"], dry_run=False)
    said(project, "undo")
    assert [c["after"] for c in said(project, "redo")["changes"]] == [1.9]
    as_person(project, "bench.appearance.color=#112233")
    assert "user:director" in refused(project, "undo")
    assert "call the tool" in refused(project, "direct", note="undo that", dry_run=False)


def test_one_writes_at_a_time_and_others_may_look(project: Path) -> None:
    wanted = ["woman.body.height_m=1.8"]
    with Project.open(project):
        line = refused(project, "propose_edits", assignments=wanted, dry_run=False)
        assert "open in another process" in line
        assert said(project, "propose_edits", assignments=wanted)["applies"]
    assert said(project, "propose_edits", assignments=wanted, dry_run=False)["applies"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("eval", {"code": "1"}),
        ("x" * 100_000, {}),
        ("describe", {"part": "../../etc"}),
        ("describe", {"limit": 10**9}),
        ("describe", {"offset": "0"}),
        ("read_field", {}),
        ("read_field", {"path": "../../../etc/passwd"}),
        ("read_field", {"path": "/etc/passwd"}),
        ("read_field", {"path": "a" * 100_000}),
        ("read_field", {"path": "entities/\x00/name"}),
        ("read_field", {"path": "\ud800"}),
        ("read_field", {"path": "....//....//"}),
        ("find_paths", {"path": "__class__.__init__"}),
        ("propose_edits", {"assignments": []}),
        ("propose_edits", {"assignments": ["a=1"] * 101}),
        ("propose_edits", {"assignments": ["woman.body.height_m=" + "[" * 1900]}),
        ("propose_edits", {"assignments": ["woman.body.height_m=1e400"]}),
        ("propose_edits", {"assignments": ["woman.name=\ud800"]}),
        ("propose_edits", {"assignments": ["woman.body.height_m=1.8"], "actor": "user:ada"}),
        ("propose_edits", {"assignments": ["woman.body.height_m=1.8"], "dry_run": "no"}),
        ("direct", {"note": "x" * 1_000_000}),
        ("direct", {"note": " \n "}),
        ("diff", {"before": -1}),
        ("diff", {"before": 1, "after": 999}),
        ("undo", {"dir": "elsewhere"}),
    ],
)
def test_hostile_calls_get_one_line_and_change_nothing(
    project: Path, name: str, arguments: dict[str, object]
) -> None:
    before = log_bytes(project)
    assert "internal error" not in refused(project, name, **arguments)
    assert log_bytes(project) == before


def test_what_is_too_large_to_read_is_a_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LARGEST_ANSWER_BYTES", 500)
    assert "can be sent" in refused(project, "describe")


def test_every_tool_says_what_it_takes() -> None:
    for tool in TOOLS.values():
        schema = tool.takes.model_json_schema()
        assert schema["additionalProperties"] is False
        assert len(tool.says) > 30
        if tool.name in {"propose_edits", "direct"}:
            assert schema["properties"]["dry_run"]["default"] is True

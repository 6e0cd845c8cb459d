"""Linting a project: exit statuses, settings, waivers, repairs that can be undone, JUnit."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

from groundplan.agents.critic.linting import Choice, lint_world
from groundplan.agents.director import Planned
from groundplan.cli import main
from groundplan.scene.library import EMPTY
from groundplan.studio.lint_fixes import fixed_world
from groundplan.studio.project import Project
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.finding import Finding
from groundplan.world.opinion import Lock
from groundplan.world.store import Store
from rule_worlds import cuts, framing, intents, models, motion
from rule_worlds.scene import person_before

Capture = pytest.CaptureFixture[str]
Run = Callable[..., int]
CLEAN = ("--select", "GP1,GP3,GP4")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def one(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0)

    return one


def made(folder: Path, world: World, *findings: Finding) -> str:
    planned = Planned(world=world, patches=(), base=world, findings=findings, questions=())
    with Project.create(folder, planned):
        pass
    return str(folder)


def plain() -> World:
    return person_before(3.2).shot(subject="anna").world()


def test_a_clean_world_is_0_an_error_1_a_warning_only_when_strict(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    clean = made(tmp_path / "clean", plain())
    assert run("lint", clean, *CLEAN) == 0
    assert "0 errors, 0 warnings, 0 info" in capsys.readouterr().out
    tilted = made(tmp_path / "tilted", framing.CASES["GP107"].bad())
    assert run("lint", tilted, *CLEAN) == 0
    assert run("lint", tilted, *CLEAN, "--strict") == 1
    broken = made(tmp_path / "broken", motion.CASES["GP408"].bad())
    assert run("lint", broken, *CLEAN) == 1


def test_a_line_names_shot_time_code_severity_numbers_and_cure(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    folder = made(tmp_path / "p", framing.CASES["GP101"].bad())
    run("lint", folder, "--select", "GP101")
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("SH010 ")
    assert " s GP101 warning: headroom of anna is 1.5 % of frame height" in line
    assert line.endswith("cm higher)")


@pytest.mark.parametrize(
    "arguments",
    [("--select", "GP1000"), ("--shot", "SH990"), ("--min-severity", "bad"), ("--ignore", "x.y")],
)
def test_wrong_input_is_status_2_in_one_line(
    arguments: tuple[str, ...], tmp_path: Path, run: Run, capsys: Capture
) -> None:
    folder = made(tmp_path / "p", plain())
    assert run("lint", folder, *arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run("waive", folder, "GP101", "--reason", " ") == 2
    assert run("explain", "GP000") == 2


def test_a_waiver_accepts_with_a_reason_and_undo_takes_it_back(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    folder = made(tmp_path / "p", framing.CASES["GP107"].bad())
    assert run("waive", folder, "GP107", "--shot", "SH010", "--reason", "she is drunk") == 0
    capsys.readouterr()
    assert run("lint", folder, *CLEAN, "--strict") == 0
    out = capsys.readouterr().out
    assert "waived: SH010" in out
    assert "she is drunk" in out
    assert "1 waived" in out
    run("undo", folder)
    assert run("lint", folder, *CLEAN, "--strict") == 1


def test_a_waiver_of_another_shot_or_thing_accepts_nothing_and_is_told() -> None:
    from groundplan.world.finding import Waiver  # noqa: PLC0415

    world = framing.CASES["GP107"].bad()
    other = Waiver(code="GP107", reason="no", path=f"entities/{next(iter(world.entities))}")
    report = lint_world(replace(world, waivers={"w1": other}))
    codes = {alarm.rule.code for alarm in report.alarms}
    assert {"GP107", "GP910"} <= codes
    assert not report.waived


def test_settings_are_edits_of_the_world(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "p", framing.CASES["GP107"].bad())
    assert run("edit", folder, "lint.limits.GP107=6") == 0
    assert run("lint", folder, *CLEAN, "--strict") == 0
    run("undo", folder)
    assert run("edit", folder, "lint.severities.GP107=error") == 0
    assert run("lint", folder, *CLEAN) == 1
    assert run("edit", folder, 'lint.off=["GP107"]') == 0
    assert run("lint", folder, *CLEAN, "--strict") == 0


def test_a_fix_is_one_step_that_cures_and_that_undo_takes_back(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    folder = made(tmp_path / "p", framing.CASES["GP107"].bad())
    with Store.open(Path(folder), writable=False) as store:
        before = store.world
    assert run("lint", folder, "--select", "GP107", "--fix", "--dry-run") == 0
    assert "would fix SH010 GP107" in capsys.readouterr().out
    assert run("lint", folder, "--select", "GP107", "--fix", "--strict") == 0
    with Store.open(Path(folder), writable=False) as store:
        assert len(store.history()) == 2
        assert store.history()[-1].actor == "agent:lint"
        camera = next(e for e in store.world.entities.values() if e.camera is not None)
        assert store.world != before
    key = next(k for k, e in before.entities.items() if e.camera is not None)
    assert camera.transform.position_m == before.entities[key].transform.position_m
    run("undo", folder)
    assert run("lint", folder, "--select", "GP107", "--strict") == 1


def test_a_lock_and_a_person_s_opinion_stop_a_fix(tmp_path: Path, run: Run) -> None:
    world = framing.CASES["GP107"].bad()
    key = next(k for k, e in world.entities.items() if e.camera is not None)
    lock = Lock(by="user:director", reason="as it is")
    locked = replace(world, locks={f"entities/{key}/transform": lock})
    assert fixed_world(locked, choice=Choice(), library=EMPTY)[1] == ()
    folder = made(tmp_path / "p", models.CASES["GP707"].bad())
    assert run("edit", folder, "shot/1/last=15000") == 0
    with Project.open(Path(folder), writable=False) as project:
        patch, cured = fixed_world(project.world, choice=Choice(select=("GP707",)), library=EMPTY)
    assert (patch, cured) == (None, ())


def test_a_fix_that_would_bring_something_worse_is_not_made() -> None:
    world = framing.CASES["GP114"].bad()
    patch, cured = fixed_world(world, choice=Choice(), library=EMPTY)
    after = world if patch is None else apply(world, patch).world
    old = {a.identity for a in lint_world(world).alarms}
    assert {a.identity for a in lint_world(after).alarms} <= old
    assert len(lint_world(after).alarms) == len(lint_world(world).alarms) - len(cured)


def check_junit(text: bytes) -> ET.Element:
    """Check what the common JUnit schema asks for, and return the root."""
    root = ET.fromstring(text)  # noqa: S314  (our own file)
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        cases = list(suite)
        assert all(case.tag == "testcase" for case in cases)
        assert int(suite.attrib["tests"]) == len(cases)
        for name, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            assert int(suite.attrib[name]) == sum(case.find(tag) is not None for case in cases)
        for case in cases:
            assert case.attrib["name"]
            assert case.attrib["classname"]
            float(case.attrib["time"])
            assert all(child.tag in {"failure", "skipped"} for child in case)
            assert all(child.attrib["message"] for child in case)
    return root


def test_shots_are_tests_with_a_status_and_a_case_for_every_intent(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    good = made(tmp_path / "good", intents.CASES["GP811"].good())
    assert run("test", good, "--junit", str(tmp_path / "good.xml")) == 0
    scene = person_before(4.0).shot(subject="anna")
    scene.intend("camera_distance", 4.0, subject="anna").intend("camera_height", 2.0)
    scene.intend("shot_size", "enormous", subject="anna")
    scene.intend("camera_distance", 9.0, subject="anna", strength="should")
    folder = made(tmp_path / "bad", scene.world())
    assert run("test", folder, "--junit", str(tmp_path / "bad.xml"), "--json") == 1
    told = json.loads(capsys.readouterr().out.split("\n", 2)[2])
    rows = told["shots"][0]["assertions"]
    assert [row["status"] for row in rows] == ["passed", "failed", "skipped", "failed"]
    assert [row["fails"] for row in rows] == [False, True, False, False]
    assert rows[1]["measured"] == pytest.approx(1.4)
    assert "enormous" in rows[2]["reason"]
    root = check_junit((tmp_path / "bad.xml").read_bytes())
    assert [len(suite) for suite in root] == [4]
    assert root.attrib["failures"] == "1"
    assert run("test", folder, "--strict") == 1


def test_a_lint_report_is_valid_junit_with_a_suite_per_shot(tmp_path: Path, run: Run) -> None:
    folder = made(tmp_path / "p", cuts.CASES["GP202"].bad())
    run("lint", folder, "--junit", str(tmp_path / "lint.xml"))
    root = check_junit((tmp_path / "lint.xml").read_bytes())
    assert [suite.attrib["name"] for suite in root] == ["world", "SH010", "SH020"]
    failed = [c.attrib["name"] for c in root[2] if c.find("failure") is not None]
    assert any(name.startswith("GP202 ") for name in failed)


def test_a_report_as_json_has_codes_numbers_and_fields(
    tmp_path: Path, run: Run, capsys: Capture
) -> None:
    folder = made(tmp_path / "p", framing.CASES["GP107"].bad())
    run("lint", folder, "--select", "GP107", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "groundplan.lint/1"
    alarm = told["alarms"][0]
    assert (alarm["code"], alarm["slug"]) == ("GP107", "framing.roll-unasked")
    assert alarm["measured"] == pytest.approx(4.0, abs=0.1)
    assert alarm["fields"] == ["camera"]


def test_explain_lists_all_rules_and_says_one_by_code_or_slug(run: Run, capsys: Capture) -> None:
    assert run("explain") == 0
    assert len(capsys.readouterr().out.splitlines()) >= 100
    assert run("explain", "cut.line-crossed") == 0
    text = capsys.readouterr().out
    for word in ("GP201", "source", "cure", "waive", "docs/images/rules/GP201.jpg"):
        assert word in text

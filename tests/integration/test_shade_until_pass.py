"""`groundplan shade --until-pass` by the command line, with a judge that a test writes."""

# JSON is read without types.
# pyright: basic

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from tests.unit.studio.test_shading_judging import report

from groundplan.adherence.verdict import Status
from groundplan.cli import main
from groundplan.footage.calls import Judgement
from groundplan.studio.project import Project
from groundplan.studio.shading.judging import judgement_of


class Said(NamedTuple):
    """What the program printed."""

    stdout: str
    stderr: str


class Measuring(ModuleType):
    """Stands in for `groundplan.studio.measuring`."""

    status: Status = "fail"
    seen = 0

    def judgement_of_clip(self, project: Project, clip: Path, shot: str) -> Judgement:
        """Say of every clip the same."""
        assert clip.is_file()
        assert shot in project.world.shots
        self.seen += 1
        return judgement_of(report(self.status))


def groundplan(*words: str | Path, judge: ModuleType | None = None, status: int = 0) -> Said:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["groundplan", *map(str, words)])
        if judge is not None:
            patch.setitem(sys.modules, "groundplan.studio.measuring", judge)
        with pytest.raises(SystemExit) as stopped:
            main()
    assert int(stopped.value.code or 0) == status, err.getvalue()
    return Said(out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("until") / "take"
    groundplan(
        "make", "A woman walks past a tree.", "-o", folder, "--seconds", "0.5", "--size", "64x36",
        "--no-render",
    )  # fmt: skip
    return folder


def test_the_embedded_shader_is_asked_once_and_the_status_says_not_passed(project: Path) -> None:
    judge = Measuring("measuring")
    words = ("shade", project, "--until-pass", "--max-calls", "20", "--json")
    for _ in range(2):
        said = groundplan(*words, judge=judge, status=1)
        (shot,) = json.loads(said.stdout)["shots"]
        told = shot["until_pass"]
        assert (told["passed"], told["draws"], judge.seen) == (False, 1, 1)
        assert "embedded gives the same take for every seed" in told["says"]
    calls = json.loads(groundplan("ledger", project, "--json").stdout)
    assert {call["judgement"]["cause"] for call in calls["calls"]} == {
        "Ben is missing from frame 3; the camera stands still"
    }
    assert {call["call"]["controls"] for call in calls["calls"]} == {"look+rgb+depth+seg"}
    assert calls["acceptance"]["all"]["accepts"] == 0


def test_what_passes_ends_with_status_0_and_names_the_clip(project: Path) -> None:
    judge = Measuring("measuring")
    judge.status = "pass"
    words = ("shade", project, "--look", "ink", "--until-pass", "--max-calls", "20")
    said = groundplan(*words, judge=judge)
    assert "seed 0 passes" in said.stdout
    assert Path(said.stdout.strip().splitlines()[-2]).is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--until-pass",), "say with --max-calls how often to try"),
        (("--max-cost", "3"), "--max-calls and --max-cost are of --until-pass"),
        (("--until-pass", "--max-calls", "3", "--max-cost", "inf"), "give an amount of money"),
        (("--until-pass", "--max-calls", "3", "--dry-run"), "leave --dry-run and --again out"),
        (("--until-pass", "--max-calls", "3", "--again"), "leave --dry-run and --again out"),
    ],
)
def test_what_does_not_go_together_is_said_so(
    project: Path, words: tuple[str, ...], says: str
) -> None:
    said = groundplan("shade", project, *words, judge=Measuring("measuring"), status=2)
    assert says in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1

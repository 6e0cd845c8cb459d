"""`groundplan measure --self-test`, by the command line."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from groundplan.cli import main
from groundplan.studio.selftest.rows import Trial
from groundplan.studio.selftest.running import SelfTest, trials_of
from groundplan.studio.selftest.worlds import SelfTestWorld

BRIEF = "Full shot. A man and a woman stand in a park. The camera trucks right."


def groundplan(*words: str | Path, status: int = 0) -> tuple[str, str]:
    """Run the program in this process; returns stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["groundplan", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
    assert int(stopped.value.code or 0) == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def test_two_clips_give_a_table_and_their_rows(tmp_path: Path) -> None:
    saved = tmp_path / "self-test.json"
    told, _ = groundplan("measure", "--self-test", "--clips", "2", "--out", saved)
    assert "| part | clips |" in told
    report = json.loads(saved.read_text())
    assert report["schema"] == "groundplan.selftest/1"
    assert [row["number"] for row in report["trials"]] == [0, 1]
    assert report["score"]["clip_count"] == 2


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "DIR and CLIP are needed; name a project folder and a clip, or give --self-test"),
        (["take", "--self-test"], "--self-test makes its own clips; leave out DIR and CLIP"),
        (["--self-test", "--clips", "0"], "0 clips"),
        (["--self-test", "--clips", "9999", "--out", "no/such.json"], "there is no folder no"),
    ],
)
def test_what_is_missing_or_too_much_is_told_in_one_line(words: list[str], line: str) -> None:
    _, told = groundplan("measure", *words, status=2)
    assert line in told
    assert told.count("\n") == 1


def test_two_processes_give_the_rows_of_one(tmp_path: Path) -> None:
    test = SelfTest(
        count=3, folder=tmp_path, worlds=(SelfTestWorld(brief=BRIEF),),
        looks=("beauty",), size_px=(96, 56), frames=6, direct=True,
    )  # fmt: skip

    def rows(processes: int) -> list[Trial]:
        trials = trials_of(test, processes=processes)
        return [replace(one, align_cpu_s=0.0, judge_cpu_s=0.0) for one in trials]

    assert rows(2) == rows(1)

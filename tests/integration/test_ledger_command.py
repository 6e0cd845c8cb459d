"""From calls made elsewhere to what an accepted shot costs, by the command line."""

# JSON is read without types.
# pyright: basic

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from groundplan.cli import main


class Said(NamedTuple):
    """What the program printed."""

    stdout: str
    stderr: str


def groundplan(*words: str | Path, status: int = 0) -> Said:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["groundplan", *map(str, words)])
        patch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stopped:
            main()
    assert int(stopped.value.code or 0) == status, err.getvalue()
    return Said(out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger") / "take"
    groundplan("make", "A woman walks past a tree.", "-o", folder, "--no-render", "--seconds", "1")
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "take"))


HEADER = "id,backend,shot,look,cost,currency,accepted,accepted_by,cause,clip"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Return a file of 20 calls: every second one of `good`, none of `bad`, is accepted."""
    lines = [HEADER]
    for number in range(10):
        yes = "true" if number % 2 else "false"
        lines.append(f"g{number},good,1,film,0.4,USD,{yes},person,,footage/web/g{number}.mp4")
        lines.append(f"b{number},bad,1,ink,0.1,USD,false,rule,off the path,")
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def account(project: Path, *words: str) -> dict:
    return json.loads(groundplan("ledger", project, "--json", *words).stdout)


def test_calls_made_elsewhere_become_calls_and_money_per_accept(project: Path, calls: Path) -> None:
    said = groundplan("ledger", project, "--import", calls, "--budget", "0.1")
    assert "20 calls added, 0 were here already" in said.stderr
    for words in ("4.0 (2.1 to 8.9)", "1.00 (0.53 to 2.23) USD", "stop: over the budget"):
        assert words in said.stdout
    found = account(project)
    assert found["schema"] == "groundplan.ledger/2"
    assert (found["acceptance"]["all"]["accepts"], found["acceptance"]["all"]["draws"]) == (5, 20)
    assert found["acceptance"]["waiting"]["still_waiting"] == [1, 1, 1, 0]
    assert found["acceptance"]["shots"][0]["streak"]["rejects"] == 1
    assert all(call["imported"] for call in found["calls"])
    assert groundplan("ledger", project, "--import", calls).stderr == (
        "0 calls added, 20 were here already\n"
    )
    assert account(project) == found


def test_backends_and_looks_are_compared(project: Path, calls: Path) -> None:
    groundplan("ledger", project, "--import", calls)
    for by, first in (("backend", "bad"), ("look", "film"), ("controls", ""), ("prompt", "")):
        found = account(project, "--by", by)["comparison"]
        assert found["groups"][0]["value"] == first
        assert len(found["pairs"]) == (1 if first else 0)
    (pair,) = account(project, "--by", "backend")["comparison"]["pairs"]
    assert (pair["first"], pair["second"], pair["answer"]) == ("bad", "good", "second")
    assert "good more" in groundplan("ledger", project, "--by", "backend").stdout
    said = groundplan("ledger", project, "--by", "weather", status=2)
    assert "choose backend, look, prompt, controls" in said.stderr


def test_a_wrong_line_keeps_the_whole_file_out(project: Path, calls: Path) -> None:
    text = calls.read_text() + "x1,good,7,,,,,,,\n,good,1,,,,,,,\n"
    calls.write_text(text)
    said = groundplan("ledger", project, "--import", calls, status=2)
    first, second, last = said.stderr.splitlines()
    assert first.startswith("groundplan: calls.csv, line 22: there is no shot '7'")
    assert second.startswith("groundplan: calls.csv, line 23: it has neither id nor request_id")
    assert "nothing was added" in last
    assert account(project)["calls"] == []


def test_a_call_that_is_told_of_differently_is_refused(project: Path, calls: Path) -> None:
    groundplan("ledger", project, "--import", calls)
    calls.write_text(calls.read_text().replace("g3,good,1,film,0.4", "g3,good,1,film,9.9"))
    said = groundplan("ledger", project, "--import", calls, status=2)
    assert "line 8: it is call 7 here, which was told of differently" in said.stderr
    assert len(account(project)["calls"]) == 20


def test_a_person_has_the_last_word_and_what_was_measured_stays(project: Path, calls: Path) -> None:
    calls.write_text(
        HEADER + ",verdict,protocol,metrics\n"
        'm1,good,1,,,,false,rule,off the path,footage/web/m1.mp4,fail,p/1,"{""iou/1"": 0.4}"\n'
        "m2,good,1,,,,,,,,,,\n"
        "m3,good,1,,,,,,,footage/web/m3.mp4,,,\n"
    )
    groundplan("ledger", project, "--import", calls)
    said = groundplan("accept", project, project / "footage" / "web" / "m1.mp4").stdout
    assert said == "footage/web/m1.mp4 is accepted (call 1)\n"
    groundplan("reject", project, "2", "--why", "six fingers")
    groundplan("reject", project, "footage/web/m3.mp4", "--why", "too dark")
    one, two, three = (call["judgement"] for call in account(project)["calls"])
    assert one == {
        "accepted": True, "accepted_by": "person", "cause": "", "verdict": "fail",
        "protocol": "p/1", "metrics": {"iou/1": 0.4},
    }  # fmt: skip
    assert (two["accepted"], two["cause"], two["verdict"]) == (False, "six fingers", "")
    assert three["cause"] == "too dark"
    groundplan("accept", project, "2")
    assert account(project)["calls"][1]["judgement"]["cause"] == ""
    assert "yes, person" in groundplan("ledger", project).stdout


def test_what_cannot_be_accepted_is_said_so(project: Path, calls: Path) -> None:
    calls.write_text("id,backend,shot,state\na,good,1,failed\n")
    groundplan("ledger", project, "--import", calls)
    for clip, says in (
        ("1", "call 1 is failed; only what came back is judged"),
        ("99", "the ledger has no call 99"),
        ("9" * 24, f"no call in the ledger made {'9' * 24}"),
        ("footage/s1/001.mp4", "no call in the ledger made footage/s1/001.mp4"),
        ("../../x.mp4", "no call in the ledger made ../../x.mp4"),
    ):
        assert says in groundplan("accept", project, clip, status=2).stderr
    said = groundplan("reject", project, "1", "--why", "a\x1bb", status=2)
    assert "the reason is too long, or no plain line" in said.stderr

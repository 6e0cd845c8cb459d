"""The ledger keeps every call, whatever happens to the process or to the file."""
# Tests ask the database itself how it writes.
# pyright: reportPrivateUsage=false

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest

from groundplan.errors import GroundplanError, OutputError, StoreError
from groundplan.footage.calls import CallRow, Judgement, MadeBy, NewCall, Result
from groundplan.footage.ledger import LEDGER_NAME, Clock, Ledger

Make = Callable[..., NewCall]

RESULT = Result(
    output_hash="f" * 64,
    part="footage/s1/parts/1.mp4",
    made_by=MadeBy(weights={"net": "1" * 64}, libraries={"torch": "2.13"}, device="cpu"),
    cost_actual=0.25,
)
JUDGEMENT = Judgement(
    protocol="groundplan.adherence/1",
    verdict="off the path",
    metrics={"layout.iou_frame/1": 0.71, "camera.focal_pct/1": None},
    accepted=False,
    cause="off the path",
    accepted_by="rule",
)


def test_a_row_moves_from_planned_to_done_and_reads_back_after_closing(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    call = new_call(cost=0.2)
    with Ledger(tmp_path, clock=clock) as ledger:
        row = ledger.plan(call)
        ledger.sending(row.id)
        ledger.submitted(row.id, "req-9")
        ledger.done(row.id, RESULT)
        ledger.filed([row.id], "footage/s1/001.mp4")
        ledger.judged(row.id, JUDGEMENT)
    with Ledger(tmp_path, clock=clock) as ledger:
        (found,) = ledger.rows()
        assert ledger.latest(call.key) == found
    assert found == CallRow(
        id=1,
        call=call,
        state="done",
        request_id="req-9",
        planned_at="2026-10-30T12:00:00.000+00:00",
        started_at="2026-10-30T12:00:01.000+00:00",
        ended_at="2026-10-30T12:00:02.000+00:00",
        cost_actual=0.25,
        output_hash="f" * 64,
        clip="footage/s1/001.mp4",
        made_by=RESULT.made_by,
        judgement=JUDGEMENT,
    )
    assert json.loads(orjson.dumps(found))["call"]["seed"] == 7


def test_times_are_kept_in_utc(tmp_path: Path, new_call: Make) -> None:
    tokyo = timezone(timedelta(hours=9))
    with Ledger(tmp_path, clock=lambda: datetime(2026, 1, 1, 8, tzinfo=tokyo)) as ledger:
        assert ledger.plan(new_call()).planned_at == "2025-12-31T23:00:00.000+00:00"


def test_asking_a_project_without_calls_makes_no_file(tmp_path: Path, clock: Clock) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        assert ledger.rows() == ()
        assert ledger.latest("a" * 64) is None
        assert ledger.costs() == ()
    assert not list(tmp_path.iterdir())


def test_the_last_row_of_a_call_and_window_is_found(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        for window in (0, 1, 0, 2):
            ledger.plan(new_call(window=window))
        ledger.plan(new_call(key="9" * 64, shot="s2"))
        found = [ledger.latest("a" * 64, window) for window in range(4)]
        assert [row.id if row else None for row in found] == [3, 2, 4, None]
        assert [row.id for row in ledger.rows(shot="s2")] == [5]
        assert [row.id for row in ledger.rows(most=2)] == [4, 5]


def test_a_call_under_way_is_found_by_what_it_sends_and_taken_over_by_another_plan(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        for _ in range(2):
            ledger.sending(ledger.plan(new_call(cost=0.5)).id)
        ledger.submitted(1, "req-1")
        other = ledger.sending(ledger.plan(new_call(shot="s2")).id)

        def found(call_hash: str = "b" * 64, backend: str = "pretend") -> int | None:
            row = ledger.in_flight(call_hash, shot="s1", backend=backend)
            return row.id if row else None

        assert (found(), found("0" * 64), found(backend="other")) == (2, None, None)
        ledger.failed(2, "lost")
        assert found() == 1
        later = replace(new_call(key="9" * 64, window=1, cost=0.75), world_hash="8" * 64)
        row = ledger.taken_over(1, later)
        assert row.call == replace(later, cost_estimate=0.5)
        assert (row.state, row.request_id) == ("submitted", "req-1")
        assert ledger.latest("9" * 64, 1) == row
        ledger.done(1, RESULT)
        assert found() is None
        with pytest.raises(StoreError, match="call 1 is done and can't be taken over"):
            ledger.taken_over(1, later)
        assert ledger.row(other.id).state == "sending"


def test_costs_are_summed_by_currency_over_the_calls_that_were_sent(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call(cost=100.0))
        ledger.sending(ledger.plan(new_call()).id)
        for cost, currency, actual in ((0.5, "USD", 0.25), (0.5, "USD", None), (3.0, "EUR", 3.5)):
            row = ledger.sending(ledger.plan(new_call(cost=cost, currency=currency)).id)
            ledger.done(row.id, replace(RESULT, cost_actual=actual))
        euro, dollar = ledger.costs()
    assert (euro.currency, euro.calls, euro.estimate, euro.actual) == ("EUR", 1, 3.0, 3.5)
    assert (dollar.currency, dollar.calls, dollar.estimate, dollar.actual) == ("USD", 2, 1.0, 0.25)
    assert (euro.unstated, dollar.unstated) == (0, 1)


def test_a_call_that_is_over_goes_nowhere_else(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        row = ledger.plan(new_call())
        with pytest.raises(StoreError, match="call 1 is planned and can't become done"):
            ledger.done(row.id, RESULT)
        ledger.failed(row.id, "the host is down")
        for move in (
            lambda: ledger.sending(row.id),
            lambda: ledger.submitted(row.id, "x"),
            lambda: ledger.done(row.id, RESULT),
            lambda: ledger.cancelled(row.id, "late"),
        ):
            with pytest.raises(StoreError, match="call 1 is failed and can't become"):
                move()
        assert ledger.row(row.id).error == "the host is down"
        with pytest.raises(StoreError, match="no call 99"):
            ledger.row(99)


_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from groundplan.footage.calls import NewCall
from groundplan.footage.ledger import Ledger

h = "a" * 64
ledger = Ledger(Path(sys.argv[1]), clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
row = ledger.plan(NewCall(key=h, call_hash=h, shot="s", world_hash=h, pack_hash=h, backend="b",
    capabilities_version="1", seed=0, prompt_hash=h, cost_estimate=1.0, currency="USD"))
ledger.sending(row.id)
ledger._open().execute("BEGIN IMMEDIATE")
ledger._open().execute("UPDATE calls SET error = 'half'")
os.kill(os.getpid(), 9)
"""


def test_a_kill_between_two_commits_leaves_the_first_and_no_lock(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    killed = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", _KILLED, str(tmp_path)], check=False
    )
    assert killed.returncode == -9
    with Ledger(tmp_path, clock=clock) as ledger:
        (row,) = ledger.rows()
        assert (row.state, row.error) == ("sending", "")
        assert ledger.plan(new_call()).id == 2


def test_every_commit_is_synced_to_the_disk(tmp_path: Path, clock: Clock, new_call: Make) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
        database = ledger._open()
        assert database.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_two_writers_take_turns(tmp_path: Path, clock: Clock, new_call: Make) -> None:
    with Ledger(tmp_path, clock=clock) as one, Ledger(tmp_path, clock=clock) as other:
        assert [one.plan(new_call()).id, other.plan(new_call()).id, one.plan(new_call()).id] == [
            1, 2, 3,
        ]  # fmt: skip
        assert len(other.rows()) == 3


@pytest.mark.parametrize("cut", [1, 100, 4096, 5000])
def test_a_damaged_file_is_said_so_and_left_as_it_is(
    tmp_path: Path, clock: Clock, new_call: Make, cut: int
) -> None:
    path = tmp_path / LEDGER_NAME
    with Ledger(tmp_path, clock=clock) as ledger:
        for _ in range(40):
            ledger.plan(new_call())
    damaged = path.read_bytes()[:cut] + b"\xa5" * 9000
    path.write_bytes(damaged)
    with Ledger(tmp_path, clock=clock) as ledger:
        for use in (ledger.rows, lambda: ledger.plan(new_call())):
            with pytest.raises(StoreError, match="is damaged") as caught:
                use()
            assert "\n" not in str(caught.value)
    assert path.read_bytes() == damaged


def test_a_value_that_we_do_not_write_is_said_so(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
    for name, value in (("made_by", "[1"), ("clip", "../../etc/passwd"), ("output_hash", "zz")):
        with sqlite3.connect(tmp_path / LEDGER_NAME) as database:
            kept = database.execute(f"SELECT {name} FROM calls").fetchone()[0]  # noqa: S608
            database.execute(f"UPDATE calls SET {name} = ?", (value,))  # noqa: S608
        database.close()
        with (
            Ledger(tmp_path, clock=clock) as ledger,
            pytest.raises(StoreError, match=r"call 1 in .* is damaged"),
        ):
            ledger.rows()
        with sqlite3.connect(tmp_path / LEDGER_NAME) as database:
            database.execute(f"UPDATE calls SET {name} = ?", (kept,))  # noqa: S608
        database.close()


def test_a_later_version_or_another_program_is_refused(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
    database = sqlite3.connect(tmp_path / LEDGER_NAME)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with Ledger(tmp_path, clock=clock) as ledger, pytest.raises(StoreError, match="version 99"):
        ledger.rows()
    other = tmp_path / "other"
    other.mkdir()
    database = sqlite3.connect(other / LEDGER_NAME)
    database.execute("CREATE TABLE films (name TEXT)")
    database.close()
    with Ledger(other, clock=clock) as ledger, pytest.raises(StoreError, match="another program"):
        ledger.plan(new_call())


def test_an_empty_file_that_a_kill_left_becomes_a_ledger(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    (tmp_path / LEDGER_NAME).touch()
    with Ledger(tmp_path, clock=clock) as ledger:
        assert ledger.plan(new_call()).id == 1


def test_what_is_no_file_is_refused(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / LEDGER_NAME).mkdir()
    with Ledger(tmp_path, clock=clock) as ledger, pytest.raises(StoreError, match="regular file"):
        ledger.rows()


def test_a_busy_ledger_is_said_so(
    tmp_path: Path, clock: Clock, new_call: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundplan.footage.ledger_schema._BUSY_S", 0.0)
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
        holder = sqlite3.connect(tmp_path / LEDGER_NAME, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with Ledger(tmp_path, clock=clock) as other, pytest.raises(StoreError, match="in use"):
            other.plan(new_call())
        holder.execute("ROLLBACK")
        holder.close()


def plan_many(ledger: Ledger, call: NewCall) -> None:
    for _ in range(100):
        ledger.plan(call)


def test_a_full_disk_is_an_error_before_the_call_and_loses_no_row(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
        database = ledger._open()
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        # SQLite then answers as on a full disk: SQLITE_FULL.
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputError, match="full"):
            plan_many(ledger, new_call())
        before = len(ledger.rows())
        database.execute("PRAGMA max_page_count = 10000")
        assert ledger.plan(new_call()).id == before + 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    tmp_path.chmod(0o500)
    with Ledger(tmp_path, clock=clock) as ledger, pytest.raises(GroundplanError, match="written"):
        ledger.plan(new_call())
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("request_id", ["", "x" * 1025, "a\nb", "é"])
def test_an_id_that_would_spoil_the_ledger_is_refused(
    tmp_path: Path, clock: Clock, new_call: Make, request_id: str
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.sending(ledger.plan(new_call()).id)
        with pytest.raises(StoreError, match="no request id that can be kept"):
            ledger.submitted(1, request_id)
        if request_id:
            with pytest.raises(StoreError, match="no request id that can be kept"):
                ledger.done(1, replace(RESULT, request_id=request_id))
        assert [row.state for row in ledger.rows()] == ["sending"]

"""Ledgers of before still open, and calls made elsewhere are added once, all or none."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from groundplan.errors import OutputError
from groundplan.footage.calls import CallElsewhere, Judgement, MadeBy, NewCall, Result
from groundplan.footage.ledger import LEDGER_NAME, Clock, Ledger
from groundplan.footage.ledger_schema import SCHEMA_VERSION

Make = Callable[..., NewCall]
GOLDEN = Path(__file__).parents[2] / "golden" / "ledger"
NO = Judgement(protocol="", verdict="", accepted=False, cause="blurred", accepted_by="person")


def elsewhere(new_call: Make, number: int, **more: object) -> CallElsewhere:
    call = replace(
        new_call(key=f"{number:064x}", cost=0.5), pack_hash="", prompt_hash="", look="film"
    )
    return replace(
        CallElsewhere(call=call, line=number + 1, request_id=f"web-{number}", cost_actual=0.5),
        **more,  # pyright: ignore[reportArgumentType]
    )


def test_a_ledger_of_version_1_opens_and_keeps_every_row(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    shutil.copy(GOLDEN / "version_1.sqlite", tmp_path / LEDGER_NAME)
    with Ledger(tmp_path, clock=clock) as ledger:
        one, two, three = ledger.rows()
        assert (one.call.seed, one.call.steps, one.call.guidance) == (1, 30, 5.5)
        assert (one.clip, one.cost_actual) == ("footage/s1/001.mp4", 0.25)
        assert one.judgement is not None
        assert one.judgement.metrics == {"layout.iou_frame/1": 0.71, "camera.focal_pct/1": None}
        assert (two.state, two.error) == ("failed", "the host is down")
        assert (three.state, three.request_id) == ("submitted", "req-3")
        for row in (one, two, three):
            assert (row.call.look, row.call.controls, row.imported) == ("", "", False)
        assert ledger.plan(replace(new_call(), look="ink", controls="depth+pose")).id == 4
        assert ledger.row(4).call.controls == "depth+pose"
    with sqlite3.connect(tmp_path / LEDGER_NAME) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    database.close()


def test_calls_made_elsewhere_are_kept_as_they_were_told(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    told = elsewhere(new_call, 1, judgement=NO, started_at="2026-10-01T08:00:00.000+00:00")
    with Ledger(tmp_path, clock=clock) as ledger:
        assert ledger.add_elsewhere([told, elsewhere(new_call, 2, state="failed")]) == (2, ())
        one, two = ledger.rows()
        assert (one.call, one.judgement, one.imported) == (told.call, NO, True)
        assert (one.started_at, one.request_id) == (told.started_at, "web-1")
        assert (two.state, two.judgement, two.made_by) == ("failed", None, MadeBy())
        (cost,) = ledger.costs()
        assert (cost.calls, cost.actual, cost.unstated) == (2, 1.0, 0)


def test_adding_them_again_changes_nothing_whatever_was_said_of_them_since(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    calls = [elsewhere(new_call, number) for number in (1, 2, 3)]
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.add_elsewhere(calls[:2])
        ledger.judged(1, NO)
        before = ledger.rows()
        assert ledger.add_elsewhere(calls) == (1, ())
        assert ledger.rows()[:2] == before
        assert ledger.add_elsewhere(calls) == (0, ())


def test_a_call_of_ours_is_known_by_its_request_id(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        row = ledger.sending(ledger.plan(new_call(cost=0.5)).id)
        ledger.submitted(row.id, "web-1")
        assert ledger.add_elsewhere([elsewhere(new_call, 1)]) == (0, ())
        other = elsewhere(new_call, 1)
        other = replace(other, call=replace(other.call, backend="other"))
        assert ledger.add_elsewhere([other]) == (1, ())


def test_one_contradiction_keeps_all_of_them_out(
    tmp_path: Path, clock: Clock, new_call: Make
) -> None:
    result = Result(output_hash="f" * 64, part="", made_by=MadeBy())
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.done(ledger.sending(ledger.plan(new_call()).id).id, result)
        ledger.filed([1], "footage/s1/001.mp4")
        ledger.add_elsewhere([elsewhere(new_call, 1)])
        changed = elsewhere(new_call, 1)
        changed = replace(changed, call=replace(changed.call, call_hash="7" * 64))
        ours = elsewhere(new_call, 3, clip="footage/s1/001.mp4")
        added, lines = ledger.add_elsewhere([elsewhere(new_call, 2), changed, ours])
        assert added == 0
        assert lines == (
            "line 2: it is call 2 here, which was told of differently",
            "line 4: footage/s1/001.mp4 was made by calls of this project",
        )
        assert len(ledger.rows()) == 2
        assert [row.id for row in ledger.of_clip("footage/s1/001.mp4")] == [1]
        assert ledger.of_clip("") == ()


def test_a_full_disk_half_way_adds_none(tmp_path: Path, clock: Clock, new_call: Make) -> None:
    with Ledger(tmp_path, clock=clock) as ledger:
        ledger.plan(new_call())
        database = ledger._open()  # pyright: ignore[reportPrivateUsage]
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputError, match="full"):
            ledger.add_elsewhere([elsewhere(new_call, number) for number in range(200)])
        assert len(ledger.rows()) == 1
        database.execute("PRAGMA max_page_count = 10000")
        assert ledger.add_elsewhere([elsewhere(new_call, 1)]) == (1, ())

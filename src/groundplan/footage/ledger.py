"""The ledger of a project: a row for every call, on the disk before the call is made."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from groundplan.errors import StoreError
from groundplan.footage.calls import (
    CallElsewhere,
    CallRow,
    CallState,
    CostSum,
    Judgement,
    NewCall,
    Result,
)
from groundplan.footage.ledger_rows import row_of
from groundplan.footage.ledger_schema import connected, told
from groundplan.world.files import make_folder

__all__ = ["LEDGER_NAME", "Clock", "Ledger"]

LEDGER_NAME: Final = "ledger.sqlite"

Clock = Callable[[], datetime]
"""Returns the time with its zone."""

_BEFORE: Final[dict[CallState, tuple[CallState, ...]]] = {
    "sending": ("planned",),
    "submitted": ("sending", "submitted", "done"),
    "done": ("sending", "submitted"),
    "failed": ("planned", "sending", "submitted"),
    "cancelled": ("planned", "sending", "submitted"),
}
"""From which states each is reached; done to submitted: what was lost on disk is fetched again."""
_UNDER_WAY: Final[tuple[CallState, ...]] = ("sending", "submitted")
_CALL_FIELDS: Final = tuple(field.name for field in fields(NewCall))
_PLAN_FIELDS: Final = ("key", "window", "world_hash", "pack_hash", "capabilities_version")
"""Of a call, what tells its plan and nothing of what it sends or costs."""
_LONGEST_LINE: Final = 2000
_REQUEST_ID: Final = re.compile(r"[\x21-\x7e]{1,1024}")


class Ledger:
    """`ledger.sqlite` of a project folder; nothing is opened, or made, before it is needed.

    Rows are added and moved forward, never taken away. Use it as a context manager or `close` it.
    """

    def __init__(self, project: Path, *, clock: Clock) -> None:
        """Stand for the ledger of a project folder."""
        self.project = project
        self._path = project / LEDGER_NAME
        self._clock = clock
        self._database: sqlite3.Connection | None = None
        # Backends may tell their request id from another thread.
        self._lock = threading.RLock()

    def __enter__(self) -> "Ledger":  # noqa: PYI034  # the run-time checker knows no Self here
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file, if it was opened."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def plan(self, call: NewCall) -> CallRow:
        """Add a row for a call that is about to be made.

        Raises:
            StoreError: The ledger is damaged or busy.
            OutputError: It cannot be written: then the call must not be made.
        """
        values = [getattr(call, name) for name in _CALL_FIELDS]
        names = ", ".join((*_CALL_FIELDS, "state", "planned_at"))
        marks = ", ".join("?" * (len(values) + 2))
        made = self._write(
            f"INSERT INTO calls ({names}) VALUES ({marks})",  # noqa: S608  (our own field names)
            (*values, "planned", self._now()),
        )
        return self.row(made.lastrowid or 0)

    def sending(self, row_id: int) -> CallRow:
        """Mark a call as leaving now."""
        return self._move(row_id, "sending", started_at=self._now())

    def submitted(self, row_id: int, request_id: str) -> CallRow:
        """Keep the request id of a call that a host has.

        Raises:
            StoreError: It is no id that can be kept, or the call is over.
        """
        _check_id(request_id)
        return self._move(row_id, "submitted", request_id=request_id, error="")

    def done(self, row_id: int, result: Result) -> CallRow:
        """Keep what came back.

        Raises:
            StoreError: Its request id can't be kept, or the call is over.
        """
        if result.request_id:
            _check_id(result.request_id)
        more = {"request_id": result.request_id} if result.request_id else {}
        return self._move(
            row_id,
            "done",
            ended_at=self._now(),
            output_hash=result.output_hash,
            part=result.part,
            made_by=orjson.dumps(result.made_by).decode(),
            cost_actual=result.cost_actual,
            error="",
            **more,
        )

    def failed(self, row_id: int, line: str) -> CallRow:
        """Mark a call as over without a result, with one line that says why."""
        return self._move(row_id, "failed", ended_at=self._now(), error=line[:_LONGEST_LINE])

    def cancelled(self, row_id: int, line: str) -> CallRow:
        """Mark a call as stopped by a person."""
        return self._move(row_id, "cancelled", ended_at=self._now(), error=line[:_LONGEST_LINE])

    def troubled(self, row_id: int, line: str) -> CallRow:
        """Note what went wrong with a call that a host may still make: its state stays."""
        self._set(row_id, error=line[:_LONGEST_LINE])
        return self.row(row_id)

    def filed(self, row_ids: Iterable[int], clip: str) -> None:
        """Say in which clip calls ended up; what was kept of each is no longer needed."""
        for row_id in row_ids:
            self._set(row_id, clip=clip, part="")

    def judged(self, row_id: int, judgement: Judgement) -> CallRow:
        """Keep what was said of a result; a later judgement replaces it."""
        values = _columns(judgement)
        names = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE calls SET {names} WHERE id = ?"  # noqa: S608  (our own field names)
        self._write(sql, (*values.values(), row_id))
        return self.row(row_id)

    def add_elsewhere(self, calls: Sequence[CallElsewhere]) -> tuple[int, tuple[str, ...]]:
        """Add calls that were made elsewhere: all that are new, or none.

        A call that is here already, by its key or as one of ours by its request id, is left as it
        is. Returns how many were added, and a line for each that contradicts what is here; where
        there is one, nothing was added.

        Raises:
            StoreError: The ledger is damaged or busy.
            OutputError: It cannot be written.
        """
        with self._lock:
            self._write("BEGIN IMMEDIATE", ())
            try:
                contradictions = tuple(filter(None, (self._contradiction(one) for one in calls)))
                new = [] if contradictions else [one for one in calls if not self._known(one)]
                for one in new:
                    self._insert_elsewhere(one)
                self._write("COMMIT", ())
            except BaseException:
                if self._database is not None and self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
        return len(new), contradictions

    def row(self, row_id: int) -> CallRow:
        """Return a row by its number.

        Raises:
            StoreError: There is none, or it is damaged.
        """
        found = self._read("SELECT * FROM calls WHERE id = ?", (row_id,))
        if not found:
            raise StoreError(f"the ledger has no call {row_id}", "see `groundplan ledger`")
        return found[0]

    def latest(self, key: str, window: int = 0) -> CallRow | None:
        """Return the last row of a call, or None if it was never made."""
        found = self._read(
            "SELECT * FROM calls WHERE key = ? AND window = ? ORDER BY id DESC LIMIT 1",
            (key, window),
        )
        return found[0] if found else None

    def in_flight(self, call_hash: str, *, shot: str, backend: str) -> CallRow | None:
        """Return the last row that is under way and sends just this, whatever plan it is of."""
        found = self._read(
            "SELECT * FROM calls WHERE call_hash = ? AND shot = ? AND backend = ?"
            " AND state IN (?, ?) ORDER BY id DESC LIMIT 1",
            (call_hash, shot, backend, *_UNDER_WAY),
        )
        return found[0] if found else None

    def taken_over(self, row_id: int, call: NewCall) -> CallRow:
        """Make a call that is under way one of another plan, which sends the same.

        Raises:
            StoreError: It is not under way.
        """
        values = {name: getattr(call, name) for name in _PLAN_FIELDS}
        if not self._set(row_id, where=" AND state IN (?, ?)", extra=_UNDER_WAY, **values):
            state = self.row(row_id).state
            raise StoreError(
                f"call {row_id} is {state} and can't be taken over", "see `groundplan ledger`"
            )
        return self.row(row_id)

    def of_clip(self, clip: str) -> tuple[CallRow, ...]:
        """Return the calls that a clip is made of, by its path in the project."""
        return self._read("SELECT * FROM calls WHERE clip = ? AND clip <> '' ORDER BY id", (clip,))

    def rows(self, *, shot: str = "", most: int = 100_000) -> tuple[CallRow, ...]:
        """Return the last `most` rows (of a shot), oldest first."""
        found = self._read(
            "SELECT * FROM calls WHERE ? IN ('', shot) ORDER BY id DESC LIMIT ?", (shot, most)
        )
        return found[::-1]

    def costs(self) -> tuple[CostSum, ...]:
        """Return what the calls that were sent cost, by currency; free ones are left out."""
        found = self._fetch(
            "SELECT currency, count(*), sum(cost_estimate), total(cost_actual),"
            " count(*) - count(cost_actual) FROM calls"
            " WHERE cost_estimate IS NOT NULL AND (started_at <> '' OR imported)"
            " GROUP BY currency ORDER BY currency",
            (),
        )
        return tuple(
            CostSum(currency=one[0], calls=one[1], estimate=one[2], actual=one[3], unstated=one[4])
            for one in found
        )

    def _contradiction(self, one: CallElsewhere) -> str:
        """Return what is wrong with adding a call; empty: nothing."""
        before = self.latest(one.call.key)
        if before is not None and before.call.call_hash != one.call.call_hash:
            return f"line {one.line}: it is call {before.id} here, which was told of differently"
        if not self._known(one) and any(not row.imported for row in self.of_clip(one.clip)):
            return f"line {one.line}: {one.clip} was made by calls of this project"
        return ""

    def _known(self, one: CallElsewhere) -> bool:
        if self.latest(one.call.key) is not None:
            return True
        return bool(one.request_id) and bool(
            self._fetch(
                "SELECT id FROM calls WHERE request_id = ? AND backend = ? AND NOT imported",
                (one.request_id, one.call.backend),
            )
        )

    def _insert_elsewhere(self, one: CallElsewhere) -> None:
        names = ("state", "request_id", "started_at", "ended_at", "cost_actual", "output_hash",
                 "clip", "error")  # fmt: skip
        values: dict[str, object] = {name: getattr(one.call, name) for name in _CALL_FIELDS}
        values |= {name: getattr(one, name) for name in names}
        values |= {"imported": 1, "planned_at": self._now()}
        values |= {} if one.judgement is None else _columns(one.judgement)
        marks = ", ".join("?" * len(values))
        self._write(
            f"INSERT INTO calls ({', '.join(values)}) VALUES ({marks})",  # noqa: S608  (our names)
            tuple(values.values()),
        )

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def _move(self, row_id: int, state: CallState, **values: object) -> CallRow:
        before = _BEFORE[state]
        marks = ", ".join("?" * len(before))
        if not self._set(
            row_id, where=f" AND state IN ({marks})", extra=before, state=state, **values
        ):
            row = self.row(row_id)
            raise StoreError(
                f"call {row_id} is {row.state} and can't become {state}",
                "another process has gone on with it: see `groundplan ledger`",
            )
        return self.row(row_id)

    def _set(
        self, row_id: int, *, where: str = "", extra: tuple[str, ...] = (), **values: object
    ) -> bool:
        names = ", ".join(f"{name} = ?" for name in values)
        sql = f"UPDATE calls SET {names} WHERE id = ?{where}"  # noqa: S608  (our own field names)
        return self._write(sql, (*values.values(), row_id, *extra)).rowcount == 1

    def _write(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        with self._lock:
            if self._database is None:
                make_folder(self.project)
            try:
                return self._open().execute(sql, values)
            except sqlite3.Error as error:
                raise told(self._path, error) from error

    def _read(self, sql: str, values: tuple[object, ...]) -> tuple[CallRow, ...]:
        return tuple(row_of(found, self._path) for found in self._fetch(sql, values))

    def _fetch(self, sql: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        with self._lock:
            if self._database is None and not self._path.exists():
                return []
            try:
                return self._open().execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise told(self._path, error) from error

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = connected(self._path)
        return self._database


def _columns(judgement: Judgement) -> dict[str, object]:
    """Return a judgement as it stands in a row."""
    values = {field.name: getattr(judgement, field.name) for field in fields(Judgement)}
    metrics = orjson.dumps(judgement.metrics, option=orjson.OPT_SORT_KEYS).decode()
    return {**values, "metrics": metrics}


def _check_id(request_id: str) -> None:
    """Refuse what would make the ledger unreadable: hosts choose their ids."""
    if not _REQUEST_ID.fullmatch(request_id):
        raise StoreError(
            f"{request_id[:40]!r} is no request id that can be kept", "ask the host for the call"
        )

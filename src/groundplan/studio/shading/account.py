"""The ledger of a project as people and programs read it."""

from datetime import UTC, datetime

import orjson

from groundplan.footage.calls import CallRow, CostSum
from groundplan.footage.ledger import Ledger
from groundplan.studio.overview import Table
from groundplan.studio.project import Project

__all__ = ["ledger_json", "ledger_tables"]

_HEADERS = (
    "call", "shot", "backend", "state", "started", "seed", "estimate", "cost", "clip", "why not",
)  # fmt: skip


def ledger_json(project: Project) -> dict[str, object]:
    """Return every call and what they cost, as `groundplan.ledger/1`.

    Raises:
        StoreError: The ledger is damaged.
    """
    rows, costs = _read(project)
    return {
        "schema": "groundplan.ledger/1",
        "calls": [orjson.loads(orjson.dumps(row)) for row in rows],
        "costs": [orjson.loads(orjson.dumps(one)) for one in costs],
    }


def ledger_tables(project: Project) -> tuple[Table, ...]:
    """Return the calls, oldest first, and what they cost by currency.

    Raises:
        StoreError: The ledger is damaged.
    """
    rows, costs = _read(project)
    sums = tuple(
        (
            one.currency,
            str(one.calls),
            f"{one.estimate:.2f}",
            f"{one.actual:.2f}",
            str(one.unstated),
        )
        for one in costs
    )
    if not rows:
        return (Table(title="Calls", headers=("none",), rows=(("no call was made yet",),)),)
    return (
        Table(title="Calls", headers=_HEADERS, rows=tuple(_row(row) for row in rows)),
        Table(
            title="Cost", headers=("currency", "calls", "estimate", "actual", "unstated"), rows=sums
        ),
    )


def _read(project: Project) -> tuple[tuple[CallRow, ...], tuple[CostSum, ...]]:
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        return ledger.rows(), tuple(ledger.costs())


def _row(row: CallRow) -> tuple[str, ...]:
    call = row.call
    estimate = "" if call.cost_estimate is None else f"{call.cost_estimate:.2f} {call.currency}"
    actual = "" if row.cost_actual is None else f"{row.cost_actual:.2f} {call.currency}"
    return (
        str(row.id), call.shot, call.backend, row.state, row.started_at, str(call.seed), estimate,
        actual, row.clip, row.error,
    )  # fmt: skip

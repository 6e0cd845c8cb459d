"""The ledger of a project as people and programs read it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import orjson

from groundplan.errors import InputError
from groundplan.footage.acceptance.comparing import Comparison, compared
from groundplan.footage.acceptance.draws import ATTRIBUTES, Attribute, draws_of
from groundplan.footage.acceptance.summary import (
    Acceptance,
    ShotAcceptance,
    acceptance_of,
    by_shot,
    shot_acceptance,
    waiting_of,
)
from groundplan.footage.acceptance.waiting import Waiting
from groundplan.footage.calls import CallRow, CostSum
from groundplan.footage.ledger import Ledger
from groundplan.studio.overview import Table
from groundplan.studio.project import Project
from groundplan.studio.shading.acceptance_tables import (
    acceptance_table,
    comparison_tables,
    stop_table,
    waiting_table,
)

__all__ = ["Account", "account_of", "attribute_named"]

_HEADERS: Final = (
    "call", "shot", "backend", "state", "started", "seed", "estimate", "cost", "clip", "judged",
    "why not",
)  # fmt: skip
_BOOTSTRAP_SEED: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Every call, what it cost, and what an accepted shot takes."""

    rows: tuple[CallRow, ...]
    costs: tuple[CostSum, ...]
    overall: Acceptance
    shots: tuple[ShotAcceptance, ...]
    """Under their names, in the order in which they were first filmed."""
    waiting: Waiting | None
    """None before the first judged clip."""
    comparison: Comparison | None

    def as_json(self) -> dict[str, object]:
        """Return it as `groundplan.ledger/2`."""
        acceptance = {"all": self.overall, "shots": self.shots, "waiting": self.waiting}
        return {
            "schema": "groundplan.ledger/2",
            "calls": [orjson.loads(orjson.dumps(row)) for row in self.rows],
            "costs": [orjson.loads(orjson.dumps(one)) for one in self.costs],
            "acceptance": orjson.loads(orjson.dumps(acceptance)),
            "comparison": orjson.loads(orjson.dumps(self.comparison)),
        }

    def tables(self, *, budget: float | None = None) -> tuple[Table, ...]:
        """Return the calls, oldest first, what they cost, and what was accepted."""
        if not self.rows:
            return (Table(title="Calls", headers=("none",), rows=(("no call was made yet",),)),)
        tables = [Table(title="Calls", headers=_HEADERS, rows=tuple(map(_row, self.rows)))]
        tables.append(_cost_table(self.costs))
        if self.waiting is not None:
            tables.append(acceptance_table(self.overall, self.shots))
            tables.append(waiting_table(self.waiting))
            tables.append(stop_table(self.shots, budget=budget))
        if self.comparison is not None:
            tables.extend(comparison_tables(self.comparison))
        return tuple(tables)


def account_of(project: Project, *, by: Attribute | None = None) -> Account:
    """Return the account of a project; equal ledgers give equal accounts.

    Raises:
        StoreError: The ledger is damaged.
    """
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        rows, costs = ledger.rows(), tuple(ledger.costs())
    draws = draws_of(rows)
    rng = np.random.default_rng(_BOOTSTRAP_SEED)
    names = {key: shot.name for key, shot in project.world.shots.items()}
    return Account(
        rows=rows,
        costs=costs,
        overall=acceptance_of(draws, rng=rng),
        shots=tuple(
            shot_acceptance(names.get(shot) or shot, group)
            for shot, group in by_shot(draws).items()
        ),
        waiting=waiting_of(draws),
        comparison=None if by is None else compared(draws, by, rng=rng),
    )


def attribute_named(word: str) -> Attribute:
    """Return what draws are compared by.

    Raises:
        InputError: It is none of those that there are.
    """
    for name in ATTRIBUTES:
        if name == word:
            return name
    raise InputError(f"calls can't be compared by {word!r}", f"choose {', '.join(ATTRIBUTES)}")


def _cost_table(costs: tuple[CostSum, ...]) -> Table:
    return Table(
        title="Cost",
        headers=("currency", "calls", "estimate", "actual", "unstated"),
        rows=tuple(
            (
                one.currency,
                str(one.calls),
                f"{one.estimate:.2f}",
                f"{one.actual:.2f}",
                str(one.unstated),
            )
            for one in costs
        ),
    )


def _row(row: CallRow) -> tuple[str, ...]:
    call, said = row.call, row.judgement
    estimate = "" if call.cost_estimate is None else f"{call.cost_estimate:.2f} {call.currency}"
    actual = "" if row.cost_actual is None else f"{row.cost_actual:.2f} {call.currency}"
    judged = "" if said is None else f"{'yes' if said.accepted else 'no'}, {said.accepted_by}"
    return (
        str(row.id), call.shot, call.backend, row.state, row.started_at, str(call.seed), estimate,
        actual, row.clip, judged, row.error or ("" if said is None else said.cause),
    )  # fmt: skip

"""Rows of the ledger become draws: clips that came back, each with what was said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.footage.calls import CallRow

__all__ = ["ATTRIBUTES", "Attribute", "Draw", "attribute", "draws_of", "left", "spent"]

Attribute = Literal["backend", "look", "prompt", "controls"]
"""What draws are compared by."""
ATTRIBUTES: Final[tuple[Attribute, ...]] = ("backend", "look", "prompt", "controls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One clip of a shot, or one call that gave none."""

    rows: tuple[CallRow, ...]
    """The calls that it took, a window each."""

    @property
    def shot(self) -> str:
        """Return the id of its shot."""
        return self.rows[0].call.shot

    @property
    def recipe(self) -> tuple[str, ...]:
        """Return all that it was made by but the seed: rejects of one recipe add up."""
        call = self.rows[0].call
        return (call.world_hash, *(attribute(self, name) for name in ATTRIBUTES))

    @property
    def accepted(self) -> bool | None:
        """Return what was said of it; None: nobody looked, or there is nothing to look at."""
        said = self.rows[-1].judgement
        return None if said is None or not self.came_back else said.accepted

    @property
    def came_back(self) -> bool:
        """Return whether it is a result, and not a call that failed or a window of a clip to be."""
        return all(row.state == "done" and (row.clip or row.imported) for row in self.rows)

    @property
    def failed(self) -> bool:
        """Return whether a call left and gave nothing."""
        return any(row.state in {"failed", "cancelled"} and left(row) for row in self.rows)

    @property
    def cost(self) -> dict[str, float]:
        """Return what it cost, by currency; empty: nothing is paid."""
        return spent(self.rows)


def attribute(draw: Draw, name: Attribute) -> str:
    """Return one thing that a draw was made by; of a prompt, the start of its hash."""
    call = draw.rows[0].call
    named: dict[Attribute, str] = {
        "backend": call.backend,
        "look": call.look,
        "prompt": call.prompt_hash[:12],
        "controls": call.controls,
    }
    return named[name]


def left(row: CallRow) -> bool:
    """Return whether a call was sent: calls made elsewhere were."""
    return bool(row.started_at) or row.imported


def spent(rows: Iterable[CallRow]) -> dict[str, float]:
    """Return what calls cost, by currency.

    Where a host did not say, the estimate counts, for failed calls as well: they may be billed.
    """
    sums: dict[str, float] = {}
    for row in rows:
        if row.paid and left(row):
            cost = row.call.cost_estimate if row.cost_actual is None else row.cost_actual
            sums[row.call.currency] = sums.get(row.call.currency, 0.0) + (cost or 0.0)
    return sums


def draws_of(rows: Sequence[CallRow]) -> tuple[Draw, ...]:
    """Return the draws of calls in the order in which their first call was made.

    Calls that ended up in one clip are one draw; any other call is a draw of its own.
    """
    groups: dict[str, list[CallRow]] = {}
    for row in rows:
        groups.setdefault(row.clip or f"#{row.id}", []).append(row)
    return tuple(Draw(rows=tuple(group)) for group in groups.values())

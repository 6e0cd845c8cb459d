"""What an accepted shot costs, as people read it."""

from typing import Final

from groundplan.footage.acceptance.comparing import Comparison, Pair
from groundplan.footage.acceptance.intervals import Interval
from groundplan.footage.acceptance.summary import Acceptance, Money, ShotAcceptance
from groundplan.footage.acceptance.waiting import Waiting
from groundplan.studio.overview import Table

__all__ = ["acceptance_table", "comparison_tables", "stop_table", "waiting_table"]

_HEADERS: Final = (
    "judged", "accepted", "rate", "calls per accept", "money per accept", "not judged", "failed",
)  # fmt: skip


def acceptance_table(overall: Acceptance, shots: tuple[ShotAcceptance, ...]) -> Table:
    """Return calls and money per accepted clip, for each shot and for all; ends are 95 %."""
    rows = [(one.shot, *_cells(one.acceptance)) for one in shots]
    rows.append(("all, draws independent", *_cells(overall)))
    between = overall.rate_between_shots
    if between is not None:
        calls = between.inverted(overall.calls / overall.draws)
        money = "; ".join(
            _ends(between.inverted(one.total / overall.draws), 2, one.currency)
            for one in overall.money
            if one.draws == overall.draws  # else the rate is of other clips too
        )
        rows.append(
            ("all, between shots", "", "", _ends(between, 2), _ends(calls, 1), money, "", "")
        )
    return Table(
        title="What an accepted clip takes (95 %)", headers=("shot", *_HEADERS), rows=tuple(rows)
    )


def stop_table(shots: tuple[ShotAcceptance, ...], *, budget: float | None) -> Table:
    """Return what the rejects that each shot ends with prove; shots that end otherwise have none.

    With a budget (of one shot, in the ledger's currency), says which are to be given up.
    """
    return Table(
        title="Stop rule (one-sided 95 %, if nothing is changed)",
        headers=("shot", "rejects in a row", "rate at most", "calls at least", "money at least",
                 "says"),
        rows=tuple(_stop(one, budget) for one in shots if one.streak.rejects),
    )  # fmt: skip


def waiting_table(found: Waiting) -> Table:
    """Return the draws to the first accept, over shots."""
    mean = f"{found.restricted_mean:.2f} ± {found.standard_error:.2f}"
    half = "not reached" if found.median is None else str(found.median)
    return Table(
        title="Clips to the first accept, over shots (Kaplan-Meier)",
        headers=("shots", "without one", "half have one after", f"mean, cut at {found.cap}"),
        rows=((str(found.shots), str(found.censored), half, mean),),
    )


def comparison_tables(found: Comparison) -> tuple[Table, Table]:
    """Return the groups, and every two of them over the shots that both have drawn."""
    groups = tuple((one.value or "(none)", *_cells(one.acceptance)) for one in found.groups)
    return (
        Table(title=f"By {found.by}", headers=(found.by, *_HEADERS), rows=groups),
        Table(
            title=f"Compared over shots in common ({100 * found.pair_confidence:.4g} % a pair, "
            "95 % together)",
            headers=("first", "second", "shots", "accepted", "difference", "between shots", "says"),
            rows=tuple(_pair(pair) for pair in found.pairs),
        ),
    )


def _cells(found: Acceptance) -> tuple[str, ...]:
    money = "; ".join(_money(one) for one in found.money)
    return (
        str(found.draws),
        str(found.accepts),
        _with_ends(found.rate, found.rate_interval, 2),
        _with_ends(found.calls_per_accept, found.calls_interval, 1),
        money,
        str(found.unjudged) if found.unjudged else "",
        str(found.failed) if found.failed else "",
    )


def _money(one: Money) -> str:
    return f"{_with_ends(one.per_accept, one.interval, 2)} {one.currency}".strip()


def _with_ends(value: float | None, ends: Interval | None, digits: int) -> str:
    if ends is None:
        return ""
    if value is None:
        return _ends(ends, digits)
    return f"{value:.{digits}f} ({_ends(ends, digits)})"


def _ends(ends: Interval, digits: int, unit: str = "") -> str:
    after = f" {unit}" if unit else ""
    if ends.high is None:
        return "" if ends.low is None else f"at least {ends.low:.{digits}f}{after}"
    return f"{ends.low or 0.0:.{digits}f} to {ends.high:.{digits}f}{after}"


def _stop(one: ShotAcceptance, budget: float | None) -> tuple[str, ...]:
    streak = one.streak
    money = "; ".join(f"{amount:.2f} {name}" for name, amount in streak.money_at_least.items())
    over = budget is not None and any(one > budget for one in streak.money_at_least.values())
    says = "" if budget is None else "stop: over the budget" if over else "go on"
    return (
        one.shot,
        str(streak.rejects),
        f"{streak.highest_rate:.3g}",
        f"{streak.calls_at_least:.1f}",
        money,
        says,
    )


def _pair(pair: Pair) -> tuple[str, ...]:
    (k1, n1), (k2, n2) = pair.first_counts, pair.second_counts
    more = {"first": pair.first, "second": pair.second}
    says = (
        "cannot tell" if pair.answer == "cannot_tell" else f"{more[pair.answer] or '(none)'} more"
    )
    ends = "" if pair.between_shots is None else _ends(pair.between_shots, 2)
    return (
        pair.first or "(none)",
        pair.second or "(none)",
        str(pair.shots),
        f"{k1} of {n1}, {k2} of {n2}" if pair.shots else "",
        _with_ends(pair.difference, pair.interval, 2),
        ends,
        f"{says}: {pair.reason}" if pair.reason else says,
    )

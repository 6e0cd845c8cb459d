"""The table of the exam as Markdown, for the terminal and for `docs/benchmarks.md`."""

from collections.abc import Callable, Sequence

from groundplan.studio.selftest.rows import READING_UNITS, Trial
from groundplan.studio.selftest.scoring import Ceiling, ReadBack, SelfTestScore, Share, Verdicts

__all__ = ["score_lines", "wrong_lines"]

_NONE = "-"


def score_lines(score: SelfTestScore) -> list[str]:
    """Return all tables."""
    lines = [f"{score.clip_count} clips. In brackets: 95 % Wilson intervals.", ""]
    lines += _verdict_table("part", score.splits, say=_share)
    lines += ["", "Ceiling: clips without an error, means.", "", *_ceiling_table(score.ceilings)]
    lines += ["", "Read-back of errors.", "", *_read_back_table(score.read_backs)]
    lines += ["", "By kind of error.", "", *_verdict_table("kind", score.kinds, say=_count)]
    lines += ["", "By look.", "", *_verdict_table("look", score.looks, say=_count)]
    if score.cost is not None:
        cost = score.cost
        lines += [
            "",
            f"CPU per frame: {cost.align_s:.3f} s to lay it, {cost.judge_s:.3f} s to judge.",
        ]
    return lines


def wrong_lines(trials: Sequence[Trial]) -> list[str]:
    """Return a line of every wrong verdict: false passes first."""
    wrong = sorted(
        (one for one in trials if one.false_pass or one.false_fail),
        key=lambda one: (one.false_fail, one.kind, one.number),
    )
    return [_wrong_line(one) for one in wrong]


def _wrong_line(one: Trial) -> str:
    what = "false pass" if one.false_pass else "false fail"
    failures = ", ".join(
        f"{f.definition}{f' of {f.subject}' if f.subject else ''} {f.value:.3g} > {f.tolerance:g}"
        for f in one.failures
    )
    why = "; ".join([*one.causes, *one.findings]) or "nothing found"
    held = ", held out" if one.held_out else ""
    return (
        f"- {what} #{one.number}: {one.kind} {one.size:g} ({one.course}, from {one.first_frame}), "
        f"{one.look}{held}, {one.world!r}: {why}{f' [{failures}]' if failures else ''}"
    )


def _verdict_table(
    head: str, rows: Sequence[Verdicts], *, say: Callable[[Share], str]
) -> list[str]:
    return _table(
        (head, "clips", "either", "false pass", "false fail", "open, must fail", "open, must pass"),
        [
            (
                one.part,
                str(one.clip_count),
                str(one.either_count),
                *map(say, (one.false_pass, one.false_fail, one.open_bad, one.open_good)),
            )
            for one in rows
        ],
    )


def _ceiling_table(rows: Sequence[Ceiling]) -> list[str]:
    return _table(
        ("look", "clips", "pass", "mIoU", "place % W", "rotation deg", "path %", "focal %"),
        [
            (
                one.look,
                str(one.clip_count),
                str(one.passed),
                *map(
                    _number,
                    (one.iou, one.place_pct, one.rotation_deg, one.path_pct, one.focal_pct),
                ),
            )
            for one in rows
            if one.clip_count
        ],
    )


def _read_back_table(rows: Sequence[ReadBack]) -> list[str]:
    return _table(
        ("kind", "reading", "unit", "n", "median", "95 %", "as near as asked", "not observable"),
        [
            (
                one.kind,
                one.reading,
                READING_UNITS[one.reading],
                str(one.count),
                _number(one.median),
                _number(one.p95),
                _percent(one.within),
                _percent(one.unseen),
            )
            for one in rows
            if one.count
        ],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _share(one: Share) -> str:
    if one.interval is None:
        return _NONE
    ends = f"{100.0 * (one.interval.low or 0.0):.1f} to {100.0 * (one.interval.high or 0.0):.1f}"
    return f"{one.count}/{one.of} = {100.0 * one.count / one.of:.1f} % ({ends})"


def _count(one: Share) -> str:
    return f"{one.count}/{one.of}" if one.of else _NONE


def _percent(one: Share) -> str:
    return f"{100.0 * one.count / one.of:.0f} %" if one.of else _NONE


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3g}"

"""The exam's result as JSON: the table, and every row that it is from."""

from typing import Final, Literal

import orjson
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.studio.selftest.rows import Trial
from groundplan.studio.selftest.running import SelfTest
from groundplan.studio.selftest.scoring import SelfTestScore, scored
from groundplan.world.base import CLOSED

__all__ = ["SelfTestReport", "selftest_json", "selftest_report"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SelfTestReport:
    """A sitting, whole or stopped early."""

    schema: Literal["groundplan.selftest/1"] = "groundplan.selftest/1"
    seed: int
    asked_count: int
    """Clips that were to be judged; fewer rows: it was stopped."""
    direct: bool
    size_px: tuple[int, int]
    frames: int
    score: SelfTestScore
    trials: tuple[Trial, ...]


_REPORT: Final = TypeAdapter(SelfTestReport)
_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def selftest_report(test: SelfTest, trials: tuple[Trial, ...]) -> SelfTestReport:
    """Return what a sitting came to."""
    return SelfTestReport(
        seed=test.seed,
        asked_count=test.count,
        direct=test.direct,
        size_px=test.size_px,
        frames=test.frames,
        score=scored(trials),
        trials=tuple(sorted(trials, key=lambda one: one.number)),
    )


def selftest_json(report: SelfTestReport) -> bytes:
    """Return UTF-8 JSON with sorted keys."""
    return orjson.dumps(_REPORT.dump_python(report, mode="python"), option=_OPTIONS)

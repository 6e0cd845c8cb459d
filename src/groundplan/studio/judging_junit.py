"""JUnit XML of judged clips, as continuous integration reads it: a suite per shot."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from groundplan.adherence.report.words import STATUS_WORDS, frames_text, limit_text, quantity_text
from groundplan.adherence.verdict import Check, ShotReport, Status
from groundplan.studio.junit import Case, Suite, junit_xml

__all__ = ["judging_junit"]

_STATUS: Final[dict[Status, Literal["passed", "failed", "skipped"]]] = {
    "pass": "passed", "fail": "failed", "cannot_tell": "skipped",
}  # fmt: skip


def judging_junit(name: str, reports: Sequence[ShotReport]) -> bytes:
    """Return a case per check, one per finding that fails by itself, and one for the verdict.

    What nobody can tell is skipped, with its reason. Equal reports give equal bytes.
    """
    suites = [Suite(name=_suite(report), cases=tuple(_cases(report))) for report in reports]
    return junit_xml(name, suites)


def _suite(report: ShotReport) -> str:
    return f"{report.shot_name or report.shot}: {report.clip_name}"


def _cases(report: ShotReport) -> Iterator[Case]:
    said = "; ".join(cause.says for cause in report.causes)
    told = f"{STATUS_WORDS[report.status]}{': ' if said else ''}{said}"
    yield Case(
        name="verdict", classname=report.schema, status=_STATUS[report.status], message=told,
        detail="\n".join(cause.says for cause in report.causes),
    )  # fmt: skip
    for finding in report.mapping.findings:
        if finding.fails:
            yield Case(
                name=finding.code, classname=report.schema, status="failed", message=finding.says
            )
    for check in report.checks:
        yield _case(report, check)


def _case(report: ShotReport, check: Check) -> Case:
    subject = report.names.get(check.subject, check.subject)
    of = f" ({subject})" if subject and subject not in check.name else ""
    return Case(
        name=f"{check.name}{of}", classname=check.definition, status=_STATUS[check.status],
        message=_message(check),
    )  # fmt: skip


def _message(check: Check) -> str:
    if check.status == "cannot_tell":
        return check.reason or "not observable"
    measured = f"{quantity_text(check.value, check.unit)}, {limit_text(check)} was asked"
    return measured + (f"; frames {frames_text(check.frames)}" if check.frames else "")

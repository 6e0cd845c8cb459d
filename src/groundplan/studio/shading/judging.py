"""What the ledger keeps of a judge's report."""

from typing import Final

from groundplan.adherence.measurement import PROTOCOL
from groundplan.adherence.verdict import ShotReport
from groundplan.footage.calls import Judgement

__all__ = ["judgement_of", "unread"]

_LONGEST_CAUSE: Final = 2000


def judgement_of(report: ShotReport) -> Judgement:
    """Return what the ledger keeps of a report: only pass is accepted, "cannot tell" is not.

    Metrics stand under their definition, those of an entity under `definition@entity`.
    """
    return Judgement(
        protocol=PROTOCOL,
        verdict=report.status,
        metrics={
            f"{one.definition}@{one.subject}" if one.subject else one.definition: one.value
            for one in report.measurements
        },
        accepted=report.status == "pass",
        cause="; ".join(cause.says for cause in report.causes)[:_LONGEST_CAUSE],
        accepted_by="rule",
    )


def unread(why: str) -> Judgement:
    """Return what the ledger keeps of a clip that the judge could not read."""
    return Judgement(
        protocol=PROTOCOL, verdict="cannot_tell", metrics={}, accepted=False,
        cause=why[:_LONGEST_CAUSE], accepted_by="rule",
    )  # fmt: skip

"""The judge as a shader's customer asks it: a clip and a shot in, yes or no out."""

import importlib
from pathlib import Path
from typing import Final, Protocol, cast

from groundplan.adherence.measurement import PROTOCOL
from groundplan.adherence.verdict import ShotReport
from groundplan.errors import InputError
from groundplan.footage.calls import Judgement
from groundplan.studio.project import Project
from groundplan.studio.shading.until_pass import Judge

__all__ = ["judge_of", "judgement_of"]

_MEASURING: Final = "groundplan.studio.measuring"
_LONGEST_CAUSE: Final = 2000


class _Measuring(Protocol):
    """What `groundplan.studio.measuring` has."""

    def judge_clip(self, project: Project, clip: Path, shot: str) -> ShotReport:
        """Return all that was found of a clip."""
        ...


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


def judge_of(project: Project) -> Judge:
    """Return the judge of a project's clips.

    Raises:
        InputError: This version has none.
    """
    try:
        found = importlib.import_module(_MEASURING)
    except ModuleNotFoundError as error:
        if error.name != _MEASURING:
            raise
        raise InputError("this version has no judge", "leave --until-pass out") from None
    measuring = cast("_Measuring", found)

    def judge(clip: Path, shot: str) -> Judgement:
        return judgement_of(measuring.judge_clip(project, clip, shot))

    return judge

"""Measurements are held against tolerances: pass, fail, or nobody can tell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.tolerances import Tolerance
from groundplan.adherence.verdict import Check, Status

__all__ = ["checks_of", "status_of", "untold"]

_TELLING: Final = frozenset({"trajectory.pct/1", "layout.missing/1", "camera.rotation.mean_deg/1"})
"""Where none of these can be told, nothing that matters was seen."""
_PRESENCE: Final = "layout.missing/1"
_CAMERA: Final = "camera.rotation.mean_deg/1"


def checks_of(
    measurements: Sequence[Measurement],
    tolerances: Mapping[str, Tolerance],
    names: Mapping[str, str],
) -> tuple[Check, ...]:
    """Return a check of every measurement that has a tolerance; `names`: of entities by id.

    Light and picture of a subject are reported; they are held to limits for the picture alone.
    """
    return tuple(
        _check(one, tolerances[one.definition].of(one.subject), names)
        for one in measurements
        if one.definition in tolerances and not _of_subject_light(one)
    )


def status_of(
    checks: Iterable[Check], *, failing_findings: bool, leads: Collection[str] = ()
) -> Status:
    """Return the verdict: one failure fails; unseen places and cameras leave it open.

    `leads`: entities that have to be seen there: people, animals, and what moves.
    """
    found = tuple(checks)
    if failing_findings or any(one.status == "fail" for one in found):
        return "fail"
    telling = [one for one in found if one.definition in _TELLING]
    if not telling or all(one.status == "cannot_tell" for one in telling):
        return "cannot_tell"
    presence = (one for one in telling if one.definition == _PRESENCE and one.subject in leads)
    if any(one.status == "cannot_tell" for one in presence):
        return "cannot_tell"
    blind = any(one.definition == _CAMERA and one.status == "cannot_tell" for one in telling)
    if blind and any(one.status == "cannot_tell" for one in telling if one.subject):
        return "cannot_tell"
    return "pass"


def untold(checks: Iterable[Check], *, reason: str) -> tuple[Check, ...]:
    """Return checks of which nobody can tell, for a reason that holds for all."""
    return tuple(
        replace(one, value=None, status="cannot_tell", frames=(), reason=reason) for one in checks
    )


def _of_subject_light(one: Measurement) -> bool:
    return bool(one.subject) and one.definition.startswith(("light.", "flicker.", "picture."))


def _check(one: Measurement, tolerance: Tolerance, names: Mapping[str, str]) -> Check:
    whose = f" of {names.get(one.subject, one.subject)}" if one.subject else ""
    status: Status = "cannot_tell"
    if one.value is not None:
        status = "pass" if abs(one.value) <= tolerance.limit else "fail"
    return Check(
        name=f"{tolerance.name}{whose}",
        definition=one.definition,
        subject=one.subject,
        value=one.value,
        tolerance=tolerance.limit,
        unit=one.unit,
        status=status,
        frames=_beyond(one, tolerance.limit) if status == "fail" else (),
        reason=one.reason,
        source=tolerance.source,
    )


def _beyond(one: Measurement, limit: float) -> tuple[int, ...]:
    return tuple(
        frame for frame, value in enumerate(one.series) if value is not None and abs(value) > limit
    )

"""A person accepts or rejects a clip; what was measured of it stays beside that."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from groundplan.errors import InputError
from groundplan.footage.calls import CallRow, Judgement
from groundplan.footage.ledger import Ledger
from groundplan.studio.project import Project

__all__ = ["PERSON", "decide"]

PERSON: Final = "person"
"""Who decided, in the ledger: no rule changes it afterwards."""
_LONGEST_WHY: Final = 2000
_MOST_DIGITS: Final = 18
"""Of the number of a call: SQLite counts to 2^63."""


def decide(project: Project, clip: str, *, accepted: bool, why: str = "") -> tuple[CallRow, ...]:
    """Write what a person says of a clip (its path, or the number of a call) into the ledger.

    A later word replaces an earlier one; protocol, verdict and metrics of a judge are kept, so that
    judge and person can be compared.

    Raises:
        InputError: There is no such clip, or nothing came back, or the reason is too long.
        StoreError: The ledger is damaged or busy.
    """
    if len(why) > _LONGEST_WHY or not why.isprintable():
        raise InputError("the reason is too long, or no plain line", "say it in a sentence")
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        rows = _rows(ledger, project, clip)
        undone = next((row for row in rows if row.state != "done"), None)
        if undone is not None:
            raise InputError(f"call {undone.id} is {undone.state}", "only what came back is judged")
        return tuple(ledger.judged(row.id, _said(row, accepted=accepted, why=why)) for row in rows)


def _said(row: CallRow, *, accepted: bool, why: str) -> Judgement:
    before = row.judgement or Judgement(
        protocol="", verdict="", accepted=accepted, accepted_by=PERSON
    )
    return replace(before, accepted=accepted, cause=why, accepted_by=PERSON)


def _rows(ledger: Ledger, project: Project, clip: str) -> tuple[CallRow, ...]:
    if clip.isdecimal() and len(clip) <= _MOST_DIGITS:
        row = ledger.row(int(clip))
        return ledger.of_clip(row.clip) or (row,)
    for name in (_in_project(project, clip), clip):
        rows = ledger.of_clip(name)
        if rows:
            return rows
    raise InputError(
        f"no call in the ledger made {clip}",
        "give a clip of this project (see `groundplan ledger`), or the number of a call",
    )


def _in_project(project: Project, clip: str) -> str:
    """Return the path of a clip from the project's folder; empty: it lies elsewhere."""
    try:
        return Path(clip).resolve().relative_to(project.folder.resolve()).as_posix()
    except (OSError, ValueError):
        return ""

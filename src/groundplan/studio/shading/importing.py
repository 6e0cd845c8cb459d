"""Calls made elsewhere into the ledger of a project, all or none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from groundplan.footage.elsewhere.lines import read_calls_file
from groundplan.footage.elsewhere.parsing import parse_calls
from groundplan.footage.ledger import Ledger
from groundplan.studio.project import Project
from groundplan.world.queries import shot_numbered

__all__ = ["Imported", "import_calls"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file of calls."""

    added: int = 0
    known: int = 0
    """Were here already."""
    problems: tuple[str, ...] = ()
    """A line each, with the line of the file; where there is one, nothing was added."""


def import_calls(project: Project, file: Path) -> Imported:
    """Add the calls of a file to the ledger; given again, it adds nothing.

    Raises:
        InputError: The file can't be read at all.
        StoreError: The ledger is damaged or busy.
        OutputError: It cannot be written.
    """

    @cache
    def shot_of(name: str) -> str:
        return shot_numbered(project.world, name)[0]

    data = read_calls_file(file)
    calls, problems = parse_calls(data, as_csv=file.suffix.lower() == ".csv", shot_of=shot_of)
    if problems or not calls:
        return Imported(problems=problems)
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        added, problems = ledger.add_elsewhere(calls)
    return Imported(added=added, known=0 if problems else len(calls) - added, problems=problems)

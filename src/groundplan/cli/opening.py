"""Opening a project for a command, and saying what had to be mended."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Generator

    from groundplan.studio.project import Project

__all__ = ["opened"]


@contextmanager
def opened(folder: Path, *, writable: bool = True) -> "Generator[Project]":
    """Yield the project of a folder; what opening it recovered is told on stderr.

    Not `writable` leaves the files as they are, and works beside someone who writes.

    Raises:
        StoreError: It is no project, is damaged beyond repair, or someone else writes it.
    """
    from groundplan.studio.project import Project  # noqa: PLC0415  (keeps `--help` fast)

    with Project.open(folder, writable=writable) as project:
        for mended in project.store.findings:
            typer.echo(f"groundplan: {mended}", err=True)
        yield project

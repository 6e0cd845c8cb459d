"""Commands that only look: `describe`, `log`, `diff`, `doctor`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.probing import probed
from groundplan.cli.terminal import print_json, print_lines, print_table
from groundplan.errors import InputError

__all__ = ["register"]

EXIT_BROKEN: Final = 1

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]


def describe(  # noqa: PLR0913  (options of a command)
    folder: Folder,
    where: Annotated[
        str, typer.Argument(help="With --probe: whose face, or x,y,z in metres.")
    ] = "",
    *,
    as_json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page to look at: a new file.")
    ] = None,
    probe: Annotated[
        bool, typer.Option("--probe", help="Hold a light meter there instead, in each shot.")
    ] = False,
    at: Annotated[
        float | None, typer.Option("--at", help="When: seconds into a shot; default: its middle.")
    ] = None,
    false_colour: Annotated[
        Path | None,
        typer.Option("--false-colour", help="With --probe: also draw the first shot's exposure."),
    ] = None,
) -> None:
    """Say what was understood, evaluated in numbers."""
    if probe:
        probed(folder, where=where, at=at, as_json=as_json, false_colour=false_colour)
        return
    if where or at is not None or false_colour is not None:
        raise InputError("a place to meter needs the meter", "add --probe")
    from groundplan.scene.library import Library  # noqa: PLC0415
    from groundplan.studio.describe import describe as description  # noqa: PLC0415
    from groundplan.studio.overview import overview  # noqa: PLC0415
    from groundplan.studio.page.document import write_page  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        planned = project.findings()
        library = Library(project.store.attachment)
        if html is not None:
            write_page(project.world, html, planned=planned, library=library)
        if as_json:
            print_json(description(project.world, planned=planned, library=library))
            return
        if html is not None:
            print_lines([str(html)])
            return
        for table in overview(project.world, planned=planned).tables:
            print_table(table.title, table.headers, table.rows)


def log(folder: Folder, *, as_json: Json = False) -> None:
    """List every edit since the beginning, oldest first."""
    from groundplan.studio.history import history  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        entries = history(project)
    if as_json:
        print_json(entries)
        return
    rows = [
        tuple(str(entry[name]) for name in ("revision", "kind", "actor", "edits", "summary"))
        for entry in entries
    ]
    print_table("History", ("revision", "kind", "by", "edits", "what"), rows)


def diff(
    folder: Folder,
    *,
    before: Annotated[
        int | None, typer.Option("--from", help="Revision; default: the one before.")
    ] = None,
    after: Annotated[int | None, typer.Option("--to", help="Revision; default: the last.")] = None,
    against: Annotated[Path | None, typer.Option(help="Another project folder.")] = None,
    as_json: Json = False,
) -> None:
    """Show what changed between two revisions, or between two projects."""
    from groundplan.studio.history import differences  # noqa: PLC0415

    changes = differences(folder, before=before, after=after, against=against)
    if as_json:
        print_json(changes)
    else:
        print_lines([str(change["text"]) for change in changes] or ["no difference"])


def doctor(
    *,
    warm: Annotated[bool, typer.Option("--warm", help="Compile the renderer now, once.")] = False,
    licences: Annotated[
        bool, typer.Option("--licences", help="Who made the shipped data, and on what terms.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what is installed and what each extra would add; status 1 when a part is broken."""
    from groundplan.studio.doctor import attributions, examine  # noqa: PLC0415

    if licences:
        lines = attributions()
        print_json(list(lines)) if as_json else print_lines(list(lines))
        return
    checks = examine(warm=warm)
    if as_json:
        print_json([check.as_json() for check in checks])
    else:
        rows = [(check.name, check.state, check.detail) for check in checks]
        print_table("This installation", ("part", "state", "detail"), rows)
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(EXIT_BROKEN)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (describe, log, diff, doctor):
        app.command()(command)

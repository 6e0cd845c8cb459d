"""Commands about what calls cost and gave: `ledger`, `accept`, `reject`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines, print_table

__all__ = ["register"]

EXIT_WRONG_FILE: Final = 2
_WIDE: Final = 160
"""Characters in which a row of calls stays one line."""

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
Clip = Annotated[str, typer.Argument(help="Clip of the project, or the number of a call.")]


def ledger(
    folder: Folder,
    *,
    by: Annotated[str, typer.Option(help="Compare backend, look, prompt or controls.")] = "",
    budget: Annotated[
        float | None, typer.Option(min=0, help="Money that a shot may cost: says when to stop.")
    ] = None,
    import_file: Annotated[
        Path | None,
        typer.Option("--import", help="Add calls made elsewhere: .csv or .jsonl, all or none."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")] = False,
) -> None:
    """List every call, what it cost, and what an accepted shot takes in calls and money."""
    from groundplan.studio.shading.account import account_of, attribute_named  # noqa: PLC0415

    attribute = attribute_named(by) if by else None
    with opened(folder, writable=False) as project:
        if import_file is not None:
            from groundplan.studio.shading.importing import import_calls  # noqa: PLC0415

            imported = import_calls(project, import_file)
            for line in imported.problems:
                typer.echo(f"groundplan: {import_file.name}, {line}", err=True)
            if imported.problems:
                typer.echo("groundplan: nothing was added; mend these lines first", err=True)
                raise typer.Exit(EXIT_WRONG_FILE)
            counts = f"{imported.added} calls added, {imported.known} were here already"
            typer.echo(counts, err=True)
        account = account_of(project, by=attribute)
    if as_json:
        print_json(account.as_json())
        return
    for table in account.tables(budget=budget):
        print_table(table.title, table.headers, table.rows, least_width=_WIDE)


def accept(folder: Folder, clip: Clip) -> None:
    """Accept a clip, whatever a judge says of it."""
    _decide(folder, clip, accepted=True, why="")


def reject(
    folder: Folder,
    clip: Clip,
    *,
    why: Annotated[str, typer.Option(help="What is wrong with it.")],
) -> None:
    """Reject a clip, whatever a judge says of it."""
    _decide(folder, clip, accepted=False, why=why)


def _decide(folder: Path, clip: str, *, accepted: bool, why: str) -> None:
    from groundplan.studio.shading.deciding import decide  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        rows = decide(project, clip, accepted=accepted, why=why)
    calls = ", ".join(str(row.id) for row in rows)
    said = "accepted" if accepted else "rejected"
    print_lines([f"{rows[0].clip or clip} is {said} (call {calls})"])


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(ledger)
    app.command()(accept)
    app.command()(reject)

"""The command that covers a scene with several cameras: `cover`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines

__all__ = ["register"]

EXIT_NOTHING_CHANGED: Final = 1


def cover(  # noqa: PLR0913  (a command line)
    folder: Annotated[Path, typer.Argument(help="Project folder.")],
    *,
    scene: Annotated[str, typer.Option(help="Number of a scene; default: all.")] = "",
    shot: Annotated[str, typer.Option(help="Shot number, name or id.")] = "",
    kinds: Annotated[
        str,
        typer.Option(
            "--with",
            help="Comma-separated: master,two_shot,overs,singles,inserts,cutaways,reactions;"
            " default: all but cutaways.",
        ),
    ] = "",
    takes: Annotated[
        bool, typer.Option("--takes", help="Every set-up as a whole take, instead of a cut.")
    ] = False,
    across: Annotated[
        bool, typer.Option("--across", help="Cross the line of action, on purpose.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")] = False,
) -> None:
    """Cover scenes: master, overs, singles, inserts, cut by who speaks and acts.

    All cameras keep to one side of the line of action. Shots whose framing the words asked for,
    that a person set or that are locked stay as they are. Status 1 when nothing changed.
    """
    from groundplan.studio.covering import (  # noqa: PLC0415
        CoverRequest,
        cover_scene,
        parse_kinds,
    )

    request = CoverRequest(
        scene=scene, shot=shot, kinds=parse_kinds(kinds), takes=takes, across=across
    )
    with opened(folder, writable=not dry_run) as project:
        covered = cover_scene(project, request, dry_run=dry_run)
    if as_json:
        print_json(covered.as_json())
    else:
        print_lines(covered.lines)
    if covered.outcome is None:
        raise typer.Exit(EXIT_NOTHING_CHANGED)


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(cover)

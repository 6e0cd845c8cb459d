"""Commands that change a world: `edit`, `direct`, `replan`, `undo`, `redo`, `lock`, `unlock`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines

if TYPE_CHECKING:
    from groundplan.studio.directing import Directed
    from groundplan.studio.history import Outcome

__all__ = ["register"]

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
FieldPath = Annotated[str, typer.Argument(help="Field or branch, as shot/1/camera.focal_mm.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
]
EXIT_NOTHING_CHANGED: Final = 1
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]


def edit(
    folder: Folder,
    assignments: Annotated[
        list[str], typer.Argument(help="PATH=VALUE, as woman.body.height_m=1.8")
    ],
    *,
    as_json: Json = False,
) -> None:
    """Set fields; all of them or none, and one undo takes them back."""
    from groundplan.studio.history import edit as apply_edit  # noqa: PLC0415

    with opened(folder) as project:
        _show(apply_edit(project, assignments), as_json=as_json)


def direct(
    folder: Folder,
    note: Annotated[
        str,
        typer.Argument(help='What is to change, as "make it dusk, and have her stop half way".'),
    ],
    *,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Do what a note in plain words asks; locks hold, and one undo takes all of it back.

    Status 1 when nothing changed.
    """
    from groundplan.studio.directing import direct as apply_note  # noqa: PLC0415

    with opened(folder, writable=not dry_run) as project:
        _show_directed(apply_note(project, note, dry_run=dry_run), as_json=as_json)


def replan(folder: Folder, *, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Plan anew around what people set and locked; one undo takes it back."""
    from groundplan.studio.directing import plan_anew  # noqa: PLC0415

    with opened(folder, writable=not dry_run) as project:
        directed = plan_anew(project, dry_run=dry_run)
    if as_json:
        print_json(directed.as_json())
    else:
        print_lines(directed.lines)


def undo(folder: Folder, *, as_json: Json = False) -> None:
    """Take the last edit back."""
    from groundplan.studio.history import undo as apply_undo  # noqa: PLC0415

    with opened(folder) as project:
        _show(apply_undo(project), as_json=as_json)


def redo(folder: Folder, *, as_json: Json = False) -> None:
    """Do the edit again that was taken back last."""
    from groundplan.studio.history import redo as apply_redo  # noqa: PLC0415

    with opened(folder) as project:
        _show(apply_redo(project), as_json=as_json)


def lock(
    folder: Folder,
    path: FieldPath,
    *,
    reason: Annotated[str, typer.Option(help="Why, for whoever meets the lock.")] = "",
    as_json: Json = False,
) -> None:
    """Protect a field, and all below it, from every agent."""
    from groundplan.studio.history import lock as apply_lock  # noqa: PLC0415

    with opened(folder) as project:
        _show(apply_lock(project, path, reason=reason), as_json=as_json)


def unlock(folder: Folder, path: FieldPath, *, as_json: Json = False) -> None:
    """Take a lock away."""
    from groundplan.studio.history import unlock as apply_unlock  # noqa: PLC0415

    with opened(folder) as project:
        _show(apply_unlock(project, path), as_json=as_json)


def _show_directed(directed: "Directed", *, as_json: bool) -> None:
    if as_json:
        print_json(directed.as_json())
    else:
        print_lines(directed.lines)
    if not directed.changed and not directed.dry_run:
        raise typer.Exit(EXIT_NOTHING_CHANGED)


def _show(outcome: "Outcome", *, as_json: bool) -> None:
    if as_json:
        print_json(outcome.as_json())
    else:
        print_lines(outcome.lines)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (edit, direct, replan, undo, redo, lock, unlock):
        app.command()(command)

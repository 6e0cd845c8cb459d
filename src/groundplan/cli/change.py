"""Commands that change a world: `edit`, `undo`, `redo`, `lock`, `unlock`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines

if TYPE_CHECKING:
    from groundplan.studio.history import Outcome

__all__ = ["register"]

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
FieldPath = Annotated[str, typer.Argument(help="Field or branch, as shot/1/camera.focal_mm.")]
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


def _show(outcome: "Outcome", *, as_json: bool) -> None:
    if as_json:
        print_json(outcome.as_json())
    else:
        print_lines(outcome.lines)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (edit, undo, redo, lock, unlock):
        app.command()(command)

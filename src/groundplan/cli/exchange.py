"""Commands for files that come and go: `import`, `export`."""

from pathlib import Path
from typing import Annotated

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines

__all__ = ["register"]

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]


def import_(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="Motion (.bvh) or a body (.glb).")],
    *,
    name: Annotated[str, typer.Option("--as", help="Entity that takes it.")] = "",
    licence: Annotated[str, typer.Option(help="SPDX identifier, or the owner's words.")] = "",
    as_json: Json = False,
) -> None:
    """Bring motion for a body, or a body; one undo takes it back."""
    from groundplan.studio.exchange import bring  # noqa: PLC0415

    with opened(folder) as project:
        brought = bring(project, file, name=name, licence=licence)
    if as_json:
        print_json({"entity": brought.entity, "sha256": brought.sha256,
                    "revision": brought.revision, "notes": list(brought.lines)})  # fmt: skip
    else:
        print_lines([*brought.lines, f"revision {brought.revision}"])


def export(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Entity whose motion leaves.")],
    file: Annotated[Path, typer.Argument(help="File to write (.bvh).")],
) -> None:
    """Write a body's motion over the first shot as BVH."""
    from groundplan.studio.exchange import take_away  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        print_lines(take_away(project, name, file))


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    app.command()(export)

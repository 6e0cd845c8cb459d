"""The command that lets others in: `mcp`."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]


def mcp(folder: Annotated[Path, typer.Argument(help="Project folder.")]) -> None:
    """Serve a project to an outside agent (MCP, standard input and output).

    It may look, and propose edits that never outrank a person's.
    """
    from groundplan.studio.mcp.serving import serve  # noqa: PLC0415  (keeps `--help` fast)

    serve(folder)


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(mcp)

"""Starting the server, where its extra is installed."""

from pathlib import Path

from groundplan.errors import MissingExtraError
from groundplan.studio.project import Project

__all__ = ["serve"]


def serve(folder: Path) -> None:
    """Serve a project to an outside agent until it closes standard input.

    Raises:
        MissingExtraError: The MCP SDK is not installed.
        StoreError: The folder is no project.
    """
    try:
        from groundplan.studio.mcp.server import run  # noqa: PLC0415 (an extra, slow to import)
    except ImportError:
        raise MissingExtraError(
            "the MCP SDK is not installed", "pip install 'groundplan[mcp]'"
        ) from None
    folder = folder.resolve()
    with Project.open(folder, writable=False):
        pass
    run(folder)

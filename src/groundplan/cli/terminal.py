"""How results look in a terminal: JSON, tables, and progress on stderr."""

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

import orjson
import typer

__all__ = ["print_json", "print_lines", "print_table", "progress_bar"]


def print_json(data: object) -> None:
    """Print indented JSON with sorted keys to stdout."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    typer.echo(orjson.dumps(data, option=options).decode())


def print_lines(lines: Sequence[str]) -> None:
    """Print lines to stdout."""
    for line in lines:
        typer.echo(line)


def print_table(
    title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], *, least_width: int = 0
) -> None:
    """Print a table to stdout; nothing when it has no rows.

    `least_width`: characters of a line where stdout is a file or a pipe, which would be 80.
    """
    if not rows:
        return
    from rich.console import Console  # noqa: PLC0415  (keeps `--help` fast)
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for header in headers:
        table.add_column(header, header_style="dim", overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, least_width)
    console.print(table)


@contextmanager
def progress_bar(label: str) -> Generator[Callable[[int, int], None]]:
    """Yield `report(done, total)`, which draws a bar on stderr where stderr is a terminal."""
    from rich.console import Console  # noqa: PLC0415  (keeps `--help` fast)
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield report

"""The program: one command tree, and one place where errors become a line and a status."""

import os
import sys
from typing import Annotated, Final

import typer

from groundplan import __version__
from groundplan.cli import (
    change,
    cover,
    exchange,
    inspect,
    ledger,
    lint,
    measure,
    paperwork,
    produce,
    serve,
    shade,
    train,
)
from groundplan.errors import CallCancelledError, GroundplanError

__all__ = ["app", "main"]

EXIT_WRONG_INPUT: Final = 2
EXIT_INTERRUPTED: Final = 130
EXIT_INTERNAL: Final = 70

app: Final = typer.Typer(
    name="groundplan",
    help="From a director's sentence to a measured, editable 4D world and its control pack.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
produce.register(app)
inspect.register(app)
change.register(app)
cover.register(app)
exchange.register(app)
paperwork.register(app)
serve.register(app)
lint.register(app)
shade.register(app)
ledger.register(app)
measure.register(app)
train.register(app)


def _print_version(wanted: bool | None) -> None:  # noqa: FBT001  (typer passes the flag's value)
    if wanted:
        typer.echo(f"groundplan {__version__}")
        raise typer.Exit


@app.callback()
def _root(  # pyright: ignore[reportUnusedFunction]  (typer keeps it)
    *,
    version: Annotated[
        bool | None,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = None,
) -> None:
    del version


def main() -> None:
    """Run the program; every error is one line on stderr and a non-zero status."""
    try:
        app()
    except CallCancelledError as error:
        _fail(str(error), EXIT_INTERRUPTED)
    except GroundplanError as error:
        _fail(str(error), EXIT_WRONG_INPUT)
    except KeyboardInterrupt:
        _fail("stopped; what was saved is kept", EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the outermost edge: a person never sees a traceback
        if os.environ.get("GROUNDPLAN_DEBUG"):
            raise
        _fail(
            f"internal error ({type(error).__name__}: {error}); this is a fault of groundplan:"
            " set GROUNDPLAN_DEBUG=1 for the details and report it",
            EXIT_INTERNAL,
        )


def _fail(message: str, status: int) -> None:
    # A name may hold what a terminal takes for an order.
    line = "".join(one if one.isprintable() else "\ufffd" for one in " ".join(message.split()))
    print(f"groundplan: {line}", file=sys.stderr)  # noqa: T201  (the program's voice)
    sys.exit(status)

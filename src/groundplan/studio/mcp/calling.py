"""One call of a tool: arguments checked, run, and answered; every failure is one line."""

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from groundplan.errors import GroundplanError, InputError
from groundplan.studio.mcp.bounds import bounded
from groundplan.studio.mcp.tools import TOOLS, Tool

__all__ = ["answer", "answer_or_line"]

_LONGEST_LINE: Final = 1000


def answer(folder: Path, name: str, arguments: object) -> str:
    """Return what a tool says, as JSON text.

    Raises:
        InputError: There is no such tool, or the arguments do not fit.
        GroundplanError: What the tool itself refuses.
    """
    tool = TOOLS.get(name)
    if tool is None:
        raise InputError(f"there is no tool {name[:40]!r}", f"there is {', '.join(TOOLS)}")
    try:
        asked = tool.takes.model_validate(arguments)
    except ValidationError as error:
        raise _misfit(tool, error) from None
    return bounded(tool.run(folder, asked))


def answer_or_line(folder: Path, name: str, arguments: object) -> tuple[str, bool]:
    """Return what a tool says, or in one line what is wrong, and whether it is that."""
    try:
        return answer(folder, name, arguments), False
    except GroundplanError as error:
        return _line(str(error)), True
    except Exception as error:  # noqa: BLE001  # the outermost edge: no agent sees a traceback
        return _line(
            f"internal error ({type(error).__name__}); this is a fault of groundplan"
        ), True


def _line(text: str) -> str:
    line = " ".join(text.encode("utf-8", "replace").decode().split())
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _misfit(tool: Tool, error: ValidationError) -> InputError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part)[:40] for part in first["loc"]) or "the arguments"
    known = ", ".join(tool.takes.model_fields) or "no arguments"
    return InputError(f"{tool.name}: {place}: {first['msg']}", f"it takes {known}")

"""A file of calls, read whole: all of them, and every line that is wrong."""

from typing import Final

from groundplan.errors import GroundplanError, InputError
from groundplan.footage.calls import CallElsewhere
from groundplan.footage.elsewhere.lines import csv_lines, json_lines
from groundplan.footage.elsewhere.telling import ShotOf, told_call

__all__ = ["parse_calls"]

_MOST_CALLS: Final = 100_000
_MOST_PROBLEMS: Final = 20


def parse_calls(
    data: bytes, *, as_csv: bool, shot_of: ShotOf
) -> tuple[tuple[CallElsewhere, ...], tuple[str, ...]]:
    """Return the calls of a file, and a line for each thing that is wrong with it (at most 20).

    Raises:
        InputError: It is not UTF-8, has no header, or holds too many calls.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"line {line} is not UTF-8", "save the file as UTF-8") from None
    calls: list[CallElsewhere] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, values in csv_lines(text) if as_csv else json_lines(text):
        try:
            if isinstance(values, str):
                raise InputError(values, "see the columns in docs/how-to.md")
            call = told_call(values, line=line, shot_of=shot_of)
            if call.call.key in seen:
                raise InputError(f"it repeats line {seen[call.call.key]}", "give every id once")
        except GroundplanError as error:
            problems.append(f"line {line}: {' '.join(str(error).split())}")
            if len(problems) == _MOST_PROBLEMS:
                break
            continue
        seen[call.call.key] = line
        calls.append(call)
        if len(calls) > _MOST_CALLS:
            raise InputError(f"it has more than {_MOST_CALLS} calls", "split it")
    return tuple(calls), tuple(problems)

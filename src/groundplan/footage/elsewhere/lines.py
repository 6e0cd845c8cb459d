"""Lines of a file of calls: which line each stands on, and its values or what is wrong with it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from groundplan.errors import InputError
from groundplan.footage.elsewhere.telling import COLUMNS

if TYPE_CHECKING:
    from groundplan.world.base import JsonData

__all__ = ["csv_lines", "json_lines", "read_calls_file"]

_MOST_BYTES: Final = 32 << 20
_MOST_LINE: Final = 64 << 10


def read_calls_file(path: Path) -> bytes:
    """Return the bytes of a file of calls.

    Raises:
        InputError: It is no such file, or too large.
    """
    if path.suffix.lower() not in {".csv", ".jsonl", ".ndjson"}:
        raise InputError(f"{path} is neither .csv nor .jsonl", "give calls as CSV or JSON lines")
    try:
        if not path.is_file():
            raise InputError(f"there is no file {path}", "name one with calls")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path} is larger than {_MOST_BYTES >> 20} MiB", "split it")
    return data


def csv_lines(text: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    """Yield the line on which each record begins, with its cells or what is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, f"it is no CSV ({error})"
            return
        if cells is None:
            return
        if header is None:
            header = _header(cells)
        elif len(cells) > len(header):
            yield line, f"it has {len(cells)} cells, the header {len(header)}"
        elif any(cells):
            pairs = zip(header, cells, strict=False)
            yield line, {name: cell.strip() for name, cell in pairs if cell.strip()}


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) < len(names):
        wrong = repr(unknown[0][:40]) if unknown else "a column twice"
        raise InputError(f"the first line names {wrong}", f"columns are: {', '.join(COLUMNS)}")
    return names


def json_lines(text: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    """Yield the number of each line that is not empty, with its object or what is wrong with it."""
    for line, plain in enumerate(text.split("\n"), start=1):
        if not plain.strip():
            continue
        if len(plain) > _MOST_LINE:
            yield line, f"it is longer than {_MOST_LINE >> 10} KiB"
            continue
        try:
            values: JsonData = orjson.loads(plain)
        except orjson.JSONDecodeError as error:
            yield line, f"it is no JSON ({error.msg})"
            continue
        if not isinstance(values, dict):
            yield line, "it is no JSON object"
            continue
        yield (
            line,
            {name: value for name, value in values.items() if value is not None and value != ""},
        )

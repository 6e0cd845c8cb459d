"""Rows of the ledger's table to data, checked as anything that was read."""

import sqlite3
from dataclasses import fields
from pathlib import Path
from typing import Final

import orjson
from pydantic import TypeAdapter, ValidationError

from groundplan.errors import StoreError
from groundplan.footage.calls import CallRow, Judgement, NewCall

__all__ = ["row_of"]

_ROW: Final = TypeAdapter(CallRow)
_CALL: Final = frozenset(field.name for field in fields(NewCall))
_JUDGED: Final = frozenset(field.name for field in fields(Judgement))


def row_of(found: sqlite3.Row, path: Path) -> CallRow:
    """Return a row of the table `calls`.

    Raises:
        StoreError: A value is not what we write.
    """
    plain = {name: found[name] for name in found.keys()}  # noqa: SIM118  (a Row iterates values)
    try:
        for name in ("made_by", "metrics"):
            plain[name] = orjson.loads(plain[name] or "{}")
        call = {name: plain.pop(name) for name in sorted(_CALL)}
        judged = {name: plain.pop(name) for name in sorted(_JUDGED)}
        if judged["accepted"] is not None:
            plain["judgement"] = {**judged, "accepted": bool(judged["accepted"])}
        return _ROW.validate_python({**plain, "call": call})
    except (ValidationError, ValueError, TypeError) as error:
        raise StoreError(
            f"call {found['id']} in {path} is damaged ({_first(error)})",
            "bring back a copy of the ledger, or move it aside",
        ) from None


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        one = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'/'.join(str(part) for part in one['loc'])[:80]}: {one['msg'][:120]}"
    return str(error)[:120]

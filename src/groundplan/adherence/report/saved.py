"""The report as JSON: exact, and the same bytes for equal reports."""

from typing import Final

import orjson
from pydantic import TypeAdapter, ValidationError

from groundplan.adherence.verdict import ShotReport
from groundplan.errors import InputError

__all__ = ["parse_report", "report_json"]

_REPORT: Final = TypeAdapter(ShotReport)
_LARGEST: Final = 256 << 20
"""Bytes; 65,536 frames of 200 series stay well under it."""
_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def report_json(report: ShotReport) -> bytes:
    """Return UTF-8 JSON with sorted keys; every number reads back as it was.

    `orjson` writes the shortest decimal that is the same double.

    Raises:
        InputError: A name is no Unicode text, as a file name on Linux need not be.
    """
    try:
        return orjson.dumps(_REPORT.dump_python(report, mode="python"), option=_OPTIONS)
    except orjson.JSONEncodeError as error:
        raise InputError(
            f"the report holds a name that is no Unicode text ({error})", "rename the clip"
        ) from None


def parse_report(data: bytes) -> ShotReport:
    """Return what `report_json` wrote.

    Raises:
        InputError: It is too large, no JSON, or no report of this version.
    """
    if len(data) > _LARGEST:
        raise InputError(
            f"the report has {len(data)} bytes", f"a report has at most {_LARGEST >> 20} MiB"
        )
    try:
        return _REPORT.validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = "/".join(str(part) for part in first["loc"])[:120] or "document"
        raise InputError(
            f"this is no report of the judge: {place}: {first['msg'][:160]}",
            "measure the clip again with this version",
        ) from None

"""Answers of bounded size: long lists in pieces, and a line instead of what is still too large."""

from collections.abc import Sequence
from typing import Final

import orjson

from groundplan.errors import InputError
from groundplan.studio.mcp.arguments import Paged

__all__ = ["LARGEST_ANSWER_BYTES", "bounded", "piece"]

LARGEST_ANSWER_BYTES: Final = 200_000
"""About 50 000 tokens: more than an agent should read at once; our engineering default."""


def piece(name: str, items: Sequence[object], page: Paged) -> dict[str, object]:
    """Return a piece of a list under its name, with how many there are."""
    shown = items[page.offset : page.offset + page.limit]
    return {
        name: list(shown),
        "total": len(items),
        "left_off": max(0, len(items) - page.offset - len(shown)),
    }


def bounded(answer: dict[str, object]) -> str:
    """Return an answer as JSON text.

    Raises:
        InputError: It is larger than `LARGEST_ANSWER_BYTES`.
    """
    data = orjson.dumps(answer, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
    if len(data) > LARGEST_ANSWER_BYTES:
        raise InputError(
            f"the answer has {len(data)} bytes, {LARGEST_ANSWER_BYTES} can be sent",
            "ask for one part, for a place further down, or for fewer entries with `limit`",
        )
    return data.decode()

"""Text from outside: checked once, here, and trusted afterwards."""

import unicodedata
from typing import Final

from groundplan.errors import InputError
from groundplan.language.facts import Facts
from groundplan.language.reader import read_brief

__all__ = [
    "MAX_BRIEF_CHARACTERS", "check_brief", "clean_text", "decoded_text", "facts_from_text",
]  # fmt: skip

MAX_BRIEF_CHARACTERS: Final = 20_000
"""Our engineering default: some ten pages of prose, read in a few seconds."""
_KEPT: Final = frozenset("\n\t")
_BLANKS: Final = frozenset("\r\v\f\u0085\u2028\u2029")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def check_brief(data: bytes | str) -> str:
    """Return the text of a brief, ready to be read.

    Control and invisible characters are dropped and line ends become newlines; nothing else is
    changed, so spans of facts are places in the returned text.

    Args:
        data: UTF-8 (with or without byte order mark) or text.

    Raises:
        InputError: it is empty, binary, not UTF-8, or longer than `MAX_BRIEF_CHARACTERS`.
    """
    if isinstance(data, bytes) and len(data) > 4 * MAX_BRIEF_CHARACTERS:
        raise InputError(
            f"the brief has {len(data):,} bytes",
            f"shorten it to at most {MAX_BRIEF_CHARACTERS:,} characters",
        )
    text = decoded_text(data, what="brief") if isinstance(data, bytes) else data
    if "\0" in text:
        raise _binary("brief")
    if len(text) > MAX_BRIEF_CHARACTERS:
        raise InputError(
            f"the brief has {len(text):,} characters",
            f"shorten it to at most {MAX_BRIEF_CHARACTERS:,}, or split it into shots",
        )
    clean = clean_text(text, what="brief")
    if not clean.strip():
        raise InputError("the brief is empty", 'write a sentence, for example "a horse"')
    return clean


def facts_from_text(data: bytes | str) -> Facts:
    """Return the facts of a brief from outside.

    Raises:
        InputError: as `check_brief`.
        ModelError: the English model is missing or not the pinned one.
    """
    return read_brief(check_brief(data))


def decoded_text(data: bytes, *, what: str) -> str:
    """Return UTF-8 as text.

    Raises:
        InputError: it is not UTF-8; `what` says what was to be read.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the {what} is not UTF-8 text (byte {error.start})", "save it as plain UTF-8 text"
        ) from error


def clean_text(text: str, *, what: str) -> str:
    """Return text without control and invisible characters; line ends become newlines.

    Raises:
        InputError: it is binary.
    """
    if "\0" in text:
        raise _binary(what)
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    return "".join(
        "\n" if c in _BLANKS else c
        for c in text
        if c in _KEPT or c in _BLANKS or unicodedata.category(c) not in _INVISIBLE
    )


def _binary(what: str) -> InputError:
    return InputError(f"the {what} holds NUL bytes, so it is not text", "pass plain UTF-8 text")

"""A script from outside: its form is found out, its size is checked, and it is read."""

from collections.abc import Callable
from typing import Final

from groundplan.errors import InputError
from groundplan.inputs.script.final_draft import read_final_draft
from groundplan.inputs.script.fountain import (
    fountain_elements,
    is_slug_line,
    title_of,
    without_comments,
)
from groundplan.inputs.script.model import Script
from groundplan.inputs.script.plain import plain_elements
from groundplan.inputs.script.scenes import script_of
from groundplan.inputs.text import clean_text, decoded_text

__all__ = ["MAX_SCRIPT_BYTES", "read_script"]

MAX_SCRIPT_BYTES: Final = 4_000_000
"""Largest script file, [bytes]: a feature film is 0.2 MB of Fountain; our engineering default."""


def read_script(data: bytes | str, *, name: str = "") -> Script:
    """Return the script that a file holds.

    Args:
        data: Fountain, Final Draft (FDX) or plain text, UTF-8.
        name: of the file; `.fountain` and `.fdx` say what it is, else the content does.

    Raises:
        InputError: it is empty, binary, too large, no script, or damaged.
    """
    if len(data) > MAX_SCRIPT_BYTES:
        raise InputError(
            f"the script has {len(data):,} bytes", f"split it into parts of {MAX_SCRIPT_BYTES:,}"
        )
    text = decoded_text(data, what="script") if isinstance(data, bytes) else data
    text = clean_text(text, what="script")
    if not text.strip():
        raise InputError("the script is empty", "write a scene: a heading, then what is seen")
    return _FORMS[_form_of(text, name)](text)


def _form_of(text: str, name: str) -> str:
    suffix = name.lower().rpartition(".")[2]
    start = text.lstrip()[:400]
    if start.startswith("<") or suffix == "fdx":
        return "fdx"
    if suffix in {"fountain", "spmd"} or title_of(text)[1]:
        return "fountain"
    return "fountain" if any(is_slug_line(line) for line in text.split("\n")) else "plain"


def _fountain(text: str) -> Script:
    plain = without_comments(text)
    page, start = title_of(plain)
    return script_of(
        text, plain, fountain_elements(plain, start), form="fountain",
        title=" ".join(page.get("title", "").replace("*", "").replace("_", "").split()),
        author=page.get("author", page.get("authors", "")),
    )  # fmt: skip


def _final_draft(text: str) -> Script:
    read = read_final_draft(text)
    return script_of(
        read.text, read.text, read.elements, form="fdx", title=read.title, author=read.author
    )


def _plain(text: str) -> Script:
    return script_of(text, text, plain_elements(text), form="plain")


_FORMS: Final[dict[str, Callable[[str], Script]]] = {
    "fountain": _fountain, "plain": _plain, "fdx": _final_draft,
}  # fmt: skip

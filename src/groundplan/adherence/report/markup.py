"""Small pieces of a page that is valid both as HTML and as XML; text is escaped here."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from groundplan.adherence.report.words import clipped

__all__ = ["cell", "element", "table", "text"]

_VOID: Final = frozenset({"img", "input", "meta"})
_UNFIT: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 cannot hold (section 2.2, Char) and control characters; marks that turn the
direction of writing: a name could make its neighbours read otherwise."""


def text(words: str) -> str:
    """Return words as they may stand between tags, cut to a length that nobody's name reaches.

    Characters that a page cannot hold or that turn the writing become `�`.
    """
    return _escaped(clipped(words))


def element(tag: str, inside: str = "", **attributes: str | float) -> str:
    """Return an element; `inside` is markup, values of attributes are text.

    In names of attributes `_` is written `-`; a last one is left off (`class_`).
    """
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{said}/>" if tag in _VOID else f"<{tag}{said}>{inside}</{tag}>"


def cell(words: str, kind: str = "") -> str:
    """Return a cell of a table that holds text."""
    return element("td", text(words), class_=kind) if kind else element("td", text(words))


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str) -> str:
    """Return a table of rows of cells; it scrolls sideways where a screen is narrow."""
    head = element("tr", "".join(element("th", text(name), scope="col") for name in headers))
    body = "".join(element("tr", "".join(row)) for row in rows)
    grid = element("table", element("thead", head) + element("tbody", body), class_=kind)
    return element("div", grid, class_="wide")


def _value(value: str | float) -> str:
    """Return the value of an attribute; lengths to a tenth of a pixel."""
    return f"{value:.1f}" if isinstance(value, float) else _escaped(str(value))


def _escaped(words: str) -> str:
    return escape(_UNFIT.sub("�", words), quote=True)

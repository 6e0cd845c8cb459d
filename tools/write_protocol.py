"""Write the tables of docs/protocol.md, between their marks; the words around them stay.

Formulas of light and picture stand in their modules' docstrings, the others in `definitions.py`.
"""

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from groundplan.adherence.definitions import DEFINITIONS
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES

__all__ = ["PAGE", "main", "written"]

PAGE: Final = Path(__file__).parents[1] / "docs/protocol.md"
_MODULES: Final = (
    "light.drift", "light.offset", "light.inversion", "light.key_light",
    "picture.flicker", "picture.sharpness", "picture.repeats", "picture.cuts",
)  # fmt: skip
_ROW: Final = re.compile(
    r"^\| `(?P<id>[^`]+)` \| (?P<says>.+) \| (?P<unit>[^|]+) \|$", re.MULTILINE
)
_TITLES: Final = (
    ("camera", "Camera"),
    ("layout scene", "Layout"),
    ("trajectory motion timing", "Motion"),
    ("pose", "Poses"),
    ("grammar", "Film grammar"),
    ("light", "Light"),
    ("flicker picture", "Picture"),
    ("colmap", "Cross-check by structure from motion"),
)
"""Beginnings of ids, and the heading they stand under."""


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, default=PAGE)
    args = parser.parse_args()
    args.page.write_text(written(args.page.read_text()))


def written(page: str) -> str:
    """Return a page with what stands between its marks made anew.

    Raises:
        ValueError: It has not both marks of a table.
    """
    for name, table in (("definitions", _definitions()), ("tolerances", _tolerances())):
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if page.count(start) != 1 or page.count(end) != 1:
            raise ValueError(f"the page lacks {start.strip()} or {end}, once each")
        before, rest = page.split(start)
        page = f"{before}{start}{table}{end}{rest.split(end)[1]}"
    return page


def _definitions() -> str:
    known = _known()
    lines: list[str] = []
    for starts, title in _TITLES:
        names = [name for name in known if name.split(".")[0] in starts.split()]
        if not names:
            continue
        lines += ["", f"### {title}", "", "| Id | Unit | Formula |", "|---|---|---|"]
        lines += [f"| `{name}` | {known[name][0]} | {_escaped(known[name][1])} |" for name in names]
    untold = [name for name in known if not any(name.split(".")[0] in s for s, _ in _TITLES)]
    if untold:
        raise ValueError(f"no heading for {', '.join(untold)}")
    return "\n".join(lines) + "\n\n"


def _known() -> dict[str, tuple[str, str]]:
    """Return unit and formula of every id."""
    stated = {name: (one.unit, one.says) for name, one in DEFINITIONS.items()}
    return {**stated, **dict(_documented())}


def _documented() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield ids with unit and formula, from tables in docstrings."""
    for name in _MODULES:
        words = import_module(f"groundplan.adherence.{name}").__doc__ or ""
        for row in _ROW.finditer(words):
            yield row["id"], (row["unit"], row["says"])


def _tolerances() -> str:
    known = _known()
    rows = [
        f"| {one.name} | {one.limit:g} | {known[name][0]} | `{name}` |"
        for name, one in DEFAULT_TOLERANCES.items()
    ]
    return (
        "\n".join(["", "| Check | at most | unit | reads |", "|---|---|---|---|", *rows]) + "\n\n"
    )


def _escaped(says: str) -> str:
    r"""Return words in which `|` is no end of a cell: a formula's bars become `\|`."""
    return re.sub(r"(?<!\\)\|", r"\\|", says)


if __name__ == "__main__":
    main()

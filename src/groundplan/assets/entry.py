"""One line of the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from groundplan.assets.draft import Draft, Point

__all__ = ["Entry", "Kind", "item"]

Kind = Literal["set", "prop", "vehicle", "character", "animal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What can be drawn, how people call it, and how large it usually is."""

    id: str
    nouns: tuple[str, ...]
    """Lower case, singular; the id (with spaces) is always one."""
    kind: Kind
    size_m: Point
    """Width, height, depth."""
    color: str
    """Of the role `main`, sRGB."""
    draw: Callable[[Draft], None]


def item(
    name: str, size_m: Point, color: str, *, draw: Callable[[Draft], None], nouns: str = "",
    kind: Kind = "prop",
) -> Entry:  # fmt: skip
    """Return an entry; `nouns` separates synonyms by commas."""
    said = tuple(word.strip() for word in nouns.split(",") if word.strip())
    return Entry(id=name, nouns=said, kind=kind, size_m=size_m, color=color, draw=draw)

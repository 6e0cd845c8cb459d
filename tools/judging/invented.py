"""Things in a described world that no word asked for: marked as guessed, or not.

The camera is not counted: every shot has one. A thing is marked guessed where `guesses` names a
field of its being (kind, name, catalogue entry or kind of light), or it is tagged as scenery.
"""

from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Invented", "invented"]

_BEING: Final = frozenset({"kind", "name", "asset.catalogue_id", "light.type", "semantics.noun"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """Counts of things: all, guessed and marked so, and brought by no word nor marked."""

    things: int
    guessed: int
    unmarked: tuple[str, ...]


def invented(description: dict[str, Any], prompt: str) -> Invented:
    """Return what a world holds beyond its words."""
    things = [e for e in description["entities"] if e["kind"] != "camera"]
    added = [e for e in things if not _has_words(e["source_span"], prompt)]
    unmarked = [e for e in added if not _marked(description, e)]
    return Invented(
        things=len(things), guessed=len(added) - len(unmarked),
        unmarked=tuple(e["name"] for e in unmarked),
    )  # fmt: skip


def _has_words(span: list[int] | None, prompt: str) -> bool:
    return span is not None and bool(prompt[span[0] : span[1]].strip())


def _marked(description: dict[str, Any], entity: dict[str, Any]) -> bool:
    return bool(_BEING & set(description["guesses"].get(entity["name"], ())))

"""Places with their prepositions."""

from typing import Final

from groundplan.shader.prompt.grammar import plain, with_article
from groundplan.shader.prompt.tables import setting_words

__all__ = ["placed"]

_PREPOSITIONS: Final = (
    "in", "on", "at", "under", "by", "near", "inside", "outside", "beside", "above", "between",
    "among", "along", "across", "behind",
)  # fmt: skip
_ARTICLES: Final = ("a", "an", "the", "his", "her", "their")


def placed(place: str) -> str:
    """Return a place with its preposition: "in a park", "on a street"; empty for none."""
    words = plain(place)
    if not words or words.lower() in setting_words().place_plain:
        return words
    first = words.split(" ")[0].lower()
    if first in _PREPOSITIONS:
        return words
    named = first in _ARTICLES or words[:1].isupper()
    table = setting_words()
    on, at = (words.lower().endswith(row) for row in (table.place_on, table.place_at))
    preposition = "on" if on else "at" if at else "in"
    return f"{preposition} {words if named else with_article(words)}"

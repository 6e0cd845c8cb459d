"""Which places are rooms that are seen from inside, and how large they usually are."""

from functools import lru_cache

from groundplan.language.vocabulary import vocabulary

__all__ = ["has_window", "interior_of"]


def interior_of(noun: str) -> tuple[float, float] | None:
    """Return the usual width and depth of a room that is seen from inside [m]; None for no room."""
    sizes = _interiors()
    entry = vocabulary().noun(noun)
    forms = (noun, entry.id if entry else "", noun.rpartition(" ")[2])
    found = next((sizes[form] for form in forms if form in sizes), None)
    return found or (sizes["room"] if noun.endswith(" room") else None)


def has_window(noun: str) -> bool:
    """Return whether a window is guessed for a room for which none is named."""
    entry = vocabulary().noun(noun)
    return (entry.id if entry else noun) not in vocabulary().sheets["rooms"]["windowless"].words()


@lru_cache(maxsize=1)
def _interiors() -> dict[str, tuple[float, float]]:
    table = vocabulary().sheets["rooms"]["interiors"].mapping()
    return {n: (s.items()[0].number(), s.items()[1].number()) for n, s in table.items()}

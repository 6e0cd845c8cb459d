"""Words about sitting and standing at tables, as data: what one sits at, on what, and doing what.

Source:
    Everyday usage; which seat belongs to which table is our engineering default.
"""

from typing import Final

from groundplan.language.vocabulary import vocabulary

__all__ = [
    "DISHES", "INSTRUMENTS", "MACHINES", "SEATED_WORK", "STANDING_NOUNS",
    "STANDING_WORK", "USED_ON_TOP", "is_seat", "is_table", "seat_for", "sits_only_if_said",
    "table_for",
]  # fmt: skip

_BARS: Final = frozenset({"bar", "bar counter", "counter"})
_STANDING_TABLES: Final = frozenset({"workbench"})
INSTRUMENTS: Final = frozenset({"piano", "grand piano", "organ", "upright piano"})
MACHINES: Final = frozenset({
    "sewing machine", "typewriter", "computer", "laptop", "keyboard",
})  # fmt: skip
"""Things that are worked at on a table."""
_NO_TABLES: Final = frozenset({"nightstand", "altar", "pool table", "end table", "coffee table",
                               "side table", "operating table", "ping pong table"})  # fmt: skip
_SEATS: Final = frozenset({"chair", "stool", "bench", "armchair", "seat", "throne", "wheelchair"})
SEATED_WORK: Final = frozenset({
    "sit", "sit_down", "eat", "drink", "dine", "type", "write", "draw", "study", "sew", "play",
    "read", "perch",
})  # fmt: skip
"""Verbs of who sits at any of them, also at a bar."""
STANDING_WORK: Final = frozenset({
    "stand", "lean", "cook", "serve", "clean", "wipe", "dance", "wait", "queue", "lie", "sleep",
    "kneel", "jump", "hammer", "chop", "saw", "cut", "slice", "stir", "knead", "iron", "fight",
    "stop", "pose", "push", "lift", "carry", "bake", "mix", "set", "polish", "hide", "crouch",
    "float", "fly", "swim", "climb", "crawl", "arrive", "stand_up",
})  # fmt: skip
STANDING_NOUNS: Final = frozenset({
    "waiter", "waitress", "bartender", "barista", "chef", "cook", "server", "barman", "butler",
    "carpenter", "mechanic", "blacksmith",
})  # fmt: skip
DISHES: Final = frozenset({
    "dinner", "meal", "lunch", "breakfast", "supper", "brunch", "soup", "salad", "pasta",
    "spaghetti", "noodle", "noodles", "rice", "steak", "cereal", "food", "plate", "feast", "stew",
})  # fmt: skip
"""What is eaten from a plate, one for each who eats; the rest is eaten out of the hand."""
USED_ON_TOP: Final = frozenset({"type", "write", "draw", "eat", "sketch", "dine", "work", "use"})
"""What is done to a thing that lies on the table."""


def is_table(noun: str) -> bool:
    """Return whether people sit or stand at it: tables, desks, bars, pianos and machines."""
    if noun in _NO_TABLES:
        return False
    known = vocabulary().noun(noun) or vocabulary().noun(noun.rpartition(" ")[2])
    tabled = known is not None and known.hypernym == "table" and known.kind == "prop"
    return tabled or noun in _BARS | INSTRUMENTS | MACHINES


def is_seat(noun: str) -> bool:
    """Return whether it is a seat for one that is drawn up to a table."""
    return noun.rpartition(" ")[2] in _SEATS


def sits_only_if_said(noun: str) -> bool:
    """Return whether people stand at it unless it is said that they sit."""
    return noun in _BARS | _STANDING_TABLES


def seat_for(noun: str) -> str:
    """Return what one sits on at it; empty where the seat is a part of it."""
    if noun == "picnic table":
        return ""
    if noun in INSTRUMENTS:
        return "piano bench"
    return "stool" if noun in _BARS else "chair"


def table_for(noun: str) -> str:
    """Return what a machine stands on; empty for what stands by itself."""
    return "table" if noun in MACHINES else ""

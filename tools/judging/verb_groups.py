"""Verbs that mean the same for the judge, verbs that travel, and postures; ours, from dictionaries.

A verb answers to itself and to the verbs of any group that both stand in.
"""

from typing import Final

__all__ = ["POSTURES", "TRAVEL", "same_verb"]

_GROUPS: Final = tuple(
    frozenset(group.split())
    for group in (
        "run jog sprint dash race gallop bolt rush scamper",
        "walk stroll stride march wander pace strut amble saunter trudge",
        "play strum perform", "hit strike bump collide crash smash knock slam",
        "take grab snatch catch pick", "give hand pass deliver present offer",
        "throw toss hurl", "eat munch nibble chew bite graze", "drink sip gulp lap",
        "speak talk chat discuss converse", "break shatter smash", "make build construct create",
        "clean wash wipe scrub tidy", "fix repair mend", "shut close",
        "look watch observe stare gaze", "jump leap hop bound", "fly soar glide hover",
        "swim paddle dive", "lie rest lounge nap sleep recline curl", "sit perch",
        "put place set lay", "draw paint sketch", "cut slice chop trim", "pull tug drag",
        "push shove", "cook bake fry prepare", "teach instruct explain", "ride cycle",
        "climb ascend scale", "carry hold", "slide slip", "rotate spin turn twirl", "fall drop",
        "tie knot lace", "pour fill", "pet stroke", "help assist", "read study",
        "adjust fix tune", "organize sort arrange tidy", "start begin", "rise stand", "pop burst",
        "shine polish", "crawl creep slither slink", "float drift", "descend abseil lower",
        "sweep brush",
    )
)  # fmt: skip
TRAVEL: Final = frozenset(
    word
    for line in (
        "run jog sprint dash race gallop bolt rush scamper scurry walk stroll stride march wander",
        "strut amble saunter trudge trek waddle crawl creep slither slink fly soar glide",
        "swim paddle sail row ride cycle drive skate skateboard ski slide cross descend climb",
        "ascend chase trot speed migrate hike cruise motorcycle",
    )
    for word in line.split()
)
POSTURES: Final = frozenset(
    ("sit", "stand", "lie", "rest", "lounge", "nap", "sleep", "recline", "perch", "kneel", "crouch")
)


def same_verb(said: str, wanted: frozenset[str]) -> bool:
    """Tell whether a said verb is one of the wanted or shares a group of meaning with one."""
    words = {said, said.split("_", maxsplit=1)[0], said.split(" ", maxsplit=1)[0]}
    if words & wanted:
        return True
    return any(words & group and wanted & group for group in _GROUPS)

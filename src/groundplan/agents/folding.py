"""Things that open and fold: which of the two forms the words mean."""

from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.bodies import Casting
from groundplan.assets import catalogue
from groundplan.language.facts import EntityFact, Facts

__all__ = ["FOLDED_SUFFIX", "as_carried"]

FOLDED_SUFFIX: Final = "_folded"
"""Of the catalogue ids of things that are closed; without it the id is that of the open one."""
_CLOSED_WORDS: Final = frozenset({"closed", "folded", "furled", "collapsed", "rolled"})
_OPEN_WORDS: Final = frozenset({"open", "opened", "unfolded", "unfurled"})
_HANDLED: Final = frozenset({
    "hand_over", "receive", "pick_up", "put_down", "throw", "catch", "drop", "close_door",
})  # fmt: skip
"""Named actions in which people have such a thing closed: our default."""
_SHELTERED: Final = frozenset({"under", "below", "beneath"})


def as_carried(casting: Casting, fact: EntityFact, facts: Facts) -> Casting:
    """Return the casting in its folded form, where it has one and the words mean that.

    Said words win. Else a thing that is handed over, picked up, put down or thrown is folded, and
    one that somebody holds up, stands under or opens is not.
    """
    form = catalogue.ENTRIES.get(f"{casting.catalogue_id}{FOLDED_SUFFIX}")
    if form is None or not _is_folded(fact, facts):
        return casting
    return replace(casting, catalogue_id=form.id, size_m=form.size_m)


def _is_folded(fact: EntityFact, facts: Facts) -> bool:
    said = {a.value for a in fact.attributes if not a.of_part}
    if said & (_CLOSED_WORDS | _OPEN_WORDS):
        return bool(said & _CLOSED_WORDS)
    if any(r.object == fact.key and r.relation in _SHELTERED for r in facts.relations):
        return False
    acts = {act_of(a, facts).name for a in facts.actions if a.object == fact.key and not a.negated}
    return bool(acts) and acts <= _HANDLED

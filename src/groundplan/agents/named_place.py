"""Which place a text names: the one where all happens, else a landmark whose surroundings it is."""

from groundplan.agents.cast_list import cast_list
from groundplan.assets.sceneries import Scenery, scenery_of
from groundplan.language.facts import EntityFact, Facts

__all__ = ["named_place"]


def named_place(facts: Facts) -> tuple[EntityFact, Scenery] | None:
    """Return the place that the words name first, those where all happens before landmarks."""
    sets = [m.fact for m in cast_list(facts).members if m.fact.kind == "set"]
    for fact in sorted(sets, key=lambda f: f.role != "place"):
        scenery = scenery_of(fact.noun)
        if scenery is not None and (scenery.ground or fact.role == "place"):
            return fact, scenery
    return None

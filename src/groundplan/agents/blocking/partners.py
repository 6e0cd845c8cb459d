"""Who does something together with whom: receiver, object, companion, or who does the same."""

from typing import Final

from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts

__all__ = ["partner_of"]

_MUTUAL: Final = frozenset({"talk", "touch"})


def partner_of(action: ActionFact, facts: Facts) -> str:
    """Return the entity key of the other one; empty when it is done alone."""
    if action.action == "give" and action.goal:
        return action.goal
    other = action.object or action.companion
    if other or movement_of(action.action, action.verb).near not in _MUTUAL:
        return other
    same = (
        a.agent
        for a in facts.actions
        if (a.verb, a.order, a.negated) == (action.verb, action.order, action.negated)
        and not a.object
        and a.agent != action.agent
    )
    return next(same, "")

"""In which order actions happen when two readings are put together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundplan.language.facts import ActionFact

__all__ = ["ordered"]


def ordered(actions: Sequence[ActionFact], said: Mapping[str, int]) -> tuple[ActionFact, ...]:
    """Return the actions in the model's order, and the reader's own among those.

    `said` has the model's order by key. An action that the model does not name goes with the
    last one that the reader puts no later. Equal orders overlap, as before.
    """
    backed = [a for a in actions if a.key in said]
    result: list[ActionFact] = []
    for action in actions:
        if action.key in said:
            order = said[action.key]
        else:
            before = [said[b.key] for b in backed if b.order <= action.order]
            order = max(before, default=0)
        result.append(replace(action, order=order))
    ranks = {order: rank for rank, order in enumerate(sorted({a.order for a in result}))}
    return tuple(replace(a, order=ranks[a.order]) for a in result)

"""What nobody does at once is done in turn: who opens a door goes on when it is open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts

__all__ = ["in_turn"]

_PASSING: Final = frozenset({"throw", "hand_over"})
_RISING: Final = "stand_up"
_SITTING: Final = frozenset({"sit", "sit_down"})
_STANDING: Final = frozenset({"open_door", "close_door"})
"""What is done at one place, so that nobody walks meanwhile."""


def in_turn(facts: Facts) -> Facts:
    """Return the facts; of one person's simultaneous actions, those that exclude another follow it.

    The order of the words decides; everything that was later stays later.
    """
    names = {action.key: act_of(action, facts).name for action in facts.actions}
    if not (_PASSING | _STANDING | {_RISING}) & set(names.values()):
        return facts
    keys = {a.key: (a.order, _steps_before(a, facts.actions, names)) for a in facts.actions}
    if all(step == 0 for _, step in keys.values()):
        return facts
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())))}
    actions = tuple(replace(a, order=ranks[keys[a.key]]) for a in facts.actions)
    return replace(facts, actions=actions)


def _steps_before(
    action: ActionFact, actions: Sequence[ActionFact], names: Mapping[str, str]
) -> int:
    """Return how many of a person's actions of the same moment must be over before this one."""
    if action.negated:
        return 0
    before = [
        other
        for other in actions
        if (other.order, other.negated) == (action.order, False)
        and other.span.start < action.span.start
    ]
    own = sum(o.agent == action.agent and _excludes(o, action, names) for o in before)
    return own + sum(o.agent != action.agent and _passes_on(o, action, names) for o in before)


def _passes_on(one: ActionFact, other: ActionFact, names: Mapping[str, str]) -> bool:
    """Tell whether both throw or give the same thing: it has to arrive first."""
    same = bool(one.object) and one.object == other.object
    return same and {names[one.key], names[other.key]} <= _PASSING


def _excludes(one: ActionFact, other: ActionFact, names: Mapping[str, str]) -> bool:
    if names[one.key] in _SITTING and names[other.key] == _RISING:
        return True
    travels = [movement_of(a.action, a.verb).travels for a in (one, other)]
    standing = [names[a.key] in _STANDING for a in (one, other)]
    return (standing[0] and (travels[1] or standing[1])) or (travels[0] and standing[1])

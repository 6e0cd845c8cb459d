"""What doing something elsewhere implies: people walk to where they do it, though no word says so.

Who sits down on a chair after having walked to a window goes to the chair first. Such walks join
the facts as guessed actions, so that schedule, layout and motion treat them like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.table_words import is_table
from groundplan.language.facts import ActionFact, EntityFact, Facts, RelationFact

__all__ = ["with_approaches"]

_POSTURES: Final = frozenset({
    "sit", "sit_down", "lie", "lie_down", "stand", "kneel", "lean", "sleep", "crouch",
})  # fmt: skip
"""What is done on, at or beside something that a relation names."""
_AT_THINGS: Final = frozenset({
    "pick_up", "open_door", "close_door", "press_button", "type", "write", "play_piano", "pet",
    "knock", "wipe", "lift", "push", "pull", "touch",
})  # fmt: skip
"""What is done to a thing where it is."""
_WITH_SOMEBODY: Final = frozenset({
    "hand_over", "hug", "kiss", "shake_hands", "high_five", "slap", "comfort", "whisper", "punch",
})  # fmt: skip
_GOERS: Final = frozenset({"character", "group", "animal"})
_SITTING: Final = frozenset({"sit", "sit_down", "lie", "lie_down"})
_SITS_ON_CHAIRS: Final = frozenset({"sit", "sit_down"})
_RISING: Final = frozenset({"stand", "stand_up"})
_TAKING: Final = frozenset({"pick_up", "hold", "carry", "receive", "lift"})
_NEAR: Final = frozenset(
    {"on", "inside", "next_to", "behind", "in_front_of", "left_of", "right_of"}
)
_CLAUSE: Final = 40
"""Characters behind a verb within which a relation belongs to it: our engineering default."""


@dataclass(slots=True)
class _Walker:
    """One person or animal while the story is gone through."""

    at: str | None = None
    """Key of what they are at; empty: somewhere else; None: wherever layout puts them."""
    sits: bool = False
    last: ActionFact | None = None
    held: set[str] = field(default_factory=set[str])


def with_approaches(facts: Facts) -> Facts:
    """Return the facts with the walks that nobody mentions."""
    goers = [e.key for e in facts.entities if e.kind in _GOERS and not e.absent]
    draft = _Draft(walkers={p: _Walker(held=_held_from_the_start(p, facts)) for p in goers})
    for action in sorted(facts.actions, key=lambda a: (a.order, a.span.start)):
        if action.agent in draft.walkers and not action.negated:
            _go_on(draft, draft.walkers[action.agent], action, facts=facts)
    return (
        draft.joined(facts)
        if draft.changed or draft.added or draft.lying or draft.settled
        else facts
    )


@dataclass(slots=True)
class _Draft:
    """What has to join the facts."""

    walkers: dict[str, _Walker]
    """Everybody, by fact key."""
    changed: dict[str, ActionFact] = field(default_factory=dict[str, ActionFact])
    """Ways by key that now have a goal."""
    added: dict[str, ActionFact] = field(default_factory=dict[str, ActionFact])
    """New ways by the key of the action that they lead to."""
    later: set[str] = field(default_factory=set[str])
    """Actions that begin when a way that was said with them is over."""
    settled: set[str] = field(default_factory=set[str])
    """Relations that hold when somebody has arrived."""
    lying: dict[str, RelationFact] = field(default_factory=dict[str, RelationFact])
    """Where things lie that are taken from a table, by thing."""
    seats: list[EntityFact] = field(default_factory=list[EntityFact])
    """For those who sit down at a table and name no seat."""

    def joined(self, facts: Facts) -> Facts:
        """Return the facts with the walks, in the order of time."""
        actions: list[tuple[tuple[int, int], ActionFact]] = []
        waiting = {action.order for action in facts.actions if action.key in self.added}
        for action in facts.actions:
            # Where somebody has to come first, what else happens then waits until they are there.
            step = 1 if action.order in waiting or action.key in self.later else 0
            actions.append(((action.order, step), self.changed.get(action.key, action)))
            if action.key in self.added:
                actions.append(((action.order, 0), self.added[action.key]))
        relations = (
            replace(r, when="end") if r.key in self.settled else r for r in facts.relations
        )
        return replace(
            facts, entities=(*facts.entities, *self.seats), actions=_ranked(actions),
            relations=(*relations, *self.lying.values()),
        )  # fmt: skip

    def settle(self, relation: RelationFact | None, walker: _Walker) -> None:
        """Let a relation hold at the end that is said of somebody who has gone somewhere before."""
        if relation is not None and walker.at is not None:
            self.settled.add(relation.key)

    def seated(self, action: ActionFact, table: str) -> str:
        """Add a chair beside a table and return its key."""
        seat = EntityFact(
            key=f"{action.key}_seat", noun="chair", words="chair", kind="prop", span=action.span,
            role="landmark", guessed=True,
        )  # fmt: skip
        self.seats.append(seat)
        self.lying[seat.key] = RelationFact(
            key=f"{seat.key}_at", subject=seat.key, relation="next_to", object=table,
            span=action.span, guessed=True,
        )  # fmt: skip
        return seat.key


def _go_on(draft: _Draft, walker: _Walker, action: ActionFact, *, facts: Facts) -> None:
    """Follow one person through one action."""
    place, relation = _place(action, facts, held=walker.held)
    name, last = act_of(action, facts).name, walker.last
    draft.settle(relation, walker)
    if name in _SITS_ON_CHAIRS and not place and _is_at_table(walker, facts):
        place = draft.seated(action, walker.at or "")
    if movement_of(action.action, action.verb).travels:
        walker.at = action.goal
    elif name == "pick_up" and walker.at and _could_lie_on(action.object, walker.at, facts):
        draft.lying.setdefault(action.object, _lies(action, walker.at))
    elif place and _is_away(draft, walker, action.agent, place=place):
        if last is not None and _open_ended(last) and not walker.at:
            draft.changed[last.key] = replace(last, goal=place)
            draft.later |= {action.key} if last.order == action.order else set()
        else:
            draft.added[action.key] = _walk(action, place)
        walker.at = place
    elif place in draft.walkers:
        walker.at = draft.walkers[place].at if walker.at is None else walker.at
    elif place:
        walker.at = place
    walker.sits = name in _SITTING or (walker.sits and walker.at != "" and name not in _RISING)
    walker.last = action
    walker.held |= {action.object} if name in _TAKING else set()


def _is_away(draft: _Draft, walker: _Walker, person: str, *, place: str) -> bool:
    """Tell whether somebody has to go somewhere: who sits stays, and whoever is there is there."""
    if walker.at is None or walker.sits or place == walker.at:
        return False
    other = draft.walkers.get(place)
    return other is None or not (walker.at and other.at in {walker.at, person})


def _is_at_table(walker: _Walker, facts: Facts) -> bool:
    """Tell whether somebody has come to a table, and stands there."""
    came = walker.last is not None and not walker.sits
    return came and any(e.key == walker.at and is_table(e.noun) for e in facts.entities)


def _could_lie_on(thing: str, place: str, facts: Facts) -> bool:
    """Tell whether something that is said to be nowhere may be taken from a table."""
    nouns = {e.key: e.noun for e in facts.entities}
    nowhere = all(thing not in {r.subject, r.object} for r in facts.relations)
    return bool(thing) and nowhere and is_table(nouns.get(place, ""))


def _lies(action: ActionFact, table: str) -> RelationFact:
    return RelationFact(
        key=f"{action.object}_on_{table}", subject=action.object, relation="on", object=table,
        span=action.span, guessed=True,
    )  # fmt: skip


def _held_from_the_start(person: str, facts: Facts) -> set[str]:
    taken = {a.object for a in facts.actions if a.agent == person
             and act_of(a, facts).name in {"pick_up", "receive"}}  # fmt: skip
    return {e.key for e in facts.entities if e.held_by == person} - taken


def _open_ended(action: ActionFact) -> bool:
    """Tell whether somebody walks without a stated way, so that it may end anywhere."""
    return movement_of(action.action, action.verb).travels and not (
        action.path or action.companion or action.direction or action.distance_m
    )


def _walk(action: ActionFact, place: str) -> ActionFact:
    return ActionFact(
        key=f"{action.key}_to", agent=action.agent, verb="walk", action="walk", span=action.span,
        goal=place, order=action.order, guessed=True,
    )  # fmt: skip


def _place(action: ActionFact, facts: Facts, *, held: set[str]) -> tuple[str, RelationFact | None]:
    """Return what something is done at, and the relation that says so."""
    name = act_of(action, facts).name
    if name in _POSTURES:
        found = next(_said_of(action, facts), None)
        return ("", None) if found is None else (found.object, found)
    if name == "put_down":
        put = next((r for r in facts.relations if r.subject == action.object and r.when == "end"),
                   None)  # fmt: skip
        return ("" if put is None else put.object), None
    if name in _WITH_SOMEBODY:
        return _somebody(action, facts), None
    if name in _AT_THINGS and action.object not in held:
        return _support(action.object, facts), None
    return "", None


def _said_of(action: ActionFact, facts: Facts) -> Iterator[RelationFact]:
    """Yield the relations that say where a posture is taken: behind the verb, before the next."""
    after = [a.span.start for a in facts.actions if a.span.start > action.span.start]
    end = min([*after, action.span.end + _CLAUSE])
    for relation in facts.relations:
        near = relation.subject == action.agent and relation.relation in _NEAR
        if near and action.span.end <= relation.span.start < end:
            yield relation


def _somebody(action: ActionFact, facts: Facts) -> str:
    people = {e.key for e in facts.entities if e.kind in {"character", "group"}}
    named = (action.goal, action.object, action.companion)
    return next((key for key in named if key in people and key != action.agent), "")


def _support(key: str, facts: Facts) -> str:
    """Return what a thing lies on or in, else the thing itself."""
    under = (
        r.object
        for r in facts.relations
        if r.subject == key and r.relation in {"on", "inside"} and r.when != "end"
    )
    return next(under, key)


def _ranked(actions: Sequence[tuple[tuple[int, int], ActionFact]]) -> tuple[ActionFact, ...]:
    ranks = {place: rank for rank, place in enumerate(sorted({place for place, _ in actions}))}
    return tuple(replace(action, order=ranks[place]) for place, action in actions)

"""What a verb does in a clause: whose action it is, and when."""

from typing import Final

from groundplan.language.action_times import settle_times
from groundplan.language.chunks import Chunk, VerbGroup
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.facts import AttributeFact
from groundplan.language.tokens import span_of

__all__ = ["read_verb", "settle_passives"]

_LIGHT_VERBS: Final = frozenset(
    {
        "start", "begin", "continue", "try", "keep", "stop", "finish", "go", "attempt", "proceed",
        "manage", "seem",
    }
)  # fmt: skip
_HAVING: Final = frozenset({"have", "feature"})


def read_verb(reader: Clauses, chunk: Chunk) -> None:
    """Read a verb group."""
    group, state = chunk.verb, reader.state
    if group is None:
        return
    reader.use(chunk.start, chunk.end)
    state.pending = None
    if group.copula:
        state.acting, state.slot, state.verb_seen, state.copula = [], "", True, True
        return
    follower = reader.ahead()
    if (
        group.lemma in _LIGHT_VERBS
        and follower
        and follower.kind == "verb"
        and follower.verb
        and not follower.verb.copula
    ):
        return
    agents = _agents(reader, group)
    state.relative = False
    if _wears(reader, group, agents):
        return
    if group.verb_class == "state":
        state.acting, state.verb_seen, state.slot = [], True, ""
        state.wearing = agents[0] if agents and group.lemma in _HAVING else ""
        if group.lemma not in _HAVING:
            reader.doubt(group.index, group.index + 1, "a state that is not shown as an action")
        return
    if state.blocked and not agents:
        state.acting = []
        reader.doubt(chunk.start, chunk.end, "an action of something that is no entity")
        return
    _act(reader, chunk, agents)


def _wears(reader: Clauses, group: VerbGroup, agents: list[str]) -> bool:
    if group.verb_class != "wear" or not agents:
        return False
    state = reader.state
    state.wearing, state.verb_seen = agents[0], True
    return True


def _act(reader: Clauses, chunk: Chunk, agents: list[str]) -> None:
    group, state = chunk.verb, reader.state
    if group is None:
        return
    _sequence(reader, agents, group)
    state.acting = []
    for agent in agents or [""]:
        draft = ActionDraft(
            key=f"a{len(reader.actions) + 1}",
            agent="" if group.passive else agent,
            object=agent if group.passive else "",
            verb=group.lemma,
            action=group.action,
            verb_class=group.verb_class,
            places=[chunk.start, chunk.end],
            order=reader.order,
            negated=group.negated,
            manner=[reader.words.lowers[i] for i in chunk.extra],
            passive=group.passive,
            participle=group.form == "VBG",
            sentence=reader.sentence,
        )
        reader.actions.append(draft)
        state.acting.append(draft)
    settle_times(reader, state.acting)
    if not agents and not group.passive:
        state.headless = list(state.acting)
    state.verb_seen, state.slot, state.last_role = True, "", ""


def _sequence(reader: Clauses, agents: list[str], group: VerbGroup) -> None:
    """Put an action after the ones before it where the words say so without "then"."""
    mine = [a for a in reader.actions if a.agent in agents and a.order == reader.order]
    if not mine or not group.finite:
        return
    last = mine[-1]
    arrived = last.verb_class == "travel" and bool(last.goal) and reader.state.joined
    listed = reader.state.joined == "comma" and last.verb_class not in {"posture", "still"}
    if arrived or listed or last.sentence != reader.sentence:
        reader.order += 1


def _agents(reader: Clauses, group: VerbGroup) -> list[str]:
    state, cast = reader.state, reader.cast
    if state.relative and state.last:
        return [state.last]
    if group.infinitive or state.joined == "and":
        current = [a.agent for a in state.acting if a.agent]
        return list(dict.fromkeys(current)) or list(state.subject)
    if (
        state.previous in {"noun", "pronoun"}
        and state.last
        and state.last not in state.subject
        and not group.finite
    ) and (cast.mobile(state.last) or not state.subject):
        return [state.last]
    return list(state.subject)


def settle_passives(reader: Clauses) -> None:
    """Turn "a parked car" said as a clause, with nobody who did it, into a state."""
    for action in list(reader.actions):
        if action.agent:
            continue
        reader.actions.remove(action)
        start, end = action.places[0], action.places[-1]
        if action.passive and action.object:
            span = span_of(reader.words.tokens[start:end])
            value = reader.words.lowers[end - 1]
            reader.cast[action.object].attributes.append(
                AttributeFact(name="state", value=value, span=span)
            )
        else:
            reader.doubt(start, end, "nobody in the text does this")

"""What a verb does in a clause: whose action it is, and when."""

from typing import Final

from groundplan.language.action_times import settle_times
from groundplan.language.becoming import becomes, read_change
from groundplan.language.chunks import Chunk, VerbGroup
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.facts import AttributeFact
from groundplan.language.tokens import span_of
from groundplan.language.verb_shapes import deed_ahead

__all__ = ["read_verb", "settle_passives"]

_LIGHT_VERBS: Final = frozenset(
    {
        "start", "begin", "continue", "try", "keep", "stop", "finish", "go", "attempt", "proceed",
        "manage", "seem", "keep on", "go on", "carry on", "refuse", "decline", "fail", "forget",
        "cease", "spend", "begin to", "help",
    }
)  # fmt: skip
_NOT_DOING: Final = frozenset({"refuse", "decline", "fail", "forget"})
_TRYING: Final = frozenset({"try", "attempt"})
_STAGE: Final = frozenset({"enter", "exit"})
"""Verbs in front of who does it in stage directions ("Enter the king")."""
_ENDING: Final = frozenset(
    {
        "open", "close", "shut", "lock", "unlock", "slam", "enter", "exit", "arrive", "mount",
        "ring",
        "stand up", "get up", "sit down", "lie down", "turn around", "knock over", "drop", "catch",
        "break", "shatter", "burst", "explode", "crack", "stop", "appear", "switch on",
        "switch off",
        "turn on", "turn off", "land", "kick", "trip", "wake up", "ignite", "knock", "finish",
        "leave",
        "rise up",
    }
)  # fmt: skip
"""What is over in a moment."""
_LETTING: Final = frozenset({"watch", "see", "hear", "make", "help", "observe", "notice", "feel"})
"""Verbs whose object does what follows ("watches a boy fix a bicycle")."""
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
    if _leads_on(reader, chunk, group):
        return
    agents = _agents(reader, group)
    state.relative = False
    if _wears(reader, group, agents) or _is_state(reader, chunk, agents):
        return
    _act(reader, chunk, agents)


def _leads_on(reader: Clauses, chunk: Chunk, group: VerbGroup) -> bool:
    """Read a verb that says nothing itself: "ends on a close-up", "tries to", "ends up behind"."""
    state, follower = reader.state, reader.ahead()
    if _is_of_camera(reader, chunk, group) or (group.lemma == "spend" and _takes_time(follower)):
        return True
    if group.lemma in _ENDING_UP and _stands_then(reader, chunk):
        return True
    doing = follower is not None and follower.verb is not None and not follower.verb.copula
    if group.lemma not in _LIGHT_VERBS or not doing:
        return False
    state.negate = state.negate or group.negated or group.lemma in _NOT_DOING
    state.tried = group.lemma in _TRYING
    state.subject = list(state.who())
    return True


def _is_state(reader: Clauses, chunk: Chunk, agents: list[str]) -> bool:
    """Read what is no action: a state ("has"), or what no entity does."""
    group, state = chunk.verb, reader.state
    if group is None:
        return True
    if group.verb_class == "state" and not deed_ahead(reader, group.lemma):
        state.acting, state.verb_seen, state.slot = [], True, ""
        state.wearing = agents[0] if agents and group.lemma in _HAVING else ""
        if group.lemma not in _HAVING:
            reader.doubt(group.index, group.index + 1, "a state that is not shown as an action")
        return True
    if state.blocked and not agents:
        state.acting = []
        reader.doubt(chunk.start, chunk.end, "an action of something that is no entity")
        return True
    return False


_ENDING_UP: Final = frozenset({"end", "finish", "wind"})


def _stands_then(reader: Clauses, chunk: Chunk) -> bool:
    """Read "ends up right of her" as where somebody is in the end."""
    words, state = reader.words.lowers, reader.state
    follower = reader.ahead()
    up = follower is not None and reader.words.lowers[follower.start] == "up"
    place = reader.ahead(2) if up else follower
    if place is None or place.preposition is None or not place.preposition.relation:
        return False
    if up and words[chunk.end - 1] != "up":
        reader.at += 1
    agents = state.subject or state.who()
    state.acting, state.subject, state.copula, state.ended = [], list(agents), True, True
    return True


def _takes_time(follower: Chunk | None) -> bool:
    return follower is not None and follower.kind == "quantity"


def _is_of_camera(reader: Clauses, chunk: Chunk, group: VerbGroup) -> bool:
    """Whether "ends on" or "finishes as" is about the framing that stands behind it."""
    if group.lemma not in {"begin", "start", "end", "finish", "open", "close", "widen", "tighten"}:
        return False
    board = reader.board
    at = reader.words.indices[chunk.end - 1] + 1
    while at < len(board.tokens) and board.tokens[at].lower in {"on", "as", "in", "with", "a", "an",
                                                                "the", "up", "to"}:  # fmt: skip
        if at in board.hidden:
            break
        at += 1
    hidden = at < len(board.tokens) and at in board.hidden and board.tokens[at].word
    if hidden:
        reader.state.acting = []
    return hidden


def _wears(reader: Clauses, group: VerbGroup, agents: list[str]) -> bool:
    state = reader.state
    if group.lemma in {"read", "say"} and agents and _shows_words(reader, agents):
        return True
    if group.verb_class != "wear" or not agents:
        return False
    if group.lemma == "don":
        _act_once(reader, group, agents)
    state.wearing, state.verb_seen = agents[0], True
    return True


def _shows_words(reader: Clauses, agents: list[str]) -> bool:
    """Whether a sign "reads" what stands on it."""
    return all(reader.cast[key].kind in {"prop", "set"} for key in agents)


def _act_once(reader: Clauses, group: VerbGroup, agents: list[str]) -> None:
    """Note that somebody puts on what is read as worn from now on."""
    for agent in agents:
        reader.actions.append(
            ActionDraft(
                key=f"a{len(reader.actions) + 1}", agent=agent, verb=group.lemma,
                action=group.action,
                verb_class="still", places=[group.index, group.index + 1], order=reader.order,
                negated=group.negated, sentence=reader.sentence,
            )
        )  # fmt: skip


def _act(reader: Clauses, chunk: Chunk, agents: list[str]) -> None:
    group, state = chunk.verb, reader.state
    if group is None:
        return
    _sequence(reader, agents, group)
    earlier = reader.actions_here() if state.when else []
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
            negated=group.negated or state.negate,
            manner=[reader.words.lowers[i] for i in chunk.extra],
            passive=group.passive,
            participle=group.form == "VBG",
            sentence=reader.sentence,
            ends=state.tried or _is_over(group) or _says_words(reader, chunk),
        )
        reader.actions.append(draft)
        state.acting.append(draft)
    state.negate = state.tried = state.absent = False
    if earlier and state.when and state.acting[0].ends:
        for action in earlier:
            action.order += 1
        state.when = False
    settle_times(reader, state.acting)
    if not agents and not group.passive:
        state.headless = list(state.acting)
    state.verb_seen, state.slot, state.last_role = True, "", ""
    if agents:
        read_change(reader, chunk, group)


def _says_words(reader: Clauses, chunk: Chunk) -> bool:
    """Whether a spoken line stands behind the verb: it is over when the words are."""
    after = reader.words.indices[chunk.end - 1] + 1
    return after < len(reader.board.tokens) and reader.board.tokens[after].text == '"'


def _is_over(group: VerbGroup) -> bool:
    moment = group.lemma in _ENDING or group.verb_class == "transfer"
    return moment and group.form != "VBG"


def _sequence(reader: Clauses, agents: list[str], group: VerbGroup) -> None:
    """Put an action after the ones before it where the words say so without "then"."""
    state = reader.state
    mine = [a for a in reader.actions if a.agent in agents and a.order == reader.order]
    if not mine and _next_sentence(reader, group):
        reader.order += 1
    if not mine or not group.finite or state.meanwhile:
        return
    last = mine[-1]
    calm = last.verb_class in {"posture", "still"} and group.verb_class not in _GOING
    arrived = last.verb_class == "travel" and bool(last.goal) and state.joined
    listed = state.joined == "comma" and (last.ends or not calm)
    listed = listed or (state.listing and state.joined == "and")
    over = state.joined == "and" and last.ends
    if arrived or listed or over or last.sentence != reader.sentence:
        reader.order += 1
        state.listing = listed


_GOING: Final = frozenset({"travel", "transfer"})


def _next_sentence(reader: Clauses, group: VerbGroup) -> bool:
    """Whether the sentence before ended with what is over in a moment, and this goes on."""
    if reader.actions_here() or not reader.actions or reader.state.meanwhile or not group.finite:
        return False
    last = reader.actions[-1]
    return last.ends and not last.negated and last.order == reader.order


def _agents(reader: Clauses, group: VerbGroup) -> list[str]:
    state = reader.state
    if _does_last(reader, group):
        return [state.last]
    if group.passive and state.joined and any(a.passive and a.object for a in state.acting):
        return [a.object for a in state.acting if a.passive]
    if group.infinitive or state.joined == "and":
        current = [a.object if a.passive else a.agent for a in state.acting]
        current = [key for key in current if key]
        return list(dict.fromkeys(current)) or list(state.who())
    if not state.subject:
        return [] if _inverted(reader, group) else list(state.who())
    return list(state.subject)


def _does_last(reader: Clauses, group: VerbGroup) -> bool:
    """Whether who or what was named last does it, rather than the subject."""
    state, cast = reader.state, reader.cast
    if not state.last or (state.relative and state.last):
        return bool(state.last)
    if group.infinitive or state.joined == "and":
        return False
    if group.form == "VB" and any(a.verb in _LETTING for a in state.acting):
        return state.last_role == "object"
    if state.previous not in {"noun", "pronoun"} or state.last in state.subject or group.finite:
        return False
    reduced = group.passive and cast[state.last].kind != "set"
    return cast.mobile(state.last) or not state.subject or _nearer(reader, group) or reduced


def _nearer(reader: Clauses, group: VerbGroup) -> bool:
    """Whether a thing right before "yellowing" becomes so, rather than the subject."""
    alive = any(reader.cast.alive(key) for key in reader.state.subject)
    return becomes(group.lemma) and not alive and not reader.cast.alive(reader.state.last)


def _inverted(reader: Clauses, group: VerbGroup) -> bool:
    """Whether who acts comes behind the verb ("out steps a man", "enter the king")."""
    state, follower = reader.state, reader.ahead()
    if not group.finite:
        return not state.former or state.before or state.after or state.previous in {"stop", ""}
    if follower is None or follower.kind not in {"noun", "pronoun", "owner"}:
        return False
    return bool(state.fronted) or state.led or group.lemma in _STAGE


_SENT: Final = {
    verb: (means, action)
    for means, action, verbs in (
        ("fly", "fly", "throw toss hurl fling kick shoot launch fire pitch lob hit chuck"),
        ("roll", "roll", "roll push pull drag slide bowl shove tow"),
        ("move", "move", "carry move drive lead bring chase escort blow sweep"),
        ("fall", "fall", "drop knock knock_over"),
    )
    for verb in verbs.split()
}
"""What a thing does that is sent somewhere by nobody named ("a ball is thrown to the left")."""


def _is_sent(action: ActionDraft) -> bool:
    going = (
        action.direction or action.goal or action.source or action.path_kind in {"across", "over"}
    )
    return bool(going) and action.verb in _SENT and not action.negated


def settle_passives(reader: Clauses) -> None:
    """Turn "a parked car" said as a clause, with nobody who did it, into a state."""
    for action in list(reader.actions):
        if action.agent:
            continue
        reader.actions.remove(action)
        start, end = action.places[0], action.places[-1]
        if action.passive and action.object and _is_sent(action):
            action.agent, action.object, action.passive = action.object, "", False
            action.verb, action.action = _SENT[action.verb]
            reader.actions.append(action)
        elif action.passive and action.object:
            span = span_of(reader.words.tokens[start:end])
            value = reader.words.lowers[end - 1]
            reader.cast[action.object].attributes.append(
                AttributeFact(name="state", value=value, span=span)
            )
        else:
            reader.doubt(start, end, "nobody in the text does this")

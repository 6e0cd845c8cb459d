"""What a preposition with its noun says: a relation, or a part of a motion."""

from typing import Final

from groundplan.language.between import another_follows, is_between, stand_between
from groundplan.language.clauses import ActionDraft, Clauses, RelationDraft, relate
from groundplan.language.lexicon import Preposition
from groundplan.language.vocabulary import vocabulary

__all__ = ["read_preposition", "way_of"]

_PLACE_WORDS: Final = frozenset(
    {
        "in", "on", "at", "through", "across", "inside", "along", "within", "over", "into", "from",
        "by", "near", "around", "under", "to", "down", "up", "of",
    }
)  # fmt: skip
_IN_WORDS: Final = frozenset(["in", "at", "inside", "within", "into", "through"])
_CARRIED: Final = frozenset({"source", "goal", "through", "across", "along", "past"})
_AT_REST: Final = frozenset(
    {"left_of", "right_of", "in_front_of", "behind", "on", "above", "below", "under"}
)
_STANDING: Final = frozenset({"left_of", "right_of", "in_front_of", "behind", "next_to"})
"""Relations that things stand in which somebody goes past or around."""
_OVER: Final = frozenset(
    {"jump", "climb", "fly", "run", "ride", "walk", "crawl", "move", "drive", "roll", "swim"}
)
_INSTRUMENTS: Final = frozenset({"electronics", "instrument"})
_WITH_INSTRUMENTS: Final = frozenset({"talk", "play", "work", "look"})
"""Kinds of things, and what people do on them."""
_AT_IT: Final = frozenset(
    {"chisel", "peck", "gnaw", "claw", "scratch", "swing", "hack", "nibble", "chew", "tug",
     "hammer",
     "sniff", "bark", "shout", "snap", "lunge", "paw", "poke", "growl"}
)  # fmt: skip
"""Verbs whose object stands behind "at"."""
_CONTACT: Final = frozenset(
    {"press", "cut", "bump", "crash", "collide", "knock", "push", "nibble", "chew", "tap", "bang",
     "bite", "bite into", "slice", "peck", "smash", "slam", "saw", "drill", "drum", "pound", "ram",
     "munch", "gnaw", "feast", "graze", "dine", "hammer", "stab", "kick", "lash", "scratch",
     "paint",
     "operate", "engage", "fight", "tug", "pull", "play", "work"}
)  # fmt: skip
_CONTACTS: Final = {
    "on": _CONTACT - {"play", "work", "paint", "fight"},
    "into": _CONTACT,
    "against": _CONTACT,
    "through": frozenset({"cut", "slice", "saw", "drill", "smash", "bite", "chew"}),
    "with": frozenset({"collide", "fight", "crash"}),
}
"""Verbs of touching, by the preposition before what is touched."""
_CLIMBING: Final = frozenset({"climb", "fly"})
"""Actions that leave the ground, also along a street."""


def read_preposition(reader: Clauses, preposition: Preposition, key: str, *, at: int) -> None:
    """Read "PREPOSITION NOUN"."""
    state = reader.state
    place = reader.cast[key]
    if preposition.words in {"of", "about", "for", "until"} or _absolute(reader, preposition, key):
        return
    if _is_place(reader, preposition, key):
        place.role = "place"
    elif place.role == "subject" and key not in state.subject and not reader.cast.alive(key):
        place.role = "landmark"
    if _screen_side(reader, preposition, key):
        return
    if is_between(preposition):
        _between(reader, preposition, key, at=at)
    elif preposition.words == "by" and any(a.passive for a in state.acting):
        _passive_agent(reader, key)
    elif state.acting and (_motion(reader, preposition, key) or _used(reader, preposition, key)):
        return
    else:
        _rest(reader, preposition, key, at=at)


def _absolute(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Whether "with a car driving by" says what else happens, not in whose company."""
    follower = reader.ahead()
    doing = follower is not None and follower.verb is not None and follower.verb.form == "VBG"
    return preposition.words == "with" and doing and reader.cast.mobile(key)


def _is_place(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Whether the words say that all of this happens in or at the thing."""
    draft = reader.cast[key]
    entry = vocabulary().noun(draft.noun)
    building = entry is not None and entry.hypernym == "building"
    words = _IN_WORDS if building else _PLACE_WORDS
    return draft.kind == "set" and preposition.words in words


def _screen_side(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Read "walks to the left side of the room" and "down a hill" as a direction.

    "Down a street" is along it.
    """
    sides = {"left_of": "left", "right_of": "right"}
    moving = [a for a in reader.state.acting if a.verb_class == "travel" and not a.direction]
    for action in moving:
        if preposition.words in {"up", "down"}:
            if not _level(reader, key) or action.action in _CLIMBING:
                action.direction = preposition.words
        elif preposition.goal and preposition.relation in sides and reader.cast[key].kind == "set":
            action.direction = sides[preposition.relation]
            return True
    return False


def _level(reader: Clauses, key: str) -> bool:
    """Whether one goes along it where the words say "down" or "up" it: a street, no building."""
    draft = reader.cast[key]
    entry = vocabulary().noun(draft.noun)
    return draft.kind == "set" and (entry is None or entry.hypernym != "building")


def _passive_agent(reader: Clauses, key: str) -> None:
    for action in reader.state.acting:
        if action.passive and not action.agent:
            action.agent = key
            reader.cast[key].role = "subject"


def _motion(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Read the phrase as a part of a motion; False when it is about a place at rest."""
    done = False
    for action in reader.state.acting:
        if action.agent == key:
            return True
        if (action.verb_class == "travel" and preposition.way and _fits(action, preposition)) or (
            action.verb_class in {"transfer", "handle", "hold"} and preposition.way in _CARRIED
        ):
            _way(action, preposition.way, key)
            done = True
        elif action.verb_class == "still" and (
            preposition.way in {"source", "goal"} or preposition.words == "at"
        ):
            if preposition.way != "source" and not action.object and reader.cast[key].kind != "set":
                action.object = key
            done = True
        elif (
            action.verb in _AT_IT and preposition.words == "at" and not action.object
        ) or _touches(reader, action, preposition, key=key):
            action.object, done = key, True
        elif action.action == "look" and preposition.words in {
            "at",
            "to",
            "over",
            "into",
            "through",
        }:
            action.object = action.object or key
            done = True
    _companion(reader, preposition, key)
    hovering = preposition.words in {"over", "above"} and reader.state.acting[0].action == "fly"
    return done and not hovering and not (preposition.goal and preposition.relation)


def _touches(
    reader: Clauses, action: ActionDraft, preposition: Preposition, *, key: str
) -> bool:  # fmt: skip
    """Whether "presses on a pillow" names what is pressed."""
    if action.object or action.verb not in _CONTACTS.get(preposition.words, frozenset()):
        return False
    return reader.cast[key].kind != "set" and not action.passive


def way_of(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Give "from the cave" in front of "emerges a bear" to the motion; False at rest."""
    going = [a for a in reader.state.acting if a.verb_class == "travel"]
    for action in going:
        if preposition.way and _fits(action, preposition):
            _way(action, preposition.way, key)
    return bool(going) and bool(preposition.way) and not preposition.relation


def _fits(action: ActionDraft, preposition: Preposition) -> bool:
    """Whether the verb of travel takes the phrase as its way rather than as a place at rest."""
    if preposition.words in {"over", "under"}:
        return action.action in _OVER
    return True


def _way(action: ActionDraft, way: str, key: str) -> None:
    if way == "source":
        action.source = action.source or key
    elif way == "goal":
        action.goal = action.goal or key
    elif not action.path:
        action.path, action.path_kind = key, way


def _companion(reader: Clauses, preposition: Preposition, key: str) -> None:
    if not preposition.companion or not reader.cast.mobile(key) or _passed(reader, preposition):
        return
    for action in reader.state.acting:
        if action.verb_class in {"travel", "posture", "still"} and not action.companion:
            action.companion, action.companion_relation = key, preposition.companion


def _passed(reader: Clauses, preposition: Preposition) -> str:
    """Return what a motion goes past or around when a place right after it is that thing's own."""
    if preposition.relation not in _STANDING or preposition.words == "with":
        return ""
    going = (a for a in reader.state.acting if a.path_kind in {"past", "around"})
    return next((a.path for a in going if not a.companion), "")


def _used(reader: Clauses, preposition: Preposition, key: str) -> bool:
    """Read "talks on the phone" and "plays on the piano" as what is done with the thing."""
    entry = vocabulary().noun(reader.cast[key].noun)
    if preposition.words != "on" or entry is None or entry.hypernym not in _INSTRUMENTS:
        return False
    using = [a for a in reader.state.acting if a.action in _WITH_INSTRUMENTS and not a.object]
    for action in using:
        action.object, reader.cast[key].role = key, "object"
    return bool(using)


def _rest(reader: Clauses, preposition: Preposition, key: str, *, at: int) -> None:
    state = reader.state
    targets = _targets(reader, preposition)
    if not targets:
        if not state.subject and not state.blocked:
            state.fronted.append((preposition, key, at))
        return
    if preposition.words == "with":
        _with(reader, targets[0], key)
        state.brought = "" if state.acting else key
        return
    if state.brought and key in targets:
        targets = [state.brought]
    state.brought = ""
    if passed := _passed(reader, preposition):
        targets = [passed]
    for target in targets:
        draft = relate(reader, target, preposition, to=key, at=at)
        if draft:
            draft.places = [reader.state.pending_at, at + 1]
            _when(reader, draft, preposition, target=target)


def _between(reader: Clauses, preposition: Preposition, key: str, *, at: int) -> None:
    """Place what the phrase is about between two things, or between the two of a pair."""
    targets = _targets(reader, preposition)
    if targets:
        stand_between(reader, targets, key, at=at, more=another_follows(reader))
    elif not reader.state.subject and not reader.state.blocked:
        reader.state.fronted.append((preposition, key, at))


def _with(reader: Clauses, target: str, key: str) -> None:
    cast = reader.cast
    if cast.alive(target) and cast[key].kind == "prop" and not cast[key].held_by:
        cast[key].held_by, cast[key].role = target, "object"


def _when(reader: Clauses, draft: RelationDraft, preposition: Preposition, *, target: str) -> None:
    """Say when a relation holds: at the end, when a motion leads there."""
    moving = [a for a in reader.state.acting if target in {a.agent, a.object}]
    arrives = any(a.verb_class in {"travel", "transfer"} for a in moving)
    earlier = [
        r
        for r in reader.relations
        if r.subject == target and r.object == draft.object and r is not draft
    ]
    later = bool(earlier) and any(a.verb_class == "travel" for a in moving)
    if arrives and (
        preposition.goal
        or any(a.verb_class == "transfer" and a.object == target and not a.passive for a in moving)
    ):
        draft.when = "end"
    if (later and draft.relation in _AT_REST | {"next_to"}) or reader.state.ended:
        draft.when = "end"
    if draft.when == "end":
        for other in earlier:
            if other.when == "always":
                other.when = "start"


def _targets(reader: Clauses, preposition: Preposition) -> list[str]:
    """Return what the phrase is about."""
    state = reader.state
    if state.blocked:
        return []
    if state.acting and state.last_role == "object" and state.pending_after in {"noun", "pronoun"}:
        action = state.acting[0]
        placed = action.verb_class == "transfer" and preposition.relation not in {"", "at"}
        if (placed or action.action == "look") and action.object:
            return [action.object]
    if state.acting:
        return [a.agent for a in state.acting if a.agent] or [
            a.object for a in state.acting if a.object
        ]
    return list(state.subject)

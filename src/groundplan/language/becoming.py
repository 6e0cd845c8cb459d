"""Changes: what becomes of the subject or the object of a verb, and what it was before.

"turns from green to red", "grows into a tall tree", "melts", "becomes cracked and worn", "turns the
prince into a frog", "paints the door red". The words of both states are taken out of the clause.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from groundplan.language.chunks import Chunk, VerbGroup
from groundplan.language.clauses import ActionDraft, ChangeDraft, Clauses
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.vocabulary import vocabulary
from groundplan.language.words import DETERMINERS, Words

__all__ = ["becomes", "read_change", "read_object_change"]

_OPEN: Final = frozenset(
    {"become", "turn", "change", "transform", "transition", "morph", "evolve", "convert", "mutate",
     "develop", "grow", "melt", "metamorphose", "shift", "fade", "age", "dissolve", "freeze",
     "turn into", "transition to", "harden", "solidify", "shrink", "expand"}
)  # fmt: skip
"""Verbs behind which any noun may be the new state ("into a frog")."""
_BARE: Final = frozenset(
    {"become", "turn", "go", "grow", "get", "fall", "stay", "burn", "turn into"}
)
"""Verbs that take a property without "to" ("goes dark")."""
_MADE: Final = frozenset(
    {"turn", "transform", "change", "morph", "convert", "paint", "dye", "color", "make", "bleach"}
)  # fmt: skip
"""Verbs that change their object."""
_WITH: Final = frozenset({"fill", "light up", "flood", "cover"})
_STUFF: Final = frozenset(
    {"ash", "ashes", "stone", "dust", "ice", "water", "steam", "smoke", "gold", "mud", "powder",
     "liquid", "sand", "rain", "snow", "rust", "crystal", "glass", "wood", "metal", "black",
     "darkness", "night", "day"}
)  # fmt: skip
_STOPPERS: Final = frozenset({"while", "as", "when", "then", "over", "with", "during", "before"})
_ONOFF: Final = frozenset({"on", "off", "open", "shut", "closed"})
_COMPARED: Final = {
    "larger": "size", "bigger": "size", "smaller": "size", "taller": "size", "longer": "size",
    "shorter": "size", "wider": "size", "thinner": "size", "thicker": "size", "older": "age",
    "younger": "age",
}  # fmt: skip
_SAID_OF: Final = frozenset(
    {"bright", "dim", "dark", "light", "smooth", "rough", "dull", "matte", "invisible", "bare",
     "transparent", "opaque", "hot", "cold", "warm", "cool", "full", "ripe", "quiet", "still",
     "brittle", "soft", "hard", "slushy", "hazy", "ragged", "shiny", "glossy", "stormy"}
)  # fmt: skip
"""Properties that the tagger often takes for nouns or verbs."""
_WAYS: Final = frozenset(
    {"left", "right", "straight", "forward", "around", "back", "north", "south", "east", "west"}
)
"""Where somebody turns, not what they become."""
_ENDINGS: Final = ("ish", "ous", "ful", "less")
_LIVING: Final = frozenset({"character", "animal"})
_AGEING: Final = frozenset({"age", "grow", "shrink", "yellow", "redden"})


@cache
def _ends() -> dict[str, tuple[str, str]]:
    """Return (state before, state after) of verbs that say it by themselves ("melt")."""
    rows = vocabulary().sheets["verbs"]["becoming"].mapping().items()
    return {verb: (pair.words()[0], pair.words()[1]) for verb, pair in rows}


def becomes(verb: str) -> bool:
    """Whether a verb can say that something becomes something else."""
    return verb in _OPEN or verb in _BARE or verb in _ends()


def read_change(reader: Clauses, chunk: Chunk, group: VerbGroup) -> None:
    """Read what the subject becomes, behind the verb that was just read."""
    acting = [a for a in reader.state.acting if not a.negated]
    at = _past_adverbs(reader.words, chunk.end)
    found = _states(reader.words, at, verb=group.lemma)
    subjects = [a for a in acting if _patient(a)]
    if found is not None:
        start, end, stop = found
        for action in subjects:
            _note(reader, action, _patient(action), start=start, end=end, at=(chunk.start, stop))
            _restate(action)
        if subjects:
            _skip(reader, stop)
    elif group.lemma in _ends():
        for action in subjects:
            _by_itself(reader, action, chunk)


def _patient(action: ActionDraft) -> str:
    return action.object if action.passive else action.agent


def _restate(action: ActionDraft) -> None:
    """Let "turns red" be no turning."""
    action.action, action.verb_class = "change", "change"


def _by_itself(reader: Clauses, action: ActionDraft, chunk: Chunk) -> None:
    """Note the state that a verb leads to by itself ("melts")."""
    key, verb = _patient(action), action.verb
    alive = reader.cast[key].kind in _LIVING and not reader.state.part
    transitive = not action.passive and _object_follows(reader)
    if (alive and verb not in _AGEING) or transitive:
        return
    start, end = _ends()[verb]
    names = (reader.words.lowers[n] for n in range(chunk.end, chunk.end + 1)
             if n < len(reader.words.lowers))  # fmt: skip
    if verb in _WITH and next(names, "") == "with":
        words, stop = _phrase(reader.words, chunk.end + 1)
        end = f"{end} of {' '.join(words)}" if verb == "fill" else f"{end} with {' '.join(words)}"
        _skip(reader, stop)
    color = "color" if end in lexicon().colors else "age" if end == "old" else "state"
    if any(c.entity == key and c.name == color for c in reader.changes):
        return
    _add(reader, action, ChangeDraft(entity=key, name=color, start=start, end=end,
         action=action.key, places=[chunk.start, chunk.end]))  # fmt: skip


def _object_follows(reader: Clauses) -> bool:
    follower = reader.ahead()
    return follower is not None and follower.kind in {"noun", "pronoun", "owner"}


def read_object_change(reader: Clauses, key: str, *, at: int, part: str = "") -> None:
    """Read what the object becomes: "into a frog", "red"; `at` is the word behind it."""
    acting = [a for a in reader.state.acting if a.verb in _MADE and not a.negated]
    words = reader.words
    if not acting or at >= len(words.lowers) or (key == acting[0].agent and not part):
        return
    first = words.lowers[at]
    if first in {"into", "from", "to"}:
        found = _states(words, at, verb=acting[0].verb)
    else:
        found = None if not _is_property(words, at) else _bare(words, at)
    if found is not None:
        start, end, stop = found
        reader.state.part, kept = part, reader.state.part
        _note(reader, acting[0], key, start=start, end=end, at=(at, stop))
        reader.state.part = kept
        _skip(reader, stop)


def _past_adverbs(words: Words, at: int) -> int:
    """Return the place behind adverbs and a bare "color"."""
    while at < len(words.lowers) and (
        (words.tags[at].startswith("RB") and words.lowers[at] not in _ONOFF and not
         _is_property(words, at)) or words.lowers[at] in {"color", "colour", "colors"}
    ):  # fmt: skip
        at += 1
    return at


State = tuple[list[str], list[str], int]
"""Words before, words after, and the place behind them."""


def _states(words: Words, at: int, *, verb: str) -> State | None:
    """Return the two states that stand at a place, or None when nothing is said to become."""
    first = words.lowers[at] if at < len(words.lowers) else ""
    if first == "from":
        return _from(words, at, verb=verb)
    if first in {"to", "into"}:
        after, stop = _phrase(words, at + 1)
        fits = bool(after) and _fits(words, after, verb=verb, start=at + 1, into=first == "into")
        return ([], after, stop) if fits else None
    if verb in {"turn into", "transition to", "acquire"}:
        after, stop = _phrase(words, at)
        return ([], after, stop) if after else None
    if verb == "become" or (verb in _BARE and _is_property(words, at)):
        return _bare(words, at)
    if verb in _BARE and first in DETERMINERS and _is_property(words, at + 1):
        found = _bare(words, at)
        return found if found and found[1][-1] in lexicon().colors else None
    return None


def _bare(words: Words, at: int) -> State | None:
    after, stop = _phrase(words, at)
    return ([], after, stop) if after else None


def _from(words: Words, at: int, *, verb: str) -> State | None:
    before, middle = _phrase(words, at + 1)
    joint = words.lowers[middle] if middle < len(words.lowers) else ""
    if not before:
        return None
    if joint not in {"to", "into"}:
        known = verb in _ends() and _all_properties(before)
        return (before, [_ends()[verb][1]], middle) if known else None
    after, stop = _phrase(words, middle + 1)
    plain = _all_properties(before) and _all_properties(after)
    if after and (plain or verb in _OPEN or (verb in _ends() and _all_properties(after))):
        return before, after, stop
    return None


def _fits(words: Words, after: list[str], *, verb: str, start: int, into: bool) -> bool:
    """Whether what stands behind "to" or "into" is a state for that verb, not a place."""
    if _all_properties(after) or after[-1] in lexicon().colors:
        return verb in _OPEN or verb in _BARE or verb in _ends()
    if verb in {"turn", "shift", "fade", "grow", "freeze"} and not into:
        return after[-1] in _STUFF and words.lowers[start] not in DETERMINERS
    worn = any(one in lexicon().garments for one in (after[-1], *singulars(after[-1])))
    return (verb in _OPEN or (verb in _ends() and into)) and not worn and verb not in {
        "shift", "fade"
    }  # fmt: skip


def _phrase(words: Words, at: int) -> tuple[list[str], int]:
    """Return the words of a state, without articles, and the place behind them."""
    found: list[str] = []
    while at < len(words.lowers) and _goes_on(words, at, found):
        if words.lowers[at] not in DETERMINERS and words.lowers[at] != "its":
            found.append(words.lowers[at])
        at += 1
    while found and found[-1] in {"and", "of", ",", "in"}:
        found.pop()
        at -= 1
    return found, at


def _goes_on(words: Words, at: int, found: list[str]) -> bool:
    lower, tag = words.lowers[at], words.tags[at]
    if words.tokens[at].stop or words.tokens[at].quantity or lower in _STOPPERS - {"over"}:
        return False
    if lower in _ONOFF:
        return not found
    if lower in {"and", ","}:
        done = words.tags[at + 1 : at + 2] in (["VBN"], ["VBD"]) and found[-1:] != []
        return bool(found) and (done or _is_property(words, at + 1)) and not words.noun_at(at + 2)
    if lower == "of" or (lower == "in" and words.lowers[at + 1 : at + 3] == ["the", "shape"]):
        return bool(found)
    if lower in DETERMINERS or lower == "its":
        return not found or found[-1] in {"of", "in"}
    dimly = bool(found) and found[-1].endswith("ing") and tag == "RB"
    return dimly or _describes(words, at, found)


def _describes(words: Words, at: int, found: list[str]) -> bool:
    """Whether a word may belong to the words for a state."""
    tag = words.tags[at]
    noun = words.noun_at(at) and words.verb_at(at) is None
    return noun or _is_property(words, at) or tag in {"JJ", "JJR"} or (
        tag.startswith("RB") and words.tags[at + 1 : at + 2] in (["JJ"], ["JJR"], ["VBN"])
    ) or (tag in {"VBN", "VBD", "VBG"} and (not found or found[-1] == "and"))  # fmt: skip


def _is_property(words: Words, at: int) -> bool:
    if at >= len(words.lowers):
        return False
    lower, tables = words.lowers[at], lexicon()
    if lower in _WAYS:
        return False
    known = lower in tables.colors or lower in tables.adjectives or lower in tables.shades
    adjective = words.tags[at] in {"JJ", "JJR"} and vocabulary().noun(lower) is None
    return known or lower in _COMPARED or lower in _SAID_OF or adjective or (
        lower.endswith(_ENDINGS) and vocabulary().noun(lower) is None
    )  # fmt: skip


def _all_properties(found: list[str]) -> bool:
    """Whether some words say how something is, not what it is."""
    tables = lexicon()
    last = found[-1] if found else ""
    if "of" in found:
        return found[0] in tables.adjectives or found[0] in _SAID_OF
    return (
        last in tables.colors or last in tables.adjectives or last in _ONOFF or last in _COMPARED
        or last in _SAID_OF or last.endswith(_ENDINGS)
    )  # fmt: skip


def _note(
    reader: Clauses, action: ActionDraft, key: str, *, start: list[str], end: list[str],
    at: tuple[int, int],
) -> None:  # fmt: skip
    """Add a change for each of "larger and darker"."""
    own = reader.cast[key].words.lower().split(" ")
    for part in _listed(end):
        name, value = _named(part, own=own)
        if name == "form" and action.verb in _ends():
            whole, gone = _ends()[action.verb]
            _add(reader, action, ChangeDraft(entity=key, name="state", start=whole, end=gone,
                 action=action.key, places=list(at)))  # fmt: skip
        before = _named(start, own=own)[1] if start else _before(reader, key, name=name)
        _add(reader, action, ChangeDraft(entity=key, name=name, start=before, end=value,
             action=action.key, places=list(at)))  # fmt: skip


def _listed(words: list[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for word in words:
        if word in {"and", ","} and part:
            yield part
            part = []
        elif word not in {"and", ","}:
            part.append(word)
    if part:
        yield part


def _named(words: list[str], *, own: list[str]) -> tuple[str, str]:
    """Return the attribute that some words are about, and their text.

    Of "metal water cup" only "metal" is new where a plastic water cup turns into it.
    """
    tables = lexicon()
    if len(words) > 1 and words[-1] in {own[-1], "one", "ones"}:
        words = [w for w in words[:-1] if w not in own] or words[:-1]
    last, text = words[-1], " ".join(words)
    if last in tables.colors:
        shaded = len(words) > 1 and words[-2] in tables.shades
        return "color", f"{words[-2]} {last}" if shaded else last
    if "of" in words and last in {"color", "colors", "colour", "hue", "hues"}:
        return "state", text
    if last in _COMPARED:
        return _COMPARED[last], text
    if last in tables.adjectives or _all_properties(words):
        return tables.adjectives.get(last, "state"), text
    if last.endswith("er") and (base := _base(last)):
        return "state", " ".join([*words[:-1], base])
    thing = vocabulary().noun(last) is not None or last in _STUFF
    return "form" if thing or len(words) > 1 else "state", text


def _base(word: str) -> str:
    """Return the positive of a comparative ("dark" for "darker"), empty when it is none."""
    tables = lexicon()
    stem = word.removesuffix("er")
    options = (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y")
    return next((o for o in options if o in _SAID_OF or o in tables.adjectives or
                 o in tables.colors or o in tables.shades), "")  # fmt: skip


def _before(reader: Clauses, key: str, *, name: str) -> str:
    said = [a.value for a in reader.cast[key].attributes if a.name == name and not a.of_part]
    return said[-1] if said else ""


def _add(reader: Clauses, action: ActionDraft, change: ChangeDraft) -> None:
    """Note a change of the action's time, of the part that the clause is about."""
    action.places += change.places
    if change.entity in reader.state.who():
        change.of_part = reader.state.part
    reader.changes.append(change)


def _skip(reader: Clauses, stop: int) -> None:
    """Go on behind the words of the states."""
    at = reader.at
    while at + 1 < len(reader.chunks) and reader.chunks[at + 1].start < stop:
        at += 1
    reader.use(reader.chunks[reader.at].end, reader.chunks[at].end)
    reader.at = at
    reader.state.pending = None

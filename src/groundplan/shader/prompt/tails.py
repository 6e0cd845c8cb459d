"""The end of a clause in the director's own words, where the document keeps only its span.

Only a few shapes are read, all of which are about this world: an adverb, a part of the body, and a
way past, around or through somebody of the cast.
"""

import re
from typing import Final

from groundplan.language.morphology import plural
from groundplan.shader.prompt.cast import Cast
from groundplan.shader.prompt.tables import deed_words
from groundplan.world.document import World
from groundplan.world.narrative import Action

__all__ = ["tail_of"]

_REACH: Final = 80
"""Characters that are read."""
_STOP: Final = re.compile(r"[.;:!?\n()]|,| and | while | then | as | when | until ")
_OWNERS: Final = frozenset({"his", "her", "its", "their", "both"})
_AHEAD: Final = 5
"""Words among which the name after a preposition is looked for."""


def tail_of(world: World, action: Action, cast: Cast) -> str:
    """Return what the text says behind the verb of an action; empty: nothing was understood."""
    span = action.span
    source = world.sources.get(span.source) if span is not None else None
    if span is None or source is None:
        return ""
    text = source.text[span.start : span.end + _REACH].lower()
    stop = _STOP.search(text)
    words = re.findall(r"[a-z'-]+", text[: stop.start()] if stop else text.rpartition(" ")[0])
    words = words[len(action.verb.split()) :]
    found, rest = _adverb(words)
    return " ".join([*found, *_shape(rest, action, cast)])


def _adverb(words: list[str]) -> tuple[list[str], list[str]]:
    if words and words[0] in deed_words().adverbs:
        return words[:1], words[1:]
    return [], words


def _shape(words: list[str], action: Action, cast: Cast) -> list[str]:
    table = deed_words()
    phrase = " ".join(words)
    if phrase in table.back:
        return [phrase]
    if len(words) >= 2 and words[0] in _OWNERS and words[1] in table.parts:
        return words[:2]
    way = next((w for w in table.ways if phrase.startswith(f"{w} ")), "")
    if not way:
        return []
    ahead = " ".join(words[len(way.split()) :][:_AHEAD])
    taken = {action.agent, action.object, action.goal, action.origin, action.companion}
    for member in cast.members:
        nouns = (member.look.noun, plural(member.look.noun))
        if any(re.search(rf"\b{re.escape(noun)}\b", ahead) for noun in nouns):
            return [] if taken & set(member.entities) else [f"{way} {member.again}"]
    return []

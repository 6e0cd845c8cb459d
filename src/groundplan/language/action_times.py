"""When actions begin and how long they take, where that is said before the verb or after it."""

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.facts import QuantityFact

__all__ = ["read_time", "settle_times"]

_LATER = frozenset({"later", "afterwards", "afterward"})


def read_time(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "for 3 s", "after 3 s", "at 3 s" and "3 s later"; return the role, empty if it waits."""
    lowers, follower = reader.words.lowers, reader.ahead()
    before = lowers[chunk.start - 1] if chunk.start else ""
    behind = lowers[chunk.end] if chunk.end < len(lowers) else ""
    name = "start" if before in {"after", "at"} or behind in _LATER else "duration"
    if behind in _LATER:
        reader.use(chunk.end, chunk.end + 1)
    acting = reader.state.acting or _mine(reader)[-1:]
    fronted = name == "start" and follower is not None and follower.kind in {"noun", "pronoun"}
    if behind in _LATER or fronted or not acting:
        reader.waiting.append((quantity, name))
        reader.use(chunk.start, chunk.end)
        reader.state.pending = None
        return ""
    return _give(acting, quantity, name)


def settle_times(reader: Clauses, acting: list[ActionDraft]) -> None:
    """Give the times that were said before a verb to its actions."""
    for quantity, name in reader.waiting:
        reader.board.claim(quantity.key, _give(acting, quantity, name))
    reader.waiting.clear()


def _mine(reader: Clauses) -> list[ActionDraft]:
    return [a for a in reader.actions if a.sentence == reader.sentence]


def _give(acting: list[ActionDraft], quantity: QuantityFact, name: str) -> str:
    for action in acting:
        if name == "start":
            action.delay_s = quantity.value if action.delay_s is None else action.delay_s
        else:
            action.duration_s = quantity.value if action.duration_s is None else action.duration_s
    return f"action:{acting[0].key}.{name}"

"""When actions begin, how long and how fast they are, said before the verb or behind it."""

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.facts import QuantityFact

__all__ = ["give_or_wait", "read_time", "settle_times"]

_LATER = frozenset({"later", "afterwards", "afterward"})


def read_time(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "for 3 s", "after 3 s", "at 3 s" and "3 s later"; return the role, empty if it waits."""
    lowers, follower = reader.words.lowers, reader.ahead()
    before = lowers[chunk.start - 1] if chunk.start else ""
    behind = lowers[chunk.end] if chunk.end < len(lowers) else ""
    later = behind in _LATER or (behind == "in" and lowers[chunk.end + 1 : chunk.end + 2] == [","])
    name = "start" if before in {"after", "at"} or later else "duration"
    if later:
        reader.use(chunk.end, chunk.end + 1)
    acting = reader.state.acting or reader.actions_here()[-1:]
    fronted = name == "start" and follower is not None and follower.kind in {"noun", "pronoun"}
    if later or fronted or not acting:
        return _wait(reader, chunk, quantity=quantity, name=name)
    return _give(acting, quantity, name)


def give_or_wait(
    reader: Clauses, chunk: Chunk, *, quantity: QuantityFact, acting: list[ActionDraft]
) -> str:
    """Give a speed to the actions, or keep it for the verb to come ("at 12 knots a ship …")."""
    if not acting:
        return _wait(reader, chunk, quantity=quantity, name="speed")
    return _give(acting, quantity, "speed")


def _wait(reader: Clauses, chunk: Chunk, *, quantity: QuantityFact, name: str) -> str:
    reader.waiting.append((quantity, name))
    reader.use(chunk.start, chunk.end)
    reader.state.pending = None
    return ""


def settle_times(reader: Clauses, acting: list[ActionDraft]) -> None:
    """Give the times that were said before a verb to its actions."""
    for quantity, name in reader.waiting:
        reader.board.claim(quantity.key, _give(acting, quantity, name))
    reader.waiting.clear()


def _give(acting: list[ActionDraft], quantity: QuantityFact, name: str) -> str:
    for action in acting:
        if name == "start":
            action.delay_s = quantity.value if action.delay_s is None else action.delay_s
        elif name == "speed":
            action.speed_mps = quantity.value
        else:
            action.duration_s = quantity.value if action.duration_s is None else action.duration_s
    return f"action:{acting[0].key}.{name}"

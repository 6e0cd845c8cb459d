"""What "between" says: to the right of one thing and to the left of the other, for the camera."""

from collections.abc import Sequence

from groundplan.language.clauses import Clauses, relate
from groundplan.language.lexicon import Preposition, lexicon

__all__ = ["another_follows", "is_between", "stand_between"]


def is_between(preposition: Preposition) -> bool:
    """Whether the words put something between two others."""
    return preposition.words in lexicon().between


def stand_between(
    reader: Clauses, targets: Sequence[str], key: str, *, at: int, more: bool
) -> None:
    """Relate `targets` to the things that they stand between, of which `key` is one or all.

    "Between two columns" makes two entities of the columns; "between A and B" comes here once for
    each, A first; `more` says that B follows. What is named first stands left. One thing alone
    has no between: "next to".
    """
    state = reader.state
    ends = _ends(reader, key)
    if len(ends) == 2:
        sides = [(ends[0], "right_of"), (ends[1], "left_of")]
    elif state.between:
        sides = [(key, "left_of")]
    else:
        sides = [(key, "right_of" if more else "next_to")]
    state.between = len(ends) == 1 and sides[0][1] == "right_of"
    for target in targets:
        for end, relation in sides:
            draft = relate(reader, target, Preposition(words="between", relation=relation),
                           to=end, at=at)  # fmt: skip
            if draft:
                draft.places = [state.pending_at if state.pending else at, at + 1]


def _ends(reader: Clauses, key: str) -> tuple[str, ...]:
    """Return the two of a pair, or the thing itself."""
    draft = reader.cast[key]
    if draft.count != 2 and not draft.guessed:
        return (key,)
    return (key, reader.cast.split(key)) if draft.count > 1 else (key,)


def another_follows(reader: Clauses) -> bool:
    """Whether "and" and another thing come next."""
    joint, other = reader.ahead(1), reader.ahead(2)
    return (
        joint is not None and joint.kind == "and"
        and other is not None and other.kind in {"noun", "owner", "pronoun"}
    )  # fmt: skip

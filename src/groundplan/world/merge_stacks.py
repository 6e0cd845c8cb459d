"""Three-way merge of the opinions about one field, holder by holder."""

from groundplan.world.opinion import Opinion, Origin
from groundplan.world.stack import recorded

__all__ = ["merged_stack"]

_Holder = tuple[str, Origin, str]
_Stack = tuple[Opinion, ...]


def merged_stack(base: _Stack, *, ours: _Stack, theirs: _Stack) -> tuple[_Stack, bool]:
    """Return the merged stack, and whether one holder said different things in both branches.

    Such a holder keeps what it says in ours; among equals ours stands first.
    """
    was, mine, other = _held(base), _held(ours), _held(theirs)
    stack: _Stack = ()
    clash = False
    # Backwards, because each opinion is put above its equals.
    for holder in reversed([*mine, *(holder for holder in other if holder not in mine)]):
        a, b, o = mine.get(holder), other.get(holder), was.get(holder)
        chosen = b if a == o else a
        clash = clash or (o not in (a, b) and _says(a) != _says(b))
        if chosen is not None:
            stack = recorded(stack, chosen)
    return stack, clash


def _held(stack: _Stack) -> dict[_Holder, Opinion]:
    return {(held.layer, held.origin, held.agent): held for held in stack}


def _says(opinion: Opinion | None) -> object:
    return None if opinion is None else (opinion.value,)

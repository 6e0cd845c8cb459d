"""Whose note it is: a director's, or an outside agent's, which never passes as a person's.

The source of an agent's note is called `outside<n>`, so that every later reading of the story knows
whose words they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.errors import EditError
from groundplan.world.apply import Applied
from groundplan.world.document import World
from groundplan.world.edits import AddNode, Edit, Provenance, RemoveNode, SetField, WithdrawOpinion
from groundplan.world.opinion import Basis, Opinion, Origin
from groundplan.world.stack import strength

__all__ = [
    "DIRECTOR", "OUTSIDE", "Author", "author_of", "check_shown", "own_opinions", "signed",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who gives a note, and how their opinions are signed."""

    actor: str
    origin: Origin
    layer: str
    basis: Basis
    """Of values that the note's words mean and no role reads."""
    prefix: str
    """Of the names of their notes among the sources."""

    @property
    def is_person(self) -> bool:
        """Return whether they may overrule what people hold."""
        return self.origin is Origin.HUMAN


DIRECTOR: Final = Author(actor="user:director", origin=Origin.HUMAN, layer="director",
                         basis="authored", prefix="note")  # fmt: skip
OUTSIDE: Final = Author(actor="agent:outside", origin=Origin.LLM, layer="generated",
                        basis="extracted", prefix="outside")  # fmt: skip
_PEOPLES: Final = (Origin.HUMAN, Origin.QUANTITY)
"""What a person set, and the numbers that a person stated."""


def author_of(source: str) -> Author:
    """Return who wrote a note, by the name of its source."""
    return OUTSIDE if source.startswith(OUTSIDE.prefix) else DIRECTOR


def own_opinions(stack: Sequence[Opinion]) -> tuple[Opinion, ...]:
    """Return a stack in which what roles read in notes is signed by who wrote them.

    A number that an agent states is the agent's word too, and no stated quantity.
    """
    return tuple(sorted((_own(opinion) for opinion in stack), key=strength, reverse=True))


def _own(opinion: Opinion) -> Opinion:
    source = "" if opinion.span is None else opinion.span.source
    author = author_of(source)
    if not source.startswith(author.prefix) or opinion.layer != "generated":
        return opinion
    said = opinion.basis == "extracted" or (
        opinion.origin is Origin.QUANTITY and not author.is_person
    )
    if not said:
        return opinion
    return replace(opinion, origin=author.origin, layer=author.layer, agent=author.actor)


def signed(edits: Sequence[Edit], author: Author, world: World) -> tuple[Edit, ...]:
    """Return the edits of a note as its author may make them.

    Raises:
        EditError: An agent's note would take away or replace what a person set or stated.
    """
    if author.is_person:
        return tuple(edits)
    return tuple(_agents(edit, author, world) for edit in edits)


def _agents(edit: Edit, author: Author, world: World) -> Edit:
    if isinstance(edit, RemoveNode):
        below = (stack for path, stack in world.opinions.items()
                 if f"{path}/".startswith(f"{edit.path}/"))  # fmt: skip
        if any(opinion.origin is Origin.HUMAN for stack in below for opinion in stack):
            raise _refusal(edit.path)
        return replace(edit, origin=author.origin) if edit.origin is Origin.HUMAN else edit
    if isinstance(edit, WithdrawOpinion) and edit.origin in _PEOPLES:
        raise _refusal(edit.path)
    if isinstance(edit, (SetField, AddNode)):
        held: list[SetField | AddNode | Provenance] = [edit]
        held += edit.overrides.values() if isinstance(edit, AddNode) else ()
        if any(each.origin is Origin.HUMAN for each in held):
            raise _refusal(edit.path)
    return edit


def check_shown(applied: Applied, edits: Sequence[Edit], author: Author) -> None:
    """Refuse an agent's note of which a value would lie unseen below a person's.

    Raises:
        EditError: A stronger opinion of a person shows instead.
    """
    if author.is_person:
        return
    own = {e.path for e in edits if isinstance(e, SetField) and e.origin is author.origin}
    for shadow in applied.shadowed:
        if shadow.path in own and shadow.winner.origin in _PEOPLES:
            raise _refusal(shadow.path)


def _refusal(path: str) -> EditError:
    return EditError(
        f"`{path}` is what a person set or stated, and an agent may not change that",
        "ask the director to do it",
    )

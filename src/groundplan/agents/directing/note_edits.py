"""A note as edits: what its requests set themselves, and the record of what was asked."""

from collections.abc import Sequence

from groundplan.agents.directing.author import Author
from groundplan.agents.directing.request import NotUnderstood, Request
from groundplan.world.document import World
from groundplan.world.edits import AddNode, Edit, RemoveNode, SetField, WithdrawOpinion, json_of
from groundplan.world.narrative import Direction, SourceText, Span, Unresolved
from groundplan.world.opinion import Origin
from groundplan.world.paths import exists

__all__ = ["own_edits", "records"]


def own_edits(request: Request, world: World, *, source: str, author: Author) -> list[Edit]:
    """Return a request's own edits of the document."""
    span = Span(source=source, start=request.start, end=request.end)
    edits: list[Edit] = [
        SetField(path=path, value=value, origin=author.origin, basis=author.basis,
                 layer=author.layer, span=span)
        for path, value in request.sets
    ]  # fmt: skip
    edits += [RemoveNode(path=path, origin=author.origin) for path in request.removes
              if exists(world, path)]  # fmt: skip
    for path in request.frees:
        for opinion in world.opinions.get(path, ()):
            if opinion.origin is Origin.HUMAN:
                edits.append(WithdrawOpinion(path=path, layer=opinion.layer, origin=opinion.origin,
                                             agent=opinion.agent))  # fmt: skip
    return edits


def records(
    requests: Sequence[Request], left: Sequence[NotUnderstood], *, note: str, source: str,
    author: Author,
) -> list[Edit]:  # fmt: skip
    """Return the edits that keep the note, what it was understood to ask, and what it was not."""
    edits: list[Edit] = [_record(author, f"sources/{source}", SourceText(kind="note", text=note))]
    for number, request in enumerate(requests, start=1):
        span = Span(source=source, start=request.start, end=request.end)
        direction = Direction(
            kind=request.kind, says=request.says, span=span, revisions=request.revisions
        )
        path = f"narrative/directions/{source}_{number}"
        edits.append(_record(author, path, direction, span=span))
    for number, item in enumerate(left, start=1):
        span = Span(source=source, start=item.start, end=item.end)
        unresolved = Unresolved(text=item.text, reason=item.reason, span=span)
        path = f"narrative/unresolved/{source}_u{number}"
        edits.append(_record(author, path, unresolved, span=span))
    return edits


def _record(author: Author, path: str, noun: object, *, span: Span | None = None) -> AddNode:
    return AddNode(
        path=path, value=json_of(noun), origin=author.origin, basis=author.basis,
        layer=author.layer, span=span,
    )  # fmt: skip

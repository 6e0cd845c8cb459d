"""The world's spans of the language's spans."""

from groundplan.language import facts
from groundplan.world.narrative import Span

__all__ = ["world_span"]


def world_span(span: facts.Span) -> Span:
    """Return the same stretch of text as the document writes it."""
    return Span(source=span.source, start=span.start, end=span.end)

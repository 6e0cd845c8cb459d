"""Requests: what one clause of a director's note asks for, typed, before anything is changed."""

from dataclasses import dataclass
from typing import Literal

from groundplan.world.base import JsonData
from groundplan.world.narrative import Revision

__all__ = ["Kind", "NotUnderstood", "Reading", "Request"]

Kind = Literal["light", "camera", "action", "place", "look", "cast", "shot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing to change.

    `revisions` change what the story says, and planning anew follows from them; `sets` and
    `removes` are a person's own edits of the document, which planning works around.
    """

    kind: Kind
    says: str
    """In one sentence, with names and numbers."""
    start: int
    end: int
    """Characters of the note."""
    revisions: tuple[Revision, ...] = ()
    sets: tuple[tuple[str, JsonData], ...] = ()
    """Path and value."""
    removes: tuple[str, ...] = ()
    """Paths of what is to go that no words of the story stand for."""
    frees: tuple[str, ...] = ()
    """Paths of fields that a person set before and that planning may decide again."""
    subjects: tuple[str, ...] = ()
    """Ids of whom it is about: a lock on their way stops all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Words that ask for nothing that can be done, and why."""

    text: str
    reason: str
    start: int
    end: int
    options: tuple[str, ...] = ()
    code: str = "direct.not-understood"


Reading = tuple[Request | NotUnderstood, ...]

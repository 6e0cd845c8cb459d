"""The tools that an outside agent may call, in the order in which it reads of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from groundplan.studio.mcp import changing, looking
from groundplan.studio.mcp.arguments import (
    At,
    Below,
    Described,
    Differing,
    Listed,
    Noted,
    Nothing,
    Paged,
    Proposed,
)

__all__ = ["INSTRUCTIONS", "TOOLS", "Tool"]

INSTRUCTIONS: Final = (
    "A groundplan project: a world in metres, seconds and millimetres that was planned from a "
    "director's words. Look with describe, list_entities, find_paths and read_field; change with "
    "propose_edits (fields) or direct (a note in plain English). Both are dry runs unless "
    "dry_run is false, happen whole or not at all, and are signed as an outside agent's: what a "
    "person set, stated or locked stands above them. Angles are radians, +Y is up."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool: what it says of itself, what it takes, and what it does."""

    name: str
    says: str
    takes: type[BaseModel]
    run: Callable[[Path, Any], dict[str, object]]
    """From the project's folder and the checked arguments to JSON data."""
    changes: bool = False


TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool(
            name="describe",
            says="What was understood, evaluated in numbers: entities, relations, actions, shots "
            "(camera and where everything is, sampled over time), lights, quantities with their "
            "words, unresolved words, findings, guesses. `part` gives one of them.",
            takes=Described,
            run=looking.describe,
        ),
        Tool(
            name="list_entities",
            says="Id, name, kind and noun of everything in the world, by name.",
            takes=Listed,
            run=looking.list_entities,
        ),
        Tool(
            name="find_paths",
            says="What lies below a place in the document: fields with value, type, unit, limits "
            "and lock, and groups of fields. Start with a name from list_entities, or with shot/1.",
            takes=Below,
            run=looking.find_paths,
        ),
        Tool(
            name="read_field",
            says="One field: its value, unit, limits, lock, and the opinions of everybody who "
            "holds it, the strongest first, with the words they rest on [source, start, end].",
            takes=At,
            run=looking.read_field,
        ),
        Tool(
            name="log",
            says="Every step of the project's history, the newest first: who, what, revision.",
            takes=Paged,
            run=looking.log,
        ),
        Tool(
            name="diff",
            says="What differs between two revisions, field by field.",
            takes=Differing,
            run=looking.diff,
        ),
        Tool(
            name="propose_edits",
            says="Set fields, all of them or none, as one undo step. A dry run (the default) "
            "gives the changes, and which locks or stronger opinions stop which edit.",
            takes=Proposed,
            run=changing.propose_edits,
            changes=True,
        ),
        Tool(
            name="direct",
            says="Do what a note in plain English asks, planned anew around what people hold, as "
            "one undo step. A dry run (the default) gives what was understood and the changes.",
            takes=Noted,
            run=changing.direct,
            changes=True,
        ),
        Tool(
            name="undo",
            says="Take your own last step back; refused when the last step is somebody else's.",
            takes=Nothing,
            run=changing.undo,
            changes=True,
        ),
        Tool(
            name="redo",
            says="Do the step again that you took back last.",
            takes=Nothing,
            run=changing.redo,
            changes=True,
        ),
    )
}

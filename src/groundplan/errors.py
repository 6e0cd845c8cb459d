"""Every error that groundplan raises on purpose: one tree, so that one `except` is enough.

    GroundplanError
    ├── InputError            what a user wrote or passed cannot be used
    ├── OutputError           a place to write to cannot be written
    ├── MissingExtraError     an optional dependency is needed and not installed
    ├── WorldError
    │   ├── SchemaError       a document does not fit the schema
    │   ├── PathError         a path names nothing, or not that
    │   ├── EditError         an edit cannot be applied
    │   ├── LockedError       an edit meets a lock that it may not pass
    │   ├── StaleEditError    an edit was made against an older revision
    │   └── MergeConflictError  two branches disagree
    ├── StoreError            a project folder is damaged, busy or not one
    ├── VocabularyError       a vocabulary file is wrong
    ├── ModelError            a bundled model is missing or not the pinned one
    ├── SceneError            a world cannot be posed
    ├── RenderError           a frame cannot be rendered
    ├── PackError             a control pack cannot be read or written
    └── ShaderError           footage cannot be had from a backend
        ├── PlanError         a shot and a backend do not go together
        └── CallError         a call failed
            └── CallCancelledError  a person stopped it

Errors are data (positional fields, `eq=False`), so they pickle and survive process boundaries.
"""

from dataclasses import dataclass

__all__ = [
    "CallCancelledError", "CallError", "EditError", "GroundplanError", "InputError", "LockedError",
    "MergeConflictError", "MissingExtraError", "ModelError", "OutputError", "PackError",
    "PathError", "PlanError", "RenderError", "SceneError", "SchemaError", "ShaderError",
    "StaleEditError", "StoreError", "VocabularyError", "WorldError",
]  # fmt: skip


@dataclass(eq=False)
class GroundplanError(Exception):
    """What is wrong, and what would be right."""

    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{self.problem}; {self.remedy}"


class InputError(GroundplanError):
    """What a user wrote or passed cannot be used."""


class OutputError(GroundplanError):
    """A place to write to cannot be written."""


class MissingExtraError(GroundplanError):
    """An optional dependency is needed and not installed."""


class WorldError(GroundplanError):
    """Something is wrong with a world document or an edit of it."""


class SchemaError(WorldError):
    """A document does not fit the schema."""


class PathError(WorldError):
    """A path names nothing, or not what was expected."""


class EditError(WorldError):
    """An edit cannot be applied."""


class LockedError(WorldError):
    """An edit meets a lock that it may not pass."""


class StaleEditError(WorldError):
    """An edit was made against an older revision than the document has."""


class MergeConflictError(WorldError):
    """Two branches disagree about the same field."""


class StoreError(GroundplanError):
    """A project folder is damaged, busy, or not a project."""


class VocabularyError(GroundplanError):
    """A vocabulary file is wrong."""


class ModelError(GroundplanError):
    """A bundled model is missing or not the pinned one."""


class SceneError(GroundplanError):
    """A world cannot be posed."""


class RenderError(GroundplanError):
    """A frame cannot be rendered."""


class PackError(GroundplanError):
    """A control pack cannot be read or written."""


class ShaderError(GroundplanError):
    """Footage cannot be had from a backend."""


class PlanError(ShaderError):
    """A shot and a backend do not go together, or a wish cannot be had from it."""


@dataclass(eq=False)
class CallError(ShaderError):
    """A call failed; the remedy says whether it may have been paid and how to go on."""

    over: bool | None = None
    """True: nothing is left of it at the host (refused, never sent, or ended there), so that the
    same may be sent again. False: it may still be made, or be there to fetch: the next run takes it
    up by its request id, or asks. None: over where nothing is paid, and not where something is."""


class CallCancelledError(CallError):
    """A person stopped a call."""

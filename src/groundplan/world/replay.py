"""What a log means: a document, and what can be undone and redone, as pure data."""

import dataclasses
from dataclasses import dataclass

from groundplan.errors import EditError
from groundplan.world.apply import Applied, apply, rebased
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.opening import open_document
from groundplan.world.oplog import Committed, Header, Operation, Snapshot, Undone

__all__ = ["History", "Step", "replayed"]

_Stack = tuple[tuple[str, Patch], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A document with the inverses that lead back and forth from it."""

    world: World
    undo: _Stack = ()
    """Patch id and what takes that patch back, the last one last."""
    redo: _Stack = ()

    def committed(self, patch: Patch, *, skip_locked: bool = False) -> "Step":
        """Return the history with a patch applied; what was undone is forgotten."""
        applied = apply(self.world, patch, skip_locked=skip_locked)
        undo = (*self.undo, (patch.id, applied.inverse))
        return Step(
            history=History(world=applied.world, undo=undo), applied=applied, patch_id=patch.id
        )

    def undone(self) -> "Step":
        """Return the history with the last patch taken back.

        Raises:
            EditError: Nothing stands that could be.
        """
        if not self.undo:
            raise EditError("there is nothing to undo", "every edit has been taken back already")
        patch_id, inverse = self.undo[-1]
        applied = apply(self.world, rebased(inverse, self.world.revision))
        redo = (*self.redo, (patch_id, applied.inverse))
        history = dataclasses.replace(self, world=applied.world, undo=self.undo[:-1], redo=redo)
        return Step(history=history, applied=applied, patch_id=patch_id)

    def redone(self) -> "Step":
        """Return the history with the last patch taken back applied again.

        Raises:
            EditError: Nothing was taken back since the last patch.
        """
        if not self.redo:
            raise EditError("there is nothing to redo", "nothing was undone since the last edit")
        patch_id, again = self.redo[-1]
        applied = apply(self.world, rebased(again, self.world.revision))
        undo = (*self.undo, (patch_id, applied.inverse))
        history = dataclasses.replace(self, world=applied.world, undo=undo, redo=self.redo[:-1])
        return Step(history=history, applied=applied, patch_id=patch_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A history one operation later, and what came of it."""

    history: History
    applied: Applied
    patch_id: str


def replayed(history: History | None, operation: Operation) -> History:
    """Return the history after an operation of the log; the first one needs no history.

    Raises:
        WorldError: The operation does not follow from what came before.
    """
    if isinstance(operation, (Header, Snapshot)):
        return History(world=open_document(operation.document))
    if history is None:
        raise EditError("the log has no header", "its first line is missing")
    if isinstance(operation, Committed):
        return history.committed(operation.patch, skip_locked=operation.skip_locked).history
    step = history.undone() if isinstance(operation, Undone) else history.redone()
    if step.patch_id != operation.patch_id:
        raise EditError(
            f"the log takes back {operation.patch_id}, but {step.patch_id} was last",
            "it is damaged",
        )
    return step.history

"""What an outside agent may write, and that it takes back only its own steps.

It signs as `agent:outside`, origin `llm`, layer `generated`: below every person, stated number and
solver, above the planner. The document itself refuses it locks and the name of a person.
"""

from typing import Final

from groundplan.agents.directing.author import OUTSIDE
from groundplan.errors import EditError
from groundplan.studio.project import Project

__all__ = ["check_redo", "check_undo", "refusal"]

_RESERVED: Final = {
    "sources": "these are the words of the director",
    "narrative": "this is what was read in the director's words",
    "seed": "it is fixed when the world is made",
    "id": "it is fixed when the world is made",
    "generator": "the program writes it",
}


def refusal(path: str) -> str:
    """Return why no outside agent may set a field; empty when it may try."""
    parts = path.split("/")
    if parts[-1] == "span":
        return "it says on which words of the director something rests"
    return _RESERVED.get(parts[0], "")


def check_undo(project: Project) -> None:
    """Refuse to take back what somebody else did.

    Raises:
        EditError: There is nothing to undo, or the last step that stands is not the agent's.
    """
    standing, _ = _steps(project)
    _check(standing, what="undo")


def check_redo(project: Project) -> None:
    """Refuse to do again what somebody else took back.

    Raises:
        EditError: There is nothing to redo, or the agent did not undo it itself.
    """
    _, undone = _steps(project)
    _check(undone, what="redo")


def _check(steps: list[str], *, what: str) -> None:
    if not steps:
        raise EditError(f"there is nothing to {what}", "see `log`")
    if steps[-1] != OUTSIDE.actor:
        who = steps[-1] or "somebody else"
        raise EditError(
            f"an agent may {what} only its own steps, and this one is of {who}",
            f"ask the director to `groundplan {what}` it",
        )


def _steps(project: Project) -> tuple[list[str], list[str]]:
    """Return who did the steps that stand, and who took back those that can be done again."""
    standing: list[str] = []
    undone: list[str] = []
    for entry in project.store.history():
        if entry.kind == "patch":
            standing.append(entry.actor)
            undone = []
        elif entry.kind == "undo":
            standing.pop()
            undone.append(entry.actor)
        elif entry.kind == "redo":
            undone.pop()
            standing.append(entry.actor)
        else:
            standing, undone = [], []
    return standing, undone

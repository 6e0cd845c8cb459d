"""A project folder: the stored world, what planning found, and the takes made of it."""

from pathlib import Path
from typing import Final

import orjson
from pydantic import TypeAdapter

from groundplan.agents.director import Planned
from groundplan.agents.llm.recording import RECORDING_NAME, recording_bytes
from groundplan.errors import OutputError, StoreError
from groundplan.world.document import World
from groundplan.world.files import write_atomic
from groundplan.world.finding import Finding
from groundplan.world.recovery import LOG_NAME
from groundplan.world.store import Store

__all__ = ["Project"]

_PLAN_NAME: Final = "plan.json"
_PLAN_SCHEMA: Final = "groundplan.plan/1"
_LARGEST_PLAN_BYTES: Final = 16 << 20
_LEFTOVERS: Final = frozenset(
    {".lock", f".{LOG_NAME}.tmp"}
    | {form for name in (_PLAN_NAME, RECORDING_NAME) for form in (name, f".{name}.tmp")}
)
"""What `Project.create` writes before there is a project."""
_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])


class Project:
    """One writer's hold on a project folder; use it as a context manager."""

    def __init__(self, store: Store) -> None:
        """Hold an opened store; use `create` or `open`."""
        self.store = store

    @classmethod
    def create(cls, folder: Path, planned: Planned, *, replace: bool = False) -> "Project":
        """Make a project of a planned world; every role's patch becomes a step of its history.

        What a language model said is kept beside the world. With `replace`, what stands at
        `folder` is moved aside to `<folder>.before-<n>`, not lost.

        Raises:
            StoreError: The folder holds a project already.
            OutputError: It cannot be written.
        """
        if replace and folder.exists():
            _move_aside(folder)
        elif not _is_free(folder):
            raise StoreError(
                f"{folder} is not empty", "choose another folder with -o, or move it with --force"
            )
        # The log comes last: what a killed process leaves before it is no project, and in nobody's
        # way.
        beside = {_PLAN_NAME: _plan_bytes(_said(planned))}
        if planned.calls:
            beside[RECORDING_NAME] = recording_bytes(planned.calls)
        return cls(Store.create(folder, planned.base, patches=planned.patches, beside=beside))

    @classmethod
    def open(cls, folder: Path, *, writable: bool = True) -> "Project":
        """Open a project; if `writable`, repairing what a crash left.

        Raises:
            StoreError: It is no project, is damaged beyond repair, or someone else writes it.
            OutputError: It is to be written, and cannot be.
        """
        return cls(Store.open(folder, writable=writable))

    @property
    def folder(self) -> Path:
        """Return where the project lies."""
        return self.store.directory

    @property
    def world(self) -> World:
        """Return the document as it is now."""
        return self.store.world

    def findings(self) -> tuple[Finding, ...]:
        """Return what opening the folder had to recover, and what planning found."""
        repaired = tuple(
            Finding(code="store.repaired", severity="warning", message=text)
            for text in self.store.findings
        )
        return (*repaired, *_read_plan(self.folder / _PLAN_NAME, standing=_standing(self.store)))

    def note_planning(self, patch_id: str, findings: tuple[Finding, ...]) -> None:
        """Keep what planning anew has found: it counts as long as its patch is not taken back.

        Raises:
            OutputError: It cannot be written.
        """
        path = self.folder / _PLAN_NAME
        first, later = _plannings(path)
        later[patch_id] = findings
        write_atomic(path, _plan_bytes(first, later))

    def new_take(self, shot_id: str) -> Path:
        """Return the folder of the next take of a shot: `takes/<shot>/001` and on."""
        shot = self.folder / "takes" / shot_id
        taken = [int(p.name) for p in shot.iterdir() if p.name.isdigit()] if shot.is_dir() else []
        return shot / f"{max(taken, default=0) + 1:03d}"

    def __enter__(self) -> "Project":  # noqa: PYI034  # the run-time checker knows no Self here
        """Return the project itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let others write."""
        self.store.close()


def _is_free(folder: Path) -> bool:
    """Return whether a folder is missing, empty, or has only what a killed `create` left."""
    return not folder.is_dir() or all(path.name in _LEFTOVERS for path in folder.iterdir())


def _move_aside(folder: Path) -> None:
    number = 1
    while (target := folder.with_name(f"{folder.name}.before-{number}")).exists():
        number += 1
    try:
        folder.rename(target)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be moved aside ({error.strerror})", "choose another folder with -o"
        ) from error


def _standing(store: Store) -> tuple[str, ...]:
    """Return the ids of the patches that are not taken back, oldest first."""
    standing: list[str] = []
    for entry in store.history():
        if entry.kind == "undo":
            standing = standing[:-1]
        elif entry.kind in {"patch", "redo"}:
            standing.append(entry.patch_id)
    return tuple(standing)


def _said(planned: Planned) -> tuple[Finding, ...]:
    """Return the findings that cannot be measured again: the others follow every edit."""
    return tuple(f for f in planned.findings if f not in planned.measured)


def _plan_bytes(
    findings: tuple[Finding, ...], later: dict[str, tuple[Finding, ...]] | None = None
) -> bytes:
    data: dict[str, object] = {
        "schema": _PLAN_SCHEMA, "findings": _FINDINGS.dump_python(findings, mode="json")
    }  # fmt: skip
    if later:
        data["later"] = {key: _FINDINGS.dump_python(f, mode="json") for key, f in later.items()}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(data, option=options)


def _read_plan(path: Path, *, standing: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return what the last planning that stands found, or that its record is lost.

    The world does not depend on it.
    """
    try:
        first, later = _plannings(path)
    except OutputError as error:
        return _lost_plan(error.problem)
    return next((later[key] for key in reversed(standing) if key in later), first)


def _plannings(path: Path) -> tuple[tuple[Finding, ...], dict[str, tuple[Finding, ...]]]:
    """Return what the first planning found, and what later ones did by their patches."""
    try:
        if path.stat().st_size > _LARGEST_PLAN_BYTES:
            raise OutputError(f"is larger than {_LARGEST_PLAN_BYTES} bytes", "make the take again")
        data = orjson.loads(path.read_bytes())
        later = {str(key): _FINDINGS.validate_python(f) for key, f in data.get("later", {}).items()}
        return _FINDINGS.validate_python(data["findings"]), later
    except OSError as error:
        raise OutputError(f"cannot be read ({error.strerror})", "make the take again") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError("is damaged", "make the take again") from error


def _lost_plan(problem: str) -> tuple[Finding, ...]:
    lost = Finding(
        code="store.plan-lost",
        severity="warning",
        message=f"{_PLAN_NAME} {problem}: what planning found is not known, the world is whole",
        options=("make the take again",),
    )
    return (lost,)

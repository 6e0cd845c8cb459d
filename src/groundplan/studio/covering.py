"""Coverage of a project's scenes on request: one step of its history."""

from dataclasses import dataclass

from groundplan.agents.coverage.agent import Cover, cover
from groundplan.agents.coverage.setups import KINDS, Kind
from groundplan.errors import InputError
from groundplan.studio.history import Outcome, outcome_of
from groundplan.studio.project import Project
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.finding import Finding

__all__ = ["CoverRequest", "Covered", "cover_scene", "parse_kinds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRequest:
    """What is to be covered, and how."""

    scene: str = ""
    """Number, position or id; empty with `shot` empty: all scenes."""
    shot: str = ""
    kinds: tuple[Kind, ...] = ()
    """None: all but cutaways."""
    takes: bool = False
    """Whole takes that overlap in time, instead of a cut."""
    across: bool = False
    """Cross the line of action on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What came of it."""

    outcome: Outcome | None
    """None: nothing changed."""
    rows: tuple[dict[str, object], ...]
    """The shots of the cut: name, setup, size, of, with, lens, from and length in seconds."""
    findings: tuple[Finding, ...]
    dry_run: bool

    @property
    def lines(self) -> list[str]:
        """Return it in words."""
        told = [
            f"{row['shot']}  {row['from_s']:6.2f} s  {row['length_s']:5.2f} s  {row['setup']}"
            f" {row['size']} of {row['subject']}{' with ' if row['other'] else ''}{row['other']},"
            f" {row['focal_mm']:g} mm"
            for row in self.rows
        ]  # fmt: skip
        told += [f"{f.severity}: {f.message}" for f in self.findings]
        if self.outcome is None:
            return [*told, "nothing changed"]
        end = "would be revision" if self.dry_run else "revision"
        return [*told, f"{end} {self.outcome.revision}"]

    def as_json(self) -> dict[str, object]:
        """Return it as JSON data."""
        return {
            "shots": list(self.rows),
            **({} if self.outcome is None else {"revision": self.outcome.revision}),
            "findings": [
                {"code": f.code, "severity": f.severity, "message": f.message,
                 "paths": list(f.paths)}
                for f in self.findings
            ],
            "dry_run": self.dry_run,
        }  # fmt: skip


def cover_scene(project: Project, request: CoverRequest, *, dry_run: bool = False) -> Covered:
    """Cover scenes of a project; one undo takes all of it back.

    Raises:
        InputError: A scene and a shot are named, or there is no shot.
        PathError: There is no such scene or shot.
    """
    before = project.world
    made = cover(
        before, scene=request.scene, shot=request.shot, kinds=request.kinds, takes=request.takes,
        across=request.across,
    )  # fmt: skip
    if made.patch is None:
        return Covered(outcome=None, rows=(), findings=made.findings, dry_run=dry_run)
    applied = apply(before, made.patch) if dry_run else project.store.commit(made.patch)
    return Covered(
        outcome=outcome_of(before, applied), rows=_rows(applied.world, made),
        findings=made.findings, dry_run=dry_run,
    )  # fmt: skip


def _rows(world: World, made: Cover) -> tuple[dict[str, object], ...]:
    return tuple(_row(world, key) for key in made.shots)


def _row(world: World, key: str) -> dict[str, object]:
    shot, base = world.shots[key], world.timebase
    frame = base.fps_den / base.fps_num / 1000.0
    camera = world.entities[shot.camera].camera
    return {
        "id": key, "shot": shot.name, "setup": shot.setup.replace("_", " "),
        "size": shot.framing.size.replace("_", " "),
        "subject": _name(world, shot.framing.subject), "other": _name(world, shot.framing.other),
        "camera": world.entities[shot.camera].name,
        "focal_mm": camera.focal_mm if camera is not None else 0.0,
        "from_s": round(shot.first * frame, 4),
        "length_s": round((shot.last - shot.first + 1000) * frame, 4),
        "covers": list(shot.covers),
    }  # fmt: skip


def _name(world: World, entity: str | None) -> str:
    return world.entities[entity].name if entity in world.entities else ""


def parse_kinds(text: str) -> tuple[Kind, ...]:
    """Return the kinds of set-ups named in a comma-separated list; none for an empty one.

    Raises:
        InputError: There is no such kind.
    """
    known: dict[str, Kind] = {kind: kind for kind in KINDS}
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise InputError(f"there is no set-up {name!r}", f"choose from: {', '.join(KINDS)}")
    return tuple(known[name] for name in names)

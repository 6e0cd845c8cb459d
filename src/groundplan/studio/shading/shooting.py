"""From a project and a wish to footage of its shots: plan, control pack, calls, clip."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import orjson

from groundplan.errors import InputError
from groundplan.footage.content_credentials import Signing, write_signed
from groundplan.footage.ledger import Ledger
from groundplan.passes.pack import ControlPack
from groundplan.scene.library import Library
from groundplan.shader.briefing import brief_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.shader.wish import ShadeWish
from groundplan.studio.overview import Table
from groundplan.studio.project import Project
from groundplan.studio.registry import shader
from groundplan.studio.shading.availability import check_ready
from groundplan.studio.shading.control_pack import ControlRender
from groundplan.studio.shading.control_takes import control_take
from groundplan.studio.shading.dry_run import write_dry_run
from groundplan.studio.shading.interrupts import interruptible
from groundplan.studio.shading.plan_tables import plan_tables
from groundplan.studio.shading.running import Shaded, run_plan
from groundplan.studio.shading.until_pass import Series
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["ShadeOrder", "ShotFootage", "footage_of", "ordered_shots", "shoot", "signing_of"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadeOrder:
    """What `groundplan shade` is to do."""

    backend: str
    shot: str = ""
    """Number, name or id; empty: every shot, one call each."""
    wish: ShadeWish = field(default_factory=ShadeWish)
    dry_run: bool = False
    out: Path | None = None
    """Where a dry run goes; None: `dry_runs/<shot>/<backend>` of the project. Without `shot`, a
    folder for each shot in it."""
    again: bool = False
    signing: Signing | None = None
    how: ControlRender = field(default_factory=ControlRender)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotFootage:
    """What came of one shot."""

    plan: ShadePlan
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What a person should know, a line each."""
    until_pass: Series | None = None
    """How often it was drawn, where it was drawn until it passes."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the plan as people read it."""
        return plan_tables(self.plan)

    def as_json(self) -> dict[str, object]:
        """Return plan, files, notes and, where there was one, the series as JSON data."""
        plan = orjson.loads(orjson.dumps(self.plan))
        more = {} if self.until_pass is None else {"until_pass": self.until_pass.as_json()}
        return {"plan": plan, "files": list(self.files), "notes": list(self.notes), **more}


def signing_of(certificates: Path | None, private_key: Path | None) -> Signing | None:
    """Return who signs, or None where nobody does.

    Raises:
        InputError: One file is given without the other.
    """
    if certificates is None and private_key is None:
        return None
    if certificates is None or private_key is None:
        raise InputError(
            "signing needs a certificate and its key", "give --sign-with and --sign-key"
        )
    return Signing(certificates=certificates, private_key=private_key)


def shoot(project: Project, order: ShadeOrder, *, progress: Progress) -> tuple[ShotFootage, ...]:
    """Film the shots, all planned before the first is rendered or paid.

    Raises:
        PlanError: A shot and the backend do not go together; nothing was rendered or sent.
        CallError: A call failed; the message says whether it may have been paid.
        GroundplanError: Rendering, reading or writing fails.
    """
    backend = shader(order.backend)
    if not order.dry_run:
        check_ready(backend.capabilities, order.wish)
    library = Library(project.store.attachment)
    plans = [
        backend.plan(brief_of(project.world, shot_id, library=library), order.wish)
        for shot_id in ordered_shots(project, order.shot)
    ]
    done: list[ShotFootage] = []
    for plan in plans:
        pack = control_take(project, plan, how=order.how, progress=progress)
        make = _dry_run if order.dry_run else _filmed
        done.append(make(project, backend, plan, pack=pack, order=order, progress=progress))
    return tuple(done)


def ordered_shots(project: Project, wanted: str) -> list[str]:
    """Return the ids of the shots that are meant: one by number, name or id, or all.

    Raises:
        PathError: There is no such shot.
    """
    if wanted:
        return [shot_numbered(project.world, wanted)[0]]
    return [key for key, _ in shots_in_order(project.world)]


def _dry_run(
    project: Project,
    backend: Shader,
    plan: ShadePlan,
    *,
    pack: ControlPack,
    order: ShadeOrder,
    progress: Progress,
) -> ShotFootage:
    """Write exactly what would be sent, and send nothing."""
    folder = project.folder / "dry_runs" / plan.shot / plan.backend
    if order.out is not None:
        folder = order.out if order.shot else order.out / plan.shot
    files = write_dry_run(backend, plan, pack, folder=folder, progress=progress)
    notes = ["nothing was sent"]
    if any(window.anchored for window in plan.windows):
        notes.append("later windows stand on the previz here, and on what came back in a real run")
    return ShotFootage(plan=plan, files=files, notes=tuple(notes))


def _filmed(
    project: Project,
    backend: Shader,
    plan: ShadePlan,
    *,
    pack: ControlPack,
    order: ShadeOrder,
    progress: Progress,
) -> ShotFootage:
    with (
        interruptible() as cancelled,
        Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger,
    ):
        shaded = run_plan(
            backend,
            plan,
            pack,
            ledger=ledger,
            session=CallSession(progress=progress, cancelled=cancelled),
            again=order.again,
        )
    return footage_of(plan, shaded, signing=order.signing)


def footage_of(plan: ShadePlan, shaded: Shaded, *, signing: Signing | None) -> ShotFootage:
    """Return what came of a plan that was filmed, signed where somebody signs.

    Raises:
        OutputError: The signed copy can't be written.
    """
    files = [str(shaded.clip), str(shaded.clip.with_suffix(".provenance.json"))]
    if signing is not None:
        data = shaded.clip.read_bytes()
        files.append(str(write_signed(shaded.clip, data, shaded.provenance, signing=signing)))
    return ShotFootage(plan=plan, files=tuple(files), notes=tuple(_notes(shaded)))


def _notes(shaded: Shaded) -> list[str]:
    notes = ["it was there already: --again makes a new one"] if shaded.reused else []
    notes += [
        f"window {one.window + 1} drifts by {one.difference:.2f} of 255, luma by {one.luma:+.2f}"
        for one in shaded.provenance.drift
    ]
    return notes

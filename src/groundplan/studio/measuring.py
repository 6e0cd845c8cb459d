"""A clip is held against its shot: the plan's pack, the judge, a report in the project."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.clip.aligning import Handles, align_clip
from groundplan.adherence.crosscheck.checking import cross_check
from groundplan.adherence.judging import Judged, Rules, judge
from groundplan.adherence.plan_view import NEEDED_PASSES, PlanView, plan_view
from groundplan.adherence.report.page import report_page
from groundplan.adherence.report.saved import report_json
from groundplan.adherence.tolerances import tolerances_of
from groundplan.adherence.verdict import ShotReport
from groundplan.errors import InputError, PackError
from groundplan.footage.calls import Judgement
from groundplan.footage.ledger import Ledger
from groundplan.footage.provenance import Provenance, read_provenance
from groundplan.passes.pack import ControlPack
from groundplan.previz.port import Pass
from groundplan.studio.project import Project
from groundplan.studio.registry import tracker
from groundplan.studio.rendering import RenderRequest, render_shots
from groundplan.studio.shading.deciding import PERSON
from groundplan.studio.shading.judging import judgement_of, unread
from groundplan.world.canonical import world_hash
from groundplan.world.files import make_folder, write_atomic
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = [
    "OBSERVER", "Measured", "judge_clip", "judgement_of_clip", "measure_clip", "note_in_ledger",
    "shot_of_clip", "write_report",
]  # fmt: skip

OBSERVER: Final = "plan-guided"
"""Who looks at a clip where nobody else is asked for."""

_UNKNOWN_WORLD: Final = ""
"""Of a call made elsewhere."""

Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A clip, the plan that it was held against, and what was found."""

    plan: PlanView
    clip: AlignedClip
    judged: Judged


def judge_clip(project: Project, clip: Path, shot: str) -> ShotReport:
    """Return what is to be said of a clip of a shot (by its id).

    Raises:
        InputError: The file is no clip that can be compared.
        SceneError: The shot cannot be posed.
        RenderError: Its plan cannot be rendered.
        PackError: Its take is damaged.
    """
    return measure_clip(project, clip, shot).judged.report


def judgement_of_clip(project: Project, clip: Path, shot: str) -> Judgement:
    """Return what the ledger keeps of a clip of a shot (by its id).

    A clip that can't be read (HDR, damaged, none at all) was paid for all the same: nobody can
    tell what it obeys, and why stands in the ledger.

    Raises:
        MissingExtraError: PyAV is not installed.
        SceneError: The shot cannot be posed.
        RenderError: Its plan cannot be rendered.
        PackError: Its take is damaged.
    """
    try:
        return judgement_of(judge_clip(project, clip, shot))
    except InputError as error:
        return unread(str(error))


def measure_clip(
    project: Project,
    clip: Path,
    shot: str,
    *,
    by: str = OBSERVER,
    progress: Progress = _silent,
) -> Measured:
    """Return plan, clip and judgement; renders the shot where no take of it fits the world.

    `by`: name of the tracker that looks at the clip.

    Raises:
        InputError: The file is no clip that can be compared.
        MissingExtraError: PyAV is not installed.
        SceneError: The shot cannot be posed.
        RenderError: Its plan cannot be rendered.
        PackError: Its take is damaged.
    """
    if not clip.is_file():
        raise InputError(f"there is no file {clip}", "name a video file")
    world = project.world
    plan = plan_view(_pack(project, shot, progress=progress))
    aligned = align_clip(clip, plan, handles=_handles(clip, plan))
    rules = Rules(
        tracker=tracker(by),
        tolerances=tolerances_of(world, shot),
        shot_name=world.shots[shot].name,
        clip_name="".join(one if one.isprintable() else "\ufffd" for one in clip.name),
    )
    return Measured(plan=plan, clip=aligned, judged=judge(plan, aligned, rules, progress=progress))


def cross_checked(measured: Measured) -> Measured:
    """Return what was measured, with the camera by pycolmap, or why it can't; no verdict changes.

    Raises:
        OSError: There is no room for the clip's pictures in the folder for temporary files.
    """
    judged = measured.judged
    found = cross_check(measured.plan, measured.clip, judged.seen)
    report = replace(judged.report, measurements=(*judged.report.measurements, *found))
    return replace(measured, judged=replace(judged, report=report))


def shot_of_clip(project: Project, clip: Path, wanted: str = "") -> str:
    """Return the id of the shot that a clip is of: as named, as its provenance says, or the only.

    Raises:
        PathError: There is no such shot.
        InputError: There are several, and nothing says which.
    """
    if wanted:
        return shot_numbered(project.world, wanted)[0]
    provenance = _provenance(clip)
    if provenance is not None and provenance.shot in project.world.shots:
        return provenance.shot
    shots = [key for key, _ in shots_in_order(project.world)]
    if len(shots) != 1:
        raise InputError(
            f"{clip.name} may be of any of {len(shots)} shots", "name it: --shot NUMBER"
        )
    return shots[0]


def write_report(project: Project, measured: Measured) -> tuple[Path, Path]:
    """Write a report into `reports/<shot>/`, under the next free number; returns JSON and page.

    Raises:
        OutputError: It cannot be written.
    """
    report = measured.judged.report
    folder = project.folder / "reports" / report.shot
    make_folder(folder)
    taken = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()]
    number = f"{max(taken, default=0) + 1:03d}"
    page = report_page(report, measured.plan, measured.clip, masks=measured.judged.seen.masks)
    saved = folder / f"{number}.json", folder / f"{number}.html"
    write_atomic(saved[0], report_json(report))
    write_atomic(saved[1], page)
    return saved


def note_in_ledger(project: Project, clip: Path, report: ShotReport) -> int:
    """Write a verdict into the rows of the calls that made a clip; returns how many.

    What a person decided of the clip stays. Held against another shot than its own, or against a
    world that was edited since, a clip says nothing of its calls.

    Raises:
        StoreError: The ledger is damaged or busy.
    """
    try:
        name = clip.resolve().relative_to(project.folder.resolve()).as_posix()
    except (OSError, ValueError):
        return 0
    judgement = judgement_of(report)
    with Ledger(project.folder, clock=lambda: datetime.now(UTC)) as ledger:
        rows = [
            row
            for row in ledger.of_clip(name)
            if row.state == "done"
            and row.call.shot == report.shot
            and row.call.world_hash in {report.world_hash, _UNKNOWN_WORLD}
            and (row.judgement is None or row.judgement.accepted_by != PERSON)
        ]
        for row in rows:
            ledger.judged(row.id, judgement)
    return len(rows)


def _pack(project: Project, shot: str, *, progress: Progress) -> ControlPack:
    folder = project.folder / "takes" / shot
    for take in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        pack = _fitting(project, take)
        if pack is not None:
            return pack
    passes = frozenset(Pass(name) for name in NEEDED_PASSES)
    render_shots(project, shot=shot, request=RenderRequest(passes=passes), progress=progress)
    return ControlPack.open(max(folder.iterdir()))


def _fitting(project: Project, take: Path) -> ControlPack | None:
    """Return the pack of a take at the shot's own clock and size; an unfinished one is none."""
    try:
        pack = ControlPack.open(take)
    except PackError:
        return None
    manifest, film, base = pack.manifest, project.world.film, project.world.timebase
    size = (film.width_px, film.height_px)
    rate = Fraction(manifest.clock.fps_num, manifest.clock.fps_den)
    same = manifest.world_hash == world_hash(project.world) and manifest.size_px == size
    own_clock = rate == Fraction(base.fps_num, base.fps_den)
    whole = all(name in pack for name in NEEDED_PASSES)
    blurred = manifest.renderer.motion_blur or manifest.renderer.depth_of_field
    return pack if same and own_clock and whole and not blurred else None


def _handles(clip: Path, plan: PlanView) -> Handles:
    """Return the handles that a clip of ours was filmed with, in frames of the plan."""
    provenance = _provenance(clip)
    if provenance is None:
        return Handles()
    told = provenance.plan
    counts = [told.get(name) for name in ("lead_frames", "frame_count", "shot_frame_count")]
    lead, frames, own = (one if isinstance(one, int) else 0 for one in counts)
    share = plan.rate / Fraction(*provenance.clip.rate)
    return Handles(
        lead_frames=round(lead * share), tail_frames=round(max(frames - own - lead, 0) * share)
    )


def _provenance(clip: Path) -> Provenance | None:
    try:
        return read_provenance(clip)
    except InputError:
        return None

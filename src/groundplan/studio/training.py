"""Training sets of projects: every shot rendered at a model's clock, with words and a target."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import InputError
from groundplan.footage.clip_facts import read_clip
from groundplan.passes.pack import ControlPack
from groundplan.scene.library import Library
from groundplan.shader.adaptation.dataset import Dataset
from groundplan.shader.adaptation.layouts import Layout, write_layout
from groundplan.shader.adaptation.records import DATASET_FILE, ItemSource, TargetKind
from groundplan.shader.adaptation.sample import Sample
from groundplan.shader.briefing import brief_of
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.references import reference_pictures
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Shader
from groundplan.studio.project import Project
from groundplan.studio.shading.control_pack import ControlRender, render_control_pack
from groundplan.studio.shading.wishing import WishWords, wish_of
from groundplan.studio.training_targets import TargetClip, footage_target, video_target
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["ExportOrder", "export_dataset", "samples_of"]

Progress = Callable[[int, int], None]
Clip = UInt8[np.ndarray, "frame height width 3"]

_RENDERED: Final = "rendered here by groundplan from this project"


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What goes into a training set."""

    sources: tuple[Path, ...]
    """Project folders, or finished datasets of our own layout."""
    words: WishWords
    """Control, size, rate, frames, references and prompt, as for `shade`."""
    shot: str = ""
    """Number, name or id; empty: every shot."""
    target: TargetKind = "previz"
    video: Path | None = None
    """The target of `target` video: one project, one shot."""
    accepted: bool = False
    """Of footage: only what was accepted."""
    licence: str = ""
    """Terms of the targets; empty: what is known of them."""
    how: ControlRender = field(default_factory=ControlRender)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shot:
    """One shot of one project, planned."""

    project: Project
    plan: ShadePlan
    name: str


def export_dataset(
    order: ExportOrder, shader: Shader, out: Path, *, layout: Layout, progress: Progress = _silent
) -> int:
    """Write a training set and return how many items it has.

    Raises:
        PlanError: A shot does not go with the model; nothing was rendered.
        InputError: A target does not fit, or there is none.
        OutputError: `out` is in use or cannot be written; nothing is left there then.
        GroundplanError: Reading or rendering fails.
    """
    return write_layout(layout, samples_of(order, shader, progress=progress), out)


def samples_of(
    order: ExportOrder, shader: Shader, *, progress: Progress = _silent
) -> Iterator[Sample]:
    """Yield the samples of all sources: one for each window of each shot.

    Raises:
        GroundplanError: See `export_dataset`.
    """
    _check(order)
    number = 0
    for source in order.sources:
        for sample in _of_source(source, order, shader, progress=progress):
            # Numbers keep names apart, whatever projects and shots are called.
            name = f"{number:05d}-{_slug(sample.name)}"[:64]
            yield replace(sample, name=name)
            number += 1


def _of_source(
    source: Path, order: ExportOrder, shader: Shader, *, progress: Progress
) -> Iterator[Sample]:
    if (source / DATASET_FILE).is_file() and not (source / "world.json").exists():
        for sample in Dataset.open(source).samples():
            yield replace(sample, name=re.sub(r"^\d{5}-", "", sample.name))
        return
    with Project.open(source, writable=False) as project:
        shots = _planned(project, order, shader)
        for done, shot in enumerate(shots):
            progress(done, len(shots))
            yield from _of_shot(shot, order, shader)
        progress(len(shots), len(shots))


def _planned(project: Project, order: ExportOrder, shader: Shader) -> list[_Shot]:
    """Return all shots with their plans, before any is rendered."""
    world, library = project.world, Library(project.store.attachment)
    wish = wish_of(order.words, world)
    wanted = [shot_numbered(world, order.shot)] if order.shot else list(shots_in_order(world))
    if order.target == "video" and len(wanted) != 1:
        raise InputError("one video for several shots", "name the shot with --shot")
    plans = [(shader.plan(brief_of(world, key, library=library), wish), s) for key, s in wanted]
    return [_Shot(project=project, plan=plan, name=shot.name) for plan, shot in plans]


def _of_shot(shot: _Shot, order: ExportOrder, shader: Shader) -> Iterator[Sample]:
    with tempfile.TemporaryDirectory(prefix="groundplan-export-") as folder:
        place = Path(folder)
        pack = _rendered(shot, shot.plan, place / "control", how=order.how)
        target = _target(shot, order, pack, folder=place)
        references = reference_pictures(shot.plan)
        style = _style(shader)
        for number, window in enumerate(shot.plan.windows):
            yield Sample(
                name=f"{shot.project.folder.resolve().name}-{shot.name}-{number}",
                caption=shot.plan.prompt,
                control=shot.plan.controls[0],
                control_clip=control_clip(shot.plan.controls[0], pack, window, style=style),
                target=target.frames(window),
                references=references,
                rate=shot.plan.fps,
                source=_source(shot, target, window, kind=order.target),
                licence=order.licence or target.licence,
            )


def _target(shot: _Shot, order: ExportOrder, pack: ControlPack, *, folder: Path) -> TargetClip:
    if order.target == "footage":
        return footage_target(shot.project, shot.plan, accepted=order.accepted)
    if order.target == "video" and order.video is not None:
        data = read_clip(order.video)
        return video_target(data, shot.plan, name=order.video.name)
    if order.target == "traced":
        # The control is drawn as it will be when the model films: from the quick pack.
        plain = replace(shot.plan, controls=("rgb",))
        pack = _rendered(shot, plain, folder / "target", how=replace(order.how, light="traced"))
    beauty = pack["beauty"]
    return TargetClip(
        frames=lambda window: beauty[window.first : window.first + window.count],
        name="",
        sha256="",
        licence=_RENDERED,
    )


def _rendered(shot: _Shot, plan: ShadePlan, folder: Path, *, how: ControlRender) -> ControlPack:
    library = Library(shot.project.store.attachment)
    return render_control_pack(shot.project.world, plan, folder, how=how, library=library)


def _source(shot: _Shot, target: TargetClip, window: Window, *, kind: TargetKind) -> ItemSource:
    return ItemSource(
        project=shot.project.folder.resolve().name,
        world_hash=shot.plan.world_hash,
        shot=shot.plan.shot,
        window_first=window.first,
        backend=shot.plan.backend,
        capabilities_version=shot.plan.capabilities_version,
        target=kind,
        target_name=target.name,
        target_sha256=target.sha256,
    )


def _style(shader: Shader) -> ControlStyle:
    """Return how the backend draws its controls, as far as it claims it."""
    wide = shader.capabilities.depth_range == "clip"
    return ControlStyle(depth_range="clip" if wide else "frame")


def _check(order: ExportOrder) -> None:
    if not order.sources:
        raise InputError("there is nothing to export", "name a project folder")
    if (order.target == "video") != (order.video is not None):
        raise InputError("a video and the target video go together", "give --target FILE.mp4")
    if order.target == "video" and len(order.sources) != 1:
        raise InputError("one video for several projects", "export them one by one")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-") or "shot"

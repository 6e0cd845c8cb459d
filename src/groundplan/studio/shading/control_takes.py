"""Control packs of a project: one that fits a plan already is read, else a new take is rendered."""

from collections.abc import Callable
from pathlib import Path

from groundplan.errors import PackError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.previz.port import RenderOptions
from groundplan.scene.library import Library
from groundplan.shader.matching import check_pack
from groundplan.shader.plan import ShadePlan
from groundplan.studio.project import Project
from groundplan.studio.registry import renderer
from groundplan.studio.shading.control_pack import ControlRender, render_control_pack

__all__ = ["control_take"]

Progress = Callable[[int, int], None]


def control_take(
    project: Project, plan: ShadePlan, *, how: ControlRender, progress: Progress
) -> ControlPack:
    """Return a pack of the plan's world, shot, size, rate, length and passes.

    Raises:
        SceneError: The shot cannot be posed.
        RenderError: It cannot be rendered so.
    """
    shot = project.folder / "takes" / plan.shot
    for folder in sorted(shot.iterdir(), reverse=True) if shot.is_dir() else ():
        pack = _fitting(folder, plan, how)
        if pack is not None:
            return pack
    return render_control_pack(
        project.world,
        plan,
        project.new_take(plan.shot),
        how=how,
        library=Library(project.store.attachment),
        progress=progress,
    )


def _fitting(folder: Path, plan: ShadePlan, how: ControlRender) -> ControlPack | None:
    """Return the pack in a folder if the plan can use it; an unfinished one counts for nothing."""
    try:
        pack = ControlPack.open(folder)
        check_pack(plan, pack)
    except (PackError, PlanError):
        return None
    made = pack.manifest.renderer
    drawn = renderer(how.renderer)
    if (made.name, made.version) != (drawn.name, drawn.version):
        return None
    # Which takes lie in the project must not change what is sent.
    usual = RenderOptions()
    if (made.light, made.motion_blur) != (
        how.light,
        False,
    ) or made.edge_samples != usual.edge_samples:
        return None
    if "tracks" in plan.controls and "tracks.npz" not in pack.manifest.files:
        return None
    return pack

"""The control pack of a plan: the shot rendered at the clock and size that the model takes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundplan.passes.joints import PosedJoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import LightQuality, RenderOptions
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.scene.library import EMPTY, Library
from groundplan.shader.matching import passes_of
from groundplan.shader.plan import ShadePlan
from groundplan.studio.registry import renderer
from groundplan.world.document import World

__all__ = ["ControlRender", "render_control_pack"]

Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRender:
    """How a control pack is drawn; threads never change the bytes."""

    renderer: str = "numba"
    threads: int = 2
    light: LightQuality = "quick"
    """Of beauty, illuminance and luminance."""


_USUAL: Final = ControlRender()


def render_control_pack(
    world: World,
    plan: ShadePlan,
    folder: Path,
    *,
    how: ControlRender = _USUAL,
    library: Library = EMPTY,
    progress: Progress = _silent,
) -> ControlPack:
    """Render what a plan needs into `folder`, and return it.

    Raises:
        SceneError: The shot cannot be posed.
        RenderError: It cannot be rendered so.
        OutputError: The folder cannot be written.
    """
    form = Form(
        size_px=plan.size_px,
        rate=plan.fps,
        frame_count=plan.frame_count,
        lead_frames=plan.lead_frames,
    )
    shot = conformed_shot(world, plan.shot, form, library=library)
    write_pack(
        renderer(how.renderer),
        shot.stage,
        folder,
        options=PackOptions(
            render=RenderOptions(
                passes=passes_of(plan), depth_of_field=plan.depth_of_field, light=how.light
            ),
            threads=how.threads,
            previews=("beauty",),
            tracks_per_entity=1024 if "tracks" in plan.controls else 0,
            title=f"control pack for {plan.backend}",
            pixel_aspect=world.film.pixel_aspect,
        ),
        joints_at=lambda time: {k: PosedJoints(*v) for k, v in shot.bodies(time).items()},
        progress=progress,
    )
    return ControlPack.open(folder)

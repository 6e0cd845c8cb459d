"""A clip that we rendered ourselves: its pictures, and the truth of every pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float16, Float32, Float64, UInt8, UInt16

from groundplan.errors import PackError
from groundplan.geometry.transforms import camera_from_world_cv
from groundplan.passes.pack import ControlPack
from groundplan.previz.port import Frame, Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage

__all__ = ["RenderedClip", "clip_of_pack", "rendered_clip"]

_PASSES: Final = frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE, Pass.ILLUMINANCE})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RenderedClip:
    """All frames of a shot; what looks draw from, and what truth is read from."""

    beauty: UInt8[np.ndarray, "frame height width 3"]
    """sRGB."""
    depth_m: Float32[np.ndarray, "frame height width"]
    """Along the optical axis; `inf` for sky."""
    normal: Float16[np.ndarray, "frame height width 3"]
    """Unit, camera axes: +X right, +Y up, +Z to the viewer; 0 for sky."""
    instance: UInt16[np.ndarray, "frame height width"]
    """0: nothing."""
    illuminance_lx: Float32[np.ndarray, "frame height width"]
    """NaN for sky."""
    saturation_nit: Float64[np.ndarray, " frame"]
    """Luminance that the sensor clips at [cd/m^2]."""
    intrinsics_px: Float64[np.ndarray, "frame 3 3"]
    """Pixel centres at +0.5."""
    camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]
    entities: dict[int, str]
    """Entity by instance id."""

    @property
    def frame_count(self) -> int:
        """Return how many frames it has."""
        return len(self.beauty)

    @property
    def size_px(self) -> tuple[int, int]:
        """Return width and height."""
        _, height, width = self.instance.shape
        return width, height


def rendered_clip(renderer: Renderer, stage: Stage) -> RenderedClip:
    """Render all frames of a stage.

    Raises:
        RenderError: It cannot be rendered.
    """
    count = stage.clock.frame_count
    frames = list(renderer.render(stage, range(count), options=RenderOptions(passes=_PASSES)))
    poses = np.array([np.asarray(f.camera.world_from_camera, np.float64) for f in frames])
    return RenderedClip(
        beauty=_stacked(frames, "beauty"),
        depth_m=_stacked(frames, "depth"),
        normal=_stacked(frames, "normal"),
        instance=_stacked(frames, "instance"),
        illuminance_lx=_stacked(frames, "illuminance"),
        saturation_nit=np.array([f.camera.exposure.saturation_luminance_nit for f in frames]),
        intrinsics_px=np.array([np.asarray(f.camera.intrinsics_px, np.float64) for f in frames]),
        camera_from_world_cv=camera_from_world_cv(poses),
        entities={i.instance: i.entity for i in stage.instances},
    )


def clip_of_pack(pack: ControlPack) -> RenderedClip:
    """Read a pack as a clip: what was planned.

    Raises:
        PackError: It lacks a pass, or is damaged.
    """
    missing = sorted(name for name in _PASSES if name not in pack)
    if missing:
        raise PackError(f"the pack lacks {', '.join(missing)}", "render it for the self-test")
    cameras = pack.cameras.frames
    return RenderedClip(
        beauty=pack["beauty"][:],
        depth_m=pack["depth"][:],
        normal=pack["normal"][:],
        instance=pack["instance"][:],
        illuminance_lx=pack["illuminance"][:],
        saturation_nit=np.array([c.saturation_luminance_nit for c in cameras]),
        intrinsics_px=np.array([c.intrinsics_px for c in cameras]),
        camera_from_world_cv=np.array([c.camera_from_world_cv for c in cameras]),
        entities={i.instance: i.entity for i in pack.manifest.instances},
    )


def _stacked(frames: Sequence[Frame], name: str) -> np.ndarray:
    pictures: list[np.ndarray | None] = [getattr(frame, name) for frame in frames]
    return np.stack([picture for picture in pictures if picture is not None])

"""The default renderer: a deterministic software rasteriser that needs nothing but pip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from groundplan.previz.backends.numba_tiles.beauty import Wanted, develop, measure
from groundplan.previz.backends.numba_tiles.blur import exposure_poses
from groundplan.previz.backends.numba_tiles.lamp_cubes import (
    NO_CUBES,
    LampCubes,
    LampScratch,
    draw_lamps,
    shadow_lamps,
)
from groundplan.previz.backends.numba_tiles.lighting import Lighting, light_up, shadow_sun
from groundplan.previz.backends.numba_tiles.packing import Topology, pack
from groundplan.previz.backends.numba_tiles.resolved import (
    Resolved,
    Scratch,
    half_normals,
    motion,
    resolve_view,
    world_positions,
)
from groundplan.previz.backends.numba_tiles.shares import LightShares, QuickShares
from groundplan.previz.backends.numba_tiles.sun import (
    CASCADES,
    SunShadow,
    draw_sun,
    map_size,
)
from groundplan.previz.backends.numba_tiles.traced import trace_light
from groundplan.previz.backends.numba_tiles.views import Buffers, View, see
from groundplan.previz.backends.numba_tiles.warming import warming_stage
from groundplan.previz.display import mean_picture
from groundplan.previz.port import RENDERED_PASSES, Frame, Pass, RenderOptions
from groundplan.scene.stage import Pose, Stage

__all__ = ["NumbaRenderer"]

_FORWARD = frozenset({Pass.FLOW_FWD, Pass.OCCLUDED_FWD})
_MEASURES = frozenset({Pass.ILLUMINANCE, Pass.LUMINANCE})
_BACKWARD = frozenset({Pass.FLOW_BWD, Pass.OCCLUDED_BWD})


class NumbaRenderer:
    """Renders every pass from one visibility buffer, on one thread per call.

    Calls share nothing, so several threads may render through one object; the kernels release the
    interpreter lock. Compiled kernels are cached beside this package; where that is read-only,
    numba uses the user's cache folder, or the one that NUMBA_CACHE_DIR names.
    """

    @property
    def name(self) -> str:
        """Return the entry point name."""
        return "numba"

    @property
    def version(self) -> str:
        """Return what identifies the bytes."""
        return "4"

    def warm(self) -> None:
        """Compile all kernels, or load them from the cache, before the first take needs them."""
        options = RenderOptions(passes=RENDERED_PASSES, blur_samples=2)
        for blur in (False, True):
            tuple(self.render(warming_stage(), [0], options=replace(options, motion_blur=blur)))

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield the frames in the given order; consecutive indices share work.

        Raises:
            RenderError: The stage cannot be rendered (no size, too large, too many instances).
        """
        return _Session(stage, options).frames(tuple(frames))


class _Session:
    """One call: its topology, its buffers, and the views of the frames next to the current one."""

    def __init__(self, stage: Stage, options: RenderOptions) -> None:
        self._stage = stage
        self._options = options
        self._topology: Topology = pack(stage)
        self._views: dict[int, View] = {}
        self._spare: list[Buffers] = []
        self._scratch = Scratch.empty(self._topology, size_px=stage.size_px)
        self._ids = {known.entity: known.instance for known in stage.instances}
        self._lamp_scratch: LampScratch | None = None
        size = map_size(stage.size_px)
        self._heights = np.empty((CASCADES, size, size), np.float32)

    def frames(self, indices: tuple[int, ...]) -> Iterator[Frame]:
        for index in indices:
            yield self._frame(index)

    def _frame(self, index: int) -> Frame:
        self._forget(index)
        wanted = self._options.passes
        resolved = self._resolve(self._view(index))
        flow_fwd, occluded_fwd = self._motion(resolved, index + 1, wanted & _FORWARD)
        flow_bwd, occluded_bwd = self._motion(resolved, index - 1, wanted & _BACKWARD)
        truth = Frame(
            index=index,
            camera=resolved.view.pose.camera,
            depth=resolved.depth if Pass.DEPTH in wanted else None,
            normal=half_normals(resolved) if Pass.NORMAL in wanted else None,
            instance=resolved.view.buffers.instance.copy() if Pass.INSTANCE in wanted else None,
            flow_fwd=flow_fwd if Pass.FLOW_FWD in wanted else None,
            flow_bwd=flow_bwd if Pass.FLOW_BWD in wanted else None,
            occluded_fwd=occluded_fwd if Pass.OCCLUDED_FWD in wanted else None,
            occluded_bwd=occluded_bwd if Pass.OCCLUDED_BWD in wanted else None,
            part=self._topology.tri_part[resolved.view.buffers.tri]
            if Pass.PART in wanted
            else None,
            position=world_positions(resolved) if Pass.POSITION in wanted else None,
        )
        if wanted & _MEASURES:
            truth = self._measured(truth, resolved)
        if Pass.BEAUTY not in wanted:
            return truth
        return replace(truth, beauty=self._beauty(resolved, index))  # last: blur reuses scratch

    def _motion(
        self, resolved: Resolved, other: int, wanted: frozenset[Pass]
    ) -> tuple[np.ndarray | None, np.ndarray | None]:
        if not wanted:
            return None, None
        return motion(resolved, self._topology, other=self._view(other))

    def _measured(self, frame: Frame, resolved: Resolved) -> Frame:
        wanted = self._options.passes
        lighting, shares = self._light(resolved.view)
        luminance, illuminance = measure(
            resolved, self._topology, lighting=lighting, seen=shares.of_pixels(resolved),
            wanted=Wanted(Pass.LUMINANCE in wanted, Pass.ILLUMINANCE in wanted),
        )  # fmt: skip
        return replace(frame, luminance=luminance, illuminance=illuminance)

    def _beauty(self, resolved: Resolved, index: int) -> np.ndarray:
        if not (self._options.depth_of_field or self._options.motion_blur):
            return self._picture(resolved, edge_samples=self._options.edge_samples)
        pictures: list[np.ndarray] = []
        for pose in exposure_poses(self._stage, index, self._options):
            view = self._see(pose)
            seen = self._resolve(view)
            pictures.append(self._picture(seen, edge_samples=1))
            self._spare.append(view.buffers)
        return mean_picture(pictures)

    def _resolve(self, view: View) -> Resolved:
        return resolve_view(view, self._topology, scratch=self._scratch)

    def _picture(self, resolved: Resolved, *, edge_samples: int) -> np.ndarray:
        lighting, shares = self._light(resolved.view)
        return develop(
            resolved, self._topology, lighting=lighting, shares=shares, edge_samples=edge_samples
        )

    def _light(self, view: View) -> tuple[Lighting, LightShares]:
        if self._options.light == "traced":
            shares = trace_light(view, self._topology, instance_of=self._ids)
            return shares.lighting, shares
        lighting = light_up(view, shadow=self._shadow(view), lamps=self._lamp_cubes(view))
        return lighting, QuickShares(lighting)

    def _shadow(self, view: View) -> SunShadow:
        sun = shadow_sun(view.pose.lights)
        if sun is None:
            return SunShadow(maps=(), heights=self._heights)
        return draw_sun(view, self._topology, direction=sun.direction, heights=self._heights)

    def _lamp_cubes(self, view: View) -> LampCubes:
        lamps = shadow_lamps(view.pose.lights)
        if lamps and self._lamp_scratch is None:
            self._lamp_scratch = LampScratch.empty(self._topology)
        if self._lamp_scratch is None:
            return NO_CUBES
        return draw_lamps(
            view, self._topology, lamps=lamps, scratch=self._lamp_scratch,
            holders=tuple(self._ids.get(lamp.holder, 0) for lamp in lamps),
        )  # fmt: skip

    def _view(self, index: int) -> View:
        if index not in self._views:
            self._views[index] = self._see(self._stage.pose(self._stage.clock.time(index)))
        return self._views[index]

    def _see(self, pose: Pose) -> View:
        buffers = (
            self._spare.pop()
            if self._spare
            else Buffers.empty(self._topology, size_px=self._stage.size_px)
        )
        return see(pose, self._topology, buffers=buffers)

    def _forget(self, index: int) -> None:
        """Give back the buffers of views that the frame `index` does not look at."""
        for old in [i for i in self._views if abs(i - index) > 1]:
            self._spare.append(self._views.pop(old).buffers)

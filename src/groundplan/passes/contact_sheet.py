"""The contact sheet: a take at a glance, twelve frames and one row of truth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.passes import pictures
from groundplan.passes.guide_marks import with_guides
from groundplan.passes.sheet_layout import Tile, drawn_sheet, rows_of
from groundplan.passes.writer import PackInfo
from groundplan.previz.port import Pass
from groundplan.scene.stage import CameraPose

__all__ = ["SheetSource", "contact_sheet", "sheet_frames"]

_FRAMES: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSource:
    """Where the sheet takes its pictures and labels from."""

    info: PackInfo
    read: Callable[[Pass, int], np.ndarray]
    """Returns one frame of a pass."""
    camera: Callable[[int], CameraPose]
    """Returns the camera of a frame index."""
    guides: tuple[float, ...] = ()
    """Aspect ratios marked on beauty."""
    pixel_aspect: float = 1.0


def sheet_frames(frame_count: int) -> tuple[int, ...]:
    """Return the frame indices shown: at most 12, evenly spaced, first and last included."""
    count = min(frame_count, _FRAMES)
    if count < 2:
        return (0,)
    return tuple((i * (frame_count - 1) * 2 + count - 1) // (2 * (count - 1)) for i in range(count))


def contact_sheet(source: SheetSource) -> bytes:
    """Return the sheet as PNG, sRGB."""
    rows = [*rows_of(_beauty_tiles(source)), *rows_of(_truth_tiles(source))]
    title = source.info.title or source.info.shot
    return drawn_sheet(rows, title=title, facts=_facts(source), size_px=source.info.size_px)


def _beauty_tiles(source: SheetSource) -> list[Tile]:
    clock = source.info.clock
    if Pass.BEAUTY not in source.info.options.passes:
        return []
    return [
        Tile(
            picture=with_guides(
                source.read(Pass.BEAUTY, i), source.guides, pixel_aspect=source.pixel_aspect
            ),
            left=f"{clock.start_frame + i}   {clock.seconds(i):.2f} s",
            right=_lens(source.camera(i)),
        )
        for i in sheet_frames(clock.frame_count)
    ]


def _truth_tiles(source: SheetSource) -> list[Tile]:
    middle = source.info.clock.frame_count // 2
    label = str(source.info.clock.start_frame + middle)
    return [
        Tile(picture=picture, left=name, right=label)
        for name, picture in _truth_pictures(source, middle)
    ]


def _truth_pictures(
    source: SheetSource, index: int
) -> list[tuple[str, UInt8[np.ndarray, "height width 3"]]]:
    have, found = source.info.options.passes, list[tuple[str, np.ndarray]]()
    if Pass.DEPTH in have:
        depth = source.read(Pass.DEPTH, index)
        reach = pictures.inverse_depth_range([pictures.depth_limits(depth)])
        found.append(("depth (inverse)", pictures.depth_picture(depth, reach)))
    if Pass.NORMAL in have:
        normal = source.read(Pass.NORMAL, index)
        found.append(("normal", pictures.normal_picture(normal)))
    if Pass.INSTANCE in have:
        colours = pictures.instance_colours(source.info.instances)
        ids = source.read(Pass.INSTANCE, index)
        found.append(("instance", pictures.instance_picture(ids, colours)))
    if Pass.FLOW_FWD in have:
        flow = source.read(Pass.FLOW_FWD, index)
        longest = pictures.flow_reach(flow)
        picture = pictures.flow_picture(flow, longest, colours=pictures.flow_colours())
        found.append((f"flow (to {longest:.1f} px)", picture))
    return found


def _facts(source: SheetSource) -> str:
    info, clock = source.info, source.info.clock
    camera = source.camera(0)
    rate = f"{clock.fps_num / clock.fps_den:.3f}".rstrip("0").rstrip(".")
    sensor = f"{camera.sensor_mm[0]:.2f} x {camera.sensor_mm[1]:.2f} mm"
    facts = (
        info.shot,
        f"{info.size_px[0]} x {info.size_px[1]} px",
        f"{rate} fps",
        f"{clock.frame_count} frames",
        f"{clock.seconds(clock.frame_count):.2f} s",
        f"{_lens(camera)} on {sensor}",
        f"world {info.world_hash[:12]}",
        f"{info.renderer_name} {info.renderer_version}",
    )
    return "   |   ".join(facts)


def _lens(camera: CameraPose) -> str:
    return f"{camera.focal_mm:.1f}".removesuffix(".0") + " mm"

"""Any picture control of a plan's pack as a clip: what backends send."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack, PassReader
from groundplan.previz.port import Pass
from groundplan.shader.encoders.blur import BLUR_FACTORS, blurred
from groundplan.shader.encoders.canny import EDGE_THRESHOLDS, Strength, canny
from groundplan.shader.encoders.depth import depth_grey, inverse_range
from groundplan.shader.encoders.flow import flow_colors, flow_frame
from groundplan.shader.encoders.gray import gray_frame
from groundplan.shader.encoders.halving import HALVING, halved
from groundplan.shader.encoders.layout import box_frame, contour_frame
from groundplan.shader.encoders.point_tracks import track_clip
from groundplan.shader.encoders.pose import PoseParts, PoseStyle, SkeletonFrames
from groundplan.shader.encoders.scribble import SceneFrame, scribble_frame
from groundplan.shader.encoders.seg import seg_frame, thing_colors
from groundplan.shader.intents import Control
from groundplan.shader.matching import window_frames
from groundplan.shader.plan import Window

__all__ = ["PICTURE_CONTROLS", "ControlStyle", "control_clip"]

Clip = UInt8[np.ndarray, "frame height width 3"]
Picture = UInt8[np.ndarray, "height width 3"]

_BEHIND_THINGS: Final = "set"
"""Kind of what things stand on and before: it has no box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStyle:
    """How a model wants its controls drawn; the plain ones are those of VACE where not said."""

    depth_range: Literal["frame", "clip"] = "frame"
    """Over what inverse depth is stretched to 8 bit: VACE each frame, Cosmos and LTX the clip."""
    pose_parts: PoseParts = "whole"
    """What skeletons show: all that DWPose draws; VACE's `pose` is body_face, `pose_body` body."""
    pose_drawn_at_px: int | None = None
    """Short side of the picture in which strokes are 4 px to each side, averaged down after: 1024
    for VACE. None: drawn as the pack has them, for pictures of about 512 px."""
    edges: Strength = "medium"
    """Thresholds of canny: higher ones leave fewer edges."""
    blur: Strength = "medium"
    """How much is taken away."""
    outlines: Literal["boxes", "contours"] = "boxes"
    """Of layout."""
    layout_of: tuple[str, ...] = ()
    """Ids of the entities that layout shows; none: all but the set."""
    dark_lines: bool = True
    """Of scribble: dark on white as VACE sends it, else white on black."""
    half_size: bool = False
    """Half the width and height, as the reference of LTX's `ref0.5` union adapter."""


_PLAIN: Final = ControlStyle()


def control_clip(
    control: Control, pack: ControlPack, window: Window, *, style: ControlStyle = _PLAIN
) -> Clip:
    """Return a window's frames of a control, at the pack's own size unless `half_size`.

    A range or a table of colours is taken over the whole pack, so that windows agree.

    Raises:
        PlanError: The control is no picture, or the pack lacks the frames or passes for it.
        PackError: The pack is damaged.
    """
    frames = window_frames(pack, window)
    if control == "tracks":
        clip = track_clip(pack, window)
    else:
        draw = _DRAWN.get(control)
        if draw is None:
            raise PlanError(
                f"{control} is no picture of a control pack",
                f"draw one of {', '.join(PICTURE_CONTROLS)}",
            )
        width, height = pack.manifest.size_px
        clip = np.empty((len(frames), height, width, 3), dtype=np.uint8)
        for row, picture in enumerate(draw(pack, frames, style)):
            clip[row] = picture
    return halved(clip, rule=HALVING.get(control, "mean")) if style.half_size else clip


def _reader(pack: ControlPack, name: Pass) -> PassReader:
    if name not in pack:
        raise PlanError(f"the control pack lacks {name}", "render it with this pass")
    return pack[name]


def _rgb(pack: ControlPack, frames: range, _style: ControlStyle) -> Iterator[Picture]:
    beauty = _reader(pack, Pass.BEAUTY)
    return (beauty[frame] for frame in frames)


def _gray(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    return map(gray_frame, _rgb(pack, frames, style))


def _blur(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    factor = BLUR_FACTORS[style.blur]
    return (blurred(picture, factor=factor) for picture in _rgb(pack, frames, style))


def _canny(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    low, high = EDGE_THRESHOLDS[style.edges]
    return (canny(picture, low=low, high=high) for picture in _rgb(pack, frames, style))


def _depth(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    depth = _reader(pack, Pass.DEPTH)
    limits = inverse_range(iter(depth)) if style.depth_range == "clip" else None
    return (depth_grey(depth[frame], limits) for frame in frames)


def _flow(pack: ControlPack, frames: range, _style: ControlStyle) -> Iterator[Picture]:
    flow = _reader(pack, Pass.FLOW_FWD)
    return (flow_colors(flow[flow_frame(frame)]) for frame in frames)


def _scribble(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    depth, normal, instance = (
        _reader(pack, name) for name in (Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE)
    )
    return (
        scribble_frame(SceneFrame(depth[k], normal[k], instance[k]), dark_lines=style.dark_lines)
        for k in frames
    )


def _seg(pack: ControlPack, frames: range, _style: ControlStyle) -> Iterator[Picture]:
    instance = _reader(pack, Pass.INSTANCE)
    colors = thing_colors(one.instance for one in pack.boxes.instances if any(one.visible_area_px))
    return (seg_frame(instance[frame], colors) for frame in frames)


def _layout(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    instance = _reader(pack, Pass.INSTANCE)
    things = _things(pack, style)
    if style.outlines == "contours":
        return (contour_frame(instance[frame], sorted(things)) for frame in frames)
    tracks = [one.visible_px for one in pack.boxes.instances if one.instance in things]
    size_px = pack.manifest.size_px
    return (box_frame(filter(None, (t[k] for t in tracks)), size_px=size_px) for k in frames)


def _things(pack: ControlPack, style: ControlStyle) -> frozenset[int]:
    known = pack.manifest.instances
    unknown = sorted(set(style.layout_of) - {one.entity for one in known})
    if unknown:
        raise PlanError(f"no {', '.join(unknown)} in this shot", "name entities that it has")
    return frozenset(
        one.instance
        for one in known
        if (one.entity in style.layout_of if style.layout_of else one.kind != _BEHIND_THINGS)
    )


def _pose(pack: ControlPack, frames: range, style: ControlStyle) -> Iterator[Picture]:
    if style.pose_parts == "whole" and style.pose_drawn_at_px is None:
        pose = _reader(pack, Pass.POSE)
        return (pose[frame] for frame in frames)
    instance = _reader(pack, Pass.INSTANCE)
    own: dict[str, frozenset[int]] = {}
    for one in pack.manifest.instances:
        own[one.entity] = own.get(one.entity, frozenset()) | {one.instance}
    skeletons = SkeletonFrames(
        pack.keypoints,
        own,
        size_px=pack.manifest.size_px,
        style=PoseStyle(parts=style.pose_parts, drawn_at_px=style.pose_drawn_at_px),
    )
    return (skeletons(frame, instance[frame]) for frame in frames)


_DRAWN: Final[dict[Control, Callable[[ControlPack, range, ControlStyle], Iterator[Picture]]]] = {
    "depth": _depth,
    "pose": _pose,
    "layout": _layout,
    "flow": _flow,
    "gray": _gray,
    "scribble": _scribble,
    "canny": _canny,
    "blur": _blur,
    "seg": _seg,
    "rgb": _rgb,
}

PICTURE_CONTROLS: Final[tuple[Control, ...]] = (*_DRAWN, "tracks")
"""The controls that `control_clip` draws."""

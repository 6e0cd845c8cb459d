"""Previews as mp4: what people look at; truth stays in the chunks."""

import threading
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import MissingExtraError
from groundplan.passes import pictures
from groundplan.passes.guide_marks import with_guides
from groundplan.passes.writer import PackInfo, PackWriter
from groundplan.previz.port import Frame, Pass
from groundplan.world.finding import Finding

__all__ = [
    "PREVIEWS", "ClipRanges", "GuideMarks", "PreviewName", "missing_video_finding", "write_preview",
]  # fmt: skip

PreviewName = Literal["beauty", "depth", "normal", "instance", "flow", "pose", "pose_animal"]
PREVIEWS: Final[tuple[PreviewName, ...]] = get_args(PreviewName)
"""All that can be made."""

_TRUTH_PRESET: Final = "ultrafast"
_BEAUTY_PRESET: Final = "superfast"
"""x264's trades of time for size at the same constant quality (our engineering defaults): a third
more bytes for half the time of `veryfast`; a take is drawn far more often than it is sent."""


class _Recipe(NamedTuple):
    path: str
    needs: Pass
    what: str


_RECIPES: Final[dict[PreviewName, _Recipe]] = {
    "beauty": _Recipe("previz.mp4", Pass.BEAUTY, "the take as it looks"),
    "depth": _Recipe(
        "passes/depth.mp4", Pass.DEPTH, "inverse depth, min to max of the clip, near is bright"
    ),
    "normal": _Recipe("passes/normal.mp4", Pass.NORMAL, "R right, G up, B to the viewer"),
    "instance": _Recipe("passes/instance.mp4", Pass.INSTANCE, "a colour per entity"),
    "flow": _Recipe(
        "passes/flow.mp4", Pass.FLOW_FWD, "forward flow on the Middlebury wheel, clip-wide scale"
    ),
    "pose": _Recipe("passes/pose.mp4", Pass.POSE, "people's OpenPose-18 skeletons"),
    "pose_animal": _Recipe("passes/pose_animal.mp4", Pass.POSE_ANIMAL, "animals' AP-10K skeletons"),
}


class GuideMarks(NamedTuple):
    """Aspect guides for people who look at a preview."""

    guides: tuple[float, ...]
    pixel_aspect: float


class ClipRanges:
    """How far the numbers of a clip reach, gathered while it is written; thread-safe.

    One scale holds for a whole clip, and reading every frame twice to find it would cost more
    than the pictures.
    """

    def __init__(self) -> None:
        """Begin with no frame."""
        self._lock = threading.Lock()
        self._depth_limits_m: list[tuple[float, float]] = []
        self._flow_reach_px = 1.0

    def see(self, frame: Frame) -> None:
        """Take in one frame; the order does not matter."""
        limits = None if frame.depth is None else pictures.depth_limits(frame.depth)
        reach = 1.0 if frame.flow_fwd is None else pictures.flow_reach(frame.flow_fwd)
        with self._lock:
            self._depth_limits_m += [limits] if limits else []
            self._flow_reach_px = max(self._flow_reach_px, reach)

    @property
    def inverse_depth(self) -> tuple[float, float]:
        """Return the smallest and largest 1/depth [1/m]."""
        return pictures.inverse_depth_range(self._depth_limits_m)

    @property
    def flow_reach_px(self) -> float:
        """Return the longest forward flow [px], outliers aside."""
        return self._flow_reach_px


def write_preview(
    writer: PackWriter,
    info: PackInfo,
    name: PreviewName,
    *,
    ranges: ClipRanges,
    marks: GuideMarks | None = None,
) -> bool:
    """Encode one preview of frames that `writer` holds; False when its pass was not rendered.

    `ranges` has seen every frame; `marks` are drawn on the beauty alone.

    Raises:
        MissingExtraError: PyAV is not installed.
        OutputError: The file cannot be written.
    """
    recipe = _RECIPES[name]
    if recipe.needs not in info.options.passes:
        return False
    width, height = info.size_px
    preset = _BEAUTY_PRESET if name == "beauty" else _TRUTH_PRESET
    rate = Fraction(info.clock.fps_num, info.clock.fps_den)
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415 (an extra, slow to import)
    except ImportError:
        raise MissingExtraError(
            "PyAV is not installed", "pip install 'groundplan[video]'"
        ) from None
    frames = _pictures(writer, info, name, ranges=ranges)
    if name == "beauty" and marks is not None and marks.guides:
        frames = (with_guides(f, marks.guides, pixel_aspect=marks.pixel_aspect) for f in frames)
    data = encode_mp4(frames, rate=rate, preset=preset)
    padded = "" if width % 2 == height % 2 == 0 else f"; {width}x{height} px padded to even size"
    colour = "H.264 yuv420p, sRGB transfer, BT.709 primaries and matrix, limited range"
    writer.add_file(recipe.path, data, what=f"{recipe.what}; {colour}{padded}")
    return True


def missing_video_finding() -> Finding:
    """Return what a pack says when it has no mp4 because PyAV is not installed."""
    return Finding(
        code="pack.no-video",
        severity="info",
        message="no mp4 previews: PyAV is not installed",
        options=("pip install 'groundplan[video]'",),
    )


def _pictures(
    writer: PackWriter, info: PackInfo, name: PreviewName, *, ranges: ClipRanges
) -> Iterator[UInt8[np.ndarray, "height width 3"]]:
    needs = _RECIPES[name].needs
    clip = (writer.read(needs, i) for i in range(info.clock.frame_count))
    if name == "depth":
        inverse_range = ranges.inverse_depth
        return (pictures.depth_picture(depth, inverse_range) for depth in clip)
    if name == "normal":
        return (pictures.normal_picture(normal) for normal in clip)
    if name == "instance":
        colours = pictures.instance_colours(info.instances)
        return (pictures.instance_picture(ids, colours) for ids in clip)
    if name == "flow":
        reach, colours = ranges.flow_reach_px, pictures.flow_colours()
        return (pictures.flow_picture(flow, reach, colours=colours) for flow in clip)
    return clip

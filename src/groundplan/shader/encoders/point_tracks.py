"""Followed surface points: coloured pictures of Diffusion as Shader, arrays, and JSON for nodes."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import orjson
from jaxtyping import Bool, Float64, UInt8, UInt16

from groundplan.errors import PlanError
from groundplan.geometry.transforms import transform_points
from groundplan.passes.pack import ControlPack
from groundplan.shader.matching import window_frames
from groundplan.shader.plan import Window

__all__ = ["PointTracks", "point_tracks", "track_clip", "track_json"]

Clip = UInt8[np.ndarray, "frame height width 3"]

_PERCENTILES: Final = (2.0, 98.0)
_TINY: Final = 1e-10
_WAN_SAMPLES: Final = 121
"""Frames that ComfyUI's WanTrackToVideo reads of a track, whatever the length of the clip."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointTracks:
    """Points in the frames of one window: those that its first frame shows."""

    points_px: Float64[np.ndarray, "frame point 2"]
    """x right, y down, pixel centres at +0.5; known where hidden too, NaN behind the camera."""
    visible: Bool[np.ndarray, "frame point"]
    depth_m: Float64[np.ndarray, "frame point"]
    """Along the optical axis."""
    instance: UInt16[np.ndarray, " point"]
    """`instance` of the manifest's instance table."""
    size_px: tuple[int, int]


def point_tracks(pack: ControlPack, window: Window) -> PointTracks:
    """Return the points that the first frame of a window shows, through the window.

    Models that are driven by tracks get points from their first frame only.

    Raises:
        PlanError: The pack does not have these frames or no tracks, or shows no point at first.
        PackError: The tracks are damaged.
    """
    frames = window_frames(pack, window)
    if "tracks.npz" not in pack.manifest.files:
        raise PlanError("the control pack has no tracks", "render it with tracked points")
    tracks, cameras = pack.tracks, pack.cameras
    rows = slice(frames.start, frames.stop)
    shown = tracks.visible[frames.start].astype(bool)
    if not np.any(shown):
        raise PlanError(
            f"no tracked point shows in frame {frames.start}", "choose depth, or track more points"
        )
    poses = np.array([cameras.frames[i].camera_from_world_cv for i in frames], dtype=np.float64)
    in_camera = transform_points(poses[:, None], tracks.points_in_world_m[rows][:, shown])
    return PointTracks(
        points_px=tracks.points_px[rows][:, shown],
        visible=tracks.visible[rows][:, shown].astype(bool),
        depth_m=in_camera[..., 2],
        instance=tracks.instance[shown],
        size_px=cameras.size_px,
    )


def track_clip(pack: ControlPack, window: Window, *, side_px: int = 4) -> Clip:
    """Return points on black in the colours of where they are in the window's first frame.

    Red is x over the width, green y over the height, blue the inverse depth between its 2nd and
    98th percentile over the points, all cut to 0..1, times 255, rounded down. Points that show are
    drawn from far to near as squares of `side_px` + 1 pixels, rounded down to an odd number, about
    the pixel that they lie in.

    Source:
        Gu et al., "Diffusion as Shader", 2025; colours, order and squares as in its repository,
        `models/pipelines.py`: `visualize_tracking_cotracker` (side 4) and `_moge` (side 2).

    Raises:
        PlanError: The pack does not have these frames or no tracks, or shows no point at first.
        PackError: The tracks are damaged.
    """
    tracks = point_tracks(pack, window)
    width, height = tracks.size_px
    colours = _colours(tracks)
    clip = np.zeros((len(tracks.visible), height, width, 3), dtype=np.uint8)
    reach = np.arange(-(side_px // 2), side_px // 2 + 1)
    offsets = np.stack(np.meshgrid(reach, reach, indexing="ij"), axis=-1).reshape(-1, 2)
    for index, picture in enumerate(clip):
        shown = np.flatnonzero(tracks.visible[index])
        far_first = shown[np.argsort(-tracks.depth_m[index, shown], kind="stable")]
        column, row = np.floor(tracks.points_px[index, far_first]).astype(np.int64).T
        # One long list, so that what is written last lies on top.
        rows = (row[:, None] + offsets[:, 0]).ravel()
        columns = (column[:, None] + offsets[:, 1]).ravel()
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        painted = np.repeat(colours[far_first], len(offsets), axis=0)
        picture[rows[inside], columns[inside]] = painted[inside]
    return clip


def track_json(
    pack: ControlPack,
    window: Window,
    *,
    reader: Literal["ltx", "wan"],
    most: int = 64,
) -> str:
    """Return tracks as the text that ComfyUI nodes read: a list of lists of x and y [px].

    ltx: LTXVDrawTracks, one point per frame. wan: WanTrackToVideo reads 121 points and picks one of
    them for each frame; each frame's own place stands where the node picks it, so that none is
    interpolated. Both know no hidden points: a track ends with the last frame that shows it, and
    runs on behind what hides it in between. At most `most` points, evenly from each thing.

    Source:
        ComfyUI, `comfy_extras/nodes_wan.py`: `pad_pts` (absent points are hidden) and
        `process_tracks` (which are picked). ComfyUI-LTXVideo, `sparse_tracks.py` [secondary].

    Raises:
        PlanError: The pack does not have these frames or no tracks, shows no point at first, or
            the window is longer than the node can read.
        PackError: The tracks are damaged.
    """
    if reader == "wan" and window.count >= _WAN_SAMPLES:
        raise PlanError(
            f"tracks of {window.count} frames for WanTrackToVideo",
            f"give at most {_WAN_SAMPLES - 1}: of {_WAN_SAMPLES} it loses one, more it cuts off",
        )
    tracks = point_tracks(pack, window)
    told: list[list[dict[str, float]]] = []
    for point in _spread(tracks.instance, most):
        end = int(np.flatnonzero(tracks.visible[:, point])[-1]) + 1
        places = tracks.points_px[:end, point]
        places = places[: _first_lost(places)]
        if reader == "wan":
            places = _picked(places, frames=window.count)
        told.append([{"x": round(x, 3), "y": round(y, 3)} for x, y in places.tolist()])
    return orjson.dumps(told).decode()


def _colours(tracks: PointTracks) -> UInt8[np.ndarray, "point 3"]:
    width, height = tracks.size_px
    inverse = 1.0 / (tracks.depth_m[0] + _TINY)
    low, high = np.percentile(inverse, _PERCENTILES)
    shares = np.stack(
        [
            tracks.points_px[0, :, 0] / width,
            tracks.points_px[0, :, 1] / height,
            (inverse - low) / (high - low + _TINY),
        ],
        axis=-1,
    )
    return (np.clip(shares, 0.0, 1.0) * 255.0).astype(np.uint8)


def _spread(instance: UInt16[np.ndarray, " point"], most: int) -> list[int]:
    """Return at most `most` points: in turn one of each thing, in their order."""
    groups = [np.flatnonzero(instance == one).tolist() for one in np.unique(instance)]
    longest = max(len(group) for group in groups)
    turns = [group[turn] for turn in range(longest) for group in groups if turn < len(group)]
    return sorted(turns[:most])


def _first_lost(places: Float64[np.ndarray, "frame 2"]) -> int:
    lost = np.flatnonzero(np.isnan(places).any(axis=1))
    return int(lost[0]) if len(lost) else len(places)


def _picked(
    places: Float64[np.ndarray, "frame 2"], *, frames: int
) -> Float64[np.ndarray, "sample 2"]:
    """Return samples of which the node picks these places, for a clip of so many frames.

    For frame f > 0 of n + 1 it takes sample 1 + (1 + a (f - 1)) // b, with a = 120 / g, b = n / g
    and g the greatest common divisor; that never takes one sample twice for n below 120.
    """
    last = frames - 1
    common = int(np.gcd(_WAN_SAMPLES - 1, last)) if last else 1
    every, repeat = (_WAN_SAMPLES - 1) // common, max(last // common, 1)
    sample = np.zeros(len(places), dtype=np.int64)
    sample[1:] = 1 + (1 + every * np.arange(len(places) - 1)) // repeat
    grid: Float64[np.ndarray, " sample"] = np.arange(sample[-1] + 1, dtype=np.float64)
    found = np.empty((len(grid), 2))
    for axis in range(2):
        found[:, axis] = np.interp(grid, sample, places[:, axis])
    return found
